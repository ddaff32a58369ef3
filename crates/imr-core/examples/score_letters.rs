//! Compares the readings of letters with ground truth typed by hand.
//!
//! `cargo run --release -p imr-core --example score_letters -- DIR [--layout DIR]`
//! reads every `NAME.txt` of DIR that has a `NAME.truth.json` beside it and
//! prints, per field of issue 3, how many values agree, and each that does
//! not. With a second folder the texts are taken from there.

use imr_core::letter::reading::read;
use imr_core::letter::record::Reading;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The fields in the order of the table, with the bar of each in per cent.
const FIELDS: &[(&str, f64)] = &[
    ("items found", 99.5),
    ("decisions", 100.0),
    ("item_raw", 99.0),
    ("header", 100.0),
    ("certifications", 99.0),
    ("states", 99.0),
    ("age", 97.0),
    ("sex", 97.0),
    ("dates of injury", 97.0),
    ("ur dates", 97.0),
    ("guideline raw", 97.0),
    ("citations F1", 98.0),
    ("ingredient", 95.0),
    ("strength", 93.0),
    ("quantity", 93.0),
];

/// Fields without a bar, for information.
const SOFT: &[&str] = &[
    "case",
    "subspecialties",
    "diagnoses F1",
    "kind",
    "name",
    "quantity_unit",
    "frequency",
    "refills",
    "date_of_service",
    "partial",
    "outside_mtus",
    "cited",
    "citation section",
    "rationale",
    "certifications_normalised",
];

/// Agreements and chances to agree; for F1, hits, read and true.
#[derive(Default)]
struct Tally {
    right: usize,
    read: usize,
    truth: usize,
}

#[derive(Default)]
struct Score {
    tallies: BTreeMap<String, Tally>,
    misses: Vec<String>,
}

impl Score {
    fn check(&mut self, field: &str, letter: &str, read: &Value, truth: &Value) {
        let tally = self.tallies.entry(field.to_owned()).or_default();
        tally.read += 1;
        tally.truth += 1;
        if plain(read) == plain(truth) {
            tally.right += 1;
        } else {
            self.misses.push(format!("{field:18} {letter}\n    truth {truth}\n    read  {read}"));
        }
    }

    /// Values without order: those in both count.
    fn sets(&mut self, field: &str, letter: &str, read: Vec<String>, truth: Vec<String>) {
        let tally = self.tallies.entry(field.to_owned()).or_default();
        tally.read += read.len();
        tally.truth += truth.len();
        let mut left = read.clone();
        let mut missed = Vec::new();
        for value in truth {
            match left.iter().position(|other| *other == value) {
                Some(at) => {
                    left.remove(at);
                    tally.right += 1;
                }
                None => missed.push(value),
            }
        }
        if !missed.is_empty() || !left.is_empty() {
            self.misses.push(format!("{field:18} {letter}\n    truth {missed:?}\n    read  {left:?}"));
        }
    }
}

/// A value with white space collapsed; absent and null are one.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Array(all) => all.iter().map(plain).collect::<Vec<_>>().join("\u{1f}"),
        other => other.to_string(),
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        eprintln!("usage: score_letters DIR [FOLDER OF TEXTS]");
        std::process::exit(2);
    };
    let texts = arguments.next().map_or_else(|| folder.clone(), PathBuf::from);
    let mut score = Score::default();
    let mut letters = 0;
    for truth_path in truths(&folder) {
        let name = truth_path.file_name().and_then(|n| n.to_str()).unwrap_or_default().replace(".truth.json", "");
        let Ok(text) = std::fs::read(texts.join(format!("{name}.txt"))) else {
            continue;
        };
        let Ok(truth) = std::fs::read_to_string(&truth_path) else {
            continue;
        };
        let truth: Value = match serde_json::from_str(&truth) {
            Ok(truth) => truth,
            Err(error) => {
                eprintln!("{}: {error}", truth_path.display());
                continue;
            }
        };
        letters += 1;
        let reading = read(&name, &String::from_utf8_lossy(&text));
        compare(&mut score, &name, &reading, &truth);
    }
    print(&score, letters);
}

fn truths(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    found.retain(|path| path.to_string_lossy().ends_with(".truth.json"));
    found.sort();
    found
}

