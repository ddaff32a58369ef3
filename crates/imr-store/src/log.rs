//! The chains of events, and where each stands.

use crate::fault::StoreFault;
use crate::statement::{Many, Statement, Value};
use crate::store::{Store, Transaction};
use crate::table::Cell;
use imr_core::audit::{Event, Head};
use imr_core::digest::Digest;
use imr_core::party::{Actor, Role};
use serde::Deserialize as _;
use serde::de::value::{Error as Unknown, StrDeserializer};

const BEGIN_STREAMS: Many = Many {
    statement: Statement {
        table: "streams",
        doing: "beginning a history",
        text: "INSERT INTO streams (id, seq, hash) {} ON CONFLICT (id) DO NOTHING",
    },
    width: 3,
};
const MOVE_STREAM: Statement = Statement {
    table: "streams",
    doing: "adding to a history",
    text: "UPDATE streams SET seq = $2, hash = $3 WHERE id = $1 AND seq = $4 AND hash = $5",
};
const ADD_EVENTS: Many = Many {
    statement: Statement {
        table: "events",
        doing: "adding an event",
        text: "INSERT INTO events (stream, seq, at, actor_role, actor_id, reason, fact, previous, hash) {}",
    },
    width: 9,
};
const EVENTS: Statement = Statement {
    table: "events",
    doing: "reading a history",
    text: "SELECT seq, at, actor_role, actor_id, reason, fact, previous, hash \
           FROM events WHERE stream = $1 ORDER BY seq",
};
const HEAD: Statement = Statement {
    table: "streams",
    doing: "reading where a history stands",
    text: "SELECT id, seq, hash FROM streams WHERE id = $1",
};
const HEADS: Statement = Statement {
    table: "streams",
    doing: "reading where the histories stand",
    text: "SELECT id, seq, hash FROM streams",
};
const WITHOUT_HISTORY: Statement = Statement {
    table: "events",
    doing: "looking for events without a history",
    text: "SELECT stream, COUNT(*) FROM events \
           WHERE NOT EXISTS (SELECT 1 FROM streams WHERE streams.id = events.stream) GROUP BY stream",
};

type EventRow = (i64, String, String, String, String, String, String, String);
type HeadRow = (String, i64, String);

impl Store {
    /// The events of `stream`, in order.
    pub async fn events(&self, stream: &str) -> Result<Vec<Event>, StoreFault> {
        let rows: Vec<EventRow> = self.rows(&EVENTS, &[stream.into()]).await?;
        rows.into_iter().map(|row| event(stream, row)).collect()
    }

    /// Where `stream` stands, as recorded beside its events.
    pub async fn head(&self, stream: &str) -> Result<Head, StoreFault> {
        let rows: Vec<HeadRow> = self.rows(&HEAD, &[stream.into()]).await?;
        let recorded = rows.into_iter().next().map(head).transpose()?;
        Ok(recorded.map_or(Head::EMPTY, |(_, head)| head))
    }

    /// Where every stream stands, as recorded beside the events; in the order
    /// of their names.
    pub async fn heads(&self) -> Result<Vec<(String, Head)>, StoreFault> {
        let rows: Vec<HeadRow> = self.rows(&HEADS, &[]).await?;
        let mut heads = rows.into_iter().map(head).collect::<Result<Vec<_>, _>>()?;
        // Ordered here: the engines' own orders of texts differ.
        heads.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        Ok(heads)
    }

    /// Streams that have events and no recorded head, each with how many, in
    /// the order of their names. No engine need refuse to make them
    /// (docs/decisions/0011-texts-by-their-bytes.md).
    pub async fn events_without_history(&self) -> Result<Vec<(String, usize)>, StoreFault> {
        let rows: Vec<(String, i64)> = self.rows(&WITHOUT_HISTORY, &[]).await?;
        let counted = |(stream, events)| (stream, usize::try_from(events).unwrap_or(usize::MAX));
        let mut found: Vec<(String, usize)> = rows.into_iter().map(counted).collect();
        found.sort_unstable();
        Ok(found)
    }
}

