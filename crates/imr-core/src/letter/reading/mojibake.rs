//! UTF-8 that was read as Latin-1 or Windows-1252, put right.

use std::borrow::Cow;

/// What Windows-1252 has at 0x80 to 0x9F; the rest is as in Latin-1.
const WINDOWS: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}',
    '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}', '\u{90}', '\u{2018}', '\u{2019}',
    '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}',
    '\u{153}', '\u{9d}', '\u{17e}', '\u{178}',
];

/// The text with such runs put right; untouched where there is none.
#[must_use]
pub fn repaired(text: &str) -> Cow<'_, str> {
    let Some(mut at) = next(text, 0) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    loop {
        out.push_str(&text[from..at.0]);
        out.push(at.2);
        from = at.1;
        match next(text, from) {
            Some(found) => at = found,
            None => break,
        }
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// The first such run behind a place: its ends, and the character it was.
pub(super) fn next(text: &str, from: usize) -> Option<(usize, usize, char)> {
    const PIECE: usize = 64;
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let end = bytes.len().min(at + PIECE);
        // Most of a letter is ASCII, which is told quickly.
        if !bytes[at..end].is_ascii() {
            // The lead bytes 0xC2 to 0xF4 read as Latin-1 are U+00C2 to
            // U+00F4, and those begin with 0xC3 in UTF-8.
            let run = (at..end).filter(|&at| bytes[at] == 0xC3).find_map(|at| Some((at, run(&text[at..])?)));
            if let Some((at, (len, c))) = run {
                return Some((at, at + len, c));
            }
        }
        at = end;
    }
    None
}

/// The run at the start of a text: its length, and the character it was.
fn run(text: &str) -> Option<(usize, char)> {
    let mut bytes = [0u8; 4];
    let mut chars = text.chars();
    let lead = byte(chars.next()?)?;
    let wanted = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    bytes[0] = lead;
    for slot in bytes.iter_mut().take(wanted).skip(1) {
        *slot = byte(chars.next()?)?;
        if !(0x80..=0xBF).contains(slot) {
            return None;
        }
    }
    let c = std::str::from_utf8(&bytes[..wanted]).ok()?.chars().next()?;
    Some((text.len() - chars.as_str().len(), c))
}

/// The byte that was read as this character.
fn byte(c: char) -> Option<u8> {
    if let Some(at) = WINDOWS.iter().position(|&known| known == c) {
        return u8::try_from(0x80 + at).ok();
    }
    u8::try_from(u32::from(c)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubly_encoded_marks_are_put_right() {
        // A registered sign behind a brand name; an apostrophe of a word processor.
        for (bad, good) in [
            ("NameÂ®", "Name®"),
            ("workerâ€™s", "worker’s"),
            ("30Â° of flexion", "30° of flexion"),
            ("a â€“ b", "a – b"),
        ] {
            assert_eq!(repaired(bad), good);
        }
    }

    #[test]
    fn clean_text_stays() {
        for text in ["", "plain", "Ménière’s", "100°", "Â", "Ã", "naïve Ã"] {
            assert_eq!(repaired(text), text);
        }
    }
}
