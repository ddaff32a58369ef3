//! Taking files into a case file: kept byte for byte, read page by page,
//! split into documents, numbered.

use crate::allow::{Deed, allow};
use crate::{App, AppError, save_case};
use imr_core::case::{Action, Case};
use imr_core::casefile::{
    CopyPage, Correction, Document, Patient, ReceivedFile, ReceivedPage, Sending, documents_of,
};
use imr_core::digest::Digest;
use imr_core::paper::{PageText, Paper, ReadPage, Source, Unreadable};
use imr_core::party::{Actor, Role};
use imr_store::StoredReading;
use std::collections::HashMap;
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::mpsc;

/// Pages a file may have. A case file of more is sent as several files.
const MOST_PAGES: u32 = 10_000;

/// A file to be taken in; its bytes are kept already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Its name, for people.
    pub name: String,
    /// Its content; or why it could not be had, as a sentence without its end.
    pub kept: Result<Digest, String>,
    /// Why it cannot be read, where that is known before anybody tries: it is
    /// kept and stands in the case file as a page that says so.
    pub trouble: Option<String>,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// What became of it.
    pub state: State,
}

/// What becomes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It is part of the case file.
    Taken {
        /// Its pages.
        pages: usize,
        /// Those of them that could not be read, by the reason.
        unread: Vec<Unread>,
        /// The documents it holds.
        documents: usize,
        /// Pages that are copies of earlier ones.
        copies: usize,
        /// Pages that are about somebody else.
        strangers: usize,
    },
    /// It was there before; who sent it now is noted.
    ThereAlready,
    /// It was not taken in at all: nothing of it came.
    Refused(String),
}

/// Pages of a file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The pages, by their number in the case file.
    pub pages: Vec<u32>,
    /// Why, as a sentence without its end.
    pub why: String,
}

/// How far reading has come.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    /// The file.
    pub name: &'a str,
    /// Pages of it that are read.
    pub read: u32,
    /// Its pages.
    pub of: u32,
}

impl App {
    /// Keeps the content of a file; it belongs to no case yet.
    pub async fn keep_file(&self, path: &Path) -> Result<Digest, AppError> {
        Ok(self.store.blobs().put_file(path).await?)
    }

