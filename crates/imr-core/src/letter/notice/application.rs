//! Notices on an application, from plain facts: received, duplicate,
//! something missing, ineligible, deferred, withdrawn.

use super::{Sending, UNSEEN, due, form};
use crate::calendar::{in_words, numeric};
use crate::deadline::Due;
use crate::law;
use crate::paper::{Block, Composition};
use crate::party::{Party, Role};
use crate::prose::days_in_words;
use jiff::civil::Date;

/// What a notice on an application says of it.
#[derive(Debug, Clone)]
pub struct Filing<'a> {
    /// By which it is known to the organization.
    pub reference: &'a str,
    /// Day it was received.
    pub received: Date,
    /// Everybody who takes part.
    pub parties: &'a [Party],
    /// Those of them whom the notice must reach.
    pub to: &'a [Party],
    /// What the rule book says of the notice.
    pub row: &'a law::Notice,
    /// The claims administrator's number.
    pub claim_number: &'a str,
    /// Date of injury; none where the form names none.
    pub date_of_injury: Option<Date>,
    /// Day of the UR decision; none where it is not attached.
    pub ur_decided: Option<Date>,
    /// The items, as requested.
    pub items: &'a [String],
}

/// A reason for which an application is ineligible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason<'a> {
    /// What the rule book says of it.
    pub row: &'a law::Reason,
    /// The facts it rests on, in sentences.
    pub because: String,
}

