//! Sentences of a page: the smallest thing that is quoted.

use super::Page;
use super::joint::{HYPHENS, Joint, is_one_word, joint};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A sentence, and the page it stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Number of the page in the case file.
    pub page: u32,
    /// The words, white space collapsed.
    pub text: String,
}

/// The sentences of a page, in order, without words that are hidden.
#[must_use]
pub fn passages(page: &Page) -> Vec<Passage> {
    sentences(&page.shown()).into_iter().map(|one| Passage { page: page.number, text: one.text }).collect()
}

/// A sentence and its place in the text of its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, in bytes of the text of the page.
    pub span: Range<usize>,
    /// The words, white space collapsed.
    pub text: String,
}

impl Sentence {
    /// Where a part of the collapsed words stands in the text of the page: over
    /// both lines, where a line parts a word.
    #[must_use]
    pub fn place(&self, page: &str, part: &Range<usize>) -> Range<usize> {
        let raw = page.get(self.span.clone()).unwrap_or_default();
        let (mut from, mut to) = (0, 0);
        for (at, word) in pieces(raw) {
            let within = |place: usize| word.start + place.saturating_sub(at).min(word.len());
            if at <= part.start {
                from = raw.floor_char_boundary(within(part.start));
            }
            if at < part.end {
                to = raw.ceil_char_boundary(within(part.end));
            }
        }
        self.span.start + from.min(to)..self.span.start + to
    }

    /// Where a part of the text of the page stands in the collapsed words.
    #[must_use]
    pub fn within(&self, page: &str, part: &Range<usize>) -> Range<usize> {
        let raw = page.get(self.span.clone()).unwrap_or_default();
        let (mut from, mut to) = (0, 0);
        for (at, word) in pieces(raw) {
            let place = |of: usize| at + of.saturating_sub(self.span.start + word.start).min(word.len());
            if self.span.start + word.start <= part.start {
                from = place(part.start);
            }
            if self.span.start + word.start < part.end {
                to = place(part.end);
            }
        }
        from.min(to)..to
    }
}

/// The words of a text with white space collapsed, and words that a line
/// parts put together.
pub(crate) fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, word) in pieces(text) {
        if at > out.len() {
            out.push(' ');
        }
        out.push_str(&text[word]);
    }
    out
}

/// The words of a text by their places, each with its place in the collapsed
/// words. A hyphen that falls away is left out.
fn pieces(text: &str) -> impl Iterator<Item = (usize, Range<usize>)> + '_ {
    let mut all = words(text).peekable();
    let mut at = 0;
    std::iter::from_fn(move || {
        let word = all.next()?;
        let (kept, blank) = match all.peek() {
            Some(next) => kept(text, &word, next),
            None => (word.clone(), 0),
        };
        let place = at;
        at += kept.len() + blank;
        Some((place, kept))
    })
}

/// What is kept of a word before the next, and how many blanks follow.
fn kept(text: &str, word: &Range<usize>, next: &Range<usize>) -> (Range<usize>, usize) {
    match joint(text, word, next) {
        Joint::Blank => (word.clone(), 1),
        Joint::Hyphen => (word.clone(), 0),
        Joint::Nothing => {
            let hyphen = text[word.clone()].chars().next_back().map_or(0, char::len_utf8);
            (word.start..word.end - hyphen, 0)
        }
    }
}

/// The sentences of a text, in order. A block ends a sentence, and so does a
/// row of a table or form, and a full stop before a capital letter, unless it
/// follows an abbreviation.
#[must_use]
pub fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut start = 0;
    for block in text.split("\n\n") {
        for row in rows(block, start) {
            cut(text, &row, &mut found);
        }
        start += block.len() + 2;
    }
    found
}

/// The share of the widest line that prose fills at least, in per cent.
const FILLED: usize = 85;

