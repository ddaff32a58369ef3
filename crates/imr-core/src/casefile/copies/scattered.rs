//! Two recognized pages whose words did not come in the same order: a stamp
//! was read in the midst of a letterhead, a table once by rows and once by
//! columns. What stands on one page only is paired with what stands on the
//! other only; what is left over must not say something else.

use super::super::approximate::distance;
use super::Leaf;
use super::compare::{TURNS, Vocabulary, is_drug, is_number, may_be_word, same_number};
use std::collections::{HashMap, HashSet};

/// What is left over of a page.
#[derive(Debug, Default)]
struct Rest {
    /// Numbers of more than a digit.
    numbers: usize,
    /// Words that turn a finding around, and drugs.
    turns: usize,
    /// Other words that stand on several pages, so that they are none that
    /// recognition made.
    known: usize,
    /// Other words that may be some.
    words: usize,
}

impl Rest {
    fn of(words: &[&str], vocabulary: &Vocabulary) -> Self {
        let mut rest = Self::default();
        for word in words {
            if is_number(word) {
                rest.numbers += usize::from(word.len() > 1);
            } else if TURNS.contains(word) || is_drug(word) {
                rest.turns += 1;
            } else {
                let long = word.len() > 2;
                rest.known += usize::from(long && vocabulary.knows(word));
                rest.words += usize::from(long && may_be_word(word));
            }
        }
        rest
    }

    /// Without so many numbers and words that the other page shows unclearly.
    fn without(self, count: usize) -> Self {
        let numbers = self.numbers.saturating_sub(count);
        let known = self.known.saturating_sub(count - (self.numbers - numbers));
        Self { numbers, known, ..self }
    }
}

/// Takes away the words that recognition was not sure of, but for those that
/// turn a finding around; gives their number.
fn unsure(words: &mut Vec<&str>, leaf: &Leaf<'_>) -> usize {
    let doubted: HashSet<*const u8> =
        leaf.words.iter().zip(&leaf.doubted).filter(|one| *one.1).map(|one| one.0.as_ptr()).collect();
    let before = words.len();
    words.retain(|word| !doubted.contains(&word.as_ptr()) || TURNS.contains(word) || is_drug(word));
    before - words.len()
}

/// Whether two pages, one of them recognized at least, have the same words but
/// for what recognition makes of them. `expected` where more than the words
/// speaks for it: the pages before are one, or both are of one day, which
/// speaks for it most.
pub(super) fn same(one: &Leaf<'_>, other: &Leaf<'_>, expected: bool, vocabulary: &Vocabulary) -> bool {
    let one_day = one.page.day.is_some() && one.page.day == other.page.day;
    let most = one.words.len().max(other.words.len());
    let telling = |words: &[&str]| words.iter().filter(|word| word.len() > SPECK).count();
    let all = |leaf: &Leaf<'_>| leaf.words.iter().filter(|word| word.len() > SPECK).count();
    let (mut left, mut right) = (less(&one.words, &other.words), less(&other.words, &one.words));
    joined(&mut left, &other.words);
    joined(&mut right, &one.words);
    paired(&mut left, &mut right);
    if one_day && (is_part(&left, one, other, vocabulary) || is_part(&right, other, one, vocabulary)) {
        return true;
    }
    let shared = all(one) - telling(&left).min(all(one));
    if shared * 100 < all(one).max(all(other)) * if expected { 60 } else { 70 } || shared < SHARED {
        return false;
    }
    // What recognition was not sure of says nothing, and stands for what the
    // other page has in its place.
    let (less_left, less_right) =
        if expected { (unsure(&mut left, one), unsure(&mut right, other)) } else { (0, 0) };
    let (a, b) = (Rest::of(&left, vocabulary).without(less_right), Rest::of(&right, vocabulary).without(less_left));
    let (numbers, turns, sentence) = match (one_day, expected) {
        (true, _) => (3 + most / 15, 2 + most / 40, 6 + most / 8),
        (false, true) => (1 + most / 60, 2 + most / 40, 6 + most / 8),
        (false, false) => (0, 0, 3 + most / 20),
    };
    a.turns.min(b.turns) == 0
        && a.turns.max(b.turns) <= turns
        && conflicts(&left, &right, a.numbers.min(b.numbers)) <= numbers
        && a.numbers.max(b.numbers) <= numbers + 3 + most / 60
        && a.known.max(b.known) <= sentence
        // Recognition loses words of a page; it does not put others there.
        && a.known.min(b.known) <= 4 + most / 30
        // Nothing but the words speaks for a copy: then no sentence more.
        && (expected || a.words.max(b.words) <= WORDS)
}

