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
        (?P<list>
            \d+ (?: \s* (?:-|–|—|to) \s* \d+ )?
            (?: \s* (?: , \s* and | and | , | ; | & ) \s* (?: (?: page\(s\) | pages? | pgs? ) [.:]* \s* )?
                \d{1,4} (?: \s* (?:-|–|—) \s* \d+ )? )* )",
    )
});

/// A range, blanks inside included: a line may end after the hyphen.
static RANGE: LazyLock<Regex> = LazyLock::new(|| compiled(r"(\d+)(?:\s*(?:-|–|—|to)\s*(\d+))?"));
static HYPHEN: LazyLock<Regex> = LazyLock::new(|| compiled(r"\s*(-|–|—)\s*"));
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
    for found in PAGES.captures_iter(text) {
        let (Some(whole), Some(list)) = (found.get(0), found.name("list")) else {
            continue;
        };
        if !pages.is_empty() {
            pages.push_str("; ");
        }
        pages.push_str(&HYPHEN.replace_all(list.as_str(), "$1"));
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
    let mut ranges: Vec<(u32, u32)> = RANGE.captures_iter(pages).filter_map(|found| range(&found)).collect();
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

fn range(found: &regex::Captures<'_>) -> Option<(u32, u32)> {
    let first: u32 = found.get(1)?.as_str().parse().ok()?;
    let Some(written) = found.get(2) else {
        return Some((first, first));
    };
    let last: u32 = written.as_str().parse().ok()?;
    if last >= first {
        return Some((first, last));
    }
    // `98-9` is 98-99: the last page is written short.
    let digits = u32::try_from(written.as_str().len()).ok()?;
    let unit = 10u32.checked_pow(digits)?;
    let whole = (first / unit).checked_mul(unit)?.checked_add(last)?;
    Some(if whole >= first { (first, whole) } else { (last, first) })
}
