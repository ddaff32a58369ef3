//! Search in a case file, and the record of a search: what may be held up
//! when something is said not to be documented.

use super::{CaseFile, Index, Part, Passage};
use crate::prose::page_list;
use serde::{Deserialize, Serialize};

/// A search that was made, with what it covered. It proves an absence only
/// as far as the pages could be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// Each term with its hits.
    pub terms: Vec<Term>,
    /// Pages scanned.
    pub scanned: u32,
    /// Pages that could not be read, by number, those among them that were
    /// set aside: they were not searched.
    pub unread: Vec<u32>,
    /// Pages that were scanned and of which recognition is in doubt, so that
    /// words may have been missed there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubtful: Vec<u32>,
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
    /// The same on pages that are about somebody else: they say nothing of
    /// the employee. Whose a page is may be wrong, so they are no absence
    /// either.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of_others: Vec<Passage>,
}

impl Search {
    /// Number of hits over all terms.
    #[must_use]
    pub fn hits(&self) -> usize {
        self.terms.iter().map(|term| term.hits.len()).sum()
    }

    /// Whether no term was found, not even in words that are hidden or on
    /// pages about somebody else.
    #[must_use]
    pub fn found_nothing(&self) -> bool {
        let none = |term: &Term| term.hits.is_empty() && term.hidden.is_empty() && term.of_others.is_empty();
        self.terms.iter().all(none)
    }

    /// The search of a case file for these parts, by its index: the same that
    /// answers a person's query, so that both find the same pages.
    #[must_use]
    pub fn of(file: &CaseFile, index: &Index, parts: &[Part]) -> Self {
        let unread = file.unread();
        let term = |part: &Part| {
            let (found, hidden) = index.passages(file, part);
            let (of_others, hits) = found.into_iter().partition(|one| file.is_strangers(one.page));
            Term { words: part.words(), others: part.others(), hits, hidden, of_others }
        };
        Self {
            terms: parts.iter().map(term).collect(),
            scanned: u32::try_from(file.pages.len() - unread.len()).unwrap_or(u32::MAX),
            unread,
            doubtful: file.doubtful(),
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
        let strangers = match self.terms.iter().map(|term| term.of_others.len()).sum::<usize>() {
            0 => String::new(),
            n => format!(", and {n} on pages about somebody else"),
        };
        let terms = terms.join(", ");
        let pages = match (self.scanned, self.unread.is_empty()) {
            (1, _) => "1 page of the case file was".to_owned(),
            (pages, true) => format!("all {pages} pages of the case file were"),
            (pages, false) => format!("{pages} pages of the case file were"),
        };
        format!("{pages} searched for {terms}{others}: {hits}{hidden}{strangers}{}", self.reserve())
    }

    /// What the search cannot answer for: pages that were not read, and pages
    /// that were read with doubt.
    fn reserve(&self) -> String {
        let told = |pages: &[u32], how: &str| match pages {
            [] => String::new(),
            pages => format!("; {} {how}", page_list(pages)),
        };
        let unread = told(&self.unread, "could not be read");
        unread + &told(&self.doubtful, "could be read only with doubt")
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
    use crate::casefile::{Page, Query, Searched};
    use crate::digest::Digest;

    #[test]
    fn a_search_says_what_it_covered() {
        let page = |number, text: &str, trouble: Option<&str>| Page {
            number,
            document: Digest::ZERO,
            text: text.to_owned(),
            trouble: trouble.map(str::to_owned),
            hidden: vec![],
            confidence: None,
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

    /// Setting a page aside does not make it read, a hit on a page about
    /// somebody else is none for the employee, and where recognition is in
    /// doubt it is said.
    #[test]
    fn a_search_says_what_it_cannot_answer_for() {
        use super::super::facts::tests::documents;
        use crate::casefile::{Kind, SetAside, Stranger};
        let day = jiff::civil::date(2015, 10, 30);
        let kind = Kind::ProgressReport;
        let mut file = documents(&[
            (kind, day, "Naproxen 550 mg is taken."),
            (kind, day, "Gabapentin helps."),
            (kind, day, ""),
            (kind, day, "F1emenl 7.5 mg"),
        ]);
        file.documents[1].strangers.push(Stranger { page: 2, passage: None });
        file.pages[2].trouble = Some("it is locked with a password".to_owned());
        file.documents[2].unread = vec![3];
        file.documents[2].aside = vec![SetAside { page: 3, because: "an icon".to_owned() }];
        file.pages[3].confidence = Some(60);
        assert_eq!((file.unread(), file.open_pages(), file.manifest().unread), (vec![3], vec![], vec![]));
        let search = file.search(&["gabapentin"]);
        let term = &search.terms[0];
        assert_eq!((search.scanned, &search.unread, &search.doubtful), (3, &vec![3], &vec![4]));
        assert_eq!((term.hits.len(), term.of_others.len(), search.found_nothing()), (0, 1, false));
        assert!(
            search.in_words().ends_with(
                "no hit, and 1 on pages about somebody else; page 3 could not be read; page 4 could be read only with doubt"
            ),
            "{}",
            search.in_words()
        );
        let searched = Searched::of("gabapentin", &file, &Index::of(&file)).expect("a query");
        let told = searched.to_string();
        for part in ["no page has it", "about somebody else: page 2", "not read: page 3", "with doubt: page 4"] {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert!(!told.contains("all could be read"), "{told}");
        assert!(file.place(2).ends_with("(page 2, about somebody else)"), "{}", file.place(2));
    }

    /// What a person finds by these words is in the record of the search too:
    /// other names of a drug, inflections, what a scan confuses, words on both
    /// sides of a full stop.
    #[test]
    fn the_record_of_a_search_has_what_the_search_finds() {
        let text = "Prescribed: F1exeri1 7.5 mg three times a day. Lumbar spasms are felt. Radiated pain. \
                    The UDS was consistent. Seen by Dr. Reyes.";
        let page = Page {
            number: 1,
            document: Digest::ZERO,
            text: text.to_owned(),
            trouble: None,
            hidden: vec![],
            confidence: None,
        };
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
