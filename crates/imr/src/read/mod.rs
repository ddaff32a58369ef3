//! `imr read`: letters into records.
//!
//! `sources` finds the files, `letter` reads one, `output` writes the records,
//! `tally` counts them, `explain` shows a letter with what was found in it.

mod explain;
mod letter;
mod output;
mod sources;
mod tally;

use crate::args::{Format, Read};
use crate::failure::Failure;
use imr_core::letter::record::Reading;
use indicatif::{ProgressBar, ProgressStyle};
use output::{Output, Row};
use rayon::prelude::*;
use std::process::ExitCode;
use tally::Tally;

/// So many letters are read at a time; memory holds no more of them.
const AT_A_TIME: usize = 256;

/// What is fewer than this needs no progress bar.
const MANY: usize = 16;

/// The exit status when a file was not read.
const SOME_FAILED: u8 = 2;

pub(crate) fn run(args: &Read) -> Result<ExitCode, Failure> {
    let found = sources::find(&args.paths);
    let mut failed = found.failures.len();
    for failure in &found.failures {
        failure.report();
    }
    if args.explain {
        failed += explain::all(&found.sources)?;
        return Ok(status(failed));
    }
    let single = args.paths.len() == 1 && found.exact;
    let format = args.format.unwrap_or(if single { Format::Json } else { Format::Jsonl });
    sources::spare(&found.sources, args.output.as_deref())?;
    let mut output = Output::open(format, single, args.output.as_deref())?;
    let mut tally = Tally::new(found.passed_over, failed);
    let bar = bar(found.sources.len());
    for some in found.sources.chunks(AT_A_TIME) {
        let read: Vec<Result<Reading, Failure>> = some
            .par_iter()
            .map(|source| {
                let letter = source.bytes().and_then(|bytes| letter::read(&source.name(), &source.title(), &bytes));
                bar.inc(1);
                letter.map(|letter| letter.reading)
            })
            .collect();
        for (source, reading) in some.iter().zip(read) {
            match reading {
                Ok(reading) => {
                    tally.count(&reading.record, &reading.notes);
                    output.write(&Row { file: &source.name(), reading: &reading })?;
                }
                Err(failure) => {
                    tally.failed += 1;
                    bar.suspend(|| failure.report());
                }
            }
        }
    }
    bar.finish_and_clear();
    output.close()?;
    if !single {
        eprint!("{tally}");
    }
    Ok(status(tally.failed))
}

/// Reads one letter, PDF or text.
pub(crate) fn one(name: &str, bytes: &[u8]) -> Result<Reading, Failure> {
    letter::read(name, name, bytes).map(|letter| letter.reading)
}

fn status(failed: usize) -> ExitCode {
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) }
}

/// A progress bar on a terminal; elsewhere it is not drawn.
fn bar(letters: usize) -> ProgressBar {
    if letters < MANY {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(letters as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} letters, {eta} left") {
        bar.set_style(style);
    }
    bar
}
