//! The story of a case over time: stretches of medication, and what happened
//! on which day. Drawing it is `timeline_svg`'s business.

use super::facts::{Exposure, Fact, FactKind, Undated, exposures, undated};
use super::{Context, Kind};
use jiff::civil::Date;
use std::fmt;

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// Stretches of medication, by the day they begin.
    pub medication: Vec<Exposure>,
    /// What happened, by day.
    pub events: Vec<Event>,
    /// What is told of drugs without a day, and is drawn nowhere.
    pub undated: Vec<Undated>,
    /// What else is told of without a day, by its lane, and is drawn nowhere.
    pub left_out: Vec<LeftOut>,
}

/// Things of a lane that have no day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What sort of things.
    pub lane: Lane,
    /// How often such a thing is told of.
    pub mentions: usize,
    /// Pages that tell of it, each once.
    pub pages: Vec<u32>,
}

/// Something that happened on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The day.
    pub date: Date,
    /// What sort of thing.
    pub lane: Lane,
    /// All that happened in this lane on this day.
    pub things: Vec<Thing>,
}

/// One of the things that happened on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// What it was, in a few words; where it is not told as certain, how it is
    /// told.
    pub what: String,
    /// Pages that tell of it.
    pub pages: Vec<u32>,
}

/// A row of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// The injury.
    Injury,
    /// Operations and other procedures.
    Procedure,
    /// Imaging and electrodiagnostics.
    Study,
    /// Tests for drugs.
    DrugTest,
    /// Decisions of utilization review.
    UrDecision,
}

impl Lane {
    /// Every lane, from top to bottom.
    pub const ALL: [Self; 5] = [Self::Injury, Self::Procedure, Self::Study, Self::DrugTest, Self::UrDecision];
}

impl fmt::Display for Lane {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Injury => "Injury",
            Self::Procedure => "Procedures",
            Self::Study => "Studies",
            Self::DrugTest => "Drug tests",
            Self::UrDecision => "UR decisions",
        })
    }
}

impl Timeline {
    /// The story that facts tell; `kind_of` says what document a page is of.
    #[must_use]
    pub fn of(facts: &[Fact], kind_of: impl Fn(u32) -> Option<Kind>) -> Self {
        let mut medication = exposures(facts);
        medication.sort_by_key(|one| (one.first, one.ingredients.clone()));
        let mut events: Vec<Event> = Vec::new();
        let mut left_out: Vec<LeftOut> = Vec::new();
        for fact in facts {
            let Some((lane, date, what)) = event(fact, kind_of(fact.page)) else {
                continue;
            };
            let Some(date) = date else {
                leave_out(&mut left_out, lane, fact.page);
                continue;
            };
            match events.iter_mut().find(|one| (one.lane, one.date) == (lane, date)) {
                Some(known) => fact.pages().for_each(|page| known.add(&what, page)),
                None => {
                    events.push(Event { date, lane, things: vec![Thing { what, pages: fact.pages().collect() }] });
                }
            }
        }
        events.sort_by_key(|one| (one.date, one.lane));
        left_out.sort_by_key(|one| one.lane);
        Self { medication, events, undated: undated(facts), left_out }
    }

    /// The first and the last day of the story.
    #[must_use]
    pub fn range(&self) -> Option<(Date, Date)> {
        let spans = self.medication.iter().flat_map(|one| [one.stated_since.unwrap_or(one.first), one.last]);
        let all = || spans.clone().chain(self.events.iter().map(|one| one.date));
        Some((all().min()?, all().max()?))
    }
}

impl Event {
    fn add(&mut self, what: &str, page: u32) {
        match self.things.iter_mut().find(|one| one.what == what) {
            Some(known) if known.pages.contains(&page) => {}
            Some(known) => known.pages.push(page),
            None => self.things.push(Thing { what: what.to_owned(), pages: vec![page] }),
        }
    }
}

