//! What recognition makes of a date, put right: letters for digits, a month
//! with a letter wrong, a stroke that fell away.

use super::month;
use crate::letter::reading::pattern::compiled;
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Day, month and year with letters among the digits: `O2/l7/2O15`.
static GARBLED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"\b[\dOoQDIlSBZ]{1,2}\s?[/\-.]\s?[\dOoQDIlSBZ]{1,2}\s?[/\-.]\s?[\dOoQDIlSBZ]{2,4}\b")
});

/// A word, a day of the month and a year.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"\b([A-Za-z0-9]{3,10})[.\s-]*?(\s*[\dOIlSBZ]{1,2})\s*[,.]?(\s*(?:19|20|2O)[\dOIlSBZ]{2}\b)")
});

/// Digits of a day with a mark between them that is none of a date, or two.
static MARKED: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"\b(\d{1,2})\s?[/\-.:~]{1,2}\s?(\d{1,2})\s?[/\-.:~]{1,2}\s?((?:19|20)\d\d)\b"));

/// Month and day from which a stroke fell away: `0402-2015`, `02 26/2016`.
static UNPARTED: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(^|[\s:])(0\d|1[0-2])\s?([0-2]\d|3[01])[/\-.]((?:19|20)\d\d)\b"));

/// The line, its dates as they were before recognition garbled them.
#[must_use]
pub fn mended(line: &str) -> Cow<'_, str> {
    // Most lines hold no date; a year or a stroke is in each.
    if !line.contains(|one: char| one.is_ascii_digit()) {
        return Cow::Borrowed(line);
    }
    let named =
        NAMED.replace_all(line, |found: &Captures<'_>| match month::garbled(&found[1], found[0].contains(',')) {
            Some(month) => format!("{month} {}, {}", digits(found[2].trim()), digits(found[3].trim())),
            None => found[0].to_owned(),
        });
    let plain = GARBLED.replace_all(&named, |found: &Captures<'_>| in_the_year(digits(&found[0]).replace(' ', "")));
    let marked = MARKED.replace_all(&plain, |found: &Captures<'_>| {
        let odd = found[0].contains([':', '~']) || found[0].matches(['/', '-', '.']).count() > 2;
        if odd { in_the_year(format!("{}/{}/{}", &found[1], &found[2], &found[3])) } else { found[0].to_owned() }
    });
    let parted = UNPARTED.replace_all(&marked, "$1$2/$3/$4");
    if parted == line { Cow::Borrowed(line) } else { Cow::Owned(parted.into_owned()) }
}

/// A month of two digits begins with 0 or 1; another digit there is one of
/// these, misread: `42-13-2016`.
fn in_the_year(date: String) -> String {
    let mut parts = date.splitn(2, ['/', '-', '.']);
    let month = parts.next().filter(|month| month.len() == 2).and_then(|month| month.parse::<u8>().ok());
    let day =
        parts.next().and_then(|rest| rest.split(['/', '-', '.']).next()).and_then(|day| day.parse::<u8>().ok());
    let first = match (month, day) {
        // The day before the month, as some write it.
        (Some(13..=31), Some(1..=12)) => return date,
        (Some(40..=42 | 70..=72), _) => '1',
        (Some(month @ (60..=99)), _) if month % 10 > 0 => '0',
        _ => return date,
    };
    date.char_indices().map(|(at, one)| if at == 0 { first } else { one }).collect()
}

/// The digits for which letters were taken.
fn digits(text: &str) -> String {
    text.chars()
        .map(|one| match one {
            'O' | 'o' | 'Q' | 'D' => '0',
            'I' | 'l' => '1',
            'S' => '5',
            'B' => '8',
            'Z' => '2',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::day;

    #[test]
    fn garbled_dates_are_read() {
        for (line, expected) in [
            ("Date: O2/l7/2O15", Some("2015-02-17")),
            ("02 / 17/ 2015", Some("2015-02-17")),
            ("Febuary 17, 2015", Some("2015-02-17")),
            ("0ctober 3. 2014", Some("2014-10-03")),
            ("Decernber 3,2014", Some("2014-12-03")),
            ("March l7, 2O15", Some("2015-03-17")),
            ("\u{2014}April-2, 2017", Some("2017-04-02")),
            ("42-13-2016", Some("2016-12-13")),
            ("82/17/2015", Some("2015-02-17")),
            ("Date of Visit: Q3-28-2015", Some("2015-03-28")),
            ("Date of Decision: far 18, 2015", Some("2015-03-18")),
            ("Date: 0402-2015", Some("2015-04-02")),
            ("Date: . 02 26/2016", Some("2016-02-26")),
            ("02..20/2016", Some("2016-02-20")),
            ("for 18, 2015", None),
            ("far 18 2015", None),
            ("WC-0402-2015", None),
            ("01-16:2015", Some("2015-01-16")),
            ("03~24-2015", Some("2015-03-24")),
            ("45/17/2015", None),
            ("Room 12 2015", None),
            ("Suite 9 2014", None),
        ] {
            assert_eq!(day(&mended(line)).map(|day| day.to_string()).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn a_line_without_a_date_stays_as_it_is() {
        for line in ["Norco 10/325 mg, #60", "L4-5 and L5-S1", "Pain is 8/10 today.", "Tel 555-0101"] {
            assert_eq!(mended(line), line);
        }
    }
}
