//! Cached rows: written over, listed, and read back as the value they were.

use crate::ground::{Ground, STREAM, event, on_every_ground, on_lasting_ground};
use imr_core::audit::Head;
use imr_store::{Kind, Listed, Page, Range, StoreFault};
use serde::{Deserialize, Serialize};

on_every_ground!(
    every_kind_keeps_its_own_rows,
    lists_are_by_stage_and_in_order,
    a_row_and_its_event_are_saved_together_or_not_at_all,
    a_nul_character_is_refused_on_either_engine,
);
on_lasting_ground!(a_body_of_another_shape_is_named_but_never_quoted);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Row {
    name: String,
    items: Vec<Option<i64>>,
}

fn row(name: &str) -> Row {
    Row { name: name.to_owned(), items: vec![Some(i64::MIN), None] }
}

async fn every_kind_keeps_its_own_rows(ground: &Ground) {
    let store = ground.store().await;
    let mut transaction = store.begin().await.unwrap();
    for (number, kind) in Kind::ALL.into_iter().enumerate() {
        for id in ["b", "\u{e9}", "B", "a"] {
            transaction.put(kind, id, &row("before")).await.unwrap();
            transaction.put(kind, id, &row(&format!("{number} {id} \0 \u{1F600}"))).await.unwrap();
        }
    }
    transaction.commit().await.unwrap();
    for (number, kind) in Kind::ALL.into_iter().enumerate() {
        let all: Vec<(String, Row)> = store.documents(kind).await.unwrap();
        let ids: Vec<_> = all.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["B", "a", "b", "\u{e9}"]);
        let one: Option<Row> = store.document(kind, "a").await.unwrap();
        assert_eq!(one, Some(row(&format!("{number} a \0 \u{1F600}"))));
        assert_eq!(store.document::<Row>(kind, "c").await.unwrap(), None);
    }
}

async fn lists_are_by_stage_and_in_order(ground: &Ground) {
    let store = ground.store().await;
    let mut transaction = store.begin().await.unwrap();
    let rows = [
        ("1", "filed", "2015-03-02"),
        ("2", "filed", "2015-02-01"),
        ("3", "closed", "2015-01-01"),
        ("4", "filed", "2015-02-01"),
    ];
    for (id, stage, sort) in rows {
        let listed = Listed { stage, sort };
        transaction.put_listed(Kind::Case, id, &id, listed).await.unwrap();
    }
    // What is only put again keeps its place.
    transaction.put(Kind::Case, "2", &"two").await.unwrap();
    transaction.commit().await.unwrap();
    let first = Range { stage: Some("filed"), after: ("", ""), before: None, limit: 2 };
    let page: Page<String> = store.page(Kind::Case, first).await.unwrap();
    assert_eq!((page.rows, page.next.as_deref()), (vec!["two".to_owned(), "4".to_owned()], Some("4")));
    let second = Range { after: ("2015-02-01", "4"), ..first };
    let page: Page<String> = store.page(Kind::Case, second).await.unwrap();
    assert_eq!((page.rows, page.next), (vec!["1".to_owned()], None));
    let page: Page<String> = store.page(Kind::Case, Range { before: Some("2015-03-01"), ..second }).await.unwrap();
    assert_eq!((page.rows.len(), page.next), (0, None));
    let all: Page<String> = store.page(Kind::Case, Range { stage: None, limit: 10, ..first }).await.unwrap();
    assert_eq!(all.rows, ["3", "two", "4", "1"]);
    let none: Page<String> = store.page(Kind::Application, first).await.unwrap();
    assert_eq!((none.rows.len(), none.next), (0, None));
}

async fn a_row_and_its_event_are_saved_together_or_not_at_all(ground: &Ground) {
    let store = ground.store().await;
    let first = event(Head::EMPTY, STREAM, "first");
    for committed in [false, true] {
        let mut transaction = store.begin().await.unwrap();
        transaction.append(&first).await.unwrap();
        transaction.put(Kind::Case, "CM15-9000001", &row("first")).await.unwrap();
        if committed {
            transaction.commit().await.unwrap();
        } else {
            drop(transaction);
        }
        let case: Option<Row> = store.document(Kind::Case, "CM15-9000001").await.unwrap();
        assert_eq!(case.is_some(), committed);
        assert_eq!(store.events(STREAM).await.unwrap().len(), usize::from(committed));
    }
}

async fn a_nul_character_is_refused_on_either_engine(ground: &Ground) {
    let store = ground.store().await;
    let mut transaction = store.begin().await.unwrap();
    let refused = transaction.append(&event(Head::EMPTY, STREAM, "a\0b")).await;
    assert!(matches!(refused, Err(StoreFault::NulCharacter { table, .. }) if table == "events"));
    drop(transaction);
    assert_eq!(store.head(STREAM).await.unwrap(), Head::EMPTY);
}

async fn a_body_of_another_shape_is_named_but_never_quoted(ground: &Ground) {
    let store = ground.store().await;
    let mut transaction = store.begin().await.unwrap();
    transaction.put(Kind::ReviewerIdentity, "r-1", &"Invented Name").await.unwrap();
    transaction.commit().await.unwrap();
    let fault = store.document::<Row>(Kind::ReviewerIdentity, "r-1").await.unwrap_err();
    let sentence = fault.to_string();
    assert!(sentence.starts_with("table reviewer_identities, row r-1: the column body is not the JSON of"));
    assert!(!sentence.contains("Invented"), "{sentence}");
    ground.tamper("UPDATE reviewer_identities SET body = '{'").await;
    let fault = store.documents::<Row>(Kind::ReviewerIdentity).await.unwrap_err();
    assert!(matches!(fault, StoreFault::BadRow { .. }), "{fault}");
}
