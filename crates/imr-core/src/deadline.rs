//! When something is due, and why on that day.

use crate::calendar::{self, Reached, in_words};
use crate::law::{Law, Length, OnRestDay, Period, Receipt};
use crate::prose::capital;
use crate::refusal::{Code, Refusal};
use crate::service::{Method, Place};
use jiff::Span;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

/// A due date with its explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// Code of the rule.
    pub rule: String,
    /// What is due.
    pub title: String,
    /// The last day on which it is in time.
    pub date: Date,
    /// How the date was reached, step by step.
    pub steps: Vec<Step>,
    /// False where a step leans on a row whose text of law was not seen.
    pub verified: bool,
}

/// One step of the way to a due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What was done.
    pub text: String,
    /// The law behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<String>,
}

/// From what a due date is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trigger {
    /// The day of the trigger, which is day 0.
    pub on: Date,
    /// The hour on that day by Pacific time, where it is known.
    pub at: Option<Time>,
    /// How it was served or sent, where it was.
    pub served: Option<Method>,
    /// Where the one who was served is.
    pub place: Place,
    /// The day on which what was served or sent was received, where that is
    /// known: a period that runs from receipt is counted from it.
    pub received: Option<Date>,
    /// Whether the review became expedited while the period ran.
    pub converted: bool,
    /// Whether the review is expedited.
    pub expedited: bool,
    /// Whether every item in dispute is a drug of the formulary.
    pub formulary: bool,
}

impl Trigger {
    /// Something that happened on a day, in a regular review. What else is
    /// known of it is added with the methods of the same names as the fields.
    #[must_use]
    pub fn on(day: Date) -> Self {
        let (at, served, place, received) = (None, None, Place::default(), None);
        Self { on: day, at, served, place, received, converted: false, expedited: false, formulary: false }
    }

    /// At this hour, by Pacific time.
    #[must_use]
    pub fn at(self, at: impl Into<Option<Time>>) -> Self {
        Self { at: at.into(), ..self }
    }

    /// Served in this way.
    #[must_use]
    pub fn served(self, method: impl Into<Option<Method>>) -> Self {
        Self { served: method.into(), ..self }
    }

    /// Served on somebody at this place.
    #[must_use]
    pub fn place(self, place: Place) -> Self {
        Self { place, ..self }
    }

    /// Received on this day.
    #[must_use]
    pub fn received(self, on: impl Into<Option<Date>>) -> Self {
        Self { received: on.into(), ..self }
    }

    /// In a review that became expedited while the period ran, or not.
    #[must_use]
    pub fn converted(self, converted: bool) -> Self {
        Self { converted, ..self }
    }

    /// In an expedited review, or not.
    #[must_use]
    pub fn expedited(self, expedited: bool) -> Self {
        Self { expedited, ..self }
    }

    /// In a review of formulary drugs alone, or not.
    #[must_use]
    pub fn formulary(self, formulary: bool) -> Self {
        Self { formulary, ..self }
    }
}

/// The day on which something is due by rule `code`, counted from `trigger`.
/// Refuses when no such rule is in force on that day.
pub fn due(law: &Law, code: &str, trigger: Trigger) -> Result<Due, Refusal> {
    let rule = law.period(code, trigger.on).map_err(|refusal| no_period(law, code).unwrap_or(refusal))?;
    let chosen = Chosen::of(rule, trigger);
    let mut count = Count { law, steps: Vec::new(), verified: chosen.verified };
    let receipt = rule.receipt.as_ref().filter(|one| chosen.expedited || !one.expedited_only);
    let (trigger, presumed) = count.arrival(receipt, trigger)?;
    count.step(
        format!(
            "{} ({}): {} from {}{}, which {} on {}.",
            capital(&rule.title),
            rule.code,
            chosen.length,
            begun_by(rule, receipt, trigger),
            chosen.why,
            if presumed { "is taken to be" } else { "was" },
            in_words(trigger.on)
        ),
        Some(rule.citation.clone()),
    );
    let from = count.day_of_receipt(rule, trigger, chosen.length)?;
    let mut day = count.run(from, trigger.at, chosen.length)?;
    if let Some(family) = &rule.service_extension
        && let Some(method) = trigger.served
    {
        day = count.extend(day, family, method, trigger, &rule.code)?;
    }
    day = count.end(day, &chosen)?;
    if !chosen.expedited {
        count.compare(rule, from)?;
    }
    if let Some(note) = &rule.note {
        count.step(note.clone(), None);
    }
    Ok(Due {
        rule: rule.code.clone(),
        title: rule.title.clone(),
        date: day,
        steps: count.steps,
        verified: count.verified,
    })
}

