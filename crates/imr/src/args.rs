//! What can be typed.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use imr_core::service::Method;
use jiff::civil::Date;
use std::path::PathBuf;

/// Independent Medical Review: from a filed application to an issued Final
/// Determination Letter.
#[derive(Debug, Parser)]
#[command(name = "imr", version, arg_required_else_help = true, max_term_width = 96)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Walk one sample case from filed application to issued letter.
    Demo(Demo),
    /// Read Final Determination Letters (text or PDF) into records.
    Read(Read),
    /// Write a letter from its record, as text, HTML or PDF.
    Write(Write),
    /// Prove that a letter is the one that was issued.
    Verify(Verify),
    /// List cases, show one, or show its history.
    #[command(subcommand)]
    Case(Case),
    /// List or search the case file of a case.
    #[command(subcommand)]
    File(File),
    /// Test every reviewer on the roster for a case, and say who is chosen.
    Match(CaseArgs),
    /// Compute when something is due, and explain it.
    Due(Due),
    /// Find the guideline for an item, or check a guideline file.
    #[command(subcommand)]
    Guideline(Guideline),
    /// List or check the rules of law in force on a day.
    #[command(subcommand)]
    Rules(Rules),
    /// Check everything that is kept against the log of events.
    #[command(subcommand)]
    Audit(Audit),
    /// Write everything that is kept to a folder of plain files.
    Export(Export),
    /// Take in an export, into an empty folder or database.
    Import(Import),
    /// Make sample data: invented, and the same for the same seed.
    #[command(subcommand)]
    Sample(Sample),
}

