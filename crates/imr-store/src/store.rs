//! Opening, and the transaction.

use crate::blob::Blobs;
use crate::fault::{StoreFault, from_system};
use crate::schema;
use crate::sql::{Engine, Tuple, Writing};
use crate::statement::{Many, Statement, Value};
use futures_util::lock::Mutex;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// SQLite in `FOLDER/imr.sqlite`, blobs in `FOLDER/blobs`.
    Folder(PathBuf),
    /// SQLite and blobs in memory, gone with the store: for tests.
    Memory,
    /// A PostgreSQL server, and a folder for the blobs.
    Postgres {
        /// `postgres://user:password@host/database`.
        url: String,
        /// The folder.
        blobs: PathBuf,
    },
}

/// An open store. Clones share it.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) engine: Engine,
    blobs: Blobs,
    /// What is read through, where this store is an import that is not saved
    /// yet; none once that has ended.
    arriving: Option<Arc<Mutex<Option<Transaction>>>>,
}

impl Store {
    /// Opens the store at `location`, creating what is not there and bringing
    /// the schema up to date.
    pub async fn open(location: &Location) -> Result<Self, StoreFault> {
        let (engine, blobs) = match location {
            Location::Folder(folder) => {
                create(folder)?;
                let engine = Engine::sqlite_file(&folder.join("imr.sqlite")).await?;
                (engine, Blobs::in_folder(&folder.join("blobs"))?)
            }
            Location::Memory => (Engine::sqlite_memory().await?, Blobs::in_memory()),
            Location::Postgres { url, blobs } => (Engine::postgres(url).await?, Blobs::in_folder(blobs)?),
        };
        schema::migrate(engine.begin().await?).await?;
        Ok(Self { engine, blobs, arriving: None })
    }

    /// This store as a transaction that is not saved yet would leave it: to
    /// be read, and not written.
    pub(crate) fn through(&self, open: Arc<Mutex<Option<Transaction>>>) -> Self {
        Self { arriving: Some(open), ..self.clone() }
    }

    /// The rows that `statement` gives: as of the last commit, or as the
    /// import leaves them through which this store is read.
    pub(crate) async fn rows<T: Tuple>(
        &self,
        statement: &Statement,
        values: &[Value<'_>],
    ) -> Result<Vec<T>, StoreFault> {
        match &self.arriving {
            None => self.engine.rows(statement, values).await,
            Some(open) => match &mut *open.lock().await {
                Some(transaction) => transaction.writing.rows(statement, values).await,
                None => Err(unsaved(statement.doing)),
            },
        }
    }

    /// The same for any of many rows of values.
    pub(crate) async fn rows_of_many<T: Tuple>(
        &self,
        many: &Many,
        values: &[Value<'_>],
    ) -> Result<Vec<T>, StoreFault> {
        match &self.arriving {
            None => self.engine.rows_of_many(many, values).await,
            Some(open) => match &mut *open.lock().await {
                Some(transaction) => transaction.writing.rows_of_many(many, values).await,
                None => Err(unsaved(many.statement.doing)),
            },
        }
    }

    /// The database, where nothing stands between it and this store.
    pub(crate) fn settled(&self, doing: &str) -> Result<&Engine, StoreFault> {
        if self.arriving.is_none() { Ok(&self.engine) } else { Err(unsaved(doing)) }
    }

    /// Begins a write transaction. Await nothing but its own methods until it
    /// is committed or dropped: on SQLite every other writer waits meanwhile,
    /// and in memory every reader too.
    pub async fn begin(&self) -> Result<Transaction, StoreFault> {
        let writing = self.settled("waiting to write")?.begin().await?;
        Ok(Transaction { writing })
    }

    /// The documents' bytes.
    #[must_use]
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// What the database engine finds wrong with its own file, a sentence
    /// each. Empty for PostgreSQL, whose server has its own tools, and for an
    /// import that is not in the file yet.
    pub async fn integrity(&self) -> Result<Vec<String>, StoreFault> {
        if self.arriving.is_some() {
            return Ok(Vec::new());
        }
        match self.engine.integrity().await {
            Err(StoreFault::Damaged { why, .. }) => Ok(vec![why]),
            found => found,
        }
    }

    /// Closes the store once all its transactions have ended. Not needed for
    /// safety: it leaves a folder tidy, the write-ahead log folded in.
    pub async fn close(self) {
        self.engine.close().await;
    }
}

/// A write transaction: all of it is saved by [`commit`](Self::commit), or
/// nothing, when it is dropped.
#[derive(Debug)]
#[must_use = "what is not committed is not saved"]
pub struct Transaction {
    pub(crate) writing: Writing,
}

impl Transaction {
    /// Saves. On return it is on the disk.
    pub async fn commit(self) -> Result<(), StoreFault> {
        self.writing.commit().await
    }
}

/// An import that is not saved yet is read, not written, and is gone once it
/// was saved or given up.
fn unsaved(doing: &str) -> StoreFault {
    StoreFault::Other { doing: doing.to_owned(), why: "an import was being proved there".to_owned() }
}

/// Creates `folder`, and those above it.
pub(crate) fn create(folder: &Path) -> Result<(), StoreFault> {
    std::fs::create_dir_all(folder).map_err(|error| from_system(folder, &error))
}
