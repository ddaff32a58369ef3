//! Histories are appended to, by one writer at a time, and read back as they
//! were written.

use crate::ground::{Ground, STREAM, add, event, on_every_ground, on_lasting_ground};
use imr_core::audit::{Head, root, verify_chain};
use imr_store::StoreFault;

on_every_ground!(
    events_come_back_in_order_and_the_chain_holds,
    the_recorded_heads_are_those_of_the_events,
    an_event_that_does_not_follow_the_last_one_is_a_conflict,
    of_two_who_write_at_the_same_time_one_is_told,
    what_is_not_committed_leaves_nothing,
);
on_lasting_ground!(a_row_that_does_not_parse_is_named, a_cut_tail_shows, events_whose_history_is_gone_are_named,);

async fn events_come_back_in_order_and_the_chain_holds(ground: &Ground) {
    let store = ground.store().await;
    let mut written = Vec::new();
    for number in 0..12 {
        written.push(add(&store, STREAM, &format!("step {number}: \u{e9}, '\";--")).await.unwrap());
        add(&store, "application/1", "between").await.unwrap();
    }
    let read = store.events(STREAM).await.unwrap();
    assert_eq!(read, written);
    assert_eq!(verify_chain(STREAM, &read).unwrap(), written[11].head());
    assert_eq!(store.events("case/of nobody").await.unwrap(), []);
}

async fn the_recorded_heads_are_those_of_the_events(ground: &Ground) {
    let store = ground.store().await;
    assert_eq!(store.heads().await.unwrap(), []);
    assert_eq!(store.head(STREAM).await.unwrap(), Head::EMPTY);
    // Written in another order, and one that languages sort in another way.
    for stream in ["case/b", "case/B", "application/2", "case/a"] {
        add(&store, stream, "first").await.unwrap();
    }
    let last = add(&store, "case/a", "second").await.unwrap();
    assert_eq!(store.head("case/a").await.unwrap(), last.head());
    let heads = store.heads().await.unwrap();
    let names: Vec<_> = heads.iter().map(|(stream, _)| stream.as_str()).collect();
    assert_eq!(names, ["application/2", "case/B", "case/a", "case/b"]);
    for (stream, head) in &heads {
        let events = store.events(stream).await.unwrap();
        assert_eq!(verify_chain(stream, &events).unwrap(), *head);
    }
}

async fn an_event_that_does_not_follow_the_last_one_is_a_conflict(ground: &Ground) {
    let store = ground.store().await;
    let first = add(&store, STREAM, "first").await.unwrap();
    let second = add(&store, STREAM, "second").await.unwrap();
    let mut other = event(Head::EMPTY, STREAM, "another first");
    let again = event(first.head(), STREAM, "another second");
    let early = event(event(second.head(), STREAM, "never written").head(), STREAM, "fourth");
    other.seq = 0;
    let zeroth = other.clone();
    other.seq = 1;
    other.previous = first.hash;
    for wrong in [&first, &second, &again, &early, &zeroth, &other] {
        let mut transaction = store.begin().await.unwrap();
        let refused = transaction.append(wrong).await.unwrap_err();
        let stream = STREAM.to_owned();
        assert_eq!(refused, StoreFault::Conflict { stream });
    }
    let mut transaction = store.begin().await.unwrap();
    let unborn = event(first.head(), "case/new", "a second without a first");
    assert!(transaction.append(&unborn).await.is_err());
    drop(transaction);
    assert_eq!(store.events(STREAM).await.unwrap(), [first, second]);
    assert_eq!(store.heads().await.unwrap().len(), 1);
}

async fn of_two_who_write_at_the_same_time_one_is_told(ground: &Ground) {
    let store = ground.store().await;
    for expected in 1..=2 {
        let head = store.head(STREAM).await.unwrap();
        let write = async |reason: &str| {
            let mut transaction = store.begin().await?;
            transaction.append(&event(head, STREAM, reason)).await?;
            transaction.commit().await
        };
        let (one, two) = futures_util::join!(write("one"), write("two"));
        let conflict = StoreFault::Conflict { stream: STREAM.to_owned() };
        assert_eq!([&one, &two].iter().filter(|done| done.is_ok()).count(), 1);
        assert_eq!(one.and(two), Err(conflict));
        assert_eq!(store.events(STREAM).await.unwrap().len(), expected);
    }
}

async fn what_is_not_committed_leaves_nothing(ground: &Ground) {
    let store = ground.store().await;
    let kept = add(&store, STREAM, "kept").await.unwrap();
    let before = root(&store.heads().await.unwrap());
    let mut transaction = store.begin().await.unwrap();
    let dropped = event(kept.head(), STREAM, "dropped");
    transaction.append(&dropped).await.unwrap();
    transaction.append(&event(Head::EMPTY, "case/new", "dropped")).await.unwrap();
    drop(transaction);
    assert_eq!(store.events(STREAM).await.unwrap(), [kept]);
    assert_eq!(root(&store.heads().await.unwrap()), before);
    // Its place is free again.
    assert_eq!(add(&store, STREAM, "another").await.unwrap().seq, 2);
}

async fn a_row_that_does_not_parse_is_named(ground: &Ground) {
    let store = ground.store().await;
    add(&store, STREAM, "first").await.unwrap();
    add(&store, STREAM, "second").await.unwrap();
    let columns = [
        ("at", "UPDATE events SET at = 'yesterday' WHERE seq = 2"),
        ("actor_role", "UPDATE events SET at = '2015-03-02T17:00:00Z', actor_role = 'king' WHERE seq = 2"),
        ("previous", "UPDATE events SET actor_role = 'intake', previous = 'none' WHERE seq = 2"),
    ];
    for (expected, tamper) in columns {
        ground.tamper(tamper).await;
        let fault = store.events(STREAM).await.unwrap_err();
        let StoreFault::BadRow { table, column, id, .. } = &fault else { panic!("{fault}") };
        assert_eq!([table, column, id], ["events", expected, "case/CM15-9000001 2"]);
    }
}

async fn a_cut_tail_shows(ground: &Ground) {
    let store = ground.store().await;
    let first = add(&store, STREAM, "first").await.unwrap();
    add(&store, STREAM, "second").await.unwrap();
    ground.tamper("DELETE FROM events WHERE seq = 2").await;
    let events = store.events(STREAM).await.unwrap();
    assert_eq!(verify_chain(STREAM, &events).unwrap(), first.head());
    assert_ne!(store.head(STREAM).await.unwrap(), first.head());
}

async fn events_whose_history_is_gone_are_named(ground: &Ground) {
    let store = ground.store().await;
    for stream in [STREAM, "application/1", "case/b", "case/B"] {
        add(&store, stream, "first").await.unwrap();
    }
    add(&store, STREAM, "second").await.unwrap();
    assert_eq!(store.events_without_history().await.unwrap(), []);
    ground.tamper("DELETE FROM streams WHERE id IN ('case/CM15-9000001', 'case/b', 'case/B')").await;
    let found = [("case/B".to_owned(), 1), (STREAM.to_owned(), 2), ("case/b".to_owned(), 1)];
    assert_eq!(store.events_without_history().await.unwrap(), found);
    // What is left holds, and so would a root over it.
    assert_eq!(store.heads().await.unwrap().len(), 1);
}
