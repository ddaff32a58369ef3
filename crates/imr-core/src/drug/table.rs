//! The table of names, and how a name is looked up.

use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/drugs.csv");

/// Words of a name that say how the drug is bound or made up, not what it is.
const SALTS: &[&str] = &[
    "hydrochloride",
    "hcl",
    "hc",
    "sodium",
    "sod",
    "potassium",
    "sulfate",
    "acetate",
    "phosphate",
    "maleate",
    "bitartrate",
    "tartrate",
    "citrate",
    "fumarate",
    "mesylate",
    "succinate",
    "besylate",
    "hydrobromide",
    "calcium",
    "magnesium",
    "epolamine",
    "oxalate",
    "tromethamine",
    "propionate",
    "er",
    "xr",
    "sr",
    "dr",
    "cr",
    "ir",
    "xl",
    "la",
    "odt",
    "ec",
];

/// The ingredients of each line, as they stand.
pub(super) static LINES: LazyLock<Vec<Vec<&'static str>>> =
    LazyLock::new(|| rows().map(|(ingredients, _)| ingredients.split(" / ").collect()).collect());

struct Index {
    lines: FxHashMap<String, usize>,
    /// The first words of names, each with how many words its names have at most.
    first_words: FxHashMap<String, usize>,
}

/// From a name, as its words, to its line.
static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut lines = FxHashMap::default();
    for (at, (ingredients, names)) in rows().enumerate() {
        if !ingredients.contains(" / ") {
            lines.entry(key(ingredients)).or_insert(at);
        }
        for name in names.split('|').filter(|name| !name.is_empty()) {
            lines.insert(key(name), at);
        }
    }
    let first_words = longest_by_first_word(lines.keys().map(String::as_str));
    Index { lines, first_words }
});

/// The first word of every name, with the most words that a name has which
/// begins with it.
pub(super) fn longest_by_first_word<'n>(names: impl Iterator<Item = &'n str>) -> FxHashMap<String, usize> {
    let mut longest = FxHashMap::default();
    for name in names {
        let first = name.split(' ').next().unwrap_or(name);
        let known = longest.entry(first.to_owned()).or_insert(0);
        *known = name.split(' ').count().max(*known);
    }
    longest
}

/// Every name with its line.
pub(super) fn names() -> impl Iterator<Item = (&'static str, usize)> {
    INDEX.lines.iter().map(|(name, line)| (name.as_str(), *line))
}

/// The first word of every name.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    INDEX.first_words.keys().map(String::as_str)
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.rsplit_once(','))
}

/// Every name of the drug that goes by this one: its ingredient and its
/// brands; of a single ingredient also the brands of every combination it is
/// in (`hydrocodone` is in Norco), of a combination also its ingredients in
/// each order.
#[must_use]
pub fn names_like(name: &str) -> Vec<String> {
    let Some(ingredients) = ingredients_of(name) else {
        return Vec::new();
    };
    let mut names = match ingredients.as_slice() {
        [one, other] => [side_by_side(one, other), side_by_side(other, one)].concat(),
        _ => Vec::new(),
    };
    let line = ingredients.join(" / ");
    for (all, brands) in rows().filter(|(all, _)| *all == line) {
        names.extend((!all.contains(" / ")).then_some(all).into_iter().chain(split(brands)).map(str::to_owned));
    }
    if let [one] = ingredients.as_slice() {
        let with = rows().filter(|(all, _)| *all != line && all.split(" / ").any(|other| other == *one));
        names.extend(with.flat_map(|(_, brands)| split(brands)).map(str::to_owned));
    }
    names
}

/// The names in a row.
fn split(names: &str) -> impl Iterator<Item = &str> {
    names.split('|').filter(|name| !name.is_empty())
}

/// Two ingredients as a combination is written, in full and short:
/// `hydrocodone acetaminophen`, `hydrocodone apap`.
fn side_by_side(one: &str, other: &str) -> Vec<String> {
    let short = |ingredient: &str| {
        let own = rows().find(|(all, _)| *all == ingredient);
        own.and_then(|(_, names)| split(names).find(|name| name.len() < 5))
    };
    let ways = |ingredient| std::iter::once(ingredient).chain(short(ingredient));
    ways(one).flat_map(|first| ways(other).map(move |second| format!("{first} {second}"))).collect()
}

