//! What can be typed about letters and samples.

use super::Config;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

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
