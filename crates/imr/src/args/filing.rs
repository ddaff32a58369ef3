//! What can be typed about applications, reviewers and who is tied to whom.

use super::{Advance, By, Data, Said, Served};
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Organization {
    /// Set it up, or change it. The data folder is made when it is not there.
    Set {
        /// TOML or JSON: name, address (a list of lines), medical_director,
        /// first_case_number [default: 1].
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        by: By,
    },
    /// Show it.
    Show(Data),
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
    /// List applications, in the order of their receipt.
    List {
        /// Only those at this stage, such as "ineligible".
        #[arg(long, value_name = "STAGE", value_parser = application_stages())]
        stage: Option<String>,
        /// Only those received before this day.
        #[arg(long, value_name = "DATE")]
        received_before: Option<Date>,
        /// Only those that stand behind this one in the list.
        #[arg(long, value_name = "APPLICATION")]
        after: Option<String>,
        /// How many at most.
        #[arg(long, value_name = "COUNT", default_value_t = 50)]
        limit: u32,
        #[command(flatten)]
        data: Data,
    },
    /// Show an application: parties, items, tests, and what it lacks.
    Show(ApplicationArgs),
    /// Print the receipt of an application: what came, when, under which hash
    /// it is kept, and what it lacks.
    Receipt {
        #[command(flatten)]
        application: ApplicationArgs,
        /// Write it to this file instead: as a PDF, or as text where the name
        /// ends with .txt.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Show what happened to an application, event by event.
    History(ApplicationArgs),
    /// Take applications on: screen, ask for what is missing, open a case on
    /// each that is eligible, serve the notices that are owed.
    Advance(Advance),
    /// Do something with an application.
    Do(DoApplication),
}

/// Every stage by its name.
fn application_stages() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(imr_core::application::Stage::NAMES)
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
    /// Write a receipt for each as a PDF into this folder.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) receipts: Option<PathBuf>,
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
    /// The day of the notice, petition or certification, or on which an answer
    /// or the request for a deferred review was received [default: today].
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// How the notice that liability is resolved was served
    /// (resolved-for-employee) [default: not known].
    #[arg(long, value_enum)]
    pub(crate) served: Option<Served>,
    /// Who acts for the employee, moved or received, such as
    /// employee-attorney (represented, representation-ended, address,
    /// received) [default: employee].
    #[arg(long, value_name = "PART")]
    pub(crate) party: Option<String>,
    #[command(flatten)]
    pub(crate) said: Said,
    /// The writing that shows it (represented, representation-ended, address).
    #[arg(long, value_name = "FILE")]
    pub(crate) writing: Option<PathBuf>,
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
    /// The ordinary period for filing holds, where that of the formulary was
    /// not seen.
    OrdinaryPeriod,
    /// The period of the formulary holds.
    FormularyPeriod,
    /// Somebody acts for the employee: an attorney or a designee, named on --on
    /// (--party, --name, --firm, --address; --writing: the proof of it).
    Represented,
    /// An attorney or designee acts until --on (--party, --name).
    RepresentationEnded,
    /// A party is reached at another address from --on (--party, --name,
    /// --address).
    Address,
    /// A recipient received a notice (--notice, --party, --name, --on, --hour;
    /// --reason says how that is known).
    Received,
    /// Liability was resolved for the employee: the notice of it was served on
    /// --on by --served. With a case beside it, too. What was recorded wrongly
    /// is put right by recording it again.
    ResolvedForEmployee,
    /// Liability was resolved against the employee.
    ResolvedAgainstEmployee,
    /// The employee asks by a letter for a deferred review anew, or for what waits
    /// beside a case; that came on --on.
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
    /// A petition against the finding, or that on some items, was filed on --on.
    Petition,
    /// The Appeals Board set the finding aside.
    Reversed,
    /// The Appeals Board affirmed the finding.
    Affirmed,
    /// Open a case on it.
    OpenCase,
}
