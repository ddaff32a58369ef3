//! What was read of files that are being taken in. A cache: it can be made
//! again from the files, only slowly.

use crate::fault::StoreFault;
use crate::log::{NOT_A_DIGEST, bad_row};
use crate::statement::Statement;
use crate::store::{Store, Transaction};
use imr_core::digest::Digest;

/// One page of a file, as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredReading {
    /// Number within the file, from 1.
    pub page: i64,
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
    table: "readings",
    doing: "keeping what was read of a page",
    text: "INSERT INTO readings (document, page, text, words, text_hash, trouble) \
           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (document, page) DO NOTHING",
};
const PUT_DONE: Statement = Statement {
    table: "readings_done",
    doing: "noting that a file was read",
    text: "INSERT INTO readings_done (document, pages) VALUES ($1, $2) ON CONFLICT (document) DO NOTHING",
};
const READINGS: Statement = Statement {
    table: "readings",
    doing: "looking up what was read of a file",
    text: "SELECT page, text, words, text_hash, trouble FROM readings WHERE document = $1 ORDER BY page",
};
const LAST: Statement = Statement {
    table: "readings",
    doing: "looking up how far a file was read",
    text: "SELECT COUNT(*), (SELECT COUNT(*) FROM readings_done WHERE document = $1) \
           FROM readings WHERE document = $1",
};
const TO_PAGES: Statement = Statement {
    table: "pages",
    doing: "saving the pages of a file",
    text: "INSERT INTO pages \
           (case_id, number, document, document_page, text, words, text_hash, trouble) \
           SELECT $1, page + $2, document, page, text, words, text_hash, trouble \
           FROM readings WHERE document = $3",
};
const FORGET: Statement = Statement {
    table: "readings",
    doing: "clearing what was read of a file",
    text: "DELETE FROM readings WHERE document = $1",
};
const FORGET_DONE: Statement = Statement {
    table: "readings_done",
    doing: "clearing what was read of a file",
    text: "DELETE FROM readings_done WHERE document = $1",
};

type Row = (i64, String, String, String, Option<String>);

impl Store {
    /// What was read of a file, in the order of its pages.
    pub async fn readings(&self, document: &Digest) -> Result<Vec<StoredReading>, StoreFault> {
        let name = document.to_string();
        let rows: Vec<Row> = self.rows(&READINGS, &[(&name).into()]).await?;
        let reading = |(page, text, words, hash, trouble): Row| {
            let text_hash = Digest::parse(&hash)
                .map_err(|_| bad_row("readings", "text_hash", &format!("{name} {page}"), NOT_A_DIGEST))?;
            Ok(StoredReading { page, text, words, text_hash, trouble })
        };
        rows.into_iter().map(reading).collect()
    }

    /// How many pages of a file were read, and whether that is all of them.
    pub async fn read_so_far(&self, document: &Digest) -> Result<(i64, bool), StoreFault> {
        let rows: Vec<(i64, i64)> = self.rows(&LAST, &[(&document.to_string()).into()]).await?;
        Ok(rows.first().map_or((0, false), |(pages, done)| (*pages, *done > 0)))
    }
}

impl Transaction {
    /// Keeps what was read of a page.
    pub async fn put_reading(&mut self, document: &Digest, reading: &StoredReading) -> Result<(), StoreFault> {
        let (name, hash) = (document.to_string(), reading.text_hash.to_string());
        let values = [
            (&name).into(),
            reading.page.into(),
            (&reading.text).into(),
            (&reading.words).into(),
            (&hash).into(),
            reading.trouble.as_deref().into(),
        ];
        self.writing.execute(&PUT, &values).await.map(drop)
    }

    /// Notes that every page of a file was read.
    pub async fn put_reading_done(&mut self, document: &Digest, pages: i64) -> Result<(), StoreFault> {
        self.writing.execute(&PUT_DONE, &[(&document.to_string()).into(), pages.into()]).await.map(drop)
    }

    /// Makes what was read of a file part of a case file, the first page under
    /// the number `first`.
    pub async fn readings_to_pages(&mut self, document: &Digest, case: &str, first: i64) -> Result<(), StoreFault> {
        let name = document.to_string();
        self.writing.execute(&TO_PAGES, &[case.into(), (first - 1).into(), (&name).into()]).await?;
        self.writing.execute(&FORGET, &[(&name).into()]).await?;
        self.writing.execute(&FORGET_DONE, &[(&name).into()]).await.map(drop)
    }
}
