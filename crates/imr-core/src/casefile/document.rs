//! Documents of a case file: what they are, and what is sent of them.

use crate::digest::Digest;
use crate::party::Role;
use jiff::civil::Date;
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::LazyLock;

/// A document of the case file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Hash of the file as it came; also its name in the store.
    pub digest: Digest,
    /// The name it came with.
    pub file_name: String,
    /// What it is.
    pub kind: Kind,
    /// Date of service, or of writing.
    pub date: Option<Date>,
    /// Who sent it.
    pub sent_by: Role,
    /// The day it came.
    pub received: Date,
    /// Number of its first page in the case file.
    pub first_page: u32,
    /// Hash of the text of each page, in order.
    pub page_hashes: Vec<Digest>,
    /// Pages that could not be read, by their number in the case file.
    pub unread: Vec<u32>,
}

impl Document {
    /// Number of its last page in the case file.
    #[must_use]
    pub fn last_page(&self) -> u32 {
        let pages = u32::try_from(self.page_hashes.len()).unwrap_or(u32::MAX);
        self.first_page + pages.saturating_sub(1)
    }

    /// Its pages in words: `page 3` or `pages 3-4`.
    #[must_use]
    pub fn pages_in_words(&self) -> String {
        if self.last_page() == self.first_page {
            format!("page {}", self.first_page)
        } else {
            format!("pages {}-{}", self.first_page, self.last_page())
        }
    }

    /// Its line in the list of documents reviewed.
    #[must_use]
    pub fn line(&self) -> String {
        let date = self.date.map_or("undated".to_owned(), crate::calendar::numeric);
        let kind = crate::prose::capital(&self.kind.to_string());
        format!("{kind}, {date}, {}, sent by the {}", self.pages_in_words(), self.sent_by)
    }
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The application form.
    Application,
    /// Request for authorization (RFA).
    RequestForAuthorization,
    /// Utilization review decision.
    UrDecision,
    /// Primary treating physician's progress report (PR-2).
    ProgressReport,
    /// Consultation report of a specialist.
    Consultation,
    /// Report of an imaging study.
    Imaging,
    /// Report of electrodiagnostic studies.
    Electrodiagnostics,
    /// Report of a drug test.
    DrugTest,
    /// Note of a therapist.
    TherapyNote,
    /// None of these.
    Other,
}

impl Kind {
    /// Holds what a physician, therapist or laboratory found. What is asked
    /// for (the request), what was decided on it (utilization review), and
    /// what nobody has named yet, is not: it is read and listed, but a
    /// criterion is not answered from it.
    #[must_use]
    pub fn is_clinical(self) -> bool {
        matches!(
            self,
            Self::ProgressReport
                | Self::Consultation
                | Self::Imaging
                | Self::Electrodiagnostics
                | Self::DrugTest
                | Self::TherapyNote
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Application => "application for IMR",
            Self::RequestForAuthorization => "request for authorization",
            Self::UrDecision => "utilization review decision",
            Self::ProgressReport => "progress report",
            Self::Consultation => "consultation report",
            Self::Imaging => "imaging report",
            Self::Electrodiagnostics => "electrodiagnostic report",
            Self::DrugTest => "drug test report",
            Self::TherapyNote => "therapy note",
            Self::Other => "document",
        })
    }
}

/// What was sent to the reviewer: proof of a complete case file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Every document.
    pub entries: Vec<ManifestEntry>,
    /// Number of pages in all.
    pub pages: u32,
    /// Pages that could not be read.
    pub unread: Vec<u32>,
}

/// A document in a manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestEntry {
    /// Hash of the file.
    pub digest: Digest,
    /// What it is.
    pub kind: Kind,
    /// Its date.
    pub date: Option<Date>,
    /// First and last page in the case file.
    pub pages: (u32, u32),
    /// Hash of the text of each page.
    pub page_hashes: Vec<Digest>,
}

impl ManifestEntry {
    /// The entry of a document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        Self {
            digest: document.digest,
            kind: document.kind,
            date: document.date,
            pages: (document.first_page, document.last_page()),
            page_hashes: document.page_hashes.clone(),
        }
    }
}

/// Titles by which a kind is known; the first that stands in the head of the
/// first page decides.
static TITLES: LazyLock<Vec<(Regex, Kind)>> = LazyLock::new(|| {
    [
        (r"application for independent medical review", Kind::Application),
        (
            r"utilization review (decision|determination|denial)|notice of (adverse )?utilization review",
            Kind::UrDecision,
        ),
        (r"request for authorization|\brfa\b", Kind::RequestForAuthorization),
        (r"progress report|\bpr-?2\b", Kind::ProgressReport),
        (r"(drug|toxicology) (test|screen|report)|urine drug", Kind::DrugTest),
        (r"electrodiagnostic|nerve conduction|electromyogra", Kind::Electrodiagnostics),
        (r"magnetic resonance|\bmri\b|radiology report|x-ray report|computed tomography", Kind::Imaging),
        (
            r"(physical|occupational) therapy|acupuncture|chiropractic (note|treatment)|discharge summary",
            Kind::TherapyNote,
        ),
        (r"consultation|specialist report", Kind::Consultation),
    ]
    .into_iter()
    .filter_map(|(pattern, kind)| Some((Regex::new(&format!("(?i){pattern}")).ok()?, kind)))
    .collect()
});

/// Labels before the date a document goes by, the best first.
static DATES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    const DAY: &str = r"(\d{1,2})/(\d{1,2})/(\d{4})";
    [
        "date of (?:service|visit|examination|exam|study|collection)",
        "collected(?: on)?",
        "date of (?:decision|request|report|discharge)",
        "dated?",
    ]
    .into_iter()
    .filter_map(|label| Regex::new(&format!(r"(?i)\b{label}\s*:?\s*{DAY}")).ok())
    .collect()
});

/// How much of a first page may hold its title, in characters.
const HEAD: usize = 400;

/// What a document is and the date it bears, from the text of its first page.
#[must_use]
pub fn classify(first_page: &str) -> (Kind, Option<Date>) {
    let head: String = first_page.chars().take(HEAD).collect();
    let kind = TITLES
        .iter()
        .filter_map(|(title, kind)| Some((title.find(&head)?.start(), *kind)))
        .min_by_key(|(start, _)| *start)
        .map_or(Kind::Other, |(_, kind)| kind);
    (kind, DATES.iter().find_map(|label| labelled_day(label, first_page)))
}

fn labelled_day(label: &Regex, text: &str) -> Option<Date> {
    let found = label.captures(text)?;
    let number = |index: usize| found.get(index)?.as_str().parse::<i16>().ok();
    Date::new(number(3)?, i8::try_from(number(1)?).ok()?, i8::try_from(number(2)?).ok()?).ok()
}
