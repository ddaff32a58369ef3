//! The pages of a case file as kept, held against the history of the case.

use crate::{App, AppError};
use imr_core::case::Case;
use imr_core::casefile::{CaseFile, Page};
use imr_core::digest::Digest;
use imr_core::paper::PageText;
use imr_store::StoredPage;

/// A page as the history of a case says it was taken in.
pub(crate) struct Expected {
    number: u32,
    document: Digest,
    within: usize,
    hash: Digest,
    unread: bool,
}

/// Every page that was taken in, in order.
pub(crate) fn expected(case: &Case) -> Vec<Expected> {
    let pages = case.documents.iter().flat_map(|document| {
        (document.first_page..).zip(document.page_hashes.iter().enumerate()).map(move |(number, (within, hash))| {
            Expected {
                number,
                document: document.digest,
                within: within + 1,
                hash: *hash,
                unread: document.unread.contains(&number),
            }
        })
    });
    pages.collect()
}

impl Expected {
    /// Whether a kept page is the one that was taken in.
    pub(crate) fn is(&self, page: &StoredPage) -> bool {
        let words_agree = serde_json::from_str(&page.words)
            .is_ok_and(|words| PageText { words, size: (0.0, 0.0), trouble: None }.text() == page.text);
        page.number == i64::from(self.number)
            && page.document == self.document.to_string()
            && usize::try_from(page.document_page) == Ok(self.within)
            && page.trouble.is_some() == self.unread
            && page.text_hash == self.hash
            && Digest::of(page.text.as_bytes()) == self.hash
            && words_agree
    }
}

impl App {
    /// The case file of a case: its documents and pages, each of which is as
    /// it was taken in.
    pub async fn case_file(&self, case: &Case) -> Result<CaseFile, AppError> {
        let stored = self.store.pages(case.number()).await?;
        let expected = expected(case);
        if stored.len() != expected.len() || !stored.iter().zip(&expected).all(|(page, expected)| expected.is(page))
        {
            return Err(AppError::Damaged {
                what: format!("the case file of {}", case.number()),
                why: "its pages are not as they were taken in".to_owned(),
            });
        }
        let pages = stored.into_iter().zip(expected).map(|(page, expected)| Page {
            number: expected.number,
            document: expected.document,
            text: page.text,
            trouble: page.trouble,
        });
        Ok(CaseFile { documents: case.documents.clone(), pages: pages.collect() })
    }
}
