//! `cargo xtask bench casefile`: how fast case files are read, taken in and
//! searched, and how much memory that takes.

mod bulk;
mod in_memory;
mod memory;
mod taking_in;
mod words;

use super::{Line, table, unusable};
use crate::clock;
use crate::shell::{self, Outcome, Trouble};
use std::path::PathBuf;

/// What is measured with: the program and a folder to work in.
struct Bench {
    program: PathBuf,
    /// Emptied at the start and at the end.
    work: PathBuf,
}

/// A part of the benchmark, by its name.
type Part = (&'static str, fn(&Bench) -> Outcome<Vec<Line>>);

const PARTS: [Part; 4] = [
    ("words", words::measure),
    ("taking-in", taking_in::measure),
    ("in-memory", in_memory::measure),
    ("memory", memory::measure),
];

/// Measures the parts that are named, or all; `--program FILE` is measured in
/// place of the one that is built.
pub(super) fn run(options: &[&str]) -> Outcome {
    let (program, named) = match options {
        ["--program", path, named @ ..] => (PathBuf::from(path), named),
        named => (super::program()?, named),
    };
    let unknown = named.iter().find(|name| !PARTS.iter().any(|(part, _)| part == *name));
    if let Some(name) = unknown {
        let parts = PARTS.map(|(part, _)| part).join(", ");
        return Err(Trouble::new(
            format!("`{name}` is not a part of `bench casefile`."),
            format!("There are: {parts}."),
        ));
    }
    let work = std::env::temp_dir().join("openimr-bench-casefile");
    for (name, part) in PARTS.iter().filter(|(name, _)| named.is_empty() || named.contains(name)) {
        if work.exists() {
            std::fs::remove_dir_all(&work).map_err(|why| unusable(work.display(), &why))?;
        }
        std::fs::create_dir_all(&work).map_err(|why| unusable(work.display(), &why))?;
        let bench = Bench { program: program.clone(), work: work.clone() };
        let (lines, took) = clock::timed(|| part(&bench));
        println!("\n== {name} ({})\n{}", clock::words(took), table(&lines?).trim_end());
    }
    std::fs::remove_dir_all(&work).map_err(|why| unusable(work.display(), &why))
}

/// Share of the pages that are asked for by which the generator stays below.
const SHORT: usize = 8;

impl Bench {
    /// A generated case file of at least so many pages, born digital: the
    /// folder of its files.
    fn generated(&self, pages: usize) -> Outcome<String> {
        let folder = self.work.join("files").display().to_string();
        let pages = (pages + pages * SHORT / 100).to_string();
        shell::output(shell::command(&self.program).args([
            "sample",
            "casefile",
            "--seed",
            "1",
            "--scanned",
            "0",
            "--pages",
            &pages,
            "--output",
            &folder,
        ]))?;
        Ok(folder)
    }
}
