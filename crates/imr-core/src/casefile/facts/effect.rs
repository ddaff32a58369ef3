//! What a drug or treatment does: relief, function, side effects, nothing.

use super::Scene;
use super::kind::{Course, Effect, FactKind};
use super::pattern::{Pattern, compiled};
use crate::drug::named_in;
use std::ops::Range;
use std::sync::LazyLock;

static SIDE_EFFECT: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:side effects?|adverse (?:effects?|reactions?|events?)|nausea|vomiting|drows(?:y|iness)|sedat(?:ion|ed|ing)|somnolence|constipation|dizz(?:y|iness)|gi upset|gastrointestinal (?:upset|distress|irritation)|gastr(?:itis|ic upset)|stomach (?:upset|pain|irritation)|heartburn|dyspepsia|acid reflux|itching|pruritus|dry mouth|cognitive impairment|weight gain)\b",
    )
});
static FUNCTION: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:function(?:al|ing)?(?: \w+){0,3}? (?:improve\w*|gains?|increase\w*|benefits?|better)|improve\w*(?: \w+){0,4}? (?:function\w*|adls?|activities of daily living|activity levels?|abilit(?:y|ies)|sleep)|increased? (?:function\w*|activity|adls?|ability)|able to (?:perform|do|walk|work|stand|sit|sleep|return|continue|participate|complete|increase|function)\b|adls? (?:has|have|are|is|improve\w*)|(?:perform|participate in) (?:his |her |more )?(?:adls?|activities of daily living))",
    )
});
static RELIEF: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:\d{1,3}\s?%|some|partial|temporary|good|excellent|significant|moderate|minimal|complete|adequate|lasting)?\s?(?:pain )?relie(?:f|ve[sd]?|ving)|(?:\d{1,3}\s?%) (?:improve\w*|reduction|decrease|better)|(?:decreas\w*|reduc\w*|control\w*|eas\w+|lessen\w*|alleviat\w*)(?: \w+){0,3}? (?:pain|spasms?|symptoms)|help(?:s|ed|ful|ing)?|beneficial|effective)\b",
    )
});
static UNCHANGED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:pain|symptoms?|condition|function\w*|status|complaints?)(?: \w+){0,3}? (?:unchanged|the same|no (?:better|different)|not (?:improved|changed))|unchanged|no (?:significant )?change)\b",
    )
});
static WORSE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:pain|symptoms?|condition|function\w*|complaints?)(?: \w+){0,4}? (?:worse(?:n\w*)?|increas\w+|deteriorat\w+|decline\w*)|worsen(?:ed|ing)|getting worse)\b",
    )
});
/// A treatment without a drug that something may follow from.
static CARE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:medications?|meds|physical therapy|therapy|acupuncture|chiropractic(?: \w+)?|injections?|epidurals?|esis?|blocks?|surgery|tens(?: unit)?|creams?|patch(?:es)?|exercises?|massage|treatment|brace|gel|ointment)\b",
    )
});

pub(super) fn read(scene: &mut Scene<'_>) {
    let of = subject(scene.text);
    let readers: [(&Pattern, Course, bool); 5] = [
        (&SIDE_EFFECT, Course::SideEffect, true),
        (&FUNCTION, Course::Function, false),
        (&RELIEF, Course::Relief, true),
        (&WORSE, Course::Worse, false),
        (&UNCHANGED, Course::Unchanged, false),
    ];
    for (pattern, course, needs_subject) in readers {
        let text = scene.text;
        let found: Vec<Range<usize>> =
            pattern.as_ref().into_iter().flat_map(|one| one.find_iter(text)).map(|one| one.range()).collect();
        for span in found {
            let what = text[span.clone()].trim().to_lowercase();
            let speaks_for_itself = what.starts_with("side effect") || what.starts_with("adverse");
            if !needs_subject || of.is_some() || speaks_for_itself {
                scene.add(span, FactKind::Effect(Effect { of: of.clone(), course, what }));
            }
        }
    }
}

/// The drug a sentence names first, else the treatment, else the class.
fn subject(text: &str) -> Option<String> {
    let named = named_in(text);
    let drug = named.iter().find(|one| !one.is_class());
    let care = || CARE.as_ref()?.find(text).map(|found| found.as_str().to_lowercase());
    let class = || named.iter().find_map(|one| one.class).map(str::to_owned);
    drug.map(|one| crate::drug::joined(one.ingredients.iter().copied())).or_else(care).or_else(class)
}
