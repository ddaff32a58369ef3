//! What sentences say of their findings, label by label.

use super::{Counts, Half, byte_of, lines, number, text};
use crate::shell::{Outcome, Trouble};
use imr_core::casefile::{Context, Reading, Section};
use serde_json::Value;

/// A label: its bar, and the F1 that medspaCy's `ConText` reaches on the same
/// marks.
struct Label {
    name: &'static str,
    bar: f64,
    medspacy: f64,
    found: fn(Context) -> bool,
    truth: fn(&Value) -> bool,
}

const LABELS: [Label; 5] = [
    Label { name: "negated", bar: 0.95, medspacy: 0.87, found: |c| c.negated, truth: |v| yes(v, "negated") },
    Label {
        name: "hypothetical",
        bar: 0.80,
        medspacy: 0.53,
        found: |c| c.conditional,
        truth: |v| yes(v, "hypothetical_or_conditional"),
    },
    Label {
        name: "historical",
        bar: 0.80,
        medspacy: 0.45,
        found: |c| c.historical,
        truth: |v| yes(v, "historical"),
    },
    Label {
        name: "other person",
        bar: 0.90,
        medspacy: 0.74,
        found: |c| c.other_person,
        truth: |v| text(v, "experiencer") == "other",
    },
    Label { name: "uncertain", bar: 0.85, medspacy: 0.61, found: |c| c.uncertain, truth: |v| yes(v, "uncertain") },
];

fn yes(labels: &Value, key: &str) -> bool {
    text(labels, key) == "yes"
}

/// Scores the marks of a file, and lists the misses of the tuning half; those
/// of the other half only where `IMR_SCORE_MISSES` is `all`.
pub(crate) fn score(file: &str) -> Outcome {
    let marks = lines(file)?;
    let all = std::env::var("IMR_SCORE_MISSES").is_ok_and(|what| what == "all");
    let mut counts = [[Counts::default(); LABELS.len()]; 2];
    for mark in &marks {
        let half = Half::of(mark.get("sample_id").unwrap_or(&Value::Null));
        let found = context_of(mark);
        let truth = mark.get("labels").unwrap_or(&Value::Null);
        for (label, counts) in LABELS.iter().zip(&mut counts[usize::from(half == Half::HeldOut)]) {
            let (found, truth) = ((label.found)(found), (label.truth)(truth));
            counts.add(found, truth);
            if found != truth && (all || half == Half::Tuning) {
                let what = if truth { "missed" } else { "wrong" };
                println!("{:12} {what:6} [{}] {:?}", label.name, text(mark, "phrase"), text(mark, "sentence"));
            }
        }
    }
    println!("{} marks; F1 (precision, recall)", marks.len());
    println!("{:14}{:>22}{:>22}{:>8}{:>7}{:>10}", "", "tuning", "held out", "all", "bar", "medspaCy");
    let mut below = Vec::new();
    for (at, label) in LABELS.iter().enumerate() {
        let [tuning, held_out] = [counts[0][at], counts[1][at]];
        let both = tuning.plus(held_out).f1();
        let (name, bar, other) = (label.name, label.bar, label.medspacy);
        let verdict = if both < bar { " BELOW" } else { "" };
        if both < bar {
            below.push(name);
        }
        println!("{name:14}{tuning:>22}{held_out:>22}{both:>8.3}{bar:>7.2}{other:>10.2}{verdict}");
    }
    if below.is_empty() {
        return Ok(());
    }
    Err(Trouble::new(
        format!("Below the bar: {}.", below.join(", ")),
        "The misses of the tuning half are listed above.",
    ))
}

fn context_of(mark: &Value) -> Context {
    let sentence = text(mark, "sentence");
    let start = byte_of(sentence, number(mark, "phrase_offset") - number(mark, "offset"));
    let end = start + text(mark, "phrase").len();
    Reading::new(sentence, Section::Plain).context(&(start..end))
}
