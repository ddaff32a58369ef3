//! What utilization review decided of each item, why, and by what guideline.

use super::kind::{FactKind, Outcome, UrDecision};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::ur_item::{item, label, named, shared};
use super::ur_outcome::decided;
use crate::casefile::Context;
use crate::drug::{joined, named_in};
use std::ops::Range;
use std::sync::LazyLock;

static REASON: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:because|due to|(?:as|since) (?:there|the)|lack(?:s|ed|ing)? (?:of )?|no (?:evidence|documentation|indication|objective|rationale|record|failed|prior)|not (?:documented|supported|established|recommended|indicated|provided|shown|exceed\w*)|insufficient|exceed\w*|without (?:documentation|evidence)|(?:does|do|did|has|have|was|were|is|are) not|absence of|beyond|longer than|missing)\b",
    )
});
static GUIDELINE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:guidelines?(?: used| cited| applied)?|criteria(?: used)?|basis|citation|source|reference)\s?:\s*([^.;]{3,120})|\b(?:per|under|by|according to|cit(?:es|ing|ed):?)\s+(?:the )?((?:mtus|acoem|odg|official disability)[^.;,]{0,80})|\b((?:mtus|acoem|odg)\b(?: (?-i:[A-Z])\w+){0,5})",
    )
});

pub(super) fn read(scene: &mut Scene<'_>) {
    if opens_reasons(scene) {
        return;
    }
    let about = about(scene);
    if let Some(at) = about {
        scene.carried.decision = Some(at);
        if scene.carried.gives_reasons {
            return cited(scene, true, true);
        }
    }
    let mut decides = false;
    if let Some(asked) = asked(scene) {
        scene.carried.asked = Some(asked);
    }
    for part in parts(scene) {
        let Some(one) = decided(scene, &part) else { continue };
        let before = || scene.carried.asked.clone().filter(|_| is_field(scene));
        let Some((item, what)) = item(scene, &part, &one.span).or_else(before) else { continue };
        if is_put_off(one.outcome) && !is_said_of(scene, &part, &one.span) {
            continue;
        }
        // Under the reasons an item is spoken of again, and not decided again.
        if let Some(at) = again(scene, &what).filter(|_| scene.carried.gives_reasons) {
            scene.carried.decision = Some(at);
            return cited(scene, true, true);
        }
        let decision = UrDecision { item, what, outcome: one.outcome, reason: None, guideline: None };
        scene.carried.decision = Some(scene.found.len());
        scene.carried.decisions.push(scene.found.len());
        scene.carried.gives_reasons = false;
        // What is decided is so, however it is put.
        scene.add_as(&one.span, FactKind::UrDecision(decision), Context::default());
        decides = true;
    }
    let is_told = about.is_some() && scene.text.ends_with('.') && scene.text.split(' ').count() > 6;
    cited(scene, !decides, is_told);
}

/// What a field asks for, which the decision in the next field is on.
fn asked(scene: &Scene<'_>) -> Option<(String, String)> {
    const FIELDS: [&str; 9] = [
        "request",
        "requested",
        "item",
        "item requested",
        "treatment requested",
        "treatment request",
        "service requested",
        "requested treatment",
        "requested service",
    ];
    let (label, said) = scene.folded.split_once(": ")?;
    if !FIELDS.contains(&label.trim_end_matches("(s)").trim_end_matches('s')) && !FIELDS.contains(&label) {
        return None;
    }
    let whole = scene.text.len() - said.len()..scene.text.len();
    let written = scene.text[whole.clone()].trim().trim_end_matches('.').to_owned();
    let what = named(scene, &whole).map_or_else(|| written.to_lowercase(), |one| one.1);
    (written.len() > 2 && decided(scene, &whole).is_none()).then_some((written, what))
}

/// Whether a sentence is the field of a decision and nothing else.
fn is_field(scene: &Scene<'_>) -> bool {
    let label = scene.folded.split(':').next().unwrap_or_default();
    scene.text.len() < 60 && ["decision", "determination", "outcome", "recommendation"].contains(&label)
}

