//! What happens to a case beside the straight way, as stories.

use crate::house::{House, coordinator, intake, quality};
use imr_app::{App, EndOfDispute, Filter, Served};
use imr_core::case::after::{Cause, Disposition, Ground, How};
use imr_core::case::{Case, Owed, Stage};
use imr_core::law::Law;
use imr_core::letter::record::Decision::{Overturned, Upheld};
use imr_core::paper::{Paper as _, PlainText};
use imr_core::party::{Actor, Role};
use imr_core::refusal::Code;
use imr_core::service::{Method, NoticeKind, Serving};
use imr_sample::Facts;
use jiff::SignedDuration;
use jiff::civil::date;
use std::sync::Arc;

const NUMBER: &str = "CM15-9000001";

fn days(count: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * count)
}

fn code(error: &imr_app::AppError) -> Option<Code> {
    match error {
        imr_app::AppError::Refused(refusal) => Some(refusal.code),
        _ => None,
    }
}

/// A house whose case has had its notice and no records.
async fn noticed() -> House {
    let house = House::with(Facts::default()).await;
    let application = house.app.file(house.story.form.clone(), &intake(), "by mail").await.expect("it is filed");
    house.world.move_to(house.story.moments.assigned);
    house.app.screen(application.id, &intake(), "screening").await.expect("it is screened");
    house.app.open_case(application.id, &coordinator(), "eligible").await.expect("it is opened");
    house.world.move_to(house.story.moments.noticed);
    let serving = Serving { by_role: vec![(Role::Employee, Method::Mail)], ..Serving::from(Method::Electronic) };
    house.app.serve_notice(NUMBER, serving, &coordinator(), "assigned").await.expect("it is served");
    house
}

async fn receive(house: &House, sender: impl Fn(Role) -> Role) {
    for record in &house.story.records {
        let bytes = PlainText.set(&record.composition).expect("plain text is set");
        let taken =
            house.app.receive_document(NUMBER, &record.name, bytes, sender(record.sent_by), &intake()).await;
        taken.expect("it is taken in");
    }
}

/// A house whose letter is out.
async fn determined() -> House {
    let house = House::with(Facts::default()).await;
    house.to_records().await.expect("records are complete");
    let reviewer = house.to_review(NUMBER).await.expect("a reviewer is at work");
    house.to_signature(NUMBER, &reviewer).await.expect("it is signed");
    house.app.check(NUMBER, &quality(), "second person").await.expect("it is checked");
    house.world.move_to(house.story.moments.issued);
    house.app.issue(NUMBER, Method::Mail, &coordinator(), "checked").await.expect("it is issued");
    house
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

async fn notice(house: &House, case: &Case, kind: NoticeKind) -> String {
    let found = case.notices.iter().rev().find(|one| one.kind == Some(kind)).expect("it was served");
    text(&house.app.store.blobs().get(&found.document).await.expect("it is kept"))
}

#[tokio::test]
async fn late_records_are_reported_with_evidence_and_the_review_goes_on_without_them() {
    let house = noticed().await;
    let early = house.app.find_records_overdue(NUMBER, &coordinator(), "try").await.expect_err("it is refused");
    assert_eq!(code(&early), Some(Code::NotYet));
    house.world.advance(days(20));
    house.app.find_records_overdue(NUMBER, &coordinator(), "the day has passed").await.expect("it is found");
    let owed = house.app.serve_owed(NUMBER, Method::Mail, &coordinator(), "overdue").await.expect("it is served");
    assert_eq!(owed.notices, [NoticeKind::RecordsOverdue, NoticeKind::LateRecordsReport]);
    let report = notice(&house, &owed.case, NoticeKind::LateRecordsReport).await;
    let missing = notice(&house, &owed.case, NoticeKind::RecordsOverdue).await;
    assert!(missing.contains("Nothing has come from the claims administrator."), "{missing}");
    let to_division = owed.case.notices.last().and_then(|one| one.method_to(Role::AdministrativeDirector));
    assert_eq!(to_division, Some(Method::Electronic), "its row names no other means");
    assert!(report.contains("Amount: $3,500.00 for 7 days late."), "{report}");
    let decision_only = house.app.proceed_without_records(NUMBER, &coordinator(), "try").await;
    assert_eq!(code(&decision_only.expect_err("it is refused")), Some(Code::OnlyDecision));
    receive(&house, |_| Role::Employee).await;
    let case = house.app.proceed_without_records(NUMBER, &coordinator(), "on what the employee sent").await;
    assert_eq!(case.expect("it goes on").stage.code(), "C5b");
    let reviewer = house.to_review(NUMBER).await.expect("a reviewer is at work");
    house.to_signature(NUMBER, &reviewer).await.expect("it is signed");
    let (_, findings) = house.app.check(NUMBER, &quality(), "second person").await.expect("it is checked");
    assert_eq!(findings, Vec::<String>::new());
    let issued = house.app.issue(NUMBER, Method::Mail, &coordinator(), "checked").await.expect("it is issued");
    assert!(text(&issued.text).contains("did not send its records in time"));
}

/// The rule book without its fees and penalties, as before anybody has added
/// those of a new year.
fn law_without_money() -> Law {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../rules/ca-wc");
    let files: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the rules")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| !path.ends_with("fees.toml") && !path.ends_with("penalties.toml"))
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).expect("text")))
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Law::parse(&files).expect("the rest is a rule book")
}

