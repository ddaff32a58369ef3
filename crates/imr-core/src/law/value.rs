//! Rows that hold a single value: a number, a day, words.

use super::row::dated;
use crate::conflict::Relation;
use crate::party::Role;
use crate::refusal::{Code, Refusal};
use jiff::civil::Date;
use serde::Deserialize;

dated! {
    /// A single value of the law, in force from a day on.
    #[derive(Debug, Clone, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Value as "value" {
        /// Stable name of the rule.
        pub code: String,
        /// What it governs, in words.
        pub title: String,
        /// The value itself.
        pub value: Scalar,
    }
    key: |row| row.code.as_str().into(), says: |row| match &row.value {
        Scalar::Number(number) => format!("{}: {number}", row.title),
        Scalar::Day(day) => format!("{}: {day}", row.title),
        Scalar::Words(words) => format!("{}: {words}", row.title),
    }, fault: |row| meant(&row.code, &row.value).err()
}

/// What a value of the law may be.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Scalar {
    /// A number.
    Number(i64),
    /// A day.
    #[serde(deserialize_with = "super::day")]
    Day(Date),
    /// Words.
    Words(String),
}

impl Value {
    /// The value as a number.
    pub fn number(&self) -> Result<i64, Refusal> {
        match self.value {
            Scalar::Number(number) => Ok(number),
            _ => Err(self.wrong_kind("a number")),
        }
    }

    /// The value as a day.
    pub fn day(&self) -> Result<Date, Refusal> {
        match self.value {
            Scalar::Day(day) => Ok(day),
            _ => Err(self.wrong_kind("a day")),
        }
    }

    /// The value as words.
    pub fn words(&self) -> Result<&str, Refusal> {
        match &self.value {
            Scalar::Words(words) => Ok(words),
            _ => Err(self.wrong_kind("words")),
        }
    }

    /// The refusal for a row that holds something else than `expected`.
    pub(crate) fn wrong_kind(&self, expected: &str) -> Refusal {
        Refusal::new(
            Code::NoRule,
            format!("The row {} in the rule book does not hold {expected}.", self.code),
            "Correct the row in the rule files.",
        )
    }
}

/// Fields that `application-form-fields` may list.
pub(super) const FORM_FIELDS: [&str; 10] = [
    "employee",
    "date_of_injury",
    "ur_decision_date",
    "treatments",
    "claims_administrator",
    "requesting_physician",
    "consent",
    "claim_number",
    "date_of_birth",
    "diagnosis",
];

/// Whether the program can go by a value: else what it expects. A row that it
/// could not go by is refused when it is read, not on the day it is asked.
fn meant(code: &str, value: &Scalar) -> Result<(), String> {
    let one_of = |known: &[&str]| {
        let listed = format!("one of: {}", known.join(", "));
        is(matches!(value, Scalar::Words(words) if known.contains(&words.as_str())), value, &listed)
    };
    match code {
        "reviewer-practice-years-over"
        | "reviewer-hours-at-least"
        | "conflict-share-over"
        | "conflict-hops-at-most"
        | "conflict-ended-years"
        | "penalty-good-faith-reduction" => {
            is(matches!(value, Scalar::Number(number) if *number >= 0), value, "a number, not below 0")
        }
        "imr-from" | "imr-injury-from" | "imr-communicated-from" => {
            is(matches!(value, Scalar::Day(_)), value, "a day, such as 2013-01-01")
        }
        "business-day-ends" => {
            let hour = |words: &String| words.parse::<jiff::civil::Time>().is_ok();
            is(matches!(value, Scalar::Words(words) if hour(words)), value, "an hour, such as \"17:30\"")
        }
        "missing-ur-decision" => one_of(&["remind", "ineligible"]),
        "hours-run" => one_of(&["continuously", "on working days"]),
        "formulary-track" => one_of(&["no formulary", "every item"]),
        "application-form-fields" => each(value, "fields of the form", |word| FORM_FIELDS.contains(&word)),
        "eligibility-signature" => each(value, "parts in a dispute", |word| {
            serde_json::from_value::<Role>(serde_json::Value::String(word.to_owned())).is_ok()
        }),
        "conflict-familial" | "conflict-professional" | "conflict-financial" | "conflict-carried-by" => {
            each(value, "kinds of tie", |word| Relation::from_code(word).is_some())
        }
        "application-editions" | "letter-legal-effect" | "letter-appeal-right" => {
            is(matches!(value, Scalar::Words(words) if !words.trim().is_empty()), value, "words")
        }
        _ => Ok(()),
    }
}

fn is(meant: bool, value: &Scalar, expected: &str) -> Result<(), String> {
    if meant {
        return Ok(());
    }
    let given = match value {
        Scalar::Number(number) => number.to_string(),
        Scalar::Day(day) => day.to_string(),
        Scalar::Words(words) => format!("\"{words}\""),
    };
    Err(format!("`value` is {given}; this row holds {expected}"))
}

/// Whether every word of a list is known.
fn each(value: &Scalar, what: &str, known: impl Fn(&str) -> bool) -> Result<(), String> {
    let Scalar::Words(words) = value else { return is(false, value, &format!("a list of {what}, in words")) };
    match words.split(',').map(str::trim).find(|word| !known(word)) {
        Some(stray) => Err(format!("`value` lists \"{stray}\"; this row lists {what}")),
        None => Ok(()),
    }
}
