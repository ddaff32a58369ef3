//! Every layout of the letters.

use crate::letter::reading::read;
use crate::letter::record::{Decision, Variant};
use Decision::{Overturned, Upheld};

/// A letter of 2016: header, labelled credentials, two items; lines as
/// `pdftotext -layout` gives them, a page break inside a rationale.
pub(super) fn labelled() -> String {
    "Case Number:          CM16-0000042
Date Assigned:        01/26/2016                      Date of Injury:      11/14/2015
Decision Date:        02/23/2016                      UR Denial Date:      12/29/2015
Priority:             Standard                        Application          01/23/2016
                                                      Received:

                 HOW THE IMR FINAL DETERMINATION WAS MADE
Northern Example Review sent the complete case file to an expert reviewer. He/she has no
affiliation with the employer.

The Expert Reviewer has the following credentials:
State(s) of Licensure: Texas,New York
Certification(s)/Specialty: Physical Medicine & Rehabilitation, Pain Management

                                CLINICAL CASE SUMMARY
The expert reviewer developed the following clinical case summary based on a review of the
case file, including all medical records:

The worker is a 40-year-old female with an injury dated 11/14/2015. Diagnoses include sprain
of the wrist and lumbar strain. On 12-29-15, Utilization Review non-certified the request.

                       IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:

Exampline 5mg QTY: 60.00: Upheld

Claims Administrator guideline: The Claims Administrator did not cite any medical evidence
for its decision.

Northern Example Review guideline: Decision based on MTUS Chronic Pain Medical Treatment
2016, Section(s): Muscle relaxants (for pain).

Decision rationale: The guideline limits the use of it to
\u{c}a short time. The request is not medically necessary.

Flexeril 10mg #90 was the original request. Flexeril 10mg #60 was authorized by the Claims
Administrator. The remaining IMR eligible portion of the original request, Flexeril 10mg #30 is:
Overturned

Claims Administrator guideline: Decision based on MTUS Knee Complaints 2004.

Northern Example Review guideline: Decision based on MTUS Knee Complaints 2004.

Decision rationale: Use for a week is supported. The request is medically necessary.
"
    .to_owned()
}

#[test]
fn a_labelled_letter_reads_whole() {
    let text = labelled();
    let reading = read("file", &text);
    let record = &reading.record;
    assert_eq!(record.case.as_deref(), Some("CM16-0000042"));
    assert_eq!(record.organization.as_deref(), Some("Northern Example Review"));
    assert_eq!(record.variant, Some(Variant::F16));
    let header = record.header.as_ref().unwrap();
    // The label of two words has its value between them.
    assert_eq!(header.application_received.as_deref(), Some("01/23/2016"));
    assert_eq!(header.priority.as_deref(), Some("Standard"));
    assert_eq!(record.reviewer.licence_states, ["Texas", "New York"]);
    assert_eq!(record.patient.age, Some(40));
    assert_eq!(record.patient.date_of_injury.len(), 2);
    assert_eq!(record.ur_dates[1].iso, "2015-12-29");
    assert_eq!(record.diagnoses, ["sprain of the wrist", "lumbar strain"]);
    assert_eq!(record.issues.len(), 2);
    assert_eq!(record.issues[0].item_raw, "Exampline 5mg QTY: 60.00");
    assert_eq!(record.issues[0].quantity.as_deref(), Some("60.00"));
    assert!(!record.issues[0].claims_administrator_guideline.as_ref().unwrap().cited);
    let rationale = &record.issues[0].rationale.as_ref().unwrap().text;
    assert!(rationale.contains("it to a short time") && rationale.ends_with("not medically necessary."));
    let second = &record.issues[1];
    assert_eq!(second.decision, Some(Overturned));
    assert!(second.item_raw.starts_with("Flexeril 10mg #90 was") && second.item_raw.ends_with(" is"));
    assert_eq!(second.ingredient.as_deref(), Some("cyclobenzaprine"));
    assert_eq!(second.quantity.as_deref(), Some("30"));
    // A span leads back to the value as it stands in the text.
    let (from, to) = reading.spans["/issues/1/quantity"];
    assert_eq!(&text[from..to], "30");
    let (from, to) = reading.spans["/header/decision_date"];
    assert_eq!(&text[from..to], "02/23/2016");
}

#[test]
fn doubled_line_ends_change_nothing() {
    // PDFBox: a line with one blank between blocks, page ends inside them.
    let text = labelled();
    let doubled = text.replace("\n\n", "\n \n").replace('\n', " \n\n").replace('\u{c}', "\n");
    let (a, b) = (read("f", &text).record, read("f", &doubled).record);
    assert_eq!(a, b);
}

