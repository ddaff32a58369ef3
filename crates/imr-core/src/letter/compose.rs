//! Composing a letter: from a determination that is complete to the record
//! and the composition that is typeset.
//!
//! Every sentence on how the determination was made is a claim; it is
//! printed because a recorded fact behind it is true on that day.

use super::record::{CitedGuideline, Credentials, Header, Issue, Rationale, Record, Variant};
use super::summary::{self, Summary, outcome_in_words, stated};
use crate::calendar::{in_words, numeric};
use crate::case::{Assignment, Case};
use crate::casefile::CaseFile;
use crate::determination::{Determination, ItemDecision};
use crate::law::Law;
use crate::letter::record::Decision;
use crate::matching;
use crate::organization::Organization;
use crate::paper::{Block, Composition, Letterhead, Style};
use crate::party::Role;
use crate::refusal::{Code, Refusal};
use crate::review::DisputedItem;
use jiff::civil::Date;

/// A letter, before it is typeset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What it says, as values.
    pub record: Record,
    /// What stands on it.
    pub composition: Composition,
}

/// What a letter is composed from.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// Who sends it.
    pub organization: &'a Organization,
    /// The case.
    pub case: &'a Case,
    /// The reviewer's work on it.
    pub review: &'a Assignment,
    /// What was determined.
    pub determination: &'a Determination,
    /// The case file.
    pub file: &'a CaseFile,
    /// The law of the day.
    pub law: &'a Law,
    /// The day it is issued.
    pub on: Date,
}

/// Composes the Final Determination Letter; refuses a sentence that no
/// recorded fact bears out.
pub fn compose(sources: Sources<'_>) -> Result<Letter, Refusal> {
    let summary = summary::draft(sources.case, sources.file);
    let claims = claims(sources)?;
    let record = record(sources, &summary);
    let composition = Composition {
        title: format!("Final Determination Letter, case {}", sources.case.number()),
        author: sources.organization.name.clone(),
        language: "en".to_owned(),
        date: Some(sources.on),
        style: Style::Letter,
        letterhead: Some(Letterhead {
            name: sources.organization.name.clone(),
            lines: sources.organization.address.clone(),
        }),
        footer: format!("Case {} · Final Determination Letter", sources.case.number()),
        blocks: blocks(sources, &summary, claims, &record)?,
    };
    Ok(Letter { record, composition })
}

fn blocks(
    sources: Sources<'_>,
    summary: &Summary,
    claims: Vec<String>,
    record: &Record,
) -> Result<Vec<Block>, Refusal> {
    let mut blocks = front(sources)?;
    blocks.push(Block::heading(2, "HOW THE IMR FINAL DETERMINATION WAS MADE"));
    blocks.push(Block::text(claims.join(" ")));
    blocks.push(Block::text("The Expert Reviewer has the following credentials:"));
    blocks.push(Block::Facts(vec![
        ("State(s) of Licensure".to_owned(), record.reviewer.licence_states.join(", ")),
        ("Certification(s)/Specialty".to_owned(), record.reviewer.certifications.join(", ")),
    ]));
    blocks.push(Block::heading(2, "DOCUMENTS REVIEWED"));
    blocks.push(Block::List {
        numbered: true,
        entries: sources.file.documents.iter().map(|document| format!("{}.", document.line())).collect(),
    });
    blocks.push(Block::heading(2, "CLINICAL CASE SUMMARY"));
    blocks.push(Block::text(
        "The expert reviewer developed this summary from the case file, including all medical records. Page numbers are those of the case file.",
    ));
    blocks.push(Block::text(summary.text.clone()));
    blocks.push(Block::heading(2, "IMR ISSUES, DECISIONS AND RATIONALES"));
    blocks
        .push(Block::text("The determination rests on the decision on each of the disputed items/services below:"));
    for (issue, decision) in record.issues.iter().zip(sources.determination.decisions()) {
        blocks.extend(issue_blocks(sources.organization, issue, &decision.rationale));
    }
    Ok(blocks)
}

