//! What waits: for a dispute about liability, for a person, for an answer.

use super::*;

#[test]
fn what_is_put_off_in_part_is_told_of_and_owed_once() {
    let told = Told::screened(partly_deferred_form());
    let screening = told.0.stage.screening().expect("it was screened");
    assert_eq!(
        (screening.outcome, screening.put_off.as_slice()),
        (Outcome::Eligible, &["MRI of the lumbar spine".to_owned()][..])
    );
    assert!(told.0.owed.contains(&NoticeKind::Deferral), "{:?}", told.0.owed);
    let assigned = told.then(Action::Assign { case: "CM15-9000001".into() }, DAY);
    let served = assigned.served(NoticeKind::Deferral, Method::Mail, DAY);
    assert_eq!(served.0.owed, [NoticeKind::Receipt]);
}

/// A later application as it comes, beside an earlier one.
fn later(found: &Application, form: &Form) -> Earlier {
    let identity = Identity::of(form);
    Earlier::of(found, compare(&identity, &Identity::of(&found.form)), (form, &identity))
}

fn of_item(mut form: Form, item: usize) -> Form {
    let decision = form.ur_decision.as_mut().expect("a decision");
    decision.items = vec![decision.items[item].clone()];
    form
}

#[test]
fn an_application_for_what_was_put_off_is_no_duplicate_and_one_for_the_rest_is() {
    let assign = Action::Assign { case: "CM15-9000001".into() };
    let found = Told::screened(partly_deferred_form()).then(assign, DAY).0;
    let again = later(&found, &of_item(partly_deferred_form(), 1));
    assert!(again.renews && again.likeness.shared.is_empty(), "{again:?}");
    assert!(!later(&found, &of_item(partly_deferred_form(), 0)).renews, "that item is being reviewed");
    assert!(!later(&found, &partly_deferred_form()).renews, "it is the same form, come twice");
    let mut resolved_form = partly_deferred_form();
    resolved_form.liability_resolved = Some(resolved(true));
    let again = later(&found, &resolved_form);
    assert!(again.renews);
    assert_eq!(again.likeness.shared, ["Flexeril 5 mg #30"], "that is disputed twice, and said");
}

#[test]
fn filing_anew_after_a_deferral_is_no_duplicate_and_knows_how_the_dispute_ended() {
    let deferred = Told::screened(deferred_form());
    assert!(!later(&deferred.0, &deferred_form()).renews, "the dispute goes on: nothing new is asked");
    let found = deferred.then(Action::ResolveLiability(resolved(true)), DAY);
    let mut before = deferred_form();
    before.received = date(2015, 3, 9);
    assert!(!later(&found.0, &before).renews, "it came before the dispute had ended");
    let mut again = deferred_form();
    again.received = date(2015, 4, 8);
    let like = later(&found.0, &again);
    assert!(like.renews && !like.closed, "{like:?}");
    let comparison = Comparison { with: 1, like: Some(like), ..Comparison::alone() };
    assert!(comparison.in_words().contains("It asks anew for what application"), "{}", comparison.in_words());
    let again = Told::received(again).then(Action::Compare(comparison), date(2015, 4, 8));
    let again = again.then(Action::Screen, date(2015, 4, 8));
    assert_eq!(again.0.stage.state(), "A8", "{:?}", again.0.stage);
    assert_eq!(again.0.form.liability_resolved, Some(resolved(true)));
    assert_eq!(Application::replay(&again.1).as_ref(), Ok(&again.0));
    // The deferred one does not lapse beside it, and cannot be asked for twice.
    let found =
        found.then(Action::Refile { application: Uuid::max(), received: date(2015, 4, 8) }, date(2015, 4, 8));
    assert!(!found.0.is_time_over(date(2015, 6, 1)));
    let refused = found.0.apply(Action::PassTime, &on(date(2015, 6, 1)), &Law::built_in()).expect_err("no");
    assert_eq!(refused.code, Code::WrongStage);
}

