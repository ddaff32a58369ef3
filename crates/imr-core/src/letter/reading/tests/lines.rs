//! Oddities of single lines, each with what taught it.

use crate::letter::reading::{issue, item, read};
use crate::letter::record::{CitedGuideline, Decision, Rationale};

/// What a line says: kind, ingredient, strength, quantity, unit.
type Row<'a> = (&'a str, &'a str, Option<&'a str>, Option<&'a str>, Option<&'a str>, Option<&'a str>);

#[test]
fn item_lines_of_drugs() {
    let rows: &[Row<'_>] = &[
        ("Norco 5/325 MG #30", "drug", Some("acetaminophen / hydrocodone"), Some("5/325 MG"), Some("30"), None),
        // A colon inside the line, decimals in the quantity.
        ("Soma 350mg QTY: 60.00", "drug", Some("carisoprodol"), Some("350mg"), Some("60.00"), None),
        // One tube of sixty grams.
        ("Ketoprofen 5% Cream 60 gm qty 1", "drug", Some("ketoprofen"), Some("5%"), Some("1"), Some("60 gm")),
        (
            "Lidopro ointment 121grams",
            "drug",
            Some("capsaicin / lidocaine / menthol / methyl salicylate"),
            None,
            Some("121"),
            Some("grams"),
        ),
        // A compound: the strengths in the order of the line.
        (
            "Baclofen 2%, Ketamine 10%, Menthol 1% in cream base",
            "drug",
            Some("baclofen / ketamine / menthol"),
            Some("2%/10%/1%"),
            None,
            None,
        ),
        // The amount behind `#` ends at the comma; a date is no strength.
        (
            "Retrospective Motrin 800mg #40, per 2/7/2016 order",
            "drug",
            Some("ibuprofen"),
            Some("800mg"),
            Some("40"),
            None,
        ),
        (
            "Fanatrex 25mg/ml oral suspension 420ml",
            "drug",
            Some("gabapentin"),
            Some("25mg/ml"),
            Some("420"),
            Some("ml"),
        ),
        // Telling how to take it is no quantity.
        ("Valium 5mg take 1 tab before the test", "drug", Some("diazepam"), Some("5mg"), None, None),
        ("Oxycodone ER 20mg #60 day supply: 30", "drug", Some("oxycodone"), Some("20mg"), Some("60"), None),
        ("Three refills of Naprosyn 500mg #60", "drug", Some("naproxen"), Some("500mg"), Some("60"), None),
    ];
    check(rows);
}

#[test]
fn item_lines_of_services() {
    let rows: &[Row<'_>] = &[
        ("Acupuncture sessions lumbar spine #6", "therapy", None, None, Some("6"), Some("sessions")),
        // How often is no quantity; what one could only work out is none.
        ("Physical therapy 2 times a week for 4 weeks", "therapy", None, None, None, None),
        (
            "Physical therapy 2 times a week for 4 weeks (8 sessions) to the knee",
            "therapy",
            None,
            None,
            Some("8"),
            Some("sessions"),
        ),
        ("Eight (8) physical therapy sessions", "therapy", None, None, Some("8"), Some("sessions")),
        (
            "Associated surgical service: Physical Therapy sessions, 12",
            "therapy",
            None,
            None,
            Some("12"),
            Some("sessions"),
        ),
        // An amount in words; part of the name is none.
        ("Associated surgical service: Cryotherapy unit, seven day use", "dme", None, None, Some("7"), Some("day")),
        ("Bedside 3 in 1 commode", "dme", None, None, None, None),
        ("MRI of the knee without contrast, #1", "imaging", None, None, Some("1"), None),
        ("Daily RN for 4 weeks for wound care", "home", None, None, Some("4"), Some("weeks")),
        ("Lumbar epidural steroid injection at L4-5 under fluoroscopy", "therapy", None, None, None, None),
        ("Follow-up visit with a surgeon", "consult", None, None, None, None),
        ("Urine drug screen", "test", None, None, None, None),
    ];
    check(rows);
}

