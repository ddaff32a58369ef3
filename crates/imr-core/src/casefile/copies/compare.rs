//! Two pages word by word: do they differ in anything that says something?

use super::super::approximate::distance;
use super::Leaf;
use crate::dates::day;
use crate::drug::{ingredients_of, may_name};
use std::collections::HashMap;
use std::ops::Range;

/// On how many pages each word stands. A word that stands on several is no
/// fault of recognition.
pub(super) struct Vocabulary(HashMap<String, u32>);

impl Vocabulary {
    pub(super) fn of<'a>(pages: impl Iterator<Item = &'a [String]>) -> Self {
        let mut counts: HashMap<String, u32> = HashMap::new();
        for page in pages {
            let mut words: Vec<&String> = page.iter().collect();
            words.sort_unstable();
            words.dedup();
            for word in words {
                match counts.get_mut(word) {
                    Some(count) => *count += 1,
                    None => drop(counts.insert(word.clone(), 1)),
                }
            }
        }
        Self(counts)
    }

    pub(super) fn knows(&self, word: &str) -> bool {
        self.0.get(word).is_some_and(|count| *count >= 3)
    }
}

/// Words that turn a finding around.
pub(super) const TURNS: [&str; 46] = [
    "no",
    "not",
    "non",
    "never",
    "none",
    "denies",
    "denied",
    "without",
    "negative",
    "positive",
    "left",
    "right",
    "bilateral",
    "improved",
    "improving",
    "worse",
    "worsening",
    "worsened",
    "increased",
    "decreased",
    "normal",
    "abnormal",
    "mild",
    "moderate",
    "severe",
    "consistent",
    "inconsistent",
    "present",
    "absent",
    "detected",
    "upper",
    "lower",
    "stopped",
    "discontinue",
    "discontinued",
    "continue",
    "started",
    "unchanged",
    "better",
    "approved",
    "certified",
    "tolerated",
    "failed",
    "resolved",
    "flexion",
    "extension",
];

/// Words by which a stamp is known.
const STAMPS: [&str; 10] =
    ["received", "receive", "copy", "fax", "faxed", "scanned", "exhibit", "confidential", "duplicate", "filed"];

/// What speaks against two pages being the same.
#[derive(Debug, Default)]
struct Differences {
    /// What says something else.
    real: usize,
    /// Words put otherwise that turn nothing around.
    rewritten: usize,
    /// Words that stand on one page only.
    dropped: usize,
}

/// Words on both sides of a difference that have to agree, read well on both
/// pages, for it to be what was written and not what recognition made of it.
const AGREE: usize = 2;

/// Words that are no sentence and turn one around: `no`, `does not`.
const TURN: usize = 3;

/// Whether one page says the contrary of the other: among words that agree,
/// one has a denial, a side or a drug more, or another number. Recognition
/// leaves out lines and confuses letters; it does not write another report.
/// Where it was not sure itself of a word, or of those around it, what it made
/// of a stroke of the pen says nothing.
pub(super) fn contradict(one: &Leaf<'_>, other: &Leaf<'_>) -> bool {
    let (a, b) = (&one.words, &other.words);
    let Some(gaps) = gaps(a, b) else { return false };
    // They come from the end of the pages to their beginning.
    (0..gaps.len()).any(|at| {
        let (left, right) = &gaps[at];
        let before = gaps.get(at + 1).map_or((0, 0), |(left, right)| (left.end, right.end));
        let after = at.checked_sub(1).map_or((a.len(), b.len()), |at| (gaps[at].0.start, gaps[at].1.start));
        let agree = left.start - before.0 >= AGREE && after.0 - left.end >= AGREE;
        agree
            && read_well(one, left)
            && read_well(other, right)
            && (says_otherwise(&a[left.clone()], &b[right.clone()], [a, b])
                || other_dose(&a[left.start..=left.end], &b[right.start..=right.end]))
    })
}

/// Whether two numbers before a unit are two doses, or two scores of pain: of
/// those no digit is forgiven that both pages show well.
fn other_dose(one: &[String], other: &[String]) -> bool {
    const UNITS: [&str; 8] = ["mg", "mcg", "ml", "units", "tablets", "tabs", "capsules", "caps"];
    let plain = |word: &str| word.chars().all(|one| one.is_ascii_digit() || matches!(one, '.' | '/' | '-'));
    match (one, other) {
        ([one, unit], [other, _]) => {
            let score = |word: &str| word.ends_with("/10");
            let matters = UNITS.contains(&unit.as_str()) || score(one) && score(other);
            matters && plain(one) && plain(other) && digits(one) != digits(other)
        }
        _ => false,
    }
}

