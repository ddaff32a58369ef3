//! What happened to an invented worker: who treats, what is taken when, how
//! it goes. Documents are written from it, so they agree with one another.

use super::clinic::{DRUGS, Drug, Group, MISHAPS, REGIONS, Region, TRADES};
use super::people::{Person, Practice, practice};
use super::voice::Voice;
use crate::dice::Dice;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A region of the body with its side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hurt {
    pub(super) region: &'static Region,
    /// "right" or "left"; empty where there is one.
    pub(super) side: &'static str,
}

impl Hurt {
    /// The name that truth has.
    pub(super) fn name(self) -> String {
        format!("{} {}", self.side, self.region.name).trim().to_owned()
    }

    /// Every other name.
    pub(super) fn also(self) -> Vec<String> {
        self.region.also.iter().map(|name| format!("{} {name}", self.side).trim().to_owned()).collect()
    }

    /// One of its names.
    pub(super) fn called(self, dice: &mut Dice) -> String {
        let mut all = self.also();
        if !self.region.paired {
            all.push(self.name());
            return dice.pick(&all).clone();
        }
        self.name()
    }

    /// A diagnosis and its code.
    pub(super) fn diagnosis(self, at: usize) -> (String, String) {
        let (words, code) = self.region.diagnoses[at % self.region.diagnoses.len()];
        let digit = if self.side == "left" { "2" } else { "1" };
        let words = if self.side.is_empty() { words.to_owned() } else { format!("{words}, {}", self.side) };
        (words, code.replace('$', digit))
    }
}

/// What becomes of a drug at a visit.
#[derive(Debug, Clone, Copy)]
pub(super) enum Change {
    Start,
    Refill,
    /// From the strength with this number.
    Raise(usize),
    Stop,
}

/// A drug at a visit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    pub(super) drug: &'static Drug,
    /// Number of the strength.
    pub(super) strength: usize,
    pub(super) change: Option<Change>,
}

impl Taken {
    pub(super) fn strength(&self) -> &'static str {
        self.drug.strengths[self.strength]
    }
}

/// A course of therapy: what, by whom, how often and when.
#[derive(Debug)]
pub(super) struct Course {
    pub(super) name: &'static str,
    pub(super) by: Practice,
    /// As many as were allowed.
    pub(super) planned: i32,
    pub(super) days: Vec<Date>,
    pub(super) helped: bool,
}

impl Course {
    /// Visits until a day, that day included.
    pub(super) fn done(&self, day: Date) -> i32 {
        i32::try_from(self.days.iter().filter(|one| **one <= day).count()).unwrap_or(0)
    }
}

const COURSES: &[(&str, &[&str], &str)] = &[
    ("physical therapy", &["Physical Therapy", "Rehabilitation"], "PT, DPT"),
    ("acupuncture", &["Acupuncture", "Acupuncture and Wellness"], "L.Ac."),
    ("chiropractic treatment", &["Chiropractic", "Spine Chiropractic"], "D.C."),
    ("aquatic therapy", &["Aquatic Therapy", "Water Rehabilitation"], "PT"),
];

/// Courses of therapy, one after the other.
fn courses(dice: &mut Dice, injury: Date, months: i32) -> Vec<Course> {
    let mut all = Vec::new();
    let mut day = injury.saturating_add(dice.between(25, 50).days());
    let end = injury.saturating_add((months * 30).days());
    while (day < end && all.len() < 12) || all.is_empty() {
        let (name, trade, degree) = COURSES[all.len() % COURSES.len()];
        let planned = 6 * dice.between(1, 4);
        // A course may end before all that was allowed is used.
        let count = if dice.chance(75) { planned } else { planned - dice.between(1, 3) };
        let mut days = Vec::new();
        for _ in 0..count {
            days.push(day);
            day = day.saturating_add(dice.between(2, 5).days());
        }
        all.push(Course { name, by: practice(dice, trade, degree), planned, days, helped: dice.chance(50) });
        day = day.saturating_add(dice.between(20, 60).days());
    }
    all
}

