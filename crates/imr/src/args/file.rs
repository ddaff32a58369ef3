//! What can be typed after `imr file`.

use super::CaseArgs;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use imr_core::party::Role;
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum File {
    /// Show what the case file would get of files (PDF, TIFF, JPEG, PNG,
    /// text), without taking them in.
    Read {
        /// The files.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// One JSON object a page, with every word and its place.
        #[arg(long)]
        json: bool,
    },
    /// Take files into the case file: PDF, TIFF, JPEG, PNG, text, and zip or
    /// e-mail (.eml) of these. What was read before a break is not read again.
    Add(Add),
    /// Read the pages again that could not be read when they came: scans that
    /// came before text recognition was installed, pages at which reading was
    /// stopped. Numbers of pages and corrections stay.
    Reread(CaseArgs),
    /// List the documents of the case file, as the letter lists them: what
    /// each is, and below it who wrote it and what is not as it should be.
    List {
        #[command(flatten)]
        case: CaseArgs,
        /// Also say on what each finding rests: how sure it is, the words it
        /// was read off, the file it is in, and why pages were not read.
        #[arg(long, short, conflicts_with = "json")]
        long: bool,
        /// Print JSON: every page of every document (docs/casefile-json.md).
        #[arg(long)]
        json: bool,
    },
    /// Print what the reviewer was sent last, document by document, with hashes
    /// and the pages that could not be read; or what would be sent now.
    Manifest {
        #[command(flatten)]
        case: CaseArgs,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Compare the case file with what the rules ask for, and with the reports
    /// that the request and the utilization review decision name.
    Missing(CaseArgs),
    /// Draw a page as a picture (PNG).
    Page(DrawPage),
    /// Put something right in the case file: what a document is, where it
    /// begins, whose page it is. Goes before what was read, and is recorded.
    Correct(Correct),
    /// Look for words in the case file, with other names of a drug, all drugs
    /// of a class, and other words of the clinic: word, word*, "words that
    /// stand together", a NEAR/5 b.
    Search {
        #[command(flatten)]
        case: CaseArgs,
        /// What is looked for; every part must stand on a page.
        #[arg(required = true, value_name = "QUERY")]
        query: Vec<String>,
        /// Pages shown.
        #[arg(long, default_value_t = 20, value_name = "NUMBER")]
        limit: usize,
        /// Put the search on record: the history of the case then has the
        /// terms with their other words, the pages searched, the pages that
        /// could not be read, and the hits.
        #[arg(long, requires = "reason")]
        record: bool,
        /// Who puts it on record.
        #[arg(long, value_name = "ID", default_value = "coordinator-1")]
        by: String,
        /// Why it is put on record.
        #[arg(long, value_name = "WHY", requires = "record")]
        reason: Option<String>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// List what the case file says, each fact with its page and passage.
    Facts {
        #[command(flatten)]
        case: CaseArgs,
        /// Only facts of this kind, such as medication, exam or ur-decision;
        /// exposure sums up each drug, conflict lists what disagrees.
        #[arg(long, value_name = "KIND")]
        kind: Option<String>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Draw medication and events over time as a picture (SVG).
    Timeline {
        #[command(flatten)]
        case: CaseArgs,
        /// Where the picture goes.
        #[arg(long, short, value_name = "FILE.svg")]
        output: PathBuf,
        /// How wide it is, in pixels.
        #[arg(long, default_value_t = 960, value_name = "PIXELS")]
        width: u32,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Add {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Files, folders, or patterns such as "records/*.pdf".
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Who sent them.
    #[arg(long, value_enum, default_value = "claims-administrator")]
    pub(crate) from: Sender,
}

/// Who sends records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sender {
    ClaimsAdministrator,
    Employee,
    EmployeeAttorney,
    RequestingPhysician,
    Employer,
}

impl From<Sender> for Role {
    fn from(sender: Sender) -> Self {
        match sender {
            Sender::ClaimsAdministrator => Self::ClaimsAdministrator,
            Sender::Employee => Self::Employee,
            Sender::EmployeeAttorney => Self::EmployeeAttorney,
            Sender::RequestingPhysician => Self::RequestingPhysician,
            Sender::Employer => Self::Employer,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct DrawPage {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Number of the page in the case file.
    #[arg(value_name = "PAGE")]
    pub(crate) page: u32,
    /// Draw a frame around each word: blue as the file states it, green as it
    /// was recognized (OCR), orange where recognition doubts it, red and crossed
    /// where it is hidden or covered.
    #[arg(long)]
    pub(crate) boxes: bool,
    /// Dots per inch.
    #[arg(long, default_value_t = 150, value_parser = clap::value_parser!(u16).range(36..=600))]
    pub(crate) dpi: u16,
    /// Where the picture goes.
    #[arg(long, short, value_name = "FILE.png")]
    pub(crate) output: PathBuf,
}

/// A day as people and as programs write it.
fn day(text: &str) -> Result<Date, String> {
    let day = text.parse().or_else(|_| Date::strptime("%m/%d/%Y", text));
    day.map_err(|_| "not a day; write 2015-03-16 or 3/16/2015".to_owned())
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Correct {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// The page it is about, or a page of the document it is about.
    #[arg(long, value_name = "PAGE")]
    pub(crate) page: u32,
    /// The document is of this kind, such as "progress report".
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<String>,
    /// Its title.
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Who wrote it.
    #[arg(long)]
    pub(crate) author: Option<String>,
    /// Where it was written.
    #[arg(long)]
    pub(crate) facility: Option<String>,
    /// Its date of service, or of writing: 2015-03-16 or 3/16/2015.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) date: Option<Date>,
    /// It bears no date.
    #[arg(long, conflicts_with = "date")]
    pub(crate) no_date: bool,
    /// A document begins with this page.
    #[arg(long)]
    pub(crate) split: bool,
    /// The document that begins with this page goes on from the one before.
    #[arg(long, conflicts_with = "split")]
    pub(crate) join: bool,
    /// The page is about somebody else.
    #[arg(long)]
    pub(crate) other_patient: bool,
    /// The page is about the employee after all.
    #[arg(long, conflicts_with = "other_patient")]
    pub(crate) this_patient: bool,
    /// The page is a copy of this one.
    #[arg(long, value_name = "PAGE")]
    pub(crate) copy_of: Option<u32>,
    /// The page is no copy.
    #[arg(long, conflicts_with = "copy_of")]
    pub(crate) no_copy: bool,
    /// The page could not be read, and the review needs nothing of it: it no
    /// longer makes the case file incomplete. The reason says why.
    #[arg(long)]
    pub(crate) set_aside: bool,
    /// The same of every unread page of its document.
    #[arg(long, conflicts_with = "set_aside")]
    pub(crate) set_aside_document: bool,
    /// The page is not set aside any more.
    #[arg(long, conflicts_with_all = ["set_aside", "set_aside_document"])]
    pub(crate) not_aside: bool,
    /// Why.
    #[arg(long, value_name = "WHY")]
    pub(crate) reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_and_as_programs_write_it() {
        for said in ["2015-03-16", "3/16/2015", "03/16/2015"] {
            assert_eq!(day(said).ok(), Some(jiff::civil::date(2015, 3, 16)), "{said}");
        }
        assert!(day("16.3.2015").is_err() && day("02/30/2015").is_err());
    }
}
