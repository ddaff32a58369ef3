//! Words that recognition misspells in the same way time and again: a capital
//! `I` that became a bracket or a `T`, a letter in the name of a drug.

use imr_core::drug::{ingredients_of, respelled};
use imr_core::paper::Word;

/// From this confidence on, in per cent, the name of a drug is as it was read.
const SURE: u8 = 95;

/// Puts right the words of a page.
pub(crate) fn put_right(words: &mut [Word]) {
    for at in 0..words.len() {
        // A bracket that is closed soon was one.
        let closed = words[at..].iter().take(CLOSED).any(|word| word.text.contains([']', '}']));
        let word = &words[at];
        let sure = word.confidence.is_none_or(|sure| sure >= SURE);
        let right = capital(&word.text).filter(|_| !closed || word.text.len() > 6).or_else(|| {
            let (before, name, behind) = parts(&word.text);
            let right = if sure { word_of(name) } else { word_of(name).or_else(|| respelled(name)) }?;
            Some(format!("{before}{right}{behind}"))
        });
        if let Some(right) = right {
            words[at].text = right;
        }
    }
}

/// Words that there are not, and what was written.
const NONE: [(&str, &str); 2] = [("dise", "disc"), ("cutf", "cuff")];

/// Words within which a bracket is closed.
const CLOSED: usize = 8;

/// A word at whose head a capital `I` became a stroke of another kind: `{f` is
/// `If`, `[buprofen` is `Ibuprofen`.
fn capital(word: &str) -> Option<String> {
    let rest = word.strip_prefix(['[', '{', '|'])?;
    let letters = rest.trim_end_matches([',', '.']);
    let short = matches!(letters, "f" | "n" | "t" | "s");
    let drug = letters.len() > 4 && ingredients_of(&format!("I{letters}")).is_some();
    (short || drug).then(|| format!("I{rest}"))
}

fn word_of(read: &str) -> Option<String> {
    let word = NONE.iter().find(|(none, _)| *none == read).map(|(_, word)| (*word).to_owned());
    word.or_else(|| head(read))
}

/// The name of a drug at whose head a capital `I` became another letter:
/// `Tbuprofen`.
fn head(name: &str) -> Option<String> {
    let rest = name.strip_prefix(['T', 'l', '1', 'J'])?;
    let right = format!("I{rest}");
    let drug = rest.len() > 4 && rest.starts_with(char::is_lowercase) && ingredients_of(&right).is_some();
    (drug && ingredients_of(name).is_none()).then_some(right)
}

/// A word in what stands before its letters, they, and what stands behind.
fn parts(word: &str) -> (&str, &str, &str) {
    let start = word.find(char::is_alphanumeric).unwrap_or(word.len());
    let end = word
        .rfind(char::is_alphanumeric)
        .map_or(start, |at| at + word[at..].chars().next().map_or(0, char::len_utf8));
    (&word[..start], &word[start..end], &word[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_i_that_became_another_stroke_is_put_right() {
        for (read, right) in [
            ("{f the pain", "If the pain"),
            ("[t was said", "It was said"),
            ("[buprofen 600 mg", "Ibuprofen 600 mg"),
            ("Tbuprofen, 600 mg", "Ibuprofen, 600 mg"),
            ("1. Zanatlex, 2 mg", "1. Zanaflex, 2 mg"),
            ("Lumbar dise displacement", "Lumbar disc displacement"),
            // Boxes to tick, insertions, and words that are what they are.
            ("[x] New request", "[x] New request"),
            ("[n addition]", "[n addition]"),
            ("[ ] Tramadol", "[ ] Tramadol"),
            ("(Tylenol) taken", "(Tylenol) taken"),
        ] {
            let word = |text| Word { confidence: Some(88), ..Word::at(text, [0.0; 4]) };
            let mut words: Vec<Word> = read.split(' ').map(word).collect();
            put_right(&mut words);
            let after: Vec<String> = words.into_iter().map(|word| word.text).collect();
            assert_eq!(after.join(" "), right);
        }
    }
}
