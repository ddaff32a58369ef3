//! The tables as they are moved from one store to another: which there are,
//! and a row of any of them as a line of JSON.

use crate::statement::{Statement, Value};
use serde_json::{Map, Value as Json};

/// A table: its columns, the first of which are its key.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [(&'static str, Sort)],
    pub(crate) key: usize,
    pub(crate) insert: Statement,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Text,
    Number,
    Optional,
}

/// What a row holds in one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Text(String),
    Number(i64),
    Nothing,
}

macro_rules! table {
    ($name:literal, key $key:literal, [$(($column:literal, $sort:ident)),*], $values:literal) => {
        Table {
            name: $name,
            columns: &[$(($column, Sort::$sort)),*],
            key: $key,
            insert: Statement {
                table: $name,
                doing: concat!("importing ", $name),
                text: concat!("INSERT INTO ", $name, " VALUES (", $values, ")"),
            },
        }
    };
}

macro_rules! rows {
    ($name:literal) => {
        table!($name, key 1, [("id", Text), ("stage", Text), ("sort", Text), ("body", Text)], "$1, $2, $3, $4")
    };
}

/// Every table but that of the migrations and the index of filings, which is
/// made again from the histories; in the order in which they can be filled:
/// what is referred to comes first. `streams` is the first and `events` the
/// second.
pub(crate) const TABLES: [Table; 12] = [
    table!("streams", key 1, [("id", Text), ("seq", Number), ("hash", Text)], "$1, $2, $3"),
    table!(
        "events",
        key 2,
        [
            ("stream", Text), ("seq", Number), ("at", Text), ("actor_role", Text), ("actor_id", Text),
            ("reason", Text), ("fact", Text), ("previous", Text), ("hash", Text)
        ],
        "$1, $2, $3, $4, $5, $6, $7, $8, $9"
    ),
    rows!("organizations"),
    rows!("applications"),
    rows!("cases"),
    rows!("reviewers"),
    rows!("reviewer_identities"),
    table!(
        "pages",
        key 2,
        [
            ("case_id", Text), ("number", Number), ("document", Text), ("document_page", Number),
            ("text", Text), ("words", Text), ("text_hash", Text), ("trouble", Optional)
        ],
        "$1, $2, $3, $4, $5, $6, $7, $8"
    ),
    table!(
        "assignments",
        key 2,
        [("case_id", Text), ("reviewer", Text), ("since", Text), ("held", Number)],
        "$1, $2, $3, $4"
    ),
    table!(
        "readings",
        key 2,
        [
            ("document", Text), ("page", Number), ("text", Text), ("words", Text), ("text_hash", Text),
            ("trouble", Optional)
        ],
        "$1, $2, $3, $4, $5, $6"
    ),
    table!("readings_done", key 1, [("document", Text), ("pages", Number)], "$1, $2"),
    table!("counters", key 1, [("series", Text), ("last", Number)], "$1, $2"),
];

impl Table {
    /// The file of its rows within an export.
    pub(crate) fn file(&self) -> String {
        format!("{}.jsonl", self.name)
    }

    /// The names of its columns, as a query has them.
    pub(crate) fn column_names(&self) -> String {
        self.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }

    /// What a row of the engine holds.
    pub(crate) fn cells<'r, R>(&self, row: &'r R) -> Result<Vec<Cell>, sqlx::Error>
    where
        R: sqlx::Row,
        usize: sqlx::ColumnIndex<R>,
        Option<String>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
        i64: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    {
        let cell = |(index, (_, sort)): (usize, &(&str, Sort))| match sort {
            Sort::Number => row.try_get::<i64, _>(index).map(Cell::Number),
            Sort::Text | Sort::Optional => {
                row.try_get::<Option<String>, _>(index).map(|text| text.map_or(Cell::Nothing, Cell::Text))
            }
        };
        self.columns.iter().enumerate().map(cell).collect()
    }

    /// A row as an object of JSON, by the names of the columns.
    pub(crate) fn json(&self, row: Vec<Cell>) -> Json {
        let named = self.columns.iter().zip(row).map(|((name, _), cell)| {
            let value = match cell {
                Cell::Text(text) => Json::from(text),
                Cell::Number(number) => Json::from(number),
                Cell::Nothing => Json::Null,
            };
            ((*name).to_owned(), value)
        });
        Json::Object(named.collect())
    }

    /// The row that an object of JSON is; else which column is wrong.
    pub(crate) fn row(&self, mut object: Map<String, Json>) -> Result<Vec<Cell>, String> {
        let cell = |(name, sort): &(&str, Sort)| match (object.remove(*name), sort) {
            (Some(Json::String(text)), Sort::Text | Sort::Optional) => Ok(Cell::Text(text)),
            (Some(Json::Number(number)), Sort::Number) => {
                number.as_i64().map(Cell::Number).ok_or_else(|| format!("{name} is not a whole number"))
            }
            (Some(Json::Null), Sort::Optional) => Ok(Cell::Nothing),
            (None, _) => Err(format!("{name} is missing")),
            (Some(_), _) => Err(format!("{name} is of the wrong type")),
        };
        let row = self.columns.iter().map(cell).collect::<Result<Vec<_>, _>>()?;
        match object.keys().next() {
            None => Ok(row),
            Some(other) => Err(format!("{other} is not a column of {}", self.name)),
        }
    }
}

impl<'a> From<&'a Cell> for Value<'a> {
    fn from(cell: &'a Cell) -> Self {
        match cell {
            Cell::Text(text) => Self::Text(text),
            Cell::Number(number) => Self::Number(*number),
            Cell::Nothing => Self::Nothing,
        }
    }
}