/// A visit at the treating practice.
#[derive(Debug, Clone)]
pub(super) struct Visit {
    pub(super) day: Date,
    pub(super) taken: Vec<Taken>,
    pub(super) pain: (i32, i32),
    /// Better, same, worse: 1, 0, -1.
    pub(super) function: i32,
    /// The drug that does harm.
    pub(super) harm: Option<&'static Drug>,
    /// 0 off, 1 restricted, 2 full.
    pub(super) work: usize,
}

/// An invented worker's way through treatment.
#[derive(Debug)]
pub(super) struct Story {
    pub(super) voice: &'static Voice,
    pub(super) patient: Person,
    pub(super) other: Person,
    pub(super) job: (&'static str, &'static str),
    pub(super) injury: Date,
    pub(super) mishap: (&'static str, &'static str),
    pub(super) hurt: Vec<Hurt>,
    pub(super) unhurt: Hurt,
    pub(super) visits: Vec<Visit>,
    pub(super) tried: (&'static Drug, &'static Drug),
    /// Day of the pictures.
    pub(super) imaged: Date,
    pub(super) operated: Option<Date>,
    pub(super) helped: bool,
    pub(super) treating: Practice,
    pub(super) first_aid: Practice,
    pub(super) specialist: Practice,
    pub(super) courses: Vec<Course>,
    pub(super) imaging: Practice,
    pub(super) nerves: Practice,
    pub(super) laboratory: Practice,
    pub(super) pharmacy: Practice,
    pub(super) evaluator: Practice,
    pub(super) surgery: Practice,
    pub(super) reviewer: Practice,
    pub(super) payer: Practice,
    pub(super) lawyer: Practice,
}

impl Story {
    /// The story that follows from a seed, over so many months.
    pub(super) fn new(dice: &mut Dice, seed: u64, months: i32) -> Self {
        let mut regions: Vec<&'static Region> = dice.some(&REGIONS.iter().collect::<Vec<_>>(), 4);
        let side = |dice: &mut Dice, region: &'static Region| Hurt {
            region,
            side: if region.paired { ["right", "left"][dice.below(2)] } else { "" },
        };
        let unhurt = regions.pop().map_or(Hurt { region: &REGIONS[0], side: "" }, |region| side(dice, region));
        let hurt: Vec<Hurt> = regions.iter().take(1 + dice.below(3)).map(|region| side(dice, region)).collect();
        let injury = date(2013, 1, 4).saturating_add(dice.between(0, 1400).days());
        let mishap = dice.pick(MISHAPS);
        let medical = ["Medical Group", "Spine and Pain Center", "Orthopedic Associates", "Occupational Clinic"];
        let (tried, visits) = visits(dice, injury, months);
        let patient = Person::new(dice);
        let mut other = Person::new(dice);
        while other.name == patient.name {
            other = Person::new(dice);
        }
        Self {
            voice: Voice::of(seed),
            operated: (dice.chance(50) && months > 8).then(|| injury.saturating_add(dice.between(150, 230).days())),
            imaged: injury.saturating_add(dice.between(50, 120).days()),
            helped: dice.chance(50),
            job: *dice.pick(TRADES),
            mishap: (mishap.name, mishap.doing[dice.below(mishap.doing.len())]),
            treating: practice(dice, &medical, "M.D."),
            first_aid: practice(dice, &["Urgent Care", "Industrial Clinic"], "D.O."),
            specialist: practice(dice, &["Orthopedic Surgery", "Pain Institute"], "M.D."),
            courses: courses(dice, injury, months),
            imaging: practice(dice, &["Open MRI", "Imaging Center", "Radiology"], "M.D."),
            nerves: practice(dice, &["Neurodiagnostics", "Electrodiagnostic Lab"], "M.D."),
            laboratory: practice(dice, &["Reference Laboratory", "Toxicology Services"], ""),
            pharmacy: practice(dice, &["Pharmacy", "Drug Store No. 12"], ""),
            evaluator: practice(dice, &["Medical-Legal Evaluations", "Evaluation Services"], "M.D."),
            surgery: practice(dice, &["Surgery Center", "Community Hospital"], "M.D."),
            reviewer: practice(dice, &["Utilization Management", "Review Services"], "M.D."),
            payer: practice(dice, &["Casualty Insurance", "Claims Administration"], ""),
            lawyer: practice(dice, &["Law Offices", "Legal Group, LLP"], "Esq."),
            patient,
            other,
            injury,
            hurt,
            unhurt,
            visits,
            tried,
        }
    }

    /// The day of the last visit.
    pub(super) fn last_day(&self) -> Date {
        self.visits.last().map_or(self.injury, |visit| visit.day)
    }

    /// Age in years on a day.
    pub(super) fn age(&self, day: Date) -> i16 {
        let born = self.patient.born;
        day.year() - born.year() - i16::from((day.month(), day.day()) < (born.month(), born.day()))
    }

    /// The drug under its name at this practice.
    pub(super) fn called(by: &Practice, drug: &Drug) -> String {
        let all = drug.ingredient.replace(" / ", "/");
        if by.house.brands { drug.brand.to_owned() } else { turned(&all) }
    }
}

