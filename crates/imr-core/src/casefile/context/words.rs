//! The words of a sentence in the form in which cues compare: lower case,
//! numbers, years and months as one sign each, punctuation that parts clauses
//! as words of their own.

use crate::dates::is_full_name;
use std::borrow::Cow;
use std::ops::Range;

/// A word, or a mark of punctuation, with its place.
#[derive(Debug)]
pub(super) struct Word<'a> {
    /// In bytes of the sentence.
    pub(super) span: Range<usize>,
    text: Cow<'a, str>,
}

impl Word<'_> {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn is_punctuation(&self) -> bool {
        matches!(self.text(), "," | ";" | ":" | "." | "(" | ")" | "--" | "??")
    }

    pub(super) fn is_comma(&self) -> bool {
        matches!(self.text(), "," | ";" | "." | "--")
    }
}

/// The words of a sentence.
pub(super) fn words(sentence: &str) -> Vec<Word<'_>> {
    let mut words = Vec::with_capacity(sentence.len() / 5);
    let mut rest = sentence.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if c.is_alphanumeric() {
            let mut end = start + c.len_utf8();
            while let Some(&(at, next)) = rest.peek() {
                let after = sentence[at + next.len_utf8()..].chars().next();
                let joins = match next {
                    '\'' | '\u{2019}' => after.is_some_and(char::is_alphabetic),
                    '.' | '/' => c.is_ascii_digit() && after.is_some_and(|c| c.is_ascii_digit()),
                    _ => next.is_alphanumeric(),
                };
                if !joins {
                    break;
                }
                end = at + next.len_utf8();
                rest.next();
            }
            words.push(Word { span: start..end, text: folded(&sentence[start..end]) });
        } else if let Some(mark) = mark(sentence, start, c) {
            words.push(Word { span: start..start + c.len_utf8(), text: Cow::Borrowed(mark) });
        }
    }
    words
}

/// A mark that parts clauses. The full stops of `p.r.n.` do not.
fn mark(sentence: &str, at: usize, c: char) -> Option<&'static str> {
    let after = sentence[at + c.len_utf8()..].chars().next();
    let spaced = after.is_none_or(char::is_whitespace);
    match c {
        ',' => Some(","),
        ';' => Some(";"),
        ':' => Some(":"),
        '(' => Some("("),
        ')' => Some(")"),
        '\n' => Some("."),
        '.' if spaced && !ends_with_letter_alone(&sentence[..at]) && !is_cut_short(&sentence[..at]) => Some("."),
        '-' | '\u{2013}' | '\u{2014}' if spaced && sentence[..at].ends_with(char::is_whitespace) => Some("--"),
        '?' if !spaced || sentence[..at].ends_with([' ', '(']) || at == 0 => Some("?"),
        '?' => Some("??"),
        _ => None,
    }
}

/// Whether a full stop follows a word that is cut short and goes on: `Poss. tear`.
fn is_cut_short(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    ["poss", "prob", "incl", "approx", "susp"].iter().any(|short| word.eq_ignore_ascii_case(short))
}

fn ends_with_letter_alone(before: &str) -> bool {
    let mut back = before.chars().rev();
    back.next().is_some_and(char::is_alphabetic) && back.next().is_some_and(|c| !c.is_alphanumeric())
}

fn is_number(word: &str) -> bool {
    matches!(
        word,
        "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "eleven"
            | "twelve"
            | "several"
            | "many"
            | "few"
    )
}

/// `#` for a number, `@year` and `@date` for a date, `@month` for a month.
fn folded(word: &str) -> Cow<'_, str> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = word.bytes().all(|b| b.is_ascii_digit());
        if digits && word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) {
            return Cow::Borrowed("@year");
        }
        return Cow::Borrowed(if word.matches('/').count() == 2 { "@date" } else { "#" });
    }
    let lower = if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'') {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase().replace('\u{2019}', "'"))
    };
    // "May" is a month only where it is written so.
    if word.starts_with(char::is_uppercase) && is_full_name(&lower) && (lower != "may" || word == "May") {
        return Cow::Borrowed("@month");
    }
    if is_number(&lower) { Cow::Borrowed("#") } else { lower }
}
