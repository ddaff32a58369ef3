//! What can be typed to move cases and applications.

use super::{Data, Said, Served};
use clap::{Args as ClapArgs, ValueEnum};
use imr_core::party::Role;
use imr_core::service::{Method, Serving};
use jiff::civil::Date;
use std::path::PathBuf;

/// By which means notices are served.
#[derive(Debug, ClapArgs)]
pub(crate) struct ServiceArgs {
    /// How notices are served, where the rule book lets them go out so; else
    /// by the usual means of the notice.
    #[arg(long, value_enum, default_value = "mail")]
    pub(crate) served: Served,
    /// How one part is served, where that differs, such as
    /// claims-administrator=electronic; may be given for several. With the
    /// number or address, where the form does not give it:
    /// employee-attorney=fax:559-555-0100.
    #[arg(long, value_name = "PART=MEANS", value_parser = served_on)]
    pub(crate) served_on: Vec<ServedOn>,
}

/// How one part is served, and at which number or address, where one is given.
#[derive(Debug, Clone)]
pub(crate) struct ServedOn {
    role: Role,
    method: Method,
    number: Option<String>,
}

impl ServiceArgs {
    /// The means for each recipient.
    pub(crate) fn serving(&self) -> Serving {
        let given = self.served_on.iter().filter_map(|one| Some((one.role, one.method, one.number.clone()?)));
        let by_role = self.served_on.iter().map(|one| (one.role, one.method));
        Serving { otherwise: self.served.into(), by_role: by_role.collect(), numbers: given.collect() }
    }
}

fn served_on(text: &str) -> Result<ServedOn, String> {
    let (part, said) = text
        .split_once('=')
        .ok_or_else(|| format!("\"{text}\" names no means. Write it as claims-administrator=electronic"))?;
    let role = Role::ALL.into_iter().find(|role| {
        serde_json::to_value(role).is_ok_and(|word| word.as_str() == Some(part.trim().replace('-', "_").as_str()))
    });
    let role = role.ok_or_else(|| {
        format!("\"{part}\" is no part. Write it with hyphens, such as employee-attorney or requesting-physician")
    })?;
    let (means, number) = said.split_once(':').map_or((said, None), |(means, number)| (means, Some(number.trim())));
    let method: Method = Served::from_str(means.trim(), true)
        .map_err(|_| format!("\"{means}\" is no means. Write mail, fax, electronic, overnight or personal"))?
        .into();
    if number.is_some_and(str::is_empty)
        || (number.is_some() && !matches!(method, Method::Fax | Method::Electronic))
    {
        return Err(format!(
            "\"{said}\" gives no number that this means needs. Write it as fax:559-555-0100 or electronic:ADDRESS"
        ));
    }
    Ok(ServedOn { role, method, number: number.map(str::to_owned) })
}

/// Which are taken on, and how what they owe is served.
#[derive(Debug, ClapArgs)]
pub(crate) struct Advance {
    /// Which, by number or identifier.
    #[arg(value_name = "WHICH", required_unless_present = "all", conflicts_with = "all")]
    pub(crate) which: Vec<String>,
    /// Every one there is.
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) service: ServiceArgs,
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
    /// order, proof of representation.
    #[arg(long, value_name = "FILE")]
    pub(crate) writing: Option<PathBuf>,
    /// Items by number [default: all].
    #[arg(long = "item", value_name = "NUMBER")]
    pub(crate) items: Vec<usize>,
    /// The day of the writing, or on which it was done; the last day
    /// (representation-ended), the first (address) [default: today].
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// Who is asked, gives notice, petitions, acts for the employee, moved or
    /// received, such as claims-administrator [default: employee].
    #[arg(long, value_name = "PART")]
    pub(crate) party: Option<String>,
    /// The application that joins (join).
    #[arg(long, value_name = "APPLICATION")]
    pub(crate) application: Option<String>,
    /// The physician who certifies the threat (expedite).
    #[arg(long, value_name = "NAME")]
    pub(crate) physician: Option<String>,
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
    /// The facts that the order finds to have been wrong, as it states them
    /// (reversed) [default: it states none].
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) facts: String,
    /// Pages of the case file could not be read, and it is done all the same:
    /// why (records-complete, send-file). The history and the manifest say so.
    #[arg(long, value_name = "WHY")]
    pub(crate) unread: Option<String>,
    #[command(flatten)]
    pub(crate) said: Said,
    /// What was paid, such as 420 or 195.50 (invoice-paid).
    #[arg(long, value_name = "DOLLARS")]
    pub(crate) amount: Option<String>,
    /// What tells the payment from others, such as the number of a check
    /// (invoice-paid).
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) reference: String,
    #[command(flatten)]
    pub(crate) service: ServiceArgs,
    /// Who does it, for the history. What only a reviewer does is always the
    /// reviewer's deed: where several are at work, name which.
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
    /// Go over to expedited review (--physician, --writing: the certification).
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
    /// The reviewer at work attests anew, to everybody who came in since.
    Attest,
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
    /// The claims administrator received the letter (--on).
    LetterReceived,
    /// The invoice was paid, in whole or in part (--amount, --reference, --on).
    InvoicePaid,
    /// Overturned items were authorized after the letter.
    Implemented,
    /// Overturned items were paid after the letter.
    Paid,
    /// Liability is disputed for another reason.
    LiabilityDisputed,
    /// That dispute was resolved for the employee (--on).
    LiabilityResolvedForEmployee,
    /// That dispute was resolved against the employee (--on).
    LiabilityResolvedAgainstEmployee,
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
    /// The determination was set aside (--writing, --ground, --facts).
    Reversed,
    /// Assign a case anew that was sent back.
    Reassign,
    /// Close the case.
    Close,
}
