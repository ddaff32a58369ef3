//! Words that a line parts: what stands at the end of one line and at the
//! beginning of the next, with a hyphen between, is one word.

use std::ops::Range;

/// What stands between two words where white space is collapsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// A blank.
    Blank,
    /// Nothing but the hyphen of the first: `follow-` and `up`.
    Hyphen,
    /// Nothing; the hyphen goes too: `cyclobenza-` and `prine`.
    Nothing,
}

/// The signs that part a word at the end of a line.
pub(super) const HYPHENS: [char; 4] = ['-', '\u{2010}', '\u{ad}', '\u{ac}'];

/// What stands between two words of a text, `before` with its hyphen.
pub(super) fn joint(text: &str, before: &Range<usize>, after: &Range<usize>) -> Joint {
    // Most words end in a letter.
    if text.as_bytes()[..before.end].last().is_some_and(u8::is_ascii_alphanumeric) {
        return Joint::Blank;
    }
    let Some(first) = text[before.clone()].strip_suffix(HYPHENS) else { return Joint::Blank };
    let second = &text[after.clone()];
    if !text[before.end..after.start].contains('\n') || !is_one_word(first, second) {
        return Joint::Blank;
    }
    if keeps_hyphen(first, second) { Joint::Hyphen } else { Joint::Nothing }
}

/// Whether nothing but a hyphen and the end of a line stands between two runs
/// of letters, or a hyphen that only shows at the end of a line.
pub(super) fn parts_a_word(between: &str) -> bool {
    let Some(rest) = between.strip_prefix(HYPHENS) else { return false };
    rest == "\n" || (rest.is_empty() && between == "\u{ad}")
}

/// Whether the letters on both sides of a hyphen at the end of a line go on
/// as one word does: in small letters, or in capitals throughout.
pub(super) fn is_one_word(first: &str, second: &str) -> bool {
    let (first, second) = (last_run(first), first_run(second));
    if !first.ends_with(char::is_alphabetic) {
        return false;
    }
    second.starts_with(char::is_lowercase) || (is_capitals(first) && is_capitals(second))
}

/// How many lines at the end of a page, and at the beginning of the next, may
/// be a number of the page or a line that every page bears.
const EDGE: usize = 3;

/// The word that the end of a page parts: where its first half stands, and the
/// whole. Between the halves may stand what a page bears at its edges.
pub(super) fn over_the_end(page: &str, next: &str) -> Option<(Range<usize>, String)> {
    let bears = |line: &&str| !line.trim().is_empty();
    let (place, first) = page.rsplit('\n').filter(bears).take(EDGE).find_map(|line| {
        let line = line.trim_end();
        let first = last_run(line.strip_suffix(HYPHENS)?);
        let from = first.as_ptr() as usize - page.as_ptr() as usize;
        Some((from..line.as_ptr() as usize - page.as_ptr() as usize + line.len(), first))
    })?;
    let begins = next.split('\n').filter(bears).take(EDGE).find_map(|line| {
        let second = first_run(line.trim_start());
        is_one_word(first, second).then_some(second)
    })?;
    Some((place, format!("{first}{begins}")))
}

/// Words with a hyphen of their own: what they begin with, and what they end
/// in. All others are taken for one word that the line has parted.
const BEGIN: [&str; 18] = [
    "self", "non", "well", "long", "short", "low", "high", "full", "half", "one", "two", "three", "four", "six",
    "year", "post", "over", "range",
];
const END: [&str; 31] = [
    "up",
    "term",
    "related",
    "based",
    "free",
    "week",
    "month",
    "year",
    "hour",
    "release",
    "acting",
    "dose",
    "ray",
    "rays",
    "weight",
    "bearing",
    "dependent",
    "steroidal",
    "inflammatory",
    "inflammatories",
    "level",
    "side",
    "sided",
    "induced",
    "existing",
    "evaluation",
    "examination",
    "traumatic",
    "surgical",
    "industrial",
    "counter",
];

fn keeps_hyphen(first: &str, second: &str) -> bool {
    let (first, second) = (last_run(first), first_run(second));
    let is_short_for = is_capitals(first) && !is_capitals(second);
    let known = |words: &[&str], one: &str| words.contains(&one.to_lowercase().as_str());
    first.chars().count() == 1 || is_short_for || known(&BEGIN, first) || known(&END, second)
}

