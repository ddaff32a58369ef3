//! Sentences of prose.

use super::sections::floor;
use std::ops::Range;

/// True where the full stop at a place ends a sentence: a blank and a capital
/// follow, or a capital follows a small letter at once (`spasms.On`).
fn ends(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let mut after = text[at + 1..].chars();
    match after.next() {
        None => true,
        Some(' ') => after.next().is_none_or(|c| !c.is_lowercase()) && !abbreviated(&text[..at]),
        Some('"' | '\u{201d}' | ')') => true,
        Some(c) => c.is_uppercase() && before.is_some_and(char::is_lowercase),
    }
}

fn abbreviated(before: &str) -> bool {
    ["Dr", "Mr", "Mrs", "Ms", "vs", "No", "St"]
        .iter()
        .any(|short| before.strip_suffix(short).is_some_and(|rest| !rest.ends_with(char::is_alphabetic)))
}

/// The first end of a sentence at or behind a place: the place of its full
/// stop, or the end of the text.
pub(super) fn end(text: &str, from: usize) -> usize {
    text[from..].match_indices('.').map(|(at, _)| from + at).find(|&at| ends(text, at)).unwrap_or(text.len())
}

/// No sentence of a letter is longer to either side.
const LONGEST: usize = 2000;

/// The sentence that a place stands in.
pub(super) fn around(text: &str, at: usize) -> Range<usize> {
    let from = floor(text, at.saturating_sub(LONGEST));
    let to = floor(text, at.saturating_add(LONGEST));
    let near = &text[from..to];
    let at = at - from;
    let start = near[..at].rmatch_indices('.').map(|(stop, _)| stop).find(|&stop| ends(near, stop));
    from + start.map_or(0, |stop| stop + 1)..from + end(near, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_stop_inside_a_number_ends_nothing() {
        let text = "Took 7.5 mg daily. Then more.On Monday less";
        assert_eq!(&text[around(text, 8)], "Took 7.5 mg daily");
        assert_eq!(text[around(text, 22)].trim(), "Then more");
        // No blank behind the full stop.
        assert_eq!(&text[around(text, text.len() - 1)], "On Monday less");
    }
}
