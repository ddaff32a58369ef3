//! Every stage and every action as one reviewed table, every transition of the
//! rulebook, and replay.

mod before;
mod later;
mod left_out;
mod liability;
mod waiting;

use super::*;
use crate::digest::Digest;
use crate::duplicate::{Identity, compare};
use crate::eligibility::Outcome;
use crate::party::{Actor, Party, Role};
use crate::refusal::Code;
use crate::service::{Changed, Method, NoticeKind, Receiving, ServedNotice, Serving, serve};
use jiff::civil::date;

fn party(role: Role, name: &str) -> Party {
    Party { role, name: name.into(), organization: None, address: vec!["1 Main St".into()] }
}

/// A form that is eligible: a denial of 2015-02-27, served by mail, so that
/// the last day for filing is 2015-04-03.
pub(crate) fn form() -> Form {
    let mut form = Form::received_on(date(2015, 3, 16));
    form.edition = Some("2014-02".into());
    form.parties = vec![
        party(Role::Employee, "Alma Sample"),
        party(Role::RequestingPhysician, "Bo Sample, M.D."),
        party(Role::ClaimsAdministrator, "Sample Claims"),
    ];
    form.employee = Employee {
        first: "Alma".into(),
        middle: String::new(),
        last: "Sample".into(),
        born: Some(date(1970, 3, 4)),
    };
    form.claim_number = "S-1001".into();
    form.date_of_injury = Some(date(2014, 2, 11));
    form.signature = Some(Signature::of(Role::Employee));
    form.consent = Some(true);
    form.ur_decision = Some(UrDecision {
        decided: date(2015, 2, 27),
        served: Some(date(2015, 2, 27)),
        method: Some(Method::Mail),
        received: None,
        requested: date(2015, 2, 19),
        requested_unsaid: false,
        organization: "Sample Review".into(),
        expedited: false,
        form_enclosed: Some(true),
        items: vec![
            UrItem::new("Flexeril 5 mg #30", UrOutcome::Denied, Ground::MedicalNecessity),
            UrItem::new("MRI of the lumbar spine", UrOutcome::Modified, Ground::MedicalNecessity),
        ],
    });
    form
}

/// The same in the time of reminders, without the decision.
fn reminded_form() -> Form {
    let mut form = form();
    form.received = date(2013, 9, 16);
    form.edition = Some("2013-01".into());
    form.date_of_injury = Some(date(2013, 2, 11));
    form.ur_decision = None;
    form.ur_decision_date = Some(date(2013, 9, 3));
    form.treatments = vec!["Flexeril 5 mg #30".into()];
    form
}

fn deferred_form() -> Form {
    let mut form = form();
    let items = &mut form.ur_decision.as_mut().expect("a decision").items;
    items.iter_mut().for_each(|item| item.liability = Some(LiabilityObjection::default()));
    form
}

/// Of two items one waits for a dispute about liability.
fn partly_deferred_form() -> Form {
    let mut form = form();
    form.ur_decision.as_mut().expect("a decision").items[1].liability = Some(LiabilityObjection::default());
    form
}

/// In time by the ordinary period, late by that of the formulary.
fn late_formulary_form() -> Form {
    let mut form = form();
    form.received = date(2018, 3, 1);
    let decision = form.ur_decision.as_mut().expect("a decision");
    (decision.requested, decision.decided) = (date(2018, 1, 29), date(2018, 2, 5));
    decision.served = Some(decision.decided);
    decision.items.truncate(1);
    form
}

fn incomplete_form() -> Form {
    let mut form = form();
    form.consent = Some(false);
    form
}

fn unsigned_form() -> Form {
    let mut form = form();
    form.signature = None;
    form
}

fn on(day: Date) -> Occasion {
    Occasion {
        by: Actor::new(Role::Intake, "i-1"),
        at: "2015-03-19T17:00:00Z".parse().expect("an instant"),
        on: day,
        hour: None,
        reason: "for the test".into(),
    }
}

fn earlier() -> Earlier {
    let identity = Identity::of(&form());
    Earlier {
        application: Uuid::nil(),
        case: None,
        closed: false,
        renews: false,
        resolved: None,
        likeness: compare(&identity, &identity),
    }
}

