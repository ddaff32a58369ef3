//! Boxes to tick: of `Function: [ ] better [x] same` only what is ticked is
//! said.

use super::pattern::{Pattern, compiled};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

static BOX: Pattern = LazyLock::new(|| compiled(r"\[ ?(x|✓|✔|√)? ?\]|\( ?(x|✓|✔|√)? ?\)|(☑|☒|■)|☐|□"));

/// The sentence with blanks for boxes and for the words of those that are not
/// ticked; every other letter keeps its place.
pub(super) fn ticked(text: &str) -> Cow<'_, str> {
    if !text.contains(['[', '(', '☐', '☑', '☒', '□', '■']) {
        return Cow::Borrowed(text);
    }
    let boxes: Vec<(Range<usize>, bool)> = BOX
        .as_ref()
        .into_iter()
        .flat_map(|pattern| pattern.captures_iter(text))
        .filter_map(|found| Some((found.get(0)?.range(), (1..4).any(|group| found.get(group).is_some()))))
        .collect();
    let (Some(first), Some(last)) = (boxes.first(), boxes.last()) else { return Cow::Borrowed(text) };
    let behind = !text[..first.0.start].trim().is_empty()
        && text[last.0.end..].trim_matches(|c: char| c.is_whitespace() || c == '.').is_empty();
    let mut shown = text.to_owned();
    for (at, (place, is_ticked)) in boxes.iter().enumerate() {
        let words = if behind {
            let from = at.checked_sub(1).map_or_else(|| label_end(text, place.start), |before| boxes[before].0.end);
            from..place.start
        } else {
            let next = boxes.get(at + 1).map_or(text.len(), |next| next.0.start);
            place.end..option_end(text, place.end..next, at + 1 == boxes.len())
        };
        if !is_ticked {
            blank(&mut shown, words);
        }
        blank(&mut shown, place.clone());
    }
    Cow::Owned(shown)
}

fn blank(text: &mut String, place: Range<usize>) {
    let blanks = " ".repeat(place.len());
    text.replace_range(place, &blanks);
}

/// Where the label before the first option ends: `Motion: full [x]`.
fn label_end(text: &str, to: usize) -> usize {
    text[..to].rfind(':').map_or_else(|| text[..to].trim_end().rfind(' ').map_or(0, |at| at + 1), |at| at + 1)
}

/// Where the words of an option end: the last one at a comma, since what
/// follows is said of all of them.
fn option_end(text: &str, words: Range<usize>, is_last: bool) -> usize {
    let comma = text[words.clone()].find([',', ';']).filter(|_| is_last);
    comma.map_or(words.end, |at| words.start + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_ticked_is_said() {
        for (text, expected) in [
            ("Function: [ ] better [x] same [ ] worse", "Function: same"),
            ("[ ] Side effects [x] No side effects", "No side effects"),
            ("Spurling [ ] pos [x] neg, neck.", "Spurling neg, neck."),
            ("Motion: full [x] limited [ ].", "Motion: full ."),
            ("☐ off work ☒ modified duty", "modified duty"),
            ("Norco (10/325 mg) is refilled", "Norco (10/325 mg) is refilled"),
            ("[x] Refill Norco 10/325 mg", "Refill Norco 10/325 mg"),
        ] {
            let shown = ticked(text);
            assert_eq!(shown.len(), text.len());
            assert_eq!(shown.split_whitespace().collect::<Vec<_>>().join(" "), expected, "{text}");
        }
    }
}
