//! Where one document ends and the next begins: what is seen at the edges of
//! two pages that follow each other is weighed up.

use super::super::approximate::squashed;
use super::days::{self, Day};
use super::title::{Heading, headings};
use super::{PilePage, lines, people};
use jiff::civil::Date;

/// What is seen on one page.
#[derive(Debug, Clone)]
pub(super) struct Signs<'a> {
    /// Its lines.
    pub(super) lines: Vec<&'a str>,
    /// Its number within its document, and of how many, as printed.
    pub(super) page_of: Option<(u32, Option<u32>)>,
    /// Titles in its head, the weightiest first.
    pub(super) headings: Vec<Heading>,
    /// Days of its head that may be the document's.
    pub(super) days: Vec<Day>,
    /// Days of its head that are of the person: of birth, of the injury.
    pub(super) personal: Vec<Date>,
    letterhead: bool,
    top: Vec<String>,
    labels: usize,
    ends_signed: bool,
    opens_within: bool,
    ends_within: bool,
}

/// How many lines are the head of a page.
pub(super) const HEAD: usize = 18;

/// Lines that a running head may have.
const RUNNING: usize = 5;

impl<'a> Signs<'a> {
    pub(super) fn of(page: &PilePage<'a>) -> Self {
        let lines = lines::lines(page.text);
        let head = &lines[..lines.len().min(HEAD)];
        let (days, personal) = days::days(head);
        let (letterhead, labels) = (people::has_letterhead(&lines), patient_labels(head));
        let first = lines.first().copied().unwrap_or_default();
        let last = lines.iter().rev().find(|line| lines::page_of(&[line]).is_none()).copied().unwrap_or_default();
        Self {
            page_of: lines::page_of(&lines),
            headings: headings(&lines, people::letterhead(&lines), letterhead || labels >= 2),
            days,
            personal,
            letterhead,
            top: lines.iter().take(RUNNING).map(|line| squashed(line)).filter(|line| line.len() > 3).collect(),
            labels,
            ends_signed: people::ends_signed(&lines),
            opens_within: first.starts_with(|one: char| one.is_lowercase()),
            ends_within: last.chars().count() > 40 && last.ends_with(|one: char| one.is_lowercase() || one == ','),
            lines,
        }
    }

    fn title(&self) -> f32 {
        self.headings.first().map_or(0.0, |heading| heading.weight)
    }

    fn day(&self) -> Option<Date> {
        self.days.iter().min_by_key(|day| day.rank).filter(|day| day.rank < 4).map(|day| day.date)
    }

    fn is_blank(&self) -> bool {
        self.lines.iter().map(|line| line.len()).sum::<usize>() < 25
    }
}

/// How many fields of a head say whom it is about.
fn patient_labels(head: &[&str]) -> usize {
    const LABELS: [&str; 14] = [
        "patient",
        "employee",
        "claimant",
        "applicant",
        "injured worker",
        "dob",
        "date of birth",
        "claim",
        "re:",
        "date of injury",
        "doi",
        "mrn",
        "employer",
        "name:",
    ];
    let text = head.join("\n").to_lowercase();
    LABELS.iter().filter(|label| text.contains(**label)).count()
}

/// How much speaks for a new document beginning with `next`: above zero, one
/// does. `pile` is how many pages the file has.
pub(super) fn begins_anew(before: &Signs<'_>, next: &Signs<'_>, pile: usize) -> f32 {
    if next.is_blank() {
        return -2.0;
    }
    let mut score = -1.2;
    let repeated = repeats(before, next);
    let numbered = numbers(before, next, pile);
    score += numbered;
    score += 0.75 * (next.title() - 1.0).max(-0.6) * if repeated >= 0.6 { 0.45 } else { 1.0 };
    score += match (next.letterhead, repeated) {
        (true, repeated) if repeated < 0.3 => 1.6,
        (true, _) => 0.5,
        (false, _) => -0.6,
    };
    score += match (before.day(), next.day()) {
        (Some(one), Some(other)) if one != other => 2.2,
        (Some(_), Some(_)) => -0.6,
        (None, Some(_)) => 0.9,
        _ => 0.0,
    };
    score += if next.labels >= 3 && repeated < 0.6 { 0.9 } else { 0.0 };
    score += if before.ends_signed { 1.3 } else { -0.5 };
    score += if next.opens_within { -2.0 } else { 0.0 };
    score += if before.ends_within { -1.8 } else { 0.0 };
    if retitled(before, next) && numbered <= 0.0 {
        score += 1.5;
    } else if repeated >= 0.6 && before.day() == next.day() && numbered <= 0.0 {
        score -= 1.5;
    }
    if next.title() < 1.5 && !next.letterhead && next.labels < 2 && numbered <= 0.0 {
        score -= 1.2;
    }
    score
}

/// Whether a whole head stands on both pages, with another title: one more
/// study of the day. Behind a signature, a line that is only in part a title
/// tells it as well: `MRI of the left knee without contrast`.
fn retitled(before: &Signs<'_>, next: &Signs<'_>) -> bool {
    const PLAIN: f32 = 3.0;
    const PART: f32 = 1.0;
    let least = if before.ends_signed && next.labels >= 3 { PART } else { PLAIN };
    let title =
        |page: &Signs<'_>| page.headings.first().filter(|one| one.weight >= least).map(|one| squashed(&one.line));
    let differs = title(before).zip(title(next)).is_some_and(|(one, other)| !alike(&one, &other));
    differs && next.letterhead && next.labels >= 2
}

/// Share of the lines at the top that stood at the top of the page before: a
/// running head, or a letterhead printed on every page.
fn repeats(before: &Signs<'_>, next: &Signs<'_>) -> f32 {
    if next.top.is_empty() {
        return 0.0;
    }
    let same = next.top.iter().filter(|line| before.top.iter().any(|other| alike(line, other))).count();
    same as f32 / next.top.len().min(before.top.len().max(1)) as f32
}

/// Page numbers fall away, and recognition may err in one letter of ten.
fn alike(one: &str, other: &str) -> bool {
    let letters = |line: &str| line.trim_end_matches(|last: char| last.is_ascii_digit()).to_owned();
    let (one, other) = (letters(one), letters(other));
    one == other
        || (one.len().abs_diff(other.len()) <= one.len() / 8
            && super::super::approximate::distance(&one, &other) <= one.len() / 8)
}

/// What the printed numbers say.
fn numbers(before: &Signs<'_>, next: &Signs<'_>, pile: usize) -> f32 {
    // A stamp that counts the whole pile says nothing of its documents.
    let counts = |page: &Signs<'_>| {
        page.page_of.filter(|(_, of)| !(pile > 12 && of.is_some_and(|of| of as usize >= pile * 4 / 5)))
    };
    match (counts(before), counts(next)) {
        (Some((one, a)), Some((other, b))) if other == one + 1 && (a == b || a.is_none() || b.is_none()) => -6.0,
        (_, Some((1, Some(_)))) => 4.5,
        (_, Some((1, None))) => 2.5,
        (Some((_, a)), Some((_, b))) if a == b => -1.5,
        (Some(_), Some(_)) => 2.5,
        (None, Some((2, _))) => -3.0,
        (None, Some(_)) => 0.4,
        (Some((one, Some(of))), None) if one == of => 1.8,
        (Some((_, Some(_))), None) => 0.4,
        _ => 0.0,
    }
}
