//! What the file contradicts itself in: days, doses, quantities, sides, work
//! status, findings. Each conflict has both facts, and so both pages.

use super::Fact;
use super::denial::{denied_as_a_whole, outcome, stands};
use super::kind::{Exam, FactKind, Medication, Side, Use, sided};
use super::unshown::normal_after_all;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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

/// What is claimed of each matter, and where.
type Claims<'f> = BTreeMap<Matter, Vec<(String, &'f Fact)>>;

/// Every disagreement: on one day, or at all where the matter does not
/// change; from different documents: what one document quotes of another is
/// no second word. Of many facts that claim the same, the first one stands for
/// all.
#[must_use]
pub fn conflicts(facts: &[Fact]) -> Vec<Conflict> {
    let claims = claims(facts);
    let mut found: Vec<Conflict> = Vec::new();
    for ((about, _), known) in &claims {
        let Some((first, _)) = known.first() else { continue };
        let mut told: Vec<&str> =
            known.iter().map(|(value, _)| value.as_str()).filter(|value| value != first).collect();
        told.sort_unstable();
        told.dedup();
        found.extend(told.iter().filter_map(|other| {
            let (one, two) = apart(about, known, first, other)?;
            Some(pair(about, one, two))
        }));
    }
    found.extend(on_the_other_side(facts));
    found.extend(denied_as_a_whole(facts));
    found.extend(taken_after_stop(facts));
    found.extend(normal_after_all(facts));
    found.sort_by_key(|one| (one.first.page, one.second.page));
    found
}

/// Two facts, the one that comes first in the file before the other.
pub(super) fn pair(about: &str, one: &Fact, two: &Fact) -> Conflict {
    let (first, second) = if one.page <= two.page { (one, two) } else { (two, one) };
    Conflict { about: about.to_owned(), first: first.clone(), second: second.clone() }
}

/// Whether a fact is told plainly enough to contradict another.
pub(super) fn is_plain(fact: &Fact) -> bool {
    let context = fact.context;
    !context.conditional && !context.other_person && !context.uncertain
}

fn claims(facts: &[Fact]) -> Claims<'_> {
    let mut claims = Claims::new();
    let ordered = ordered(facts);
    for fact in facts.iter().filter(|fact| is_plain(fact)) {
        for Claim { about, day, value } in claim(fact).into_iter().chain(quantity(fact, &ordered)) {
            let known = claims.entry((about, day)).or_default();
            if known.iter().all(|(other, told)| *other != value || told.first_page != fact.first_page) {
                known.push((value, fact));
            }
        }
    }
    put_in_place(&mut claims);
    claims
}

/// A sign without a place is that of the only place where another document of
/// the day looks for it.
fn put_in_place(claims: &mut Claims<'_>) {
    let is_bare = |fact: &Fact| matches!(&fact.kind, FactKind::Exam(one) if one.part.is_none());
    let bare: Vec<Matter> = claims
        .iter()
        .filter(|(_, known)| known.iter().all(|one| is_bare(one.1)))
        .map(|one| one.0.clone())
        .collect();
    for matter in bare {
        let begins = format!("{} of the ", matter.0);
        let mut places = claims.keys().filter(|(about, day)| *day == matter.1 && about.starts_with(&begins));
        let (Some(place), None) = (places.next().cloned(), places.next()) else { continue };
        let (Some(known), Some(at)) = (claims.remove(&matter), claims.get_mut(&place)) else { continue };
        // A document that names the place itself means another by what has none.
        let names = |fact: &Fact, at: &[(String, &Fact)]| at.iter().any(|one| one.1.first_page == fact.first_page);
        let moved: Vec<_> = known.into_iter().filter(|one| !names(one.1, at)).collect();
        at.extend(moved);
    }
}

