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

/// The sentences of a page, in order. A block ends a sentence, and so does a
/// row of a table or form, and a full stop before a capital letter, unless it
/// follows an abbreviation.
#[must_use]
pub fn passages(page: &Page) -> Vec<Passage> {
    page.text
        .split("\n\n")
        .flat_map(rows)
        .flat_map(|row| sentences(&row))
        .map(|text| Passage { page: page.number, text })
        .collect()
}

/// The share of the widest line that prose fills at least, in per cent.
const FILLED: usize = 85;

/// A block cut where its lines end on purpose: where the first word of the
/// next line would have found room, or the next line begins with a label.
fn rows(block: &str) -> Vec<String> {
    let lines: Vec<&str> = block.lines().map(str::trim).collect();
    let widest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let mut rows: Vec<String> = Vec::new();
    let mut on_purpose = true;
    for (index, line) in lines.iter().enumerate() {
        match rows.last_mut() {
            Some(row) if !on_purpose => {
                row.push(' ');
                row.push_str(line);
            }
            _ => rows.push((*line).to_owned()),
        }
        let next = lines.get(index + 1).copied().unwrap_or_default();
        let word = next.split(' ').next().unwrap_or_default();
        let room = (line.chars().count() + 1 + word.chars().count()) * 100 <= widest * FILLED;
        on_purpose = room || begins_with_label(next);
    }
    rows
}

/// Whether a line begins as `Date of visit: ...` does.
fn begins_with_label(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(label, _)| {
        label.starts_with(char::is_uppercase)
            && label.split(' ').count() <= 4
            && label.chars().all(|c| c.is_alphabetic() || c == ' ')
    })
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
            text: "Seen by Dr. Reyes today. Pain is\n7/10.\n\nPlan: Norco 5/325 mg, no. 30; no refills\n\n\
                   Patient: A. Sample\nDate of visit: 02/17/2015\nNorco 5/325 MG #30  Pain.\n\
                   A longer row of the same table, which ends here  Spasm."
                .into(),
            trouble: None,
        };
        let texts: Vec<String> = passages(&page).into_iter().map(|one| one.text).collect();
        assert_eq!(
            texts,
            [
                "Seen by Dr. Reyes today.",
                "Pain is 7/10.",
                "Plan: Norco 5/325 mg, no. 30; no refills",
                "Patient: A. Sample",
                "Date of visit: 02/17/2015",
                "Norco 5/325 MG #30 Pain.",
                "A longer row of the same table, which ends here Spasm."
            ]
        );
    }
}
