//! `cargo xtask bench letters`: reading text, reading PDF, setting.

use super::{Line, pdf, program, reading, setting, table, unusable};
use crate::clock;
use crate::shell::{self, Outcome, Trouble};
use std::path::{Path, PathBuf};

/// Letters of our own, where no folder is named.
const OWN: &str = "fuzz/seeds/letter_text";

/// What is measured with: the letters, the program, a folder to work in.
pub(super) struct Bench {
    pub(super) program: PathBuf,
    /// The texts: `NAME.txt`.
    pub(super) texts: Vec<PathBuf>,
    /// The same or other letters as PDF: `pdf/NAME.pdf`.
    pub(super) pdfs: Vec<PathBuf>,
    /// Emptied at the start, kept at the end so that it can be looked at.
    pub(super) work: PathBuf,
}

/// A part of the benchmark, by its name.
type Part = (&'static str, fn(&Bench) -> Outcome<Vec<Line>>);

/// The parts in their order; the longest comes last.
const PARTS: [Part; 4] = [
    ("reading text", reading::in_memory),
    ("reading PDF", pdf::read),
    ("setting", setting::set),
    ("a million letters", reading::a_million),
];

/// Measures, and prints the table, each part when it is there.
pub(super) fn run(folder: Option<&str>) -> Outcome {
    let bench = prepare(folder)?;
    println!("{} letters, {} as PDF", bench.texts.len(), bench.pdfs.len());
    for (name, part) in PARTS {
        let (lines, took) = clock::timed(|| part(&bench));
        println!("\n== {name} ({})\n{}", clock::words(took), table(&lines?).trim_end());
    }
    Ok(())
}

fn prepare(folder: Option<&str>) -> Outcome<Bench> {
    let program = program()?;
    let work = std::env::temp_dir().join("openimr-bench-letters");
    if work.exists() {
        std::fs::remove_dir_all(&work).map_err(|why| unusable(work.display(), &why))?;
    }
    for part in ["texts", "pdf", "html"] {
        std::fs::create_dir_all(work.join(part)).map_err(|why| unusable(work.display(), &why))?;
    }
    let folder = folder.map_or_else(|| shell::root().join(OWN), PathBuf::from);
    let texts = files(&folder, "txt")?;
    if texts.is_empty() {
        return Err(Trouble::new(
            format!("There is no .txt file in {}.", folder.display()),
            "Name the folder of the letters.",
        ));
    }
    for text in &texts {
        let copy = work.join("texts").join(text.file_name().unwrap_or_default());
        std::fs::copy(text, &copy).map_err(|why| unusable(text.display(), &why))?;
    }
    let texts = files(&work.join("texts"), "txt")?;
    let mut bench = Bench { program, texts, pdfs: files(&folder.join("pdf"), "pdf").unwrap_or_default(), work };
    setting::records(&bench)?;
    if bench.pdfs.is_empty() {
        // Without PDF from elsewhere those that we set are read.
        setting::ours(&bench, &bench.records(), "pdf")?;
        bench.pdfs = files(&bench.work.join("pdf"), "pdf")?;
    }
    Ok(bench)
}

impl Bench {
    /// The records of the letters, one on a line.
    pub(super) fn records(&self) -> PathBuf {
        self.work.join("records.jsonl")
    }
}

/// The files of a folder that end so, by name.
pub(crate) fn files(folder: &Path, ending: &str) -> Outcome<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).map_err(|why| unusable(folder.display(), &why))?;
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    files.sort();
    Ok(files)
}
