//! What a glyph stands for. It is nearly always one character, so that one
//! takes no memory of its own.

/// The characters of a glyph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sign {
    /// None: it has no shape.
    Nothing,
    /// White space.
    Blank,
    /// A character.
    One(char),
    /// Several, such as a ligature or a whole word; no white space.
    Several(Box<str>),
}

impl Sign {
    /// A text without its white space.
    pub(super) fn of(text: &str) -> Self {
        let mut kept = text.chars().filter(|one| !one.is_whitespace());
        match (kept.next(), kept.next()) {
            (None, _) if text.is_empty() => Self::Nothing,
            (None, _) => Self::Blank,
            (Some(one), None) => Self::One(one),
            _ => Self::Several(text.chars().filter(|one| !one.is_whitespace()).collect()),
        }
    }

    /// What is read for a character that a file names: ligatures are taken
    /// apart, what has no shape is dropped, and a soft hyphen that is drawn is
    /// a hyphen.
    pub(super) fn readable(known: char) -> Self {
        match known {
            '\u{ad}' => Self::One('-'),
            '\u{fb00}' => Self::of("ff"),
            '\u{fb01}' => Self::of("fi"),
            '\u{fb02}' => Self::of("fl"),
            '\u{fb03}' => Self::of("ffi"),
            '\u{fb04}' => Self::of("ffl"),
            '\u{fb05}' | '\u{fb06}' => Self::of("st"),
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => Self::Nothing,
            white if white.is_whitespace() => Self::Blank,
            control if control.is_control() => Self::Nothing,
            other => Self::One(other),
        }
    }

    /// The same of several characters, blanks between them kept.
    pub(super) fn readable_text(known: &str) -> String {
        let mut text = String::with_capacity(known.len());
        for one in known.chars() {
            match Self::readable(one) {
                Self::Blank => text.push(' '),
                sign => sign.push_to(&mut text),
            }
        }
        text
    }

    /// The first character.
    pub(super) fn first(&self) -> Option<char> {
        match self {
            Self::Nothing => None,
            Self::Blank => Some(' '),
            Self::One(one) => Some(*one),
            Self::Several(text) => text.chars().next(),
        }
    }

    /// Writes it behind a text; a blank writes nothing.
    pub(super) fn push_to(&self, text: &mut String) {
        match self {
            Self::Nothing | Self::Blank => {}
            Self::One(one) => text.push(*one),
            Self::Several(several) => text.push_str(several),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_what_a_person_would_type() {
        let read = |text: &str| Sign::readable_text(text);
        assert_eq!(read("o\u{fb03}ce\u{200b}\u{a0}anti\u{ad}in"), "office anti-in");
        assert_eq!(Sign::of("a b"), Sign::Several("ab".into()));
        assert_eq!((Sign::of(" \t"), Sign::of(""), Sign::of("x ")), (Sign::Blank, Sign::Nothing, Sign::One('x')));
    }
}
