//! Reading a letter: from its text to a record, with the place of each value
//! and notes on what was not found or found odd.
//!
//! A pipeline of steps, one file each, over tables of patterns: `clean` (one
//! line of text, and the way back), `anchors` (the fixed words, in one pass),
//! `sections`, `header`, `credentials`, `summary` (patient, dates, diagnoses),
//! `blocks` and `heading` (the disputed items), `numbered` (letters of 2013),
//! `item` (what was asked for), `guidelines`. Patterns run over small ranges
//! only; the whole text is passed over twice.

mod amounts;
mod anchors;
mod blocks;
mod clean;
mod credentials;
mod diagnoses;
mod documents;
mod draft;
mod guidelines;
mod header;
mod heading;
mod issues;
mod item;
mod kinds;
mod mojibake;
mod numbered;
mod partial;
pub(crate) mod pattern;
mod sections;
mod sentences;
mod specialties;
mod summary;
mod variant;

pub use guidelines::guideline;
pub use issues::{category, is_drug, issue, item};
pub use mojibake::repaired;

pub(crate) use crate::dates;

use super::record::Reading;
use clean::Clean;
use draft::Draft;

/// The day that a date as written means.
#[must_use]
pub fn day(raw: &str) -> Option<jiff::civil::Date> {
    dates::day(raw)
}

/// Reads a letter. It never fails: what is not found is absent from the
/// record and named in the notes.
///
/// `name` stands in for the case number where the letter has none. The text
/// may come from PDFBox (two line ends a line), from `pdftotext -layout`, from
/// our own reader of PDFs, or be a letter of our own. Spans are byte ranges of
/// `text`.
#[must_use]
pub fn read(name: &str, text: &str) -> Reading {
    let clean = Clean::new(text);
    let mut draft = Draft::new(&clean);
    if clean.flat().is_empty() {
        draft.note("empty", None, "The text is empty.");
        return finished(draft, name);
    }
    let sections = sections::find(&clean);
    if let Some(range) = &sections.organization {
        draft.record.organization = Some(clean.flat()[range.clone()].to_owned());
        draft.span("/organization", range);
        draft.record.complete_case_file = sections.says_case_file_was_sent();
    } else {
        draft.note("no_organization", None, "The letter does not say which organization reviewed the case.");
    }
    header::read(&mut draft, &sections);
    credentials::read(&mut draft, &sections);
    documents::read(&mut draft, &sections);
    summary::read(&mut draft, &sections);
    issues::read(&mut draft, &sections);
    draft.record.variant = variant::of(&draft, &sections);
    damage(&mut draft);
    finished(draft, name)
}

fn finished(mut draft: Draft<'_>, name: &str) -> Reading {
    if draft.record.case.is_none() && !name.is_empty() {
        draft.record.case = Some(name.to_owned());
    }
    Reading { record: draft.record, spans: draft.spans, notes: draft.notes }
}

/// Notes what happened to the text on its way.
fn damage(draft: &mut Draft<'_>) {
    let flat = draft.flat();
    if let Some((from, to, c)) = mojibake::next(flat, 0) {
        draft.note("mojibake", Some(&(from..to)), format!("UTF-8 was read as Latin-1 here; it meant {c:?}."));
    }
    if flat.ends_with(char::is_alphanumeric) && draft.record.issues.iter().all(|issue| issue.rationale.is_none()) {
        let end = flat.len();
        draft.note("cut_short", Some(&(end..end)), "The text ends in the middle of a sentence.");
    }
}

#[cfg(test)]
mod tests;
