//! What the file contradicts itself in: days, doses, sides, work status,
//! findings. Each conflict has both facts, and so both pages.

use super::Fact;
use super::kind::{FactKind, Medication, Use, sided};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// Two facts that cannot both hold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Conflict {
    /// What they disagree about.
    pub about: String,
    /// The one that comes first in the file.
    pub first: Fact,
    /// The other.
    pub second: Fact,
}

/// What a fact claims, where another may claim otherwise.
struct Claim {
    about: String,
    /// The day for which it holds; none where it holds once and for all.
    day: Option<Date>,
    value: String,
}

/// What is claimed of, and the day for which it is.
type Matter = (String, Option<Date>);

/// Every disagreement: on one day, or at all where the matter does not
/// change; from different documents: what one document quotes of another is
/// no second word. Of many facts that claim the same, the first one stands for
/// all.
#[must_use]
pub fn conflicts(facts: &[Fact]) -> Vec<Conflict> {
    let mut claims: BTreeMap<Matter, Vec<(String, &Fact)>> = BTreeMap::new();
    let plain = |fact: &&Fact| {
        let context = fact.context;
        !context.conditional && !context.other_person && !context.uncertain
    };
    for fact in facts.iter().filter(plain) {
        if let Some(Claim { about, day, value }) = claim(fact) {
            let known = claims.entry((about, day)).or_default();
            if known.iter().all(|(other, told)| *other != value || told.first_page != fact.first_page) {
                known.push((value, fact));
            }
        }
    }
    let pair = |(about, _): &Matter, first: &Fact, second: &Fact| Conflict {
        about: about.clone(),
        first: first.clone(),
        second: second.clone(),
    };
    let mut found: Vec<Conflict> = Vec::new();
    for (key, known) in &claims {
        let Some((first, _)) = known.first() else { continue };
        let mut told: Vec<&str> =
            known.iter().map(|(value, _)| value.as_str()).filter(|value| value != first).collect();
        told.sort_unstable();
        told.dedup();
        found.extend(told.iter().filter_map(|other| {
            let (one, two) = apart(known, first, other)?;
            Some(if one.page <= two.page { pair(key, one, two) } else { pair(key, two, one) })
        }));
    }
    found.extend(taken_after_stop(facts));
    found.sort_by_key(|one| (one.first.page, one.second.page));
    found
}

/// The first two facts of different documents of which one claims the one, one
/// the other.
fn apart<'f>(known: &[(String, &'f Fact)], value: &str, other: &str) -> Option<(&'f Fact, &'f Fact)> {
    let claims = |value: &str, fact: &Fact| {
        known.iter().any(|(told, one)| told == value && one.first_page == fact.first_page)
    };
    // A list may well hold a drug in two strengths, or an illness of both sides.
    let is_list = |fact: &Fact| {
        matches!(fact.kind, FactKind::Medication(_) | FactKind::Diagnosis { .. } | FactKind::Procedure(_))
    };
    if known.iter().any(|(_, fact)| is_list(fact) && claims(value, fact) && claims(other, fact)) {
        return None;
    }
    let first = known.iter().filter(|(told, _)| told == value);
    let pairs =
        first.flat_map(|(_, one)| known.iter().filter(|(told, _)| told == other).map(move |(_, two)| (*one, *two)));
    let apart = |(one, two): &(&Fact, &Fact)| one.first_page != two.first_page && one.passage != two.passage;
    pairs.filter(apart).min_by_key(|(one, two)| (one.page.min(two.page), one.page.max(two.page)))
}

/// Signs whose name says where they are looked for; the part of the body is
/// mostly not named with them.
const OF_ONE_PLACE: [&str; 7] =
    ["straight leg raise", "Spurling", "Hoffmann", "Phalen", "McMurray", "Hawkins", "FABER"];

