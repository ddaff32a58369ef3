//! Pain on a scale to ten, with and without medication.

use super::Scene;
use super::kind::FactKind;
use super::pattern::{Pattern, compiled};
use std::sync::LazyLock;

static SCORE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(\d{1,2}(?:\.\d)?)(?:\s?(?:-|–|to)\s?(\d{1,2}(?:\.\d)?))?\s?(?:/\s?10\b|out of (?:10|ten)\b)|\b(?:vas|nrs|pain (?:scale|score|level|rating))(?: (?:score|is|of|at|was|a))*[:=]?\s(\d{1,2}(?:\.\d)?)(?:\s?(?:-|to)\s?(\d{1,2}))?\b",
    )
});

/// What says with or without medication, near a score.
static WHEN: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(without|w/o|before|off|prior to|not taking)(?: (?:taking|using|his|her|the|pain|any|its|use|of|medications?|meds))*|\b(with|after|on|following)(?: (?:taking|using|his|her|the|pain|use|of))* (?:medications?|meds?|pills?|[a-z]+(?:one|ine|in|ol|co|am|en|il|ex|cet))\b",
    )
});

pub(super) fn read(scene: &mut Scene<'_>) {
    let text = scene.text;
    let Some(pattern) = SCORE.as_ref() else {
        return;
    };
    let found: Vec<_> = pattern.captures_iter(text).collect();
    for (at, one) in found.iter().enumerate() {
        let Some(all) = one.get(0) else { continue };
        // `1/10/2014` is a day.
        if text[all.end()..].starts_with(['/', '-']) || text[..all.start()].ends_with(['/', '-', '.']) {
            continue;
        }
        let number = |group: usize| one.get(group).and_then(|m| m.as_str().parse::<f32>().ok());
        let score = [1, 2, 3, 4].into_iter().filter_map(number).fold(f32::NAN, f32::max);
        if !(0.0..=10.0).contains(&score) {
            continue;
        }
        let next = found.get(at + 1).and_then(|next| next.get(0)).map_or(text.len(), |next| next.start());
        let with_medication = when(&text[all.end()..next]).or_else(|| {
            let previous = at.checked_sub(1).and_then(|at| found[at].get(0)).map_or(0, |one| one.end());
            let before = &text[previous..all.start()];
            if previous == 0 { when(before) } else { None }
        });
        // "Without medication" says when, and denies nothing.
        let mut context = scene.context(&all.range());
        context.negated = false;
        scene.add_as(all.range(), FactKind::Pain { score, with_medication }, context);
    }
}

/// `Some(true)` where the words say with medication, `Some(false)` where
/// without.
fn when(words: &str) -> Option<bool> {
    let found = WHEN.as_ref()?.captures(words)?;
    Some(found.get(2).is_some())
}
