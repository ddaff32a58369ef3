//! The one room that knows which engine runs. The others give it a
//! [`Statement`] and [`Value`]s and get tuples back.
//!
//! SQLite has one writer: writes go through a pool of one connection and begin
//! with `BEGIN IMMEDIATE`, so they queue here and never fail halfway because a
//! read became a write. Readers have connections of their own, and see the
//! last commit.

mod many;
mod place;
mod server;

use crate::fault::{StoreFault, from_system};
use crate::statement::{Many, Statement, Value, bound, decoded};
use crate::table::{Cell, Sort, Table};
use futures_util::TryStreamExt as _;
use place::Place;
use sqlx::pool::PoolOptions;
use sqlx::postgres::{PgPool, PgRow};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqliteRow, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection as _, FromRow, Postgres, SqlSafeStr as _, Sqlite};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How many may read a SQLite folder at once.
const READERS: u32 = 4;
/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(5);
/// The lock under which PostgreSQL migrates: "OpenIMR" in ASCII.
const MIGRATING: i64 = 0x4f_70_65_6e_49_4d_52;
/// A tuple that either engine's row gives.
pub(crate) trait Tuple: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send {}

impl<T> Tuple for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send {}

/// The open database.
#[derive(Debug, Clone)]
pub(crate) struct Engine {
    pools: Pools,
    place: Place,
}

#[derive(Debug, Clone)]
enum Pools {
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    Postgres(PgPool),
}

impl Engine {
    /// SQLite in one file, which is created where it does not exist.
    pub(crate) async fn sqlite_file(file: &Path) -> Result<Self, StoreFault> {
        let place = Place::File(file.to_owned());
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .journal_mode(SqliteJournalMode::Wal)
            // In WAL mode only FULL writes through to the disk at each commit.
            .synchronous(SqliteSynchronous::Full)
            // Filings touch pages all over the file: more than by default.
            .pragma("cache_size", "-65536")
            // What a statement of many rows would need to be undone by itself.
            .pragma("temp_store", "MEMORY")
            .pragma("wal_autocheckpoint", "8192");
        let _alone = alone(&file.with_extension("lock")).await?;
        let writer = kept(1)
            // After a full disk SQLite may have rolled back by itself, and the
            // driver then believes in a transaction that is not there. Such a
            // connection is replaced.
            .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
            .connect_with(options.clone())
            .await
            .map_err(|error| place.fault(error, "opening the database"))?;
        let readers = kept(READERS).connect_lazy_with(options.clone().pragma("query_only", "ON"));
        let pools = Pools::Sqlite { writer, readers };
        Ok(Self { pools, place })
    }

    /// SQLite in memory: one connection, for the database is gone with it. So
    /// reading waits while a transaction is open.
    pub(crate) async fn sqlite_memory() -> Result<Self, StoreFault> {
        let place = Place::File(PathBuf::from(":memory:"));
        let writer = kept(1)
            .acquire_timeout(PATIENCE)
            .connect_with(SqliteConnectOptions::new().foreign_keys(true))
            .await
            .map_err(|error| place.fault(error, "opening a database in memory"))?;
        let readers = writer.clone();
        let pools = Pools::Sqlite { writer, readers };
        Ok(Self { pools, place })
    }

    /// PostgreSQL at `url`.
    pub(crate) async fn postgres(url: &str) -> Result<Self, StoreFault> {
        let (pool, place) = server::at(url).await?;
        Ok(Self { pools: Pools::Postgres(pool), place })
    }

