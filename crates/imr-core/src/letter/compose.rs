//! Composing a letter: from a determination that is complete to the record
//! and the composition that is typeset.
//!
//! Every sentence on how the determination was made is a claim; it is
//! printed because a recorded fact behind it is true on that day.

use super::record::{Credentials, Header, Issue, Prose, Rationale, Record, Variant};
use super::summary::{Summary, decision_days, outcome_in_words, stated};
use super::{administrator, panel, writing};
use crate::application::UrItem;
use crate::calendar::{in_words, numeric};
use crate::case::{Assignment, Case};
use crate::casefile::{CaseFile, Document};
use crate::determination::{Determination, ItemDecision};
use crate::digest::Digest;
use crate::law::Law;
use crate::letter::record::Decision;
use crate::matching::Candidate;
use crate::organization::Organization;
use crate::paper::{Block, Composition, Letterhead, NotSet, Paper, PlainText, Style};
use crate::party::{Actor, Role};
use crate::refusal::{Code, Refusal};
use crate::review::DisputedItem;
use crate::service::{NoticeKind, Service, Serving, service};
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
    /// Everybody who reviewed it, the first reviewer first.
    pub reviewers: &'a [Reviewed<'a>],
    /// What was determined.
    pub determination: &'a Determination,
    /// The case file.
    pub file: &'a CaseFile,
    /// By what means each recipient is served.
    pub serving: &'a Serving,
    /// The law of the day.
    pub law: &'a Law,
    /// The day it is issued.
    pub on: Date,
}

/// A reviewer's work, and the reviewer as assessed on the day of issue.
#[derive(Debug, Clone)]
pub struct Reviewed<'a> {
    /// The work.
    pub review: &'a Assignment,
    /// The tests.
    pub candidate: Candidate,
}

impl Letter {
    /// Digest of its plain text, by which a letter that was checked is known
    /// again.
    pub fn digest(&self) -> Result<Digest, NotSet> {
        Ok(Digest::of(&PlainText.set(&self.composition)?))
    }

    /// The letter as it goes out, with the proof of its service. What a second
    /// person checked is the letter without it: who sends it is not known then.
    #[must_use]
    pub fn served(mut self, organization: &Organization, by: &Actor, service: &Service) -> Self {
        self.composition.blocks.extend(super::notice::proof_of_service(organization, by, service));
        self
    }
}

/// Composes the Final Determination Letter; refuses a sentence that no
/// recorded fact bears out.
pub fn compose(sources: Sources<'_>) -> Result<Letter, Refusal> {
    let summary = sources.determination.summary();
    let claims = claims(sources)?;
    let record = record(sources, summary);
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
        blocks: blocks(sources, summary, claims, &record)?,
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
    blocks.extend(claims.into_iter().map(Block::text));
    blocks.extend(writing::credentials(&record.reviewer));
    blocks.push(Block::heading(2, "DOCUMENTS REVIEWED"));
    blocks.extend(without_records(sources).map(Block::text));
    blocks.push(Block::List { numbered: true, entries: record.documents.clone() });
    blocks.push(Block::heading(2, "CLINICAL CASE SUMMARY"));
    blocks.push(Block::text(
        "Page numbers are those of the case file. The expert reviewer signed this summary with the determination; \
         it was drawn from the case file, including all medical records:",
    ));
    blocks.push(Block::text(summary.text.clone()));
    blocks.push(Block::heading(2, "IMR ISSUES, DECISIONS AND RATIONALES"));
    blocks
        .push(Block::text("The determination rests on the decision on each of the disputed items/services below:"));
    for (issue, decision) in record.issues.iter().zip(sources.determination.decisions()) {
        blocks.extend(writing::item_blocks(&sources.organization.name, issue, Some(&decision.rationale)));
        blocks.extend(panel::analyses(sources.determination, decision.item));
    }
    Ok(blocks)
}

