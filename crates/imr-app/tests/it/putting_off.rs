//! Treatment that waits for a dispute about liability, and applications that
//! wait for a person or for an answer.

use crate::house::{House, coordinator, intake};
use imr_app::App;
use imr_core::application::{Action, Application, Form, LiabilityObjection, LiabilityResolved, Stage, UrDecision};
use imr_core::eligibility::Track;
use imr_core::refusal::Code;
use imr_core::service::{Method, NoticeKind};
use imr_sample::Facts;
use jiff::civil::{Date, date};

/// Moves the clock to a day, in office hours.
pub(crate) fn go_to(house: &House, day: Date) {
    let noon = day.at(12, 0, 0, 0);
    house.world.move_to(jiff::tz::Offset::constant(-8).to_timestamp(noon).expect("an instant"));
}

pub(crate) fn decision(form: &mut Form) -> &mut UrDecision {
    form.ur_decision.as_mut().expect("a decision")
}

/// The form, with liability disputed for these items.
pub(crate) fn disputed(house: &House, items: &[usize]) -> Form {
    let mut form = house.story.form.clone();
    for item in items {
        decision(&mut form).items[*item].liability = Some(LiabilityObjection::default());
    }
    form
}

pub(crate) async fn filed(app: &App, form: Form) -> Application {
    app.file(form, &intake(), "it came by mail").await.expect("it is kept")
}

pub(crate) async fn advanced(app: &App, one: &Application) -> (Application, Vec<NoticeKind>) {
    let advanced = app.advance_application(one.id, Method::Mail, &coordinator()).await.expect("it goes on");
    (advanced.now, advanced.served)
}

pub(crate) fn resolved() -> LiabilityResolved {
    LiabilityResolved {
        served: date(2015, 4, 30),
        method: Some(Method::Mail),
        for_employee: true,
        renewed: None,
        told: None,
    }
}

pub(crate) async fn is_proved(app: &App) {
    let report = app.verify_audit(None).await.expect("it is read");
    assert!(report.problems.is_empty(), "{:?}", report.problems);
}

#[tokio::test]
async fn what_waits_beside_a_case_is_told_of_and_can_be_asked_for_later() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    let first = filed(app, disputed(&house, &[2])).await;
    let (first, served) = advanced(app, &first).await;
    assert_eq!(served, [NoticeKind::Receipt, NoticeKind::Deferral]);
    let Stage::Assigned { case, .. } = &first.stage else { panic!("{:?}", first.stage) };
    assert_eq!(app.case(case).await.expect("a case").items.len(), 2);
    let document = first.notices[1].document;
    let paper = app.store.blobs().get(&document).await.expect("it is kept");
    let text = String::from_utf8(paper.to_vec()).expect("text");
    assert!(text.contains("1. Follow-up visit with an orthopedic specialist"), "{text}");
    assert!(!text.contains("2. "), "{text}");
    go_to(&house, date(2015, 5, 20));
    let mut again = disputed(&house, &[2]);
    decision(&mut again).items.drain(..2);
    again.received = date(2015, 5, 20);
    again.liability_resolved = Some(resolved());
    let again = filed(app, again).await;
    assert_eq!(again.stage.name(), "screening");
    let (again, _) = advanced(app, &again).await;
    let joined = app.join(case, again.id, &coordinator(), "one review").await.expect("it joins the rest");
    assert_eq!(joined.items.len(), 3);
    is_proved(app).await;
}

