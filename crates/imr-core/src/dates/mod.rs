//! Dates in running text, in their many spellings: of letters, of records, of
//! forms. What recognition garbled is put right in [`mended`]. Dates of our
//! own formats are none of this room's: they are parsed, not looked for.

mod mended;
mod month;

pub use mended::mended;
pub(crate) use month::is_full_name;

use jiff::civil::Date;
use month::month;
use std::ops::Range;

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where it stands.
    pub(crate) range: Range<usize>,
    /// Which day it is.
    pub(crate) day: Date,
}

/// A two-digit year above this is of the last century. Letters tell of
/// injuries of the nineties, and of none before.
const LAST_OF_CENTURY: i16 = 50;

/// Every date of a text, in order.
pub(crate) fn all(text: &str) -> Vec<Found> {
    each(text).collect()
}

/// Every date of a text, in order, looked for one by one.
pub(crate) fn each(text: &str) -> impl Iterator<Item = Found> + '_ {
    let mut from = 0;
    let written = std::iter::from_fn(move || {
        let written = next(text, from)?;
        from = written.range.end;
        Some(written)
    });
    written.filter_map(Written::found)
}

/// The day that a date as written means.
#[must_use]
pub fn day(raw: &str) -> Option<Date> {
    first(raw).map(|found| found.day)
}

/// The first date of a text; none where there is no such day.
pub(crate) fn first(text: &str) -> Option<Found> {
    next(text, 0)?.found()
}

/// A date as written; there may be no such day.
struct Written {
    range: Range<usize>,
    year: i16,
    month: i8,
    day: i8,
}

impl Written {
    fn found(self) -> Option<Found> {
        let day = Date::new(full_year(self.year), self.month, self.day).ok()?;
        Some(Found { range: self.range, day })
    }
}

/// The next date behind a place. Letters hold thousands of words and few
/// digits, and every date has one: so the digits are looked for, and bytes
/// compared from there.
fn next(text: &str, from: usize) -> Option<Written> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(step) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + step;
        if let Some(written) = behind_month(bytes, from, start).or_else(|| before_all(bytes, start)) {
            return Some(written);
        }
        at = start + digits(&bytes[start..]);
    }
    None
}

/// `July 18 2013`, `October 13, 2016`, `Sept. 3rd, 2014`, seen from the day.
fn behind_month(bytes: &[u8], from: usize, at: usize) -> Option<Written> {
    let [before @ .., b' ' | b'\t' | b'\n' | b'\r'] = &bytes[from..at] else { return None };
    let before = before.strip_suffix(b".").unwrap_or(before);
    let letters = before.iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
    let start = from + before.len() - letters;
    let month = month(&before[before.len() - letters..]).filter(|_| edge(bytes, start))?;
    // The day may be written to the year: `July 182013`.
    (1..=digits(&bytes[at..]).min(2)).rev().find_map(|length| {
        let mut rest = behind_ordinal(&bytes[at + length..]);
        rest = rest.strip_prefix(b",").unwrap_or(rest);
        rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let year = full(rest)?;
        let end = bytes.len() - rest.len() + 4;
        edge(bytes, end).then(|| Written { range: start..end, year, month, day: small(&bytes[at..at + length]) })
    })
}

/// The spellings that begin with digits.
fn before_all(bytes: &[u8], at: usize) -> Option<Written> {
    if !edge(bytes, at) {
        return None;
    }
    let text = &bytes[at..];
    let (year, month, day, rest) = match digits(text) {
        length @ (1 | 2) => strokes(text, length).or_else(|| before_month(text, length))?,
        4 => iso(text)?,
        _ => return None,
    };
    let end = bytes.len() - rest.len();
    edge(bytes, end).then_some(Written { range: at..end, year, month, day })
}

/// Year, month, day, and what stands behind them.
type Parts<'t> = (i16, i8, i8, &'t [u8]);

/// `10/06/2012`, `10-18-16`, `10/14/ 2016` (a line ended inside).
fn strokes(text: &[u8], length: usize) -> Option<Parts<'_>> {
    let rest = behind_stroke(&text[length..])?;
    let second = digits(rest);
    if !(1..=2).contains(&second) {
        return None;
    }
    let last = behind_stroke(&rest[second..])?;
    let (year, taken) = match full(last) {
        Some(year) if digits(last) == 4 => (year, 4),
        _ if digits(last) == 2 => (i16::from(small(&last[..2])), 2),
        _ => return None,
    };
    Some((year, small(&text[..length]), small(&rest[..second]), &last[taken..]))
}