fn resolved(for_employee: bool) -> LiabilityResolved {
    LiabilityResolved { served: date(2015, 3, 10), method: None, for_employee, renewed: None, told: None }
}

/// An application with its history.
#[derive(Clone)]
struct Told(Application, Vec<Event>);

impl Told {
    fn received(form: Form) -> Self {
        let day = form.received;
        let (application, event) = Application::receive(Uuid::nil(), form, &on(day)).expect("it is received");
        Self(application, vec![event])
    }

    fn then(self, action: Action, day: Date) -> Self {
        let (application, event) = self.0.apply(action, &on(day), &Law::built_in()).expect("the way is open");
        let mut events = self.1;
        events.push(event);
        Self(application, events)
    }

    /// Serves a notice that is owed on everybody it must reach.
    fn served(self, kind: NoticeKind, method: Method, day: Date) -> Self {
        let law = Law::built_in();
        let to = self.0.addressees(kind, &law, day).expect("a row");
        let row = self.0.notice_row(kind, &law).expect("a row");
        let numbers = to.iter().map(|one| (one.role, Method::Fax, "(559) 555-0100".to_owned())).collect();
        let serving = Serving { numbers, ..Serving::from(method) };
        let service = serve(row, &to, &serving, day).expect("everybody has an address");
        let notice = ServedNotice::new(kind, row, Digest::of(b"the notice"), service);
        self.then(Action::SendNotice(notice), day)
    }

    /// Asks for what is missing, by a fax.
    fn asked(form: Form) -> Self {
        Self::screened(form).then(Action::RequestInformation, DAY).served(
            NoticeKind::InformationRequest,
            Method::Fax,
            DAY,
        )
    }

    /// Reminds of the decision in the time of reminders.
    fn reminded() -> Self {
        let day = date(2013, 9, 17);
        Self::screened(reminded_form()).then(Action::Remind, day).served(NoticeKind::Reminder, Method::Mail, day)
    }

    fn screened(form: Form) -> Self {
        let day = form.received;
        Self::received(form).then(Action::Compare(Comparison::alone()), day).then(Action::Screen, day)
    }
}

const DAY: Date = date(2015, 3, 19);

/// An application at every stage, and at those where it matters, further on.
fn stages() -> Vec<(&'static str, Told)> {
    let alone = || Action::Compare(Comparison::alone());
    let requested = Told::asked(incomplete_form());
    let reminded = Told::reminded();
    let duplicate = Comparison { with: 1, like: Some(earlier()), ..Comparison::alone() };
    vec![
        ("A1 received", Told::received(form())),
        ("A3 screening", Told::received(form()).then(alone(), DAY)),
        ("A3 with a test open", Told::screened(incomplete_form())),
        ("A3 in the time of reminders", Told::screened(reminded_form())),
        ("A3 with a test undecided", Told::screened(late_formulary_form())),
        ("A3 when the time is over", requested.clone().then(Action::PassTime, date(2015, 3, 27))),
        ("A4 information requested", requested),
        ("A5 incomplete", reminded),
        ("A6 ineligible", Told::screened(unsigned_form())),
        ("A7 deferred", Told::screened(deferred_form())),
        (
            "A7 resolved",
            Told::screened(deferred_form())
                .served(NoticeKind::Deferral, Method::Mail, DAY)
                .then(Action::ResolveLiability(resolved(true)), DAY),
        ),
        (
            "A7 asked for by another",
            Told::screened(deferred_form())
                .then(Action::ResolveLiability(resolved(true)), DAY)
                .then(Action::Refile { application: Uuid::max(), received: DAY }, DAY),
        ),
        ("A8 eligible", Told::screened(form())),
        ("A9 withdrawn", Told::screened(deferred_form()).then(Action::Withdraw, DAY)),
        ("A10 duplicate", Told::received(form()).then(Action::Compare(duplicate), DAY)),
        ("A11 appealed", Told::screened(unsigned_form()).then(Action::Petition { on: DAY }, DAY)),
        (
            "C1 assigned in part",
            Told::screened(partly_deferred_form()).then(Action::Assign { case: "CM15-9000001".into() }, DAY),
        ),
        ("C1 assigned", Told::screened(form()).then(Action::Assign { case: "CM15-9000001".into() }, DAY)),
    ]
}