#[tokio::test]
async fn a_notice_that_cannot_go_out_holds_up_no_other_and_an_unpriced_invoice_no_closing() {
    let mut house = noticed().await;
    house.app.law = Arc::new(law_without_money());
    house.world.advance(days(20));
    house.app.find_records_overdue(NUMBER, &coordinator(), "the day has passed").await.expect("it is found");
    let served = house.app.serve_owed(NUMBER, Method::Mail, &coordinator(), "overdue").await.expect("served");
    assert_eq!(served.notices, [NoticeKind::RecordsOverdue, NoticeKind::LateRecordsReport]);
    let report = notice(&house, &served.case, NoticeKind::LateRecordsReport).await;
    assert!(report.contains("no penalty by the day"), "{report}");
    let (cause, by, on) = (Cause::Withdrawn, Role::Employee, house.story.form.received);
    let end = EndOfDispute { cause, items: vec![], by, on, proof: b"withdrawn".to_vec() };
    house.app.end_dispute(NUMBER, end, &intake(), "a letter came").await.expect("it is recorded");
    let served = house.app.serve_owed(NUMBER, Method::Mail, &coordinator(), "ended").await.expect("served");
    assert_eq!(served.notices, [NoticeKind::Termination]);
    let refused: Vec<_> = served.refused.iter().map(|(kind, why)| (*kind, why.code)).collect();
    assert_eq!(refused, [(NoticeKind::Invoice, Code::NoRule)]);
    let case = house.app.close(NUMBER, &coordinator(), "nothing is open").await.expect("it is closed");
    assert!(case.owed.contains(&Owed::Notice(NoticeKind::Invoice)));
}

#[tokio::test]
async fn an_authorized_item_drops_out_of_the_letter_and_the_invoice_follows() {
    let house = House::with(Facts::default()).await;
    house.to_records().await.expect("records are complete");
    let end = EndOfDispute {
        cause: Cause::Authorized,
        items: vec![3],
        by: Role::ClaimsAdministrator,
        on: house.story.form.received,
        proof: b"authorized".to_vec(),
    };
    house.app.end_dispute(NUMBER, end, &intake(), "a letter came").await.expect("it is recorded");
    let reviewer = house.to_review(NUMBER).await.expect("a reviewer is at work");
    assert_eq!(house.to_signature(NUMBER, &reviewer).await.expect("it is signed"), [Upheld, Upheld]);
    house.app.check(NUMBER, &quality(), "second person").await.expect("it is checked");
    let issued = house.app.issue(NUMBER, Method::Mail, &coordinator(), "checked").await.expect("it is issued");
    assert_eq!(issued.record.issues.len(), 2);
    assert!(!text(&issued.text).contains("orthopedic specialist:"), "{}", text(&issued.text));
    let Served { case, notices: served, .. } =
        house.app.serve_owed(NUMBER, Method::Mail, &coordinator(), "owed").await.expect("served");
    assert_eq!(served, [NoticeKind::AmendedItems, NoticeKind::Invoice]);
    assert_eq!(case.invoices[0].amount_cents(), 39_000);
    assert_eq!(case.owed, [Owed::RedactedCopy]);
    let report = house.app.verify_audit(None).await.expect("the log is checked");
    assert_eq!(report.problems, vec![]);
}

#[tokio::test]
async fn a_letter_is_not_issued_once_something_it_rests_on_has_changed_since_the_check() {
    let house = House::with(Facts::default()).await;
    house.to_records().await.expect("records are complete");
    let reviewer = house.to_review(NUMBER).await.expect("a reviewer is at work");
    house.to_signature(NUMBER, &reviewer).await.expect("it is signed");
    house.app.check(NUMBER, &quality(), "second person").await.expect("it is checked");
    let mut organization = house.story.organization.clone();
    organization.medical_director = "Somebody Else, M.D.".to_owned();
    house.app.set_up(&organization, &house.story.roster, &coordinator()).await.expect("it is changed");
    let refused = house.app.issue(NUMBER, Method::Mail, &coordinator(), "try").await.expect_err("it is refused");
    assert_eq!(code(&refused), Some(Code::QualityFailed));
    assert!(refused.to_string().contains("it is not the letter that was checked"), "{refused}");
}

