//! The connections to a PostgreSQL server. A server that lives may let its
//! callers wait; one that is gone is told of at once.

use super::place::Place;
use crate::fault::StoreFault;
use sqlx::pool::{PoolConnection, PoolOptions};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool};
use sqlx::{Connection as _, Error, Postgres};
use std::io::ErrorKind;
use std::str::FromStr as _;
use std::time::Duration;

/// How many connections to a server.
const CONNECTIONS: u32 = 16;
/// How long a connection is waited for until the server is asked whether it
/// lives, and how long it may take to answer.
const SILENCE: Duration = Duration::from_secs(5);
/// How often a server that lives is waited for once more: half a minute, with
/// the first time.
const MORE: usize = 5;
/// After how long an idle connection is tried before it is used: one that
/// served a moment ago need not be, which would be a round trip more for each
/// transaction.
const IDLE: Duration = Duration::from_secs(1);
/// How PostgreSQL is to plan: every statement here finds its rows by an index,
/// and is planned once for each connection. Left to itself the server plans by
/// statistics, which are of an empty table until they are next gathered: then
/// a fresh store is read as a whole, by several processes, for each filing.
const BY_INDEX: &str = "SET plan_cache_mode = force_generic_plan; SET jit = off; \
     SET max_parallel_workers_per_gather = 0; SET enable_seqscan = off; SET enable_bitmapscan = off; \
     SET enable_hashjoin = off; SET enable_mergejoin = off";
/// Long texts are compressed in the quicker way, where the server has it: the
/// other takes a quarter of the server's time for a filing.
const COMPRESSION: &str = "SELECT set_config(name, 'lz4', false) FROM pg_settings \
     WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)";

/// What the tables want on a server, beside the text that both engines run
/// (docs/decisions/0011-texts-by-their-bytes.md). May be run again.
///
/// Texts are compared by their bytes, as SQLite does; by a language's order
/// every index entry costs several times as much. Rows that are read whole stay
/// whole as far as a page of the database holds them. That an event belongs to
/// a history is not asked of the server for each: the history is begun or moved
/// in the same transaction, and the audit proves it.
pub(super) const SETTLED: &str = r#"
DO $$
DECLARE one RECORD;
BEGIN
    FOR one IN
        SELECT c.table_name, c.column_name FROM information_schema.columns c
        JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
        AND c.data_type = 'text' AND c.collation_name IS NULL
    LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE TEXT COLLATE "C"', one.table_name, one.column_name);
    END LOOP;
END $$;
ALTER TABLE events DROP CONSTRAINT IF EXISTS events_stream_fkey;
ALTER TABLE events SET (toast_tuple_target = 8160);
ALTER TABLE applications SET (toast_tuple_target = 8160);
ALTER TABLE cases SET (toast_tuple_target = 8160)
"#;

/// The server at `url`, and what to call it.
pub(super) async fn at(url: &str) -> Result<(PgPool, Place), StoreFault> {
    let options = PgConnectOptions::from_str(url).map_err(|error| StoreFault::Unreachable {
        server: "of the given address".to_owned(),
        why: format!("the address is not understood: {error}"),
    })?;
    let database = options.get_database().unwrap_or(options.get_username());
    let host =
        options.get_socket().map_or_else(|| options.get_host().to_owned(), |socket| socket.display().to_string());
    let place = Place::Server(format!("{host}:{}/{database}", options.get_port()));
    let options = options.application_name("imr");
    // The pool would try a server that refuses again and again; whoever
    // mistyped an address is told at once.
    lives(&options).await.map_err(|error| place.fault(error, "connecting"))?;
    let pool = PoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(SILENCE)
        .test_before_acquire(false)
        .before_acquire(|connection: &mut PgConnection, about| {
            Box::pin(async move {
                if about.idle_for > IDLE {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .after_connect(|connection, _| {
            Box::pin(async move {
                sqlx::raw_sql(BY_INDEX).execute(&mut *connection).await?;
                sqlx::raw_sql(COMPRESSION).execute(connection).await.map(drop)
            })
        });
    Ok((pool.connect_lazy_with(options), place))
}

/// A connection, to read by.
pub(super) async fn connection(pool: &PgPool) -> Result<PoolConnection<Postgres>, Error> {
    patiently(pool, || pool.acquire()).await
}

/// Begins something that can be begun again, since nothing comes before it. As
/// long as the server lives it is waited for: its connections may all be in
/// use, and one that broke is replaced.
pub(super) async fn patiently<T, F>(pool: &PgPool, begin: impl Fn() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    for _ in 0..MORE {
        match begin().await {
            Err(error) if is_of_the_connection(&error) => lives(&pool.connect_options()).await?,
            done => return done,
        }
    }
    begin().await
}

/// Whether it was the connection that failed, or none was to be had.
fn is_of_the_connection(error: &Error) -> bool {
    match error {
        Error::PoolTimedOut | Error::Io(_) => true,
        // Classes 08 (connection) and 57P (shutting down).
        Error::Database(error) => {
            error.code().is_some_and(|code| ["08", "57P"].iter().any(|class| code.starts_with(class)))
        }
        _ => false,
    }
}

/// Asks the server whether it lives.
async fn lives(options: &PgConnectOptions) -> Result<(), Error> {
    const TOO_MANY_CONNECTIONS: &str = "53300";
    match tokio::time::timeout(SILENCE, PgConnection::connect_with(options)).await {
        Ok(Ok(connection)) => connection.close().await,
        Ok(Err(Error::Database(error))) if error.code().as_deref() == Some(TOO_MANY_CONNECTIONS) => Ok(()),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(Error::Io(std::io::Error::new(
            ErrorKind::TimedOut,
            format!("it did not answer within {} seconds", SILENCE.as_secs()),
        ))),
    }
}