#[test]
fn a_letter_without_empty_lines_keeps_its_items_apart() {
    let text = labelled().replace("\n\n", "\n");
    let record = read("f", &text).record;
    let items: Vec<_> = record.issues.iter().map(|issue| issue.item_raw.as_str()).collect();
    assert_eq!(items[0], "Exampline 5mg QTY: 60.00");
    assert!(items[1].starts_with("Flexeril 10mg #90 was"), "{}", items[1]);
}

#[test]
fn a_letter_on_one_line_keeps_its_items_apart() {
    let text = labelled().split_whitespace().collect::<Vec<_>>().join(" ");
    let record = read("f", &text).record;
    assert_eq!(record.issues.len(), 2);
    assert_eq!(record.issues[0].decision, Some(Upheld));
    assert!(record.issues[1].item_raw.starts_with("Flexeril 10mg #90 was"), "{}", record.issues[1].item_raw);
    assert_eq!(record.reviewer.certifications.len(), 2);
}

#[test]
fn parts_behind_the_issues_are_no_rationale() {
    // Letters of our own close with the legal effect and the right of appeal.
    let text = labelled() + "\n\nYOUR RIGHT TO APPEAL\n\nYou may appeal within 30 days.\n";
    let record = read("f", &text).record;
    let last = record.issues.last().unwrap().rationale.as_ref().unwrap();
    assert!(last.text.ends_with("The request is medically necessary."), "{}", last.text);
}

#[test]
fn credentials_in_prose() {
    for (sentence, certifications, subspecialties, states) in [
        (
            "The physician reviewer is Board Certified in Internal Medicine, Pulmonary Diseases, and is licensed to practice in California.",
            vec!["Internal Medicine", "Pulmonary Diseases"],
            vec![],
            vec!["California"],
        ),
        (
            "The expert reviewer is Board Certified in Occupational and Environmental Medicine, has a subspecialty in Public Health and is licensed to practice in Ohio and West Virginia.",
            vec!["Occupational and Environmental Medicine"],
            vec!["Public Health"],
            vec!["Ohio", "West Virginia"],
        ),
        (
            "The expert reviewer is Board Certified in Psychiatry and Neurology, has subspecialties in Addiction Medicine, Pain Management and is licensed to practice in Texas, Iowa, and New York.",
            vec!["Psychiatry", "Neurology"],
            vec!["Addiction Medicine", "Pain Management"],
            vec!["Texas", "Iowa", "New York"],
        ),
    ] {
        let text = format!(
            "HOW THE IMR FINAL DETERMINATION WAS MADE\nExample Review, Inc. sent the complete case file to a reviewer. {sentence} He/she has been in practice.\n\nCLINICAL CASE SUMMARY\nincluding all medical records:\n\nText.\n"
        );
        let reviewer = read("f", &text).record.reviewer;
        assert_eq!(reviewer.certifications, certifications, "{sentence}");
        assert_eq!(reviewer.subspecialties, subspecialties, "{sentence}");
        assert_eq!(reviewer.licence_states, states, "{sentence}");
    }
}

/// A letter of 2013: numbered determinations, twice; details by number.
fn numbered() -> String {
    "EXAMPLE REVIEW SERVICES, INC. Notice of Independent Medical Review Determination Dated: 9/26/2013
1) Example Review Services, Inc. has determined the request for 12 sessions of
acupuncture is notmedically necessary and appropriate.
2) Example Review Services, Inc. has determined the request for Norco 10/325mg
#60 is medically necessary and appropriate. INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE
An application for Independent Medical Review was filed on 9/6/2013 disputing the
Utilization Review Denial dated 8/30/2013. A Notice of Assignment and Request for
Information was provided to the above parties on 9/23/2013. A decision has been made
for each of the treatment and/or services that were in dispute:
1) Example Review Services, Inc. has determined the request for 12 sessions of
acupuncture is notmedically necessary and appropriate.
2) Example Review Services, Inc. has determined the request for Norco 10/325mg
#60 is medically necessary and appropriate.
Medical Qualifications of the Expert Reviewer:
The physician reviewer is Board Certified in Occupational Medicine and is licensed to
practice in California.
Case Summary:
Disclaimer: The following case summary was taken directly from the utilization review
denial/modification dated August 30, 2013.
\u{201c}The patient is a 44 year-old male with a date of Injury of 8/28/2001.\u{201d}
Documents Reviewed for Determination:
Application of Independent Medical Review
1) Regarding the request for 12 sessions of acupuncture:
Section of the Medical Treatment Utilization Schedule Relied Upon by the Expert Reviewer to Make His/Her Decision:
The Claims Administrator based its decision on the Acupuncture Medical Treatment Guidelines, which is part of the MTUS.
The Expert Reviewer based his/her decision on the Acupuncture Medical Treatment Guidelines, page 8, which is part of the MTUS.
Rationale for the Decision:
Six sessions come first. The request for 12 sessions of acupuncture is not medically necessary and appropriate.

