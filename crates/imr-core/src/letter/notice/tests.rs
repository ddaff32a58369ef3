//! Every notice as plain text.

use super::application::{self, FileAgain, Filing, Reason, Waiting};
use super::receipt::{Received, receipt};
use super::{Sending, compose};
use crate::case::Action;
use crate::case::after::Cause;
use crate::case::tests::play::{ITEMS, LAW, Play, form};
use crate::casefile::Kind;
use crate::deadline::{self, Due};
use crate::digest::Digest;
use crate::organization::Organization;
use crate::paper::{Composition, Paper, PlainText};
use crate::party::{Actor, Role};
use crate::service::{Method, NoticeKind, Serving};
use jiff::civil::{Date, date};

fn organization() -> Organization {
    Organization {
        name: "Cypress Review Organization".into(),
        address: vec!["1 Sample Way".into(), "Sacramento, CA 95814".into()],
        medical_director: "Pat Sample, M.D., Medical Director".into(),
        first_case_number: 1,
    }
}

fn text(composition: &Composition) -> String {
    String::from_utf8(PlainText.set(composition).expect("it is set")).expect("text")
}

/// Who serves.
fn by() -> Actor {
    Actor::new(Role::Coordinator, "c-1")
}

/// Each recipient by its own means.
fn serving() -> Serving {
    Serving { by_role: vec![(Role::ClaimsAdministrator, Method::Electronic)], ..Serving::from(Method::Mail) }
}

fn on_case(name: &str, kind: NoticeKind, play: &Play) {
    let (organization, serving) = (organization(), serving());
    let sending = Sending { organization: &organization, serving: &serving, on: play.day, law: &LAW, by: &by() };
    let composition = compose(kind, sending, &play.case).unwrap_or_else(|refusal| panic!("{refusal}"));
    insta::assert_snapshot!(name, text(&composition));
}

#[test]
fn notices_of_assignment() {
    on_case("assignment", NoticeKind::Assignment, &Play::begin().after(1));
    let joined = Play::noticed().after(3).then(Action::Join(Play::joining()));
    on_case("assignment_amended", NoticeKind::AmendedAssignment, &joined);
    let expedited = Play::complete().then(Action::Expedite {
        certification: Digest::of(b"certification"),
        certified_by: "B. Sample, M.D.".into(),
        on: Play::begin().day,
    });
    on_case("conversion", NoticeKind::Conversion, &expedited);
}

#[test]
fn notices_on_records_and_information() {
    let overdue = Play::overdue().receive(Kind::ProgressReport, Role::Employee);
    on_case("records_overdue", NoticeKind::RecordsOverdue, &overdue);
    on_case("records_report", NoticeKind::LateRecordsReport, &overdue);
    let came = overdue.after(2).receive(Kind::ProgressReport, Role::ClaimsAdministrator);
    on_case(
        "records_report_came",
        NoticeKind::LateRecordsReport,
        &came.then(Action::CompleteRecords(None)).after(3),
    );
    // They had come in time, which nobody had looked at.
    let unseen = Play::noticed().after(3).receive(Kind::ProgressReport, Role::ClaimsAdministrator).after(27);
    let reported = unseen.then(Action::FindRecordsOverdue).notify(NoticeKind::LateRecordsReport);
    let completed = reported.then(Action::CompleteRecords(None)).after(1);
    on_case("records_report_taken_back", NoticeKind::LateRecordsReport, &completed);
    on_case("information_asked", NoticeKind::AdditionalInformation, &Play::asked());
    let answered = Play::asked().then(Action::ReceiveAnswer { says: "The operative report, four pages.".into() });
    on_case("information_reply", NoticeKind::AdditionalInformationCopy, &answered);
}

#[test]
fn notices_that_something_is_no_longer_in_dispute() {
    let play = Play::in_review();
    let ending = play.ending(Cause::Authorized, &[1]);
    on_case("amended_items", NoticeKind::AmendedItems, &play.then(ending));
    for cause in [Cause::Authorized, Cause::Withdrawn, Cause::Settled, Cause::Awarded, Cause::RequestWithdrawn] {
        let name = format!("termination_{}", serde_json::to_string(&cause).expect("JSON").trim_matches('"'));
        on_case(&name, NoticeKind::Termination, &Play::terminated(cause));
    }
}

