//! `cargo xtask score casefile --generated`: how well generated case files are
//! taken in by the real program, against their truth. docs/casefile-json.md
//! says what the program prints.

mod facts;
mod pages;

use super::Counts;
use crate::load::Folder;
use crate::opening;
use crate::shell::{self, Outcome, Trouble};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// A page of a file: name, and number from 1.
type Place = (String, u64);

/// What is counted, in the order of the table, with the bar in per cent for
/// born-digital and for scanned files.
const MEASURES: &[(&str, Option<(f64, f64)>)] = &[
    ("kind", Some((97.0, 97.0))),
    ("boundaries", Some((97.0, 97.0))),
    ("date of service", Some((97.0, 97.0))),
    ("title", None),
    ("author", None),
    ("facility", None),
    ("near-duplicates", Some((98.0, 98.0))),
    ("look-alikes kept apart", Some((98.0, 98.0))),
    ("wrong patient", None),
    ("exposures", Some((95.0, 90.0))),
    ("of these, the drug", None),
    ("the drug and first day", None),
    ("the drug and last day", None),
    ("facts", Some((95.0, 90.0))),
    ("values of facts", None),
];

/// What was asked for.
struct Wanted {
    first: u64,
    count: u64,
    pages: u64,
    scanned: bool,
    program: PathBuf,
}

/// The counts of every measure, and what was missed.
#[derive(Default)]
pub(super) struct Tally {
    counts: BTreeMap<String, Counts>,
    misses: Vec<String>,
}

impl Tally {
    /// Counts one thing.
    fn add(&mut self, measure: &str, found: bool, truth: bool) {
        self.counts.entry(measure.to_owned()).or_default().add(found, truth);
    }

    fn missed(&mut self, measure: &str, what: impl std::fmt::Display) {
        self.misses.push(format!("{measure:18} {what}"));
    }

    fn of(&self, measure: &str) -> Counts {
        self.counts.get(measure).copied().unwrap_or_default()
    }
}

/// Makes case files, takes them in, and compares.
pub(crate) fn score(options: &[&str]) -> Outcome {
    let wanted = wanted(options)?;
    let mut tally = Tally::default();
    for seed in wanted.first..wanted.first.saturating_add(wanted.count) {
        let [truth, list, facts] = taken_in(&wanted, seed)?;
        compare(&mut tally, &truth, &list, &facts);
    }
    println!("{}", tally.table(wanted.scanned));
    let below = tally.below(wanted.scanned);
    if below.is_empty() {
        return Ok(());
    }
    Err(Trouble::new(
        format!("Below the bar: {}.", below.join(", ")),
        "Each miss is listed above: mend the reader, or the generator where nobody would write it so.",
    ))
}

fn compare(tally: &mut Tally, truth: &Value, list: &Value, facts: &Value) {
    pages::compare(tally, truth, list);
    facts::compare(tally, truth, facts);
}

/// The truth of a seed, and what the program says of its files.
fn taken_in(wanted: &Wanted, seed: u64) -> Outcome<[Value; 3]> {
    let folder = Folder::new("casefile")?;
    let files = format!("{}/files", folder.name());
    let data = format!("{}/data", folder.name());
    let run = |words: &[&str]| shell::output(shell::command(&wanted.program).args(words));
    let (pages, number) = (wanted.pages.to_string(), seed.to_string());
    let share = if wanted.scanned { "100" } else { "0" };
    run(&["sample", "casefile", "--seed", &number, "--pages", &pages, "--scanned", share, "--output", &files])?;
    let truth = json(&std::fs::read_to_string(format!("{files}/truth.json")).unwrap_or_default(), "truth.json")?;
    let case = &opening::case(&wanted.program, &files, &data)?;
    let names: Vec<String> = array(&truth, "files").map(|file| format!("{files}/{}", text(file, "name"))).collect();
    let mut add: Vec<&str> = vec!["file", "add", case, "--data", &data];
    add.extend(names.iter().map(String::as_str));
    // A scan of which a page cannot be read is scored all the same.
    shell::output_in_part(shell::command(&wanted.program).args(&add))?;
    let list = run(&["file", "list", case, "--json", "--data", &data])?;
    let facts = run(&["file", "facts", case, "--json", "--data", &data])?;
    Ok([truth, json(&list, "imr file list --json")?, json(&facts, "imr file facts --json")?])
}