#[test]
fn a_deferral_that_lapses_invents_no_request() {
    let lapsed = Told::screened(deferred_form())
        .served(NoticeKind::Deferral, Method::Mail, DAY)
        .then(Action::ResolveLiability(LiabilityResolved { method: Some(Method::Fax), ..resolved(true) }), DAY)
        .then(Action::PassTime, date(2015, 6, 15));
    let said = lapsed.0.stage.screening().expect("it was screened").because();
    assert_eq!(
        said,
        "Notice that liability is resolved was served on 2015-03-10, so the last day was 2015-04-13; until then nobody \
         asked for the review anew."
    );
    assert_eq!(lapsed.0.form.liability_resolved.and_then(|one| one.renewed), None);
}

#[test]
fn asking_anew_counts_by_the_day_on_which_it_came_and_by_how_the_notice_was_served() {
    let law = Law::built_in();
    let by = |method| Action::ResolveLiability(LiabilityResolved { method, ..resolved(true) });
    let due = |method| Told::screened(deferred_form()).then(by(method), DAY).0.stage.due().expect("a day").date;
    assert_eq!(due(Some(Method::Personal)), date(2015, 4, 9));
    assert_eq!(due(Some(Method::Mail)), date(2015, 4, 14));
    assert_eq!(due(None), date(2015, 4, 14), "nothing lapses that may be in time");
    let found = Told::screened(deferred_form()).then(by(Some(Method::Mail)), DAY).0;
    let typed = on(date(2015, 4, 20));
    let renew = |received| found.clone().apply(Action::Renew { received }, &typed, &law);
    let (renewed, _) = renew(date(2015, 4, 14)).expect("it came in time, whenever it is typed in");
    assert_eq!(renewed.form.liability_resolved.and_then(|one| one.renewed), Some(date(2015, 4, 14)));
    let code = |received| renew(received).expect_err("it is refused").code;
    assert_eq!(code(date(2015, 4, 15)), Code::TooLate);
    assert_eq!(code(date(2015, 4, 21)), Code::ImpossibleDate);
    assert_eq!(code(date(2015, 3, 9)), Code::ImpossibleDate);
}

#[test]
fn only_a_person_decides_which_period_for_filing_holds() {
    let law = Law::built_in();
    let day = date(2018, 3, 2);
    let open = Told::screened(late_formulary_form());
    let refusal = open.0.clone().apply(Action::RequestInformation, &on(day), &law).expect_err("nothing to ask");
    assert!(refusal.remedy.contains("ordinary-period"), "{refusal}");
    let refusal = open.0.clone().apply(Action::Assign { case: "CM18-9000001".into() }, &on(day), &law);
    assert!(refusal.expect_err("not yet").remedy.contains("ordinary-period"));
    let decided = |track| open.clone().then(Action::FindPeriod(track), day).then(Action::Screen, day);
    let Told(ordinary, events) = decided(Track::Ordinary);
    assert_eq!(ordinary.stage.state(), "A8");
    assert_eq!(Application::replay(&events).as_ref(), Ok(&ordinary));
    assert_eq!(
        ordinary.period.map(|found| (found.by, found.because)),
        Some(("intake i-1".into(), "for the test".into()))
    );
    let Told(formulary, _) = decided(Track::Formulary);
    assert_eq!(formulary.stage.state(), "A6");
    let said = formulary.stage.screening().expect("it was screened").because();
    assert!(said.ends_with("It was found that the period of the formulary holds: for the test."), "{said}");
    let refusal = Told::screened(incomplete_form()).0.apply(Action::FindPeriod(Track::Ordinary), &on(DAY), &law);
    assert_eq!(refusal.expect_err("that is no question").code, Code::WrongStage);
}

