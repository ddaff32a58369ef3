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
    assert_eq!(
        found.because(),
        "The requesting physicians are Bo Sample, M.D. and Cy Other, D.O.. \
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
