//! Findings as they are written from visit to visit: gone since the last one,
//! muscle by muscle, with the tests and the procedures of before beside them,
//! on copies, and against the note of another on the same day.

use super::tests::documents;
use super::unseen::{Row, check};
use super::{conflicts, exposures, facts};

use crate::casefile::{CaseFile, Copied, Kind, Sameness};
use jiff::civil::date;

/// The rows under the heading of an examination.
fn examined(rows: &[Row<'_>]) {
    let texts: Vec<String> = rows.iter().map(|row| format!("Objective:\n\n{}", row.1)).collect();
    let rows: Vec<Row<'_>> = rows.iter().zip(&texts).map(|(row, text)| (row.0, text.as_str(), row.2)).collect();
    check(Kind::ProgressReport, &rows);
}

#[test]
fn what_was_there_and_is_gone_is_absent() {
    examined(GONE);
}

const GONE: &[(&str, &str, &[&str])] = &[
    ("exam", "Tenderness was present in June but is absent now.", &["tenderness absent [negated]"]),
    ("exam", "Spasm was noted last month and is gone now.", &["spasm [negated]"]),
    ("exam", "Spasm has resolved.", &["spasm [negated]"]),
    ("exam", "Spasm and tenderness have resolved.", &["spasm [negated]", "tenderness [negated]"]),
    ("exam", "Previously positive SLR is now negative.", &["straight leg raise negative [negated]"]),
    ("exam", "The spasm seen at the last visit is no longer present.", &["spasm [negated]"]),
    ("exam", "There was spasm in May; none today.", &["spasm [negated]"]),
    ("exam", "Positive Spurling's at the last visit, negative today.", &["Spurling negative [negated]"]),
    ("exam", "Swelling of the left ankle has gone down completely.", &["swelling left ankle [negated]"]),
    ("exam", "Hawkins was positive and is negative now.", &["Hawkins negative [negated]"]),
    (
        "exam",
        "SLR was positive on the right on 05/01/2014, negative today.",
        &["straight leg raise right positive [historical]", "straight leg raise right negative [negated]"],
    ),
    (
        "exam",
        "Strength of the left quadriceps was 4/5 in May and is 5/5 now.",
        &["strength left quadriceps 5/5 = normal"],
    ),
    ("exam", "Weakness of the right deltoid has resolved.", &["strength right deltoid normal = normal"]),
    // The other way round, and what goes on.
    ("exam", "Spasm was absent in June but is present now.", &["spasm present"]),
    ("exam", "SLR, formerly negative, is now positive on the left.", &["straight leg raise left positive"]),
    ("exam", "Tenderness is less than in June but still present.", &["tenderness"]),
    ("exam", "Spasm has not resolved.", &["spasm"]),
    ("exam", "Swelling nearly resolved.", &["swelling"]),
    ("exam", "Spasm had resolved by the last visit but has returned.", &["spasm"]),
    ("exam", "Spasm has resolved but tenderness persists.", &["spasm [negated]", "tenderness"]),
    ("exam", "Spasm is unchanged from the prior visit.", &["spasm"]),
    ("exam", "The antalgic gait noted last month has normalized.", &[]),
    // What is only told of before.
    ("exam", "Spasm was noted at the last visit.", &["spasm [historical]"]),
    ("exam", "Tenderness noted over the prior incision.", &["tenderness"]),
];

#[test]
fn muscles_reflexes_and_dermatomes_keep_their_place_and_side() {
    examined(PLACES);
}

const PLACES: &[(&str, &str, &[&str])] = &[
    (
        "exam",
        "Biceps 5/5 right vs 4/5 left.",
        &["strength right biceps 5/5 = normal", "strength left biceps 4/5 = decreased"],
    ),
    ("exam", "Strength 5/5 except left EHL 4/5.", &["strength left EHL 4/5 = decreased"]),
    ("exam", "4/5 strength in the left EHL.", &["strength left EHL 4/5 = decreased"]),
    ("exam", "EHL strength is 4/5 on the left.", &["strength left EHL 4/5 = decreased"]),
    ("exam", "EHL 4/5 L, 5/5 R.", &["strength left EHL 4/5 = decreased", "strength right EHL 5/5 = normal"]),
    ("exam", "Quadriceps and EHL 4/5 on the left.", &["strength left quadriceps and EHL 4/5 = decreased"]),
    (
        "exam",
        "Motor strength is 5/5 in all groups except left EHL 4/5 and left tibialis anterior 4+/5.",
        &["strength left EHL 4/5 = decreased", "strength left tibialis anterior 4+/5 = decreased"],
    ),
    (
        "exam",
        "Achilles 1+ on the left, 2+ on the right.",
        &["reflexes left ankle 1+ = decreased", "reflexes right ankle 2+ = normal"],
    ),
    ("exam", "Ankle jerk absent on the right.", &["reflexes right ankle absent = decreased"]),
    ("exam", "Left ankle jerk trace.", &["reflexes left ankle trace = decreased"]),
    ("exam", "Positive crossed straight leg raise on the right.", &["straight leg raise right positive"]),
    ("exam", "DTRs 3+ at the knees.", &["reflexes knee 3+ = increased"]),
    ("exam", "Sensation intact except L5 on the left.", &["sensation left L5 = decreased"]),
    ("exam", "Sensation is intact except for the left L5 dermatome.", &["sensation left L5 = decreased"]),
    (
        "exam",
        "SLR positive at 40 degrees on the left with pain to the calf; contralateral SLR negative.",
        &[
            "straight leg raise left lower extremity positive at 40 degrees",
            "straight leg raise right negative [negated]",
        ],
    ),
    ("exam", "McMurray's equivocal on the right.", &["McMurray right [uncertain]"]),
    ("exam", "Palpation: low back tender No spasm low back.", &["tenderness low back", "spasm low back [negated]"]),
    (
        "study",
        "NCV demonstrates carpal tunnel syndrome on the right, none on the left.",
        &["EMG/NCS: right carpal tunnel syndrome"],
    ),
];

#[test]
fn a_test_that_agrees_is_a_result_and_no_prescription() {
    for (text, tests) in [
        (
            "The UDS of 03/02/2014 was consistent with hydrocodone.",
            &["hydrocodone prescribed, found, consistent", "drug test consistent"][..],
        ),
        (
            "Urine screen positive for hydrocodone as prescribed.",
            &["hydrocodone prescribed, found, consistent", "drug test consistent"],
        ),
        ("UDT showed no opiates although Norco is prescribed.", &["opiates prescribed, not found, inconsistent"]),
        ("UDS + for THC.", &["marijuana found"]),
        (
            "UDT was positive for hydrocodone and negative for all other substances, consistent with Norco.",
            &["hydrocodone found", "drug test consistent"],
        ),
    ] {
        check(Kind::ProgressReport, &[("drug-test", text, tests), ("medication", text, &[])]);
    }
}

#[test]
fn a_procedure_asked_for_and_the_one_before_are_two() {
    let text = "Plan:\n\nRequest second lumbar ESI; the first in March gave 60% relief for 8 weeks.";
    let two = ["lumbar esi [conditional]", "lumbar esi, 60% relief for 8 weeks [historical]"];
    check(Kind::ProgressReport, &[("procedure", text, &two)]);
    let text =
        "Request authorization for a repeat L4-5 ESI, as the first on 03/12/2014 gave 60% relief for 8 weeks.";
    check(
        Kind::ProgressReport,
        &[
            (
                "procedure",
                text,
                &["repeat l4-5 esi [conditional]", "l4-5 esi, 60% relief for 8 weeks [historical]"],
            ),
            ("diagnosis", text, &[]),
        ],
    );
    let text = "Second lumbar ESI; the first in March gave 60% relief for 8 weeks.";
    check(
        Kind::RequestForAuthorization,
        &[
            ("request", text, &["lumbar ESI [conditional]"]),
            ("procedure", text, &["lumbar esi, 60% relief for 8 weeks [historical]"]),
        ],
    );
}

#[test]
fn pain_and_complaints_of_today_are_told() {
    check(
        Kind::ProgressReport,
        &[
            ("pain", "Pain was 7/10 and is now 4/10.", &["4/10"]),
            ("pain", "Pain is 4/10 today, was 7/10.", &["4/10"]),
            ("pain", "Pain is 8 without meds and 4 with meds.", &["4/10 with medication, 8/10 without medication"]),
            (
                "pain",
                "Pain 8/10 without, 4/10 with medications.",
                &["4/10 with medication, 8/10 without medication"],
            ),
            ("pain", "Pain down from 8 to 5.", &["5/10"]),
            ("body-part", "Subjective:\n\nLeg pain gone.", &["lower extremity [negated]"]),
            ("body-part", "Subjective:\n\nNeck pain? Denies.", &["neck [negated]"]),
            ("body-part", "Subjective:\n\nNeck pain? Yes.", &["neck"]),
            ("body-part", "Subjective:\n\nLeg pain gone up.", &["lower extremity"]),
        ],
    );
}

#[test]
fn a_status_with_an_end_keeps_it_and_has_the_day_of_the_note() {
    for text in ["TTD until 03/15/2015.", "TTD through 03/15/2015.", "Off work until the next visit on 03/15/2015."]
    {
        let text = format!("Work status:\n\n{text}");
        let found = facts(&documents(&[(Kind::ProgressReport, date(2015, 2, 2), &text)]));
        let told: Vec<_> =
            found.iter().map(|one| (one.kind.to_string(), one.date(), one.context.historical)).collect();
        assert_eq!(told, [("off work until 03/15/2015".to_owned(), Some(date(2015, 2, 2)), false)], "{text}");
    }
}

/// A report and its copy, which a later packet brings.
fn copied() -> CaseFile {
    let text = "Spasm is noted. Refill Norco 10/325 mg #60.";
    let mut file = documents(&[
        (Kind::ProgressReport, date(2014, 6, 2), text),
        (Kind::ProgressReport, date(2014, 6, 2), "No change."),
        (Kind::ProgressReport, date(2014, 6, 2), text),
    ]);
    file.documents[2].copies.push(Copied { page: 3, of: 1, how: Sameness::Exact });
    file
}

#[test]
fn a_fact_of_a_copy_is_told_once_with_both_pages() {
    let found = facts(&copied());
    let told: Vec<_> = found.iter().map(|one| (one.kind.name(), one.pages().collect::<Vec<_>>())).collect();
    assert_eq!(told, [("exam", vec![1, 3]), ("medication", vec![1, 3])]);
    assert_eq!(exposures(&found)[0].spans[0].pages, [1, 3]);
}

/// What two notes of a day contradict one another in.
fn contradicted(first: &str, second: &str) -> Vec<String> {
    let day = date(2014, 6, 2);
    let file = documents(&[(Kind::ProgressReport, day, first), (Kind::Consultation, day, second)]);
    conflicts(&facts(&file)).into_iter().map(|one| one.about).collect()
}

#[test]
fn notes_of_a_day_contradict_one_another_in_muscles_places_and_drugs() {
    for (first, second, about) in [
        ("Left EHL 4/5.", "Left EHL 5/5.", "strength of the left EHL"),
        ("Spasm on the left.", "No spasm.", "left spasm"),
        ("Sensation intact except L5 on the left.", "Sensation intact.", "sensation of the left L5"),
        ("SLR is positive on the left.", "Straight leg raise is negative bilaterally.", "left straight leg raise"),
        ("Stop Norco.", "Continue Norco 10/325 mg.", "use of acetaminophen / hydrocodone"),
    ] {
        let (first, second) = (format!("Objective:\n\n{first}"), format!("Objective:\n\n{second}"));
        assert_eq!(contradicted(&first, &second), [about], "{first} {second}");
        assert_eq!(contradicted(&second, &first), [about], "{second} {first}");
    }
}

#[test]
fn what_agrees_or_may_is_no_conflict() {
    for (first, second) in [
        ("Left EHL 4/5.", "Right EHL 5/5."),
        ("Spasm on the left.", "No spasm on the right."),
        ("Sensation intact except L5 on the left.", "Sensation is intact in the upper extremities."),
        ("Stop Norco.", "She takes Norco 10/325 mg. Stop Norco."),
        ("Spasm on the left. No spasm.", "No spasm."),
    ] {
        assert_eq!(contradicted(first, second), Vec::<String>::new(), "{first} {second}");
    }
}

#[test]
fn a_short_label_in_the_plan_ends_no_plan() {
    let text = "Plan:\n\nGait: use a cane.\n\nL4-5 discectomy and fusion.";
    check(Kind::ProgressReport, &[("procedure", text, &["l4-5 discectomy and fusion [conditional]"])]);
}

#[test]
fn in_a_scan_a_full_stop_before_a_small_letter_is_a_comma() {
    let text = "Objective:\n\nThere is no tenderness. spasm or guarding.";
    let mut file = documents(&[(Kind::ProgressReport, date(2014, 6, 2), text)]);
    file.pages[0].confidence = Some(90);
    assert!(facts(&file).iter().all(|one| one.context.negated), "{:?}", facts(&file));
}

/// What utilization review decided of each item, and whether the reason is
/// the sentence that holds these words.
#[test]
fn an_item_has_the_reason_that_is_called_so_or_stands_under_its_name() {
    for (text, items) in [
        (
            "The request for Norco is denied.\n\nRationale: MTUS asks for a urine drug test, which was not submitted.",
            &[("denied: Norco", "urine drug test")][..],
        ),
        (
            "Decision: The MRI of the lumbar spine is not medically necessary.\n\nClinical summary: The patient is \
             a roofer with low back pain.\n\nReason: There are no red flags.",
            &[("denied: MRI of the lumbar spine", "red flags")],
        ),
        (
            "1. Norco 10/325 mg #120 - denied\n2. Physical therapy 12 visits - denied\n\nNorco: The records show pain \
             of 8/10 with and without the drug.\n\nPhysical therapy: Twelve visits were completed and the patient was \
             discharged to a home program.",
            &[("denied: Norco 10/325 mg #120", "8/10"), ("denied: Physical therapy 12 visits", "discharged")],
        ),
        (
            "Request: Lumbar ESI L4-5. Decision: Non-certified.\n\nThe exam shows intact sensation and strength.",
            &[("denied: Lumbar ESI L4-5", "intact sensation")],
        ),
    ] {
        let found = facts(&documents(&[(Kind::UrDecision, date(2014, 6, 2), text)]));
        let told: Vec<_> = found
            .iter()
            .filter_map(|fact| match &fact.kind {
                super::FactKind::UrDecision(one) => {
                    Some((fact.kind.to_string(), one.reason.clone().unwrap_or_default()))
                }
                _ => None,
            })
            .collect();
        assert_eq!(told.len(), items.len(), "{text}: {told:?}");
        for ((item, reason), (told, why)) in items.iter().zip(&told) {
            assert!(told == item && why.contains(reason), "{text}: {told} {why}");
        }
    }
}
