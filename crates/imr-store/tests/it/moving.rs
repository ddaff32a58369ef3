//! Moving everything: out of one store, into another, and out again.

use crate::filings::filing;
use crate::ground::{Ground, STREAM, add, on_every_ground, run};
use imr_core::digest::Digest;
use imr_store::{FilingKey, Kind, Listed, Location, Store, StoreFault, StoredPage};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

on_every_ground!(
    what_goes_out_and_in_again_is_the_same,
    a_damaged_export_leaves_nothing_behind,
    only_an_empty_store_takes_an_import,
    an_import_that_is_not_saved_leaves_nothing_behind,
);

/// Something in every table, with the letters that engines order differently.
async fn fill(store: &Store) {
    for stream in [STREAM, "case/cm15-9000001", "application/a", "application/B", "application/é", "organization"]
    {
        for reason in ["first", "second, with \"quotes\" and\na line", "third: ñ"] {
            add(store, stream, reason).await.unwrap();
        }
    }
    let document = store.blobs().put(b"a document".to_vec()).await.unwrap();
    store.blobs().put(vec![0, 159, 146, 150]).await.unwrap();
    let mut transaction = store.begin().await.unwrap();
    for (kind, id) in Kind::ALL.into_iter().zip(["organization", "b", "CM15-9000001", "R-1", "R-1"]) {
        let listed = Listed { stage: "received", sort: "2015-03-02" };
        transaction.put_listed(kind, id, &format!("the row of {id}"), listed).await.unwrap();
    }
    transaction.put(Kind::Application, "A", &"another").await.unwrap();
    for (number, trouble) in [(1, None), (2, Some("a blur")), (10, None)] {
        let page = StoredPage {
            case: "CM15-9000001".to_owned(),
            number,
            document: document.to_string(),
            document_page: number,
            text: "words\ton a page".to_owned(),
            words: "[]".to_owned(),
            text_hash: Digest::of(b"words"),
            trouble: trouble.map(str::to_owned),
        };
        transaction.put_page(&page).await.unwrap();
    }
    transaction.next_number("case-2015", 9_000_001).await.unwrap();
    transaction.commit().await.unwrap();
}

/// Every file below a folder, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

/// A SQLite store with something in it, exported to `folder`.
async fn exported(folder: &Path) -> Digest {
    let store = Store::open(&Location::Memory).await.unwrap();
    fill(&store).await;
    store.export(folder).await.unwrap().root
}

async fn what_goes_out_and_in_again_is_the_same(ground: &Ground) {
    let folder = ground.folder();
    let [first, second, third] = ["first", "second", "third"].map(|name| folder.join(name));
    let root = exported(&first).await;

    let store = ground.store().await;
    let arrival = store.import(&first).await.unwrap();
    assert_eq!(arrival.store().heads().await.unwrap().len(), 6, "what would be there is read before it is");
    let taken = arrival.commit().await.unwrap();
    assert_eq!((taken.root, taken.blobs, taken.rows("events")), (root, 2, 18));
    assert_eq!(imr_core::audit::root(&store.heads().await.unwrap()), root);
    assert_eq!(store.export(&second).await.unwrap(), taken);
    assert_eq!(files(&first), files(&second));
    // What was moved goes on from where it stood.
    add(&store, STREAM, "after the move").await.unwrap();

    let back = Store::open(&Location::Memory).await.unwrap();
    back.import(&second).await.unwrap().commit().await.unwrap();
    back.export(&third).await.unwrap();
    assert_eq!(files(&first), files(&third));
}

