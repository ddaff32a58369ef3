//! Search in a case file, and the record of a search: what may be held up
//! when something is said not to be documented.

use super::{CaseFile, Passage, passages};
use serde::{Deserialize, Serialize};

/// A search that was made, with what it covered. It proves an absence only
/// as far as the pages could be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// Each term with its hits.
    pub terms: Vec<Term>,
    /// Pages scanned.
    pub scanned: u32,
    /// Pages that could not be read, by number.
    pub unread: Vec<u32>,
}

/// One term of a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The words looked for.
    pub words: String,
    /// Sentences in which they stand together, in that order.
    pub hits: Vec<Passage>,
}

impl Search {
    /// Number of hits over all terms.
    #[must_use]
    pub fn hits(&self) -> usize {
        self.terms.iter().map(|term| term.hits.len()).sum()
    }

    /// The search in words, for a rationale.
    #[must_use]
    pub fn in_words(&self) -> String {
        let terms: Vec<String> = self.terms.iter().map(|term| format!("\"{}\"", term.words)).collect();
        let hits = match self.hits() {
            0 => "no hit".to_owned(),
            1 => "1 hit".to_owned(),
            n => format!("{n} hits"),
        };
        format!("all {} pages of the case file were searched for {}: {hits}", self.scanned, terms.join(", "))
    }
}

impl CaseFile {
    /// Looks for every term on every page. A term is one or more words; a
    /// word ending in `*` stands for all that begin so.
    #[must_use]
    pub fn search(&self, terms: &[&str]) -> Search {
        let sentences: Vec<(Passage, Vec<String>)> = self
            .pages
            .iter()
            .flat_map(passages)
            .map(|passage| {
                let words = fold(&passage.text);
                (passage, words)
            })
            .collect();
        let unread = self.unread();
        Search {
            terms: terms.iter().map(|term| find(term, &sentences)).collect(),
            scanned: u32::try_from(self.pages.len() - unread.len()).unwrap_or(u32::MAX),
            unread,
        }
    }
}

fn find(term: &str, sentences: &[(Passage, Vec<String>)]) -> Term {
    let wanted: Vec<String> = term
        .split_whitespace()
        .flat_map(|word| {
            let open = word.ends_with('*');
            let mut folded = fold(word);
            if let (true, Some(last)) = (open, folded.last_mut()) {
                last.push('*');
            }
            folded
        })
        .collect();
    let hits = sentences
        .iter()
        .filter(|(_, words)| !wanted.is_empty() && words.windows(wanted.len()).any(|run| matches(run, &wanted)))
        .map(|(passage, _)| passage.clone())
        .collect();
    Term { words: term.to_owned(), hits }
}

fn matches(run: &[String], wanted: &[String]) -> bool {
    run.iter().zip(wanted).all(|(word, want)| match want.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => word == want,
    })
}

/// The words of a text in the form in which they compare.
fn fold(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '/')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::casefile::Page;
    use crate::digest::Digest;

    #[test]
    fn a_search_says_what_it_covered() {
        let page = |number, text: &str, trouble: Option<&str>| Page {
            number,
            document: Digest::ZERO,
            text: text.to_owned(),
            trouble: trouble.map(str::to_owned),
        };
        let file = CaseFile {
            documents: vec![],
            pages: vec![
                page(1, "Side effects: nausea.\n\nUrine drug screens are planned.", None),
                page(2, "", Some("the scan is blank")),
            ],
        };
        let search = file.search(&["side effects", "drug screen*", "constipation"]);
        let hits: Vec<usize> = search.terms.iter().map(|term| term.hits.len()).collect();
        assert_eq!((hits, search.scanned, search.unread), (vec![1, 1, 0], 1, vec![2]));
    }
}