impl Transaction {
    /// Where `stream` stands, as this transaction sees it.
    pub(crate) async fn head(&mut self, stream: &str) -> Result<Head, StoreFault> {
        let rows: Vec<HeadRow> = self.writing.rows(&HEAD, &[stream.into()]).await?;
        let recorded = rows.into_iter().next().map(head).transpose()?;
        Ok(recorded.map_or(Head::EMPTY, |(_, head)| head))
    }

    /// Adds `event` and moves the recorded head of its stream. Refused with
    /// [`StoreFault::Conflict`] when the stream does not stand where the event
    /// says: somebody else has written meanwhile.
    pub async fn append(&mut self, event: &Event) -> Result<(), StoreFault> {
        self.append_all(std::slice::from_ref(event)).await
    }

    /// Adds several events of one stream, each of which follows the one before
    /// it.
    pub async fn append_all(&mut self, events: &[Event]) -> Result<(), StoreFault> {
        let (Some(first), Some(last)) = (events.first(), events.last()) else { return Ok(()) };
        if first.seq == 1 && first.previous == Digest::ZERO {
            return self.begin_histories(&[events]).await;
        }
        let stream = &first.stream;
        let (from, to) = places(events)?;
        let (hash, previous) = (last.hash.to_string(), first.previous.to_string());
        let values = [stream.into(), to.into(), (&hash).into(), (from - 1).into(), (&previous).into()];
        if self.writing.execute(&MOVE_STREAM, &values).await? != 1 {
            return Err(conflict(first));
        }
        self.add_events(events.iter().map(Row::of).collect()).await
    }

    /// Begins several histories, each with the events of one stream. Refused
    /// when one of them has begun already.
    pub async fn begin_histories(&mut self, histories: &[&[Event]]) -> Result<(), StoreFault> {
        let mut heads: Vec<(&str, i64, String)> = Vec::with_capacity(histories.len());
        for events in histories {
            let (Some(first), Some(last)) = (events.first(), events.last()) else { continue };
            let (from, to) = places(events)?;
            if from != 1 || first.previous != Digest::ZERO {
                return Err(conflict(first));
            }
            heads.push((&first.stream, to, last.hash.to_string()));
        }
        let rows = heads.iter().flat_map(|(stream, seq, hash)| [(*stream).into(), (*seq).into(), hash.into()]);
        let begun = self.writing.execute_many(&BEGIN_STREAMS, &rows.collect::<Vec<Value<'_>>>()).await?;
        if let Some(first) = histories.iter().find_map(|events| events.first())
            && begun != heads.len() as u64
        {
            return Err(conflict(first));
        }
        self.add_events(histories.iter().copied().flatten().map(Row::of).collect()).await
    }

    async fn add_events(&mut self, rows: Vec<Row<'_>>) -> Result<(), StoreFault> {
        let values: Vec<Value<'_>> = rows.iter().flat_map(Row::values).collect();
        self.writing.execute_many(&ADD_EVENTS, &values).await.map(drop)
    }
}

/// The row that an event is.
struct Row<'e> {
    event: &'e Event,
    at: String,
    role: String,
    previous: String,
    hash: String,
}

impl<'e> Row<'e> {
    fn of(event: &'e Event) -> Self {
        Self {
            event,
            at: event.at.to_string(),
            role: role_name(event.actor.role),
            previous: event.previous.to_string(),
            hash: event.hash.to_string(),
        }
    }

    fn values(&self) -> [Value<'_>; 9] {
        let event = self.event;
        [
            (&event.stream).into(),
            // `places` has seen that it is a number of the database.
            i64::try_from(event.seq).unwrap_or(i64::MAX).into(),
            (&self.at).into(),
            (&self.role).into(),
            (&event.actor.id).into(),
            (&event.reason).into(),
            (&event.fact).into(),
            (&self.previous).into(),
            (&self.hash).into(),
        ]
    }
}