/// Whether recognition was sure of the words at a place and of those around.
fn read_well(leaf: &Leaf<'_>, place: &Range<usize>) -> bool {
    !leaf.doubted[place.start - AGREE..place.end + AGREE].contains(&true)
}

fn says_otherwise(left: &[String], right: &[String], pages: [&[String]; 2]) -> bool {
    match (left, right) {
        ([], words) | (words, []) if words.len() <= TURN => words.iter().any(|word| {
            // What only stands elsewhere on the other page was moved.
            let [a, b] = pages.map(|page| page.iter().filter(|one| *one == word).count());
            (TURNS.contains(&word.as_str()) || is_drug(word)) && a != b
        }),
        ([one], [other]) if is_number(one) && is_number(other) => other_number(one, other),
        _ => false,
    }
}

/// Digits that recognition takes for each other.
const ALIKE: [(char, char); 14] = [
    ('0', '6'),
    ('0', '8'),
    ('0', '9'),
    ('1', '4'),
    ('1', '7'),
    ('2', '7'),
    ('3', '5'),
    ('3', '8'),
    ('3', '9'),
    ('4', '9'),
    ('5', '6'),
    ('5', '8'),
    ('6', '8'),
    ('8', '9'),
];

/// Whether two short numbers differ in more than a digit that is taken for
/// another: an amount, a score, a count. Days are compared by themselves.
fn other_number(one: &str, other: &str) -> bool {
    let plain = |word: &str| {
        word.chars().all(|one| one.is_ascii_digit() || matches!(one, '.' | '/' | '-' | '#' | '%' | '+'))
    };
    if same_number(one, other) || !plain(one) || !plain(other) || day(one).is_some() || day(other).is_some() {
        return false;
    }
    let (mine, its) = (digits(one), digits(other));
    let longer = mine.len().max(its.len());
    // A digit lost at the edge of a code: one side of it was not seen.
    let lost = longer == SHORT && mine.len() != its.len() && distance(&mine, &its) == 1;
    if longer > SHORT || lost {
        return false;
    }
    let pairs = mine.chars().zip(its.chars()).filter(|(one, other)| one != other);
    let alike = |(one, other): (char, char)| ALIKE.contains(&(one.min(other), one.max(other)));
    // A count, a grade, a length: recognition doubts those that it misreads.
    mine.len() != its.len()
        || mine.len() < TELLING
        || pairs.clone().count() > 1
        || pairs.into_iter().any(|pair| !alike(pair))
}

/// Numbers of fewer digits are as they were read.
const TELLING: usize = 3;

/// Digits of a number that is an amount; longer ones are those of telephones
/// and claims.
const SHORT: usize = 5;

/// Whether two pages are the same but for what copying and recognition do.
pub(super) fn same(one: &Leaf<'_>, other: &Leaf<'_>, vocabulary: &Vocabulary) -> bool {
    let (a, b) = (&one.words, &other.words);
    let most = a.len().max(b.len());
    let noisy = one.page.recognized || other.page.recognized;
    let Some(gaps) = gaps(a, b) else { return false };
    let differing: usize = gaps.iter().map(|(left, right)| left.len().max(right.len())).sum();
    if (most - differing.min(most)) * 100 < most * if noisy { 55 } else { 90 } {
        return false;
    }
    let mut sum = Differences::default();
    for (left, right) in gaps {
        let edge = left.start == 0 && right.start == 0 || left.end == a.len() && right.end == b.len();
        let at = Gap { edge, noisy: [one.page.recognized, other.page.recognized] };
        gap(&a[left], &b[right], at, vocabulary, &mut sum);
        if sum.real > 0 {
            return false;
        }
    }
    sum.rewritten <= most / 50 + 1 && sum.dropped <= most / 16
}

#[derive(Clone, Copy)]
struct Gap {
    /// At the very top or bottom of the page.
    edge: bool,
    /// The words of the one, of the other page were recognized.
    noisy: [bool; 2],
}

impl Gap {
    fn any_noisy(self) -> bool {
        self.noisy.contains(&true)
    }
}

