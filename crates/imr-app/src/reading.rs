//! Taking documents into the case file.

use crate::allow::{Deed, allow};
use crate::{App, AppError, save_case};
use imr_core::case::{Action, Case};
use imr_core::casefile::{Document, Search, classify};
use imr_core::digest::Digest;
use imr_core::paper::PageText;
use imr_core::party::{Actor, Role};
use imr_store::StoredPage;
use jiff::civil::Date;

impl App {
    /// Takes a document into the case file: the original is kept byte for
    /// byte, its pages are read, numbered and kept. A document that is there
    /// already is not taken in twice.
    pub async fn receive_document(
        &self,
        number: &str,
        file_name: &str,
        bytes: Vec<u8>,
        sent_by: Role,
        by: &Actor,
    ) -> Result<Case, AppError> {
        allow(by.role, Deed::ReceiveDocument)?;
        let case = self.case_from_history(number).await?;
        let digest = Digest::of(&bytes);
        if case.documents.iter().any(|document| document.digest == digest) {
            return Ok(case);
        }
        let pages =
            self.paper.read(&bytes).map_err(|why| AppError::Unreadable { name: file_name.to_owned(), why })?;
        let first_page = case.next_page();
        let stored = stored_pages(number, digest, first_page, &pages)?;
        let received = self.world.today();
        let document = document(Source { digest, file_name, sent_by, received }, first_page, &stored);
        self.store.blobs().put(bytes).await?;
        let reason = format!("{file_name} came in from the {sent_by}");
        let occasion = self.occasion(by, &reason);
        let (case, event) = case.apply(Action::ReceiveDocument(document), &occasion, &self.law)?;
        let mut transaction = self.store.begin().await?;
        for page in &stored {
            transaction.put_page(page).await?;
        }
        save_case(&mut transaction, &case, &event).await?;
        transaction.commit().await?;
        Ok(case)
    }

    /// Finds that the records are complete.
    pub async fn complete_records(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        self.change(self.case_from_history(number).await?, by, reason, Action::CompleteRecords).await
    }

    /// Looks for terms in the case file.
    pub async fn search(&self, number: &str, terms: &[&str]) -> Result<Search, AppError> {
        let case = self.case(number).await?;
        Ok(self.case_file(&case).await?.search(terms))
    }
}

fn stored_pages(case: &str, digest: Digest, first: u32, pages: &[PageText]) -> Result<Vec<StoredPage>, AppError> {
    pages
        .iter()
        .enumerate()
        .map(|(index, page)| {
            let text = page.text();
            let within = i64::try_from(index).unwrap_or(i64::MAX);
            Ok(StoredPage {
                case: case.to_owned(),
                number: i64::from(first) + within,
                document: digest.to_string(),
                document_page: within + 1,
                text_hash: Digest::of(text.as_bytes()),
                words: serde_json::to_string(&page.words).map_err(|why| AppError::Damaged {
                    what: format!("page {} of a document", within + 1),
                    why: why.to_string(),
                })?,
                text,
                trouble: page.trouble.clone(),
            })
        })
        .collect()
}

/// Where a document came from.
struct Source<'a> {
    digest: Digest,
    file_name: &'a str,
    sent_by: Role,
    received: Date,
}

fn document(source: Source<'_>, first_page: u32, pages: &[StoredPage]) -> Document {
    let (kind, date) = classify(pages.first().map_or("", |page| page.text.as_str()));
    Document {
        digest: source.digest,
        file_name: source.file_name.to_owned(),
        kind,
        date,
        sent_by: source.sent_by,
        received: source.received,
        first_page,
        page_hashes: pages.iter().map(|page| page.text_hash).collect(),
        unread: pages
            .iter()
            .filter(|page| page.trouble.is_some())
            .map(|page| u32::try_from(page.number).unwrap_or(u32::MAX))
            .collect(),
    }
}
