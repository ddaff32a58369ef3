//! The notice of assignment and request for information (8 CCR 9792.10.4(b)).

use crate::calendar::{in_words, numeric};
use crate::case::Case;
use crate::deadline::Due;
use crate::law::Law;
use crate::organization::Organization;
use crate::paper::{Block, Composition, Letterhead, Style};
use crate::party::Role;
use crate::refusal::Refusal;
use crate::service::{Method, recipients};
use jiff::civil::Date;

/// Title of the notice.
pub const TITLE: &str = "Notice of Assignment and Request for Information";

/// Composes the notice for a case that was just opened.
pub fn notice_of_assignment(
    organization: &Organization,
    case: &Case,
    records_due: &Due,
    method: Method,
    on: Date,
    law: &Law,
) -> Result<Composition, Refusal> {
    let opening = &case.opening;
    let mut blocks = head(organization, case, method, on);
    blocks.extend(what_must_be_sent(records_due, on, law)?);
    blocks.push(Block::heading(2, "WHAT THE EMPLOYEE AND THE PHYSICIAN MAY SEND"));
    blocks.push(Block::text(MAY_BE_SENT));
    blocks.push(Block::labelled(
        "How to send:",
        "by mail or electronically to the address at the head of this notice, with the case number on every document.",
    ));
    blocks.push(Block::heading(2, "SERVED ON"));
    blocks.push(service_list(case, method, on));
    Ok(Composition {
        title: format!("{TITLE}, case {}", opening.number),
        author: organization.name.clone(),
        language: "en".to_owned(),
        date: Some(on),
        style: Style::Letter,
        letterhead: Some(Letterhead { name: organization.name.clone(), lines: organization.address.clone() }),
        footer: format!("Case {} · {TITLE}", opening.number),
        blocks,
    })
}

fn head(organization: &Organization, case: &Case, method: Method, on: Date) -> Vec<Block> {
    let opening = &case.opening;
    let physician = opening.parties.iter().find(|party| party.role == Role::RequestingPhysician);
    let physician = physician.map_or_else(|| "not named".to_owned(), |party| party.name.clone());
    let facts = [
        ("Case Number", opening.number.clone()),
        ("Application Received", numeric(opening.received)),
        ("Date Assigned", numeric(opening.assigned)),
        ("Priority", opening.priority.as_str().to_owned()),
        ("Date of Injury", numeric(opening.date_of_injury)),
        ("Requesting Physician", physician),
        ("Request for Authorization", numeric(opening.ur_decision.requested)),
        ("UR Denial Date", numeric(opening.ur_decision.decided)),
    ];
    vec![
        Block::heading(1, TITLE),
        Block::Lines(vec![in_words(on), format!("Sent by {method} to everybody listed at the end")]),
        Block::Facts(facts.map(|(name, value)| (name.to_owned(), value)).to_vec()),
        Block::text(format!(
            "{} has been assigned to carry out Independent Medical Review of the treatment below, \
             which utilization review denied or modified.",
            organization.name
        )),
        Block::List { numbered: true, entries: case.items.iter().map(|item| item.item.clone()).collect() },
    ]
}

fn what_must_be_sent(records_due: &Due, on: Date, law: &Law) -> Result<Vec<Block>, Refusal> {
    let mut blocks = vec![
        Block::heading(2, "WHAT THE CLAIMS ADMINISTRATOR MUST SEND"),
        Block::List { numbered: false, entries: REQUIRED.map(str::to_owned).to_vec() },
        Block::labelled("Due:", format!("{}.", in_words(records_due.date))),
        Block::text("How the date was reached:"),
        Block::List { numbered: true, entries: records_due.steps.iter().map(step).collect() },
    ];
    // There was no penalty before it was made.
    if let Ok(penalty) = law.penalty("late-records", on)
        && let (Some(per_day), Some(at_most)) = (penalty.dollars_a_day, penalty.dollars_at_most)
    {
        blocks.push(Block::text(format!(
            "Records that come late carry a penalty of ${per_day} for each day, up to ${at_most} ({}).",
            penalty.citation
        )));
    }
    Ok(blocks)
}

fn service_list(case: &Case, method: Method, on: Date) -> Block {
    let row = |party: &crate::party::Party| {
        vec![party.role.to_string(), party.name.clone(), method.to_string(), numeric(on)]
    };
    Block::Table {
        head: ["Party", "Name", "By", "On"].map(str::to_owned).to_vec(),
        rows: recipients(&case.opening.parties).into_iter().map(row).collect(),
    }
}

fn step(step: &crate::deadline::Step) -> String {
    match &step.citation {
        Some(citation) => format!("{} ({citation})", step.text),
        None => step.text.clone(),
    }
}

/// What must be sent (8 CCR 9792.10.5(a)(1)).
const REQUIRED: [&str; 4] = [
    "All reports of physicians on the employee's current condition made in the six months before the request for authorization, and those named in the request or in the utilization review decision.",
    "A copy of the application form as it was sent with the utilization review decision.",
    "Whatever else was given to the employee about the utilization review decision on this treatment.",
    "Whatever the employee or a provider sent in support of the request.",
];

/// What the others may send (8 CCR 9792.10.5(b), (c)).
const MAY_BE_SENT: &str = "The employee, the employee's attorney and the requesting physician may send, by the same day, \
     whatever bears on whether the treatment is necessary. Each must send the claims administrator a copy.";
