//! The walk from filing to letter, and what changes when a fact changes.

use crate::house::{House, coordinator, quality};
use imr_core::letter::record::Decision::{Overturned, Upheld};
use imr_core::review::Finding;
use imr_core::service::Method;
use imr_sample::{Facts, Story};

#[tokio::test]
async fn a_case_walks_from_filing_to_letter_and_everything_agrees_with_the_log() {
    let house = House::with(Facts::default()).await;
    let case = house.to_records().await.expect("records are complete");
    let number = case.number().to_owned();
    let reviewer = house.to_review(&number).await.expect("a reviewer is at work");
    let decisions = house.to_signature(&number, &reviewer).await.expect("it is signed");
    assert_eq!(decisions, [Upheld, Upheld, Overturned]);
    house.world.move_to(house.story.moments.checked);
    let (_, findings) = house.app.check(&number, &quality(), "second person").await.expect("it is checked");
    assert_eq!(findings, Vec::<String>::new());
    house.world.move_to(house.story.moments.issued);
    let issued = house.app.issue(&number, Method::Mail, &coordinator(), "checked").await.expect("it is issued");
    let report = house.app.verify_audit(None).await.expect("the log is checked");
    assert_eq!(report.problems, vec![]);
    assert_eq!((report.histories, report.documents, report.pages), (3, 11, 9));
    let proof = house.app.prove(&issued.paper).await.expect("it is looked up").expect("it is found");
    assert_eq!(proof.case.number(), number);
    let changed = [issued.paper.as_slice(), b" "].concat();
    assert!(house.app.prove(&changed).await.expect("it is looked up").is_none());
    let history = house.app.history(&number).await.expect("there is one");
    let told: Vec<String> = history
        .iter()
        .map(|event| {
            let fact: imr_core::case::Fact = imr_core::fact::read(event).expect("a fact");
            format!("{:>2} {} {}: {}", event.seq, event.at, event.actor, fact.headline())
        })
        .collect();
    insta::assert_snapshot!("history", told.join("\n"));
    let text = String::from_utf8(issued.text).expect("text");
    let read = imr_core::letter::reading::read("letter.txt", &text).record;
    let last = read.issues.last().and_then(|one| one.rationale.as_ref()).expect("a rationale");
    assert!(text.contains("PROOF OF SERVICE") && !last.text.contains("PROOF"), "{}", last.text);
    insta::assert_snapshot!("letter", text);
}

#[tokio::test]
async fn consistent_drug_tests_and_better_function_overturn_the_denial_of_the_opioid() {
    let facts = Facts { drug_tests_consistent: true, function_improved: true, ..Facts::default() };
    assert_eq!(House::decisions(facts).await, [Overturned, Upheld, Overturned]);
}

#[tokio::test]
async fn consistent_drug_tests_alone_do_not() {
    let facts = Facts { drug_tests_consistent: true, ..Facts::default() };
    assert_eq!(House::decisions(facts).await, [Upheld, Upheld, Overturned]);
}

#[tokio::test]
async fn without_recorded_side_effects_the_denial_of_the_opioid_stands() {
    let facts = Facts {
        drug_tests_consistent: true,
        function_improved: true,
        side_effects_recorded: false,
        ..Facts::default()
    };
    assert_eq!(House::decisions(facts).await, [Upheld, Upheld, Overturned]);
}

#[tokio::test]
async fn without_the_facts_of_the_referral_the_denial_of_the_visit_stands() {
    let facts = Facts { radicular_pain_refractory: false, ..Facts::default() };
    assert_eq!(House::decisions(facts).await, [Upheld, Upheld, Upheld]);
}

#[tokio::test]
async fn a_drug_that_was_just_started_meets_the_short_course_but_not_the_rule_on_other_agents() {
    let facts = Facts { cyclobenzaprine_for_months: false, ..Facts::default() };
    let house = House::with(facts).await;
    let case = house.to_records().await.expect("records are complete");
    let review = house.app.review_item(case.number(), 2).await.expect("a checklist");
    let findings: Vec<_> =
        review.answers.iter().map(|answer| (answer.criterion.as_str(), answer.finding)).collect();
    assert_eq!(findings, [("short-course", Finding::Met), ("alone", Finding::NotMet)]);
    assert_eq!(review.proposal, Upheld);
}

#[tokio::test]
async fn the_request_does_not_outweigh_what_the_physician_found() {
    let facts = Facts { radicular_pain_refractory: false, ..Facts::default() };
    let mut house = House::with(facts).await;
    // The request says what the notes do not.
    let urging = Story::with(Facts::default());
    for record in house.story.records.iter_mut().filter(|one| one.name == "request-for-authorization") {
        let urged = urging.records.iter().find(|one| one.name == record.name).expect("the request");
        record.composition = urged.composition.clone();
    }
    let case = house.to_records().await.expect("records are complete");
    let review = house.app.review_item(case.number(), 3).await.expect("a checklist");
    assert_eq!(review.proposal, Upheld);
}
