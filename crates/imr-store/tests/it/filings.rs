//! The index of filings: found by any key, and equal ones one after the other.

use crate::ground::{Ground, on_every_ground, on_lasting_ground};
use imr_store::{Filing, FilingKey, Transaction};
use std::time::Duration;

on_every_ground!(a_filing_is_found_by_each_of_its_keys_and_once);
on_lasting_ground!(who_files_under_a_key_is_waited_for_and_then_seen);

/// A filing to be put into the index.
pub(crate) fn filing(id: &str, identity: &str, keys: &[FilingKey]) -> Filing {
    Filing { id: id.to_owned(), identity: identity.to_owned(), keys: keys.to_vec() }
}

async fn found(transaction: &mut Transaction, names: &[&str]) -> Vec<String> {
    let found = transaction.filings_with(&keys(names)).await.unwrap();
    let name = |key| names.iter().find(|&&name| FilingKey::of(name) == key).unwrap();
    let mut found: Vec<String> =
        found.into_iter().map(|one| format!("{}: {} {}", name(one.key), one.id, one.identity)).collect();
    found.sort_unstable();
    found
}

fn keys(names: &[&str]) -> Vec<FilingKey> {
    names.iter().map(|&name| FilingKey::of(name)).collect()
}

async fn a_filing_is_found_by_each_of_its_keys_and_once(ground: &Ground) {
    let store = ground.store().await;
    let mut transaction = store.begin().await.unwrap();
    // More keys than one statement takes.
    let many: Vec<FilingKey> = (0..40).map(|number| FilingKey::of(&format!("key {number}"))).collect();
    transaction.add_filings(&[&filing("a", "{\"of\":\"a\"}", &many)]).await.unwrap();
    transaction.index_filings(&[&filing("b", "{\"of\":\"b\"}", &keys(&["key 39", "other"]))]).await.unwrap();
    assert_eq!(
        found(&mut transaction, &["key 39", "key 0", "nothing"]).await,
        ["key 0: a {\"of\":\"a\"}", "key 39: a {\"of\":\"a\"}", "key 39: b {\"of\":\"b\"}"]
    );
    assert_eq!(transaction.filings_with(&many).await.unwrap().len(), 41);
    assert_eq!(transaction.filings_with(&[]).await.unwrap(), []);
    transaction.index_filings(&[&filing("b", "{}", &keys(&["third"]))]).await.unwrap();
    let now = found(&mut transaction, &["other", "third"]).await;
    assert_eq!(now, ["other: b {}", "third: b {}"], "what it is compared by is as last written");
    transaction.commit().await.unwrap();
    assert_eq!(store.filing("a", &many).await.unwrap(), (Some("{\"of\":\"a\"}".to_owned()), 40));
    assert_eq!(store.filing("b", &keys(&["other", "key 0"])).await.unwrap(), (Some("{}".to_owned()), 1));
    assert_eq!(store.filing("c", &[]).await.unwrap(), (None, 0));
    assert_eq!(store.size_of_filings().await.unwrap(), (2, 43));
}

async fn who_files_under_a_key_is_waited_for_and_then_seen(ground: &Ground) {
    let store = ground.store().await;
    let mut first = store.begin().await.unwrap();
    first.file_alone(&keys(&["b", "key", "c"])).await.unwrap();
    first.index_filings(&[&filing("a", "{}", &keys(&["b", "key", "c"]))]).await.unwrap();
    let second = async {
        let mut second = store.begin().await.unwrap();
        // One key in common, and that in another order among the others.
        second.file_alone(&keys(&["z", "key"])).await.unwrap();
        second.filings_with(&keys(&["key"])).await.unwrap().len()
    };
    let commit = async {
        // Long enough for the second to stand in line; nothing hangs on it.
        tokio::time::timeout(Duration::from_millis(50), std::future::pending::<()>()).await.unwrap_err();
        first.commit().await.unwrap();
    };
    let (seen, ()) = tokio::join!(second, commit);
    assert_eq!(seen, 1);
}
