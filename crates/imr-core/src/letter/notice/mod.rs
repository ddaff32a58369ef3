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
mod receipt;
mod records;

pub use ending::invoice;
pub use filed::{Beside, compose as compose_on_application};

use crate::calendar::{in_words, numeric};
use crate::case::Case;
use crate::deadline::{Due, Step};
use crate::law::{Law, Notice};
use crate::organization::Organization;
use crate::paper::{Block, Composition, Letterhead, Style};
use crate::party::{Actor, Party, Role};
use crate::refusal::{Code, Refusal};
use crate::service::{NoticeKind, ProofOfService, Service, Serving, service};
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
    /// Who serves it for the organization.
    pub by: &'a Actor,
}

/// A notice on a case, from what the case records; refuses one of which
/// nothing is recorded.
pub fn compose(kind: NoticeKind, sending: Sending<'_>, case: &Case) -> Result<Composition, Refusal> {
    let body = match kind {
        NoticeKind::Assignment | NoticeKind::AmendedAssignment => {
            Some(assignment::assignment(kind, sending, case)?)
        }
        NoticeKind::Conversion => assignment::conversion(sending, case)?,
        NoticeKind::RecordsOverdue => records::overdue(sending, case)?,
        NoticeKind::LateRecordsReport => records::report(sending, case)?,
        NoticeKind::AdditionalInformation => records::question(sending, case)?,
        NoticeKind::AdditionalInformationCopy => records::reply(case),
        NoticeKind::AmendedItems => ending::amended_items(case),
        NoticeKind::Termination => ending::termination(sending, case),
        NoticeKind::ImplementationConfirmed => following::implemented(case),
        NoticeKind::NonImplementationReport => following::not_implemented(case),
        NoticeKind::PetitionFile => following::petition_file(case),
        NoticeKind::OrderReturned => following::order_returned(case),
        NoticeKind::Remand => following::remand(case),
        _ => None,
    };
    match body {
        Some(body) => on_case(kind, sending, case, body),
        None => Err(Refusal::new(
            Code::NotOwed,
            format!("Nothing is recorded in case {} of which the {kind} could tell.", case.number()),
            "Look at what the case owes (imr case show).",
        )),
    }
}

/// The form of a notice on a case.
fn on_case(kind: NoticeKind, sending: Sending<'_>, case: &Case, body: Vec<Block>) -> Result<Composition, Refusal> {
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
    let to = case.addressees(kind, sending.law, sending.on)?;
    Ok(form(case.notice_row(kind, sending.law, sending.on)?, sending, &reference, &facts, (&to, body)))
}

/// One form for all: letterhead, title, day, what it is about, what it says,
/// and the proof of service.
fn form(
    row: &Notice,
    sending: Sending<'_>,
    reference: &str,
    facts: &[(&str, String)],
    (to, body): (&[Party], Vec<Block>),
) -> Composition {
    let Sending { organization, on, .. } = sending;
    let mut blocks = vec![Block::heading(1, &row.title), Block::text(in_words(on))];
    blocks.push(addressed(to));
    blocks.push(Block::Facts(facts.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()));
    blocks.extend(body);
    blocks.push(Block::labelled("The rule:", format!("{}.", row.citation)));
    blocks.extend(caveat(sending.law, on));
    blocks.extend(proof_of_service(organization, sending.by, &service(row, to, sending.serving, on)));
    Composition {
        title: format!("{}, {}", row.title, crate::prose::lower_first(reference)),
        author: organization.name.clone(),
        language: "en".to_owned(),
        date: Some(on),
        style: Style::Letter,
        letterhead: Some(Letterhead { name: organization.name.clone(), lines: organization.address.clone() }),
        footer: format!("{reference} · {}", row.title),
        blocks,
    }
}

/// What is to be said of the rules since a text is in force that was not seen.
pub(super) fn caveat(law: &Law, on: Date) -> Option<Block> {
    let ask = "If you go by another text, tell us at once.";
    law.caveat(on).map(|note| Block::labelled("About the rules:", format!("{note} {ask}")))
}

