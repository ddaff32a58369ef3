//! Pain on a scale to ten, with and without medication.

use super::kind::{FactKind, Pain};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use regex::Captures;
use std::ops::Range;
use std::sync::LazyLock;

static SCORE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(\d{1,2}(?:\.\d)?)(?:\s?(?:-|–|to)\s?(\d{1,2}(?:\.\d)?))?\s?(?:/\s?10\b|(?:out )?of (?:10|ten)\b)|\b(?:vas|nrs|pain (?:scale|score|level|rating)|scale)(?: (?:score|is|of|at|was|a|to|ten|10|the|pain|from|zero|0))*[:=,]?\s(\d{1,2}(?:\.\d)?)(?:\s?(?:-|to)\s?(\d{1,2}))?\b",
    )
});

/// What says with or without medication, near a score.
static WHEN: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(without|w/o|before|off|prior to|not taking|unmedicated|untreated|no)(?: (?:taking|using|his|her|the|pain|any|its|use|of|medications?|medicines?|meds|drugs?|pills?|them|it))*|\b(with|w/|while taking|medicated|(?:after|on|following|taking)(?: (?:taking|using|his|her|the|pain|use|of))* (?:medications?|medicines?|meds?|drugs?|pills?|treatment|them|[a-z]+(?:one|ine|in|ol|co|am|en|il|ex|cet)))(?:\b|$| )",
    )
});

pub(super) fn read(scene: &mut Scene<'_>) {
    let text = scene.text;
    let Some(pattern) = SCORE.as_ref() else { return };
    let found: Vec<Captures<'_>> = pattern.captures_iter(text).collect();
    let mut pain = Pain { score: None, with_drug: None, without_drug: None };
    let mut all: Option<Range<usize>> = None;
    for (at, one) in found.iter().enumerate() {
        let Some((span, score)) = score(text, one) else { continue };
        let place = match when(text, &found, at, &span) {
            Some(true) => &mut pain.with_drug,
            Some(false) => &mut pain.without_drug,
            None => &mut pain.score,
        };
        place.get_or_insert(score);
        all = Some(all.map_or(span.clone(), |all| all.start..span.end));
    }
    if let Some(span) = all {
        // "Without medication" says when, and denies nothing.
        let mut context = scene.context(&span);
        context.negated = false;
        scene.add_as(&span, FactKind::Pain(pain), context);
    }
}

/// A score and where it stands; the higher one of a range.
fn score(text: &str, found: &Captures<'_>) -> Option<(Range<usize>, f32)> {
    let all = found.get(0)?.range();
    // `1/10/2014` is a day; `VAS 6/10` is none.
    let scaled =
        found.get(3).is_some() && text[all.end..].starts_with("/10") && !text[all.end..].starts_with("/10/");
    if !scaled && (text[all.end..].starts_with(['/', '-']) || text[..all.start].ends_with(['/', '-', '.'])) {
        return None;
    }
    let number = |group: usize| found.get(group).and_then(|one| one.as_str().parse::<f32>().ok());
    let score = [1, 2, 3, 4].into_iter().filter_map(number).fold(f32::NAN, f32::max);
    (0.0..=10.0).contains(&score).then_some((all, score))
}

/// Whether a score is one with medication or without: by the words after it,
/// else by those before it.
fn when(text: &str, found: &[Captures<'_>], at: usize, span: &Range<usize>) -> Option<bool> {
    let start_of = |one: &Captures<'_>| one.get(0).map(|all| all.start());
    let next = found.get(at + 1).and_then(start_of).unwrap_or(text.len());
    let after = said(&text[span.end..next], false);
    let previous = at.checked_sub(1).and_then(|at| found[at].get(0)).map_or(0, |one| one.end());
    let before = &text[previous..span.start];
    // `9/10 without and 4/10 with`: what stands between belongs to the first.
    let first_has_none = previous > 0 && said(&text[span.end..next], false).is_none();
    after.or_else(|| if previous == 0 || first_has_none { said(before, true) } else { None })
}

fn said(words: &str, last: bool) -> Option<bool> {
    let pattern = WHEN.as_ref()?;
    let found = if last { pattern.captures_iter(words).last()? } else { pattern.captures(words)? };
    Some(found.get(2).is_some())
}
