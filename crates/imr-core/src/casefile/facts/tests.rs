//! Sentences and the facts they give.

use super::*;
use crate::casefile::{Document, Index, Kind, Page, Query};
use crate::digest::Digest;
use crate::party::Role;
use jiff::civil::date;

/// A case file of documents of one page each.
pub(in crate::casefile) fn documents(texts: &[(Kind, Date, &str)]) -> CaseFile {
    let document = |(number, (kind, day, text)): (u32, &(Kind, Date, &str))| Document {
        digest: Digest::of(text.as_bytes()),
        file_name: format!("record-{number}.pdf"),
        kind: *kind,
        date: Some(*day),
        sent_by: Role::ClaimsAdministrator,
        received: date(2015, 1, 5),
        first_page: number,
        page_hashes: vec![Some(Digest::ZERO)],
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
        aside: vec![],
        joined: vec![],
    };
    let page = |(number, (_, _, text)): (u32, &(Kind, Date, &str))| Page {
        number,
        document: Digest::of(text.as_bytes()),
        text: (*text).to_owned(),
        trouble: None,
        hidden: vec![],
        confidence: None,
    };
    CaseFile { documents: (1..).zip(texts).map(document).collect(), pages: (1..).zip(texts).map(page).collect() }
}

/// What nobody who looks at the page sees is no fact; what stands beside it is
/// one still, at its own place.
#[test]
fn words_that_are_hidden_give_no_facts() {
    let text = "She takes Flexeril 7.5 mg daily.\nPrescribed gabapentin 300 mg since 01/05/2015.\nNorco helps.";
    let mut file = documents(&[(Kind::ProgressReport, date(2015, 2, 2), text)]);
    let at = text.find("Prescribed").expect("it is there");
    let end = text.find("\nNorco").expect("it is there");
    file.pages[0].hidden.push(at..end);
    let found = facts(&file);
    assert!(found.iter().any(|fact| &text[fact.span.clone()] == "Flexeril"), "{found:?}");
    assert!(
        found.iter().any(|fact| &text[fact.span.clone()] == "Norco" || fact.passage == "Norco helps."),
        "{found:?}"
    );
    assert!(!found.iter().any(|fact| fact.passage.contains("gabapentin")), "{found:?}");
    let search = file.search(&["gabapentin", "flexeril"]);
    let hits: Vec<(usize, usize)> = search.terms.iter().map(|term| (term.hits.len(), term.hidden.len())).collect();
    assert_eq!(hits, [(0, 1), (1, 0)]);
    assert!(!search.found_nothing());
    let hits = Index::of(&file).find(&Query::parse("gabapentin"));
    assert_eq!(hits[0].hidden, hits[0].spans);
}

/// The drug and the side effect stand over two lines.
#[test]
fn words_that_a_line_parts_give_their_facts() {
    let text = "She takes cyclobenza-\nprine 7.5 mg b.i.d. for lum-\nbar spasm. Side effects: consti-\npation.";
    let found = facts_of(Kind::ProgressReport, text);
    let told: Vec<(String, &str)> =
        found.iter().map(|fact| (fact.kind.to_string(), &text[fact.span.clone()])).collect();
    let drug = told.iter().find(|one| one.1 == "cyclobenza-\nprine");
    assert!(drug.is_some_and(|one| one.0.starts_with("cyclobenzaprine 7.5 mg")), "{told:?}");
    assert!(told.iter().any(|one| one.0.contains("constipation") && one.1 == "consti-\npation"), "{told:?}");
}

