//! How a dispute about liability ends: days that cannot be, corrections, and
//! what asks anew in place of another.

use super::*;

fn resolves(served: Date, method: Option<Method>, for_employee: bool) -> Action {
    let resolved = LiabilityResolved { served, method, for_employee, renewed: None, told: None };
    Action::ResolveLiability(resolved)
}

fn told_and_deferred() -> Told {
    Told::screened(deferred_form()).served(NoticeKind::Deferral, Method::Mail, DAY)
}

fn replays(Told(application, events): &Told) {
    assert_eq!(Application::replay(events).as_ref(), Ok(application));
}

/// An application with the form that asks anew for what another put off.
fn asking_anew(mut form: Form, day: Date) -> Told {
    form.received = day;
    let renewing = Earlier { renews: true, ..earlier() };
    let comparison = Comparison { with: 1, like: Some(renewing), ..Comparison::alone() };
    Told::received(form).then(Action::Compare(comparison), day).then(Action::Screen, day)
}

#[test]
fn a_dispute_cannot_have_ended_before_the_decision_at_whose_time_it_was_there() {
    let law = Law::built_in();
    for for_employee in [true, false] {
        let early = resolves(date(2014, 4, 30), None, for_employee);
        let refusal = told_and_deferred().0.apply(early, &on(DAY), &law).expect_err("a digit is wrong");
        assert_eq!(refusal.code, Code::ImpossibleDate);
        assert!(refusal.to_string().contains("when the decision of 2015-02-27 was made"), "{refusal}");
    }
}

#[test]
fn a_wrong_day_or_a_wrong_end_of_the_dispute_can_be_put_right() {
    let wrong = told_and_deferred().then(resolves(date(2015, 3, 3), None, true), DAY);
    let right = wrong.clone().then(resolves(date(2015, 3, 18), Some(Method::Mail), true), DAY);
    assert_eq!(right.0.stage.due().expect("a day").date, date(2015, 4, 22));
    replays(&right);
    let lapsed = wrong.then(Action::PassTime, date(2015, 4, 8));
    assert_eq!(lapsed.0.stage.state(), "A6");
    let again = lapsed.then(resolves(date(2015, 3, 18), Some(Method::Mail), true), date(2015, 4, 9));
    assert_eq!((again.0.stage.state(), again.0.stage.due().expect("a day").date), ("A7", date(2015, 4, 22)));
    assert!(again.0.owed.contains(&NoticeKind::Deferral), "who was told that it is over is told that it is not");
    replays(&again);
    let renewed = again.then(Action::Renew { received: date(2015, 4, 9) }, date(2015, 4, 9));
    assert_eq!(renewed.then(Action::Screen, date(2015, 4, 9)).0.stage.state(), "A8");
    let against = told_and_deferred().then(resolves(date(2015, 3, 10), None, false), DAY);
    let turned = against.then(resolves(date(2015, 3, 18), None, true), DAY);
    assert_eq!(turned.0.stage.state(), "A7");
    let turned = turned.then(resolves(date(2015, 3, 19), None, false), DAY);
    assert_eq!(turned.0.stage.state(), "A6");
    replays(&turned);
}

#[test]
fn what_asks_anew_is_asked_how_the_dispute_ended_and_that_can_be_recorded() {
    let day = date(2015, 7, 20);
    for form in [form(), deferred_form()] {
        let asks = asking_anew(form, day);
        let screening = asks.0.stage.screening().expect("it was screened");
        assert_eq!(screening.outcome, Outcome::InformationNeeded, "{}", screening.because());
        assert!(screening.because().contains("nobody has said how that dispute ended"), "{}", screening.because());
        let asked =
            asks.then(Action::RequestInformation, day).served(NoticeKind::InformationRequest, Method::Fax, day);
        let answered = asked.clone().then(resolves(date(2015, 7, 1), Some(Method::Mail), true), day);
        let eligible = answered.then(Action::Screen, day);
        assert_eq!(eligible.0.stage.state(), "A8", "{:?}", eligible.0.stage);
        replays(&eligible);
        let silent = asked.then(Action::PassTime, date(2015, 8, 20)).then(Action::Screen, date(2015, 8, 20));
        assert_eq!(silent.0.stage.state(), "A7", "it waits on; nothing is lost by silence");
        replays(&silent);
    }
}