/// The first two facts of different documents of which one claims the one, one
/// the other.
fn apart<'f>(about: &str, known: &[(String, &'f Fact)], value: &str, other: &str) -> Option<(&'f Fact, &'f Fact)> {
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
    let is_one_drug = |one: &Fact, two: &Fact| !about.starts_with(QUANTITY) || may_be_one_strength(one, two);
    let apart = |(one, two): &(&Fact, &Fact)| {
        one.first_page != two.first_page && one.passage != two.passage && is_one_drug(one, two)
    };
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
            let outcome = outcome(one, denied)?;
            let about = match one.part.as_deref().filter(|_| !OF_ONE_PLACE.contains(&one.sign.as_str())) {
                Some(part) => format!("{} of the {}", one.sign, sided(one.side, part)),
                None if OF_ONE_PLACE.contains(&one.sign.as_str()) => sided(one.side, &one.sign),
                // Signs that are there or not meet where neither has a place.
                None if one.result.is_none() => sided(one.side, &one.sign),
                None => return None,
            };
            on_day(about, outcome.to_string())
        }
        FactKind::WorkStatus { status, .. } if status != "working" && !denied && !fact.context.historical => {
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

/// How a claim about a quantity begins.
const QUANTITY: &str = "quantity of";

/// The drugs of which documents order a quantity: what they list as taken
/// beside it is the quantity of before.
fn ordered(facts: &[Fact]) -> BTreeSet<(u32, &str)> {
    let orders = facts.iter().filter_map(|fact| match &fact.kind {
        FactKind::Medication(one) if is_ordered(one) && one.quantity.is_some() => {
            Some((fact.first_page, one.ingredients.as_str()))
        }
        _ => None,
    });
    orders.collect()
}

fn is_ordered(one: &Medication) -> bool {
    matches!(one.used, Use::Started | Use::Refilled | Use::Changed | Use::Prescribed)
}

/// How much of a drug is given or taken on a day.
fn quantity(fact: &Fact, ordered: &BTreeSet<(u32, &str)>) -> Option<Claim> {
    let FactKind::Medication(one) = &fact.kind else { return None };
    let quantity = one.quantity.filter(|_| !fact.context.negated && !fact.context.historical)?;
    let is_listed = one.used == Use::Current && !ordered.contains(&(fact.first_page, one.ingredients.as_str()));
    let day = if one.used == Use::Dispensed { fact.date() } else { one.on.or(fact.document_date) };
    let counts = is_listed || is_ordered(one) || one.used == Use::Dispensed;
    let about = format!("{QUANTITY} {}", one.ingredients);
    counts.then_some(Claim { about, day: Some(day?), value: quantity.to_string() })
}

/// Whether two drugs may be of one strength: of another strength another
/// quantity is given.
fn may_be_one_strength(one: &Fact, two: &Fact) -> bool {
    let strength = |fact: &Fact| match &fact.kind {
        FactKind::Medication(one) => strength(one),
        _ => None,
    };
    strength(one).zip(strength(two)).is_none_or(|(one, two)| one == two)
}

/// What a document finds of a sign of one leg or arm on a day.
#[derive(Default)]
struct Sides<'f> {
    left: Option<&'f Fact>,
    right: Option<&'f Fact>,
    denied: bool,
}

