//! A search that somebody put on record: an event of the case, so that what
//! was looked for, where, and with what result can be shown later.

use super::{CaseFile, Index, Query};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A search as it stands in the history. Of the hits it keeps their number
/// and their pages; the pages stay in the case file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Searched {
    /// What was asked.
    pub query: String,
    /// Every part of it.
    pub terms: Vec<SearchedTerm>,
    /// Pages on which every part stands.
    pub pages: Vec<u32>,
    /// Pages scanned.
    pub scanned: u32,
    /// Pages that could not be read, by number.
    pub unread: Vec<u32>,
}

/// A part of a search on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchedTerm {
    /// The words looked for.
    pub words: String,
    /// Other words that they were looked for under.
    pub others: Vec<String>,
    /// In how many sentences one of these stands.
    pub hits: usize,
    /// In how many it is hidden: not drawn on the page, or drawn over.
    pub hidden: usize,
    /// The pages of both.
    pub pages: Vec<u32>,
}

impl Searched {
    /// The search of a case file, by its index.
    #[must_use]
    pub fn of(asked: &str, file: &CaseFile, index: &Index) -> Self {
        let query = Query::parse(asked);
        let search = query.record(file, index);
        let terms = search.terms.iter().map(|term| {
            let mut pages: Vec<u32> = term.hits.iter().chain(&term.hidden).map(|one| one.page).collect();
            pages.sort_unstable();
            pages.dedup();
            let (hits, hidden) = (term.hits.len(), term.hidden.len());
            SearchedTerm { words: term.words.clone(), others: term.others.clone(), hits, hidden, pages }
        });
        let mut pages: Vec<u32> = index.find(&query).iter().map(|hit| hit.page).collect();
        pages.sort_unstable();
        Self {
            query: asked.to_owned(),
            terms: terms.collect(),
            pages,
            scanned: search.scanned,
            unread: search.unread,
        }
    }
}

/// How many pages are named in a line.
const NAMED: usize = 8;

impl fmt::Display for Searched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "searched for {}: {}", self.query, on_pages(&self.pages))?;
        for term in &self.terms {
            let hidden = if term.hidden == 0 { String::new() } else { format!(" and {} hidden", term.hidden) };
            write!(f, "; \"{}\"", term.words)?;
            if !term.others.is_empty() {
                write!(f, " (also {})", term.others.join(", "))?;
            }
            let word = if term.hits == 1 { "hit" } else { "hits" };
            write!(f, " {} {word}{hidden}", term.hits)?;
        }
        write!(f, "; {} pages were searched", self.scanned)?;
        match self.unread.as_slice() {
            [] => f.write_str("; all could be read"),
            unread => write!(f, "; not read: page {}", listed(unread)),
        }
    }
}

fn on_pages(pages: &[u32]) -> String {
    match pages {
        [] => "no page has it".to_owned(),
        [page] => format!("page {page} has it"),
        all => format!("{} pages have it, {}", all.len(), listed(all)),
    }
}

fn listed(pages: &[u32]) -> String {
    let named: Vec<String> = pages.iter().take(NAMED).map(u32::to_string).collect();
    let more = if pages.len() > NAMED { " and more" } else { "" };
    format!("{}{more}", named.join(", "))
}
