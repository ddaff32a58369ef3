//! Pages of a case file.

use crate::ground::{Ground, on_every_ground, on_lasting_ground};
use imr_core::digest::Digest;
use imr_store::{StoreFault, StoredPage};

on_every_ground!(pages_come_back_in_order_and_are_written_over_by_number);
on_lasting_ground!(a_page_whose_hash_is_none_is_named);

fn page(case: &str, number: i64, text: &str) -> StoredPage {
    StoredPage {
        case: case.to_owned(),
        number,
        document: Digest::of(b"a document").to_string(),
        document_page: number + 1,
        text: text.to_owned(),
        words: r#"[["pain",1,2]]"#.to_owned(),
        text_hash: Digest::of(text.as_bytes()),
        trouble: (number == 2).then(|| "read from an image".to_owned()),
    }
}

async fn pages_come_back_in_order_and_are_written_over_by_number(ground: &Ground) {
    let store = ground.store().await;
    let mut transaction = store.begin().await.unwrap();
    for number in [10, 2, 9] {
        transaction.put_page(&page("a", number, "before")).await.unwrap();
        transaction.put_page(&page("a", number, "after\n\u{e9}")).await.unwrap();
        transaction.put_page(&page("b", number, "of another case")).await.unwrap();
    }
    transaction.commit().await.unwrap();
    let expected = [2, 9, 10].map(|number| page("a", number, "after\n\u{e9}"));
    assert_eq!(store.pages("a").await.unwrap(), expected);
    assert_eq!(store.pages("c").await.unwrap(), []);
}

async fn a_page_whose_hash_is_none_is_named(ground: &Ground) {
    let store = ground.store().await;
    let mut transaction = store.begin().await.unwrap();
    transaction.put_page(&page("a", 3, "text")).await.unwrap();
    transaction.commit().await.unwrap();
    ground.tamper("UPDATE pages SET text_hash = ''").await;
    let fault = store.pages("a").await.unwrap_err();
    let expected = StoreFault::BadRow {
        table: "pages".to_owned(),
        column: "text_hash".to_owned(),
        id: "a 3".to_owned(),
        why: "is not a SHA-256 digest".to_owned(),
    };
    assert_eq!(fault, expected);
}
