//! Reading PDF letters: the program once over all of them, and `pdftotext`
//! started once for each.

use super::letters::Bench;
use super::{Line, median};
use crate::clock;
use crate::peer;
use crate::shell::{self, Outcome};
use std::path::PathBuf;

const ROUNDS: usize = 5;

/// Seconds over all files, one after another in each round.
pub(super) fn read(bench: &Bench) -> Outcome<Vec<Line>> {
    let files = &bench.pdfs;
    let pdftotext = peer::PDFTOTEXT.provide();
    let (mut ours, mut one, mut two) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(seconds(|| with_imr(bench))?);
        if pdftotext {
            one.push(seconds(|| with_pdftotext(files))?);
            two.push(seconds(|| on_two_cores(files))?);
        }
    }
    let ours = median(ours);
    let line = Line::of(format!("{} PDF letters into records, `imr read` once", files.len()), shown(ours));
    if !pdftotext {
        return Ok(vec![line, Line::of("pdftotext, once for each file", "not there")]);
    }
    let (one, two) = (median(one), median(two));
    Ok(vec![
        line.held_to("faster than pdftotext for each", ours < one),
        Line::of("pdftotext into text, once for each file", shown(one)),
        Line::of("the same, two at a time", shown(two)),
    ])
}

fn shown(seconds: f64) -> String {
    format!("{seconds:.2} s")
}

fn seconds(work: impl FnOnce() -> Outcome) -> Outcome<f64> {
    let (outcome, took) = clock::timed(work);
    outcome.map(|()| took.as_secs_f64())
}

fn with_imr(bench: &Bench) -> Outcome {
    let mut command = shell::command(&bench.program);
    command.args(["read", "--format", "jsonl", "--output"]).arg(bench.work.join("read.jsonl")).args(&bench.pdfs);
    shell::output(&mut command).map(drop)
}

fn with_pdftotext(files: &[PathBuf]) -> Outcome {
    files.iter().try_for_each(|file| shell::output(shell::command("pdftotext").arg(file).arg("-")).map(drop))
}

fn on_two_cores(files: &[PathBuf]) -> Outcome {
    let (first, second) = files.split_at(files.len() / 2);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| with_pdftotext(second));
        with_pdftotext(first)?;
        other.join().unwrap_or(Ok(()))
    })
}
