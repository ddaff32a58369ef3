//! Rows that are lists: the regimes of the law, reasons of ineligibility,
//! documents that are due, notices that go out.

use super::row::dated;
use super::who::Who;
use crate::service::Method;
use jiff::civil::Date;
use serde::Deserialize;

dated! {
    /// A version of the law as a whole (rulebook section 0).
    #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Regime as "regime" {
        /// Stable code, such as `R6-2018`.
        pub code: String,
        /// What it applies to, in words.
        pub applies_to: String,
        /// It applies only to injuries before this day; to any when absent.
        #[serde(default, deserialize_with = "super::optional_day")]
        pub injured_before: Option<Date>,
        /// What differs from the regime before.
        pub differs: Vec<String>,
    }
    key: |row| row.code.as_str().into(), says: |row| row.differs.join(" ").trim_end_matches('.').to_owned()
}

dated! {
    /// A reason for which an application is not, or not yet, eligible
    /// (rulebook 2.1).
    #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Reason as "reason" {
        /// Stable code, such as `UNTIMELY`.
        pub code: String,
        /// The reason in a few words.
        pub title: String,
        /// The test of rulebook section 4 that gives it.
        pub test: String,
        /// The paragraph for the notice.
        pub paragraph: String,
        /// The paragraph where it is the reason of some items and the others are
        /// reviewed; none where the one above speaks of them as well.
        pub of_item: Option<String>,
        /// What the one who filed can do about it.
        pub remedy: String,
        /// What a new or completed form can bring that cures it; none where no
        /// form would help.
        pub cure: Option<String>,
        /// Whether the state's statistics count it by this name.
        pub publishable: bool,
    }
    key: |row| row.code.as_str().into(), says: |row| row.title.clone()
}

dated! {
    /// A document that somebody must or may send (rulebook 6.1, 6.2).
    #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Required as "document" {
        /// Stable code; the letter of the paragraph for what the claims
        /// administrator owes.
        pub code: String,
        /// What it is, as a notice lists it.
        pub title: String,
        /// Who sends it.
        pub owed_by: Who,
        /// The period by which it is due.
        pub rule: String,
        /// Whether it must be sent; otherwise it may.
        pub required: bool,
        /// How many months before the request for authorization it reaches.
        pub months_before_request: Option<i32>,
        /// The kinds of document by which it is known to be there; empty where
        /// only a person can tell.
        #[serde(default)]
        pub known_by: Vec<crate::casefile::Kind>,
    }
    key: |row| row.code.as_str().into(), says: |row| {
        format!("{} {} send: {}", row.owed_by, if row.required { "must" } else { "may" }, row.title)
    }
}

dated! {
    /// A notice that goes out (rulebook 6.5).
    #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Notice as "notice" {
        /// Stable code, such as `noarfi`.
        pub code: String,
        /// Its title.
        pub title: String,
        /// The transitions of rulebook 2.3 that send it.
        pub transitions: Vec<String>,
        /// Who gets it.
        pub recipients: Vec<Who>,
        /// How it may be sent, the usual means first.
        pub methods: Vec<Method>,
        /// What it must say, point by point.
        pub content: Vec<String>,
    }
    key: |row| row.code.as_str().into(), says: |row| {
        let to: Vec<String> = row.recipients.iter().map(Who::to_string).collect();
        format!("{}, to {}", row.title, to.join(", "))
    }
}
