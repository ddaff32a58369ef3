//! What a person puts right in a case file: a correction goes before what was
//! read, and is a fact of the case's history.

use super::copies::{Copied, Sameness};
use super::document::{Document, Kind, SetAside};
use super::patient::Stranger;
use super::pile::Found;
use crate::refusal::{Code, Refusal};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A correction of a case file. `page` is a number of the case file; what
/// concerns a document concerns the one that page is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Correction {
    /// The document is of another kind.
    Kind {
        /// A page of it.
        page: u32,
        /// What it is.
        kind: Kind,
    },
    /// It has another title.
    Title {
        /// A page of it.
        page: u32,
        /// The title.
        title: String,
    },
    /// Somebody else wrote it.
    Author {
        /// A page of it.
        page: u32,
        /// Who.
        author: String,
    },
    /// It was written at another place.
    Facility {
        /// A page of it.
        page: u32,
        /// Where.
        facility: String,
    },
    /// It is of another day, or of no day that is known.
    Date {
        /// A page of it.
        page: u32,
        /// The day.
        date: Option<Date>,
    },
    /// A document begins with this page.
    Split {
        /// The page.
        page: u32,
    },
    /// The document that begins with this page goes on from the one before.
    Join {
        /// The page.
        page: u32,
    },
    /// The page is about somebody else, or it is not.
    OtherPatient {
        /// The page.
        page: u32,
        /// Whether it is.
        other: bool,
    },
    /// The page is a copy of another, or of none.
    Copy {
        /// The page.
        page: u32,
        /// The page it is a copy of.
        of: Option<u32>,
    },
    /// The page could not be read, and the review needs nothing of it; or it
    /// may.
    Aside {
        /// The page.
        page: u32,
        /// All unread pages of its document.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        document: bool,
        /// Why; none where it is not set aside any more.
        because: Option<String>,
    },
}

impl Correction {
    /// The page it is about.
    #[must_use]
    pub fn page(&self) -> u32 {
        match self {
            Self::Kind { page, .. }
            | Self::Title { page, .. }
            | Self::Author { page, .. }
            | Self::Facility { page, .. }
            | Self::Date { page, .. }
            | Self::Split { page }
            | Self::Join { page }
            | Self::OtherPatient { page, .. }
            | Self::Copy { page, .. }
            | Self::Aside { page, .. } => *page,
        }
    }

    /// Whether it is about a page alone, and not about what its document is.
    #[must_use]
    pub fn is_of_a_page(&self) -> bool {
        matches!(self, Self::OtherPatient { .. } | Self::Copy { .. } | Self::Aside { .. })
    }

    /// What it says, in a line.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Kind { page, kind } => format!("the document of page {page} is a {kind}"),
            Self::Title { page, title } => format!("the document of page {page} is titled \"{title}\""),
            Self::Facility { page, facility } => format!("the document of page {page} is from {facility}"),
            Self::Author { page, author } => format!("the document of page {page} is by {author}"),
            Self::Date { page, date: Some(date) } => {
                format!("the document of page {page} is of {}", crate::calendar::numeric(*date))
            }
            Self::Date { page, date: None } => format!("the document of page {page} bears no date"),
            Self::Split { page } => format!("a document begins with page {page}"),
            Self::Join { page } => format!("page {page} goes on from the page before"),
            Self::OtherPatient { page, other: true } => format!("page {page} is about somebody else"),
            Self::OtherPatient { page, other: false } => format!("page {page} is about the employee"),
            Self::Copy { page, of: Some(of) } => format!("page {page} is a copy of page {of}"),
            Self::Copy { page, of: None } => format!("page {page} is no copy"),
            Self::Aside { page, document: true, because: Some(why) } => {
                format!("the unread pages of the document of page {page} are set aside: {why}")
            }
            Self::Aside { page, because: Some(why), .. } => format!("page {page} is set aside: {why}"),
            Self::Aside { page, document: true, because: None } => {
                format!("the unread pages of the document of page {page} are not set aside")
            }
            Self::Aside { page, because: None, .. } => format!("page {page} is not set aside"),
        }
    }

    /// Puts it right in the documents of a case file.
    pub fn apply(&self, documents: &mut Vec<Document>) -> Result<(), Refusal> {
        let page = self.page();
        let at = documents.iter().position(|one| one.holds(page)).ok_or_else(|| missing(page))?;
        let document = &mut documents[at];
        match self {
            Self::Kind { kind, .. } => {
                document.kind = *kind;
                document.kind_found = None;
            }
            Self::Title { title, .. } => document.title = Some(said(title)),
            Self::Author { author, .. } => document.author = Some(said(author)),
            Self::Facility { facility, .. } => document.facility = Some(said(facility)),
            Self::Date { date, .. } => {
                document.date = *date;
                document.date_found = None;
            }
            Self::Split { .. } if page == document.first_page => document.continues = false,
            Self::Split { .. } => {
                let second = document.split_off(page);
                documents.insert(at + 1, second);
            }
            Self::Join { .. } => return join(documents, at, page),
            Self::OtherPatient { other, .. } => {
                document.strangers.retain(|one| one.page != page);
                if *other {
                    document.strangers.push(Stranger { page, passage: None });
                }
            }
            Self::Copy { of, .. } => {
                document.copies.retain(|one| one.page != page);
                if let Some(of) = *of {
                    document.copies.push(Copied { page, of, how: Sameness::Said });
                    return match documents.iter().any(|one| one.holds(of)) {
                        true if of == page => Err(copy_of_itself(page)),
                        true => Ok(()),
                        false => Err(missing(of)),
                    };
                }
            }
            Self::Aside { document: whole, because, .. } => {
                return aside(document, page, *whole, because.as_deref());
            }
        }
        Ok(())
    }
}

