//! Drafting the rationale of a decision, and reading what one claims.

use super::{Answer, DisputedItem, Evidence, ItemReview};
use crate::casefile::{CaseFile, Passage};
use crate::letter::record::Decision;
use crate::prose::capital;
use regex::Regex;
use std::sync::LazyLock;

/// The rationale that follows from the answers, a paragraph a line: what the
/// guideline asks, what the record says and where, and the conclusion.
#[must_use]
pub fn draft(item: &DisputedItem, review: &ItemReview, file: &CaseFile, decision: Decision) -> String {
    let mut paragraphs = vec![review.states.clone()];
    paragraphs.extend(review.answers.iter().map(|answer| findings(answer, file)));
    paragraphs.push(format!("{} {}", review.because, conclusion(&item.item, decision)));
    paragraphs.join("\n")
}

/// The last sentence of a rationale.
#[must_use]
pub fn conclusion(item: &str, decision: Decision) -> String {
    let verb = match decision {
        Decision::Upheld => "is not medically necessary",
        Decision::Overturned => "is medically necessary",
    };
    format!("As such, the request for {} {verb}.", quoted(item))
}

fn findings(answer: &Answer, file: &CaseFile) -> String {
    let states =
        |passage: &Passage| format!("{} states: \"{}\"", capital(&file.place(passage.page)), quoted(&passage.text));
    match &answer.evidence {
        Evidence::Passages { passages, shows } => {
            let shown = shows.as_ref().map_or(String::new(), |shows| format!(" {shows}."));
            let statements: Vec<String> = passages.iter().map(states).collect();
            format!("{}.{shown} {}", answer.statement, statements.join(" "))
        }
        Evidence::Search(search) => {
            let first = search.terms.iter().flat_map(|term| &term.hits).next();
            let named = first.map_or(String::new(), |passage| {
                format!(" None of them says so or denies it. The first of them: {}", states(passage))
            });
            format!("{}: {}.{named}", answer.statement, search.in_words())
        }
    }
}

/// The words of a passage as they stand between quotation marks.
pub(crate) fn quoted(words: &str) -> String {
    words.replace('"', "'")
}

static ABSENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:not|never|nor) (?:been )?(?:adequately |clearly |fully |sufficiently )?(?:documented|recorded|noted|mentioned|described|reported|provided|shown|demonstrated|established|substantiated)\b|\b(?:no|lack of|without|absence of|insufficient) (?:\w+ ){0,3}(?:documentation|documented|mention|record|evidence|indication)\b|\b(?:does|do|did) not (?:\w+ )?(?:document|mention|describe|record|show|demonstrate)\b|\bfail(?:s|ed)? to (?:document|mention|describe|record|show|demonstrate)\b|\bundocumented\b|\bsilent (?:on|about|as to)\b",
    )
    .ok()
});

/// The sentences of a rationale that say that something is missing from the
/// record. What stands between quotation marks is the record's own and claims
/// nothing, but stays in its sentence.
#[must_use]
pub fn absence_claims(rationale: &str) -> Vec<&str> {
    let Some(absence) = ABSENCE.as_ref() else {
        return Vec::new();
    };
    let mut claims = Vec::new();
    for line in rationale.lines() {
        let own = own_words(line);
        let mut from = 0;
        for sentence in own.split_inclusive(". ") {
            if absence.is_match(sentence) {
                claims.push(line[from..from + sentence.len()].trim());
            }
            from += sentence.len();
        }
    }
    claims
}

/// A line with blanks in place of what it quotes, byte for byte.
fn own_words(line: &str) -> String {
    let mut own = line.to_owned();
    for quotation in quoted_ranges(line) {
        own.replace_range(quotation.clone(), &" ".repeat(quotation.len()));
    }
    own
}

/// What a rationale puts between quotation marks, straight or curly.
#[must_use]
pub fn quotations(rationale: &str) -> Vec<&str> {
    rationale.lines().flat_map(|line| quoted_ranges(line).into_iter().map(move |range| &line[range])).collect()
}

fn quoted_ranges(line: &str) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in line.char_indices() {
        match (open, c) {
            (None, '"' | '\u{201c}') => open = Some(at + c.len_utf8()),
            (Some(from), '"' | '\u{201d}') => {
                ranges.push(from..at);
                open = None;
            }
            _ => {}
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_that_says_something_is_missing_is_noticed() {
        for claims in [
            "Functional gain is not documented.",
            "There is no clear documentation of relief.",
            "The notes do not describe side effects.",
            "There is insufficient evidence in the file.",
            "Relief has not been shown.",
            "The record is silent on side effects.",
            "The notes fail to document relief.",
            "It states: \"Pain is worse. Function is better.\" Relief is not documented.",
        ] {
            assert!(!absence_claims(claims).is_empty(), "{claims}");
        }
        for claims in [
            "Pain fell from 8/10 to 4/10.",
            "The report states: \"No evidence of fracture.\" As such, it is necessary.",
            "It states: \"Seen by Dr. Reyes. There is no evidence of fracture.\" It is met.",
        ] {
            assert_eq!(absence_claims(claims), Vec::<&str>::new(), "{claims}");
        }
        assert_eq!(quotations("It says \"one\" and \u{201c}two\u{201d}."), ["one", "two"]);
    }
}