/// The first and the last place of events that follow each other in a history.
fn places(events: &[Event]) -> Result<(i64, i64), StoreFault> {
    let follows = |two: &[Event]| {
        two[1].stream == two[0].stream && two[1].previous == two[0].hash && two[1].seq == two[0].seq + 1
    };
    let (Some(first), Some(last)) = (events.first(), events.last()) else { return Ok((0, 0)) };
    match (i64::try_from(first.seq), i64::try_from(last.seq)) {
        (Ok(from), Ok(to)) if events.windows(2).all(follows) => Ok((from, to)),
        _ => Err(conflict(first)),
    }
}

fn conflict(event: &Event) -> StoreFault {
    StoreFault::Conflict { stream: event.stream.clone() }
}

/// The role as its JSON string has it, without the quotation marks.
fn role_name(role: Role) -> String {
    let json = serde_json::to_string(&role).unwrap_or_default();
    json.trim_matches('"').to_owned()
}

fn role(name: &str) -> Result<Role, Unknown> {
    Role::deserialize(StrDeserializer::new(name))
}

fn event(stream: &str, row: EventRow) -> Result<Event, StoreFault> {
    let (seq, at, actor_role, actor_id, reason, fact, previous, hash) = row;
    let id = format!("{stream} {seq}");
    let bad = |column: &str, why: &str| bad_row("events", column, &id, why);
    Ok(Event {
        stream: stream.to_owned(),
        seq: u64::try_from(seq).map_err(|_| bad("seq", "is negative"))?,
        at: at.parse().map_err(|_| bad("at", "is not an instant"))?,
        actor: Actor {
            role: role(&actor_role).map_err(|_| bad("actor_role", "is not a known role"))?,
            id: actor_id,
        },
        reason,
        fact,
        previous: Digest::parse(&previous).map_err(|_| bad("previous", NOT_A_DIGEST))?,
        hash: Digest::parse(&hash).map_err(|_| bad("hash", NOT_A_DIGEST))?,
    })
}

fn head((stream, seq, hash): HeadRow) -> Result<(String, Head), StoreFault> {
    let bad = |column: &str, why: &str| bad_row("streams", column, &stream, why);
    let seq = u64::try_from(seq).map_err(|_| bad("seq", "is negative"))?;
    let hash = Digest::parse(&hash).map_err(|_| bad("hash", NOT_A_DIGEST))?;
    Ok((stream, Head { seq, hash }))
}

/// The head that a row of `streams` records.
pub(crate) fn head_of(row: &[Cell]) -> Result<(String, Head), StoreFault> {
    match row {
        [Cell::Text(stream), Cell::Number(seq), Cell::Text(hash)] => head((stream.clone(), *seq, hash.clone())),
        _ => Err(bad_row("streams", "id", "", "is missing")),
    }
}

/// The event that a row of `events` holds.
pub(crate) fn event_of(row: &[Cell]) -> Result<Event, StoreFault> {
    let [Cell::Text(stream), Cell::Number(seq), texts @ ..] = row else {
        return Err(bad_row("events", "stream", "", "is missing"));
    };
    let text = |index: usize| match texts.get(index) {
        Some(Cell::Text(text)) => text.clone(),
        _ => String::new(),
    };
    event(stream, (*seq, text(0), text(1), text(2), text(3), text(4), text(5), text(6)))
}

pub(crate) const NOT_A_DIGEST: &str = "is not a SHA-256 digest";

pub(crate) fn bad_row(table: &str, column: &str, id: &str, why: &str) -> StoreFault {
    StoreFault::BadRow {
        table: table.to_owned(),
        column: column.to_owned(),
        id: id.to_owned(),
        why: why.to_owned(),
    }
}
