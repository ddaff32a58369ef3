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
    /// The last; the day it was stopped, if nothing later shows it. Where it
    /// is only said to be over, the last before that.
    pub last: Date,
    /// Stretches without a gap.
    pub spans: Vec<Span>,
    /// A day since when it is said to be taken, before the file shows it.
    pub stated_since: Option<Date>,
    /// The day it was stopped or is said to be over, if nothing later shows it
    /// taken.
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
    /// Pages that are copies of it.
    copies: &'f [u32],
    medication: &'f Medication,
    /// It is said to be over on this day, and not since when.
    over: bool,
}

impl<'f> Mention<'f> {
    /// What a fact tells of a drug: where it tells of its beginning and its
    /// end, both. A fact without a day is told of by [`undated`].
    fn of(fact: &'f Fact) -> Vec<Self> {
        let Some((medication, rank)) = counted(fact) else { return Vec::new() };
        let mention =
            |day, rank| Self { day, rank, page: fact.page, copies: &fact.copies, medication, over: false };
        let Some(day) = day(fact, medication) else {
            // What is over ends what other pages show, and shows nothing itself.
            let over = fact.document_date.filter(|_| medication.vague && medication.used == Use::Stopped);
            return over.map(|day| Self { over: true, ..mention(day, rank) }).into_iter().collect();
        };
        let began = medication.since.filter(|since| rank == 2 && medication.on.is_some() && *since < day);
        began.map(|since| mention(since, 0)).into_iter().chain([mention(day, rank)]).collect()
    }
}

/// The drug of a fact that says it is taken, given or stopped, and its rank.
fn counted(fact: &Fact) -> Option<(&Medication, u8)> {
    let FactKind::Medication(medication) = &fact.kind else { return None };
    let rank = match medication.used {
        Use::Started => 0,
        Use::Current | Use::Refilled | Use::Changed | Use::Prescribed | Use::Dispensed => 1,
        Use::Stopped => 2,
        Use::Considered | Use::Past | Use::Allergy | Use::Named => return None,
    };
    (fact.context == Context::default()).then_some((medication, rank))
}

/// The day on which a fact shows a drug: the one that it states, else the
/// document's. What an undated note says to be taken since a day, was taken
/// on that day. A list is printed long after the last that it tells of.
fn day(fact: &Fact, medication: &Medication) -> Option<Date> {
    let row = if medication.used == Use::Dispensed { fact.stated_date } else { None };
    if medication.vague {
        return None;
    }
    medication.on.filter(|_| medication.used != Use::Current).or(row).or(fact.document_date).or(medication.since)
}

/// A drug of which something is said without a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Undated {
    /// Active ingredients, joined.
    pub ingredients: String,
    /// Pages that speak of it, each once.
    pub pages: Vec<u32>,
    /// How often it is taken, given or stopped without a day.
    pub mentions: usize,
}

/// What no exposure counts, as neither the sentence nor its document has a
/// day.
#[must_use]
pub fn undated(facts: &[Fact]) -> Vec<Undated> {
    let mut all: BTreeMap<&str, Undated> = BTreeMap::new();
    for fact in facts {
        let Some((medication, _)) = counted(fact).filter(|(medication, _)| day(fact, medication).is_none()) else {
            continue;
        };
        let ingredients = medication.ingredients.clone();
        let new = || Undated { ingredients, pages: Vec::new(), mentions: 0 };
        let one = all.entry(&medication.ingredients).or_insert_with(new);
        one.mentions += 1;
        for page in fact.pages() {
            if !one.pages.contains(&page) {
                one.pages.push(page);
            }
        }
    }
    all.into_values().collect()
}

/// The exposure to every drug that the file shows taken or given.
#[must_use]
pub fn exposures(facts: &[Fact]) -> Vec<Exposure> {
    let mut by_drug: BTreeMap<&str, Vec<Mention<'_>>> = BTreeMap::new();
    for mention in facts.iter().flat_map(Mention::of) {
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
    // It may be told again later that it was stopped.
    let stopped = mentions.iter().rev().take_while(|one| one.rank == 2).last().map(|one| one.day);
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
        prescribers: persons(each_once(|one| one.prescriber.as_ref())),
        concurrent: Vec::new(),
        spans,
    })
}

/// Each person once: `Ana Sample` goes with `Ana Sample, M.D.`
fn persons(names: Vec<String>) -> Vec<String> {
    let is_in = |short: &String, long: &String| long.strip_prefix(short).is_some_and(|rest| rest.starts_with(','));
    let is_other = |name: &&String| !names.iter().any(|long| is_in(name, long));
    names.iter().filter(is_other).cloned().collect()
}

