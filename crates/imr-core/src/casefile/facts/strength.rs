//! A change of strength, told by two strengths of one drug: which is the old
//! and which the new one, from the words that stand before each.

use super::pattern::{Pattern, compiled};
use std::ops::Range;
use std::sync::LazyLock;

static STRENGTH: Pattern = LazyLock::new(|| {
    compiled(r"\b\d+(?:[.,]\d+)?(?:\s?[-/]\s?\d+(?:\.\d+)?)?[\s-]?(?:mg|mcg|ml|gm|g|%|units?)(?:/hr|/h)?(?:\W|$)")
});

/// What says of the strength behind it that it is no more given.
static OLD: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:from|old|previous(?:ly)?|prior|former(?:ly)?|heretofore|hitherto|earlier|had(?: been)?|been|was|were|instead of|in (?:place|lieu) of|not|rather than|replac(?:es?|ing)|(?:swap|convert)(?:p?ed)?|last|original(?:ly)?|away|no longer|(?:as )?opposed to|versus|supersed(?:es|ing)|supplant(?:s|ing)|toss(?: out)?|drop(?:ped)?|discard|done with(?: the)?|discontinue\w*|stop(?:ped)?|d/c|up on|away with)\b|\bdone w/",
    )
});

/// What says of the strength behind it that it is given from now on.
static NEW: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:to|now|new|currently|hereafter|henceforth|into|will (?:use|take|try|go to|give)|(?:re ?|re-)?(?:writ(?:e|ten)|wrote) (?:for|as)|(?:begin|start|take|use|try|give|prescribe|order)(?:ed|n)?|at present|became|becomes|make it|makes)\b|\b(?:replaced|superseded|supplanted|swapped) (?:by|with|for)\b|\breplaced w/|->|=>|-->|→|>",
    )
});

/// A strength in a sentence, and what is said of it.
struct Given {
    place: Range<usize>,
    told: Told,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Old,
    New,
    Nothing,
}

/// The new strength in the words of a sentence that tells two, one of which
/// is the old one. `changes` where a word in it says that a dose changes:
/// `2 mg to 4 mg` alone may be a range.
pub(super) fn changed(text: &str, changes: bool) -> Option<Range<usize>> {
    let all = strengths(text);
    let different = all.iter().any(|one| plain(&text[one.place.clone()]) != plain(&text[all[0].place.clone()]));
    let is = |told| move |one: &&Given| one.told == told;
    let old = all.iter().find(is(Told::Old));
    if all.len() < 2 || !different || (old.is_none() && !changes && !has_arrow(text, &all)) {
        return None;
    }
    let other =
        |one: &&Given| old.is_none_or(|old| plain(&text[old.place.clone()]) != plain(&text[one.place.clone()]));
    let new = all.iter().filter(is(Told::New)).find(other);
    let rest = || all.iter().filter(is(Told::Nothing)).find(other).filter(|_| old.is_some());
    new.or_else(rest).map(|one| one.place.clone())
}

fn plain(strength: &str) -> String {
    strength.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_lowercase()
}

fn has_arrow(text: &str, all: &[Given]) -> bool {
    all.windows(2).any(|pair| {
        let between = text[pair[0].place.end..pair[1].place.start].trim_matches([' ', ',', ';', '(']);
        ["->", "=>", "-->", "→", ">", "to now", "now"].contains(&between)
    })
}

fn strengths(text: &str) -> Vec<Given> {
    let mut all: Vec<Given> = Vec::new();
    for found in STRENGTH.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(text)) {
        let whole = found.as_str();
        let trimmed = whole.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%');
        let place = found.start()..found.start() + trimmed.len();
        let from = all.last().map_or(0, |before| before.place.end);
        let told = if is_too_little(&text[place.end..]) { Told::Old } else { told(&text[from..place.start]) };
        all.push(Given { told, place });
    }
    all
}

static TOO_LITTLE: Pattern = LazyLock::new(|| {
    compiled(
        r"^[a-z ]{0,32}\b(?:not (?:enough|sufficient|adequate|effective|holding|helping|working)|insufficient|inadequate|ineffective|(?:does|do|did|is|was|are)(?:n['’]t| not) (?:hold|help|last|work|enough|cut|do|suffic|adequate)\w*|(?:having )?lost (?:its |any |all )?(?:effect|benefit|efficacy)|no longer\b|until (?:today|now|this)|wore off|wears off|failing|too (?:low|weak|little|much|strong))\b|^[a-z ]{0,32}\b(?:before|previously|formerly|heretofore)(?:[,.;)]|$)",
    )
});

/// Whether the words behind a strength say that it does not do.
fn is_too_little(after: &str) -> bool {
    // `Increased to 10 mg for inadequate relief` says why it is given.
    let why = ["due", "because", "for ", "since", "owing", "given", "after"];
    let found = TOO_LITTLE.as_ref().and_then(|pattern| pattern.find(after));
    found.is_some_and(|found| !why.iter().any(|word| found.as_str().to_lowercase().contains(word)))
}

/// What the words before a strength say of it: the last of them holds.
fn told(before: &str) -> Told {
    let last = |pattern: &Pattern| {
        pattern.as_ref().and_then(|pattern| pattern.find_iter(before).last()).map(|found| found.end())
    };
    match (last(&OLD), last(&NEW)) {
        (None, None) => Told::Nothing,
        // `As opposed to` ends in a `to` that gives nothing.
        (old, new) if old >= new => Told::Old,
        _ => Told::New,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_strength_is_told_from_the_old() {
        for (text, expected) in [
            ("Increase Norco from 5/325 mg to 10/325 mg.", "10/325 mg"),
            ("Norco: 5/325 mg -> 10/325 mg", "10/325 mg"),
            ("Norco 10/325 mg in place of 5/325 mg.", "10/325 mg"),
            ("Norco, which she had been taking at 5/325 mg, goes to 10/325 mg.", "10/325 mg"),
            ("Old 5 mg, new 10 mg.", "10 mg"),
            ("Instead of 5 mg she takes 10 mg.", "10 mg"),
            ("The dose is 10 mg; it had been 5 mg.", "10 mg"),
            ("10 mg replaces 5 mg.", "10 mg"),
            ("Since 5 mg is not enough, we will use 10 mg.", "10 mg"),
            // Two strengths that are both taken are no change.
            ("5 mg in the morning and 10 mg at night", ""),
            ("5 mg to 10 mg at bedtime", ""),
            ("Norco 10 mg was refilled", ""),
        ] {
            let found = changed(text, false).map_or("", |place| &text[place]);
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(changed("Valium 10 mg was reduced to 5 mg", true), Some(28..32));
        assert_eq!(changed("An adjustment, 5 mg to 10 mg", true), Some(23..28));
    }
}
