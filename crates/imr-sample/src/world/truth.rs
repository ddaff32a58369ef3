//! What is true of a generated application, known from how it was made.

use super::treatment::Category;
use jiff::civil::Date;
use serde::Serialize;

/// What the eligibility screen should find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A case can be opened.
    Eligible,
    /// It cannot, for a reason that is coded.
    Ineligible,
    /// It waits until a dispute about liability is resolved.
    Deferred,
    /// Something is missing that may still be sent.
    InformationNeeded,
}

/// How an application is related to an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same dispute again, differently written: a duplicate.
    Duplicate,
    /// The same worker and treatment, but the next decision: none.
    NextDecision,
    /// The worker's twin: none.
    Twin,
    /// Somebody of the same name elsewhere: none.
    Namesake,
}

/// How a duplicate was made to look different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Disguise {
    /// A letter of a name is wrong.
    Typo,
    /// Given and family name stand in each other's place.
    SwappedNames,
    /// A short form of the given name.
    Nickname,
    /// The middle initial is there in one and not in the other.
    Initial,
    /// Day and month of birth are exchanged, or a digit is wrong.
    BirthDate,
    /// The items are worded otherwise.
    Reworded,
    /// The worker has moved.
    Moved,
    /// The claim number is punctuated otherwise.
    ClaimNumber,
    /// Employer or administrator is spelled otherwise.
    Company,
}

/// The truth of one application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Truth {
    /// Its line in the file, from 1.
    pub line: usize,
    /// Day it was received.
    pub received: Date,
    /// What the screen should find.
    pub outcome: Outcome,
    /// The reason code of the rulebook, where it is not eligible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// The line of the earlier application it is related to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<usize>,
    /// How it is related.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// How it was disguised.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub disguises: Vec<Disguise>,
    /// Expedited review is asked for.
    pub expedited: bool,
    /// The kind of each item.
    pub categories: Vec<Category>,
    /// The companies in the case, by their place in the list of all.
    pub companies: Vec<usize>,
}
