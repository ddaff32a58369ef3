//! Applications from filing to the opening of a case: duplicates, completion,
//! correction, withdrawal.

use crate::house::{House, coordinator, intake};
use imr_app::App;
use imr_core::application::{Action, Application, Employee, End, Fact, Form, Priority, Stage, Threat};
use imr_core::eligibility::Reason;
use imr_core::law::Law;
use imr_core::party::{Actor, Role};
use imr_core::refusal::Code;
use imr_core::service::NoticeKind;
use imr_sample::Facts;
use jiff::civil::date;

async fn filed(app: &App, form: Form) -> Application {
    app.file(form, &intake(), "it came by mail").await.expect("it is kept")
}

async fn screened(app: &App, form: Form) -> Application {
    let application = filed(app, form).await;
    app.screen(application.id, &intake(), "screening").await.expect("it is screened")
}

async fn moved(app: &App, application: &Application, action: Action) -> Application {
    app.move_application(application.id, action, &intake(), "for the test").await.expect("the way is open")
}

fn disguised(form: &Form) -> Form {
    let mut form = form.clone();
    form.employee =
        Employee { first: "WHITLOCK".into(), middle: String::new(), last: "Dana".into(), ..form.employee };
    form.claim_number = "sample 2014 0121".into();
    form.parties[0].address = vec!["PO Box 9".into()];
    form.ur_decision.as_mut().expect("a decision").items[0].item = "Hydrocodone/APAP 5-325mg, thirty".into();
    form
}

#[tokio::test]
async fn a_disguised_second_filing_is_linked_to_the_first_and_a_person_can_overrule() {
    let house = House::with(Facts::default()).await;
    let first = filed(&house.app, house.story.form.clone()).await;
    let second = filed(&house.app, disguised(&house.story.form)).await;
    let Stage::Duplicate { of } = &second.stage else { panic!("{:?}", second.stage) };
    assert_eq!(of.application, first.id);
    assert!(of.likeness.because().contains("name, changed about"), "{}", of.likeness.because());
    let denied = house.app.move_application(second.id, Action::OverruleDuplicate, &intake(), "try").await;
    assert!(denied.expect_err("it is denied").to_string().contains("Ask somebody who may: coordinator"));
    let overruled = Action::OverruleDuplicate;
    let by = coordinator();
    let after = house.app.move_application(second.id, overruled, &by, "another worker").await.expect("overruled");
    assert_eq!(after.stage.name(), "screening");
    // A third points to the first, not to what was overruled.
    let third = filed(&house.app, disguised(&house.story.form)).await;
    assert_eq!(third.stage.name(), "duplicate");
}

#[tokio::test]
async fn the_next_decision_on_the_same_drugs_is_no_duplicate() {
    let house = House::with(Facts::default()).await;
    filed(&house.app, house.story.form.clone()).await;
    let mut next = house.story.form.clone();
    let decision = next.ur_decision.as_mut().expect("a decision");
    (decision.decided, decision.served) = (date(2015, 3, 13), Some(date(2015, 3, 13)));
    decision.requested = date(2015, 3, 9);
    let next = filed(&house.app, next).await;
    assert_eq!(next.stage.name(), "screening");
    assert_eq!(next.compared.expect("it was compared").with, 1);
}

#[tokio::test]
async fn items_that_an_earlier_application_disputes_as_well_are_named() {
    let house = House::with(Facts::default()).await;
    let first = filed(&house.app, house.story.form.clone()).await;
    let mut wider = house.story.form.clone();
    let decision = wider.ur_decision.as_mut().expect("a decision");
    let item = decision.items[0].item.clone();
    let more = imr_core::application::UrItem { item: "Acupuncture 2x6".into(), ..decision.items[0].clone() };
    decision.items.push(more);
    wider.treatments.push("Acupuncture 2x6".into());
    let wider = screened(&house.app, wider).await;
    let screening = wider.stage.screening().expect("it was screened");
    let said = format!("Application {} disputes \"{item}\"", first.id);
    assert!(screening.tests[2].because.contains(&said), "{}", screening.tests[2].because);
}

#[tokio::test]
async fn of_two_equal_filings_at_one_instant_one_wins_and_the_other_is_told() {
    let house = House::with(Facts::default()).await;
    let form = &house.story.form;
    let by = intake();
    let (a, b) =
        tokio::join!(house.app.file(form.clone(), &by, "by mail"), house.app.file(form.clone(), &by, "by fax"));
    let mut stages = [a, b].map(|one| one.expect("it is kept").stage.name());
    stages.sort_unstable();
    assert_eq!(stages, ["duplicate", "screening"]);
}

