//! What a case file lacks: documents that the rules ask for, and reports that
//! the request or the utilization review decision names.

use super::document::Kind;
use super::passage::{Passage, passages};
use super::{CaseFile, Document};
use crate::law::Required;
use crate::letter::reading::dates;
use crate::letter::reading::pattern::compiled;
use jiff::Span;
use jiff::civil::Date;
use regex::Regex;
use serde::Serialize;
use std::sync::LazyLock;

/// How a document that the rules ask for stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Owed {
    /// Its code in the rules.
    pub code: String,
    /// What it is.
    pub title: String,
    /// The law.
    pub citation: String,
    /// How it stands.
    pub standing: Standing,
}

/// Whether a document that the rules ask for is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is, at these pages.
    Present(Vec<u32>),
    /// It is not.
    Missing,
    /// Nobody can say from the case file: the rule names no kind of document.
    Unknown,
}

/// A report that a document names and that is not in the case file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// What it is called there.
    pub called: String,
    /// Its day.
    pub date: Date,
    /// Where it is named.
    pub passage: Passage,
}

/// How each required document stands, for a request of this day.
#[must_use]
pub fn owed<'a>(file: &CaseFile, requested: Date, required: impl Iterator<Item = &'a Required>) -> Vec<Owed> {
    let standing = |row: &Required| {
        let first = row.months_before_request.map(|months| requested.saturating_sub(Span::new().months(months)));
        if row.known_by.is_empty() && first.is_none() {
            return Standing::Unknown;
        }
        let fits = |document: &&Document| match first {
            Some(first) => {
                document.kind.is_clinical() && document.date.is_some_and(|date| first <= date && date <= requested)
            }
            None => row.known_by.contains(&document.kind),
        };
        let pages: Vec<u32> = file.documents.iter().filter(fits).map(|document| document.first_page).collect();
        if pages.is_empty() { Standing::Missing } else { Standing::Present(pages) }
    };
    required
        .filter(|row| row.required)
        .map(|row| Owed {
            code: row.code.clone(),
            title: row.title.clone(),
            citation: row.citation.clone(),
            standing: standing(row),
        })
        .collect()
}

/// What a report is called, with the kind it is where the name says so.
static REPORTS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(pr-?\s?[24]|progress (?:report|note)s?|(?:medical|narrative|follow-?up|office|clinic|visit|specialist)\s(?:report|note|visit)s?|consultation(?: report)?|(?:initial |re-?|orthopedic |psychological )?evaluation(?: report)?|qme(?: report)?|ame(?: report)?|operative (?:report|note)|mri(?: report| scan| study)?|x-?rays?|ct(?: scan)?|emg(?:/nc[sv])?|electrodiagnostic (?:study|studies|report)|nerve conduction (?:study|studies)|(?:urine )?drug (?:screen|test)s?|toxicology report|laboratory report|physical therapy (?:note|report)s?|acupuncture (?:note|report)s?|chiropractic (?:note|report)s?|doctor's first report|report|note)\b",
    )
});

/// Days that are not those of a report.
static OTHER_DAYS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(injur|birth|dob|doi|request|rfa|decision|received|denied|faxed|since|until|through|by)\w*\W*(?:on|of)?\W*$",
    )
});

/// How many characters may stand between the name of a report and its day.
const REACH: usize = 70;

/// Reports that the request for authorization or the utilization review
/// decision names by their day, and of which the case file has none.
#[must_use]
pub fn named_and_missing(file: &CaseFile) -> Vec<Named> {
    let mut missing: Vec<Named> = Vec::new();
    let tells = |kind| matches!(kind, Kind::RequestForAuthorization | Kind::UrDecision);
    for page in file.pages.iter().filter(|page| file.document_of(page).is_some_and(|one| tells(one.kind))) {
        for passage in passages(page) {
            for (called, date) in named(&passage.text) {
                let there = file.documents.iter().any(|one| !tells(one.kind) && one.date == Some(date));
                if !there && !missing.iter().any(|one| one.date == date) {
                    missing.push(Named { called, date, passage: passage.clone() });
                }
            }
        }
    }
    missing
}

/// Reports that a sentence names by their day.
fn named(sentence: &str) -> Vec<(String, Date)> {
    let mut from = 0;
    let mut found = Vec::new();
    for day in dates::all(sentence) {
        let mut start = day.range.start.saturating_sub(REACH).max(from);
        while !sentence.is_char_boundary(start) {
            start += 1;
        }
        let before = &sentence[start..day.range.start];
        from = day.range.end;
        if OTHER_DAYS.is_match(before) {
            continue;
        }
        if let Some(name) = REPORTS.find_iter(before).last() {
            found.push((name.as_str().to_owned(), day.day));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_named_by_their_day() {
        for (sentence, expected) in [
            ("The PR-2 dated 02/17/2015 and the MRI of the lumbar spine of 11/03/2014 were reviewed.", 2),
            ("Date of injury 03/04/2012; request received 03/01/2015.", 0),
            ("Per the report of Dr. Sample dated January 5, 2015, spasm was found.", 1),
            ("The injured worker was seen on 02/17/2015.", 0),
        ] {
            assert_eq!(named(sentence).len(), expected, "{sentence} {:?}", named(sentence));
        }
    }
}
