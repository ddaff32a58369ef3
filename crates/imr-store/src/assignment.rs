//! Who reviews which case, and what each reviewer has in hand.

use crate::fault::StoreFault;
use crate::log::bad_row;
use crate::statement::Statement;
use crate::store::{Store, Transaction};
use imr_core::matching::Load;
use jiff::civil::Date;
use std::collections::BTreeMap;

const END: Statement = Statement {
    table: "assignments",
    doing: "ending the assignments of a case",
    text: "UPDATE assignments SET held = 0 WHERE case_id = $1 AND held = 1",
};
const BEGIN: Statement = Statement {
    table: "assignments",
    doing: "assigning a case",
    text: "INSERT INTO assignments (case_id, reviewer, since, held) VALUES ($1, $2, $3, 1) \
           ON CONFLICT (case_id, reviewer) DO UPDATE SET since = excluded.since, held = excluded.held",
};
/// For each reviewer two looks into an index: no more cases are read than are
/// in hand.
const LOADS: Statement = Statement {
    table: "assignments",
    doing: "counting what reviewers have in hand",
    text: "SELECT r.id, \
           (SELECT COUNT(*) FROM assignments a WHERE a.reviewer = r.id AND a.held = 1 AND a.case_id <> $1), \
           COALESCE((SELECT a.since FROM assignments a WHERE a.reviewer = r.id AND a.case_id <> $1 \
           ORDER BY a.since DESC LIMIT 1), '') FROM reviewers r",
};
const HELD: Statement = Statement {
    table: "assignments",
    doing: "reading who has which case in hand",
    text: "SELECT case_id, reviewer, since FROM assignments WHERE held = 1",
};

impl Store {
    /// What the reviewers on the roster have in hand, beside the case
    /// `number`, and when they were given a case last.
    pub async fn loads(&self, number: &str) -> Result<BTreeMap<String, Load>, StoreFault> {
        let rows: Vec<(String, i64, String)> = self.rows(&LOADS, &[number.into()]).await?;
        let load = |(reviewer, cases, latest): (String, i64, String)| {
            let latest = if latest.is_empty() { None } else { Some(day(&reviewer, &latest)?) };
            let load = Load { cases: u32::try_from(cases).unwrap_or(u32::MAX), latest };
            Ok((reviewer, load))
        };
        rows.into_iter().map(load).collect()
    }

    /// Who has which case in hand, and since when: case by case, each with
    /// its reviewers in the order of their pseudonyms.
    pub async fn held(&self) -> Result<BTreeMap<String, Vec<(String, Date)>>, StoreFault> {
        let mut held: BTreeMap<String, Vec<(String, Date)>> = BTreeMap::new();
        for (case, reviewer, since) in self.rows::<(String, String, String)>(&HELD, &[]).await? {
            let since = day(&reviewer, &since)?;
            held.entry(case).or_default().push((reviewer, since));
        }
        held.values_mut().for_each(|reviewers| reviewers.sort_unstable());
        Ok(held)
    }
}

impl Transaction {
    /// Puts a case into the hands of these reviewers, each since a day, and
    /// of nobody else. Whoever had it before keeps it as an earlier case.
    pub async fn assign(&mut self, case: &str, holders: &[(&str, Date)]) -> Result<(), StoreFault> {
        self.writing.execute(&END, &[case.into()]).await?;
        for (reviewer, since) in holders {
            let since = since.to_string();
            self.writing.execute(&BEGIN, &[case.into(), (*reviewer).into(), (&since).into()]).await?;
        }
        Ok(())
    }
}

fn day(reviewer: &str, text: &str) -> Result<Date, StoreFault> {
    text.parse().map_err(|_| bad_row("assignments", "since", reviewer, "is not a day"))
}
