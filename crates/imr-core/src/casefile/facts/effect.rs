//! What a drug or treatment does: side effects, relief, function.

use super::body::distance;
use super::kind::{Course, Effect, FactKind};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::{Mark, Table};
use crate::drug::joined;
use std::ops::Range;
use std::sync::LazyLock;

static RELIEF: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:\d{1,3}\s?%|some|partial|temporary|good|excellent|significant|moderate|minimal|complete|adequate|lasting)?\s?(?:pain )?relie(?:f|ve[sd]?|ving)|(?:\d{1,3}\s?%) (?:improve\w*|reduction|decrease|better)|(?:decreas\w*|reduc\w*|control\w*|eas\w+|lessen\w*|alleviat\w*)(?: \w+){0,3}? (?:pain|spasms?|symptoms)|help(?:s|ed|ful|ing)?|beneficial|effective)\b",
    )
});

pub(super) fn read(scene: &mut Scene<'_>) {
    let marks = scene.marks;
    if marks.has(Table::Harm) {
        harm(scene);
    } else if marks.cue("well tolerated") && marks.cue("medicines") {
        tolerated(scene);
    }
    let examined = marks.has(Table::Sign) && scene.section() == crate::casefile::Section::Examination;
    if marks.cue("function") && !marks.has(Table::Work) && !examined {
        function(scene);
    }
    if marks.cue("helped") && !scene.drugs.is_empty() && scene.told.is_empty() {
        relief(scene);
    }
}

/// A side effect needs the drug it follows from, or the word itself.
fn harm(scene: &mut Scene<'_>) {
    let harms: Vec<Mark> = scene.marks.of(Table::Harm).cloned().collect();
    let named = harms.iter().any(|harm| harm.name == "side effects");
    let told = named || scene.marks.cue("medicines");
    let untold = scene.drugs.iter().enumerate().filter(|(at, one)| !one.is_class() && !scene.told.contains(at));
    let drugs: Vec<(usize, Range<usize>)> = untold.map(|(at, one)| (at, one.span.clone())).collect();
    // What a trial ended by is told with the trial.
    if !scene.told.is_empty() || (drugs.is_empty() && !told) {
        return;
    }
    for harm in &harms {
        // `Side effects: nausea` has one, by its name.
        if harm.name == "side effects" && harms.len() > 1 {
            continue;
        }
        let nearest = drugs.iter().min_by_key(|(_, span)| distance(span, &harm.span));
        let of = nearest.map(|(at, _)| joined(scene.drugs[*at].ingredients.iter().copied()));
        if let Some((at, span)) = nearest
            && !is_stopped(scene, span)
        {
            scene.told.push(*at);
        }
        let mut context = scene.context(&harm.span);
        // `Side effects: nausea` warns of none.
        if named && context.conditional && !scene.is_supposed() {
            context.conditional = false;
        }
        if harm.name == "side effects" && is_denied(&scene.folded[harm.span.start..], harm.span.len()) {
            (context.negated, context.conditional) = (true, false);
        }
        context.conditional |= !context.negated && WARNS.iter().any(|word| scene.folded.contains(word));
        let effect = Effect { of, course: Course::SideEffect, what: harm.name.to_owned() };
        scene.add_as(&harm.span, FactKind::Effect(effect), context);
    }
}

/// Words by which a physician speaks of what may come.
const WARNS: [&str; 8] =
    ["counsel", "warned", "cautioned", "educated", "watch for", "monitor for", "potential", "possible"];

static ANSWER: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?: (?:of|from|with|to) [a-z ]{2,30}?)?\s*[:=?-]\s*(?:no|none|nil|n/a|neg|negative|denied|denies|absent|not)\b|^\s*\(-\)",
    )
});

/// Whether the words for side effects begin with a denial, or are answered by
/// one: `Side effects: No.`
fn is_denied(from: &str, long: usize) -> bool {
    let own = ["no ", "denies ", "without ", "w/o "].iter().any(|word| from[..long].starts_with(word));
    let label = from[..long].trim_end_matches(':').len();
    own || ANSWER.as_ref().is_some_and(|pattern| pattern.is_match(&from[label..]))
}