/// Date, addressees, header, outcome, legal effect and signature.
fn front(sources: Sources<'_>) -> Result<Vec<Block>, Refusal> {
    let case = sources.case;
    let employee = case.party_on(Role::Employee, sources.on);
    let addressee = employee
        .map_or_else(Vec::new, |party| std::iter::once(party.name.clone()).chain(party.address.clone()).collect());
    let decisions: Vec<(usize, Decision)> =
        sources.determination.decisions().iter().map(|one| (one.item, one.decision)).collect();
    let law = |code: &str| -> Result<String, Refusal> {
        let row = sources.law.value(code, sources.on)?;
        Ok(format!("{} ({}).", row.words()?.trim_end_matches('.'), row.citation))
    };
    let copies: Vec<String> = case
        .addressees(NoticeKind::Determination, sources.law, sources.on)?
        .iter()
        .filter(|party| party.role != Role::Employee)
        .map(|party| format!("{} ({})", party.name, party.role))
        .collect();
    let mut blocks = vec![
        Block::heading(1, "Independent Medical Review Final Determination Letter"),
        Block::text(in_words(sources.on)),
        Block::Lines(addressee),
        Block::Facts(writing::header_facts(&Header { ur_denial_date: ur_dates(case), ..header(sources) })),
        Block::labelled(
            format!("Determination: {}.", sources.determination.overall().as_str()),
            outcome_in_words(&decisions),
        ),
        Block::text(law("letter-legal-effect")?),
        Block::text(format!("{} {}", law("letter-appeal-right")?, appeal_until(sources)?)),
    ];
    blocks.extend(super::notice::caveat(sources.law, sources.on));
    blocks.extend([
        Block::Lines(vec![sources.organization.medical_director.clone(), sources.organization.name.clone()]),
        Block::labelled("Copies to:", format!("{}.", copies.join("; "))),
    ]);
    Ok(blocks)
}

/// The day of every utilization review decision on an item in dispute: where
/// applications were consolidated, each item keeps its own.
fn ur_dates(case: &Case) -> Option<String> {
    let days: Vec<String> = decision_days(case).into_iter().map(numeric).collect();
    (!days.is_empty()).then(|| days.join(" and "))
}

/// What a header has room for; of several dates of utilization review the
/// first, as a reader finds it.
fn header(sources: Sources<'_>) -> Header {
    let opening = &sources.case.opening;
    Header {
        case_number: Some(opening.number.clone()),
        date_assigned: Some(numeric(opening.assigned)),
        date_of_injury: Some(numeric(opening.date_of_injury)),
        decision_date: Some(numeric(sources.on)),
        ur_denial_date: decision_days(sources.case).first().copied().map(numeric),
        priority: Some(sources.case.priority().as_str().to_owned()),
        application_received: Some(numeric(opening.received)),
    }
}

/// What the letter says where the claims administrator sent no records.
fn without_records(sources: Sources<'_>) -> Option<String> {
    let without = sources.case.without_records.as_ref()?;
    let (theirs, others): (Vec<&Document>, Vec<&Document>) = sources
        .case
        .documents
        .iter()
        .filter(|one| one.kind.is_clinical())
        .partition(|one| one.sent_by == Role::ClaimsAdministrator);
    let rests = format!(
        "the summary of records in the utilization review decision together with {} medical records that others sent",
        others.len()
    );
    let came = theirs.iter().map(|one| one.received).max();
    Some(match came {
        None => format!(
            "The claims administrator did not send its records in time. The determination rests on {rests} \
             (8 CCR 9792.10.6(b)(2))."
        ),
        Some(last) => format!(
            "The claims administrator did not send its complete records in time, and from {} on the review went on \
             without them (8 CCR 9792.10.6(b)(2)). {} medical records of the claims administrator are in the case \
             file by now, the last received on {}. The determination rests on these too, beside {rests}.",
            numeric(without.on),
            theirs.len(),
            numeric(last)
        ),
    })
}

