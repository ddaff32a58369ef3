//! Splitting a pile of pages into documents, and saying of each what it is:
//! kind, title, author, facility, day. Each value comes with how sure it is
//! and the line it rests on; a person may correct any of it.

mod body;
mod boundary;
mod days;
mod kinds;
mod lines;
mod people;
mod sieve;
mod title;

pub(in crate::casefile) use lines::lines as lines_of;

/// Days at the head of a page that are said to be of the person.
pub(in crate::casefile) fn personal_days(lines: &[&str]) -> Vec<Date> {
    days::days(&lines[..lines.len().min(boundary::HEAD)]).1
}

use super::document::Kind;
use super::passage::Passage;
use boundary::Signs;
use jiff::civil::Date;
use kinds::cues;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ops::Range;
use title::Heading;

/// A page of a pile.
#[derive(Debug, Clone, Copy)]
pub struct PilePage<'a> {
    /// Its number in the case file.
    pub number: u32,
    /// Its words.
    pub text: &'a str,
    /// Whether a file begins with it.
    pub begins_file: bool,
}

/// A value that was read off a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// How sure it is, in per cent; 100 where a person said so.
    pub confidence: u8,
    /// The line it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
}

/// A document of a pile.
#[derive(Debug, Clone, PartialEq)]
pub struct Portion {
    /// Its pages, by their place in the pile.
    pub pages: Range<usize>,
    /// Whether it goes on from the part before, which is in another file.
    pub continues: bool,
    /// How sure it is that it begins where it does, in per cent.
    pub begins: u8,
    /// What it is.
    pub kind: Found<Kind>,
    /// Its title as printed.
    pub title: Option<Found<String>>,
    /// Who wrote it.
    pub author: Option<Found<String>>,
    /// Where it was written.
    pub facility: Option<Found<String>>,
    /// The day of service, or of writing.
    pub date: Option<Found<Date>>,
}