fn gap(left: &[String], right: &[String], at: Gap, vocabulary: &Vocabulary, sum: &mut Differences) {
    if left.is_empty() || right.is_empty() {
        let (words, lost) =
            if left.is_empty() { (right, at.noisy == [true, false]) } else { (left, at.noisy == [false, true]) };
        return one_sided(words, at, lost, vocabulary, sum);
    }
    if folded(left) == folded(right) {
        return;
    }
    if numbers_differ(left, right, at) || turned(left, right, vocabulary) || turned(right, left, vocabulary) {
        sum.real += 1;
        return;
    }
    let (one, another) = (left.concat(), right.concat());
    let near = distance(&one, &another) * 100 <= one.len().max(another.len()) * 40;
    let known = |words: &[String]| words.iter().all(|word| vocabulary.knows(word));
    if !near && known(left) && known(right) {
        sum.rewritten += left.len().max(right.len());
    }
}

/// Words that stand on one of the pages only: a stamp, the line of a fax
/// machine, specks; or a sentence more, which makes another report. Only
/// recognition loses words (`lost`); it does not make sentences.
fn one_sided(words: &[String], at: Gap, lost: bool, vocabulary: &Vocabulary, sum: &mut Differences) {
    const STAMP: usize = 14;
    let word = |word: &&String| vocabulary.knows(word) || may_be_word(word);
    let speaks = words.iter().filter(word).count();
    let stamp = words.iter().any(|word| STAMPS.contains(&word.as_str()));
    // What a copier adds at an edge is not a sentence.
    let added = at.edge && (at.any_noisy() || speaks <= 2);
    if words.len() <= STAMP && (stamp || added || speaks * 2 < words.len() && !tells(words)) {
        return;
    }
    let few = at.any_noisy() && speaks <= 3;
    if !few && !lost || tells(words) && words.len() > 3 {
        sum.real += 1;
    } else {
        sum.dropped += words.len();
    }
}

