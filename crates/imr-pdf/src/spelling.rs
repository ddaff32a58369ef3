//! Words that recognition misspells in the same way time and again: a capital
//! `I` that became a bracket or a `T`, a letter in the name of a drug, a comma
//! that became a full stop.

use imr_core::drug::{ingredients_of, respelled};
use imr_core::paper::Word;

/// From this confidence on, in per cent, the name of a drug is as it was read.
const SURE: u8 = 95;

/// Puts right the words of a page.
pub(crate) fn put_right(words: &mut [Word]) {
    commas(words);
    for at in 0..words.len() {
        // A bracket that is closed soon was one.
        let closed = words[at..].iter().take(CLOSED).any(|word| word.text.contains([']', '}']));
        let word = &words[at];
        let sure = word.confidence.is_none_or(|sure| sure >= SURE);
        let right = capital(&word.text).filter(|_| !closed || word.text.len() > 6).or_else(|| {
            if let Some(right) = strength(&word.text)
                .or_else(|| run_together(&word.text))
                .or_else(|| tablet(&word.text).filter(|_| !sure))
            {
                return Some(right);
            }
            let (before, name, behind) = parts(&word.text);
            let right = if sure { word_of(name) } else { word_of(name).or_else(|| drug(name)) }?;
            Some(format!("{before}{right}{behind}"))
        });
        if let Some(right) = right {
            words[at].text = right;
        }
    }
}

/// Makes commas of the full stops that recognition made of them: on a page
/// whose sentences begin with a capital, a small letter behind a full stop
/// begins none. `Naproxen. stopped for nausea` would be two sentences.
fn commas(words: &mut [Word]) {
    let begins = |word: &Word, is: fn(char) -> bool| word.text.starts_with(is);
    let stops = |at: &usize| {
        let word = &words[*at - 1];
        let bare = word.text.strip_suffix('.').filter(|_| !word.ends_block && word.confidence.is_some());
        // What is short, or has a point within, is an abbreviation.
        bare.is_some_and(|bare| bare.len() > 3 && !bare.contains('.'))
    };
    let all: Vec<usize> = (1..words.len()).filter(stops).collect();
    let small: Vec<usize> = all.iter().copied().filter(|at| begins(&words[*at], char::is_lowercase)).collect();
    let large = all.iter().filter(|at| begins(&words[**at], char::is_uppercase)).count();
    let of_degrees = all.iter().copied().filter(|at| DEGREES.iter().any(|one| words[*at].text.starts_with(one)));
    let of_degrees: Vec<usize> = of_degrees.collect();
    let small = if small.len() * SELDOM > large { Vec::new() } else { small };
    for at in of_degrees.into_iter().chain(small) {
        let text = &mut words[at - 1].text;
        text.pop();
        text.push(',');
    }
}

/// What stands behind a name and a comma, and begins no sentence.
const DEGREES: [&str; 5] = ["M.D", "D.O.", "D.C.", "D.P.M", "Ph.D"];

/// Sentences that begin with a capital, for each that seems to begin without.
const SELDOM: usize = 2;

/// Words run together, and what was written.
fn run_together(word: &str) -> Option<String> {
    if word == "asa" {
        return Some("as a".to_owned());
    }
    let (before, year) = word.split_at_checked(2)?;
    let digits = year.trim_end_matches([',', '.', ';']);
    let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let is_all = is_year && digits.bytes().all(|one| one.is_ascii_digit());
    (matches!(before, "in" | "In" | "of" | "to") && is_all).then(|| format!("{before} {year}"))
}

/// Words that are a letter from the name of a drug, as `Abilify` and `Discase`.
const WORDS: [&str; 3] = ["ability", "disease", "reversal"];

/// The name of a drug of which a letter was misread.
fn drug(read: &str) -> Option<String> {
    let is_word = WORDS.iter().any(|word| read.eq_ignore_ascii_case(word));
    if is_word { None } else { respelled(read) }
}

/// Words that there are not, and what was written.
const NONE: [(&str, &str); 3] = [("dise", "disc"), ("cutf", "cuff"), ("de'd", "dc'd")];

/// A strength with a speck between number and unit: `500'mg`.
fn strength(word: &str) -> Option<String> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let unit = word[digits..].strip_prefix(['\'', '\u{2018}', '\u{2019}', '`', '"'])?;
    let is_unit = ["mg", "mcg", "ml"].contains(&unit.trim_end_matches([',', '.', ';']));
    (digits > 0 && is_unit).then(|| format!("{}{unit}", &word[..digits]))
}

/// The strength of a tablet of an opioid and acetaminophen, of which there is
/// none of a single digit but 5: `9/325`.
fn tablet(word: &str) -> Option<String> {
    let rest = word.strip_prefix(['3', '6', '8', '9', 'S'])?;
    let bare = rest.trim_end_matches([',', '.', ';']);
    matches!(bare, "/325" | "/300").then(|| format!("5{rest}"))
}

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
    fn a_comma_that_became_a_full_stop_is_put_right_where_sentences_begin_with_a_capital() {
        for (read, right) in [
            (
                "Pain is worse. He took naproxen. stopped for nausea. No rash.",
                "Pain is worse. He took naproxen, stopped for nausea. No rash.",
            ),
            (
                "Seen on 04/02/2012. for pain. Sleeps well. Walks.",
                "Seen on 04/02/2012, for pain. Sleeps well. Walks.",
            ),
            ("tramadol 50 mg 60 Orla Testwright. M.D.", "tramadol 50 mg 60 Orla Testwright, M.D."),
            // Abbreviations, and a hand that begins sentences without a capital.
            ("Norco p.o. daily. Pt. denies pain. Ok. See me.", "Norco p.o. daily. Pt. denies pain. Ok. See me."),
            ("pain is worse. no rash. takes naproxen. Home.", "pain is worse. no rash. takes naproxen. Home."),
        ] {
            let word = |text| Word { confidence: Some(88), ..Word::at(text, [0.0; 4]) };
            let mut words: Vec<Word> = read.split(' ').map(word).collect();
            put_right(&mut words);
            let after: Vec<String> = words.into_iter().map(|word| word.text).collect();
            assert_eq!(after.join(" "), right);
        }
    }

    #[test]
    fn an_i_that_became_another_stroke_is_put_right() {
        for (read, right) in [
            ("{f the pain", "If the pain"),
            ("[t was said", "It was said"),
            ("[buprofen 600 mg", "Ibuprofen 600 mg"),
            ("Tbuprofen, 600 mg", "Ibuprofen, 600 mg"),
            ("1. Zanatlex, 2 mg", "1. Zanaflex, 2 mg"),
            ("Lumbar dise displacement", "Lumbar disc displacement"),
            ("Neurontin is being de'd, reason is dizziness", "Neurontin is being dc'd, reason is dizziness"),
            ("Robaxin 500'mg, refilling", "Robaxin 500mg, refilling"),
            ("Norco 9/325 mg and 8/325, mg", "Norco 5/325 mg and 5/325, mg"),
            ("Norco 10/325 mg or 7.5/325 mg", "Norco 10/325 mg or 7.5/325 mg"),
            ("Began asa result of it in2011, and", "Began as a result of it in 2011, and"),
            // A word that is a letter from the name of a drug.
            ("Ability to Work: disc disease", "Ability to Work: disc disease"),
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
