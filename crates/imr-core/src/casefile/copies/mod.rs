//! Pages that came more than once: scanned again, faxed again, stamped.
//!
//! Pages that share many pairs of words are candidates; each is then compared
//! word by word, and folded only if nothing differs that says something: a
//! day, a number, a strength, a side, a denial, a drug. A follow-up report
//! that looks alike is another report.

mod compare;
mod fingerprint;
mod scattered;

use super::approximate::squashed;
use super::document::Document;
use super::pile::{lines_of, personal_days};
use compare::Vocabulary;
use fingerprint::{Fingerprint, Shelf};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ops::Range;

/// A page that may be a copy.
#[derive(Debug, Clone, Copy)]
pub struct CopyPage<'a> {
    /// Its number in the case file.
    pub number: u32,
    /// Its words.
    pub text: &'a str,
    /// Whether its words were recognized in a picture.
    pub recognized: bool,
    /// Where words stand that recognition was not sure of, in bytes.
    pub doubted: &'a [Range<usize>],
    /// The day of its document.
    pub day: Option<Date>,
    /// Whether that is well established: pages of documents of different days
    /// are not copies of each other then.
    pub sure: bool,
    /// Whether its document begins with it.
    pub begins: bool,
}

impl<'a> CopyPage<'a> {
    /// A page with what its document, where it is known, says of it.
    #[must_use]
    pub fn of(number: u32, text: &'a str, recognized: bool, document: Option<&Document>) -> Self {
        Self {
            number,
            text,
            recognized,
            doubted: &[],
            day: document.and_then(|one| one.date),
            sure: document.is_some_and(|one| one.sure_date().is_some()),
            begins: document.is_none_or(|one| one.first_page == number && !one.continues),
        }
    }

    /// The page with the places of the words that recognition was not sure of.
    #[must_use]
    pub fn doubting(self, doubted: &'a [Range<usize>]) -> Self {
        Self { doubted, ..self }
    }

    fn sure_day(&self) -> Option<Date> {
        self.day.filter(|_| self.sure)
    }
}

/// A page that is a copy of an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// Its number in the case file.
    pub page: u32,
    /// The number of the page it is a copy of.
    pub of: u32,
    /// How that is known.
    pub how: Sameness,
}

/// How a copy is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sameness {
    /// Its words are the same.
    Exact,
    /// Its words are the same but for what copying and recognition do.
    Near,
    /// A person said so.
    Said,
}

/// Fewer letters than this on a page tell too little: only a page with the
/// very same words is a copy of it, or one that more than its words speaks
/// for.
const FEW: usize = 160;

/// As many candidates are compared for each page.
const COMPARED: usize = 8;

/// Which of the pages are copies of an earlier one. `known` have been looked
/// at before, and are looked at only as originals.
#[must_use]
pub fn copies(known: &[CopyPage<'_>], new: &[CopyPage<'_>]) -> Vec<Copied> {
    let mut all: Vec<Leaf<'_>> = known.iter().chain(new).map(Leaf::of).collect();
    doubted(&mut all);
    let vocabulary = Vocabulary::of(all.iter().map(|leaf| leaf.words.as_slice()));
    let mut shelf = Shelf::default();
    let mut exact: HashMap<(&str, Option<Date>), Vec<usize>> = HashMap::new();
    let mut found: Vec<Copied> = Vec::new();
    for (index, leaf) in all.iter().enumerate() {
        if leaf.letters.is_empty() {
            continue;
        }
        let key = (leaf.letters.as_str(), leaf.page.sure_day());
        // Where several pages are alike, the copy goes on as it began.
        let before = found.last().filter(|one| one.page + 1 == leaf.page.number && !leaf.page.begins);
        let behind = before.map(|one| one.of + 1);
        let goes_on = |other: &usize| Some(all[*other].page.number) == behind;
        let twin = exact
            .get(&key)
            .and_then(|alike| alike.iter().find(|other| goes_on(other)).or(alike.first()))
            .map(|other| (*other, Sameness::Exact))
            .or_else(|| {
                let next = behind.and_then(|number| all[..index].iter().position(|one| one.page.number == number));
                let next = next.filter(|other| all[*other].is_same(leaf, true, &vocabulary));
                let same = |other: &usize| all[*other].is_same(leaf, false, &vocabulary);
                let found = next.or_else(|| shelf.like(&leaf.fingerprint).take(COMPARED).find(same))?;
                Some((found, Sameness::Near))
            });
        match twin {
            Some((other, how)) if index >= known.len() => {
                found.push(Copied { page: leaf.page.number, of: all[other].page.number, how });
            }
            _ => shelf.put(index, &leaf.fingerprint),
        }
        exact.entry(key).or_default().extend((twin.is_none() || index < known.len()).then_some(index));
    }
    found
}

/// On so many pages a day of the person has to stand to be the right one.
const AGREED: usize = 5;