#[tokio::test]
async fn a_reviewer_who_declined_is_not_chosen_again() {
    let house = House::with(Facts::default()).await;
    house.to_records().await.expect("records are complete");
    let case = house.app.propose_reviewer(NUMBER, &coordinator(), "matching").await.expect("somebody is proposed");
    let first = App::reviewer_of(&case).expect("somebody is proposed");
    house.app.decline(NUMBER, "On leave.", &first).await.expect("it is recorded");
    let matching = house.app.match_reviewers(NUMBER).await.expect("they are tested");
    let excluded = matching.candidates.iter().find(|one| one.reviewer == first.id).expect("on the roster");
    assert!(excluded.excluded_because().contains("On leave."), "{}", excluded.excluded_because());
    assert_ne!(matching.chosen.as_deref(), Some(first.id.as_str()));
}

#[tokio::test]
async fn a_question_of_the_reviewer_and_its_answer_reach_everybody_and_the_addition_is_sent_again() {
    let house = House::with(Facts::default()).await;
    house.to_records().await.expect("records are complete");
    let reviewer = house.to_review(NUMBER).await.expect("a reviewer is at work");
    let asked = house.app.ask_information(NUMBER, Role::RequestingPhysician, "Is there a newer test?", &reviewer);
    assert_eq!(asked.await.expect("it is asked").stage.code(), "C8");
    let bytes = b"Progress report\n\nDate of visit: 03/20/2015\n\nNothing new.".to_vec();
    let sender = Role::RequestingPhysician;
    house.app.receive_document(NUMBER, "newer.txt", bytes, sender, &intake()).await.expect("it is taken in");
    house.app.receive_answer(NUMBER, "A report of 03/20/2015.", &intake()).await.expect("it is recorded");
    let Served { case, notices: served, .. } =
        house.app.serve_owed(NUMBER, Method::Mail, &coordinator(), "copies").await.expect("served");
    assert_eq!(served, [NoticeKind::AdditionalInformation, NoticeKind::AdditionalInformationCopy]);
    assert!(case.notices.iter().rev().take(2).all(|one| one.proofs.len() == case.parties().len()));
    assert_eq!(case.owed_to_reviewers().len(), 1, "the later addition is owed to the reviewer");
    assert_eq!(case.next_step(), "Send the reviewer what came since next.");
    let sent = house.app.send_case_file(NUMBER, None, &coordinator(), "an addition").await.expect("it is sent");
    assert!(sent.owed_to_reviewers().is_empty() && sent.next_step().contains("confirms having received"));
    let case = house.app.confirm_receipt(NUMBER, &reviewer).await.expect("it is confirmed");
    assert_eq!(case.next_step(), "The reviewer decides every item and signs next.");
    let twice = house.app.confirm_receipt(NUMBER, &reviewer).await.expect_err("once for a sending");
    assert_eq!(code(&twice), Some(Code::WrongStage));
    house.to_signature(NUMBER, &reviewer).await.expect("it is signed");
}

#[tokio::test]
async fn a_case_is_shown_as_it_was_and_lists_follow_what_is_due() {
    let house = determined().await;
    let then = house.app.case_as_of(NUMBER, date(2015, 3, 19)).await.expect("it was there");
    assert_eq!((then.stage.name(), then.documents.len()), ("awaiting records", 0));
    assert!(house.app.case_as_of(NUMBER, date(2015, 3, 17)).await.is_err(), "it was opened later");
    let dues = house.app.open_dues(None).await.expect("a list");
    let rules: Vec<&str> = dues.iter().map(|one| one.due.rule.as_str()).collect();
    assert_eq!(rules, ["D19", "D20", "D21"]);
    let until = Some(dues[0].due.date);
    assert_eq!(house.app.open_dues(until).await.expect("a list").len(), 1);
    let list = |stage: &str, before| Filter { stage: Some(stage.to_owned()), before, after: None, limit: 10 };
    let found = |filter: Filter| {
        let app = &house.app;
        async move { app.list_cases(&filter).await.expect("a page").rows.len() }
    };
    assert_eq!(found(list("determined", None)).await, 1);
    assert_eq!(found(list("determined", until)).await, 0);
    assert_eq!(found(list("closed", None)).await, 0);
}

