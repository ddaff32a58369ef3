//! `imr rules list|check`.

use crate::args::Rules;
use crate::config;
use crate::failure::Failure;
use crate::world::SystemWorld;
use imr_core::law::Row;
use imr_core::world::World as _;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::process::ExitCode;

pub(crate) fn run(command: &Rules) -> Result<ExitCode, Failure> {
    let (Rules::List(args) | Rules::Check(args)) = command;
    let rows = config::law(&args.config)?.rows();
    let on = args.on.unwrap_or_else(|| SystemWorld.today());
    match command {
        Rules::List(_) => {
            println!("Rules in force on {on}");
            rows.iter().filter(|row| row.holds_on(on)).for_each(print);
        }
        Rules::Check(_) => check(&rows, on),
    }
    Ok(ExitCode::SUCCESS)
}

/// What cannot be relied on: rows in force whose text was not seen, and rows
/// that ended without another to follow.
fn check(rows: &[Row], on: Date) {
    let in_force: BTreeSet<(&str, &str)> = rows.iter().filter(|row| row.holds_on(on)).map(key).collect();
    let unverified: Vec<&Row> = rows.iter().filter(|row| row.holds_on(on) && !row.verified).collect();
    let ended = |row: &&Row| row.to.is_some_and(|to| to < on) && !in_force.contains(&key(row));
    let expired: Vec<&Row> = rows.iter().filter(ended).collect();
    println!(
        "{} rows; on {on}, {} are in force, {} of them unverified, and {} ended with none to follow",
        rows.len(),
        rows.iter().filter(|row| row.holds_on(on)).count(),
        unverified.len(),
        expired.len()
    );
    unverified.into_iter().chain(expired).for_each(print);
}

fn key(row: &Row) -> (&str, &str) {
    (row.kind, &row.code)
}

fn print(row: &Row) {
    let mark = if row.verified { "verified  " } else { "UNVERIFIED" };
    let span = match row.to {
        None => format!("from {}", row.from),
        Some(to) => format!("{} to {to}", row.from),
    };
    println!("{mark} {:9} {:24} {}; {span} [{}]", row.kind, row.code, row.says, row.citation);
    if let Some(note) = &row.note {
        println!("{:45} {note}", "");
    }
}
