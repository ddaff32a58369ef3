//! A small language for what a record may say.
//!
//! Words stand for themselves, in any case; `a|b` is either; `word*` is every
//! word that begins so; `...` is up to ten words between; `-word` at the end is
//! a word that must not stand anywhere in the sentence. So
//! `drug|toxicology screen|test* ... inconsistent` finds "The urine drug
//! screen of 09/15 was inconsistent".

use regex::Regex;
use serde::Deserialize;
use std::ops::Range;

/// What parts two words, and up to ten words between two. Plain letters: the
/// classes of Unicode, repeated, make a pattern that is slow to prepare.
const APART: &str = "[^A-Za-z0-9]+";
const GAP: &str = "((?:[^A-Za-z0-9]+[A-Za-z0-9][A-Za-z0-9/%.'-]*){0,10}?)[^A-Za-z0-9]+";

/// A phrase to be found in a sentence.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct Phrase {
    written: String,
    pattern: Regex,
    excluded: Option<Regex>,
    words: usize,
}

/// Where a phrase stands in a sentence, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// All of it.
    pub span: Range<usize>,
    /// What stands in place of each `...`.
    pub gaps: Vec<Range<usize>>,
}

impl Phrase {
    /// Reads a phrase.
    pub fn parse(written: &str) -> Result<Self, String> {
        let (excluded, tokens): (Vec<&str>, Vec<&str>) =
            written.split_whitespace().partition(|token| token.starts_with('-'));
        if tokens.iter().all(|token| *token == "...") {
            return Err(format!("\"{written}\" is no phrase: it has no words"));
        }
        if tokens.first() == Some(&"...") || tokens.last() == Some(&"...") {
            return Err(format!("\"{written}\" begins or ends with \"...\"; leave that out"));
        }
        let mut pattern = String::from(r"(?i)(?-u:\b)");
        let mut between = "";
        for token in &tokens {
            if *token == "..." {
                between = GAP;
                continue;
            }
            pattern.push_str(between);
            pattern.push_str(&word(written, token)?);
            between = APART;
        }
        Ok(Self {
            written: written.to_owned(),
            pattern: regex(written, &pattern)?,
            excluded: exclusion(written, &excluded)?,
            words: tokens.iter().filter(|token| **token != "...").count(),
        })
    }

    /// Where the phrase stands in a sentence.
    #[must_use]
    pub fn find(&self, sentence: &str) -> Option<Found> {
        if self.excluded.as_ref().is_some_and(|excluded| excluded.is_match(sentence)) {
            return None;
        }
        let found = self.pattern.captures(sentence)?;
        let gaps = found.iter().skip(1).flatten().map(|gap| gap.range()).collect();
        Some(Found { span: found.get(0)?.range(), gaps })
    }

    /// How many words it names: of two phrases the one that names more says
    /// more exactly what a sentence says.
    #[must_use]
    pub fn words(&self) -> usize {
        self.words
    }

    /// The phrase as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.written
    }
}

fn regex(written: &str, pattern: &str) -> Result<Regex, String> {
    Regex::new(pattern).map_err(|error| format!("\"{written}\" is no phrase: {error}"))
}

fn exclusion(written: &str, tokens: &[&str]) -> Result<Option<Regex>, String> {
    if tokens.is_empty() {
        return Ok(None);
    }
    let words =
        tokens.iter().map(|token| word(written, token.trim_start_matches('-'))).collect::<Result<Vec<_>, _>>()?;
    regex(written, &format!(r"(?i)(?-u:\b)(?:{})", words.join("|"))).map(Some)
}

fn word(written: &str, token: &str) -> Result<String, String> {
    let ways = token
        .split('|')
        .map(|way| {
            let stem = way.trim_end_matches('*');
            if stem.is_empty() || stem.contains('*') {
                return Err(format!("in \"{written}\" the word \"{token}\" is not understood"));
            }
            let open = if way.ends_with('*') { "[A-Za-z0-9]*" } else { "" };
            Ok(format!("{}{open}", regex::escape(stem)))
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(format!(r"(?:{})(?-u:\b)", ways.join("|")))
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
            ("function ... unchanged -liver|kidney", "Liver function is unchanged.", None),
            ("function ... unchanged -liver|kidney", "Function is unchanged.", Some(0)),
        ];
        for (phrase, sentence, expected) in rows {
            let phrase = Phrase::parse(phrase).expect("a phrase");
            let from = phrase.find(sentence).map(|found| found.span.start);
            assert_eq!(from, expected, "{} in {sentence}", phrase.as_str());
        }
        for bad in ["...", "", "a* ...", "* b", "a||b", "-a"] {
            assert!(Phrase::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_stands_in_a_gap_is_told() {
        let phrase = Phrase::parse("function ... improve*").expect("a phrase");
        let sentence = "Function has not improved.";
        let found = phrase.find(sentence).expect("it is found");
        assert_eq!(&sentence[found.gaps[0].clone()], " has not");
    }
}
