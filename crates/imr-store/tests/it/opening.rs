//! Opening: what is created, and what is refused in which words.

use crate::ground::{Ground, STREAM, add, on_every_ground, on_lasting_ground, on_sqlite_in_a_folder, run};
use imr_store::{FilingKey, Location, Store, StoreFault};

on_every_ground!(a_new_store_is_empty_and_sound);
on_lasting_ground!(
    what_was_saved_is_there_when_it_is_opened_again,
    another_programs_database_is_refused,
    a_newer_schema_is_refused,
    keys_that_were_kept_by_name_are_numbered,
    two_who_open_a_new_store_at_once_both_find_it_ready,
);

async fn a_new_store_is_empty_and_sound(ground: &Ground) {
    let store = ground.store().await;
    assert_eq!(store.heads().await.unwrap(), []);
    assert_eq!(store.integrity().await.unwrap(), [""; 0]);
    store.close().await;
}

async fn what_was_saved_is_there_when_it_is_opened_again(ground: &Ground) {
    let store = ground.store().await;
    let event = add(&store, STREAM, "first").await.unwrap();
    let digest = store.blobs().put(b"a document".to_vec()).await.unwrap();
    store.close().await;
    let store = ground.store().await;
    assert_eq!(store.events(STREAM).await.unwrap(), [event]);
    assert_eq!(store.blobs().get(&digest).await.unwrap(), "a document".as_bytes());
    // Two at once, both up to date.
    let second = ground.store().await;
    add(&second, STREAM, "second").await.unwrap();
    assert_eq!(store.events(STREAM).await.unwrap().len(), 2);
}

async fn refused(ground: &Ground) -> String {
    match Store::open(&ground.location).await {
        Err(StoreFault::NotOurs { why, .. }) => why,
        other => panic!("{other:?}"),
    }
}

async fn another_programs_database_is_refused(ground: &Ground) {
    if let Location::Folder(folder) = &ground.location {
        std::fs::create_dir(folder).unwrap();
    }
    ground.tamper("CREATE TABLE invoices (id BIGINT)").await;
    let why = refused(ground).await;
    assert!(why.contains("another program's database (it has a table invoices)"), "{why}");
}

async fn a_newer_schema_is_refused(ground: &Ground) {
    ground.store().await.close().await;
    ground.tamper("INSERT INTO openimr_migrations VALUES (9999, 'of tomorrow', '')").await;
    let why = refused(ground).await;
    assert!(why.contains("a newer OpenIMR wrote it (schema 9999"), "{why}");
}

async fn keys_that_were_kept_by_name_are_numbered(ground: &Ground) {
    ground.store().await.close().await;
    ground
        .tamper(
            "DROP TABLE filing_places;
             CREATE TABLE filing_keys (key TEXT NOT NULL, filing TEXT NOT NULL, PRIMARY KEY (key, filing));
             INSERT INTO filing_keys VALUES ('claim WC10001', 'a'), ('born 1960-01-02 X', 'a'), ('claim WC10001', 'b');
             INSERT INTO filings VALUES ('a', '{}'), ('b', '{}');
             DELETE FROM openimr_migrations WHERE version > 5",
        )
        .await;
    let store = ground.store().await;
    let found = store.filings_with(&[FilingKey::of("claim WC10001")]).await.unwrap();
    let mut ids: Vec<String> = found.into_iter().map(|one| one.id).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(store.size_of_filings().await.unwrap(), (2, 3));
}

