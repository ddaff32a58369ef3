//! Rows that are amounts: fees for reviews, penalties for delay.

use super::row::dated;
use crate::application::Priority;
use crate::fee::{Degree, End, Question};
use jiff::civil::Date;
use serde::Deserialize;

dated! {
    /// What a review costs (8 CCR 9792.10.8). Where a condition is absent, the
    /// row holds whatever the answer.
    #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct FeeRow as "fee" {
        /// Stable code.
        pub code: String,
        /// What is paid for, in words.
        pub title: String,
        /// How the review ended.
        pub end: End,
        /// Regular or expedited.
        pub priority: Option<Priority>,
        /// Whether nothing but drugs was in dispute.
        pub pharmacy_only: Option<bool>,
        /// The degree of the reviewer.
        pub degree: Option<Degree>,
        /// How many reviewers.
        pub reviewers: Option<u8>,
        /// The amount; absent where it is that of a review carried to its end.
        pub dollars: Option<i64>,
    }
    key: |row| row.code.as_str().into(), says: |row| {
        let amount = row.dollars.map_or_else(|| "the full fee".to_owned(), |dollars| format!("${dollars}"));
        format!("{}: {amount}", row.title)
    }, fault: |row| {
        if row.dollars.is_some_and(|dollars| dollars < 0) {
            return Some("a fee is not below 0 dollars".to_owned());
        }
        (row.dollars.is_none() && row.end == End::Determined)
            .then(|| "a review carried to its end needs its amount in `dollars`".to_owned())
    }
}

impl FeeRow {
    /// Whether the row is about such a review, whatever the day.
    #[must_use]
    pub(crate) fn holds_for(&self, question: &Question) -> bool {
        self.end == question.end
            && self.priority.is_none_or(|one| one == question.priority)
            && self.pharmacy_only.is_none_or(|one| one == question.pharmacy_only)
            && self.degree.is_none_or(|one| one == question.degree)
            && self.reviewers.is_none_or(|one| one == question.reviewers)
    }
}

dated! {
    /// What a delay or omission costs (8 CCR 9792.12; Labor Code 4610.5,
    /// 4610.6). Amounts that were not seen are absent.
    #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct PenaltyRow as "penalty" {
        /// Stable code, such as `late-records`.
        pub code: String,
        /// What it is for, in words.
        pub title: String,
        /// The period whose end it follows, where there is one.
        pub rule: Option<String>,
        /// Dollars for each day.
        pub dollars_a_day: Option<i64>,
        /// Dollars at most.
        pub dollars_at_most: Option<i64>,
        /// Dollars once, where it does not grow by the day.
        pub dollars: Option<i64>,
        /// Nothing is owed for what was done by this day.
        #[serde(default, deserialize_with = "super::optional_day")]
        pub grace_until: Option<Date>,
    }
    key: |row| row.code.as_str().into(), says: |row| {
        let amount = match (row.dollars_a_day, row.dollars_at_most, row.dollars) {
            (Some(day), Some(most), _) => format!("${day} a day, ${most} at most"),
            (Some(day), None, _) => format!("${day} a day"),
            (None, _, Some(once)) => format!("${once}"),
            _ => "amount not seen".to_owned(),
        };
        format!("{}: {amount}", row.title)
    }, fault: |row| {
        let amounts = [row.dollars_a_day, row.dollars_at_most, row.dollars];
        if amounts.iter().flatten().any(|dollars| *dollars <= 0) {
            return Some("an amount of a penalty is above 0 dollars".to_owned());
        }
        (row.dollars_a_day.is_some() && row.dollars.is_some())
            .then(|| "a penalty is counted by the day or once, not both".to_owned())
    }
}