/// The words of a block, by their places, cut where its lines end on purpose:
/// where the first word of the next line would have found room, or the next
/// line begins with a label.
fn rows(block: &str, start: usize) -> Vec<Vec<Range<usize>>> {
    let lines: Vec<(usize, &str)> = lines_of(block).map(|(at, line)| (start + at, line)).collect();
    let width = |line: &str| line.chars().count();
    let widest = lines.iter().map(|(_, line)| width(line)).max().unwrap_or(0);
    let mut rows: Vec<Vec<Range<usize>>> = Vec::new();
    let mut on_purpose = true;
    let mut in_list = lines.first().is_some_and(|(_, line)| is_numbered(line));
    let cells: Vec<bool> = lines.iter().map(|(_, line)| is_cells(line)).collect();
    // Three in a row are a table. Two may be prose by chance.
    let in_table = |index: usize| {
        let is = |at: usize| cells.get(at).copied().unwrap_or(false);
        is(index) && is(index + 1) && (is(index + 2) || index.checked_sub(1).is_some_and(is))
    };
    for (index, (at, line)) in lines.iter().enumerate() {
        if on_purpose {
            rows.push(Vec::new());
        }
        if let Some(row) = rows.last_mut() {
            row.reserve(line.len() / 5);
            row.extend(words(line).map(|word| at + word.start..at + word.end));
        }
        let next = lines.get(index + 1).map_or("", |one| one.1);
        let word = next.split(' ').next().unwrap_or_default();
        let room = (width(line) + 1 + width(word)) * 100 <= widest * FILLED;
        let is_item = is_numbered(next) && (in_list || next.starts_with("1. "));
        in_list |= is_item;
        let after = lines.get(index + 2).map_or("", |one| one.1);
        let is_row = begins_with_day(next) && [*line, after].into_iter().any(begins_with_day);
        let is_drug = is_order(next) || (is_of_a_drug(line) && is_of_a_drug(next));
        let ends = in_table(index)
            || (room && !is_open(line))
            || is_item
            || is_row
            || is_drug
            || begins_with_label(next)
            || begins_with_bullet(next)
            || is_heading(line);
        on_purpose = ends && !goes_on(line, next);
    }
    rows
}

/// Whether a line may be a row of a table, whose rows are all about as wide
/// and end without a full stop: it begins with a capital letter and has no
/// word of a sentence. In capitals alone it may be anything.
fn is_cells(line: &str) -> bool {
    const SENTENCE: [&str; 28] = [
        "is", "was", "were", "are", "be", "been", "has", "have", "had", "he", "she", "her", "his", "who", "which",
        "that", "this", "to", "the", "a", "an", "will", "would", "should", "we", "I", "there", "not",
    ];
    line.starts_with(|c: char| c.is_uppercase())
        && !line.ends_with(['.', ',', ';', ':', '-', '!', '?'])
        && line.contains(|c: char| c.is_lowercase())
        && words(line).nth(1).is_some()
        && !is_open(line)
        && !words(line).any(|word| word.len() < 7 && SENTENCE.contains(&&line[word]))
}

/// Whether a line ends with a word that ends no sentence and no cell.
fn is_open(line: &str) -> bool {
    const OPEN: [&str; 19] = [
        "of", "and", "or", "with", "for", "at", "by", "from", "without", "which", "that", "the", "a", "an", "to",
        "is", "was", "were", "are",
    ];
    line.rsplit(' ').next().is_some_and(|last| OPEN.contains(&last))
}

/// Whether a word goes on from a line to the next.
fn goes_on(line: &str, next: &str) -> bool {
    line.strip_suffix(HYPHENS).is_some_and(|first| is_one_word(first, next))
}

/// The lines of a block, trimmed, with the place of each.
fn lines_of(block: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    block.split_inclusive('\n').map(move |line| {
        let from = at + (line.len() - line.trim_start().len());
        at += line.len();
        (from, line.trim())
    })
}

/// The places of the words of a line.
fn words(line: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + blanks(&line[at..]);
        let length = letters(&line[start..]);
        at = start + length;
        (length > 0).then_some(start..at)
    })
}

/// How many bytes of white space a text begins with.
fn blanks(text: &str) -> usize {
    let ascii = text.bytes().take_while(|byte| is_blank(*byte)).count();
    if text.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    text.len() - text.trim_start().len()
}

/// How many bytes that are no white space a text begins with.
fn letters(text: &str) -> usize {
    let ascii = text.bytes().take_while(|byte| byte.is_ascii() && !is_blank(*byte)).count();
    if text.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    text.find(char::is_whitespace).unwrap_or(text.len())
}

/// White space among the signs of one byte, with the vertical tab, which
/// `is_ascii_whitespace` leaves out.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Whether a line begins with a number as an entry of a list does. A line of
/// prose may begin so by chance, which is why the first line of a block, or
/// the number 1, has to open the list. A scan may give a comma for the stop.
fn is_numbered(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    let rest = rest.strip_prefix(['.', ')', ',']).unwrap_or_default();
    (1..3).contains(&digits) && rest.starts_with(' ')
}