#[test]
fn who_was_told_nothing_before_the_dispute_ended_has_the_time_from_being_told() {
    let ended = Told::screened(deferred_form()).then(resolves(date(2015, 3, 18), None, true), date(2015, 3, 20));
    let late = date(2015, 5, 18);
    assert!(!ended.0.is_time_over(late), "nobody was told");
    let refusal = ended.0.clone().apply(Action::PassTime, &on(late), &Law::built_in()).expect_err("not yet");
    assert_eq!(refusal.code, Code::NotServed);
    let told = ended.served(NoticeKind::Deferral, Method::Personal, late);
    assert_eq!(told.0.stage.due().expect("a day").date, date(2015, 6, 17));
    replays(&told);
    let renewed = told.clone().then(Action::Renew { received: date(2015, 6, 16) }, date(2015, 6, 16));
    assert_eq!(renewed.then(Action::Screen, date(2015, 6, 16)).0.stage.state(), "A8");
    assert!(told.0.is_time_over(date(2015, 6, 18)));
}

#[test]
fn how_the_notice_was_served_can_be_recorded_when_that_is_what_is_asked() {
    let asked = told_and_deferred().then(resolves(date(2015, 3, 18), None, true), DAY);
    let day = date(2015, 4, 20);
    let open = asked.then(Action::Renew { received: day }, day).then(Action::Screen, day);
    assert_eq!(open.0.stage.screening().map(|one| one.outcome), Some(Outcome::InformationNeeded));
    let proved = open.then(resolves(date(2015, 3, 18), Some(Method::Mail), true), date(2015, 5, 4));
    let eligible = proved.then(Action::Screen, date(2015, 5, 4));
    assert_eq!(eligible.0.stage.state(), "A8", "{:?}", eligible.0.stage);
    assert_eq!(eligible.0.form.liability_resolved.as_ref().and_then(|one| one.renewed), Some(day));
    replays(&eligible);
}

#[test]
fn a_form_that_is_no_good_uses_up_nothing_and_a_case_ends_the_waiting() {
    let first = told_and_deferred().then(resolves(date(2015, 3, 18), None, true), DAY);
    let first = first.then(Action::Refile { application: Uuid::max(), received: DAY }, DAY);
    let later = |told: Told| Application { id: Uuid::max(), ..told.0 };
    assert_eq!(first.0.carried_by(&later(Told::screened(incomplete_form()))), None, "it is not known yet");
    let release = first.0.carried_by(&later(Told::screened(unsigned_form()))).expect("it ended");
    let released = first.clone().then(release, DAY);
    assert_eq!(released.0.stage.due().expect("the time runs on").date, date(2015, 4, 22));
    replays(&released);
    let renewed = released.then(Action::Renew { received: DAY }, DAY);
    assert_eq!(renewed.then(Action::Screen, DAY).0.stage.state(), "A8");
    let assigned = Told::screened(form()).then(Action::Assign { case: "CM15-9000001".into() }, DAY);
    let follow = first.0.carried_by(&later(assigned)).expect("it has its case");
    let followed = first.then(follow, DAY);
    assert!(matches!(&followed.0.stage, Stage::Assigned { case, .. } if case == "CM15-9000001"));
    replays(&followed);
}

#[test]
fn who_withdraws_all_that_is_left_withdraws_the_application() {
    let one = Action::EndItems { items: vec![1], how: End::Authorized, on: DAY };
    let rest = Action::EndItems { items: vec![2], how: End::Withdrawn, on: DAY };
    for told in [Told::screened(form()), Told::screened(deferred_form())] {
        let left = told.then(one.clone(), DAY).then(rest.clone(), DAY);
        assert_eq!(left.0.stage, Stage::Withdrawn { on: DAY });
        assert!(left.0.owed.contains(&NoticeKind::WithdrawalAcknowledged), "{:?}", left.0.owed);
        replays(&left);
    }
}

