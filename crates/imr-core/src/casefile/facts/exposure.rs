//! Exposure to a drug over the whole file: since when, until when, with what
//! gaps, and beside which other drugs. `Prescribed since at least 06/02/2014`
//! is one look at it.

use super::Fact;
use super::kind::{FactKind, Medication, Use};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// The exposure to a drug, as far as the file shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exposure {
    /// Active ingredients, joined.
    pub ingredients: String,
    /// The first day on which the file shows it taken or given.
    pub first: Date,
    /// The last.
    pub last: Date,
    /// Stretches without a gap.
    pub spans: Vec<Span>,
    /// A day since when it is said to be taken, before the file shows it.
    pub stated_since: Option<Date>,
    /// The day it was stopped, if nothing later shows it taken.
    pub stopped: Option<Date>,
    /// Doses, as written, in the order in which they first appear.
    pub doses: Vec<String>,
    /// Other drugs whose stretches overlap.
    pub concurrent: Vec<String>,
}

/// A stretch of exposure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Pages that show it.
    pub pages: Vec<u32>,
}

/// How many days may lie between two mentions of one stretch: three monthly
/// visits and a little more.
const GAP: i32 = 100;

/// The exposure to every drug that the file shows taken or given.
#[must_use]
pub fn exposures(facts: &[Fact]) -> Vec<Exposure> {
    let mut by_drug: BTreeMap<&str, Vec<(Date, &Fact, &Medication)>> = BTreeMap::new();
    for fact in facts {
        if let (FactKind::Medication(medication), Some(date)) = (&fact.kind, fact.document_date) {
            let context = fact.context;
            if !context.other_person && !context.conditional {
                by_drug.entry(&medication.ingredients).or_default().push((date, fact, medication));
            }
        }
    }
    let mut all: Vec<Exposure> =
        by_drug.into_iter().filter_map(|(drug, mentions)| exposure(drug, mentions)).collect();
    let spans: Vec<(String, Vec<Span>)> =
        all.iter().map(|one| (one.ingredients.clone(), one.spans.clone())).collect();
    for one in &mut all {
        one.concurrent = spans
            .iter()
            .filter(|(name, _)| *name != one.ingredients)
            .filter(|(_, others)| others.iter().any(|other| one.spans.iter().any(|own| overlap(own, other))))
            .map(|(name, _)| name.clone())
            .collect();
    }
    all
}

fn overlap(a: &Span, b: &Span) -> bool {
    a.from <= b.to && b.from <= a.to
}

fn is_taken(fact: &Fact, medication: &Medication) -> bool {
    let used = matches!(medication.used, Use::Taken | Use::Prescribed | Use::Started | Use::Continued);
    used && !fact.context.negated && !fact.context.historical
}

fn exposure(drug: &str, mut mentions: Vec<(Date, &Fact, &Medication)>) -> Option<Exposure> {
    mentions.sort_by_key(|(date, fact, _)| (*date, fact.page));
    let mut spans: Vec<Span> = Vec::new();
    let mut doses: Vec<String> = Vec::new();
    let taken: Vec<_> = mentions.iter().filter(|(_, fact, medication)| is_taken(fact, medication)).collect();
    for (date, fact, medication) in &taken {
        match spans.last_mut() {
            Some(span) if (*date - span.to).get_days() <= GAP => {
                span.to = *date;
                if span.pages.last() != Some(&fact.page) {
                    span.pages.push(fact.page);
                }
            }
            _ => spans.push(Span { from: *date, to: *date, pages: vec![fact.page] }),
        }
        doses.extend(medication.dose.clone().filter(|dose| !doses.contains(dose)));
    }
    let (first, last) = (spans.first()?.from, spans.last()?.to);
    let stated_since =
        taken.iter().filter_map(|(_, _, medication)| medication.since).filter(|day| *day < first).min();
    let stops = |one: &&(Date, &Fact, &Medication)| one.2.used == Use::Stopped && one.0 >= last;
    let stopped = mentions.iter().find(stops).map(|one| one.0);
    Some(Exposure {
        ingredients: drug.to_owned(),
        first,
        last,
        spans,
        stated_since,
        stopped,
        doses,
        concurrent: Vec::new(),
    })
}