#[test]
fn a_termination_names_the_fee_before_it_is_invoiced() {
    let (organization, serving, play) = (organization(), serving(), Play::complete());
    let ending = play.ending(Cause::Authorized, &[1, 2]);
    let play = play.then(ending);
    let sending = Sending { organization: &organization, serving: &serving, on: play.day, law: &LAW, by: &by() };
    let said = compose(NoticeKind::Termination, sending, &play.case).expect("it is composed");
    assert!(text(&said).contains("The fee: $123.00 for CM15-9000001 (8 CCR 9792.10.8); an invoice follows."));
}

#[test]
fn notices_on_what_follows_the_letter() {
    on_case("implementation_confirmed", NoticeKind::ImplementationConfirmed, &Play::implemented());
    on_case("not_implemented", NoticeKind::NonImplementationReport, &Play::not_implemented());
    on_case("petition_file", NoticeKind::PetitionFile, &Play::appealed());
    let play = Play::appealed().after(60);
    let (grounds, facts) = (vec![], "The letter speaks of the neck.".to_owned());
    let order = play.order(crate::case::after::Disposition::Reversed { grounds, facts });
    on_case("order_returned", NoticeKind::OrderReturned, &play.then(order));
    on_case("remand", NoticeKind::Remand, &Play::remanded().then(Action::Reassign));
}

#[test]
fn a_partly_sent_file_is_told_apart_from_one_that_is_missing() {
    let overdue = Play::overdue().receive(Kind::ProgressReport, Role::ClaimsAdministrator);
    on_case("records_overdue_in_part", NoticeKind::RecordsOverdue, &overdue);
}

#[test]
fn since_a_text_that_was_not_seen_every_notice_says_so() {
    let (organization, serving, play) = (organization(), serving(), Play::overdue());
    for (on, doubted) in [(date(2026, 3, 31), false), (date(2026, 11, 20), true)] {
        let sending = Sending { organization: &organization, serving: &serving, on, law: &LAW, by: &by() };
        for kind in [NoticeKind::Assignment, NoticeKind::RecordsOverdue] {
            let said = text(&compose(kind, sending, &play.case).expect("it is composed")).replace('\n', " ");
            assert_eq!(said.contains("About the rules: The text of the sections on"), doubted, "{kind} on {on}");
            assert_eq!(said.contains("We have not seen the text of this rule ourselves"), doubted, "{said}");
        }
    }
}

#[test]
fn an_invoice() {
    let (organization, serving, play) = (organization(), serving(), Play::upheld());
    let sending = Sending { organization: &organization, serving: &serving, on: play.day, law: &LAW, by: &by() };
    let invoice = play.case.invoice(play.day, &LAW).expect("an invoice");
    let composed = super::invoice(sending, &play.case, &invoice).expect("it is composed");
    insta::assert_snapshot!("invoice", text(&composed));
}

fn due(code: &str, on: Date) -> Due {
    let case = Play::begin().case;
    deadline::due(&LAW, code, case.trigger(on, None)).expect("a rule")
}

/// Composes notices on the same application.
fn on_application(notices: impl for<'a> FnOnce(Sending<'a>, Filing<'a>) -> Vec<(&'static str, Composition)>) {
    let (organization, serving, form, items) = (organization(), serving(), form(), ITEMS.map(str::to_owned));
    let sending =
        Sending { organization: &organization, serving: &serving, on: date(2015, 3, 17), law: &LAW, by: &by() };
    let filing = Filing {
        reference: "A15-0000123",
        received: form.received,
        parties: &form.parties,
        to: &form.parties,
        row: LAW.notice("receipt", form.received).expect("a row"),
        claim_number: &form.claim_number,
        date_of_injury: form.date_of_injury,
        ur_decided: Some(date(2015, 2, 27)),
        items: &items,
    };
    for (name, notice) in notices(sending, filing) {
        insta::assert_snapshot!(name, text(&notice));
    }
}

