//! A SQL text and what its placeholders stand for: the same for both engines.

use crate::fault::StoreFault;
use sqlx::{Column as _, Database, Encode, FromRow, SqlStr, Type};

/// One SQL text, and how to speak of it when it fails.
pub(crate) struct Statement {
    /// The table it is about.
    pub(crate) table: &'static str,
    /// What it does, to follow "while": "adding an event".
    pub(crate) doing: &'static str,
    /// The SQL, with `$1` placeholders.
    pub(crate) text: &'static str,
}

/// A SQL text about as many rows of values as there are.
pub(crate) struct Many {
    /// With `{}` in the place of a query that gives the rows.
    pub(crate) statement: Statement,
    /// How many values a row has.
    pub(crate) width: usize,
}

impl Statement {
    /// PostgreSQL has no NUL in a text, so SQLite gets none either.
    pub(crate) fn refuse_nul(&self, values: &[Value<'_>]) -> Result<(), StoreFault> {
        let nul = |value: &Value<'_>| matches!(value, Value::Text(text) if text.contains('\0'));
        if values.iter().any(nul) {
            return Err(StoreFault::NulCharacter { table: self.table.to_owned(), doing: self.doing.to_owned() });
        }
        Ok(())
    }
}

/// What a placeholder stands for.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    Text(&'a str),
    Number(i64),
    Nothing,
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Nothing, Self::Text)
    }
}

/// A query with what its placeholders stand for.
pub(crate) fn bound<DB: Database>(
    text: SqlStr,
    values: &[Value<'_>],
) -> sqlx::query::Query<'static, DB, DB::Arguments>
where
    for<'v> &'v str: Encode<'v, DB> + Type<DB>,
    for<'v> Option<&'v str>: Encode<'v, DB> + Type<DB>,
    for<'v> i64: Encode<'v, DB> + Type<DB>,
{
    values.iter().fold(sqlx::query(text), |query, value| match *value {
        Value::Text(text) => query.bind(text),
        Value::Number(number) => query.bind(number),
        Value::Nothing => query.bind(None::<&str>),
    })
}

/// The tuples that rows hold.
pub(crate) fn decoded<R, T>(statement: &Statement, rows: Vec<R>) -> Result<Vec<T>, StoreFault>
where
    R: sqlx::Row,
    T: for<'r> FromRow<'r, R>,
{
    let decode = |(number, row): (usize, &R)| {
        T::from_row(row).map_err(|error| {
            let column = match &error {
                sqlx::Error::ColumnDecode { index, .. } => index.trim_matches('"').to_owned(),
                _ => String::new(),
            };
            let named = column.parse().ok().and_then(|index: usize| row.columns().get(index));
            StoreFault::BadRow {
                table: statement.table.to_owned(),
                column: named.map_or(column, |column| column.name().to_owned()),
                id: format!("number {} while {}", number + 1, statement.doing),
                why: "does not hold the type of value it should".to_owned(),
            }
        })
    };
    rows.iter().enumerate().map(decode).collect()
}