fn is_capitals(run: &str) -> bool {
    run.chars().count() > 1 && run.chars().all(char::is_uppercase)
}

/// The letters and digits that a word ends in.
fn last_run(word: &str) -> &str {
    let from = word.rfind(|c: char| !c.is_alphanumeric());
    from.map_or(word, |at| word[at..].trim_start_matches(|c: char| !c.is_alphanumeric()))
}

/// The letters and digits that a word begins with.
fn first_run(word: &str) -> &str {
    word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::{CaseFile, Index, IndexPart, Page, Query};
    use super::*;
    use crate::digest::Digest;

    #[test]
    fn a_word_that_a_page_parts_is_one_word() {
        for (page, next, whole) in [
            ("Continue cyclo-", "benzaprine 7.5 mg", Some("cyclobenzaprine")),
            ("She has consti-\n\n2", "CASE 12\nPage 3\npation. Norco", Some("constipation")),
            ("Continue cyclo-\n", "Plan: rest", None),
            ("Continue Norco", "benzaprine", None),
            ("L4-", "5 disc", None),
            ("pain -", "worse", None),
            ("", "", None),
        ] {
            let found = over_the_end(page, next);
            assert_eq!(found.as_ref().map(|(_, whole)| whole.as_str()), whole, "{page} | {next}");
            if let Some((place, _)) = found {
                assert!(page[place].ends_with('-'));
            }
        }
    }

    #[test]
    fn a_word_that_a_line_parts_is_one_word_and_a_compound_keeps_its_hyphen() {
        for (text, expected) in [
            ("cyclobenza-\nprine", Joint::Nothing),
            ("CYCLOBENZA-\nPRINE", Joint::Nothing),
            ("(lum-\nbar)", Joint::Nothing),
            ("consti\u{ad}\npation", Joint::Nothing),
            ("follow-\nup", Joint::Hyphen),
            ("x-\nray", Joint::Hyphen),
            ("MRI-\nguided", Joint::Hyphen),
            ("work-\nrelated", Joint::Hyphen),
            // A dash, a range, a list, a name.
            ("pain -\nworse", Joint::Blank),
            ("L4-\n5", Joint::Blank),
            ("Medications-\nNorco", Joint::Blank),
            ("lum- bar", Joint::Blank),
        ] {
            let cut = text.find(['\n', ' ']).expect("two words");
            let cut = text[cut..].find('\n').map_or(cut, |at| cut + at);
            let from = text[..cut].rfind(' ').map_or(0, |at| at + 1);
            assert_eq!(joint(text, &(from..cut), &(cut + 1..text.len())), expected, "{text}");
        }
    }

    /// The page on which it begins has it; the number of the page may stand
    /// between.
    #[test]
    fn a_word_that_the_end_of_a_page_parts_is_found() {
        let page = |(number, text): (u32, &str)| Page {
            number,
            document: Digest::ZERO,
            text: text.to_owned(),
            trouble: None,
            hidden: vec![],
            confidence: None,
        };
        let texts = ["Norco was stopped. Continue cyclo-\n2", "Case 1\nbenzaprine 7.5 mg. Consti-", "pation."];
        let file = CaseFile { documents: vec![], pages: (1..).zip(texts).map(page).collect() };
        let halves = [IndexPart::of(&file, 0..1), IndexPart::of(&file, 1..3)];
        for index in [Index::of(&file), Index::from_parts(halves)] {
            for (query, page, written) in [
                ("flexeril", 1, "cyclo"),
                ("cycloben*", 1, "cyclo"),
                ("constipation", 2, "Consti"),
                ("\"continue cyclobenzaprine\"", 1, "Continue cyclo"),
            ] {
                let hits = index.find(&Query::parse(query));
                assert_eq!(hits.iter().map(|hit| hit.page).collect::<Vec<_>>(), [page], "{query}");
                let text = &file.pages[page as usize - 1].text;
                assert_eq!(&text[hits[0].spans[0].clone()], written);
            }
        }
    }
}
