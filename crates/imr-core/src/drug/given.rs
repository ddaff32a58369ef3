//! How a drug is given, from the words around its name.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Dose, frequency and quantity as written; none where not written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    /// Amount, or the strength where no amount is written.
    pub dose: Option<String>,
    /// How often, with `p.r.n.`.
    pub frequency: Option<String>,
    /// How many were dispensed.
    pub quantity: Option<u32>,
}

fn pattern(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

static DOSE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b\d+(?:[.,]\d+)?|\.\d+)(?:\s?[-/]\s?\d+(?:\.\d+)?)*[\s-]?(?:mg/mL|mg|mcg|µg|mEq|milligrams?|micrograms?|grams?|gm|g|mL|cc|units?|IU|%)(?:/(?:day|mL|hr|\d+(?:\.\d+)?\s?(?:mg|%|mL)))?(?-u:\b|$|\B)",
    )
});
static UNITS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:\d+(?:\s?(?:-|to|or)\s?\d+)?|one|two|three|four|six|eight|half|one[- ]half|one or two|one to two|a) (?:tablets?|tabs?|capsules?|caps?|pills?|patch(?:es)?|puffs?|sprays?|drops?|ampules?|suppositor(?:y|ies))\b",
    )
});
static FREQUENCY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:q\.?\s?[ht]\.?\s?s\.?|[bt]\.?\s?i\.?\s?d\b\.?|q\.?\s?i\.?\s?d\b\.?|q\.?\s?o\.?\s?d\b\.?|q\.?\s?\d+(?:\s?(?:-|to)\s?\d+)?\s?(?:hours?|hrs?|h|weeks?|days?|months?)?\b\.?|q\.?\s?(?:a\.?m|p\.?m|day|daily|week|weekly|month|night|d)\b\.?|once|twice|(?:one|two|three|four|five|six|\d)(?:\s?(?:-|to)\s?(?:four|\d))? times|every (?:other |morning|evening|night|bedtime|(?:\d+|four|six|eight|twelve)(?:\s?(?:-|to)\s?(?:\d+|six|eight))? )?(?:hours?|days?|weeks?|months?|morning|evening|night|h)?|daily|nightly|weekly|monthly|at bedtime|at night|in the (?:morning|evening)|p\.?r\.?n\b\.?|as needed)(?:[ ,]+(?:(?:a|per|each) (?:day|week|month|night)|daily|weekly|nightly|at bedtime|p\.?r\.?n\b\.?|as needed|(?:and )?(?:q\.?h\.?s\.?|at night))\b\.?)*)",
    )
});
static QUANTITY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:#\s?|\bqty[.:]?\s?|\bquantity(?: of)?[:\s]\s?|\bdisp(?:ens(?:ed?|ing))?[:\s]\s?#?|\bno\.\s?|\bcount of |\b(?:amount|supply|total|number) of )(\d{1,4})(?:\.0+)?\b|\b(\d{2,4}) (?:(?:more )?(?:tablets?|tabs?|capsules?|caps?|pills?)(?:[,.;]|$| (?:were|was|dispensed|given|prescribed|provided|refilled))|dispensed|refilled|of them|in number)",
    )
});

/// What the words around the drug named at `span` say of how it is given: as
/// far as the next drug, which begins at `next` where there is one, or the end
/// of the sentence; and a dose right before.
#[must_use]
pub fn given(text: &str, span: &Range<usize>, next: Option<usize>) -> Given {
    let after = after(text, span.end..next.unwrap_or(text.len()));
    let find = |pattern: &LazyLock<Option<Regex>>, text: &str| {
        pattern.as_ref().and_then(|pattern| pattern.find(text)).map(|found| found.as_str().trim().to_owned())
    };
    // `80 mg of Kenalog and 2 cc of lidocaine`: what stands before `of` is its own.
    let own = || dose_before(text, span.start);
    let before = text[..span.start].ends_with(" of ").then(own).flatten();
    let dose = before.or_else(|| find(&DOSE, after)).or_else(own).or_else(|| find(&UNITS, after));
    let quantity = quantity(after).or_else(|| quantity_before(text, span.start));
    // The stop of `b.i.d.` is its own, that of `daily.` the sentence's.
    let frequency = find(&FREQUENCY, after).map(|one| match one.strip_suffix('.') {
        Some(bare) if !bare.contains('.') && !bare.ends_with(" h") => bare.to_owned(),
        _ => one,
    });
    Given { dose, frequency, quantity }
}

