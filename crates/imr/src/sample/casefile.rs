//! `imr sample casefile`: the records of an invented worker as files, with
//! their truth.

use crate::args::SampleCasefile;
use crate::failure::Failure;
use imr_sample::casefile::{CaseFile, Wanted, case_file};
use rayon::prelude::*;
use std::path::Path;

pub(super) fn run(asked: &SampleCasefile) -> Result<(), Failure> {
    let made = case_file(Wanted { seed: asked.seed, pages: asked.pages, scanned: asked.scanned });
    std::fs::create_dir_all(&asked.output).map_err(|why| unwritable(&asked.output, &why))?;
    let paper = crate::paper::pdf();
    let names = made.names();
    names.par_iter().enumerate().try_for_each(|(at, name)| draw(&made, at, &asked.output.join(name), &paper))?;
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
