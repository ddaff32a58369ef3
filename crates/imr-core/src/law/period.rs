//! Rows that say how long somebody has.

use super::length::Length;
use super::row::dated;
use super::who::Who;
use crate::service::{Method, Place};
use serde::Deserialize;

dated! {
    /// How long somebody has to do something, in force from a day on. The day
    /// that decides which row is in force is the day of the trigger.
    #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Period as "period" {
        /// Code of the rule book, `D1` to `D24`.
        pub code: String,
        /// The same as a word.
        pub name: String,
        /// What must have happened when the period ends.
        pub title: String,
        /// What begins it.
        pub trigger: String,
        /// Who owes it.
        pub owed_by: Who,
        /// How long.
        pub length: Length,
        /// How long when the trigger was sent electronically, where that differs.
        pub electronic: Option<Length>,
        /// How long when every item in dispute is a formulary drug, where that
        /// differs.
        pub formulary: Option<Length>,
        /// How long in an expedited review, where that differs.
        pub expedited: Option<Length>,
        /// Which family of extension rows lengthens it by the manner of service;
        /// none where the period runs from receipt.
        pub service_extension: Option<String>,
        /// The receipt from which it runs, where it does and the day of that need
        /// not be known.
        pub receipt: Option<Receipt>,
        /// What happens when the last day is no working day.
        #[serde(default)]
        pub on_rest_day: OnRestDay,
        /// The same in an expedited review.
        #[serde(default)]
        pub expedited_on_rest_day: OnRestDay,
        /// Whether a receipt after the end of the business day counts as one of
        /// the next working day.
        #[serde(default)]
        pub after_hours_next_day: bool,
        /// Another text of law that gives another length.
        pub also: Option<Also>,
        /// The length of an expedited review alone was not seen.
        #[serde(default)]
        pub expedited_unverified: bool,
        /// The length for formulary drugs alone was not seen.
        #[serde(default)]
        pub formulary_unverified: bool,
    }
    key: |row| row.code.as_str().into(), says: |row| {
        let other = [("electronically", row.electronic), ("formulary", row.formulary), ("expedited", row.expedited)];
        let other = other.iter().filter_map(|(when, length)| length.map(|length| format!("; {when} {length}")));
        format!("{}, {}: {}{}", row.name, row.title, row.length, other.collect::<String>())
    }
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

/// A receipt from which a period runs: from the day of it where that is known.
/// Where it is not, what goes by mail or a carrier counts as received when the
/// days are over that a family of extension rows gives it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The family of extension rows.
    pub arrival: String,
    /// It runs from receipt in an expedited review alone, and otherwise from
    /// sending.
    #[serde(default)]
    pub expedited_only: bool,
    /// Of what, where it is not the trigger of the row.
    pub trigger: Option<String>,
    /// Of what in a review that became expedited while the period ran.
    pub converted: Option<String>,
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

dated! {
    /// What a manner of service adds to a period that runs from service.
    #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Extension as "extension" {
        /// The body of rules it belongs to, as periods name it.
        pub family: String,
        /// The manner of service.
        pub method: Method,
        /// Where the one who was served is; anywhere when absent.
        pub place: Option<Place>,
        /// What is added.
        pub length: Length,
        /// Where the text was seen for these rules only.
        #[serde(default)]
        pub verified_for: Vec<String>,
    }
    key: |row| {
        let place = row.place.map_or(String::new(), |place| format!(", {place}"));
        format!("{}, {}{place}", row.family, row.method).into()
    }, says: |row| format!("adds {}", row.length)
}
