//! Terms that readers look for, all found by one scan of a sentence: parts of
//! the body, signs, findings, treatments, and what else `data/vocabulary.toml`
//! holds. What a term means in its sentence is the readers' business.

use crate::casefile::word_tree::{ROOT, WordTree};
use aho_corasick::AhoCorasick;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What a term is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Table {
    Part,
    Symptom,
    Sign,
    Result,
    Study,
    Finding,
    Nerve,
    Therapy,
    Procedure,
    ProcedurePart,
    Work,
    Harm,
    Mechanism,
    Substance,
    Condition,
    /// Words that make the name of an illness with others.
    Ailment,
    /// Words by which a reader knows its subject.
    Cue,
}

const TABLES: usize = Table::Cue as usize + 1;

/// A term in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where it stands, in bytes of the sentence.
    pub(super) span: Range<usize>,
    /// Its plain name.
    pub(super) name: &'static str,
}

/// The terms of a sentence. Within a table the longest of overlapping terms
/// holds; terms of different tables may overlap.
#[derive(Debug, Default)]
pub(super) struct Marks {
    all: Vec<(Table, Mark)>,
    there: u32,
}

impl Marks {
    /// The terms of a table, from left to right.
    pub(super) fn of(&self, table: Table) -> impl DoubleEndedIterator<Item = &Mark> {
        let here = if self.has(table) { self.all.as_slice() } else { &[] };
        here.iter().filter(move |one| one.0 == table).map(|one| &one.1)
    }

    /// Whether a table has a term in the sentence.
    pub(super) fn has(&self, table: Table) -> bool {
        self.there & (1 << table as u32) != 0
    }

    /// The first term of a table with this name.
    pub(super) fn named(&self, table: Table, name: &str) -> Option<&Mark> {
        self.of(table).find(|mark| mark.name == name)
    }

