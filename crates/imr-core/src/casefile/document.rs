//! Documents of a case file: what they are, and what is sent of them.

use super::copies::Copied;
use super::passage::Passage;
use super::patient::Stranger;
use super::pile::Found;
use crate::digest::Digest;
use crate::party::Role;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::RangeInclusive;

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
    /// Hash of the text of each page, in order; none where a page could not be
    /// read and has no text. Events from before have the hash of no text there.
    pub page_hashes: Vec<Option<Digest>>,
    /// Pages that could not be read, by their number in the case file.
    pub unread: Vec<u32>,
    /// Number of its first page within the file, from 1: one file may hold
    /// many documents.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub first_within: u32,
    /// Goes on from the document before, which came in another file.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub continues: bool,
    /// Its title as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Found<String>>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Found<String>>,
    /// Where it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility: Option<Found<String>>,
    /// What the kind rests on, where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind_found: Option<Evidence>,
    /// What the date rests on, where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_found: Option<Evidence>,
    /// Those of its pages that are copies of pages that came before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<Copied>,
    /// Those of its pages that are about somebody else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strangers: Vec<Stranger>,
    /// Who sent the same file again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_from: Vec<Role>,
    /// Those of its unread pages that a person set aside: they hold nothing
    /// that the review needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aside: Vec<SetAside>,
    /// What parts of it were before a person joined them to what stands
    /// before them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<Joined>,
}

/// What a document was before it was joined to the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// Its first page.
    pub page: u32,
    /// Its kind.
    pub kind: Kind,
    /// Its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Found<String>>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Found<String>>,
    /// Where it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility: Option<Found<String>>,
    /// What its kind rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind_found: Option<Evidence>,
    /// What its date rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_found: Option<Evidence>,
}

impl Joined {
    /// What a document is.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let Document { kind, date, title, author, facility, kind_found, date_found, .. } = document.clone();
        Self { page: document.first_page, kind, date, title, author, facility, kind_found, date_found }
    }
}

/// A page that could not be read and that a person set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// The page.
    pub page: u32,
    /// Why nothing is lost with it.
    pub because: String,
}

/// What a value that was read rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// How sure it is, in per cent.
    pub confidence: u8,
    /// The line it was read off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
}

fn first() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_first(number: &u32) -> bool {
    *number == 1
}

/// How sure a date has to be for pages of other dates to be no copies, in per
/// cent.
const SURE: u8 = 70;

impl Document {
    /// Numbers of its pages in the case file.
    pub fn pages(&self) -> RangeInclusive<u32> {
        self.first_page..=self.last_page()
    }

    /// Whether this page of the case file is one of its own.
    #[must_use]
    pub fn holds(&self, page: u32) -> bool {
        self.pages().contains(&page)
    }

    /// Number of a page of the case file within the file it came in.
    #[must_use]
    pub fn within(&self, page: u32) -> u32 {
        self.first_within + page - self.first_page
    }

    /// Pages that could not be read and that nobody set aside.
    pub fn open_pages(&self) -> impl Iterator<Item = u32> + '_ {
        self.unread.iter().copied().filter(|page| self.set_aside(*page).is_none())
    }

    /// Why a page was set aside, where it was.
    #[must_use]
    pub fn set_aside(&self, page: u32) -> Option<&str> {
        self.aside.iter().find(|one| one.page == page).map(|one| one.because.as_str())
    }

    /// Its date, where that is well established.
    #[must_use]
    pub fn sure_date(&self) -> Option<Date> {
        self.date.filter(|_| self.date_found.as_ref().is_none_or(|found| found.confidence >= SURE))
    }

    /// The part from this page on becomes a document of its own, which nobody
    /// has named yet.
    pub(super) fn split_off(&mut self, page: u32) -> Self {
        let at = (page - self.first_page) as usize;
        let (copies, mine) = self.copies.iter().partition(|one| one.page >= page);
        self.copies = mine;
        let (strangers, mine) = self.strangers.drain(..).partition(|one| one.page >= page);
        self.strangers = mine;
        let (unread, mine) = self.unread.iter().partition(|number| **number >= page);
        self.unread = mine;
        let (aside, mine) = self.aside.drain(..).partition(|one| one.page >= page);
        self.aside = mine;
        let (joined, mine) = self.joined.drain(..).partition(|one| one.page >= page);
        self.joined = mine;
        Self {
            kind: Kind::Other,
            date: None,
            first_page: page,
            first_within: self.within(page),
            page_hashes: self.page_hashes.split_off(at),
            unread,
            continues: false,
            title: None,
            author: None,
            facility: None,
            kind_found: None,
            date_found: None,
            copies,
            strangers,
            aside,
            joined,
            file_name: self.file_name.clone(),
            also_from: self.also_from.clone(),
            ..*self
        }
    }

    /// The pages of the document behind it become its own.
    pub(super) fn take_on(&mut self, behind: Self) {
        self.page_hashes.extend(behind.page_hashes);
        self.unread.extend(behind.unread);
        self.copies.extend(behind.copies);
        self.strangers.extend(behind.strangers);
        self.aside.extend(behind.aside);
        self.joined.extend(behind.joined);
    }

    /// Is again what it was before it was joined, where that is known.
    pub(super) fn taken_back(&mut self, page: u32) {
        let Some(at) = self.joined.iter().position(|one| one.page == page) else { return };
        let was = self.joined.remove(at);
        (self.kind, self.date, self.title) = (was.kind, was.date, was.title);
        (self.author, self.facility) = (was.author, was.facility);
        (self.kind_found, self.date_found) = (was.kind_found, was.date_found);
    }

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