fn leave_out(left_out: &mut Vec<LeftOut>, lane: Lane, page: u32) {
    match left_out.iter_mut().find(|one| one.lane == lane) {
        Some(known) => {
            known.mentions += 1;
            if !known.pages.contains(&page) {
                known.pages.push(page);
            }
        }
        None => left_out.push(LeftOut { lane, mentions: 1, pages: vec![page] }),
    }
}

/// The event a fact tells of, and its day where it has one: it has to have
/// taken place.
fn event(fact: &Fact, kind: Option<Kind>) -> Option<(Lane, Option<Date>, String)> {
    let context = fact.context;
    let took_place = !context.conditional && !context.other_person;
    let (lane, date) = match &fact.kind {
        FactKind::Injury(one) => (Lane::Injury, one.date.or(fact.stated_date)),
        FactKind::Procedure(_) if !context.negated => {
            let is_report = kind == Some(Kind::Operative);
            (Lane::Procedure, if is_report { fact.document_date } else { fact.stated_date })
        }
        FactKind::Study(one) if !one.finding.is_empty() && !context.negated => {
            let is_report = matches!(kind, Some(Kind::Imaging | Kind::Electrodiagnostics));
            (Lane::Study, if is_report { fact.document_date } else { fact.stated_date })
        }
        // Of a long list only what the test comes to, and what disagrees.
        FactKind::DrugTest(one) if one.substance.is_none() || one.consistent == Some(false) => {
            let is_report = kind == Some(Kind::DrugTest);
            (Lane::DrugTest, if is_report { fact.document_date } else { fact.stated_date })
        }
        FactKind::UrDecision(_) => (Lane::UrDecision, fact.document_date),
        _ => return None,
    };
    took_place.then(|| (lane, date, format!("{}{}", fact.kind, told_as(context))))
}

/// How it is told, where that is not plainly: what "cannot be excluded" was
/// not found, and what was found long ago was not found on this day.
fn told_as(context: Context) -> String {
    let marks = Context { negated: false, ..context }.in_words();
    if marks.is_empty() { marks } else { format!(" ({marks})") }
}

#[cfg(test)]
mod tests {
    use super::super::timeline_svg;
    use super::*;
    use crate::casefile::facts::{Medication, Outcome, Procedure, Study, UrDecision, Use};
    use jiff::civil::date;

    fn fact(kind: FactKind, page: u32, day: Date) -> Fact {
        let (document_date, stated_date) = (Some(day), Some(day));
        let (span, passage, context) = (0..0, String::new(), Context::default());
        Fact {
            kind,
            page,
            first_page: page,
            span,
            passage,
            document_date,
            stated_date,
            context,
            copies: Vec::new(),
        }
    }

    fn taken(page: u32, day: Date, used: Use) -> Fact {
        let medication = Medication {
            ingredients: "cyclobenzaprine".into(),
            name: "Flexeril".into(),
            dose: Some("7.5 mg".into()),
            frequency: None,
            quantity: None,
            used,
            since: None,
            on: None,
            vague: false,
            supply: None,
            prescriber: None,
        };
        fact(FactKind::Medication(medication), page, day)
    }

    #[test]
    fn a_story_has_stretches_gaps_and_events_and_says_them_in_text() {
        let name = "discectomy <L4-5>".to_owned();
        let surgery = FactKind::Procedure(Procedure { name, of: "discectomy".into(), response: None });
        let facts = [
            taken(1, date(2014, 6, 2), Use::Current),
            taken(2, date(2014, 8, 2), Use::Refilled),
            taken(3, date(2015, 3, 1), Use::Current),
            taken(4, date(2015, 4, 1), Use::Stopped),
            fact(surgery, 5, date(2014, 7, 1)),
        ];
        let timeline = Timeline::of(&facts, |_| None);
        let drug = &timeline.medication[0];
        assert_eq!((drug.spans.len(), drug.spans[0].pages.clone()), (2, vec![1, 2]));
        assert_eq!(
            (drug.first, drug.last, drug.stopped),
            (date(2014, 6, 2), date(2015, 4, 1), Some(date(2015, 4, 1)))
        );
        for width in [400, 960] {
            let picture = timeline_svg(&timeline, "Case A & B", width);
            assert!(picture.contains("<title id=\"title\">Case A &amp; B</title>"));
            assert!(picture.contains("07/01/2014 Procedures: discectomy &lt;L4-5&gt; (page 5)"));
            assert!(picture.contains("06/02/2014 to 04/01/2015 (pages 1, 2, 3, 4); stopped 04/01/2015"));
        }
    }

