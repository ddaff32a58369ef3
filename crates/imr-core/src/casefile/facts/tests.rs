//! Sentences and the facts they give.

use super::*;
use crate::digest::Digest;
use crate::party::Role;
use jiff::civil::date;

fn facts_of(kind: Kind, text: &str) -> Vec<Fact> {
    let document = Document {
        digest: Digest::ZERO,
        file_name: "record.pdf".into(),
        kind,
        date: Some(date(2014, 6, 2)),
        sent_by: Role::ClaimsAdministrator,
        received: date(2015, 1, 5),
        first_page: 1,
        page_hashes: vec![Digest::ZERO],
        unread: vec![],
        first_within: 1,
        continues: false,
        title: None,
        author: None,
        facility: None,
        kind_found: None,
        date_found: None,
        copies: vec![],
        strangers: vec![],
        also_from: vec![],
    };
    let page = Page { number: 1, document: Digest::ZERO, text: text.into(), trouble: None };
    facts(&CaseFile { documents: vec![document], pages: vec![page] })
}

/// The facts of a kind, each in words with its context.
fn told(kind: Kind, name: &str, text: &str) -> Vec<String> {
    facts_of(kind, text)
        .into_iter()
        .filter(|fact| fact.kind.name() == name)
        .map(|fact| {
            let marks = fact.context.in_words();
            if marks.is_empty() { fact.kind.to_string() } else { format!("{} [{marks}]", fact.kind) }
        })
        .collect()
}

/// A document, a kind of fact, a sentence, and its facts in words.
type Row = (Kind, &'static str, &'static str, &'static [&'static str]);

const ROWS: &[Row] = &[
    (
        Kind::ProgressReport,
        "medication",
        "She takes Flexeril 7.5 mg b.i.d. since 01/15/2014.",
        &["cyclobenzaprine 7.5 mg b.i.d., taken since 01/15/2014"],
    ),
    (
        Kind::ProgressReport,
        "medication",
        "Refill Norco 10/325 mg #60.",
        &["acetaminophen / hydrocodone 10/325 mg #60, continued"],
    ),
    (Kind::ProgressReport, "medication", "Naproxen was discontinued.", &["naproxen, stopped"]),
    (Kind::ProgressReport, "medication", "Allergies: Penicillin.", &["penicillin g, allergy"]),
    (
        Kind::ProgressReport,
        "pain",
        "Pain is 8/10 without medication and 4/10 with medication.",
        &["8/10 without medication", "4/10 with medication"],
    ),
    (Kind::ProgressReport, "pain", "Seen on 1/10/2014. VAS 6.", &["6/10"]),
    (
        Kind::ProgressReport,
        "exam",
        "Straight leg raise is positive on the left at 45 degrees.",
        &["straight leg raise left positive at 45 degrees"],
    ),
    (Kind::ProgressReport, "exam", "There is no spasm of the lumbar spine.", &["spasm lumbar spine [negated]"]),
    (
        Kind::ProgressReport,
        "exam",
        "Lumbar flexion is 40 degrees, extension 10 degrees.",
        &["flexion lumbar spine 40 degrees", "extension lumbar spine 10 degrees"],
    ),
    (Kind::ProgressReport, "exam", "Motor strength is 4/5 in the right ankle.", &["strength right ankle 4/5"]),
    (
        Kind::ProgressReport,
        "diagnosis",
        "Diagnoses:\n1. Lumbar sprain (ICD-10 S33.5XXA)",
        &["Lumbar sprain (S33.5XXA)"],
    ),
    (
        Kind::ProgressReport,
        "diagnosis",
        "He was diagnosed with cervical radiculopathy.",
        &["cervical radiculopathy"],
    ),
    (
        Kind::ProgressReport,
        "study",
        "MRI of the lumbar spine showed a disc protrusion at L4-5 and L5-S1.",
        &["MRI lumbar spine: disc protrusion L4-5, L5-S1"],
    ),
    (Kind::Imaging, "study", "No fracture is seen.", &["imaging: fracture [negated]"]),
    (Kind::DrugTest, "drug-test", "Hydrocodone: Not Detected", &["drug test; hydrocodone not found"]),
    (
        Kind::ProgressReport,
        "drug-test",
        "The urine drug screen was inconsistent, negative for hydrocodone.",
        &["inconsistent; hydrocodone not found"],
    ),
    (
        Kind::ProgressReport,
        "treatment",
        "She completed 12 visits of physical therapy for the neck.",
        &["physical therapy cervical spine, 12 visits"],
    ),
    (
        Kind::ProgressReport,
        "treatment",
        "Acupuncture 2 times a week for 6 weeks is requested.",
        &["acupuncture, 12 visits"],
    ),
    (Kind::ProgressReport, "trial", "He failed NSAIDs and gabapentin.", &["NSAID failed", "gabapentin failed"]),
    (Kind::ProgressReport, "trial", "She is intolerant of ibuprofen.", &["ibuprofen not tolerated"]),
    (Kind::ProgressReport, "effect", "The patient denies side effects.", &["side effect: side effects [negated]"]),
    (
        Kind::ProgressReport,
        "effect",
        "Norco provides 50% pain relief.",
        &["relief: 50% pain relief (acetaminophen / hydrocodone)"],
    ),
    (Kind::ProgressReport, "work-status", "He remains off work.", &["temporarily totally disabled"]),
    (Kind::ProgressReport, "injury", "He injured his low back at work when he slipped.", &["fall: lumbar spine"]),
    (Kind::UrDecision, "ur-decision", "The request for Norco 10/325 #60 is denied.", &["denied: Norco 10/325 #60"]),
    (Kind::UrDecision, "ur-decision", "Physical therapy: Certified", &["approved: Physical therapy"]),
    (Kind::Other, "medication", "Nothing is named here.", &[]),
];

#[test]
fn sentences_give_their_facts() {
    let mut wrong = Vec::new();
    for (kind, name, text, expected) in ROWS {
        let found = told(*kind, name, text);
        if found != *expected {
            wrong.push(format!("{text}\n  {found:?}\n  {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_fact_points_to_its_words_on_the_page() {
    let text = "Seen today.\nPain is rated at\n7/10 in the low back.";
    let found = facts_of(Kind::ProgressReport, text);
    let pain = found.iter().find(|fact| fact.kind.name() == "pain").expect("a score is read");
    assert_eq!((&text[pain.span.clone()], pain.page), ("7/10", 1));
}
