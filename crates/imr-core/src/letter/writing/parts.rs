//! The parts that every letter is made of: header, credentials, summary,
//! disputed items.

use crate::letter::record::{CitedGuideline, Credentials, Decision, Header, Issue, Record};
use crate::paper::Block;

/// What leads into the summary; a reader knows where it begins by the end of
/// this sentence.
const SUMMARY_LEAD: &str = "The expert reviewer developed the following clinical case summary based on a review of the case file, including all medical records:";

/// What leads into the disputed items.
pub(super) const ISSUES_LEAD: &str =
    "The Final Determination was based on decisions for the disputed items/services set forth below:";

/// The heading of the disputed items.
pub(super) const ISSUES: &str = "IMR ISSUES, DECISIONS AND RATIONALES";

/// The heading of the opening.
pub(super) const OPENING: &str = "HOW THE IMR FINAL DETERMINATION WAS MADE";

/// The heading of the documents.
pub(super) const DOCUMENTS: &str = "DOCUMENTS REVIEWED";

/// The documents as a list.
pub(super) fn documents(record: &Record) -> Block {
    Block::List { numbered: true, entries: record.documents.clone() }
}

/// The header block: the fields that there are, with their names.
pub(in crate::letter) fn header_facts(header: &Header) -> Vec<(String, String)> {
    [
        ("Case Number", &header.case_number),
        ("Date Assigned", &header.date_assigned),
        ("Date of Injury", &header.date_of_injury),
        ("Decision Date", &header.decision_date),
        ("UR Denial Date", &header.ur_denial_date),
        ("Priority", &header.priority),
        ("Application Received", &header.application_received),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)))
    .collect()
}

/// The labelled credentials.
pub(in crate::letter) fn credentials(reviewer: &Credentials) -> Vec<Block> {
    let facts: Vec<(String, String)> = [
        ("State(s) of Licensure", &reviewer.licence_states),
        ("Certification(s)/Specialty", &reviewer.certifications),
    ]
    .into_iter()
    .filter(|(_, values)| !values.is_empty())
    .map(|(name, values)| (name.to_owned(), values.join(", ")))
    .collect();
    if facts.is_empty() {
        return Vec::new();
    }
    vec![Block::text("The Expert Reviewer has the following credentials:"), Block::Facts(facts)]
}

/// A disputed item: its line with the decision, and its parts. The name
/// stands before `guideline:`; the rationale may have paragraphs.
pub(in crate::letter) fn item_blocks(name: &str, issue: &Issue, rationale: Option<&str>) -> Vec<Block> {
    let mut blocks = vec![Block::Decision {
        item: issue.item_raw.clone(),
        decision: issue.decision.map_or("", Decision::as_str).to_owned(),
    }];
    blocks.extend(labelled_parts(name, issue, rationale));
    blocks
}

/// The guidelines and the rationale, each behind its label.
pub(super) fn labelled_parts(name: &str, issue: &Issue, rationale: Option<&str>) -> Vec<Block> {
    let guideline = |label: String, cited: &Option<CitedGuideline>| {
        cited.as_ref().map(|cited| Block::labelled(label, cited.raw.clone()))
    };
    let mut blocks = Vec::new();
    blocks.extend(guideline("Claims Administrator guideline:".to_owned(), &issue.claims_administrator_guideline));
    blocks.extend(guideline(format!("{name} guideline:").trim_start().to_owned(), &issue.reviewer_guideline));
    if let Some(rationale) = rationale {
        let mut paragraphs = rationale.lines();
        blocks.push(Block::labelled("Decision rationale:", paragraphs.next().unwrap_or_default()));
        blocks.extend(paragraphs.map(Block::text));
    }
    blocks
}

/// The heading of the summary with its lead-in and its text.
pub(super) fn summary(record: &Record) -> Vec<Block> {
    let Some(text) = super::prose::summary(record) else { return Vec::new() };
    vec![Block::heading(2, "CLINICAL CASE SUMMARY"), Block::text(SUMMARY_LEAD), Block::text(text)]
}

/// The disputed items under their heading.
pub(super) fn items(name: &str, record: &Record) -> Vec<Block> {
    if record.issues.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::heading(2, ISSUES), Block::text(ISSUES_LEAD)];
    for issue in &record.issues {
        let rationale = issue.rationale.as_ref().map(|rationale| rationale.text.as_str());
        blocks.extend(item_blocks(name, issue, rationale));
    }
    blocks
}
