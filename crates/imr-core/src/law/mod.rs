//! The rule book: every statutory number, by effective date, with its
//! citation and whether it is verified.
//!
//! Code never holds such a number; it asks for the value at a date.

mod built_in;
mod catalogue;
mod length;
mod money;
mod period;
mod reading;
mod row;
mod value;
mod who;

pub use catalogue::{Notice, Reason, Regime, Required};
pub use length::Length;
pub use money::{FeeRow, PenaltyRow};
pub use period::{Also, Extension, OnRestDay, Period, Receipt};
pub use reading::RuleFault;
pub(crate) use reading::{day, line_of, optional_day};
pub use row::Row;
pub use value::{Scalar, Value};
pub use who::{Involved, Who};

use crate::refusal::{Code, Refusal};
use crate::service::{Method, Place};
use jiff::civil::Date;
use row::{Dated, in_force};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The law of one jurisdiction as dated rows.
#[derive(Debug, Clone, Default)]
pub struct Law {
    periods: Vec<Period>,
    extensions: Vec<Extension>,
    values: Vec<Value>,
    regimes: Vec<Regime>,
    reasons: Vec<Reason>,
    documents: Vec<Required>,
    notices: Vec<Notice>,
    fees: Vec<FeeRow>,
    penalties: Vec<PenaltyRow>,
    holidays: Holidays,
}

/// State holidays by day.
#[derive(Debug, Clone, Default)]
pub(crate) struct Holidays {
    pub(crate) citation: String,
    /// The file that spoke last for the calendar as a whole.
    pub(crate) source: String,
    pub(crate) verified: bool,
    /// Years that were compared with the state's own list, where the calendar
    /// as a whole was not.
    pub(crate) verified_years: Vec<i16>,
    /// First and last year the table covers.
    pub(crate) years: Option<(i16, i16)>,
    pub(crate) days: BTreeMap<Date, String>,
}

/// Code of the jurisdiction whose law is used when none is named.
pub const DEFAULT_JURISDICTION: &str = "ca-wc";

impl Law {
    /// California workers' compensation, as carried by the program.
    #[must_use]
    pub fn built_in() -> Self {
        // A unit test loads these very files, so a fault cannot reach a user.
        static LAW: LazyLock<Law> =
            LazyLock::new(|| Law::parse(built_in::CALIFORNIA_WORKERS_COMPENSATION).unwrap_or_default());
        LAW.clone()
    }

    /// The law of a jurisdiction that the program carries (rulebook
    /// section 14).
    pub fn profile(code: &str) -> Result<Self, Refusal> {
        match built_in::PROFILES.iter().find(|(name, _)| *name == code) {
            Some((DEFAULT_JURISDICTION, _)) => Ok(Self::built_in()),
            Some((_, files)) => Ok(Self::parse(files).unwrap_or_default()),
            None => {
                let names: Vec<&str> = built_in::PROFILES.iter().map(|(name, _)| *name).collect();
                Err(Refusal::new(
                    Code::NoRule,
                    format!("The program carries no law for the jurisdiction \"{code}\"."),
                    format!("Name one of: {}.", names.join(", ")),
                ))
            }
        }
    }

    /// The period with this code (`D12`) or name (`records-due`) in force on
    /// a day.
    pub fn period(&self, code: &str, on: Date) -> Result<&Period, Refusal> {
        let named = |row: &&Period| row.code.eq_ignore_ascii_case(code) || row.name.eq_ignore_ascii_case(code);
        let found = self.periods.iter().filter(named).find(|row| row.span().holds_on(on));
        found.ok_or_else(|| match self.periods.iter().filter(named).min_by_key(|row| row.from) {
            Some(first) if on < first.from => not_yet_in_force(code, first, on),
            _ => no_rule(code, on),
        })
    }

    /// What service by `method` on somebody at `place` adds on a day, by the
    /// rules of a family. A row for the place goes before one for any.
    pub fn extension(&self, family: &str, method: Method, place: Place, on: Date) -> Option<&Extension> {
        let mut rows: Vec<&Extension> = self
            .extensions
            .iter()
            .filter(|row| row.family == family && row.method == method && row.span().holds_on(on))
            .filter(|row| row.place.is_none_or(|one| one == place))
            .collect();
        rows.sort_by_key(|row| row.place.is_none());
        rows.first().copied()
    }

    /// The value row with this code in force on a day.
    pub fn value(&self, code: &str, on: Date) -> Result<&Value, Refusal> {
        in_force(&self.values, code, on).ok_or_else(|| no_rule(code, on))
    }

    /// The reason of ineligibility with this code, as worded on a day.
    pub fn reason(&self, code: &str, on: Date) -> Result<&Reason, Refusal> {
        in_force(&self.reasons, code, on).ok_or_else(|| no_rule(code, on))
    }

