//! `cargo xtask bench case`: filing beside bare inserts, on both engines, and
//! reading among many cases.

use crate::load::{self, Figures};
use crate::postgres::{Server, Sync};
use crate::shell::{Outcome, Trouble};

/// How many cases there are in the smaller and in the larger store.
const SIZES: [usize; 2] = [20_000, 200_000];
/// What each reading may take, in milliseconds.
const LIMIT: f64 = 50.0;
/// How much slower it may be among ten times as many.
const GROWTH: f64 = 1.5;

pub(crate) fn run(options: &[&str]) -> Outcome {
    let parts = if options.is_empty() { &["filing", "scale"] } else { options };
    load::build()?;
    for part in parts {
        match *part {
            "filing" => filing()?,
            "scale" => scale(&SIZES)?,
            other => {
                let what = format!("`{other}` is not a part of `bench case`.");
                return Err(Trouble::new(what, "Say filing, scale, or nothing for both."));
            }
        }
    }
    Ok(())
}

fn filing() -> Outcome {
    let server = Server::start(Sync::On)?;
    println!("Filing, durable, eligibility included, beside a bare durable insert (8 writers, same run)");
    println!("| engine | bare inserts/s | filings/s, each alone | share | filings/s, kept by fifties | share |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for (engine, url) in [("SQLite", None), ("PostgreSQL", Some(server.url()))] {
        let folder = load::Folder::new("filing")?;
        let mut words = vec!["filing", folder.name()];
        words.extend(url.as_deref());
        let figures = load::run(&words)?;
        let [bare, single, group] = ["bare", "single", "group"].map(|name| figures.get(name));
        println!(
            "| {engine} | {bare:.0} | {single:.0} | {:.2} | {group:.0} | {:.2} |",
            single / bare,
            group / bare
        );
    }
    Ok(())
}

fn scale(sizes: &[usize; 2]) -> Outcome {
    println!(
        "Reading among many cases (SQLite; the middle of 25 times, in milliseconds; bar {LIMIT} and x {GROWTH})"
    );
    let mut found: Vec<Figures> = Vec::new();
    for size in sizes {
        let folder = load::Folder::new("scale")?;
        found.push(load::run(&["scale", &size.to_string(), folder.name()])?);
    }
    println!("| reading | {} cases | {} cases | growth |", sizes[0], sizes[1]);
    println!("| --- | --- | --- | --- |");
    let [small, large] = found.as_slice() else { return Ok(()) };
    for name in ["list_ms", "list_at_stage_ms", "list_applications_ms", "case_with_history_ms", "match_ms"] {
        let (small, large) = (small.get(name), large.get(name));
        let words = name.trim_end_matches("_ms").replace('_', " ");
        let verdict = if large < LIMIT && large / small <= GROWTH { "" } else { " below the bar" };
        println!("| {words} | {small:.2} | {large:.2} | x {:.2}{verdict} |", large / small);
    }
    Ok(())
}