/// Whether a drug is stopped for what it did, and not only in case it does.
fn is_stopped(scene: &mut Scene<'_>, drug: &Range<usize>) -> bool {
    scene.marks.cue("stop") && !scene.is_supposed() && !scene.context(drug).conditional
}

/// `Medications are tolerated well` denies side effects.
fn tolerated(scene: &mut Scene<'_>) {
    let Some(span) = scene.marks.named(Table::Cue, "well tolerated").map(|mark| mark.span.clone()) else { return };
    let mut context = scene.context(&span);
    if context.negated || context.conditional {
        return;
    }
    context.negated = true;
    let effect = Effect { of: None, course: Course::SideEffect, what: "side effects".to_owned() };
    scene.add_as(&span, FactKind::Effect(effect), context);
}

/// Which way function goes: what denies a change goes before the change.
fn function(scene: &mut Scene<'_>) {
    let marks = scene.marks;
    let courses = [("unchanged", Course::Unchanged), ("worse", Course::Worse), ("better", Course::Improved)];
    let said = courses.iter().find_map(|(cue, course)| Some((marks.named(Table::Cue, cue)?.span.clone(), *course)));
    let by_measure = || {
        let span = marks.named(Table::Cue, "function")?.span.clone();
        Some((span, measured(scene.folded)?))
    };
    let Some((span, course)) = said.or_else(by_measure) else { return };
    let mut context = scene.context(&span);
    if context.conditional || context.other_person {
        return;
    }
    let course = match (measured(scene.folded), course) {
        (Some(course), _) => course,
        // No gain is no change; a harder task is a loss.
        (None, Course::Improved) if context.negated => Course::Unchanged,
        (None, Course::Improved) if grows(scene.folded) => Course::Worse,
        _ => course,
    };
    context.negated = false;
    let effect = Effect { of: None, course, what: scene.text[span.clone()].to_lowercase() };
    scene.add_as(&span, FactKind::Effect(effect), context);
}

static FROM_TO: Pattern = LazyLock::new(|| {
    compiled(
        r"\bfrom (?:about |only )?(\d{1,3})[a-z ]{0,14} to (?:about )?(\d{1,3})\b|\bto (\d{1,3})[a-z ,()]{1,14}from (\d{1,3})\b",
    )
});

/// Which way a measure goes, where both ends are given: `from 10 to 30
/// minutes`.
fn measured(folded: &str) -> Option<Course> {
    if folded.contains("pain") || folded.contains(" mg") || !folded.contains("min") {
        return None;
    }
    let found = FROM_TO.as_ref()?.captures(folded)?;
    let number = |group: usize| found.get(group).and_then(|one| one.as_str().parse::<u32>().ok());
    let (before, after) = number(1).zip(number(2)).or_else(|| number(4).zip(number(3)))?;
    match after.cmp(&before) {
        std::cmp::Ordering::Greater => Some(Course::Improved),
        std::cmp::Ordering::Less => Some(Course::Worse),
        std::cmp::Ordering::Equal => Some(Course::Unchanged),
    }
}

/// Whether what is more is a burden.
fn grows(folded: &str) -> bool {
    let more = ["increas", "more ", "greater "].iter().any(|word| folded.contains(word));
    more && ["difficult", "limitation", "dependen", "assistance", "trouble"]
        .iter()
        .any(|word| folded.contains(word))
        && !folded.contains("less difficult")
}

fn relief(scene: &mut Scene<'_>) {
    let text = scene.text;
    let of = scene.drugs.iter().find(|one| !one.is_class()).map(|one| joined(one.ingredients.iter().copied()));
    let found: Vec<Range<usize>> =
        RELIEF.as_ref().into_iter().flat_map(|one| one.find_iter(text)).map(|one| one.range()).collect();
    for span in found {
        let what = text[span.clone()].trim().to_lowercase();
        scene.add(span, FactKind::Effect(Effect { of: of.clone(), course: Course::Relief, what }));
    }
}
