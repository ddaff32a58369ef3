//! The cached rows: one table for each kind, the body as JSON.

use crate::fault::StoreFault;
use crate::log::bad_row;
use crate::statement::{Many, Statement, Value};
use crate::store::{Store, Transaction};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a row is about. Each kind has a table of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A review organization.
    Organization,
    /// An application for review.
    Application,
    /// A case.
    Case,
    /// An expert reviewer, by pseudonym.
    Reviewer,
    /// The name behind a pseudonym; kept apart from everything else.
    ReviewerIdentity,
}

/// What lists filter and order by, beside the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Listed<'a> {
    /// The stage, by its name.
    pub stage: &'a str,
    /// The order within a list: a number or an instant, as text that sorts.
    pub sort: &'a str,
}

/// A part of a list, in the order of [`Listed::sort`] and then of the id, as
/// the engine orders texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range<'a> {
    /// Only rows at this stage.
    pub stage: Option<&'a str>,
    /// Only rows behind this place: what a row is ordered by, and its id.
    pub after: (&'a str, &'a str),
    /// Only rows ordered before this; all where there is none.
    pub before: Option<&'a str>,
    /// How many at most.
    pub limit: u32,
}

/// A part of a list that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// The id behind which the next page begins; none on the last.
    pub next: Option<String>,
}

/// Lists are ordered by texts that begin with a day: what is behind all.
const BEHIND_ALL: &str = "9999-99-99";

/// What lists filter and order a row by, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredListing {
    /// The row.
    pub id: String,
    /// The stage, by its name.
    pub stage: String,
    /// The order within a list.
    pub sort: String,
}

/// A row that is ready to be written. It is made outside of the transaction,
/// for which others wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    listing: StoredListing,
    body: String,
}

impl Row {
    /// The row `id` of this kind.
    pub fn of<T: Serialize>(kind: Kind, id: &str, value: &T, listed: Listed<'_>) -> Result<Self, StoreFault> {
        let body = body(&kind.texts().put_listed.statement, value)?;
        let (stage, sort) = (listed.stage.to_owned(), listed.sort.to_owned());
        Ok(Self { listing: StoredListing { id: id.to_owned(), stage, sort }, body })
    }
}

struct Texts {
    ids: Statement,
    one: Statement,
    all: Statement,
    listings: Statement,
    page: Statement,
    page_at_stage: Statement,
    put: Statement,
    put_listed: Many,
    add_listed: Many,
}

macro_rules! texts {
    ($table:literal) => {
        Texts {
            ids: Statement {
                table: $table,
                doing: concat!("reading the names of all ", $table),
                text: concat!("SELECT id FROM ", $table),
            },
            one: Statement {
                table: $table,
                doing: concat!("reading from ", $table),
                text: concat!("SELECT id, body FROM ", $table, " WHERE id = $1"),
            },
            all: Statement {
                table: $table,
                doing: concat!("reading all of ", $table),
                text: concat!("SELECT id, body FROM ", $table),
            },
            listings: Statement {
                table: $table,
                doing: concat!("reading the lists of ", $table),
                text: concat!("SELECT id, stage, sort FROM ", $table),
            },
            page: Statement {
                table: $table,
                doing: concat!("listing ", $table),
                text: concat!(
                    "SELECT id, body FROM ",
                    $table,
                    " WHERE (sort, id) > ($1, $2) AND sort < $3 ORDER BY sort, id LIMIT $4"
                ),
            },
            page_at_stage: Statement {
                table: $table,
                doing: concat!("listing ", $table),
                text: concat!(
                    "SELECT id, body FROM ",
                    $table,
                    " WHERE stage = $5 AND (sort, id) > ($1, $2) AND sort < $3 ORDER BY sort, id LIMIT $4"
                ),
            },
            put: Statement {
                table: $table,
                doing: concat!("saving to ", $table),
                text: concat!(
                    "INSERT INTO ",
                    $table,
                    " (id, stage, sort, body) VALUES ($1, '', '', $2) \
                     ON CONFLICT (id) DO UPDATE SET body = excluded.body"
                ),
            },
            put_listed: Many {
                statement: Statement {
                    table: $table,
                    doing: concat!("saving to ", $table),
                    text: concat!(
                        "INSERT INTO ",
                        $table,
                        " (id, stage, sort, body) {} ON CONFLICT (id) DO UPDATE SET \
                         stage = excluded.stage, sort = excluded.sort, body = excluded.body"
                    ),
                },
                width: 4,
            },
            add_listed: Many {
                statement: Statement {
                    table: $table,
                    doing: concat!("adding to ", $table),
                    text: concat!("INSERT INTO ", $table, " (id, stage, sort, body) {}"),
                },
                width: 4,
            },
        }
    };
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Organization, Self::Application, Self::Case, Self::Reviewer, Self::ReviewerIdentity];

    fn texts(self) -> &'static Texts {
        const ORGANIZATION: &Texts = &texts!("organizations");
        const APPLICATION: &Texts = &texts!("applications");
        const CASE: &Texts = &texts!("cases");
        const REVIEWER: &Texts = &texts!("reviewers");
        const REVIEWER_IDENTITY: &Texts = &texts!("reviewer_identities");
        match self {
            Self::Organization => ORGANIZATION,
            Self::Application => APPLICATION,
            Self::Case => CASE,
            Self::Reviewer => REVIEWER,
            Self::ReviewerIdentity => REVIEWER_IDENTITY,
        }
    }
}

impl Store {
    /// The row `id`, if there is one.
    pub async fn document<T: DeserializeOwned>(&self, kind: Kind, id: &str) -> Result<Option<T>, StoreFault> {
        let statement = &kind.texts().one;
        let rows: Vec<(String, String)> = self.rows(statement, &[id.into()]).await?;
        let first = rows.first();
        first.map(|(id, body)| parse(statement, id, body)).transpose()
    }

