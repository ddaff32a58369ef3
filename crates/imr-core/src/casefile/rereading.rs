//! Pages that could not be read and now can: their words, what they are, and
//! nothing else. Numbers of pages stay, and what a person put right stays.

use super::copies::{CopyPage, copies};
use super::correction::Correction;
use super::document::{Document, Evidence, of_text};
use super::patient::{Patient, Stranger, strangers};
use super::pile::{PilePage, Portion, split};
use super::shown;
use crate::digest::Digest;
use crate::refusal::{Code, Refusal};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;

/// A page of a file of which some pages were read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageAgain {
    /// Its number in the case file.
    pub number: u32,
    /// Its words, as they are now.
    pub text: String,
    /// Where words stand in it that nobody sees, in bytes.
    pub hidden: Vec<Range<usize>>,
    /// Whether they were recognized in a picture.
    pub recognized: bool,
    /// Where words stand in it that recognition was not sure of, in bytes.
    pub doubted: Vec<Range<usize>>,
    /// Whether it was read only now.
    pub newly: bool,
}

impl PageAgain {
    /// Its words without those that nobody sees.
    fn shown(&self) -> Cow<'_, str> {
        shown(&self.text, &self.hidden)
    }
}

/// The documents of files that were read again, as they are now: they take
/// the place of those that hold the same pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reread {
    /// The pages that were read now and could not be read before.
    pub pages: Vec<u32>,
    /// The documents.
    pub documents: Vec<Document>,
}

impl Reread {
    /// Puts the documents where those with the same pages were. Refused where
    /// pages would come, go, or change that were read before.
    pub fn apply(&self, documents: &mut Vec<Document>) -> Result<(), Refusal> {
        let hashes = |all: &[Document]| -> Vec<(u32, Option<Digest>)> {
            all.iter().flat_map(|one| one.pages().zip(one.page_hashes.iter().map(|hash| of_text(*hash)))).collect()
        };
        let holds = |one: &Document| self.documents.iter().any(|new| new.pages().any(|page| one.holds(page)));
        let (old, rest): (Vec<Document>, Vec<Document>) = documents.drain(..).partition(|one| holds(one));
        let (before, now) = (hashes(&old), hashes(&self.documents));
        let unread = |page: u32| old.iter().any(|one| one.unread.contains(&page));
        let same = before.len() == now.len()
            && before.iter().zip(&now).all(|((page, hash), (other, new))| {
                page == other && (hash == new || self.pages.contains(page) && unread(*page))
            });
        *documents = rest;
        documents.extend(if same { self.documents.clone() } else { old });
        documents.sort_by_key(|one| one.first_page);
        if same {
            return Ok(());
        }
        Err(Refusal::new(
            Code::UnknownPage,
            "What was read again is not of the pages that could not be read.",
            "Read the case file again with \"imr file reread\".",
        ))
    }
}

