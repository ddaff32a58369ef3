//! Names of drugs with a letter that recognition took for another.

use super::table::ingredients_of;

/// What recognition makes of letters: as read, as written.
const TAKEN: [(&str, &str); 20] = [
    ("t", "f"),
    ("f", "t"),
    ("c", "e"),
    ("e", "c"),
    ("l", "i"),
    ("i", "l"),
    ("l", "t"),
    ("t", "l"),
    ("h", "b"),
    ("b", "h"),
    ("u", "n"),
    ("n", "u"),
    ("v", "y"),
    ("y", "v"),
    ("o", "a"),
    ("a", "o"),
    ("m", "rn"),
    ("rn", "m"),
    ("cl", "d"),
    ("d", "cl"),
];

/// Names shorter than this may be another word.
const LONG: usize = 7;

/// The name of a drug that was written where recognition read this word: with
/// one letter changed, as it changes them, it names one drug and no other.
#[must_use]
pub fn respelled(word: &str) -> Option<String> {
    if word.len() < LONG || !word.bytes().all(|one| one.is_ascii_alphabetic()) || ingredients_of(word).is_some() {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let mut found: Option<(String, Vec<&str>)> = None;
    for (read, written) in TAKEN {
        for (at, _) in lower.match_indices(read) {
            let (before, behind) = (&word[..at], &word[at + read.len()..]);
            let whole = match at == 0 && word.starts_with(char::is_uppercase) {
                true => format!("{}{}{behind}", written[..1].to_ascii_uppercase(), &written[1..]),
                false => format!("{before}{written}{behind}"),
            };
            match (ingredients_of(&whole), &found) {
                (Some(other), Some((_, known))) if *known != other => return None,
                (Some(drug), None) => found = Some((whole, drug)),
                _ => {}
            }
        }
    }
    found.map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drug_is_known_by_a_name_with_a_letter_misread() {
        for (read, written) in [
            ("Zanatlex", Some("Zanaflex")),
            ("cyelobenzaprine", Some("cyclobenzaprine")),
            ("Gahapentin", Some("Gabapentin")),
            ("trarnadol", Some("tramadol")),
            // Right as it is, no drug, too short.
            ("Zanaflex", None),
            ("complaint", None),
            ("Matrin", None),
        ] {
            assert_eq!(respelled(read).as_deref(), written, "{read}");
        }
    }
}
