//! Facts of the case file, each with the page and the place it stands at:
//! what rationales turn on.
//!
//! Every sentence is scanned once for the words that decide which readers look
//! at it ([`gate`]). A reader gives what a sentence says of its subject; how
//! the sentence says it (negated, conditional, historical, somebody else's,
//! uncertain) is marked beside it and leaves nothing out.

mod body;
mod conflict;
mod diagnosis;
mod drug_test;
mod effect;
mod exam;
mod exposure;
mod gate;
mod injury;
mod kind;
mod medication;
mod pain;
mod pattern;
mod study;
mod treatment;
mod trial;
mod ur_decision;
mod work;

pub use conflict::{Conflict, conflicts};
pub use exposure::{Exposure, Span, exposures};
pub use kind::{
    Course, DrugTest, Effect, Exam, FactKind, Findings, Injury, Medication, Outcome, Side, Study, Treatment, Trial,
    Use,
};

use super::{CaseFile, Context, Document, Kind, Page, Reading, Section, Sentence, section_of, sentences};
use crate::letter::reading::dates;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Something the case file says, and where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// What it says.
    pub kind: FactKind,
    /// Number of the page in the case file.
    pub page: u32,
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
}

impl Fact {
    /// The day it speaks of: the stated one, else that of the document.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.stated_date.or(self.document_date)
    }
}

/// All facts of a case file, in the order of its pages.
#[must_use]
pub fn facts(file: &CaseFile) -> Vec<Fact> {
    let mut found = Vec::new();
    let mut section = Section::Plain;
    let mut document = None;
    for page in &file.pages {
        // A heading holds to the end of its document.
        if document != Some(page.document) {
            section = Section::Plain;
            document = Some(page.document);
        }
        page_facts(page, file.document_of(page), &mut section, &mut found);
    }
    found
}

/// The facts of one page that begins in a section.
pub fn page_facts(page: &Page, document: Option<&Document>, section: &mut Section, found: &mut Vec<Fact>) {
    for sentence in sentences(&page.text) {
        *section = next_section(*section, &sentence.text);
        let kind = document.map_or(Kind::Other, |document| document.kind);
        let subjects = gate::subjects(&sentence.text, kind, *section);
        if subjects.is_empty() {
            continue;
        }
        let mut scene = Scene {
            page,
            kind,
            date: document.and_then(|document| document.date),
            section: *section,
            text: &sentence.text,
            sentence: &sentence,
            reading: None,
            found,
        };
        gate::read(subjects, &mut scene);
    }
}

/// The section after a sentence: a heading opens one; a heading that is not
/// known ends those that say something of everything under them.
fn next_section(section: Section, sentence: &str) -> Section {
    if let Some(opened) = section_of(sentence).or_else(|| alone(sentence)) {
        return opened;
    }
    let label = sentence.split_once(':').map(|one| one.0);
    let capitals = label.unwrap_or(sentence);
    let is_heading = capitals.len() > 3 && capitals.len() < 48 && !capitals.contains(char::is_lowercase);
    let speaks_for_all = matches!(
        section,
        Section::PastHistory | Section::FamilyHistory | Section::Allergies | Section::Question | Section::Risks
    );
    let is_label = label.is_some_and(|label| label.len() < 40 && label.starts_with(char::is_uppercase));
    if is_heading || (speaks_for_all && is_label) { Section::Plain } else { section }
}

/// The section of a line that is a heading and nothing else.
fn alone(line: &str) -> Option<Section> {
    let is_short = line.len() < 40 && !line.ends_with('.') && line.split(' ').count() < 5;
    if is_short { super::context::heading(line) } else { None }
}

/// A sentence to be read, with what is known of where it stands.
struct Scene<'a> {
    page: &'a Page,
    kind: Kind,
    date: Option<Date>,
    section: Section,
    text: &'a str,
    sentence: &'a Sentence,
    /// Made when a reader first asks for it.
    reading: Option<Reading<'a>>,
    found: &'a mut Vec<Fact>,
}

impl Scene<'_> {
    /// How the sentence says what stands at `span`.
    fn context(&mut self, span: &Range<usize>) -> Context {
        self.reading.get_or_insert_with(|| Reading::new(self.text, self.section)).context(span)
    }

    /// Adds a fact that rests on the words at `span` of the sentence.
    fn add(&mut self, span: Range<usize>, kind: FactKind) {
        let context = self.context(&span);
        self.add_as(span, kind, context);
    }

    /// Adds a fact whose context the reader knows better.
    fn add_as(&mut self, span: Range<usize>, kind: FactKind, context: Context) {
        self.found.push(Fact {
            kind,
            page: self.page.number,
            span: self.sentence.place(&self.page.text, &span),
            passage: self.text.to_owned(),
            document_date: self.date,
            stated_date: dates::all(self.text).first().map(|found| found.day),
            context,
        });
    }
}

#[cfg(test)]
mod tests;
