//! Names of people: their parts, whether two can be one person's, and how they
//! sound.

use super::Agreement;
use crate::naming::{SUFFIXES, TITLES, nicknames, plain, slips, stands_for};

/// Given and family name out of a name in one piece: `First Middle Last` or
/// `Last, First Middle`.
pub(super) fn parts(name: &str) -> (String, String) {
    let words = |text: &str| -> Vec<String> {
        bare(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    if let Some((family, given)) = name.split_once(',')
        && !words(given).is_empty()
    {
        return (words(given).into_iter().next().unwrap_or_default(), words(family).join(" "));
    }
    let mut all = words(name);
    let family = all.pop().unwrap_or_default();
    (all.into_iter().next().unwrap_or_default(), family)
}

/// The name without titles and suffixes.
pub(super) fn bare(name: &str) -> String {
    let plain = plain(name);
    let tells = |word: &&str| !TITLES.contains(word) && !SUFFIXES.contains(word);
    plain.split(' ').filter(tells).collect::<Vec<_>>().join(" ")
}

/// How a name sounds: its first letter and the next consonants, in classes of
/// like sound, each once.
pub(super) fn sound(name: &str) -> String {
    let name = name.replace("ph", "f").replace("ck", "k").replace("sch", "s").replace("wr", "r").replace("kn", "n");
    let class = |c: char| match c {
        'b' | 'p' | 'f' | 'v' => Some('1'),
        'c' | 'g' | 'j' | 'k' | 'q' | 's' | 'x' | 'z' => Some('2'),
        'd' | 't' => Some('3'),
        'l' => Some('4'),
        'm' | 'n' => Some('5'),
        'r' => Some('6'),
        _ => None,
    };
    let mut letters = name.chars().filter(char::is_ascii_alphanumeric);
    let Some(first) = letters.next() else { return String::new() };
    let mut sound = String::from(match first {
        'c' | 'q' => 'k',
        'z' => 's',
        'g' => 'j',
        other => other,
    });
    let mut last = class(first);
    for letter in letters {
        let this = class(letter);
        if let Some(code) = this.filter(|_| this != last) {
            sound.push(code);
        }
        last = this;
    }
    sound.truncate(4);
    sound
}

/// The sounds under which a given name is looked for: its own, and those of
/// the full names it is short for.
pub(super) fn sounds(given: &str) -> Vec<String> {
    let mut sounds = vec![sound(given)];
    sounds.extend(stands_for(given).iter().map(|name| format!("={name}")));
    sounds
}

/// Whether two given names can be one person's.
pub(super) fn given(a: &str, b: &str) -> Agreement {
    if a.is_empty() || b.is_empty() {
        return Agreement::Unknown;
    }
    if a == b {
        return Agreement::Same;
    }
    let initial = (a.len() == 1 || b.len() == 1) && a.chars().next() == b.chars().next();
    if initial || nicknames(a, b) || alike(a, b) { Agreement::Near } else { Agreement::Differs }
}

/// Whether two family names can be one person's.
pub(super) fn family(a: &str, b: &str) -> Agreement {
    if a.is_empty() || b.is_empty() {
        return Agreement::Unknown;
    }
    if a == b {
        return Agreement::Same;
    }
    // One of two family names may be left out, or the two be joined.
    let part = |whole: &str, one: &str| whole.split(' ').any(|word| word == one && word.len() > 2);
    if a.replace(' ', "") == b.replace(' ', "") || part(a, b) || part(b, a) || alike(a, b) {
        return Agreement::Near;
    }
    Agreement::Differs
}

/// Whether one of two words may be the other with a slip or two.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let slips = slips(a, b);
    let length = a.chars().count().min(b.chars().count());
    match length {
        0..=2 => false,
        3..=6 => slips <= 1,
        _ => slips <= 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_goes_by_several_given_names() {
        for (a, b, expected) in [
            ("william", "bill", Agreement::Near),
            ("guadalupe", "lupe", Agreement::Near),
            ("jonathan", "jonathon", Agreement::Near),
            ("maria", "m", Agreement::Near),
            ("peter", "paul", Agreement::Differs),
            ("", "paul", Agreement::Unknown),
        ] {
            assert_eq!(given(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn a_name_in_one_piece_has_its_parts() {
        for (name, first, last) in [
            ("José A. García, Jr.", "jose", "garcia"),
            ("Garcia-Lopez, José", "jose", "garcia lopez"),
            ("Mr. Pat O'Neil", "pat", "oneil"),
            ("Cher", "", "cher"),
        ] {
            assert_eq!(parts(name), (first.to_owned(), last.to_owned()), "{name}");
        }
    }

    #[test]
    fn names_that_sound_alike_share_a_sound() {
        for (a, b) in [("smith", "smyth"), ("kathryn", "cathrin"), ("phillips", "filips"), ("gonzalez", "gonsales")]
        {
            assert_eq!(sound(a), sound(b), "{a} {b}");
        }
    }
}
