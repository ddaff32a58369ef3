//! Page numbers in a citation: as written, and as numbers.

use super::statement::compiled;
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The word for a page, perhaps twice (`Page(s): page(s) 74-96`), and the
/// list of numbers after it.
static PAGES: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix) \b (?: page\(s\) | pages? | pgs? | pp? ) \b? [.:]* \s*
        (?: (?: page\(s\) | pages? | pgs? | pp? ) [.:]* \s* )*
        (?:
            \d+ (?: \s* (?:-|–|—|to) \s* \d+ )?
            (?: \s* (?: , \s* and | and | , | ; | & ) \s* (?: (?: page\(s\) | pages? | pgs? ) [.:]* \s* )?
                \d{1,4} (?: \s* (?:-|–|—) \s* \d+ )? )* )",
    )
});

/// A hyphen with blanks beside it: a line may end behind one.
static HYPHEN: LazyLock<Regex> = LazyLock::new(|| compiled(r"\s+(-|–|—)\s*|(-|–|—)\s+"));
/// A word for pages that is followed by no number.
static BARE: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)\bpage\(s\)\s*:?\s*"));

/// The page numbers of a citation as written, without the word for pages and
/// without blanks inside a range, and the citation without them.
pub(super) fn take(text: &str) -> (Option<String>, Cow<'_, str>) {
    if !text.as_bytes().iter().any(|b| matches!(b, b'p' | b'P')) {
        return (None, Cow::Borrowed(text));
    }
    let mut pages = String::new();
    let mut rest = String::new();
    let mut from = 0;
    for whole in PAGES.find_iter(text) {
        // The list begins with the first digit: the words before it have none.
        let list = whole.as_str().trim_start_matches(|c: char| !c.is_ascii_digit());
        if !pages.is_empty() {
            pages.push_str("; ");
        }
        pages.push_str(&HYPHEN.replace_all(list, "$1$2"));
        rest.push_str(&text[from..whole.start()]);
        from = whole.end();
    }
    if pages.is_empty() {
        return (None, BARE.replace_all(text, ""));
    }
    rest.push_str(&text[from..]);
    (Some(pages), Cow::Owned(rest))
}

/// Pages as numbers: ranges with first and last page, in order, those that
/// touch made one. `63,64` is one range, `111; 113` two.
#[must_use]
pub fn page_ranges(pages: &str) -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    let mut rest = pages;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (first, behind) = number(&rest[at..]);
        let (last, behind) = last_page(behind).map_or((first, behind), number);
        ranges.extend(range(first, last));
        rest = behind;
    }
    ranges.sort_unstable();
    let mut joined: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
    for (first, last) in ranges {
        match joined.last_mut() {
            Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
            _ => joined.push((first, last)),
        }
    }
    joined
}

/// The digits that a text begins with, and what stands behind them.
fn number(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

/// What stands behind a hyphen, where that is a number. A line may end on
/// either side of the hyphen.
fn last_page(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let behind = ["-", "–", "—", "to"].iter().find_map(|joint| text.strip_prefix(joint))?.trim_start();
    behind.starts_with(|c: char| c.is_ascii_digit()).then_some(behind)
}

/// A range of pages; none where a number is longer than one can be.
fn range(first: &str, last: &str) -> Option<(u32, u32)> {
    let digits = u32::try_from(last.len()).ok()?;
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    if last >= first {
        return Some((first, last));
    }
    // `98-9` is 98-99: the last page is written short.
    let unit = 10u32.checked_pow(digits)?;
    let whole = (first / unit).checked_mul(unit)?.checked_add(last)?;
    Some(if whole >= first { (first, whole) } else { (last, first) })
}
