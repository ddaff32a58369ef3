//! Facts of the case file, each with the page and the place it stands at:
//! what rationales turn on.
//!
//! Every sentence is scanned once for the terms of the [`vocabulary`] and the
//! names of drugs; what was found decides which readers look at it
//! ([`reading`]). A reader gives what a sentence says of its subject; how the
//! sentence says it (negated, conditional, historical, somebody else's,
//! uncertain) is marked beside it and leaves nothing out.

mod absent;
mod allergy;
mod body;
mod boxes;
mod capacity;
mod clause;
mod columns;
mod complaint;
mod conflict;
mod denial;
mod diagnosis;
mod doing;
mod drug_test;
mod each;
mod effect;
mod ended;
mod exam;
mod exposure;
mod formerly;
mod function;
mod injury;
mod kind;
mod medication;
mod muscle;
mod over;
mod pain;
mod pattern;
mod procedure;
mod quoted;
mod reading;
mod request;
mod row;
mod scene;
mod sides;
mod signs;
mod stops;
mod strength;
mod study;
mod swap;
mod telling;
mod tested;
mod therapy;
mod trial;
mod unelicited;
mod unshown;
mod ur_decision;
mod ur_item;
mod ur_outcome;
mod vocabulary;
mod when;
mod work;

pub use conflict::{Conflict, conflicts};
pub use exposure::{Exposure, Span, Undated, exposures, undated};
pub use kind::{
    Complaint, Course, DrugTest, Effect, Exam, FactKind, Injury, Medication, Outcome, Pain, Procedure, Side, Study,
    Therapy, Trial, UrDecision, Use, sided,
};

use super::{CaseFile, Context};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// Something the case file says, and where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// What it says.
    pub kind: FactKind,
    /// Number of the page in the case file.
    pub page: u32,
    /// Number of the first page of its document.
    pub first_page: u32,
    /// The words it rests on, in bytes of the text of the page.
    pub span: Range<usize>,
    /// The sentence they stand in.
    pub passage: String,
    /// Date of the document.
    pub document_date: Option<Date>,
    /// Date that the sentence itself gives.
    pub stated_date: Option<Date>,
    /// How the sentence says it.
    pub context: Context,
    /// Pages that are copies of its page and say it again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<u32>,
}

impl Fact {
    /// The day it speaks of: that of what is done with a drug, the stated one,
    /// else that of the document.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        let on = if let FactKind::Medication(one) = &self.kind { one.on } else { None };
        on.or(self.stated_date).or(self.document_date)
    }

    /// Its page, and those that are copies of it.
    pub fn pages(&self) -> impl Iterator<Item = u32> + '_ {
        std::iter::once(self.page).chain(self.copies.iter().copied())
    }
}

/// All facts of a case file, in the order of its pages. Pages that are about
/// somebody else give none.
#[must_use]
pub fn facts(file: &CaseFile) -> Vec<Fact> {
    let mut found = Vec::new();
    let born = reading::birthday(&file.pages);
    let mut carried = scene::Carried { born, ..scene::Carried::default() };
    let mut begun = None;
    // What of a page was read with the end of the one before.
    let mut read = 0..0;
    for (at, page) in file.pages.iter().enumerate() {
        let before = std::mem::take(&mut read);
        let document = file.document_of(page);
        // A heading holds to the end of its document.
        if document.is_none_or(|document| document.first_page == page.number && !document.continues) {
            carried = scene::Carried { born, ..scene::Carried::default() };
        }
        if document.is_some_and(|document| document.strangers.iter().any(|one| one.page == page.number)) {
            continue;
        }
        // What goes on in another file has its kind and its day from its beginning.
        if document.is_none_or(|document| !document.continues) {
            begun = document;
        }
        let over = over::over(file, at).filter(|over| over.first.start >= before.end);
        reading::page(page, begun.or(document), &before, over.as_ref(), &mut carried, &mut found);
        read = over.map_or(0..0, |over| over.rest.span);
    }
    once(file, found)
}

/// Each fact once: what the copy of a page says again goes to the fact of the
/// first. What a copy alone says stays, as the first may be hard to read.
fn once(file: &CaseFile, found: Vec<Fact>) -> Vec<Fact> {
    let copies = file.documents.iter().flat_map(|document| &document.copies);
    let of: BTreeMap<u32, u32> = copies.map(|one| (one.page, one.of)).filter(|(page, of)| of < page).collect();
    if of.is_empty() {
        return found;
    }
    let first = |mut page: u32| {
        while let Some(of) = of.get(&page) {
            page = *of;
        }
        page
    };
    let mut kept: Vec<Fact> = Vec::new();
    let mut by_page: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for fact in found {
        let root = first(fact.page);
        let of_page = by_page.entry(root).or_default();
        let same = |at: &&usize| {
            let other = &kept[**at];
            root != fact.page
                && other.pages().all(|page| page != fact.page)
                && other.context == fact.context
                && other.kind == fact.kind
        };
        if let Some(at) = of_page.iter().find(same).copied() {
            kept[at].copies.push(fact.page);
            continue;
        }
        of_page.push(kept.len());
        kept.push(fact);
    }
    kept
}

#[cfg(test)]
mod clause_tests;
#[cfg(test)]
mod field;
#[cfg(test)]
mod found;
#[cfg(test)]
mod outcomes;
#[cfg(test)]
pub(super) mod tests;
#[cfg(test)]
mod unseen;
