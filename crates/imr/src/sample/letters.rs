//! `imr sample letters`: past letters of the older layouts, with their truth.

use crate::args::SampleLetters;
use crate::failure::Failure;
use imr_sample::letters::{Layout, letter};
use std::path::Path;

pub(super) fn run(asked: &SampleLetters) -> Result<(), Failure> {
    let layouts: Vec<Layout> =
        Layout::ALL.into_iter().filter(|layout| asked.layout.is_none_or(|year| layout.year() == year)).collect();
    if layouts.is_empty() {
        return Err(Failure::new("There is no such layout. Write --layout 2013, 2014 or 2015."));
    }
    std::fs::create_dir_all(&asked.output).map_err(|why| unwritable(&asked.output, &why))?;
    for layout in layouts {
        for seed in asked.seed..asked.seed.saturating_add(asked.count) {
            let made = letter(layout, seed);
            write(&asked.output.join(format!("{}.txt", made.name)), &made.text)?;
            write(&asked.output.join(format!("{}.truth.json", made.name)), &format!("{:#}\n", made.truth))?;
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|why| unwritable(path, &why))
}

fn unwritable(path: &Path, why: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be written: {why}. Choose another folder with --output.", path.display()))
}
