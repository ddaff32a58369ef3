//! A small language for what a record may say.
//!
//! Words stand for themselves, in any case; `a|b` is either; `word*` is every
//! word that begins so; `...` is up to ten words between. So
//! `drug|toxicology screen|test* ... inconsistent` finds "The urine drug
//! screen of 09/15 was inconsistent".

use regex::Regex;
use serde::Deserialize;

/// A phrase to be found in a sentence.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct Phrase {
    written: String,
    pattern: Regex,
}

impl Phrase {
    /// Reads a phrase.
    pub fn parse(written: &str) -> Result<Self, String> {
        let tokens: Vec<&str> = written.split_whitespace().collect();
        if tokens.iter().all(|token| *token == "...") {
            return Err(format!("\"{written}\" is no phrase: it has no words"));
        }
        if tokens.first() == Some(&"...") || tokens.last() == Some(&"...") {
            return Err(format!("\"{written}\" begins or ends with \"...\"; leave that out"));
        }
        let mut pattern = String::from(r"(?i)\b");
        let mut between = "";
        for token in tokens {
            if token == "..." {
                between = r"(?:\W+[\w/%.'-]+){0,10}?\W+";
                continue;
            }
            pattern.push_str(between);
            pattern.push_str(&word(written, token)?);
            between = r"\W+";
        }
        let pattern = Regex::new(&pattern).map_err(|error| format!("\"{written}\" is no phrase: {error}"))?;
        Ok(Self { written: written.to_owned(), pattern })
    }

    /// Where the phrase begins in a sentence, in bytes.
    #[must_use]
    pub fn find(&self, sentence: &str) -> Option<usize> {
        self.pattern.find(sentence).map(|found| found.start())
    }

    /// The phrase as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.written
    }
}

fn word(written: &str, token: &str) -> Result<String, String> {
    let ways = token
        .split('|')
        .map(|way| {
            let stem = way.trim_end_matches('*');
            if stem.is_empty() || stem.contains('*') {
                return Err(format!("in \"{written}\" the word \"{token}\" is not understood"));
            }
            let open = if way.ends_with('*') { r"\w*" } else { "" };
            Ok(format!("{}{open}", regex::escape(stem)))
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(format!(r"(?:{})\b", ways.join("|")))
}

impl TryFrom<String> for Phrase {
    type Error = String;
    fn try_from(written: String) -> Result<Self, String> {
        Self::parse(&written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_with_its_gaps_ways_and_endings() {
        let rows = [
            (
                "drug|toxicology screen* ... inconsistent",
                "The urine drug screens of May were inconsistent.",
                Some(10),
            ),
            ("drug|toxicology screen* ... inconsistent", "The toxicology screen was consistent.", None),
            ("pain relief", "Relief of pain.", None),
            ("pain relief", "Good PAIN relief.", Some(5)),
            ("consistent", "inconsistent", None),
        ];
        for (phrase, sentence, expected) in rows {
            let phrase = Phrase::parse(phrase).expect("a phrase");
            assert_eq!(phrase.find(sentence), expected, "{} in {sentence}", phrase.as_str());
        }
        for bad in ["...", "", "a* ...", "* b", "a||b"] {
            assert!(Phrase::parse(bad).is_err(), "{bad}");
        }
    }
}
