//! Read, written as read, and read again: how much comes back.

use super::tally::share;
use imr_core::letter::reading::read;
use imr_core::letter::writing;
use imr_core::paper::{Paper as _, PlainText};
use std::fmt::Write as _;

/// From here on the text itself must come back.
const FROM: &str = "CLINICAL CASE SUMMARY";

/// Letters that came back, of how many.
#[derive(Default)]
pub(super) struct RoundTrip {
    letters: usize,
    records: usize,
    /// Letters that have the heading, and those whose text is equal from it on.
    texts: usize,
    equal_texts: usize,
    misses: Vec<String>,
}

impl RoundTrip {
    pub(super) fn add(&mut self, name: &str, source: &str) {
        self.letters += 1;
        let record = read(name, source).record;
        let Ok(written) = PlainText.set(&writing::as_read(&record)) else {
            self.misses.push(format!("{name}: it could not be written"));
            return;
        };
        let written = String::from_utf8_lossy(&written);
        if read(name, &written).record == record {
            self.records += 1;
        } else {
            self.misses.push(format!("{name}: the record differs"));
        }
        if let Some(truth) = behind(source) {
            self.texts += 1;
            let written = behind(&written).unwrap_or_default();
            if written == truth {
                self.equal_texts += 1;
            } else {
                self.misses.push(format!("{name}: the text differs: {}", first_difference(&truth, &written)));
            }
        }
    }

    pub(super) fn table(&self) -> String {
        let mut out = String::new();
        for miss in &self.misses {
            let _ = writeln!(out, "{miss}");
        }
        for (what, right, all, bar) in [
            ("record equal", self.records, self.letters, RECORDS),
            ("text equal from the summary on", self.equal_texts, self.texts, TEXTS),
        ] {
            out.push_str(&line(what, right, all, bar));
        }
        out
    }

    /// The line on the records alone, and which differ: made letters have
    /// wordings of their own around the values.
    pub(super) fn records(&self) -> String {
        let differing = self.misses.iter().filter(|miss| miss.ends_with("the record differs"));
        let mut out: String = differing.map(|miss| format!("{miss}\n")).collect();
        out.push_str(&line("record equal when written and read again", self.records, self.letters, RECORDS));
        out
    }

    pub(super) fn loses_records(&self) -> bool {
        self.records < self.letters
    }

    pub(super) fn is_below(&self) -> bool {
        let short = |right: usize, all: usize, bar: f64| all > 0 && 100.0 * share(right, all) + 1e-9 < bar;
        short(self.records, self.letters, RECORDS) || short(self.equal_texts, self.texts, TEXTS)
    }
}

fn line(what: &str, right: usize, all: usize, bar: f64) -> String {
    let per_cent = if all == 0 { 100.0 } else { 100.0 * share(right, all) };
    format!("{what:40} {right:>5} of {all:>5} {per_cent:>8.2} {bar:>7.1}\n")
}

const RECORDS: f64 = 100.0;
const TEXTS: f64 = 98.0;

/// The text from the heading on, white space collapsed.
fn behind(text: &str) -> Option<String> {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    flat.find(FROM).map(|at| flat[at..].to_owned())
}

fn first_difference(truth: &str, written: &str) -> String {
    let at = truth.chars().zip(written.chars()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.chars().skip(at.saturating_sub(30)).take(90).collect::<String>();
    format!("\n    source  {}\n    written {}", around(truth), around(written))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_back_is_counted_and_what_does_not_is_shown() {
        let mut trip = RoundTrip::default();
        trip.add("a", "CLINICAL CASE SUMMARY\nA worker.\n");
        assert_eq!((trip.letters, trip.records, trip.texts), (1, 1, 1));
        // The lead-in of the summary is written; this text had none.
        assert_eq!(trip.equal_texts, 0);
        assert!(trip.table().contains("source  CLINICAL CASE SUMMARY A worker."), "{}", trip.table());
        assert!(trip.is_below());
    }
}