/// Splits a pile into its documents. A file begins a document, unless the
/// printed numbers say that it goes on with the one before.
#[must_use]
pub fn split(pile: &[PilePage<'_>]) -> Vec<Portion> {
    let mut signs: Vec<Signs<'_>> = pile.iter().map(Signs::of).collect();
    without_personal(&mut signs);
    let mut begins: Vec<(usize, f32)> = Vec::new();
    for index in 0..pile.len() {
        let score = match index.checked_sub(1) {
            None => f32::MAX,
            Some(before) => boundary::begins_anew(&signs[before], &signs[index], pile.len()),
        };
        if score > 0.0 || pile[index].begins_file {
            begins.push((index, score));
        }
    }
    let ends = begins.iter().skip(1).map(|(start, _)| *start).chain([pile.len()]);
    let mut portions: Vec<Portion> = Vec::new();
    for ((start, score), end) in begins.iter().zip(ends) {
        let part = part(pile, &signs, *start..end);
        let begins = sure(score.abs() / 4.0);
        portions.push(match portions.last().filter(|_| *score <= CONTINUES && *start > 0) {
            Some(before) => Portion { begins, ..part.behind(before) },
            None => Portion { begins, ..part },
        });
    }
    portions
}

impl Portion {
    /// The same as the rest of the document before: what that is, this is too.
    fn behind(self, before: &Self) -> Self {
        Self {
            continues: true,
            kind: before.kind.clone(),
            title: before.title.clone(),
            facility: before.facility.clone(),
            author: self.author.or_else(|| before.author.clone()),
            date: before.date.clone(),
            ..self
        }
    }
}

/// So many pages say that a day is of the person before it is none of a
/// document.
const AGREED: usize = 3;

/// Takes away days that are no document's: those of birth and of injury, as
/// several pages have them. Where recognition lost a label, they stand bare.
fn without_personal(signs: &mut [Signs<'_>]) {
    let mut counts: HashMap<Date, usize> = HashMap::new();
    for day in signs.iter().flat_map(|page| &page.personal) {
        *counts.entry(*day).or_default() += 1;
    }
    for page in signs {
        page.days.retain(|day| counts.get(&day.date).is_none_or(|count| *count < AGREED));
    }
}

/// The score below which a file goes on with the document before it: only
/// printed numbers that follow each other reach it.
const CONTINUES: f32 = -5.0;

/// What the document on these pages is.
fn part(pile: &[PilePage<'_>], signs: &[Signs<'_>], pages: Range<usize>) -> Portion {
    let number = pile[pages.start].number;
    let passage = |line: &str| Some(Passage { page: number, text: collapsed(line) });
    let (kind, confidence, heading) = kind(pile, signs, pages.clone());
    let days: Vec<_> = signs[pages.clone()].iter().flat_map(|one| one.days.iter().cloned()).collect();
    let all: Vec<&str> = signs[pages.clone()].iter().flat_map(|one| one.lines.iter().copied()).collect();
    let day = days::of_document(kind, &days).cloned().or_else(|| days::of_signature(kind, &all));
    let named = |name: people::Name| {
        let page = signs[pages.clone()].iter().position(|one| one.lines.contains(&name.line.as_str())).unwrap_or(0);
        Found {
            confidence: 90_u8.saturating_sub(15 * u8::try_from(name.rank).unwrap_or(5)),
            passage: Some(Passage { page: pile[pages.start + page].number, text: collapsed(&name.line) }),
            value: name.value,
        }
    };
    Portion {
        continues: false,
        begins: 0,
        kind: Found { value: kind, confidence, passage: heading.and_then(|one| passage(&one.line)) },
        title: heading.filter(|one| one.kind == kind).map(|one| Found {
            value: collapsed(&one.line),
            confidence: sure(one.weight / 5.0),
            passage: passage(&one.line),
        }),
        author: people::author(&all).map(named),
        facility: people::facility(&signs[pages.start].lines).map(named),
        date: day.map(|day| Found {
            value: day.date,
            confidence: 95_u8.saturating_sub(12 * u8::try_from(day.rank).unwrap_or(4)),
            passage: passage(&day.line),
        }),
        pages,
    }
}

/// The kind that titles and cues speak for, how sure, and the title it rests
/// on.
fn kind<'s>(pile: &[PilePage<'_>], signs: &'s [Signs<'_>], pages: Range<usize>) -> (Kind, u8, Option<&'s Heading>) {
    let first = &signs[pages.start];
    let mut scores: Vec<(Kind, f32)> = Vec::new();
    let mut add = |kind: Kind, weight: f32| match scores.iter_mut().find(|(known, _)| *known == kind) {
        Some((_, sum)) => *sum += weight,
        None => scores.push((kind, weight)),
    };
    for (rank, heading) in first.headings.iter().enumerate() {
        add(heading.kind, heading.weight * if rank == 0 { 1.0 } else { 0.35 });
    }
    let text: String = pile[pages].iter().take(READ).map(|page| page.text.to_owned() + "\n").collect();
    for (kind, count) in cues(&collapsed(&text)) {
        // The third word that fits tells less than the first.
        add(kind, 1.1 * (1.0 + count as f32).ln());
    }
    for (kind, weight) in body::kinds(&text) {
        add(kind, weight);
    }
    scores.sort_by(|one, other| other.1.total_cmp(&one.1));
    let Some((best, most)) = scores.first().copied().filter(|(_, most)| *most >= LEAST) else {
        return (Kind::Other, 50, first.headings.first());
    };
    let next = scores.get(1).map_or(0.0, |(_, next)| *next);
    let heading = first.headings.iter().find(|heading| heading.kind == best);
    (best, sure((most - next) / 3.0), heading)
}

/// So many pages of a document are looked at to say what it is.
const READ: usize = 6;

/// The least that has to speak for a kind.
const LEAST: f32 = 1.6;

/// From half (0) to nearly certain (1 and more), in per cent.
fn sure(share: f32) -> u8 {
    (50.0 + 48.0 * share.clamp(0.0, 1.0)) as u8
}

/// White space collapsed.
fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
