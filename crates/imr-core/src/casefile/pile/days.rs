//! The day a document goes by, and what of the other days on it is not that.

use super::super::approximate::{Phrase, squashed};
use super::super::document::Kind;
use crate::dates;
use crate::letter::reading::pattern::compiled;
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

/// A day found on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Day {
    /// Which.
    pub(super) date: Date,
    /// The line it stands on.
    pub(super) line: String,
    /// How well it is labelled: 0 (best) to 3, 4 for a bare day, then
    /// [`SIGNED`] and [`PRINTED`].
    pub(super) rank: usize,
}

/// Rank of the day of a signature, by which a form goes that has no other.
const SIGNED: usize = 5;

/// Rank of the day on which a list was printed: a pharmacy's goes by it.
const PRINTED: usize = 6;

/// Labels of days, the best first. Those of a report on a procedure, a study
/// or a specimen are as good as those of a visit: each kind bears its own.
static LABELS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"(?i)\b(date\s*(?:\(s\))?\s*of\s*(?:service|visit|exam(?:ination)?|evaluation|encounter|procedure|surgery|operation|study|consultation|treatment|scan|test|injection|appointment)|d\.?o\.?s\.?|(?:service|visit|exam|examination|study|procedure|surgery|encounter|appointment|treatment|evaluation|consultation|test) date|seen on|date seen|examined on|date performed)\b",
        r"(?i)\b(collect(?:ed|ion)(?:\s*date)?(?:\s*on)?|date\s*(?:of\s*)?collect(?:ed|ion)|specimen date|date of collection)\b",
        r"(?i)\b(date\s*of\s*(?:decision|determination|request|report|discharge|letter|notice|review|application|this report|(?:first|initial) exam(?:ination)?)|(?:decision|determination|request|report|letter|notice) date|date prepared|reporting period)\b",
        r"(?i)(?:^|\s{2,}|\t)\s*(?:dated?|date/time)\s*[:\-]|^\s*date\b|\b(?:note|follow-?up|progress)\s+date\s*:|^(?-i:[A-Z][A-Z '/&-]{3,40})\s+date\s*:",
    ]
    .into_iter()
    .map(compiled)
    .collect()
});

/// Labels of days that are something else than that of the document.
static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix) \b( d\.?o\.?b\.? | birth | born | d\.?o\.?i\.? | injur(y|ed) | accident | received | rec'd
          | fax(ed)? | next | return | last\ (visit|worked|seen) | previous | prior | onset | scheduled | expir | effective
          | hire | since | d/i | due | reported\ on | rfa\ date | date\ of\ rfa | until | through | refer )",
    )
});

static PRINT: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)\b(print(?:ed|out)?|run date|generated|as of|date run|filled through)\b"));
static SIGNATURE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)\bsigned\b|\bsignature date\b|\bdate of signature\b|\bsignature\b.*\bdate\W*$")
});

/// A label in letters that recognition got wrong, next to a date: `Oate of
/// 5ervice`.
static FAULTY: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let labels = ["dateofservice", "dateofvisit", "dateofexamination", "dateofprocedure", "dateofexam"];
    labels.into_iter().filter_map(Phrase::of).collect()
});

/// Days of the person rather than of a document: of birth, of the injury.
static PERSONAL: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)\b(d\.?o\.?b\.?|birth|born|d\.?o\.?i\.?|injur(?:y|ed)|accident)\b"));

/// Days of these lines that may be that of the document, in order; and those
/// that are said to be of the person.
pub(super) fn days(lines: &[&str]) -> (Vec<Day>, Vec<Date>) {
    let mut found = Vec::new();
    let mut personal = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let repaired = dates::mended(line);
        for day in dates::all(&repaired) {
            let before = repaired.get(..day.range.start).unwrap_or_default();
            let near = last_part(before);
            let label = match (near.chars().any(char::is_alphanumeric), index.checked_sub(1)) {
                (true, _) => near,
                // A label may stand over its value.
                (false, Some(above)) if before.trim().is_empty() && is_label(lines[above]) => lines[above],
                (false, _) => before,
            };
            if OTHERS.is_match(label) {
                personal.extend(PERSONAL.is_match(label).then_some(day.day));
                continue;
            }
            let rank = match label {
                label if PRINT.is_match(label) => Some(PRINTED),
                label if SIGNATURE.is_match(label) => Some(SIGNED),
                label => rank(label).or_else(|| {
                    (bare(&repaired, label) || is_of_a_name(&repaired, day.day)).then_some(LABELS.len())
                }),
            };
            if let Some(rank) = rank {
                found.push(Day { date: day.day, line: (*line).to_owned(), rank });
            }
        }
    }
    (found, personal)
}

/// What stands before a day back to the last other day or field.
fn last_part(before: &str) -> &str {
    let cut = before.rfind(|one: char| one.is_ascii_digit()).map_or(0, |at| at + 1);
    let part = &before[cut..];
    // Two fields on one line: only the label that is next counts.
    match part.trim_end().trim_end_matches([':', '-', ' ']).rfind("  ") {
        Some(at) => &part[at..],
        None => part,
    }
}

fn rank(label: &str) -> Option<usize> {
    if label.chars().count() > 70 {
        return None;
    }
    LABELS.iter().position(|one| one.is_match(label)).or_else(|| {
        let letters = squashed(label);
        let near = |phrase: &Phrase| {
            let place = phrase.nearest(&letters);
            place.edits <= 2 && place.end + 2 >= letters.len()
        };
        (letters.len() >= 9 && FAULTY.iter().any(near)).then_some(0)
    })
}