    /// The notice with this code, as it must be on a day.
    pub fn notice(&self, code: &str, on: Date) -> Result<&Notice, Refusal> {
        in_force(&self.notices, code, on).ok_or_else(|| no_rule(code, on))
    }

    /// The penalty with this code in force on a day.
    pub fn penalty(&self, code: &str, on: Date) -> Result<&PenaltyRow, Refusal> {
        in_force(&self.penalties, code, on).ok_or_else(|| no_rule(code, on))
    }

    /// What must and may be sent for a review, as the law stands on a day.
    pub fn documents(&self, on: Date) -> impl Iterator<Item = &Required> {
        self.documents.iter().filter(move |row| row.span().holds_on(on))
    }

    /// The fee rows in force on a day.
    pub fn fees(&self, on: Date) -> impl Iterator<Item = &FeeRow> {
        self.fees.iter().filter(move |row| row.span().holds_on(on))
    }

    /// The version of the law for an application: by the day of injury, the
    /// day the utilization review decision was communicated, and the day the
    /// application was received (rulebook section 0).
    pub fn regime(&self, injured: Date, communicated: Date, received: Date) -> Result<&Regime, Refusal> {
        let bound = |row: &&Regime| {
            row.injured_before.is_some_and(|before| injured < before) && row.span().holds_on(communicated)
        };
        let general = |row: &&Regime| row.injured_before.is_none() && row.span().holds_on(received);
        let rows = || self.regimes.iter();
        rows().find(bound).or_else(|| rows().find(general)).ok_or_else(|| no_rule("of the kind regime", received))
    }

    /// What is to be said on a day whose law as a whole was not seen; nothing
    /// where it was, or where no row says anything of it.
    #[must_use]
    pub fn caveat(&self, on: Date) -> Option<&str> {
        let rows = self.regimes.iter().filter(|row| row.injured_before.is_none() && !row.verified);
        rows.filter(|row| row.span().holds_on(on)).find_map(|row| row.note.as_deref())
    }

    /// Every period, for lists.
    #[must_use]
    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// Every penalty, for lists.
    #[must_use]
    pub fn penalties(&self) -> &[PenaltyRow] {
        &self.penalties
    }

    /// Every row of every kind, for lists.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        fn of<T: Dated>(rows: &[T]) -> impl Iterator<Item = Row> + '_ {
            rows.iter().map(Dated::row)
        }
        of(&self.periods)
            .chain(of(&self.extensions))
            .chain(of(&self.values))
            .chain(of(&self.regimes))
            .chain(of(&self.reasons))
            .chain(of(&self.documents))
            .chain(of(&self.notices))
            .chain(of(&self.fees))
            .chain(of(&self.penalties))
            .chain(self.holidays.row())
            .collect()
    }

    pub(crate) fn holidays(&self) -> &Holidays {
        &self.holidays
    }
}

impl Holidays {
    /// Whether the year of this day was compared with the state's own list.
    pub(crate) fn is_verified(&self, day: Date) -> bool {
        self.verified || self.verified_years.contains(&day.year())
    }

    /// Which years were compared, where not all were.
    fn note(&self) -> Option<String> {
        let years: Vec<String> = self.verified_years.iter().map(ToString::to_string).collect();
        (!self.verified && !years.is_empty())
            .then(|| format!("Compared with the state's own list: {}.", years.join(", ")))
    }

    /// The calendar as one row.
    fn row(&self) -> Option<Row> {
        let (first, last) = self.years?;
        Some(Row {
            kind: "holidays",
            code: "holidays".to_owned(),
            says: format!("{} days that are no working days", self.days.len()),
            from: Date::new(first, 1, 1).ok()?,
            to: Some(Date::new(last, 12, 31).ok()?),
            citation: self.citation.clone(),
            source: self.source.clone(),
            verified: self.verified,
            note: self.note(),
        })
    }
}

/// A rule that came into force only after the day that is asked about.
fn not_yet_in_force(code: &str, first: &Period, on: Date) -> Refusal {
    Refusal::new(
        Code::NoRule,
        format!(
            "Rule {code} ({}) was not in force on {on}: the rule book has it from {} on. Nothing is counted by it.",
            first.title, first.from
        ),
        "Check the day. If a rule held then, add its row with its citation to the rule files (docs/operating.md).",
    )
    .citing(first.citation.clone())
}

fn no_rule(code: &str, on: Date) -> Refusal {
    Refusal::new(
        Code::NoRule,
        format!("The rule book has no row {code} in force on {on}."),
        "Add the row with its citation to the rule files, or check the code (imr rules list).",
    )
}

#[cfg(test)]
mod tests;
