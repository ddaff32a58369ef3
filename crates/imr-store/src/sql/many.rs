//! Many rows of values at once, as each engine takes them best: SQLite a list
//! of rows, PostgreSQL a list for each column.

use crate::statement::{Many, Value, bound};
use sqlx::postgres::{PgArguments, PgConnection, PgRow};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Error, Postgres, SqlSafeStr as _, Sqlite};

/// Does it on SQLite; gives the number of rows it touched.
pub(super) async fn done_by_sqlite(
    connection: &mut SqliteConnection,
    many: &Many,
    values: &[Value<'_>],
) -> Result<u64, Error> {
    let mut touched = 0;
    for portion in portions(many, values) {
        touched += listed(many, portion).execute(&mut *connection).await?.rows_affected();
    }
    Ok(touched)
}

/// The rows that SQLite gives for any of those named.
pub(super) async fn given_by_sqlite(
    connection: &mut SqliteConnection,
    many: &Many,
    values: &[Value<'_>],
) -> Result<Vec<SqliteRow>, Error> {
    let mut given = Vec::new();
    for portion in portions(many, &filled(many, values)) {
        given.extend(listed(many, portion).fetch_all(&mut *connection).await?);
    }
    Ok(given)
}

/// Does it on PostgreSQL; gives the number of rows it touched.
pub(super) async fn done_by_postgres(
    connection: &mut PgConnection,
    many: &Many,
    values: &[Value<'_>],
) -> Result<u64, Error> {
    if values.is_empty() {
        return Ok(0);
    }
    unnested(many, values).execute(connection).await.map(|done| done.rows_affected())
}

/// The rows that PostgreSQL gives.
pub(super) async fn given_by_postgres(
    connection: &mut PgConnection,
    many: &Many,
    values: &[Value<'_>],
) -> Result<Vec<PgRow>, Error> {
    if values.is_empty() {
        return Ok(Vec::new());
    }
    unnested(many, values).fetch_all(connection).await
}

/// At most two to the power of this many rows go into one statement of SQLite.
const MOST: u32 = 8;

/// What goes into each statement of SQLite. So many rows as powers of two
/// have, so that few texts serve every number of rows: the engine keeps what it
/// has planned.
fn portions<'v, 'a>(many: &Many, values: &'v [Value<'a>]) -> Vec<&'v [Value<'a>]> {
    let (mut left, mut portions) = (values, Vec::new());
    while let Some(power) = (left.len() / many.width).checked_ilog2() {
        let (portion, rest) = left.split_at(many.width << power.min(MOST));
        portions.push(portion);
        left = rest;
    }
    portions
}

/// The values with the last row named so often that one statement does for what
/// does not fill a whole one. A row that is named twice gives what it gives once.
fn filled<'a>(many: &Many, values: &[Value<'a>]) -> Vec<Value<'a>> {
    let rows = values.len() / many.width;
    let rest = rows % (1 << MOST);
    let more = if rest == 0 { 0 } else { rest.next_power_of_two() - rest };
    let last = &values[values.len() - many.width.min(values.len())..];
    [values, &last.repeat(more)].concat()
}

fn listed(many: &Many, values: &[Value<'_>]) -> Query<'static, Sqlite, SqliteArguments> {
    bound::<Sqlite>(AssertSqlSafe(text_listed(many, values.len() / many.width)).into_sql_str(), values)
}

/// `VALUES (?, ?), (?, ?)` for two rows of two: without numbers, for each of
/// which SQLite would go through all of them.
fn text_listed(many: &Many, rows: usize) -> String {
    let row = format!("({})", vec!["?"; many.width].join(", "));
    many.statement.text.replacen("{}", &format!("VALUES {}", vec![row; rows].join(", ")), 1)
}

fn unnested(many: &Many, values: &[Value<'_>]) -> Query<'static, Postgres, PgArguments> {
    let mut query = sqlx::query(AssertSqlSafe(text_unnested(many, values)).into_sql_str());
    for column in 0..many.width {
        let column = values.iter().skip(column).step_by(many.width);
        query = match column.clone().map(number).collect::<Option<Vec<i64>>>() {
            Some(numbers) => query.bind(numbers),
            None => query.bind(column.map(text).collect::<Vec<_>>()),
        };
    }
    query
}

/// One text for any number of rows, which PostgreSQL plans once.
fn text_unnested(many: &Many, values: &[Value<'_>]) -> String {
    let column = |(place, value): (usize, &Value<'_>)| {
        let of = if number(value).is_some() { "BIGINT" } else { "TEXT" };
        format!("CAST(${} AS {of}[])", place + 1)
    };
    let columns: Vec<String> = values.iter().take(many.width).enumerate().map(column).collect();
    many.statement.text.replacen("{}", &format!("SELECT * FROM UNNEST({})", columns.join(", ")), 1)
}

fn number(value: &Value<'_>) -> Option<i64> {
    if let Value::Number(number) = value { Some(*number) } else { None }
}

fn text<'v>(value: &Value<'v>) -> Option<&'v str> {
    if let Value::Text(text) = value { Some(text) } else { None }
}

#[cfg(test)]
mod tests {
    use super::{Many, Value, filled, portions, text_listed, text_unnested};
    use crate::statement::Statement;

    const MANY: Many = Many { statement: Statement { table: "t", doing: "", text: "INTO t {} END" }, width: 2 };

    #[test]
    fn rows_of_any_number_go_into_sqlite_by_few_texts() {
        assert_eq!(text_listed(&MANY, 2), "INTO t VALUES (?, ?), (?, ?) END");
        let rows = |values: &[Value<'_>]| -> Vec<usize> {
            portions(&MANY, values).into_iter().map(|portion| portion.len() / 2).collect()
        };
        assert_eq!(rows(&[Value::Nothing; 2 * 331]), [256, 64, 8, 2, 1]);
        assert!(rows(&[]).is_empty());
        let read = |count: usize| rows(&filled(&MANY, &vec![Value::Nothing; 2 * count]));
        assert_eq!((read(331), read(5), read(0)), (vec![256, 128], vec![8], vec![]), "fewer still where it reads");
    }

    #[test]
    fn rows_of_any_number_go_into_postgresql_by_one_text() {
        let values = ["a".into(), 1.into(), "b".into(), 2.into()];
        assert_eq!(
            text_unnested(&MANY, &values),
            "INTO t SELECT * FROM UNNEST(CAST($1 AS TEXT[]), CAST($2 AS BIGINT[])) END"
        );
    }
}
