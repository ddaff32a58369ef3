//! Sentences of a page: the smallest thing that is quoted.

use super::Page;
use serde::{Deserialize, Serialize};

/// A sentence, and the page it stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Number of the page in the case file.
    pub page: u32,
    /// The words, white space collapsed.
    pub text: String,
}

/// The sentences of a page, in order. A block ends a sentence; so does a full
/// stop before a capital letter, unless it follows an abbreviation.
#[must_use]
pub fn passages(page: &Page) -> Vec<Passage> {
    page.text
        .split("\n\n")
        .flat_map(sentences)
        .map(|text| Passage {
            page: page.number,
            text,
        })
        .collect()
}

const ABBREVIATIONS: [&str; 10] = ["dr", "mr", "mrs", "ms", "no", "vs", "approx", "st", "e.g", "i.e"];

fn sentences(block: &str) -> Vec<String> {
    let words: Vec<&str> = block.split_whitespace().collect();
    let mut sentences = Vec::new();
    let mut current: Vec<&str> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        current.push(word);
        let next_is_capital = words
            .get(index + 1)
            .is_none_or(|next| next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '"'));
        if ends_sentence(word) && next_is_capital {
            sentences.push(current.join(" "));
            current.clear();
        }
    }
    if !current.is_empty() {
        sentences.push(current.join(" "));
    }
    sentences
}

fn ends_sentence(word: &str) -> bool {
    let bare = word.trim_end_matches(['"', ')', '\u{201d}']);
    let Some(stem) = bare.strip_suffix(['.', '?', '!', ';']) else {
        return false;
    };
    !ABBREVIATIONS.contains(&stem.to_lowercase().as_str()) && stem.chars().count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;

    #[test]
    fn a_page_falls_into_sentences() {
        let page = Page {
            number: 3,
            document: Digest::ZERO,
            text: "Seen by Dr. Reyes today. Pain is\n7/10.\n\nPlan: Norco 5/325 mg, no. 30; no refills".into(),
            trouble: None,
        };
        let texts: Vec<String> = passages(&page).into_iter().map(|one| one.text).collect();
        assert_eq!(
            texts,
            ["Seen by Dr. Reyes today.", "Pain is 7/10.", "Plan: Norco 5/325 mg, no. 30; no refills"]
        );
    }
}