fn actions() -> Vec<(&'static str, Action)> {
    let threat = Threat { certified_by: "Bo Sample, M.D.".into(), on: date(2014, 2, 11) };
    vec![
        ("compare", Action::Compare(Comparison::alone())),
        ("overrule duplicate", Action::OverruleDuplicate),
        ("find duplicate", Action::FindDuplicate(earlier())),
        ("screen", Action::Screen),
        ("find ineligible", Action::FindIneligible { because: "The claim is of another State.".into() }),
        ("find the ordinary period", Action::FindPeriod(Track::Ordinary)),
        ("request information", Action::RequestInformation),
        ("remind", Action::Remind),
        ("answer", Action::Answer { form: form(), received: DAY }),
        ("pass time", Action::PassTime),
        ("resolve liability", Action::ResolveLiability(resolved(true))),
        ("resolve against", Action::ResolveLiability(resolved(false))),
        ("renew", Action::Renew { received: DAY }),
        ("withdraw", Action::Withdraw),
        ("end item 1", Action::EndItems { items: vec![1], how: End::Authorized, on: date(2015, 2, 27) }),
        ("end all items", Action::EndItems { items: vec![1, 2], how: End::Authorized, on: date(2015, 2, 27) }),
        ("expedite", Action::Expedite(threat)),
        ("refile", Action::Refile { application: Uuid::max(), received: DAY }),
        ("petition", Action::Petition { on: DAY }),
        ("order reversing", Action::Order { reversed: true, on: DAY }),
        ("order affirming", Action::Order { reversed: false, on: DAY }),
        ("assign", Action::Assign { case: "CM15-9000001".into() }),
        ("change who takes part", Action::ChangeParties(moved())),
        ("record a receipt", Action::RecordReceipt { notice: NoticeKind::InformationRequest, said: came() }),
    ]
}

fn moved() -> Change {
    let (name, address) = (String::new(), vec!["2 Main St".to_owned()]);
    Change { what: Changed::Address { role: Role::Employee, name, address }, on: date(2013, 9, 20), writing: None }
}

fn came() -> Receiving {
    Receiving { by: Role::Employee, name: String::new(), on: DAY, at: None }
}

#[test]
fn every_stage_and_every_action_is_a_reviewed_table() {
    let law = Law::built_in();
    let mut rows = Vec::new();
    for (action_name, action) in actions() {
        rows.push(format!("{action_name}:"));
        for (stage_name, told) in stages() {
            // Within the time for an answer and for renewal.
            let early = told.0.form.received < date(2014, 1, 1);
            let day = if early { date(2013, 9, 20) } else { DAY.max(told.0.form.received) };
            let action = match action.clone() {
                Action::Answer { .. } if early => {
                    Action::Answer { form: reminded_form(), received: date(2013, 9, 20) }
                }
                action => action,
            };
            let cell = match told.0.apply(action, &on(day), &law) {
                Ok((next, event)) => {
                    let fact: Fact = crate::fact::read(&event).expect("a fact");
                    let owed = fact.notice().map_or(String::new(), |notice| format!(", owes {notice:?}"));
                    format!("{} {}{owed}", next.stage.state(), next.stage.name())
                }
                Err(refusal) if refusal.code == Code::WrongStage => continue,
                Err(refusal) => format!("({})", refusal.code.as_str()),
            };
            rows.push(format!("  {stage_name} -> {cell}"));
        }
    }
    insta::assert_snapshot!(rows.join("\n"));
}

type Walk = (&'static str, &'static str, Told);

/// T1 to T9.
fn walks_of_intake() -> Vec<Walk> {
    let alone = || Action::Compare(Comparison::alone());
    let over = date(2015, 3, 27);
    vec![
        ("T1", "A1", Told::received(form())),
        (
            "T2 T3",
            "A10",
            Told::received(form())
                .then(Action::Compare(Comparison { with: 1, like: Some(earlier()), ..Comparison::alone() }), DAY),
        ),
        ("T2 T4", "A3", Told::received(form()).then(alone(), DAY)),
        ("T5", "A4", Told::screened(incomplete_form()).then(Action::RequestInformation, DAY)),
        (
            "T6 by an answer",
            "A8",
            Told::screened(incomplete_form())
                .then(Action::RequestInformation, DAY)
                .then(Action::Answer { form: form(), received: DAY }, DAY)
                .then(Action::Screen, DAY),
        ),
        (
            "T6 by time",
            "A6",
            Told::asked(incomplete_form()).then(Action::PassTime, over).then(Action::Screen, over),
        ),
        ("T7", "A5", Told::screened(reminded_form()).then(Action::Remind, date(2013, 9, 17))),
        (
            "T8",
            "A3",
            Told::screened(reminded_form())
                .then(Action::Remind, date(2013, 9, 17))
                .then(Action::Answer { form: reminded_form(), received: date(2013, 9, 30) }, date(2013, 9, 30)),
        ),
        ("T9", "A6", Told::reminded().then(Action::PassTime, date(2013, 10, 3))),
    ]
}

