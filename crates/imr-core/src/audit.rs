//! The log that proves itself: every change is an event, and every event
//! carries the hash of the one before it.
//!
//! Each application and each case has a chain of its own, so that two cases
//! never wait for each other. A chain alone can be recomputed by somebody who
//! rewrites all of it; the [`root`] over all chains is printed to be kept
//! elsewhere, and shows that too.

use crate::digest::{Digest, Running};
use crate::party::Actor;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Whose history it belongs to: `application/ID` or `case/NUMBER`.
    pub stream: String,
    /// Place in that history, from 1.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// Why, in a sentence.
    pub reason: String,
    /// What, as the JSON text of a fact of the stream's aggregate. Kept as
    /// text because the hash is over exactly these bytes.
    pub fact: String,
    /// Hash of the event before; [`Digest::ZERO`] for the first.
    pub previous: Digest,
    /// Hash of all of the above.
    pub hash: Digest,
}

/// Where a chain stands: how many events, and the hash of the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Number of events so far.
    pub seq: u64,
    /// Hash of the last; [`Digest::ZERO`] when there is none.
    pub hash: Digest,
}

impl Head {
    /// The head of an empty chain.
    pub const EMPTY: Self = Self { seq: 0, hash: Digest::ZERO };
}

impl Event {
    /// The event that follows `head` in `stream`.
    #[must_use]
    pub fn after(head: Head, stream: &str, at: Timestamp, actor: Actor, reason: &str, fact: String) -> Self {
        let mut event = Self {
            stream: stream.to_owned(),
            seq: head.seq + 1,
            at,
            actor,
            reason: reason.to_owned(),
            fact,
            previous: head.hash,
            hash: Digest::ZERO,
        };
        event.hash = event.expected_hash();
        event
    }

    /// Where the chain stands after this event.
    #[must_use]
    pub fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash }
    }

    /// The hash this event should carry, from its own content.
    #[must_use]
    pub fn expected_hash(&self) -> Digest {
        let role = serde_json::to_string(&self.actor.role).unwrap_or_default();
        Digest::of_parts(&[
            self.stream.as_bytes(),
            &self.seq.to_be_bytes(),
            self.at.to_string().as_bytes(),
            role.as_bytes(),
            self.actor.id.as_bytes(),
            self.reason.as_bytes(),
            self.fact.as_bytes(),
            self.previous.to_string().as_bytes(),
        ])
    }
}

/// The first thing found wrong in a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{stream}, event {seq}: {what}")]
pub struct Break {
    /// The chain.
    pub stream: String,
    /// The event at which it no longer holds.
    pub seq: u64,
    /// What is wrong, in a sentence.
    pub what: String,
}

/// Checks one chain from its first event; gives its head. Place and hash prove
/// the order. The instant is what the clock said, and the hash proves that it
/// said so; a clock that was put back is no break.
pub fn verify_chain(stream: &str, events: &[Event]) -> Result<Head, Break> {
    let mut head = Head::EMPTY;
    for event in events {
        let broken = |what: &str| Break { stream: stream.to_owned(), seq: event.seq, what: what.to_owned() };
        if event.stream != stream {
            return Err(broken("it belongs to another history"));
        }
        if event.seq != head.seq + 1 {
            return Err(Break {
                stream: stream.to_owned(),
                seq: head.seq + 1,
                what: format!("it is missing; event {} stands in its place", event.seq),
            });
        }
        if event.hash != event.expected_hash() {
            return Err(broken("its content does not agree with its hash: it was changed after it was written"));
        }
        if event.previous != head.hash {
            return Err(broken("it does not follow the event before it: one was changed, inserted or taken out"));
        }
        head = event.head();
    }
    Ok(head)
}

/// One digest over the heads of all chains, in the order of their names. Kept
/// outside the system, it shows a cut tail and a recomputed chain.
#[must_use]
pub fn root(heads: &[(String, Head)]) -> Digest {
    let mut heads: Vec<&(String, Head)> = heads.iter().collect();
    heads.sort_unstable_by_key(|(stream, _)| stream);
    let mut root = Root::default();
    heads.into_iter().for_each(|(stream, head)| root.add(stream, *head));
    root.digest()
}

/// The same digest, taken over heads that come one by one.
#[derive(Debug, Clone, Default)]
pub struct Root {
    taken: Running,
    begun: bool,
}

impl Root {
    /// Takes in the next head; they must come in the order of their names.
    pub fn add(&mut self, stream: &str, head: Head) {
        if std::mem::replace(&mut self.begun, true) {
            self.taken.add(b"\n");
        }
        self.taken.add(format!("{stream} {} {}", head.seq, head.hash).as_bytes());
    }

    /// The root.
    #[must_use]
    pub fn digest(self) -> Digest {
        self.taken.digest()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::party::Role;

    fn chain() -> Vec<Event> {
        let mut head = Head::EMPTY;
        (0..4)
            .map(|n| {
                let event = Event::after(
                    head,
                    "case/CM15-9000001",
                    "2015-03-02T17:00:00Z".parse().expect("an instant"),
                    Actor::new(Role::Intake, "intake-1"),
                    "for the test",
                    format!("{{\"n\":{n}}}"),
                );
                head = event.head();
                event
            })
            .collect()
    }

    fn first_break(change: impl FnOnce(&mut Vec<Event>)) -> u64 {
        let mut events = chain();
        change(&mut events);
        verify_chain("case/CM15-9000001", &events).expect_err("the change is found").seq
    }

    #[test]
    fn an_untouched_chain_holds() {
        let events = chain();
        let head = verify_chain("case/CM15-9000001", &events).expect("it holds");
        assert_eq!(head, events[3].head());
    }

    #[test]
    fn a_clock_that_was_put_back_does_not_break_a_chain() {
        let mut events = chain();
        let next = Event::after(
            events[3].head(),
            "case/CM15-9000001",
            "2015-03-02T16:00:00Z".parse().expect("an instant"),
            Actor::new(Role::Intake, "intake-1"),
            "an hour earlier by the clock",
            "{}".to_owned(),
        );
        events.push(next);
        let head = verify_chain("case/CM15-9000001", &events).expect("it holds");
        assert_eq!(head, events[4].head());
    }

    #[test]
    fn a_changed_removed_inserted_or_reordered_event_is_named() {
        assert_eq!(first_break(|e| e[1].fact = "{\"n\":9}".into()), 2);
        assert_eq!(first_break(|e| e[2].reason.push('!')), 3);
        assert_eq!(first_break(|e| drop(e.remove(1))), 2);
        assert_eq!(first_break(|e| e.swap(1, 2)), 2);
        assert_eq!(first_break(|e| e.insert(2, e[1].clone())), 3);
        assert_eq!(
            first_break(|e| {
                e[1].fact = "{\"n\":9}".into();
                e[1].hash = e[1].expected_hash();
            }),
            3
        );
    }

    #[test]
    fn a_cut_tail_shows_against_a_kept_root() {
        let events = chain();
        let head = |upto: usize| verify_chain("case/CM15-9000001", &events[..upto]).expect("it holds");
        let named = |head| vec![("case/CM15-9000001".to_owned(), head)];
        assert_ne!(root(&named(head(4))), root(&named(head(3))));
    }
}
