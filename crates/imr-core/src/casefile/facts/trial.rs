//! Drugs that were tried before, and whether they failed or were not
//! tolerated. How a therapy went is told with the therapy.

use super::body::distance;
use super::kind::{FactKind, Trial};
use super::scene::Scene;
use super::vocabulary::{Mark, Table};
use crate::casefile::Section;
use crate::drug::{class_of, joined};

/// How far a drug may stand from the word that says how it went, in bytes.
const REACH: usize = 120;

pub(super) fn read(scene: &mut Scene<'_>) {
    let Some((cue, intolerance, failed)) = how(scene) else { return };
    let context = scene.context(&cue.span);
    let had_to = scene.folded[cue.span.clone()].starts_with("had to");
    if scene.section() == Section::FamilyHistory || (context.conditional && !had_to) || context.other_person {
        return;
    }
    let near = |(at, one): (usize, &crate::drug::Named)| (distance(&one.span, &cue.span) < REACH).then_some(at);
    let drugs: Vec<usize> = scene.drugs.iter().enumerate().filter_map(near).collect();
    for at in drugs {
        let one = &scene.drugs[at];
        let class = one.class.or_else(|| one.ingredients.iter().find_map(|ingredient| class_of(ingredient)));
        let of = one.class.map_or_else(|| joined(one.ingredients.iter().copied()), str::to_owned);
        let trial = Trial { of, class: class.map(str::to_owned), failed: failed || intolerance, intolerance };
        let span = one.span.clone();
        scene.told.push(at);
        // That the word is itself a denial ("did not help") denies nothing.
        let mut context = context;
        (context.historical, context.negated) = (false, false);
        scene.add_as(&span, FactKind::Trial(trial), context);
    }
}

/// The word that says how a trial went, whether it was not tolerated, and
/// whether it failed.
fn how(scene: &mut Scene<'_>) -> Option<(Mark, bool, bool)> {
    let marks = scene.marks;
    let cue = |name: &str| marks.named(Table::Cue, name).cloned();
    if let Some(found) = cue("intolerant") {
        return (!is_denied(scene, &found)).then_some((found, true, true));
    }
    let past = cue("in the past").filter(|_| scene.section() != Section::Plan);
    // Taken in the past, and no more for what it did.
    let harmed = (marks.cue("stop") || marks.cue("cause")) && has_harm(scene);
    if let Some(found) = past.clone().filter(|_| harmed) {
        return Some((found, true, true));
    }
    // In what was done so far, a drug that did harm and was stopped is a trial.
    let so_far = matches!(scene.section(), Section::Treatment | Section::PastHistory);
    if let Some(found) = cue("stop").filter(|_| harmed && so_far) {
        return Some((found, true, true));
    }
    if let Some(found) = cue("failed") {
        return (!is_denied(scene, &found)).then_some((found, false, true));
    }
    let tried = cue("tried").filter(|_| !matches!(scene.section(), Section::Plan) && !scene.is_supposed())?;
    if harmed {
        return Some((tried, true, true));
    }
    past.map(|_| (tried, false, false))
}

/// Whether a harm is told that is not denied.
fn has_harm(scene: &mut Scene<'_>) -> bool {
    let harms: Vec<Mark> = scene.marks.of(Table::Harm).cloned().collect();
    harms.iter().any(|harm| !scene.context(&harm.span).negated)
}

/// Whether it is denied that a trial went so: `denies a reaction to`, `has not
/// failed`. A word that is itself a denial (`did not help`) says how it went.
fn is_denied(scene: &mut Scene<'_>, cue: &Mark) -> bool {
    let words = &scene.folded[cue.span.clone()];
    let denies = words.split(' ').any(|word| {
        matches!(word, "no" | "not" | "cannot" | "without" | "unable" | "little") || word.ends_with("n't")
    });
    !denies && scene.context(&cue.span).negated
}
