//! Many records: JSON Lines in, a folder of letters out.

use super::{Form, save};
use crate::args::{Write, WriteFormat};
use crate::failure::Failure;
use imr_core::letter::record::Record;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::ExitCode;

/// So many letters are set at a time; memory holds no more of them.
const AT_A_TIME: usize = 256;

/// The exit status when a record gave no letter.
const SOME_FAILED: u8 = 2;

/// True where the arguments speak of many records.
pub(super) fn asked_for(args: &Write) -> bool {
    let is_lines = args.record.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("jsonl"));
    is_lines || args.output.as_deref().is_some_and(Path::is_dir)
}

/// Writes a letter for each line. A line that gives none is named, and the
/// others go on.
pub(super) fn run(form: &Form<'_>) -> Result<ExitCode, Failure> {
    let path = &form.args.record;
    let Some(folder) = form.args.output.as_deref() else {
        return Err(Failure::new(format!(
            "{} holds many records. Name the folder for their letters with --output.",
            path.display()
        )));
    };
    std::fs::create_dir_all(folder).map_err(|why| {
        Failure::new(format!(
            "The folder {} cannot be made: {why}. Check the name and your rights.",
            folder.display()
        ))
    })?;
    let mut lines = lines(path)?.enumerate();
    let mut names = HashSet::new();
    let (mut written, mut failed) = (0, 0);
    let bar = bar();
    loop {
        let mut some = Vec::with_capacity(AT_A_TIME);
        for (at, line) in lines.by_ref().take(AT_A_TIME) {
            some.push(line.and_then(|line| {
                let record = parsed(path, at + 1, &line)?;
                Ok((name(&record, at + 1, &mut names), record))
            }));
        }
        if some.is_empty() {
            break;
        }
        let done: Vec<Result<(), Failure>> =
            some.into_par_iter().map(|one| letter(form, folder, one?, &bar)).collect();
        for outcome in done {
            match outcome {
                Ok(()) => written += 1,
                Err(failure) => {
                    failed += 1;
                    bar.suspend(|| failure.report());
                }
            }
        }
    }
    bar.finish_and_clear();
    eprintln!("letters written to {}: {written}, records without one: {failed}", folder.display());
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

/// The lines of a file or of standard input that are not blank.
fn lines(path: &Path) -> Result<impl Iterator<Item = Result<String, Failure>>, Failure> {
    let name = path.display().to_string();
    let unread = move |why: std::io::Error| Failure::new(format!("{name} cannot be read: {why}. Check the name."));
    let input: Box<dyn BufRead> = if path.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(path).map_err(&unread)?))
    };
    let filled = |line: &std::io::Result<String>| line.as_ref().map_or(true, |line| !line.trim().is_empty());
    Ok(input.lines().filter(filled).map(move |line| line.map_err(&unread)))
}

fn parsed(path: &Path, number: usize, line: &str) -> Result<Record, Failure> {
    serde_json::from_str(line).map_err(|why| {
        Failure::new(format!(
            "Record {number} of {} is not the record of a letter: {why}. \"imr read LETTERS --format jsonl\" makes such records.",
            path.display()
        ))
    })
}

/// What the letter's file is called: its case, with a number where another
/// letter has that name.
fn name(record: &Record, number: usize, names: &mut HashSet<String>) -> String {
    let plain = |c: char| if c.is_alphanumeric() || c == '-' { c } else { '_' };
    let case: String = record.case.as_deref().unwrap_or_default().chars().take(80).map(plain).collect();
    let name = if case.is_empty() { format!("letter-{number}") } else { case };
    let name = if names.contains(&name) { format!("{name}-{number}") } else { name };
    names.insert(name.clone());
    name
}

fn letter(
    form: &Form<'_>,
    folder: &Path,
    (name, record): (String, Record),
    bar: &ProgressBar,
) -> Result<(), Failure> {
    let ending = match form.format {
        WriteFormat::Text => "txt",
        WriteFormat::Html => "html",
        WriteFormat::Pdf => "pdf",
    };
    let bytes = form
        .letter(&record)
        .map_err(|failure| Failure::new(format!("No letter was written for {name}: {failure}")))?;
    save(&bytes, Some(&folder.join(format!("{name}.{ending}"))))?;
    bar.inc(1);
    Ok(())
}

/// How many letters are written, on a terminal; how many will be is not known.
fn bar() -> ProgressBar {
    let bar = ProgressBar::no_length();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} letters written") {
        bar.set_style(style);
    }
    bar
}
