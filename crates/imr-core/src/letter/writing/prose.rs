//! Sentences made from values: the case file sent, credentials in prose, and a
//! summary where the
//! record does not hold its text.

use crate::letter::record::{Credentials, Record, Variant};
use crate::paper::Block;

/// What the letter calls the reviewer.
pub(super) fn reviewer(variant: Option<Variant>) -> &'static str {
    match variant {
        Some(Variant::F13 | Variant::F14a) => "physician reviewer",
        _ => "expert reviewer",
    }
}

/// That the organization sent the complete case file. It is a claim: only a
/// record that carries it has the sentence.
pub(super) fn case_file(record: &Record, to: &str) -> Option<Block> {
    let name = record.organization.as_ref().filter(|_| record.complete_case_file)?;
    Some(Block::text(format!("{name} sent the complete case file to {to}.")))
}

/// `The expert reviewer is Board Certified in …`; none where nothing is known.
pub(super) fn credentials(known: &Credentials, reviewer: &str) -> Option<String> {
    let parts: Vec<String> = [
        ("is Board Certified in", &known.certifications),
        ("has a subspecialty in", &known.subspecialties),
        ("is licensed to practice in", &known.licence_states),
    ]
    .into_iter()
    .filter(|(_, values)| !values.is_empty())
    .map(|(words, values)| format!("{words} {}", values.join(", ")))
    .collect();
    let (last, before) = parts.split_last()?;
    Some(if before.is_empty() {
        format!("The {reviewer} {last}.")
    } else {
        format!("The {reviewer} {} and {last}.", before.join(", "))
    })
}

/// The summary as written. Where the record has only values, it is told from
/// them; none where there are none.
pub(super) fn summary(record: &Record) -> Option<String> {
    if let Some(summary) = &record.summary {
        return Some(summary.text.clone());
    }
    let mut sentences = Vec::new();
    match (record.patient.age, record.patient.sex.as_deref()) {
        (Some(age), Some(sex)) => sentences.push(format!("The injured worker is a {age} year old {sex}.")),
        (Some(age), None) => sentences.push(format!("The injured worker is {age} years old.")),
        (None, Some(sex)) => sentences.push(format!("The injured worker is a {sex}.")),
        (None, None) => {}
    }
    let in_summary = |dates: &[crate::letter::record::StatedDate]| -> Vec<String> {
        dates.iter().filter(|date| date.place == "summary").map(|date| date.raw.clone()).collect()
    };
    for date in in_summary(&record.patient.date_of_injury) {
        sentences.push(format!("The date of injury was {date}."));
    }
    if !record.diagnoses.is_empty() {
        let joint = if record.diagnoses.iter().any(|one| one.contains(',')) { "; " } else { ", " };
        sentences.push(format!("Diagnoses include {}.", record.diagnoses.join(joint)));
    }
    for date in in_summary(&record.ur_dates) {
        sentences.push(format!("The utilization review decision was dated {date}."));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