/// The decision that was made before on what has this plain name.
fn again(scene: &Scene<'_>, what: &str) -> Option<usize> {
    let is = |at: &&usize| {
        scene
            .found
            .get(**at)
            .is_some_and(|fact| matches!(&fact.kind, FactKind::UrDecision(one) if one.what == what))
    };
    scene.carried.decisions.iter().find(is).copied()
}

fn is_put_off(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Withdrawn | Outcome::Deferred)
}

/// Whether an item is said to be withdrawn or put off, in a row or a sentence
/// on a request: a drug may be withdrawn too.
fn is_said_of(scene: &Scene<'_>, part: &Range<usize>, span: &Range<usize>) -> bool {
    let (before, after) = (&scene.folded[part.start..span.start], &scene.folded[span.end..part.end]);
    let asked = ["request", "authorization", "determination", "decision", "item"].iter();
    let is_cell = !scene.text.trim_end().ends_with('.')
        && !["was", "were", "is", "has been", "patient"].iter().any(|word| before.contains(word));
    is_cell || asked.clone().any(|word| before.contains(word) || after.contains(word))
}

/// The parts of a sentence that each decide on an item of their own: its
/// lines, where they are rows, else its clauses.
fn parts(scene: &Scene<'_>) -> Vec<Range<usize>> {
    let raw = scene.shown.get(scene.sentence.span.clone()).unwrap_or_default();
    let lines = raw.match_indices('\n').map(|(at, _)| {
        let place = scene.sentence.span.start + at + 1;
        scene.sentence.within(scene.shown, &(place..place + 1)).start
    });
    let clauses = PARTS.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(scene.folded));
    let clauses: Vec<usize> = clauses.map(|cut| cut.end()).collect();
    let all = [lines.collect(), clauses].into_iter().find_map(|cuts: Vec<usize>| apart(scene, cuts));
    all.unwrap_or_else(|| std::iter::once(0..scene.text.len()).collect())
}

/// The parts between these places, where each names an item and decides.
fn apart(scene: &Scene<'_>, cuts: Vec<usize>) -> Option<Vec<Range<usize>>> {
    let ends: Vec<usize> = std::iter::once(0).chain(cuts).chain(std::iter::once(scene.text.len())).collect();
    let is_cut = ends.windows(2).all(|pair| {
        pair[0] < pair[1] && scene.text.is_char_boundary(pair[0]) && scene.text.is_char_boundary(pair[1])
    });
    let parts: Vec<Range<usize>> = ends.windows(2).map(|pair| pair[0]..pair[1]).collect();
    let each = || parts.iter().all(|part| decided(scene, part).is_some() && named(scene, part).is_some());
    (is_cut && parts.len() > 1 && each()).then_some(parts)
}

static PARTS: Pattern =
    LazyLock::new(|| compiled(r";\s|,?\s(?:but|while|whereas|however)\s|,?\sand\s(?:the\s)?(?:requests?\sfor\s)?"));

static REASONS: Pattern = LazyLock::new(|| {
    compiled(
        r"^\W*(?:\d{1,2}[.)] )?(?:clinical|medical|the|physician|reviewer|principal|specific|review|decision|determination|and|basis for|summary of|explanation of|discussion of|explanation|reasons?|rationales?|discussion|analysis|for|of|decisions?|determinations?|conclusions?|guidelines?|criteria|evidence|citations?|s|\W)+$",
    )
});

/// A heading over reasons is none, and what stands under it is no reason of
/// the last item of a list.
fn opens_reasons(scene: &mut Scene<'_>) -> bool {
    let says = ["rationale", "reason", "discussion", "analysis", "explanation"];
    let is_heading = scene.text.len() < 60
        && !scene.text.ends_with('.')
        && says.iter().any(|word| scene.folded.contains(word))
        && REASONS.as_ref().is_some_and(|pattern| pattern.is_match(scene.folded));
    if !is_heading {
        return false;
    }
    let bare = |at: Option<&usize>| {
        at.and_then(|at| scene.found.get(*at)).is_some_and(
            |fact| matches!(&fact.kind, FactKind::UrDecision(one) if one.reason.is_none() && one.guideline.is_none()),
        )
    };
    let all = &scene.carried.decisions;
    let last = all.len().saturating_sub(1);
    // Where each item has its reasons right behind it, those before have theirs.
    if all.len() > 1 && bare(all.get(last)) && bare(all.get(last - 1)) {
        scene.carried.gives_reasons = true;
        scene.carried.decision = None;
    }
    true
}

