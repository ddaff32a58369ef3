//! A search that somebody put on record: an event of the case, so that what
//! was looked for, where, and with what result can be shown later.

use super::{CaseFile, Index, Query};
use crate::prose::page_list;
use crate::refusal::Refusal;
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
    /// Pages on which every part stands, those about somebody else left out.
    pub pages: Vec<u32>,
    /// Pages scanned.
    pub scanned: u32,
    /// Pages that could not be read, by number, set aside or not. Searches of
    /// before left out those that were set aside.
    pub unread: Vec<u32>,
    /// Pages on which every part stands and that are about somebody else.
    /// Searches of before had them among the others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of_others: Vec<u32>,
    /// Pages that were scanned and of which recognition is in doubt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubtful: Vec<u32>,
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
    /// In how many sentences it stands on pages about somebody else.
    #[serde(default, skip_serializing_if = "is_none")]
    pub of_others: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_none(number: &usize) -> bool {
    *number == 0
}

impl Searched {
    /// The search of a case file, by its index. Refused where the query asks
    /// for nothing.
    pub fn of(asked: &str, file: &CaseFile, index: &Index) -> Result<Self, Refusal> {
        let query = Query::asked(asked)?;
        let search = query.record(file, index);
        let terms = search.terms.iter().map(|term| {
            let mut pages: Vec<u32> = term.hits.iter().chain(&term.hidden).map(|one| one.page).collect();
            pages.sort_unstable();
            pages.dedup();
            let (hits, hidden) = (term.hits.len(), term.hidden.len());
            let (words, others) = (term.words.clone(), term.others.clone());
            SearchedTerm { words, others, hits, hidden, pages, of_others: term.of_others.len() }
        });
        let mut pages: Vec<u32> = index.find(&query).iter().map(|hit| hit.page).collect();
        pages.sort_unstable();
        let (of_others, pages) = pages.into_iter().partition(|page| file.is_strangers(*page));
        Ok(Self {
            query: asked.to_owned(),
            terms: terms.collect(),
            pages,
            scanned: search.scanned,
            unread: search.unread,
            of_others,
            doubtful: search.doubtful,
        })
    }
}

/// How many pages are named in a line.
const NAMED: usize = 8;

impl fmt::Display for Searched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "searched for {}: {}", self.query, on_pages(&self.pages))?;
        if !self.of_others.is_empty() {
            write!(f, "; about somebody else: page {}", listed(&self.of_others))?;
        }
        for term in &self.terms {
            let hidden = if term.hidden == 0 { String::new() } else { format!(" and {} hidden", term.hidden) };
            write!(f, "; \"{}\"", term.words)?;
            if !term.others.is_empty() {
                write!(f, " (also {})", shortened(&term.others))?;
            }
            let word = if term.hits == 1 { "hit" } else { "hits" };
            write!(f, " {} {word}{hidden}", term.hits)?;
            if term.of_others > 0 {
                write!(f, " and {} about somebody else", term.of_others)?;
            }
        }
        match self.scanned {
            1 => f.write_str("; 1 page was searched")?,
            pages => write!(f, "; {pages} pages were searched")?,
        }
        match self.unread.as_slice() {
            [] => f.write_str("; all could be read")?,
            unread => write!(f, "; not read: {}", page_list(unread))?,
        }
        match self.doubtful.as_slice() {
            [] => Ok(()),
            doubtful => write!(f, "; read with doubt: {}", page_list(doubtful)),
        }
    }
}

/// How many other words of a term are named in a line; the event has all.
const WORDS: usize = 12;

fn shortened(others: &[String]) -> String {
    let named = others.iter().take(WORDS).map(String::as_str).collect::<Vec<_>>().join(", ");
    match others.len().saturating_sub(WORDS) {
        0 => named,
        more => format!("{named} and {more} more"),
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