    /// Whether the cue of this name stands in the sentence.
    pub(super) fn cue(&self, name: &str) -> bool {
        self.named(Table::Cue, name).is_some()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

const WRITTEN: &str = include_str!("../../../data/vocabulary.toml");

/// What a spelling stands for, with the marks that must follow its last word.
struct Term {
    table: Table,
    name: Box<str>,
    tail: Box<str>,
}

struct Vocabulary {
    /// Each word with the marks before it, but the first without.
    tree: WordTree<Term>,
    /// The few spellings that begin with a mark.
    marked: AhoCorasick,
    terms: Vec<(Table, Box<str>)>,
}

static VOCABULARY: LazyLock<Option<Vocabulary>> = LazyLock::new(|| {
    // A test reads the file; a program whose file does not read finds no term.
    let tables: BTreeMap<Table, BTreeMap<String, Vec<String>>> = toml::from_str(WRITTEN).ok()?;
    let (mut tree, mut marked, mut terms) = (WordTree::default(), Vec::new(), Vec::new());
    for (table, names) in tables {
        for (name, patterns) in names {
            for way in patterns.iter().flat_map(|pattern| spelled(pattern)) {
                let name = name.as_str().into();
                if way.starts_with(|c: char| c.is_ascii_alphanumeric()) {
                    grow(&mut tree, &way, table, name);
                } else {
                    marked.push(way);
                    terms.push((table, name));
                }
            }
        }
    }
    Some(Vocabulary { tree, marked: AhoCorasick::new(marked).ok()?, terms })
});

fn grow(tree: &mut WordTree<Term>, way: &str, table: Table, name: Box<str>) {
    let (mut node, mut from) = (ROOT, 0);
    for word in runs(way, 0) {
        node = tree.grown(node, &way[from..word.end]);
        from = word.end;
    }
    tree.end(node, Term { table, name, tail: way[from..].into() });
}

/// The runs of letters and digits of a text from a place on, by their places.
fn runs(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut bytes = (from..).zip(text.as_bytes()[from..].iter());
    std::iter::from_fn(move || {
        let (start, _) = bytes.find(|one| one.1.is_ascii_alphanumeric())?;
        let end = bytes.find(|one| !one.1.is_ascii_alphanumeric()).map_or(text.len(), |one| one.0);
        Some(start..end)
    })
}

/// Every spelling of a pattern: words with one blank between; `a|b` is either,
/// a `?` at the end makes a word optional.
fn spelled(pattern: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for token in pattern.split(' ') {
        let (token, optional) = match token.strip_suffix('?') {
            Some(rest) if !rest.is_empty() => (rest, true),
            _ => (token, false),
        };
        let longer = |before: &String| {
            let blank = if before.is_empty() { "" } else { " " };
            token.split('|').map(|way| format!("{before}{blank}{way}")).collect::<Vec<_>>()
        };
        let mut next: Vec<String> = all.iter().flat_map(longer).collect();
        if optional {
            next.append(&mut all);
        }
        all = next;
    }
    all
}

/// A sentence as terms compare: lower case, a blank for a hyphen. Every letter
/// keeps its place.
pub(super) fn folded(sentence: &str) -> String {
    let mut folded = sentence.to_ascii_lowercase();
    if folded.contains('-') {
        folded = folded.replace('-', " ");
    }
    folded
}

/// The terms of a folded sentence.
pub(super) fn marks(folded: &str) -> Marks {
    let Some(vocabulary) = VOCABULARY.as_ref() else {
        return Marks::default();
    };
    let mut found: Vec<(usize, usize, Table, &'static str)> = Vec::with_capacity(8);
    for first in runs(folded, 0) {
        let (mut node, mut from) = (ROOT, first.start);
        let behind = runs(folded, first.end).map(|word| word.end);
        for end in std::iter::once(first.end).chain(behind) {
            let Some(next) = vocabulary.tree.step(node, &folded[from..end]) else { break };
            (node, from) = (next, end);
            let ends = vocabulary.tree.ends(node).iter().filter(|term| folded[from..].starts_with(&*term.tail));
            found.extend(ends.map(|term| (first.start, from + term.tail.len(), term.table, &*term.name)));
        }
    }
    let within = |at: usize| folded.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
    for one in vocabulary.marked.find_overlapping_iter(folded) {
        if !within(one.end() - 1) || !within(one.end()) {
            let (table, name) = &vocabulary.terms[one.pattern().as_usize()];
            found.push((one.start(), one.end(), *table, name));
        }
    }
    found.sort_by_key(|one| (one.0, std::cmp::Reverse(one.1)));
    let mut ends = [0; TABLES];
    let mut marks = Marks::default();
    for (start, end, table, name) in found {
        // One word may be the cue of several readers.
        let taken = &mut ends[table as usize];
        if table == Table::Cue || start >= *taken {
            *taken = end;
            marks.there |= 1 << table as u32;
            marks.all.push((table, Mark { span: start..end, name }));
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_reads_and_no_spelling_has_two_names_in_a_table() {
        let tables: BTreeMap<Table, BTreeMap<String, Vec<String>>> = toml::from_str(WRITTEN).expect("it reads");
        assert_eq!(tables.len(), TABLES);
        for (table, names) in tables {
            let mut known: BTreeMap<String, String> = BTreeMap::new();
            for (name, patterns) in names {
                for way in patterns.iter().flat_map(|pattern| spelled(pattern)) {
                    assert!(!way.contains('-') && way == way.to_lowercase(), "{way} would never be found");
                    let other = known.insert(way.clone(), name.clone());
                    let one = table == Table::Cue || other.is_none_or(|other| other == name);
                    assert!(one, "{way} has two names in {table:?}");
                }
            }
        }
    }

    #[test]
    fn the_longest_term_of_a_table_holds() {
        let text = folded("Lumbar disc-protrusion of the low back");
        let marks = marks(&text);
        let names = |table| marks.of(table).map(|mark| mark.name).collect::<Vec<_>>();
        assert_eq!(names(Table::Part), ["low back", "low back"]);
        assert_eq!(names(Table::Finding), ["disc protrusion"]);
    }
}
