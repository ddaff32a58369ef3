//! Numbers without gaps.

use crate::ground::{Ground, on_every_ground};

on_every_ground!(a_number_not_committed_is_given_again, many_who_ask_at_once_get_every_number_once,);

async fn a_number_not_committed_is_given_again(ground: &Ground) {
    let store = ground.store().await;
    for (expected, committed) in [(100, false), (100, true), (101, false), (101, true)] {
        let mut transaction = store.begin().await.unwrap();
        let number = transaction.next_number("cases of 2015", 100).await.unwrap();
        assert_eq!(number, expected);
        assert_eq!(transaction.next_number("invoices", 1).await.unwrap(), expected - 99);
        if committed {
            transaction.commit().await.unwrap();
        }
    }
    let mut transaction = store.begin().await.unwrap();
    assert_eq!(transaction.next_number("cases of 2016", 1).await.unwrap(), 1);
    assert_eq!(transaction.next_number("cases of 2016", 1).await.unwrap(), 2);
}

async fn many_who_ask_at_once_get_every_number_once(ground: &Ground) {
    let store = ground.store().await;
    let ask = async |number: usize| {
        let mut transaction = store.begin().await.unwrap();
        let given = transaction.next_number("series", 1).await.unwrap();
        // Every third gives its number back.
        if number.is_multiple_of(3) {
            return None;
        }
        transaction.commit().await.unwrap();
        Some(given)
    };
    let given = futures_util::future::join_all((0..30).map(ask)).await;
    let mut given: Vec<i64> = given.into_iter().flatten().collect();
    given.sort_unstable();
    assert!(given.into_iter().eq(1..=20));
}
