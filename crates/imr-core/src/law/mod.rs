//! The rule book: every statutory number, by effective date, with its
//! citation and whether it is verified.
//!
//! Code never holds such a number; it asks for the value at a date.

mod built_in;
mod period;

pub use period::{Also, Extension, Length, OnRestDay, Period};

use crate::refusal::{Code, Refusal};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The law of one jurisdiction as dated rows.
#[derive(Debug, Clone, Default)]
pub struct Law {
    periods: Vec<Period>,
    extensions: Vec<Extension>,
    values: Vec<Value>,
    holidays: Holidays,
}

/// A single value of the law, in force from a day on.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// Stable name of the rule.
    pub code: String,
    /// What it governs, in words.
    pub title: String,
    /// The value itself.
    pub value: Scalar,
    /// First day in force.
    #[serde(deserialize_with = "day")]
    pub from: Date,
    /// Last day in force; open when absent.
    #[serde(default, deserialize_with = "optional_day")]
    pub to: Option<Date>,
    /// The law.
    pub citation: String,
    /// Where we saw it.
    pub source: String,
    /// Whether the text itself was seen.
    pub verified: bool,
}

/// What a value of the law may be.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Scalar {
    /// A number.
    Number(i64),
    /// A day.
    #[serde(deserialize_with = "day")]
    Day(Date),
    /// Words.
    Words(String),
}

/// State holidays by day.
#[derive(Debug, Clone, Default)]
pub(crate) struct Holidays {
    pub(crate) citation: String,
    pub(crate) verified: bool,
    /// First and last year the table covers.
    pub(crate) years: Option<(i16, i16)>,
    pub(crate) days: BTreeMap<Date, String>,
}

/// A rule file that cannot be used, with where and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the rule file {file} cannot be used: line {line}: {reason}. Mend the line; nothing was loaded from the file."
)]
pub struct RuleFault {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(default)]
    period: Vec<Period>,
    #[serde(default)]
    extension: Vec<Extension>,
    #[serde(default)]
    value: Vec<Value>,
    citation: Option<String>,
    verified: Option<bool>,
    first_year: Option<i16>,
    last_year: Option<i16>,
    #[serde(default)]
    days: BTreeMap<String, String>,
}

impl Law {
    /// California workers' compensation, as carried by the program.
    #[must_use]
    pub fn built_in() -> Self {
        // A unit test loads these very files, so a fault cannot reach a user.
        Self::parse(built_in::CALIFORNIA_WORKERS_COMPENSATION).unwrap_or_default()
    }

