//! `imr sample casefile`: the records of an invented worker as files, with
//! their truth.

use crate::failure::Failure;
use imr_sample::casefile::{CaseFile, Wanted, case_file, pairs};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(crate) struct Asked {
    /// The seed.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// About how many pages.
    #[arg(long, value_name = "N", default_value_t = 600)]
    pub(crate) pages: usize,
    /// So many of a hundred files are scans and faxes.
    #[arg(long, value_name = "SHARE", default_value_t = 30, value_parser = clap::value_parser!(u8).range(..=100))]
    pub(crate) scanned: u8,
    /// Only two pairs of scans: a note and its copy under a stamp with
    /// initials, scanned askew; the note and one that looks alike and is of
    /// another day.
    #[arg(long, conflicts_with_all = ["pages", "scanned"])]
    pub(crate) pairs: bool,
    /// Folder for the files and truth.json; made when it is not there.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) output: PathBuf,
}

pub(super) fn run(asked: &Asked) -> Result<(), Failure> {
    let wanted = Wanted { seed: asked.seed, pages: asked.pages, scanned: asked.scanned };
    let made = if asked.pairs { pairs(asked.seed) } else { case_file(wanted) };
    std::fs::create_dir_all(&asked.output).map_err(|why| unwritable(&asked.output, &why))?;
    let paper = crate::paper::pdf();
    let names = made.names();
    names.par_iter().enumerate().try_for_each(|(at, name)| draw(&made, at, &asked.output.join(name), &paper))?;
    let application = serde_json::json!(made.application());
    write(&asked.output.join("application.json"), format!("{application:#}\n").as_bytes())?;
    write(&asked.output.join("truth.json"), format!("{:#}\n", made.truth()).as_bytes())
}

fn draw(made: &CaseFile, at: usize, path: &Path, paper: &imr_pdf::Pdf) -> Result<(), Failure> {
    let bytes = made
        .draw(at, paper)
        .map_err(|why| Failure::new(format!("{} could not be drawn: {why}.", path.display())))?;
    write(path, &bytes)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|why| unwritable(path, &why))
}

fn unwritable(path: &Path, why: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be written: {why}. Choose another folder with --output.", path.display()))
}