/// T10 to T18.
fn walks_of_finding() -> Vec<Walk> {
    vec![
        ("T10", "A6", Told::screened(unsigned_form())),
        ("T11", "A7", Told::screened(deferred_form())),
        (
            "T12",
            "A8",
            Told::screened(deferred_form())
                .then(Action::ResolveLiability(resolved(true)), DAY)
                .then(Action::Renew { received: DAY }, DAY)
                .then(Action::Screen, DAY),
        ),
        ("T13 against", "A6", Told::screened(deferred_form()).then(Action::ResolveLiability(resolved(false)), DAY)),
        (
            "T13 by time",
            "A6",
            Told::screened(deferred_form())
                .served(NoticeKind::Deferral, Method::Mail, DAY)
                .then(Action::ResolveLiability(resolved(true)), DAY)
                .then(Action::PassTime, date(2015, 4, 15)),
        ),
        ("T14", "A9", Told::received(form()).then(Action::Withdraw, DAY)),
        ("T14 from A8", "A9", Told::screened(form()).then(Action::Withdraw, DAY)),
        (
            "T15",
            "A6",
            Told::screened(unsigned_form()).then(Action::Refile { application: Uuid::max(), received: DAY }, DAY),
        ),
        ("T16", "A11", Told::screened(unsigned_form()).then(Action::Petition { on: DAY }, DAY)),
        (
            "T17 reversed",
            "A8",
            Told::screened(unsigned_form())
                .then(Action::Petition { on: DAY }, DAY)
                .then(Action::Order { reversed: true, on: DAY }, DAY)
                .then(Action::Screen, DAY),
        ),
        (
            "T17 affirmed",
            "A6",
            Told::screened(unsigned_form())
                .then(Action::Petition { on: DAY }, DAY)
                .then(Action::Order { reversed: false, on: DAY }, DAY),
        ),
        ("T18", "A8", Told::screened(form())),
    ]
}

#[test]
fn every_transition_of_the_rulebook_is_walked_and_replays() {
    for (transition, state, Told(application, events)) in walks_of_intake().into_iter().chain(walks_of_finding()) {
        assert_eq!(application.stage.state(), state, "{transition}: {:?}", application.stage.screening());
        assert_eq!(Application::replay(&events).as_ref(), Ok(&application), "{transition}");
    }
}

#[test]
fn a_replayed_history_gives_the_application_at_every_stage() {
    for (name, Told(application, events)) in stages() {
        assert_eq!(Application::replay(&events).as_ref(), Ok(&application), "{name}");
    }
}

#[test]
fn a_certified_threat_makes_it_expedited_before_a_case_is_opened() {
    let threat = Threat { certified_by: "Bo Sample, M.D.".into(), on: DAY };
    let Told(application, _) = Told::screened(form()).then(Action::Expedite(threat), DAY);
    assert_eq!(application.priority(), Priority::Expedited);
}

#[test]
fn an_item_that_is_authorized_leaves_the_rest_eligible() {
    let one = Action::EndItems { items: vec![1], how: End::Authorized, on: DAY };
    let Told(application, _) = Told::screened(form()).then(one, DAY);
    assert_eq!(application.stage.screening().map(|one| one.outcome), Some(Outcome::Eligible));
    let left: Vec<UrItem> = application.decision_to_review().expect("a decision").items;
    assert_eq!(left.iter().filter(|item| item.is_reviewable()).count(), 1);
}

