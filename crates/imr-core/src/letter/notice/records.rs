//! Notices on records and information: overdue, reported, asked for, come.

use super::{Sending, due, items, step};
use crate::calendar::{in_words, numeric};
use crate::case::{Case, Lateness, Stage};
use crate::casefile::{CaseFile, Document, Standing, owed};
use crate::deadline::Due;
use crate::digest::Digest;
use crate::fee::{self, Penalty};
use crate::law::{Required, Who};
use crate::paper::Block;
use crate::party::Role;
use crate::refusal::{Code, Refusal};
use crate::service::{NoticeKind, ServedNotice, service};
use jiff::civil::Date;

/// The records did not come in time: to everybody.
pub(super) fn overdue(sending: Sending<'_>, case: &Case) -> Result<Option<Vec<Block>>, Refusal> {
    let Some(records_due) = records_due(case) else {
        return Ok(None);
    };
    let mut blocks = vec![
        Block::text(format!(
            "The claims administrator's records were due on {}. They are not complete today.",
            in_words(records_due.date)
        )),
        items(case),
    ];
    blocks.extend(missing(sending, case, records_due));
    blocks.push(Block::labelled(
        "To the claims administrator:",
        "send everything that the notice of assignment lists, at once.",
    ));
    blocks.extend(penalty_rule(sending)?);
    blocks.push(Block::labelled(
        "To the employee, the attorney and the physician:",
        "you may send medical records yourselves. If the claims administrator's do not come, the reviewer may decide \
         on yours together with the summary of records in the utilization review decision. Nothing can be decided \
         on the utilization review decision alone.",
    ));
    Ok(Some(blocks))
}

/// Which of the documents that the claims administrator must send are not
/// there, by the kinds of those that came from it; of some only it can tell.
fn missing(sending: Sending<'_>, case: &Case, records_due: &Due) -> Vec<Block> {
    let theirs = case.documents.iter().filter(|one| one.sent_by == Role::ClaimsAdministrator).cloned();
    let file = CaseFile { documents: theirs.collect(), pages: Vec::new() };
    let asked = |one: &&Required| one.owed_by == Who::ClaimsAdministrator && one.rule == records_due.rule;
    let required = sending.law.documents(sending.on).filter(asked);
    let all = owed(&file, case.opening.ur_decision.requested, required);
    let of = |standing: &Standing| -> Vec<String> {
        let these = all.iter().filter(|one| one.standing == *standing);
        these.map(|one| format!("{} ({})", one.title, one.citation)).collect()
    };
    let mut blocks = vec![Block::heading(2, "WHICH DOCUMENTS ARE MISSING")];
    if file.documents.is_empty() {
        blocks.push(Block::text("Nothing has come from the claims administrator. All of this is missing:"));
        let entries = all.iter().map(|one| format!("{} ({})", one.title, one.citation)).collect();
        blocks.push(Block::List { numbered: false, entries });
        return blocks;
    }
    for (told, entries) in [
        ("This is missing:", of(&Standing::Missing)),
        ("Of this only the claims administrator can tell whether there is more:", of(&Standing::Unknown)),
        (
            "This has come from the claims administrator:",
            file.documents.iter().map(|one| format!("{}.", one.line())).collect(),
        ),
    ] {
        if !entries.is_empty() {
            blocks.push(Block::text(told));
            blocks.push(Block::List { numbered: false, entries });
        }
    }
    blocks
}

/// When the records were due, once they were found overdue.
fn records_due(case: &Case) -> Option<&Due> {
    case.lateness.as_ref().map(|late| &late.due)
}

