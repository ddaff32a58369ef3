//! What a run has read, counted.

use imr_core::letter::record::{Decision, Note, Record};
use std::collections::BTreeMap;
use std::fmt;

/// Counts of a run.
#[derive(Debug, Default)]
pub(super) struct Tally {
    letters: usize,
    items: usize,
    upheld: usize,
    overturned: usize,
    notes: BTreeMap<String, usize>,
    passed_over: usize,
    /// Files that were not read, and names that stand for none.
    pub(super) failed: usize,
}

impl Tally {
    pub(super) fn new(passed_over: usize, failed: usize) -> Self {
        Self { passed_over, failed, ..Self::default() }
    }

    pub(super) fn count(&mut self, record: &Record, notes: &[Note]) {
        self.letters += 1;
        self.items += record.issues.len();
        let decided = |wanted| record.issues.iter().filter(|issue| issue.decision == Some(wanted)).count();
        self.upheld += decided(Decision::Upheld);
        self.overturned += decided(Decision::Overturned);
        for note in notes {
            *self.notes.entry(note.code.clone()).or_default() += 1;
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "letters {}, items {}, upheld {}, overturned {}",
            self.letters, self.items, self.upheld, self.overturned
        )?;
        if !self.notes.is_empty() {
            let notes: Vec<String> = self.notes.iter().map(|(code, count)| format!("{code} {count}")).collect();
            writeln!(f, "notes: {}", notes.join(", "))?;
        }
        if self.passed_over > 0 {
            writeln!(f, "files passed over (not .pdf or .txt): {}", self.passed_over)?;
        }
        writeln!(f, "files not read: {}", self.failed)
    }
}
