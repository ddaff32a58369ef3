//! The notices (rulebook 6.5): one form for all, and a file for each family.
//!
//! Every sentence is a recorded fact, or the law of the day; nothing is
//! promised. Notices on a case are composed from the case; notices on an
//! application from plain facts, so that they do not depend on the form.

pub mod application;
mod assignment;
mod ending;
mod filed;
mod following;
mod records;

pub use ending::invoice;
pub use filed::compose as compose_on_application;

use crate::calendar::{in_words, numeric};
use crate::case::Case;
use crate::deadline::{Due, Step};
use crate::law::Law;
use crate::organization::Organization;
use crate::paper::{Block, Composition, Letterhead, Style};
use crate::party::{Party, Role};
use crate::refusal::{Code, Refusal};
use crate::service::{Audience, NoticeKind, Serving, recipients};
use jiff::civil::Date;

/// Who sends a notice, when, by what means, by which law.
#[derive(Debug, Clone, Copy)]
pub struct Sending<'a> {
    /// Who sends it.
    pub organization: &'a Organization,
    /// By what means each recipient is served.
    pub serving: &'a Serving,
    /// The day.
    pub on: Date,
    /// The law of the day.
    pub law: &'a Law,
}

/// A notice on a case, from what the case records; refuses one of which
/// nothing is recorded.
pub fn compose(kind: NoticeKind, sending: Sending<'_>, case: &Case) -> Result<Composition, Refusal> {
    let body = match kind {
        NoticeKind::Assignment | NoticeKind::AmendedAssignment => {
            Some(assignment::assignment(kind, sending, case)?)
        }
        NoticeKind::Conversion => assignment::conversion(case),
        NoticeKind::RecordsOverdue => records::overdue(sending, case)?,
        NoticeKind::LateRecordsReport => records::report(sending, case)?,
        NoticeKind::AdditionalInformation => records::question(sending, case),
        NoticeKind::AdditionalInformationCopy => records::reply(case),
        NoticeKind::AmendedItems => ending::amended_items(case),
        NoticeKind::Termination => ending::termination(case),
        NoticeKind::NonImplementationReport => following::not_implemented(case),
        NoticeKind::OrderReturned => following::order_returned(case),
        NoticeKind::Remand => following::remand(case),
        _ => None,
    };
    match body {
        Some(body) => Ok(on_case(kind, sending, case, body)),
        None => Err(Refusal::new(
            Code::NotOwed,
            format!("Nothing is recorded in case {} of which a {} could tell.", case.number(), kind.title()),
            "Look at what the case owes (imr case show).",
        )),
    }
}

/// The form of a notice on a case.
fn on_case(kind: NoticeKind, sending: Sending<'_>, case: &Case, body: Vec<Block>) -> Composition {
    let opening = &case.opening;
    let employee = case.party(Role::Employee).map_or("not named", |party| party.name.as_str());
    let mut facts = vec![
        ("Case Number", opening.number.clone()),
        ("Employee", employee.to_owned()),
        ("Claim Number", opening.claim_number.clone()),
        ("Date of Injury", numeric(opening.date_of_injury)),
        ("Application Received", numeric(opening.received)),
        ("Date Assigned", numeric(opening.assigned)),
        ("Priority", case.priority().as_str().to_owned()),
    ];
    if !case.joined.is_empty() {
        let aliases: Vec<&str> = case.joined.iter().map(|one| one.alias.as_str()).collect();
        facts.push(("Also Numbered", aliases.join(", ")));
    }
    let reference = format!("Case {}", opening.number);
    form(kind, sending, &reference, &facts, (&case.parties(), body))
}

/// One form for all: letterhead, title, day, what it is about, what it says,
/// and the proof of service.
fn form(
    kind: NoticeKind,
    sending: Sending<'_>,
    reference: &str,
    facts: &[(&str, String)],
    (parties, body): (&[Party], Vec<Block>),
) -> Composition {
    let Sending { organization, on, .. } = sending;
    let mut blocks = vec![Block::heading(1, kind.title()), Block::text(in_words(on))];
    if let Some(to) = addressee(kind, parties) {
        blocks.push(Block::Lines(to));
    }
    blocks.push(Block::Facts(facts.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()));
    blocks.extend(body);
    blocks.push(Block::heading(2, "PROOF OF SERVICE"));
    blocks.push(service_list(kind, sending, parties));
    Composition {
        title: format!("{}, {}", kind.title(), crate::prose::lower_first(reference)),
        author: organization.name.clone(),
        language: "en".to_owned(),
        date: Some(on),
        style: Style::Letter,
        letterhead: Some(Letterhead { name: organization.name.clone(), lines: organization.address.clone() }),
        footer: format!("{reference} · {}", kind.title()),
        blocks,
    }
}

/// Whom a notice addresses, where it goes to one recipient only.
fn addressee(kind: NoticeKind, parties: &[Party]) -> Option<Vec<String>> {
    let Audience::Only(role) = kind.audience() else {
        return None;
    };
    let party = parties.iter().find(|party| party.role == role);
    Some(match (party, role) {
        (Some(party), _) => std::iter::once(party.name.clone()).chain(party.address.clone()).collect(),
        (None, Role::AdministrativeDirector) => {
            vec!["Administrative Director".to_owned(), "Division of Workers' Compensation".to_owned()]
        }
        (None, Role::AppealsBoard) => vec!["Workers' Compensation Appeals Board".to_owned()],
        (None, other) => vec![other.to_string()],
    })
}

fn service_list(kind: NoticeKind, sending: Sending<'_>, parties: &[Party]) -> Block {
    let row = |role: Role, name: &str| {
        vec![
            crate::prose::capital(&role.to_string()),
            name.to_owned(),
            crate::prose::capital(&sending.serving.of(role).to_string()),
            numeric(sending.on),
        ]
    };
    let rows = match kind.audience() {
        Audience::Parties => recipients(parties).into_iter().map(|party| row(party.role, &party.name)).collect(),
        Audience::Only(role) => {
            let name = addressee(kind, parties).and_then(|lines| lines.last().cloned());
            let party = parties.iter().find(|party| party.role == role);
            vec![row(role, &party.map(|party| party.name.clone()).or(name).unwrap_or_default())]
        }
    };
    Block::Table { head: ["Party", "Name", "Served by", "On"].map(str::to_owned).to_vec(), rows }
}

/// A due date in words, with how it was reached.
fn due(label: &str, due: &Due) -> Vec<Block> {
    let mut blocks = vec![
        Block::labelled(label, format!("{}.", in_words(due.date))),
        Block::text("How this day was reached:"),
        Block::List { numbered: true, entries: due.steps.iter().map(step).collect() },
    ];
    if !due.verified {
        blocks.push(Block::text(
            "This leans on a rule whose text we have not seen ourselves. If you count another day, tell us at once.",
        ));
    }
    blocks
}

fn step(step: &Step) -> String {
    match &step.citation {
        Some(citation) => format!("{} ({citation})", step.text),
        None => step.text.clone(),
    }
}

/// The items that are in dispute, with their numbers as the case has them.
fn items(case: &Case) -> Block {
    Block::Table {
        head: ["Item", "Treatment", "UR decision"].map(str::to_owned).to_vec(),
        rows: case
            .items
            .iter()
            .map(|item| {
                let decided = numeric(case.ur_decision(item.number).decided);
                vec![item.number.to_string(), item.item.clone(), decided]
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests;
