//! Agreements, counted per field, with each miss.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

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
    "documents",
];

/// Agreements and chances to agree; for F1, hits, read and true.
#[derive(Default)]
struct Tally {
    right: usize,
    read: usize,
    truth: usize,
}

#[derive(Default)]
pub(super) struct Score {
    tallies: BTreeMap<String, Tally>,
    misses: Vec<String>,
    /// The bar of every field, in place of the field's own.
    one_bar: Option<f64>,
}

impl Score {
    /// A score that asks the same of every field.
    pub(super) fn with_one_bar(bar: f64) -> Self {
        Self { one_bar: Some(bar), ..Self::default() }
    }

    pub(super) fn check(&mut self, field: &str, letter: &str, read: &Value, truth: &Value) {
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
    pub(super) fn sets(&mut self, field: &str, letter: &str, read: Vec<String>, truth: Vec<String>) {
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
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Array(all) => all.iter().map(plain).collect::<Vec<_>>().join("\u{1f}"),
        other => other.to_string(),
    }
}

impl Score {
    /// The misses, and a line for each field.
    pub(super) fn table(&self, letters: u64) -> String {
        let mut out = String::new();
        for miss in &self.misses {
            let _ = writeln!(out, "{miss}");
        }
        let _ = writeln!(
            out,
            "{letters} letters\n{:28} {:>6} {:>6} {:>6} {:>8} {:>7}",
            "field", "right", "read", "truth", "%", "bar"
        );
        for (field, bar) in self.fields() {
            let tally = self.tallies.get(field).unwrap_or(&NONE);
            let per_cent = tally.per_cent();
            let verdict = match bar {
                Some(bar) if is_below(per_cent, bar) => format!("{bar:>7.1} BELOW"),
                Some(bar) => format!("{bar:>7.1}"),
                None => String::new(),
            };
            let _ = writeln!(
                out,
                "{field:28} {:>6} {:>6} {:>6} {per_cent:>8.2} {verdict}",
                tally.right, tally.read, tally.truth
            );
        }
        out
    }

    fn fields(&self) -> impl Iterator<Item = (&'static str, Option<f64>)> {
        let own = FIELDS.iter().map(|(field, bar)| (*field, Some(*bar)));
        own.chain(SOFT.iter().map(|field| (*field, None))).map(|(field, bar)| (field, self.one_bar.or(bar)))
    }

    /// The fields below their bar.
    pub(super) fn below(&self) -> Vec<&'static str> {
        let per_cent = |field: &str| self.tallies.get(field).unwrap_or(&NONE).per_cent();
        self.fields()
            .filter(|(field, bar)| bar.is_some_and(|bar| is_below(per_cent(field), bar)))
            .map(|one| one.0)
            .collect()
    }
}

const NONE: Tally = Tally { right: 0, read: 0, truth: 0 };

fn is_below(per_cent: f64, bar: f64) -> bool {
    per_cent + 1e-9 < bar
}

impl Tally {
    /// Agreement of what was read and what is true: the F1 of both.
    fn per_cent(&self) -> f64 {
        match self.read + self.truth {
            0 => 100.0,
            all => 200.0 * share(self.right, all),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a few thousand letters")]
pub(super) fn share(a: usize, b: usize) -> f64 {
    a as f64 / b as f64
}
