//! The cues of `data/context.toml`, and how they are found: a tree of words.
//!
//! A pattern is words with one blank between; `a|b` is either, a `?` at the
//! end makes a word optional, `$name` stands for a list, `#` for a number,
//! `@year`, `@month` and `@date` for those. The longest pattern at a place
//! holds, so that `no longer` is not read as `no`.

use super::words::Word;
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

#[derive(Default)]
struct Tree {
    words: HashMap<String, u32>,
    next: HashMap<(u32, u32), u32>,
    /// The cues that end at each node.
    ends: Vec<Vec<Cue>>,
}

static TREE: LazyLock<Tree> = LazyLock::new(|| {
    let mut tree = Tree { ends: vec![Vec::new()], ..Tree::default() };
    // A test reads the table; a program whose table does not read finds no cue.
    if let Ok(table) = toml::from_str::<Table>(TABLE) {
        for row in &table.cue {
            for pattern in &row.patterns {
                let tokens: Vec<Vec<&str>> = pattern.split(' ').map(|token| table.ways(token)).collect();
                tree.grow(0, &tokens, row.cue);
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

impl Tree {
    fn grow(&mut self, node: u32, tokens: &[Vec<&str>], cue: Cue) {
        let Some((ways, rest)) = tokens.split_first() else {
            self.ends[node as usize].push(cue);
            return;
        };
        for way in ways {
            let child = if way.is_empty() { node } else { self.child(node, way) };
            self.grow(child, rest, cue);
        }
    }

    fn child(&mut self, node: u32, word: &str) -> u32 {
        let known = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let word = *self.words.entry(word.to_owned()).or_insert(known);
        let new = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        let child = *self.next.entry((node, word)).or_insert(new);
        if child == new {
            self.ends.push(Vec::new());
        }
        child
    }
}

/// The longest pattern that begins at a word: its cues, and how many words it
/// takes.
pub(super) fn longest_at(words: &[Word]) -> Option<(&'static [Cue], usize)> {
    let (mut node, mut longest) = (0, None);
    for (taken, word) in words.iter().enumerate() {
        let Some(next) = TREE.words.get(word.text()).and_then(|word| TREE.next.get(&(node, *word))) else {
            break;
        };
        node = *next;
        let cues = &TREE.ends[node as usize];
        if !cues.is_empty() {
            longest = Some((cues.as_slice(), taken + 1));
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