async fn two_who_open_a_new_store_at_once_both_find_it_ready(ground: &Ground) {
    let (one, two) = futures_util::join!(Store::open(&ground.location), Store::open(&ground.location));
    let (one, two) = (one.unwrap(), two.unwrap());
    let first = add(&one, STREAM, "first").await.unwrap();
    assert_eq!(two.events(STREAM).await.unwrap(), [first]);
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    on_sqlite_in_a_folder(async |ground: &Ground| {
        let folder = ground.folder().join("data");
        std::fs::create_dir(&folder).unwrap();
        let text = "Dear Sir or Madam, ".repeat(400);
        std::fs::write(folder.join("imr.sqlite"), &text).unwrap();
        assert!(refused(ground).await.contains("is not a database"));
        assert_eq!(std::fs::read_to_string(folder.join("imr.sqlite")).unwrap(), text);
    });
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    on_sqlite_in_a_folder(async |ground: &Ground| {
        // Where root runs the tests, rights do not stop it; a file in the way does.
        std::fs::write(ground.folder().join("data"), "in the way").unwrap();
        let fault = Store::open(&ground.location).await.unwrap_err();
        let named = ground.folder().join("data");
        assert!(matches!(&fault, StoreFault::FolderNotWritable { path, .. } if *path == named));
        assert!(fault.to_string().contains("cannot be written to"), "{fault}");
        // A folder where the file should be.
        let other = ground.folder().join("other");
        std::fs::create_dir_all(other.join("imr.sqlite")).unwrap();
        let fault = Store::open(&Location::Folder(other)).await.unwrap_err();
        assert!(matches!(fault, StoreFault::FolderNotWritable { .. }), "{fault:?}");
    });
}

#[test]
fn a_folder_that_another_process_writes_to_is_locked() {
    on_sqlite_in_a_folder(async |ground: &Ground| {
        let store = ground.store().await;
        let first = add(&store, STREAM, "first").await.unwrap();
        let transaction = store.begin().await.unwrap();
        let fault = Store::open(&ground.location).await.unwrap_err();
        assert!(matches!(fault, StoreFault::Locked { .. }), "{fault:?}");
        // Reading goes on meanwhile.
        assert_eq!(store.events(STREAM).await.unwrap(), [first]);
        drop(transaction);
        add(&ground.store().await, STREAM, "second").await.unwrap();
    });
}

#[test]
fn a_damaged_file_is_found_by_the_integrity_check() {
    on_sqlite_in_a_folder(async |ground: &Ground| {
        let store = ground.store().await;
        for number in 0..50 {
            add(&store, STREAM, &format!("{number} {}", "long ".repeat(500))).await.unwrap();
        }
        store.close().await;
        let file = ground.folder().join("data/imr.sqlite");
        let mut bytes = std::fs::read(&file).unwrap();
        let half = bytes.len() / 2;
        bytes[half..half + 9000].fill(0xAA);
        std::fs::write(&file, bytes).unwrap();
        let found = ground.store().await.integrity().await.unwrap();
        assert_ne!(found, [""; 0]);
    });
}

#[test]
fn an_event_of_no_stream_is_found_by_the_integrity_check() {
    on_sqlite_in_a_folder(async |ground: &Ground| {
        let store = ground.store().await;
        add(&store, STREAM, "first").await.unwrap();
        ground.tamper("PRAGMA foreign_keys = OFF; DELETE FROM streams").await;
        let found = store.integrity().await.unwrap();
        assert_eq!(found, ["row 1 of events belongs to nothing in streams"]);
    });
}

#[test]
fn a_word_where_a_number_should_be_is_named() {
    on_sqlite_in_a_folder(async |ground: &Ground| {
        let store = ground.store().await;
        add(&store, STREAM, "first").await.unwrap();
        // PostgreSQL would not take it.
        ground.tamper("UPDATE streams SET seq = 'many'").await;
        let fault = store.heads().await.unwrap_err();
        let StoreFault::BadRow { table, column, .. } = &fault else { panic!("{fault:?}") };
        assert_eq!([table, column], ["streams", "seq"]);
    });
}

#[test]
fn a_server_that_does_not_answer_is_named_without_the_password() {
    let blobs = tempfile::TempDir::new().unwrap();
    for url in ["postgres://imr:secret@127.0.0.1:1/cases", "postgres://imr:secret@:x/"] {
        let location = Location::Postgres { url: url.to_owned(), blobs: blobs.path().to_owned() };
        let fault = run(Store::open(&location)).unwrap_err();
        assert!(matches!(fault, StoreFault::Unreachable { .. }), "{fault:?}");
        assert!(!fault.to_string().contains("secret"), "{fault}");
    }
}
