//! The grounds a story is told on: SQLite in memory, SQLite in a folder, and a
//! database of its own on the PostgreSQL server at `IMR_TEST_POSTGRES`.

use imr_core::audit::{Event, Head};
use imr_core::party::{Actor, Role};
use imr_store::{Location, Store, StoreFault};
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection, SqliteConnection};
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Tells stories on every ground.
macro_rules! on_every_ground {
    ($($story:ident),+ $(,)?) => {$(
        mod $story {
            #[test]
            fn on_sqlite_in_memory() {
                $crate::ground::on_sqlite_in_memory(super::$story);
            }

            #[test]
            fn on_sqlite_in_a_folder() {
                $crate::ground::on_sqlite_in_a_folder(super::$story);
            }

            #[test]
            fn on_postgres() {
                $crate::ground::on_postgres(super::$story);
            }
        }
    )+};
}

/// Tells stories where something is left when the store is gone.
macro_rules! on_lasting_ground {
    ($($story:ident),+ $(,)?) => {$(
        mod $story {
            #[test]
            fn on_sqlite_in_a_folder() {
                $crate::ground::on_sqlite_in_a_folder(super::$story);
            }

            #[test]
            fn on_postgres() {
                $crate::ground::on_postgres(super::$story);
            }
        }
    )+};
}

pub(crate) use {on_every_ground, on_lasting_ground};

/// Where a story takes place.
pub(crate) struct Ground {
    /// For `Store::open`.
    pub(crate) location: Location,
    folder: TempDir,
}

impl Ground {
    fn new(location: impl FnOnce(PathBuf) -> Location) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        Self { location: location(folder.path().join("data")), folder }
    }

    pub(crate) async fn store(&self) -> Store {
        Store::open(&self.location).await.expect("the store opens")
    }

    /// A folder beside the store.
    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// Does to the database what only somebody outside of the store can do.
    pub(crate) async fn tamper(&self, sql: &'static str) {
        match &self.location {
            Location::Memory => panic!("nobody reaches into memory"),
            Location::Folder(folder) => {
                // As other programs open it, which ask for no foreign keys.
                let options = SqliteConnectOptions::new()
                    .filename(folder.join("imr.sqlite"))
                    .create_if_missing(true)
                    .foreign_keys(false);
                let mut connection = SqliteConnection::connect_with(&options).await.expect("it opens");
                sqlx::raw_sql(sql).execute(&mut connection).await.expect("it is SQL");
                connection.close().await.expect("it closes");
            }
            Location::Postgres { url, .. } => {
                let mut connection = PgConnection::connect(url).await.expect("it opens");
                sqlx::raw_sql(sql).execute(&mut connection).await.expect("it is SQL");
                connection.close().await.expect("it closes");
            }
        }
    }
}

pub(crate) fn run<T>(story: impl Future<Output = T>) -> T {
    Runtime::new().expect("a runtime").block_on(story)
}

pub(crate) fn on_sqlite_in_memory(story: impl AsyncFnOnce(&Ground)) {
    run(story(&Ground::new(|_| Location::Memory)));
}

pub(crate) fn on_sqlite_in_a_folder(story: impl AsyncFnOnce(&Ground)) {
    run(story(&Ground::new(Location::Folder)));
}

pub(crate) fn on_postgres(story: impl AsyncFnOnce(&Ground)) {
    let Some(server) = server() else { return };
    static MADE: AtomicU32 = AtomicU32::new(0);
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    let name = format!("imr_store_{}_{number}", std::process::id());
    let url = server.clone().database(&name).to_url_lossy().to_string();
    let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    run(administer(&server, &[&drop, &format!("CREATE DATABASE {name}")]));
    let ground = Ground::new(|blobs| Location::Postgres { url, blobs });
    let told = catch_unwind(AssertUnwindSafe(|| run(story(&ground))));
    run(administer(&server, &[&drop]));
    if let Err(panic) = told {
        resume_unwind(panic);
    }
}

async fn administer(server: &PgConnectOptions, statements: &[&str]) {
    let mut connection = server.connect().await.expect("the server at IMR_TEST_POSTGRES answers");
    for statement in statements {
        let made = sqlx::raw_sql(AssertSqlSafe(*statement)).execute(&mut connection).await;
        made.expect("the user of IMR_TEST_POSTGRES may create databases");
    }
    connection.close().await.expect("it closes");
}

/// The server to make databases on; none, and a notice, where there is none. On
/// CI that is a failure, so that the second engine cannot drop out unseen.
fn server() -> Option<PgConnectOptions> {
    const HOW: &str = "`cargo xtask test` starts one; or install PostgreSQL and set IMR_TEST_POSTGRES \
                       to the URL of a server where databases may be created, like \
                       postgres://postgres@127.0.0.1:5432/postgres";
    if let Ok(url) = std::env::var("IMR_TEST_POSTGRES") {
        return Some(url.parse().expect("IMR_TEST_POSTGRES is the URL of a server"));
    }
    assert!(std::env::var_os("CI").is_none(), "no PostgreSQL to test on: {HOW}");
    static SAID: Once = Once::new();
    SAID.call_once(|| notice(&format!("no PostgreSQL to test on, so only SQLite is tested: {HOW}")));
    None
}

/// Says something even where the test passes, when what it prints is not shown.
pub(crate) fn notice(text: &str) {
    writeln!(std::io::stderr(), "NOTICE: {text}").expect("stderr takes text");
}

pub(crate) const STREAM: &str = "case/CM15-9000001";

/// The event that follows `head` in `stream`.
pub(crate) fn event(head: Head, stream: &str, reason: &str) -> Event {
    Event::after(
        head,
        stream,
        "2015-03-02T17:00:00.125Z".parse().expect("an instant"),
        Actor::new(Role::ClaimsAdministrator, "adjuster-7"),
        reason,
        format!("{{\"after\":{}}}", head.seq),
    )
}

/// Saves one more event in `stream`.
pub(crate) async fn add(store: &Store, stream: &str, reason: &str) -> Result<Event, StoreFault> {
    let event = event(store.head(stream).await?, stream, reason);
    let mut transaction = store.begin().await?;
    transaction.append(&event).await?;
    transaction.commit().await?;
    Ok(event)
}