fn missing(page: u32) -> Refusal {
    let sentence = format!("The case file has no page {page}.");
    Refusal::new(Code::UnknownPage, sentence, "See the pages with \"imr file list\".")
}

fn copy_of_itself(page: u32) -> Refusal {
    let sentence = format!("Page {page} cannot be a copy of itself.");
    Refusal::new(Code::UnknownPage, sentence, "Name the page it is a copy of.")
}

/// Sets unread pages of a document aside, or takes that back. What was read is
/// not set aside: it can be seen what it says.
fn aside(document: &mut Document, page: u32, whole: bool, because: Option<&str>) -> Result<(), Refusal> {
    let meant: Vec<u32> = document.unread.iter().copied().filter(|one| whole || *one == page).collect();
    if meant.is_empty() {
        let what = if whole { "No page of the document of page" } else { "Page" };
        let sentence = format!(
            "{what} {page} {} unread, so there is nothing to set aside.",
            if whole { "is" } else { "is not" }
        );
        return Err(Refusal::new(
            Code::UnknownPage,
            sentence,
            "See the unread pages with \"imr file list\"; say of a page that was read whose it is, or what.",
        ));
    }
    document.aside.retain(|one| !meant.contains(&one.page));
    if let Some(because) = because {
        if because.trim().is_empty() {
            let sentence = format!("Page {page} is to be set aside, and no reason is given.");
            return Err(Refusal::new(
                Code::ReasonMissing,
                sentence,
                "Say what the page is, and why the review needs nothing of it.",
            ));
        }
        document.aside.extend(meant.into_iter().map(|page| SetAside { page, because: because.to_owned() }));
        document.aside.sort_by_key(|one| one.page);
    }
    Ok(())
}

/// The document at `at`, which begins with `page`, becomes part of the one
/// before; where that is of another file, it is said to go on from it.
fn join(documents: &mut Vec<Document>, at: usize, page: u32) -> Result<(), Refusal> {
    let refuse = |why: String, remedy: &str| Err(Refusal::new(Code::UnknownPage, why, remedy));
    if documents[at].first_page != page {
        let why = format!("Page {page} does not begin a document, so it is joined to the page before already.");
        return refuse(why, "Name the first page of a document.");
    }
    let Some(before) = at.checked_sub(1) else {
        return refuse("The first page of the case file has none before it.".to_owned(), "Name another page.");
    };
    if documents[before].digest == documents[at].digest && documents[before].last_page() + 1 == page {
        let second = documents.remove(at);
        documents[before].take_on(second);
    } else {
        let Document { kind, date, title, .. } = &documents[before];
        let (kind, date, title) = (*kind, *date, title.clone());
        let document = &mut documents[at];
        (document.continues, document.kind, document.date, document.title) = (true, kind, date, title);
    }
    Ok(())
}

fn said(value: &str) -> Found<String> {
    Found { value: value.to_owned(), confidence: 100, passage: None }
}