/// The decision that the head of a sentence names, where one alone fits.
fn about(scene: &Scene<'_>) -> Option<usize> {
    if scene.carried.decisions.len() < 2 {
        return None;
    }
    let label = label(scene.text)?;
    let drugs: Vec<String> = named_in(label)
        .iter()
        .filter(|one| !one.is_class())
        .map(|one| joined(one.ingredients.iter().copied()))
        .collect();
    let fits = |at: &usize| match scene.found.get(*at).map(|fact| &fact.kind) {
        Some(FactKind::UrDecision(one)) if drugs.contains(&one.what) => 9,
        Some(FactKind::UrDecision(one)) if drugs.is_empty() => shared(label, &one.item, &one.what),
        _ => 0,
    };
    let all: Vec<(usize, usize)> = scene.carried.decisions.iter().map(|at| (fits(at), *at)).collect();
    let best = all.iter().map(|one| one.0).max().filter(|best| *best > 0)?;
    let mut fitting = all.iter().filter(|one| one.0 == best);
    let (first, second) = (fitting.next()?, fitting.next());
    second.is_none().then_some(first.1)
}

/// Whether a sentence decides on an item by the words that only utilization
/// review has, whatever the document was taken for.
pub(super) fn decides(scene: &Scene<'_>) -> bool {
    const WORDS: [&str; 6] =
        ["certified", "certification", ": denied", ": approved", "not medically necessary", "guideline used"];
    scene.carried.decision.is_some() && scene.marks.cue("guideline")
        || WORDS.iter().any(|word| scene.folded.contains(word))
}

/// What is shorter, in bytes, says no reason.
const MIN_REASON: usize = 12;

/// The reason and the guideline that a sentence gives go to the decision
/// before it, or to the one that it names. `whole` where the sentence decides
/// on nothing itself, `named` where it names its item.
fn cited(scene: &mut Scene<'_>, whole: bool, named: bool) {
    let (Some(at), known) = (scene.carried.decision, scene.found.len()) else { return };
    let text = scene.text;
    // `Rationale:` is none, nor is that something else was not denied.
    if text.trim_end().ends_with(':') || SPARED.as_ref().is_some_and(|pattern| pattern.is_match(scene.folded)) {
        return;
    }
    let guideline = GUIDELINE.as_ref().and_then(|pattern| pattern.captures(text)).and_then(|found| {
        let named = found.get(1).or_else(|| found.get(2)).or_else(|| found.get(3))?;
        Some(named.as_str().trim().to_owned())
    });
    let says = |text: &str| REASON.as_ref().is_some_and(|pattern| pattern.is_match(text));
    let label = scene.folded.split_once(": ").map_or("", |one| one.0);
    let given = label.len() < 40 && ["rationale", "reason"].iter().any(|word| label.contains(word));
    // What the patient's history was is no reason.
    let tells = label.len() < 40 && ["summary", "history", "clinical"].iter().any(|word| label.contains(word));
    let reason = says(text) || given;
    if let Some(FactKind::UrDecision(decision)) = scene.found.get_mut(at).map(|fact| &mut fact.kind) {
        let next = at + 1 == known && text.len() > MIN_REASON && !scene.carried.gives_reasons && !tells;
        let alone = guideline.is_none() || named || given;
        // What is called the reason goes before what stands where one may.
        let free = decision.reason.as_ref().is_none_or(|known| given && !says(known));
        if (reason || next || (named && guideline.is_none())) && whole && alone && free {
            decision.reason = Some(text.to_owned());
        }
        decision.guideline = decision.guideline.take().or(guideline);
    }
}

static SPARED: Pattern = LazyLock::new(|| {
    compiled(r"\b(?:not|never|neither) (?:been |being )?(?:den(?:y|ied)|modif(?:y|ied)|non ?certif)")
});
