//! Written and read again, a letter gives its record.

use super::{Sender, as_read, issued};
use crate::law::Law;
use crate::letter::reading::read;
use crate::letter::record::{Record, Variant};
use crate::paper::{Composition, Paper as _, PlainText};
use jiff::civil::date;
use std::path::PathBuf;

const LABELLED: &str = "Case Number: CM16-0000042
Date Assigned: 01/26/2016  Date of Injury: 11/14/2015
Decision Date: 02/23/2016  UR Denial Date: 12/29/2015
Priority: Standard  Application 01/23/2016
Received:

HOW THE IMR FINAL DETERMINATION WAS MADE
Northern Example Review Services sent the complete case file to an expert reviewer.

The Expert Reviewer has the following credentials:
State(s) of Licensure: Texas,New York
Certification(s)/Specialty: Physical Medicine & Rehabilitation, Pain Management

CLINICAL CASE SUMMARY
The expert reviewer developed the following clinical case summary based on a review of the
case file, including all medical records:

The worker is a 40-year-old female with an injury dated 11/14/2015. Diagnoses include sprain
of the wrist and lumbar strain.

IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:

Exampline 5mg QTY: 60.00: Upheld

Claims Administrator guideline: The Claims Administrator did not cite any medical evidence
for its decision.

Northern guideline: Decision based on MTUS Chronic Pain Medical Treatment
2016, Section(s): Muscle relaxants (for pain).

Decision rationale: The guideline limits the use of it. The request is not medically necessary.
";

const NUMBERED: &str = "EXAMPLE REVIEW

Dated: 9/26/2013

1) Example Review has determined the request for a massage chair is not medically necessary and appropriate.

2) Example Review has determined the request for Norco 5/325 mg #30 is medically necessary and appropriate.

An application for Independent Medical Review was filed on 9/6/2013 disputing the
Utilization Review Denial dated 8/30/2013. A Notice of Assignment and Request for
Information was provided to the above parties on 9/23/2013.

Medical Qualifications of the Expert Reviewer:
The physician reviewer is Board Certified in Occupational Medicine, has a subspecialty in Pain
Medicine and is licensed to practice in California and Ohio.

Case Summary:
The patient is a 44 year-old female with a date of injury of 8/28/2001.

Documents Reviewed for Determination:
The following were considered:
- Application
- Reports of 1/2/2013
  to 3/4/2013

1) Regarding the request for a massage chair:
The Claims Administrator based its decision on the Official Disability Guidelines.
The Expert Reviewer found no section of the MTUS applicable.
Rationale for the Decision:
The chair is a comfort item. The request is not medically necessary and appropriate.

Sincerely,
Medical Director
";

fn text(composition: &Composition) -> String {
    String::from_utf8(PlainText.set(composition).unwrap()).unwrap()
}

fn again(name: &str, record: &Record) -> Record {
    read(name, &text(&as_read(record))).record
}

#[test]
fn a_labelled_letter_is_written_as_it_was_read() {
    let record = read("x", LABELLED).record;
    assert_eq!(record.organization_label.as_deref(), Some("Northern"));
    assert_eq!(again("x", &record), record);
    let written = text(&as_read(&record)).split_whitespace().collect::<Vec<_>>().join(" ");
    let source = LABELLED.split_whitespace().collect::<Vec<_>>().join(" ");
    let behind = |text: &str| text[text.find("CLINICAL CASE SUMMARY").unwrap()..].to_owned();
    assert_eq!(behind(&written), behind(&source));
}

#[test]
fn a_letter_of_2013_is_written_as_it_was_read() {
    let record = read("x", NUMBERED).record;
    assert_eq!(record.documents, ["Application", "Reports of 1/2/2013 to 3/4/2013"]);
    assert_eq!(record.variant, Some(Variant::F13));
    assert_eq!(record.issues.len(), 2);
    let rationale = record.issues[0].rationale.as_ref().unwrap();
    assert!(rationale.text.ends_with("necessary and appropriate."), "{record:#?}");
    assert_eq!(again("x", &record), record);
}

#[test]
fn a_record_without_the_text_of_its_summary_tells_its_values() {
    let mut record = read("x", LABELLED).record;
    record.summary = None;
    let again = again("x", &record);
    assert_eq!((again.patient, again.diagnoses), (record.patient, record.diagnoses));
}

#[test]
fn the_issue_form_adds_what_a_letter_must_hold() {
    let mut record = read("x", LABELLED).record;
    record.documents = vec!["Application, 01/23/2016.".to_owned(), "Progress report of 2. May.".to_owned()];
    let letter = issued(&record, &Sender::default(), &Law::built_in(), None).unwrap();
    let text = text(&letter);
    for part in ["binding on all parties", "Workers' Compensation Appeals Board", "DOCUMENTS REVIEWED", "UPHOLD."] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
    // What it adds does not change what it says.
    assert_eq!(read("x", &text).record, record);
}

#[test]
fn a_bare_record_claims_no_complete_case_file() {
    let mut record = read("x", LABELLED).record;
    assert!(record.complete_case_file);
    record.complete_case_file = false;
    let (sender, law) = (Sender::default(), Law::built_in());
    for letter in [as_read(&record), issued(&record, &sender, &law, None).unwrap()] {
        let text = text(&letter);
        assert!(!text.contains("complete case file") && text.contains("HOW THE IMR"), "{text}");
        // Who decided stands on the letterhead and in the labels all the same.
        assert_eq!(read("x", &text).record.issues, record.issues);
    }
}

#[test]
fn a_letter_is_not_issued_from_less_than_it_must_hold() {
    let mut record = read("x", LABELLED).record;
    let (sender, law) = (Sender::default(), Law::built_in());
    record.header.as_mut().unwrap().decision_date = None;
    let undated = issued(&record, &sender, &law, None).unwrap_err();
    assert!(undated.sentence.contains("no date of decision"), "{undated}");
    assert!(issued(&record, &sender, &law, Some(date(2016, 2, 23))).is_ok());
    record.issues[0].decision = None;
    let undecided = issued(&record, &sender, &law, Some(date(2016, 2, 23))).unwrap_err();
    assert!(undecided.sentence.contains("item 1 (Exampline 5mg QTY: 60.00) has no decision"), "{undecided}");
}

#[test]
fn a_sender_is_read_from_toml_and_json() {
    let toml = Sender::parse("name = \"Example\"\naddress = [\"1 Road\"]\n").unwrap();
    let json = Sender::parse("{\"name\": \"Example\", \"address\": [\"1 Road\"]}").unwrap();
    assert_eq!(toml, json);
    assert!(Sender::parse("nom = 1").unwrap_err().to_string().contains("must hold a name"));
}

#[test]
fn every_real_letter_is_written_as_it_was_read() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/letters");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: there are no letters at {}", folder.display());
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let source = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        let record = read(&name, &source).record;
        assert_eq!(again(&name, &record), record, "{name}");
    }
}