2) Regarding the request for Norco 10/325mg #60:
Section of the Medical Treatment Utilization Schedule Relied Upon by the Expert Reviewer to Make His/Her Decision:
The Claims Administrator did not cite any medical evidence.
The Expert Reviewer based his/her decision on the Chronic Pain Medical Treatment Guidelines, pages 74-96, which is part of the MTUS.
Rationale for the Decision:
The record shows benefit. The request is medically necessary and appropriate.
"
    .to_owned()
}

#[test]
fn numbered_determinations_of_2013() {
    let record = read("f", &numbered()).record;
    assert_eq!(record.variant, Some(Variant::F13));
    assert_eq!(record.organization.as_deref(), Some("Example Review Services, Inc."));
    let header = record.header.as_ref().unwrap();
    assert_eq!(header.decision_date.as_deref(), Some("9/26/2013"));
    assert_eq!(header.application_received.as_deref(), Some("9/6/2013"));
    assert_eq!(header.ur_denial_date.as_deref(), Some("8/30/2013"));
    assert_eq!(header.date_assigned.as_deref(), Some("9/23/2013"));
    assert_eq!(record.reviewer.certifications, ["Occupational Medicine"]);
    assert_eq!((record.patient.age, record.patient.sex.as_deref()), (Some(44), Some("male")));
    assert_eq!(record.patient.date_of_injury[0].iso, "2001-08-28");
    assert_eq!(record.ur_dates.last().unwrap().iso, "2013-08-30");
    // Each determination stands twice and counts once.
    assert_eq!(record.issues.len(), 2);
    let (first, second) = (&record.issues[0], &record.issues[1]);
    assert_eq!(first.item_raw, "12 sessions of acupuncture");
    assert_eq!((first.decision, second.decision), (Some(Upheld), Some(Overturned)));
    let cited = &first.reviewer_guideline.as_ref().unwrap().citations[0];
    assert_eq!((cited.source.as_str(), cited.pages.as_deref()), ("MTUS", Some("8")));
    assert!(first.rationale.as_ref().unwrap().text.starts_with("Six sessions"));
    assert!(first.rationale.as_ref().unwrap().text.ends_with("necessary and appropriate."));
    assert!(!second.claims_administrator_guideline.as_ref().unwrap().cited);
    assert!(second.rationale.as_ref().unwrap().text.starts_with("The record"));
}

#[test]
fn a_letter_of_2013_that_breaks_off_keeps_its_determinations() {
    let text = numbered();
    let cut = text.find("Documents Reviewed").unwrap();
    let reading = read("f", &text[..cut - 20]);
    assert_eq!(reading.record.issues.len(), 2);
    assert!(reading.notes.iter().any(|note| note.code == "no_rationale"));
}

#[test]
fn late_2013_says_necessity_in_place_of_a_decision_word() {
    let text = "HOW THE IMR FINAL DETERMINATION WAS MADE
Example Review sent the complete case file to a physician reviewer. The physician reviewer is Board Certified in Family Practice and is licensed to practice in California.

CLINICAL CASE SUMMARY
The expert reviewer developed the following summary, including all medical records:

The patient is a 50-year-old man who reported an injury on 3/4/2011.

IMR DECISION(S) AND RATIONALE(S)
The Final Determination was based on decisions for the disputed items/services set forth below:

1. Ultram 50mg #60 is not medically necessary and appropriate.

The Claims Administrator based its decision on the Chronic Pain Medical Treatment Guidelines, Opioids, which is part of the MTUS.

The Physician Reviewer based his/her decision on the Chronic Pain Medical Treatment Guidelines, Opioids, page 78.

The Physician Reviewer's decision rationale: There is no record of benefit. The request is not medically necessary and appropriate.

2. One visit with a specialist is medically necessary and appropriate.

The Claims Administrator did not cite any medical evidence.

The Physician Reviewer based his/her decision on ACOEM, Chapter 7, page 127.

The Physician Reviewer's decision rationale: A specialist may help.
";
    let record = read("f", text).record;
    assert_eq!(record.variant, Some(Variant::F14a));
    assert_eq!(record.issues.len(), 2);
    assert_eq!(record.issues[0].item_raw, "Ultram 50mg #60");
    assert_eq!(record.issues[1].item_raw, "One visit with a specialist");
    assert_eq!(record.issues[0].decision, Some(Upheld));
    assert_eq!(record.issues[1].decision, Some(Overturned));
    assert!(record.issues[0].rationale.as_ref().unwrap().text.starts_with("There is no record"));
    let raw = &record.issues[0].reviewer_guideline.as_ref().unwrap().raw;
    assert!(raw.ends_with("page 78."), "{raw}");
    assert_eq!(record.patient.sex.as_deref(), Some("male"));
}