    /// The names of four ingredients ran over the days beside them.
    #[test]
    fn a_long_name_keeps_to_its_column_and_is_told_in_full() {
        let name = "capsaicin / lidocaine / menthol / methyl salicylate";
        let mut fact = taken(7, date(2015, 6, 10), Use::Current);
        let FactKind::Medication(one) = &mut fact.kind else { panic!("it is a drug") };
        (one.ingredients, one.dose) = (name.to_owned(), Some("0.025 %".to_owned()));
        let drawn = timeline_svg(&Timeline::of(&[fact], |_| None), "Case", 960);
        assert!(drawn.contains(&format!("<title>{name} 0.025 %</title>capsaicin")), "{drawn}");
        assert!(drawn.contains("\u{2026} 0.025 %</text>"), "the strength stays: {drawn}");
        let line = |words: &str| {
            let at = drawn.find(words).unwrap_or_else(|| panic!("{words} in {drawn}"));
            let from = drawn[..at].rfind("y=\"").expect("a place") + 3;
            drawn[from..].split('"').next().expect("a number").to_owned()
        };
        assert_ne!(line(&format!("{name} 0.025 %</text>")), line("06/10/2015 (page 7)</text>"));
    }

    #[test]
    fn what_has_no_day_is_told_of_and_not_drawn() {
        let mut facts = vec![taken(1, date(2014, 6, 2), Use::Current)];
        for page in [4, 2, 4] {
            let surgery = Procedure { name: "discectomy".to_owned(), of: "discectomy".into(), response: None };
            let mut fact = fact(FactKind::Procedure(surgery), page, date(2014, 7, 1));
            fact.stated_date = None;
            facts.push(fact);
        }
        let timeline = Timeline::of(&facts, |_| None);
        assert!(timeline.events.is_empty());
        let drawn = timeline_svg(&timeline, "Case", 960);
        assert!(drawn.contains("Procedures: told of 3 times without a day, not drawn (pages 2, 4)"), "{drawn}");
    }

    /// A fourth item that was denied, the other knee, and a tear that nobody
    /// saw: all three were left out, or drawn as if they were certain.
    #[test]
    fn nothing_of_a_day_is_left_out_and_what_is_uncertain_says_so() {
        let day = date(2015, 2, 2);
        let denied = |what: &str| {
            let (item, outcome) = (what.to_owned(), Outcome::Denied);
            FactKind::UrDecision(UrDecision { item, what: what.into(), outcome, reason: None, guideline: None })
        };
        let picture = |part: &str, finding: &str| {
            let (part, finding) = (Some(part.to_owned()), finding.to_owned());
            FactKind::Study(Study { study: "MRI".into(), part, finding, levels: Vec::new(), side: None })
        };
        let mut facts: Vec<Fact> =
            ["one", "two", "three", "four"].into_iter().map(|what| fact(denied(what), 3, day)).collect();
        facts.push(fact(picture("left shoulder", "effusion"), 13, day));
        facts.push(fact(picture("left knee", "meniscal tear"), 14, day));
        let mut tear = fact(picture("left shoulder", "rotator cuff tear"), 13, day);
        tear.context.uncertain = true;
        facts.push(tear);
        let drawn = timeline_svg(&Timeline::of(&facts, |_| None), "Case", 960);
        for told in ["four", "left knee", "meniscal tear", "(uncertain)", "(page 14)", "(page 13)"] {
            assert!(drawn.contains(told), "{told}");
        }
        assert!(!drawn.contains("(pages 13, 14)"));
    }
}