fn begins_with_bullet(line: &str) -> bool {
    ["- ", "\u{2022} ", "* "].iter().any(|bullet| line.starts_with(bullet))
}

/// Whether a line begins with a day, as the rows of a pharmacy's list do.
fn begins_with_day(line: &str) -> bool {
    if !line.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let word = line.split(' ').next().unwrap_or_default();
    let parts: Vec<&str> = word.split(['/', '-']).collect();
    let number = |part: &&str| !part.is_empty() && part.bytes().all(|one| one.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(number)
}

/// Whether a line begins with an order: `Stop Norco.`
fn is_order(line: &str) -> bool {
    const ORDERS: [&str; 12] = [
        "Stop",
        "Discontinue",
        "D/C",
        "Start",
        "Begin",
        "Continue",
        "Refill",
        "Renew",
        "Increase",
        "Decrease",
        "Wean",
        "Taper",
    ];
    ORDERS.contains(&line.split(' ').next().unwrap_or_default())
}

/// Whether a line is an entry of a list of drugs: `Flexeril 7.5 mg #90`.
fn is_of_a_drug(line: &str) -> bool {
    let strength = |word: &str| {
        let lower = word.to_ascii_lowercase();
        let number = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic() || ",;.".contains(c));
        let unit = lower.trim_start_matches(|c: char| c.is_ascii_digit() || "./-".contains(c));
        number.ends_with(|c: char| c.is_ascii_digit()) && ["mg", "mcg", ""].contains(&unit)
            || ["mg", "mcg"].contains(&unit)
    };
    let has_unit = || {
        let bytes = line.as_bytes();
        let is = |at: Option<usize>, letter: u8| at.is_some_and(|at| bytes[at].eq_ignore_ascii_case(&letter));
        (1..bytes.len()).any(|at| {
            let of_micro = || is(Some(at - 1), b'c') && is(at.checked_sub(2), b'm');
            is(Some(at), b'g') && (is(Some(at - 1), b'm') || of_micro())
        })
    };
    line.starts_with(char::is_uppercase)
        && !line.ends_with(',')
        && has_unit()
        && line.split_whitespace().skip(1).take(2).any(strength)
}

/// Whether a line begins as `Date of visit: ...` does, or is a heading.
fn begins_with_label(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(label, _)| is_label(label)) || is_heading(line)
}

/// `Current Medications:`
fn is_heading(line: &str) -> bool {
    line.strip_suffix(':').is_some_and(is_label)
}

fn is_label(label: &str) -> bool {
    label.starts_with(char::is_uppercase)
        && label.split(' ').count() <= 4
        && label.chars().all(|c| c.is_alphabetic() || c == ' ')
}

const ABBREVIATIONS: [&str; 13] =
    ["dr", "mr", "mrs", "ms", "no", "vs", "approx", "st", "e.g", "i.e", "poss", "prob", "incl"];

/// Cuts a row of words into sentences.
fn cut(text: &str, row: &[Range<usize>], found: &mut Vec<Sentence>) {
    let mut first = 0;
    for (index, word) in row.iter().enumerate() {
        let opens = |next: &Range<usize>| {
            text[next.clone()].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"+?[(".contains(c))
        };
        let last = index + 1 == row.len();
        // `12 visits authorized; 6 completed` is one sentence.
        let goes_on = |next: &Range<usize>| {
            text[word.clone()].ends_with(';') && text[next.clone()].starts_with(|c: char| c.is_ascii_digit())
        };
        let opens = |next: &Range<usize>| opens(next) && !goes_on(next);
        let ends = || ends_sentence(&text[word.clone()]) || is_count(text, &row[first..], index - first);
        if last || (ends() && row.get(index + 1).is_none_or(opens)) {
            found
                .push(Sentence { span: row[first].start..word.end, text: put_together(text, &row[first..=index]) });
            first = index + 1;
        }
    }
}

