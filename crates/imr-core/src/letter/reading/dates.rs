//! Dates in their many spellings.

use super::pattern::compiled;
use jiff::civil::Date;
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where it stands.
    pub(crate) range: Range<usize>,
    /// Which day it is.
    pub(crate) day: Date,
}

/// `10/06/2012`, `10-18-16`, `10/14/ 2016` (a line ended inside), `July 18
/// 2013`, `October 13, 2016`, `13 October 2016`, `2016-10-13`.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix) \b (?:
            (?P<m>\d{1,2}) (?P<s>[-/.])\ ? (?P<d>\d{1,2}) [-/.]\ ? (?P<y>(?:19|20)\d\d|\d\d)
          | (?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)
          | (?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?
              |sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.? \s
            (?P<nd>\d{1,2})(?:st|nd|rd|th)? ,?\ ? (?P<ny>(?:19|20)\d\d)
          | (?P<dd>\d{1,2})(?:st|nd|rd|th)?\ (?P<dname>january|february|march|april|may|june|july|august
              |september|october|november|december),?\ (?P<dy>(?:19|20)\d\d)
        ) \b",
    )
});

/// A two-digit year above this is of the last century. Letters tell of
/// injuries of the nineties, and of none before.
const LAST_OF_CENTURY: i16 = 50;

/// Every date of a text, in order.
pub(crate) fn all(text: &str) -> Vec<Found> {
    DATE.captures_iter(text)
        .filter_map(|found| {
            let range = found.get(0)?.range();
            Some(Found { range, day: day(&found)? })
        })
        .collect()
}

/// The date at the very start of a text, blanks and brackets aside.
pub(super) fn first(text: &str) -> Option<Found> {
    DATE.captures(text).and_then(|found| Some(Found { range: found.get(0)?.range(), day: day(&found)? }))
}

fn day(found: &Captures<'_>) -> Option<Date> {
    let number = |name: &str| found.name(name).and_then(|m| m.as_str().parse::<i16>().ok());
    let small = |name: &str| number(name).and_then(|n| i8::try_from(n).ok());
    if let Some(year) = number("y") {
        return Date::new(full_year(year), small("m")?, small("d")?).ok();
    }
    if let Some(year) = number("iy") {
        return Date::new(year, small("im")?, small("id")?).ok();
    }
    if let Some(year) = number("ny") {
        return Date::new(year, month(found.name("name")?.as_str())?, small("nd")?).ok();
    }
    Date::new(number("dy")?, month(found.name("dname")?.as_str())?, small("dd")?).ok()
}

fn full_year(year: i16) -> i16 {
    match year {
        100.. => year,
        y if y > LAST_OF_CENTURY => 1900 + y,
        y => 2000 + y,
    }
}

fn month(name: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let head = name.get(..3)?.to_ascii_lowercase();
    let at = MONTHS.iter().position(|&known| known == head)?;
    i8::try_from(at + 1).ok()
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
            ("2016-10-13", "2016-10-13"),
        ] {
            let found = first(text).unwrap_or_else(|| panic!("{text} has no date"));
            assert_eq!(found.day.to_string(), expected, "{text}");
            assert_eq!(&text[found.range], text);
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "13/45/2016", "5/325", "L4-5", "7-10 days", "2/30/2015", "page 111-113", "8/10"] {
            assert_eq!(first(text), None, "{text}");
        }
    }
}
