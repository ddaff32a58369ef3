//! Rows that hold a single value: a number, a day, words.

use super::row::dated;
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
    }
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
