//! Full stops that recognition made of commas: in a scan, what goes on with a
//! small letter is the same sentence.

use std::borrow::Cow;

/// A sentence of a scan with commas for full stops behind which it goes on
/// with a small letter: `no tenderness. spasm or guarding`. What stands behind
/// a short word may be a real abbreviation.
pub(super) fn as_commas(said: Cow<'_, str>) -> Cow<'_, str> {
    let bytes = said.as_bytes();
    let is_comma = |at: &usize| {
        let word = bytes[..*at].iter().rev().take_while(|byte| byte.is_ascii_lowercase()).count();
        word > 4
            && bytes.get(at + 1) == Some(&b' ')
            && bytes.get(at + 2).is_some_and(u8::is_ascii_lowercase)
            && !SHORT.iter().any(|short| said[..*at].ends_with(short))
    };
    let stops: Vec<usize> = said.match_indices(". ").map(|one| one.0).filter(is_comma).collect();
    if stops.is_empty() {
        return said;
    }
    let mut said = said;
    for at in stops {
        said.to_mut().replace_range(at..=at, ",");
    }
    said
}

/// Words that are cut short and have more than four letters.
const SHORT: [&str; 4] = ["approx", "bilat", "incl", "resp"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_stop_before_a_small_letter_was_a_comma() {
        for (written, said) in [
            ("No tenderness. spasm or guarding.", "No tenderness, spasm or guarding."),
            ("Take one tab. daily. Return in June.", "Take one tab. daily. Return in June."),
            ("bilat. lower extremities", "bilat. lower extremities"),
        ] {
            assert_eq!(as_commas(Cow::Borrowed(written)), said);
        }
    }
}