/// A stretch ends where the drug is stopped, started anew, or not told of for
/// long. That it was stopped may be told again, which is no new stretch.
fn spans(mentions: &[Mention<'_>]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut open = false;
    for one in mentions {
        if one.over {
            open = false;
            continue;
        }
        let goes_on = |span: &Span| {
            (one.rank > 0 || span.to == one.day) && (one.rank == 2 || (one.day - span.to).get_days() <= GAP)
        };
        match spans.last_mut() {
            Some(span) if open && goes_on(span) => {
                span.to = one.day;
            }
            // Told again, it shows no more than the day does.
            Some(span) if !open && one.rank == 2 && span.to != one.day => continue,
            Some(_) if !open && one.rank == 2 => {}
            _ => spans.push(Span { from: one.day, to: one.day, pages: Vec::new() }),
        }
        if let Some(span) = spans.last_mut() {
            for page in std::iter::once(&one.page).chain(one.copies) {
                if !span.pages.contains(page) {
                    span.pages.push(*page);
                }
            }
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

    /// On the day itself by another note, and later by one that looks back.
    #[test]
    fn what_was_stopped_is_not_taken_anew_where_that_is_told_again() {
        let found = told(&[
            (Kind::ProgressReport, date(2014, 2, 3), "Refill Zanaflex 2 mg."),
            (Kind::ProgressReport, date(2014, 3, 3), "Zanaflex is stopped."),
            (Kind::Consultation, date(2014, 3, 3), "Zanaflex is stopped."),
            (Kind::ProgressReport, date(2014, 5, 5), "Zanaflex was discontinued."),
        ]);
        let [one] = found.as_slice() else { panic!("one drug is taken, and not {found:?}") };
        let spans: Vec<(Date, Date)> = one.spans.iter().map(|span| (span.from, span.to)).collect();
        assert_eq!(spans, [(date(2014, 2, 3), date(2014, 3, 3))]);
        assert_eq!((one.last, one.stopped), (date(2014, 3, 3), Some(date(2014, 3, 3))));
    }

    #[test]
    fn a_prescriber_is_named_once_with_and_without_a_title() {
        let names = ["Ana Sample", "Ana Sample, M.D.", "Ben Sample"].map(str::to_owned).to_vec();
        assert_eq!(persons(names), ["Ana Sample, M.D.", "Ben Sample"]);
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
    fn a_drug_is_shown_on_the_day_that_the_sentence_states() {
        let visit = date(2015, 3, 19);
        for (text, first, last, since, stopped) in [
            ("Flexeril was stopped on 02/10/2015.", date(2015, 2, 10), date(2015, 2, 10), None, true),
            (
                "Naproxen was first prescribed by Dr. Ludlow Pemberton on 01/15/2014 and stopped on 03/01/2014.",
                date(2014, 1, 15),
                date(2014, 3, 1),
                None,
                true,
            ),
            ("Flexeril 7.5 mg #90 (last filled 03/01/2015)", date(2015, 3, 1), date(2015, 3, 1), None, false),
            ("Ambien was started six months ago.", visit, visit, Some(date(2014, 9, 20)), false),
            ("She has been on Flexeril since at least 06/02/2014.", visit, visit, Some(date(2014, 6, 2)), false),
            ("Last refill of Norco was 02/10/2015.", date(2015, 2, 10), date(2015, 2, 10), None, false),
            ("He has been off Norco since 02/10/2015.", date(2015, 2, 10), date(2015, 2, 10), None, true),
            ("On 02/10/2015 Norco 10/325 mg was refilled.", date(2015, 2, 10), date(2015, 2, 10), None, false),
            // A month without a year is the last such month before the report.
            ("She stopped the Neurontin in January.", date(2015, 1, 31), date(2015, 1, 31), None, true),
            ("She stopped the Neurontin in November.", date(2014, 11, 30), date(2014, 11, 30), None, true),
            ("In early December 2014 she came off Norco.", date(2014, 12, 31), date(2014, 12, 31), None, true),
            ("Norco was discontinued last month.", date(2015, 2, 28), date(2015, 2, 28), None, true),
            ("Norco was discontinued in March.", visit, visit, None, true),
        ] {
            let found = told(&[(Kind::ProgressReport, visit, text)]);
            let [one] = found.as_slice() else { panic!("{text}: {found:?}") };
            let told = (one.first, one.last, one.stated_since, one.stopped.is_some());
            assert_eq!(told, (first, last, since, stopped), "{text}");
        }
    }

    #[test]
    fn what_is_said_to_be_over_ends_a_stretch_and_makes_none() {
        let later = date(2014, 3, 3);
        for over in [
            "He no longer uses Flexeril.",
            "She has been off Flexeril since 2013.",
            "Her PCP stopped the Flexeril.",
            "She came off Flexeril a while ago.",
        ] {
            assert_eq!(told(&[(Kind::ProgressReport, later, over)]), [], "{over}");
            let found = told(&[
                (Kind::ProgressReport, date(2014, 2, 3), "Refill Flexeril 7.5 mg."),
                (Kind::ProgressReport, later, over),
            ]);
            let [one] = found.as_slice() else { panic!("{over}: {found:?}") };
            assert_eq!((one.last, one.stopped), (date(2014, 2, 3), Some(later)), "{over}");
        }
        for untaken in [
            "Was on Flexeril until March.",
            "He was on Flexeril but now takes Mobic 7.5 mg.",
            "Used to take Flexeril; has not had any since 01/2014",
            "He ran out of Flexeril.",
            "She declined Flexeril.",
            "The pharmacy would not fill the Flexeril.",
            "Flexeril was not authorized.",
            "Dr. Alvarez raised her Flexeril to 10 mg.",
        ] {
            let found = told(&[(Kind::ProgressReport, later, untaken)]);
            assert!(found.iter().all(|one| one.ingredients != "cyclobenzaprine"), "{untaken}: {found:?}");
        }
    }

    #[test]
    fn what_has_no_day_is_counted_and_said() {
        let mut file = documents(&[
            (Kind::ProgressReport, date(2014, 6, 2), "Flexeril was started on 06/02/2014."),
            (Kind::ProgressReport, date(2014, 6, 3), "Refill Flexeril 7.5 mg #30."),
        ]);
        file.documents.iter_mut().for_each(|document| document.date = None);
        let facts = super::super::facts(&file);
        let found = exposures(&facts);
        assert_eq!(
            found.iter().map(|one| (one.first, one.last)).collect::<Vec<_>>(),
            [(date(2014, 6, 2), date(2014, 6, 2))]
        );
        let vague =
            documents(&[(Kind::ProgressReport, date(2014, 9, 17), "She stopped the Neurontin a while ago.")]);
        let vague = super::super::facts(&vague);
        assert!(exposures(&vague).is_empty() && undated(&vague).len() == 1, "{vague:?}");
        let [one] = &undated(&facts)[..] else { panic!("one drug is told of without a day") };
        assert_eq!(
            (one.ingredients.as_str(), one.mentions, one.pages.as_slice()),
            ("cyclobenzaprine", 1, &[2][..])
        );
    }

    #[test]
    fn each_row_of_a_pharmacy_has_its_own_day() {
        let list = "Fill Date   Rx No.   Drug                       Qty   Days  Prescriber        Refills\n\
                    02/10/2014  711204   HYDROCODONE-APAP 10-325 TAB       120   30    BLACKWELL-NG T    0\n\
                    03/12/2014  712881   HYDROCODONE-APAP 10-325 TAB       120   30    BLACKWELL-NG T    0\n\
                    03/12/2014  712882   CYCLOBENZAPRINE 7.5MG TAB          60   30    BLACKWELL-NG T    1\n\
                    05/20/2015  740077   TRAMADOL HCL 50MG TAB              60   30    ARGUELLO P        0\n";
        let facts = super::super::facts(&documents(&[(Kind::Pharmacy, date(2015, 7, 30), list)]));
        let rows: Vec<_> = facts
            .iter()
            .filter_map(|fact| match &fact.kind {
                FactKind::Medication(one) => {
                    Some((fact.date(), one.quantity, one.supply, one.prescriber.clone().unwrap_or_default()))
                }
                _ => None,
            })
            .collect();
        let row = |day, count, by: &str| (Some(day), Some(count), Some(30), by.to_owned());
        assert_eq!(
            rows,
            [
                row(date(2014, 2, 10), 120, "BLACKWELL-NG T"),
                row(date(2014, 3, 12), 120, "BLACKWELL-NG T"),
                row(date(2014, 3, 12), 60, "BLACKWELL-NG T"),
                row(date(2015, 5, 20), 60, "ARGUELLO P"),
            ]
        );
        let days: Vec<_> = exposures(&facts).iter().map(|one| (one.first, one.last)).collect();
        assert_eq!(
            days,
            [
                (date(2014, 2, 10), date(2014, 3, 12)),
                (date(2014, 3, 12), date(2014, 3, 12)),
                (date(2015, 5, 20), date(2015, 5, 20)),
            ]
        );
    }

    #[test]
    fn the_year_of_a_row_may_stand_in_the_next_line() {
        let list = "Filled   Drug   Qty   Prescriber\n\
                    September 25,   oxycodone/acetaminophen 5/325 mg   60   Ignacy Vandermeek, M.D.\n\
                    2014\n\
                    September 25,   cyclobenzaprine 5 mg   30   Ignacy Vandermeek, M.D.\n\
                    2014\n\
                    October 17, 2014   cyclobenzaprine 5 mg   30   Ignacy Vandermeek, M.D.\n";
        let found = told(&[(Kind::Pharmacy, date(2014, 12, 27), list)]);
        let days: Vec<_> = found.iter().map(|one| (one.first, one.last)).collect();
        assert_eq!(
            days,
            [(date(2014, 9, 25), date(2014, 9, 25)), (date(2014, 9, 25), date(2014, 10, 17))],
            "{found:?}"
        );
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
