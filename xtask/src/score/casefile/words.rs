//! `cargo xtask score casefile --words`: the words of PDF files, against those
//! that two other programs find.
//!
//! Words are runs of letters and digits in one form (NFKC), counted without
//! their order; each file counts by the program that agrees better. Neither
//! text recognition nor poppler is there for our reader to fall back on, and a
//! file in which neither of the others finds a word is not born digital.

use crate::bench::files;
use crate::clock;
use crate::peer;
use crate::shell::{self, Outcome, Trouble};
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use unicode_normalization::UnicodeNormalization as _;

/// The mean over the files that is asked for.
const BAR: f64 = 0.965;

/// A file that takes longer than this counts as one that never ends.
const LONGEST: Duration = Duration::from_secs(60);

/// How many of the files that agree least are listed.
const LISTED: usize = 20;

/// A file as three programs read it.
struct Scored {
    name: String,
    pdftotext: f64,
    mutool: f64,
    note: String,
}

impl Scored {
    fn best(&self) -> f64 {
        self.pdftotext.max(self.mutool)
    }
}

/// Scores the PDF files of some folders.
pub(crate) fn score(options: &[&str]) -> Outcome {
    let (program, folders) = arguments(options)?;
    if !(peer::PDFTOTEXT.provide() && peer::MUTOOL.provide()) {
        return Err(Trouble::new("There is nothing to compare with.", "Install the programs named above."));
    }
    let (mut scored, mut wordless, mut faults) = (Vec::new(), 0, Vec::new());
    for path in pdfs(&folders)? {
        let theirs = [pdftotext(&path), mutool(&path)].map(|text| bag(&text));
        let (ours, took) = clock::timed(|| ours(&program, &path));
        let ours = ours?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        faults.extend(ours.ended_ill.map(|how| format!("{name} {how}")));
        faults.extend((took > LONGEST).then(|| format!("{name} took {}", clock::words(took))));
        if theirs.iter().all(HashMap::is_empty) {
            wordless += 1;
            continue;
        }
        let words = bag(&ours.text);
        let [pdftotext, mutool] = theirs.map(|theirs| f1(&words, &theirs));
        scored.push(Scored { name, pdftotext, mutool, note: ours.note });
    }
    verdict(scored, wordless, faults)
}

fn verdict(mut scored: Vec<Scored>, wordless: usize, faults: Vec<String>) -> Outcome {
    scored.sort_by(|a, b| a.best().total_cmp(&b.best()));
    println!("{:48} {:>9} {:>9} {:>9}", "the files that agree least", "pdftotext", "mutool", "better");
    for one in scored.iter().take(LISTED) {
        println!("{:48} {:>9.3} {:>9.3} {:>9.3}  {}", one.name, one.pdftotext, one.mutool, one.best(), one.note);
    }
    let mean = |of: fn(&Scored) -> f64| scored.iter().map(of).sum::<f64>() / count(scored.len());
    let best = mean(Scored::best);
    println!("{:48} {:>9.3} {:>9.3} {best:>9.3}", "mean", mean(|one| one.pdftotext), mean(|one| one.mutool));
    println!("{} files; {wordless} others have no words for anybody; bar {BAR}", scored.len());
    for fault in &faults {
        println!("{fault}");
    }
    if best >= BAR && faults.is_empty() {
        return Ok(());
    }
    Err(Trouble::new(
        format!("The mean is {best:.3} of {BAR}; {} crashed or never ended.", faults.len()),
        "The files are listed above: mend the reader, or explain the miss.",
    ))
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand files, some million words")]
fn count(number: usize) -> f64 {
    number as f64
}

/// Words by how often they stand there.
type Bag = HashMap<String, usize>;

fn bag(text: &str) -> Bag {
    let mut bag = Bag::new();
    let text: String = text.nfkc().collect();
    for word in text.split(|one: char| !(one.is_alphanumeric() || one == '_')).filter(|word| !word.is_empty()) {
        *bag.entry(word.to_owned()).or_default() += 1;
    }
    bag
}

fn f1(ours: &Bag, theirs: &Bag) -> f64 {
    let common: usize = ours.iter().map(|(word, count)| *count.min(theirs.get(word).unwrap_or(&0))).sum();
    let all: usize = ours.values().chain(theirs.values()).sum();
    if all == 0 { 1.0 } else { 2.0 * count(common) / count(all) }
}

/// What our program said of a file.
struct Ours {
    text: String,
    /// Where it ended by a signal or said something that is no answer.
    ended_ill: Option<String>,
    /// Why it could not be read, and troubles of its pages.
    note: String,
}

fn ours(program: &Path, path: &Path) -> Outcome<Ours> {
    let output = Command::new(program)
        .args(["file", "read", "--json"])
        .arg(path)
        // Nothing else is found there.
        .env("PATH", "")
        .stdin(Stdio::null())
        .output()
        .map_err(|why| Trouble::new(format!("{} did not start: {why}.", program.display()), "Build it."))?;
    // 2 means that the file could not be read, which it has to say.
    let well = matches!(output.status.code(), Some(0 | 2));
    let mut ended_ill = (!well).then(|| format!("ended with {}", output.status));
    let (mut text, mut notes) = (String::new(), Vec::new());
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(said) = serde_json::from_str::<Value>(line) else {
            ended_ill = Some("gave a line that is no JSON".to_owned());
            continue;
        };
        for word in said.get("words").and_then(Value::as_array).into_iter().flatten() {
            text.push_str(super::text(word, "text"));
            text.push(' ');
        }
        notes.extend(["error", "trouble"].map(|key| super::text(&said, key).to_owned()));
    }
    notes.retain(|note| !note.is_empty());
    notes.dedup();
    Ok(Ours { text, ended_ill, note: notes.join("; ") })
}

/// What a program that may fail writes: a file that it cannot read has no
/// words for it.
fn said(command: &mut Command) -> String {
    command
        .stdin(Stdio::null())
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default()
}

fn pdftotext(path: &Path) -> String {
    said(Command::new("pdftotext").arg("-q").arg(path).arg("-"))
}

fn mutool(path: &Path) -> String {
    said(Command::new("mutool").args(["draw", "-q", "-F", "txt", "-o", "-"]).arg(path))
}

fn pdfs(folders: &[PathBuf]) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in folders {
        found.extend(files(folder, "pdf")?);
        if folder.join("pdf").is_dir() {
            found.extend(files(&folder.join("pdf"), "pdf")?);
        }
    }
    if found.is_empty() {
        return Err(Trouble::new("There is no .pdf file in the folders.", "Name folders with PDF files."));
    }
    Ok(found)
}

fn arguments(options: &[&str]) -> Outcome<(PathBuf, Vec<PathBuf>)> {
    let mut program = shell::built();
    let mut folders = Vec::new();
    let mut rest = options;
    while let [first, more @ ..] = rest {
        rest = match (*first, more) {
            ("--program", [path, more @ ..]) => {
                program = PathBuf::from(path);
                more
            }
            (folder, more) => {
                folders.push(shell::root().join(folder));
                more
            }
        };
    }
    if program.is_file() {
        return Ok((program, folders));
    }
    Err(Trouble::new(
        format!("{} is not there.", program.display()),
        "Build it with `cargo build --release`, or name the program with --program.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_compare_by_count_in_one_form() {
        let one = bag("The o\u{fb03}ce, the o\u{fb03}ce.");
        assert_eq!(one, bag("The office; the-office"));
        assert!((f1(&one, &bag("office")) - 0.4).abs() < 1e-9);
        assert!((f1(&Bag::new(), &Bag::new()) - 1.0).abs() < 1e-9);
    }
}
