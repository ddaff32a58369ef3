//! Requests of which a part had been authorized before.

use super::pattern::compiled;
use crate::letter::record::Partial;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static ORIGINAL: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)\s+(?:was|is)\s+the\s+original\s+request\.?\s*"));
/// `X was authorized by the Claims Administrator.`
static AUTHORIZED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?P<what>.*?)\s+(?:was|were)\s+(?:authorized|certified|approved)\s+by\s+the\s+claims\s+administrator\.?\s*",
    )
});
/// `The Claims Administrator authorized X, leaving the original request IMR eligible.`
static LEAVING: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^the\s+claims\s+administrator\s+(?:authorized|certified|approved)\s+(?P<what>.*?),?\s+leaving\s+[^.]*?eligible\.?\s*",
    )
});
/// `The Claims Administrator authorized X.`
static HAS_AUTHORIZED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)^the\s+claims\s+administrator\s+(?:authorized|certified|approved)\s+(?P<what>.*?)\.\s+")
});
/// What introduces the part that was left.
static REMAINING: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^the\s+(?:remaining\s+)?(?:IMR[\s-]+eligible\s+portion\s+of\s+the\s+)?original\s+request,?\s+(?:is\s+)?|^the\s+remaining\s+[^,]*,\s+",
    )
});
static ARTICLE: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)^an?\s+"));
static IS: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i),?\s+is\s*:?$"));

/// The parts, where the line tells of them, and the range that says what is
/// under review: the remaining part, or the whole line.
pub(super) fn read(text: &str) -> (Option<Partial>, Range<usize>) {
    let whole = 0..text.len();
    // Few lines have such parts, and they all have this word.
    let Some(original) = text.to_ascii_lowercase().contains("original").then(|| ORIGINAL.find(text)).flatten()
    else {
        return (None, whole);
    };
    let asked = &text[..original.start()];
    let rest = &text[original.end()..];
    let (told, leaving) = match LEAVING.captures(rest) {
        Some(found) => (Some(found), true),
        None => (AUTHORIZED.captures(rest).or_else(|| HAS_AUTHORIZED.captures(rest)), false),
    };
    let Some(told) = told else {
        let partial = Partial { original_request: Some(asked.to_owned()), authorized: None, remaining: None };
        return (Some(partial), 0..original.start());
    };
    let authorized = told.name("what").map_or("", |what| what.as_str());
    let authorized = if leaving { ARTICLE.replace(authorized, "") } else { authorized.into() };
    let authorized = authorized.as_ref();

    let after = original.end() + told.get(0).map_or(0, |whole| whole.end());
    let start = after + REMAINING.find(&text[after..]).map_or(0, |lead| lead.end());
    let end = start + IS.find(&text[start..]).map_or(text.len() - start, |tail| tail.start());
    let remaining = &text[start..end];
    let subject = if remaining.is_empty() { 0..original.start() } else { start..end };
    let common = if leaving { 0 } else { common_words(&[asked, authorized, remaining]) };
    let shown = |part: &str| (!part.is_empty()).then(|| differing(part, common));
    let partial =
        Partial { original_request: shown(asked), authorized: shown(authorized), remaining: shown(remaining) };
    (Some(partial), subject)
}

/// How many words the parts share at their start.
fn common_words(parts: &[&str]) -> usize {
    let mut words: Vec<_> = parts.iter().map(|part| part.split(' ')).collect();
    let mut common = 0;
    loop {
        let row: Vec<_> = words.iter_mut().map(Iterator::next).collect();
        let Some(Some(first)) = row.first().copied() else {
            return 0;
        };
        if !row.iter().all(|word| word.is_some_and(|word| word.eq_ignore_ascii_case(first))) {
            return common;
        }
        common += 1;
    }
}

/// The part without the words it shares, up to the next comma: `#63` of
/// `Example 5mg #63, per order`.
fn differing(part: &str, common: usize) -> String {
    let words: Vec<&str> = part.split(' ').skip(common).collect();
    if common == 0 {
        return part.to_owned();
    }
    let own = words.join(" ");
    own.split_once(", ").map_or(own.as_str(), |(own, _)| own).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (String, String, String, String) {
        let (partial, subject) = read(text);
        let partial = partial.unwrap();
        let shown = |part: Option<String>| part.unwrap_or_default();
        (
            shown(partial.original_request),
            shown(partial.authorized),
            shown(partial.remaining),
            text[subject].to_owned(),
        )
    }

    #[test]
    fn the_amounts_that_differ_are_the_parts() {
        let (original, authorized, remaining, subject) = parts(
            "Exampline 5mg #90 was the original request. Exampline 5mg #60 was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, Exampline 5mg #30 is",
        );
        assert_eq!((original.as_str(), authorized.as_str(), remaining.as_str()), ("#90", "#60", "#30"));
        assert_eq!(subject, "Exampline 5mg #30");
        // What follows the amount is the same in all three.
        let (original, ..) = parts(
            "Cot for a 3 month rental was the original request. Cot for a 1 month rental was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, cot for a 2 month rental",
        );
        assert_eq!(original, "3 month rental");
    }

    #[test]
    fn something_else_than_the_request_may_be_authorized() {
        let (original, authorized, remaining, subject) = parts(
            "Purchase of a cot was the original request. The Claims Administrator authorized a cot for 1 month, leaving the original request IMR eligible. The original request, purchase of a cot is",
        );
        assert_eq!(original, "Purchase of a cot");
        assert_eq!(authorized, "cot for 1 month");
        assert_eq!(remaining, "purchase of a cot");
        assert_eq!(subject, "purchase of a cot");
    }

    #[test]
    fn a_plain_line_has_no_parts() {
        assert_eq!(read("Exampline 5mg #90"), (None, 0..17));
    }
}