#[tokio::test]
async fn filing_anew_after_a_deferral_goes_on_and_the_deferred_one_does_not_lapse() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    let first = filed(app, disputed(&house, &[0, 1, 2])).await;
    let (first, _) = advanced(app, &first).await;
    assert_eq!(first.stage.name(), "deferred");
    let twice = filed(app, disputed(&house, &[0, 1, 2])).await;
    assert_eq!(twice.stage.name(), "duplicate", "the dispute goes on");
    go_to(&house, date(2015, 5, 2));
    let resolve = Action::ResolveLiability(resolved());
    app.move_application(first.id, resolve, &intake(), "a notice came").await.expect("it is recorded");
    go_to(&house, date(2015, 5, 20));
    let mut again = disputed(&house, &[0, 1, 2]);
    again.received = date(2015, 5, 20);
    let again = filed(app, again).await;
    assert_eq!(again.stage.name(), "screening");
    go_to(&house, date(2015, 6, 15));
    let (first, served) = advanced(app, &first).await;
    assert_eq!((first.stage.name(), served), ("deferred", vec![]));
    assert!(matches!(first.stage, Stage::Deferred { refiled: Some(by), .. } if by == again.id));
    let (again, _) = advanced(app, &again).await;
    assert_eq!(again.stage.name(), "assigned", "{:?}", again.stage);
    let third = filed(app, disputed(&house, &[0, 1, 2])).await;
    assert_eq!(third.stage.name(), "duplicate", "of the one that goes on");
    is_proved(app).await;
}

#[tokio::test]
async fn one_that_is_filed_anew_may_come_together_with_the_one_that_was_put_off() {
    let house = House::with(Facts::default()).await;
    go_to(&house, date(2015, 5, 20));
    let mut again = disputed(&house, &[0, 1, 2]);
    again.received = date(2015, 5, 20);
    again.liability_resolved = Some(resolved());
    let forms = vec![disputed(&house, &[0, 1, 2]), again.clone(), again];
    let filed = house.app.file_and_screen_all(forms, &intake(), "by portal").await.expect("they are kept");
    let filed: Vec<Application> = filed.into_iter().map(|one| one.expect("it is filed")).collect();
    let names: Vec<&str> = filed.iter().map(|one| one.stage.name()).collect();
    assert_eq!(names, ["deferred", "eligible", "duplicate"]);
    let first = house.app.application(filed[0].id).await.expect("it is there");
    assert!(matches!(first.stage, Stage::Deferred { refiled: Some(by), .. } if by == filed[1].id));
    is_proved(&house.app).await;
}

#[tokio::test]
async fn an_unverified_period_waits_for_a_person_however_long() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    let mut form = house.story.form.clone();
    form.received = date(2018, 3, 1);
    form.ur_decision_date = None;
    let decided = decision(&mut form);
    (decided.requested, decided.decided, decided.served) =
        (date(2018, 1, 29), date(2018, 2, 5), Some(date(2018, 2, 5)));
    decided.items.truncate(2);
    go_to(&house, date(2018, 3, 1));
    let one = filed(app, form).await;
    let (one, served) = advanced(app, &one).await;
    assert_eq!(served, [NoticeKind::Receipt]);
    go_to(&house, date(2018, 9, 3));
    let after = app.advance_application(one.id, Method::Mail, &coordinator()).await.expect("it goes on");
    assert_eq!((after.now.stage.name(), after.served.as_slice()), ("screening", &[][..]));
    assert!(after.waits_for().contains("ordinary-period"), "{}", after.waits_for());
    let find = Action::FindPeriod(Track::Ordinary);
    let denied = app.move_application(one.id, find.clone(), &intake(), "it is 30 days").await;
    assert!(denied.expect_err("it is denied").to_string().contains("coordinator"));
    app.move_application(one.id, find, &coordinator(), "the statute was looked up").await.expect("it is decided");
    let (one, _) = advanced(app, &one).await;
    assert_eq!(one.stage.name(), "assigned", "{:?}", one.stage);
    let history = app.application_history(one.id).await.expect("a history");
    assert!(history.iter().any(|event| event.fact.contains("the statute was looked up")));
}

