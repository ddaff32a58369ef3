//! What names are compared by, whoever compares them: letters without marks,
//! slips of the pen, the names one person goes by, titles and degrees. What
//! follows for two applications (`duplicate`) or two parties (`conflict`) is
//! decided there.

use std::collections::HashMap;
use std::sync::LazyLock;

const NICKNAMES: &str = include_str!("../data/nicknames.csv");

/// Forms of address: they tell nobody apart.
pub(crate) const TITLES: [&str; 5] = ["mr", "mrs", "ms", "miss", "dr"];

/// What stands behind a name in a family.
pub(crate) const SUFFIXES: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// Degrees and licences of who treats.
pub(crate) const DEGREES: [&str; 16] =
    ["md", "do", "dc", "dpm", "phd", "psyd", "dds", "dmd", "lac", "od", "rn", "np", "pt", "mph", "facs", "faaos"];

/// A text in small letters without accents or marks, words apart by one blank.
/// A full stop parts words.
pub(crate) fn plain(text: &str) -> String {
    folded(text, false)
}

/// The words of a name, in small letters without accents or marks. A full
/// stop joins (`M.D.`).
pub(crate) fn words(text: &str) -> Vec<String> {
    folded(text, true).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn folded(text: &str, stop_joins: bool) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='å' => folded.push('a'),
            'è'..='ë' => folded.push('e'),
            'ì'..='ï' => folded.push('i'),
            'ò'..='ö' | 'ø' => folded.push('o'),
            'ù'..='ü' => folded.push('u'),
            'ç' => folded.push('c'),
            'ñ' => folded.push('n'),
            'ý' | 'ÿ' => folded.push('y'),
            c if c.is_alphanumeric() => folded.push(c),
            // An apostrophe joins (O'Neil), a combining accent vanishes.
            '\'' | '\u{2019}' | '\u{300}'..='\u{36f}' => {}
            '.' if stop_joins => {}
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// From a given name to the lines of the table in which it stands.
static LINES: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut lines: HashMap<&str, Vec<usize>> = HashMap::new();
    let rows = NICKNAMES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(','));
    for (number, (full, forms)) in rows.enumerate() {
        for name in std::iter::once(full).chain(forms.split('|')) {
            lines.entry(name).or_default().push(number);
        }
    }
    lines
});

/// The names that a given name may stand for, each as a number of its own.
pub(crate) fn stands_for(given: &str) -> &'static [usize] {
    LINES.get(given).map_or(&[], Vec::as_slice)
}

/// Whether two given names may be one person's: one is a pet form of the
/// other, or both are of the same name.
pub(crate) fn nicknames(a: &str, b: &str) -> bool {
    stands_for(a).iter().any(|name| stands_for(b).contains(name))
}

/// How many letters must be changed, added, left out or swapped with their
/// neighbour to make one text of the other.
pub(crate) fn slips(a: &str, b: &str) -> usize {
    strsim::osa_distance(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_plain_form() {
        for (written, expected) in [
            ("José  A. García", "jose a garcia"),
            ("O\u{2019}Neil", "oneil"),
            ("GARCI\u{301}A-LOPEZ", "garcia lopez"),
            (" -- ", ""),
        ] {
            assert_eq!(plain(written), expected, "{written}");
        }
        assert_eq!(words("Vale, M.D."), ["vale", "md"]);
    }

    #[test]
    fn pet_forms_of_one_name_are_known() {
        assert!(nicknames("bill", "william") && nicknames("william", "bill") && nicknames("bill", "will"));
        assert!(!nicknames("peter", "paul"));
    }

    #[test]
    fn a_swap_of_neighbours_is_one_slip() {
        assert_eq!([slips("hernandez", "hernadnez"), slips("smith", "smyth"), slips("a", "")], [1, 1, 1]);
    }
}
