//! Boxes to be ticked: of a row of choices, what is not ticked is not said.

use super::pattern::{Pattern, compiled};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// A box, ticked or not, as forms print it and as programs type it.
static BOX: Pattern = LazyLock::new(|| {
    compiled(r"\[[ _]{0,3}\]|\[ ?[x*✓✔√] ?\]|\( {1,3}\)|\( ?[x✓✔√] ?\)|[☐□☑☒✅■]|\b_{0,3}x_{1,3}|_{1,3}x\b|_{2,4}")
});

/// A sign in brackets stands for the word: `(-) spasm`, `SLR: (+)`.
static SIGN: Pattern = LazyLock::new(|| compiled(r"(?:[(\[][+\-][)\]])(?:[ ,.;:)]|$)"));

/// A place to be ticked.
struct Tick {
    place: Range<usize>,
    ticked: bool,
}

/// A sentence without the choices that are not ticked: blanks stand for them,
/// so that every other word keeps its place.
pub(super) fn chosen(text: &str) -> Cow<'_, str> {
    let may_be = |byte: u8| matches!(byte, b'[' | b'(' | b'_') || !byte.is_ascii();
    if !text.bytes().fold(false, |any, byte| any | may_be(byte)) {
        return Cow::Borrowed(text);
    }
    let mut said = Cow::Borrowed(text);
    for found in SIGN.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(text)) {
        let word = if found.as_str().contains('+') { "pos" } else { "neg" };
        said.to_mut().replace_range(found.start()..found.start() + 3, word);
    }
    let ticks = ticks(text);
    if ticks.is_empty() {
        return said;
    }
    let mut hidden: Vec<Range<usize>> = ticks.iter().map(|tick| tick.place.clone()).collect();
    if !is_answered(text, &ticks) {
        hidden.extend(choices(text, &ticks));
    }
    for range in hidden {
        let blanks = " ".repeat(range.len());
        said.to_mut().replace_range(range, &blanks);
    }
    said
}

fn ticks(text: &str) -> Vec<Tick> {
    let Some(pattern) = BOX.as_ref() else { return Vec::new() };
    let is_ticked = |written: &str| written.contains(['x', 'X', '*', '✓', '✔', '√', '☑', '☒', '✅', '■']);
    let all: Vec<Tick> = pattern
        .find_iter(text)
        .map(|found| Tick { place: found.range(), ticked: is_ticked(found.as_str()) })
        .collect();
    // Low lines and empty brackets are room to write in, where nothing is ticked.
    let is_room = |tick: &Tick| text[tick.place.clone()].starts_with(['_', '(']);
    if all.iter().any(|tick| tick.ticked) { all } else { all.into_iter().filter(|tick| !is_room(tick)).collect() }
}

/// `[ ] left shoulder (pt denies)`: an empty box with its answer in words.
fn is_answered(text: &str, ticks: &[Tick]) -> bool {
    ticks.len() == 1 && !ticks[0].ticked && ["denie", "none", " no "].iter().any(|word| text.contains(word))
}

/// The words of the choices that are not ticked.
fn choices(text: &str, ticks: &[Tick]) -> Vec<Range<usize>> {
    let letters = |range: Range<usize>| text[range].contains(char::is_alphanumeric);
    let (Some(first), Some(last)) = (ticks.first(), ticks.last()) else { return Vec::new() };
    // `WNL [x] limited [ ]`: the boxes stand behind.
    let behind = letters(0..first.place.start) && !letters(last.place.end..text.len());
    let of = |(at, tick): (usize, &Tick)| {
        if behind {
            let from = at.checked_sub(1).map_or(0, |before| ticks[before].place.end);
            let label = text[from..tick.place.start].rfind([':', ',', ';', '|']).map_or(0, |cut| cut + 1);
            return from + label..tick.place.start;
        }
        let end = ticks.get(at + 1).map_or_else(|| last_end(text, tick.place.end), |next| next.place.start);
        tick.place.end..end
    };
    ticks.iter().enumerate().filter(|(_, tick)| !tick.ticked).map(of).collect()
}

/// Where the words of the last choice end.
fn last_end(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    let ends = [", ", "; ", " (", " - ", ". ", "|"].iter().filter_map(|stop| rest.find(stop)).min();
    from + ends.unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_ticked_is_not_said() {
        for (written, said) in [
            ("[ ] Off work [x] Modified: 15 lb max lift [ ] Full.", "Modified: 15 lb max lift"),
            ("Tinel sign [ ] pos [x] neg, left wrist.", "Tinel sign neg, left wrist."),
            ("ROM: WNL [x] limited [ ]", "ROM: WNL"),
            ("Motor: ( ) normal (x) weak, 4/5", "Motor: weak, 4/5"),
            ("☐ Full duty ☒ Off work", "Off work"),
            ("Function: [ ] better [x] same [ ] worse", "Function: same"),
            ("Motion: full [x] limited [ ].", "Motion: full ."),
            ("[ ] Side effects [x] No side effects", "No side effects"),
            ("Norco (10/325 mg) is refilled", "Norco (10/325 mg) is refilled"),
            ("[ ] fever [ ] chills [ ] rash [x] none of these", "none of these"),
            ("[ ] left shoulder (pt denies)", "left shoulder (pt denies)"),
            ("[ ] Full duty", ""),
            ("(-) spasm low back", "neg spasm low back"),
            ("SLR: (+), left", "SLR: pos, left"),
            ("___ Full duty _X_ Modified duty", "Modified duty"),
            ("Signature: ______ (L) knee", "Signature: ______ (L) knee"),
        ] {
            let found = chosen(written);
            assert_eq!(found.len(), written.len(), "{written}");
            assert_eq!(found.split_whitespace().collect::<Vec<_>>().join(" "), said, "{written}");
        }
    }
}
