//! Muscles and tendon reflexes by their names: `EHL 4/5`, `Achilles 1+`,
//! `ankle jerk absent`. The name is the place of what was graded.

use super::body::{Part, levels, side_before};
use super::kind::Side;
use super::pattern::{Pattern, compiled, says};
use super::scene::Scene;
use super::vocabulary::{Mark, Table};
use crate::casefile::Section;
use std::ops::Range;
use std::sync::LazyLock;

/// How the cues of muscles begin.
const MUSCLE: &str = "muscle ";

/// The muscles of a sentence, by their plain names.
fn muscles<'a>(scene: &Scene<'a>) -> impl Iterator<Item = (Range<usize>, &'static str)> + use<'a> {
    let marks = scene.marks;
    marks.of(Table::Cue).filter_map(|mark| Some((mark.span.clone(), mark.name.strip_prefix(MUSCLE)?)))
}

/// Muscles as places of strength.
pub(super) fn parts(scene: &Scene<'_>) -> Vec<Part> {
    muscles(scene)
        .map(|(span, name)| {
            let (side, start) = side_before(&scene.folded[..span.start]);
            Part { span: start..span.end, name, side }
        })
        .collect()
}

static GRADED: Pattern = LazyLock::new(|| {
    compiled(r"^[^;.\d]{0,32}?(?:strength |power )?[^;.\d]{0,6}?\b[0-5][+-]?\s?(?:/|out of|of)\s?5\b")
});
static GRADE: Pattern = LazyLock::new(|| compiled(r"\b[0-5][+-]?\s?(?:/|out of|of)\s?5\b"));
/// A grade of a reflex, or that it is absent.
static JERKED: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?:\s?(?:\(|:|=|is|are|was|were|at|on the|left|right|bilaterally|both|reflex(?:es)?))*\s?(?:(?:[0-4]\+|[0-4]/4)(?:[^/\w]|$)|(?:trace|absent|not elicited|unobtainable)\b)",
    )
});
static JOINT: Pattern = LazyLock::new(|| compiled(r"^(?:[\s,/&]|and|the|left|right)*$"));

/// A grade of five of muscles is their strength, by whatever word it is told.
pub(super) fn graded(scene: &Scene<'_>) -> Option<Mark> {
    const OF_MUSCLES: [&str; 9] =
        ["weak", "strong", "muscle", "resist", "power", "push", "against", "gives way", "giving way"];
    if scene.section() != Section::Examination || scene.marks.named(Table::Sign, "strength").is_some() {
        return None;
    }
    let found = GRADE.as_ref().filter(|_| scene.text.contains('5'))?.find(scene.text)?;
    // `5/5 throughout` grades muscles and nothing else.
    const ALL: [&str; 7] =
        ["throughout", "bilat", "globally", "all over", "all groups", "both sides", "everywhere"];
    let alone = scene.text.len() < 40
        && found.start() < 4
        && ALL.iter().any(|word| scene.folded.contains(word))
        && scene.marks.of(Table::Sign).next().is_none();
    OF_MUSCLES
        .iter()
        .any(|word| alone || scene.folded.contains(word))
        .then(|| Mark { span: found.range(), name: "strength" })
}

/// Adds to the signs of a sentence what it grades by the name of a muscle or
/// of a reflex; a word for strength or reflexes that only leads a list of them
/// says nothing of its own.
pub(super) fn add(scene: &Scene<'_>, signs: &mut Vec<Mark>) {
    let text = scene.folded;
    let all: Vec<(Range<usize>, &str)> = muscles(scene).collect();
    let mut found: Vec<Mark> = Vec::new();
    let free = |span: &Range<usize>, signs: &[Mark]| {
        !signs.iter().any(|sign| sign.span.start < span.end && span.start < sign.span.end)
    };
    for (at, (span, _)) in all.iter().enumerate() {
        let to = all.get(at + 1).map_or(text.len(), |next| next.0.start);
        let behind = &text[span.end..to];
        let name = if says(&JERKED, behind) {
            "reflexes"
        } else if says(&GRADED, behind) || (at + 1 == all.len() && is_graded_before(scene, span, signs)) {
            "strength"
        } else {
            continue;
        };
        if free(span, signs) {
            found.push(Mark { span: span.clone(), name });
        }
    }
    for part in scene.marks.of(Table::Part) {
        let is_tendon = text[part.span.clone()].starts_with("achilles") || &text[part.span.clone()] == "patellar";
        if is_tendon && says(&JERKED, &text[part.span.end..]) && free(&part.span, signs) {
            found.push(Mark { span: part.span.clone(), name: "reflexes" });
        }
    }
    for mark in &found {
        let graded_between = |sign: &Mark| {
            let (from, to) = (sign.span.end.min(mark.span.end), sign.span.start.max(mark.span.start));
            let between = text.get(from..to).unwrap_or_default();
            between.bytes().any(|byte| byte.is_ascii_digit()) || between.contains([';', '.'])
        };
        let is_lead = |sign: &Mark| sign.name == mark.name && !graded_between(sign);
        signs.retain(|sign| !is_lead(sign));
    }
    signs.append(&mut found);
}

/// `4/5 in the left EHL`, where nothing else is graded.
fn is_graded_before(scene: &Scene<'_>, span: &Range<usize>, signs: &[Mark]) -> bool {
    let before = &scene.folded[..span.start];
    let found = GRADE.as_ref().and_then(|pattern| pattern.find_iter(before).last());
    found.is_some_and(|found| {
        let between = &before[found.end()..];
        between.len() < 24
            && !between.contains([',', ';', '.'])
            && !signs.iter().any(|sign| sign.name == "strength")
    })
}

/// The place that the name of a sign gives, and its side.
pub(super) fn place(scene: &Scene<'_>, sign: &Mark) -> Option<(String, Option<Side>)> {
    let text = scene.folded;
    let own = &text[sign.span.clone()];
    if sign.name == "reflexes" {
        const JERKS: [(&str, &str); 8] = [
            ("ankle", "ankle"),
            ("achilles", "ankle"),
            ("knee", "knee"),
            ("patellar", "knee"),
            ("biceps", "biceps"),
            ("triceps", "triceps"),
            ("brachioradialis", "brachioradialis"),
            ("quadriceps", "knee"),
        ];
        let named = JERKS.iter().find(|(word, _)| own.starts_with(word))?;
        return Some((named.1.to_owned(), side_before(&text[..sign.span.start]).0));
    }
    if sign.name != "strength" {
        return None;
    }
    let all: Vec<(Range<usize>, &str)> = muscles(scene).collect();
    let last = all.iter().position(|(span, _)| *span == sign.span)?;
    let mut first = last;
    while first > 0 && says(&JOINT, &text[all[first - 1].0.end..all[first].0.start]) {
        first -= 1;
    }
    let names: Vec<&str> = all[first..=last].iter().map(|one| one.1).collect();
    let name = match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    };
    Some((name, side_before(&text[..all[first].0.start]).0))
}

/// The one level whose skin is less felt: `except L5 on the left`.
pub(super) fn dermatome(scene: &Scene<'_>, sign: &Mark) -> Option<String> {
    if sign.name != "sensation" {
        return None;
    }
    let mut all = levels(scene.text);
    if all.is_empty() && scene.folded.contains("s1") {
        all.push("S1".to_owned());
    }
    (all.len() == 1 && !all[0].contains('-')).then(|| all.swap_remove(0))
}