#[tokio::test]
async fn of_many_filings_those_that_can_be_filed_are_and_each_has_its_answer() {
    let house = House::with(Facts::default()).await;
    let mut tomorrow = house.story.form.clone();
    tomorrow.received = date(2015, 3, 17);
    let forms = vec![house.story.form.clone(), tomorrow, house.story.form.clone()];
    let filed = house.app.file_and_screen_all(forms, &intake(), "by portal").await.expect("they are kept");
    let told: Vec<String> = filed
        .into_iter()
        .map(|one| one.map_or_else(|refusal| refusal.code.as_str().to_owned(), |one| one.stage.name().to_owned()))
        .collect();
    assert_eq!(told, ["eligible", "impossible_date", "duplicate"]);
}

/// The law with a gap: no edition of the form is accepted in most of 2014.
fn without_a_rule_for_2014() -> Law {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../rules/ca-wc");
    let file = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("text");
        let gap = "from = 2015-01-01\nto = 2026-03-31";
        (path.display().to_string(), text.replace("from = 2014-03-01\nto = 2026-03-31", gap))
    };
    let files: Vec<(String, String)> = std::fs::read_dir(folder).expect("the rules").map(file).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Law::parse(&files).expect("a rule book")
}

#[tokio::test]
async fn one_that_cannot_be_screened_is_kept_and_the_others_are_screened() {
    let house = House::with(Facts::default()).await;
    let mut app = house.app.clone();
    app.law = std::sync::Arc::new(without_a_rule_for_2014());
    let (mut unruled, mut old) = (house.story.form.clone(), house.story.form.clone());
    (unruled.received, unruled.claim_number) = (date(2014, 6, 2), "X-1".into());
    (old.received, old.claim_number) = (date(2012, 3, 16), "X-2".into());
    for (form, name) in [(&mut unruled, "Ottoline Brand"), (&mut old, "Kwame Osei")] {
        let (first, last) = name.split_once(' ').expect("two words");
        form.employee = Employee { first: first.into(), last: last.into(), ..Employee::default() };
        form.parties[0].name = name.into();
    }
    let forms = vec![unruled, house.story.form.clone(), old];
    let filed = app.file_and_screen_all(forms, &intake(), "by portal").await.expect("they are kept");
    let filed: Vec<_> = filed.into_iter().map(|one| one.expect("it is filed")).collect();
    let stages: Vec<&str> = filed.iter().map(|one| one.stage.name()).collect();
    assert_eq!(stages, ["screening", "eligible", "ineligible"]);
    assert!(filed[0].stage.screening().is_none());
    let refusal = app.preview(&filed[0]).expect_err("the law has no row");
    assert!(refusal.to_string().contains("application-editions"), "{refusal}");
    // Each has its receipt, whatever can be said of it.
    for one in &filed {
        app.receipt(one.id).await.expect("a receipt");
    }
}

#[tokio::test]
async fn what_is_missing_is_asked_for_and_the_answer_makes_it_eligible() {
    let house = House::with(Facts::default()).await;
    let mut form = house.story.form.clone();
    form.consent = Some(false);
    let application = screened(&house.app, form).await;
    let defects = house.app.preview(&application).expect("a preview").defects;
    assert_eq!(defects.len(), 1);
    assert_eq!(defects[0].sentence, "The consent to obtain the medical records is missing.");
    assert_eq!(defects[0].until, Some(date(2015, 4, 3)));
    let application = moved(&house.app, &application, Action::RequestInformation).await;
    assert_eq!(application.stage.due().map(|due| due.date), Some(date(2015, 3, 23)));
    let application = moved(
        &house.app,
        &application,
        Action::Answer { form: house.story.form.clone(), received: imr_core::world::World::today(&*house.world) },
    )
    .await;
    let application = moved(&house.app, &application, Action::Screen).await;
    assert_eq!(application.stage.name(), "eligible");
    let history = house.app.application_history(application.id).await.expect("a history");
    let owed: Vec<_> =
        history.iter().filter_map(|event| imr_core::fact::read::<Fact>(event).expect("a fact").notice()).collect();
    assert_eq!(owed, [NoticeKind::Receipt, NoticeKind::InformationRequest]);
}