#[test]
fn an_answer_that_came_in_time_counts_when_it_is_found_later() {
    let law = Law::built_in();
    let asked = Told::asked(incomplete_form());
    let due = asked.0.stage.due().expect("a day").date;
    let over = asked.then(Action::PassTime, date(2015, 4, 1));
    let ineligible = over.clone().then(Action::Screen, date(2015, 4, 1));
    assert_eq!(ineligible.0.stage.state(), "A6");
    let answer = |received| Action::Answer { form: form(), received };
    for told in [over, ineligible] {
        let found = told.clone().then(answer(due), date(2015, 4, 10));
        let found = found.then(Action::Compare(Comparison::alone()), date(2015, 4, 10));
        let found = found.then(Action::Screen, date(2015, 4, 10));
        assert_eq!(found.0.stage.state(), "A8", "{:?}", found.0.stage);
        replays(&found);
        let late = told.0.apply(answer(due.tomorrow().expect("a day")), &on(date(2015, 4, 10)), &law);
        assert_eq!(late.expect_err("it came late").code, Code::TooLate);
    }
    let never_asked = Told::screened(unsigned_form()).0.apply(answer(DAY), &on(DAY), &law);
    assert_eq!(never_asked.expect_err("nothing was asked").code, Code::WrongStage);
}

/// Of two items one waits beside a case, and the dispute ended for the employee.
fn beside_a_case(for_employee: bool) -> Told {
    let told = Told::screened(partly_deferred_form()).served(NoticeKind::Deferral, Method::Mail, DAY);
    let assigned = told.then(Action::Assign { case: "CM15-9000001".into() }, DAY);
    assigned.then(resolves(date(2015, 3, 18), Some(Method::Mail), for_employee), DAY)
}

#[test]
fn what_waits_beside_a_case_is_told_of_when_it_is_lost() {
    let (item, over) = (form().ur_decision.expect("a decision").items[1].item.clone(), date(2015, 4, 23));
    let resolved = beside_a_case(true);
    assert_eq!(resolved.0.stage.due().map(|due| due.date), Some(date(2015, 4, 22)));
    assert!(!resolved.0.owed.contains(&NoticeKind::Ineligible), "it is not lost yet");
    for (lost, reason) in [
        (resolved.then(Action::PassTime, over), Reason::Untimely),
        (beside_a_case(false), Reason::LiabilityDispute),
    ] {
        assert_eq!((lost.0.stage.state(), lost.0.stage.due()), ("C1", None));
        assert!(lost.0.owed.contains(&NoticeKind::Ineligible), "{:?}", lost.0.owed);
        let screening = lost.0.stage.screening().expect("it was screened");
        assert!(screening.put_off.is_empty() && screening.leaves_some_out());
        assert_eq!((screening.left_out[0].item.as_str(), screening.left_out[0].reason), (item.as_str(), reason));
        replays(&lost);
        let served = lost.served(NoticeKind::Ineligible, Method::Mail, over);
        assert!(served.0.petition_until(&Law::built_in()).expect("a row").is_some());
    }
}

#[test]
fn a_letter_asks_anew_for_what_waits_beside_a_case_and_for_no_more() {
    let resolved = beside_a_case(true).0;
    let day = date(2015, 4, 22);
    let form = resolved.asked_anew_by_letter(day, &on(day)).expect("it is in time");
    let items = &form.ur_decision.as_ref().expect("a decision").items;
    assert_eq!((items.len(), form.received), (1, resolved.form.received));
    let (compared, screened) = (Action::Compare(Comparison::alone()), Action::Screen);
    let again = Told::received(form).then(compared, day).then(screened, day);
    assert_eq!(again.0.stage.state(), "A8", "{:?}", again.0.stage.screening().map(Screening::because));
    for (letter, code) in [(date(2015, 4, 23), Code::TooLate), (date(2015, 3, 17), Code::ImpossibleDate)] {
        let refusal = resolved.asked_anew_by_letter(letter, &on(date(2015, 5, 1))).expect_err("it is refused");
        assert_eq!(refusal.code, code, "{refusal}");
    }
    let waits = Told::screened(partly_deferred_form()).then(Action::Assign { case: "CM15-9000001".into() }, DAY);
    assert_eq!(waits.0.asked_anew_by_letter(day, &on(day)).expect_err("it goes on").code, Code::WrongStage);
}