    /// Takes files into the case file. Their pages are kept as they are read,
    /// so that what was read before a break is not read again; when all are
    /// read, their documents become part of the case in one event. A file that
    /// cannot be read becomes one page that says so.
    pub async fn receive_files(
        &self,
        number: &str,
        files: &[Incoming],
        sent_by: Role,
        by: &Actor,
        told: &mut dyn FnMut(Progress<'_>),
    ) -> Result<(Case, Vec<Outcome>), AppError> {
        allow(by.role, Deed::ReceiveDocument)?;
        let mut case = self.case_from_history(number).await?;
        // Reading takes long: whether the case takes documents is asked first.
        case.clone().apply(Action::ReceiveDocuments(Vec::new()), &self.occasion(by, "a question"), &self.law)?;
        let mut fresh: Vec<(&str, Digest)> = Vec::new();
        for file in files {
            let Ok(digest) = file.kept else { continue };
            if case.documents.iter().any(|document| document.digest == digest) {
                case = self.came_again(case, digest, sent_by, by, &file.name).await?;
            } else if !fresh.iter().any(|(_, other)| *other == digest) {
                match &file.trouble {
                    Some(why) => self.keep_unread(&digest, why).await?,
                    None => self.read_file(&file.name, digest, told).await?,
                }
                fresh.push((&file.name, digest));
            }
        }
        if fresh.is_empty() {
            return Ok((case, outcomes(files, &[], &HashMap::new())));
        }
        // Somebody may have changed the case while its files were read.
        let case = self.case_from_history(number).await?;
        let (read, troubles) = self.readings_of(&fresh).await?;
        let sending = Sending { by: sent_by, received: self.world.today() };
        let documents = self.documents_among(&case, &read, sending).await?;
        let outcomes = outcomes(files, &documents, &troubles);
        let case = self.save_documents(case, &read, documents, by).await?;
        Ok((case, outcomes))
    }

    /// Takes in one document that is at hand. One that cannot be read is
    /// refused.
    pub async fn receive_document(
        &self,
        number: &str,
        file_name: &str,
        bytes: Vec<u8>,
        sent_by: Role,
        by: &Actor,
    ) -> Result<Case, AppError> {
        allow(by.role, Deed::ReceiveDocument)?;
        self.case(number).await?;
        self.paper.read(&bytes).map_err(|why| AppError::Unreadable { name: file_name.to_owned(), why })?;
        let kept = Ok(self.store.blobs().put(bytes).await?);
        let file = Incoming { name: file_name.to_owned(), kept, trouble: None };
        let (case, _) = self.receive_files(number, &[file], sent_by, by, &mut |_| {}).await?;
        Ok(case)
    }

    /// Puts something right in the case file.
    pub async fn correct_file(
        &self,
        number: &str,
        correction: Correction,
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        let mut case = self.case_from_history(number).await?;
        for correction in correction.on_all(&case.documents.clone()) {
            case = self.change(case, by, reason, Action::CorrectFile(correction)).await?;
        }
        Ok(case)
    }

    async fn came_again(
        &self,
        case: Case,
        file: Digest,
        sent_by: Role,
        by: &Actor,
        name: &str,
    ) -> Result<Case, AppError> {
        let known = |document: &Document| {
            document.digest == file && (document.sent_by == sent_by || document.also_from.contains(&sent_by))
        };
        if case.documents.iter().any(known) {
            return Ok(case);
        }
        let reason = format!("{name} came in again, from the {sent_by}");
        self.change(case, by, &reason, Action::ReceiveAgain { file, sent_by }).await
    }

    /// Reads what is not read yet of a file, and keeps it page by page.
    async fn read_file(
        &self,
        name: &str,
        digest: Digest,
        told: &mut dyn FnMut(Progress<'_>),
    ) -> Result<(), AppError> {
        let (before, done) = self.store.read_so_far(&digest).await?;
        if done {
            return Ok(());
        }
        let mut read = u32::try_from(before).unwrap_or(u32::MAX);
        let mut of = read;
        let file = self.kept(&digest).await?;
        let (sender, mut coming) = mpsc::channel(AHEAD);
        let reading = tokio::task::spawn_blocking({
            let paper = Arc::clone(&self.paper);
            move || pages(&*paper, &file, read + 1, &sender)
        });
        while let Some(first) = coming.recv().await {
            of = first.of;
            if of > MOST_PAGES {
                break;
            }
            let mut batch = vec![reading_of(&first)?];
            while batch.len() < AHEAD
                && let Ok(next) = coming.try_recv()
            {
                batch.push(reading_of(&next)?);
            }
            read += u32::try_from(batch.len()).unwrap_or(0);
            self.keep_readings(&digest, &batch, None).await?;
            told(Progress { name, read, of });
        }
        drop(coming);
        let ended = reading.await.unwrap_or_else(|why| Err(Unreadable::Damaged(why.to_string())));
        self.keep_readings(&digest, &unread(ended.err(), read, of), Some(of.max(1))).await
    }

    /// A file of which it is known why it cannot be read, as one page.
    async fn keep_unread(&self, digest: &Digest, why: &str) -> Result<(), AppError> {
        let (_, done) = self.store.read_so_far(digest).await?;
        if done {
            return Ok(());
        }
        self.keep_readings(digest, &[unread_page(1, why)], Some(1)).await
    }

    async fn keep_readings(
        &self,
        digest: &Digest,
        readings: &[StoredReading],
        done: Option<u32>,
    ) -> Result<(), AppError> {
        let mut transaction = self.store.begin().await?;
        for reading in readings {
            transaction.put_reading(digest, reading).await?;
        }
        if let Some(pages) = done {
            transaction.put_reading_done(digest, i64::from(pages)).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// What was read of the files; and why pages could not be, by their place
    /// in the file.
    async fn readings_of(
        &self,
        files: &[(&str, Digest)],
    ) -> Result<(Vec<ReceivedFile>, HashMap<(Digest, u32), String>), AppError> {
        let mut received = Vec::new();
        let mut troubles = HashMap::new();
        for (name, digest) in files {
            let readings = self.store.readings(digest).await?;
            for (within, reading) in (1..).zip(&readings) {
                troubles.extend(reading.trouble.clone().map(|why| ((*digest, within), why)));
            }
            let pages = readings.into_iter().map(|one| ReceivedPage {
                hidden: hidden_in(&one.words),
                recognized: is_recognized(&one.words),
                doubted: doubted_in(&one.words),
                unread: one.trouble.is_some(),
                text: one.text,
            });
            received.push(ReceivedFile { digest: *digest, name: (*name).to_owned(), pages: pages.collect() });
        }
        Ok((received, troubles))
    }

    async fn documents_among(
        &self,
        case: &Case,
        files: &[ReceivedFile],
        sending: Sending,
    ) -> Result<Vec<Document>, AppError> {
        let stored = self.store.pages(case.number()).await?;
        let doubted: Vec<Vec<Range<usize>>> = stored.iter().map(|page| doubted_in(&page.words)).collect();
        let known: Vec<CopyPage<'_>> = stored
            .iter()
            .zip(&doubted)
            .map(|(page, doubted)| {
                let number = u32::try_from(page.number).unwrap_or(u32::MAX);
                let document = case.documents.iter().find(|one| one.holds(number));
                CopyPage::of(number, &page.text, is_recognized(&page.words), document).doubting(doubted)
            })
            .collect();
        Ok(documents_of(files, sending, case.next_page(), &known, &self.patient(case).await?))
    }

    /// Whom the case file is about. The application has the birthday; a case
    /// that came without it has none.
    pub(crate) async fn patient(&self, case: &Case) -> Result<Patient, AppError> {
        let name = case.party(Role::Employee).map(|party| party.name.clone()).unwrap_or_default();
        let born = match self.application(case.opening.application).await {
            Ok(application) => application.form.employee.born,
            Err(AppError::NotFound { .. }) => None,
            Err(fault) => return Err(fault),
        };
        Ok(Patient { name, claim_numbers: vec![case.opening.claim_number.clone()], born })
    }

    async fn save_documents(
        &self,
        case: Case,
        files: &[ReceivedFile],
        documents: Vec<Document>,
        by: &Actor,
    ) -> Result<Case, AppError> {
        let mut first = i64::from(case.next_page());
        let sender = documents.first().map_or(Role::System, |document| document.sent_by);
        let reason = match files {
            [one] => format!("{} came in from the {sender}", one.name),
            many => format!("{} files came in from the {sender}", many.len()),
        };
        let (case, event) =
            case.apply(Action::ReceiveDocuments(documents), &self.occasion(by, &reason), &self.law)?;
        let mut transaction = self.store.begin().await?;
        for file in files {
            transaction.readings_to_pages(&file.digest, case.number(), first).await?;
            first += i64::try_from(file.pages.len()).unwrap_or(0);
        }
        save_case(&mut transaction, &case, &event).await?;
        transaction.commit().await?;
        Ok(case)
    }
}

/// Pages that may be read ahead of being kept.
const AHEAD: usize = 32;

/// Where the bytes of a file are.
#[derive(Debug, Clone)]
pub(crate) enum Kept {
    File(PathBuf),
    Bytes(Vec<u8>),
}

/// Hands over the pages of a file from `first` on until nobody takes them.
pub(crate) fn pages(
    paper: &dyn Paper,
    file: &Kept,
    first: u32,
    to: &mpsc::Sender<ReadPage>,
) -> Result<(), Unreadable> {
    let source = match file {
        Kept::File(path) => Source::File(path),
        Kept::Bytes(bytes) => Source::Bytes(bytes),
    };
    paper.pages(source, first, &mut |read| match to.blocking_send(read) {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => ControlFlow::Break(()),
    })
}

pub(crate) fn reading_of(read: &ReadPage) -> Result<StoredReading, AppError> {
    let PageText { words, trouble, .. } = &read.page;
    // PostgreSQL does not take a NUL within a text.
    let text = read.page.text().replace('\0', " ");
    Ok(StoredReading {
        page: i64::from(read.number),
        text_hash: Digest::of(text.as_bytes()),
        text,
        words: serde_json::to_string(words).map_err(|why| AppError::Damaged {
            what: format!("page {} of a document", read.number),
            why: why.to_string(),
        })?,
        trouble: trouble.clone(),
    })
}

/// The pages of which nothing came: those behind the last that was read, or
/// one that stands for the whole file.
fn unread(why: Option<Unreadable>, read: u32, of: u32) -> Vec<StoredReading> {
    let page = unread_page;
    let too_many = Unreadable::TooLarge(format!("{of} pages; {MOST_PAGES} are accepted"));
    match (why, read) {
        (_, 0) if of > MOST_PAGES => vec![page(1, &too_many.to_string())],
        (Some(why), 0) => vec![page(1, &why.to_string())],
        (None, 0) => vec![page(1, "it has no pages; ask the sender for it again")],
        (why, read) => {
            let why = why.map_or("reading ended before this page".to_owned(), |why| why.to_string());
            (read + 1..=of).map(|number| page(number, &why)).collect()
        }
    }
}

fn unread_page(number: u32, why: &str) -> StoredReading {
    StoredReading {
        page: i64::from(number),
        text: String::new(),
        words: "[]".to_owned(),
        text_hash: Digest::of(b""),
        trouble: Some(why.to_owned()),
    }
}

/// Where words stand in the text of a page that nobody sees, by its words as
/// they are kept.
pub(crate) fn hidden_in(words: &str) -> Vec<Range<usize>> {
    // Few pages have any, and a file has thousands.
    if !words.contains("\"hidden\":") {
        return Vec::new();
    }
    let words = serde_json::from_str(words).unwrap_or_default();
    PageText { words, size: (0.0, 0.0), trouble: None }.hidden()
}

/// Where words stand in the text of a page that recognition was not sure of,
/// by its words as they are kept.
pub(crate) fn doubted_in(words: &str) -> Vec<Range<usize>> {
    if !is_recognized(words) {
        return Vec::new();
    }
    let words = serde_json::from_str(words).unwrap_or_default();
    PageText { words, size: (0.0, 0.0), trouble: None }.doubted()
}

/// Whether the words, as they are kept, came from text recognition.
pub(crate) fn is_recognized(words: &str) -> bool {
    words.contains("\"confidence\":")
}

fn outcomes(files: &[Incoming], documents: &[Document], troubles: &HashMap<(Digest, u32), String>) -> Vec<Outcome> {
    let mut seen: Vec<Digest> = Vec::new();
    let mut state = |file: &Incoming| {
        let digest = match &file.kept {
            Ok(digest) => digest,
            Err(why) => return State::Refused(why.clone()),
        };
        let of: Vec<&Document> = documents.iter().filter(|document| document.digest == *digest).collect();
        if of.is_empty() || seen.contains(digest) {
            return State::ThereAlready;
        }
        seen.push(*digest);
        let sum = |count: fn(&Document) -> usize| of.iter().map(|document| count(document)).sum();
        State::Taken {
            pages: sum(|one| one.page_hashes.len()),
            unread: unread_of(&of, troubles),
            documents: of.len(),
            copies: sum(|one| one.copies.len()),
            strangers: sum(|one| one.strangers.len()),
        }
    };
    files.iter().map(|file| Outcome { name: file.name.clone(), state: state(file) }).collect()
}

/// The unread pages of a file's documents, those of one reason together.
fn unread_of(documents: &[&Document], troubles: &HashMap<(Digest, u32), String>) -> Vec<Unread> {
    let mut all: Vec<Unread> = Vec::new();
    for (document, page) in documents.iter().flat_map(|one| one.unread.iter().map(move |page| (one, *page))) {
        let why = troubles.get(&(document.digest, document.within(page))).cloned().unwrap_or_default();
        match all.iter_mut().find(|one| one.why == why) {
            Some(one) => one.pages.push(page),
            None => all.push(Unread { pages: vec![page], why }),
        }
    }
    all
}
