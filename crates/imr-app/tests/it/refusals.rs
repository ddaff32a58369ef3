//! What the use cases refuse, and what they say.

use crate::house::{House, coordinator, intake, quality};
use imr_app::AppError;
use imr_core::casefile::{Search, Term};
use imr_core::letter::record::Decision;
use imr_core::party::{Actor, Role};
use imr_core::refusal::Code;
use imr_core::review::{Evidence, Finding};
use imr_core::reviewer::{Relation, Tie};
use imr_sample::Facts;

pub(crate) fn code(error: &AppError) -> Option<Code> {
    match error {
        AppError::Refused(refusal) => Some(refusal.code),
        _ => None,
    }
}

#[tokio::test]
async fn an_unsigned_application_is_ineligible_and_opens_no_case() {
    let house = House::with(Facts::default()).await;
    let mut form = house.story.form.clone();
    form.signature = None;
    let application = house.app.file(form, &intake(), "it came by mail").await.expect("it is kept");
    let application = house.app.screen(application.id, &intake(), "screening").await.expect("it is screened");
    assert_eq!(application.stage.name(), "ineligible");
    let refusal = house.app.open_case(application.id, &coordinator(), "try").await.expect_err("it is refused");
    assert_eq!(code(&refusal), Some(Code::NotEligible));
    assert!(refusal.to_string().contains("Nobody signed the application."), "{refusal}");
    assert!(house.app.cases().await.expect("a list").is_empty(), "nothing is half-written");
}

#[tokio::test]
async fn a_late_application_is_ineligible_with_the_day_it_was_due() {
    let house = House::with(Facts::default()).await;
    let mut form = house.story.form.clone();
    form.received = "2015-04-10".parse().expect("a day");
    house.world.move_to("2015-04-10T18:00:00Z".parse().expect("an instant"));
    let application = house.app.file(form, &intake(), "it came by mail").await.expect("it is kept");
    let application = house.app.screen(application.id, &intake(), "screening").await.expect("it is screened");
    let imr_core::application::Stage::Ineligible { screening, .. } = application.stage else {
        panic!("it should be ineligible");
    };
    assert!(screening.because().contains("the last day was 2015-04-03"), "{}", screening.because());
}

#[tokio::test]
async fn a_record_that_is_garbage_is_named_and_nothing_of_it_is_kept() {
    let house = House::with(Facts::default()).await;
    let case = house.to_records().await.expect("records are complete");
    let again = house
        .app
        .receive_document(case.number(), "scan.pdf", vec![0, 159, 146, 150], Role::Employee, &intake())
        .await
        .expect_err("it cannot be read");
    assert!(again.to_string().starts_with("The document scan.pdf was not taken in:"), "{again}");
    let after = house.app.case(case.number()).await.expect("the case");
    assert_eq!(after, case);
}

#[tokio::test]
async fn absence_written_into_prose_needs_a_recorded_search() {
    let house = House::with(Facts::default()).await;
    let case = house.to_records().await.expect("records are complete");
    let reviewer = house.to_review(case.number()).await.expect("a reviewer is at work");
    let said = Some("Range of motion is not documented.");
    house.decide(case.number(), &reviewer, said).await.expect("every item is decided");
    let refusal = house.app.sign(case.number(), &reviewer, "try").await.expect_err("it is refused");
    assert_eq!(code(&refusal), Some(Code::AbsenceUnproved), "{refusal}");
}

#[tokio::test]
async fn a_determination_lacking_an_item_is_not_signed() {
    let house = House::with(Facts::default()).await;
    let case = house.to_records().await.expect("records are complete");
    let reviewer = house.to_review(case.number()).await.expect("a reviewer is at work");
    let review = house.app.review_item(case.number(), 1).await.expect("a checklist");
    house.app.decide_item(case.number(), review, Decision::Upheld, None, &reviewer).await.expect("it is decided");
    let refusal = house.app.sign(case.number(), &reviewer, "try").await.expect_err("it is refused");
    assert_eq!(
        refusal.to_string(),
        "Case CM15-9000001 cannot be signed: item 2 (Cyclobenzaprine Hydrochloride 5 MG #30) has no decision. \
         (8 CCR 9792.10.6(d)) Open the review and answer it, or withdraw the item."
    );
}

