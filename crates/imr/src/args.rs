//! What can be typed.

mod file;
mod filing;
mod following;
mod law;
mod letters;
mod moving;

pub(crate) use file::{Add, Correct, DrawPage, File};
pub(crate) use filing::*;
pub(crate) use following::Said;
pub(crate) use law::*;
pub(crate) use letters::*;
pub(crate) use moving::{Advance, Deed as CaseDeed, DoCase};

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
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
    /// File applications, list them, show one, or do something with it.
    #[command(subcommand)]
    Application(Application),
    /// List cases, show one, or show its history.
    #[command(subcommand)]
    Case(Case),
    /// Take records into a case file; list, search, correct it.
    #[command(subcommand)]
    File(File),
    /// Say what the review organization is: its name, letterhead and medical
    /// director.
    #[command(subcommand)]
    Organization(Organization),
    /// Test every reviewer on the roster for a case, and say who is chosen.
    Match(Match),
    /// Take in the roster of reviewers, list it, or show one reviewer.
    #[command(subcommand)]
    Reviewer(Reviewer),
    /// Take in the register of who is tied to whom, and say which names are
    /// one.
    #[command(subcommand)]
    Affiliation(Affiliation),
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
    #[command(flatten)]
    pub(crate) config: Config,
}

/// Where the operator's own rules and guidelines are.
#[derive(Debug, Clone, Default, ClapArgs)]
pub(crate) struct Config {
    /// Configuration folder: what stands in its rules/*.toml and
    /// guidelines/*.toml goes before what the program carries.
    #[arg(long, value_name = "FOLDER", env = "IMR_CONFIG")]
    pub(crate) config: Option<PathBuf>,
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
    /// Folder that "imr export" wrote. All of it is proved before anything of
    /// it is saved.
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) kept: KeptElsewhere,
    #[command(flatten)]
    pub(crate) data: Data,
}

/// What was printed earlier and kept elsewhere, to hold everything against.
#[derive(Debug, ClapArgs)]
pub(crate) struct KeptElsewhere {
    /// A root that was printed earlier and kept elsewhere.
    #[arg(long, value_name = "DIGEST")]
    pub(crate) root: Option<String>,
    /// The day at whose end that root was printed [default: now].
    #[arg(long, value_name = "DATE", requires = "root")]
    pub(crate) day: Option<Date>,
    /// The heads that "imr audit root --heads" printed then: names the
    /// history that departs from them.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["root", "day"])]
    pub(crate) heads: Option<PathBuf>,
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
    /// Take this many generated applications through instead, from filing to
    /// a reviewer at work, and tell what became of them.
    #[arg(long, value_name = "N", conflicts_with = "with")]
    pub(crate) applications: Option<usize>,
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

#[derive(Debug, ClapArgs)]
pub(crate) struct Match {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Show every test of every reviewer, not only those that exclude.
    #[arg(long)]
    pub(crate) explain: bool,
    /// Print JSON.
    #[arg(long, conflicts_with = "explain")]
    pub(crate) json: bool,
}

/// Who acts, and on which data.
#[derive(Debug, ClapArgs)]
pub(crate) struct By {
    /// Who does it, for the history.
    #[arg(long, value_name = "ID", default_value = "coordinator-1")]
    pub(crate) by: String,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Case {
    /// List cases, that with the soonest due date first.
    List(List),
    /// Show a case: its items, decisions, documents and due dates, as it is
    /// or as it was on a past day.
    Show {
        #[command(flatten)]
        case: CaseArgs,
        /// As it was at the end of this day, with the rules in force then.
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
    },
    /// Show what happened to a case, event by event.
    History(CaseArgs),
    /// Take cases on: serve the notices that are owed, find records overdue,
    /// propose a reviewer, send the case file; whatever needs a person's
    /// judgment is left and counted.
    Advance(Advance),
    /// Do something with cases.
    Do(Box<DoCase>),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Only cases at this stage, such as "awaiting records".
    #[arg(long, value_name = "STAGE", value_parser = stages())]
    pub(crate) stage: Option<String>,
    /// Only cases of which something is due before this day.
    #[arg(long, value_name = "DATE")]
    pub(crate) due_before: Option<Date>,
    /// Only cases of which something is overdue today.
    #[arg(long, conflicts_with = "due_before")]
    pub(crate) overdue: bool,
    /// Only cases that stand behind this one in the list.
    #[arg(long, value_name = "CASE")]
    pub(crate) after: Option<String>,
    /// How many at most.
    #[arg(long, value_name = "COUNT", default_value_t = 50)]
    pub(crate) limit: u32,
}

/// Every stage by its name.
fn stages() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(imr_core::case::Stage::NAMES)
}

#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// Check chains, rows, documents, writings, pages and the index of
    /// filings; exit status 1 when anything is wrong.
    Verify {
        #[command(flatten)]
        data: Data,
        #[command(flatten)]
        kept: KeptElsewhere,
    },
    /// Print one digest over all histories, to be kept elsewhere.
    Root {
        #[command(flatten)]
        data: Data,
        /// As they stood at the end of this day [default: now].
        #[arg(long, value_name = "DATE")]
        day: Option<Date>,
        /// Print where each history stands instead; their digest is the root.
        #[arg(long)]
        heads: bool,
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
