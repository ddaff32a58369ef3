//! Notices on an application, from plain facts: received, duplicate,
//! something missing, ineligible, deferred, withdrawn.

use super::{Sending, due, form};
use crate::calendar::{in_words, numeric};
use crate::deadline::Due;
use crate::law;
use crate::paper::{Block, Composition};
use crate::party::{Party, Role};
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

/// It was filed before (T3).
#[must_use]
pub fn duplicate(sending: Sending<'_>, filing: &Filing<'_>, earlier: &str, received: Date) -> Composition {
    let mut body = vec![Block::text(format!(
        "The application we received on {} asks for the same review as application {earlier}, received on {}: the \
         same employee, the same utilization review decision, the same treatment. The earlier \
         one stands; this one is not reviewed a second time. Nothing is lost by it.",
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
        Block::List { numbered: true, entries: wanted.to_vec() },
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
    file_again_by: Option<&Due>,
) -> Composition {
    let (below, heading) = if reasons.len() == 1 { ("reason", "THE REASON") } else { ("reasons", "THE REASONS") };
    let mut body = vec![Block::text(format!(
        "This application cannot be reviewed, for the {below} below. Whether the treatment is necessary was not decided.",
    ))];
    body.push(Block::heading(2, heading));
    for reason in reasons {
        body.push(Block::labelled(
            format!("{}.", crate::prose::capital(&reason.row.title)),
            format!("{} {} {} ({})", reason.because, reason.row.paragraph, reason.row.remedy, reason.row.citation),
        ));
    }
    body.push(Block::heading(2, "WHAT YOU MAY DO"));
    match file_again_by {
        Some(again) => body.extend(due("File a corrected application by:", again)),
        None => body.push(Block::text(
            "The time for filing a corrected application is over, or there is nothing to correct.",
        )),
    }
    body.push(Block::text(
        "Whoever holds this to be wrong may petition the Workers' Compensation Appeals Board against it.",
    ));
    notice(sending, filing, body)
}

/// Liability is disputed as well, so the review waits (T11).
#[must_use]
pub fn deferral(sending: Sending<'_>, filing: &Filing<'_>, dispute: &str) -> Composition {
    let mut body = vec![
        Block::text(
            "The claims administrator also disputes that it is liable, for a reason that is not medical. Such a \
             dispute is not decided here, and the review waits until it is resolved.",
        ),
        Block::labelled("The dispute:", dispute),
    ];
    body.extend(items(filing));
    body.push(Block::text(
        "When it is resolved in favour of the employee, ask for the review again. The time for that is counted from \
         the day on which notice of it is served on you; keep that notice, and send a copy of it with the request.",
    ));
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
