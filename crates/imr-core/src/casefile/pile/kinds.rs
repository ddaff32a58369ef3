//! The table of kinds: by what titles, words and cues a document is known.

use super::super::approximate::{Phrase, squashed};
use super::super::document::Kind;
use super::body::Bodies;
use aho_corasick::AhoCorasick;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../data/document-kinds.toml");

#[derive(Deserialize, Default)]
struct Table {
    short: HashMap<String, String>,
    stem: Vec<StemRow>,
    kind: Vec<Row>,
    body: Vec<super::body::Row>,
}

#[derive(Deserialize)]
struct StemRow {
    kind: Kind,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Row {
    name: Kind,
    titles: Vec<String>,
    cues: Vec<String>,
}

/// A title of the table.
pub(super) struct Title {
    pub(super) kind: Kind,
    /// Letters and digits alone.
    pub(super) squashed: String,
    /// The same, to be looked for with faults.
    pub(super) phrase: Phrase,
    /// In lower case, words parted by one blank.
    pub(super) words: String,
}

pub(super) struct Names {
    pub(super) titles: Vec<Title>,
    /// Words that speak for a kind in a line that is nobody's title, what is
    /// particular before what is general.
    pub(super) stems: Vec<(Kind, String)>,
    /// What is cut short in titles, and what it stands for.
    pub(super) short: HashMap<String, String>,
    /// What the bodies of documents say.
    pub(super) bodies: Bodies,
    cues: Option<AhoCorasick>,
    cue_kinds: Vec<Kind>,
}

pub(super) static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let Table { short, stem, kind: rows, body } = toml::from_str(TABLE).unwrap_or_default();
    let titles = rows
        .iter()
        .flat_map(|row| row.titles.iter().map(|title| (row.name, title)))
        .filter_map(|(kind, title)| {
            let squashed = squashed(title);
            Some(Title { kind, phrase: Phrase::of(&squashed)?, squashed, words: words(title) })
        })
        .collect();
    let cues: Vec<(Kind, &String)> =
        rows.iter().flat_map(|row| row.cues.iter().map(|cue| (row.name, cue))).collect();
    Names {
        titles,
        stems: stem.iter().flat_map(|row| row.words.iter().map(|word| (row.kind, words(word)))).collect(),
        short,
        bodies: Bodies::of(body),
        cues: AhoCorasick::builder().ascii_case_insensitive(true).build(cues.iter().map(|(_, cue)| cue)).ok(),
        cue_kinds: cues.into_iter().map(|(kind, _)| kind).collect(),
    }
});

/// How often words of each kind stand in a text: kinds and how many different
/// ones were found.
pub(super) fn cues(text: &str) -> Vec<(Kind, usize)> {
    let Some(automaton) = &NAMES.cues else { return Vec::new() };
    let mut seen = vec![false; NAMES.cue_kinds.len()];
    for found in automaton.find_overlapping_iter(text) {
        seen[found.pattern().as_usize()] = true;
    }
    let mut counts: Vec<(Kind, usize)> = Vec::new();
    for (kind, _) in NAMES.cue_kinds.iter().zip(seen).filter(|(_, seen)| *seen) {
        match counts.iter_mut().find(|(known, _)| known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((*kind, 1)),
        }
    }
    counts
}

/// Lower case, what is not a letter, digit, hyphen or stroke as one blank.
pub(super) fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|one: char| !(one.is_alphanumeric() || one == '-' || one == '/' || one == '\''))
        .map(|word| word.trim_matches(['-', '/', '\'']))
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_and_every_title_can_be_looked_for() {
        let table: Table = toml::from_str(TABLE).unwrap();
        let titles: usize = table.kind.iter().map(|row| row.titles.len()).sum();
        assert_eq!(NAMES.titles.len(), titles);
        assert!(NAMES.cues.is_some());
        assert!(Kind::ALL.iter().all(|kind| table.kind.iter().any(|row| row.name == *kind)));
    }
}