/// How many are given, by words that name no drug: `Disp: #60`.
#[must_use]
pub fn quantity(text: &str) -> Option<u32> {
    // Each way of saying it has a number.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let found = QUANTITY.as_ref()?.captures(text)?;
    found.get(1).or(found.get(2))?.as_str().parse().ok()
}

/// How far the words on a drug reach at most, in bytes.
const REACH: usize = 140;

fn after(text: &str, within: Range<usize>) -> &str {
    let rest = &text[within];
    let limit = (0..=rest.len().min(REACH)).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0);
    let rest = &rest[..limit];
    let rest = rest.split_once('\n').map_or(rest, |one| one.0);
    &rest[..sentence_end(rest).unwrap_or(rest.len())]
}

/// Where a full stop ends a sentence: before a capital, and not in `b.i.d.`.
fn sentence_end(text: &str) -> Option<usize> {
    text.match_indices(". ").map(|(at, _)| at).find(|at| {
        let word = text[..*at].rsplit(' ').next().unwrap_or_default();
        word.len() > 1 && !word.contains('.') && text[at + 2..].trim_start().starts_with(char::is_uppercase)
    })
}

/// `10 mg of Norco`, `0.5% Marcaine`.
fn dose_before(text: &str, to: usize) -> Option<String> {
    let from = (to.saturating_sub(30)..=to).find(|at| text.is_char_boundary(*at))?;
    let before = text[from..to].trim_end();
    let before = before.strip_suffix(" of").unwrap_or(before);
    let found = DOSE.as_ref()?.find_iter(before).last()?;
    (found.end() == before.len()).then(|| found.as_str().trim().to_owned())
}

static NUMBER_BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:#\s?(\d{1,4})(?: of| more)?|\b(\d{2,4}) (?:more|(?:tablets?|tabs?|capsules?|caps?|pills?) of))(?: the| his| her)?\s*$",
    )
});

/// `#60 of Norco`, `60 tablets of Norco`, and not `tramadol #60, Norco`.
fn quantity_before(text: &str, to: usize) -> Option<u32> {
    let from = (to.saturating_sub(30)..=to).find(|at| text.is_char_boundary(*at))?;
    let found = NUMBER_BEFORE.as_ref()?.captures(&text[from..to])?;
    found.get(1).or(found.get(2))?.as_str().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drug::named_in;

    #[test]
    fn a_drug_is_given_as_the_words_around_it_say() {
        for (text, dose, frequency, quantity) in [
            ("Norco 10/325 mg 1 tablet q.6 h. p.r.n. pain #60.", "10/325 mg", "q.6 h. p.r.n.", Some(60)),
            ("Flexeril 7.5mg twice a day, Norco 5 mg daily", "7.5mg", "twice a day", None),
            ("Naproxen 550 mg b.i.d., Qty: 90", "550 mg", "b.i.d.", Some(90)),
            ("0.5% Marcaine was injected.", "0.5%", "", None),
            ("80 mg of Kenalog and 2 cc of 1% lidocaine", "80 mg", "", None),
            ("Increase Flexeril to three times a day.", "", "three times a day", None),
            ("Cyclobenzaprine one tablet at bedtime", "one tablet", "at bedtime", None),
            ("Lyrica every 8 hours as needed", "", "every 8 hours as needed", None),
        ] {
            let named = named_in(text);
            let found = given(text, &named[0].span, named.get(1).map(|next| next.span.start));
            let found = (found.dose.unwrap_or_default(), found.frequency.unwrap_or_default(), found.quantity);
            assert_eq!(found, (dose.to_owned(), frequency.to_owned(), quantity), "{text}");
        }
    }
}
