//! What utilization review decided of each item, why, and by what guideline.

use super::Scene;
use super::kind::{FactKind, Outcome};
use super::pattern::{Pattern, compiled};
use std::sync::LazyLock;

static OUTCOME: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(non-?\s?certif\w+|not certif\w+|denied|denies|deny|denial|not (?:approved|authorized)|not (?:recommended as )?medically necessary|adverse(?:ly)? determin\w+)|(modif\w+|partial(?:ly)? certif\w+|conditionally certif\w+|partial approval)|(certif\w+|approved|authorized|medically necessary))\b",
    )
});
static ITEM: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:requests? (?:is |was |are |were )?(?:for|of)|certification (?:of|for)|authorization (?:of|for)|denial of|item(?:\(s\)|s)?(?: requested)?:)\s+(?:the |an? )?(.{3,140}?)(?:\s+(?:is|was|are|were|has|be|to be)\b|\s+-\s|[;.:](?:\s|$)|$)",
    )
});
static REASON: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:because|due to|(?:as|since) (?:there|the)|lack(?:s|ed|ing)? (?:of )?|no (?:evidence|documentation|indication|objective|rationale|record)|not (?:documented|supported|established|recommended|indicated|provided|exceed\w*)|insufficient|exceed\w*|without (?:documentation|evidence)|does not|do not|did not|has not|absence of)\b",
    )
});
static GUIDELINE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:mtus|acoem|odg|official disability guidelines|medical treatment utilization schedule|guidelines?)\b",
    )
});

pub(super) fn read(scene: &mut Scene<'_>) {
    let text = scene.text;
    let outcome = OUTCOME.as_ref().and_then(|pattern| pattern.captures(text)).and_then(|found| {
        let at = (1..=3).find(|at| found.get(*at).is_some())?;
        let outcome = [Outcome::Denied, Outcome::Modified, Outcome::Approved][at - 1];
        Some((found.get(0)?.range(), outcome))
    });
    if let (Some((span, outcome)), Some(item)) = (outcome, item(text)) {
        // What is decided is so, however it is put.
        scene.add_as(span, FactKind::UrDecision { item, outcome }, crate::casefile::Context::default());
    }
    let guideline = GUIDELINE.as_ref().and_then(|pattern| pattern.find(text));
    let reason = REASON.as_ref().and_then(|pattern| pattern.find(text));
    if let Some(span) = reason.or(guideline).map(|found| found.range()) {
        let kind = FactKind::UrReason { reason: text.to_owned(), guideline: guideline.is_some() };
        scene.add_as(span, kind, crate::casefile::Context::default());
    }
}

/// The item a sentence decides on: what was asked for, or what stands before
/// the decision (`Norco 10/325 #60: denied`).
fn item(text: &str) -> Option<String> {
    let asked = ITEM.as_ref().and_then(|pattern| pattern.captures(text)?.get(1)).map(|one| one.as_str());
    let item = asked.or_else(|| {
        let found = OUTCOME.as_ref()?.find(text)?;
        let before = text[..found.start()].trim_end();
        let before = before.strip_suffix(':').or_else(|| before.strip_suffix('-')).or_else(|| {
            ["is", "was", "are", "were"]
                .iter()
                .find_map(|verb| before.strip_suffix(verb).filter(|rest| rest.ends_with(' ')))
        })?;
        Some(before.trim())
    })?;
    let item = item.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == ',');
    (item.len() > 2 && item.len() < 160).then(|| item.to_owned())
}
