//! A sentence to be read, with what is known of where it stands.

use super::columns::Columns;
use super::over::Over;
use super::quoted::Quoted;
use super::vocabulary::{Marks, Table};
use super::{Fact, FactKind};
use crate::casefile::{Context, Document, Kind, Page, Reading, Section, Sentence, section_of};
use crate::drug::Named;
use crate::letter::reading::dates;
use jiff::civil::Date;
use std::ops::Range;

/// What holds from one sentence to the next.
#[derive(Debug, Default)]
pub(super) struct Carried {
    /// The patient's birthday, where it was read.
    pub(super) born: Option<Date>,
    /// The section that was opened last.
    pub(super) section: Section,
    /// The section that goes on behind a label with its words: `Gait: use a cane`.
    pub(super) within: Option<Section>,
    /// Whether the section has a heading that is not known.
    pub(super) unknown: bool,
    /// Whether a section was opened behind what the patient tells.
    pub(super) examined: bool,
    /// The study that is told of, with the part of the body.
    pub(super) study: Option<(&'static str, Option<String>)>,
    /// The study of which the document is the report.
    pub(super) report: Option<(&'static str, Option<String>)>,
    /// A line of a request that may name the diagnosis of the next.
    pub(super) line: Option<String>,
    /// The rows of a request have begun.
    pub(super) table: bool,
    /// What is asked for in a field of its own, before the field of the decision:
    /// as written, and by its plain name.
    pub(super) asked: Option<(String, String)>,
    /// The decision that reasons belong to, by its number among the facts.
    pub(super) decision: Option<usize>,
    /// Every decision of the document so far, by its number among the facts.
    pub(super) decisions: Vec<usize>,
    /// Whether reasons stand here item by item, after the list of decisions.
    pub(super) gives_reasons: bool,
    /// Whether this paragraph tells of a test for drugs.
    pub(super) testing: bool,
    /// Whether a table of results gives the cutoff before the result.
    pub(super) cutoff_first: bool,
    /// Whether the sentence before was the heading of such a test.
    pub(super) test_heading: bool,
    /// The columns of the table that is being read.
    pub(super) columns: Option<Columns>,
    /// The report of another day or examiner that is being told.
    pub(super) quoted: Option<Quoted>,
    /// The levels of the spine that a line of a study is about.
    pub(super) levels: Vec<String>,
    /// The one drug of the sentence before, where the next may speak of `it`.
    pub(super) drug: Option<String>,
}

impl Carried {
    /// Whether a sentence, and those that follow it, tell of a test for drugs:
    /// it names one, or goes on with its paragraph or below its heading.
    pub(super) fn told_of_tests(&mut self, names_one: bool, parted: bool, said: &str) {
        self.testing = names_one || (self.testing && (!parted || self.test_heading));
        self.test_heading = names_one && said.len() < 60 && !said.ends_with('.');
    }

    /// The study that is told of here.
    pub(super) fn about(&self) -> Option<&(&'static str, Option<String>)> {
        self.study.as_ref().or(self.report.as_ref())
    }
}

/// A sentence to be read.
pub(super) struct Scene<'a> {
    pub(super) page: &'a Page,
    /// The text of the page, without words that are hidden.
    pub(super) shown: &'a str,
    pub(super) document: Option<&'a Document>,
    pub(super) kind: Kind,
    /// The sentence, without choices that are not ticked.
    pub(super) text: &'a str,
    /// The sentence as terms compare, each letter in its place.
    pub(super) folded: &'a str,
    pub(super) marks: &'a Marks,
    pub(super) drugs: &'a [Named],
    /// Drugs of which a reader has told already, by their number.
    pub(super) told: Vec<usize>,
    pub(super) sentence: &'a Sentence,
    /// Its rest on the next page, where the end of the page parts it.
    pub(super) over: Option<&'a Over<'a>>,
    pub(super) carried: &'a mut Carried,
    /// Made when a reader first asks for it.
    pub(super) reading: Option<Reading<'a>>,
    pub(super) found: &'a mut Vec<Fact>,
}

impl Scene<'_> {
    /// Whether the patient tells here: under a heading that says so, or under
    /// one that nobody knows, before anything was examined.
    pub(super) fn is_told_by_the_patient(&self) -> bool {
        let visit = [Kind::ProgressReport, Kind::DoctorsFirstReport, Kind::Consultation, Kind::MedicalLegal];
        // `Pacific Spine Institute, Inc.` is no sentence.
        let is_sentence =
            || self.text.split(' ').count() > 3 && self.text.rsplit(' ').next().is_some_and(|last| last.len() > 4);
        let begins = || {
            let first = self.carried.unknown && !self.carried.examined && visit.contains(&self.kind);
            first && self.text.ends_with('.') && is_sentence()
        };
        match self.section() {
            Section::PresentIllness => true,
            Section::Plain => begins(),
            _ => false,
        }
    }