fn check(rows: &[Row<'_>]) {
    for (line, kind, ingredient, strength, quantity, unit) in rows {
        let read = item::read(line);
        assert_eq!(read.kind, Some(*kind), "kind of {line}");
        assert_eq!(read.ingredient.as_deref(), *ingredient, "ingredient of {line}");
        assert_eq!(read.strength.map(|s| s.value).as_deref(), *strength, "strength of {line}");
        assert_eq!(read.quantity.map(|s| s.value).as_deref(), *quantity, "quantity of {line}");
        assert_eq!(read.quantity_unit.as_deref(), *unit, "unit of {line}");
    }
}

#[test]
fn names_lack_amounts() {
    for (line, name) in [
        ("Retrospective Motrin 800mg #40, per 2/7/2016 order", "Motrin"),
        ("Lidocaine ointment 5% 50gm", "Lidocaine ointment"),
        ("Baclofen 2%, Menthol 1% in cream base", "Baclofen, Menthol in cream base"),
        ("Unknown shockwave treatments", "shockwave treatments"),
        ("Purchase of a bath chair", "bath chair"),
        ("Physical therapy (8 sessions) to the knee", "Physical therapy to the knee"),
        ("Massage therapy x 8 sessions for the neck", "Massage therapy for the neck"),
        ("Neurontin 600 MG, one tablet twice a day, #15", "Neurontin"),
    ] {
        assert_eq!(item::read(line).name.as_deref(), Some(name), "{line}");
    }
}

#[test]
fn refills_frequency_and_service_are_kept_apart() {
    let read = item::read("Voltaren 75mg #60 with 3 refills (DOS 1/2/2016)");
    assert_eq!(read.refills.unwrap().value, "3");
    assert_eq!(read.quantity.unwrap().value, "60");
    assert_eq!(read.date_of_service.unwrap().value, "1/2/2016");
    let read = item::read("Home aide 6 hours per day, 5 times a week for 4 weeks");
    assert_eq!(read.frequency.unwrap().value, "6 hours per day, 5 times a week for 4 weeks");
}

#[test]
fn a_frequency_takes_its_dose_its_weeks_and_its_condition_with_it() {
    for (line, frequency) in [
        ("Norco 5/325 MG 1 tab po QD #30", "1 tab po QD"),
        ("Norco 5/325 MG #30, one tablet twice a day", "one tablet twice a day"),
        ("Norco 5/325 MG 1 PO Q6H PRN #120", "1 PO Q6H PRN"),
        ("Xanax 1mg at bedtime #30", "at bedtime"),
        ("Norco 5/325 MG #60 tablets twice daily", "twice daily"),
        ("Massage therapy (twice weekly for six weeks)", "twice weekly for six weeks"),
    ] {
        assert_eq!(item::read(line).frequency.map(|found| found.value).as_deref(), Some(frequency), "{line}");
    }
}

#[test]
fn diagnoses_in_every_wording() {
    for (summary, diagnoses) in [
        (
            "Diagnoses: 1. Neck pain 2. L5-S1 disc protrusion 3. insomnia. He walks.",
            &["Neck pain", "L5-S1 disc protrusion", "insomnia"][..],
        ),
        (
            "She was diagnosed with 1) neck pain; 2) insomnia; and 3) plantar fasciitis.",
            &["neck pain", "insomnia", "plantar fasciitis"],
        ),
        ("The diagnosis listed was 1. neck pain.", &["neck pain"]),
        // Another word with `diagnos` in it stands before.
        (
            "Electrodiagnostic studies done August 30 2013 were normal. Current diagnosis is documented as neck pain.",
            &["neck pain"],
        ),
        ("The patient carries diagnoses of insomnia and neck pain.", &["insomnia", "neck pain"]),
    ] {
        assert_eq!(with_summary(summary).diagnoses, diagnoses, "{summary}");
    }
}

#[test]
fn an_item_has_the_category_of_the_dwc() {
    for (line, category, subcategory) in [
        ("Norco 5/325 MG #30", "Pharmaceuticals", "Opioids"),
        ("Flexeril 10mg", "Pharmaceuticals", "Muscle Relaxant"),
        ("MRI of the knee", "Diagnostic Testing", "Imaging * Radiology"),
        ("EMG of the left arm", "Diagnostic Testing", "EMG/NCV/NCS"),
        ("TENS unit", "DMEPOS", "Electrical Stimulation"),
        ("Left knee arthroscopy", "Surgery", "Arthroscopic Surgery"),
        ("Facet joint injections L4-5", "Injection", "Facet Injection"),
    ] {
        let found = item::read(line).category.unwrap();
        assert_eq!(
            (found.category.as_str(), found.subcategory.as_deref()),
            (category, Some(subcategory)),
            "{line}"
        );
    }
}

#[test]
fn every_category_given_is_in_the_list() {
    let list = include_str!("../../../../data/dwc-categories.csv");
    for line in [
        "MRI",
        "TENS unit",
        "Surgery",
        "Gym program",
        "Hand therapy",
        "Taxi",
        "Dental consult",
        "Knee brace",
        "Lab",
    ] {
        if let Some(found) = item::read(line).category {
            let row = format!("{},{}", found.category, found.subcategory.unwrap_or_default());
            assert!(list.lines().any(|known| known == row), "{row}");
        }
    }
}

/// A letter around one summary.
fn with_summary(summary: &str) -> crate::letter::record::Record {
    let text = format!(
        "CLINICAL CASE SUMMARY\nBased on a review of the case file, including all medical records:\n\n{summary}\n\nIMR ISSUES, DECISIONS AND RATIONALES\nset forth below:\n\nX: Upheld\n\nClaims Administrator guideline: A.\n\nE guideline: B.\n\nDecision rationale: C.\n"
    );
    read("f", &text).record
}

#[test]
fn age_and_sex_in_every_wording() {
    for (summary, age, sex) in [
        ("The injured worker is a 55-year-old male who fell.", Some(55), Some("male")),
        ("This case involves a now 33 year old female.", Some(33), Some("female")),
        ("the injured worker is a(n) 46 year old female, who", Some(46), Some("female")),
        ("The patient is a 44 year-old woman.", Some(44), Some("female")),
        ("A fifty-two-year-old man was seen.", Some(52), Some("male")),
        ("The patient is a female who fell.", None, Some("female")),
        // Said of him, never stated.
        ("This is a patient with back pain. He walks.", None, None),
        // Another age comes later.
        ("The worker is a 30 year old male with migraine since 13 years old.", Some(30), Some("male")),
    ] {
        let patient = with_summary(summary).patient;
        assert_eq!((patient.age, patient.sex.as_deref()), (age, sex), "{summary}");
    }
}

#[test]
fn dates_of_injury_and_of_review() {
    for (summary, injury, review) in [
        (
            "sustained an industrial injury on 10/06/2012. The Utilization Review (UR) on 02/24/2015 non-certified it.",
            Some("2012-10-06"),
            Some("2015-02-24"),
        ),
        (
            "a patient with a date of injury of 10/24/00. A utilization review determination dated 7/1/14 came.",
            Some("2000-10-24"),
            Some("2014-07-01"),
        ),
        (
            "an occupational claim from 10/14/ 2016. The prior determination on 11/25/2016 denied it.",
            Some("2016-10-14"),
            Some("2016-11-25"),
        ),
        ("an industrial injury on July 18 2013 involving his neck.", Some("2013-07-18"), None),
        // No blank behind the full stop.
        (
            "injured on 8/24/2004 with spasms.On 12/08/2014, Utilization Review non-certified 7.5 mg.",
            Some("2004-08-24"),
            Some("2014-12-08"),
        ),
        (
            "injury date of 1-2-2016. On 3-4-16 the request for Example 7.5mg was non-certified by utilization review.",
            Some("2016-01-02"),
            Some("2016-03-04"),
        ),
        // The report's date, not the review's.
        (
            "injury on 1/2/2016. The report reviewed by Utilization Review (UR) was dated 2/3/2016.",
            Some("2016-01-02"),
            None,
        ),
        (
            "On 5/6/2015 a request was received that was denied by Utilization Review on 5/9/2015.",
            None,
            Some("2015-05-09"),
        ),
        ("Seen on 5/6/2015 with pain. The UR dated 12-30-16 non-certified it.", None, Some("2016-12-30")),
        ("The request was previously reviewed on 1/5/2017.", None, Some("2017-01-05")),
    ] {
        let record = with_summary(summary);
        assert_eq!(record.patient.date_of_injury.first().map(|d| d.iso.as_str()), injury, "{summary}");
        assert_eq!(record.ur_dates.first().map(|d| d.iso.as_str()), review, "{summary}");
    }
}

#[test]
fn an_issue_can_be_made_from_its_parts() {
    let cited = |raw: &str| -> CitedGuideline { crate::letter::reading::guideline(raw) };
    let made = issue(
        3,
        "Norco 5/325 MG #30",
        Some(Decision::Upheld),
        cited("Decision based on MTUS Opioid Treatment 2016."),
        cited("The Expert Reviewer did not cite any medical evidence for its decision."),
        Rationale { text: "Because.".to_owned() },
    );
    assert_eq!((made.n, made.quantity.as_deref()), (3, Some("30")));
    assert_eq!(made.claims_administrator_guideline.unwrap().citations.len(), 1);
    assert!(!made.reviewer_guideline.unwrap().cited);
}
