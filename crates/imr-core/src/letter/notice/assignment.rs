//! The notice of assignment and request for information (8 CCR
//! 9792.10.4(b)), the amended one, and the conversion to expedited review.

use super::{Sending, due, items};
use crate::calendar::{in_words, numeric};
use crate::case::Case;
use crate::case::clocks::Clock;
use crate::deadline;
use crate::law::{Required, Who};
use crate::paper::Block;
use crate::party::Role;
use crate::refusal::Refusal;
use crate::service::{NoticeKind, Place};
use jiff::civil::Date;

pub(super) fn assignment(kind: NoticeKind, sending: Sending<'_>, case: &Case) -> Result<Vec<Block>, Refusal> {
    let physician = case.party(Role::RequestingPhysician);
    let mut blocks = vec![Block::text(format!(
        "{} has been assigned to carry out Independent Medical Review of the treatment below, \
         which utilization review denied or modified.",
        sending.organization.name
    ))];
    if kind == NoticeKind::AmendedAssignment {
        blocks.push(Block::text(joined(case)));
    }
    blocks.push(items(case));
    blocks.push(Block::Facts(vec![
        (
            "Requesting Physician".to_owned(),
            physician.map_or_else(|| "not named".to_owned(), |party| party.name.clone()),
        ),
        ("Request for Authorization".to_owned(), requested(case)),
        ("UR Denial Date".to_owned(), days(case, |one| one.decided)),
    ]));
    blocks.extend(what_must_be_sent(kind, sending, case)?);
    blocks.extend(what_may_be_sent(sending));
    blocks.push(Block::labelled(
        "How to send:",
        "by mail or electronically to the address at the head of this notice, with the case number on every document.",
    ));
    Ok(blocks)
}

/// The days of the requests, as far as anybody said them.
fn requested(case: &Case) -> String {
    if case.ur_decisions().any(|one| one.requested_unsaid) {
        return "day not stated; that of the decision stands in for it".to_owned();
    }
    days(case, |one| one.requested)
}

fn days(case: &Case, day: impl Fn(&crate::application::UrDecision) -> jiff::civil::Date) -> String {
    let mut days: Vec<_> = case.ur_decisions().map(day).collect();
    days.dedup();
    days.into_iter().map(numeric).collect::<Vec<_>>().join(" and ")
}

fn joined(case: &Case) -> String {
    let joined: Vec<String> = case
        .joined
        .iter()
        .map(|one| format!("the application received on {} ({})", numeric(one.received), one.alias))
        .collect();
    format!(
        "Since the first notice, {} has joined this case: the employee, the requesting physician and the date of \
         injury are the same. There is one review under case number {}. \
         This notice takes the place of the first; the records of every item below are due on the day it names.",
        joined.join(" and "),
        case.number()
    )
}

fn what_must_be_sent(kind: NoticeKind, sending: Sending<'_>, case: &Case) -> Result<Vec<Block>, Refusal> {
    let method = sending.serving.of(Role::ClaimsAdministrator, case.notice_row(kind, sending.law, sending.on)?);
    let place = place_of_administrator(case, sending.on);
    let records_due = deadline::due(sending.law, "D12", case.trigger(sending.on, Some(method)).place(place))?;
    let theirs = |one: &&Required| one.required && one.owed_by == Who::ClaimsAdministrator;
    let (now, besides): (Vec<_>, Vec<_>) =
        sending.law.documents(sending.on).filter(theirs).partition(|one| one.rule == records_due.rule);
    let mut blocks = vec![
        Block::heading(2, "WHAT THE CLAIMS ADMINISTRATOR MUST SEND"),
        Block::List { numbered: false, entries: now.iter().map(|one| listed(one)).collect() },
    ];
    blocks.extend(due("Due:", &records_due));
    blocks.extend(super::records::penalty_rule(sending)?);
    if !besides.is_empty() {
        blocks.push(Block::text("With it, or whenever there is one:"));
        blocks.push(Block::List { numbered: false, entries: besides.iter().map(|one| listed(one)).collect() });
    }
    Ok(blocks)
}

/// What the others may send, as the rule book lists it.
fn what_may_be_sent(sending: Sending<'_>) -> Vec<Block> {
    let may: Vec<&Required> = sending.law.documents(sending.on).filter(|one| !one.required).collect();
    if may.is_empty() {
        return Vec::new();
    }
    vec![
        Block::heading(2, "WHAT THE EMPLOYEE AND THE PHYSICIAN MAY SEND"),
        Block::text(
            "The employee, whoever acts for the employee, and the requesting physician may send by the same day \
             whatever bears on whether the treatment is necessary, such as:",
        ),
        Block::List { numbered: false, entries: may.into_iter().map(listed).collect() },
    ]
}

/// A document with the law that asks for it, and what is to be known besides.
fn listed(one: &Required) -> String {
    let note = one.note.as_ref().map_or(String::new(), |note| format!(" {note}"));
    format!("{} ({}){note}", one.title, one.citation)
}

/// The review has become expedited (8 CCR 9792.10.4).
pub(super) fn conversion(sending: Sending<'_>, case: &Case) -> Result<Option<Vec<Block>>, Refusal> {
    let Some(conversion) = case.conversion.as_ref() else { return Ok(None) };
    let whose = conversion.certified_by.as_deref().map_or_else(
        || "a physician's certification".to_owned(),
        |physician| format!("the certification of {physician}"),
    );
    let mut blocks = vec![
        Block::text(format!(
            "On {} we received {whose} that the employee faces an imminent and serious threat to health. From that \
             day on this review is expedited. Every day below takes the place of the one beside it.",
            in_words(conversion.on)
        )),
        items(case),
    ];
    let clocks = as_served(sending, case, &conversion.clocks)?;
    if clocks.is_empty() {
        blocks.push(Block::text("No due date was running yet; those to come are counted as expedited."));
    } else {
        let row = |clock: &Clock| {
            vec![crate::prose::capital(&clock.new.title), in_words(clock.old.date), in_words(clock.new.date)]
        };
        blocks.push(Block::Table {
            head: ["What is due", "Was due", "Is due"].map(str::to_owned).to_vec(),
            rows: clocks.iter().map(row).collect(),
        });
        for clock in clocks.iter().filter(|clock| clock.new != clock.old) {
            blocks.extend(due(&format!("{}:", crate::prose::capital(&clock.new.title)), &clock.new));
        }
    }
    Ok(Some(blocks))
}

/// The clocks as this notice sets them by the means by which it goes: the time
/// for the records runs from its receipt.
fn as_served(sending: Sending<'_>, case: &Case, clocks: &[Clock]) -> Result<Vec<Clock>, Refusal> {
    let row = case.notice_row(NoticeKind::Conversion, sending.law, sending.on)?;
    let method = sending.serving.of(Role::ClaimsAdministrator, row);
    let trigger = case.trigger(sending.on, Some(method)).place(place_of_administrator(case, sending.on));
    let set = |clock: &Clock| {
        let mut clock = clock.clone();
        if clock.old.rule == "D12" && clock.new != clock.old {
            clock.new = case.converted_records_due(trigger, sending.law)?;
        }
        Ok(clock)
    };
    clocks.iter().map(set).collect()
}

fn place_of_administrator(case: &Case, on: Date) -> Place {
    case.party_on(Role::ClaimsAdministrator, on).map(|party| Place::of(&party.address)).unwrap_or_default()
}
