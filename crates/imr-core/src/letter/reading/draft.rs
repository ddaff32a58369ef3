//! The record while it is being read: values, where they stood, and notes.

use super::clean::Clean;
use crate::letter::record::{Note, Record};
use std::collections::BTreeMap;
use std::ops::Range;

/// What has been read so far.
pub(super) struct Draft<'a> {
    /// The text.
    pub(super) clean: &'a Clean,
    /// The values.
    pub(super) record: Record,
    /// Where they stood, as bytes of the source.
    pub(super) spans: BTreeMap<String, (usize, usize)>,
    /// What was not found, or found odd.
    pub(super) notes: Vec<Note>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(clean: &'a Clean) -> Self {
        Self { clean, record: Record::default(), spans: BTreeMap::new(), notes: Vec::new() }
    }

    /// The flat text. It outlives the borrow of the draft.
    pub(super) fn flat(&self) -> &'a str {
        self.clean.flat()
    }

    /// The flat text in lower case.
    pub(super) fn lower(&self) -> &'a str {
        self.clean.lower()
    }

    /// Keeps where a value stood.
    pub(super) fn span(&mut self, pointer: impl Into<String>, range: &Range<usize>) {
        self.spans.insert(pointer.into(), self.clean.source(range));
    }

    /// Keeps something odd.
    pub(super) fn note(&mut self, code: &str, range: Option<&Range<usize>>, sentence: impl Into<String>) {
        let span = range.map(|range| self.clean.source(range));
        self.notes.push(Note { code: code.to_owned(), span, sentence: sentence.into() });
    }
}