    /// Reads rule files, given as pairs of name and text.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, RuleFault> {
        let mut law = Self::default();
        for (name, text) in files {
            law.add(name, text)?;
        }
        law.refuse_overlaps()?;
        Ok(law)
    }

    fn add(&mut self, name: &str, text: &str) -> Result<(), RuleFault> {
        let fault = |line, reason: String| RuleFault { file: name.to_owned(), line, reason };
        let file: RuleFile = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(text, span.start));
            fault(line, error.message().trim().to_owned())
        })?;
        self.periods.extend(file.period);
        self.extensions.extend(file.extension);
        self.values.extend(file.value);
        for (day, holiday) in file.days {
            let date: Date = day.parse().map_err(|_| {
                let line = text.lines().position(|l| l.starts_with(&day)).map_or(1, |l| l + 1);
                fault(line, format!("\"{day}\" is not a day; write it as 2015-03-31"))
            })?;
            self.holidays.days.insert(date, holiday);
        }
        if let (Some(first), Some(last)) = (file.first_year, file.last_year) {
            self.holidays.years = Some((first, last));
            self.holidays.citation = file.citation.unwrap_or_default();
            self.holidays.verified = file.verified.unwrap_or(false);
        }
        Ok(())
    }

    /// Two rows of one code may not be in force on the same day: which of
    /// them the program used would be chance.
    fn refuse_overlaps(&self) -> Result<(), RuleFault> {
        let spans = self
            .periods
            .iter()
            .map(|p| (p.code.as_str(), p.from, p.to))
            .chain(self.values.iter().map(|v| (v.code.as_str(), v.from, v.to)));
        let mut last: BTreeMap<&str, (Date, Option<Date>)> = BTreeMap::new();
        let mut sorted: Vec<_> = spans.collect();
        sorted.sort();
        for (code, from, to) in sorted {
            if let Some((_, until)) = last.insert(code, (from, to))
                && until.is_none_or(|until| until >= from)
            {
                return Err(RuleFault {
                    file: format!("rows of {code}"),
                    line: 0,
                    reason: format!("two rows are in force on {from}; give the earlier one a `to` before that day"),
                });
            }
        }
        Ok(())
    }

    /// The period with this code (`D12`) or name (`records-due`) in force on
    /// a day.
    pub fn period(&self, code: &str, on: Date) -> Result<&Period, Refusal> {
        self.periods
            .iter()
            .find(|row| {
                (row.code.eq_ignore_ascii_case(code) || row.name.eq_ignore_ascii_case(code))
                    && in_force(row.from, row.to, on)
            })
            .ok_or_else(|| no_rule(code, on))
    }

    /// What service by `method` adds on a day.
    pub fn extension(&self, method: crate::service::Method, on: Date) -> Option<&Extension> {
        self.extensions.iter().find(|row| row.method == method && in_force(row.from, row.to, on))
    }

    /// The value row with this code in force on a day.
    pub fn value(&self, code: &str, on: Date) -> Result<&Value, Refusal> {
        self.values
            .iter()
            .find(|row| row.code == code && in_force(row.from, row.to, on))
            .ok_or_else(|| no_rule(code, on))
    }

    /// Every period, for lists.
    #[must_use]
    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// Every value, for lists.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// Every extension, for lists.
    #[must_use]
    pub fn extensions(&self) -> &[Extension] {
        &self.extensions
    }

    pub(crate) fn holidays(&self) -> &Holidays {
        &self.holidays
    }
}

impl Value {
    /// The value as a number.
    pub fn number(&self) -> Result<i64, Refusal> {
        match self.value {
            Scalar::Number(number) => Ok(number),
            _ => Err(self.wrong_kind("a number")),
        }
    }

    /// The value as a day.
    pub fn day(&self) -> Result<Date, Refusal> {
        match self.value {
            Scalar::Day(day) => Ok(day),
            _ => Err(self.wrong_kind("a day")),
        }
    }

    /// The value as words.
    pub fn words(&self) -> Result<&str, Refusal> {
        match &self.value {
            Scalar::Words(words) => Ok(words),
            _ => Err(self.wrong_kind("words")),
        }
    }

    fn wrong_kind(&self, expected: &str) -> Refusal {
        Refusal::new(
            Code::NoRule,
            format!("The row {} in the rule book does not hold {expected}.", self.code),
            "Correct the row in the rule files.",
        )
    }
}

fn no_rule(code: &str, on: Date) -> Refusal {
    Refusal::new(
        Code::NoRule,
        format!("The rule book has no row {code} in force on {on}."),
        "Add the row with its citation to the rule files, or check the code (imr rules list).",
    )
}

fn in_force(from: Date, to: Option<Date>, on: Date) -> bool {
    from <= on && to.is_none_or(|to| on <= to)
}

/// The line (from 1) in which a byte stands.
pub(crate) fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}

fn civil(day: toml::value::Datetime) -> Result<Date, String> {
    let date = day.date.ok_or("a day without a time was expected, such as 2015-03-31")?;
    i16::try_from(date.year)
        .ok()
        .zip(i8::try_from(date.month).ok())
        .zip(i8::try_from(date.day).ok())
        .and_then(|((year, month), day)| Date::new(year, month, day).ok())
        .ok_or_else(|| format!("{day} is not a day of the calendar"))
}

/// Reads a TOML day.
pub(crate) fn day<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    civil(toml::value::Datetime::deserialize(from)?).map_err(serde::de::Error::custom)
}

/// Reads a TOML day that may be absent.
pub(crate) fn optional_day<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    Option::<toml::value::Datetime>::deserialize(from)?.map(civil).transpose().map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests;
