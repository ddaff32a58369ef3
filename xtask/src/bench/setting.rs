//! Setting letters as PDF: the program, WeasyPrint and LibreOffice, each in
//! one process over the same letters. What the first letter costs (starting,
//! loading fonts) is taken off by a run over one letter.

use super::letters::{Bench, files};
use super::{Line, median, rate};
use crate::clock;
use crate::peer;
use crate::shell::{self, Outcome};
use std::path::{Path, PathBuf};

const ROUNDS: usize = 3;

/// The bars of the issue: milliseconds a letter, and how many times faster.
const BAR: f64 = 12.0;
const TIMES: f64 = 7.0;

/// The day of letters that have none.
const ON: &str = "2017-02-01";

/// The script that WeasyPrint is driven by: one process for all letters.
const WEASYPRINT: &str = "import sys, weasyprint
for name in sys.argv[2:]:
    weasyprint.HTML(filename=name).write_pdf(sys.argv[1] + '/' + name.rsplit('/', 1)[1] + '.pdf')
";

/// Reads the letters into records, which all are set from.
pub(super) fn records(bench: &Bench) -> Outcome {
    let mut command = shell::command(&bench.program);
    command.args(["read", "--format", "jsonl", "--output"]).arg(bench.records()).args(&bench.texts);
    shell::output(&mut command).map(drop)
}

/// Writes the letters of records into a folder of that name.
pub(super) fn ours(bench: &Bench, records: &Path, format: &str) -> Outcome {
    let mut command = shell::command(&bench.program);
    command
        .arg("write")
        .arg(records)
        .args(["--on", ON, "--format", format, "--output"])
        .arg(bench.work.join(format));
    shell::output(&mut command).map(drop)
}

/// Milliseconds a letter after the first.
pub(super) fn set(bench: &Bench) -> Outcome<Vec<Line>> {
    let (one, all) = (first(bench)?, bench.records());
    ours(bench, &all, "html")?;
    let html = files(&bench.work.join("html"), "html")?;
    let letters = html.len();
    let mean = |job: &mut dyn FnMut(bool) -> Outcome| {
        let mut round = || {
            let (single, all) = (timed(|| job(true))?, timed(|| job(false))?);
            Ok((all - single) * 1000.0 / rate(letters - 1, 1.0))
        };
        (0..ROUNDS).map(|_| round()).collect::<Outcome<Vec<f64>>>().map(median)
    };
    let own = mean(&mut |single| ours(bench, if single { &one } else { &all }, "pdf"))?;
    let mut lines = vec![
        Line::of(format!("setting {letters} letters as PDF/UA, `imr write` once"), shown(own))
            .held_to(format!("{BAR} ms"), own < BAR),
    ];
    let some = |single: bool| if single { &html[..1] } else { &html[..] };
    let weasyprint = peer::WEASYPRINT.provide();
    let office = peer::LIBREOFFICE.provide();
    if weasyprint {
        let figure = mean(&mut |single| with_weasyprint(bench, some(single)))?;
        lines.push(compared("WeasyPrint, one process", own, figure));
    } else {
        lines.push(Line::of("WeasyPrint, one process", "not there"));
    }
    if office {
        let figure = mean(&mut |single| with_office(bench, some(single)))?;
        lines.push(compared("LibreOffice, one process", own, figure));
    } else {
        lines.push(Line::of("LibreOffice, one process", "not there"));
    }
    Ok(lines)
}

fn compared(who: &str, own: f64, theirs: f64) -> Line {
    let times = theirs / own;
    Line::of(who, shown(theirs)).held_to(format!("{TIMES} times ours: {times:.1}"), times >= TIMES)
}

fn shown(milliseconds: f64) -> String {
    format!("{milliseconds:.1} ms a letter")
}

fn timed(work: impl FnOnce() -> Outcome) -> Outcome<f64> {
    let (outcome, took) = clock::timed(work);
    outcome.map(|()| took.as_secs_f64())
}

/// A file with the first record alone.
fn first(bench: &Bench) -> Outcome<PathBuf> {
    let path = bench.work.join("first.jsonl");
    let records = bench.records();
    let text = std::fs::read_to_string(&records).map_err(|why| super::unusable(records.display(), &why))?;
    let line = text.lines().next().unwrap_or_default();
    std::fs::write(&path, line).map_err(|why| super::unusable(path.display(), &why))?;
    Ok(path)
}

fn with_weasyprint(bench: &Bench, html: &[PathBuf]) -> Outcome {
    let mut command = shell::command(peer::weasyprint_python());
    command.args(["-c", WEASYPRINT]).arg(bench.work.join("pdf")).args(html);
    shell::output(&mut command).map(drop)
}

/// The same work as ours: tagged, PDF/UA and PDF/A-2.
const TAGGED: &str = r#"pdf:writer_web_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},"PDFUACompliance":{"type":"boolean","value":"true"},"SelectPdfVersion":{"type":"long","value":"2"}}"#;

fn with_office(bench: &Bench, html: &[PathBuf]) -> Outcome {
    let mut command = shell::command("soffice");
    // A profile of its own: one that is open elsewhere would answer for it.
    command.arg(format!("-env:UserInstallation=file://{}", bench.work.join("office").display()));
    command.args(["--headless", "--convert-to", TAGGED, "--outdir"]).arg(bench.work.join("pdf")).args(html);
    shell::output(&mut command).map(drop)
}
