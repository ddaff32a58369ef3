//! What a sentence does with a thing it names: affirms it, denies it, only
//! supposes it, or says it of somebody else.
//!
//! Where a sentence does two of these, nothing is concluded from it: whoever
//! reads it decides.

use super::context::{Reading, Section};
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

/// What is said not to have been looked into is neither there nor absent.
static UNADDRESSED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:not|never|no) (?:been )?(?:yet )?(?:discussed|addressed|mentioned|documented|assessed|recorded|reviewed|asked|evaluated|provided)\b",
    )
    .ok()
});

/// What `sentence` does with the thing named at `span`, whose own words leave
/// `gaps` between them: what its context comes to where a criterion asks.
#[must_use]
pub fn stance(sentence: &str, span: &Range<usize>, gaps: &[Range<usize>]) -> Stance {
    let reading = Reading::new(sentence, Section::Plain);
    let context = reading.context(span);
    let weak = (context.uncertain || context.historical) && !reading.is_as_good_as_denied(span);
    let marked = context.conditional || context.other_person || weak;
    let unaddressed = UNADDRESSED.as_ref().is_some_and(|pattern| pattern.is_match(sentence));
    if marked || unaddressed || reading.is_open_between(gaps) {
        return Stance::Unsettled;
    }
    match reading.denials(span, gaps).max(usize::from(context.negated)) {
        0 => Stance::Affirmed,
        1 => Stance::Negated,
        // "Denies that it has not improved" is not for a program to read.
        _ => Stance::Unsettled,
    }
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
