//! Numbers and codes that a form carries, each in its one form.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A text that is not the number or code it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{text}\" is not {expected}")]
pub struct NotANumber {
    text: String,
    expected: &'static str,
}

macro_rules! parsed {
    ($name:ident) => {
        impl $name {
            /// As written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotANumber;

            fn try_from(text: String) -> Result<Self, NotANumber> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(parsed: $name) -> Self {
                parsed.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// The number of a case before the Appeals Board: `ADJ` and up to nine digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EamsNumber(String);

parsed!(EamsNumber);

impl EamsNumber {
    /// Reads a number; blanks and small letters make no difference.
    pub fn parse(text: &str) -> Result<Self, NotANumber> {
        let wrong = || NotANumber {
            text: text.to_owned(),
            expected: "an EAMS case number; write ADJ and the digits, such as ADJ1234567",
        };
        let squeezed: String =
            text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
        let digits = squeezed.strip_prefix("ADJ").ok_or_else(wrong)?;
        let digits_only = (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if digits_only { Ok(Self(squeezed)) } else { Err(wrong()) }
    }
}

/// A code of the International Classification of Diseases, ninth or tenth
/// revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Icd(String);

parsed!(Icd);

impl Icd {
    /// Reads a code, with its point or without.
    pub fn parse(text: &str) -> Result<Self, NotANumber> {
        let code = text.trim().to_ascii_uppercase();
        let (head, tail) = code.split_once('.').unwrap_or((&code, ""));
        let plain = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric());
        let mut letters = head.chars();
        let first = letters.next();
        let digits = letters.as_str();
        let numbered = |n: usize| digits.len() >= n && digits.bytes().take(n).all(|b| b.is_ascii_digit());
        // Ninth: three digits, E and three, V and two. Tenth: a letter, a
        // digit, and more.
        let begins = match first {
            Some(c) if c.is_ascii_digit() => numbered(2),
            Some(c) if c.is_ascii_uppercase() => numbered(1) && digits.len() >= 2,
            _ => false,
        };
        if begins && head.len() <= 7 && tail.len() <= 4 && plain(head) && plain(tail) {
            return Ok(Self(code));
        }
        Err(NotANumber {
            text: text.to_owned(),
            expected: "a code of the ICD; write it with its point, such as 724.4 or M54.16",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_codes_have_one_form() {
        for (text, expected) in [("adj 123-4567", Some("ADJ1234567")), ("1234567", None), ("ADJ", None)] {
            assert_eq!(EamsNumber::parse(text).ok().map(String::from).as_deref(), expected, "{text}");
        }
        for (text, expected) in [
            ("724.4", Some("724.4")),
            ("m54.16", Some("M54.16")),
            ("E819.0", Some("E819.0")),
            ("V54.8", Some("V54.8")),
            ("S13.4XXA", Some("S13.4XXA")),
            ("84700", Some("84700")),
            ("back pain", None),
            ("", None),
            ("7", None),
        ] {
            assert_eq!(Icd::parse(text).ok().map(String::from).as_deref(), expected, "{text}");
        }
    }
}