    pub(super) fn section(&self) -> Section {
        self.carried.section
    }

    /// Date of the document. One that is the patient's birthday was read off
    /// the wrong line.
    pub(super) fn date(&self) -> Option<Date> {
        self.document.and_then(|document| document.date).filter(|day| self.carried.born != Some(*day))
    }

    /// How the sentence says what stands at `span`.
    pub(super) fn context(&mut self, span: &Range<usize>) -> Context {
        let section = self.carried.section;
        self.reading.get_or_insert_with(|| Reading::new(self.text, section)).context(span)
    }

    /// How the sentence says that something was found: an answer behind it
    /// counts, as in `spasm: none` and `tear - not seen`.
    pub(super) fn finding(&mut self, span: &Range<usize>) -> Context {
        let mut context = self.context(span);
        context.negated |= self.text.get(span.end..).is_some_and(is_answered_no);
        context
    }

    /// Whether a word supposes something: `if`, `should`, `may`.
    pub(super) fn is_supposed(&self) -> bool {
        // `May 13` is a day.
        let is_day = |span: &Range<usize>| {
            let after = self.folded[span.end..].trim_start();
            &self.folded[span.clone()] == "may" && after.starts_with(|c: char| c.is_ascii_digit())
        };
        self.marks.of(Table::Cue).any(|mark| mark.name == "supposed" && !is_day(&mark.span))
    }

    /// The words at `span` in lower case.
    pub(super) fn folded_as_written(&self, span: &Range<usize>) -> String {
        self.text[span.clone()].to_lowercase()
    }

    /// The page on which a part of the sentence stands or begins, and where.
    fn place(&self, span: &Range<usize>) -> (u32, Range<usize>) {
        match self.over {
            Some(over) if span.start >= over.at => {
                let part = span.start - over.at..span.end.saturating_sub(over.at);
                (over.page.number, over.rest.place(&over.shown, &part))
            }
            Some(over) => (self.page.number, self.sentence.place(self.shown, &(span.start..span.end.min(over.at)))),
            None => (self.page.number, self.sentence.place(self.shown, span)),
        }
    }

    /// Adds a fact that rests on the words at `span` of the sentence.
    pub(super) fn add(&mut self, span: Range<usize>, kind: FactKind) {
        let context = self.context(&span);
        self.add_as(&span, kind, context);
    }

    /// Adds a fact whose context the reader knows better.
    pub(super) fn add_as(&mut self, span: &Range<usize>, kind: FactKind, context: Context) {
        let has_digit = self.text.bytes().any(|byte| byte.is_ascii_digit());
        let (page, span) = self.place(span);
        self.found.push(Fact {
            kind,
            page,
            first_page: self.document.map_or(self.page.number, |document| document.first_page),
            span,
            passage: self.sentence.text.clone(),
            document_date: self.date(),
            stated_date: if has_digit { dates::each(self.text).next().map(|found| found.day) } else { None },
            context,
            copies: Vec::new(),
        });
    }
}