#[test]
fn notices_on_an_application() {
    on_application(|sending, filing| {
        let of = |code: &str| Filing { row: LAW.notice(code, filing.received).expect("a row"), ..filing.clone() };
        let wanted = ["The date on which the decision was served.".to_owned()];
        let due_by = due("D10", sending.on);
        let asked = application::information_request(sending, &of("information-request"), &wanted, &due_by);
        let row = LAW.notice("reminder", date(2014, 2, 10)).expect("a row");
        let bare = Filing { ur_decided: None, items: &[], row, ..filing.clone() };
        let reminder = application::reminder(sending, &bare, &due("D10", date(2014, 2, 10)));
        let dispute = "Whether the injury arose out of employment.";
        let within = LAW.period("D6", sending.on).expect("a row");
        let part = [ITEMS[1].to_owned()];
        let waiting = |part| Waiting { dispute, part, ended: None, within };
        let (earlier, withdrawn) = (date(2015, 3, 9), date(2015, 3, 16));
        let withdrawal = of("withdrawal-acknowledged");
        let mut came = form();
        came.received_at = Some(jiff::civil::time(16, 5, 0, 0));
        came.channel = Some(Method::Fax);
        let received = |defects| Received { form: &came, hash: Some(Digest::of(b"the event")), defects };
        let unsigned = crate::application::Form { signature: None, consent: Some(false), ..came.clone() };
        let lacking = crate::eligibility::screen(&unsigned, &LAW).expect("it is screened").defects;
        vec![
            ("receipt", receipt(sending, &filing, received(Some(&[])))),
            ("receipt_with_defects", receipt(sending, &filing, received(Some(&lacking)))),
            ("duplicate", application::duplicate(sending, &of("duplicate"), ("A15-0000088", earlier), false)),
            ("duplicate_waits", application::duplicate(sending, &of("duplicate"), ("A15-0000088", earlier), true)),
            ("information_request", asked),
            ("reminder", reminder),
            ("deferral", application::deferral(sending, &of("deferral"), waiting(None))),
            ("deferral_in_part", application::deferral(sending, &of("deferral"), waiting(Some(&part)))),
            ("withdrawal", application::withdrawal(sending, &withdrawal, Role::Employee, withdrawn)),
        ]
    });
}

#[test]
fn a_notice_of_ineligibility_has_a_paragraph_for_each_reason() {
    let reasons: Vec<Reason<'_>> = crate::eligibility::Reason::ALL
        .iter()
        .map(|code| Reason {
            row: LAW.reason(code.as_str(), date(2015, 3, 16)).expect("a row"),
            because: format!("The facts of {code} stand here."),
        })
        .collect();
    on_application(|sending, filing| {
        let again = due("D5", date(2015, 2, 27));
        let proofs = crate::service::service(filing.row, filing.to, sending.serving, sending.on).proofs;
        let petition = crate::application::petition_due(&proofs, &LAW).expect("a row").expect("a day");
        let of_items = ["DUPLICATE", "NOT_UR_DECISION", "CNC", "TREATMENT_AUTHORIZED", "LIABILITY_ENDED"];
        let items = of_items.map(|code| {
            let row = LAW.reason(code, date(2015, 3, 16)).expect("a row");
            ("Physical therapy, neck", Reason { row, because: format!("The facts of {code} stand here.") })
        });
        let filing = Filing { row: LAW.notice("ineligible", filing.received).expect("a row"), ..filing };
        vec![
            (
                "ineligible",
                application::ineligible(
                    sending,
                    &filing,
                    &reasons[..1],
                    (FileAgain::Until(&again), &[]),
                    &petition,
                ),
            ),
            (
                "ineligible_every_reason",
                application::ineligible(sending, &filing, &reasons, (FileAgain::Over(&again), &[]), &petition),
            ),
            (
                "ineligible_in_part",
                application::left_out(sending, &filing, &items, FileAgain::Until(&again), &petition),
            ),
        ]
    });
}

