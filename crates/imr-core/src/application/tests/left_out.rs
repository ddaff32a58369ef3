//! Items that are not reviewed although others are: because of what was decided
//! on them, or because they were filed before.

use super::*;
use crate::letter::notice::{Beside, Sending, compose_on_application};
use crate::organization::Organization;
use crate::paper::{Paper, PlainText};
use crate::service::Serving;

fn denied(item: &str) -> UrItem {
    UrItem::new(item, UrOutcome::Denied, Ground::MedicalNecessity)
}

fn form_on(items: Vec<UrItem>) -> Form {
    let mut form = form();
    form.ur_decision.as_mut().expect("a decision").items = items;
    form
}

/// Five items, of which one can be reviewed.
fn five() -> Form {
    let (mut mri, mut tens) = (denied("MRI of the lumbar spine"), denied("TENS unit"));
    mri.liability =
        Some(LiabilityObjection { reason: Some("Not an injury of work.".into()), agrees_to_review: false });
    tens.ended = Some(Ended { how: End::Authorized, on: date(2015, 3, 10) });
    form_on(vec![
        UrItem::new("Norco 5/325 MG #30", UrOutcome::ConditionallyDenied, Ground::MissingInformation),
        mri,
        denied("Physical therapy, neck"),
        UrItem::new("Acupuncture, neck", UrOutcome::Denied, Ground::NotTreatment),
        tens,
    ])
}

