//! Reading again what could not be read when it came: a scan before text
//! recognition was installed, a page at which reading was stopped.

use crate::allow::{Deed, allow};
use crate::receiving::{Kept, Progress, doubted_in, hidden_in, is_recognized, pages, reading_of};
use crate::{App, AppError, save_case};
use imr_core::case::{Action, Case, Fact};
use imr_core::casefile::{
    CopyPage, Correction, Document, PageAgain, Patient, ReceivedFile, ReceivedPage, Sending, documents_of, reread,
};
use imr_core::digest::Digest;
use imr_core::paper::ReadPage;
use imr_core::party::Actor;
use imr_store::{StoredPage, StoredReading};
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;
use tokio::sync::mpsc;

/// What became of the pages of a file that could not be read before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadAgain {
    /// The name of the file.
    pub name: String,
    /// How many of its pages could not be read.
    pub unread: usize,
    /// The pages that are read now, by their number in the case file.
    pub read: Vec<u32>,
    /// Pages that came to light: the file could not be opened before, and
    /// stood as one page.
    pub more: usize,
    /// Why the first of the others still cannot be read.
    pub trouble: Option<String>,
}

impl App {
    /// Reads the pages of the case file that could not be read before, and
    /// none but these. Numbers of pages and corrections stay.
    pub async fn reread_file(
        &self,
        number: &str,
        by: &Actor,
        told: &mut dyn FnMut(Progress<'_>),
    ) -> Result<(Case, Vec<ReadAgain>), AppError> {
        allow(by.role, Deed::CorrectFile)?;
        let mut case = self.case_from_history(number).await?;
        let mut files: Vec<(Digest, String)> = Vec::new();
        for document in case.documents.iter().filter(|one| one.open_pages().next().is_some()) {
            if !files.iter().any(|(digest, _)| *digest == document.digest) {
                files.push((document.digest, document.file_name.clone()));
            }
        }
        let mut outcomes = Vec::new();
        for (digest, name) in files {
            let (changed, outcome) = self.reread_one(case, digest, name, by, told).await?;
            case = changed;
            outcomes.push(outcome);
        }
        Ok((case, outcomes))
    }

    async fn reread_one(
        &self,
        case: Case,
        digest: Digest,
        name: String,
        by: &Actor,
        told: &mut dyn FnMut(Progress<'_>),
    ) -> Result<(Case, ReadAgain), AppError> {
        let stored = self.store.pages(case.number()).await?;
        let mut own: Vec<StoredPage> =
            stored.iter().filter(|page| page.document == digest.to_string()).cloned().collect();
        let unread: Vec<i64> =
            own.iter().filter(|page| page.trouble.is_some()).map(|page| page.document_page).collect();
        let file = self.kept(&digest).await?;
        let whole = own.len() == 1;
        let mut outcome = ReadAgain { name, unread: unread.len(), read: Vec::new(), more: 0, trouble: None };
        let mut more: Vec<StoredReading> = Vec::new();
        for run in runs(&unread) {
            // A file that could not be opened stands as one page, and may have
            // more.
            let run = if whole { 1..=u32::MAX } else { run };
            for read in self.read_run(&file, run, &outcome.name, told).await? {
                let reading = reading_of(&read)?;
                match own.iter_mut().find(|page| page.document_page == reading.page) {
                    None => more.push(reading),
                    Some(page) if reading.trouble.is_some() => {
                        page.trouble.clone_from(&reading.trouble);
                        outcome.trouble = outcome.trouble.or(reading.trouble);
                    }
                    Some(page) => {
                        outcome.read.push(u32::try_from(page.number).unwrap_or(u32::MAX));
                        (page.text, page.words) = (reading.text, reading.words);
                        (page.text_hash, page.trouble) = (reading.text_hash, None);
                    }
                }
            }
        }
        if outcome.read.is_empty() {
            outcome.trouble = outcome.trouble.or_else(|| own.iter().find_map(|page| page.trouble.clone()));
            return Ok((case, outcome));
        }
        outcome.more = more.len();
        let case = self.save_reread(case, &stored, &own, &more, by, &outcome).await?;
        Ok((case, outcome))
    }

    pub(crate) async fn kept(&self, digest: &Digest) -> Result<Kept, AppError> {
        Ok(match self.store.blobs().path(digest) {
            Some(path) => Kept::File(path),
            None => Kept::Bytes(self.store.blobs().get(digest).await?.to_vec()),
        })
    }

    /// Reads some pages of a file that follow each other. A file that cannot
    /// be opened gives none.
    async fn read_run(
        &self,
        file: &Kept,
        run: RangeInclusive<u32>,
        name: &str,
        told: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Vec<ReadPage>, AppError> {
        let (sender, mut coming) = mpsc::channel(1);
        let (file, paper, first) = (file.clone(), Arc::clone(&self.paper), *run.start());
        let reading = tokio::task::spawn_blocking(move || pages(&*paper, &file, first, &sender));
        let mut all = Vec::new();
        while let Some(read) = coming.recv().await {
            told(Progress { name, read: read.number, of: read.of });
            if run.contains(&read.number) {
                all.push(read);
            }
            if all.last().is_some_and(|last: &ReadPage| last.number >= *run.end()) {
                break;
            }
        }
        drop(coming);
        // Why it could not be opened stands on its page already.
        drop(reading.await);
        Ok(all)
    }

    async fn save_reread(
        &self,
        case: Case,
        stored: &[StoredPage],
        own: &[StoredPage],
        more: &[StoredReading],
        by: &Actor,
        outcome: &ReadAgain,
    ) -> Result<Case, AppError> {
        let of_others: Vec<(&StoredPage, Vec<Range<usize>>)> = stored
            .iter()
            .filter(|page| !own.iter().any(|one| one.number == page.number))
            .map(|page| (page, doubted_in(&page.words)))
            .collect();
        let others = others(&case, &of_others);
        let pages: Vec<PageAgain> = own
            .iter()
            .map(|page| PageAgain {
                number: number(page),
                text: page.text.clone(),
                hidden: hidden_in(&page.words),
                recognized: is_recognized(&page.words),
                doubted: doubted_in(&page.words),
                newly: outcome.read.contains(&number(page)),
            })
            .collect();
        let patient = self.patient(&case).await?;
        let corrections = self.corrections(case.number()).await?;
        let action = Action::ReadAgain(reread(&case.documents, &pages, &corrections, &others, &patient));
        let reason = format!("{} was read again", outcome.name);
        let occasion = self.occasion(by, &reason);
        let rest = Rest::of(&case, own, more, &others, &patient);
        let (mut case, event) = case.apply(action, &occasion, &self.law)?;
        let mut transaction = self.store.begin().await?;
        for page in own.iter().filter(|page| outcome.read.contains(&number(page))).chain(&rest.pages) {
            transaction.put_page(page).await?;
        }
        save_case(&mut transaction, &case, &event).await?;
        if !rest.documents.is_empty() {
            let (changed, event) = case.apply(Action::ReceiveDocuments(rest.documents), &occasion, &self.law)?;
            save_case(&mut transaction, &changed, &event).await?;
            case = changed;
        }
        transaction.commit().await?;
        Ok(case)
    }

    /// What people put right in a case file, in order.
    async fn corrections(&self, number: &str) -> Result<Vec<Correction>, AppError> {
        let mut all = Vec::new();
        for event in self.store.events(&Case::stream(number)).await? {
            if let Fact::FileCorrected { correction } = imr_core::fact::read(&event)? {
                all.push(correction);
            }
        }
        Ok(all)
    }
}

fn number(page: &StoredPage) -> u32 {
    u32::try_from(page.number).unwrap_or(u32::MAX)
}

/// The pages of other files, as originals of what is read now.
fn others<'p>(case: &Case, pages: &'p [(&StoredPage, Vec<Range<usize>>)]) -> Vec<CopyPage<'p>> {
    let page = |(page, doubted): &'p (&StoredPage, Vec<Range<usize>>)| {
        let document = case.documents.iter().find(|one| one.holds(number(page)));
        CopyPage::of(number(page), &page.text, is_recognized(&page.words), document).doubting(doubted)
    };
    pages.iter().map(page).collect()
}

