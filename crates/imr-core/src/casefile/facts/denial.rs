//! Signs that one document finds at a place, and another of the day denies as
//! a whole.

use super::Fact;
use super::conflict::{Conflict, is_plain, pair};
use super::kind::{Exam, FactKind, Side, sided};

/// Whether a sign is there, or what is measured is less than it should be.
pub(super) fn outcome(one: &Exam, denied: bool) -> Option<bool> {
    match one.result.as_deref() {
        Some("normal" | "full") => Some(false),
        Some("decreased" | "antalgic") => Some(true),
        Some(_) => None,
        None => stands(one.value.as_deref(), denied),
    }
}

/// What one document finds of a sign on one side or at one place, and another
/// of the day denies as a whole: `spasm on the left` and `no spasm`.
pub(super) fn denied_as_a_whole(facts: &[Fact]) -> Vec<Conflict> {
    let exams = || {
        let plain = facts.iter().filter(|fact| is_plain(fact) && !fact.context.historical);
        plain.filter_map(|fact| match &fact.kind {
            FactKind::Exam(one) => Some((fact, one, fact.document_date?, outcome(one, fact.context.negated)?)),
            _ => None,
        })
    };
    let is_whole = |one: &Exam| !matches!(one.side, Some(Side::Left | Side::Right));
    let meets = |found: &Exam, denied: &Exam| {
        found.sign == denied.sign && (denied.part.is_none() || denied.part == found.part)
    };
    let mut all: Vec<Conflict> = Vec::new();
    for (fact, found, day, _) in exams().filter(|(_, one, _, there)| *there && !is_whole(one)) {
        // Who denies it and finds it as well denies it elsewhere.
        let finds = |page: u32| {
            exams().any(|(other, one, _, there)| other.first_page == page && there && one.sign == found.sign)
        };
        let denies = |page: u32| {
            exams().any(|(other, one, _, there)| {
                other.first_page == page && !there && is_whole(one) && meets(found, one)
            })
        };
        let other = exams().find(|(other, one, other_day, there)| {
            !there
                && *other_day == day
                && other.first_page != fact.first_page
                && is_whole(one)
                && meets(found, one)
                && !finds(other.first_page)
        });
        let Some((other, ..)) = other.filter(|_| !denies(fact.first_page)) else { continue };
        let what = match &found.part {
            Some(part) => format!("{} of the {}", found.sign, sided(found.side, part)),
            None => sided(found.side, &found.sign),
        };
        let known = |one: &Conflict| {
            one.about == what
                || [one.first.page, one.second.page] == [fact.page.min(other.page), fact.page.max(other.page)]
        };
        if !all.iter().any(known) {
            all.push(pair(&what, fact, other));
        }
    }
    all
}

/// Whether a sign is there, as far as its value says so.
pub(super) fn stands(value: Option<&str>, denied: bool) -> Option<bool> {
    // `Positive at 45 degrees` is positive.
    match value.map(|value| value.split(' ').next().unwrap_or_default()) {
        Some(
            "positive" | "pos" | "elicited" | "present" | "abnormal" | "decreased" | "diminished" | "reduced"
            | "limited" | "restricted",
        ) => Some(true),
        Some("negative" | "absent" | "normal" | "intact" | "full" | "neg") => Some(false),
        None => Some(!denied),
        Some(_) => None,
    }
}
