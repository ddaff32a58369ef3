//! The medical records of the story, as documents to be set: about nine
//! pages by several hands.

use crate::story::{Facts, ITEMS, day};
use imr_core::paper::{Block, Composition, Letterhead, Style};
use imr_core::party::Role;
use jiff::civil::Date;

/// A document that somebody sends to the case file.
#[derive(Debug, Clone)]
pub struct SampleRecord {
    /// Name of the file, without extension.
    pub name: String,
    /// Who sends it.
    pub sent_by: Role,
    /// What stands on it.
    pub composition: Composition,
}

const PATIENT: &str = "Dana Whitlock";
const PRACTICE: &str = "Blue Oak Spine and Pain Medical Group";

/// The records of a story in which `facts` are true.
#[must_use]
pub fn records(facts: Facts) -> Vec<SampleRecord> {
    vec![
        utilization_review(),
        request_for_authorization(facts),
        first_visit(facts),
        therapy(facts),
        drug_test("drug-test-2014-10", day::FIRST_TEST, facts),
        imaging(),
        drug_test("drug-test-2015-01", day::SECOND_TEST, facts),
        last_visit(facts),
    ]
}

fn numeric(day: Date) -> String {
    imr_core::calendar::numeric(day)
}

fn sheet(name: &str, title: &str, style: Style, sender: &str, on: Date, blocks: Vec<Block>) -> SampleRecord {
    let mut all = vec![Block::heading(1, title)];
    all.extend(blocks);
    SampleRecord {
        name: name.to_owned(),
        sent_by: Role::ClaimsAdministrator,
        composition: Composition {
            title: title.to_owned(),
            author: sender.to_owned(),
            language: "en".to_owned(),
            date: Some(on),
            style,
            letterhead: Some(Letterhead {
                name: sender.to_owned(),
                lines: vec!["Sample record of an invented patient".to_owned()],
            }),
            footer: format!("{PATIENT} · {title}"),
            blocks: all,
        },
    }
}

fn facts_block(label: &str, on: Date) -> Block {
    Block::Facts(vec![
        ("Patient".to_owned(), PATIENT.to_owned()),
        (label.to_owned(), numeric(on)),
        ("Date of injury".to_owned(), numeric(day::INJURY)),
        ("Claim number".to_owned(), "SAMPLE-2014-0211".to_owned()),
    ])
}

fn utilization_review() -> SampleRecord {
    let mut record = sheet(
        "utilization-review-decision",
        "Utilization Review Decision",
        Style::Letter,
        "Meridian Peak Utilization Review",
        day::DENIED,
        vec![
            facts_block("Date of decision", day::DENIED),
            Block::text(
                "The treatment below was reviewed at the request of the claims administrator. It is denied as not medically necessary.",
            ),
            Block::List { numbered: true, entries: ITEMS.iter().map(|item| (*item).to_owned()).collect() },
            Block::text(
                "Opioid use beyond a short course is not supported. The muscle relaxant is not supported for long use. A further visit with a specialist was not shown to be needed.",
            ),
            Block::text(
                "An application for Independent Medical Review is enclosed. It must be filed within 30 days of service of this decision.",
            ),
        ],
    );
    record.sent_by = Role::Employee;
    record
}

fn request_for_authorization(facts: Facts) -> SampleRecord {
    let reason = if facts.radicular_pain_refractory {
        "Specialist visit: radicular pain persists despite conservative care."
    } else {
        "Specialist visit: routine."
    };
    sheet(
        "request-for-authorization",
        "Request for Authorization",
        Style::Form,
        PRACTICE,
        day::REQUESTED,
        vec![
            facts_block("Date of request", day::REQUESTED),
            Block::Table {
                head: vec!["Requested treatment".to_owned(), "Reason".to_owned()],
                rows: vec![
                    vec![ITEMS[0].to_owned(), "Chronic pain.".to_owned()],
                    vec![ITEMS[1].to_owned(), "Muscle spasm at night.".to_owned()],
                    vec![ITEMS[2].to_owned(), reason.to_owned()],
                ],
            },
            Block::text("Requesting physician: Jordan Reyes, M.D."),
        ],
    )
}

fn first_visit(facts: Facts) -> SampleRecord {
    let medications = if facts.cyclobenzaprine_for_months {
        "Current medications: Norco 5/325 mg, one tablet a day as needed; cyclobenzaprine 5 mg at bedtime, refilled today."
    } else {
        "Current medications: Norco 5/325 mg, one tablet a day as needed."
    };
    sheet(
        "progress-report-2014-06",
        "Primary Treating Physician's Progress Report (PR-2)",
        Style::Record,
        PRACTICE,
        day::FIRST_VISIT,
        vec![
            facts_block("Date of visit", day::FIRST_VISIT),
            Block::text(
                "The patient is a 37-year-old male warehouse worker who was struck by a falling pallet on 02/11/2014 and injured the neck, shoulders, low back and left knee.",
            ),
            Block::labelled(
                "Subjective complaints:",
                "Neck and low back pain, 7/10 on most days. Spasm of the neck at night.",
            ),
            Block::labelled(
                "Objective findings:",
                "Tenderness and spasm of the cervical and lumbar muscles. Range of motion is reduced.",
            ),
            Block::labelled("Diagnoses:", "Cervical strain; lumbar strain; muscle spasm."),
            Block::Paragraph(vec![imr_core::paper::Run::Plain(medications.to_owned())]),
            Block::labelled("Plan:", "Twelve sessions of physical therapy. Return in four weeks."),
            Block::text("Jordan Reyes, M.D."),
        ],
    )
}

