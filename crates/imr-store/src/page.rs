//! The pages of case files.

use crate::fault::StoreFault;
use crate::log::{NOT_A_DIGEST, bad_row};
use crate::statement::Statement;
use crate::store::{Store, Transaction};
use imr_core::digest::Digest;

/// One page of a case file, as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPage {
    /// The case.
    pub case: String,
    /// Number within the case file, from 1.
    pub number: i64,
    /// Digest of the document it is a page of, as hexadecimal digits.
    pub document: String,
    /// Number within that document, from 1.
    pub document_page: i64,
    /// The text.
    pub text: String,
    /// The words and where they stand, as JSON.
    pub words: String,
    /// Digest of the text.
    pub text_hash: Digest,
    /// Why the page could not be read well, where it could not.
    pub trouble: Option<String>,
}

const PUT: Statement = Statement {
    table: "pages",
    doing: "saving a page",
    text: "INSERT INTO pages \
           (case_id, number, document, document_page, text, words, text_hash, trouble) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
           ON CONFLICT (case_id, number) DO UPDATE SET \
           document = excluded.document, document_page = excluded.document_page, \
           text = excluded.text, words = excluded.words, \
           text_hash = excluded.text_hash, trouble = excluded.trouble",
};
const PAGES: Statement = Statement {
    table: "pages",
    doing: "reading the pages of a case",
    text: "SELECT number, document, document_page, text, words, text_hash, trouble \
           FROM pages WHERE case_id = $1 ORDER BY number",
};

const CASES: Statement = Statement {
    table: "pages",
    doing: "reading of which cases there are pages",
    text: "SELECT DISTINCT case_id FROM pages",
};

type Row = (i64, String, i64, String, String, String, Option<String>);

impl Store {
    /// Every case of which there are pages.
    pub async fn cases_with_pages(&self) -> Result<Vec<String>, StoreFault> {
        let mut rows: Vec<(String,)> = self.rows(&CASES, &[]).await?;
        rows.sort_unstable();
        Ok(rows.into_iter().map(|(case,)| case).collect())
    }

    /// The pages of `case`, in order.
    pub async fn pages(&self, case: &str) -> Result<Vec<StoredPage>, StoreFault> {
        let rows: Vec<Row> = self.rows(&PAGES, &[case.into()]).await?;
        rows.into_iter().map(|row| page(case, row)).collect()
    }
}

impl Transaction {
    /// Writes a page, over the one with its number.
    pub async fn put_page(&mut self, page: &StoredPage) -> Result<(), StoreFault> {
        let text_hash = page.text_hash.to_string();
        let values = [
            (&page.case).into(),
            page.number.into(),
            (&page.document).into(),
            page.document_page.into(),
            (&page.text).into(),
            (&page.words).into(),
            (&text_hash).into(),
            page.trouble.as_deref().into(),
        ];
        self.writing.execute(&PUT, &values).await.map(drop)
    }
}

fn page(case: &str, row: Row) -> Result<StoredPage, StoreFault> {
    let (number, document, document_page, text, words, text_hash, trouble) = row;
    Ok(StoredPage {
        case: case.to_owned(),
        number,
        document,
        document_page,
        text,
        words,
        text_hash: Digest::parse(&text_hash)
            .map_err(|_| bad_row("pages", "text_hash", &format!("{case} {number}"), NOT_A_DIGEST))?,
        trouble,
    })
}