/// Signs that one document finds on the left alone, and another of the day on
/// the right alone. Where one denies what the other finds, that is the
/// conflict.
fn on_the_other_side(facts: &[Fact]) -> Vec<Conflict> {
    let mut signs: BTreeMap<(&str, Date), BTreeMap<u32, Sides<'_>>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| is_plain(fact) && !fact.context.historical) {
        let FactKind::Exam(Exam { sign, side, value, .. }) = &fact.kind else { continue };
        let Some(day) = fact.document_date.filter(|_| OF_ONE_PLACE.contains(&sign.as_str())) else { continue };
        let Some(there) = stands(value.as_deref(), fact.context.negated) else { continue };
        let sides = signs.entry((sign, day)).or_default().entry(fact.first_page).or_default();
        match side {
            _ if !there => sides.denied = true,
            Some(Side::Left) => sides.left = sides.left.or(Some(fact)),
            Some(Side::Right) => sides.right = sides.right.or(Some(fact)),
            _ => (sides.left, sides.right) = (sides.left.or(Some(fact)), sides.right.or(Some(fact))),
        }
    }
    let only = |told: &Sides<'_>| told.left.is_some() != told.right.is_some() && !told.denied;
    let mut found = Vec::new();
    for ((sign, _), documents) in &signs {
        let told = || documents.values().filter(|told| only(told));
        let (left, right) = (told().find_map(|told| told.left), told().find_map(|told| told.right));
        found.extend(left.zip(right).map(|(left, right)| pair(&format!("side of {sign}"), left, right)));
    }
    found
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
        // Who stops it as well only lists what was taken until then.
        let stops = |page: u32| {
            medications().any(|(other, one, _)| {
                other.first_page == page && one.used == Use::Stopped && one.ingredients == stopped.ingredients
            })
        };
        let taken = medications().find(|(taken, one, later)| {
            let after = (*later - day).get_days();
            // On the day itself a list may be of before.
            let goes_on = match one.used {
                Use::Current => after > 0,
                Use::Refilled | Use::Changed => after >= 0,
                _ => false,
            };
            one.ingredients == stopped.ingredients
                && goes_on
                && after <= SOON
                && taken.first_page != stop.first_page
                && !stops(taken.first_page)
        });
        let about = format!("use of {}", stopped.ingredients);
        let known =
            |one: &Conflict| taken.is_some_and(|(taken, ..)| one.about == about && one.second.page == taken.page);
        if let Some((taken, _, _)) = taken.filter(|_| !found.iter().any(known)) {
            found.push(pair(&about, stop, taken));
        }
    }
    found
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

    /// A document: its kind, its day of the month, its text.
    type Text = (Kind, i8, &'static str);

    const REPORT: Kind = Kind::ProgressReport;
    const CONSULTATION: Kind = Kind::Consultation;
    const NERVES: Kind = Kind::Electrodiagnostics;

    const CONTRADICT: &[(Text, Text, &str)] = &[
        ((REPORT, 2, "DOI: 03/01/2014"), (REPORT, 9, "DOI: 03/11/2014"), "date of injury"),
        (
            (REPORT, 2, "Refill Norco 5/325 mg."),
            (CONSULTATION, 2, "She takes Norco 10/325 mg."),
            "dose of acetaminophen / hydrocodone",
        ),
        (
            (REPORT, 2, "Assessment: Knee sprain, left"),
            (REPORT, 9, "Assessment: Knee sprain, right"),
            "side of knee sprain",
        ),
        ((REPORT, 2, "Work status: Full duty."), (CONSULTATION, 2, "He is off work."), "work status"),
        (
            (REPORT, 2, "Straight leg raise is positive on the left."),
            (CONSULTATION, 2, "Straight leg raise is negative on the left."),
            "left straight leg raise",
        ),
        ((REPORT, 2, "Spurling test is positive."), (CONSULTATION, 2, "Spurling is negative."), "Spurling"),
        ((REPORT, 2, "Spasm is noted."), (CONSULTATION, 2, "No spasm."), "spasm"),
        (
            (REPORT, 2, "SLR: R neg, L pos."),
            (CONSULTATION, 2, "Straight leg raise is negative on the left."),
            "left straight leg raise",
        ),
        (
            (REPORT, 2, "Stop Norco."),
            (CONSULTATION, 6, "He takes Norco 5/325 mg."),
            "use of acetaminophen / hydrocodone",
        ),
        (
            (REPORT, 2, "Straight leg raise is positive on the left."),
            (CONSULTATION, 2, "Straight leg raise is positive on the right at 45 degrees."),
            "side of straight leg raise",
        ),
        (
            (REPORT, 2, "Current medications: Norco 10/325 mg #120.\nRefill Norco 10/325 mg #120."),
            (CONSULTATION, 2, "Current medications: Norco 10/325 mg #120.\nRefill Norco 10/325 mg #90."),
            "quantity of acetaminophen / hydrocodone",
        ),
        (
            (REPORT, 2, "Refill Norco #120."),
            (Kind::Pharmacy, 20, "06/02/2014  NORCO 10-325 TAB  90  30  REYES T"),
            "quantity of acetaminophen / hydrocodone",
        ),
        ((REPORT, 2, "Lumbar spine: Spasm is noted."), (CONSULTATION, 2, "No spasm."), "spasm of the low back"),
        (
            (NERVES, 2, "Impression:\n1. Acute left S1 radiculopathy."),
            (REPORT, 20, "An EMG of 06/02/2014 was normal."),
            "what the EMG/NCS showed",
        ),
        (
            (NERVES, 2, "Impression:\n1. Acute left S1 radiculopathy."),
            (REPORT, 20, "EMG/NCS of 06/02/2014 showed no evidence of radiculopathy."),
            "what the EMG/NCS showed",
        ),
        (
            (NERVES, 2, "Impression:\n1. Acute left S1 radiculopathy."),
            (REPORT, 20, "Her electrodiagnostic study was unremarkable."),
            "what the EMG/NCS showed",
        ),
    ];

    #[test]
    fn documents_that_contradict_one_another_are_named_with_both_pages() {
        for (first, second, about) in CONTRADICT {
            assert_eq!(told(&[*first, *second]), [((*about).to_owned(), 1, 2)], "{first:?} {second:?}");
        }
    }

    const AGREE: &[(Text, Text)] = &[
        ((REPORT, 2, "Work status: Full duty."), (REPORT, 9, "Work status: Off work.")),
        ((REPORT, 2, "Refill Norco 5/325 mg."), (REPORT, 20, "Refill Norco 10/325 mg.")),
        ((REPORT, 2, "Assessment: Knee sprain, left"), (REPORT, 9, "Assessment: Knee sprain, left")),
        (
            (REPORT, 2, "Straight leg raise is positive on the left."),
            (CONSULTATION, 2, "Straight leg raise is negative on the right."),
        ),
        // What a report quotes and what it finds itself are of one document.
        (
            (REPORT, 2, "Spurling test is positive. Spurling is negative today."),
            (REPORT, 2, "Return in four weeks."),
        ),
        // What is quoted from another day, and one document that says both.
        ((REPORT, 2, "No spasm."), (CONSULTATION, 2, "I reviewed the report of 05/02/2014. He noted spasm.")),
        ((REPORT, 2, "Spasm is noted.\n\nNo spasm."), (REPORT, 9, "No spasm.")),
        ((REPORT, 2, "The left knee hurts."), (REPORT, 9, "The right knee hurts.")),
        ((REPORT, 2, "Stop Norco."), (REPORT, 30, "Start Norco 5/325 mg.")),
        // Both sides, of which one document names one.
        (
            (REPORT, 2, "Straight leg raise is positive bilaterally."),
            (CONSULTATION, 2, "Straight leg raise is positive on the left."),
        ),
        // Of another strength another quantity; the list of before; another day.
        (
            (REPORT, 2, "Refill Norco 5/325 mg #60.\nRefill Norco 10/325 mg #30."),
            (CONSULTATION, 2, "Refill Norco 10/325 mg #30."),
        ),
        (
            (REPORT, 2, "Current medications: Norco 10/325 mg #120.\nRefill Norco 10/325 mg #90."),
            (CONSULTATION, 2, "Refill Norco 10/325 mg #90."),
        ),
        ((REPORT, 2, "Refill Norco 10/325 mg #120."), (REPORT, 9, "Refill Norco 10/325 mg #90.")),
        // Another place, which the document names itself.
        (
            (REPORT, 2, "Lumbar spine: Spasm is noted.\n\nNo spasm."),
            (CONSULTATION, 2, "Lumbar spine: Spasm is noted."),
        ),
        // Another study, another finding, a part of it, and what is not normal.
        (
            (NERVES, 2, "Impression:\n1. Acute left S1 radiculopathy."),
            (REPORT, 20, "An EMG of 05/05/2013 was normal."),
        ),
        (
            (NERVES, 2, "Impression:\n1. Acute left S1 radiculopathy."),
            (REPORT, 20, "EMG/NCS of 06/02/2014 showed no evidence of peripheral neuropathy."),
        ),
        (
            (NERVES, 2, "Impression:\n1. Acute left S1 radiculopathy."),
            (REPORT, 20, "The EMG of 06/02/2014 was abnormal."),
        ),
        (
            (NERVES, 2, "Impression:\n1. Acute left S1 radiculopathy."),
            (REPORT, 20, "The EMG of 06/02/2014 was not normal."),
        ),
        (
            (REPORT, 2, "She takes Norco 5/325 mg.\nShe takes Norco 10/325 mg."),
            (CONSULTATION, 2, "She takes Norco 10/325 mg."),
        ),
    ];

    #[test]
    fn what_may_change_from_day_to_day_is_no_conflict() {
        for (first, second) in AGREE {
            assert_eq!(told(&[*first, *second]), [], "{first:?} {second:?}");
        }
    }
}
