//! Taking in an export: all of it is proved, and then all of it is there; or
//! nothing is. What only the histories' own meaning can prove, such as a row,
//! somebody above proves on the [`Arrival`] before saving it.

use crate::blob::Blobs;
use crate::export::{BLOBS, Exported, FORMAT, MANIFEST};
use crate::fault::StoreFault;
use crate::filing::Filing;
use crate::log::{event_of, head_of};
use crate::statement::Value;
use crate::store::{Store, Transaction};
use crate::table::{Cell, TABLES, Table};
use futures_util::lock::Mutex;
use imr_core::audit::{Event, Root, verify_chain};
use imr_core::digest::{Digest, Running};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::sync::Arc;

/// An import of which every row is there, and nothing is saved: dropping it
/// leaves no row behind.
#[derive(Debug)]
#[must_use = "an import that is not committed is not saved"]
pub struct Arrival {
    open: Arc<Mutex<Option<Transaction>>>,
    store: Store,
    /// What the export promised, and holds.
    pub exported: Exported,
}

impl Arrival {
    /// The store as it would be, to be read and proved.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Puts a filing into the index, which an export does not hold.
    pub async fn index_filings(&self, filings: &[&Filing]) -> Result<(), StoreFault> {
        match &mut *self.open.lock().await {
            Some(transaction) => transaction.index_filings(filings).await,
            None => Ok(()),
        }
    }

    /// Saves all of it.
    pub async fn commit(self) -> Result<Exported, StoreFault> {
        if let Some(transaction) = self.open.lock().await.take() {
            transaction.commit().await?;
        }
        Ok(self.exported)
    }
}

impl Store {
    /// Takes in what [`export`](Self::export) wrote to `folder`, without
    /// saving it yet. The store must be empty. Every file is held against its
    /// digest, every history against its hashes, and their heads against the
    /// root.
    pub async fn import(&self, folder: &Path) -> Result<Arrival, StoreFault> {
        let promised = manifest(folder)?;
        if !self.heads().await?.is_empty() {
            return Err(StoreFault::NotEmpty { place: self.engine.place(), doing: "an import".to_owned() });
        }
        // Documents first: they are named by their content, so that one more
        // than needed does no harm, and one less would.
        let documents = Blobs::in_folder(&folder.join(BLOBS))?.copy_to(self.blobs()).await?;
        if documents != (promised.blobs, promised.blob_bytes) {
            let why = format!("{} documents are there, {} were exported", documents.0, promised.blobs);
            return Err(refuse(folder, why));
        }
        let mut into = self.begin().await?;
        let root = into.every_table(folder, &promised).await?;
        if root != promised.root {
            return Err(refuse(folder, format!("its histories lead to the root {root}, not to {}", promised.root)));
        }
        let open = Arc::new(Mutex::new(Some(into)));
        Ok(Arrival { store: self.through(open.clone()), open, exported: promised })
    }
}

impl Transaction {
    /// Takes in the rows of every table; gives the root over the heads of the
    /// histories.
    async fn every_table(&mut self, folder: &Path, promised: &Exported) -> Result<Digest, StoreFault> {
        let mut root = Root::default();
        for table in &TABLES {
            let mut lines = Lines::open(folder, table)?;
            match table.name {
                "streams" => {
                    while let Some(row) = lines.next()? {
                        let (stream, head) = head_of(&row)?;
                        root.add(&stream, head);
                        self.insert(table, &row).await?;
                    }
                }
                "events" => self.histories(&mut lines, promised.rows("streams")).await?,
                _ => {
                    while let Some(row) = lines.next()? {
                        self.insert(table, &row).await?;
                    }
                }
            }
            lines.check_against(promised)?;
        }
        Ok(root.digest())
    }

    async fn insert(&mut self, table: &Table, row: &[Cell]) -> Result<(), StoreFault> {
        let values: Vec<Value<'_>> = row.iter().map(Value::from).collect();
        self.writing.execute(&table.insert, &values).await.map(drop)
    }

