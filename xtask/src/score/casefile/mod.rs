//! `cargo xtask score casefile`: how well the case file is read, against marks
//! made by hand and against generated files.

pub(crate) mod context;
pub(crate) mod drugs;
pub(crate) mod generated;
pub(crate) mod words;

use crate::shell::{Outcome, Trouble};
use imr_core::digest::Digest;
use serde_json::Value;
use std::fmt;

/// Which half of the marks a report belongs to: rules are tuned on one half
/// and the other shows how general they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Tuning,
    HeldOut,
}

impl Half {
    /// By the last bit of the digest of the report's number.
    fn of(report: &Value) -> Self {
        let even = Digest::of(report.to_string().as_bytes())
            .to_string()
            .ends_with(['0', '2', '4', '6', '8', 'a', 'c', 'e']);
        if even { Self::Tuning } else { Self::HeldOut }
    }
}

/// What was found, what is true, and what is both.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    found: usize,
    truth: usize,
    right: usize,
}

impl Counts {
    fn add(&mut self, found: bool, truth: bool) {
        self.found += usize::from(found);
        self.truth += usize::from(truth);
        self.right += usize::from(found && truth);
    }

    fn plus(self, other: Self) -> Self {
        Self { found: self.found + other.found, truth: self.truth + other.truth, right: self.right + other.right }
    }

    /// Twice the right ones over all found and true.
    fn f1(self) -> f64 {
        match self.found + self.truth {
            0 => 1.0,
            all => 2.0 * super::tally::share(self.right, all),
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |of: usize| if of == 0 { 1.0 } else { super::tally::share(self.right, of) };
        f.pad(&format!("{:.3} ({:.2}, {:.2})", self.f1(), share(self.found), share(self.truth)))
    }
}

/// The lines of a file of JSON values.
fn lines(path: &str) -> Outcome<Vec<Value>> {
    let unreadable = |why: String| {
        Trouble::new(format!("{path} cannot be read: {why}."), "Name a file with one JSON value on each line.")
    };
    let text = std::fs::read_to_string(path).map_err(|why| unreadable(why.to_string()))?;
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).map_err(|why| unreadable(why.to_string())))
        .collect()
}

/// The byte at which the character number `at` of a text stands.
fn byte_of(text: &str, at: usize) -> usize {
    text.char_indices().nth(at).map_or(text.len(), |one| one.0)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn number(value: &Value, key: &str) -> usize {
    value.get(key).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok()).unwrap_or_default()
}
