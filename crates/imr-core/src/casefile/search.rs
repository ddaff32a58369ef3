//! Search in a case file, and the record of a search: what may be held up
//! when something is said not to be documented.

use super::{CaseFile, Index, Part, Passage};
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
    /// Other words that they were looked for under: other names of a drug,
    /// other words of the clinic. Searches of before had none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// Sentences in which one of these stands, or begins.
    pub hits: Vec<Passage>,
    /// The same where the words are hidden on the page: not drawn, or drawn
    /// over. They are no evidence, and no absence either.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<Passage>,
}

impl Search {
    /// Number of hits over all terms.
    #[must_use]
    pub fn hits(&self) -> usize {
        self.terms.iter().map(|term| term.hits.len()).sum()
    }

    /// Whether no term was found, not even in words that are hidden.
    #[must_use]
    pub fn found_nothing(&self) -> bool {
        self.terms.iter().all(|term| term.hits.is_empty() && term.hidden.is_empty())
    }

    /// The search of a case file for these parts, by its index: the same that
    /// answers a person's query, so that both find the same pages.
    #[must_use]
    pub fn of(file: &CaseFile, index: &Index, parts: &[Part]) -> Self {
        let unread = file.unread();
        let term = |part: &Part| {
            let (hits, hidden) = index.passages(file, part);
            Term { words: part.words(), others: part.others(), hits, hidden }
        };
        Self {
            terms: parts.iter().map(term).collect(),
            scanned: u32::try_from(file.pages.len() - unread.len()).unwrap_or(u32::MAX),
            unread,
        }
    }

    /// The search in words, for a rationale.
    #[must_use]
    pub fn in_words(&self) -> String {
        let terms: Vec<String> = self.terms.iter().map(|term| format!("\"{}\"", term.words)).collect();
        let others: usize = self.terms.iter().map(|term| term.others.len()).sum();
        let others = match others {
            0 => String::new(),
            1 => " and 1 other word for them".to_owned(),
            n => format!(" and {n} other words for them"),
        };
        let hits = match self.hits() {
            0 => "no hit".to_owned(),
            1 => "1 hit".to_owned(),
            n => format!("{n} hits"),
        };
        let hidden = match self.terms.iter().map(|term| term.hidden.len()).sum::<usize>() {
            0 => String::new(),
            n => format!(", and {n} in words that the page does not show"),
        };
        let (scanned, terms) = (self.scanned, terms.join(", "));
        format!("all {scanned} pages of the case file were searched for {terms}{others}: {hits}{hidden}")
    }
}

impl CaseFile {
    /// Looks for every term on every page. A term is one or more words that
    /// stand together; a word ending in `*` stands for all that begin so.
    /// Inflections, other words for the term and what a scan confuses are
    /// found as well: what says that something is absent has looked as a
    /// person would.
    #[must_use]
    pub fn search(&self, terms: &[&str]) -> Search {
        let parts: Vec<Part> = terms.iter().map(|term| Part::of_term(term)).collect();
        Search::of(self, &Index::of(self), &parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::casefile::{Page, Query};
    use crate::digest::Digest;

    #[test]
    fn a_search_says_what_it_covered() {
        let page = |number, text: &str, trouble: Option<&str>| Page {
            number,
            document: Digest::ZERO,
            text: text.to_owned(),
            trouble: trouble.map(str::to_owned),
            hidden: vec![],
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

    /// What a person finds by these words is in the record of the search too:
    /// other names of a drug, inflections, what a scan confuses, words on both
    /// sides of a full stop.
    #[test]
    fn the_record_of_a_search_has_what_the_search_finds() {
        let text = "Prescribed: F1exeri1 7.5 mg three times a day. Lumbar spasms are felt. Radiated pain. \
                    The UDS was consistent. Seen by Dr. Reyes.";
        let page = Page { number: 1, document: Digest::ZERO, text: text.to_owned(), trouble: None, hidden: vec![] };
        let file = CaseFile { documents: vec![], pages: vec![page] };
        let index = Index::of(&file);
        for (asked, hits) in [
            ("Flexeril", 1),
            ("cyclobenzaprine", 1),
            ("spasm", 1),
            ("radiating", 1),
            ("\"spasms are\"", 1),
            ("felt NEAR/2 pain", 1),
            ("\"felt radiated\"", 1),
            ("urine drug screen", 1),
            ("naproxen", 0),
        ] {
            let query = Query::parse(asked);
            let record = query.record(&file, &index);
            assert_eq!((index.find(&query).len(), record.hits()), (hits, hits), "{asked}: {record:?}");
        }
        let search = file.search(&["flexeril", "drug screen*", "spasm", "naproxen"]);
        let hits: Vec<usize> = search.terms.iter().map(|term| term.hits.len()).collect();
        assert_eq!(hits, [1, 1, 1, 0]);
        assert_eq!(search.terms[0].hits[0].text, "Prescribed: F1exeri1 7.5 mg three times a day.");
        assert!(search.terms[1].others.iter().any(|other| other == "uds"), "{:?}", search.terms[1].others);
        let before = serde_json::json!({ "words": "spasm", "hits": [] });
        assert!(serde_json::from_value::<Term>(before).is_ok_and(|term| term.others.is_empty()));
    }
}
