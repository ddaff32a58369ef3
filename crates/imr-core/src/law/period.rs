//! Rows that say how long somebody has.

use crate::party::Role;
use crate::service::Method;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How long somebody has to do something, in force from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Code of the rule book, `D1` to `D25`.
    pub code: String,
    /// The same as a word.
    pub name: String,
    /// What must have happened when the period ends.
    pub title: String,
    /// What begins it.
    pub trigger: String,
    /// Who owes it.
    pub owed_by: Role,
    /// First day in force.
    #[serde(deserialize_with = "super::day")]
    pub from: Date,
    /// Last day in force; open when absent.
    #[serde(default, deserialize_with = "super::optional_day")]
    pub to: Option<Date>,
    /// How long.
    pub length: Length,
    /// How long when the trigger was sent electronically, where that differs.
    pub electronic: Option<Length>,
    /// How long in an expedited review, where that differs.
    pub expedited: Option<Length>,
    /// Whether the manner of service adds days.
    #[serde(default)]
    pub service_extension: bool,
    /// What happens when the last day is no working day.
    #[serde(default)]
    pub on_rest_day: OnRestDay,
    /// Another text of law that gives another length.
    pub also: Option<Also>,
    /// The law.
    pub citation: String,
    /// Where we saw it.
    pub source: String,
    /// Whether the text itself was seen.
    pub verified: bool,
    /// The length of an expedited review alone was not seen.
    #[serde(default)]
    pub expedited_unverified: bool,
}

/// What happens when a calendar period ends on a weekend or holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum OnRestDay {
    /// It ends there all the same.
    #[default]
    #[serde(rename = "stays")]
    Stays,
    /// It ends on the next working day (Code of Civil Procedure 12a).
    #[serde(rename = "next working day")]
    NextWorkingDay,
}

/// A text of law that disagrees with the row, shown beside it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Also {
    /// Its length.
    pub length: Length,
    /// The law.
    pub citation: String,
    /// Why the row does not follow it.
    pub why: String,
}

/// What a manner of service adds to a period that runs from service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// The manner of service.
    pub method: Method,
    /// First day in force.
    #[serde(deserialize_with = "super::day")]
    pub from: Date,
    /// Last day in force; open when absent.
    #[serde(default, deserialize_with = "super::optional_day")]
    pub to: Option<Date>,
    /// What is added.
    pub length: Length,
    /// The law.
    pub citation: String,
    /// Where we saw it.
    pub source: String,
    /// Whether the text itself was seen.
    pub verified: bool,
    /// Where the text was seen for these rules only.
    #[serde(default)]
    pub verified_for: Vec<String>,
}

/// A length of time as the law counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Length {
    /// Calendar days; the day of the trigger is day 0.
    Days(i32),
    /// Days that are neither weekend nor state holiday.
    WorkingDays(i32),
    /// Hours, which run through nights and weekends.
    Hours(i32),
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = match self {
            Self::Days(n) => (n, "day"),
            Self::WorkingDays(n) => (n, "working day"),
            Self::Hours(n) => (n, "hour"),
        };
        write!(f, "{number} {unit}{}", if *number == 1 { "" } else { "s" })
    }
}

impl TryFrom<String> for Length {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let refuse =
            || format!("\"{text}\" is not a length of time; write \"15 days\", \"1 working day\" or \"24 hours\"");
        let (number, unit) = text.split_once(' ').ok_or_else(refuse)?;
        let number: i32 = number.parse().map_err(|_| refuse())?;
        if !(1..=3660).contains(&number) {
            return Err(refuse());
        }
        match unit.trim_end_matches('s') {
            "day" => Ok(Self::Days(number)),
            "working day" => Ok(Self::WorkingDays(number)),
            "hour" => Ok(Self::Hours(number)),
            _ => Err(refuse()),
        }
    }
}

impl From<Length> for String {
    fn from(length: Length) -> Self {
        length.to_string()
    }
}
