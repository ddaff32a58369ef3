//! From the pages of files that came in to the documents of a case file.

use super::copies::{CopyPage, copies};
use super::document::{Document, Evidence};
use super::patient::{Patient, Stranger, own_pages, strangers};
use super::pile::{Found, PilePage, Portion, split};
use super::shown;
use crate::digest::Digest;
use crate::party::Role;
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// A page of a file that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedPage {
    /// Its words.
    pub text: String,
    /// Where words stand in it that nobody sees, in bytes.
    pub hidden: Vec<Range<usize>>,
    /// Whether its words were recognized in a picture.
    pub recognized: bool,
    /// Where words stand in it that recognition was not sure of, in bytes.
    pub doubted: Vec<Range<usize>>,
    /// Whether it could not be read.
    pub unread: bool,
}

impl ReceivedPage {
    /// The hash of its words; none where it could not be read and has none.
    fn hash(&self) -> Option<Digest> {
        (!self.unread || !self.text.is_empty()).then(|| Digest::of(self.text.as_bytes()))
    }
}

/// A file that came in, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedFile {
    /// Hash of its bytes.
    pub digest: Digest,
    /// The name it came with.
    pub name: String,
    /// Its pages; one that is unread where the file could not be read at all.
    pub pages: Vec<ReceivedPage>,
}

/// Who sent files, and when they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sending {
    /// Who.
    pub by: Role,
    /// The day.
    pub received: Date,
}

/// The documents of files that came in together, their pages numbered from
/// `first_page` on: split, named, copies folded, strangers' pages flagged.
/// `known` are the pages that were in the case file before.
#[must_use]
pub fn documents_of(
    files: &[ReceivedFile],
    sending: Sending,
    first_page: u32,
    known: &[CopyPage<'_>],
    patient: &Patient,
) -> Vec<Document> {
    // Titles, days and names are what a reader of the page sees.
    let seen: Vec<Cow<'_, str>> =
        files.iter().flat_map(|file| &file.pages).map(|page| shown(&page.text, &page.hidden)).collect();
    let mut pile: Vec<PilePage<'_>> = Vec::new();
    let mut sheets: Vec<(&ReceivedFile, u32)> = Vec::new();
    for file in files {
        for within in 1..=u32::try_from(file.pages.len()).unwrap_or(u32::MAX) {
            let number = first_page + u32::try_from(pile.len()).unwrap_or(u32::MAX);
            pile.push(PilePage { number, text: &seen[pile.len()], begins_file: within == 1 });
            sheets.push((file, within));
        }
    }
    let mut documents: Vec<Document> =
        split(&pile).into_iter().map(|portion| document(portion, &pile, &sheets, sending)).collect();
    fold(&mut documents, files, &pile, known);
    flag(&mut documents, &pile, patient);
    documents
}

/// The document that a portion of the pile is.
fn document(
    portion: Portion,
    pile: &[PilePage<'_>],
    sheets: &[(&ReceivedFile, u32)],
    sending: Sending,
) -> Document {
    let (file, first_within) = sheets[portion.pages.start];
    let evidence = |confidence, passage| Some(Evidence { confidence, passage });
    let pages = || portion.pages.clone().map(|at| (pile[at].number, &file.pages[sheets[at].1 as usize - 1]));
    Document {
        digest: file.digest,
        file_name: file.name.clone(),
        kind: portion.kind.value,
        date: portion.date.as_ref().map(|day| day.value),
        sent_by: sending.by,
        received: sending.received,
        first_page: pile[portion.pages.start].number,
        page_hashes: pages().map(|(_, page)| page.hash()).collect(),
        unread: pages().filter(|(_, page)| page.unread).map(|(number, _)| number).collect(),
        first_within,
        continues: portion.continues,
        title: portion.title,
        author: portion.author,
        facility: portion.facility,
        kind_found: evidence(portion.kind.confidence, portion.kind.passage),
        date_found: portion.date.and_then(|Found { confidence, passage, .. }| evidence(confidence, passage)),
        copies: Vec::new(),
        strangers: Vec::new(),
        also_from: Vec::new(),
        aside: Vec::new(),
        joined: Vec::new(),
    }
}

/// Marks the pages that are copies.
fn fold(documents: &mut [Document], files: &[ReceivedFile], pile: &[PilePage<'_>], known: &[CopyPage<'_>]) {
    let of: HashMap<u32, &Document> =
        documents.iter().flat_map(|one| one.pages().map(move |page| (page, one))).collect();
    let pages = files.iter().flat_map(|file| &file.pages);
    let new: Vec<CopyPage<'_>> = pile
        .iter()
        .zip(pages)
        .map(|(page, came)| {
            let document = of.get(&page.number).copied();
            CopyPage::of(page.number, &came.text, came.recognized, document).doubting(&came.doubted)
        })
        .collect();
    for copied in copies(known, &new) {
        if let Some(document) = documents.iter_mut().find(|one| one.holds(copied.page)) {
            document.copies.push(copied);
        }
    }
}

/// Marks the pages that are about somebody else, and those that follow one in
/// its document without saying whom they are about.
fn flag(documents: &mut [Document], pile: &[PilePage<'_>], patient: &Patient) {
    let pages: Vec<(u32, &str)> = pile.iter().map(|page| (page.number, page.text)).collect();
    let own = own_pages(patient, &pages);
    for stranger in strangers(patient, &pages) {
        let Some(document) = documents.iter_mut().find(|one| one.holds(stranger.page)) else { continue };
        let leads = stranger.page == document.first_page;
        document.strangers.retain(|one| one.page != stranger.page);
        if leads {
            document.strangers = document
                .pages()
                .skip(1)
                .take_while(|page| !own.contains(page))
                .map(|page| Stranger { page, passage: None })
                .collect();
        }
        document.strangers.push(stranger);
        document.strangers.sort_by_key(|one| one.page);
    }
}
