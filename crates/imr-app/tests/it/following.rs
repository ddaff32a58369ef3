//! What is recorded while a case goes on: who takes part, receipts, payments;
//! and what reviewers attest to.

use crate::house::{House, coordinator, intake, quality};
use crate::refusals::code;
use imr_app::App;
use imr_core::case::Payment;
use imr_core::party::{Party, Role};
use imr_core::refusal::Code;
use imr_core::service::{Changed, Method, NoticeKind, Receiving};
use imr_core::world::World as _;
use imr_sample::Facts;

fn attorney() -> Changed {
    let address = vec!["7 Fir Street".to_owned(), "Fresno, CA 93650".to_owned()];
    let (role, name) = (Role::EmployeeAttorney, "Casey Newcomer".to_owned());
    Changed::Represented { by: Party { role, name, organization: None, address } }
}

#[tokio::test]
async fn an_attestation_covers_all_that_conflicts_are_looked_for_with_and_not_only_the_parties() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    let number = house.to_records().await.expect("records are complete").number().to_owned();
    house.world.move_to(house.story.moments.matched);
    let case = app.propose_reviewer(&number, &coordinator(), "matching").await.expect("somebody is proposed");
    let reviewer = App::reviewer_of(&case).expect("somebody is proposed");
    let (parties, all) = (case.names_to_attest(), app.names_to_attest(&number).await.expect("names"));
    assert!(all.len() > parties.len(), "{all:?}");
    let refusal = app.accept(&number, parties, &reviewer, "try").await.expect_err("it is refused");
    assert_eq!(code(&refusal), Some(Code::NotAttested), "{refusal}");
    app.accept(&number, all, &reviewer, "accepts").await.expect("it is accepted");
}

#[tokio::test]
async fn who_comes_in_during_the_review_is_attested_to_and_gets_the_letter() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    let number = &house.to_records().await.expect("records are complete").number().to_owned();
    let reviewer = house.to_review(number).await.expect("a reviewer is at work");
    let today = house.world.today();
    let unproved = app.change_parties(number, (attorney(), today), None, &intake(), "a call").await;
    assert_eq!(code(&unproved.expect_err("it is refused")), Some(Code::NoStanding));
    let proof = Some(b"a signed proof".to_vec());
    app.change_parties(number, (attorney(), today), proof, &intake(), "a letter").await.expect("it is recorded");
    let address = vec!["9 Bay Street".to_owned(), "Fresno, CA 93650".to_owned()];
    let moved = Changed::Address { role: Role::Employee, name: String::new(), address };
    app.change_parties(number, (moved, today), None, &intake(), "a call").await.expect("it is recorded");
    house.to_signature(number, &reviewer).await.expect("it is signed");
    house.world.move_to(house.story.moments.checked);
    let (_, findings) = app.check(number, &quality(), "second person").await.expect("it is checked");
    assert!(findings[0].contains("does not cover Casey Newcomer"), "{findings:?}");
    let names = app.names_to_attest(number).await.expect("names");
    app.attest_again(number, names, &reviewer, "no tie").await.expect("it is attested");
    house.decide(number, &reviewer, None).await.expect("every item is decided");
    app.sign(number, &reviewer, "again").await.expect("it is signed");
    let (_, findings) = app.check(number, &quality(), "second person").await.expect("it is checked");
    assert_eq!(findings, Vec::<String>::new());
    house.world.move_to(house.story.moments.issued);
    let issued = app.issue(number, Method::Mail, &coordinator(), "checked").await.expect("it is issued");
    let text = String::from_utf8(issued.text).expect("text");
    assert!(text.contains("Casey Newcomer") && text.contains("9 Bay Street"), "{text}");
    let report = app.verify_audit(None).await.expect("the log is checked");
    assert_eq!(report.problems, vec![]);
}

#[tokio::test]
async fn a_receipt_and_payments_are_recorded_and_what_is_paid_is_no_longer_due() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    let number = &house.to_records().await.expect("records are complete").number().to_owned();
    let on = house.world.today();
    let said = Receiving { by: Role::ClaimsAdministrator, name: String::new(), on, at: None };
    let noted = app.record_receipt(number, NoticeKind::Assignment, said, &intake(), "the portal says so").await;
    assert_eq!(noted.expect("it is recorded").notices[0].received[0].how, "the portal says so");
    let reviewer = house.to_review(number).await.expect("a reviewer is at work");
    house.to_signature(number, &reviewer).await.expect("it is signed");
    house.world.move_to(house.story.moments.checked);
    app.check(number, &quality(), "second person").await.expect("it is checked");
    house.world.move_to(house.story.moments.issued);
    app.issue(number, Method::Mail, &coordinator(), "checked").await.expect("it is issued");
    app.serve_owed(number, Method::Mail, &coordinator(), "invoice").await.expect("served");
    let all = app.case(number).await.expect("the case").invoices[0].amount_cents();
    let (on, invoiced) = (house.world.today(), |dues: Vec<imr_app::OpenDue>| {
        dues.iter().filter(|one| one.due.rule == "D23").count()
    });
    let pay = |amount_cents, reference: &str| Payment { on, amount_cents, reference: reference.to_owned() };
    app.record_payment(number, pay(100, "CK 1"), &intake(), "a check").await.expect("recorded");
    assert_eq!(invoiced(app.open_dues(None).await.expect("a list")), 1);
    let over = app.record_payment(number, pay(all, "CK 2"), &intake(), "a check").await.expect_err("too much");
    assert_eq!(code(&over), Some(Code::PaymentUnclear));
    app.record_payment(number, pay(all - 100, "CK 2"), &intake(), "a check").await.expect("recorded");
    assert_eq!(invoiced(app.open_dues(None).await.expect("a list")), 0);
    let report = app.verify_audit(None).await.expect("the log is checked");
    assert_eq!(report.problems, vec![]);
}