/// Pages that came to light: they take numbers at the end of the case file,
/// for those of the others stay.
struct Rest {
    pages: Vec<StoredPage>,
    documents: Vec<Document>,
}

impl Rest {
    fn of(
        case: &Case,
        own: &[StoredPage],
        more: &[StoredReading],
        known: &[CopyPage<'_>],
        patient: &Patient,
    ) -> Self {
        let digest = own.first().map(|page| page.document.clone()).unwrap_or_default();
        let before = case.documents.iter().find(|one| one.digest.to_string() == digest);
        let (Some(before), false) = (before, more.is_empty()) else {
            return Self { pages: Vec::new(), documents: Vec::new() };
        };
        let first = case.next_page();
        let pages: Vec<StoredPage> = (i64::from(first)..)
            .zip(more)
            .map(|(number, reading)| StoredPage {
                case: case.number().to_owned(),
                number,
                document: digest.clone(),
                document_page: reading.page,
                text: reading.text.clone(),
                words: reading.words.clone(),
                text_hash: reading.text_hash,
                trouble: reading.trouble.clone(),
            })
            .collect();
        let received = more.iter().map(|reading| ReceivedPage {
            text: reading.text.clone(),
            hidden: hidden_in(&reading.words),
            recognized: is_recognized(&reading.words),
            doubted: doubted_in(&reading.words),
            unread: reading.trouble.is_some(),
        });
        let file =
            ReceivedFile { digest: before.digest, name: before.file_name.clone(), pages: received.collect() };
        let sending = Sending { by: before.sent_by, received: before.received };
        let mut documents = documents_of(&[file], sending, first, known, patient);
        for document in &mut documents {
            // Behind the page under which the file stood until now.
            document.first_within += 1;
        }
        Self { pages, documents }
    }
}

/// Numbers that follow each other, as ranges.
fn runs(pages: &[i64]) -> Vec<RangeInclusive<u32>> {
    let numbers = pages.iter().filter_map(|page| u32::try_from(*page).ok());
    let mut runs: Vec<RangeInclusive<u32>> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some(run) if *run.end() + 1 == number => *run = *run.start()..=number,
            _ => runs.push(number..=number),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_follow_each_other_are_read_in_one_go() {
        assert_eq!(runs(&[2, 3, 4, 9, 11, 12]), [2..=4, 9..=9, 11..=12]);
        assert_eq!(runs(&[]), []);
    }
}
