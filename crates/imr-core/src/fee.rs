//! What a review costs, and what delay costs. The claims administrator pays
//! both; the worker never pays (8 CCR 9792.10.8).

use crate::application::Priority;
use crate::calendar::in_words;
use crate::deadline::Step;
use crate::law::{FeeRow, Law, PenaltyRow};
use crate::refusal::{Code, Refusal};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What the fee of one application depends on. Applications that were
/// consolidated are priced one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The day the application was received: it decides which price list is
    /// used, however long the review took.
    pub on: Date,
    /// Regular or expedited.
    pub priority: Priority,
    /// Whether nothing but drugs was in dispute.
    pub pharmacy_only: bool,
    /// The degree of the reviewer; without a reviewer yet, a physician's.
    pub degree: Degree,
    /// How many reviewers decided.
    pub reviewers: u8,
    /// How it ended.
    pub end: End,
}

/// The degree of a reviewer, as the price list tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Degree {
    /// Doctor of medicine or of osteopathy.
    Physician,
    /// Any other, such as a chiropractor or a psychologist.
    Other,
}

/// How a review ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The application was found ineligible.
    Ineligible,
    /// Withdrawn or terminated before a reviewer had it.
    BeforeReviewer,
    /// Withdrawn or terminated after a reviewer had it.
    AfterReviewer,
    /// Carried to its determination.
    Determined,
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ineligible => "found ineligible",
            Self::BeforeReviewer => "ended before it was sent to a reviewer",
            Self::AfterReviewer => "ended after it was sent to a reviewer",
            Self::Determined => "carried to its determination",
        })
    }
}

/// A fee with its explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fee {
    /// The amount, in cents.
    pub amount_cents: i64,
    /// Code of the row that gives it.
    pub row: String,
    /// Why this row, and what is uncertain about it.
    pub because: String,
    /// The law.
    pub citation: String,
    /// False where the amount was not seen in the law itself.
    pub verified: bool,
}

/// The fee for one application. Refuses where the price list that was seen
/// has no amount for such a review.
pub fn fee(law: &Law, question: &Question) -> Result<Fee, Refusal> {
    let row = row(law, question)?;
    let list = format!("The application was received on {}", question.on);
    let Some(dollars) = row.dollars else {
        let full = fee(law, &Question { end: End::Determined, ..*question })?;
        return Ok(Fee {
            row: row.code.clone(),
            because: sentence(&format!("{list}. {}: the full fee is owed. {}", row.title, full.because), row),
            citation: row.citation.clone(),
            verified: row.verified && full.verified,
            ..full
        });
    };
    Ok(Fee {
        amount_cents: dollars * 100,
        row: row.code.clone(),
        because: sentence(&format!("{list}. {}: ${dollars}.", row.title), row),
        citation: row.citation.clone(),
        verified: row.verified,
    })
}

fn sentence(because: &str, row: &FeeRow) -> String {
    let unverified = if row.verified {
        ""
    } else {
        " This amount was not seen in the law itself: check it before it is invoiced."
    };
    let note = row.note.as_ref().map_or(String::new(), |note| format!(" {note}"));
    format!("{because}{note}{unverified}")
}

fn row<'a>(law: &'a Law, question: &Question) -> Result<&'a FeeRow, Refusal> {
    law.fees(question.on).find(|row| row.holds_for(question))
        .ok_or_else(|| {
            let drugs = if question.pharmacy_only { "of drugs alone" } else { "not of drugs alone" };
            let degree = match question.degree {
                Degree::Physician => "M.D. or D.O.",
                Degree::Other => "of another degree",
            };
            Refusal::new(
                Code::NoRule,
                format!(
                    "The rule book has no fee for this review: received on {}, {}, {drugs}, {} reviewer(s) {degree}, {}.",
                    question.on,
                    question.priority.as_str().to_lowercase(),
                    question.reviewers,
                    question.end
                ),
                "Find the amount in the price list of that day and add a [[fee]] row to the rule files.",
            )
            .citing("8 CCR 9792.10.8")
        })
}

