//! Studies that one document calls normal, and in which another found
//! something.

use super::Fact;
use super::conflict::{Conflict, is_plain, pair};
use super::kind::{FactKind, Study};
use super::pattern::{Pattern, compiled};
use std::sync::LazyLock;

/// Studies that one document calls normal, or free of something, and that
/// showed it by another: of the day that is stated, or the only one of the
/// file.
pub(super) fn normal_after_all(facts: &[Fact]) -> Vec<Conflict> {
    let studies = || {
        facts.iter().filter(|fact| is_plain(fact)).filter_map(|fact| match &fact.kind {
            FactKind::Study(one) => Some((fact, one)),
            _ => None,
        })
    };
    let shown = || studies().filter(|(fact, one)| !one.finding.is_empty() && !fact.context.negated);
    let mut found: Vec<Conflict> = Vec::new();
    for (fact, denies) in studies().filter(|(fact, one)| is_normal(fact, one) || is_free(fact, one)) {
        let own = || shown().filter(|(_, one)| one.study == denies.study);
        let day = fact.stated_date.or_else(|| {
            let mut days = own().map(|(other, _)| other.date());
            let only = days.next().flatten()?;
            days.all(|day| day == Some(only)).then_some(only).filter(|only| Some(*only) <= fact.document_date)
        });
        let other = own().find(|(other, one)| {
            day.is_some() && other.date() == day && other.first_page != fact.first_page && is_denied(denies, one)
        });
        let is_known = |other: &Fact| {
            found.iter().any(|one| {
                let pages = [one.first.first_page, one.second.first_page];
                pages.contains(&other.first_page) && pages.contains(&fact.first_page)
            })
        };
        if let Some((other, _)) = other.filter(|(other, _)| !is_known(other)) {
            found.push(pair(&format!("what the {} showed", denies.study), fact, other));
        }
    }
    found
}

static NORMAL: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:emg|ncs|ncv|electrodiagnostic|mri|ct|x-?rays?|radiographs?|ultrasound|studies|study|scan)\b([^.;:,]{0,80}?)(?::| (?:was|were|is|are|as|be|been|back)) (?:all |both |completely |entirely |essentially |reportedly |within )?(?:normal|negative|unremarkable)(?: limits| stud(?:y|ies)| exam(?:ination)?)?(?: bilaterally| throughout)?\W*$",
    )
});

/// Whether all of a study is called normal, and not a nerve or a muscle of it.
fn is_normal(fact: &Fact, one: &Study) -> bool {
    const PARTS: [&str; 9] =
        ["response", "latenc", "amplitud", "velocit", "muscle", "sensory", "motor", "wave", " not"];
    let all = |words: &str| !PARTS.iter().any(|part| words.to_lowercase().contains(part));
    let found = || NORMAL.as_ref().and_then(|pattern| pattern.captures(&fact.passage)?.get(1));
    one.finding.is_empty() && !fact.context.negated && found().is_some_and(|between| all(between.as_str()))
}

/// Whether a study of nerves is said to have shown something not.
fn is_free(fact: &Fact, one: &Study) -> bool {
    one.is_electrodiagnostic() && !one.finding.is_empty() && fact.context.negated
}

/// Whether one who says the first denies the second: `radiculopathy` is that
/// of every nerve root.
fn is_denied(denies: &Study, one: &Study) -> bool {
    let is_side = denies.side.zip(one.side).is_none_or(|(denied, side)| denied == side);
    let is_part = denies.part.as_ref().zip(one.part.as_ref()).is_none_or(|(denied, part)| denied == part);
    is_side && is_part && one.finding.to_lowercase().ends_with(&denies.finding.to_lowercase())
}