/// Date, addressees, header, outcome, legal effect and signature.
fn front(sources: Sources<'_>) -> Result<Vec<Block>, Refusal> {
    let case = sources.case;
    let employee = case.opening.parties.iter().find(|party| party.role == Role::Employee);
    let addressee = employee
        .map_or_else(Vec::new, |party| std::iter::once(party.name.clone()).chain(party.address.clone()).collect());
    let decisions: Vec<(usize, Decision)> =
        sources.determination.decisions().iter().map(|one| (one.item, one.decision)).collect();
    let law = |code: &str| -> Result<String, Refusal> {
        let row = sources.law.value(code, sources.on)?;
        Ok(format!("{} ({}).", row.words()?.trim_end_matches('.'), row.citation))
    };
    let copies: Vec<String> = case
        .opening
        .parties
        .iter()
        .filter(|party| party.role != Role::Employee)
        .map(|party| format!("{} ({})", party.name, party.role))
        .collect();
    Ok(vec![
        Block::heading(1, "Independent Medical Review Final Determination Letter"),
        Block::text(in_words(sources.on)),
        Block::Lines(addressee),
        Block::Facts(header_facts(sources)),
        Block::labelled(
            format!("Determination: {}.", sources.determination.overall().as_str()),
            outcome_in_words(&decisions),
        ),
        Block::text(law("letter-legal-effect")?),
        Block::text(law("letter-appeal-right")?),
        Block::Lines(vec![sources.organization.medical_director.clone(), sources.organization.name.clone()]),
        Block::labelled("Copies to:", format!("{}.", copies.join("; "))),
    ])
}

fn header_facts(sources: Sources<'_>) -> Vec<(String, String)> {
    let header = header(sources);
    [
        ("Case Number", header.case_number),
        ("Date Assigned", header.date_assigned),
        ("Date of Injury", header.date_of_injury),
        ("Decision Date", header.decision_date),
        ("UR Denial Date", header.ur_denial_date),
        ("Priority", header.priority),
        ("Application Received", header.application_received),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.to_owned(), value?)))
    .collect()
}

fn header(sources: Sources<'_>) -> Header {
    let opening = &sources.case.opening;
    Header {
        case_number: Some(opening.number.clone()),
        date_assigned: Some(numeric(opening.assigned)),
        date_of_injury: Some(numeric(opening.date_of_injury)),
        decision_date: Some(numeric(sources.on)),
        ur_denial_date: Some(numeric(opening.ur_decision.decided)),
        priority: Some(opening.priority.as_str().to_owned()),
        application_received: Some(numeric(opening.received)),
    }
}

fn issue_blocks(organization: &Organization, issue: &Issue, rationale: &str) -> Vec<Block> {
    let guideline = |cited: &Option<CitedGuideline>| cited.as_ref().map(|one| one.raw.clone()).unwrap_or_default();
    let mut paragraphs = rationale.lines();
    let mut blocks = vec![
        Block::Decision {
            item: issue.item_raw.clone(),
            decision: issue.decision.map_or("", Decision::as_str).to_owned(),
        },
        Block::labelled("Claims Administrator guideline:", guideline(&issue.claims_administrator_guideline)),
        Block::labelled(format!("{} guideline:", organization.name), guideline(&issue.reviewer_guideline)),
        Block::labelled("Decision rationale:", paragraphs.next().unwrap_or_default()),
    ];
    blocks.extend(paragraphs.map(Block::text));
    blocks
}

/// The sentences on how the determination was made. Each looks for its fact.
fn claims(sources: Sources<'_>) -> Result<Vec<String>, Refusal> {
    Ok(vec![complete_file_was_sent(sources)?, no_affiliation(sources)?, practice(sources)?, specialty(sources)?])
}

fn unproved(sources: Sources<'_>, claim: &str, why: String, remedy: &str) -> Refusal {
    Refusal::new(
        Code::ClaimUnproved,
        format!("The letter of case {} cannot say that {claim}: {why}", sources.case.number()),
        remedy,
    )
}

fn complete_file_was_sent(sources: Sources<'_>) -> Result<String, Refusal> {
    let claim = "the complete case file was sent to the reviewer";
    let Some(sent) = &sources.review.sent else {
        return Err(unproved(sources, claim, "no sending is recorded.".to_owned(), "Send the case file."));
    };
    if sent.manifest != sources.file.manifest() {
        let why = "what was sent is not what the case file holds now.".to_owned();
        return Err(unproved(sources, claim, why, "Send the complete case file again."));
    }
    let unread = match sent.manifest.unread.as_slice() {
        [] => String::new(),
        pages => format!(
            " The program could not read {} of these pages; the reviewer was sent them as they came.",
            pages.len()
        ),
    };
    Ok(format!(
        "{} sent the complete case file to an expert reviewer on {}: {} documents with {} pages, listed below.{unread}",
        sources.organization.name,
        numeric(sent.on),
        sent.manifest.entries.len(),
        sent.manifest.pages
    ))
}