    /// Takes in the events, one history at a time, each of which must hold and
    /// end where its head says.
    async fn histories(&mut self, lines: &mut Lines<'_>, expected: u64) -> Result<(), StoreFault> {
        let mut history: Vec<Event> = Vec::new();
        let mut complete = 0;
        while let Some(row) = lines.next()? {
            let event = event_of(&row)?;
            if history.first().is_some_and(|first| first.stream != event.stream) {
                self.check(&history, lines.folder).await?;
                complete += 1;
                history.clear();
            }
            self.insert(lines.table, &row).await?;
            history.push(event);
        }
        if !history.is_empty() {
            self.check(&history, lines.folder).await?;
            complete += 1;
        }
        if complete == expected {
            return Ok(());
        }
        Err(refuse(lines.folder, format!("{complete} histories have events, {expected} have a head")))
    }

    async fn check(&mut self, history: &[Event], folder: &Path) -> Result<(), StoreFault> {
        let stream = history.first().map_or("", |event| event.stream.as_str());
        let found = verify_chain(stream, history).map_err(|broken| refuse(folder, broken.to_string()))?;
        if self.head(stream).await? == found {
            return Ok(());
        }
        Err(refuse(folder, format!("{stream} does not end where its head says: its end was cut off or changed")))
    }
}

/// A file of rows that is being read.
struct Lines<'a> {
    folder: &'a Path,
    table: &'static Table,
    file: BufReader<File>,
    rows: u64,
    taken: Running,
    line: String,
}

impl<'a> Lines<'a> {
    fn open(folder: &'a Path, table: &'static Table) -> Result<Self, StoreFault> {
        let file = File::open(folder.join(table.file()))
            .map_err(|error| refuse(folder, format!("{} cannot be read: {error}", table.file())))?;
        let file = BufReader::new(file);
        Ok(Self { folder, table, file, rows: 0, taken: Running::default(), line: String::new() })
    }

    fn next(&mut self) -> Result<Option<Vec<Cell>>, StoreFault> {
        self.line.clear();
        let number = self.rows + 1;
        let wrong = |why: String| refuse(self.folder, format!("{}, line {number}: {why}", self.table.file()));
        let read = self.file.read_line(&mut self.line).map_err(|error| wrong(error.to_string()))?;
        if read == 0 {
            return Ok(None);
        }
        self.taken.add(self.line.as_bytes());
        self.rows = number;
        // The error's own sentence may quote the line, which may hold names.
        let object =
            serde_json::from_str(&self.line).map_err(|_| wrong("it is not an object of JSON".to_owned()))?;
        self.table.row(object).map(Some).map_err(wrong)
    }

    /// The whole file was read: it must be the one of the manifest.
    fn check_against(self, promised: &Exported) -> Result<(), StoreFault> {
        let (file, rows, digest): (_, _, Digest) = (self.table.file(), self.rows, self.taken.digest());
        let of_table = promised.tables.iter().find(|one| one.name == self.table.name);
        match of_table {
            Some(table) if table.digest == digest && table.rows == rows => Ok(()),
            Some(_) => Err(refuse(self.folder, format!("{file} was changed after it was exported"))),
            None => Err(refuse(self.folder, format!("its manifest does not name {file}"))),
        }
    }
}

fn manifest(folder: &Path) -> Result<Exported, StoreFault> {
    let text = std::fs::read_to_string(folder.join(MANIFEST)).map_err(|error| {
        refuse(folder, format!("its {MANIFEST} cannot be read ({error}): it is not a whole export"))
    })?;
    let manifest: Exported = serde_json::from_str(&text)
        .map_err(|error| refuse(folder, format!("its {MANIFEST} is not understood: {error}")))?;
    if manifest.format == FORMAT {
        return Ok(manifest);
    }
    Err(refuse(folder, format!("it has the format {}, and this program reads {FORMAT}", manifest.format)))
}

fn refuse(folder: &Path, why: String) -> StoreFault {
    StoreFault::NotAnExport { path: folder.to_owned(), why }
}
