//! The case file: documents, numbered pages, passages, and search.
//!
//! A case file is small enough to be searched in memory.

mod approximate;
mod context;
mod copies;
mod correction;
mod document;
pub mod facts;
mod index;
mod indexed;
mod joint;
mod missing;
pub mod named;
mod passage;
mod patient;
mod pile;
mod query;
mod receiving;
mod rereading;
mod search;
mod searched;
#[cfg(test)]
mod sheets;
mod stance;
mod timeline;
mod timeline_svg;
mod word_tree;

pub use context::{Context, Reading, Section, section_of};
pub use copies::{Copied, CopyPage, Sameness, copies};
pub use correction::Correction;
pub use document::{Document, Evidence, Joined, Kind, Manifest, ManifestEntry, SetAside};
pub use index::{Hit, Index};
pub use indexed::IndexPart;
pub use missing::{Named, Owed, Standing, named_and_missing, owed};
pub(crate) use passage::collapsed;
pub use passage::{Passage, Sentence, passages, sentences};
pub use patient::{Patient, Stranger, strangers};
pub use pile::{Found, PilePage, Portion, split};
pub use query::{Part, Query, Way};
pub use receiving::{ReceivedFile, ReceivedPage, Sending, documents_of};
pub use rereading::{PageAgain, Reread, reread};
pub use search::{Search, Term};
pub use searched::{Searched, SearchedTerm};
pub use stance::{Stance, stance};
pub use timeline::{Event, Lane, LeftOut, Thing, Timeline};
pub use timeline_svg::timeline_svg;

use crate::digest::Digest;
use crate::paper::FORM_DIFFERS;
use crate::refusal::{Code, Refusal};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;

/// A page of the case file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Its number in the case file, from 1; it never changes.
    pub number: u32,
    /// The document it belongs to.
    pub document: Digest,
    /// Its words.
    pub text: String,
    /// Why it could not be read, where that is so.
    pub trouble: Option<String>,
    /// Where words stand that are in the file but are not drawn, are drawn
    /// over, or cannot be seen for another reason, in bytes of the text. Nobody who looks at the page sees them, so
    /// nothing rests on them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<Range<usize>>,
    /// How sure its words are on the whole, in per cent, where some of them
    /// were recognized in a picture; those that the file states are sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
}

/// Below this many per cent a page counts as read with doubt: what it is said
/// not to hold may stand there, recognized as something else.
pub const DOUBTFUL: u8 = 70;

impl Page {
    /// Whether so many of its words are doubtful that words may be missed.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.trouble.is_none() && self.confidence.is_some_and(|sure| sure < DOUBTFUL)
    }

    /// Whether a field of a form on it holds another value than the one that
    /// is drawn. Both are words of the page.
    #[must_use]
    pub fn form_differs(&self) -> bool {
        self.text.contains(FORM_DIFFERS)
    }

    /// Its words without those that are hidden: blanks stand in their place,
    /// so that every other word keeps its own.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        shown(&self.text, &self.hidden)
    }

    /// Whether a place in its text has a word that is hidden.
    #[must_use]
    pub fn hides(&self, place: &Range<usize>) -> bool {
        let after = self.hidden.partition_point(|span| span.end <= place.start);
        self.hidden.get(after).is_some_and(|span| span.start < place.end)
    }
}

/// A text with blanks in place of the words that are hidden.
fn shown<'t>(whole: &'t str, hidden: &[Range<usize>]) -> Cow<'t, str> {
    let mut text = Cow::Borrowed(whole);
    for span in hidden {
        if let Some(words) = whole.get(span.clone()) {
            let lines = words.split('\n').map(|line| " ".repeat(line.len()));
            text.to_mut().replace_range(span.clone(), &lines.collect::<Vec<_>>().join("\n"));
        }
    }
    text
}

/// All documents and pages of a case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseFile {
    /// The documents in the order in which they came.
    pub documents: Vec<Document>,
    /// The pages in the order of their numbers.
    pub pages: Vec<Page>,
}

impl CaseFile {
    /// The document a page belongs to.
    #[must_use]
    pub fn document_of(&self, page: &Page) -> Option<&Document> {
        self.documents.iter().find(|one| one.holds(page.number))
    }

