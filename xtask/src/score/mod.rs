//! `cargo xtask score letters`: how well letters are read, against truth, and
//! how much of them comes back when they are written again.

pub(crate) mod casefile;
mod compare;
mod duplicates;
mod round_trip;
mod synthetic;
mod tally;

use crate::shell::{Outcome, Trouble};
use compare::compare;
pub(crate) use duplicates::run as duplicates;
use imr_core::letter::reading::read;
use round_trip::RoundTrip;
use serde_json::Value;
use std::path::{Path, PathBuf};
pub(crate) use synthetic::synthetic;
use tally::Score;

/// Scores the letters of a folder: each `NAME.txt` with a `NAME.truth.json`
/// beside it, and the round trip of each `NAME.txt`.
pub(crate) fn folder(path: &str) -> Outcome {
    let folder = Path::new(path);
    let texts = texts(folder)?;
    let mut score = Score::default();
    let mut trip = RoundTrip::default();
    let mut letters = 0_u64;
    for text_path in &texts {
        let name = text_path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = std::fs::read(text_path).map_err(|why| unreadable(text_path, &why.to_string()))?;
        let text = String::from_utf8_lossy(&bytes);
        trip.add(&name, &text);
        if let Some(truth) = truth(&folder.join(format!("{name}.truth.json")))? {
            letters += 1;
            compare(&mut score, &name, &read(&name, &text), &truth);
        }
    }
    println!("{}", score.table(letters));
    println!("Round trip: read, written as read, read again\n{}", trip.table());
    verdict(&score, trip.is_below())
}

fn verdict(score: &Score, short: bool) -> Outcome {
    let mut below = score.below();
    if short {
        below.push("round trip");
    }
    if below.is_empty() {
        return Ok(());
    }
    Err(Trouble::new(
        format!("Below the bar: {}.", below.join(", ")),
        "Each miss is listed above: mend the reader, or explain the miss.",
    ))
}

fn texts(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).map_err(|why| unreadable(folder, &why.to_string()))?;
    let mut texts: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    texts.sort();
    if texts.is_empty() {
        return Err(Trouble::new(
            format!("There is no .txt file in {}.", folder.display()),
            "Name the folder of the letters.",
        ));
    }
    Ok(texts)
}

fn truth(path: &Path) -> Outcome<Option<Value>> {
    if !path.is_file() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(path).map_err(|why| unreadable(path, &why.to_string()))?;
    serde_json::from_str(&text).map(Some).map_err(|why| unreadable(path, &why.to_string()))
}

fn unreadable(path: &Path, why: &str) -> Trouble {
    Trouble::new(format!("{} cannot be read: {why}.", path.display()), "Check the name and its content.")
}
