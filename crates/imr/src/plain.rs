//! What is printed for people is plain text: control characters, with which a
//! name that came in could move the cursor or paint over what was said, are
//! shown and not sent. Data written to standard output (records, pages,
//! letters) does not go through here.

use std::borrow::Cow;

/// A text with its control characters made visible; the ends of lines and
/// tabulators stay.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    // Marks of direction would turn the rest of a line about.
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let harmful = |c: char| (c.is_control() && c != '\n' && c != '\t') || turns(c);
    if !text.contains(harmful) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if harmful(c) { visible(c) } else { c }).collect())
}

/// The picture of a control character, such as `␛`.
fn visible(c: char) -> char {
    match u32::from(c) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

// These stand in for the macros of the same names everywhere in the program,
// so that no line can forget it.

macro_rules! print {
    ($($told:tt)*) => { ::std::print!("{}", $crate::plain::plain(&::std::format!($($told)*))) };
}

macro_rules! println {
    () => { ::std::println!() };
    ($($told:tt)*) => { ::std::println!("{}", $crate::plain::plain(&::std::format!($($told)*))) };
}

macro_rules! eprintln {
    () => { ::std::eprintln!() };
    ($($told:tt)*) => { ::std::eprintln!("{}", $crate::plain::plain(&::std::format!($($told)*))) };
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn control_characters_are_shown_and_not_sent() {
        let rows = [
            ("Maria Testa", "Maria Testa"),
            ("two\n\tlines", "two\n\tlines"),
            ("Eve\u{1b}[2J\u{7}", "Eve\u{241b}[2J\u{2407}"),
            ("over\rwritten", "over\u{240d}written"),
            ("\u{9b}31m\u{7f}", "\u{fffd}31m\u{2421}"),
            ("turned\u{202e}about", "turned\u{fffd}about"),
            ("José ñ 日本", "José ñ 日本"),
        ];
        for (text, printed) in rows {
            assert_eq!(plain(text), printed);
        }
    }
}