    /// The page with this number.
    #[must_use]
    pub fn page(&self, number: u32) -> Option<&Page> {
        self.pages.iter().find(|page| page.number == number)
    }

    /// The date of the document on which a page stands.
    #[must_use]
    pub fn date_of(&self, page: &Page) -> Option<Date> {
        self.document_of(page).and_then(|document| document.date)
    }

    /// Pages that hold what physicians, therapists and laboratories found. No
    /// determination may rest on the utilization review decision alone (8 CCR
    /// 9792.10.6(b)(2)), and no criterion is answered from the request.
    /// Neither is one from a copy, whose original speaks, or from a page that
    /// is about somebody else.
    pub fn clinical_pages(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(|page| {
            self.document_of(page).is_some_and(|document| {
                document.kind.is_clinical()
                    && !document.copies.iter().any(|one| one.page == page.number)
                    && !document.strangers.iter().any(|one| one.page == page.number)
            })
        })
    }

    /// Every sentence of the clinical pages, with its page.
    pub fn clinical_passages(&self) -> impl Iterator<Item = Passage> + '_ {
        self.clinical_pages().flat_map(passages)
    }

    /// Numbers of pages that could not be read. Setting one aside does not
    /// make it read: nobody knows what it does not hold.
    #[must_use]
    pub fn unread(&self) -> Vec<u32> {
        self.pages.iter().filter(|page| page.trouble.is_some()).map(|page| page.number).collect()
    }

    /// Numbers of pages that could not be read and that nobody set aside.
    #[must_use]
    pub fn open_pages(&self) -> Vec<u32> {
        self.unread().into_iter().filter(|page| self.set_aside(*page).is_none()).collect()
    }

    /// Why a page was set aside, where it was.
    #[must_use]
    pub fn set_aside(&self, page: u32) -> Option<&str> {
        self.documents.iter().find(|one| one.holds(page))?.set_aside(page)
    }

    /// Numbers of pages of which recognition is in doubt.
    #[must_use]
    pub fn doubtful(&self) -> Vec<u32> {
        self.pages.iter().filter(|page| page.is_doubtful()).map(|page| page.number).collect()
    }

    /// Numbers of pages with a field that holds another value than is drawn.
    #[must_use]
    pub fn form_differs(&self) -> Vec<u32> {
        self.pages.iter().filter(|page| page.form_differs()).map(|page| page.number).collect()
    }

    /// Whether a page is about somebody else than the employee.
    #[must_use]
    pub fn is_strangers(&self, page: u32) -> bool {
        let document = self.documents.iter().find(|one| one.holds(page));
        document.is_some_and(|one| one.strangers.iter().any(|other| other.page == page))
    }

    /// What the reviewer is sent: every document with its pages and hashes.
    #[must_use]
    pub fn manifest(&self) -> Manifest {
        Manifest {
            entries: self.documents.iter().map(ManifestEntry::of).collect(),
            pages: u32::try_from(self.pages.len()).unwrap_or(u32::MAX),
            unread: self.open_pages(),
            aside: self.documents.iter().flat_map(|one| one.aside.iter().cloned()).collect(),
        }
    }

    /// Refuses a passage that does not stand where it is said to stand.
    pub fn require(&self, passage: &Passage) -> Result<(), Refusal> {
        let stands =
            self.page(passage.page).is_some_and(|page| passages(page).iter().any(|one| one.text == passage.text));
        if stands {
            return Ok(());
        }
        Err(Refusal::new(
            Code::EvidenceNotInFile,
            format!(
                "\"{}\" is relied on, but does not stand on page {} of the case file.",
                passage.text, passage.page
            ),
            "Choose the passage again from the page.",
        ))
    }

    /// Where a page stands, for people: `the progress report of 02/17/2015
    /// (page 4)`, and that it is about somebody else, where it is.
    #[must_use]
    pub fn place(&self, page: u32) -> String {
        let document = self.page(page).and_then(|page| self.document_of(page));
        let whose = if self.is_strangers(page) { ", about somebody else" } else { "" };
        match document {
            None => format!("page {page}"),
            Some(document) => match document.date {
                Some(date) => {
                    format!("the {} of {} (page {page}{whose})", document.kind, crate::calendar::numeric(date))
                }
                None => format!("the {} (page {page}{whose})", document.kind),
            },
        }
    }
}
