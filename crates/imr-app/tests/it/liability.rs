//! What becomes of an application that waits for a dispute about liability:
//! what it is told, what asks anew in its place, and how it ends.

use crate::house::{House, intake};
use crate::putting_off::{advanced, decision, disputed, filed, go_to, is_proved, resolved};
use imr_app::App;
use imr_core::application::{Action, Application, LiabilityResolved, Stage};
use imr_core::service::NoticeKind;
use imr_sample::Facts;
use jiff::civil::date;

/// The last notice of an application, in one line.
async fn last_notice(app: &App, one: &Application) -> String {
    let document = one.notices.last().expect("a notice").document;
    let paper = app.store.blobs().get(&document).await.expect("it is kept");
    let text = String::from_utf8(paper.to_vec()).expect("text");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn resolve(app: &App, one: &Application, resolved: LiabilityResolved) -> Application {
    let action = Action::ResolveLiability(resolved);
    app.move_application(one.id, action, &intake(), "a notice came").await.expect("it is recorded")
}

/// An application that was put off and told so, of which the dispute has ended.
async fn put_off_and_resolved(house: &House) -> Application {
    let first = filed(&house.app, disputed(house, &[0, 1, 2])).await;
    let (first, served) = advanced(&house.app, &first).await;
    assert!(served.contains(&NoticeKind::Deferral), "{served:?}");
    go_to(house, date(2015, 5, 2));
    resolve(&house.app, &first, resolved()).await
}

#[tokio::test]
async fn a_form_without_a_signature_does_not_use_up_the_time_for_asking_anew() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    let first = put_off_and_resolved(&house).await;
    go_to(&house, date(2015, 5, 20));
    let mut unsigned = disputed(&house, &[0, 1, 2]);
    (unsigned.received, unsigned.signature) = (date(2015, 5, 20), None);
    let mut second = app.file_and_screen_all(vec![unsigned], &intake(), "by mail").await.expect("it is kept");
    let second = second.remove(0).expect("it is filed");
    assert_eq!(second.stage.name(), "ineligible");
    let first = app.application(first.id).await.expect("it is there");
    assert_eq!(first.stage.due().map(|due| due.date), Some(date(2015, 6, 4)), "{:?}", first.stage);
    let renew = Action::Renew { received: date(2015, 5, 22) };
    go_to(&house, date(2015, 5, 22));
    let first = app.move_application(first.id, renew, &intake(), "a letter came").await.expect("it is in time");
    let (first, _) = advanced(app, &first).await;
    assert_eq!(first.stage.name(), "assigned", "{:?}", first.stage);
    is_proved(app).await;
}

#[tokio::test]
async fn one_that_ends_later_gives_the_time_back_and_one_with_a_case_takes_the_first_along() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    let first = put_off_and_resolved(&house).await;
    go_to(&house, date(2015, 5, 4));
    let mut again = disputed(&house, &[0, 1, 2]);
    (again.received, again.consent) = (date(2015, 5, 4), Some(false));
    let second = filed(app, again.clone()).await;
    let (second, _) = advanced(app, &second).await;
    assert_eq!(second.stage.name(), "information requested");
    let waits = app.application(first.id).await.expect("it is there");
    assert!(matches!(waits.stage, Stage::Deferred { refiled: Some(by), .. } if by == second.id));
    go_to(&house, date(2015, 5, 28));
    let (second, _) = advanced(app, &second).await;
    assert_eq!(second.stage.name(), "ineligible", "{:?}", second.stage);
    let open = app.application(first.id).await.expect("it is there");
    assert_eq!(open.stage.due().map(|due| due.date), Some(date(2015, 6, 4)), "{:?}", open.stage);
    (again.received, again.consent) = (date(2015, 5, 28), Some(true));
    let third = filed(app, again).await;
    let (third, _) = advanced(app, &third).await;
    let Stage::Assigned { case, .. } = &third.stage else { panic!("{:?}", third.stage) };
    let first = app.application(first.id).await.expect("it is there");
    assert!(matches!(&first.stage, Stage::Assigned { case: same, .. } if same == case), "{:?}", first.stage);
    let (_, served) = advanced(app, &first).await;
    assert_eq!(served, []);
    is_proved(app).await;
}

#[tokio::test]
async fn a_notice_that_waits_beyond_the_end_of_the_dispute_tells_of_the_end() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    let mut filed = app.file_and_screen_all(vec![disputed(&house, &[0, 1, 2])], &intake(), "by mail").await;
    let first = filed.as_mut().expect("it is kept").remove(0).expect("it is filed");
    go_to(&house, date(2015, 5, 2));
    let first = resolve(app, &first, LiabilityResolved { method: None, ..resolved() }).await;
    go_to(&house, date(2015, 6, 3));
    let (first, served) = advanced(app, &first).await;
    assert_eq!(served, [NoticeKind::Receipt, NoticeKind::Deferral]);
    let said = last_notice(app, &first).await;
    assert!(said.contains("notice of that was served on Thursday, April 30, 2015"), "{said}");
    assert!(said.contains("Ask for the review again by: Wednesday, July 8, 2015."), "{said}");
    assert!(!said.contains("When it is resolved"), "{said}");
    go_to(&house, date(2015, 7, 9));
    let (first, served) = advanced(app, &first).await;
    assert_eq!((first.stage.name(), served), ("ineligible", vec![NoticeKind::Ineligible]));
    let said = last_notice(app, &first).await;
    assert!(said.contains("the last day was July 8, 2015; until then nobody asked"), "{said}");
    assert!(said.contains("the last day for asking again was: Wednesday, July 8, 2015."), "{said}");
    assert!(!said.contains("The application was received after"), "{said}");
    assert!(said.contains("send that notice, with proof of its service"), "{said}");
    is_proved(app).await;
}

#[tokio::test]
async fn liability_that_was_decided_against_the_employee_is_told_as_that() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    let first = filed(app, disputed(&house, &[0, 1, 2])).await;
    let (first, _) = advanced(app, &first).await;
    go_to(&house, date(2015, 5, 2));
    let first = resolve(app, &first, LiabilityResolved { for_employee: false, ..resolved() }).await;
    let (first, served) = advanced(app, &first).await;
    assert_eq!(served, [NoticeKind::Ineligible]);
    let said = last_notice(app, &first).await;
    assert!(said.contains("it ended against the employee, so there is no review"), "{said}");
    assert!(!said.contains("set aside until") && !said.contains("the last day for filing was"), "{said}");
    is_proved(app).await;
}

#[tokio::test]
async fn who_asks_anew_beside_a_case_is_asked_how_the_dispute_ended_and_not_turned_away() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    let first = filed(app, disputed(&house, &[2])).await;
    advanced(app, &first).await;
    go_to(&house, date(2015, 7, 20));
    let mut again = disputed(&house, &[2]);
    decision(&mut again).items.drain(..2);
    again.received = date(2015, 7, 20);
    let again = filed(app, again).await;
    let (again, served) = advanced(app, &again).await;
    assert_eq!(served, [NoticeKind::Receipt, NoticeKind::InformationRequest], "{:?}", again.stage);
    let said = last_notice(app, &again).await;
    assert!(said.contains("nobody has said how that dispute ended. Send the notice"), "{said}");
    go_to(&house, date(2015, 7, 22));
    let again = resolve(app, &again, LiabilityResolved { served: date(2015, 7, 1), ..resolved() }).await;
    let (again, _) = advanced(app, &again).await;
    // The case of the rest could take it in.
    assert_eq!(again.stage.name(), "eligible", "{:?}", again.stage);
    is_proved(app).await;
}
