//! Wordings in which a fact that is read carelessly says the reverse: both
//! sides of a sentence, exceptions, tables, what was not looked for, what is
//! quoted, denied, asked for, or only recommended.

use super::tests::documents;
use super::{Fact, facts};
use crate::casefile::Kind;
use jiff::civil::date;

/// A kind of fact, words of a report, and the facts they give.
pub(super) type Row<'a> = (&'static str, &'a str, &'a [&'a str]);

fn of(kind: Kind, text: &str) -> Vec<Fact> {
    facts(&documents(&[(kind, date(2014, 12, 9), text)]))
}

/// The facts of a kind, each in words with its context and what it came to.
fn told(kind: Kind, name: &str, text: &str) -> Vec<String> {
    let all = of(kind, text).into_iter().filter(|fact| fact.kind.name() == name);
    all.map(|fact| {
        let result = match &fact.kind {
            super::FactKind::Exam(one) => {
                one.result.as_ref().map_or(String::new(), |result| format!(" = {result}"))
            }
            _ => String::new(),
        };
        let marks = fact.context.in_words();
        let marks = if marks.is_empty() { marks } else { format!(" [{marks}]") };
        format!("{}{result}{marks}", fact.kind)
    })
    .collect()
}

pub(super) fn check(kind: Kind, rows: &[Row<'_>]) {
    let mut wrong = Vec::new();
    for (name, text, expected) in rows {
        let found = told(kind, name, text);
        if found != *expected {
            wrong.push(format!("{text}\n  found    {found:?}\n  expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn both_sides_of_a_sentence_are_read() {
    check(Kind::ProgressReport, SIDES);
}

const SIDES: &[Row<'static>] = &[
    (
        "exam",
        "The straight leg raise test is negative to 80 degrees on the right and positive at 50 degrees on the left.",
        &["straight leg raise right negative [negated]", "straight leg raise left positive at 50 degrees"],
    ),
    (
        "exam",
        "Straight leg raise is positive on the left at 45 degrees, negative on the right.",
        &["straight leg raise left positive at 45 degrees", "straight leg raise right negative [negated]"],
    ),
    ("exam", "SLR: R neg, L pos @ 40.", &["straight leg raise right neg [negated]", "straight leg raise left pos"]),
    ("exam", "SLR: R: neg L: pos", &["straight leg raise right neg [negated]", "straight leg raise left pos"]),
    (
        "exam",
        "Lumbar spine: spasm (-), tenderness (+), SLR (-) R, (+) L.",
        &[
            "spasm low back neg [negated]",
            "tenderness low back pos",
            "straight leg raise right low back neg [negated]",
            "straight leg raise left low back pos",
        ],
    ),
    (
        "exam",
        "Positive straight leg raise on the right and negative on the left.",
        &["straight leg raise right positive", "straight leg raise left negative [negated]"],
    ),
    (
        "exam",
        "Straight leg raise elicits pain on the left but not on the right.",
        &["straight leg raise left", "straight leg raise right [negated]"],
    ),
    (
        "exam",
        "Straight leg raise causes pain on the right but no pain on the left.",
        &["straight leg raise right", "straight leg raise left [negated]"],
    ),
    (
        "exam",
        "Spurling's is negative to the right while positive to the left.",
        &["Spurling right negative [negated]", "Spurling left positive"],
    ),
    ("exam", "Phalen positive right, negative left.", &["Phalen right positive", "Phalen left negative [negated]"]),
    (
        "exam",
        "Spasm is present on the left but not on the right.",
        &["spasm left present", "spasm right [negated]"],
    ),
    ("exam", "Straight leg raise is positive on the left.", &["straight leg raise left positive"]),
    ("exam", "FABER is negative bilaterally.", &["FABER bilateral negative [negated]"]),
    (
        "exam",
        "Achilles reflex is 1+ on the left and 2+ on the right.",
        &["reflexes left ankle 1+ = decreased", "reflexes right ankle 2+ = normal"],
    ),
    (
        "exam",
        "Reflexes are 2+ and symmetrical at the knees and absent at the left ankle.",
        &["reflexes knee 2+ = normal", "reflexes left ankle absent = decreased"],
    ),
    (
        "exam",
        "Grip strength is 5/5 on the right, 4/5 on the left.",
        &["strength right 5/5 = normal", "strength left 4/5 = decreased"],
    ),
    (
        "exam",
        "Sensation is decreased in the left foot and intact on the right.",
        &["sensation left foot decreased = decreased", "sensation right intact = normal"],
    ),
    (
        "exam",
        "Sensation is intact on the right; decreased on the left.",
        &["sensation right intact = normal", "sensation left decreased = decreased"],
    ),
    (
        "exam",
        "Left straight leg raise is positive, right is negative.",
        &["straight leg raise left positive", "straight leg raise right negative [negated]"],
    ),
    (
        "exam",
        "On the right, straight leg raise is negative; on the left, positive.",
        &["straight leg raise right negative [negated]", "straight leg raise left positive"],
    ),
    (
        "exam",
        "Straight leg raise is positive on the right, unlike the left, where it is negative.",
        &["straight leg raise right positive", "straight leg raise left negative [negated]"],
    ),
    (
        "exam",
        "Tinel's is positive at the right elbow and negative at the left wrist.",
        &["Tinel right elbow positive", "Tinel left wrist negative [negated]"],
    ),
    (
        "exam",
        "Straight leg raise: left 40 degrees, positive; right 80 degrees, negative.",
        &["straight leg raise left positive", "straight leg raise right negative [negated]"],
    ),
    (
        "exam",
        "Achilles reflexes: R 2+, L 0.",
        &["reflexes right ankle 2+ = normal", "reflexes left ankle 0 = decreased"],
    ),
    (
        "exam",
        "Biceps reflexes are 2+ on the right and trace on the left.",
        &["reflexes right biceps 2+ = normal", "reflexes left biceps trace = decreased"],
    ),
    ("exam", "Neither spasm nor tenderness is present.", &["spasm [negated]", "tenderness present [negated]"]),
    ("exam", "Strength right 5/5, left 4/5.", &["strength right 5/5 = normal", "strength left 4/5 = decreased"]),
    (
        "exam",
        "5/5 strength on the right and 4/5 on the left.",
        &["strength right 5/5 = normal", "strength left 4/5 = decreased"],
    ),
    (
        "exam",
        "Light touch is intact on the right but diminished over the left L5 dermatome.",
        &["sensation right intact = normal", "sensation left L5 diminished = decreased"],
    ),
    (
        "exam",
        "Right SLR negative, left SLR positive.",
        &["straight leg raise right negative [negated]", "straight leg raise left positive"],
    ),
    ("exam", "Straight leg raise is negative on both sides.", &["straight leg raise bilateral negative [negated]"]),
    ("exam", "Straight leg raise is not positive on the left.", &["straight leg raise left positive [negated]"]),
    (
        "exam",
        "Straight leg raise is negative, Kemp's is positive on the right.",
        &["straight leg raise negative [negated]", "Kemp right positive"],
    ),
    (
        "exam",
        "Positive straight leg raise and Kemp's on the right.",
        &["straight leg raise right positive", "Kemp right"],
    ),
    (
        "exam",
        "Tenderness over the left knee, no swelling on the right.",
        &["tenderness left knee", "swelling right [negated]"],
    ),
];

#[test]
fn an_exception_is_no_rule_and_what_is_denied_is_turned() {
    check(Kind::ProgressReport, EXCEPTIONS);
}

const EXCEPTIONS: &[Row<'static>] = &[
    ("exam", "Strength: 5/5 except left EHL 4-/5.", &["strength left EHL 4-/5 = decreased"]),
    (
        "exam",
        "Motor strength is 5/5 in all groups with the exception of the left EHL, which is 4/5.",
        &["strength left EHL 4/5 = decreased"],
    ),
    (
        "exam",
        "Motor strength is full throughout save for the left EHL at 4/5.",
        &["strength left EHL 4/5 = decreased"],
    ),
    ("exam", "Sensation: intact except L5 on the left.", &["sensation left L5 = decreased"]),
    ("exam", "Sensation is normal other than over the left foot.", &["sensation left foot = decreased"]),
    ("exam", "Reflexes are 2+ apart from the right ankle, which is 1+.", &["reflexes right ankle 1+ = decreased"]),
    ("exam", "Straight leg raise is negative except on the left at 60 degrees.", &["straight leg raise left"]),
    ("exam", "Reflexes are not diminished.", &["reflexes not diminished = normal"]),
    ("exam", "Sensation is not intact.", &["sensation not intact = decreased"]),
    ("exam", "Strength is not decreased.", &["strength not decreased = normal"]),
    ("exam", "Lumbar range of motion is not full.", &["range of motion low back not full = decreased"]),
    (
        "exam",
        "No spasm, decreased sensation in the left foot.",
        &["spasm left foot [negated]", "sensation left foot decreased = decreased"],
    ),
    ("exam", "No numbness or weakness.", &["sensation no numbness = normal", "strength no weakness = normal"]),
    ("exam", "Flexion is 60/60 degrees.", &["flexion 60 degrees = full"]),
    ("exam", "Flexion is 40/60 degrees.", &["flexion 40 degrees = decreased"]),
    ("exam", "Without medication she has spasm.", &["spasm"]),
    ("exam", "Without Flexeril there is spasm.", &["spasm"]),
    ("exam", "Lumbar spine without spasm.", &["spasm low back [negated]"]),
    ("exam", "Except for the left EHL at 4/5, strength is 5/5.", &["strength left EHL 4/5 = decreased"]),
    ("exam", "Strength is 4/5 in the left ankle, otherwise 5/5.", &["strength left ankle 4/5 = decreased"]),
    ("exam", "Reflexes are absent at the right ankle, otherwise 2+.", &["reflexes right ankle absent = decreased"]),
    ("exam", "No sensory deficits except in the left foot.", &["sensation left foot = decreased"]),
    ("exam", "No tenderness except over the left hip.", &["tenderness left hip"]),
    ("exam", "Range of motion of the low back is full in all planes except extension.", &[]),
    ("exam", "Patient refused strength testing.", &[]),
    ("exam", "SLR: not done.", &[]),
    ("exam", "The patient was unable to tolerate straight leg raise testing.", &[]),
    (
        "exam",
        "Aside from mild weakness of the left EHL (4/5), motor strength is normal.",
        &["strength left EHL 4/5 = decreased"],
    ),
    ("exam", "Range of motion testing was deferred secondary to pain.", &[]),
    ("exam", "Straight leg raise could not be assessed.", &[]),
    ("exam", "Straight leg raise was not tested due to pain.", &[]),
    ("exam", "Unable to perform straight leg raise.", &[]),
    ("exam", "Strength and reflexes were not tested.", &[]),
    ("exam", "Spurling's test was deferred.", &[]),
    ("exam", "Did not test sensation.", &[]),
    ("exam", "Straight leg raise is tolerated without pain.", &["straight leg raise [negated]"]),
];

#[test]
fn a_table_of_findings_is_read_by_its_columns() {
    let text = "ORTHOPEDIC EXAM   RIGHT   LEFT\n\
        Straight Leg Raise   Negative   Positive\n\
        Patrick's/FABER   Negative   Negative\n\
        Patellar reflex   2+   2+\n\
        Achilles reflex   2+   1+\n\
        EHL strength   5/5   4/5\n\
        L5 sensation   Intact   Decreased\n\n\
        Range of Motion   Normal   Measured\n\
        Flexion   60   35\n\
        Extension   25   25";
    let expected = [
        "straight leg raise right negative [negated]",
        "straight leg raise left positive",
        "FABER right negative [negated]",
        "FABER left negative [negated]",
        "reflexes right knee 2+ = normal",
        "reflexes left knee 2+ = normal",
        "reflexes right ankle 2+ = normal",
        "reflexes left ankle 1+ = decreased",
        "strength right EHL 5/5 = normal",
        "strength left EHL 4/5 = decreased",
        "sensation right intact = normal",
        "sensation left L5 decreased = decreased",
        "flexion 35 degrees = decreased",
        "extension 25 degrees = full",
    ];
    assert_eq!(told(Kind::ProgressReport, "exam", text), expected);
    // One line after the other, or each a paragraph of its own.
    assert_eq!(told(Kind::ProgressReport, "exam", &text.replace('\n', "\n\n")), expected);
}

#[test]
fn what_another_report_found_is_not_of_this_day() {
    for text in [
        "I reviewed Dr. Stone's report of 03/12/2014. He noted muscle spasm.",
        "REVIEW OF RECORDS: Progress report of 03/12/2014: muscle spasm.",
        "Dr. Stone noted muscle spasm on 03/12/2014.",
        "Per the consultation report dated 03/12/2014, there was muscle spasm.",
        "I have read the note of Dr. Stone dated 03/12/2014. At that time there was muscle spasm.",
        "Review of Medical Records\n\n03/12/2014, Dr. Stone: muscle spasm.",
    ] {
        let all = of(Kind::Consultation, text);
        let exam: Vec<&Fact> = all.iter().filter(|fact| fact.kind.name() == "exam").collect();
        let [one] = exam[..] else { panic!("{text}: {exam:?}") };
        assert!(one.context.historical && one.date() == Some(date(2014, 3, 12)), "{text}: {one:?}");
    }
    for text in [
        "I reviewed Dr. Stone's report of 03/12/2014. EXAMINATION: There is muscle spasm.",
        "I reviewed Dr. Stone's report of 03/12/2014.\n\nEXAMINATION: There is muscle spasm.",
        "REVIEW OF RECORDS: Report of 03/12/2014.\n\nPHYSICAL EXAMINATION\n\nThere is muscle spasm.",
        "Progress report of 12/09/2014. There is muscle spasm.",
        "I reviewed the MRI. There is muscle spasm.",
    ] {
        let all = of(Kind::Consultation, text);
        let exam: Vec<&Fact> = all.iter().filter(|fact| fact.kind.name() == "exam").collect();
        assert!(matches!(exam[..], [one] if !one.context.historical), "{text}: {exam:?}");
    }
}

#[test]
fn an_item_that_denies_or_doubts_is_marked() {
    let item = |text: &str| told(Kind::ProgressReport, "diagnosis", &format!("Impression:\n\n{text}"));
    for (text, expected) in [
        ("4. No evidence of cauda equina syndrome.", "cauda equina syndrome [negated]"),
        ("3. Doubt complex regional pain syndrome.", "complex regional pain syndrome [negated, uncertain]"),
        ("2. Rule out lumbar facet syndrome", "lumbar facet syndrome [uncertain]"),
        ("2. R/O lumbar radiculopathy.", "lumbar radiculopathy [uncertain]"),
        ("Possible lumbar radiculopathy.", "lumbar radiculopathy [uncertain]"),
        ("Suspected rotator cuff tear", "rotator cuff tear [uncertain]"),
        ("No clinical signs of myelopathy.", "myelopathy [negated]"),
        ("No radiculopathy.", "radiculopathy [negated]"),
        ("Lumbar radiculopathy, ruled out.", "lumbar radiculopathy, ruled out [negated]"),
        ("Negative for myelopathy.", "myelopathy [negated]"),
        ("Cannot rule out labral tear.", "labral tear [uncertain]"),
        ("Questionable carpal tunnel syndrome.", "carpal tunnel syndrome [uncertain]"),
        ("CRPS, doubtful.", "crps, doubtful [uncertain]"),
        ("? Lumbar radiculopathy", "lumbar radiculopathy [uncertain]"),
        ("Query labral tear", "labral tear [uncertain]"),
        ("Myelopathy, not present.", "myelopathy, not present [negated]"),
        ("Lumbar strain, rule out radiculopathy", "lumbar strain, rule out radiculopathy"),
        ("Lumbar disc displacement without myelopathy", "lumbar disc displacement without myelopathy"),
        ("1. Lumbar radiculopathy, left L5.", "lumbar radiculopathy, left l5"),
        ("Rule out lumbar facet syndrome (M47.816)", "lumbar facet syndrome (M47.816) [uncertain]"),
    ] {
        assert_eq!(item(text), [expected], "{text}");
    }
}

#[test]
fn what_is_only_advised_or_asked_for_did_not_take_place() {
    check(Kind::ProgressReport, ADVISED);
}

const ADVISED: &[Row<'static>] = &[
    ("procedure", "L4-5 laminectomy has been recommended but not performed.", &["l4-5 laminectomy [conditional]"]),
    ("procedure", "L4-5 fusion was requested but has not been done.", &["l4-5 fusion [conditional]"]),
    ("procedure", "L4-5 laminectomy has not been performed.", &["l4-5 laminectomy [negated]"]),
    ("procedure", "She never had an L4-5 laminectomy.", &["l4-5 laminectomy [negated]"]),
    ("procedure", "L4-5 laminectomy was cancelled.", &["l4-5 laminectomy [negated]"]),
    ("procedure", "He declined an L4-5 fusion.", &["l4-5 fusion [negated]"]),
    (
        "procedure",
        "She will undergo left carpal tunnel release on 06/20/2015.",
        &["left carpal tunnel release [conditional]"],
    ),
    ("procedure", "L4-5 fusion was authorized.", &["l4-5 fusion [conditional]"]),
    ("procedure", "She underwent L4-5 laminectomy in 2012.", &["l4-5 laminectomy [historical]"]),
    (
        "procedure",
        "L4-5 fusion was performed in 2012, and therapy was not completed.",
        &["l4-5 fusion [historical]"],
    ),
    (
        "therapy",
        "Request authorization for 12 sessions of physical therapy.",
        &["physical therapy, 12 visits [conditional]"],
    ),
    (
        "therapy",
        "The claims administrator authorized 6 visits of acupuncture.",
        &["acupuncture, 6 visits [conditional]"],
    ),
    ("therapy", "I am recommending 8 sessions of acupuncture.", &["acupuncture, 8 visits [conditional]"]),
    ("therapy", "12 visits of physical therapy are pending.", &["physical therapy, 12 visits [conditional]"]),
    (
        "therapy",
        "12 visits of physical therapy were approved but not attended.",
        &["physical therapy, 12 visits [conditional]"],
    ),
    (
        "therapy",
        "12 visits of physical therapy were requested and 6 were certified.",
        &["physical therapy, 6 visits [conditional]"],
    ),
    (
        "therapy",
        "Six sessions of cognitive behavioral therapy are recommended; four have been completed.",
        &["psychotherapy, 4 of 6 visits"],
    ),
    ("therapy", "She has had 24 visits of physical therapy.", &["physical therapy, 24 visits"]),
    ("therapy", "She received 10 sessions of acupuncture.", &["acupuncture, 10 visits"]),
    ("therapy", "She completed the 12 authorized visits of physical therapy.", &["physical therapy, 12 visits"]),
    ("trial", "Cymbalta was tried; she could not tolerate it.", &["duloxetine not tolerated"]),
    ("effect", "Norco gave 70% relief, the second none.", &["relief: 70% relief (acetaminophen / hydrocodone)"]),
];

#[test]
fn a_study_has_its_levels_and_sides() {
    let text = "L4-5: 5 mm left paracentral disc protrusion with annular tear, abutting the left L5 nerve root. \
        Moderate left neural foraminal narrowing.\n\
        L5-S1: Disc desiccation. No disc herniation.\n\
        No fracture.";
    assert_eq!(
        told(Kind::Imaging, "study", text),
        [
            "imaging: left disc protrusion L4-5",
            "imaging: annular tear L4-5",
            "imaging: left foraminal narrowing L4-5",
            "imaging: disc desiccation L5-S1",
            "imaging: disc herniation L5-S1 [negated]",
            "imaging: fracture [negated]",
        ]
    );
    let rows: &[Row] = &[
        (
            "study",
            "5 mm left paracentral protrusion at L4-5, increased from prior study.",
            &["imaging: left disc protrusion L4-5"],
        ),
        ("study", "Broad-based bulge at L3-4.", &["imaging: disc bulge L3-4"]),
    ];
    check(Kind::Imaging, rows);
    let rows: &[Row] = &[
        (
            "study",
            "Electrodiagnostic evidence of an acute left S1 radiculopathy.",
            &["EMG/NCS: left S1 radiculopathy"],
        ),
        (
            "study",
            "EMG/NCV: no evidence of radiculopathy; positive for carpal tunnel syndrome on the right.",
            &["EMG/NCS: radiculopathy [negated]", "EMG/NCS: right carpal tunnel syndrome"],
        ),
        ("study", "Bilateral carpal tunnel syndrome.", &["EMG/NCS: bilateral carpal tunnel syndrome"]),
    ];
    check(Kind::Electrodiagnostics, rows);
}

#[test]
fn what_stands_under_a_heading_nobody_knows_before_the_examination_is_told_by_the_patient() {
    check(
        Kind::ProgressReport,
        &[
            ("body-part", "From Her Side\n\nThe low back continues to bother her every day.", &["low back"]),
            ("body-part", "Conversation: The left knee is what brought her here today.", &["left knee"]),
            ("body-part", "Objective\n\nFrom Our Side\n\nThe left knee was looked at today.", &[]),
            ("body-part", "Provider\n\nCoastal Shoulder and Knee Surgery Medical Group, Inc.", &[]),
        ],
    );
}
