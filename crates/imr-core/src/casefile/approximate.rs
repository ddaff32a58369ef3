//! Words that are nearly the same: what recognition (OCR) and bad copies make
//! of them.

/// Letters and digits alone, in lower case; the rest falls away.
pub(super) fn squashed(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|one| one.to_ascii_lowercase()).collect()
}

/// Where a phrase stands in a text at best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Insertions, deletions and changes of a letter between them.
    pub(super) edits: usize,
    /// Where it ends, in bytes of the text.
    pub(super) end: usize,
}

/// A phrase made ready to be looked for.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// For each letter and digit, at which places of the phrase it stands; the
    /// last is for all else, which stands nowhere.
    places: [u64; SYMBOLS + 1],
    length: usize,
}

/// Letters and digits.
const SYMBOLS: usize = 36;

impl Phrase {
    /// A phrase of letters and digits, as [`squashed`] gives them: nothing
    /// where it has none, or more than a word of the machine has bits.
    pub(super) fn of(squashed: &str) -> Option<Self> {
        let mut places = [0; SYMBOLS + 1];
        for (index, byte) in squashed.bytes().enumerate() {
            places[symbol(byte)] |= 1_u64.checked_shl(u32::try_from(index).ok()?)?;
        }
        places[SYMBOLS] = 0;
        (!squashed.is_empty()).then_some(Self { places, length: squashed.len() })
    }

    /// The place of a text of letters and digits that is nearest. After Myers:
    /// a column of the table of distances is held in two words, so a letter
    /// costs a few operations.
    pub(super) fn nearest(&self, text: &str) -> Place {
        let last = 1_u64 << (self.length - 1);
        let (mut plus, mut minus, mut edits) = (u64::MAX, 0_u64, self.length);
        let mut best = Place { edits, end: 0 };
        for (index, byte) in text.bytes().enumerate() {
            let same = self.places[symbol(byte)];
            let diagonal = (((same & plus).wrapping_add(plus)) ^ plus) | same | minus;
            let (up, down) = (minus | !(diagonal | plus), plus & diagonal);
            edits = edits + usize::from(up & last != 0) - usize::from(down & last != 0);
            let (up, down) = (up << 1, down << 1);
            plus = down | !(diagonal | up);
            minus = up & diagonal;
            if edits < best.edits {
                best = Place { edits, end: index + 1 };
            }
        }
        best
    }
}

/// Where a letter or digit stands in the table of a phrase.
fn symbol(byte: u8) -> usize {
    match byte {
        b'a'..=b'z' => usize::from(byte - b'a'),
        b'0'..=b'9' => usize::from(byte - b'0') + 26,
        _ => SYMBOLS,
    }
}

/// Insertions, deletions and changes of a letter between two words.
pub(super) fn distance(one: &str, other: &str) -> usize {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.is_empty() {
        return long.chars().count();
    }
    if short.len() > 64 || !short.is_ascii() || !long.is_ascii() {
        by_rows(one, other)
    } else {
        by_bits(short, long)
    }
}

/// The same for words of ASCII, the first of at most 64 letters. After Myers
/// as in [`Phrase::nearest`], but what stands before counts too.
fn by_bits(short: &str, long: &str) -> usize {
    let mut places = [0_u64; 128];
    for (index, byte) in short.bytes().enumerate() {
        places[usize::from(byte & 127)] |= 1 << index;
    }
    let last = 1_u64 << (short.len() - 1);
    let (mut plus, mut minus, mut edits) = (u64::MAX, 0_u64, short.len());
    for byte in long.bytes() {
        let same = places[usize::from(byte & 127)];
        let diagonal = (((same & plus).wrapping_add(plus)) ^ plus) | same | minus;
        let (up, down) = (minus | !(diagonal | plus), plus & diagonal);
        edits = edits + usize::from(up & last != 0) - usize::from(down & last != 0);
        let (up, down) = (up << 1 | 1, down << 1);
        plus = down | !(diagonal | up);
        minus = up & diagonal;
    }
    edits
}

/// The same for all words, a row of the table of distances after the other.
fn by_rows(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut corner = above;
        row[0] = above + 1;
        for (index, its) in other.iter().enumerate() {
            let change = corner + usize::from(letter != *its);
            corner = row[index + 1];
            row[index + 1] = change.min(row[index] + 1).min(corner + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_phrase_is_found_in_spite_of_what_recognition_makes_of_it() {
        for (phrase, text, edits) in [
            ("operativereport", "stjohnshospitaloperativereport", 0),
            ("operativereport", "0perativerep0rt", 2),
            ("progressreport", "progressrepart", 1),
            ("progressreport", "progess report", 2),
        ] {
            assert_eq!(Phrase::of(phrase).unwrap().nearest(text).edits, edits, "{text}");
        }
        assert!(Phrase::of("").is_none());
        assert!(Phrase::of(&"a".repeat(64)).is_some());
        assert!(Phrase::of(&"a".repeat(65)).is_none());
    }

    #[test]
    fn words_have_a_distance() {
        for (one, other, edits) in [("reyes", "reyes", 0), ("reyes", "reves", 1), ("", "ab", 2), ("abc", "cab", 2)]
        {
            assert_eq!(distance(one, other), edits, "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn a_distance_is_the_same_by_bits_and_by_rows(one in "[ab1é]{0,6}|[a-d ]{0,70}", other in "[ab1é]{0,6}|[a-d ]{0,70}") {
            prop_assert_eq!(distance(&one, &other), by_rows(&one, &other));
        }
    }
}
