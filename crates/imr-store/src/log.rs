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
/// Adding one event, two and three: what a filing adds goes in together.
const ADD_EVENTS: [Statement; 3] = [
    added(
        "INSERT INTO events \
         (stream, seq, at, actor_role, actor_id, reason, fact, previous, hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    ),
    added(
        "INSERT INTO events \
         (stream, seq, at, actor_role, actor_id, reason, fact, previous, hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9), \
         ($10, $11, $12, $13, $14, $15, $16, $17, $18)",
    ),
    added(
        "INSERT INTO events \
         (stream, seq, at, actor_role, actor_id, reason, fact, previous, hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9), \
         ($10, $11, $12, $13, $14, $15, $16, $17, $18), \
         ($19, $20, $21, $22, $23, $24, $25, $26, $27)",
    ),
];

const fn added(text: &'static str) -> Statement {
    Statement { table: "events", doing: "adding an event", text }
}
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
        let conflict = || StoreFault::Conflict { stream: first.stream.clone() };
        let follows = |two: &[Event]| two[1].previous == two[0].hash && two[1].seq == two[0].seq + 1;
        let (from, to) = match (i64::try_from(first.seq), i64::try_from(last.seq)) {
            (Ok(from), Ok(to)) if events.windows(2).all(follows) => (from, to),
            _ => return Err(conflict()),
        };
        let stream = &first.stream;
        let (hash, previous) = (last.hash.to_string(), first.previous.to_string());
        let moved = if from == 1 && first.previous == Digest::ZERO {
            let values = [stream.into(), to.into(), (&hash).into()];
            self.writing.execute(&BEGIN_STREAM, &values).await?
        } else {
            let values = [stream.into(), to.into(), (&hash).into(), (from - 1).into(), (&previous).into()];
            self.writing.execute(&MOVE_STREAM, &values).await?
        };
        if moved != 1 {
            return Err(conflict());
        }
        let rows: Vec<Vec<Cell>> = events.iter().map(cells).collect();
        for together in rows.chunks(ADD_EVENTS.len()) {
            let values: Vec<_> = together.iter().flatten().map(Into::into).collect();
            self.writing.execute(&ADD_EVENTS[together.len() - 1], &values).await?;
        }
        Ok(())
    }
}

/// The row that an event is.
fn cells(event: &Event) -> Vec<Cell> {
    vec![
        Cell::Text(event.stream.clone()),
        // `append_all` has seen that it is a number of the database.
        Cell::Number(i64::try_from(event.seq).unwrap_or(i64::MAX)),
        Cell::Text(event.at.to_string()),
        Cell::Text(role_name(event.actor.role)),
        Cell::Text(event.actor.id.clone()),
        Cell::Text(event.reason.clone()),
        Cell::Text(event.fact.clone()),
        Cell::Text(event.previous.to_string()),
        Cell::Text(event.hash.to_string()),
    ]
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
