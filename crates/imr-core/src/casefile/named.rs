//! Physicians who are named in the pages of a case file: those who sign, and
//! those a report is addressed to. A reviewer must have no tie with them
//! either (rulebook 7.2, 3).

use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Two to four capitalized words or initials, and a degree. The words are on
/// one line: a line that ends in a name is followed by something else.
static SIGNED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let word = r"\p{Lu}[\p{L}'’-]+";
    let degree = r"(?:M\.? ?D|D\.? ?O|D\.? ?C|D\.? ?P\.? ?M|Ph\.? ?D|Psy\.? ?D|L\.? ?Ac|P\.? ?T|N\.? ?P|P\.? ?A)\b";
    Regex::new(&format!(r"({word}(?: (?:{word}|\p{{Lu}}\.?)){{0,2}} {word}),? {degree}")).ok()
});

/// Words with which a line begins before a name.
const BEFORE: [&str; 10] =
    ["Dr", "Doctor", "By", "To", "From", "Physician", "Provider", "Signed", "Reviewed", "Dear"];

/// The names, each once as first written, with the page on which it first
/// stands; in the order of the names.
#[must_use]
pub fn physicians<'a>(pages: impl IntoIterator<Item = (u32, &'a str)>) -> Vec<(String, u32)> {
    let mut found: BTreeMap<String, u32> = BTreeMap::new();
    let Some(signed) = SIGNED.as_ref() else { return Vec::new() };
    for (number, text) in pages {
        for caught in signed.captures_iter(text) {
            let mut words: Vec<&str> = caught[1].split(' ').collect();
            while words.len() > 2 && BEFORE.contains(&words[0].trim_end_matches('.')) {
                words.remove(0);
            }
            found.entry(words.join(" ")).or_insert(number);
        }
    }
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_signs_with_a_degree_is_named() {
        for (text, expected) in [
            ("Requesting physician: Jordan Reyes, M.D.", &["Jordan Reyes"][..]),
            ("Signed by Dr. Avery L. Stone MD on 01/02/2015", &["Avery L. Stone"]),
            ("Noa Delacroix-Hale, D.C.\nRobin O'Neill, PhD", &["Noa Delacroix-Hale", "Robin O'Neill"]),
            ("Therapist: Kim Vale, PT", &["Kim Vale"]),
            ("The patient takes Norco 5 mg. MD follow-up.", &[]),
            ("Jordan Reyes was seen. Medical Doctor", &[]),
            ("Primary Care Pathways of Ohio DOT exam", &[]),
        ] {
            let found: Vec<String> = physicians([(3, text)]).into_iter().map(|(name, _)| name).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(
            physicians([(1, "A B"), (2, "Kim Vale, MD"), (9, "Kim Vale, MD")]),
            [("Kim Vale".to_owned(), 2)]
        );
    }
}