fn facts_of(kind: Kind, text: &str) -> Vec<Fact> {
    facts(&documents(&[(kind, date(2014, 6, 2), text)]))
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
        &["cyclobenzaprine 7.5 mg b.i.d., current since 01/15/2014"],
    ),
    (
        Kind::ProgressReport,
        "medication",
        "Refill Norco 10/325 mg #60.",
        &["acetaminophen / hydrocodone 10/325 mg #60, refilled"],
    ),
    (
        Kind::ProgressReport,
        "medication",
        "Neurontin was raised from 300 mg to 600 mg.",
        &["gabapentin 600 mg, changed"],
    ),
    (Kind::ProgressReport, "medication", "Naproxen was discontinued.", &["naproxen, stopped"]),
    (Kind::ProgressReport, "medication", "Allergies: Penicillin.", &["penicillin g, allergy"]),
    (
        Kind::ProgressReport,
        "medication",
        "Should this not suffice, Lyrica might be added.",
        &["pregabalin, considered [conditional]"],
    ),
    (Kind::ProgressReport, "medication", "Employer: Copper Kettle Foods", &[]),
    // What the patient would not take is not taken, and who denies an effect
    // has not failed the drug.
    (Kind::ProgressReport, "medication", "Percocet was refused.", &["acetaminophen / oxycodone, named [negated]"]),
    (
        Kind::ProgressReport,
        "medication",
        "Percocet 5/325 mg was offered and refused.",
        &["acetaminophen / oxycodone 5/325 mg, named [negated]"],
    ),
    (Kind::ProgressReport, "trial", "She denies side effects of tramadol.", &[]),
    (Kind::ProgressReport, "trial", "He denies adverse reaction to tramadol.", &[]),
    (
        Kind::ProgressReport,
        "trial",
        "Tramadol was tried in the past; he denies side effects from it.",
        &["tramadol tried"],
    ),
    (Kind::ProgressReport, "trial", "Tramadol has not failed.", &[]),
    (Kind::ProgressReport, "trial", "Tramadol did not help.", &["tramadol failed"]),
    (
        Kind::ProgressReport,
        "medication",
        "Ultram 50 mg is prescribed by Dr. Avery Stone.",
        &["tramadol 50 mg, prescribed, by Dr. Avery Stone"],
    ),
    (
        Kind::Pharmacy,
        "medication",
        "05/02/2014 Zanaflex 4 mg 60 Noa Reyes, M.D.",
        &["tizanidine 4 mg #60, dispensed, by Noa Reyes"],
    ),
    (
        Kind::ProgressReport,
        "pain",
        "Pain is 8/10 without medication and 4/10 with medication.",
        &["4/10 with medication, 8/10 without medication"],
    ),
    (Kind::ProgressReport, "pain", "Seen on 1/10/2014. VAS 6.", &["6/10"]),
    (Kind::ProgressReport, "pain", "VAS 7/10 today.", &["7/10"]),
    (
        Kind::ProgressReport,
        "exam",
        "Straight leg raise is positive on the left at 45 degrees.",
        &["straight leg raise left positive at 45 degrees"],
    ),
    (Kind::ProgressReport, "exam", "There is no spasm of the lumbar spine.", &["spasm low back [negated]"]),
    (Kind::ProgressReport, "exam", "Tinel sign brings on no tingling.", &["Tinel [negated]"]),
    (
        Kind::ProgressReport,
        "exam",
        "Lumbar flexion is 40 degrees, extension 10 degrees.",
        &["flexion low back 40 degrees", "extension low back 10 degrees"],
    ),
    (Kind::ProgressReport, "exam", "FROM right knee.", &["range of motion right knee full"]),
    (Kind::ProgressReport, "exam", "Motor strength is 4/5 in the right ankle.", &["strength right ankle 4/5"]),
    (Kind::ProgressReport, "exam", "+ Phalen left wrist.", &["Phalen left wrist"]),
    (Kind::ProgressReport, "body-part", "Her right knee aches at night.", &["right knee"]),
    (Kind::ProgressReport, "body-part", "The left hip is asymptomatic, no pain.", &["left hip [negated]"]),
    (Kind::ProgressReport, "body-part", "He comes back with no injury.", &[]),
    (
        Kind::ProgressReport,
        "diagnosis",
        "Diagnoses:\n1. Lumbar sprain (ICD-10 S33.5XXA)\n2. M54.16 Lumbar radiculopathy",
        &["lumbar sprain (S33.5XXA)", "lumbar radiculopathy (M54.16)"],
    ),
    (
        // As scans give codes, and lists without their numbers.
        Kind::ProgressReport,
        "diagnosis",
        "Ankle sprain, left ($93.402A) Cervicalgia (M54,2)",
        &["ankle sprain, left (S93.402A)", "cervicalgia (M54.2)"],
    ),
    (
        Kind::ProgressReport,
        "diagnosis",
        "He was diagnosed with cervical radiculopathy.",
        &["cervical radiculopathy"],
    ),
    // A scan made one line of a list, and words of strokes of a pen.
    (
        Kind::ProgressReport,
        "diagnosis",
        "Diagnoses:\nM54.12 Cervical radiculopathy 2. S63.502A Sprain of the wrist, left PwWNnN> 3. E11.9 Diabetes type 2.",
        &["cervical radiculopathy (M54.12)", "sprain of the wrist, left (S63.502A)", "diabetes type 2 (E11.9)"],
    ),
    (Kind::ProgressReport, "diagnosis", "Her aunt has lupus.", &["lupus [other person]"]),
    (Kind::ProgressReport, "diagnosis", "R/o adhesive capsulitis.", &["adhesive capsulitis [uncertain]"]),
    (
        Kind::ProgressReport,
        "study",
        "MRI of the lumbar spine showed a disc protrusion at L4-5 and L5-S1.",
        &["MRI low back: disc protrusion L4-5, L5-S1"],
    ),
    (Kind::Imaging, "study", "No fracture is seen.", &["imaging: fracture [negated]"]),
    (
        Kind::Electrodiagnostics,
        "study",
        "There are signs of left C7 radiculopathy.",
        &["EMG/NCS: left C7 radiculopathy"],
    ),
    (Kind::DrugTest, "drug-test", "Hydrocodone: Not Detected", &["hydrocodone not found"]),
    (
        Kind::DrugTest,
        "drug-test",
        "Cocaine No NEGATIVE Consistent",
        &["cocaine not prescribed, not found, consistent"],
    ),
    (
        Kind::ProgressReport,
        "drug-test",
        "The urine drug screen was inconsistent, negative for hydrocodone.",
        &["hydrocodone not found", "drug test inconsistent"],
    ),
    (
        Kind::ProgressReport,
        "therapy",
        "She completed 12 visits of physical therapy for the neck.",
        &["physical therapy, 12 visits"],
    ),
    (
        Kind::ProgressReport,
        "therapy",
        "Nine of 12 acupuncture sessions were used and brought no relief.",
        &["acupuncture, 9 of 12 visits, did not help"],
    ),
    (
        Kind::ProgressReport,
        "procedure",
        "He underwent right arthroscopic rotator cuff repair on 3/4/2014.",
        &["right arthroscopic rotator cuff repair [historical]"],
    ),
    (
        Kind::ProgressReport,
        "procedure",
        "If therapy fails, a C5-C6 fusion might follow.",
        &["c5-c6 fusion [conditional]"],
    ),
    (Kind::ProgressReport, "trial", "He failed NSAIDs and gabapentin.", &["NSAID failed", "gabapentin failed"]),
    (Kind::ProgressReport, "trial", "She is intolerant of ibuprofen.", &["ibuprofen not tolerated"]),
    (
        Kind::ProgressReport,
        "trial",
        "Mobic, taken previously, was given up due to heartburn.",
        &["meloxicam not tolerated"],
    ),
    (Kind::ProgressReport, "effect", "The patient denies side effects.", &["side effect: side effects [negated]"]),
    (
        Kind::ProgressReport,
        "effect",
        "Norco makes her drowsy.",
        &["side effect: drowsiness (acetaminophen / hydrocodone)"],
    ),
    (
        Kind::ProgressReport,
        "effect",
        "Norco provides 50% pain relief.",
        &["relief: 50% pain relief (acetaminophen / hydrocodone)"],
    ),
    (Kind::ProgressReport, "effect", "ADLs are unchanged.", &["function unchanged: unchanged"]),
    (Kind::ProgressReport, "work-status", "He remains off work.", &["off work"]),
    (Kind::ProgressReport, "work-status", "May work with no lifting over 10 pounds.", &["modified duty"]),
    // A question says nothing, and things work too.
    (Kind::ProgressReport, "work-status", "Are you able to work full duty?", &[]),
    (Kind::ProgressReport, "work-status", "Please state whether he can return to usual and customary work.", &[]),
    (Kind::ProgressReport, "work-status", "I agree that the bath is not working.", &[]),
    (Kind::ProgressReport, "work-status", "There has been no work-up of the anemia.", &[]),
    (Kind::ProgressReport, "work-status", "She was performing the usual duties of the job and was struck.", &[]),
    (Kind::ProgressReport, "body-part", "No chest pain, no cough.", &[]),
    (Kind::ProgressReport, "injury", "The history is carried forward from the last visit.", &[]),
    (Kind::ProgressReport, "injury", "He denies falls.", &[]),
    (Kind::ProgressReport, "therapy", "Is he to continue physical therapy, 12 visits?", &[]),
    (Kind::ProgressReport, "therapy", "Last seen on 4/96 and undergoing physical therapy.", &["physical therapy"]),
    (Kind::ProgressReport, "procedure", "Spine Surgery Consultation", &[]),
    (Kind::ProgressReport, "injury", "He injured his low back at work when he slipped.", &["slip"]),
    (Kind::ProgressReport, "injury", "DOI: 02/03/2014", &["injury on 02/03/2014"]),
    (
        Kind::RequestForAuthorization,
        "request",
        "Lumbar sprain S33.5XXA lumbar epidural steroid injection",
        &["lumbar epidural steroid injection [conditional]"],
    ),
    (Kind::UrDecision, "ur-decision", "The request for Norco 10/325 #60 is denied.", &["denied: Norco 10/325 #60"]),
    (Kind::UrDecision, "ur-decision", "Physical therapy: Certified", &["approved: Physical therapy"]),
    (Kind::Application, "medication", "Norco 10/325 #60", &[]),
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