/// Where the data are.
#[derive(Debug, ClapArgs)]
pub(crate) struct Data {
    /// Data folder, or the address of a PostgreSQL database, such as
    /// postgres://user@host/database [default: the folder of the file that is
    /// asked about, or the current folder].
    #[arg(long, value_name = "FOLDER|URL", env = "IMR_DATA", hide_env_values = true)]
    pub(crate) data: Option<PathBuf>,
    /// Folder of the documents, where the data are in PostgreSQL.
    #[arg(long, value_name = "FOLDER", env = "IMR_BLOBS")]
    pub(crate) blobs: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Export {
    /// Folder to write to; made when it is not there, and empty when it is.
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Import {
    /// Folder that "imr export" wrote.
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Sample {
    /// Applications as JSON Lines, in the form that intake takes.
    Applications {
        #[command(flatten)]
        made: Made,
        /// Write to FILE what is true of each application: its outcome, and
        /// what it is a duplicate of.
        #[arg(long, value_name = "FILE")]
        truth: Option<PathBuf>,
        /// Two duplicates and one look-alike among ten, in place of the usual
        /// mix: for measuring.
        #[arg(long)]
        duplicates: bool,
    },
    /// Reviewers as JSON Lines, with who they are.
    Roster {
        #[command(flatten)]
        made: Made,
        /// Write to FILE, as JSON Lines, who owns whom and who makes what.
        #[arg(long, value_name = "FILE")]
        affiliations: Option<PathBuf>,
    },
}

/// What all samples are made from.
#[derive(Debug, ClapArgs)]
pub(crate) struct Made {
    /// How many.
    #[arg(long, value_name = "N")]
    pub(crate) count: usize,
    /// The same seed gives the same bytes.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Write to a file instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Demo {
    /// Folder for the demo's data and papers; made when it is not there.
    #[arg(long, value_name = "FOLDER", default_value = "demo")]
    pub(crate) data: PathBuf,
    /// Keep the data in this PostgreSQL database, and only documents and
    /// papers in the folder.
    #[arg(long, value_name = "URL")]
    pub(crate) postgres: Option<String>,
    /// Change a fact of the sample records and see what becomes of the
    /// decisions; may be given several times.
    #[arg(long, value_enum, value_name = "CHANGE")]
    pub(crate) with: Vec<Change>,
    /// Do not start the web server afterwards (there is none in this version;
    /// the flag keeps scripts working when there is).
    #[arg(long)]
    pub(crate) no_serve: bool,
}

/// A change of the sample's facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Change {
    /// Both drug tests found what was prescribed.
    DrugTestsConsistent,
    /// Function has improved with the medication.
    FunctionImproved,
    /// Side effects are not mentioned anywhere.
    SideEffectsUnmentioned,
    /// Cyclobenzaprine was prescribed only at the last visit.
    CyclobenzaprineNew,
    /// Nothing that the referral to the specialist rests on is in the records.
    ReferralFactsRemoved,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Read {
    /// Letters: PDF or text files, folders, patterns such as "2016/*.pdf";
    /// "-" is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Form of the output [default: json for one letter, else jsonl].
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    /// Write to a file instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Show each letter with what was found in it: in colours on a terminal,
    /// in brackets elsewhere.
    #[arg(long, conflicts_with_all = ["format", "output"])]
    pub(crate) explain: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Write {
    /// The record of one letter, as "imr read" gives it; "-" is standard
    /// input.
    #[arg(value_name = "RECORD")]
    pub(crate) record: PathBuf,
    /// Form of the letter [default: by the ending of the output's name, else
    /// text].
    #[arg(long, value_enum)]
    pub(crate) format: Option<WriteFormat>,
    /// Write what was read and add nothing; reading it gives the same record.
    #[arg(long, conflicts_with_all = ["organization", "on"])]
    pub(crate) as_read: bool,
    /// Who sends the letter, in TOML or JSON: name, address (a list of lines),
    /// medical_director, legal_effect, appeal_right [default: a fictional
    /// organization].
    #[arg(long, value_name = "FILE")]
    pub(crate) organization: Option<PathBuf>,
    /// Day of the letter, where the record has no date of decision.
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// Write to a file instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Form of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WriteFormat {
    /// Plain text.
    Text,
    /// One HTML file, accessible and fit to print.
    Html,
    /// Tagged PDF.
    Pdf,
}

/// Form of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One JSON document.
    Json,
    /// One line of JSON a letter.
    Jsonl,
    /// A table with one row a disputed item.
    Csv,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Verify {
    /// The letter, as PDF, text or record.
    #[arg(value_name = "LETTER")]
    pub(crate) letter: PathBuf,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CaseArgs {
    /// Number of the case, such as CM15-9000001.
    #[arg(value_name = "CASE")]
    pub(crate) case: String,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Case {
    /// List every case.
    List(Data),
    /// Show a case: its items, decisions, documents and due dates.
    Show(CaseArgs),
    /// Show what happened to a case, event by event.
    History(CaseArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum File {
    /// List the documents of the case file.
    List(CaseArgs),
    /// Look for words in the case file; a word ending in * stands for all
    /// that begin so.
    Search {
        #[command(flatten)]
        case: CaseArgs,
        /// Terms; put several words that stand together between quotes.
        #[arg(required = true, value_name = "TERM")]
        terms: Vec<String>,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Due {
    /// Code (D12) or name (records-due) of the rule; see "imr rules list".
    #[arg(value_name = "RULE")]
    pub(crate) rule: String,
    /// Day of the trigger, as 2015-03-19.
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Date,
    /// How it was served or sent.
    #[arg(long, value_enum)]
    pub(crate) served: Option<Served>,
    /// The review is expedited.
    #[arg(long)]
    pub(crate) expedited: bool,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// How something was served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Served {
    Mail,
    Fax,
    Electronic,
}

impl From<Served> for Method {
    fn from(served: Served) -> Self {
        match served {
            Served::Mail => Self::Mail,
            Served::Fax => Self::Fax,
            Served::Electronic => Self::Electronic,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Guideline {
    /// Show the checklist for an item, as it was in force on a day.
    For {
        /// The item exactly as requested.
        #[arg(value_name = "ITEM")]
        item: String,
        /// Day of the request [default: today].
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Check guideline files; without any, those the program carries.
    Check {
        /// Guideline files (TOML).
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Rules {
    /// List the rules in force on a day.
    List {
        /// The day [default: today].
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
    },
    /// List rules that are unverified or no longer in force on a day.
    Check {
        /// The day [default: today].
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// Check chains, rows, documents and pages; exit status 1 when anything
    /// is wrong.
    Verify {
        #[command(flatten)]
        data: Data,
        /// A root that was printed earlier and kept elsewhere.
        #[arg(long, value_name = "DIGEST")]
        root: Option<String>,
    },
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_arguments_are_well_formed() {
        use clap::CommandFactory as _;
        super::Args::command().debug_assert();
    }
}
