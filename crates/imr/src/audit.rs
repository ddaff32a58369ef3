//! `imr audit verify|root`.

use crate::args::{Audit, Data, KeptElsewhere};
use crate::data;
use crate::failure::Failure;
use imr_app::{AuditReport, Kept};
use imr_core::audit::Head;
use imr_core::digest::Digest;
use jiff::civil::Date;
use std::path::Path;
use std::process::ExitCode;

pub(crate) async fn run(audit: &Audit) -> Result<ExitCode, Failure> {
    match audit {
        Audit::Verify { data, kept: elsewhere } => verify(data, kept(elsewhere)?).await,
        Audit::Root { data, day, heads } => root(data, *day, *heads).await,
    }
}

/// What was kept elsewhere, as it was named.
pub(crate) fn kept(elsewhere: &KeptElsewhere) -> Result<Option<Kept>, Failure> {
    Ok(match (&elsewhere.root, &elsewhere.heads) {
        (Some(root), _) => Some(Kept { day: elsewhere.day, ..digest(root)?.into() }),
        (None, Some(file)) => Some(read_heads(file)?),
        (None, None) => None,
    })
}

fn digest(text: &str) -> Result<Digest, Failure> {
    Digest::parse(text).map_err(|why| Failure::new(format!("{why}. Give the root as it was printed.")))
}

/// The heads as `imr audit root --heads` printed them: the day, then a line
/// for each history.
fn read_heads(file: &Path) -> Result<Kept, Failure> {
    let bytes = data::bytes(file)?;
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = text.lines();
    let wrong = |line: &str| {
        let file = file.display();
        Failure::new(format!(
            "{file} does not hold heads: \"{line}\". Give the file as \"imr audit root --heads\" printed it."
        ))
    };
    let first = lines.next().unwrap_or_default();
    let day: Date = first.strip_prefix("day ").and_then(|day| day.parse().ok()).ok_or_else(|| wrong(first))?;
    let head = |line: &str| {
        let (stream, rest) = line.split_once(' ')?;
        let (seq, hash) = rest.split_once(' ')?;
        Some((stream.to_owned(), Head { seq: seq.parse().ok()?, hash: Digest::parse(hash).ok()? }))
    };
    let heads = lines.map(|line| head(line).ok_or_else(|| wrong(line))).collect::<Result<Vec<_>, _>>()?;
    // A history that began on that day after the heads were printed is no
    // fault, so the heads are held one by one and not by their root.
    Ok(Kept { root: None, day: Some(day), heads })
}

async fn root(data: &Data, day: Option<Date>, heads: bool) -> Result<ExitCode, Failure> {
    let app = data::existing(data, None).await?;
    let daily = app.daily_root(day).await?;
    if heads {
        println!("day {}", daily.day);
        for (stream, head) in &daily.heads {
            println!("{stream} {} {}", head.seq, head.hash);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let events: u64 = daily.heads.iter().map(|(_, head)| head.seq).sum();
    println!("root {}", daily.root);
    println!("day {}, {} histories with {events} events", daily.day, daily.heads.len());
    println!("Keep the root elsewhere. Later: imr audit verify --root {} --day {}", daily.root, daily.day);
    Ok(ExitCode::SUCCESS)
}

async fn verify(data: &Data, kept: Option<Kept>) -> Result<ExitCode, Failure> {
    let app = data::existing(data, None).await?;
    let day = kept.as_ref().and_then(|kept| kept.day);
    Ok(tell(&app.verify_audit(kept).await?, day))
}

/// Prints what came of checking everything; status 1 when anything is wrong.
fn tell(report: &AuditReport, day: Option<Date>) -> ExitCode {
    checked(report);
    if report.problems.is_empty() {
        match day {
            Some(day) => println!("root {} at the end of {day}", report.root),
            None => println!("root {}", report.root),
        }
        println!("Everything agrees with the log. Keep the root elsewhere; with --root it shows a cut tail, too.");
        return ExitCode::SUCCESS;
    }
    let found = problems(report);
    println!("{found} found. Stop working in this folder, keep a copy of it, and compare it with the last backup.");
    ExitCode::FAILURE
}

/// How much was checked, in a line.
pub(crate) fn checked(report: &AuditReport) {
    println!(
        "checked {} histories with {} events, {} documents, {} pages, {} filings in the index",
        report.histories, report.events, report.documents, report.pages, report.filings
    );
}

/// Prints what is wrong, line by line; gives how many.
pub(crate) fn problems(report: &AuditReport) -> String {
    for problem in &report.problems {
        println!("WRONG  {}: {}", problem.place, problem.what);
    }
    match report.problems.len() {
        1 => "1 problem".to_owned(),
        n => format!("{n} problems"),
    }
}