#[tokio::test]
async fn no_time_runs_on_a_request_that_was_not_served() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    let mut form = house.story.form.clone();
    form.consent = Some(false);
    let one = filed(app, form).await;
    app.screen(one.id, &intake(), "screening").await.expect("it is screened");
    let ask = Action::RequestInformation;
    app.move_application(one.id, ask, &intake(), "the consent is missing").await.expect("it is asked");
    go_to(&house, date(2015, 4, 20));
    let pass = app.move_application(one.id, Action::PassTime, &intake(), "nothing came").await;
    let why = pass.expect_err("nobody was asked").to_string();
    assert!(why.contains("was not served"), "{why}");
    let after = app.advance_application(one.id, Method::Mail, &coordinator()).await.expect("it goes on");
    assert_eq!(after.now.stage.name(), "information requested");
    assert!(after.refused.is_none_or(|why| why.code != Code::NotServed));
    assert_eq!(after.now.stage.due().map(|due| due.date), Some(date(2015, 5, 1)));
    let document = after.now.notices.last().expect("a notice").document;
    let paper = app.store.blobs().get(&document).await.expect("it is kept");
    let text = String::from_utf8(paper.to_vec()).expect("text");
    assert!(text.contains("Answer by: Friday, May 1, 2015."), "{text}");
}

#[tokio::test]
async fn a_letter_takes_what_waited_beside_a_case_to_a_review_and_silence_is_told() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    let (first, _) = advanced(app, &filed(app, disputed(&house, &[2])).await).await;
    go_to(&house, date(2015, 5, 2));
    let resolve = Action::ResolveLiability(resolved());
    app.move_application(first.id, resolve, &intake(), "a notice came").await.expect("it is recorded");
    go_to(&house, date(2015, 5, 20));
    let letter = app.renew(first.id, date(2015, 5, 18), &intake(), "a letter came").await.expect("it is in time");
    assert_eq!(letter.stage.name(), "screening");
    let before = app.application(first.id).await.expect("it is there");
    assert_eq!(before.stage.due(), None, "it was asked for: {:?}", before.stage);
    let (letter, served) = advanced(app, &letter).await;
    assert_eq!((letter.stage.name(), served), ("eligible", vec![NoticeKind::Receipt]));
    let Stage::Assigned { case, .. } = &before.stage else { panic!("{:?}", before.stage) };
    let joined = app.join(case, letter.id, &coordinator(), "one review").await.expect("it joins the rest");
    assert_eq!(joined.items.len(), 3);
    let again = app.renew(first.id, date(2015, 5, 19), &intake(), "another letter").await;
    assert!(again.is_err(), "it is asked for once");
    // Another worker's waits as well, and nobody asks.
    let mut other = disputed(&house, &[2]);
    other.employee.last = "Otherwise".into();
    other.parties[0].name = format!("{} Otherwise", other.employee.first);
    other.claim_number = "WC-OTHER-1".into();
    other.employee.born = Some(date(1950, 1, 2));
    go_to(&house, date(2015, 5, 21));
    let other = filed(app, other).await;
    let (other, _) = advanced(app, &other).await;
    assert_eq!(other.stage.name(), "assigned", "{:?}", other.stage);
    let resolve = Action::ResolveLiability(resolved());
    app.move_application(other.id, resolve, &intake(), "a notice came").await.expect("it is recorded");
    go_to(&house, date(2015, 9, 1));
    let (other, served) = advanced(app, &other).await;
    assert_eq!((other.stage.name(), served), ("assigned", vec![NoticeKind::Ineligible]));
    let document = other.notices.last().expect("a notice").document;
    let paper = app.store.blobs().get(&document).await.expect("it is kept");
    let text = String::from_utf8(paper.to_vec()).expect("text").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("Nobody asked for the review of it again by June 4, 2015."), "{text}");
    assert!(text.contains("the last day for asking again was: Thursday, June 4, 2015."), "{text}");
    assert!(text.contains("File the petition by: Tuesday, October 6, 2015."), "{text}");
    is_proved(app).await;
}
