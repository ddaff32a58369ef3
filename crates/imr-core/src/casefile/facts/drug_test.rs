//! Tests for drugs: what was expected, what was found, whether it agrees.

use super::body::distance;
use super::kind::{DrugTest, FactKind};
use super::scene::Scene;
use super::vocabulary::Table;
use crate::casefile::Kind;
use std::ops::Range;

pub(super) fn read(scene: &mut Scene<'_>) {
    let substances = substances(scene);
    if substances.is_empty() {
        return whole(scene);
    }
    for (span, substance) in &substances {
        let found = outcome(scene, span, "found", "not found");
        // A row that gives no result is none: `no opiates were prescribed`.
        if found.is_none() {
            continue;
        }
        let in_row = scene.kind == Kind::DrugTest && substances.len() == 1;
        let consistent = if in_row { outcome(scene, span, "agrees", "differs") } else { None };
        let expected = if in_row { answer(&scene.folded[span.end..]) } else { None };
        let test = DrugTest { substance: Some(substance.clone()), expected, found, consistent };
        scene.add_as(span, FactKind::DrugTest(test), crate::casefile::Context::default());
    }
    if scene.kind != Kind::DrugTest {
        whole(scene);
    }
}

/// What is said of the whole test.
fn whole(scene: &mut Scene<'_>) {
    let marks = scene.marks;
    let differs = marks.named(Table::Cue, "differs");
    let Some(mark) = differs.or_else(|| marks.named(Table::Cue, "agrees")).cloned() else { return };
    // `Without any discrepancy`, `nothing unexpected`.
    let before = scene.folded[..mark.span.start].trim_end();
    let none = |word: &&str| before.len() < 40 && before.starts_with(word);
    let denied = [" no", " nothing", " without any", " without", " no unexplained", " none"].iter();
    let denied = denied.clone().any(|word| before.ends_with(word))
        || ["no ", "nothing", "without"].iter().any(|word| before == word.trim())
        || ["no ", "nothing "].iter().any(|word| none(&word));
    let consistent = (mark.name == "agrees") != (denied || scene.context(&mark.span).negated);
    // The head of the table says nothing of the test.
    if scene.text.split(' ').count() < 2 || scene.is_supposed() {
        return;
    }
    let test = DrugTest { substance: None, expected: None, found: None, consistent: Some(consistent) };
    scene.add_as(&mark.span, FactKind::DrugTest(test), crate::casefile::Context::default());
}

/// The substances of a sentence: drugs, and what else is looked for.
fn substances(scene: &Scene<'_>) -> Vec<(Range<usize>, String)> {
    let drugs = scene.drugs.iter().filter(|one| !one.is_class());
    let mut all: Vec<(Range<usize>, String)> =
        drugs.map(|one| (one.span.clone(), one.ingredients.join(" / "))).collect();
    all.extend(scene.marks.of(Table::Substance).map(|mark| (mark.span.clone(), mark.name.to_owned())));
    all.sort_by_key(|(span, _)| span.start);
    all.dedup_by(|a, b| a.0.start < b.0.end);
    all
}

/// Which of two words holds for a substance: what governs it from before
/// (`positive for`), or the first after it.
fn outcome(scene: &Scene<'_>, span: &Range<usize>, yes: &str, no: &str) -> Option<bool> {
    let cues: Vec<_> = scene.marks.of(Table::Cue).filter(|mark| mark.name == yes || mark.name == no).collect();
    // `Not detected` holds `detected`.
    let within = |one: &Range<usize>| {
        cues.iter().any(|mark| mark.span != *one && mark.span.start <= one.start && mark.span.end >= one.end)
    };
    let cues: Vec<_> = cues.iter().filter(|mark| !within(&mark.span)).collect();
    let governs = cues.iter().rev().find(|mark| {
        let after = scene.folded[mark.span.end..].trim_start();
        mark.span.end <= span.start
            && (after.starts_with("for ") || after.starts_with("of ") || after.starts_with(':'))
    });
    let after = cues.iter().find(|mark| mark.span.start >= span.end && distance(&mark.span, span) < 60);
    let before = cues.iter().rev().find(|mark| mark.span.end <= span.start);
    governs.or(after).or(before).map(|mark| mark.name == yes)
}

/// `Yes` or `No` in a row.
fn answer(rest: &str) -> Option<bool> {
    rest.split(' ').find_map(|word| match word {
        "yes" | "y" => Some(true),
        "no" | "n" => Some(false),
        _ => None,
    })
}