/// What late records cost by the law of the day; nothing where no penalty
/// was in force.
pub(super) fn penalty_rule(sending: Sending<'_>) -> Result<Vec<Block>, Refusal> {
    let Ok(row) = sending.law.penalty("late-records", sending.on) else {
        return Ok(Vec::new());
    };
    let (Some(per_day), most) = (row.dollars_a_day, row.dollars_at_most) else {
        return Ok(Vec::new());
    };
    let limit = most.map_or(String::new(), |most| format!(", up to ${most}"));
    let mut says = format!(
        "Records that come late expose the claims administrator to a penalty of ${per_day} for each day{limit} ({}). \
         The Administrative Director decides on it.",
        row.citation
    );
    if !row.verified {
        let note = row.note.as_deref().map_or(String::new(), |note| format!(" {note}"));
        says.push_str(&format!(" We have not seen the text of this rule ourselves; check the amount.{note}"));
    }
    Ok(vec![Block::text(says)])
}

/// The report to the Division, with the evidence for each day.
pub(super) fn report(sending: Sending<'_>, case: &Case) -> Result<Option<Vec<Block>>, Refusal> {
    let Some(Lateness { due: records_due, came: arrived }) = &case.lateness else {
        return Ok(None);
    };
    if let Some(day) = arrived.filter(|day| *day <= records_due.date) {
        return Ok(Some(taken_back(case, records_due, day)));
    }
    let late = |until: Date| records_due.date.until(until).map_or(0, |span| span.get_days());
    let due = in_words(records_due.date);
    let mut blocks = vec![Block::text(match arrived {
        Some(day) => format!(
            "The last of the claims administrator's records of this case came on {}. They were due on {due}; that is \
             day {} after it.",
            in_words(*day),
            late(*day)
        ),
        None => format!(
            "The claims administrator has not sent the complete records of this case. They were due on {due}; \
             today, {}, is day {} after it.",
            in_words(sending.on),
            late(sending.on)
        ),
    })];
    match fee::late_records(sending.law, records_due.date, *arrived, sending.on) {
        Ok(exposure) => {
            blocks.push(Block::heading(2, if arrived.is_some() { "EXPOSURE" } else { "EXPOSURE SO FAR" }));
            blocks.extend(reckoning(&exposure));
        }
        // The delay is reported all the same where no amount is in the rule book.
        Err(refusal) if refusal.code == Code::NoRule => {
            blocks.push(Block::text("Our rule book has no penalty by the day for it."));
        }
        Err(refusal) => return Err(refusal),
    }
    blocks.extend(evidence(case, records_due));
    Ok(Some(blocks))
}

/// What a report rests on.
fn evidence(case: &Case, records_due: &Due) -> Vec<Block> {
    let history = format!(
        "Everything above is recorded in events 1 to {} of case {}, the last with hash {}.",
        case.head.seq,
        case.number(),
        case.head.hash
    );
    vec![
        Block::heading(2, "EVIDENCE"),
        Block::labelled("1. The request.", "It was served as follows:"),
        served(case),
        Block::labelled("2. The day.", "It was reached so:"),
        Block::List { numbered: true, entries: records_due.steps.iter().map(step).collect() },
        Block::labelled("3. What has come so far.", came(case)),
        documents(case),
        Block::labelled("4. The history.", history),
    ]
}

/// A report that is taken back: the records had come in time.
fn taken_back(case: &Case, records_due: &Due, came_on: Date) -> Vec<Block> {
    vec![
        Block::text(format!(
            "That the claims administrator's records of this case had not come by {} is taken back: they were complete on {}, \
             which was in time, and were found so later. Nothing is to be assessed for them.",
            in_words(records_due.date),
            in_words(came_on)
        )),
        Block::labelled("What had come:", came(case)),
        documents(case),
    ]
}

/// How an exposure was reached, and that it is no assessment.
pub(super) fn reckoning(exposure: &Penalty) -> Vec<Block> {
    let mut blocks = vec![
        Block::labelled(
            "Amount:",
            format!(
                "{} for {} days late. What is assessed, the Administrative Director decides.",
                crate::prose::dollars(exposure.amount_cents),
                exposure.days
            ),
        ),
        Block::List { numbered: true, entries: exposure.steps.iter().map(step).collect() },
    ];
    if !exposure.verified {
        blocks.push(Block::text("The text of the rule was not seen by us; please check the amount."));
    }
    blocks
}

