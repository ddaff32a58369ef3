//! The cues of `data/context.toml`, and how they are found: a tree of words.
//!
//! A pattern is words with one blank between; `a|b` is either, a `?` at the
//! end makes a word optional, `$name` stands for a list, `#` for a number,
//! `@year`, `@month` and `@date` for those. The longest pattern at a place
//! holds, so that `no longer` is not read as `no`.

use super::words::Word;
use crate::casefile::word_tree::{Node, ROOT, WordTree};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a cue says of the thing it reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Act {
    Negated,
    Conditional,
    Historical,
    /// There was such a thing, and there is not.
    Ended,
    Other,
    Uncertain,
    /// Hedged, and rather not so.
    Doubted,
    /// Nothing reaches across it.
    Stop,
    /// What follows is a cause: only the past reaches across it.
    Cause,
    /// Looks like a cue and is none.
    Nothing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Direction {
    Forward,
    Backward,
    Both,
}

/// How far a cue reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Reach {
    /// The next word or the one after.
    Next,
    /// A few words without punctuation.
    Near,
    /// To the next comma.
    Part,
    /// To the end of the clause, over the commas of a list.
    Clause,
    /// The whole sentence.
    Sentence,
}

/// Of what things a cue speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Of {
    #[default]
    Any,
    /// Only what happens once and is over.
    Events,
    /// Only what a treatment is given for.
    Benefits,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Cue {
    pub(super) act: Act,
    pub(super) direction: Direction,
    pub(super) reach: Reach,
    #[serde(default)]
    pub(super) of: Of,
}

const TABLE: &str = include_str!("../../../data/context.toml");

/// The table as it is written.
#[derive(Deserialize)]
struct Table {
    list: HashMap<String, String>,
    cue: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    #[serde(flatten)]
    cue: Cue,
    patterns: Vec<String>,
}

static TREE: LazyLock<WordTree<Cue>> = LazyLock::new(|| {
    let mut tree = WordTree::default();
    // A test reads the table; a program whose table does not read finds no cue.
    if let Ok(table) = toml::from_str::<Table>(TABLE) {
        for row in &table.cue {
            for pattern in &row.patterns {
                let tokens: Vec<Vec<&str>> = pattern.split(' ').map(|token| table.ways(token)).collect();
                grow(&mut tree, ROOT, &tokens, row.cue);
            }
        }
    }
    tree
});

impl Table {
    /// The words that a token of a pattern stands for; the empty word where
    /// it may be left out.
    fn ways<'a>(&'a self, token: &'a str) -> Vec<&'a str> {
        let (token, optional) = match token.strip_suffix('?') {
            Some(rest) if !rest.is_empty() => (rest, true),
            _ => (token, false),
        };
        let named =
            |way: &'a str| way.strip_prefix('$').and_then(|name| self.list.get(name)).map_or(way, String::as_str);
        let ways = token.split('|').flat_map(|way| named(way).split('|'));
        ways.chain(optional.then_some("")).collect()
    }
}

fn grow(tree: &mut WordTree<Cue>, node: Node, tokens: &[Vec<&str>], cue: Cue) {
    let Some((ways, rest)) = tokens.split_first() else {
        tree.end(node, cue);
        return;
    };
    for way in ways {
        let child = if way.is_empty() { node } else { tree.grown(node, way) };
        grow(tree, child, rest, cue);
    }
}

/// The longest pattern that begins at a word: its cues, and how many words it
/// takes.
pub(super) fn longest_at(words: &[Word<'_>]) -> Option<(&'static [Cue], usize)> {
    let (mut node, mut longest) = (ROOT, None);
    for (taken, word) in words.iter().enumerate() {
        let Some(next) = TREE.step(node, word.text()) else { break };
        node = next;
        let cues = TREE.ends(node);
        if !cues.is_empty() {
            longest = Some((cues, taken + 1));
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_and_every_list_it_names_is_there() {
        let table: Table = toml::from_str(TABLE).expect("the table reads");
        assert!(table.cue.len() > 20);
        for pattern in table.cue.iter().flat_map(|row| &row.patterns) {
            for way in pattern.split([' ', '|']).filter_map(|way| way.strip_prefix('$')) {
                assert!(table.list.contains_key(way.trim_end_matches('?')), "{pattern}");
            }
        }
    }
}