/// `2016-10-13`.
fn iso(text: &[u8]) -> Option<Parts<'_>> {
    let year = full(text)?;
    let [b'-', m @ .., b'-', d1, d2] = text.get(4..10)? else { return None };
    let day = [*d1, *d2];
    (digits(m) == 2 && digits(&day) == 2).then(|| (year, small(m), small(&day), &text[10..]))
}

/// `13 October 2016`, `3rd March, 2015`; `05-JAN-15`, as programs print it.
fn before_month(text: &[u8], length: usize) -> Option<Parts<'_>> {
    let rest = behind_ordinal(&text[length..]);
    let hyphen = rest.starts_with(b"-");
    let rest = rest.strip_prefix(b" ").or_else(|| rest.strip_prefix(b"-"))?;
    let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let month = month(&rest[..letters])?;
    let rest = &rest[letters..];
    let day = small(&text[..length]);
    if hyphen {
        let rest = rest.strip_prefix(b"-")?;
        return match full(rest) {
            Some(year) => Some((year, month, day, &rest[4..])),
            None => (digits(rest) == 2).then(|| (i16::from(small(rest)), month, day, &rest[2..])),
        };
    }
    let rest = rest.strip_prefix(b",").unwrap_or(rest).strip_prefix(b" ")?;
    Some((full(rest)?, month, day, &rest[4..]))
}

/// True where no word goes on across a place.
fn edge(bytes: &[u8], at: usize) -> bool {
    let word = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at)).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_')
    };
    !(word(at.checked_sub(1)) && word(Some(at)))
}

/// How many digits a text begins with.
fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|b| b.is_ascii_digit()).count()
}

/// The number that one or two digits are.
fn small(digits: &[u8]) -> i8 {
    digits.iter().take(2).fold(0, |number, digit| number * 10 + (digit - b'0').cast_signed())
}

/// The year of four digits that a text begins with.
fn full(text: &[u8]) -> Option<i16> {
    let century = match text.get(..2)? {
        b"19" => 1900,
        b"20" => 2000,
        _ => return None,
    };
    let rest = text.get(2..4).filter(|rest| digits(rest) == 2)?;
    Some(century + i16::from(small(rest)))
}

/// What stands behind a stroke, a hyphen or a full stop, and one blank.
fn behind_stroke(text: &[u8]) -> Option<&[u8]> {
    let [b'/' | b'-' | b'.', rest @ ..] = text else { return None };
    Some(rest.strip_prefix(b" ").unwrap_or(rest))
}

/// What stands behind `st`, `nd`, `rd` or `th`, or else the text itself.
fn behind_ordinal(text: &[u8]) -> &[u8] {
    let ordinal = text
        .get(..2)
        .is_some_and(|end| [b"st", b"nd", b"rd", b"th"].iter().any(|known| end.eq_ignore_ascii_case(*known)));
    if ordinal { &text[2..] } else { text }
}

fn full_year(year: i16) -> i16 {
    match year {
        100.. => year,
        y if y > LAST_OF_CENTURY => 1900 + y,
        y => 2000 + y,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_in_every_spelling() {
        for (text, expected) in [
            ("10/06/2012", "2012-10-06"),
            ("6/2/14", "2014-06-02"),
            ("10/24/00", "2000-10-24"),
            ("3/1/98", "1998-03-01"),
            ("10-18-16", "2016-10-18"),
            // A line ended behind the hyphen, or behind the stroke.
            ("10-30- 2016", "2016-10-30"),
            ("10/14/ 2016", "2016-10-14"),
            ("July 18 2013", "2013-07-18"),
            ("October 13, 2016", "2016-10-13"),
            ("Sept. 3, 2014", "2014-09-03"),
            ("3 March 2015", "2015-03-03"),
            ("3 Mar 2015", "2015-03-03"),
            ("03-MAR-2015", "2015-03-03"),
            ("3-Mar-15", "2015-03-03"),
            ("2016-10-13", "2016-10-13"),
            ("MAY 3rd,2014", "2014-05-03"),
            ("July 182013", "2013-07-18"),
        ] {
            let found = first(text).unwrap_or_else(|| panic!("{text} has no date"));
            assert_eq!(found.day.to_string(), expected, "{text}");
            assert_eq!(&text[found.range], text);
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "13/45/2016",
            "5/325",
            "L4-5",
            "7-10 days",
            "2/30/2015",
            "page 111-113",
            "8/10",
            "x1/2/2016",
            "1/2/20167",
            "maybe 3, 2014",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }
}
