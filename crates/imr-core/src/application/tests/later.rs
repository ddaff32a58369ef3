//! What is decided of applications together, after a finding, and of filings
//! of other years.

use super::*;

#[test]
fn applications_are_decided_together_only_if_every_test_allows_it() {
    let law = Law::built_in();
    let Told(first, _) = Told::screened(form());
    let mut other = form();
    other.employee.first = "Alma M.".into();
    let items = &mut other.ur_decision.as_mut().expect("a decision").items;
    items[0].item = "Acupuncture".into();
    let Told(second, _) = Told::screened(other.clone());
    let found = consolidation::consolidation(&first, &second, DAY, &law).expect("a rule is in force");
    assert!(found.allowed, "{}", found.because());
    other.date_of_injury = Some(date(2014, 2, 12));
    other.parties[1] = party(Role::RequestingPhysician, "Cy Other, D.O.");
    let Told(third, _) = Told::screened(other);
    let found = consolidation::consolidation(&first, &third, DAY, &law).expect("a rule is in force");
    assert!(!found.allowed);
    let mut alike = form();
    alike.parties[1] = party(Role::RequestingPhysician, "Beau Sampel, M.D.");
    alike.employee.born = Some(date(1980, 3, 4));
    alike.claim_number = "ZZ-9".into();
    let Told(stranger, _) = Told::screened(alike);
    let why = consolidation::consolidation(&first, &stranger, DAY, &law).expect("a rule is in force");
    assert!(!why.allowed, "who only looks alike is another");
    assert!(why.because().contains("alike: date of birth; different: claim number"), "{}", why.because());
    assert!(why.because().contains("Beau Sampel, M.D."), "{}", why.because());
    assert_eq!(
        found.because(),
        "The requesting physicians are Bo Sample, M.D. and Cy Other, D.O. \
         The dates of injury are 2014-02-11 and 2014-02-12."
    );
    assert!(consolidation::consolidation(&first, &second, date(2014, 2, 11), &law).is_err(), "no rule before R2");
}

#[test]
fn a_petition_follows_the_finding_and_no_day_lies_ahead() {
    let law = Law::built_in();
    let found = Told::screened(unsigned_form()).0;
    let refused = |one: &Application, action: Action| {
        one.clone().apply(action, &on(DAY), &law).expect_err("it is refused").code
    };
    let before = date(2015, 3, 15);
    let ahead = DAY.tomorrow().expect("a day");
    for day in [before, ahead, date(2031, 1, 1)] {
        assert_eq!(refused(&found, Action::Petition { on: day }), Code::ImpossibleDate, "{day}");
    }
    let threat = Threat { certified_by: "Bo Sample, M.D.".into(), on: ahead };
    assert_eq!(refused(&Told::screened(form()).0, Action::Expedite(threat)), Code::ImpossibleDate);
    assert!(found.apply(Action::Petition { on: DAY }, &on(DAY), &law).is_ok());
}

