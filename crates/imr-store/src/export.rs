//! Everything that is kept, as a folder of plain files: a file of JSON Lines
//! for each table, the documents under their hashes, and a manifest that is
//! written last. docs/export.md describes it for those who read it elsewhere.

use crate::blob::Blobs;
use crate::fault::{StoreFault, from_system};
use crate::log::head_of;
use crate::store::{Store, create};
use crate::table::{Cell, TABLES, Table};
use imr_core::audit::Root;
use imr_core::digest::{Digest, Running};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// The name by which a manifest says what it is the manifest of.
pub(crate) const FORMAT: &str = "openimr-export/1";
/// The file of the manifest.
pub(crate) const MANIFEST: &str = "manifest.json";
/// The folder of the documents.
pub(crate) const BLOBS: &str = "blobs";

/// What an export holds, or an import has taken in: the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// The format, by name and version.
    pub format: String,
    /// One digest over the heads of all histories.
    pub root: Digest,
    /// The tables, in the order in which they are filled.
    pub tables: Vec<ExportedTable>,
    /// How many documents.
    pub blobs: u64,
    /// How many bytes they have together.
    pub blob_bytes: u64,
}

/// One table of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedTable {
    /// Its name.
    pub name: String,
    /// How many rows.
    pub rows: u64,
    /// Digest of the file.
    pub digest: Digest,
}

impl Exported {
    /// The number of rows of a table.
    #[must_use]
    pub fn rows(&self, table: &str) -> u64 {
        self.tables.iter().find(|one| one.name == table).map_or(0, |one| one.rows)
    }
}

impl Store {
    /// Writes everything to `folder`, which must be empty or not there: one
    /// moment of the database, while others may go on working. Nothing is held
    /// in memory but a row.
    pub async fn export(&self, folder: &Path) -> Result<Exported, StoreFault> {
        create(folder)?;
        let mut there = std::fs::read_dir(folder).map_err(|error| from_system(folder, &error))?;
        if there.next().is_some() {
            return Err(StoreFault::NotEmpty {
                place: folder.display().to_string(),
                doing: "an export".to_owned(),
            });
        }
        let mut snapshot = self.settled("an export")?.snapshot().await?;
        let mut root = Root::default();
        let mut tables = Vec::new();
        for table in &TABLES {
            let mut file = Lines::create(folder, table)?;
            let heads = table.name == "streams";
            let each = |row: Vec<Cell>| {
                if heads {
                    let (stream, head) = head_of(&row)?;
                    root.add(&stream, head);
                }
                file.write(row)
            };
            snapshot.each(table, each).await?;
            tables.push(file.finish()?);
        }
        // Documents are kept before what names them, so all that the snapshot
        // names are there.
        let (blobs, blob_bytes) = self.blobs().copy_to(&Blobs::in_folder(&folder.join(BLOBS))?).await?;
        let exported = Exported { format: FORMAT.to_owned(), root: root.digest(), tables, blobs, blob_bytes };
        write_manifest(folder, &exported)?;
        Ok(exported)
    }
}

/// A file of rows that is being written.
struct Lines {
    table: &'static Table,
    path: std::path::PathBuf,
    file: BufWriter<File>,
    rows: u64,
    taken: Running,
}

impl Lines {
    fn create(folder: &Path, table: &'static Table) -> Result<Self, StoreFault> {
        let path = folder.join(table.file());
        let file = File::create_new(&path).map_err(|error| from_system(&path, &error))?;
        Ok(Self { table, path, file: BufWriter::new(file), rows: 0, taken: Running::default() })
    }

    fn write(&mut self, row: Vec<Cell>) -> Result<(), StoreFault> {
        let line = format!("{}\n", self.table.json(row));
        self.rows += 1;
        self.taken.add(line.as_bytes());
        self.file.write_all(line.as_bytes()).map_err(|error| from_system(&self.path, &error))
    }

    fn finish(mut self) -> Result<ExportedTable, StoreFault> {
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        synced.map_err(|error| from_system(&self.path, &error))?;
        Ok(ExportedTable { name: self.table.name.to_owned(), rows: self.rows, digest: self.taken.digest() })
    }
}

fn write_manifest(folder: &Path, exported: &Exported) -> Result<(), StoreFault> {
    let path = folder.join(MANIFEST);
    let text = serde_json::to_string_pretty(exported)
        .map_err(|error| StoreFault::Other { doing: "writing the manifest".to_owned(), why: error.to_string() })?;
    let written = File::create_new(&path).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error| from_system(&path, &error))
}
