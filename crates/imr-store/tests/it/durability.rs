//! What was acknowledged survives the death of the process; what was not,
//! leaves nothing.

use crate::ground::{Ground, STREAM, add, event, on_lasting_ground, run};
use imr_core::audit::verify_chain;
use imr_store::{Kind, Location, Store};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};

on_lasting_ground!(
    a_killed_writer_loses_only_what_it_had_not_committed,
    a_store_that_was_dropped_without_closing_opens_again,
);

const FOLDER: &str = "IMR_STORE_KILLED_IN";
const URL: &str = "IMR_STORE_KILLED_AT";
const COMMITTED: u64 = 25;

/// The other process: this same binary, told by its environment where to write.
/// Without being told it does nothing.
#[test]
fn a_writer_writes_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let location = match std::env::var(URL) {
        Ok(url) => Location::Postgres { url, blobs: folder },
        Err(_) => Location::Folder(folder),
    };
    run(async {
        let store = Store::open(&location).await.unwrap();
        let mut head = store.head(STREAM).await.unwrap();
        for number in 0..COMMITTED {
            head = add(&store, STREAM, "committed").await.unwrap().head();
            store.blobs().put(format!("document {number}").into_bytes()).await.unwrap();
        }
        let mut transaction = store.begin().await.unwrap();
        transaction.append(&event(head, STREAM, "not committed")).await.unwrap();
        transaction.put(Kind::Case, "CM15-9000001", &"not committed").await.unwrap();
        writeln!(std::io::stdout(), "\nwaiting to be killed").unwrap();
        // Ends by itself should the one who kills be killed first.
        let _ = std::io::stdin().read_line(&mut String::new());
        drop(transaction);
    });
}

async fn a_killed_writer_loses_only_what_it_had_not_committed(ground: &Ground) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "durability::a_writer_writes_until_it_is_killed"]);
    match &ground.location {
        Location::Folder(folder) => command.env(FOLDER, folder).env_remove(URL),
        Location::Postgres { url, blobs } => command.env(FOLDER, blobs).env(URL, url),
        Location::Memory => panic!("nothing is left of memory"),
    };
    let mut writer = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let said = BufReader::new(writer.stdout.take().unwrap());
    let waits = said.lines().map_while(Result::ok).any(|line| line == "waiting to be killed");
    writer.kill().unwrap();
    writer.wait().unwrap();
    assert!(waits, "it wrote all it had to");

    let store = ground.store().await;
    let events = store.events(STREAM).await.unwrap();
    let head = verify_chain(STREAM, &events).unwrap();
    assert_eq!(head.seq, COMMITTED);
    assert_eq!(store.heads().await.unwrap(), [(STREAM.to_owned(), head)]);
    assert_eq!(store.documents::<String>(Kind::Case).await.unwrap(), []);
    assert_eq!(store.integrity().await.unwrap(), [""; 0]);
    let documents = store.blobs().list().await.unwrap();
    assert_eq!(documents.len() as u64, COMMITTED);
    for digest in &documents {
        store.blobs().get(digest).await.unwrap();
    }
    assert_eq!(add(&store, STREAM, "after").await.unwrap().seq, COMMITTED + 1);
}

async fn a_store_that_was_dropped_without_closing_opens_again(ground: &Ground) {
    let store = ground.store().await;
    let first = add(&store, STREAM, "first").await.unwrap();
    let mut transaction = store.begin().await.unwrap();
    transaction.append(&event(first.head(), STREAM, "second")).await.unwrap();
    drop(store);
    drop(transaction);
    let store = ground.store().await;
    assert_eq!(store.events(STREAM).await.unwrap(), [first]);
}
