//! Reading rule files: those that the program carries, and an operator's,
//! whose rows take the place of the carried ones.

use super::row::{Dated, Span};
use super::{Extension, FeeRow, Holidays, Law, Notice, PenaltyRow, Period, Reason, Regime, Required, Value};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A rule file that cannot be used, with where and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the rule file {file} cannot be used: line {line}: {reason}. Mend the line; no rule file was loaded.")]
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
    #[serde(default)]
    regime: Vec<Regime>,
    #[serde(default)]
    reason: Vec<Reason>,
    #[serde(default)]
    document: Vec<Required>,
    #[serde(default)]
    notice: Vec<Notice>,
    #[serde(default)]
    fee: Vec<FeeRow>,
    #[serde(default)]
    penalty: Vec<PenaltyRow>,
    citation: Option<String>,
    verified: Option<bool>,
    #[serde(default)]
    verified_years: Vec<i16>,
    first_year: Option<i16>,
    last_year: Option<i16>,
    #[serde(default)]
    days: BTreeMap<String, String>,
}

/// A rule file with its name and text, to say where a fault lies.
struct Source<'a> {
    name: &'a str,
    text: &'a str,
    file: RuleFile,
}

impl<'a> Source<'a> {
    fn read(name: &'a str, text: &'a str) -> Result<Self, RuleFault> {
        let file = toml::from_str(text).map_err(|error| RuleFault {
            file: name.to_owned(),
            line: error.span().map_or(1, |span| line_of(text, span.start)),
            reason: error.message().trim().to_owned(),
        })?;
        Ok(Self { name, text, file })
    }

    /// A fault in the row that stands `index`-th among those of its kind.
    fn fault(&self, kind: &str, index: usize, reason: String) -> RuleFault {
        let head = format!("[[{kind}]]");
        let heads = self.text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with(&head));
        let line = heads.map(|(line, _)| line + 1).nth(index).unwrap_or(1);
        RuleFault { file: self.name.to_owned(), line, reason }
    }
}

impl Law {
    /// Reads rule files, given as pairs of name and text.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, RuleFault> {
        Self::default().with(files)
    }

    /// The same law with the rows of more files. A row takes the place of
    /// those of the same kind and code on the days on which it holds; what
    /// they say of other days stays. One bad row and nothing is changed.
    pub fn with(mut self, files: &[(&str, &str)]) -> Result<Self, RuleFault> {
        let mut sources =
            files.iter().map(|(name, text)| Source::read(name, text)).collect::<Result<Vec<_>, _>>()?;
        lay_over(&mut self.periods, &mut sources, |file| &mut file.period)?;
        lay_over(&mut self.extensions, &mut sources, |file| &mut file.extension)?;
        lay_over(&mut self.values, &mut sources, |file| &mut file.value)?;
        lay_over(&mut self.regimes, &mut sources, |file| &mut file.regime)?;
        lay_over(&mut self.reasons, &mut sources, |file| &mut file.reason)?;
        lay_over(&mut self.documents, &mut sources, |file| &mut file.document)?;
        lay_over(&mut self.notices, &mut sources, |file| &mut file.notice)?;
        lay_over(&mut self.fees, &mut sources, |file| &mut file.fee)?;
        lay_over(&mut self.penalties, &mut sources, |file| &mut file.penalty)?;
        for source in &mut sources {
            self.holidays.add(source)?;
        }
        self.refuse_unknown_family(&sources)?;
        Ok(self)
    }

    /// A period that names a family of extensions that is not there would
    /// quietly never be lengthened.
    fn refuse_unknown_family(&self, sources: &[Source<'_>]) -> Result<(), RuleFault> {
        let known = |family: &str| self.extensions.iter().any(|row| row.family == family);
        let mut named = self.periods.iter().flat_map(|row| {
            row.service_extension.iter().chain(row.receipt.as_ref().map(|receipt| &receipt.arrival))
        });
        let Some(family) = named.find(|family| !known(family)) else { return Ok(()) };
        let key = |line: &str| ["service_extension", "arrival"].iter().any(|key| line.starts_with(key));
        let names = |line: &str| key(line.trim_start()) && line.contains(family.as_str());
        let found = sources
            .iter()
            .find_map(|source| source.text.lines().position(names).map(|line| (source.name.to_owned(), line + 1)));
        let (file, line) = found.unwrap_or_default();
        Err(RuleFault { file, line, reason: format!("there are no extension rows of the family \"{family}\"") })
    }
}

/// Puts the rows of one kind over those that are there.
fn lay_over<T: Dated>(
    rows: &mut Vec<T>,
    sources: &mut [Source<'_>],
    of: impl Fn(&mut RuleFile) -> &mut Vec<T>,
) -> Result<(), RuleFault> {
    let mut new: Vec<T> = Vec::new();
    for source in sources {
        for (index, row) in std::mem::take(of(&mut source.file)).into_iter().enumerate() {
            if let Some(reason) = fault(&row, &new) {
                return Err(source.fault(T::KIND, index, reason));
            }
            new.push(row);
        }
    }
    for row in &new {
        let (key, span) = (row.key(), row.span());
        let old = std::mem::take(rows);
        rows.extend(old.into_iter().flat_map(|old| cut(old, &key, span)));
    }
    rows.extend(new);
    Ok(())
}

/// Why a row cannot stand beside those that were read before it.
fn fault<T: Dated>(row: &T, before: &[T]) -> Option<String> {
    let span = row.span();
    if span.to.is_some_and(|to| to < span.from) {
        return Some("`to` is before `from`".to_owned());
    }
    if row.row().citation.trim().is_empty() {
        return Some("`citation` is empty; every row says where it stands in the law".to_owned());
    }
    // Which of two rows the program used would be chance.
    let other = before.iter().find(|other| other.key() == row.key() && other.span().overlaps(span));
    if let Some(other) = other {
        let day = other.span().from.max(span.from);
        return Some(format!(
            "two rows of {} {} are in force on {day}; end the earlier one with a `to` before that day",
            T::KIND,
            row.key()
        ));
    }
    row.fault()
}

/// What is left of a row when the days of another of its key are cut out.
fn cut<T: Dated>(old: T, key: &str, span: Span) -> Vec<T> {
    if old.key() != key {
        return vec![old];
    }
    old.span().without(span).into_iter().map(|part| old.clone().within(part)).collect()
}

impl Holidays {
    fn add(&mut self, source: &mut Source<'_>) -> Result<(), RuleFault> {
        for (day, holiday) in std::mem::take(&mut source.file.days) {
            let date = day.parse().map_err(|_| RuleFault {
                file: source.name.to_owned(),
                line: source.text.lines().position(|line| line.trim().starts_with(&day)).map_or(1, |line| line + 1),
                reason: format!("\"{day}\" is not a day; write it as 2015-03-31"),
            })?;
            // An empty name takes a day out of the calendar.
            if holiday.is_empty() {
                self.days.remove(&date);
            } else {
                self.days.insert(date, holiday);
            }
        }
        let file = &mut source.file;
        if let (Some(first), Some(last)) = (file.first_year, file.last_year) {
            let (from, to) = self.years.unwrap_or((first, last));
            self.years = Some((from.min(first), to.max(last)));
            self.citation = file.citation.take().unwrap_or_default();
            self.verified = file.verified.unwrap_or(false);
            self.verified_years = std::mem::take(&mut file.verified_years);
            self.source = source.name.to_owned();
        }
        Ok(())
    }
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