macro_rules! kinds {
    ($($name:ident, $words:literal, $clinical:literal, $meaning:literal;)*) => {
        /// What a document is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind {
            $(#[doc = $meaning] $name,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Holds what a physician, therapist or laboratory found. What is
            /// asked for (the request), what was decided on it (utilization
            /// review), what was dispensed, and what nobody has named yet, is
            /// not: it is read and listed, but a criterion is not answered
            /// from it.
            #[must_use]
            pub fn is_clinical(self) -> bool {
                match self { $(Self::$name => $clinical,)* }
            }
        }

        impl fmt::Display for Kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$name => $words,)* })
            }
        }
    };
}

kinds! {
    Application, "application for IMR", false, "The application form.";
    RequestForAuthorization, "request for authorization", false, "Request for authorization (RFA).";
    UrDecision, "utilization review decision", false, "Utilization review decision.";
    ProgressReport, "progress report", true, "Progress report of a treating physician (PR-2), or note of a visit.";
    DoctorsFirstReport, "doctor's first report", true, "Doctor's first report of occupational injury or illness.";
    Consultation, "consultation report", true, "Consultation report of a specialist.";
    MedicalLegal, "medical-legal report", true, "Report of a qualified or agreed medical evaluator (QME, AME).";
    Operative, "operative report", true, "Report of an operation or procedure.";
    Imaging, "imaging report", true, "Report of an imaging study.";
    Electrodiagnostics, "electrodiagnostic report", true, "Report of electrodiagnostic studies (EMG, NCS).";
    Laboratory, "laboratory report", true, "Report of a laboratory, of something else than a drug test.";
    DrugTest, "drug test report", true, "Report of a drug test.";
    TherapyNote, "therapy note", true, "Note of a therapist.";
    Pharmacy, "pharmacy list", false, "List of what was dispensed or prescribed.";
    Correspondence, "correspondence", false, "Letter, notice or proof of service.";
    FaxCover, "fax cover sheet", false, "Cover sheet of a fax.";
    Other, "document", false, "None of these.";
}

/// What was sent to the reviewer: proof of a complete case file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Every document.
    pub entries: Vec<ManifestEntry>,
    /// Number of pages in all.
    pub pages: u32,
    /// Pages that could not be read and that nobody set aside.
    pub unread: Vec<u32>,
    /// Pages that could not be read and that a person set aside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aside: Vec<SetAside>,
}

impl Manifest {
    /// Whether the case file is still as it was sent. Manifests from before the
    /// names of files were kept have none to compare.
    #[must_use]
    pub fn is_still(&self, now: &Self) -> bool {
        let (mut before, mut now) = (self.clone(), now.clone());
        for (entry, current) in before.entries.iter_mut().zip(&mut now.entries) {
            if entry.file_name.is_empty() {
                entry.file_name.clone_from(&current.file_name);
            }
            let hashes = entry.page_hashes.iter_mut().chain(&mut current.page_hashes);
            hashes.for_each(|hash| *hash = of_text(*hash));
        }
        before == now
    }

    /// Whether it lists this page of the case file, with this hash.
    #[must_use]
    pub fn lists(&self, page: u32, hash: Option<Digest>) -> bool {
        self.entries.iter().any(|entry| {
            let within = page.checked_sub(entry.pages.0).and_then(|within| entry.page_hashes.get(within as usize));
            within.is_some_and(|listed| of_text(*listed) == of_text(hash))
        })
    }
}

/// The hash of a page; none where it is that of no text, which proves nothing
/// and stood for pages that could not be read.
pub(super) fn of_text(hash: Option<Digest>) -> Option<Digest> {
    hash.filter(|hash| *hash != Digest::of(b""))
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
    /// Hash of the text of each page; none of a page that could not be read
    /// and has no text: there the hash of the file is the proof.
    pub page_hashes: Vec<Option<Digest>>,
    /// The name it came with; none in manifests from before it was kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file_name: String,
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
            page_hashes: document
                .pages()
                .zip(&document.page_hashes)
                .map(|(page, hash)| if document.unread.contains(&page) { of_text(*hash) } else { *hash })
                .collect(),
            file_name: document.file_name.clone(),
        }
    }
}