fn claim(fact: &Fact) -> Option<Claim> {
    let denied = fact.context.negated;
    let day = fact.document_date;
    let on_day = |about: String, value: String| day.map(|day| Claim { about, day: Some(day), value });
    match &fact.kind {
        // What is told from another day holds for that day.
        FactKind::Exam(_) if fact.context.historical => None,
        FactKind::Exam(one) => {
            let outcome = stands(one.value.as_deref(), denied)?;
            let about = match one.part.as_deref().filter(|_| !OF_ONE_PLACE.contains(&one.sign.as_str())) {
                Some(part) => format!("{} of the {}", one.sign, sided(one.side, part)),
                None if OF_ONE_PLACE.contains(&one.sign.as_str()) => sided(one.side, &one.sign),
                // Signs that are there or not meet where neither has a place.
                None if one.result.is_none() => sided(one.side, &one.sign),
                None => return None,
            };
            on_day(about, outcome.to_string())
        }
        FactKind::WorkStatus { status } if status != "working" && !denied && !fact.context.historical => {
            on_day("work status".to_owned(), status.clone())
        }
        FactKind::DrugTest(one) => {
            let about = one.substance.as_ref().map_or("drug test".to_owned(), |what| format!("test for {what}"));
            on_day(about, one.found.or(one.consistent)?.to_string())
        }
        FactKind::Medication(one) => {
            let given = matches!(one.used, Use::Current | Use::Refilled | Use::Dispensed | Use::Started);
            let day = if one.used == Use::Dispensed { fact.date() } else { day };
            let dose = strength(one)?;
            (given && !denied && !fact.context.historical).then_some(())?;
            Some(Claim { about: format!("dose of {}", one.ingredients), day: Some(day?), value: dose })
        }
        FactKind::Study(one) if !one.finding.is_empty() && one.levels.is_empty() => {
            let about = format!("{} on {} of the {}", one.finding, one.study, one.part.as_deref()?);
            Some(Claim { about, day: None, value: denied.to_string() })
        }
        FactKind::Injury(one) => {
            let (about, value) = match (&one.mechanism, one.date) {
                (Some(mechanism), _) => ("mechanism of injury", mechanism.clone()),
                (None, Some(date)) => ("date of injury", date.to_string()),
                _ => return None,
            };
            Some(Claim { about: about.to_owned(), day: None, value })
        }
        FactKind::Diagnosis { name, .. } => side(name, fact),
        FactKind::Procedure(one) => side(&one.name, fact),
        _ => None,
    }
}

/// The side in a name, as a claim about the name without it.
fn side(name: &str, fact: &Fact) -> Option<Claim> {
    let is_side = |word: &&str| matches!(*word, "left" | "right");
    let words = || name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut sides, rest) = (words().filter(is_side), words().filter(|word| !is_side(word)).collect::<Vec<_>>());
    let side = sides.next().filter(|_| !fact.context.negated)?;
    // What is said of both sides is no claim about one.
    sides.next().is_none().then(|| Claim {
        about: format!("side of {}", rest.join(" ")),
        day: None,
        value: side.to_owned(),
    })
}

/// The strength without blanks, as far as it is one.
fn strength(one: &Medication) -> Option<String> {
    let dose = one.dose.as_ref()?.to_lowercase().replace(' ', "");
    dose.contains("mg").then_some(dose)
}

/// How long after a stop a list may be taken for wrong, in days.
const SOON: i32 = 14;

/// Drugs that one document stops and another, a few days later, lists.
fn taken_after_stop(facts: &[Fact]) -> Vec<Conflict> {
    let medications = || {
        facts.iter().filter_map(|fact| match &fact.kind {
            FactKind::Medication(one) if fact.context == crate::casefile::Context::default() => {
                Some((fact, one, fact.document_date?))
            }
            _ => None,
        })
    };
    let mut found: Vec<Conflict> = Vec::new();
    for (stop, stopped, day) in medications().filter(|(_, one, _)| one.used == Use::Stopped) {
        let taken = medications().find(|(_, one, later)| {
            let after = (*later - day).get_days();
            one.ingredients == stopped.ingredients && one.used == Use::Current && after > 0 && after <= SOON
        });
        if let Some((taken, _, _)) = taken {
            let about = format!("use of {}", stopped.ingredients);
            found.push(Conflict { about, first: stop.clone(), second: taken.clone() });
        }
    }
    found
}

