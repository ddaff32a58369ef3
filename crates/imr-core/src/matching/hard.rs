//! The hard tests: who may review at all (rulebook 7.1 and 7.2). Each has its
//! result, the facts it rests on, and the law.

use super::expertise::Need;
use super::{Load, Question};
use crate::conflict::Conflict;
use crate::law::{Law, Value};
use crate::refusal::Refusal;
use crate::reviewer::Reviewer;
use crate::specialty::canonical;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A hard test on a reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Test {
    /// Code of the rulebook: `Q2` and so on, `7.2` for conflicts.
    pub code: String,
    /// What is asked.
    pub question: String,
    /// Whether it was passed.
    pub passed: bool,
    /// The facts it rests on.
    pub because: String,
    /// The law; empty where the test is the organization's own.
    pub citation: String,
    /// Whether the text of law was seen.
    pub verified: bool,
}

/// The rows of the rule book that the tests ask, on a day.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    knowledge: &'a Value,
    licence: &'a Value,
    certification: &'a Value,
    sanctions: &'a Value,
    /// None before the rule was in force.
    evaluator: Option<&'a Value>,
    years: (&'a Value, i64),
    hours: (&'a Value, i64),
    scope: &'a Value,
    uninvolved: &'a Value,
    conflict: &'a Value,
}

impl<'a> Rows<'a> {
    pub(super) fn on(law: &'a Law, on: Date) -> Result<Self, Refusal> {
        let row = |code: &str| law.value(code, on);
        let number = |code: &str| row(code).and_then(|row| Ok((row, row.number()?)));
        Ok(Self {
            knowledge: row("reviewer-knowledge")?,
            licence: row("reviewer-licence")?,
            certification: row("reviewer-certification")?,
            sanctions: row("reviewer-sanctions")?,
            evaluator: row("reviewer-qme").ok(),
            years: number("reviewer-practice-years-over")?,
            hours: number("reviewer-hours-at-least")?,
            scope: row("reviewer-scope")?,
            uninvolved: row("reviewer-uninvolved")?,
            conflict: row("reviewer-conflict")?,
        })
    }
}

/// Specialties held on a day, by their one name: certified, or given by the
/// licence itself.
pub(super) fn held(reviewer: &Reviewer, on: Date) -> Vec<String> {
    let certified = reviewer.certified_on(on).flat_map(|one| one.names());
    let mut names: Vec<String> =
        certified.chain(reviewer.degree.own_specialty()).map(|name| canonical(name).into_owned()).collect();
    names.sort();
    names.dedup();
    names
}

/// Runs every test.
pub(super) fn tests(
    reviewer: &Reviewer,
    (held, load): (&[String], Load),
    question: &Question<'_>,
    conflicts: &[Conflict],
    rows: &Rows<'_>,
) -> Vec<Test> {
    let on = question.on;
    let mut tests = vec![
        knows(held, question.needs, rows),
        licensed(reviewer, on, rows),
        certified(reviewer, question.needs, on, rows),
        unsanctioned(reviewer, on, rows),
        not_evaluator(reviewer, on, rows),
        years(reviewer, on, rows),
        hours(reviewer, rows),
        same_specialty(held, question.needs, rows),
        in_scope(reviewer, held, question.needs, rows),
        uninvolved(conflicts, rows),
        no_conflict(conflicts, question.circle, rows),
    ];
    tests.extend(question.excluded.iter().filter(|one| one.reviewer == reviewer.id).map(|one| Test {
        code: one.code.clone(),
        question: "May come back to this case?".to_owned(),
        passed: false,
        because: one.because.clone(),
        citation: one.citation.clone(),
        verified: one.verified,
    }));
    tests.push(free(reviewer, load));
    tests
}

fn test(code: &str, question: &str, passed: bool, because: String, row: &Value) -> Test {
    Test {
        code: code.to_owned(),
        question: question.to_owned(),
        passed,
        because,
        citation: row.citation.clone(),
        verified: row.verified,
    }
}

/// A test that rests on no rule of law.
fn own_test(code: &str, question: &str, passed: bool, because: String) -> Test {
    Test {
        code: code.to_owned(),
        question: question.to_owned(),
        passed,
        because,
        citation: String::new(),
        verified: true,
    }
}

/// The items that a measure of fit leaves out.
fn left_out(needs: &[Need], fits: impl Fn(&Need) -> bool) -> Vec<&str> {
    needs.iter().filter(|need| !fits(need)).map(|need| need.item.as_str()).collect()
}

fn knows(held: &[String], needs: &[Need], rows: &Rows<'_>) -> Test {
    let out = left_out(needs, |need| need.treatment_fit(held).percent > 0);
    let because = if out.is_empty() {
        format!("Knows the treatment of all {} disputed items.", needs.len())
    } else {
        format!("The specialty does not use the treatment: {}.", out.join("; "))
    };
    test("Q1", "Knows the treatment?", out.is_empty(), because, rows.knowledge)
}

fn licensed(reviewer: &Reviewer, on: Date, rows: &Rows<'_>) -> Test {
    let states: Vec<&str> = reviewer.licensed_on(on).map(|licence| licence.state.as_str()).collect();
    let because = match reviewer.licences.iter().find(|one| !one.is_unrestricted()) {
        _ if !states.is_empty() => format!("Licensed in {}.", states.join(" and ")),
        Some(one) => format!("The licence in {} is {}.", one.state, one.standing()),
        None => format!("Has no unrestricted licence in force on {on}."),
    };
    test("Q2", "Unrestricted licence in a state?", !states.is_empty(), because, rows.licence)
}

fn certified(reviewer: &Reviewer, needs: &[Need], on: Date, rows: &Rows<'_>) -> Test {
    let question = "Current board certification in the area?";
    let own = |passed, because| test("Q3", question, passed, because, rows.certification);
    if !reviewer.degree.is_physician_and_surgeon() {
        return own(true, format!("Asked of physicians and surgeons; the degree is {}.", reviewer.degree));
    }
    let held: Vec<&str> = reviewer.certified_on(on).flat_map(|one| one.names()).collect();
    let fits = |name: &&str| {
        let one = [canonical(name).into_owned()];
        needs.iter().any(|need| need.treatment_fit(&one).percent > 0 || need.condition_fit(&one).percent > 0)
    };
    let in_area: Vec<&str> = held.iter().copied().filter(fits).collect();
    let because = match (held.is_empty(), in_area.is_empty()) {
        (true, _) => format!("Has no board certification in force on {on}."),
        (false, true) => format!("Board certified in {}, which is not the area.", held.join(" and ")),
        (false, false) => format!("Board certified in {}.", held.join(" and ")),
    };
    own(!in_area.is_empty(), because)
}

fn unsanctioned(reviewer: &Reviewer, on: Date, rows: &Rows<'_>) -> Test {
    let known = reviewer.sanctions.iter().find(|one| one.on <= on);
    let because = known.map_or_else(
        || "No sanctions on record.".to_owned(),
        |one| format!("Sanction on record: {} by {} on {}.", one.what, one.by, one.on),
    );
    test("Q5", "Free of sanctions?", known.is_none(), because, rows.sanctions)
}

fn not_evaluator(reviewer: &Reviewer, on: Date, rows: &Rows<'_>) -> Test {
    let question = "Not a qualified medical evaluator?";
    let Some(row) = rows.evaluator else {
        return own_test("Q6", question, true, "No such rule was in force.".to_owned());
    };
    let passed = !reviewer.is_evaluator_on(on);
    let because = if passed { "Holds no QME appointment." } else { "Holds a QME appointment." };
    test("Q6", question, passed, because.to_owned(), row)
}

fn years(reviewer: &Reviewer, on: Date, rows: &Rows<'_>) -> Test {
    let (row, over) = rows.years;
    let years = reviewer.years_of_practice(on);
    let because = format!("In active clinical practice for {years} years; more than {over} are asked for.");
    test("Q7a", "Enough years of practice?", years > over, because, row)
}

fn hours(reviewer: &Reviewer, rows: &Rows<'_>) -> Test {
    let (row, least) = rows.hours;
    let hours = reviewer.hours_per_week;
    let because = format!("Works {hours} hours a week in active practice; at least {least} are asked for.");
    test("Q7b", "Enough hours of practice?", i64::from(hours) >= least, because, row)
}

fn same_specialty(held: &[String], needs: &[Need], rows: &Rows<'_>) -> Test {
    let out = left_out(needs, |need| need.condition_fit(held).percent > 0);
    let because = if out.is_empty() {
        format!("The specialty evaluates or treats all {} disputed items.", needs.len())
    } else {
        format!("The specialty does not evaluate or treat: {}.", out.join("; "))
    };
    test("Q8", "Same or similar specialty?", out.is_empty(), because, rows.certification)
}

/// Who is no physician and surgeon decides only what the licence itself
/// covers, whatever else is certified.
fn in_scope(reviewer: &Reviewer, held: &[String], needs: &[Need], rows: &Rows<'_>) -> Test {
    let question = "In the scope of practice?";
    let Some(own) = reviewer.degree.own_specialty() else {
        let because = format!("{}: no limit of scope.", reviewer.degree);
        return test("Q9", question, true, because, rows.scope);
    };
    let own: Vec<String> = held.iter().filter(|name| *name == own).cloned().collect();
    let out = left_out(needs, |need| need.treatment_fit(&own).percent > 0);
    let because = if out.is_empty() {
        format!("{}: all {} disputed items are in scope.", reviewer.degree, needs.len())
    } else {
        format!("{}: out of scope: {}.", reviewer.degree, out.join("; "))
    };
    test("Q9", question, out.is_empty(), because, rows.scope)
}

fn uninvolved(conflicts: &[Conflict], rows: &Rows<'_>) -> Test {
    let involved = conflicts.iter().find(|one| one.in_person && one.excludes);
    let because = involved.map_or_else(
        || "Is nobody of the case, and has not treated the worker.".to_owned(),
        |one| format!("Takes part in the case: {}.", one.because),
    );
    test("Q10", "Not involved before?", involved.is_none(), because, rows.uninvolved)
}

fn no_conflict(conflicts: &[Conflict], circle: usize, rows: &Rows<'_>) -> Test {
    let tie = conflicts.iter().find(|one| one.excludes && !one.in_person);
    let noted = conflicts.iter().filter(|one| !one.excludes).count();
    let because = match (tie, noted) {
        (Some(tie), _) => format!("Conflict of interest: {}.", tie.in_words()),
        (None, 0) => format!("No tie with any of the {circle} persons, organizations and products in the case."),
        (None, noted) => {
            format!("No material tie with any of {circle} in the case; {noted} noted that do not exclude.")
        }
    };
    test("7.2", "No conflict of interest?", tie.is_none(), because, rows.conflict)
}

fn free(reviewer: &Reviewer, load: Load) -> Test {
    let because = format!("Has {} of {} cases in hand.", load.cases, reviewer.capacity);
    own_test("load", "Room for another case?", load.cases < reviewer.capacity, because)
}