fn no_affiliation(sources: Sources<'_>) -> Result<String, Refusal> {
    let opening = &sources.case.opening;
    let covered = &sources.review.attestation.names;
    let names = matching::forbidden(&opening.parties, &opening.ur_decision.organization);
    match names.iter().find(|name| !covered.contains(name)) {
        None => Ok("He/she has no affiliation with the employer, employee, providers or the claims administrator."
            .to_owned()),
        Some(name) => Err(unproved(
            sources,
            "the reviewer has no affiliation with anybody in the case",
            format!("the attestation of {} does not cover {name}.", sources.review.attestation.on),
            "Have the reviewer attest again.",
        )),
    }
}

fn practice(sources: Sources<'_>) -> Result<String, Refusal> {
    let over = sources.law.value("reviewer-practice-years-over", sources.on)?.number()?;
    let least = sources.law.value("reviewer-hours-at-least", sources.on)?.number()?;
    let reviewer = &sources.review.reviewer;
    let years = reviewer.years_of_practice(sources.on);
    if years <= over || i64::from(reviewer.hours_per_week) < least {
        return Err(unproved(
            sources,
            "the reviewer is in active practice as asked",
            format!("the roster has {years} years and {} hours a week.", reviewer.hours_per_week),
            "Assign a reviewer who qualifies on this day.",
        ));
    }
    Ok(format!(
        "He/she has been in active clinical practice for more than {over} years and is currently working at least {least} hours a week in active practice."
    ))
}

fn specialty(sources: Sources<'_>) -> Result<String, Refusal> {
    let passed = sources
        .review
        .matching
        .chosen()
        .and_then(|candidate| candidate.tests.iter().find(|test| test.code == "Q8"))
        .is_some_and(|test| test.passed);
    if !passed {
        return Err(unproved(
            sources,
            "the reviewer's specialty evaluates or treats the condition",
            "matching did not find so.".to_owned(),
            "Match a reviewer again.",
        ));
    }
    Ok("The expert reviewer was selected because his/her specialty is one that evaluates and/or treats the medical condition and the disputed items/services.".to_owned())
}

fn record(sources: Sources<'_>, summary: &Summary) -> Record {
    let opening = &sources.case.opening;
    let header = header(sources);
    let in_header = |raw: &Option<String>, day| raw.as_deref().map(|raw| stated(raw, day, "header"));
    let mut patient = summary.patient.clone();
    patient.date_of_injury = in_header(&header.date_of_injury, opening.date_of_injury)
        .into_iter()
        .chain(patient.date_of_injury)
        .collect();
    Record {
        case: Some(opening.number.clone()),
        organization: Some(sources.organization.name.clone()),
        variant: Some(variant(sources.on)),
        reviewer: credentials(sources),
        patient,
        diagnoses: summary.diagnoses.clone(),
        ur_dates: in_header(&header.ur_denial_date, opening.ur_decision.decided)
            .into_iter()
            .chain(summary.ur_dates.clone())
            .collect(),
        issues: sources
            .determination
            .decisions()
            .iter()
            .filter_map(|decision| {
                let item = sources.case.items.iter().find(|item| item.number == decision.item)?;
                Some(issue(item, decision))
            })
            .collect(),
        header: Some(header),
    }
}

/// The form our letters take: labelled credentials under a header block, which
/// from 2016 on is a form of its own (rulebook 9.4).
fn variant(on: Date) -> Variant {
    if on.year() > 2015 { Variant::F16 } else { Variant::F15 }
}

fn credentials(sources: Sources<'_>) -> Credentials {
    let reviewer = &sources.review.reviewer;
    Credentials {
        certifications: reviewer.certified_on(sources.on).map(|one| one.specialty.clone()).collect(),
        licence_states: reviewer.licensed_on(sources.on).map(|one| one.state.clone()).collect(),
        ..Credentials::default()
    }
}

/// What a letter says where the claims administrator cited nothing.
const NOTHING_CITED: &str = "The Claims Administrator did not cite any medical evidence for its decision.";

fn issue(item: &DisputedItem, decision: &ItemDecision) -> Issue {
    let administrator = item.claims_administrator_guideline.as_deref().unwrap_or(NOTHING_CITED);
    super::reading::issue(
        decision.item,
        &item.item,
        Some(decision.decision),
        super::reading::guideline(administrator),
        super::reading::guideline(&decision.citation),
        Rationale { text: decision.rationale.split_whitespace().collect::<Vec<_>>().join(" ") },
    )
}
