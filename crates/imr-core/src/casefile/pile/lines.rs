//! The lines of a page, without what a fax machine or a stamp put there.

use super::super::approximate::{distance, squashed};
use crate::dates;
use crate::letter::reading::pattern::compiled;
use regex::Regex;
use std::sync::LazyLock;

/// The line a fax machine prints at the edge: an hour with a number of pages,
/// of a telephone, or the words of the trade.
static FAX_LINE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix) \b\d{1,2}:\d{2}(:\d{2})?\b .* (\bfax\b|\bfrom\b|\bto\b|\bp(age|g)?\.?\s*\d|\d{3}[-.)\ ]\s*\d{3}|\d{1,3}/\d{1,3}\b)
          | (\bfax\b|\bfrom:|\d{3}[-.)\ ]\s*\d{3}) .* \b\d{1,2}:\d{2}(:\d{2})?\b
          | ^\W*(received|rec'd|scanned|faxed|filed|copy|duplicate|exhibit|confidential)\b.{0,40}$",
    )
});

/// The number of a page as fax machines print it, where it came to stand on a
/// line of its own.
static FAX_PAGE: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)^\W*p[.,]?\s*\d{3}\s?/\s?\d{3}\W*$"));

/// The day and the hour of a fax machine, where what else it printed came to
/// stand further down: recognition took the page for two columns.
static FAX_HOUR: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^\W*\d{1,2}/\d{1,2}/\d{2,4}\s+\d{1,2}:\d{2}(?::\d{2})?\W*$"));

/// How many lines at either edge a fax machine may have written.
const EDGE: usize = 2;

/// The lines that say something, trimmed.
pub(in crate::casefile) fn lines(text: &str) -> Vec<&str> {
    let all = unstamped(text.lines().map(str::trim).filter(|line| !line.is_empty()).collect());
    let count = all.len();
    let parted = all.iter().take(EDGE).any(|line| FAX_HOUR.is_match(line))
        && all.iter().take(2 * HEAD).any(|line| FAX_PAGE.is_match(line));
    let kept = all.into_iter().enumerate().filter(|(index, line)| {
        let edge = *index < EDGE || index + EDGE >= count;
        !(edge && line.chars().count() <= 120 && FAX_LINE.is_match(line)
            || parted && *index < EDGE && FAX_HOUR.is_match(line)
            || *index < HEAD && FAX_PAGE.is_match(line))
    });
    kept.map(|(_, line)| line).collect()
}

/// How many lines at the top somebody may have stamped.
const HEAD: usize = 9;

/// How far below a stamp its day stands.
const BELOW: usize = 3;

/// The lines without a stamp at the head and the day under it, which says when
/// the page came and not when it was written. The day may have come to stand
/// at the end of a line of the letterhead.
fn unstamped(mut lines: Vec<&str>) -> Vec<&str> {
    let Some(at) = lines.iter().take(HEAD).position(|line| is_stamp(line)) else { return lines };
    lines.remove(at);
    for index in at..lines.len().min(at + BELOW) {
        let line = lines[index];
        let Some(day) = dates::all(line).pop().filter(|_| !line.contains(':')) else { continue };
        let (before, behind) = (&line[..day.range.start], &line[day.range.end..]);
        if behind.chars().any(char::is_alphanumeric) || before.to_lowercase().contains("date") {
            continue;
        }
        match before.trim_end() {
            "" => drop(lines.remove(index)),
            rest => lines[index] = rest,
        }
        break;
    }
    lines
}

/// The word of a rubber stamp alone, or with specks beside it.
fn is_stamp(line: &str) -> bool {
    const WORDS: [&str; 12] = [
        "received",
        "scanned",
        "copy",
        "entered",
        "filed",
        "faxed",
        "mailed",
        "duplicate",
        "original",
        "imaged",
        "logged",
        "indexed",
    ];
    let letters = squashed(line);
    let faults = usize::from(letters.len() > 5);
    letters.len() >= 4
        && letters.len() <= 11
        && line.chars().filter(|one| one.is_uppercase()).count() * 2 > letters.len()
        && WORDS.iter().any(|word| distance(word, &letters) <= faults)
}