/// "hydrocodone/acetaminophen", as people write it.
fn turned(all: &str) -> String {
    all.split_once('/').map_or_else(|| all.to_owned(), |(one, other)| format!("{other}/{one}"))
}

/// The drugs that were tried before, and the visits.
fn visits(dice: &mut Dice, injury: Date, months: i32) -> ((&'static Drug, &'static Drug), Vec<Visit>) {
    let mut left: Vec<&'static Drug> = DRUGS.iter().collect();
    let mut take = |dice: &mut Dice, wanted: &dyn Fn(Group) -> bool| {
        let fit: Vec<usize> = (0..left.len()).filter(|at| wanted(left[*at].group)).collect();
        let at = if fit.is_empty() { 0 } else { fit[dice.below(fit.len())] };
        left.swap_remove(at)
    };
    let tried = (take(dice, &|group| group == Group::Nsaid), take(dice, &|group| group == Group::Mood));
    let first = [
        take(dice, &|group| group == Group::Opioid),
        take(dice, &|group| group == Group::Relaxant),
        take(dice, &|group| group == Group::Nsaid),
    ];
    // What may come later, and may come again after a gap.
    let later: Vec<&'static Drug> = (0..4).map(|_| take(dice, &|group| group != Group::Nsaid)).collect();
    let mut taken: Vec<Taken> = Vec::new();
    let mut day = injury.saturating_add(dice.between(20, 45).days());
    let end = injury.saturating_add((months * 30).days());
    let mut pain = (dice.between(3, 5), dice.between(7, 9));
    let mut visits: Vec<Visit> = Vec::new();
    while day < end || visits.len() < 3 {
        taken.retain(|one| !matches!(one.change, Some(Change::Stop)));
        taken.iter_mut().for_each(|one| one.change = None);
        if visits.is_empty() {
            taken.extend(first.iter().take(2).map(|drug| Taken { drug, strength: 0, change: Some(Change::Start) }));
        } else {
            change(dice, &mut taken, [first.as_slice(), later.as_slice()].concat().as_slice());
        }
        pain = ((pain.0 + dice.between(-1, 1)).clamp(2, 6), (pain.1 + dice.between(-1, 1)).clamp(7, 10));
        visits.push(Visit {
            day,
            pain,
            function: dice.between(-1, 1),
            harm: taken.first().filter(|_| dice.chance(35)).map(|one| one.drug),
            work: dice.below(3),
            taken: taken.clone(),
        });
        day = day.saturating_add(dice.between(14, 30).days());
    }
    (tried, visits)
}

/// Changes what is taken, at one visit.
fn change(dice: &mut Dice, taken: &mut Vec<Taken>, all: &[&'static Drug]) {
    for one in taken.iter_mut() {
        one.change = match dice.below(10) {
            0 => Some(Change::Stop),
            1 if one.strength + 1 < one.drug.strengths.len() => {
                one.strength += 1;
                Some(Change::Raise(one.strength - 1))
            }
            2..=6 => Some(Change::Refill),
            _ => None,
        };
    }
    let fresh: Vec<&'static Drug> =
        all.iter().copied().filter(|drug| taken.iter().all(|one| one.drug.ingredient != drug.ingredient)).collect();
    if taken.len() < 5 && !fresh.is_empty() && dice.chance(35) {
        taken.push(Taken { drug: fresh[dice.below(fresh.len())], strength: 0, change: Some(Change::Start) });
    }
}
