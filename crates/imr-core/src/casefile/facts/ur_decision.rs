//! What utilization review decided of each item, why, and by what guideline.

use super::kind::{FactKind, Outcome, UrDecision};
use super::pattern::{Pattern, compiled};
use super::procedure::phrases;
use super::scene::Scene;
use super::vocabulary::{Mark, Table};
use crate::casefile::Context;
use crate::drug::joined;
use std::ops::Range;
use std::sync::LazyLock;

static ITEM: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:requests? (?:is |was |are |were )?(?:for|of)|cert(?:ification|ify)?(?: (?:is |was )?(?:given|granted|recommended|issued))? (?:of|for)|auth(?:orization)?(?: (?:is |was )?(?:given|granted|extended|issued|denied|withheld))? (?:of|for)|denial of|item(?:\(s\)|s)?(?: requested)?:)\s+(?:the |an? )?(.{3,140}?)(?:\s+(?:is|was|are|were|has|be|to be|cannot)\b|\s+-\s|[;.:](?:\s|$)|$)",
    )
});
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
    let outcome = outcome(scene);
    let named = named(scene);
    if let Some((mark, outcome)) = outcome
        && let Some((item, what)) = item(scene, &mark.span, named.as_ref())
    {
        let decision = UrDecision { item, what, outcome, reason: None, guideline: None };
        scene.carried.decision = Some(scene.found.len());
        // What is decided is so, however it is put.
        scene.add_as(&mark.span, FactKind::UrDecision(decision), Context::default());
        return cited(scene, false);
    }
    cited(scene, true);
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
/// before it.
fn cited(scene: &mut Scene<'_>, whole: bool) {
    let (Some(at), known) = (scene.carried.decision, scene.found.len()) else { return };
    let text = scene.text;
    let guideline = GUIDELINE.as_ref().and_then(|pattern| pattern.captures(text)).and_then(|found| {
        let named = found.get(1).or_else(|| found.get(2)).or_else(|| found.get(3))?;
        Some(named.as_str().trim().to_owned())
    });
    let reason = REASON.as_ref().is_some_and(|pattern| pattern.is_match(text));
    if let Some(FactKind::UrDecision(decision)) = scene.found.get_mut(at).map(|fact| &mut fact.kind) {
        let next = at + 1 == known && text.len() > MIN_REASON;
        if (reason || next) && whole && guideline.is_none() && decision.reason.is_none() {
            decision.reason = Some(text.to_owned());
        }
        decision.guideline = decision.guideline.take().or(guideline);
    }
}

/// The word that decides: a denial goes before an approval within it.
fn outcome(scene: &Scene<'_>) -> Option<(Mark, Outcome)> {
    let cues = [("modified", Outcome::Modified), ("denied", Outcome::Denied), ("approved", Outcome::Approved)];
    cues.iter().find_map(|(name, outcome)| Some((scene.marks.named(Table::Cue, name)?.clone(), *outcome)))
}

/// What is decided: as written, and by its plain name.
fn item(
    scene: &Scene<'_>,
    decides: &Range<usize>,
    named: Option<&(Range<usize>, String)>,
) -> Option<(String, String)> {
    let asked = ITEM.as_ref().and_then(|pattern| pattern.captures(scene.text)?.get(1)).map(|one| one.as_str());
    let before = scene.text[..decides.start].trim_end().trim_end_matches([':', '-', ' ']);
    let written = asked.unwrap_or(before).trim_matches(|c: char| c.is_whitespace() || c == '"' || c == ',');
    match named {
        Some((span, what)) => {
            let written =
                if written.contains(&scene.text[span.clone()]) { written } else { &scene.text[span.clone()] };
            Some((written.to_owned(), what.clone()))
        }
        None => {
            let clear = asked.is_some() || scene.text[..decides.start].trim_end().ends_with([':', '-']);
            let title = ["utilization", "determination", "decision", "notice", "review"];
            let clear = clear && !title.iter().any(|word| written.to_lowercase().contains(word));
            (clear && written.len() > 2 && written.len() < 160)
                .then(|| (written.to_owned(), written.to_lowercase()))
        }
    }
}

/// What is asked for in a sentence, by its plain name: a drug, a therapy, a
/// procedure, a study.
fn named(scene: &Scene<'_>) -> Option<(Range<usize>, String)> {
    let drug = scene.drugs.iter().find(|one| !one.is_class());
    let drug = drug.map(|one| (one.span.clone(), joined(one.ingredients.iter().copied())));
    let therapy = || scene.marks.of(Table::Therapy).next().map(|mark| (mark.span.clone(), mark.name.to_owned()));
    let procedure = || {
        let span = phrases(scene.text, scene.folded, scene.marks).into_iter().next()?.0;
        let name = scene.folded_as_written(&span);
        Some((span, name))
    };
    let study = || scene.marks.of(Table::Study).next().map(|mark| (mark.span.clone(), mark.name.to_owned()));
    procedure().filter(|_| drug.is_none()).or(drug).or_else(therapy).or_else(study)
}
