//! What can be typed to move cases and applications.

use super::{Data, Served};
use clap::{Args as ClapArgs, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Which are taken on, and how what they owe is served.
#[derive(Debug, ClapArgs)]
pub(crate) struct Advance {
    /// Which, by number or identifier.
    #[arg(value_name = "WHICH", required_unless_present = "all", conflicts_with = "all")]
    pub(crate) which: Vec<String>,
    /// Every one there is.
    #[arg(long)]
    pub(crate) all: bool,
    /// How the notices are served.
    #[arg(long, value_enum, default_value = "mail")]
    pub(crate) served: Served,
    /// Folder for copies of the notices, to be printed or sent.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) papers: Option<PathBuf>,
    /// Tell of each in a line, not only how many.
    #[arg(long)]
    pub(crate) each: bool,
    /// Who does it, for the history.
    #[arg(long, value_name = "ID", default_value = "coordinator-1")]
    pub(crate) by: String,
    #[command(flatten)]
    pub(crate) data: Data,
}

/// Something done with cases.
#[derive(Debug, ClapArgs)]
pub(crate) struct DoCase {
    /// What to do.
    #[arg(value_enum, value_name = "DEED")]
    pub(crate) deed: Deed,
    /// Numbers of the cases.
    #[arg(value_name = "CASE", required_unless_present = "at", conflicts_with = "at")]
    pub(crate) cases: Vec<String>,
    /// Every case at this stage, such as "awaiting records".
    #[arg(long, value_name = "STAGE", value_parser = super::stages())]
    pub(crate) at: Option<String>,
    /// Why, for the history; what is asked or answered (ask, answer), with
    /// whom and of what kind (conflict).
    #[arg(long, value_name = "REASON")]
    pub(crate) reason: String,
    /// The writing it rests on: certification, approval, agreement, petition,
    /// order.
    #[arg(long, value_name = "FILE")]
    pub(crate) writing: Option<PathBuf>,
    /// Items by number [default: all].
    #[arg(long = "item", value_name = "NUMBER")]
    pub(crate) items: Vec<usize>,
    /// The day of the writing, or on which it was done [default: today].
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// Who is asked, gives notice or petitions, such as claims-administrator
    /// [default: employee].
    #[arg(long, value_name = "PART")]
    pub(crate) party: Option<String>,
    /// The application that joins (join).
    #[arg(long, value_name = "APPLICATION")]
    pub(crate) application: Option<String>,
    /// Who approves (several-reviewers).
    #[arg(long, value_name = "NAME")]
    pub(crate) approver: Option<String>,
    /// For how many reviewers in all the approval is (several-reviewers).
    #[arg(long, value_name = "NUMBER", default_value_t = 2)]
    pub(crate) reviewers: usize,
    /// A ground that the order names (reversed): excess-of-powers, fraud,
    /// conflict-of-interest, bias or plain-error.
    #[arg(long = "ground", value_name = "GROUND")]
    pub(crate) grounds: Vec<String>,
    /// Pages of the case file could not be read, and it is done all the same:
    /// why (records-complete, send-file). The history and the manifest say so.
    #[arg(long, value_name = "WHY")]
    pub(crate) unread: Option<String>,
    /// How notices are served (serve).
    #[arg(long, value_enum, default_value = "mail")]
    pub(crate) served: Served,
    /// Who does it, for the history; the reviewer's own deeds are always the
    /// reviewer's.
    #[arg(long, value_name = "ID", default_value = "coordinator-1")]
    pub(crate) by: String,
    #[command(flatten)]
    pub(crate) data: Data,
}

/// What can be done with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deed {
    /// Serve the notice of assignment, and whatever else is owed.
    Serve,
    /// Another eligible application joins (--application).
    Join,
    /// Go over to expedited review (--writing: the certification).
    Expedite,
    /// The records did not come in time.
    RecordsOverdue,
    /// The records are complete.
    RecordsComplete,
    /// Go on without the claims administrator's records.
    WithoutRecords,
    /// Propose a reviewer.
    Match,
    /// The proposed reviewer accepts, attesting to no tie with anybody in it.
    Accept,
    /// The proposed reviewer declines.
    Decline,
    /// The reviewer finds a conflict of interest.
    Conflict,
    /// Send the case file to the reviewer.
    SendFile,
    /// The reviewer has the case file.
    ConfirmReceipt,
    /// The reviewer asks a party for something (--party).
    Ask,
    /// What was asked for came.
    Answer,
    /// What was asked for did not come in time.
    EndWaiting,
    /// Several reviewers were approved (--approver, --writing).
    SeveralReviewers,
    /// The Director gave more time for the letter (--writing).
    ExtendTime,
    /// Items were authorized by the claims administrator (--writing).
    Authorized,
    /// Items were withdrawn by the employee (--writing).
    Withdrawn,
    /// Items were settled (--writing).
    Settled,
    /// Items were awarded by a judge (--writing).
    Awarded,
    /// Items are no longer requested by the physician (--writing).
    NotRequested,
    /// Overturned items were authorized after the letter.
    Implemented,
    /// Overturned items were paid after the letter.
    Paid,
    /// Liability is disputed for another reason.
    LiabilityDisputed,
    /// An overturned item was not authorized in time.
    NotAuthorized,
    /// An overturned item was not paid in time.
    NotPaid,
    /// A petition to the Appeals Board was filed (--writing, --party).
    Petition,
    /// The petition was denied (--writing: the order).
    Denied,
    /// The petition was dismissed (--writing).
    Dismissed,
    /// The determination was set aside (--writing, --ground).
    Reversed,
    /// Assign a case anew that was sent back.
    Reassign,
    /// Close the case.
    Close,
}