/// Whether a drug of the table holds these ingredients and no other.
pub(super) fn come_together(ingredients: &[&str]) -> bool {
    LINES.iter().any(|line| line.len() == ingredients.len() && ingredients.iter().all(|one| line.contains(one)))
}

/// The ingredient that comes together with another one under a name that a
/// scan has garbled: `oxycddone`, beside `acetaminophen`. None where two would
/// do.
pub(crate) fn partner_like(word: &str, with: &str) -> Option<&'static str> {
    const LONG: usize = 7;
    let word = word.to_lowercase();
    let pairs = LINES.iter().filter(|line| line.len() == 2 && line.contains(&with));
    let others = pairs.flatten().copied().filter(|one| *one != with);
    let mut like: Vec<&'static str> =
        others.filter(|one| one.len() >= LONG && strsim::levenshtein(one, &word) <= 2).collect();
    like.sort_unstable();
    like.dedup();
    match like.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// A drug named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where the name stands, in bytes of the text.
    pub span: Range<usize>,
    /// What is in it, in alphabetical order.
    pub ingredients: &'static [&'static str],
}

/// The active ingredients of the drug that goes by this name, in alphabetical
/// order; none where the table does not know it.
///
/// Capitals, hyphens and salts make no difference.
#[must_use]
pub fn ingredients_of(name: &str) -> Option<Vec<&'static str>> {
    let words = words(name);
    let lower: Vec<&str> = words.iter().map(|word| &*word.1).collect();
    if lower.is_empty() {
        return None;
    }
    let mut end = lower.len();
    loop {
        if let Some(&line) = INDEX.lines.get(&lower[..end].join(" ")) {
            return Some(LINES[line].clone());
        }
        if end <= 1 || !SALTS.contains(&lower[end - 1]) {
            return None;
        }
        end -= 1;
    }
}

/// Every drug named in a text, from left to right; of two names that begin at
/// one word the longer holds.
#[must_use]
pub fn mentions(text: &str) -> Vec<Mention> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match longest_at(&words[at..]) {
            Some((line, taken)) => {
                found.push(Mention {
                    span: words[at].0.start..words[at + taken - 1].0.end,
                    ingredients: &LINES[line],
                });
                at += taken;
            }
            None => at += 1,
        }
    }
    found
}

pub(super) fn longest_at(words: &[Word<'_>]) -> Option<(usize, usize)> {
    let longest = *INDEX.first_words.get(&*words[0].1)?;
    (1..=words.len().min(longest)).rev().find_map(|taken| {
        let name = joined(&words[..taken]);
        INDEX.lines.get(&*name).map(|&line| (line, taken))
    })
}

/// The form in which names compare: words in lower case with one blank
/// between them.
fn key(name: &str) -> String {
    joined(&words(name)).into_owned()
}

/// A word with its place, in the form in which names compare.
pub(super) type Word<'a> = (Range<usize>, Cow<'a, str>);

/// Words with one blank between them.
pub(super) fn joined<'a>(words: &'a [Word<'_>]) -> Cow<'a, str> {
    match words {
        [one] => Cow::Borrowed(&one.1),
        all => Cow::Owned(all.iter().map(|word| &*word.1).collect::<Vec<_>>().join(" ")),
    }
}

/// The words of a text with their places. An apostrophe is part of its word.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let (mut start, mut as_written) = (None, true);
    for (at, c) in text.char_indices() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            start.get_or_insert(at);
        } else if c.is_alphanumeric() || (c == '\'' && start.is_some()) {
            start.get_or_insert(at);
            as_written = false;
        } else if let Some(from) = start.take() {
            found.push((from..at, compared(&text[from..at], as_written)));
            as_written = true;
        }
    }
    if let Some(from) = start {
        found.push((from..text.len(), compared(&text[from..], as_written)));
    }
    found
}

/// A word as names compare. Most words are written so.
fn compared(word: &str, as_written: bool) -> Cow<'_, str> {
    if as_written {
        return Cow::Borrowed(word);
    }
    let mut word = word.to_lowercase();
    word.retain(|c| c != '\'');
    Cow::Owned(word)
}