pub(super) fn may_be_word(word: &str) -> bool {
    word.chars().all(char::is_alphabetic) && word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// Letters and digits run together, those that recognition confuses made one.
fn folded(words: &[String]) -> String {
    words.iter().flat_map(|word| word.chars()).filter(|one| one.is_alphanumeric()).map(as_digit).collect()
}

/// The digit for which a letter is taken, or the other way.
fn as_digit(one: char) -> char {
    match one {
        'o' => '0',
        'l' | 'i' => '1',
        's' => '5',
        'b' => '8',
        'z' => '2',
        other => other,
    }
}

/// Whether the words hold what must not differ.
fn tells(words: &[String]) -> bool {
    words.iter().any(|word| is_number(word) || TURNS.contains(&word.as_str()) || is_drug(word))
}

pub(super) fn is_number(word: &str) -> bool {
    word.chars().any(|one| one.is_ascii_digit())
}

pub(super) fn is_drug(word: &str) -> bool {
    word.len() > 4 && may_name(word) && ingredients_of(word).is_some()
}

/// Whether numbers differ beyond what recognition does to them.
fn numbers_differ(left: &[String], right: &[String], at: Gap) -> bool {
    let numbers = |words: &[String]| words.iter().filter(|word| is_number(word)).cloned().collect::<Vec<_>>();
    let (left, right) = (numbers(left), numbers(right));
    if !at.any_noisy() {
        return left != right;
    }
    if left.len() != right.len() {
        // A number that was split, joined or lost: its digits must remain.
        let all = |words: &[String]| words.iter().map(|word| digits(word)).collect::<String>();
        let (one, another) = (all(&left), all(&right));
        return one != another && !one.is_empty() && !another.is_empty();
    }
    left.iter().zip(&right).any(|(one, another)| !same_number(one, another))
}

/// The digits of a word, and the letters beside them that are taken for some.
fn digits(word: &str) -> String {
    let chars: Vec<char> = word.chars().collect();
    let beside = |at: usize| {
        let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
        digit(at.checked_sub(1)) || digit(Some(at + 1))
    };
    let found = chars.iter().enumerate().map(|(at, one)| if beside(at) { as_digit(*one) } else { *one });
    found.filter(char::is_ascii_digit).collect()
}

/// Whether one is a grade such as `2+`, and the other it with the plus taken
/// for a digit.
fn same_grade(one: &str, other: &str) -> bool {
    one.strip_suffix('+').is_some_and(|grade| grade.len() == 1 && other.strip_prefix(grade) == Some("4"))
}

pub(super) fn same_number(one: &str, another: &str) -> bool {
    if same_grade(one, another) || same_grade(another, one) {
        return true;
    }
    let (mine, its) = (digits(one), digits(another));
    if mine == its {
        return true;
    }
    let (my_day, its_day) = (day(one), day(another));
    if my_day.is_some() && its_day.is_some() {
        return false;
    }
    let garbled = |word: &str| word.chars().any(char::is_alphabetic);
    let edits = distance(one, another);
    match (my_day.is_some() || its_day.is_some(), mine.len().max(its.len())) {
        // A day that is none any more, a telephone number with a digit gone.
        (true, _) | (false, 6..) => edits <= 1,
        // One digit of a short number turned into a letter.
        (false, _) if garbled(one) != garbled(another) => edits <= 1 && mine.len() != its.len(),
        // A word in which a digit stands for a letter.
        (false, _) => garbled(one) && one.len() >= 5 && edits <= one.len() / 4 && mine.len() != its.len(),
    }
}

/// Whether a word of `left` that turns a finding around, or a drug, is missing
/// from `right`.
fn turned(left: &[String], right: &[String], vocabulary: &Vocabulary) -> bool {
    left.iter().filter(|word| TURNS.contains(&word.as_str()) || is_drug(word)).any(|word| {
        let garbled = |other: &String| {
            !vocabulary.knows(other)
                && !TURNS.contains(&other.as_str())
                && distance(word, other) <= (word.len() / 3).max(1)
        };
        let whole = right.concat();
        !right.iter().any(|other| other == word || garbled(other)) && !whole.contains(word.as_str())
    })
}

/// How far the words of two pages may be out of step.
const BAND: usize = 40;

/// Where two pages differ, as ranges of words of each; nothing where they are
/// out of step by more than a stamp and a header.
fn gaps(a: &[String], b: &[String]) -> Option<Vec<(Range<usize>, Range<usize>)>> {
    if a.len().abs_diff(b.len()) > BAND {
        return None;
    }
    let width = 2 * BAND + 1;
    // The cell (i, j) stands in row i at j + BAND - i.
    let mut cost = vec![u16::MAX / 2; (a.len() + 1) * width];
    let at = |i: usize, j: usize| (j + BAND).checked_sub(i).filter(|k| *k < width).map(|k| i * width + k);
    for i in 0..=a.len() {
        for j in i.saturating_sub(BAND)..=(i + BAND).min(b.len()) {
            let Some(here) = at(i, j) else { continue };
            let from = |cell: Option<usize>, cost: &[u16]| cell.map_or(u16::MAX / 2, |cell| cost[cell]);
            let mut least = if i == 0 && j == 0 { 0 } else { u16::MAX / 2 };
            if i > 0 && j > 0 {
                least = least.min(from(at(i - 1, j - 1), &cost) + if a[i - 1] == b[j - 1] { 0 } else { 3 });
            }
            if i > 0 {
                least = least.min(from(at(i - 1, j), &cost) + 2);
            }
            if j > 0 {
                least = least.min(from(at(i, j - 1), &cost) + 2);
            }
            cost[here] = least;
        }
    }
    Some(walked_back(a, b, |i, j| at(i, j).map(|cell| cost[cell])))
}

/// The way of least cost through the table, from its end; words that agree
/// part the gaps.
fn walked_back(
    a: &[String],
    b: &[String],
    cost: impl Fn(usize, usize) -> Option<u16>,
) -> Vec<(Range<usize>, Range<usize>)> {
    let mut gaps: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let (mut i, mut j) = (a.len(), b.len());
    let mut end = (i, j);
    while i > 0 || j > 0 {
        let here = cost(i, j).unwrap_or(0);
        let came = |i: Option<usize>, j: Option<usize>, step: u16| {
            i.zip(j).and_then(|(i, j)| cost(i, j)).is_some_and(|before| before + step == here)
        };
        let (up, left) = (i.checked_sub(1), j.checked_sub(1));
        let agree = up.zip(left).is_some_and(|(up, left)| a[up] == b[left]);
        if agree && came(up, left, 0) {
            if (i, j) != end {
                gaps.push((i..end.0, j..end.1));
            }
            (i, j) = (i - 1, j - 1);
            end = (i, j);
        } else if came(up, left, 3) {
            (i, j) = (i - 1, j - 1);
        } else if i > 0 && (came(up, Some(j), 2) || j == 0) {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    if end != (0, 0) {
        gaps.push((0..end.0, 0..end.1));
    }
    gaps
}