/// What begins a period, in words.
fn begun_by<'a>(rule: &'a Period, receipt: Option<&'a Receipt>, trigger: Trigger) -> &'a str {
    let converted = receipt.filter(|_| trigger.converted).and_then(|one| one.converted.as_ref());
    converted.or(receipt.and_then(|one| one.trigger.as_ref())).unwrap_or(&rule.trigger)
}

/// A day, later by what service adds under the rules by which period `code`
/// counts it.
pub(crate) fn with_service(law: &Law, code: &str, day: Date, trigger: Trigger) -> Result<Date, Refusal> {
    let rule = law.period(code, trigger.on)?;
    let (Some(family), Some(method)) = (&rule.service_extension, trigger.served) else {
        return Ok(day);
    };
    Count { law, steps: Vec::new(), verified: true }.extend(day, family, method, trigger, &rule.code)
}

/// Why a code of the rule book that is no period has no due date.
fn no_period(law: &Law, code: &str) -> Option<Refusal> {
    if law.periods().iter().any(|row| row.code.eq_ignore_ascii_case(code) || row.name.eq_ignore_ascii_case(code)) {
        return None;
    }
    let penalty = law.penalties().iter().find(|row| row.rule.as_deref() == Some(&code.to_uppercase()))?;
    Some(
        Refusal::new(
            Code::NoRule,
            format!(
                "No period {code} is in force on that day; {code} stands behind the penalty {}, {}.",
                penalty.code, penalty.title
            ),
            "See the penalty with \"imr rules list\", or name a rule that gives a period.",
        )
        .citing(penalty.citation.clone()),
    )
}

/// What the rule book says of a code that gives no day: a penalty by the day
/// stands behind it, and no period (D25).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoDay {
    /// Code of the rule.
    pub rule: String,
    /// What it is about.
    pub title: String,
    /// Always none: nothing is due by a day.
    pub date: Option<Date>,
    /// What it says instead, step by step.
    pub steps: Vec<Step>,
    /// False where the text of the law was not seen.
    pub verified: bool,
}

/// What rule `code` says where it is no period but a penalty, by the row in
/// force on a day; nothing where it is a period, or no rule at all.
#[must_use]
pub fn no_day(law: &Law, code: &str, on: Date) -> Option<NoDay> {
    let code = code.to_uppercase();
    if law.periods().iter().any(|row| row.code.eq_ignore_ascii_case(&code)) {
        return None;
    }
    let named = law.penalties().iter().find(|row| row.rule.as_deref() == Some(&code))?;
    let row = law.penalty(&named.code, on).ok()?;
    let plain = |text| Step { text, citation: None };
    let each = row.dollars_a_day.map_or_else(
        || "The rule book has no amount for it.".to_owned(),
        |dollars| format!("The exposure is ${dollars} for each day of it, from the first."),
    );
    let mut steps = vec![
        Step { text: format!("{} ({code}).", capital(&row.title)), citation: Some(row.citation.clone()) },
        plain(format!("{code} sets no time: nothing is due by a day, and nothing is in time.")),
        plain(each),
    ];
    steps.extend(row.note.clone().map(plain));
    Some(NoDay { rule: code, title: row.title.clone(), date: None, steps, verified: row.verified })
}

/// The length that a row gives for a trigger, and what comes with it.
struct Chosen {
    length: Length,
    why: &'static str,
    on_rest_day: OnRestDay,
    expedited: bool,
    verified: bool,
}

impl Chosen {
    /// An expedited review goes before the formulary, which goes before the
    /// manner of sending: the statute does not say how they mix, and this is
    /// always the shortest.
    fn of(rule: &Period, trigger: Trigger) -> Self {
        let plain = |length, why| Self {
            length,
            why,
            on_rest_day: rule.on_rest_day,
            expedited: false,
            verified: rule.verified,
        };
        match (rule.expedited, rule.formulary, rule.electronic) {
            (Some(length), ..) if trigger.expedited => Self {
                length,
                why: ", the review being expedited",
                on_rest_day: rule.expedited_on_rest_day,
                expedited: true,
                verified: rule.verified && !rule.expedited_unverified,
            },
            (_, Some(length), _) if trigger.formulary => Self {
                verified: rule.verified && !rule.formulary_unverified,
                ..plain(length, ", every item being a drug of the formulary")
            },
            (.., Some(length)) if trigger.served == Some(Method::Electronic) => {
                plain(length, " (sent electronically)")
            }
            _ => plain(rule.length, ""),
        }
    }
}

