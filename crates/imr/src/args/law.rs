//! What can be typed about due dates, guidelines and rules.

use super::Config;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use imr_core::law::DEFAULT_JURISDICTION;
use imr_core::service::{Method, Place};
use jiff::civil::{Date, Time};
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
pub(crate) struct Due {
    /// Code (D12) or name (records-due) of the rule; see "imr rules list".
    #[arg(value_name = "RULE", required_unless_present = "open")]
    pub(crate) rule: Option<String>,
    /// Day of the trigger, as 2015-03-19.
    #[arg(long, value_name = "DATE", required_unless_present = "open")]
    pub(crate) on: Option<Date>,
    /// List instead what is due in any case or application, soonest first.
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
    /// Day on which it was received, where that is known: a period that runs
    /// from receipt is counted from it.
    #[arg(long, value_name = "DATE")]
    pub(crate) received: Option<Date>,
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
