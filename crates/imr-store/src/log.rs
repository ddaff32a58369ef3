//! The chains of events, and where each stands.

use crate::fault::StoreFault;
use crate::statement::Statement;
use crate::store::{Store, Transaction};
use crate::table::Cell;
use imr_core::audit::{Event, Head};
use imr_core::digest::Digest;
use imr_core::party::{Actor, Role};
use serde::Deserialize as _;
use serde::de::value::{Error as Unknown, StrDeserializer};

const BEGIN_STREAM: Statement = Statement {
    table: "streams",
    doing: "beginning a history",
    text: "INSERT INTO streams (id, seq, hash) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING",
};
const MOVE_STREAM: Statement = Statement {
    table: "streams",
    doing: "adding to a history",
    text: "UPDATE streams SET seq = $2, hash = $3 WHERE id = $1 AND seq = $4 AND hash = $5",
};
const ADD_EVENT: Statement = Statement {
    table: "events",
    doing: "adding an event",
    text: "INSERT INTO events \
           (stream, seq, at, actor_role, actor_id, reason, fact, previous, hash) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
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

type EventRow = (i64, String, String, String, String, String, String, String);
type HeadRow = (String, i64, String);

impl Store {
    /// The events of `stream`, in order.
    pub async fn events(&self, stream: &str) -> Result<Vec<Event>, StoreFault> {
        let rows: Vec<EventRow> = self.engine.rows(&EVENTS, &[stream.into()]).await?;
        rows.into_iter().map(|row| event(stream, row)).collect()
    }

    /// Where `stream` stands, as recorded beside its events.
    pub async fn head(&self, stream: &str) -> Result<Head, StoreFault> {
        let rows: Vec<HeadRow> = self.engine.rows(&HEAD, &[stream.into()]).await?;
        let recorded = rows.into_iter().next().map(head).transpose()?;
        Ok(recorded.map_or(Head::EMPTY, |(_, head)| head))
    }

    /// Where every stream stands, as recorded beside the events; in the order
    /// of their names.
    pub async fn heads(&self) -> Result<Vec<(String, Head)>, StoreFault> {
        let rows: Vec<HeadRow> = self.engine.rows(&HEADS, &[]).await?;
        let mut heads = rows.into_iter().map(head).collect::<Result<Vec<_>, _>>()?;
        // Ordered here: the engines' own orders of texts differ.
        heads.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        Ok(heads)
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
        let conflict = || StoreFault::Conflict { stream: event.stream.clone() };
        let seq = i64::try_from(event.seq).map_err(|_| conflict())?;
        let stream = &event.stream;
        let (hash, previous) = (event.hash.to_string(), event.previous.to_string());
        let moved = if seq == 1 && event.previous == Digest::ZERO {
            let values = [stream.into(), seq.into(), (&hash).into()];
            self.writing.execute(&BEGIN_STREAM, &values).await?
        } else {
            let (to, from) = (seq.into(), (seq - 1).into());
            let values = [stream.into(), to, (&hash).into(), from, (&previous).into()];
            self.writing.execute(&MOVE_STREAM, &values).await?
        };
        if moved != 1 {
            return Err(conflict());
        }
        let (at, role) = (event.at.to_string(), role_name(event.actor.role));
        let values = [
            stream.into(),
            seq.into(),
            (&at).into(),
            (&role).into(),
            (&event.actor.id).into(),
            (&event.reason).into(),
            (&event.fact).into(),
            (&previous).into(),
            (&hash).into(),
        ];
        self.writing.execute(&ADD_EVENT, &values).await.map(drop)
    }
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
