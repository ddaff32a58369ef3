//! Whether a drug is one that is not borne, and not one that is taken beside:
//! `no known allergies; takes Norco`.

use super::pattern::{Pattern, compiled, says};
use super::scene::Scene;
use crate::casefile::Section;
use std::ops::Range;
use std::sync::LazyLock;

static TAKEN: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:takes?|taking|took|uses?|using|currently|continu\w*|prescrib\w*|refill\w*|start\w*|given|medications?|meds|on|has been|treat\w*|reliev\w*)\b",
    )
});
static DENIED: Pattern =
    LazyLock::new(|| compiled(r"\b(?:no|not|nkda|nka|nil|none|without|denies|denied|negative|n/a)\b"));
static BEHIND: Pattern = LazyLock::new(|| compiled(r"^[^;.]{0,40}\ballerg"));

/// Whether the words around the drug at `span` call it an allergy.
pub(super) fn is_allergy(scene: &Scene<'_>, span: &Range<usize>, has_dose: bool) -> bool {
    let before = &scene.folded[..span.start];
    let from = before.rfind([';', '.']).map_or(0, |at| at + 1);
    if let Some(at) = before[from..].rfind("allerg").map(|at| from + at) {
        let word = before[at..].find(|c: char| !c.is_alphabetic()).map_or(before.len(), |end| at + end);
        let between = &before[word..];
        let own = &before[before[..at].rfind([',', ';', '.']).map_or(0, |comma| comma + 1)..at];
        let denied = says(&DENIED, own) || says(&DENIED, between);
        // `No allergy to penicillin` is told of the drug, with a denial.
        let told = !denied || between.starts_with(" to ") || between.starts_with(" reaction to ");
        return told && !says(&TAKEN, between);
    }
    let after = &scene.folded[span.end..];
    if says(&BEHIND, after) {
        let between = &after[..after.find("allerg").unwrap_or(0)];
        return !says(&DENIED, between)
            && !between.contains(" for ")
            && !says(&TAKEN, before.get(from..).unwrap_or_default());
    }
    // A strength is written of what is taken, and so is what it is taken for.
    scene.section() == Section::Allergies
        && !has_dose
        && !says(&TAKEN, &before[from..])
        && !after.starts_with(" for ")
}