#[tokio::test]
async fn what_is_due_tells_of_applications_and_invoices_and_no_lapsed_right_is_overdue() {
    let house = determined().await;
    let app = &house.app;
    app.serve_owed(NUMBER, Method::Mail, &coordinator(), "invoice").await.expect("served");
    let mut form = house.story.form.clone();
    (form.consent, form.claim_number) = (None, "ANOTHER-7".into());
    form.employee.last = "Quimby".into();
    form.parties[0].name = "Dana Quimby".into();
    let asked = app.file(form, &intake(), "it came by mail").await.expect("it is filed");
    for action in [imr_core::application::Action::Screen, imr_core::application::Action::RequestInformation] {
        app.move_application(asked.id, action, &intake(), "why").await.expect("the way is open");
    }
    house.world.advance(days(90));
    let (today, dues) = (imr_core::world::World::today(&*house.world), app.open_dues(None).await.expect("a list"));
    let told = |rule: &str| {
        let one = dues.iter().find(|one| one.due.rule == rule).expect("it is due");
        (one.on_application, one.is_overdue(today), one.has_lapsed(today))
    };
    assert_eq!(told("D10"), (true, true, false));
    assert_eq!(told("D20"), (false, true, false));
    assert_eq!(told("D23"), (false, true, false));
    assert_eq!(told("D21"), (false, false, true));
}

#[tokio::test]
async fn a_reversed_determination_goes_to_another_reviewer_and_both_letters_stay_provable() {
    let house = determined().await;
    let app = &house.app;
    let Served { notices: served, .. } =
        app.serve_owed(NUMBER, Method::Mail, &coordinator(), "invoice").await.expect("served");
    assert_eq!(served, [NoticeKind::Invoice]);
    house.world.advance(days(20));
    let filed = (Role::Employee, date(2015, 4, 27));
    app.record_petition(NUMBER, filed, b"petition".to_vec(), &intake(), "it came").await.expect("recorded");
    house.world.advance(days(60));
    let reversed = Disposition::Reversed {
        grounds: vec![Ground::PlainError],
        facts: "The letter counts tablets that were not requested.".to_owned(),
    };
    let order = (reversed, date(2015, 6, 20));
    app.record_order(NUMBER, order, b"order".to_vec(), &coordinator(), "it came").await.expect("recorded");
    app.reassign(NUMBER, &coordinator(), "the order").await.expect("it is assigned anew");
    let Served { case, notices: served, .. } =
        app.serve_owed(NUMBER, Method::Mail, &coordinator(), "anew").await.expect("served");
    assert_eq!((case.stage.code(), served.as_slice()), ("C6", &[NoticeKind::Remand][..]));
    let former = case.exclusions[0].reviewer.clone();
    let matching = app.match_reviewers(NUMBER).await.expect("they are tested");
    assert_ne!(matching.chosen, Some(former));
    let report = app.verify_audit(None).await.expect("the log is checked");
    assert_eq!(report.problems, vec![]);
}

#[tokio::test]
async fn an_implementation_that_is_late_is_reported_and_closes_the_case_when_done() {
    let house = determined().await;
    let app = &house.app;
    app.serve_owed(NUMBER, Method::Mail, &coordinator(), "invoice").await.expect("served");
    house.world.advance(days(14));
    app.find_not_implemented(NUMBER, How::Authorized, &coordinator(), "the day has passed").await.expect("found");
    app.serve_owed(NUMBER, Method::Mail, &coordinator(), "report").await.expect("served");
    let done = (How::Authorized, date(2015, 4, 20));
    let case = app.record_implementation(NUMBER, &[3], done, &intake(), "a letter came").await.expect("recorded");
    let Stage::Implemented { issued } = &case.stage else { panic!("it is {}", case.stage.name()) };
    assert_eq!(issued.implementation.as_ref().map(|duty| duty.done[0].days_late), Some(6));
    assert_eq!(issued.determination.decisions()[2].decision, Overturned);
    let told = app.serve_owed(NUMBER, Method::Mail, &coordinator(), "it is done").await.expect("served").case;
    let told = notice(&house, &told, NoticeKind::ImplementationConfirmed).await;
    assert!(told.contains("Confirmation of Implementation") && told.contains("6 days late"), "{told}");
    let case = app.close(NUMBER, &coordinator(), "nothing is open").await.expect("it is closed");
    assert_eq!(case.stage.name(), "closed");
}

