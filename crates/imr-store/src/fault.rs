//! What can go wrong with keeping, in sentences for the person who must act.

use imr_core::digest::Digest;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Why something could not be kept or found. Whatever the fault, the
/// transaction it happened in leaves nothing behind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreFault {
    /// The data folder does not take files.
    #[error(
        "the folder {path} cannot be written to: {why}. \
         Give this user the right to write there, or name another folder"
    )]
    FolderNotWritable {
        /// The folder, or the file in it.
        path: PathBuf,
        /// What the system said.
        why: String,
    },

    /// No room is left.
    #[error(
        "the disk is full while {doing}. Nothing is half-written: \
         free some space and run the same command again"
    )]
    DiskFull {
        /// What was being done: "adding an event".
        doing: String,
    },

    /// The history has moved since its writer read it.
    #[error(
        "{stream} was changed by somebody else while this was being done, so nothing was saved. \
         Read it again and repeat the step if it still applies"
    )]
    Conflict {
        /// The history.
        stream: String,
    },

    /// Another process is writing.
    #[error(
        "another imr process is writing to {place} and did not finish in time. \
         Wait for it or stop it, then run the same command again"
    )]
    Locked {
        /// The database file.
        place: String,
    },

    /// The database did not get round to it.
    #[error(
        "the database was too busy while {doing}: {why}. Nothing was saved; \
         run the same command again"
    )]
    Busy {
        /// What was being done.
        doing: String,
        /// What it waited for.
        why: String,
    },

    /// It is not an OpenIMR database, or not one this program understands.
    #[error("{place} cannot be used: {why}")]
    NotOurs {
        /// The database file or server.
        place: String,
        /// What was found, and what to do.
        why: String,
    },

    /// The database file is broken.
    #[error(
        "the database {place} is damaged: {why}. Stop the program, keep a copy of the folder \
         as it is, and restore the last backup"
    )]
    Damaged {
        /// The database file.
        place: String,
        /// What the engine said.
        why: String,
    },

    /// A row does not hold what its column promises.
    #[error(
        "table {table}, row {id}: the column {column} {why}. It was changed outside of OpenIMR \
         or written by another version; run `imr audit verify` and restore the row from a backup"
    )]
    BadRow {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// The row.
        id: String,
        /// What is wrong. Never quotes the value: it may name a patient.
        why: String,
    },

    /// A text has a character that PostgreSQL cannot keep.
    #[error(
        "table {table}: a text with a NUL character was given while {doing}, which no text column \
         keeps. Take the character out where the text is read"
    )]
    NulCharacter {
        /// The table.
        table: String,
        /// What was being done.
        doing: String,
    },

    /// A document that should be there is not.
    #[error(
        "the document {digest} is missing from the folder of documents. \
         Restore that file from a backup"
    )]
    BlobMissing {
        /// Its name.
        digest: Digest,
    },

    /// A document is no longer what it was.
    #[error(
        "the document {digest} was changed after it was stored: its content does not agree with \
         its name. Restore that file from a backup"
    )]
    BlobChanged {
        /// Its name.
        digest: Digest,
    },

    /// What should be imported is no export, or not the whole of one.
    #[error(
        "{path} cannot be imported: {why}. Nothing was imported; export again from the store \
         it came from, or use another copy of the export"
    )]
    NotAnExport {
        /// The folder or file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },

    /// There is something where only an empty place will do.
    #[error("{place} is not empty, and {doing} needs an empty place. Name another, or empty this one")]
    NotEmpty {
        /// The store or the folder.
        place: String,
        /// "an import", "an export".
        doing: String,
    },

    /// The PostgreSQL server does not answer, or does not let us in.
    #[error(
        "the PostgreSQL server {server} cannot be used: {why}. \
         Check that it runs and that the address, the name and the password are right"
    )]
    Unreachable {
        /// Host, port and database; never the password.
        server: String,
        /// What the driver said.
        why: String,
    },

    /// Anything else.
    #[error("something failed while {doing}: {why}")]
    Other {
        /// What was being done.
        doing: String,
        /// What was said about it.
        why: String,
    },
}

/// The first error of the system behind `error`, if there is one: the full
/// disk and the missing right are told from it.
pub(crate) fn system_error<'e>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e std::io::Error> {
    std::iter::successors(Some(error), |error| error.source()).find_map(|error| error.downcast_ref())
}

/// The fault that the system's `error` about `path` is.
pub(crate) fn from_system(path: &Path, error: &std::io::Error) -> StoreFault {
    match error.kind() {
        ErrorKind::StorageFull => StoreFault::DiskFull { doing: format!("writing to {}", path.display()) },
        _ => StoreFault::FolderNotWritable { path: path.to_owned(), why: error.to_string() },
    }
}