/// The sentences on how the determination was made, a paragraph for each
/// reviewer. Each sentence looks for its fact.
fn claims(sources: Sources<'_>) -> Result<Vec<String>, Refusal> {
    let mut paragraphs = Vec::new();
    for (index, one) in sources.reviewers.iter().enumerate() {
        let sent = complete_file_was_sent(sources, one)?;
        let own = [no_affiliation(sources, one)?, practice(sources, one)?, specialty(sources, one)?].join(" ");
        qualified(sources, one)?;
        paragraphs.push(match (index, sources.reviewers.len()) {
            (_, 1) => format!("{sent} {own}"),
            (0, _) => format!("{sent} {} Expert reviewer 1: {own}", panel::how(one.review)),
            _ => format!(
                "Expert reviewer {}: {own} {}",
                index + 1,
                panel::credentials(&one.review.reviewer, sources.on)
            ),
        });
    }
    Ok(paragraphs)
}

fn unproved(sources: Sources<'_>, claim: &str, why: String, remedy: &str) -> Refusal {
    Refusal::new(
        Code::ClaimUnproved,
        format!("The letter of case {} cannot say that {claim}: {why}", sources.case.number()),
        remedy,
    )
}

fn complete_file_was_sent(sources: Sources<'_>, one: &Reviewed<'_>) -> Result<String, Refusal> {
    let claim = "the complete case file was sent to the reviewer";
    let Some(sent) = &one.review.sent else {
        return Err(unproved(sources, claim, "no sending is recorded.".to_owned(), "Send the case file."));
    };
    if !sent.manifest.is_still(&sources.file.manifest()) {
        let why = "what was sent is not what the case file holds now.".to_owned();
        return Err(unproved(sources, claim, why, "Send the complete case file again."));
    }
    let (whom, each) = match sources.reviewers.len() {
        1 => ("an expert reviewer", "the reviewer"),
        _ => ("each expert reviewer", "each reviewer"),
    };
    let unread = match sent.manifest.unread.as_slice() {
        [] => String::new(),
        pages => {
            format!(
                " The program could not read {} of these pages; {each} was sent them as they came.",
                pages.len()
            )
        }
    };
    Ok(format!(
        "{} sent the complete case file to {whom} on {}: {} with {}, listed below.{unread}",
        sources.organization.name,
        numeric(sent.on),
        crate::prose::counted(sent.manifest.entries.len(), "document"),
        crate::prose::counted(sent.manifest.pages as usize, "page")
    ))
}

fn no_affiliation(sources: Sources<'_>, one: &Reviewed<'_>) -> Result<String, Refusal> {
    let attestation = &one.review.attestation;
    let names = sources.case.names_to_attest();
    if let Some(name) = names.iter().find(|name| !attestation.names.contains(name)) {
        return Err(unproved(
            sources,
            "the reviewer has no affiliation with anybody in the case",
            format!("the attestation of {} does not cover {name}.", attestation.on),
            "Have the reviewer attest anew (imr case do attest), or find a conflict.",
        ));
    }
    passed(sources, one, "7.2", "the reviewer has no affiliation with anybody in the case")?;
    Ok(format!(
        "He/she has attested on {} to having no affiliation with the employer, the employee, the requesting physician, \
         the claims administrator or the utilization review organization.",
        numeric(attestation.on)
    ))
}

/// Refuses a claim whose test the reviewer does not pass on the day of issue.
fn passed(sources: Sources<'_>, one: &Reviewed<'_>, code: &str, claim: &str) -> Result<(), Refusal> {
    let test = one.candidate.tests.iter().find(|test| test.code == code);
    if test.is_some_and(|test| test.passed) {
        return Ok(());
    }
    let why = test.map_or_else(|| format!("test {code} was not made."), |test| test.because.clone());
    Err(unproved(sources, claim, why, "The case needs another reviewer."))
}

/// Codes of tests that ask who may be assigned, not who may decide: whoever is
/// at work has the case in hand and is not proposed for it again.
const OF_ASSIGNMENT: [&str; 2] = ["load", "excluded"];

