//! The cached rows: one table for each kind, the body as JSON.

use crate::fault::StoreFault;
use crate::log::bad_row;
use crate::statement::{Statement, Value};
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

/// A part of a list, in the order of [`Listed::sort`].
#[derive(Debug, Clone, Copy)]
pub struct Range<'a> {
    /// Only rows at this stage.
    pub stage: Option<&'a str>,
    /// Only rows behind this place.
    pub after: &'a str,
    /// Only rows before this place.
    pub before: &'a str,
    /// How many at most; one more is read, so that it shows whether there
    /// are more.
    pub limit: u32,
}

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

/// A row of a list, with what the next page begins after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<T> {
    /// Its id.
    pub id: String,
    /// What it is ordered by.
    pub sort: String,
    /// The row.
    pub value: T,
}

struct Texts {
    ids: Statement,
    one: Statement,
    all: Statement,
    listings: Statement,
    range: Statement,
    range_at_stage: Statement,
    at_stage: Statement,
    page: Statement,
    page_at_stage: Statement,
    put: Statement,
    put_listed: Statement,
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
            range: Statement {
                table: $table,
                doing: concat!("listing ", $table),
                text: concat!(
                    "SELECT id, body FROM ",
                    $table,
                    " WHERE sort > $1 AND sort < $2 ORDER BY sort LIMIT $3"
                ),
            },
            range_at_stage: Statement {
                table: $table,
                doing: concat!("listing ", $table),
                text: concat!(
                    "SELECT id, body FROM ",
                    $table,
                    " WHERE sort > $1 AND sort < $2 AND stage = $4 ORDER BY sort LIMIT $3"
                ),
            },
            at_stage: Statement {
                table: $table,
                doing: concat!("listing ", $table),
                text: concat!("SELECT id, body, sort FROM ", $table, " WHERE stage = $1"),
            },
            page: Statement {
                table: $table,
                doing: concat!("listing ", $table),
                text: concat!(
                    "SELECT id, body, sort FROM ",
                    $table,
                    " WHERE (sort, id) > ($1, $2) ORDER BY sort, id LIMIT $3"
                ),
            },
            page_at_stage: Statement {
                table: $table,
                doing: concat!("listing ", $table),
                text: concat!(
                    "SELECT id, body, sort FROM ",
                    $table,
                    " WHERE stage = $4 AND (sort, id) > ($1, $2) ORDER BY sort, id LIMIT $3"
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
            put_listed: Statement {
                table: $table,
                doing: concat!("saving to ", $table),
                text: concat!(
                    "INSERT INTO ",
                    $table,
                    " (id, stage, sort, body) VALUES ($1, $2, $3, $4) \
                     ON CONFLICT (id) DO UPDATE SET \
                     stage = excluded.stage, sort = excluded.sort, body = excluded.body"
                ),
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

    /// A part of the list of a kind, in the order of [`Listed::sort`], which
    /// is then to be unique. Up to one row more than the limit.
    pub async fn documents_in<T: DeserializeOwned>(
        &self,
        kind: Kind,
        range: Range<'_>,
    ) -> Result<Vec<T>, StoreFault> {
        let limit = i64::from(range.limit) + 1;
        let mut values = vec![range.after.into(), range.before.into(), limit.into()];
        let statement = match range.stage {
            Some(stage) => {
                values.push(stage.into());
                &kind.texts().range_at_stage
            }
            None => &kind.texts().range,
        };
        let rows: Vec<(String, String)> = self.rows(statement, &values).await?;
        rows.iter().map(|(id, body)| parse(statement, id, body)).collect()
    }

    /// What lists filter and order by, of every row of a kind.
    pub async fn listings(&self, kind: Kind) -> Result<Vec<StoredListing>, StoreFault> {
        let rows: Vec<(String, String, String)> = self.rows(&kind.texts().listings, &[]).await?;
        let mut rows: Vec<StoredListing> =
            rows.into_iter().map(|(id, stage, sort)| StoredListing { id, stage, sort }).collect();
        rows.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        Ok(rows)
    }

    /// The rows of a kind at one stage, in the order of [`Listed::sort`] and
    /// then of the id.
    pub async fn documents_at<T: DeserializeOwned>(
        &self,
        kind: Kind,
        stage: &str,
    ) -> Result<Vec<(String, T)>, StoreFault> {
        let statement = &kind.texts().at_stage;
        let mut rows: Vec<(String, String, String)> = self.rows(statement, &[stage.into()]).await?;
        rows.sort_unstable_by(|(a, _, x), (b, _, y)| (x, a).cmp(&(y, b)));
        rows.into_iter().map(|(id, body, _)| parse(statement, &id, &body).map(|value| (id, value))).collect()
    }
}

impl Store {
    /// The rows of a kind that follow `after` (its sort and its id), at most
    /// `limit` of them: of one stage or of all, in the order of
    /// [`Listed::sort`] and then of the id, as the engine orders texts.
    pub async fn page<T: DeserializeOwned>(
        &self,
        kind: Kind,
        stage: Option<&str>,
        after: Option<(&str, &str)>,
        limit: u32,
    ) -> Result<Vec<Row<T>>, StoreFault> {
        let (sort, id) = after.unwrap_or_default();
        let mut values: Vec<Value<'_>> = vec![sort.into(), id.into(), i64::from(limit).into()];
        values.extend(stage.map(Value::from));
        let texts = kind.texts();
        let statement = if stage.is_some() { &texts.page_at_stage } else { &texts.page };
        let rows: Vec<(String, String, String)> = self.rows(statement, &values).await?;
        rows.into_iter()
            .map(|(id, body, sort)| parse(statement, &id, &body).map(|value| Row { id, sort, value }))
            .collect()
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
        let statement = &kind.texts().put_listed;
        let body = body(statement, value)?;
        let (stage, sort) = (listed.stage.into(), listed.sort.into());
        self.write(statement, &[id.into(), stage, sort, (&body).into()]).await
    }

    async fn write(&mut self, statement: &Statement, values: &[Value<'_>]) -> Result<(), StoreFault> {
        self.writing.execute(statement, values).await.map(drop)
    }
}

fn body<T: Serialize>(statement: &Statement, value: &T) -> Result<String, StoreFault> {
    serde_json::to_string(value).map_err(|error| StoreFault::Other {
        doing: statement.doing.to_owned(),
        why: format!("the value has no JSON: {error}"),
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
