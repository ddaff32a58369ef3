//! What a sentence does with a thing it names: affirms it, denies it, or only
//! supposes it. Negation first of all: "denies radiating pain".

use regex::Regex;
use std::sync::LazyLock;

/// What a sentence does with something it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// It is said to be so.
    Affirmed,
    /// It is said not to be so.
    Negated,
    /// It is supposed, planned or conditional.
    Supposed,
}

static NEGATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(no|not|denies|denied|without|never|negative for|absence of|none of|fails? to|failed to|lacks?|lacking|neither|nor)\b").ok()
});
static SUPPOSITION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(if|should|in case|unless|would|may|might|rule out|to assess|to evaluate for|goal|will be)\b",
    )
    .ok()
});
/// Words that end the reach of a cue that stands before them.
static CLAUSE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(but|however|although|though|except|yet|and (?:is|has|was|reports))\b|[;:]").ok()
});

/// How many words a cue reaches.
const REACH: usize = 8;

/// What `sentence` does with the thing named at byte `from`.
#[must_use]
pub fn stance(sentence: &str, from: usize) -> Stance {
    let before = sentence.get(..from).unwrap_or_default();
    let clause =
        CLAUSE.as_ref().and_then(|end| end.find_iter(before).last()).map_or(before, |end| &before[end.end()..]);
    let within = |cue: &LazyLock<Option<Regex>>| {
        cue.as_ref()
            .and_then(|cue| cue.find_iter(clause).last())
            .is_some_and(|found| clause[found.end()..].split_whitespace().count() <= REACH)
    };
    if within(&SUPPOSITION) {
        Stance::Supposed
    } else if within(&NEGATION) {
        Stance::Negated
    } else {
        Stance::Affirmed
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
            ("Return if there is radicular pain.", Stance::Supposed),
            ("There is no evidence of radicular pain.", Stance::Negated),
            ("Not working; radicular pain persists.", Stance::Affirmed),
        ];
        for (sentence, expected) in rows {
            let from = sentence.find("radicular").expect("it is named");
            assert_eq!(stance(sentence, from), expected, "{sentence}");
        }
    }
}
