//! Where documents disagree: itself a fact, with both pages.

use super::Fact;
use super::kind::{FactKind, Use};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// Two passages that cannot both be so.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Conflict {
    /// What they disagree on.
    pub about: String,
    /// The one that stands first in the file.
    pub first: Fact,
    /// The other.
    pub second: Fact,
}

/// How far apart two statements on a state that lasts may be, in days.
const LASTING: i32 = 14;

/// Every disagreement between facts of one day, or of a few days where the
/// matter is one that lasts.
#[must_use]
pub fn conflicts(facts: &[Fact]) -> Vec<Conflict> {
    let mut by_subject: BTreeMap<String, Vec<&Fact>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| !fact.context.conditional && !fact.context.other_person) {
        if let Some(subject) = subject(fact) {
            by_subject.entry(subject).or_default().push(fact);
        }
    }
    let mut found = Vec::new();
    for (about, same) in by_subject {
        let mut seen: Vec<(u32, u32)> = Vec::new();
        for (at, first) in same.iter().enumerate() {
            for second in &same[at + 1..] {
                let pages = (first.page, second.page);
                if disagree(first, second) && first.passage != second.passage && !seen.contains(&pages) {
                    seen.push(pages);
                    found.push(Conflict {
                        about: about.clone(),
                        first: (*first).clone(),
                        second: (*second).clone(),
                    });
                }
            }
        }
    }
    found
}

/// What a fact speaks of, where two facts on it can disagree.
fn subject(fact: &Fact) -> Option<String> {
    Some(match &fact.kind {
        FactKind::Exam(one) => {
            let side = one.side.map_or("", |side| match side {
                super::Side::Left => "left ",
                super::Side::Right => "right ",
                super::Side::Both => "bilateral ",
            });
            format!("{} of the {side}{}", one.sign, one.part.as_deref().unwrap_or("patient"))
        }
        FactKind::WorkStatus { .. } => "work status".to_owned(),
        FactKind::DrugTest(_) => "drug test".to_owned(),
        FactKind::Medication(one) => one.ingredients.clone(),
        FactKind::Study(one) if !one.finding.is_empty() => {
            format!("{} on {} of the {}", one.finding, one.study, one.part.as_deref().unwrap_or("patient"))
        }
        FactKind::Injury(one) if one.mechanism.is_some() => "mechanism of injury".to_owned(),
        _ => return None,
    })
}

fn disagree(first: &Fact, second: &Fact) -> bool {
    let apart = |days: i32| match (first.date(), second.date()) {
        (Some(a), Some(b)) => days_between(a, b) > days,
        _ => true,
    };
    let denied =
        (first.context.negated && !first.context.historical, second.context.negated && !second.context.historical);
    match (&first.kind, &second.kind) {
        (FactKind::Exam(a), FactKind::Exam(b)) => {
            let told = |value: &Option<String>, denied: bool| stands(value.as_deref(), denied);
            !apart(0)
                && matches!((told(&a.value, denied.0), told(&b.value, denied.1)), (Some(a), Some(b)) if a != b)
        }
        (FactKind::WorkStatus { status: a }, FactKind::WorkStatus { status: b }) => !apart(0) && a != b,
        (FactKind::DrugTest(a), FactKind::DrugTest(b)) => {
            !apart(0) && matches!((a.consistent, b.consistent), (Some(a), Some(b)) if a != b)
        }
        (FactKind::Medication(a), FactKind::Medication(b)) => {
            let taken = |used| matches!(used, Use::Taken | Use::Continued);
            let gone = |used, denied| used == Use::Stopped || denied;
            !apart(LASTING)
                && first.document_date == second.document_date
                && ((taken(a.used) && !denied.0 && gone(b.used, denied.1))
                    || (taken(b.used) && !denied.1 && gone(a.used, denied.0)))
        }
        (FactKind::Study(_), FactKind::Study(_)) => denied.0 != denied.1,
        (FactKind::Injury(a), FactKind::Injury(b)) => a.mechanism != b.mechanism,
        _ => false,
    }
}

fn days_between(a: Date, b: Date) -> i32 {
    (a - b).get_days().abs()
}

/// Whether a sign is there, as far as its value says so.
fn stands(value: Option<&str>, denied: bool) -> Option<bool> {
    match value {
        Some(
            "positive" | "present" | "abnormal" | "decreased" | "diminished" | "reduced" | "limited" | "restricted"
            | "painful",
        ) => Some(!denied),
        Some("negative" | "absent" | "normal" | "intact" | "full") => Some(denied),
        None => Some(!denied),
        Some(_) => None,
    }
}
