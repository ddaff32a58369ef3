//! Where things are kept: events, the rows cached from them, pages, and the
//! blobs of documents.
//!
//! SQLite in a folder by default, PostgreSQL by URL, SQLite in memory for
//! tests. There is one SQL text for both engines, one folder of migrations,
//! and one file, `sql.rs`, that knows which engine runs. Columns are `TEXT`
//! and `BIGINT` only; instants are ISO 8601 in UTC; structured parts are JSON.
//!
//! What is acknowledged survives: a commit and a blob are on the disk before
//! the call returns. What is not committed leaves nothing behind.
//!
//! - [`Store`] reads; [`Store::begin`] gives the [`Transaction`] that writes.
//! - [`Transaction::append`] adds an event only where its writer saw the last
//!   one, so two people cannot both act on what only one of them has read.
//! - [`Blobs`] keeps bytes under their content hash and proves them on read.
//! - [`Store::export`] and [`Store::import`] move everything, between engines
//!   too.
//! - [`StoreFault`] says what went wrong and what to do.

mod assignment;
mod blob;
mod counter;
mod document;
mod export;
mod fault;
mod filing;
mod import;
mod log;
mod page;
mod reading;
mod schema;
mod sql;
mod statement;
mod store;
mod table;

pub use blob::Blobs;
pub use document::{Kind, Listed, Page, Range, Row, StoredListing};
pub use export::Exported;
pub use fault::StoreFault;
pub use filing::{Filing, FilingKey, Found};
pub use import::Arrival;
pub use page::StoredPage;
pub use reading::StoredReading;
pub use store::{Location, Store, Transaction};
