//! What a person puts right in a case file: a correction goes before what was
//! read, and is a fact of the case's history.

use super::copies::{Copied, Sameness};
use super::document::{Document, Joined, Kind, SetAside};
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
        /// What the document was until then, so that it can be taken back.
        /// Those of before have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Box<Joined>>,
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
            | Self::Join { page, .. }
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
            Self::Kind { page, kind } => {
                let name = kind.to_string();
                let article = if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
                format!("the document of page {page} is {article} {name}")
            }
            Self::Title { page, title } => format!("the document of page {page} is titled \"{title}\""),
            Self::Facility { page, facility } => format!("the document of page {page} is from {facility}"),
            Self::Author { page, author } => format!("the document of page {page} is by {author}"),
            Self::Date { page, date: Some(date) } => {
                format!("the document of page {page} is of {}", crate::calendar::numeric(*date))
            }
            Self::Date { page, date: None } => format!("the document of page {page} bears no date"),
            Self::Split { page } => format!("a document begins with page {page}"),
            Self::Join { page, .. } => format!("page {page} goes on from the page before"),
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

    /// The correction as it goes into the history of these documents: a
    /// joining with what it takes away. Refused where it makes pages copies of
    /// each other, so that no original is left, and where it names a day that
    /// is not yet, on the day `on`.
    pub fn against(self, documents: &[Document], on: Date) -> Result<Self, Refusal> {
        let document = |page: u32| documents.iter().find(|one| one.holds(page));
        let copied = |page: u32| document(page)?.copies.iter().find(|one| one.page == page).map(|one| one.of);
        match self {
            Self::Date { page, date: Some(date) } if date > on => {
                let day = crate::calendar::numeric(date);
                let sentence = format!("The document of page {page} cannot be of {day}, which is not yet.");
                Err(Refusal::new(Code::ImpossibleDate, sentence, "Give the day that it bears."))
            }
            Self::Copy { page, of: Some(of) } if of != page => match copied(of) {
                Some(original) => Err(copy_of_a_copy(page, of, original)),
                None => Ok(self),
            },
            Self::Join { page, was: None } => {
                let was = document(page).filter(|one| one.first_page == page).map(|one| Box::new(Joined::of(one)));
                Ok(Self::Join { page, was })
            }
            other => Ok(other),
        }
    }

    /// The documents that go on in others, each by its first page, for what is
    /// said of one of them: it holds of all.
    #[must_use]
    pub fn on_all(self, documents: &[Document]) -> Vec<Self> {
        let Some(at) = documents.iter().position(|one| one.holds(self.page())) else { return vec![self] };
        let first = (0..=at).rev().find(|at| !documents[*at].continues).unwrap_or(0);
        let behind = documents.iter().skip(first + 1).take_while(|one| one.continues);
        let others = std::iter::once(&documents[first]).chain(behind).map(|one| one.first_page);
        let others = others.filter(|page| !documents[at].holds(*page));
        let more: Vec<Self> = others.filter_map(|page| self.at(page)).collect();
        std::iter::once(self).chain(more).collect()
    }

    /// The same said of another document, where it is about a document.
    fn at(&self, page: u32) -> Option<Self> {
        Some(match self {
            Self::Kind { kind, .. } => Self::Kind { page, kind: *kind },
            Self::Title { title, .. } => Self::Title { page, title: title.clone() },
            Self::Author { author, .. } => Self::Author { page, author: author.clone() },
            Self::Facility { facility, .. } => Self::Facility { page, facility: facility.clone() },
            Self::Date { date, .. } => Self::Date { page, date: *date },
            _ => return None,
        })
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
            Self::Split { .. } if page == document.first_page => {
                document.continues = false;
                document.taken_back(page);
            }
            Self::Split { .. } => {
                let mut second = document.split_off(page);
                second.taken_back(page);
                documents.insert(at + 1, second);
            }
            Self::Join { was, .. } => return join(documents, at, page, was.as_deref()),
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

fn copy_of_a_copy(page: u32, of: u32, original: u32) -> Refusal {
    let sentence = if original == page {
        format!(
            "Page {page} cannot be a copy of page {of}, which is a copy of page {page}: no original would be left."
        )
    } else {
        format!("Page {page} cannot be a copy of page {of}, which is itself a copy of page {original}.")
    };
    let remedy = if original == page {
        format!("Say first that page {of} is no copy (imr file correct --page {of} --no-copy).")
    } else {
        format!("Name page {original}.")
    };
    Refusal::new(Code::UnknownPage, sentence, remedy)
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
fn join(documents: &mut Vec<Document>, at: usize, page: u32, was: Option<&Joined>) -> Result<(), Refusal> {
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
        documents[before].joined.extend(was.cloned());
    } else {
        let Document { kind, date, title, .. } = &documents[before];
        let (kind, date, title) = (*kind, *date, title.clone());
        let document = &mut documents[at];
        (document.continues, document.kind, document.date, document.title) = (true, kind, date, title);
        document.joined.retain(|one| one.page != page);
        document.joined.extend(was.cloned());
    }
    Ok(())
}

fn said(value: &str) -> Found<String> {
    Found { value: value.to_owned(), confidence: 100, passage: None }
}

#[cfg(test)]
mod tests {
    use super::super::facts::tests::documents;
    use super::*;
    use jiff::civil::date;

    fn put(documents: &mut Vec<Document>, correction: Correction) -> Result<(), Refusal> {
        let read = serde_json::to_value(correction.against(documents, date(2015, 12, 1))?).expect("it is written");
        let read: Correction = serde_json::from_value(read).expect("it is read");
        read.apply(documents)
    }

    #[test]
    fn no_two_pages_are_copies_of_each_other() {
        let day = date(2015, 3, 12);
        let kind = Kind::ProgressReport;
        let mut file = documents(&[(kind, day, "One."), (kind, day, "Two."), (kind, day, "Three.")]).documents;
        put(&mut file, Correction::Copy { page: 2, of: Some(1) }).expect("it is a copy");
        let refused = put(&mut file, Correction::Copy { page: 1, of: Some(2) }).expect_err("no original is left");
        assert!(refused.to_string().contains("no original would be left"), "{refused}");
        let refused = put(&mut file, Correction::Copy { page: 3, of: Some(2) }).expect_err("a copy of a copy");
        assert!(refused.to_string().ends_with("Name page 1."), "{refused}");
        put(&mut file, Correction::Copy { page: 2, of: None }).expect("it is none");
        put(&mut file, Correction::Copy { page: 1, of: Some(2) }).expect("it is a copy");
    }

    #[test]
    fn no_document_is_of_a_day_that_is_not_yet() {
        let mut file = documents(&[(Kind::ProgressReport, date(2015, 3, 12), "One.")]).documents;
        let day = |day| Correction::Date { page: 1, date: Some(day) };
        let refused = put(&mut file, day(date(2031, 1, 1))).expect_err("it is not yet");
        assert_eq!(refused.code, Code::ImpossibleDate);
        put(&mut file, day(date(2015, 12, 1))).expect("it is today");
    }

    /// What a joining takes away comes back where it is taken back; in one
    /// file and in two.
    #[test]
    fn what_was_joined_can_be_parted_again() {
        let said = [
            (Kind::ProgressReport, date(2014, 3, 12), "Seen today."),
            (Kind::Consultation, date(2014, 12, 9), "Thank you for sending her."),
        ];
        for same in [true, false] {
            let mut file = documents(&said).documents;
            file[1].title = Some(super::said("Initial Consultation"));
            if same {
                file[1].digest = file[0].digest;
                file[1].first_within = 2;
                file[1].file_name = file[0].file_name.clone();
            } else {
                file[1].digest = crate::digest::Digest::of(b"another file");
            }
            let before = file.clone();
            put(&mut file, Correction::Join { page: 2, was: None }).expect("it is joined");
            assert_eq!(file.len(), if same { 1 } else { 2 });
            let last = file.last().expect("a document");
            assert_eq!((last.kind, last.continues), (Kind::ProgressReport, !same));
            put(&mut file, Correction::Split { page: 2 }).expect("it is parted");
            assert_eq!(file, before);
        }
    }

    /// What goes on in another file is one document, and what is said of it
    /// holds of all of it.
    #[test]
    fn what_is_said_of_a_document_is_said_of_where_it_goes_on() {
        let day = date(2014, 3, 12);
        let mut file = documents(&[(Kind::Other, day, "One."), (Kind::Other, day, "Two.")]).documents;
        file[1].continues = true;
        for page in [1, 2] {
            let kind = Correction::Kind { page, kind: Kind::Imaging };
            let all: Vec<u32> = kind.on_all(&file).iter().map(Correction::page).collect();
            assert_eq!(all, [page, 3 - page]);
        }
        assert_eq!(Correction::Copy { page: 1, of: None }.on_all(&file).len(), 1);
        file[1].continues = false;
        assert_eq!(Correction::Kind { page: 1, kind: Kind::Imaging }.on_all(&file).len(), 1);
        let told = Correction::Kind { page: 1, kind: Kind::Imaging }.in_words();
        assert_eq!(told, "the document of page 1 is an imaging report");
    }
}
