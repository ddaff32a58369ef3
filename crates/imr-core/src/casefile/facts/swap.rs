//! One drug in place of another: the old one is stopped, the new one begins.

use super::clause::said;
use super::kind::Use;
use super::pattern::{Pattern, compiled, says};
use super::scene::Scene;
use crate::casefile::Section;
use std::ops::Range;
use std::sync::LazyLock;

static SWITCH: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:switch|chang|convert|rotat|transition|mov|cross)\w*(?: \w+){0,3}|go|goes|going|went) from (?:\w+ ){0,2}$",
    )
});
static TO: Pattern =
    LazyLock::new(|| compiled(r"^[^;.]{0,40} (?:to|over to|onto) (?:the |a trial of |generic )?$"));
static BY: Pattern = LazyLock::new(|| {
    compiled(
        r"^[^;]{0,24}\b(?:(?:replaced|substituted|swapped|switched|changed|converted|traded|exchanged)(?: \w+){0,2} (?:with|by|for|to)|in favor of|in exchange for) (?:the |a trial of )?$",
    )
});
static WITH: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:replac|swap|switch|chang|convert|trad|exchang)(?:e|es|ed|ing|p|ped|ping|s)?(?: out)? (?:the |his |her )?$",
    )
});
static IN: Pattern = LazyLock::new(|| compiled(r"^[^;]{0,24} (?:with|by|for|to) (?:the |a trial of )?$"));

/// The new one stands first: `switch to Lyrica from Neurontin`.
static ONTO: Pattern = LazyLock::new(|| {
    compiled(r"\b(?:switch|chang|convert|rotat|transition|mov)\w*(?: \w+){0,3} (?:to|over to|onto) (?:\w+ ){0,2}$")
});
static FROM: Pattern = LazyLock::new(|| compiled(r"^[^;.,]{0,24} from (?:the |his |her )?$"));
static SUBSTITUTE: Pattern = LazyLock::new(|| compiled(r"\bsubstitut\w* (?:the )?$"));
static FOR: Pattern = LazyLock::new(|| compiled(r"^[^;.,]{0,24} for (?:the |his |her )?$"));
static INSTEAD: Pattern = LazyLock::new(|| {
    compiled(
        r"^[^;.]{0,40} (?:in place of|instead of|in lieu of|to replace|replacing|as a? ?(?:replacement|substitute) for) (?:the |his |her )?$",
    )
});
/// `Stop Neurontin; try Lyrica instead.`
static BEHIND: Pattern = LazyLock::new(|| {
    compiled(
        r"^[^;.,]{0,24} (?:in its (?:place|stead)|instead|as a? ?(?:replacement|substitute)|in place of it)\W*$",
    )
});
static OPEN: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\b(?:not|never)|n['’]t|\brefus\w*|\bdeclin\w*|\bwants? to|\bprobably|\bpossibly|\bsuggest\w*|\bconsider\w*|\bmight|\bmay|\bcould)\b",
    )
});

/// Whether one drug is given for another: the old one stops, the new begins.
pub(super) fn swapped(scene: &Scene<'_>, span: &Range<usize>) -> Option<Use> {
    let at = scene.drugs.iter().position(|one| one.span == *span)?;
    if scene.is_supposed() {
        return None;
    }
    let used = |is_old: bool| if is_old { Use::Stopped } else { Use::Started };
    let before = at.checked_sub(1).and_then(|first| first_is_old(scene, first)).map(|old| used(!old));
    let own = || first_is_old(scene, at).map(used);
    before.or_else(own).or_else(|| {
        let planned = scene.section() == Section::Plan && !says(&OPEN, &scene.folded[..span.start]);
        (planned && says(&BEHIND, &scene.folded[span.end..])).then_some(Use::Started)
    })
}

/// Whether of two drugs that follow one another the first is the old one;
/// nothing, where neither takes the other's place.
fn first_is_old(scene: &Scene<'_>, first: usize) -> Option<bool> {
    let (a, b) = (scene.drugs.get(first)?, scene.drugs.get(first + 1)?);
    let (before, between) = (&scene.folded[..a.span.start], scene.folded.get(a.span.end..b.span.start)?);
    if a.ingredients == b.ingredients || says(&OPEN, &scene.folded[..b.span.start]) {
        return None;
    }
    // What the patient takes instead of another was not given for it.
    let given = || scene.section() == Section::Plan || said(scene, &a.span, "start").next().is_some();
    if says(&INSTEAD, between) {
        return given().then_some(false);
    }
    if (says(&ONTO, before) && says(&FROM, between)) || (says(&SUBSTITUTE, before) && says(&FOR, between)) {
        return Some(false);
    }
    let old = (says(&SWITCH, before) && says(&TO, between))
        || says(&BY, between)
        || ((says(&WITH, before) || says(&SUBSTITUTE, before)) && says(&IN, between));
    old.then_some(true)
}
