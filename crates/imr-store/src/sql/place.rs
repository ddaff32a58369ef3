//! Where the database is, and what its errors mean.

use crate::fault::{StoreFault, system_error};
use crate::statement::Statement;
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;
use std::io::ErrorKind;
use std::path::PathBuf;

/// Where the database is, for messages.
#[derive(Debug, Clone)]
pub(super) enum Place {
    File(PathBuf),
    Server(String),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Server(server) => server.fmt(f),
        }
    }
}

impl Place {
    /// The fault that `error` is while `statement` was being done.
    pub(super) fn failing(&self, statement: &Statement) -> impl Fn(sqlx::Error) -> StoreFault {
        move |error| self.fault(error, statement.doing)
    }

    pub(super) fn fault(&self, error: sqlx::Error, doing: &str) -> StoreFault {
        let doing = doing.to_owned();
        if let sqlx::Error::Database(database) = &error {
            if let Some(error) = database.try_downcast_ref::<SqliteError>() {
                return self.sqlite_fault(error, doing);
            }
            if let Some(error) = database.try_downcast_ref::<PgDatabaseError>() {
                return self.postgres_fault(error, doing);
            }
        }
        if system_error(&error).is_some_and(|error| error.kind() == ErrorKind::StorageFull) {
            return StoreFault::DiskFull { doing };
        }
        let why = error.to_string();
        match (error, self) {
            (sqlx::Error::PoolTimedOut, _) => StoreFault::Busy { doing, why },
            (
                sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Configuration(_) | sqlx::Error::Protocol(_),
                Self::Server(_),
            ) => self.unreachable(why),
            _ => StoreFault::Other { doing, why },
        }
    }

    /// By SQLite's result codes (sqlite.org/rescode.html). The low byte is the
    /// kind; the whole number says more.
    fn sqlite_fault(&self, error: &SqliteError, doing: String) -> StoreFault {
        use sqlx::error::DatabaseError as _;
        const BUSY: i32 = 5;
        const LOCKED: i32 = 6;
        const READONLY: i32 = 8;
        const CORRUPT: i32 = 11;
        const FULL: i32 = 13;
        const CANTOPEN: i32 = 14;
        const NOTADB: i32 = 26;
        // The index of the write-ahead log could not grow: no room either.
        const IOERR_SHMSIZE: i32 = 4874;
        let place = self.to_string();
        let why = error.message().to_owned();
        let code: i32 = error.code().and_then(|code| code.parse().ok()).unwrap_or(0);
        match (code, code & 0xff) {
            (IOERR_SHMSIZE, _) | (_, FULL) => StoreFault::DiskFull { doing },
            (_, BUSY | LOCKED) => StoreFault::Locked { place },
            (_, READONLY | CANTOPEN) => StoreFault::FolderNotWritable { path: PathBuf::from(place), why },
            (_, CORRUPT) => StoreFault::Damaged { place, why },
            (_, NOTADB) => StoreFault::NotOurs {
                place,
                why: "the file is not a database. Move it away, or name another folder".to_owned(),
            },
            _ => StoreFault::Other { doing, why },
        }
    }

    /// By SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html).
    fn postgres_fault(&self, error: &PgDatabaseError, doing: String) -> StoreFault {
        let why = error.message().to_owned();
        match error.code() {
            "53100" => StoreFault::DiskFull { doing },
            // Serialization failure, deadlock, lock not available.
            "40001" | "40P01" | "55P03" => StoreFault::Busy { doing, why },
            // No such database, too many connections, and classes 08
            // (connection), 28 (authorization), 57P (shutting down).
            "3D000" | "53300" => self.unreachable(why),
            code if ["08", "28", "57P"].iter().any(|class| code.starts_with(class)) => self.unreachable(why),
            _ => StoreFault::Other { doing, why },
        }
    }

    pub(super) fn unreachable(&self, why: String) -> StoreFault {
        StoreFault::Unreachable { server: self.to_string(), why }
    }
}
