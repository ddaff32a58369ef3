//! The letter of 2013 as it was read: numbered determinations, dates in
//! sentences, a detail for each item.

use super::{as_read, parts, prose};
use crate::letter::record::{Decision, Header, Issue, Record};
use crate::paper::Block;

pub(super) fn blocks(record: &Record) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(header) = &record.header {
        blocks.extend(block(header));
    }
    blocks.extend(record.issues.iter().map(|issue| determination(record, issue)));
    if let Some(header) = &record.header {
        blocks.extend(sentences(header));
    }
    if let Some(credentials) = prose::credentials(&record.reviewer, prose::reviewer(record.variant)) {
        blocks.push(Block::heading(2, "Medical Qualifications of the Expert Reviewer:"));
        blocks.push(Block::text(credentials));
    }
    if let Some(summary) = prose::summary(record) {
        blocks.push(Block::heading(2, "Case Summary:"));
        blocks.push(Block::text(summary));
    }
    if !record.documents.is_empty() {
        blocks.push(Block::heading(2, "Documents Reviewed for Determination:"));
        blocks.push(parts::documents(record));
    }
    blocks.extend(details(record));
    blocks
}

/// What is known of the header and has no sentence of its own.
fn block(header: &Header) -> Option<Block> {
    let known = Header { date_assigned: None, ur_denial_date: None, application_received: None, ..header.clone() };
    let facts = parts::header_facts(&known);
    (!facts.is_empty()).then_some(Block::Facts(facts))
}

fn determination(record: &Record, issue: &Issue) -> Block {
    let name = record.organization.as_deref().unwrap_or_default();
    let verdict = match issue.decision {
        Some(Decision::Upheld) => "is not medically necessary and appropriate.",
        Some(Decision::Overturned) => "is medically necessary and appropriate.",
        None => "was in dispute.",
    };
    let number = issue.n;
    Block::text(format!("{number}) {name} has determined the request for {} {verdict}", issue.item_raw))
}

fn sentences(header: &Header) -> Option<Block> {
    let filed = header.application_received.as_ref();
    let denied = header.ur_denial_date.as_ref();
    let mut sentences = Vec::new();
    let disputing = |date| format!("disputing the Utilization Review Denial dated {date}");
    match (filed, denied) {
        (Some(filed), denied) => {
            let tail = denied.map(|date| format!(" {}", disputing(date))).unwrap_or_default();
            sentences.push(format!("An application for Independent Medical Review was filed on {filed}{tail}."));
        }
        (None, Some(denied)) => {
            sentences.push(format!("An application was filed {}.", disputing(denied)));
        }
        (None, None) => {}
    }
    if let Some(date) = &header.date_assigned {
        sentences.push(format!(
            "A Notice of Assignment and Request for Information was provided to the above parties on {date}."
        ));
    }
    (!sentences.is_empty()).then(|| Block::text(sentences.join(" ")))
}

fn details(record: &Record) -> Vec<Block> {
    let mut blocks = Vec::new();
    for issue in &record.issues {
        let rationale = issue.rationale.as_ref().map(|rationale| rationale.text.as_str());
        let parts = parts::labelled_parts(as_read::label(record), issue, rationale);
        if parts.is_empty() {
            continue;
        }
        if blocks.is_empty() {
            blocks.push(Block::heading(2, "IMR DECISION(S) AND RATIONALE(S)"));
        }
        blocks.push(Block::heading(3, format!("{}) Regarding the request for {}:", issue.n, issue.item_raw)));
        blocks.extend(parts);
    }
    blocks
}
