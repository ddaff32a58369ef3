//! Months by their names.

const NAMES: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of a month by its name, in full or cut short (`Sep`, `Sept`).
pub(super) fn month(name: &[u8]) -> Option<i8> {
    let is = |known: &str| name.eq_ignore_ascii_case(known.as_bytes());
    let at =
        NAMES.iter().position(|known| is(known) || is(&known[..3]) || (known.starts_with("sept") && is("sept")))?;
    i8::try_from(at + 1).ok()
}

/// Whether a word is the name of a month in full.
pub(crate) fn is_full_name(word: &str) -> bool {
    NAMES.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// The name of the month that a garbled word was: letters for the digits that
/// were taken for them, and a fault in six letters of a long name. A fault in
/// three letters is too much, unless all else is as in a date (`dated`) and one
/// month alone is as near: `far 18, 2015`.
pub(super) fn garbled(word: &str, dated: bool) -> Option<&'static str> {
    let letters: String = word.chars().map(as_letter).collect();
    let near = |known: &&&str| {
        let faults = if known.len() > 4 { 1 + known.len() / 6 } else { 0 };
        strsim::levenshtein(known, &letters) <= faults
    };
    let nearest = || NAMES.iter().filter(near).min_by_key(|known| strsim::levenshtein(known, &letters));
    let short = || {
        let mut like = NAMES.iter().filter(|known| strsim::levenshtein(&known[..3], &letters) == 1);
        like.next().filter(|_| dated && letters.len() == 3 && like.next().is_none())
    };
    month(letters.as_bytes())
        .map(|number| NAMES[usize::from(number.unsigned_abs()) - 1])
        .or_else(|| nearest().copied())
        .or_else(|| short().copied())
}

fn as_letter(one: char) -> char {
    match one {
        '0' => 'o',
        '1' => 'l',
        '5' => 's',
        '8' => 'b',
        other => other.to_ascii_lowercase(),
    }
}
