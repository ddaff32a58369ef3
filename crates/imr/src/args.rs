//! What can be typed.

mod file;
mod moving;

pub(crate) use file::{Add, Correct, DrawPage, File};
pub(crate) use moving::{Advance, Deed as CaseDeed, DoCase};

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use imr_core::law::DEFAULT_JURISDICTION;
use imr_core::service::{Method, Place};
use jiff::civil::{Date, Time};
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
    /// Folder that "imr export" wrote.
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Sample {
    /// Past letters of the older layouts as text, each with its truth beside
    /// it.
    Letters(SampleLetters),
    /// The records of an invented worker as PDF and TIFF files, with the truth
    /// about every page and fact in truth.json, and the application that opens
    /// a case for them in application.json.
    Casefile(crate::sample::casefile::Asked),
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

#[derive(Debug, ClapArgs)]
pub(crate) struct SampleLetters {
    /// Layout: 2013, 2014 or 2015 [default: all of them].
    #[arg(long, value_name = "YEAR")]
    pub(crate) layout: Option<i16>,
    /// How many of each layout.
    #[arg(long, value_name = "N")]
    pub(crate) count: u64,
    /// The first seed; each letter has the next.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Folder for NAME.txt and NAME.truth.json; made when it is not there.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) output: PathBuf,
}

/// What samples of applications and reviewers are made from.
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
    /// input. A name that ends in .jsonl holds many, one on a line.
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
    /// Write to a file instead of standard output; of many records, to a
    /// folder, one letter each, named by its case.
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) config: Config,
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
pub(crate) enum Reviewer {
    /// Take in a roster (CSV or JSON; docs/operating.md lists the columns).
    /// Reviewers that are not in it stay; exit status 1 when rows were left
    /// out.
    Import {
        /// The roster.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        by: By,
    },
    /// List the roster, by pseudonym.
    List(Data),
    /// Show a reviewer, by pseudonym.
    Show {
        /// The pseudonym.
        #[arg(value_name = "ID")]
        id: String,
        #[command(flatten)]
        data: Data,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Affiliation {
    /// Take in a register (CSV or JSON; docs/operating.md lists the columns);
    /// exit status 1 when rows were left out.
    Import {
        /// The register.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        by: By,
    },
    /// List the register, and what was said of names.
    List(Data),
    /// Say that two names are one.
    Same(Names),
    /// Say that two names that look alike are two.
    Different(Names),
}

/// Two names, and why they are one or two.
#[derive(Debug, ClapArgs)]
pub(crate) struct Names {
    /// A name, as written.
    #[arg(value_name = "NAME")]
    pub(crate) one: String,
    /// Another; for the name of a reviewer the pseudonym.
    #[arg(value_name = "NAME")]
    pub(crate) other: String,
    /// Why.
    #[arg(long, value_name = "WHY")]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) by: By,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Application {
    /// File applications, from JSON, JSON Lines or CSV; exit status 2 when
    /// any could not be filed.
    File(FileApplications),
    /// List the columns of a CSV table of applications.
    Columns,
    /// List applications.
    List {
        /// Only those at this stage, such as "ineligible".
        #[arg(long, value_name = "STAGE")]
        stage: Option<String>,
        /// How many to show.
        #[arg(long, value_name = "NUMBER", default_value_t = 100)]
        first: usize,
        #[command(flatten)]
        data: Data,
    },
    /// Show an application: parties, items, tests, and what it lacks.
    Show(ApplicationArgs),
    /// Show what happened to an application, event by event.
    History(ApplicationArgs),
    /// Take applications on: screen, ask for what is missing, open a case on
    /// each that is eligible, serve the notices that are owed.
    Advance(Advance),
    /// Do something with an application.
    Do(DoApplication),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ApplicationArgs {
    /// Identifier of the application.
    #[arg(value_name = "APPLICATION")]
    pub(crate) application: String,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct FileApplications {
    /// Files: one JSON object, one a line (.jsonl), or a table with a row for
    /// each item (.csv); "-" is standard input. A data folder named with
    /// --data is made when it is not there.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Screen each application too.
    #[arg(long)]
    pub(crate) screen: bool,
    /// Tell of duplicates and of what could not be filed only.
    #[arg(long)]
    pub(crate) quiet: bool,
    /// Why, for the history.
    #[arg(long, value_name = "REASON", default_value = "filed at the command line")]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct DoApplication {
    /// What to do.
    #[arg(value_enum, value_name = "DEED")]
    pub(crate) deed: Deed,
    /// Identifier of the application.
    #[arg(value_name = "APPLICATION")]
    pub(crate) application: String,
    /// Why, for the history; for "ineligible" and "expedite" it is the reason
    /// or the certifying physician itself.
    #[arg(long, value_name = "REASON")]
    pub(crate) reason: String,
    /// The completed or corrected form, as JSON (answer, refile).
    #[arg(long, value_name = "FILE")]
    pub(crate) form: Option<PathBuf>,
    /// Items by number (authorize, settle, withdraw-items).
    #[arg(long = "item", value_name = "NUMBER")]
    pub(crate) items: Vec<usize>,
    /// The earlier application (duplicate).
    #[arg(long, value_name = "APPLICATION")]
    pub(crate) of: Option<String>,
    /// The day of the notice, petition or certification [default: today].
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    #[command(flatten)]
    pub(crate) data: Data,
}

/// What can be done with an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deed {
    /// Run the eligibility tests.
    Screen,
    /// Ask the parties for what is missing.
    RequestInformation,
    /// Remind the employee to send the decision (until 2014-03-31).
    Remind,
    /// Take in what was asked for.
    Answer,
    /// Record that the time is over.
    PassTime,
    /// Liability was resolved for the employee.
    ResolvedForEmployee,
    /// Liability was resolved against the employee.
    ResolvedAgainstEmployee,
    /// The employee asks for a deferred review anew.
    Renew,
    /// The employee withdraws the application.
    Withdraw,
    /// The claims administrator authorized items.
    Authorize,
    /// Items were settled.
    Settle,
    /// The employee withdraws items.
    WithdrawItems,
    /// A physician certifies an imminent and serious threat.
    Expedite,
    /// It is no duplicate after all.
    NotDuplicate,
    /// It is a duplicate.
    Duplicate,
    /// It is ineligible for another reason.
    Ineligible,
    /// File a corrected form in its place.
    Refile,
    /// A petition against the finding was filed.
    Petition,
    /// The Appeals Board set the finding aside.
    Reversed,
    /// The Appeals Board affirmed the finding.
    Affirmed,
    /// Open a case on it.
    OpenCase,
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
    Do(DoCase),
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

#[derive(Debug, ClapArgs)]
pub(crate) struct Due {
    /// Code (D12) or name (records-due) of the rule; see "imr rules list".
    #[arg(value_name = "RULE", required_unless_present = "open")]
    pub(crate) rule: Option<String>,
    /// Day of the trigger, as 2015-03-19.
    #[arg(long, value_name = "DATE", required_unless_present = "open")]
    pub(crate) on: Option<Date>,
    /// List instead whatever is due in any case, the soonest first.
    #[arg(long, conflicts_with_all = ["rule", "on"])]
    pub(crate) open: bool,
    /// With --open: up to and with this day.
    #[arg(long, value_name = "DATE", requires = "open")]
    pub(crate) until: Option<Date>,
    /// With --open: the data folder, or the address of a PostgreSQL database
    /// [default: the current folder].
    #[arg(long, value_name = "FOLDER", env = "IMR_DATA")]
    pub(crate) data: Option<PathBuf>,
    /// With --open: folder of the documents, where the data are in PostgreSQL.
    #[arg(long, value_name = "FOLDER", env = "IMR_BLOBS")]
    pub(crate) blobs: Option<PathBuf>,
    /// Hour of the trigger by Pacific time, as 17:45; it matters for periods
    /// in hours and for what arrives after the business day.
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<Time>,
    /// How it was served or sent.
    #[arg(long, value_enum)]
    pub(crate) served: Option<Served>,
    /// Where the one who was served is.
    #[arg(long, value_enum, default_value = "california")]
    pub(crate) to: To,
    /// The review is expedited.
    #[arg(long)]
    pub(crate) expedited: bool,
    /// Every item in dispute is a drug of the formulary.
    #[arg(long)]
    pub(crate) formulary: bool,
    /// Whose law: ca-wc (workers' compensation) or ca-dmhc (health plans).
    #[arg(long, value_name = "CODE", default_value = DEFAULT_JURISDICTION)]
    pub(crate) jurisdiction: String,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) config: Config,
}

/// How something was served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Served {
    Mail,
    Fax,
    Electronic,
    Overnight,
    Personal,
}

impl From<Served> for Method {
    fn from(served: Served) -> Self {
        match served {
            Served::Mail => Self::Mail,
            Served::Fax => Self::Fax,
            Served::Electronic => Self::Electronic,
            Served::Overnight => Self::Overnight,
            Served::Personal => Self::Personal,
        }
    }
}

/// Where the one who was served is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum To {
    California,
    OtherState,
    Abroad,
}

impl From<To> for Place {
    fn from(to: To) -> Self {
        match to {
            To::California => Self::California,
            To::OtherState => Self::OtherState,
            To::Abroad => Self::Abroad,
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
        #[command(flatten)]
        config: Config,
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
    List(RulesOn),
    /// List rules in force on a day that are unverified, and those that ended
    /// with none to follow.
    Check(RulesOn),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RulesOn {
    /// The day [default: today].
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    #[command(flatten)]
    pub(crate) config: Config,
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
        /// The day at whose end that root was printed [default: now].
        #[arg(long, value_name = "DATE", requires = "root")]
        day: Option<Date>,
        /// The heads that "imr audit root --heads" printed then: names the
        /// history that departs from them.
        #[arg(long, value_name = "FILE", conflicts_with_all = ["root", "day"])]
        heads: Option<PathBuf>,
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