#[test]
fn the_time_for_an_answer_runs_from_the_service_of_the_request() {
    let law = Law::built_in();
    let unserved = Told::screened(incomplete_form()).then(Action::RequestInformation, DAY);
    let late = date(2015, 6, 1);
    assert!(!unserved.0.is_time_over(late));
    let refusal = unserved.0.clone().apply(Action::PassTime, &on(late), &law).expect_err("nobody was asked");
    assert_eq!(refusal.code, Code::NotServed);
    let mailed = unserved.served(NoticeKind::InformationRequest, Method::Mail, date(2015, 3, 20));
    let due = mailed.0.stage.due().expect("a day");
    assert_eq!(due.date, date(2015, 4, 2));
    assert!(due.steps[0].text.starts_with("Sent by mail on Friday, March 20, 2015"), "{:?}", due.steps);
    assert!(due.steps[1].text.ends_with("which is taken to be on Wednesday, March 25, 2015."), "{:?}", due.steps);
    assert!(mailed.0.is_time_over(date(2015, 4, 3)));
    assert_eq!(Application::replay(&mailed.1).as_ref(), Ok(&mailed.0));
    let old = serde_json::to_value(Fact::NoticeSent { notice: mailed.0.notices[0].clone(), due: None });
    let old: Fact = serde_json::from_value(old.expect("JSON")).expect("an old event is read");
    assert!(matches!(old, Fact::NoticeSent { due: None, .. }));
}

#[test]
fn an_answer_counts_by_the_day_on_which_it_came() {
    let law = Law::built_in();
    let asked = Told::reminded().0;
    let due = asked.stage.due().expect("a day").date;
    let typed = due.checked_add(jiff::Span::new().days(4)).expect("in range");
    let answer = |received| {
        let action = Action::Answer { form: reminded_form(), received };
        asked.clone().apply(action, &on(typed), &law)
    };
    let (came, _) = answer(due).expect("it came in time, whenever it is typed in");
    assert_eq!(came.stage.state(), "A3");
    let code = |received| answer(received).expect_err("it is refused").code;
    assert_eq!(code(due.tomorrow().expect("in range")), Code::TooLate);
    assert_eq!(code(typed.tomorrow().expect("in range")), Code::ImpossibleDate);
    assert_eq!(code(date(2013, 9, 15)), Code::ImpossibleDate);
}

#[test]
fn what_waits_beside_a_case_is_asked_for_anew_once_liability_is_resolved() {
    let law = Law::built_in();
    let assign = Action::Assign { case: "CM15-9000001".into() };
    let assigned = Told::screened(partly_deferred_form()).then(assign.clone(), DAY);
    let for_employee =
        LiabilityResolved { served: date(2015, 3, 17), method: Some(Method::Mail), ..resolved(true) };
    let found = assigned.clone().then(Action::ResolveLiability(for_employee.clone()), DAY);
    // 30 days and five for mail.
    assert_eq!(found.0.stage.due().map(|due| due.date), Some(date(2015, 4, 21)));
    let a_day_earlier = LiabilityResolved { served: date(2015, 3, 16), ..for_employee.clone() };
    let corrected = found.clone().then(Action::ResolveLiability(a_day_earlier), DAY);
    assert_eq!(corrected.0.stage.due().map(|due| due.date), Some(date(2015, 4, 20)), "recorded again, put right");
    let lost = LiabilityResolved { for_employee: false, ..for_employee.clone() };
    let lost = found.clone().then(Action::ResolveLiability(lost), DAY);
    assert_eq!((lost.0.stage.state(), lost.0.stage.due()), ("C1", None), "it ended the other way");
    assert_eq!(Application::replay(&lost.1).as_ref(), Ok(&lost.0));
    let mut again = of_item(partly_deferred_form(), 1);
    again.received = date(2015, 4, 8);
    let like = later(&found.0, &again);
    assert!(like.renews, "{like:?}");
    assert_eq!(like.resolved, Some(for_employee.clone()));
    assert!(!later(&found.0, &of_item(partly_deferred_form(), 0)).renews, "that item is being reviewed");
    let comparison = Comparison { with: 1, like: Some(like), ..Comparison::alone() };
    let day = again.received;
    let again = Told::received(again).then(Action::Compare(comparison), day).then(Action::Screen, day);
    assert_eq!(again.0.stage.state(), "A8", "{:?}", again.0.stage);
    let refile = Action::Refile { application: Uuid::max(), received: day };
    let asked = found.clone().then(refile.clone(), day);
    assert_eq!((asked.0.stage.state(), asked.0.stage.due()), ("C1", None));
    assert!(asked.0.clone().apply(refile, &on(day), &law).is_err(), "it is asked for once");
    // Nobody asks in time: nothing is owed any more, and the case goes on.
    let over = found.then(Action::PassTime, date(2015, 4, 22));
    assert_eq!((over.0.stage.state(), over.0.stage.due()), ("C1", None));
    assert_eq!(Application::replay(&over.1).as_ref(), Ok(&over.0));
    let against =
        assigned.then(Action::ResolveLiability(LiabilityResolved { for_employee: false, ..for_employee }), DAY);
    assert_eq!((against.0.stage.state(), against.0.stage.due()), ("C1", None));
    assert_eq!(Application::replay(&against.1).as_ref(), Ok(&against.0));
    let whole = Told::screened(form()).then(assign, DAY).0;
    let refusal = whole.apply(Action::ResolveLiability(resolved(true)), &on(DAY), &law).expect_err("nothing waits");
    assert_eq!(refusal.code, Code::WrongStage);
}