/// Rows that fill the page follow one another without a gap, rows of one
/// diagnosis leave its cell empty, and goods have names that no table knows.
#[test]
fn every_row_of_a_request_asks_for_something() {
    let text = "Diagnosis  ICD  Service requested  CPT  Frequency  Quantity\n\
        Lumbar strain  S39.012A  Physical therapy  97110  2x/week  12\n\
        Lumbar radiculopathy  M54.16  MRI lumbar spine without contrast  72148  once  1\n\
        Lumbar radiculopathy  M54.16  Lumbar epidural steroid injection L4-5  62323  once  1\n\
        Right shoulder impingement  M75.41  Orthopedic surgery consultation  99243  once  1\n\
        Lumbar strain  S39.012A  LSO brace  L0631  purchase  1\n\
        TENS unit  E0730  rental  1\n\
        Chronic pain  G89.4Norco 10/325 mg    every 6 hours  #90\n\
        Practice: Open Valley Physical Therapy\nHe has failed acupuncture.";
    let found = facts_of(Kind::RequestForAuthorization, text);
    let asked: Vec<&str> = found
        .iter()
        .filter_map(|fact| match &fact.kind {
            FactKind::Request { what, .. } => Some(what.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(
        asked,
        [
            "physical therapy",
            "MRI",
            "lumbar epidural steroid injection",
            "orthopedic surgery consultation",
            "lso brace",
            "TENS",
            "acetaminophen / hydrocodone"
        ]
    );
}

/// The request form of the law (title 8, CCR, section 9785.5): each row has
/// its diagnosis, its item and its quantity; what is attached is not asked for.
#[test]
fn a_row_of_the_request_form_has_its_own_quantity() {
    let text = "Requested Treatment\nDiagnosis ICD-Code Service/Good Requested CPT Other Information\n\
        Lumbar radiculopathy 724.4 Cyclobenzaprine 7.5 mg - #90, 1 refill\n\
        Lumbar radiculopathy 724.4 Norco 10/325 - #120\n\
        Lumbar radiculopathy 724.4 Lumbar ESI L4-5 62311 x 1\n\
        Lumbar sprain 847.2 Physical therapy 97110 2 x wk x 6 wks\n\n\
        See attached PR-2 dated 07/15/2015, EMG report of 10/21/2014 and psychological evaluation of 05/11/2015.";
    let found = facts_of(Kind::RequestForAuthorization, text);
    let asked: Vec<(&str, &str)> = found
        .iter()
        .filter_map(|fact| match &fact.kind {
            FactKind::Request { what, quantity, .. } => {
                Some((what.as_str(), quantity.as_deref().unwrap_or_default()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        asked,
        [
            ("cyclobenzaprine", "#90, 1 refill"),
            ("acetaminophen / hydrocodone", "#120"),
            ("lumbar esi", "x 1"),
            ("physical therapy", "2 x wk x 6 wks"),
        ]
    );
    let told = told(Kind::RequestForAuthorization, "diagnosis", text);
    let radiculopathy = "lumbar radiculopathy (724.4)";
    assert_eq!(told, [radiculopathy, radiculopathy, radiculopathy, "lumbar sprain (847.2)"]);
}

#[test]
fn a_fact_points_to_its_words_on_the_page() {
    let text = "Seen today.\nPain is rated at\n7/10 in the low back.";
    let found = facts_of(Kind::ProgressReport, text);
    let pain = found.iter().find(|fact| fact.kind.name() == "pain").expect("a score is read");
    assert_eq!((&text[pain.span.clone()], pain.page), ("7/10", 1));
}

#[test]
fn a_decision_has_its_reason_and_its_guideline() {
    let text =
        "Norco 5/325 mg #60 is not certified. Gains in function were not shown. Guideline used: ODG Pain Chapter.";
    let found = facts_of(Kind::UrDecision, text);
    let [Fact { kind: FactKind::UrDecision(decision), .. }] = found.as_slice() else {
        panic!("one decision is read, and not {found:?}");
    };
    assert_eq!((decision.what.as_str(), decision.outcome), ("acetaminophen / hydrocodone", Outcome::Denied));
    assert_eq!(decision.reason.as_deref(), Some("Gains in function were not shown."));
    assert_eq!(decision.guideline.as_deref(), Some("ODG Pain Chapter"));
}

#[test]
fn what_goes_on_in_another_file_has_its_day_from_its_beginning() {
    let day = date(2014, 6, 2);
    let mut file =
        documents(&[(Kind::ProgressReport, day, "Seen today."), (Kind::Other, day, "Refill Norco 5/325 mg.")]);
    (file.documents[1].continues, file.documents[1].date) = (true, None);
    let found = facts(&file);
    assert_eq!(found.first().map(|fact| (fact.document_date, fact.page, fact.first_page)), Some((Some(day), 2, 1)));
}

#[test]
fn the_birthday_is_no_date_of_a_document() {
    let found = facts_of(Kind::ProgressReport, "DOB: 06/02/2014\nRefill Norco 5/325 mg #60.");
    assert_eq!(found.first().map(|fact| fact.document_date), Some(None), "{found:?}");
}

#[test]
fn a_heading_that_is_not_known_ends_a_section() {
    let text = "Family History\n\nGout in the father.\n\nCourse of Care\n\nShe suffers from asthma.";
    let told = told(Kind::Consultation, "diagnosis", text);
    assert_eq!(told, ["gout [other person]", "asthma"]);
}

proptest::proptest! {
    #[test]
    fn no_text_is_too_odd_to_be_read(
        words in proptest::collection::vec(
            "(left|léft|knee|pain|¢|°|’|5/10|M54.16|MRI|Norco|mg|\\+|FROM|no|fusion|L4-L5|back|of|if|\\PC{1,3})[.,:;]?", 0..24),
    ) {
        for kind in [Kind::ProgressReport, Kind::UrDecision, Kind::RequestForAuthorization, Kind::DrugTest] {
            facts_of(kind, &words.join(" "));
        }
    }
}