/// Whether the words behind a thing end in an answer that denies it.
fn is_answered_no(rest: &str) -> bool {
    const ANSWERS: [&str; 20] = [
        "no",
        "none",
        "neg",
        "negative",
        "absent",
        "denied",
        "denies",
        "nil",
        "not seen",
        "not found",
        "not present",
        "not noted",
        "not identified",
        "none seen",
        "none found",
        "none noted",
        "not detected",
        "not demonstrated",
        "not confirmed",
        "not met",
    ];
    let may_part = |byte: u8| matches!(byte, b':' | b'?' | b'-') || !byte.is_ascii();
    if !rest.bytes().any(may_part) && !rest.contains("   ") {
        return false;
    }
    let rest = rest.trim_end_matches([' ', '.', ';', '"']);
    let parts = [": ", "? ", " - ", " \u{2013} ", "   "];
    let Some((at, sign)) = parts.iter().filter_map(|sign| Some((rest.rfind(sign)?, sign))).max() else {
        return false;
    };
    let answer = rest[at + sign.len()..].trim().to_lowercase();
    let of_evidence = answer.starts_with("no ")
        && ["evidence", "sign", "signs", "support", "findings"].iter().any(|word| answer.ends_with(word));
    !rest[..at].contains([',', ';', ':']) && (of_evidence || ANSWERS.contains(&answer.as_str()))
}

/// The section after a sentence: a heading opens one; a heading that is not
/// known ends those that say something of everything under them.
/// `whole` where the sentence is all of its paragraph, `first` where it opens
/// one.
pub(super) fn next_section(section: Section, sentence: &str, first: bool, whole: bool) -> Section {
    if let Some(opened) = section_of(sentence).or_else(|| alone(sentence)) {
        return opened;
    }
    let label = sentence.split_once(':').map(|one| one.0);
    let capitals = label.unwrap_or(sentence);
    let is_heading = capitals.len() > 3
        && capitals.len() < 48
        && !capitals.contains(|c: char| c.is_lowercase() || c.is_ascii_digit())
        && !capitals.ends_with('.');
    let speaks_for_all = matches!(
        section,
        Section::PastHistory | Section::FamilyHistory | Section::Allergies | Section::Question | Section::Risks
    );
    let is_label = label.is_some_and(|label| label.len() < 40 && label.starts_with(char::is_uppercase));
    let opens = (whole && is_title(sentence)) || (first && label.is_some_and(is_title));
    // A table has a head of its own; `Job to be modified: 20 lbs` tells the status.
    let of_work = || {
        let lower = sentence.to_ascii_lowercase();
        ["work", "job", "duty", "duties", "lift", "restrict"].iter().any(|word| lower.contains(word))
    };
    let closes = opens
        && !matches!(section, Section::Medications | Section::Examination)
        && !(section == Section::WorkStatus && !whole && of_work());
    if is_heading || closes || (speaks_for_all && is_label) { Section::Plain } else { section }
}

/// A few words that begin with a capital and are no sentence, as in `Prior
/// Level of Function`.
pub(super) fn is_title(line: &str) -> bool {
    let line = line.trim_end_matches(':');
    line.starts_with(char::is_uppercase)
        && line.len() < 40
        && line.split(' ').count() < 6
        && line.chars().all(|c| c.is_alphabetic() || " '/&-".contains(c))
}

/// The section of a line that is a heading and nothing else.
pub(super) fn alone(line: &str) -> Option<Section> {
    if line.len() >= 40 || line.ends_with('.') {
        return None;
    }
    // `Medications at Time of Examination` is as good as `Medications`.
    let words = line.split(' ').count();
    let capitals =
        || line.split(' ').filter(|word| word.len() > 3).all(|word| word.starts_with(char::is_uppercase));
    if words < 5 || (words == 5 && capitals()) { crate::casefile::context::heading(line) } else { None }
}
