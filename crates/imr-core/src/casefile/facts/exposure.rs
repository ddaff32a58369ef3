//! Exposure to a drug over the whole file: since when, until when, with what
//! gaps, and beside which other drugs. `Prescribed since at least 06/02/2014`
//! is one look at it.

use super::Fact;
use super::kind::{FactKind, Medication, Use};
use crate::casefile::Context;
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
    /// The last; the day it was stopped, if nothing later shows it.
    pub last: Date,
    /// Stretches without a gap.
    pub spans: Vec<Span>,
    /// A day since when it is said to be taken, before the file shows it.
    pub stated_since: Option<Date>,
    /// The day it was stopped, if nothing later shows it taken.
    pub stopped: Option<Date>,
    /// Doses, as written, in the order in which they first appear.
    pub doses: Vec<String>,
    /// Who is said to prescribe it, each once.
    pub prescribers: Vec<String>,
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

/// A longer time without a word of the drug parts two stretches: three
/// monthly visits and a little more.
const GAP: i32 = 100;

/// A drug that is taken, given or stopped on a day.
struct Mention<'f> {
    day: Date,
    /// A start goes before what else is said on a day, a stop behind it.
    rank: u8,
    page: u32,
    medication: &'f Medication,
}

impl<'f> Mention<'f> {
    fn of(fact: &'f Fact) -> Option<Self> {
        let FactKind::Medication(medication) = &fact.kind else { return None };
        let rank = match medication.used {
            Use::Started => 0,
            Use::Current | Use::Refilled | Use::Changed | Use::Prescribed | Use::Dispensed => 1,
            Use::Stopped => 2,
            Use::Considered | Use::Past | Use::Allergy | Use::Named => return None,
        };
        // A row of a pharmacy tells of its own day, a report of the visit's.
        let day = if medication.used == Use::Dispensed { fact.date() } else { fact.document_date };
        (fact.context == Context::default()).then_some(())?;
        Some(Self { day: day?, rank, page: fact.page, medication })
    }
}

/// The exposure to every drug that the file shows taken or given.
#[must_use]
pub fn exposures(facts: &[Fact]) -> Vec<Exposure> {
    let mut by_drug: BTreeMap<&str, Vec<Mention<'_>>> = BTreeMap::new();
    for mention in facts.iter().filter_map(Mention::of) {
        by_drug.entry(&mention.medication.ingredients).or_default().push(mention);
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

fn exposure(drug: &str, mut mentions: Vec<Mention<'_>>) -> Option<Exposure> {
    mentions.sort_by_key(|one| (one.day, one.rank, one.page));
    let spans = spans(&mentions);
    let (first, last) = (spans.first()?.from, spans.iter().map(|span| span.to).max()?);
    let said_since = mentions.iter().filter_map(|one| one.medication.since).filter(|day| *day < first);
    let stopped = mentions.last().filter(|one| one.rank == 2).map(|one| one.day);
    let each_once = |of: fn(&Medication) -> Option<&String>| {
        let mut all: Vec<String> = Vec::new();
        for value in mentions.iter().filter_map(|one| of(one.medication)) {
            if !all.contains(value) {
                all.push(value.clone());
            }
        }
        all
    };
    Some(Exposure {
        ingredients: drug.to_owned(),
        first,
        last,
        stated_since: said_since.min(),
        stopped,
        doses: each_once(|one| one.dose.as_ref()),
        prescribers: each_once(|one| one.prescriber.as_ref()),
        concurrent: Vec::new(),
        spans,
    })
}

/// A stretch ends where the drug is stopped, started anew, or not told of for
/// long.
fn spans(mentions: &[Mention<'_>]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut open = false;
    for one in mentions {
        let goes_on = |span: &Span| {
            (one.rank > 0 || span.to == one.day) && (one.rank == 2 || (one.day - span.to).get_days() <= GAP)
        };
        match spans.last_mut() {
            Some(span) if open && goes_on(span) => {
                span.to = one.day;
                if span.pages.last() != Some(&one.page) {
                    span.pages.push(one.page);
                }
            }
            _ => spans.push(Span { from: one.day, to: one.day, pages: vec![one.page] }),
        }
        open = one.rank < 2;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::casefile::Kind;
    use crate::casefile::facts::tests::documents;
    use jiff::civil::date;

    /// The exposures that documents of these days show, drug by drug.
    fn told(texts: &[(Kind, Date, &str)]) -> Vec<Exposure> {
        exposures(&super::super::facts(&documents(texts)))
    }

    #[test]
    fn a_stretch_ends_where_a_drug_is_stopped_or_started_anew() {
        let found = told(&[
            (Kind::ProgressReport, date(2014, 1, 6), "Start Zanaflex 2 mg."),
            (Kind::ProgressReport, date(2014, 2, 3), "Refill Zanaflex 2 mg."),
            (Kind::ProgressReport, date(2014, 3, 3), "Zanaflex was stopped."),
            (Kind::ProgressReport, date(2014, 4, 7), "Start Zanaflex 4 mg."),
            (Kind::Consultation, date(2014, 5, 5), "Zanaflex might be considered later."),
            (Kind::Pharmacy, date(2014, 9, 1), "04/20/2014 tizanidine 4 mg 60"),
        ]);
        let [one] = found.as_slice() else { panic!("one drug is taken, and not {found:?}") };
        let spans: Vec<(Date, Date)> = one.spans.iter().map(|span| (span.from, span.to)).collect();
        assert_eq!(
            spans,
            [(date(2014, 1, 6), date(2014, 3, 3)), (date(2014, 4, 7), date(2014, 4, 20))],
            "the row of the pharmacy counts by its own day"
        );
        assert_eq!((one.first, one.last, one.stopped), (date(2014, 1, 6), date(2014, 4, 20), None));
        assert_eq!(one.doses, ["2 mg", "4 mg"]);
    }

    #[test]
    fn what_is_asked_for_or_past_or_somebody_elses_is_no_exposure() {
        let found = told(&[
            (Kind::RequestForAuthorization, date(2014, 1, 6), "Norco 10/325 mg #60"),
            (Kind::Consultation, date(2014, 1, 7), "Her mother takes Lyrica. She took Soma in 2004."),
            (Kind::UrDecision, date(2014, 1, 9), "Norco 10/325 mg #60: denied."),
        ]);
        assert_eq!(found, []);
    }
}