    /// The ids of all rows of a kind, in order.
    pub async fn ids(&self, kind: Kind) -> Result<Vec<String>, StoreFault> {
        let rows: Vec<(String,)> = self.rows(&kind.texts().ids, &[]).await?;
        let mut ids: Vec<String> = rows.into_iter().map(|(id,)| id).collect();
        ids.sort_unstable();
        Ok(ids)
    }

    /// All rows of a kind, ordered by id.
    pub async fn documents<T: DeserializeOwned>(&self, kind: Kind) -> Result<Vec<(String, T)>, StoreFault> {
        let statement = &kind.texts().all;
        let mut rows: Vec<(String, String)> = self.rows(statement, &[]).await?;
        // Ordered here: the engines' own orders of texts differ.
        rows.sort_unstable();
        rows.into_iter().map(|(id, body)| parse(statement, &id, &body).map(|value| (id, value))).collect()
    }

    /// What lists filter and order by, of every row of a kind.
    pub async fn listings(&self, kind: Kind) -> Result<Vec<StoredListing>, StoreFault> {
        let rows: Vec<(String, String, String)> = self.rows(&kind.texts().listings, &[]).await?;
        let mut rows: Vec<StoredListing> =
            rows.into_iter().map(|(id, stage, sort)| StoredListing { id, stage, sort }).collect();
        rows.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        Ok(rows)
    }

    /// A part of the list of a kind. Reads no more rows than it gives, and
    /// one.
    pub async fn page<T: DeserializeOwned>(&self, kind: Kind, range: Range<'_>) -> Result<Page<T>, StoreFault> {
        let (sort, id) = range.after;
        let before = range.before.unwrap_or(BEHIND_ALL);
        let limit = usize::try_from(range.limit).unwrap_or(usize::MAX);
        let one_more = i64::from(range.limit) + 1;
        let mut values: Vec<Value<'_>> = vec![sort.into(), id.into(), before.into(), one_more.into()];
        values.extend(range.stage.map(Value::from));
        let texts = kind.texts();
        let statement = if range.stage.is_some() { &texts.page_at_stage } else { &texts.page };
        let mut rows: Vec<(String, String)> = self.rows(statement, &values).await?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|(id, _)| id.clone());
        let rows = rows.iter().map(|(id, body)| parse(statement, id, body)).collect::<Result<_, _>>()?;
        Ok(Page { rows, next })
    }
}

impl Transaction {
    /// The row `id` as this transaction sees it, if there is one.
    pub async fn document<T: DeserializeOwned>(&mut self, kind: Kind, id: &str) -> Result<Option<T>, StoreFault> {
        let statement = &kind.texts().one;
        let rows: Vec<(String, String)> = self.writing.rows(statement, &[id.into()]).await?;
        let first = rows.first();
        first.map(|(id, body)| parse(statement, id, body)).transpose()
    }

    /// Writes the row `id`, over the one that is there. What lists filter by
    /// stays as it was.
    pub async fn put<T: Serialize>(&mut self, kind: Kind, id: &str, value: &T) -> Result<(), StoreFault> {
        let statement = &kind.texts().put;
        let body = body(statement, value)?;
        self.write(statement, &[id.into(), (&body).into()]).await
    }

    /// Writes the row `id`, over the one that is there, and what lists filter
    /// and order it by.
    pub async fn put_listed<T: Serialize>(
        &mut self,
        kind: Kind,
        id: &str,
        value: &T,
        listed: Listed<'_>,
    ) -> Result<(), StoreFault> {
        self.write_rows(&kind.texts().put_listed, &[&Row::of(kind, id, value, listed)?]).await
    }

    /// Adds several rows, each of an id that there is not yet: an engine need
    /// not look for it twice.
    pub async fn add_rows(&mut self, kind: Kind, rows: &[&Row]) -> Result<(), StoreFault> {
        self.write_rows(&kind.texts().add_listed, rows).await
    }

    async fn write_rows(&mut self, many: &Many, rows: &[&Row]) -> Result<(), StoreFault> {
        let mut values: Vec<Value<'_>> = Vec::with_capacity(rows.len() * many.width);
        for row in rows {
            values.extend([&row.listing.id, &row.listing.stage, &row.listing.sort, &row.body].map(Value::from));
        }
        self.writing.execute_many(many, &values).await.map(drop)
    }

    async fn write(&mut self, statement: &Statement, values: &[Value<'_>]) -> Result<(), StoreFault> {
        self.writing.execute(statement, values).await.map(drop)
    }
}

fn body<T: Serialize>(statement: &Statement, value: &T) -> Result<String, StoreFault> {
    // Most bodies fit, and need not be moved while they grow.
    let mut body = Vec::with_capacity(8 << 10);
    let written = serde_json::to_writer(&mut body, value).map_err(|error| error.to_string());
    let body = written.and_then(|()| String::from_utf8(body).map_err(|error| error.to_string()));
    body.map_err(|why| StoreFault::Other {
        doing: statement.doing.to_owned(),
        why: format!("the value has no JSON: {why}"),
    })
}

fn parse<T: DeserializeOwned>(statement: &Statement, id: &str, body: &str) -> Result<T, StoreFault> {
    serde_json::from_str(body).map_err(|error| {
        // The error's own sentence may quote the value, which may be a name.
        let why = format!(
            "is not the JSON of {}: {:?} error at character {}",
            std::any::type_name::<T>(),
            error.classify(),
            error.column()
        );
        bad_row(statement.table, "body", id, &why)
    })
}