struct Count<'a> {
    law: &'a Law,
    steps: Vec<Step>,
    verified: bool,
}

impl Count<'_> {
    fn step(&mut self, text: String, citation: Option<String>) {
        self.steps.push(Step { text, citation });
    }

    /// A period that runs from receipt begins on the day of it where that is
    /// known, and else when what was sent is taken to arrive, by rules that say
    /// so. Says which; with whether it is only taken to be.
    fn arrival(&mut self, receipt: Option<&Receipt>, trigger: Trigger) -> Result<(Trigger, bool), Refusal> {
        let Some(receipt) = receipt else { return Ok((trigger, false)) };
        if let Some(on) = trigger.received {
            let sent =
                trigger.served.map_or(String::new(), |by| format!("Sent by {by} on {}; ", in_words(trigger.on)));
            let text = format!("{sent}its receipt is known: the period runs from that day, {}.", in_words(on));
            self.step(capital(&text), None);
            return Ok((Trigger { on, ..trigger }, false));
        }
        let Some(method) = trigger.served else { return Ok((trigger, false)) };
        let sent =
            format!("Sent by {method} on {}; the day of its receipt is not known, and", in_words(trigger.on));
        let Some(row) = self.law.extension(&receipt.arrival, method, trigger.place, trigger.on) else {
            self.step(format!("{sent} is taken to be the same."), None);
            return Ok((trigger, true));
        };
        let mut aside = Count { law: self.law, steps: Vec::new(), verified: true };
        let on = aside.run(trigger.on, None, row.length)?;
        self.verified &= row.verified;
        self.step(format!("{sent} is taken to be {} later.", row.length), Some(row.citation.clone()));
        Ok((Trigger { on, at: None, ..trigger }, true))
    }

    /// The day that counts as day 0: the next working day for what arrived
    /// after the end of the business day, by rules that say so.
    fn day_of_receipt(&mut self, rule: &Period, trigger: Trigger, length: Length) -> Result<Date, Refusal> {
        let (Some(at), true) = (trigger.at, rule.after_hours_next_day && !matches!(length, Length::Hours(_)))
        else {
            return Ok(trigger.on);
        };
        let row = self.law.value("business-day-ends", trigger.on)?;
        let ends: Time = row.words()?.parse().map_err(|_| row.wrong_kind("an hour, such as 17:30"))?;
        if at <= ends {
            return Ok(trigger.on);
        }
        self.verified &= row.verified;
        let reached = calendar::working_days_after(trigger.on, 1, self.law)?;
        let day = self.skip(reached, "it is no working day", None);
        self.step(
            format!(
                "It arrived at {}, after {}, so it counts as received on {}.",
                clock(at),
                clock(ends),
                in_words(day)
            ),
            Some(row.citation.clone()),
        );
        Ok(day)
    }

    fn run(&mut self, from: Date, at: Option<Time>, length: Length) -> Result<Date, Refusal> {
        match length {
            Length::AtOnce => {
                self.step(format!("At once means on {}.", in_words(from)), None);
                Ok(from)
            }
            Length::Days(days) => {
                let day = calendar::after(from, days)?;
                self.step(format!("Day {days} is {}.", in_words(day)), None);
                Ok(day)
            }
            Length::Months(months) => {
                let day = calendar::months_after(from, months)?;
                self.step(format!("{length} later is {}.", in_words(day)), None);
                Ok(day)
            }
            Length::WorkingDays(days) => self.working_days(from, days),
            Length::Hours(hours) => self.hours(from, at, hours),
        }
    }

    fn working_days(&mut self, from: Date, days: i32) -> Result<Date, Refusal> {
        let reached = calendar::working_days_after(from, days, self.law)?;
        let day = self.skip(reached, "it does not count", None);
        self.step(format!("Working day {days} is {}.", in_words(day)), None);
        Ok(day)
    }

    /// Hours run on or stand still over rest days, as a row says.
    fn hours(&mut self, from: Date, at: Option<Time>, hours: i32) -> Result<Date, Refusal> {
        let row = self.law.value("hours-run", from)?;
        let citation = Some(row.citation.clone());
        let continuously = match row.words()? {
            "continuously" => true,
            "on working days" => false,
            _ => return Err(row.wrong_kind("\"continuously\" or \"on working days\"")),
        };
        if !continuously {
            self.step(
                format!("Hours run on working days only: {hours} hours are {} of them.", days_of(hours)),
                citation,
            );
            return self.working_days(from, days_of(hours));
        }
        if let Some(at) = at {
            let end = from
                .to_datetime(at)
                .checked_add(Span::new().try_hours(hours).unwrap_or_default())
                .map_err(|_| calendar::outside(from, &format!("{hours} hours")))?;
            self.step(
                format!(
                    "Hours run through nights and weekends: {hours} hours from {} end on {} at {}.",
                    clock(at),
                    in_words(end.date()),
                    clock(end.time())
                ),
                citation,
            );
            return Ok(end.date());
        }
        let day = calendar::after(from, days_of(hours))?;
        self.step(
            format!("Hours run through nights and weekends: {hours} hours end on {}.", in_words(day)),
            citation,
        );
        Ok(day)
    }

    /// Where the last day is no working day, as the row says.
    fn end(&mut self, day: Date, chosen: &Chosen) -> Result<Date, Refusal> {
        if matches!(chosen.length, Length::Hours(_)) {
            return Ok(day);
        }
        let reached = calendar::on_or_after(day, self.law)?;
        match (chosen.on_rest_day, reached.1.first()) {
            (_, None) => Ok(day),
            (OnRestDay::NextWorkingDay, _) => {
                let row = self.law.value("period-ends-on-working-day", day)?;
                self.verified &= row.verified;
                Ok(self.skip(reached, "the period ends on the next working day", Some(&row.citation)))
            }
            (OnRestDay::Stays, Some((_, why))) => {
                let why = if is_weekend(day, why) { "a weekend day" } else { why };
                self.step(format!("{} is {why}; the period ends there all the same.", in_words(day)), None);
                Ok(day)
            }
        }
    }

    /// Says when another text of law would end the period.
    fn compare(&mut self, rule: &Period, from: Date) -> Result<(), Refusal> {
        let Some(also) = &rule.also else { return Ok(()) };
        let mut aside = Count { law: self.law, steps: Vec::new(), verified: true };
        let mut other = aside.run(from, None, also.length)?;
        if rule.on_rest_day == OnRestDay::NextWorkingDay {
            other = calendar::on_or_after(other, self.law)?.0;
        }
        self.step(
            format!("For comparison: {} would end on {}; {}.", also.length, in_words(other), also.why),
            Some(also.citation.clone()),
        );
        Ok(())
    }

    fn extend(
        &mut self,
        day: Date,
        family: &str,
        method: Method,
        trigger: Trigger,
        rule: &str,
    ) -> Result<Date, Refusal> {
        let place = if method == Method::Personal { String::new() } else { format!(" {}", trigger.place) };
        let Some(extension) = self.law.extension(family, method, trigger.place, trigger.on) else {
            self.step(format!("Service by {method}{place} adds nothing."), None);
            return Ok(day);
        };
        let place = if extension.place.is_some() { place } else { String::new() };
        self.verified &= extension.verified || extension.verified_for.iter().any(|one| one == rule);
        self.step(
            format!("Service by {method}{place} adds {}.", extension.length),
            Some(extension.citation.clone()),
        );
        self.run(day, None, extension.length)
    }

    /// Notes the days that were passed over, and leans on the calendar.
    fn skip(&mut self, (day, skipped): Reached, then: &str, citation: Option<&str>) -> Date {
        for (rest, why) in &skipped {
            // A Saturday needs no table.
            let weekend = is_weekend(*rest, why);
            self.verified &= weekend || self.law.holidays().is_verified(*rest);
            let name = if weekend { "a weekend day" } else { why };
            self.step(
                format!("{} is {name}: {then}.", in_words(*rest)),
                citation.map(str::to_owned).or_else(|| Some(self.law.holidays().citation.clone())),
            );
        }
        if !skipped.is_empty() && citation.is_some() {
            self.step(format!("The next working day is {}.", in_words(day)), None);
        }
        day
    }
}

/// A weekend day is named by its day of the week alone.
fn is_weekend(day: Date, why: &str) -> bool {
    why == day.strftime("%A").to_string()
}

/// Hours in days, a begun day being one.
fn days_of(hours: i32) -> i32 {
    (hours + 23) / 24
}

/// An hour in words: `5:30 pm`.
fn clock(at: Time) -> String {
    at.strftime("%-I:%M %P").to_string()
}

#[cfg(test)]
mod tests;
