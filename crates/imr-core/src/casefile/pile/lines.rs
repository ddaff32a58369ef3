//! The lines of a page, without what a fax machine or a stamp put there.

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

/// How many lines at either edge a fax machine may have written.
const EDGE: usize = 2;

/// The lines that say something, trimmed.
pub(in crate::casefile) fn lines(text: &str) -> Vec<&str> {
    let all: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let count = all.len();
    all.into_iter()
        .enumerate()
        .filter(|(index, line)| {
            let edge = *index < EDGE || index + EDGE >= count;
            !(edge && line.chars().count() <= 120 && FAX_LINE.is_match(line))
        })
        .map(|(_, line)| line)
        .collect()
}

static PAGE_OF: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)\bpa[gq]e?\.?\s*:?\s*#?\s*([\dlIO]{1,3})\s*(?:[o0]f|/)\s*([\dlIO]{1,3})\b"));
static BARE_OF: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)^\W*([\dlIO]{1,3})\s*(?:[o0]f|/)\s*([\dlIO]{1,3})\W*$"));
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
        let found = PAGE_OF.captures(line).or_else(|| BARE_OF.captures(line))?;
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
    fn the_number_of_a_page_is_read_at_its_edges() {
        for (text, number) in [
            ("Report\nwords\nwords\nwords\nPage 2 of 5", Some((2, Some(5)))),
            ("Report\nPaqe l 0f 5", Some((1, Some(5)))),
            ("Report\n- 3 -", Some((3, None))),
            ("Report\n2/4", Some((2, Some(4)))),
            ("Pain is 7/10 today", None),
            ("See page 64 of the guideline.", None),
        ] {
            assert_eq!(page_of(&lines(text)), number, "{text}");
        }
    }
}
