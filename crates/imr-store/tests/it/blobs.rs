//! Documents under the hash of their content.

use crate::ground::{Ground, on_every_ground, on_lasting_ground};
use imr_core::digest::Digest;
use imr_store::{Location, StoreFault};
use std::path::PathBuf;

on_every_ground!(what_is_put_is_got_and_listed);
on_lasting_ground!(a_changed_or_missing_document_is_found_out);

async fn what_is_put_is_got_and_listed(ground: &Ground) {
    let store = ground.store().await;
    let blobs = store.blobs();
    assert_eq!(blobs.list().await.unwrap(), []);
    let mut expected = Vec::new();
    for text in ["one", "two", "", "one"] {
        let digest = blobs.put(text.as_bytes().to_vec()).await.unwrap();
        assert_eq!(digest, Digest::of(text.as_bytes()));
        assert_eq!(blobs.get(&digest).await.unwrap(), text);
        assert!(blobs.has(&digest).await.unwrap());
        expected.push(digest);
    }
    expected.sort_unstable();
    expected.dedup();
    assert_eq!(blobs.list().await.unwrap(), expected);
    let digest = Digest::of(b"never put");
    assert!(!blobs.has(&digest).await.unwrap());
    assert_eq!(blobs.get(&digest).await, Err(StoreFault::BlobMissing { digest }));
}

fn file(ground: &Ground, digest: &Digest) -> PathBuf {
    let folder = match &ground.location {
        Location::Folder(folder) => folder.join("blobs"),
        Location::Postgres { blobs, .. } => blobs.clone(),
        Location::Memory => panic!("no files in memory"),
    };
    let digits = digest.to_string();
    folder.join(&digits[..2]).join(digits)
}

async fn a_changed_or_missing_document_is_found_out(ground: &Ground) {
    let store = ground.store().await;
    let blobs = store.blobs();
    let digest = blobs.put(b"page one".to_vec()).await.unwrap();
    let file = file(ground, &digest);
    let changed = Err(StoreFault::BlobChanged { digest });
    std::fs::write(&file, b"page One").unwrap();
    assert_eq!(blobs.get(&digest).await, changed);
    std::fs::write(&file, b"page on").unwrap();
    assert_eq!(blobs.get(&digest).await, changed);
    // Putting the document again mends it.
    blobs.put(b"page one".to_vec()).await.unwrap();
    assert_eq!(blobs.get(&digest).await.unwrap(), "page one");
    // A stranger's file, and what a killed writer leaves, are no documents.
    std::fs::write(file.with_file_name("notes.txt"), b"").unwrap();
    std::fs::write(file.with_file_name(format!("{digest}#1")), b"page").unwrap();
    assert_eq!(blobs.list().await.unwrap(), [digest]);
    std::fs::remove_file(&file).unwrap();
    assert_eq!(blobs.get(&digest).await, Err(StoreFault::BlobMissing { digest }));
}
