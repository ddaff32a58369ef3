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
    if marks.cue("function") && !marks.has(Table::Work) {
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
        let effect = Effect { of, course: Course::SideEffect, what: harm.name.to_owned() };
        scene.add_as(&harm.span, FactKind::Effect(effect), context);
    }
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
    let Some((span, course)) = said else { return };
    let context = scene.context(&span);
    if context.conditional || context.other_person {
        return;
    }
    let effect = Effect { of: None, course, what: scene.text[span.clone()].to_lowercase() };
    scene.add_as(&span, FactKind::Effect(effect), context);
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