/// What the documents become that hold newly read pages: `pages` are all of
/// one file in their order, `documents` those of the case, `known` the pages
/// of other files. What a person said of a document holds of the part that has
/// the page it was said of; where a person parted or joined documents, that
/// stays.
#[must_use]
pub fn reread(
    documents: &[Document],
    pages: &[PageAgain],
    corrections: &[Correction],
    known: &[CopyPage<'_>],
    patient: &Patient,
) -> Reread {
    let newly: Vec<u32> = pages.iter().filter(|page| page.newly).map(|page| page.number).collect();
    let seen: Vec<Cow<'_, str>> = pages.iter().map(PageAgain::shown).collect();
    let pile: Vec<PilePage<'_>> = (0..)
        .zip(pages)
        .zip(&seen)
        .map(|((at, page), text)| PilePage { number: page.number, text, begins_file: at == 0 })
        .collect();
    let portions = split(&pile);
    let mut now: Vec<Document> = Vec::new();
    for document in documents.iter().filter(|one| one.pages().any(|page| newly.contains(&page))) {
        // What was said of a page alone says nothing of where documents end.
        let said = corrections.iter().filter(|one| document.holds(one.page()) && !one.is_of_a_page());
        let said: Vec<&Correction> = said.collect();
        let mut parts = parted(filled(document, pages), &portions, &pile, &|page| {
            let edge = said.is_empty() || newly.contains(&page) || newly.contains(&(page - 1));
            edge && !said.iter().any(|one| matches!(one, Correction::Join { page: joined, .. } if *joined == page))
        });
        for one in said.iter().filter(|one| !matches!(one, Correction::Split { .. } | Correction::Join { .. })) {
            // Every page that something is said of is in one of the parts.
            drop(one.apply(&mut parts));
        }
        now.extend(parts);
    }
    marked(&mut now, pages, corrections, known, patient);
    Reread { pages: newly, documents: now }
}

/// The document with the words of its pages as they are now.
fn filled(document: &Document, pages: &[PageAgain]) -> Document {
    let mut filled = document.clone();
    for page in pages.iter().filter(|page| page.newly && document.holds(page.number)) {
        filled.page_hashes[(page.number - document.first_page) as usize] = Some(Digest::of(page.text.as_bytes()));
        filled.unread.retain(|number| *number != page.number);
        filled.aside.retain(|one| one.page != page.number);
    }
    filled
}

/// The document in the parts that its pages show now that they can be read,
/// where one may begin.
fn parted(
    document: Document,
    portions: &[Portion],
    pile: &[PilePage<'_>],
    may_begin: &dyn Fn(u32) -> bool,
) -> Vec<Document> {
    // What a person joined to the document before is what that is.
    let continued = document.continues && document.joined.iter().any(|one| one.page == document.first_page);
    let mut parts = vec![document];
    for portion in portions {
        let first = pile[portion.pages.start].number;
        let Some(last) = parts.last_mut().filter(|last| last.holds(first)) else { continue };
        if first > last.first_page {
            if !may_begin(first) {
                continue;
            }
            let second = last.split_off(first);
            parts.push(second);
        }
        let begins = parts.len() == 1;
        if let Some(part) = parts.last_mut().filter(|_| !(begins && continued)) {
            described(part, portion);
        }
    }
    parts
}

/// What the pages say of a document.
fn described(document: &mut Document, portion: &Portion) {
    let Portion { kind, date, title, author, facility, .. } = portion.clone();
    document.kind = kind.value;
    document.kind_found = Some(Evidence { confidence: kind.confidence, passage: kind.passage });
    document.date = date.as_ref().map(|day| day.value);
    document.date_found = date.map(|day| Evidence { confidence: day.confidence, passage: day.passage });
    (document.title, document.author, document.facility) = (title, author, facility);
}

/// Marks copies and strangers' pages among those that were read now, unless a
/// person spoke of them.
fn marked(
    documents: &mut [Document],
    pages: &[PageAgain],
    corrections: &[Correction],
    known: &[CopyPage<'_>],
    patient: &Patient,
) {
    let (new, old): (Vec<&PageAgain>, Vec<&PageAgain>) = pages.iter().partition(|page| page.newly);
    let mut all: Vec<CopyPage<'_>> = Vec::new();
    for page in new.iter().chain(&old) {
        let document = documents.iter().find(|one| one.holds(page.number));
        let leaf = CopyPage::of(page.number, &page.text, page.recognized, document);
        all.push(leaf.doubting(&page.doubted));
    }
    let (new_leaves, old_leaves) = all.split_at(new.len());
    let known: Vec<CopyPage<'_>> = known.iter().chain(old_leaves).copied().collect();
    let told = |page: u32, is: fn(&Correction) -> bool| corrections.iter().any(|one| one.page() == page && is(one));
    let copied = copies(&known, new_leaves);
    let seen: Vec<(u32, Cow<'_, str>)> = new.iter().map(|page| (page.number, page.shown())).collect();
    let about = strangers(patient, &seen.iter().map(|(page, text)| (*page, &**text)).collect::<Vec<_>>());
    for document in documents {
        let own = |page: u32| document.holds(page);
        let more = copied
            .iter()
            .filter(|one| own(one.page) && !told(one.page, |one| matches!(one, Correction::Copy { .. })));
        let more: Vec<_> = more.copied().collect();
        let others: Vec<Stranger> = about
            .iter()
            .filter(|one| own(one.page) && !told(one.page, |one| matches!(one, Correction::OtherPatient { .. })))
            .cloned()
            .collect();
        document.copies.retain(|one| !more.iter().any(|new| new.page == one.page));
        document.copies.extend(more);
        document.strangers.retain(|one| !others.iter().any(|new| new.page == one.page));
        document.strangers.extend(others);
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::Kind;
    use super::super::document::{Manifest, ManifestEntry};
    use super::super::receiving::{ReceivedFile, ReceivedPage, Sending, documents_of};
    use super::*;
    use crate::party::Role;
    use jiff::civil::date;

    const VISIT: &str = "Sample Spine Center\n12 Elm Street, Sampleton, CA 90001\nProgress Report (PR-2)\n\
        Patient: Rosa Testperson\nDate of visit: 02/17/2015\nPage 1 of 1";
    const TEST: &str = "Sample Laboratory\n9 Oak Street, Sampleton, CA 90001\nUrine Drug Test Report\n\
        Patient: Rosa Testperson\nCollected: 03/20/2015\nCutoff 50 ng/mL\nPage 1 of 1";

    fn page(text: &str) -> ReceivedPage {
        ReceivedPage {
            text: text.to_owned(),
            hidden: Vec::new(),
            recognized: true,
            doubted: Vec::new(),
            unread: text.is_empty(),
        }
    }

    fn before() -> Vec<Document> {
        let file = ReceivedFile {
            digest: Digest::of(b"scan"),
            name: "scan.pdf".into(),
            pages: vec![page(VISIT), page(""), page(&VISIT.replace("02/17", "04/01"))],
        };
        let sending = Sending { by: Role::ClaimsAdministrator, received: date(2015, 6, 1) };
        documents_of(&[file], sending, 1, &[], &patient())
    }

    fn patient() -> Patient {
        Patient { name: "Rosa Testperson".into(), claim_numbers: Vec::new(), born: None }
    }

    fn again() -> Vec<PageAgain> {
        let third = VISIT.replace("02/17", "04/01");
        (1..)
            .zip([VISIT, TEST, &third])
            .map(|(number, text)| PageAgain {
                number,
                text: text.into(),
                hidden: Vec::new(),
                recognized: true,
                doubted: Vec::new(),
                newly: number == 2,
            })
            .collect()
    }

    #[test]
    fn a_page_that_is_read_now_becomes_what_it_is() {
        let mut documents = before();
        let third = documents.last().cloned();
        let read = reread(&documents, &again(), &[], &[], &patient());
        assert_eq!(read.pages, [2]);
        read.apply(&mut documents).unwrap();
        let seen: Vec<_> = documents.iter().map(|one| (one.pages(), one.kind, one.unread.len())).collect();
        assert_eq!(
            seen,
            [(1..=1, Kind::ProgressReport, 0), (2..=2, Kind::DrugTest, 0), (3..=3, Kind::ProgressReport, 0)]
        );
        assert_eq!(documents[1].date, Some(date(2015, 3, 20)));
        assert_eq!(documents.last(), third.as_ref());
    }

    #[test]
    fn a_page_that_could_not_be_read_has_no_hash_and_older_histories_stay_valid() {
        let mut documents = before();
        let hashes: Vec<bool> = documents.iter().flat_map(|one| &one.page_hashes).map(Option::is_some).collect();
        assert_eq!(hashes, [true, false, true]);
        let entries: Vec<_> = documents.iter().map(ManifestEntry::of).collect();
        let sent = Manifest { entries, pages: 3, unread: vec![2], aside: Vec::new() };
        // As it was written before: the hash of no text.
        let nothing = Digest::of(b"");
        let mut old = sent.clone();
        old.entries
            .iter_mut()
            .flat_map(|one| &mut one.page_hashes)
            .for_each(|hash| _ = hash.get_or_insert(nothing));
        assert!(old.is_still(&sent) && old.lists(2, None) && sent.lists(2, Some(nothing)));
        documents.iter_mut().flat_map(|one| &mut one.page_hashes).for_each(|hash| _ = hash.get_or_insert(nothing));
        assert_eq!(documents.iter().map(ManifestEntry::of).collect::<Vec<_>>(), sent.entries);
        reread(&documents, &again(), &[], &[], &patient()).apply(&mut documents).unwrap();
        assert!(sent.entries.len() <= documents.len() && !sent.lists(2, documents[1].page_hashes[0]));
    }

    #[test]
    fn words_that_nobody_sees_give_no_title_no_day_and_no_name() {
        let hidden = "Operative Report\nPatient: Carl Otherperson\nDate of visit: 01/05/2014\n";
        let mut covered = page(&format!("{hidden}{VISIT}"));
        covered.hidden.push(0..hidden.len());
        let documents = |page: ReceivedPage| {
            let file = ReceivedFile { digest: Digest::of(b"scan"), name: "scan.pdf".into(), pages: vec![page] };
            let sending = Sending { by: Role::ClaimsAdministrator, received: date(2015, 6, 1) };
            let found = documents_of(&[file], sending, 1, &[], &patient());
            (found[0].kind, found[0].date, found[0].title.clone().map(|one| one.value), found[0].strangers.len())
        };
        assert_eq!(documents(covered), documents(page(VISIT)));
    }

    #[test]
    fn what_a_person_put_right_stays() {
        let mut documents = before();
        let said = [
            Correction::Split { page: 2 },
            Correction::Kind { page: 2, kind: Kind::Laboratory },
            Correction::Copy { page: 2, of: Some(1) },
        ];
        said.iter().for_each(|one| one.apply(&mut documents).unwrap());
        reread(&documents, &again(), &said, &[], &patient()).apply(&mut documents).unwrap();
        assert_eq!(documents[1].kind, Kind::Laboratory);
        assert_eq!(documents[1].date, Some(date(2015, 3, 20)));
        assert_eq!((documents[1].copies[0].of, documents[1].unread.len()), (1, 0));
    }

    #[test]
    fn what_was_said_of_a_page_alone_does_not_hold_documents_together() {
        let mut documents = before();
        let said = [
            Correction::OtherPatient { page: 2, other: true },
            Correction::Aside { page: 2, document: false, because: Some("a blank sheet".into()) },
        ];
        said.iter().for_each(|one| one.apply(&mut documents).unwrap());
        assert_eq!(documents[0].open_pages().count(), 0);
        reread(&documents, &again(), &said, &[], &patient()).apply(&mut documents).unwrap();
        let seen: Vec<_> = documents.iter().map(|one| (one.pages(), one.kind)).collect();
        assert_eq!(seen, [(1..=1, Kind::ProgressReport), (2..=2, Kind::DrugTest), (3..=3, Kind::ProgressReport)]);
        assert_eq!((documents[1].strangers[0].page, documents[1].aside.len()), (2, 0), "it is read now");
    }

    #[test]
    fn only_unread_pages_are_set_aside_with_a_reason_and_no_page_is_a_copy_of_itself() {
        let mut documents = before();
        let aside = |page, because: Option<&str>| Correction::Aside {
            page,
            document: false,
            because: because.map(Into::into),
        };
        let refused = aside(1, Some("blank")).apply(&mut documents.clone()).unwrap_err();
        assert!(refused.sentence.contains("Page 1 is not unread"), "{refused}");
        assert_eq!(aside(2, Some(" ")).apply(&mut documents.clone()).unwrap_err().code, Code::ReasonMissing);
        aside(2, Some("blank")).apply(&mut documents).unwrap();
        assert_eq!(documents.iter().find_map(|one| one.set_aside(2)), Some("blank"));
        aside(2, None).apply(&mut documents).unwrap();
        assert!(documents.iter().all(|one| one.aside.is_empty()));
        let whole = Correction::Aside { page: 1, document: true, because: Some("blank".into()) };
        whole.apply(&mut documents).unwrap();
        assert_eq!(documents[0].aside.len(), 1);
        let refused = Correction::Copy { page: 2, of: Some(2) }.apply(&mut documents).unwrap_err();
        assert!(refused.sentence.contains("a copy of itself"), "{refused}");
    }

    /// Three scans in one file came without text recognition and stood as one
    /// document; a person gave the day of the second page. Read, they are
    /// three documents, and that day is the second's alone.
    #[test]
    fn what_was_said_of_unread_pages_does_not_hold_documents_together() {
        let file = ReceivedFile {
            digest: Digest::of(b"scan"),
            name: "scan.tif".into(),
            pages: vec![page(""), page(""), page("")],
        };
        let sending = Sending { by: Role::ClaimsAdministrator, received: date(2015, 6, 1) };
        let mut documents = documents_of(&[file], sending, 1, &[], &patient());
        assert_eq!(documents.len(), 1);
        let said = [
            Correction::Date { page: 2, date: Some(date(2014, 5, 6)) },
            Correction::Author { page: 3, author: "Noa Vale, M.D.".into() },
        ];
        said.iter().for_each(|one| one.apply(&mut documents).unwrap());
        let again: Vec<PageAgain> = again().into_iter().map(|page| PageAgain { newly: true, ..page }).collect();
        reread(&documents, &again, &said, &[], &patient()).apply(&mut documents).unwrap();
        let seen: Vec<_> = documents.iter().map(|one| (one.pages(), one.kind, one.date)).collect();
        assert_eq!(
            seen,
            [
                (1..=1, Kind::ProgressReport, Some(date(2015, 2, 17))),
                (2..=2, Kind::DrugTest, Some(date(2014, 5, 6))),
                (3..=3, Kind::ProgressReport, Some(date(2015, 4, 1)))
            ]
        );
        assert_eq!(documents[2].author.as_ref().map(|one| one.value.as_str()), Some("Noa Vale, M.D."));
        // Pages that a person joined stay together.
        let mut documents = before();
        let join = Correction::Join { page: 3, was: None }.against(&documents, date(2015, 6, 2)).unwrap();
        join.apply(&mut documents).unwrap();
        let said = [join];
        let again: Vec<PageAgain> =
            again.iter().map(|page| PageAgain { newly: page.number == 2, ..page.clone() }).collect();
        reread(&documents, &again, &said, &[], &patient()).apply(&mut documents).unwrap();
        assert!(documents.iter().any(|one| one.holds(2) && one.holds(3)), "{documents:?}");
    }

    #[test]
    fn where_a_document_was_written_can_be_put_right_and_stays() {
        let mut documents = before();
        let said = [Correction::Facility { page: 2, facility: "Elm Valley Imaging".into() }];
        said[0].apply(&mut documents).unwrap();
        reread(&documents, &again(), &said, &[], &patient()).apply(&mut documents).unwrap();
        let of = documents.iter().find(|one| one.holds(2)).and_then(|one| one.facility.as_ref());
        assert_eq!(of.map(|one| one.value.as_str()), Some("Elm Valley Imaging"));
    }

    #[test]
    fn a_page_that_was_read_before_is_not_changed() {
        let mut documents = before();
        let kept = documents.clone();
        let mut read = reread(&documents, &again(), &[], &[], &patient());
        read.documents[0].page_hashes[0] = Some(Digest::of(b"other words"));
        assert!(read.apply(&mut documents).is_err());
        assert_eq!(documents, kept);
    }
}
