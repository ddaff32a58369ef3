//! What a sentence does with a thing it names: affirms it, denies it, only
//! supposes it, or says it of somebody else.
//!
//! Where a sentence does two of these, nothing is concluded from it: whoever
//! reads it decides.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What a sentence does with something it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// It is said to be so.
    Affirmed,
    /// It is said not to be so.
    Negated,
    /// Nothing is said of it that could be relied on: it is supposed,
    /// planned, past, somebody else's, or was not looked into.
    Unsettled,
}

static NEGATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    cue(
        r"no|not|denies|denied|denying|without|never|cannot|can't|unable|negative for|absence of|none|fails?|failed to|lacks?|lacking|neither|nor|\w+n['’]t|unlikely|free of",
    )
});
/// What denies a thing named before it.
static DENIAL_AFTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    cue(r"not|never|none|denied|\w+n['’]t|absent|excluded|unlikely|ruled out|(?:is|are|was|were) negative|resolved")
});
/// What leaves a thing open, wherever it stands in the clause.
static UNSETTLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    cue(
        r"if|should|in case|unless|would|(?-i:may)|might|rule out|to assess|to evaluate for|goal|goals|will be|possible|possibly|question of|history of|previously|mother|father|wife|husband|brother|sister|son|daughter|family|(?:not|never|no) (?:been )?(?:yet )?(?:discussed|addressed|mentioned|documented|assessed|recorded|reviewed|asked|evaluated|provided)",
    )
});
/// Words that part one clause from the next.
static CLAUSE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:but|however|although|though|except|yet|and (?:is|has|was|reports))\b|[;:]").ok()
});

fn cue(words: &str) -> Option<Regex> {
    Regex::new(&format!(r"(?i)\b(?:{words})\b")).ok()
}

/// How many words a cue reaches forward, and backward.
const FORWARD: usize = 8;
const BACKWARD: usize = 4;

/// What `sentence` does with the thing named at `span`, whose own words leave
/// `gaps` between them.
#[must_use]
pub fn stance(sentence: &str, span: &Range<usize>, gaps: &[Range<usize>]) -> Stance {
    let (before, after) = clause_around(sentence, span);
    let has = |cue: &LazyLock<Option<Regex>>, text: &str| cue.as_ref().is_some_and(|cue| cue.is_match(text));
    let between: Vec<&str> = gaps.iter().filter_map(|gap| sentence.get(gap.clone())).collect();
    if has(&UNSETTLED, before) || has(&UNSETTLED, after) || between.iter().any(|gap| has(&UNSETTLED, gap)) {
        return Stance::Unsettled;
    }
    let near_before = last_words(before, FORWARD);
    let near_after = first_words(after, BACKWARD);
    let denials = usize::from(has(&NEGATION, near_before))
        + usize::from(between.iter().any(|gap| has(&NEGATION, gap)))
        + usize::from(has(&DENIAL_AFTER, near_after));
    match denials {
        0 => Stance::Affirmed,
        1 => Stance::Negated,
        // "Denies that it has not improved" is not for a program to read.
        _ => Stance::Unsettled,
    }
}

/// The rest of the clause on both sides of a span.
fn clause_around<'a>(sentence: &'a str, span: &Range<usize>) -> (&'a str, &'a str) {
    let before = sentence.get(..span.start).unwrap_or_default();
    let after = sentence.get(span.end..).unwrap_or_default();
    let Some(clause) = CLAUSE.as_ref() else {
        return (before, after);
    };
    let from = clause.find_iter(before).last().map_or(0, |end| end.end());
    let to = clause.find(after).map_or(after.len(), |end| end.start());
    (&before[from..], &after[..to])
}

fn last_words(text: &str, count: usize) -> &str {
    let starts: Vec<usize> = word_starts(text);
    let from = starts.len().saturating_sub(count);
    starts.get(from).map_or(text, |start| &text[*start..])
}

fn first_words(text: &str, count: usize) -> &str {
    // A comma ends what still belongs to the thing named.
    let text = text.split(',').next().unwrap_or_default();
    word_starts(text).get(count).map_or(text, |end| &text[..*end])
}

fn word_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut inside = false;
    for (at, c) in text.char_indices() {
        let letter = !c.is_whitespace();
        if letter && !inside {
            starts.push(at);
        }
        inside = letter;
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cue_reaches_to_the_end_of_its_clause() {
        let rows = [
            ("The patient has radicular pain.", Stance::Affirmed),
            ("The patient denies radicular pain.", Stance::Negated),
            ("No fever, but there is radicular pain.", Stance::Affirmed),
            ("Return if there is radicular pain.", Stance::Unsettled),
            ("There is no evidence of radicular pain.", Stance::Negated),
            ("Not working; radicular pain persists.", Stance::Affirmed),
            ("The radicular pain is excluded.", Stance::Negated),
            ("His mother has radicular pain.", Stance::Unsettled),
            ("There was never not radicular pain and it is not absent.", Stance::Unsettled),
            ("Presence of radicular pain was not assessed.", Stance::Unsettled),
            ("A history of radicular pain.", Stance::Unsettled),
        ];
        for (sentence, expected) in rows {
            let from = sentence.find("radicular").expect("it is named");
            let span = from..from + "radicular pain".len();
            assert_eq!(stance(sentence, &span, &[]), expected, "{sentence}");
        }
    }
}
