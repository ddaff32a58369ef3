//! The generated world: people, companies, reviewers and applications by the
//! thousand, each application with its truth.
//!
//! Everything follows from a seed: the same seed gives the same bytes. What is
//! true is known from how a thing was made, and is never asked of the code
//! that is measured by it. Nothing that reads or matches imports this module,
//! its word lists, or its table of disguises.

mod chance;
mod company;
mod disguise;
mod fate;
mod filing;
mod form;
mod person;
mod record;
mod roster;
mod rows;
mod society;
#[cfg(test)]
mod tests;
mod treatment;
mod truth;
mod words;

pub use company::{Company, Trade};
pub use record::progress_report;
pub use roster::{Bond, Conflict, Member};
pub use rows::affiliation_row;
pub use treatment::Category;
pub use truth::{Disguise, Outcome, Relation, Truth};

use chance::Chance;
use fate::Fate;
use filing::{FIRST, Filing, LAST};
use imr_core::application::Form;
use imr_core::conflict::Affiliation;
use jiff::civil::Date;
use society::Society;

/// How the applications of a world are mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mix {
    /// As they arrive: a quarter are duplicates, a tenth of the others
    /// ineligible (rulebook 12.4).
    Usual,
    /// For measuring how duplicates are found: of ten, two are disguised
    /// duplicates and one is a hard negative.
    Duplicates,
}

/// A world: its society, and as many applications as were asked for.
#[derive(Debug, Clone)]
pub struct GeneratedWorld {
    seed: u64,
    count: usize,
    mix: Mix,
    society: Society,
}

/// What an application is, before anything of it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    First,
    Again(usize),
    Near(Relation, usize),
}

impl GeneratedWorld {
    /// The world of a seed, with `count` applications from March 2013 to
    /// October 2026, in the order in which they arrive.
    #[must_use]
    pub fn new(seed: u64, count: usize, mix: Mix) -> Self {
        Self { seed, count, mix, society: Society::of(seed) }
    }

    /// Every application with its truth. Each is made when it is asked for, so
    /// that a million need no more memory than one.
    pub fn applications(&self) -> impl Iterator<Item = (Form, Truth)> {
        (0..self.count).map(|number| self.application(number))
    }

    /// Who owns whom, and who makes which drug.
    #[must_use]
    pub fn affiliations(&self) -> Vec<Affiliation> {
        roster::affiliations(&self.society)
    }

    /// Every company, with its owner.
    #[must_use]
    pub fn companies(&self) -> &[Company] {
        &self.society.companies
    }

    /// Reviewers, with who they are and whom they are tied to.
    #[must_use]
    pub fn roster(&self, count: usize) -> Vec<Member> {
        (0..count).map(|number| roster::member(self.seed, number, &self.society)).collect()
    }

    /// Which of these reviewers may not review an application, and by what
    /// path.
    #[must_use]
    pub fn conflicts(&self, truth: &Truth, roster: &[Member]) -> Vec<Conflict> {
        roster::conflicts(&truth.companies, roster, &self.society)
    }

    /// The application of this number, from 0.
    #[must_use]
    pub fn application(&self, number: usize) -> (Form, Truth) {
        let mut chance = Chance::of(self.seed, "relation", number);
        let received = self.day(number);
        let kind = self.kind(number);
        let (filing, outcome, reason, disguises) = match kind {
            Kind::First => {
                let (filing, fate) = self.first(number);
                let (outcome, reason) = fate.outcome(&filing);
                (filing, outcome, reason, Vec::new())
            }
            Kind::Again(of) => {
                let (mut filing, _) = self.first(of);
                let disguises = disguise::disguise(&mut filing, received, &mut chance);
                (filing, Outcome::Ineligible, Some("DUPLICATE"), disguises)
            }
            Kind::Near(relation, of) => {
                let (mut filing, _) = self.first(of);
                let make = match relation {
                    Relation::Twin => disguise::twin,
                    Relation::Namesake => disguise::namesake,
                    Relation::NextDecision | Relation::Duplicate => disguise::next_decision,
                };
                make(&mut filing, received, &self.society, &mut chance);
                (filing, Outcome::Eligible, None, Vec::new())
            }
        };
        let (relation, of) = match kind {
            Kind::First => (None, None),
            Kind::Again(of) => (Some(Relation::Duplicate), Some(of + 1)),
            Kind::Near(relation, of) => (Some(relation), Some(of + 1)),
        };
        let truth = Truth {
            line: number + 1,
            received,
            outcome,
            reason,
            of,
            relation,
            disguises,
            expedited: filing.expedited,
            categories: filing.requests().map(|request| request.category).collect(),
            companies: filing.companies(&self.society),
        };
        (form::form(&filing, &self.society), truth)
    }

    /// An application that is filed for the first time, and its fate.
    fn first(&self, number: usize) -> (Filing, Fate) {
        let mut filing = Filing::sound(self.seed, number, self.day(number), &self.society);
        let mut chance = Chance::of(self.seed, "fate", number);
        let fate = Fate::of(&mut chance, &filing);
        fate.befall(&mut filing, &mut chance);
        (filing, fate)
    }

    /// The day on which it arrives: they are spread evenly.
    fn day(&self, number: usize) -> Date {
        let days = usize::try_from(FIRST.until(LAST).map_or(0, |span| span.get_days())).unwrap_or(0);
        let passed = number * days / self.count.max(1);
        person::later(FIRST, i32::try_from(passed).unwrap_or(0))
    }

    fn kind(&self, number: usize) -> Kind {
        let mut chance = Chance::of(self.seed, "kind", number);
        let (again, near) = self.wish(number, &mut chance);
        // A duplicate comes within about three months of the first.
        let window = (self.count / 55).max(5);
        let kind = if again {
            self.eligible_before(number, chance.below(window)).map(Kind::Again)
        } else if near {
            self.near(number, window, &mut chance)
        } else {
            None
        };
        kind.unwrap_or(Kind::First)
    }

    /// Whether it should be a duplicate, or a hard negative.
    fn wish(&self, number: usize, chance: &mut Chance) -> (bool, bool) {
        match self.mix {
            Mix::Usual => (chance.per_mille(250), chance.per_mille(30)),
            Mix::Duplicates => (matches!(number % 10, 3 | 7), number % 10 == 5),
        }
    }

    /// A hard negative. The next decision, and a twin's, are weeks away.
    fn near(&self, number: usize, window: usize, chance: &mut Chance) -> Option<Kind> {
        let relation = chance.pick(&[Relation::NextDecision, Relation::Twin, Relation::Namesake]);
        let of = self.eligible_before(number, window / 2 + chance.below(window * 2));
        match of.filter(|of| person::earlier(self.day(number), 45) >= self.day(*of)) {
            Some(of) => Some(Kind::Near(relation, of)),
            None => Some(Kind::Near(Relation::Namesake, self.eligible_before(number, 0)?)),
        }
    }

    /// The nearest eligible first filing that is more than `gap` before.
    fn eligible_before(&self, number: usize, gap: usize) -> Option<usize> {
        let from = number.saturating_sub(gap);
        let fits =
            |of: &usize| self.kind(*of) == Kind::First && matches!(self.first(*of).1, Fate::Eligible | Fate::Mixed);
        (0..from).rev().find(fits).or_else(|| (0..number).rev().find(fits))
    }
}