fn paper(kind: NoticeKind, one: &Application) -> String {
    let organization = Organization {
        name: "Cypress Review Organization".into(),
        address: vec!["1 Sample Way".into()],
        medical_director: "Pat Sample, M.D.".into(),
        first_case_number: 1,
    };
    let (law, by) = (Law::built_in(), Actor::new(Role::Coordinator, "c-1"));
    let serving: Serving = Method::Mail.into();
    let sending = Sending { organization: &organization, serving: &serving, on: DAY, law: &law, by: &by };
    let composed = compose_on_application(kind, sending, one, Beside::default()).expect("it is composed");
    let text = String::from_utf8(PlainText.set(&composed).expect("it is set")).expect("text");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_item_that_is_left_out_of_a_review_is_told_of_with_its_reason() {
    let Told(application, events) = Told::screened(five());
    assert_eq!(Application::replay(&events).as_ref(), Ok(&application));
    let screening = application.stage.screening().expect("it was screened");
    assert_eq!(screening.outcome, Outcome::Eligible, "{}", screening.because());
    let told: Vec<(&str, Reason)> = screening.left_out.iter().map(|one| (one.item.as_str(), one.reason)).collect();
    let expected = [
        ("Norco 5/325 MG #30", Reason::Conditional),
        ("Acupuncture, neck", Reason::NotUrDecision),
        ("TENS unit", Reason::TreatmentAuthorized),
    ];
    assert_eq!(
        (told.as_slice(), screening.put_off.as_slice()),
        (&expected[..], &["MRI of the lumbar spine".to_owned()][..])
    );
    assert!(screening.tests[6].because.contains("3 on medical grounds"), "{}", screening.tests[6].because);
    for kind in [NoticeKind::Deferral, NoticeKind::Ineligible] {
        assert!(application.owed.contains(&kind), "{kind} is owed: {:?}", application.owed);
    }
    let (receipt, notice) = (paper(NoticeKind::Receipt, &application), paper(NoticeKind::Ineligible, &application));
    assert!(!receipt.contains("nothing is missing"), "{receipt}");
    for (item, _) in expected {
        assert!(receipt.contains(&format!("\"{item}\" is not taken to the review")), "{item}: {receipt}");
        assert!(notice.contains(&format!("{item}:")), "{item}: {notice}");
    }
    assert!(notice.contains("its review goes on") && notice.contains("may petition"), "{notice}");
    assert!(!notice.contains("Nothing in this application") && !notice.contains("The application"), "{notice}");
    assert!(notice.contains("This treatment was not denied or modified for that reason."), "{notice}");
    let assigned = Told(application, events).then(Action::Assign { case: "CM15-9000001".into() }, DAY).0;
    assert!(assigned.owed.contains(&NoticeKind::Ineligible), "it is owed until it went out");
}

#[test]
fn where_nothing_is_left_out_nothing_is_told() {
    let Told(application, _) = Told::screened(form());
    assert!(application.stage.screening().is_some_and(|one| one.left_out.is_empty()));
    assert!(!application.owed.contains(&NoticeKind::Ineligible));
}

/// What a form is found to be beside earlier applications.
fn beside(form: &Form, earlier: &[&Application]) -> Comparison {
    let identity = Identity::of(form);
    let one = |earlier: &&Application| {
        let likeness = compare(&identity, &Identity::of(&earlier.form));
        Earlier::of(earlier, likeness, (form, &identity))
    };
    Comparison { with: earlier.len(), overlapping: earlier.iter().map(one).collect(), ..Comparison::alone() }
}

#[test]
fn an_item_that_was_filed_before_is_left_to_the_earlier_application() {
    let soma = "Soma 350 mg #90";
    let screened = |form: Form, earlier: &[&Application]| {
        let comparison = beside(&form, earlier);
        Told::received(form).then(Action::Compare(comparison), DAY).then(Action::Screen, DAY).0
    };
    let (first, third) = (
        Told::screened(form_on(vec![denied("Norco 5/325 MG #30")])).0,
        Told::screened(form_on(vec![denied(soma)])).0,
    );
    let both = || form_on(vec![denied("Norco 5/325 MG #30"), denied(soma)]);
    let second = screened(both(), &[&first]);
    let screening = second.stage.screening().expect("it was screened");
    assert_eq!(screening.outcome, Outcome::Eligible, "{}", screening.because());
    let left: Vec<_> = screening.left_out.iter().map(|one| (one.item.as_str(), one.reason)).collect();
    assert_eq!(left, [("Norco 5/325 MG #30", Reason::Duplicate)]);
    let because = &screening.tests[2].because;
    assert!(
        because.contains("repeats none as a whole") && because.contains("already, which is left to it"),
        "{because}"
    );
    let case = crate::case::Case::open("CM15-9000002", &second, &on(DAY), &Law::built_in()).expect("it opens").0;
    let items: Vec<&str> = case.items.iter().map(|item| item.item.as_str()).collect();
    assert_eq!(items, [soma], "one item, one review");
    // Each of its items was filed, with one or another.
    let nothing = screened(both(), &[&first, &third]);
    let screening = nothing.stage.screening().expect("it was screened");
    assert_eq!((screening.outcome, screening.reasons()), (Outcome::Ineligible, vec![Reason::Duplicate]));
    // What ended without a review holds nothing.
    let mut unsigned = form_on(vec![denied("Norco 5/325 MG #30")]);
    unsigned.signature = None;
    let again = screened(both(), &[&Told::screened(unsigned).0]);
    assert!(again.stage.screening().is_some_and(|one| one.left_out.is_empty()));
}

#[test]
fn what_is_not_said_or_said_twice_about_the_decision_is_asked_for() {
    let open = |form: Form, test: usize, reason| {
        let Told(one, _) = Told::screened(form);
        let screening = one.stage.screening().expect("it was screened").clone();
        assert_eq!(screening.outcome, Outcome::InformationNeeded, "{}", screening.because());
        assert_eq!(screening.tests[test].result.reason(), Some(reason), "{}", screening.because());
    };
    open(form_on(Vec::new()), 6, Reason::NotUrDecision);
    let mut another = form();
    another.ur_decision_date = Some(date(2015, 1, 27));
    open(another, 4, Reason::NoUrDecision);
    let mut stronger = form_on(vec![denied("Norco 5/325 MG #30")]);
    stronger.treatments = vec!["Norco 10/325 MG #60".into()];
    open(stronger, 4, Reason::NoUrDecision);
    let mut served = form();
    let decision = served.ur_decision.as_mut().expect("a decision");
    decision.served = Some(date(2015, 3, 2));
    served.ur_decision_date = Some(date(2015, 3, 2));
    let found = Told::screened(served).0.stage.screening().map(|one| one.outcome);
    assert_eq!(found, Some(Outcome::Eligible), "the day of service is a day of the decision");
}

#[test]
fn a_petition_against_what_is_left_out_runs_beside_the_review_and_a_late_one_is_told_as_late() {
    let law = Law::built_in();
    let told = Told::screened(five()).served(NoticeKind::Ineligible, Method::Mail, DAY);
    let until = told.0.petition_until(&law).expect("a row").expect("a day");
    // 30 days and 5 for mail: April 23, 2015.
    assert_eq!((until.rule.as_str(), until.date), ("D21", date(2015, 4, 23)));
    let assigned = told.clone().then(Action::Assign { case: "CM15-9000001".into() }, DAY);
    for (before, state) in [(told, "A8"), (assigned, "C1")] {
        for (day, said) in [(until.date, "in time (D21 until 2015-04-23)"), (date(2015, 4, 24), "late")] {
            let appealed = before.clone().then(Action::Petition { on: day }, day);
            assert_eq!(appealed.0.stage.state(), state, "the review of the others goes on");
            let fact: Fact = crate::fact::read(appealed.1.last().expect("an event")).expect("a fact");
            assert!(fact.headline().contains(said), "{}", fact.headline());
            let twice = appealed.0.clone().apply(Action::Petition { on: day }, &on(day), &law);
            assert!(twice.expect_err("one is pending").sentence.contains("before the Appeals Board already"));
            let order = Action::Order { reversed: true, on: day };
            let ordered = appealed.then(order.clone(), day);
            assert_eq!(ordered.0.petition.as_ref().and_then(|one| one.reversed), Some(true));
            assert_eq!((ordered.0.stage.state(), ordered.0.reversed.as_slice()), (state, &[][..]));
            assert_eq!(Application::replay(&ordered.1).as_ref(), Ok(&ordered.0));
            assert_eq!(ordered.0.apply(order, &on(day), &law).expect_err("none is pending").code, Code::WrongStage);
        }
    }
}