#[tokio::test]
async fn a_corrected_form_is_a_new_application_and_no_duplicate() {
    let house = House::with(Facts::default()).await;
    let mut form = house.story.form.clone();
    form.signature = None;
    let first = screened(&house.app, form).await;
    assert_eq!(first.stage.screening().expect("it was screened").reasons(), [Reason::NotSigned]);
    let corrected = house.story.form.clone();
    let second = house.app.refile(first.id, corrected, &intake(), "signed now").await.expect("it is refiled");
    assert_eq!(second.stage.name(), "screening");
    let first = house.app.application(first.id).await.expect("the first");
    let Stage::Ineligible { refiled, .. } = first.stage else { panic!("{:?}", first.stage) };
    assert_eq!(refiled, Some(second.id));
    let report = house.app.verify_audit(None).await.expect("the log is checked");
    assert_eq!(report.problems, []);
}

#[tokio::test]
async fn a_corrected_form_is_taken_although_a_duplicate_of_the_closed_one_stands_between() {
    let house = House::with(Facts::default()).await;
    let mut unsigned = house.story.form.clone();
    unsigned.signature = None;
    let first = filed(&house.app, unsigned.clone()).await;
    let second = filed(&house.app, unsigned).await;
    assert_eq!(second.stage.name(), "duplicate");
    let first = house.app.screen(first.id, &intake(), "screening").await.expect("it is screened");
    assert_eq!(first.stage.name(), "ineligible");
    let third = filed(&house.app, house.story.form.clone()).await;
    assert_eq!(third.stage.name(), "screening", "{:?}", third.compared);
    let like = third.compared.and_then(|compared| compared.like).expect("it is like the first");
    assert_eq!((like.application, like.closed), (first.id, true));
}

#[tokio::test]
async fn an_answer_that_turns_it_into_an_application_on_file_is_a_duplicate() {
    let house = House::with(Facts::default()).await;
    let first = filed(&house.app, house.story.form.clone()).await;
    let mut next = house.story.form.clone();
    let decision = next.ur_decision.as_mut().expect("a decision");
    (decision.decided, decision.served) = (date(2015, 3, 13), Some(date(2015, 3, 13)));
    decision.requested = date(2015, 3, 9);
    next.consent = Some(false);
    let next = screened(&house.app, next).await;
    let next = moved(&house.app, &next, Action::RequestInformation).await;
    let next = moved(
        &house.app,
        &next,
        Action::Answer { form: house.story.form.clone(), received: imr_core::world::World::today(&*house.world) },
    )
    .await;
    let Stage::Duplicate { of } = &next.stage else { panic!("{:?}", next.stage) };
    assert_eq!(of.application, first.id);
}

#[tokio::test]
async fn a_certified_threat_before_assignment_makes_the_case_expedited() {
    let house = House::with(Facts::default()).await;
    let application = screened(&house.app, house.story.form.clone()).await;
    let threat = Threat { certified_by: "Jordan Reyes, M.D.".into(), on: date(2015, 3, 16) };
    let application = moved(&house.app, &application, Action::Expedite(threat)).await;
    let case = house.app.open_case(application.id, &coordinator(), "eligible").await.expect("it opens");
    assert_eq!(case.opening.priority, Priority::Expedited);
}

#[tokio::test]
async fn items_that_were_authorized_do_not_come_into_the_case() {
    let house = House::with(Facts::default()).await;
    let application = screened(&house.app, house.story.form.clone()).await;
    let one = Action::EndItems { items: vec![1], how: End::Authorized, on: house.app.world.today() };
    let application = moved(&house.app, &application, one).await;
    let case = house.app.open_case(application.id, &coordinator(), "eligible").await.expect("it opens");
    assert_eq!(case.items.len(), 2);
    assert_eq!(case.items[0].item, "Cyclobenzaprine Hydrochloride 5 MG #30");
}

#[tokio::test]
async fn only_some_may_withdraw_and_what_is_withdrawn_opens_no_case() {
    let house = House::with(Facts::default()).await;
    let application = filed(&house.app, house.story.form.clone()).await;
    let administrator = Actor::new(Role::ClaimsAdministrator, "a-1");
    let denied = house.app.move_application(application.id, Action::Withdraw, &administrator, "try").await;
    assert!(denied.is_err());
    moved(&house.app, &application, Action::Withdraw).await;
    let refused = house.app.open_case(application.id, &coordinator(), "try").await.expect_err("it is refused");
    assert!(refused.to_string().contains("is at the stage \"withdrawn\" (A9)"), "{refused}");
    assert_eq!(crate::refusals::code(&refused), Some(Code::WrongStage));
}
