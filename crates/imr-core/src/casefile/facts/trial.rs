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
fn how(scene: &Scene<'_>) -> Option<(Mark, bool, bool)> {
    let marks = scene.marks;
    let cue = |name: &str| marks.named(Table::Cue, name).cloned();
    if let Some(found) = cue("intolerant") {
        return Some((found, true, true));
    }
    let past = cue("in the past").filter(|_| scene.section() != Section::Plan);
    // Taken in the past, and no more for what it did.
    let harmed = marks.has(Table::Harm) && (marks.cue("stop") || marks.cue("cause"));
    if let Some(found) = past.clone().filter(|_| harmed) {
        return Some((found, true, true));
    }
    // In what was done so far, a drug that did harm and was stopped is a trial.
    let so_far = matches!(scene.section(), Section::Treatment | Section::PastHistory);
    if let Some(found) = cue("stop").filter(|_| harmed && so_far) {
        return Some((found, true, true));
    }
    if let Some(found) = cue("failed") {
        return Some((found, false, true));
    }
    let tried = cue("tried").filter(|_| !matches!(scene.section(), Section::Plan) && !scene.is_supposed())?;
    if harmed {
        return Some((tried, true, true));
    }
    past.map(|_| (tried, false, false))
}