#[tokio::test]
async fn whoever_signed_cannot_check_and_nothing_is_issued_unchecked() {
    let house = House::with(Facts::default()).await;
    let case = house.to_records().await.expect("records are complete");
    let reviewer = house.to_review(case.number()).await.expect("a reviewer is at work");
    house.to_signature(case.number(), &reviewer).await.expect("it is signed");
    let same_person = Actor::new(Role::QualityReviewer, reviewer.id.clone());
    let refusal = house.app.check(case.number(), &same_person, "try").await.expect_err("it is refused");
    assert_eq!(code(&refusal), Some(Code::SecondPerson));
    let method = imr_core::service::Method::Mail;
    let refusal = house.app.issue(case.number(), method, &coordinator(), "try").await.expect_err("it is refused");
    assert_eq!(code(&refusal), Some(Code::QualityFailed));
    let denied = house.app.issue(case.number(), method, &quality(), "try").await.expect_err("it is denied");
    assert_eq!(
        denied.to_string(),
        "The quality reviewer may not issue a letter. Ask somebody who may: coordinator."
    );
}

#[tokio::test]
async fn steps_out_of_order_say_what_comes_next() {
    let house = House::with(Facts::default()).await;
    let case = house.to_records().await.expect("records are complete");
    let refusal =
        house.app.complete_records(case.number(), None, &coordinator(), "again").await.expect_err("it is refused");
    assert_eq!(
        refusal.to_string(),
        "Case CM15-9000001 is at the stage \"records complete\", where nobody can find the records complete. \
         Match a reviewer next."
    );
}

#[tokio::test]
async fn a_row_that_was_changed_behind_the_log_is_not_acted_on() {
    let house = House::with(Facts::default()).await;
    let case = house.to_records().await.expect("records are complete");
    let mut forged = case.clone();
    forged.items.truncate(1);
    let store = &house.app.store;
    let mut transaction = store.begin().await.expect("a transaction");
    transaction.put(imr_store::Kind::Case, case.number(), &forged).await.expect("it is written");
    transaction.commit().await.expect("it is saved");
    let error = house.app.propose_reviewer(case.number(), &coordinator(), "try").await.expect_err("it is refused");
    assert!(error.to_string().contains("its row does not agree with its history"), "{error}");
}

#[tokio::test]
async fn a_reviewer_who_came_by_a_tie_after_the_proposal_cannot_accept() {
    let house = House::with(Facts::default()).await;
    let case = house.to_records().await.expect("records are complete");
    let number = case.number();
    let case = house.app.propose_reviewer(number, &coordinator(), "matching").await.expect("somebody is proposed");
    let reviewer = imr_app::App::reviewer_of(&case).expect("somebody is proposed");
    let mut roster = house.story.roster.clone();
    for (one, _) in roster.iter_mut().filter(|(one, _)| one.id == reviewer.id) {
        let with = "Golden Coast Claims Services, LLC".to_owned();
        one.ties.push(Tie::new(with, Relation::Contractor));
    }
    house.app.set_up(&house.story.organization, &roster, &coordinator()).await.expect("the roster is mended");
    let names = house.app.names_to_attest(number).await.expect("names");
    let refusal = house.app.accept(number, names, &reviewer, "try").await.expect_err("it is refused");
    assert!(refusal.to_string().contains("R-104 is a contractor of Golden Coast Claims Services"), "{refusal}");
    let none = house.app.accept(number, vec![], &reviewer, "try").await.expect_err("it is refused");
    assert_eq!(code(&none), Some(Code::NotQualified), "{none}");
}

#[tokio::test]
async fn prose_that_quotes_what_no_page_says_is_not_signed() {
    let house = House::with(Facts::default()).await;
    let case = house.to_records().await.expect("records are complete");
    let reviewer = house.to_review(case.number()).await.expect("a reviewer is at work");
    let said = Some("Page 8 states: \"The arm is numb.\"");
    house.decide(case.number(), &reviewer, said).await.expect("every item is decided");
    let refusal = house.app.sign(case.number(), &reviewer, "try").await.expect_err("it is refused");
    assert_eq!(code(&refusal), Some(Code::EvidenceNotInFile), "{refusal}");
}