#[test]
fn what_is_recorded_of_an_application_bears_no_day_before_what_it_answers() {
    let law = Law::built_in();
    let refused = |one: &Application, action: Action, day: Date| {
        one.clone().apply(action, &on(day), &law).expect_err("it is refused").code
    };
    let eligible = Told::screened(form()).0;
    let end = |items: &[usize], on| Action::EndItems { items: items.to_vec(), how: End::Withdrawn, on };
    for day in [date(2014, 1, 1), date(2015, 2, 26), DAY.tomorrow().expect("a day")] {
        assert_eq!(refused(&eligible, end(&[1], day), DAY), Code::ImpossibleDate, "{day}");
    }
    assert_eq!(refused(&eligible, end(&[], DAY), DAY), Code::UnknownItem);
    let (once, _) = eligible.clone().apply(end(&[1], date(2015, 3, 10)), &on(DAY), &law).expect("it ended");
    let ended = once.form.ur_decision.as_ref().and_then(|one| one.items[0].ended.clone()).expect("an end");
    assert_eq!(ended.on, date(2015, 3, 10), "the day of the notice counts");
    assert_eq!(refused(&once, end(&[1], DAY), DAY), Code::UnknownItem, "it has ended already");
    let certified = |by: &str, on| Action::Expedite(Threat { certified_by: by.into(), on });
    assert_eq!(refused(&eligible, certified("Bo Sample, M.D.", date(2014, 1, 1)), DAY), Code::ImpossibleDate);
    assert_eq!(refused(&eligible, certified("Alma Sample", DAY), DAY), Code::WrongParty);
    let (fast, _) = eligible.apply(certified("Bo Sample, M.D.", DAY), &on(DAY), &law).expect("it is expedited");
    let told = fast.stage.screening().expect("it was screened").tests[10].because.clone();
    assert!(told.starts_with("Bo Sample, M.D. certified"), "the test says so too: {told}");
    let appealed = Told::screened(unsigned_form()).then(Action::Petition { on: DAY }, DAY).0;
    let order = |on| Action::Order { reversed: true, on };
    for day in [date(2015, 3, 15), date(2031, 1, 1)] {
        assert_eq!(refused(&appealed, order(day), DAY), Code::ImpossibleDate, "{day}");
    }
}

#[test]
fn a_threat_counts_where_a_physician_certified_it_after_the_injury() {
    let law = Law::built_in();
    for (by, day, priority) in [
        ("Bo Sample, M.D.", date(2015, 3, 2), Priority::Expedited),
        ("Bo Sample, M.D.", date(1999, 3, 2), Priority::Regular),
        ("Alma Sample", date(2015, 3, 2), Priority::Regular),
    ] {
        let mut form = form();
        form.threat = Some(Threat { certified_by: by.into(), on: day });
        let found = crate::eligibility::screen(&form, &law).expect("it is screened");
        assert_eq!(found.priority, priority, "{by} {day}: {}", found.tests[10].because);
        let asked = found.outcome == Outcome::InformationNeeded;
        assert_eq!(asked, day.year() == 1999, "an impossible day is asked about: {}", found.because());
    }
}

#[test]
fn what_a_filing_does_not_say_is_not_said_and_older_filings_are_read() {
    let mut kept = serde_json::to_value(form()).expect("JSON");
    assert_eq!(serde_json::from_value::<Form>(kept.clone()).expect("a form"), form());
    kept.as_object_mut().expect("an object").remove("consent");
    kept["ur_decision"].as_object_mut().expect("an object").remove("form_enclosed");
    kept["representatives"] = serde_json::json!([{ "role": "employee_attorney", "name": "Cy Sample" }]);
    let read: Form = serde_json::from_value(kept).expect("a form");
    let enclosed = read.ur_decision.as_ref().and_then(|one| one.form_enclosed);
    assert_eq!((read.consent, enclosed, read.representatives[0].proof), (None, None, None));
}

#[test]
fn a_petition_against_a_finding_is_in_time_by_the_service_of_its_notice_and_a_late_one_is_recorded_as_late() {
    let law = Law::built_in();
    let found = Told::screened(unsigned_form());
    assert_eq!(found.0.petition_until(&law), Ok(None), "no time runs on what nobody was told");
    let told = found.served(NoticeKind::Ineligible, Method::Mail, DAY);
    let until = told.0.petition_until(&law).expect("a row").expect("a day");
    assert_eq!((until.rule.as_str(), until.date), ("D21", date(2015, 4, 23)));
    assert!(until.steps[0].citation.as_deref().is_some_and(|one| one.contains("10957.1")), "{:?}", until.steps);
    for (day, said) in [(until.date, ", in time"), (date(2015, 4, 24), ", late: the last day was 2015-04-23 (D21)")]
    {
        let appealed = told.clone().then(Action::Petition { on: day }, day);
        let fact: Fact = crate::fact::read(appealed.1.last().expect("an event")).expect("a fact");
        assert!(fact.headline().contains(said), "{}", fact.headline());
        assert_eq!(appealed.0.stage.state(), "A11");
        assert_eq!(Application::replay(&appealed.1), Ok(appealed.0));
    }
}
