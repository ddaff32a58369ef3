//! The next ordinary steps, taken without anybody's judgment.

use crate::house::{House, coordinator, intake};
use imr_core::application::Stage as Filed;
use imr_core::paper::{Paper as _, PlainText};
use imr_core::service::{Method, NoticeKind};
use imr_sample::Facts;

#[tokio::test]
async fn an_application_comes_to_a_case_and_the_case_to_awaiting_records_with_every_notice_served() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    let filed = app.file(house.story.form.clone(), &intake(), "it came by mail").await.expect("it is kept");
    assert_eq!(filed.owed, [NoticeKind::Receipt]);
    let advanced = app.advance_application(filed.id, Method::Mail, &coordinator()).await.expect("it goes on");
    assert_eq!(advanced.served, [NoticeKind::Receipt]);
    assert_eq!(advanced.now.owed, []);
    let Filed::Assigned { case, .. } = &advanced.now.stage else { panic!("{:?}", advanced.now.stage) };
    let document = advanced.now.notices[0].document;
    let paper = app.store.blobs().get(&document).await.expect("it is kept");
    let text = String::from_utf8(paper.to_vec()).expect("text");
    assert!(text.contains("We received an application for Independent Medical Review"), "{text}");
    let advanced = app.advance_case(case, Method::Mail, &coordinator()).await.expect("it goes on");
    assert_eq!(advanced.served, [NoticeKind::Assignment]);
    assert_eq!(advanced.waits_for(), "Take in the records and find them complete next.");
    let again = app.advance_case(case, Method::Mail, &coordinator()).await.expect("there is nothing to do");
    assert_eq!((again.served, again.now), (vec![], advanced.now));
}

#[tokio::test]
async fn what_is_missing_is_asked_for_and_a_finding_is_told_once() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    let mut form = house.story.form.clone();
    form.consent = Some(false);
    let open = app.file(form, &intake(), "it came by mail").await.expect("it is kept");
    let open = app.advance_application(open.id, Method::Mail, &coordinator()).await.expect("it goes on");
    assert_eq!(open.served, [NoticeKind::Receipt, NoticeKind::InformationRequest]);
    assert_eq!(open.now.stage.name(), "information requested");
    let again = app.serve_owed_on_application(open.now.id, Method::Mail, &coordinator(), "again").await;
    assert_eq!(again.expect("nothing is owed").1, []);
}

#[tokio::test]
async fn records_that_came_in_time_are_not_reported_as_late_because_nobody_looked_at_them() {
    let house = House::with(Facts::default()).await;
    let number = house.to_notice().await.expect("it is noticed").number().to_owned();
    for record in &house.story.records {
        let bytes = PlainText.set(&record.composition).expect("it is set");
        house.app.receive_document(&number, &record.name, bytes, record.sent_by, &intake()).await.expect("it came");
    }
    house.world.advance(jiff::SignedDuration::from_hours(24 * 30));
    let advanced = house.app.advance_case(&number, Method::Mail, &coordinator()).await.expect("it is looked at");
    assert_eq!((advanced.now.stage.name(), advanced.served.as_slice()), ("awaiting records", &[][..]));
    assert!(advanced.waits_for().starts_with("records_unjudged: Look at them"), "{}", advanced.waits_for());
    // A person may still find that something is missing.
    let found = house.app.find_records_overdue(&number, &coordinator(), "the consultation is missing").await;
    assert_eq!(found.expect("it is found").stage.name(), "records overdue");
}

#[tokio::test]
async fn where_an_open_case_could_take_an_application_in_a_person_says_whether_it_does() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    let mut forms = [house.story.form.clone(), house.story.form.clone()];
    // The same worker, physician and injury, and another decision.
    let decision = forms[1].ur_decision.as_mut().expect("a decision");
    decision.items.truncate(1);
    decision.items[0].item = "MRI of the cervical spine".into();
    decision.decided = decision.decided.tomorrow().expect("a day");
    decision.served = Some(decision.decided);
    forms[1].ur_decision_date = Some(decision.decided);
    forms[1].treatments.clear();
    let mut filed = Vec::new();
    for form in forms {
        filed.push(app.file(form, &intake(), "it came by mail").await.expect("it is kept").id);
    }
    let first = app.advance_application(filed[0], Method::Mail, &coordinator()).await.expect("it goes on");
    let Filed::Assigned { case, .. } = &first.now.stage else { panic!("{:?}", first.now.stage) };
    let second = app.advance_application(filed[1], Method::Mail, &coordinator()).await.expect("it goes on");
    assert_eq!((second.now.stage.name(), second.served.as_slice()), ("eligible", &[NoticeKind::Receipt][..]));
    assert!(second.waits_for().starts_with(&format!("may_join: Let it join (imr case do join {case}")));
    // The day of the notice of assignment goes on for it meanwhile.
    let dues = app.open_dues(None).await.expect("a list");
    let waiting = dues.iter().find(|one| one.of == filed[1].to_string()).expect("it is told of");
    assert_eq!((waiting.due.rule.as_str(), waiting.stage), ("D11", "eligible, no case yet"));
    let joined = app.join(case, filed[1], &coordinator(), "one review").await.expect("it joins");
    assert_eq!(joined.joined.len(), 1);
    let report = app.verify_audit(None).await.expect("it is read");
    assert_eq!(report.problems, []);
}

#[tokio::test]
async fn a_case_that_can_take_nothing_in_any_more_holds_up_nobody() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    house.to_records().await.expect("the records are in");
    let mut form = house.story.form.clone();
    let decision = form.ur_decision.as_mut().expect("a decision");
    decision.items.truncate(1);
    decision.items[0].item = "MRI of the cervical spine".into();
    decision.decided = decision.decided.tomorrow().expect("a day");
    decision.served = Some(decision.decided);
    form.ur_decision_date = Some(decision.decided);
    form.treatments.clear();
    let one = app.file(form, &intake(), "it came by mail").await.expect("it is kept");
    let advanced = app.advance_application(one.id, Method::Mail, &coordinator()).await.expect("it goes on");
    assert_eq!(advanced.now.stage.name(), "assigned", "{}", advanced.waits_for());
}