/// The notice of ineligibility on a form, as it goes out on a day, in one line.
fn ineligible(form: crate::application::Form, on: Date) -> String {
    use crate::application::{Action, Application, Comparison};
    let occasion = |on| crate::occasion::Occasion {
        by: crate::party::Actor::new(Role::Intake, "i-1"),
        at: "2015-03-19T17:00:00Z".parse().expect("an instant"),
        on,
        hour: None,
        reason: "for the test".into(),
    };
    let filed = occasion(form.received);
    let (mut one, _) = Application::receive(uuid::Uuid::nil(), form, &filed).expect("it is received");
    for action in [Action::Compare(Comparison::alone()), Action::Screen] {
        (one, _) = one.apply(action, &filed, &LAW).expect("the way is open");
    }
    let (organization, serving) = (organization(), serving());
    let by = &crate::party::Actor::new(Role::Intake, "i-1");
    let sending = Sending { organization: &organization, serving: &serving, on, law: &LAW, by };
    let notice = super::compose_on_application(NoticeKind::Ineligible, sending, &one, super::Beside::default());
    let text = text(&notice.unwrap_or_else(|refusal| panic!("{refusal}")));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_notice_of_ineligibility_never_says_that_an_open_time_is_over() {
    let filed = crate::application::tests::form;
    let mut bare = filed();
    (bare.ur_decision_date, bare.ur_decision) = (Some(date(2015, 2, 27)), None);
    let told = ineligible(bare.clone(), date(2015, 3, 17));
    assert!(told.contains("open at least until the day below"), "{told}");
    assert!(told.contains("File a corrected application by: Monday, March 30, 2015."), "{told}");
    let told = ineligible(bare.clone(), date(2015, 3, 31));
    assert!(told.contains("File a corrected application as soon as you can"), "{told}");
    let mut unsigned = filed();
    unsigned.signature = None;
    unsigned.ur_decision.as_mut().expect("a decision").form_enclosed = Some(false);
    let told = ineligible(unsigned, date(2015, 9, 1));
    assert!(told.contains("The time for filing has not begun"), "{told}");
    let mut late = filed();
    late.received = date(2015, 4, 6);
    let told = ineligible(late, date(2015, 4, 7));
    assert!(told.contains("How that day was reached is set out below."), "{told}");
    assert!(
        told.contains("the last day for filing was: Friday, April 3, 2015. How this day was reached: 1."),
        "{told}"
    );
    let mut old = filed();
    old.date_of_injury = Some(date(2012, 6, 1));
    let decision = old.ur_decision.as_mut().expect("a decision");
    (decision.requested, decision.decided) = (date(2012, 12, 12), date(2012, 12, 20));
    decision.served = Some(date(2012, 12, 20));
    let told = ineligible(old, date(2015, 3, 17));
    assert!(told.contains("there was no period for filing. If a day on it is wrong"), "{told}");
}

#[test]
fn every_notice_and_reason_has_its_row() {
    let on = date(2014, 3, 20);
    for kind in NoticeKind::ALL.iter().filter(|kind| **kind != NoticeKind::Termination) {
        LAW.notice(kind.code(), on).unwrap_or_else(|refusal| panic!("{refusal}"));
    }
    for code in ["terminated-authorized", "terminated-withdrawn", "terminated-settled"] {
        LAW.notice(code, on).unwrap_or_else(|refusal| panic!("{refusal}"));
    }
}

#[test]
fn a_notice_says_where_it_was_served_once_somebody_is_elsewhere() {
    let mut play = Play::begin().after(1);
    let physician = play.case.opening.parties.iter_mut().find(|one| one.role == Role::RequestingPhysician);
    physician.expect("a physician").address = vec!["5 Canal Road".into(), "Reno, NV 89501".into()];
    on_case("assignment_elsewhere", NoticeKind::Assignment, &play);
}

#[test]
fn a_notice_of_ineligibility_tells_what_a_dispute_about_liability_leaves() {
    let filed = crate::application::tests::form;
    let mut partly = filed();
    partly.received = date(2015, 4, 6);
    let waiting = Some(crate::application::LiabilityObjection::default());
    partly.ur_decision.as_mut().expect("a decision").items[1].liability = waiting;
    let told = ineligible(partly, date(2015, 4, 7));
    assert!(told.contains("For that treatment the time has not begun"), "{told}");
    let mut lost = filed();
    let items = &mut lost.ur_decision.as_mut().expect("a decision").items;
    items.iter_mut().for_each(|item| item.liability = Some(crate::application::LiabilityObjection::default()));
    lost.liability_resolved = Some(crate::application::LiabilityResolved {
        served: date(2015, 3, 10),
        method: None,
        for_employee: false,
        renewed: None,
        told: None,
    });
    let told = ineligible(lost, date(2015, 5, 1));
    assert!(told.contains("That dispute is over, and it ended against the employee"), "{told}");
    assert!(told.contains("no other form changes that"), "{told}");
    assert!(!told.contains("set aside until") && !told.contains("the last day"), "{told}");
}