/// Whether what was read of a page is a part of the other: recognition loses
/// the cells of a table that lies askew, and the more the more it does. All but
/// `rest` of its words stand there, and those say nothing else.
fn is_part(rest: &[&str], leaf: &Leaf<'_>, whole: &Leaf<'_>, vocabulary: &Vocabulary) -> bool {
    let telling = |words: &[String]| words.iter().filter(|word| word.len() > SPECK).count();
    let mut rest = rest.to_vec();
    unsure(&mut rest, leaf);
    let left = Rest::of(&rest, vocabulary);
    let (read, all) = (telling(&leaf.words), telling(&whole.words));
    leaf.page.recognized
        && read >= PART
        && (all * 2 / 5..all * 9 / 10).contains(&read)
        && left.turns == 0
        && left.numbers + left.words.max(left.known) <= read / 20
}

/// Words of a page, at the least, that may be a part of another.
const PART: usize = 30;

/// Words that are no sentence.
const WORDS: usize = 3;

/// Words up to this length may be specks.
const SPECK: usize = 2;

/// Words that two pages share at the least.
const SHARED: usize = 4;

/// How far numbers that are left over contradict each other; digits that were
/// only parted in another way do not.
fn conflicts(left: &[&str], right: &[&str], numbers: usize) -> usize {
    let digits = |words: &[&str]| -> String {
        words
            .iter()
            .filter(|word| is_number(word))
            .flat_map(|word| word.chars())
            .filter(char::is_ascii_digit)
            .collect()
    };
    let (one, other) = (digits(left), digits(right));
    if one.is_empty() || other.is_empty() { 0 } else { numbers.min(distance(&one, &other)) }
}

/// The words of a page that the other has not, or not as often.
fn less<'w>(words: &'w [String], others: &[String]) -> Vec<&'w str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in others {
        *counts.entry(word.as_str()).or_default() += 1;
    }
    let missing = |word: &&str| match counts.get_mut(*word) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    words.iter().map(String::as_str).filter(missing).collect()
}

/// Takes away the words that stand on the other page in two parts, and the
/// parts of those that stand there as one.
fn joined(left: &mut Vec<&str>, others: &[String]) {
    let apart = |word: &str| others.windows(2).any(|two| two.concat() == word);
    left.retain(|word| word.len() < 4 || !apart(word));
    let parts: Vec<usize> = (1..left.len())
        .filter(|at| {
            let whole = [left[at - 1], left[*at]].concat();
            whole.len() >= 4 && others.contains(&whole)
        })
        .flat_map(|at| [at - 1, at])
        .collect();
    let mut at = 0;
    left.retain(|_| {
        at += 1;
        !parts.contains(&(at - 1))
    });
}

/// Takes away words that are one but for what recognition does.
fn paired(left: &mut Vec<&str>, right: &mut Vec<&str>) {
    left.retain(|word| {
        let Some(at) = right.iter().position(|other| near(word, other)) else { return true };
        right.remove(at);
        false
    });
}

fn near(one: &str, other: &str) -> bool {
    if is_number(one) && is_number(other) {
        return same_number(one, other);
    }
    let longer = one.len().max(other.len());
    let turns = TURNS.contains(&one) && TURNS.contains(&other);
    longer > 2 && !turns && distance(one, other) <= longer.div_ceil(4)
}