#[test]
fn an_answer_is_due_from_the_receipt_of_the_request_once_that_is_known() {
    let law = Law::built_in();
    let asked = Told::screened(incomplete_form()).then(Action::RequestInformation, DAY);
    let mailed = asked.served(NoticeKind::InformationRequest, Method::Mail, date(2015, 3, 20));
    let names: Vec<Role> = mailed.0.notices[0].proofs.iter().map(|proof| proof.role).collect();
    let mut told = mailed.clone();
    for by in names {
        let said = Receiving { by, name: String::new(), on: date(2015, 3, 23), at: None };
        let record = Action::RecordReceipt { notice: NoticeKind::InformationRequest, said };
        told = told.then(record, date(2015, 3, 24));
    }
    let due = told.0.stage.due().expect("a day");
    assert_eq!(due.date, date(2015, 3, 30), "five working days from the last receipt");
    assert!(due.steps[0].text.contains("its receipt is known"), "{:?}", due.steps);
    assert_eq!(Application::replay(&told.1).as_ref(), Ok(&told.0));
    let said = Receiving { by: Role::Employer, name: String::new(), on: date(2015, 3, 23), at: None };
    let record = Action::RecordReceipt { notice: NoticeKind::InformationRequest, said };
    let refusal = mailed.0.apply(record, &on(date(2015, 3, 24)), &law).expect_err("it was not served there");
    assert_eq!(refusal.code, Code::NotServed);
}

#[test]
fn who_comes_to_act_before_a_case_is_opened_is_served_and_goes_over_to_the_case() {
    let by = crate::party::Party {
        role: Role::EmployeeAttorney,
        name: "C. Counsel".into(),
        organization: None,
        address: vec!["7 Fir Street".into()],
    };
    let change = Change { what: Changed::Represented { by }, on: DAY, writing: Some(Digest::ZERO) };
    let told = Told::screened(form()).then(Action::ChangeParties(change.clone()), DAY);
    assert!(told.0.parties_on(DAY).iter().any(|party| party.name == "C. Counsel"));
    assert_eq!(Application::replay(&told.1).as_ref(), Ok(&told.0));
    let opened = crate::case::Case::open("CM15-9000001", &told.0, &on(DAY), &Law::built_in());
    let (case, _) = opened.expect("it opens");
    assert!(case.parties_on(DAY).iter().any(|party| party.name == "C. Counsel"));
    let assigned = told.then(Action::Assign { case: "CM15-9000001".into() }, DAY);
    let refusal = assigned.0.apply(Action::ChangeParties(change), &on(DAY), &Law::built_in()).expect_err("no");
    assert!(refusal.remedy.contains("Act on its case"), "{refusal}");
}
