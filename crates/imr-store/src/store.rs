//! Opening, and the transaction.

use crate::blob::Blobs;
use crate::fault::{StoreFault, from_system};
use crate::schema;
use crate::sql::{Engine, Writing};
use std::path::{Path, PathBuf};

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
        Ok(Self { engine, blobs })
    }

    /// Begins a write transaction. Await nothing but its own methods until it
    /// is committed or dropped: on SQLite every other writer waits meanwhile,
    /// and in memory every reader too.
    pub async fn begin(&self) -> Result<Transaction, StoreFault> {
        let writing = self.engine.begin().await?;
        Ok(Transaction { writing })
    }

    /// The documents' bytes.
    #[must_use]
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// What the database engine finds wrong with its own file, a sentence
    /// each. Empty for PostgreSQL, whose server has its own tools.
    pub async fn integrity(&self) -> Result<Vec<String>, StoreFault> {
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

/// Creates `folder`, and those above it.
pub(crate) fn create(folder: &Path) -> Result<(), StoreFault> {
    std::fs::create_dir_all(folder).map_err(|error| from_system(folder, &error))
}