fn therapy(facts: Facts) -> SampleRecord {
    let outcome = if facts.radicular_pain_refractory {
        "Twelve sessions of physical therapy were completed without lasting relief. Pain radiating into the right arm is as it was at the start."
    } else {
        "Twelve sessions of physical therapy were completed. The goals of therapy were reached."
    };
    sheet(
        "therapy-discharge-2014-09",
        "Physical Therapy Discharge Summary",
        Style::Record,
        "Almond Grove Physical Therapy",
        day::THERAPY_ENDED,
        vec![
            facts_block("Date of discharge", day::THERAPY_ENDED),
            Block::Table {
                head: vec!["Measure".to_owned(), "At start".to_owned(), "At end".to_owned()],
                rows: vec![
                    vec!["Neck rotation, degrees".to_owned(), "48".to_owned(), "52".to_owned()],
                    vec!["Grip, right, kilograms".to_owned(), "31".to_owned(), "32".to_owned()],
                ],
            },
            Block::text(outcome),
            Block::text("A home exercise program was taught."),
        ],
    )
}

fn drug_test(name: &str, on: Date, facts: Facts) -> SampleRecord {
    let (found, verdict) = if facts.drug_tests_consistent {
        ("detected", "The result is consistent with the prescribed medication.")
    } else {
        ("none detected", "The result is inconsistent with the prescribed medication.")
    };
    sheet(
        name,
        "Urine Drug Test Report",
        Style::Record,
        "Clearwater Reference Laboratory",
        on,
        vec![
            facts_block("Collected on", on),
            Block::Table {
                head: vec!["Substance".to_owned(), "Expected".to_owned(), "Found".to_owned()],
                rows: vec![
                    vec!["Hydrocodone".to_owned(), "yes, prescribed".to_owned(), found.to_owned()],
                    vec!["Benzodiazepines".to_owned(), "no".to_owned(), "none detected".to_owned()],
                    vec!["Cocaine metabolite".to_owned(), "no".to_owned(), "none detected".to_owned()],
                ],
            },
            Block::text(verdict),
        ],
    )
}

fn imaging() -> SampleRecord {
    sheet(
        "mri-cervical-2014-11",
        "MRI of the Cervical Spine",
        Style::Record,
        "Valley Open Imaging",
        day::IMAGING,
        vec![
            facts_block("Date of study", day::IMAGING),
            Block::labelled("Technique:", "Sagittal and axial images of the cervical spine."),
            Block::labelled(
                "Findings:",
                "Disc bulge at C5-C6 with narrowing of the right foramen. Cord signal is normal.",
            ),
            Block::labelled("Impression:", "Right foraminal narrowing at C5-C6."),
        ],
    )
}

fn last_visit(facts: Facts) -> SampleRecord {
    let mut blocks = vec![
        facts_block("Date of visit", day::LAST_VISIT),
        Block::text(
            "The patient is a 38-year-old male warehouse worker seen in follow-up of the injury of 02/11/2014.",
        ),
    ];
    blocks.extend(complaints_and_findings(facts));
    blocks.push(Block::PageBreak);
    blocks.extend(assessment_and_plan(facts));
    let title = "Primary Treating Physician's Progress Report (PR-2)";
    sheet("progress-report-2015-02", title, Style::Record, PRACTICE, day::LAST_VISIT, blocks)
}

/// The first page of the last visit, below its head.
fn complaints_and_findings(facts: Facts) -> Vec<Block> {
    let complaints = if facts.radicular_pain_refractory {
        "Headache, 7/10. Neck pain radiating into the right arm. Low back pain, 6/10."
    } else {
        "Headache, 7/10. Neck pain. Low back pain, 6/10."
    };
    let function = if facts.function_improved {
        "Function has improved since the last visit: the patient walks 40 minutes and works modified duty."
    } else {
        "Function is unchanged since the last visit: the patient sits for no longer than 30 minutes."
    };
    let side_effects = "Side effects of the medication: mild drowsiness in the morning.";
    let mut blocks = vec![
        Block::labelled("Subjective complaints:", complaints),
        Block::text("Pain is 6/10 with medication and 8/10 without."),
        Block::text(function),
    ];
    blocks.extend(facts.side_effects_recorded.then(|| Block::text(side_effects)));
    blocks.push(Block::labelled(
        "Objective findings:",
        "Spasm of the cervical and lumbar muscles. Range of motion of the neck is reduced by a third. \
         Straight leg raise is positive on the left.",
    ));
    blocks
}

/// The second page of the last visit.
fn assessment_and_plan(facts: Facts) -> Vec<Block> {
    let (diagnoses, outcome) = if facts.radicular_pain_refractory {
        (
            "Cervical radiculopathy; lumbar strain; muscle spasm.",
            Some(
                "Radicular pain persists despite physical therapy and injections. \
                 A change of the medication is planned.",
            ),
        )
    } else {
        ("Cervical strain; lumbar strain; muscle spasm.", None)
    };
    let (medications, plan) = if facts.cyclobenzaprine_for_months {
        (
            "Norco 5/325 mg, one tablet a day as needed; cyclobenzaprine 5 mg at bedtime.",
            "Refill Norco and cyclobenzaprine. Visit with the orthopedic specialist. Return in six weeks.",
        )
    } else {
        (
            "Norco 5/325 mg, one tablet a day as needed; cyclobenzaprine 5 mg at bedtime, started today.",
            "Refill Norco. Visit with the orthopedic specialist. Return in six weeks.",
        )
    };
    let mut blocks = vec![
        Block::labelled("Diagnoses:", diagnoses),
        Block::labelled("Current medications:", medications),
        Block::labelled("Treatment to date:", "Physical therapy, acupuncture and two lumbar injections."),
    ];
    blocks.extend(outcome.map(Block::text));
    blocks.push(Block::labelled("Plan:", plan));
    blocks.push(Block::text("Jordan Reyes, M.D."));
    blocks
}
