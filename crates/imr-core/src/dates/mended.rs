//! What recognition makes of a date, put right: letters for digits, a month
//! with a letter wrong, a stroke that fell away.

use super::month;
use crate::letter::reading::pattern::compiled;
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Day, month and year with letters among the digits: `O2/l7/2O15`.
static GARBLED: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"\b[\dOoIlSBZ]{1,2}\s?[/\-.]\s?[\dOoIlSBZ]{1,2}\s?[/\-.]\s?[\dOoIlSBZ]{2,4}\b"));

/// A word, a day of the month and a year.
static NAMED: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"\b([A-Za-z0-9]{3,10})\.?(\s*[\dOIlSBZ]{1,2})\s*[,.]?(\s*(?:19|20|2O)[\dOIlSBZ]{2}\b)"));

/// The line, its dates as they were before recognition garbled them.
pub(crate) fn mended(line: &str) -> Cow<'_, str> {
    // Most lines hold no date; a year or a stroke is in each.
    if !line.contains(|one: char| one.is_ascii_digit()) {
        return Cow::Borrowed(line);
    }
    let named = NAMED.replace_all(line, |found: &Captures<'_>| match month::garbled(&found[1]) {
        Some(month) => format!("{month} {}, {}", digits(found[2].trim()), digits(found[3].trim())),
        None => found[0].to_owned(),
    });
    let plain = GARBLED.replace_all(&named, |found: &Captures<'_>| digits(&found[0]).replace(' ', ""));
    if plain == line { Cow::Borrowed(line) } else { Cow::Owned(plain.into_owned()) }
}

/// The digits for which letters were taken.
fn digits(text: &str) -> String {
    text.chars()
        .map(|one| match one {
            'O' | 'o' => '0',
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
