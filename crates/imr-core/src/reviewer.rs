//! Expert reviewers: what they may be asked to decide. Who they are is kept
//! elsewhere; here a reviewer is a pseudonym (Labor Code 4610.6(f)).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An expert reviewer, by pseudonym.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewer {
    /// The pseudonym, stable over cases.
    pub id: String,
    /// Licences to practise medicine.
    pub licences: Vec<Licence>,
    /// Board certifications.
    pub certifications: Vec<Certification>,
    /// In active clinical practice since.
    pub practising_since: Date,
    /// Hours a week in active practice.
    pub hours_per_week: u32,
    /// Organizations and persons the reviewer has material ties with.
    pub ties: Vec<Tie>,
    /// Sanctions or loss of privileges, each in a line.
    pub sanctions: Vec<String>,
    /// Holds an appointment as qualified medical evaluator.
    pub qualified_medical_evaluator: bool,
    /// Cases in hand.
    pub in_hand: u32,
    /// Cases the reviewer takes at a time.
    pub capacity: u32,
}

/// A licence to practise in a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licence {
    /// The state.
    pub state: String,
    /// Last day it holds.
    pub until: Date,
    /// Restricted by the board.
    pub restricted: bool,
}

/// A certification by a specialty board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certification {
    /// The specialty or subspecialty.
    pub specialty: String,
    /// Last day it holds; none when it is for life.
    pub until: Option<Date>,
}

/// A material professional, familial or financial tie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// With whom.
    pub with: String,
    /// Of what kind, in words.
    pub kind: String,
}

/// Who a reviewer is. Never stored with, or shown beside, anything else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Name of the person.
    pub name: String,
}

impl Reviewer {
    /// Certifications that hold on a day.
    pub fn certified_on(&self, day: Date) -> impl Iterator<Item = &Certification> {
        self.certifications.iter().filter(move |one| one.until.is_none_or(|until| day <= until))
    }

    /// Unrestricted licences that hold on a day.
    pub fn licensed_on(&self, day: Date) -> impl Iterator<Item = &Licence> {
        self.licences.iter().filter(move |one| !one.restricted && day <= one.until)
    }

    /// Whole years of practice on a day.
    #[must_use]
    pub fn years_of_practice(&self, day: Date) -> i64 {
        let years = i64::from(day.year()) - i64::from(self.practising_since.year());
        let anniversary_passed =
            (day.month(), day.day()) >= (self.practising_since.month(), self.practising_since.day());
        years - i64::from(!anniversary_passed)
    }
}