static PAGE_OF: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)\bpa[gq]e?\.?\s*:?\s*#?\s*([\dlIO]{1,3})\s*(?:[o0]f|/)\s*([\dlIO]{1,3})\b"));
static BARE_OF: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)^\W*([\dlIO]{1,3})\s*(?:[o0]f|/)\s*([\dlIO]{1,3})\W*$"));
/// At the end of a foot of several parts: `Name | MRN 1234 | 1/1`.
static LAST_PART: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)[|\u{2022}\u{b7}]\s*([\dlIO]{1,3})\s*(?:[o0]f|/)\s*([\dlIO]{1,3})\W*$"));
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)(?:^\W*(?:pa[gq]e|pg)\.?|\bpa[gq]e|^[-\u{2013}\u{2014}]\s?)\s*:?\s*(\d{1,3})\W*$")
});

/// The number of a page within its document, and of how many, as printed at
/// its edges.
pub(super) fn page_of(lines: &[&str]) -> Option<(u32, Option<u32>)> {
    let edges = || {
        let foot = lines.iter().rev().take(4);
        let head = lines.iter().take(lines.len().saturating_sub(4).min(6));
        foot.chain(head)
    };
    let both = edges().find_map(|line| {
        let found = [&PAGE_OF, &BARE_OF, &LAST_PART].into_iter().find_map(|form| form.captures(line))?;
        let (number, of) = (digits(found.get(1)?.as_str())?, digits(found.get(2)?.as_str())?);
        (number >= 1 && number <= of).then_some((number, Some(of)))
    });
    both.or_else(|| edges().find_map(|line| Some((digits(BARE.captures(line)?.get(1)?.as_str())?, None))))
}

/// A number, with the letters that recognition puts for digits.
fn digits(text: &str) -> Option<u32> {
    text.chars()
        .map(|one| match one {
            'l' | 'I' | 'i' | 'L' => '1',
            'O' | 'o' => '0',
            other => other,
        })
        .collect::<String>()
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_fax_machine_printed_is_passed_over() {
        let text =
            "03/17/2015 10:42 FROM: 5551234567 TO: 5559876543 P. 07/19\n\nSample Spine Clinic\nProgress report";
        assert_eq!(lines(text), ["Sample Spine Clinic", "Progress report"]);
        assert_eq!(lines("RECEIVED MAR 03 2015\nReport\nTime of visit 10:30"), ["Report", "Time of visit 10:30"]);
    }

    #[test]
    fn a_stamp_and_its_day_are_passed_over() {
        for (text, rest) in [
            ("RECEIVED\n03/03/2015\nMarch 1, 2015\nDear Sir", vec!["March 1, 2015", "Dear Sir"]),
            (
                "Sample Clinic\nSCANNEO |\n1 Elm Street 03/03/2015\nVisit",
                vec!["Sample Clinic", "1 Elm Street", "Visit"],
            ),
            ("COPY\nReport\nDate: 03/03/2015", vec!["Report", "Date: 03/03/2015"]),
            ("Original\nReport", vec!["Original", "Report"]),
        ] {
            assert_eq!(lines(text), rest, "{text}");
        }
        assert_eq!(lines("03/03/2015 10:41\nFAX\nP.003/014\nReport"), ["FAX", "Report"]);
        // The hour of a visit, where no fax machine printed anything.
        assert_eq!(lines("03/03/2015 10:41\nReport"), ["03/03/2015 10:41", "Report"]);
    }

    #[test]
    fn the_number_of_a_page_is_read_at_its_edges() {
        for (text, number) in [
            ("Report\nwords\nwords\nwords\nPage 2 of 5", Some((2, Some(5)))),
            ("Report\nPaqe l 0f 5", Some((1, Some(5)))),
            ("Report\n- 3 -", Some((3, None))),
            ("Report\n2/4", Some((2, Some(4)))),
            ("Pain is 7/10 today", None),
            ("See page 64 of the guideline.", None),
            ("A\n\nB\n\nDoe, Jane | MRN 229727 | 2/3", Some((2, Some(3)))),
            ("A\n\nB\n\nPain: 7/10", None),
        ] {
            assert_eq!(page_of(&lines(text)), number, "{text}");
        }
    }
}