    /// The rows that `statement` gives, as of the last commit.
    pub(crate) async fn rows<T: Tuple>(
        &self,
        statement: &Statement,
        values: &[Value<'_>],
    ) -> Result<Vec<T>, StoreFault> {
        statement.refuse_nul(values)?;
        let text = statement.text.into_sql_str();
        match &self.pools {
            Pools::Sqlite { readers, .. } => {
                let rows = bound::<Sqlite>(text, values).fetch_all(readers).await;
                decoded(statement, rows.map_err(self.place.failing(statement))?)
            }
            Pools::Postgres(pool) => {
                let connection = server::connection(pool).await;
                let mut connection = connection.map_err(self.place.failing(statement))?;
                let rows = bound::<Postgres>(text, values).fetch_all(&mut *connection).await;
                decoded(statement, rows.map_err(self.place.failing(statement))?)
            }
        }
    }

    /// The rows that it gives for any of many rows of values.
    pub(crate) async fn rows_of_many<T: Tuple>(
        &self,
        many: &Many,
        values: &[Value<'_>],
    ) -> Result<Vec<T>, StoreFault> {
        let statement = &many.statement;
        statement.refuse_nul(values)?;
        match &self.pools {
            Pools::Sqlite { readers, .. } => {
                let connection = readers.acquire().await;
                let mut connection = connection.map_err(self.place.failing(statement))?;
                let rows = many::given_by_sqlite(&mut connection, many, values).await;
                decoded(statement, rows.map_err(self.place.failing(statement))?)
            }
            Pools::Postgres(pool) => {
                let connection = server::connection(pool).await;
                let mut connection = connection.map_err(self.place.failing(statement))?;
                let rows = many::given_by_postgres(&mut connection, many, values).await;
                decoded(statement, rows.map_err(self.place.failing(statement))?)
            }
        }
    }

    /// A write transaction.
    pub(crate) async fn begin(&self) -> Result<Writing, StoreFault> {
        let open = match &self.pools {
            Pools::Sqlite { writer, .. } => {
                let begun = writer.begin_with("BEGIN IMMEDIATE").await;
                begun.map(Open::Sqlite)
            }
            Pools::Postgres(pool) => server::patiently(pool, || pool.begin()).await.map(Open::Postgres),
        };
        Ok(Writing {
            open: open.map_err(|error| self.place.fault(error, "waiting to write"))?,
            place: self.place.clone(),
        })
    }

    /// One moment of the database, to be read table by table while others
    /// write.
    pub(crate) async fn snapshot(&self) -> Result<Snapshot, StoreFault> {
        let open = match &self.pools {
            Pools::Sqlite { readers, .. } => readers.begin().await.map(Open::Sqlite),
            Pools::Postgres(pool) => {
                const ONE_MOMENT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                server::patiently(pool, || pool.begin_with(ONE_MOMENT)).await.map(Open::Postgres)
            }
        };
        let open = open.map_err(|error| self.place.fault(error, "waiting to read"))?;
        Ok(Snapshot { open, place: self.place.clone() })
    }

    /// Where this is, for messages.
    pub(crate) fn place(&self) -> String {
        self.place.to_string()
    }

    /// What the engine finds wrong with its own file. PostgreSQL leaves that
    /// to its server's tools.
    pub(crate) async fn integrity(&self) -> Result<Vec<String>, StoreFault> {
        let Pools::Sqlite { readers, .. } = &self.pools else {
            return Ok(Vec::new());
        };
        let failed = |error| self.place.fault(error, "checking the database");
        let mut found: Vec<String> =
            sqlx::query_scalar("PRAGMA integrity_check").fetch_all(readers).await.map_err(failed)?;
        found.retain(|line| line != "ok");
        let orphans: Vec<(String, Option<i64>, String, i64)> =
            sqlx::query_as("PRAGMA foreign_key_check").fetch_all(readers).await.map_err(failed)?;
        found.extend(orphans.iter().map(|(table, row, parent, _)| {
            let row = row.map_or_else(String::new, |row| format!(" {row}"));
            format!("row{row} of {table} belongs to nothing in {parent}")
        }));
        Ok(found)
    }

    /// Closes all connections; SQLite then folds its write-ahead log into the
    /// file.
    pub(crate) async fn close(self) {
        match self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// The database as it was at one moment.
pub(crate) struct Snapshot {
    open: Open,
    place: Place,
}

impl Snapshot {
    /// Gives every row of `table` to `take`, one by one, in the order of the
    /// bytes of its key, which is the same on either engine.
    pub(crate) async fn each(
        &mut self,
        table: &Table,
        mut take: impl FnMut(Vec<Cell>) -> Result<(), StoreFault>,
    ) -> Result<(), StoreFault> {
        let (columns, key) = (table.column_names(), &table.columns[..table.key]);
        let doing = format!("reading all of {}", table.name);
        let ordered = |bytewise: &str| {
            let by = key.iter().map(|(name, sort)| match sort {
                Sort::Number => (*name).to_owned(),
                Sort::Text | Sort::Optional => format!("{name}{bytewise}"),
            });
            let by = by.collect::<Vec<_>>().join(", ");
            AssertSqlSafe(format!("SELECT {columns} FROM {} ORDER BY {by}", table.name))
        };
        let place = &self.place;
        let fault = |error| place.fault(error, &doing);
        match &mut self.open {
            Open::Sqlite(open) => {
                let mut rows = sqlx::query(ordered("")).fetch(&mut **open);
                while let Some(row) = rows.try_next().await.map_err(fault)? {
                    take(table.cells(&row).map_err(fault)?)?;
                }
            }
            Open::Postgres(open) => {
                let mut rows = sqlx::query(ordered(" COLLATE \"C\"")).fetch(&mut **open);
                while let Some(row) = rows.try_next().await.map_err(fault)? {
                    take(table.cells(&row).map_err(fault)?)?;
                }
            }
        }
        Ok(())
    }
}

/// A write transaction; dropping it rolls back.
#[derive(Debug)]
pub(crate) struct Writing {
    open: Open,
    place: Place,
}

/// Whether a number is held with others, or alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sharing {
    Shared,
    Alone,
}

#[derive(Debug)]
enum Open {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Writing {
    /// Where this writes, for messages.
    pub(crate) fn place(&self) -> String {
        self.place.to_string()
    }

    /// Does `statement`; gives the number of rows it touched.
    pub(crate) async fn execute(&mut self, statement: &Statement, values: &[Value<'_>]) -> Result<u64, StoreFault> {
        statement.refuse_nul(values)?;
        let text = statement.text.into_sql_str();
        let touched = match &mut self.open {
            Open::Sqlite(open) => {
                bound::<Sqlite>(text, values).execute(&mut **open).await.map(|done| done.rows_affected())
            }
            Open::Postgres(open) => {
                bound::<Postgres>(text, values).execute(&mut **open).await.map(|done| done.rows_affected())
            }
        };
        touched.map_err(self.place.failing(statement))
    }

    /// Does it with many rows of values, in as few statements as may be.
    pub(crate) async fn execute_many(&mut self, many: &Many, values: &[Value<'_>]) -> Result<u64, StoreFault> {
        many.statement.refuse_nul(values)?;
        let touched = match &mut self.open {
            Open::Sqlite(open) => many::done_by_sqlite(open, many, values).await,
            Open::Postgres(open) => many::done_by_postgres(open, many, values).await,
        };
        touched.map_err(self.place.failing(&many.statement))
    }

    /// The rows that `statement` gives, as this transaction sees them.
    pub(crate) async fn rows<T: Tuple>(
        &mut self,
        statement: &Statement,
        values: &[Value<'_>],
    ) -> Result<Vec<T>, StoreFault> {
        statement.refuse_nul(values)?;
        let text = statement.text.into_sql_str();
        match &mut self.open {
            Open::Sqlite(open) => {
                let rows = bound::<Sqlite>(text, values).fetch_all(&mut **open).await;
                decoded(statement, rows.map_err(self.place.failing(statement))?)
            }
            Open::Postgres(open) => {
                let rows = bound::<Postgres>(text, values).fetch_all(&mut **open).await;
                decoded(statement, rows.map_err(self.place.failing(statement))?)
            }
        }
    }

    /// The rows that it gives for any of many rows of values.
    pub(crate) async fn rows_of_many<T: Tuple>(
        &mut self,
        many: &Many,
        values: &[Value<'_>],
    ) -> Result<Vec<T>, StoreFault> {
        let statement = &many.statement;
        statement.refuse_nul(values)?;
        match &mut self.open {
            Open::Sqlite(open) => {
                let rows = many::given_by_sqlite(open, many, values).await;
                decoded(statement, rows.map_err(self.place.failing(statement))?)
            }
            Open::Postgres(open) => {
                let rows = many::given_by_postgres(open, many, values).await;
                decoded(statement, rows.map_err(self.place.failing(statement))?)
            }
        }
    }

    /// Runs a text of several statements.
    pub(crate) async fn script(&mut self, text: &'static str, doing: &str) -> Result<(), StoreFault> {
        let done = match &mut self.open {
            Open::Sqlite(open) => sqlx::raw_sql(text).execute(&mut **open).await.map(drop),
            Open::Postgres(open) => sqlx::raw_sql(text).execute(&mut **open).await.map(drop),
        };
        done.map_err(|error| self.place.fault(error, doing))
    }

    /// Gives new tables what the engine wants of them beside the text that both
    /// engines run.
    pub(crate) async fn settle(&mut self, doing: &str) -> Result<(), StoreFault> {
        let Open::Postgres(open) = &mut self.open else { return Ok(()) };
        let settled = sqlx::raw_sql(server::SETTLED).execute(&mut **open).await;
        settled.map(drop).map_err(|error| self.place.fault(error, doing))
    }

    /// Waits until nobody else holds one of these numbers, and holds them, in
    /// this order, until the transaction ends: each alone, or with others who
    /// would share it. SQLite has but one writer anyway.
    pub(crate) async fn hold(&mut self, numbers: &[(i64, Sharing)], doing: &str) -> Result<(), StoreFault> {
        let Open::Postgres(open) = &mut self.open else { return Ok(()) };
        let query = sqlx::query(
            "SELECT CASE WHEN shared THEN pg_advisory_xact_lock_shared(number) ELSE pg_advisory_xact_lock(number) END \
             FROM unnest($1, $2) WITH ORDINALITY AS held (number, shared, place) ORDER BY place",
        );
        let (numbers, sharing): (Vec<i64>, Vec<bool>) =
            numbers.iter().map(|(number, sharing)| (*number, *sharing == Sharing::Shared)).unzip();
        let held = query.bind(numbers).bind(sharing).execute(&mut **open).await;
        held.map(drop).map_err(|error| self.place.fault(error, doing))
    }

    /// The tables there are, seen when nobody else migrates. SQLite has but
    /// one writer anyway; PostgreSQL takes a lock until the transaction ends.
    pub(crate) async fn tables_alone(&mut self) -> Result<Vec<String>, StoreFault> {
        self.hold(&[(MIGRATING, Sharing::Alone)], "waiting to migrate").await?;
        let tables = match &mut self.open {
            Open::Sqlite(open) => {
                sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'table'")
                    .fetch_all(&mut **open)
                    .await
            }
            Open::Postgres(open) => {
                sqlx::query_scalar(
                    "SELECT CAST(table_name AS TEXT) FROM information_schema.tables \
                     WHERE table_schema = current_schema()",
                )
                .fetch_all(&mut **open)
                .await
            }
        };
        tables.map_err(|error| self.place.fault(error, "reading the list of tables"))
    }

    /// Makes it so, on the disk.
    pub(crate) async fn commit(self) -> Result<(), StoreFault> {
        let done = match self.open {
            Open::Sqlite(open) => open.commit().await,
            Open::Postgres(open) => open.commit().await,
        };
        done.map_err(|error| self.place.fault(error, "saving"))
    }
}

/// Waits until no other process is switching a new file to its write-ahead
/// log: the one moment when SQLite does not wait by itself but fails. Free
/// again when the file is dropped, or its process dies.
async fn alone(lock: &Path) -> Result<File, StoreFault> {
    let path = lock.to_owned();
    let doing = format!("opening {}", path.display());
    let locked = tokio::task::spawn_blocking(move || {
        let file = File::options().create(true).append(true).open(&path);
        file.and_then(|file| file.lock().map(|()| file)).map_err(|error| from_system(&path, &error))
    });
    locked.await.unwrap_or_else(|error| Err(StoreFault::Other { doing, why: error.to_string() }))
}

/// A pool of SQLite connections that stay open: they cost nothing, and a
/// database in memory lives in one.
fn kept(connections: u32) -> PoolOptions<Sqlite> {
    PoolOptions::new().max_connections(connections).idle_timeout(None).max_lifetime(None)
}
