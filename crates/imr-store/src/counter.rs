//! Numbers without gaps.

use crate::fault::StoreFault;
use crate::statement::Statement;
use crate::store::{Store, Transaction};

const NEXT: Statement = Statement {
    table: "counters",
    doing: "taking the next number",
    text: "INSERT INTO counters (series, last) VALUES ($1, $2) \
           ON CONFLICT (series) DO UPDATE SET last = counters.last + 1 RETURNING last",
};

const ALL: Statement =
    Statement { table: "counters", doing: "reading the counters", text: "SELECT series, last FROM counters" };

impl Store {
    /// Every series with the last number given in it.
    pub async fn counters(&self) -> Result<Vec<(String, i64)>, StoreFault> {
        let mut rows: Vec<(String, i64)> = self.rows(&ALL, &[]).await?;
        rows.sort_unstable();
        Ok(rows)
    }
}

impl Transaction {
    /// The next number of `series`, which begins at `first`. A transaction
    /// that is not committed gives its number back.
    pub async fn next_number(&mut self, series: &str, first: i64) -> Result<i64, StoreFault> {
        let given: Vec<(i64,)> = self.writing.rows(&NEXT, &[series.into(), first.into()]).await?;
        given.first().map(|(number,)| *number).ok_or_else(|| StoreFault::Other {
            doing: NEXT.doing.to_owned(),
            why: format!("the series {series} gave none"),
        })
    }
}