/// Whether the word with this number is a digit that ends a sentence: `#30 x
/// 3. Stop Soma.` A digit alone may be the number of an entry, which is why
/// the word before has to count.
fn is_count(text: &str, words: &[Range<usize>], index: usize) -> bool {
    const COUNTS: [&str; 19] = [
        "x", "\u{d7}", "times", "refill", "refills", "rf", "of", "to", "at", "by", "is", "was", "than", "over",
        "with", "and", "or", "for", "about",
    ];
    let word = &text[words[index].clone()];
    let is_digit = word.len() == 2 && word.ends_with('.') && word.starts_with(|c: char| c.is_ascii_digit());
    let (Some(before), Some(next)) = (index.checked_sub(1).and_then(|at| words.get(at)), words.get(index + 1))
    else {
        return false;
    };
    is_digit
        && text[next.clone()].starts_with(char::is_uppercase)
        && COUNTS.contains(&text[before.clone()].trim_end_matches([':', '=']).to_lowercase().as_str())
}

/// Words of a text as one sentence.
fn put_together(text: &str, words: &[Range<usize>]) -> String {
    let length = words.iter().map(|word| word.len() + 1).sum();
    let mut out = String::with_capacity(length);
    for (index, word) in words.iter().enumerate() {
        let (kept, blank) = words.get(index + 1).map_or((word.clone(), 0), |next| kept(text, word, next));
        out.push_str(&text[kept]);
        if blank > 0 {
            out.push(' ');
        }
    }
    out
}

fn ends_sentence(word: &str) -> bool {
    // Most words end in a letter.
    if word.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let bare = word.trim_end_matches(['"', ')', '\u{201d}']);
    let Some(stem) = bare.strip_suffix(['.', '?', '!', ';']) else {
        return false;
    };
    !ABBREVIATIONS.iter().any(|short| stem.eq_ignore_ascii_case(short)) && stem.chars().count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;

    #[test]
    fn a_part_of_a_sentence_is_found_on_the_page() {
        let text = "Pain  of the low back is\n 7/10 today. It\twas 8/10.";
        let found = sentences(text);
        assert_eq!(found[0].text, "Pain of the low back is 7/10 today.");
        let part = found[0].text.find("7/10").expect("it is there");
        assert_eq!(&text[found[0].place(text, &(part..part + 4))], "7/10");
        assert_eq!(&text[found[1].span.clone()], "It\twas 8/10.");
    }

    /// Both lines are marked, and a compound keeps its hyphen.
    #[test]
    fn a_word_that_a_line_parts_is_whole_in_its_sentence() {
        let text = "She takes cyclobenza-\nprine 7.5 mg. At the follow-\nup her lum-\nbar pain is less.";
        let found = sentences(text);
        assert_eq!(found[0].text, "She takes cyclobenzaprine 7.5 mg.");
        assert_eq!(found[1].text, "At the follow-up her lumbar pain is less.");
        for (sentence, word, written) in [
            (&found[0], "cyclobenzaprine", "cyclobenza-\nprine"),
            (&found[0], "7.5 mg", "7.5 mg"),
            (&found[1], "follow-up", "follow-\nup"),
            (&found[1], "lumbar", "lum-\nbar"),
            (&found[1], "pain", "pain"),
        ] {
            let at = sentence.text.find(word).expect("it is there");
            let part = at..at + word.len();
            let place = sentence.place(text, &part);
            assert_eq!(&text[place.clone()], written);
            assert_eq!(sentence.within(text, &place), part, "{word}");
        }
        assert_eq!(collapsed(text), format!("{} {}", found[0].text, found[1].text));
    }

    #[test]
    fn a_page_falls_into_sentences() {
        let page = Page {
            number: 3,
            document: Digest::ZERO,
            text: "Seen by Dr. Reyes today. Pain is\n7/10.\n\nPlan: Norco 5/325 mg, no. 30; no refills\n\n\
                   Patient: A. Sample\nDate of visit: 02/17/2015\nNorco 5/325 MG #30  Pain.\n\
                   A longer row of the same table, which ends here  Spasm."
                .into(),
            trouble: None,
            hidden: vec![],
            confidence: None,
        };
        let texts: Vec<String> = passages(&page).into_iter().map(|one| one.text).collect();
        assert_eq!(
            texts,
            [
                "Seen by Dr. Reyes today.",
                "Pain is 7/10.",
                "Plan: Norco 5/325 mg, no. 30; no refills",
                "Patient: A. Sample",
                "Date of visit: 02/17/2015",
                "Norco 5/325 MG #30 Pain.",
                "A longer row of the same table, which ends here Spasm."
            ]
        );
    }
}