/// To whom it goes, with the address: as on an envelope where it is one, else
/// a line for each.
fn addressed(to: &[Party]) -> Block {
    if let [only] = to {
        return Block::Lines(std::iter::once(only.name.clone()).chain(only.address.clone()).collect());
    }
    let line = |one: &Party| (format!("To the {}", one.role), at(&one.name, &one.address));
    Block::Facts(to.iter().map(line).collect())
}

/// A name with the address, in a line.
fn at(name: &str, address: &[String]) -> String {
    std::iter::once(name).chain(address.iter().map(String::as_str)).collect::<Vec<_>>().join(", ")
}

/// The heading under which the proof of service stands, with which whatever is
/// served ends.
const PROOF: &str = "PROOF OF SERVICE";

/// A notice that is handed out and not served: the same without the proof of
/// service.
#[must_use]
pub fn without_proof(mut notice: Composition) -> Composition {
    let proof = Block::heading(2, PROOF);
    let end = notice.blocks.iter().rposition(|block| *block == proof).unwrap_or(notice.blocks.len());
    notice.blocks.truncate(end);
    notice
}

/// Who was served, where and how, who served it, and whom it did not reach.
#[must_use]
pub fn proof_of_service(organization: &Organization, by: &Actor, service: &Service) -> Vec<Block> {
    let mut blocks = vec![Block::heading(2, PROOF), service_list(&service.proofs)];
    let unreached: Vec<String> =
        service.unreached.iter().map(|one| format!("{} ({})", one.name, one.role)).collect();
    if !unreached.is_empty() {
        blocks.push(Block::text(format!(
            "Not served on {}, of whom no address is known. Whoever knows it, please tell us.",
            unreached.join("; ")
        )));
    }
    blocks.push(Block::labelled(
        "Served by:",
        format!("{} ({}), for {}, on the day and by the means above.", by.id, by.role, organization.name),
    ));
    blocks
}

/// Who is served, how and where. Where everybody is in California nothing
/// hangs on the place.
fn service_list(all: &[ProofOfService]) -> Block {
    let elsewhere = all.iter().any(|proof| !proof.place.is_california());
    let row = |proof: &ProofOfService| {
        let mut row = vec![
            crate::prose::capital(&proof.role.to_string()),
            at(&proof.name, &proof.address),
            by_what(proof),
            numeric(proof.on),
        ];
        row.extend(elsewhere.then(|| crate::prose::capital(&proof.place.to_string())));
        row
    };
    let head =
        ["Party", "Name and address", "Served by", "On", "Where"].into_iter().take(if elsewhere { 5 } else { 4 });
    Block::Table { head: head.map(str::to_owned).collect(), rows: all.iter().map(row).collect() }
}

/// The means, with the number or address that it went to. Of a public authority
/// everybody knows it.
fn by_what(proof: &ProofOfService) -> String {
    let method = crate::prose::capital(&proof.method.to_string());
    let public = matches!(proof.role, Role::AdministrativeDirector | Role::AppealsBoard);
    match &proof.sent_to {
        Some(number) => format!("{method} to {number}"),
        None if proof.lacks_a_number() && !public => {
            format!("{method} (to which number or address is not recorded)")
        }
        None => method,
    }
}

/// A due date in words, with how it was reached.
fn due(label: &str, due: &Due) -> Vec<Block> {
    let mut blocks = vec![
        Block::labelled(label, format!("{}.", in_words(due.date))),
        Block::text("How this day was reached:"),
        Block::List { numbered: true, entries: due.steps.iter().map(step).collect() },
    ];
    if !due.verified {
        blocks.push(Block::text(UNSEEN));
    }
    blocks
}

/// What is said beside a day that rests on a row whose text was not seen.
const UNSEEN: &str =
    "This leans on a rule whose text we have not seen ourselves. If you count another day, tell us at once.";

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
