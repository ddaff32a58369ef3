//! What was tried before, and whether it failed: NSAIDs, antidepressants,
//! anticonvulsants, therapies; and what is not tolerated.

use super::Scene;
use super::kind::{FactKind, Trial};
use super::pattern::{Pattern, compiled};
use crate::casefile::Section;
use crate::drug::{class_of, named_in};
use std::ops::Range;
use std::sync::LazyLock;

static TRIED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(intoleran\w+|(?:could|can|did|does)(?: not|n't) tolerate|cannot (?:tolerate|take)|unable to (?:tolerate|take)|not tolerat\w+|poorly tolerated|contraindicated|allerg(?:y|ic|ies))|\b(fail(?:s|ed|ure|ing)?|ineffective|(?:did|does|has|have)(?: not|n't) (?:help|respond|work|provide|relieve|improve)\w*|not helpful|not effective|no(?: significant| lasting| sustained| real)? (?:relief|benefit|improvement)|without(?: significant| any| lasting| sustained| much)? (?:relief|benefit|improvement|success)|refractory|unresponsive|persist\w* despite|despite|exhausted|minimal (?:relief|benefit))\b|\b(tried|trialed|trial of|trials of|attempted)\b",
    )
});

/// Treatments without a drug that are tried first.
static CARE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:conservative (?:care|treatment|therapy|management|measures)|physical therapy|chiropractic(?: care| treatment)?|acupuncture|home exercises?(?: program)?|tens(?: unit)?|epidural (?:steroid )?injections?|injections?|first[- ]line (?:therapy|treatment|medications?|drugs?|agents?)|activity modification|rest|bracing|medications?)\b",
    )
});

pub(super) fn read(scene: &mut Scene<'_>) {
    let text = scene.text;
    let Some(found) = TRIED.as_ref().and_then(|pattern| pattern.captures(text)) else {
        return;
    };
    let (intolerance, failed) = (found.get(1).is_some(), found.get(2).is_some());
    let Some(cue) = found.get(0).map(|one| one.range()) else {
        return;
    };
    // A denied allergy, or a denied failure, is no trial; its context says so.
    let how = how(scene, &cue);
    if scene.section == Section::FamilyHistory {
        return;
    }
    let mut objects: Vec<(Range<usize>, String, Option<String>)> = named_in(text)
        .into_iter()
        .map(|one| {
            let class = one
                .class
                .map(str::to_owned)
                .or_else(|| one.ingredients.iter().find_map(|i| class_of(i)).map(str::to_owned));
            let name = one.class.map_or_else(|| one.ingredients.join(" / "), str::to_owned);
            (one.span, name, class)
        })
        .collect();
    if !intolerance {
        let care = CARE.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(text));
        objects.extend(care.map(|one| (one.range(), one.as_str().to_lowercase(), None)));
    }
    for (span, of, class) in objects.into_iter().filter(|one| near(&one.0, &cue)) {
        let trial = Trial { of, class, failed: failed || intolerance, intolerance };
        scene.add_as(span, FactKind::Trial(trial), how);
    }
}

/// How far a trial may stand from the word that says how it went, in bytes.
const REACH: usize = 120;

fn near(span: &Range<usize>, cue: &Range<usize>) -> bool {
    let distance = if span.end <= cue.start { cue.start - span.end } else { span.start.saturating_sub(cue.end) };
    distance < REACH
}

/// The context of the word that says how it went; that it is itself a denial
/// ("did not help") denies nothing.
fn how(scene: &mut Scene<'_>, cue: &Range<usize>) -> crate::casefile::Context {
    let mut context = scene.context(cue);
    context.historical = false;
    context
}