async fn a_damaged_export_leaves_nothing_behind(ground: &Ground) {
    let store = ground.store().await;
    let replace = |folder: &Path, file: &str, from: &str, to: &str| {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        assert!(text.contains(from), "{file} has {from}");
        fs::write(folder.join(file), text.replacen(from, to, 1)).unwrap();
    };
    type Damage<'a> = &'a dyn Fn(&Path);
    let damages: [(&str, Damage<'_>); 6] = [
        ("content does not agree with its hash", &|folder| replace(folder, "events.jsonl", "third", "fourth")),
        ("streams.jsonl was changed", &|folder| replace(folder, "streams.jsonl", "\"seq\":3", "\"seq\":2")),
        ("applications.jsonl was changed", &|folder| replace(folder, "applications.jsonl", "another", "one more")),
        ("pages.jsonl, line 1: it is not an object", &|folder| replace(folder, "pages.jsonl", "{", "")),
        ("it is not a whole export", &|folder| fs::remove_file(folder.join("manifest.json")).unwrap()),
        ("1 documents are there, 2 were exported", &|folder| {
            let digest = Digest::of(b"a document").to_string();
            fs::remove_file(folder.join("blobs").join(&digest[..2]).join(&digest)).unwrap();
        }),
    ];
    for (said, damage) in damages {
        let folder = TempDir::new().unwrap();
        exported(folder.path()).await;
        damage(folder.path());
        match store.import(folder.path()).await {
            Err(StoreFault::NotAnExport { why, .. }) => assert!(why.contains(said), "{why}"),
            other => panic!("{said}: {other:?}"),
        }
        assert_eq!(store.heads().await.unwrap(), []);
        assert_eq!(store.documents::<String>(Kind::Application).await.unwrap(), []);
    }
}

async fn only_an_empty_store_takes_an_import(ground: &Ground) {
    let folder = ground.folder().join("out");
    exported(&folder).await;
    let store = ground.store().await;
    add(&store, STREAM, "somebody was here").await.unwrap();
    assert!(matches!(store.import(&folder).await, Err(StoreFault::NotEmpty { .. })));
    assert_eq!(store.heads().await.unwrap().len(), 1);
    assert!(matches!(store.export(&folder).await, Err(StoreFault::NotEmpty { .. })));
}

async fn an_import_that_is_not_saved_leaves_nothing_behind(ground: &Ground) {
    let folder = ground.folder().join("out");
    exported(&folder).await;
    let store = ground.store().await;
    let arrival = store.import(&folder).await.unwrap();
    let seen = arrival.store().clone();
    assert_eq!(seen.documents::<String>(Kind::Application).await.unwrap().len(), 2);
    assert_eq!(seen.pages("CM15-9000001").await.unwrap().len(), 3);
    // It is there to be read, and to be saved whole.
    assert!(matches!(seen.begin().await, Err(StoreFault::Other { .. })));
    assert!(matches!(seen.export(&ground.folder().join("again")).await, Err(StoreFault::Other { .. })));
    arrival.index_filings(&[&filing("a", "{}", &[FilingKey::of("key")])]).await.unwrap();
    assert_eq!(seen.filing("a", &[FilingKey::of("key")]).await.unwrap(), (Some("{}".to_owned()), 1));
    drop((arrival, seen));
    assert_eq!(store.heads().await.unwrap(), []);
    assert_eq!(store.size_of_filings().await.unwrap(), (0, 0));
    // What was given up stands in nobody's way.
    store.import(&folder).await.unwrap().commit().await.unwrap();
    assert_eq!(store.heads().await.unwrap().len(), 6);
}

#[test]
fn an_export_is_one_moment_though_others_write_meanwhile() {
    run(async {
        let folder = TempDir::new().unwrap();
        let store = Store::open(&Location::Folder(folder.path().join("data"))).await.unwrap();
        fill(&store).await;
        let before = imr_core::audit::root(&store.heads().await.unwrap());
        let (out, writing) = (folder.path().join("out"), store.clone());
        let (exported, ()) = futures_util::join!(store.export(&out), async {
            for _ in 0..20 {
                add(&writing, STREAM, "meanwhile").await.unwrap();
            }
        });
        let after = imr_core::audit::root(&store.heads().await.unwrap());
        assert_ne!(before, after);
        let into = Store::open(&Location::Memory).await.unwrap();
        let taken = into.import(&out).await.unwrap().commit().await.unwrap();
        assert_eq!(taken, exported.unwrap());
    });
}