/// Whether a corrected application is in time, as far as that can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileAgain<'a> {
    /// Until then it is.
    Until(&'a Due),
    /// By the days that are known the time is over.
    Over(&'a Due),
    /// The form did not come with the decision, so the time has not begun
    /// (Labor Code 4610.5(f)).
    NotBegun,
    /// The decision is not attached; by the day that the application gives for
    /// it, the time is open at least until then.
    AtLeastUntil(&'a Due),
    /// There is no day to count from, or none that is sure.
    Unknown,
    /// When the decision was served there was no period for filing.
    NoPeriod,
    /// Liability is in dispute, and the time begins when that is resolved (D6).
    Waits,
    /// The dispute about liability ended against the employee (T13).
    NotLiable,
}

/// What waits for a dispute about liability.
#[derive(Debug, Clone, Copy)]
pub struct Waiting<'a> {
    /// The dispute, as the claims administrator words it.
    pub dispute: &'a str,
    /// The items, where the others are reviewed; none where all wait.
    pub part: Option<&'a [String]>,
    /// Where the dispute has ended for the employee by now: the day on which
    /// notice of that was served, and until when the review can be asked for.
    pub ended: Option<(Date, &'a Due)>,
    /// How long the employee has to ask for the review again.
    pub within: &'a law::Period,
}

pub(super) fn notice(sending: Sending<'_>, filing: &Filing<'_>, body: Vec<Block>) -> Composition {
    let employee = filing.parties.iter().find(|party| party.role == Role::Employee);
    let facts = [
        ("Application", filing.reference.to_owned()),
        ("Application Received", numeric(filing.received)),
        ("Employee", employee.map_or_else(|| "not named".to_owned(), |party| party.name.clone())),
        ("Claim Number", filing.claim_number.to_owned()),
        ("Date of Injury", filing.date_of_injury.map_or_else(|| "not known".to_owned(), numeric)),
        ("UR Denial Date", filing.ur_decided.map_or_else(|| "not known".to_owned(), numeric)),
    ];
    let reference = format!("Application {}", filing.reference);
    form(filing.row, sending, &reference, &facts, (filing.to, body))
}

pub(super) fn items(filing: &Filing<'_>) -> Vec<Block> {
    if filing.items.is_empty() {
        return Vec::new();
    }
    vec![
        Block::text("The application names this treatment:"),
        Block::List { numbered: true, entries: filing.items.to_vec() },
    ]
}

/// It was filed before (T3); the earlier one `waits` where liability is
/// disputed.
#[must_use]
pub fn duplicate(
    sending: Sending<'_>,
    filing: &Filing<'_>,
    (earlier, received): (&str, Date),
    waits: bool,
) -> Composition {
    let stands = if waits {
        "The earlier one waits until a dispute about liability is resolved; this one does not take its place. When it \
         is resolved in favour of the employee, ask for the review again: the notice of deferral says within what time."
    } else {
        "The earlier one stands; this one is not reviewed a second time. Nothing is lost by it."
    };
    let mut body = vec![Block::text(format!(
        "The application we received on {} asks for the same review as application {earlier}, received on {}: the \
         same employee, the same utilization review decision, the same treatment. {stands}",
        in_words(filing.received),
        in_words(received)
    ))];
    body.extend(items(filing));
    body.push(Block::text(
        "If this is about another utilization review decision, send us that decision with the reference above.",
    ));
    notice(sending, filing, body)
}

/// Something is missing that decides whether it can be reviewed (T5).
#[must_use]
pub fn information_request(
    sending: Sending<'_>,
    filing: &Filing<'_>,
    wanted: &[String],
    answer_by: &Due,
) -> Composition {
    let mut body = vec![
        Block::text("To see whether this application can be reviewed, we need the following:"),
        Block::List { numbered: true, entries: wanted.iter().map(|one| days_in_words(one)).collect() },
    ];
    body.extend(due("Answer by:", answer_by));
    body.push(Block::text(
        "After that day the application is judged on what is there. Every party may answer, and should send the \
         others a copy.",
    ));
    notice(sending, filing, body)
}

/// The UR decision was not attached, and a reminder is owed first (T7).
#[must_use]
pub fn reminder(sending: Sending<'_>, filing: &Filing<'_>, send_by: &Due) -> Composition {
    let mut body = vec![Block::text(
        "The application came without the written utilization review decision. Without it there is nothing to review. \
         It is the letter in which the claims administrator denied or changed the treatment; a copy will do.",
    )];
    body.extend(due("Send it by:", send_by));
    body.push(Block::text("If it does not come by that day, the application is ineligible."));
    notice(sending, filing, body)
}

/// It cannot be reviewed: a paragraph for each reason, what may be done
/// about it, and until when (T9, T10, T13).
#[must_use]
pub fn ineligible(
    sending: Sending<'_>,
    filing: &Filing<'_>,
    reasons: &[Reason<'_>],
    (again, waiting): (FileAgain<'_>, &[String]),
    petition_by: &Due,
) -> Composition {
    let (below, heading) = if reasons.len() == 1 { ("reason", "THE REASON") } else { ("reasons", "THE REASONS") };
    let mut body = vec![Block::text(format!(
        "This application cannot be reviewed, for the {below} below. Whether the treatment is necessary was not decided.",
    ))];
    body.push(Block::heading(2, heading));
    for reason in reasons {
        body.push(Block::labelled(
            format!("{}.", crate::prose::capital(&reason.row.title)),
            format!(
                "{} {} {} ({})",
                days_in_words(&reason.because),
                reason.row.paragraph,
                reason.row.remedy,
                reason.row.citation
            ),
        ));
    }
    if !waiting.is_empty() {
        body.push(Block::text(
            "The claims administrator also disputes that it is liable for the treatment below. For that treatment the \
             time has not begun: when the dispute is resolved in favour of the employee, ask for the review of it with \
             a new application, and a copy of the notice that says so.",
        ));
        body.push(Block::List { numbered: true, entries: waiting.to_vec() });
    }
    body.push(Block::heading(2, "WHAT YOU MAY DO"));
    body.extend(file_again(again));
    body.extend(petition(petition_by));
    notice(sending, filing, body)
}

/// Some items cannot be reviewed, and the others are (T10): a paragraph for
/// each, and what may be done about it.
#[must_use]
pub fn left_out(
    sending: Sending<'_>,
    filing: &Filing<'_>,
    items: &[(&str, Reason<'_>)],
    again: FileAgain<'_>,
    petition_by: &Due,
) -> Composition {
    let mut body = vec![Block::text(
        "Of what this application disputes, the following cannot be reviewed. Whether it is necessary was not \
         decided. The rest of the application does not depend on it: its review goes on.",
    )];
    body.push(Block::heading(2, "WHAT IS NOT REVIEWED, AND WHY"));
    for (item, reason) in items {
        let row = reason.row;
        let paragraph = row.of_item.as_ref().unwrap_or(&row.paragraph);
        let text = format!("{} {paragraph} {} ({})", days_in_words(&reason.because), row.remedy, row.citation);
        body.push(Block::labelled(format!("{item}: {}.", row.title), text));
    }
    body.push(Block::heading(2, "WHAT YOU MAY DO"));
    body.extend(file_again(again));
    body.extend(petition(petition_by));
    notice(sending, filing, body)
}

/// That the finding can be contested, and until when.
fn petition(by: &Due) -> Vec<Block> {
    let mut blocks = vec![Block::text(
        "Whoever holds this to be wrong may petition the Workers' Compensation Appeals Board against it. It is not \
         filed with us; send us a copy.",
    )];
    blocks.extend(due("File the petition by:", by));
    blocks
}

/// Until when a corrected application is in time, or why that cannot be said.
fn file_again(again: FileAgain<'_>) -> Vec<Block> {
    let counted = "The time for filing is counted from the day on which the decision was served on the employee";
    match again {
        FileAgain::Until(day) => due("File a corrected application by:", day),
        FileAgain::Over(day) if day.rule == "D6" => ask_again(day),
        FileAgain::Over(day) => {
            let mut blocks = due("By the days that are known to us, the last day for filing was:", day);
            blocks.push(Block::text(
                "Where service was on another day or in another way, or the form did not come with the decision, the \
                 last day is another one: send proof of it with the application.",
            ));
            blocks
        }
        FileAgain::NotBegun => vec![Block::text(
            "The time for filing has not begun, since the application form did not come with the utilization review \
             decision. A corrected application can be filed, and there is no last day for it yet.",
        )],
        FileAgain::AtLeastUntil(day) => {
            let mut blocks = vec![Block::text(format!(
                "{counted}, which is not known to us. If that was the day that the application gives for the decision, \
                 the time is open at least until the day below; if it was later, or by mail, it is longer.",
            ))];
            blocks.extend(due("File a corrected application by:", day));
            blocks
        }
        FileAgain::Unknown => vec![Block::text(format!(
            "{counted}, which is not known to us. File a corrected application as soon as you can, with the decision \
             and proof of its service: by that day it is judged whether it is in time.",
        ))],
        FileAgain::Waits => vec![Block::text(
            "The time for asking for the review begins when notice is served on you that the dispute about liability \
             is resolved. Send a corrected application then, with a copy of that notice.",
        )],
        FileAgain::NotLiable => vec![Block::text(
            "The dispute about liability is over, and no other form changes that. If that decision is itself changed \
             in favour of the employee, ask for the review with a new application and a copy of the notice that says \
             so.",
        )],
        FileAgain::NoPeriod => vec![Block::text(
            "On the day that the application gives for the decision there was no period for filing. If a day on it is \
             wrong, send a corrected application with proof of the day.",
        )],
    }
}

/// The time for asking again after a dispute about liability is over, by the
/// days that are known.
fn ask_again(last: &Due) -> Vec<Block> {
    let mut blocks = due("By the days that are known to us, the last day for asking again was:", last);
    blocks.push(Block::text(
        "Where the notice that the dispute about liability is resolved was served on the employee on another day or in \
         another way, the last day is another one: send that notice, with proof of its service.",
    ));
    blocks
}

/// Liability is disputed as well, so the review waits (T11): of everything, or
/// of some items.
#[must_use]
pub fn deferral(sending: Sending<'_>, filing: &Filing<'_>, waiting: Waiting<'_>) -> Composition {
    if let Some((served, last)) = waiting.ended {
        return resumption(sending, filing, waiting.dispute, (served, last));
    }
    let (what, again) = match waiting.part {
        None => ("the review waits", "ask for the review again"),
        Some(_) => ("the review of the treatment below waits", "ask for the review of it with a new application"),
    };
    let mut body = vec![
        Block::text(format!(
            "The claims administrator also disputes that it is liable, for a reason that is not medical. Such a \
             dispute is not decided here, and {what} until it is resolved.",
        )),
        Block::labelled("The dispute:", waiting.dispute),
    ];
    match waiting.part {
        None => body.extend(items(filing)),
        Some(part) => {
            body.push(Block::text("This treatment waits:"));
            body.push(Block::List { numbered: true, entries: part.to_vec() });
            body.push(Block::text("The rest of the application does not wait: its review goes on."));
        }
    }
    let within = waiting.within;
    body.push(Block::text(format!(
        "When it is resolved in favour of the employee, {again} within {} ({}). They are counted from the day on which \
         notice of it is served on you, and service by mail makes them longer; keep that notice, and send a copy of it \
         with the request. What is asked for later is too late.",
        within.length, within.citation
    )));
    if !within.verified {
        body.push(Block::text(UNSEEN));
    }
    notice(sending, filing, body)
}

/// The review waited, and by the time this goes out the dispute has ended for
/// the employee: what counts now is until when it can be asked for (T12).
fn resumption(
    sending: Sending<'_>,
    filing: &Filing<'_>,
    dispute: &str,
    (served, last): (Date, &Due),
) -> Composition {
    let mut body = vec![
        Block::text(format!(
            "The claims administrator also disputed that it is liable, for a reason that is not medical, and the \
             review waited for the end of that dispute. It was resolved in favour of the employee, and notice of that \
             was served on {}, as we were told.",
            in_words(served)
        )),
        Block::labelled("The dispute:", dispute),
    ];
    body.extend(items(filing));
    body.push(Block::text(
        "To have this treatment reviewed, ask for the review again, with a copy of that notice. What is asked for \
         later than the day below is too late.",
    ));
    body.extend(due("Ask for the review again by:", last));
    notice(sending, filing, body)
}

/// It was withdrawn (T14).
#[must_use]
pub fn withdrawal(sending: Sending<'_>, filing: &Filing<'_>, by: Role, on: Date) -> Composition {
    let mut body = vec![Block::text(format!(
        "On {} we received the written withdrawal of this application by the {by}. It will not be reviewed. \
         Whether the treatment is necessary was not decided, and the utilization review decision stands as it was.",
        in_words(on)
    ))];
    body.extend(items(filing));
    body.push(Block::text("If you did not withdraw it, tell us at once."));
    notice(sending, filing, body)
}