/// Refuses the letter of a reviewer who fails any other test by now, such as
/// one whom records that came later show to have treated the worker.
fn qualified(sources: Sources<'_>, one: &Reviewed<'_>) -> Result<(), Refusal> {
    match one.candidate.failed().find(|test| !OF_ASSIGNMENT.contains(&test.code.as_str())) {
        None => Ok(()),
        Some(test) => passed(sources, one, &test.code, "the reviewer may decide this case"),
    }
}

fn practice(sources: Sources<'_>, one: &Reviewed<'_>) -> Result<String, Refusal> {
    let over = sources.law.value("reviewer-practice-years-over", sources.on)?.number()?;
    let least = sources.law.value("reviewer-hours-at-least", sources.on)?.number()?;
    passed(sources, one, "Q7a", "the reviewer has practised for long enough")?;
    passed(sources, one, "Q7b", "the reviewer is in active practice")?;
    Ok(format!(
        "He/she has been in active clinical practice for more than {over} years and is currently working at least {least} hours a week in active practice."
    ))
}

fn specialty(sources: Sources<'_>, one: &Reviewed<'_>) -> Result<String, Refusal> {
    passed(sources, one, "Q2", "the reviewer is licensed")?;
    passed(sources, one, "Q3", "the reviewer is board certified")?;
    passed(sources, one, "Q8", "the reviewer's specialty evaluates or treats the condition")?;
    Ok("The expert reviewer was selected because his/her specialty is one that evaluates and/or treats the medical condition and the disputed items/services.".to_owned())
}

/// Until when a party may appeal, in a sentence.
fn appeal_until(sources: Sources<'_>) -> Result<String, Refusal> {
    let kind = NoticeKind::Determination;
    let addressees = sources.case.addressees(kind, sources.law, sources.on)?;
    let row = sources.case.notice_row(kind, sources.law, sources.on)?;
    let service = service(row, &addressees, sources.serving, sources.on);
    let due = sources.case.appeal_until(&service.proofs, sources.on, sources.law)?;
    let doubt = if due.verified { "" } else { " This day leans on a rule whose text we have not seen ourselves." };
    Ok(format!("The last day to file the petition is {}.{doubt}", in_words(due.date)))
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
        complete_case_file: true,
        case: Some(opening.number.clone()),
        organization: Some(sources.organization.name.clone()),
        variant: Some(variant(sources.on)),
        organization_label: None,
        reviewer: credentials(sources),
        documents: sources.file.documents.iter().map(|document| flat(&format!("{}.", document.line()))).collect(),
        patient,
        summary: Some(Prose { text: flat(&summary.text) }),
        diagnoses: summary.diagnoses.clone(),
        ur_dates: decision_days(sources.case)
            .first()
            .and_then(|day| in_header(&header.ur_denial_date, *day))
            .into_iter()
            .chain(summary.ur_dates.clone())
            .collect(),
        issues: sources
            .determination
            .decisions()
            .iter()
            .filter_map(|decision| {
                let item = sources.case.items.iter().find(|item| item.number == decision.item)?;
                Some(issue(item, sources.case.ur_item(item.number), decision))
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
    let Some(Reviewed { review: Assignment { reviewer, .. }, .. }) = sources.reviewers.first() else {
        return Credentials::default();
    };
    Credentials {
        certifications: reviewer.certified_on(sources.on).map(|one| one.specialty.clone()).collect(),
        licence_states: reviewer.licensed_on(sources.on).map(|one| one.state.clone()).collect(),
        ..Credentials::default()
    }
}

fn issue(item: &DisputedItem, ur: Option<&UrItem>, decision: &ItemDecision) -> Issue {
    let administrator = flat(&administrator::relied_on(item, ur));
    super::reading::issue(
        decision.item,
        &item.item,
        Some(decision.decision),
        super::reading::guideline(&administrator),
        super::reading::guideline(&decision.citation),
        Rationale { text: flat(&decision.rationale) },
    )
}

/// The text on one line, as it reads back.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
