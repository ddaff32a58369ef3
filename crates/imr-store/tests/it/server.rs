//! A PostgreSQL server that is gone while the store is open.

use crate::ground::{Ground, STREAM, add, on_postgres};
use imr_store::{Location, Store, StoreFault};
use sqlx::ConnectOptions as _;
use sqlx::postgres::PgConnectOptions;
use std::io::copy;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Nobody waits as long as this for a server that is gone.
const SOON: Duration = Duration::from_secs(20);

#[test]
fn a_server_that_is_gone_is_said_to_be_so_soon() {
    on_postgres(gone);
}

async fn gone(ground: &Ground) {
    let Location::Postgres { url, blobs } = &ground.location else { panic!("it is told on PostgreSQL") };
    let line = Line::to(url);
    let store = Store::open(&Location::Postgres { url: line.url.clone(), blobs: blobs.clone() }).await.unwrap();
    add(&store, STREAM, "while it is there").await.unwrap();
    line.cut();
    let reading = tokio::time::timeout(SOON, store.head(STREAM)).await.expect("it is said soon");
    assert!(matches!(reading, Err(StoreFault::Unreachable { .. })), "{reading:?}");
    let writing = tokio::time::timeout(SOON, store.begin()).await.expect("it is said soon");
    assert!(matches!(writing, Err(StoreFault::Unreachable { .. })), "{writing:?}");
    line.mend();
    add(&store, STREAM, "when it is there again").await.unwrap();
}

/// A line to a server that can be cut: then it hangs up on whoever calls.
struct Line {
    url: String,
    /// The ends that are open; none while it is cut.
    open: Arc<Mutex<Option<Vec<TcpStream>>>>,
}

impl Line {
    fn to(url: &str) -> Self {
        let options: PgConnectOptions = url.parse().unwrap();
        let server = (options.get_host().to_owned(), options.get_port());
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let url = options.host("127.0.0.1").port(port).to_url_lossy().to_string();
        let line = Self { url, open: Arc::new(Mutex::new(Some(Vec::new()))) };
        let open = line.open.clone();
        std::thread::spawn(move || {
            while let Ok((caller, _)) = listener.accept() {
                if let Some(open) = &mut *open.lock().unwrap() {
                    let called = TcpStream::connect((server.0.as_str(), server.1)).unwrap();
                    open.extend([caller.try_clone().unwrap(), called.try_clone().unwrap()]);
                    pass(caller.try_clone().unwrap(), called.try_clone().unwrap());
                    pass(called, caller);
                }
            }
        });
        line
    }

    fn cut(&self) {
        for end in self.open.lock().unwrap().take().unwrap() {
            // The other side may have hung up before.
            let _ = end.shutdown(Shutdown::Both);
        }
    }

    fn mend(&self) {
        *self.open.lock().unwrap() = Some(Vec::new());
    }
}

/// Passes on what one says to the other, until one of them hangs up.
fn pass(mut from: TcpStream, mut to: TcpStream) {
    std::thread::spawn(move || {
        let _ = copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Both);
    });
}
