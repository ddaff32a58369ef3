//! Words that are nearly the same: what recognition (OCR) and bad copies make
//! of them.

/// The longest phrase that is looked for, in bytes.
pub(super) const LONGEST: usize = 64;

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

/// The place of `text` that is nearest to `phrase`, which has at most
/// [`LONGEST`] bytes. After Myers: a column of the table of distances is held
/// in two words, so a letter costs a few operations.
pub(super) fn nearest(phrase: &[u8], text: &[u8]) -> Option<Place> {
    let length = phrase.len();
    if length == 0 || length > LONGEST {
        return None;
    }
    let mut places = [0_u64; 256];
    for (index, byte) in phrase.iter().enumerate() {
        places[usize::from(*byte)] |= 1 << index;
    }
    let last = 1_u64 << (length - 1);
    let (mut plus, mut minus, mut edits) = (u64::MAX, 0_u64, length);
    let mut best = Place { edits: length, end: 0 };
    for (index, byte) in text.iter().enumerate() {
        let same = places[usize::from(*byte)];
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
    Some(best)
}

/// Insertions, deletions and changes of a letter between two words.
pub(super) fn distance(one: &str, other: &str) -> usize {
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

    #[test]
    fn a_phrase_is_found_in_spite_of_what_recognition_makes_of_it() {
        for (phrase, text, edits) in [
            ("operativereport", "stjohnshospitaloperativereport", 0),
            ("operativereport", "0perativerep0rt", 2),
            ("progressreport", "progressrepart", 1),
            ("progressreport", "progess report", 2),
        ] {
            assert_eq!(nearest(phrase.as_bytes(), text.as_bytes()).map(|one| one.edits), Some(edits), "{text}");
        }
        assert_eq!(nearest(b"", b"abc"), None);
    }

    #[test]
    fn words_have_a_distance() {
        for (one, other, edits) in [("reyes", "reyes", 0), ("reyes", "reves", 1), ("", "ab", 2), ("abc", "cab", 2)]
        {
            assert_eq!(distance(one, other), edits, "{one} {other}");
        }
    }
}