fn json(text: &str, of: &str) -> Outcome<Value> {
    serde_json::from_str(text)
        .map_err(|why| Trouble::new(format!("{of} is no JSON: {why}."), "docs/casefile-json.md has the form."))
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    super::text(value, key)
}

fn array<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn place(value: &Value) -> Option<Place> {
    Some((value.get("file")?.as_str()?.to_owned(), value.get("page")?.as_u64()?))
}

fn is_set(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or_default()
}

/// Words without regard to case, marks and white space.
fn plain(words: &str) -> String {
    let kept = words.chars().map(|one| if one.is_alphanumeric() { one.to_ascii_lowercase() } else { ' ' });
    kept.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Tally {
    fn table(&self, scanned: bool) -> String {
        let mut out = String::new();
        for miss in &self.misses {
            let _ = writeln!(out, "{miss}");
        }
        let _ = writeln!(out, "{:30} {:>24} {:>7} {:>7}", "", "F1 (precision, recall)", "truth", "bar");
        let known: Vec<&str> = MEASURES.iter().map(|one| one.0).collect();
        let others = self.counts.keys().map(String::as_str).filter(|name| !known.contains(name));
        for name in known.iter().copied().chain(others) {
            let counts = self.of(name);
            let bar = bar(name, scanned).map_or(String::new(), |bar| format!("{bar:.0}"));
            let low = if self.is_below(name, scanned) { " BELOW" } else { "" };
            let _ = writeln!(out, "{name:30} {counts:>24} {:>7} {bar:>7}{low}", counts.truth);
        }
        out
    }

    fn is_below(&self, name: &str, scanned: bool) -> bool {
        let Some(bar) = bar(name, scanned) else { return false };
        let counts = self.of(name);
        let share = |of: usize| if of == 0 { 1.0 } else { crate::score::tally::share(counts.right, of) };
        // Of duplicates, precision and recall each have to reach the bar.
        let reached = match name {
            "near-duplicates" => share(counts.found).min(share(counts.truth)),
            _ => counts.f1(),
        };
        reached * 100.0 + 1e-9 < bar
    }

    fn below(&self, scanned: bool) -> Vec<&'static str> {
        MEASURES.iter().map(|one| one.0).filter(|name| self.is_below(name, scanned)).collect()
    }
}

fn bar(name: &str, scanned: bool) -> Option<f64> {
    let (_, bars) = MEASURES.iter().find(|one| one.0 == name)?;
    bars.map(|(born, scans)| if scanned { scans } else { born })
}

/// Seeds from here on use the phrases that nothing else uses.
const FIRST_SEED: u64 = imr_sample::casefile::FIRST_KEPT_SEED;

fn wanted(options: &[&str]) -> Outcome<Wanted> {
    let mut wanted = Wanted { first: FIRST_SEED, count: 3, pages: 300, scanned: false, program: shell::built() };
    let mut rest = options;
    while !rest.is_empty() {
        rest = match rest {
            ["--scanned", rest @ ..] => {
                wanted.scanned = true;
                rest
            }
            ["--program", path, rest @ ..] => {
                wanted.program = PathBuf::from(path);
                rest
            }
            [name @ ("--seed" | "--count" | "--pages"), number, rest @ ..] => {
                let number = number.parse().map_err(|_| not_understood(number))?;
                match *name {
                    "--seed" => wanted.first = number,
                    "--count" => wanted.count = number,
                    _ => wanted.pages = number,
                }
                rest
            }
            [other, ..] => return Err(not_understood(other)),
            [] => rest,
        };
    }
    if wanted.program.is_file() {
        return Ok(wanted);
    }
    Err(Trouble::new(
        format!("{} is not there.", wanted.program.display()),
        "Build it with `cargo build --release`, or name the program with --program.",
    ))
}

fn not_understood(word: &str) -> Trouble {
    Trouble::new(
        format!("`{word}` is not understood."),
        "Write --seed NUMBER, --count NUMBER, --pages NUMBER, --scanned, --program FILE.",
    )
}

#[cfg(test)]
mod tests;