fn served(case: &Case) -> Block {
    let asked = |kind| matches!(kind, NoticeKind::Assignment | NoticeKind::AmendedAssignment);
    let notices = case.notices.iter().filter(|notice| notice.kind.is_none_or(asked));
    let rows = notices.flat_map(|notice| {
        let to_administrator = notice.proofs.iter().filter(|proof| proof.role == Role::ClaimsAdministrator);
        to_administrator.map(|proof| {
            vec![
                proof.name.clone(),
                crate::prose::capital(&proof.method.to_string()),
                numeric(proof.on),
                notice.document.short(),
            ]
        })
    });
    Block::Table {
        head: ["Served on", "By", "On", "Notice (hash)"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}

fn came(case: &Case) -> String {
    let theirs = case.documents.iter().filter(|one| one.sent_by == Role::ClaimsAdministrator).count();
    match (case.documents.len(), theirs) {
        (0, _) => "Nothing, from nobody.".to_owned(),
        (1, 0) => "One document, not from the claims administrator:".to_owned(),
        (1, _) => "One document, from the claims administrator:".to_owned(),
        (all, 0) => format!("{all} documents, none of them from the claims administrator:"),
        (all, theirs) => format!("{all} documents, {theirs} of them from the claims administrator:"),
    }
}

/// Each document with the day it came: lateness is a matter of that day.
fn documents(case: &Case) -> Block {
    let line = |one: &Document| format!("{}; received {}.", one.line(), numeric(one.received));
    Block::List { numbered: false, entries: case.documents.iter().map(line).collect() }
}

/// The reviewer's question, to the one asked, and in copy to everybody.
pub(super) fn question(sending: Sending<'_>, case: &Case) -> Result<Option<Vec<Block>>, Refusal> {
    let asked = match &case.stage {
        Stage::InformationAsked { asked, .. } => asked,
        _ => match case.enquiries.last() {
            Some(enquiry) => &enquiry.asked,
            None => return Ok(None),
        },
    };
    let kind = NoticeKind::AdditionalInformation;
    let (row, to) =
        (case.notice_row(kind, sending.law, sending.on)?, case.addressees(kind, sending.law, sending.on)?);
    // Until when it is to be answered is counted as it is served now.
    let service = service(row, &to, sending.serving, sending.on);
    let counted = case.answer_due(&ServedNotice::new(kind, row, Digest::ZERO, service), sending.law)?;
    let party = case.party_on(asked.of, asked.on).map_or_else(|| asked.of.to_string(), |party| party.name);
    let mut blocks = vec![
        Block::labelled("To:", format!("{party}, {}", asked.of)),
        Block::text(format!(
            "The expert reviewer needs the following from you. {} passes it on; the reviewer is not named.",
            sending.organization.name
        )),
        Block::labelled("Asked for:", asked.question.clone()),
    ];
    blocks.extend(due("Answer by:", counted.as_ref().unwrap_or(&asked.due)));
    blocks.push(Block::text(
        "Send the answer to the address at the head of this letter, with the case number on every page. \
         If none comes by that day, the review goes on without it.",
    ));
    blocks.push(Block::labelled(
        "To everybody else who receives this:",
        "this is your copy of the request. You will get a copy of the answer, too.",
    ));
    Ok(Some(blocks))
}

/// The copy of the answer, to everybody.
pub(super) fn reply(case: &Case) -> Option<Vec<Block>> {
    let enquiry = case.enquiries.last()?;
    let answer = enquiry.answer.as_ref()?;
    Some(vec![
        Block::text(format!(
            "On {} the expert reviewer asked the {} for information. The answer has come. You receive this copy \
             because every party gets both.",
            in_words(enquiry.asked.on),
            enquiry.asked.of
        )),
        Block::labelled("Asked for:", enquiry.asked.question.clone()),
        Block::labelled("Answer:", answer.clone()),
        Block::text("The review goes on."),
    ])
}