fn compare(score: &mut Score, name: &str, reading: &Reading, truth: &Value) {
    let Ok(read) = serde_json::to_value(reading) else {
        return;
    };
    score.check("case", name, &read["case"], &truth["case"]);
    for field in [
        "case_number",
        "date_assigned",
        "date_of_injury",
        "decision_date",
        "ur_denial_date",
        "priority",
        "application_received",
    ] {
        if truth["header"].is_object() || read["header"].is_object() {
            let place = format!("{name} {field}");
            score.check("header", &place, &read["header"][field], &truth["header"][field]);
        }
    }
    for (field, key) in [
        ("certifications", "certifications"),
        ("states", "licence_states"),
        ("subspecialties", "subspecialties"),
        ("certifications_normalised", "certifications_normalised"),
    ] {
        score.check(field, name, &read["reviewer"][key], &truth["reviewer"][key]);
    }
    score.check("age", name, &read["patient"]["age"], &truth["patient"]["age"]);
    score.check("sex", name, &read["patient"]["sex"], &truth["patient"]["sex"]);
    let dates = |value: &Value| value.as_array().map(|all| all.iter().map(date).collect()).unwrap_or_default();
    score.sets(
        "dates of injury",
        name,
        dates(&read["patient"]["date_of_injury"]),
        dates(&truth["patient"]["date_of_injury"]),
    );
    score.sets("ur dates", name, dates(&read["ur_dates"]), dates(&truth["ur_dates"]));
    let words = |value: &Value| value.as_array().map(|all| all.iter().map(plain).collect()).unwrap_or_default();
    score.sets("diagnoses F1", name, words(&read["diagnoses"]), words(&truth["diagnoses"]));
    issues(score, name, &read["issues"], &truth["issues"]);
}

fn date(value: &Value) -> String {
    format!("{}|{}|{}", plain(&value["raw"]), plain(&value["iso"]), plain(&value["where"]))
}

fn issues(score: &mut Score, name: &str, read: &Value, truth: &Value) {
    let empty = Vec::new();
    let (read, truth) = (read.as_array().unwrap_or(&empty), truth.as_array().unwrap_or(&empty));
    let numbers = |issues: &[Value]| issues.iter().map(|issue| plain(&issue["n"])).collect::<Vec<_>>();
    score.sets("items found", name, numbers(read), numbers(truth));
    for (at, truth) in truth.iter().enumerate() {
        let read = read.get(at).unwrap_or(&Value::Null);
        let place = format!("{name} #{}", at + 1);
        score.check("decisions", &place, &read["decision"], &truth["decision"]);
        for field in [
            "item_raw",
            "kind",
            "name",
            "ingredient",
            "strength",
            "quantity",
            "quantity_unit",
            "frequency",
            "refills",
            "date_of_service",
        ] {
            let where_ = format!("{place} [{}]", plain(&truth["item_raw"]));
            score.check(field, &where_, &read[field], &truth[field]);
        }
        for part in ["original_request", "authorized", "remaining"] {
            score.check("partial", &place, &read["partial"][part], &truth["partial"][part]);
        }
        for side in ["claims_administrator_guideline", "reviewer_guideline"] {
            guideline(score, &format!("{place} {}", &side[..8]), &read[side], &truth[side]);
        }
        rationale(score, &place, &read["rationale"], &truth["rationale"]);
    }
}

fn guideline(score: &mut Score, place: &str, read: &Value, truth: &Value) {
    score.check("guideline raw", place, &read["raw"], &truth["raw"]);
    score.check("outside_mtus", place, &read["outside_mtus"], &truth["outside_mtus"]);
    score.check("cited", place, &read["cited"], &truth["cited"]);
    let keys = |value: &Value, last: &str| {
        let one = |c: &Value| format!("{}|{}|{}", plain(&c["source"]), plain(&c["title"]), plain(&c[last]));
        value["citations"].as_array().map(|all| all.iter().map(one).collect()).unwrap_or_default()
    };
    score.sets("citations F1", place, keys(read, "pages"), keys(truth, "pages"));
    score.sets("citation section", place, keys(read, "section"), keys(truth, "section"));
}

fn rationale(score: &mut Score, place: &str, read: &Value, truth: &Value) {
    let text = plain(&read["text"]);
    let count = text.chars().count();
    let first: String = text.chars().take(60).collect();
    let last: String = text.chars().skip(count.saturating_sub(60)).collect();
    let read = serde_json::json!([first, last, count]);
    let truth = serde_json::json!([truth["first60"], truth["last60"], truth["chars"]]);
    score.check("rationale", place, &read, &truth);
}

fn print(score: &Score, letters: usize) {
    for miss in &score.misses {
        println!("{miss}");
    }
    println!(
        "\n{letters} letters\n{:28} {:>6} {:>6} {:>6} {:>8} {:>7}",
        "field", "right", "read", "truth", "%", "bar"
    );
    let empty = Tally::default();
    for (field, bar) in FIELDS.iter().map(|f| (f.0, Some(f.1))).chain(SOFT.iter().map(|f| (*f, None))) {
        let tally = score.tallies.get(field).unwrap_or(&empty);
        let all = tally.read + tally.truth;
        let per_cent = if all == 0 { 100.0 } else { 200.0 * ratio(tally.right, all) };
        let verdict = match bar {
            Some(bar) if per_cent + 1e-9 < bar => format!("{bar:>7.1} BELOW"),
            Some(bar) => format!("{bar:>7.1}"),
            None => String::new(),
        };
        println!("{field:28} {:>6} {:>6} {:>6} {per_cent:>8.2} {verdict}", tally.right, tally.read, tally.truth);
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a few thousand letters")]
fn ratio(a: usize, b: usize) -> f64 {
    a as f64 / b as f64
}