/// A line that is little else than a day.
fn bare(line: &str, label: &str) -> bool {
    line.chars().filter(|one| one.is_alphabetic()).count() <= 14 && label.chars().count() <= 14
}

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"^\s*[A-Z][A-Za-z'’-]+, [A-Z][A-Za-z'’-]+(?: [A-Z]\.?)?[ \t]+\d{1,2}/\d{1,2}/(?:19|20)\d\d\s*$")
});

/// A chart note may have the patient's name and its own day for its head:
/// `SAMPLE, ALEX   06/16/2014`. A day of so long ago is one of birth.
fn is_of_a_name(line: &str, day: Date) -> bool {
    const OF_BIRTH: i16 = 2000;
    day.year() > OF_BIRTH && NAMED.is_match(line)
}

fn is_label(line: &str) -> bool {
    line.chars().count() <= 30
        && !line.chars().any(|one| one.is_ascii_digit())
        && (rank(line).is_some() || [&*OTHERS, &*PRINT, &*SIGNATURE].iter().any(|one| one.is_match(line)))
}

/// The day a document goes by: the best label wins, the first place among
/// equals. A decision, request or letter goes by its own day and not by that
/// of a visit it speaks of.
pub(super) fn of_document(kind: Kind, days: &[Day]) -> Option<&Day> {
    let by_writing = goes_by_writing(kind);
    let specimen = matches!(kind, Kind::DrugTest | Kind::Laboratory);
    days.iter().min_by_key(|day| match (day.rank, by_writing, specimen) {
        (PRINTED, ..) if kind == Kind::Pharmacy => 0,
        (rank @ (SIGNED | PRINTED), ..) => rank + 10,
        (1, _, true) | (2, true, _) => 0,
        (3 | 4, true, _) => 1,
        (rank, true, _) => rank + 3,
        (rank, _, _) => rank + 1,
    })
}

/// Whether a document goes by the day on which it was written.
fn goes_by_writing(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::UrDecision
            | Kind::RequestForAuthorization
            | Kind::Application
            | Kind::Correspondence
            | Kind::FaxCover
    )
}

/// The day beside the signature at the end of a form or letter, which goes by
/// it where its head has none.
pub(super) fn of_signature(kind: Kind, lines: &[&str]) -> Option<Day> {
    let is = |line: &str, word: &str| line.to_ascii_lowercase().contains(word);
    let is_signed = |day: &Day| day.rank == SIGNED || (day.rank < SIGNED && is(&day.line, "signature"));
    let signed = lines.iter().rev().filter(|line| goes_by_writing(kind) && is(line, "sign"));
    let mut found = signed.filter_map(|line| days(&[*line]).0.into_iter().rfind(is_signed));
    found.next().map(|day| Day { rank: SIGNED, ..day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_document_is_told_from_other_days() {
        for (kind, text, day) in [
            (Kind::ProgressReport, "DOB: 01/02/1960  DOI: 03/04/2012\nDate of Service: 02/17/2015", "2015-02-17"),
            (Kind::ProgressReport, "Oate of Serv1ce: O2/17/2O15", "2015-02-17"),
            (Kind::DrugTest, "Received: 03/05/2015\nCollected: 03/01/2015  Reported: 03/06/2015", "2015-03-01"),
            (Kind::UrDecision, "March 9, 2015\nRe: date of service 02/17/2015", "2015-03-09"),
            (Kind::Imaging, "EXAM DATE\n11/03/2014", "2014-11-03"),
            (Kind::Pharmacy, "DOB: 01/02/1960\nPrinted on: 05/01/2015\nFilled 04/02/2015", "2015-05-01"),
            (Kind::ProgressReport, "Printed: 05/01/2015\nDate of visit: 04/02/2015", "2015-04-02"),
            (Kind::Application, "Date of injury: 03/04/2012\nSigned on: 04/02/2015", "2015-04-02"),
            (Kind::Correspondence, "Date of injury: 03/04/2012\n03/20/2015", "2015-03-20"),
            (
                Kind::RequestForAuthorization,
                "Date of Injury: 03/04/2012  Date of Birth: 01/02/1960\nSee attached PR-2 dated 03/18/2015.\n\
                 Requesting Physician Signature: A. Sample-Reyes MD Date: 03/20/2015",
                "2015-03-20",
            ),
            (Kind::ProgressReport, "SOAP NOTE                 Date: 06/02/2014\nDOB: 09/02/1966", "2014-06-02"),
            (Kind::ProgressReport, "SOAP NOTE Date: 06/02/2014\nDOB: 09/02/1966", "2014-06-02"),
            (Kind::ProgressReport, "CHART NOTE\nSAMPLE, ALEX            06/16/2014\nSeen today.", "2014-06-16"),
            (Kind::ProgressReport, "SAMPLE, ALEX 09/02/1966\nNote Date: 06/16/2014", "2014-06-16"),
        ] {
            let lines: Vec<&str> = text.lines().collect();
            let (days, _) = days(&lines);
            let found = of_document(kind, &days).map(|day| day.date.to_string());
            assert_eq!(found.as_deref(), Some(day), "{text} {days:?}");
        }
    }

    /// The request form has its day at its end alone, below its table.
    #[test]
    fn a_form_goes_by_the_day_beside_its_signature() {
        for line in [
            "Requesting Physician Signature: A. Sample-Reyes MD Date: 03/20/2015",
            "Requesting Physician Signature: A. Sample-Reyes MD        Date: 03/20/2015",
            "Signed on 03/20/2015",
        ] {
            let lines = ["See attached PR-2 dated 03/18/2015.", line];
            let day = |kind| of_signature(kind, &lines).map(|day| day.date.to_string());
            assert_eq!(day(Kind::RequestForAuthorization).as_deref(), Some("2015-03-20"), "{line}");
            assert_eq!(day(Kind::ProgressReport), None);
        }
    }
}
