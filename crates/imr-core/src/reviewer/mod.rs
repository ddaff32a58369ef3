//! Expert reviewers: what they may be asked to decide. Who they are is kept
//! elsewhere; here a reviewer is a pseudonym (Labor Code 4610.6(f)).

mod degree;
pub mod roster;

pub use crate::conflict::{Percent, Relation, Sort, Tie};
pub use degree::Degree;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An expert reviewer, by pseudonym.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewer {
    /// The pseudonym, stable over cases.
    pub id: String,
    /// The degree.
    #[serde(default)]
    pub degree: Degree,
    /// Code of the NUCC provider taxonomy, such as `208100000X`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taxonomy: Option<String>,
    /// Licences to practise.
    pub licences: Vec<Licence>,
    /// Board certifications.
    pub certifications: Vec<Certification>,
    /// In active clinical practice since.
    pub practising_since: Date,
    /// Hours a week in active practice.
    pub hours_per_week: u32,
    /// Ties with organizations, and with what they make. Ties of blood and
    /// marriage stand with the identity, and ties with organizations whose
    /// names tell who the reviewer is.
    pub ties: Vec<Tie>,
    /// Disciplinary history.
    pub sanctions: Vec<Sanction>,
    /// Appointments as qualified medical evaluator (QME).
    #[serde(default)]
    pub evaluator: Vec<Appointment>,
    /// Cases in hand elsewhere, as the reviewer last said; those of this
    /// organization are counted from its cases.
    pub in_hand: u32,
    /// Cases the reviewer takes at a time.
    pub capacity: u32,
    /// Day of the latest assignment, where it was before the cases kept here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_assigned: Option<Date>,
}

/// A licence to practise in a state. Its number tells who the holder is, so it
/// stands with the identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licence {
    /// The state, in full.
    pub state: String,
    /// Last day it holds.
    pub until: Date,
    /// How it stands with the board.
    #[serde(default)]
    pub status: LicenceStatus,
    /// What the board restricts, each in a line; empty when nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restrictions: Vec<String>,
}

/// How a licence stands with the board that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LicenceStatus {
    /// In force.
    #[default]
    Active,
    /// Not renewed, or given back without cause.
    Inactive,
    /// In force under conditions.
    Probation,
    /// Taken away for a time.
    Suspended,
    /// Taken away, or given up under charges.
    Revoked,
}

/// A certification by a specialty board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certification {
    /// The board.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub board: String,
    /// The specialty.
    pub specialty: String,
    /// The subspecialty, where the certification is in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subspecialty: Option<String>,
    /// Last day it holds; none when it is for life.
    pub until: Option<Date>,
}

/// A sanction, or the loss of privileges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sanction {
    /// The day.
    pub on: Date,
    /// Who imposed it.
    pub by: String,
    /// What it was.
    pub what: String,
}

/// A time in office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// First day.
    pub from: Date,
    /// Last day; none while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// Who a reviewer is. Never stored with, or shown beside, anything else.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Identity {
    /// Name of the person.
    pub name: String,
    /// Numbers of the licences, by state.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub licence_numbers: BTreeMap<String, String>,
    /// Ties with organizations whose names tell who the reviewer is, such as
    /// the reviewer's own company.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ties: Vec<Tie>,
    /// The family, where one of them has to do with treatment, insurance or
    /// employment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub family: Vec<Relative>,
}

/// A relative of a reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relative {
    /// What the relative is to the reviewer, such as the spouse.
    pub kin: Relation,
    /// Name of the relative.
    pub name: String,
    /// The relative's own ties.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ties: Vec<Tie>,
}

impl Reviewer {
    /// A physician without licence, certification or case, to be filled in.
    pub fn new(id: impl Into<String>, practising_since: Date) -> Self {
        Self {
            id: id.into(),
            degree: Degree::default(),
            taxonomy: None,
            licences: Vec::new(),
            certifications: Vec::new(),
            practising_since,
            hours_per_week: 0,
            ties: Vec::new(),
            sanctions: Vec::new(),
            evaluator: Vec::new(),
            in_hand: 0,
            capacity: 0,
            last_assigned: None,
        }
    }

    /// The reviewer and who it is, with every tie that would tell it kept with
    /// the identity: what stands with the reviewer is told in histories.
    #[must_use]
    pub fn apart_from(mut self, mut who: Identity) -> (Self, Identity) {
        let tells = |tie: &Tie| {
            [&tie.with, &tie.note, &tie.source].into_iter().any(|text| crate::conflict::tells(&who.name, text))
        };
        let (telling, others): (Vec<Tie>, Vec<Tie>) = self.ties.into_iter().partition(tells);
        self.ties = others;
        who.ties.extend(telling);
        (self, who)
    }

    /// Certifications that hold on a day.
    pub fn certified_on(&self, day: Date) -> impl Iterator<Item = &Certification> {
        self.certifications.iter().filter(move |one| one.until.is_none_or(|until| day <= until))
    }

    /// Unrestricted licences that hold on a day.
    pub fn licensed_on(&self, day: Date) -> impl Iterator<Item = &Licence> {
        self.licences.iter().filter(move |one| one.is_unrestricted() && day <= one.until)
    }

    /// Whether an appointment as qualified medical evaluator holds on a day.
    #[must_use]
    pub fn is_evaluator_on(&self, day: Date) -> bool {
        self.evaluator.iter().any(|term| term.from <= day && term.to.is_none_or(|to| day <= to))
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

impl Licence {
    /// An unrestricted licence.
    pub fn new(state: impl Into<String>, until: Date) -> Self {
        Self { state: state.into(), until, status: LicenceStatus::Active, restrictions: Vec::new() }
    }

    /// In force without conditions, as far as the board goes; whether it has
    /// expired is another question.
    #[must_use]
    pub fn is_unrestricted(&self) -> bool {
        self.status == LicenceStatus::Active && self.restrictions.is_empty()
    }

    /// How it stands with the board, in words.
    #[must_use]
    pub fn standing(&self) -> String {
        let status = match self.status {
            LicenceStatus::Active => "active",
            LicenceStatus::Inactive => "inactive",
            LicenceStatus::Probation => "on probation",
            LicenceStatus::Suspended => "suspended",
            LicenceStatus::Revoked => "revoked",
        };
        if self.restrictions.is_empty() {
            status.to_owned()
        } else {
            format!("{status}, restricted: {}", self.restrictions.join("; "))
        }
    }
}

impl Certification {
    /// A certification in a specialty, for life or until a day.
    pub fn new(specialty: impl Into<String>, until: Option<Date>) -> Self {
        Self { board: String::new(), specialty: specialty.into(), subspecialty: None, until }
    }

    /// The specialty, and the subspecialty where there is one.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.specialty.as_str()).chain(self.subspecialty.as_deref())
    }
}

impl Identity {
    /// Somebody of whom only the name is kept.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}