/// What delay costs by a day, with its explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Penalty {
    /// Code of the row that gives it.
    pub row: String,
    /// What it is for.
    pub title: String,
    /// The last day that was in time.
    pub due: Date,
    /// The day it was done; none while it is owed.
    pub done: Option<Date>,
    /// Days late.
    pub days: i64,
    /// For each day, in cents.
    pub per_day_cents: i64,
    /// At most, in cents, where there is a limit.
    pub at_most_cents: Option<i64>,
    /// The exposure so far, in cents. What is assessed, the Administrative
    /// Director decides.
    pub amount_cents: i64,
    /// How the amount was reached, step by step, with the law.
    pub steps: Vec<Step>,
    /// False where a step leans on a row whose text of law was not seen.
    pub verified: bool,
}

/// The exposure for records that came late or have not come (8 CCR
/// 9792.12(c)(6)): `due` is the last day that was in time, `on` the day
/// that is asked about.
pub fn late_records(law: &Law, due: Date, received: Option<Date>, on: Date) -> Result<Penalty, Refusal> {
    penalty(law, "late-records", due, received, on)
}

/// The exposure by the penalty row `code` for what was due on a day, was
/// done on another or not yet, as it stands at the end of the day `on`. The
/// first day late decides which row is in force.
pub fn penalty(law: &Law, code: &str, due: Date, done: Option<Date>, on: Date) -> Result<Penalty, Refusal> {
    let row = law.penalty(code, crate::calendar::after(due, 1)?)?;
    let Some(per_day) = row.dollars_a_day else { return Err(not_by_the_day(row)) };
    let mut steps = vec![Step {
        text: format!("{}: ${per_day} for each day late{}.", row.title, limit(row)),
        citation: Some(row.citation.clone()),
    }];
    let until = done.map_or(on, |day| day.min(on));
    let done = done.filter(|day| *day <= on);
    let late = i64::from(until.since(due).map_or(0, |span| span.get_days())).max(0);
    steps.push(Step { text: days(due, done, on, late), citation: None });
    let excused = late > 0 && row.grace_until.is_some_and(|grace| until <= grace);
    let full = late * per_day;
    let amount = if excused { 0 } else { row.dollars_at_most.map_or(full, |most| full.min(most)) };
    steps.extend(reckoning(row, late, full, amount, excused));
    Ok(Penalty {
        row: row.code.clone(),
        title: row.title.clone(),
        due,
        done,
        days: late,
        per_day_cents: per_day * 100,
        at_most_cents: row.dollars_at_most.map(|most| most * 100),
        amount_cents: amount * 100,
        steps,
        verified: row.verified,
    })
}

fn limit(row: &PenaltyRow) -> String {
    row.dollars_at_most
        .map_or_else(|| ", without a limit in the row".to_owned(), |most| format!(", ${most} at most"))
}

fn days(due: Date, done: Option<Date>, on: Date, late: i64) -> String {
    let until = match done {
        Some(done) => format!("it was done on {}", in_words(done)),
        None => format!("it was not done by {}", in_words(on)),
    };
    match late {
        0 => format!("The last day was {}; {until}: no day late.", in_words(due)),
        1 => format!("The last day was {}; {until}: 1 day late.", in_words(due)),
        late => format!("The last day was {}; {until}: {late} days late.", in_words(due)),
    }
}

fn reckoning(row: &PenaltyRow, late: i64, full: i64, amount: i64, excused: bool) -> Vec<Step> {
    let per_day = row.dollars_a_day.unwrap_or_default();
    let plain = |text| Step { text, citation: None };
    let mut steps = Vec::new();
    if late > 0 {
        steps.push(plain(format!("{late} x ${per_day} = ${full}.")));
    }
    if let (true, Some(grace)) = (excused, row.grace_until) {
        steps.push(plain(format!("Nothing is owed for what was done by {}.", in_words(grace))));
    } else if amount < full {
        steps.push(plain(format!("The limit is ${amount}.")));
    }
    if let Some(note) = &row.note {
        steps.push(plain(note.clone()));
    }
    if !row.verified {
        steps
            .push(plain("The text of this penalty was not seen: have it checked before relying on it.".to_owned()));
    }
    steps
}

fn not_by_the_day(row: &PenaltyRow) -> Refusal {
    let what = match row.dollars {
        Some(dollars) => format!("is ${dollars} once, not by the day"),
        None => "has no amount in the rule book".to_owned(),
    };
    Refusal::new(
        Code::NoRule,
        format!("The penalty {} ({}) {what}.", row.code, row.title),
        "See the row with \"imr rules list\"; add the amount to the rule files when it is known.",
    )
    .citing(row.citation.clone())
}

#[cfg(test)]
mod tests;
