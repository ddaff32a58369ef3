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
    use super::*;

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
}