#[test]
fn a_corrected_form_after_the_last_day_and_a_form_of_tomorrow_are_refused() {
    let law = Law::built_in();
    let Told(ineligible, _) = Told::screened(unsigned_form());
    let refile = |received| Action::Refile { application: Uuid::max(), received };
    let typed_in = on(date(2015, 4, 6));
    let in_time = ineligible.clone().apply(refile(date(2015, 4, 3)), &typed_in, &law);
    assert!(in_time.is_ok(), "what was received in time may be typed in later");
    let refusal = ineligible.apply(refile(date(2015, 4, 6)), &typed_in, &law).expect_err("it is too late");
    assert_eq!(refusal.code, Code::TooLate);
    assert!(refusal.to_string().contains("the last day for filing was 2015-04-03"), "{refusal}");
    let refusal = Application::receive(Uuid::nil(), form(), &on(date(2015, 3, 15))).expect_err("not yet");
    assert_eq!(refusal.code, Code::ImpossibleDate);
}

#[test]
fn a_duplicate_that_a_person_overruled_keeps_what_it_is_like_and_who_said_so() {
    let duplicate = Action::Compare(Comparison { with: 3, like: Some(earlier()), ..Comparison::alone() });
    let Told(application, events) =
        Told::received(form()).then(duplicate, DAY).then(Action::OverruleDuplicate, DAY).then(Action::Screen, DAY);
    assert_eq!(Application::replay(&events).as_ref(), Ok(&application));
    let compared = application.compared.as_ref().expect("it was compared");
    assert_eq!((compared.with, compared.duplicate_of()), (3, None));
    let said = application.stage.screening().expect("it was screened").tests[2].because.clone();
    assert!(said.starts_with("It is like application 00000000"), "{said}");
    assert!(said.ends_with("It was found to be no duplicate by intake i-1: for the test."), "{said}");
    let old: Fact = serde_json::from_str(r#"{"fact":"duplicate_overruled"}"#).expect("an old event is read");
    assert_eq!(old, Fact::DuplicateOverruled { overruled: Overruled::default() });
}

#[test]
fn what_completes_a_form_is_of_the_same_worker() {
    let Told(asked, _) = Told::screened(incomplete_form()).then(Action::RequestInformation, DAY);
    let mut other = form();
    other.parties[0] = party(Role::Employee, "Casey Other");
    other.employee = Employee { first: "Casey".into(), last: "Other".into(), ..Employee::default() };
    other.employee.born = Some(date(1981, 9, 20));
    other.claim_number = "Z-77".into();
    let law = Law::built_in();
    let refusal = asked
        .clone()
        .apply(Action::Answer { form: other, received: DAY }, &on(DAY), &law)
        .expect_err("it is another worker");
    assert_eq!(refusal.code, Code::AnotherWorker);
    let mut corrected = form();
    corrected.employee.last = "Sampel".into();
    corrected.employee.born = Some(date(1970, 4, 3));
    assert!(
        asked.apply(Action::Answer { form: corrected, received: DAY }, &on(DAY), &law).is_ok(),
        "a slip is no other worker"
    );
}

#[test]
fn an_application_keeps_its_screening_when_a_case_is_opened_and_needs_an_item_for_it() {
    let mut asks = form();
    asks.priority = Priority::Expedited;
    let Told(eligible, _) = Told::screened(asks);
    let law = Law::built_in();
    let assign = Action::Assign { case: "CM15-9000001".into() };
    let (assigned, _) = eligible.clone().apply(assign, &on(DAY), &law).expect("it is assigned");
    assert_eq!((assigned.priority(), assigned.form.priority), (Priority::Regular, Priority::Expedited));
    let Told(other, _) = Told::screened(form());
    let found = consolidation::consolidation(&assigned, &other, DAY, &law).expect("a rule is in force");
    assert!(found.allowed, "{}", found.because());
    // The Appeals Board may set the reason aside; it cannot give an item.
    let mut empty = eligible;
    empty.form.ur_decision.as_mut().expect("a decision").items.iter_mut().for_each(|item| {
        item.outcome = UrOutcome::ConditionallyDenied;
    });
    let refusal = crate::case::Case::open("CM15-9000001", &empty, &on(DAY), &law).expect_err("nothing to review");
    assert_eq!(refusal.code, Code::NotEligible);
    assert!(refusal.to_string().contains("has no item to review"), "{refusal}");
}
