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
        r"(?i)\b(pr-?\s?[24]s?|progress (?:report|note)s?|(?:medical|narrative|follow-?up|office|clinic|visit|specialist)\s(?:report|note|visit)s?|consultation(?: report)?s?|(?:initial |re-?|orthopedic |psychological )?evaluation(?: report)?|qme(?: reports?)?|ame(?: reports?)?|operative (?:report|note)s?|mris?(?: reports?| scans?| study)?|x-?rays?|ct(?: scan)?|emg(?:/nc[sv])?|electrodiagnostic (?:study|studies|report)|nerve conduction (?:study|studies)|(?:urine )?drug (?:screen|test)s?|toxicology (?:report|screen)s?|lab(?:s|orator(?:y|ies))?(?: (?:report|result|test|work)s?)?|requests? for authorization|rfas?|physical therapy (?:note|report)s?|acupuncture (?:note|report)s?|chiropractic (?:note|report)s?|doctor's first report|reports?|notes?)\b",
    )
});

/// Days that are not those of a report.
static OTHER_DAYS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(injur|birth|dob|doi|request|decision|received|denied|faxed|since|until|through|by)\w*\W*(?:on|of)?\W*$",
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
    let telling = file.pages.iter().filter_map(|page| Some((page, file.document_of(page)?.kind)));
    for (page, teller) in telling.filter(|(_, kind)| tells(*kind)) {
        for passage in passages(page) {
            for (called, date) in named(&passage.text) {
                let kinds = kinds_of(&called);
                // A request that names itself is there; the decision names it.
                if kinds == [teller] {
                    continue;
                }
                let is_it = |one: &Document| {
                    one.date == Some(date) && kinds.contains(&one.kind) && (!tells(one.kind) || kinds == [one.kind])
                };
                let told = |one: &Named| one.date == date && kinds_of(&one.called) == kinds;
                if !file.documents.iter().any(is_it) && !missing.iter().any(told) {
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
    let mut found: Vec<(String, Date)> = Vec::new();
    // The name that the day before had, for "of 02/02/2015 and 03/03/2015".
    let mut last: Option<String> = None;
    for day in dates::all(sentence) {
        let mut start = day.range.start.saturating_sub(REACH).max(from);
        while !sentence.is_char_boundary(start) {
            start += 1;
        }
        let before = &sentence[start..day.range.start];
        let goes_on = from > 0 && AND.is_match(before);
        from = day.range.end;
        last = match called(before) {
            _ if OTHER_DAYS.is_match(before) => None,
            Some(name) => Some(name),
            None => last.filter(|_| goes_on),
        };
        found.extend(last.iter().map(|name| (name.clone(), day.day)));
    }
    found
}

/// What a report is called before its day. In "PR-2 reports" and "EMG report"
/// the first word says what it is.
fn called(before: &str) -> Option<String> {
    let mut names = REPORTS.find_iter(before).collect::<Vec<_>>();
    let last = names.pop()?;
    let what = names.pop().filter(|what| PLAIN.is_match(last.as_str()) && before[what.end()..last.start()] == *" ");
    Some(before[what.map_or(last.start(), |what| what.start())..last.end()].to_owned())
}

/// A report, and no more.
static PLAIN: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)^(?:reports?|notes?)$"));

/// What stands between two days of one name.
static AND: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)^\W*(?:and|or)?\W*(?:of|on|dated)?\W*$"));

/// The kinds of documents that a name in a request may mean. Whether a
/// document that nobody has named is the one, a person has to see.
const MEANT: [(&str, &[Kind]); 10] = [
    ("authorization rfa", &[Kind::RequestForAuthorization]),
    ("first report", &[Kind::DoctorsFirstReport, Kind::ProgressReport]),
    ("operative", &[Kind::Operative]),
    ("electrodiagnostic emg nerve conduction", &[Kind::Electrodiagnostics]),
    // Before the next: there is a "ct" in acupuncture.
    ("therapy acupuncture chiropractic", &[Kind::TherapyNote]),
    ("mri x-ray xray ct", &[Kind::Imaging]),
    ("drug toxicology lab", &[Kind::DrugTest, Kind::Laboratory]),
    ("qme ame", &[Kind::MedicalLegal]),
    (
        "consultation evaluation",
        &[Kind::Consultation, Kind::MedicalLegal, Kind::ProgressReport, Kind::DoctorsFirstReport],
    ),
    (
        "pr- pr2 pr4 progress visit office clinic follow medical narrative specialist",
        &[Kind::ProgressReport, Kind::DoctorsFirstReport, Kind::Consultation, Kind::MedicalLegal],
    ),
];

/// The kinds of documents of which one is the report that goes by this name;
/// every kind where it is called a report, or a note, and no more.
fn kinds_of(called: &str) -> &'static [Kind] {
    let called = called.to_lowercase().replace("pr ", "pr-");
    let says = |words: &str| words.split(' ').any(|word| called.contains(word));
    let meant = MEANT.iter().find(|(words, _)| says(words) && (*words != "first report" || called.contains(words)));
    meant.map_or(Kind::ALL, |one| one.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A note of the therapist does not stand for the report of the physician
    /// of that day.
    #[test]
    fn a_document_of_the_day_is_the_report_only_where_its_kind_is_meant() {
        use super::super::facts::tests::documents;
        use jiff::civil::date;
        let day = date(2015, 10, 30);
        let tells = "The PR-2 dated 10/30/2015 and the MRI dated 10/30/2015 were reviewed.";
        for (kind, missing) in [
            (Kind::TherapyNote, &["PR-2", "MRI"][..]),
            (Kind::ProgressReport, &["MRI"]),
            (Kind::Imaging, &["PR-2"]),
        ] {
            let file = documents(&[(Kind::UrDecision, date(2015, 11, 9), tells), (kind, day, "Seen today.")]);
            let called: Vec<String> = named_and_missing(&file).into_iter().map(|one| one.called).collect();
            assert_eq!(called, missing, "{kind}");
        }
        for (called, kind) in
            [("acupuncture note", Kind::TherapyNote), ("CT scan", Kind::Imaging), ("labs", Kind::DrugTest)]
        {
            assert!(kinds_of(called).contains(&kind), "{called}");
        }
        let tells = "The report dated 10/30/2015 was reviewed.";
        let file = documents(&[(Kind::UrDecision, day, tells), (Kind::TherapyNote, day, "Seen today.")]);
        assert_eq!(named_and_missing(&file), []);
    }

    /// The plural of a report is that report, a study is what it is called
    /// first, and the request that a decision names is looked for too.
    #[test]
    fn a_name_in_the_plural_keeps_its_kind_and_a_request_is_missed() {
        use super::super::facts::tests::documents;
        use jiff::civil::date;
        let tells = "The PR-2 reports dated 03/19/2015, 04/16/2015 and 05/14/2015 were reviewed with the RFA dated \
                     07/17/2015. The RFA was received on 07/20/2015. An EMG report of 10/21/2014 is mentioned.";
        let decision = (Kind::UrDecision, date(2015, 7, 27), tells);
        let file = documents(&[
            decision,
            (Kind::ProgressReport, date(2015, 3, 19), "Seen today."),
            (Kind::TherapyNote, date(2015, 4, 16), "Acupuncture, visit 3."),
            (Kind::ProgressReport, date(2014, 10, 21), "Seen today."),
        ]);
        let missing: Vec<(String, Date)> =
            named_and_missing(&file).into_iter().map(|one| (one.called, one.date)).collect();
        let expected = [
            ("PR-2 reports", date(2015, 4, 16)),
            ("PR-2 reports", date(2015, 5, 14)),
            ("RFA", date(2015, 7, 17)),
            ("EMG report", date(2014, 10, 21)),
        ];
        assert_eq!(missing, expected.map(|(called, day)| (called.to_owned(), day)));
        let file = documents(&[
            (Kind::UrDecision, date(2015, 7, 27), "The RFA dated 07/17/2015 was reviewed."),
            (Kind::RequestForAuthorization, date(2015, 7, 17), "RFA of 07/16/2015. Request for a PR-2."),
        ]);
        assert_eq!(named_and_missing(&file), []);
    }

    #[test]
    fn reports_are_named_by_their_day() {
        for (sentence, expected) in [
            ("The PR-2 dated 02/17/2015 and the MRI of the lumbar spine of 11/03/2014 were reviewed.", 2),
            ("Date of injury 03/04/2012; request received 03/01/2015.", 0),
            ("Per the report of Dr. Sample dated January 5, 2015, spasm was found.", 1),
            ("The injured worker was seen on 02/17/2015.", 0),
            ("PR-2s dated 02/02/2015 and 03/03/2015 were reviewed.", 2),
            ("Labs 07/07/2015, MRI reports of 01/02/2014, 02/03/2014 and of 03/04/2014.", 4),
            ("Date of injury 03/04/2012 and 05/06/2013.", 0),
        ] {
            assert_eq!(named(sentence).len(), expected, "{sentence} {:?}", named(sentence));
        }
    }
}
