//! Words with their boxes, beside `pdftotext -bbox-layout`.

use super::Bench;
use crate::bench::spent::{Spent, spent};
use crate::bench::{Line, files, rate};
use crate::peer;
use crate::shell::{self, Outcome};
use crate::tools;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const ROUNDS: usize = 7;
const PAGES: usize = 1_000;

/// How much faster two cores have to be.
const BY_TWO: f64 = 1.5;

/// One after another in each round: a file of a thousand pages through our
/// program on one core and on two, and through the other.
pub(super) fn measure(bench: &Bench) -> Outcome<Vec<Line>> {
    let folder = PathBuf::from(bench.generated(PAGES)?);
    let parts = files(&folder, "pdf")?;
    if !peer::PDFTOTEXT.provide() {
        return Ok(vec![Line::of("pdftotext", "not there, and nothing to compare with")]);
    }
    // It comes with the same package.
    let file = bench.work.join("all.pdf");
    shell::run(shell::command("pdfunite").args(&parts).arg(&file))?;
    let pages = pages_of(&file)?;
    let (mut one, mut two, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        theirs
            .push(spent(|| to_nowhere(on_one_core("pdftotext").arg("-bbox-layout").arg(&file).arg("/dev/null")))?);
        one.push(spent(|| to_nowhere(reading(&mut on_one_core(&bench.program), &file)))?);
        two.push(spent(|| to_nowhere(reading(&mut shell::command(&bench.program), &file)))?);
    }
    let [one, two, theirs] = [one, two, theirs].map(|all| Spent::median(&all));
    let (fair, gain) = (theirs.fairly() / one.fairly(), theirs.clock / two.clock);
    let line = |what: &str, taken: Spent| {
        let figure = format!("{:.0} pages/s, {}", rate(pages, taken.clock), taken.shown());
        Line::of(format!("{pages} pages, {what}"), figure)
    };
    Ok(vec![
        line("`imr file read --json`, one core", one)
            .held_to(format!("as fast as pdftotext by the processors (x {fair:.2})"), fair >= 1.0),
        line("the same, all cores", two)
            .held_to(format!("x {BY_TWO} of pdftotext by the clock (x {gain:.2})"), gain >= BY_TWO),
        line("`pdftotext -bbox-layout`, one core", theirs),
    ])
}

/// A command that is kept to one core where `taskset` is there.
fn on_one_core(program: impl AsRef<Path>) -> Command {
    let program = program.as_ref();
    if tools::on_path("taskset").is_none() {
        return shell::command(program);
    }
    let mut command = shell::command("taskset");
    command.args(["-c", "0"]).arg(program);
    command
}

fn reading<'c>(command: &'c mut Command, file: &Path) -> &'c mut Command {
    command.args(["file", "read", "--json"]).arg(file)
}

fn to_nowhere(command: &mut Command) -> Outcome {
    shell::run(command.stdout(Stdio::null()).stderr(Stdio::null()))
}

fn pages_of(file: &Path) -> Outcome<usize> {
    let said = shell::output(shell::command("pdfinfo").arg(file))?;
    let pages = said.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap_or_default();
    Ok(pages.trim().parse().unwrap_or(0))
}