/// Finds the recognized pages on which a day that all pages share, as that of
/// birth, was read wrongly: there other days may be wrong as well.
fn doubted(all: &mut [Leaf<'_>]) {
    let mut counts: HashMap<Date, usize> = HashMap::new();
    for day in all.iter().flat_map(|leaf| &leaf.personal) {
        *counts.entry(*day).or_default() += 1;
    }
    let right: Vec<Date> = counts.into_iter().filter(|(_, count)| *count >= AGREED).map(|(day, _)| day).collect();
    for leaf in all.iter_mut().filter(|leaf| leaf.page.recognized) {
        let wrong = |day: &Date| !right.contains(day) && right.iter().any(|other| digits_apart(*day, *other) <= 2);
        leaf.doubtful = leaf.personal.iter().any(wrong);
    }
}

/// In how many digits two days differ.
fn digits_apart(one: Date, other: Date) -> usize {
    let digits = |day: Date| day.strftime("%m%d%Y").to_string();
    digits(one).bytes().zip(digits(other).bytes()).filter(|(one, other)| one != other).count()
}

/// A page made ready to be compared.
struct Leaf<'a> {
    page: CopyPage<'a>,
    /// Days that are said to be of the person.
    personal: Vec<Date>,
    /// Whether its days may have been read wrongly.
    doubtful: bool,
    words: Vec<String>,
    /// Of each word, whether recognition was not sure of it.
    doubted: Vec<bool>,
    letters: String,
    fingerprint: Fingerprint,
}

impl<'a> Leaf<'a> {
    fn of(page: &CopyPage<'a>) -> Self {
        let lines = lines_of(page.text);
        let start = page.text.as_ptr() as usize;
        let is_doubted = |word: &str| {
            let at = word.as_ptr() as usize - start;
            page.doubted.iter().any(|place| place.start <= at && at < place.end)
        };
        let (words, doubted): (Vec<String>, Vec<bool>) = lines
            .iter()
            .flat_map(|line| line.split_whitespace())
            .map(|word| (canonical(word), is_doubted(word)))
            .filter(|(word, _)| !word.is_empty())
            .unzip();
        let letters = lines.iter().map(|line| squashed(line)).collect();
        let fingerprint = Fingerprint::of(&words);
        Self { page: *page, personal: personal_days(&lines), doubtful: false, words, doubted, letters, fingerprint }
    }

    /// Whether one of the two is a copy of the other; `behind` where the pages
    /// before them are one, so that a day that was read wrongly on the first
    /// does not part the others.
    fn is_same(&self, other: &Leaf<'_>, behind: bool, vocabulary: &Vocabulary) -> bool {
        let recognized = self.page.recognized || other.page.recognized;
        let one_day = self.page.day.is_some() && self.page.day == other.page.day;
        let near = |one, other| digits_apart(one, other) <= 1;
        let misread = (self.doubtful || other.doubtful)
            && self.page.day.zip(other.page.day).is_some_and(|(one, other)| near(one, other));
        let expected = behind && recognized || one_day || misread;
        let allowed = expected || self.page.sure_day().is_none() || other.page.sure_day().is_none();
        let few = self.letters.len().min(other.letters.len()) < FEW;
        if !allowed || few && !(expected && recognized) {
            return false;
        }
        let same = compare::same(self, other, vocabulary)
            || recognized && scattered::same(self, other, expected, vocabulary);
        same && !compare::contradict(self, other)
    }
}

/// A word without the marks around it. The last digit of a number may have
/// been taken for a stroke: `9499]`; a grade keeps its plus: `2+`.
fn without_marks(word: &str) -> &str {
    let bare = word.trim_matches(|one: char| !one.is_alphanumeric());
    let behind = &word[bare.as_ptr() as usize - word.as_ptr() as usize..];
    let stroke = |one: char| matches!(one, ']' | '|');
    let is_digit = bare.ends_with(|one: char| one.is_ascii_digit());
    if is_digit && behind[bare.len()..].starts_with(stroke) && !word.contains('[') && !word.starts_with('|') {
        return &behind[..=bare.len()];
    }
    if is_digit && behind[bare.len()..].starts_with('+') {
        return &behind[..=bare.len()];
    }
    bare
}

/// A word with what recognition confuses made one: letters for digits in what
/// is mostly digits, digits for letters in what is mostly letters.
fn canonical(word: &str) -> String {
    let bare = without_marks(word).to_lowercase();
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    let letters = bare.chars().filter(|one| one.is_alphabetic()).count();
    if digits > 0 && digits >= letters {
        return bare
            .chars()
            .map(|one| match one {
                'o' => '0',
                'l' | 'i' | '|' | ']' => '1',
                's' => '5',
                'b' => '8',
                'z' => '2',
                other => other,
            })
            .collect();
    }
    let mut word = String::with_capacity(bare.len());
    let mut rest = bare.chars().peekable();
    while let Some(one) = rest.next() {
        let (letter, is_two) = match (one, rest.peek()) {
            ('r', Some('n')) => ('m', true),
            ('v', Some('v')) => ('w', true),
            ('0', _) => ('o', false),
            ('1' | '|', _) => ('l', false),
            ('5', _) => ('s', false),
            ('8', _) => ('b', false),
            (other, _) => (other, false),
        };
        word.push(letter);
        if is_two {
            rest.next();
        }
    }
    word
}

#[cfg(test)]
mod tests;