#[tokio::test]
async fn the_audit_finds_a_list_a_counter_and_pages_that_no_history_bears_out() {
    let house = determined().await;
    let app = &house.app;
    let case = app.case(NUMBER).await.expect("the case");
    let mut page = app.store.pages(NUMBER).await.expect("pages").remove(0);
    page.case = "CM15-9999999".to_owned();
    let mut transaction = app.store.begin().await.expect("a transaction");
    let listed = imr_store::Listed { stage: "closed", sort: "9999-12-31" };
    transaction.put_listed(imr_store::Kind::Case, NUMBER, &case, listed).await.expect("it is written");
    transaction.next_number("case-2015", 1).await.expect("a number");
    transaction.put_page(&page).await.expect("it is written");
    transaction.commit().await.expect("it is saved");
    let report = app.verify_audit(None).await.expect("the log is checked");
    let places: Vec<&str> = report.problems.iter().map(|one| one.place.as_str()).collect();
    assert_eq!(places, ["case/CM15-9000001", "case/CM15-9999999", "counter case-2015"], "{:?}", report.problems);
}

#[tokio::test]
async fn a_root_that_was_kept_of_a_past_day_still_holds_and_names_what_departs_from_it() {
    let house = determined().await;
    let app = &house.app;
    let day = date(2015, 3, 27);
    let kept = app.daily_root(Some(day)).await.expect("a root");
    let then = |root, heads| Some(imr_app::Kept { root, day: Some(day), heads });
    let report = app.verify_audit(then(Some(kept.root), vec![])).await.expect("the log is checked");
    assert_eq!(report.problems, vec![]);
    let mut heads = kept.heads.clone();
    heads[1].1.hash = imr_core::digest::Digest::ZERO;
    heads.push(("case/CM15-9000099".to_owned(), heads[0].1));
    let report = app.verify_audit(then(None, heads.clone())).await.expect("the log is checked");
    let places: Vec<&str> = report.problems.iter().map(|one| one.place.as_str()).collect();
    assert_eq!(places, [heads[1].0.as_str(), "case/CM15-9000099"], "{:?}", report.problems);
}

#[tokio::test]
async fn several_reviewers_decide_with_the_directors_approval_and_each_analysis_is_in_the_letter() {
    let house = House::with(Facts::default()).await;
    house.to_records().await.expect("records are complete");
    let app = &house.app;
    let first = house.to_review(NUMBER).await.expect("a reviewer is at work");
    let mut roster = house.story.roster.clone();
    let (mut like, who) = roster.iter().find(|(one, _)| one.id == first.id).cloned().expect("on the roster");
    "R-0999".clone_into(&mut like.id);
    roster.push((like, who));
    app.set_up(&house.story.organization, &roster, &coordinator()).await.expect("one more joins the roster");
    let dated = ("the Administrative Director", date(2015, 3, 30), 2);
    let approved = app.approve_several(NUMBER, dated, b"approved".to_vec(), &coordinator(), "two fields").await;
    assert_eq!(approved.expect("it is recorded").stage.code(), "C9");
    let case = app.propose_reviewer(NUMBER, &coordinator(), "a second").await.expect("somebody is proposed");
    let second = Actor::new(Role::ExpertReviewer, case.proposed_reviewer().expect("somebody"));
    assert_ne!(first.id, second.id);
    let names = app.names_to_attest(NUMBER).await.expect("names");
    app.accept(NUMBER, names, &second, "accepts").await.expect("it is accepted");
    app.send_case_file(NUMBER, None, &coordinator(), "to both").await.expect("it is sent");
    for reviewer in [&first, &second] {
        for item in &app.case(NUMBER).await.expect("the case").items {
            let review = app.review_item(NUMBER, item.number).await.expect("a checklist");
            let differs = reviewer == &second && item.number == 1;
            let decision = if differs { Overturned } else { review.proposal };
            let prose = differs.then(|| {
                format!("The benefit outweighs the rest. {}", imr_core::review::conclusion(&item.item, decision))
            });
            app.decide_item(NUMBER, review, decision, prose, reviewer).await.expect("it is decided");
        }
        app.sign(NUMBER, reviewer, "signed").await.expect("it is signed");
    }
    let (_, findings) = app.check(NUMBER, &quality(), "second person").await.expect("it is checked");
    assert_eq!(findings, Vec::<String>::new());
    let issued = app.issue(NUMBER, Method::Mail, &coordinator(), "checked").await.expect("it is issued");
    let letter = text(&issued.text);
    for words in [
        "2 expert reviewers decided, as the Administrative Director approved in writing on 03/30/2015. An item on which they differ is decided in favour of the treatment, and the \
         analysis of each is given.",
        "Analysis of expert reviewer 1 (Upheld):",
        "Analysis of expert reviewer 2 (Overturned): The benefit outweighs the rest.",
    ] {
        assert!(letter.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{words}\n{letter}");
    }
}