/// Whether a sign is there, as far as its value says so.
fn stands(value: Option<&str>, denied: bool) -> Option<bool> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::casefile::Kind;
    use crate::casefile::facts::tests::documents;
    use jiff::civil::date;

    /// What documents of different days and kinds contradict one another in,
    /// with the pages.
    fn told(texts: &[(Kind, i8, &str)]) -> Vec<(String, u32, u32)> {
        let texts: Vec<_> = texts.iter().map(|(kind, day, text)| (*kind, date(2014, 6, *day), *text)).collect();
        let all = super::super::facts(&documents(&texts));
        conflicts(&all).into_iter().map(|one| (one.about, one.first.page, one.second.page)).collect()
    }

    #[test]
    fn documents_that_contradict_one_another_are_named_with_both_pages() {
        let report = Kind::ProgressReport;
        for (first, second, about) in [
            ((report, 2, "DOI: 03/01/2014"), (report, 9, "DOI: 03/11/2014"), "date of injury"),
            (
                (report, 2, "Refill Norco 5/325 mg."),
                (Kind::Consultation, 2, "She takes Norco 10/325 mg."),
                "dose of acetaminophen / hydrocodone",
            ),
            (
                (report, 2, "Assessment: Knee sprain, left"),
                (report, 9, "Assessment: Knee sprain, right"),
                "side of knee sprain",
            ),
            ((report, 2, "Work status: Full duty."), (Kind::Consultation, 2, "He is off work."), "work status"),
            (
                (report, 2, "Straight leg raise is positive on the left."),
                (Kind::Consultation, 2, "Straight leg raise is negative on the left."),
                "left straight leg raise",
            ),
            (
                (report, 2, "Spurling test is positive."),
                (Kind::Consultation, 2, "Spurling is negative."),
                "Spurling",
            ),
            ((report, 2, "Spasm is noted."), (Kind::Consultation, 2, "No spasm."), "spasm"),
            (
                (report, 2, "SLR: R neg, L pos."),
                (Kind::Consultation, 2, "Straight leg raise is negative on the left."),
                "left straight leg raise",
            ),
            (
                (report, 2, "Stop Norco."),
                (Kind::Consultation, 6, "He takes Norco 5/325 mg."),
                "use of acetaminophen / hydrocodone",
            ),
        ] {
            assert_eq!(told(&[first, second]), [(about.to_owned(), 1, 2)], "{first:?} {second:?}");
        }
    }

    #[test]
    fn what_may_change_from_day_to_day_is_no_conflict() {
        let report = Kind::ProgressReport;
        for (first, second) in [
            ((report, 2, "Work status: Full duty."), (report, 9, "Work status: Off work.")),
            ((report, 2, "Refill Norco 5/325 mg."), (report, 20, "Refill Norco 10/325 mg.")),
            ((report, 2, "Assessment: Knee sprain, left"), (report, 9, "Assessment: Knee sprain, left")),
            (
                (report, 2, "Straight leg raise is positive on the left."),
                (Kind::Consultation, 2, "Straight leg raise is negative on the right."),
            ),
            // What a report quotes and what it finds itself are of one document.
            (
                (report, 2, "Spurling test is positive. Spurling is negative today."),
                (report, 2, "Return in four weeks."),
            ),
            // What is quoted from another day, and one document that says both.
            (
                (report, 2, "No spasm."),
                (Kind::Consultation, 2, "I reviewed the report of 05/02/2014. He noted spasm."),
            ),
            ((report, 2, "Spasm is noted.\n\nNo spasm."), (report, 9, "No spasm.")),
            ((report, 2, "The left knee hurts."), (report, 9, "The right knee hurts.")),
            ((report, 2, "Stop Norco."), (report, 30, "Start Norco 5/325 mg.")),
            (
                (report, 2, "She takes Norco 5/325 mg.\nShe takes Norco 10/325 mg."),
                (Kind::Consultation, 2, "She takes Norco 10/325 mg."),
            ),
        ] {
            assert_eq!(told(&[first, second]), [], "{first:?} {second:?}");
        }
    }
}
