//! The table of kinds: by what titles, words and cues a document is known.

use super::super::approximate::{Phrase, squashed};
use super::super::document::Kind;
use super::body::Bodies;
use super::sieve::Sieve;
use super::title::{LETTERS_A_FAULT, SHORT};
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
    /// Which stems may stand in a line.
    near_stems: Sieve,
    /// Which long titles may stand in the letters of a line, and which short
    /// ones in its words.
    near_long: Sieve,
    near_short: Sieve,
    /// What is cut short in titles, and what it stands for.
    pub(super) short: HashMap<String, String>,
    /// What the bodies of documents say.
    pub(super) bodies: Bodies,
    cues: Option<AhoCorasick>,
    cue_kinds: Vec<Kind>,
}

pub(super) static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let Table { short, stem, kind: rows, body } = toml::from_str(TABLE).unwrap_or_default();
    let titles: Vec<Title> = rows
        .iter()
        .flat_map(|row| row.titles.iter().map(|title| (row.name, title)))
        .filter_map(|(kind, title)| {
            let squashed = squashed(title);
            Some(Title { kind, phrase: Phrase::of(&squashed)?, squashed, words: words(title) })
        })
        .collect();
    let cues: Vec<(Kind, &String)> =
        rows.iter().flat_map(|row| row.cues.iter().map(|cue| (row.name, cue))).collect();
    let stems: Vec<(Kind, String)> =
        stem.iter().flat_map(|row| row.words.iter().map(|word| (row.kind, words(word)))).collect();
    let [near_long, near_short] = near_titles(&titles);
    Names {
        near_stems: near_stems(&stems),
        near_long,
        near_short,
        titles,
        stems,
        short,
        bodies: Bodies::of(body),
        cues: AhoCorasick::builder().ascii_case_insensitive(true).build(cues.iter().map(|(_, cue)| cue)).ok(),
        cue_kinds: cues.into_iter().map(|(kind, _)| kind).collect(),
    }
});

/// What is short has to stand exactly, as words; of what is long, a letter in
/// so many may be wrong.
fn near_titles(titles: &[Title]) -> [Sieve; 2] {
    let spaced: Vec<String> = titles.iter().map(|title| format!(" {} ", title.words)).collect();
    let (short, long): (Vec<usize>, Vec<usize>) =
        (0..titles.len()).partition(|at| titles[*at].squashed.len() < SHORT);
    let letters = |at: usize| titles[at].squashed.as_str();
    [
        Sieve::of(long.into_iter().map(|at| (at, letters(at), letters(at).len() / LETTERS_A_FAULT))),
        Sieve::of(short.into_iter().map(|at| (at, spaced[at].as_str(), 0))),
    ]
}

/// The same for stems, which are looked for in the words of a line.
fn near_stems(stems: &[(Kind, String)]) -> Sieve {
    let spaced: Vec<String> = stems.iter().map(|(_, stem)| format!(" {stem} ")).collect();
    Sieve::of(stems.iter().zip(&spaced).enumerate().map(|(at, ((_, stem), spaced))| {
        if stem.len() > SHORT {
            (at, stem.as_str(), stem.len() / LETTERS_A_FAULT)
        } else {
            (at, spaced.as_str(), 0)
        }
    }))
}

impl Names {
    /// The titles that may stand in a line, in the order of the table: its
    /// letters, and its words with one blank between and at both ends.
    pub(super) fn titles_near(&self, letters: &str, spaced: &str) -> impl Iterator<Item = &Title> {
        let mut near = self.near_long.may_stand_in(letters);
        near.extend(self.near_short.may_stand_in(spaced));
        near.sort_unstable();
        near.into_iter().map(|at| &self.titles[at])
    }

    /// The stems that may stand in the words of a line, in the order of the
    /// table.
    pub(super) fn stems_near(&self, spaced: &str) -> impl Iterator<Item = &(Kind, String)> {
        self.near_stems.may_stand_in(spaced).into_iter().map(|at| &self.stems[at])
    }
}

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