#[tokio::test]
async fn nothing_is_decided_on_a_page_that_was_changed_and_the_audit_names_it() {
    let house = House::with(Facts::default()).await;
    let case = house.to_records().await.expect("records are complete");
    house.to_review(case.number()).await.expect("a reviewer is at work");
    let pages = house.app.store.pages(case.number()).await.expect("the pages");
    let mut page = pages.into_iter().find(|page| page.text.contains("inconsistent")).expect("a drug test");
    page.text = page.text.replace("inconsistent", "consistent");
    let mut transaction = house.app.store.begin().await.expect("a transaction");
    transaction.put_page(&page).await.expect("it is written");
    transaction.commit().await.expect("it is saved");
    let error = house.app.review_item(case.number(), 1).await.expect_err("it is refused");
    assert!(error.to_string().contains("its pages are not as they were taken in"), "{error}");
    let report = house.app.verify_audit(None).await.expect("the log is checked");
    assert_eq!(report.problems.len(), 1, "{:?}", report.problems);
    assert_eq!(report.problems[0].what, format!("page {} of the case file is not as it was read", page.number));
}

#[tokio::test]
async fn nobody_is_matched_from_a_roster_that_was_changed_behind_its_history() {
    let house = House::with(Facts::default()).await;
    let case = house.to_records().await.expect("records are complete");
    let mut roster = house.app.roster().await.expect("the roster");
    let conflicted = roster.iter_mut().find(|one| !one.ties.is_empty()).expect("somebody with a tie");
    conflicted.ties.clear();
    let mut transaction = house.app.store.begin().await.expect("a transaction");
    transaction.put(imr_store::Kind::Reviewer, &conflicted.id, conflicted).await.expect("it is written");
    transaction.commit().await.expect("it is saved");
    let error = house.app.propose_reviewer(case.number(), &coordinator(), "try").await.expect_err("it is refused");
    assert!(error.to_string().contains("the roster is not as it was set up"), "{error}");
}

/// A search on record is an event: what was looked for under which words, on
/// how many pages, and what was found.
#[tokio::test]
async fn a_search_is_put_on_record() {
    let house = House::with(Facts::default()).await;
    let case = house.to_records().await.expect("records are complete");
    let why = "the rationale says that it is not there";
    let found =
        house.app.record_search(case.number(), "spasms", &coordinator(), why).await.expect("it is searched");
    assert!(!found.pages.is_empty() && found.unread.is_empty(), "{found}");
    let found =
        house.app.record_search(case.number(), "ketamine", &coordinator(), why).await.expect("it is searched");
    assert_eq!(found.terms[0].hits, 0, "{found}");
    let (pages, told) = (house.app.case_file(&case).await.expect("the file").pages.len(), found.to_string());
    assert!(told.contains("no page has it") && told.contains(&format!("{pages} pages were searched")), "{told}");
    let history = house.app.history(case.number()).await.expect("the history");
    assert!(history.iter().any(|event| event.reason == why), "{history:?}");
}

/// What is signed as absent was looked for as a person would: a search that
/// knew the word as written only, and found nothing, is no ground, and the
/// passage that it passed over is laid before whoever signs.
#[tokio::test]
async fn an_absence_is_not_signed_where_a_persons_search_finds_the_page() {
    let house = House::with(Facts::default()).await;
    let case = house.to_records().await.expect("records are complete");
    let reviewer = house.to_review(case.number()).await.expect("a reviewer is at work");
    for item in 1..=case.items.len() {
        let mut review = house.app.review_item(case.number(), item).await.expect("a checklist");
        let proposal = review.proposal;
        if let Some(answer) = review.answers.first_mut().filter(|_| item == 2) {
            let term = Term {
                words: "muscle spasms".into(),
                others: Vec::new(),
                hits: Vec::new(),
                hidden: Vec::new(),
                of_others: Vec::new(),
            };
            let file = house.app.case_file(&case).await.expect("the case file");
            let scanned = u32::try_from(file.pages.len()).expect("few pages");
            answer.finding = Finding::NotAddressed;
            let (unread, doubtful) = (Vec::new(), Vec::new());
            answer.evidence = Evidence::Search(Search { terms: vec![term], scanned, unread, doubtful });
        }
        house.app.decide_item(case.number(), review, proposal, None, &reviewer).await.expect("it is decided");
    }
    let refusal = house.app.sign(case.number(), &reviewer, "try").await.expect_err("it is refused");
    assert_eq!(code(&refusal), Some(Code::AbsenceUnproved), "{refusal}");
    assert!(refusal.to_string().contains("but a search for \"muscle spasms\" finds, in the "), "{refusal}");
}
