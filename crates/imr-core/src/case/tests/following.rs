//! Who takes part from a day on, what was received, what was paid, and a
//! petition that comes when implementation is late.

use super::play::Play;
use crate::case::after::Disposition;
use crate::case::{Action, Attestation, Case, Payment};
use crate::casefile::Kind;
use crate::digest::Digest;
use crate::letter::record::Decision::Upheld;
use crate::party::{Party, Role};
use crate::refusal::Code;
use crate::service::{Change, Changed, Method, NoticeKind, Receiving};
use jiff::civil::Date;

fn refused(play: &Play, action: Action) -> Code {
    play.attempt(action).err().expect("it is refused").code
}

fn attorney(on: Date) -> Action {
    let by = Party {
        role: Role::EmployeeAttorney,
        name: "C. Counsel".into(),
        organization: Some("Counsel and Partners".into()),
        address: vec!["7 Fir Street".into(), "Fresno, CA 93650".into()],
    };
    Action::ChangeParties(Change { what: Changed::Represented { by }, on, writing: Some(Digest::of(b"proof")) })
}

fn received(play: &Play, notice: NoticeKind, by: Role) -> Action {
    Action::RecordReceipt { notice, said: Receiving { by, name: String::new(), on: play.day, at: None } }
}

fn payment(play: &Play, amount_cents: i64) -> Action {
    Action::RecordPayment(Payment { on: play.day, amount_cents, reference: "CK 1001".into() })
}

fn attest(play: &Play, names: Vec<String>) -> Action {
    Action::Attest(Attestation { names, on: play.day })
}

/// What is recorded wherever a case stands, for the table.
pub(super) fn beside(play: &Play) -> [Action; 4] {
    [
        attorney(play.day),
        attest(play, play.case.names_to_attest()),
        received(play, NoticeKind::Assignment, Role::Employee),
        payment(play, 10_000),
    ]
}

pub(super) fn expedite(play: &Play) -> Action {
    Action::Expedite {
        certification: Digest::of(b"certification"),
        certified_by: "B. Sample, M.D.".into(),
        on: play.day,
    }
}

fn records_due(play: &Play) -> Date {
    play.case.due().iter().find(|due| due.rule == "D12").expect("records are owed").date
}

#[test]
fn whoever_comes_to_act_on_an_open_case_is_served_from_that_day_until_it_ends() {
    let to = |play: &Play| -> Vec<String> {
        play.notice(NoticeKind::Assignment).proofs.into_iter().map(|proof| proof.name).collect()
    };
    let play = Play::noticed();
    let day = play.day;
    let play = play.then(attorney(day));
    assert_eq!(to(&play), ["A. Sample", "B. Sample, M.D.", "Sample Claims", "C. Counsel"]);
    let what = Changed::RepresentationEnded { role: Role::EmployeeAttorney, name: String::new() };
    let play = play.after(3).then(Action::ChangeParties(Change { what, on: day, writing: None }));
    assert_eq!(to(&play), ["A. Sample", "B. Sample, M.D.", "Sample Claims"]);
    let what = Changed::Address { role: Role::Employee, name: String::new(), address: vec!["9 Bay Street".into()] };
    let moved = |on| Action::ChangeParties(Change { what: what.clone(), on, writing: None });
    let play = play.clone().then(moved(crate::calendar::after(play.day, 2).expect("a day")));
    let street = |play: &Play| play.notice(NoticeKind::Assignment).proofs[0].address[0].clone();
    assert_eq!(street(&play), "1 Oak Street");
    assert_eq!(street(&play.clone().after(2)), "9 Bay Street");
    // Whoever took part for a day is one whom a reviewer must have no tie with.
    assert!(play.case.names_to_attest().contains(&"Counsel and Partners".to_owned()));
    assert_eq!(Case::replay(&play.events), Ok(play.case));
    let closed = Play::closed();
    assert_eq!(refused(&closed, attorney(closed.day)), Code::WrongStage);
}

#[test]
fn a_reviewer_at_work_attests_anew_when_somebody_came_in_and_not_to_less() {
    let play = Play::checked(&[Upheld; 2]);
    let day = play.day;
    let play = play.then(attorney(day));
    assert_eq!(play.case.unattested(), [("R-1", "C. Counsel".to_owned())]);
    // The letter that was checked did not go to the attorney.
    assert_eq!(refused(&play, play.issue()), Code::QualityFailed);
    assert_eq!(refused(&play, attest(&play, vec!["A. Sample".into()])), Code::NotAttested);
    let names = play.case.names_to_attest();
    assert!(play.try_as("R-9", attest(&play, names.clone())).is_err(), "only who is at work attests");
    let again = attest(&play, names.clone());
    let play = play.then(again);
    assert!(play.case.unattested().is_empty());
    assert_eq!(Case::replay(&play.events), Ok(play.case));
    let matched = Play::matched();
    assert_eq!(refused(&matched, attest(&matched, names)), Code::WrongStage);
}

#[test]
fn the_time_of_a_conversion_runs_from_the_receipt_of_its_notice_known_or_presumed() {
    let noticed = Play::noticed().after(1);
    let conversion = expedite(&noticed);
    let play = noticed.then(conversion);
    let day = |days| crate::calendar::after(play.day, days).expect("a day");
    // Nobody is late by a notice that has not gone out.
    assert_eq!(refused(&play.clone().after(3), Action::FindRecordsOverdue), Code::NotServed);
    let mailed = play.clone().notify(NoticeKind::Conversion);
    // Mail is given five days; 24 hours from then.
    assert_eq!(records_due(&mailed), day(6));
    let steps = |play: &Play| format!("{:?}", play.case.due()[0].steps);
    assert!(steps(&mailed).contains("the day of its receipt is not known, and is taken to be 5 days later"));
    assert!(
        steps(&mailed).contains("receipt of the notice that the review became expedited"),
        "{}",
        steps(&mailed)
    );
    assert_eq!(refused(&mailed.clone().after(6), Action::FindRecordsOverdue), Code::NotYet);
    let owing = Role::ClaimsAdministrator;
    let other = received(&mailed, NoticeKind::Conversion, Role::Employee);
    assert_eq!(records_due(&mailed.clone().then(other)), day(6), "the employee owes no records");
    let told = mailed.clone().after(2);
    let told = told.clone().then(received(&told, NoticeKind::Conversion, owing));
    assert_eq!(records_due(&told), day(3));
    assert!(steps(&told).contains("its receipt is known"), "{}", steps(&told));
    assert_eq!(refused(&told, received(&told, NoticeKind::Conversion, owing)), Code::WrongStage);
    assert_eq!(Case::replay(&told.events), Ok(told.case.clone()));
    assert_eq!(told.after(2).then(Action::FindRecordsOverdue).at(), "C3");
    // A receipt that comes late never gives more time than there was before.
    let late = mailed.after(13);
    let late = late.clone().then(received(&late, NoticeKind::Conversion, owing));
    assert_eq!(records_due(&late), records_due(&Play::noticed()));
}

#[test]
fn a_receipt_that_becomes_known_moves_what_was_found_late_by_presumption() {
    let mut play = Play::begin().after(1);
    play.case.track = crate::case::Track::Expedited;
    let notice = play.notice(NoticeKind::Assignment);
    let sent = play.day;
    let late = play.then(Action::ServeNotice(notice)).after(7).then(Action::FindRecordsOverdue);
    let at = |day: Date| Receiving { by: Role::ClaimsAdministrator, name: String::new(), on: day, at: None };
    let record = |day| Action::RecordReceipt { notice: NoticeKind::Assignment, said: at(day) };
    let early = crate::calendar::after(sent, -1).expect("a day");
    assert_eq!(refused(&late, record(early)), Code::ImpossibleDate);
    let told = late.clone().then(record(late.day));
    let due = told.case.lateness.as_ref().map(|late| late.due.date);
    assert_eq!(due, Some(crate::calendar::after(late.day, 1).expect("a day")));
    // Records that come by then were in time after all.
    let told = told.notify(NoticeKind::LateRecordsReport);
    let told = told.receive(Kind::ProgressReport, Role::ClaimsAdministrator).then(Action::CompleteRecords(None));
    assert!(told.events.last().expect("an event").fact.contains("\"in_time\":true"));
    assert_eq!(refused(&late, received(&late, NoticeKind::Conversion, Role::Employee)), Code::NotServed);
}

#[test]
fn an_invoice_is_due_until_it_is_paid_in_parts_or_at_once_even_when_the_case_is_closed() {
    let play = Play::upheld();
    let all = play.case.invoices[0].amount_cents();
    let open = |play: &Play| play.case.invoices_due().count();
    assert_eq!((open(&play), open(&Play::closed())), (1, 1));
    assert_eq!(refused(&play, payment(&play, all + 1)), Code::PaymentUnclear);
    assert_eq!(refused(&play, payment(&play, 0)), Code::PaymentUnclear);
    let unnamed = Action::RecordPayment(Payment { on: play.day, amount_cents: all, reference: " ".into() });
    assert_eq!(refused(&play, unnamed), Code::PaymentUnclear);
    assert_eq!(refused(&Play::in_review(), payment(&Play::in_review(), all)), Code::NotServed);
    let part = play.clone().then(payment(&play, 10_000));
    assert_eq!((open(&part), part.case.invoices[0].open_cents()), (1, all - 10_000));
    assert_eq!(refused(&part, payment(&part, 10_000)), Code::PaymentUnclear, "the same is recorded once");
    let closed = part.after(60).then(Action::Close);
    let paid = closed.clone().then(payment(&closed, all - 10_000));
    assert_eq!((paid.at(), open(&paid)), ("C17", 0));
    assert_eq!(refused(&paid, payment(&paid, 1)), Code::PaymentUnclear);
    assert_eq!(Case::replay(&paid.events), Ok(paid.case));
}

#[test]
fn t42_a_petition_comes_in_time_when_implementation_is_late_and_its_days_are_no_days_late() {
    let late = Play::not_implemented();
    assert_eq!(late.at(), "C13");
    let due = late.case.due()[0].date;
    assert!(late.case.due().iter().any(|due| due.rule == "D21"), "the time for a petition runs on");
    let petition = late.petition();
    let play = late.clone().then(petition).after(60);
    assert_eq!(play.at(), "C16");
    let (denied, reversed) = (play.order(Disposition::Denied), play.reversal());
    assert_eq!(play.clone().then(reversed).at(), "C18");
    let play = play.then(denied).after(2);
    assert_eq!(play.at(), "C13");
    let done = play.implement(&[2]);
    let play = play.then(done);
    let days = |from: Date, to: Date| from.until(to).expect("days").get_days();
    let implemented = &play.case.stage.issued().and_then(|one| one.implementation.clone()).expect("a duty").done[0];
    // From the due date to the petition, and from the order to the end.
    assert_eq!(implemented.days_late, days(due, late.day) + 2);
    assert_eq!((play.at(), Case::replay(&play.events)), ("C12", Ok(play.case.clone())));
}

#[test]
fn a_notice_that_went_by_fax_is_taken_to_be_received_on_the_day_and_the_explanation_says_so() {
    let mut play = Play::begin().after(1);
    play.case.track = crate::case::Track::Expedited;
    let mut notice = play.notice(NoticeKind::Assignment);
    notice.proofs.iter_mut().for_each(|proof| proof.method = Method::Fax);
    let play = play.then(Action::ServeNotice(notice));
    let steps = format!("{:?}", play.case.due()[0].steps);
    assert!(steps.contains("the day of its receipt is not known, and is taken to be the same"), "{steps}");
}

#[test]
fn while_a_petition_is_pending_what_happens_is_recorded_and_counts_when_it_has_ended() {
    let owing = Role::ClaimsAdministrator;
    let play = Play::overturned();
    let petition = play.petition();
    let pending = play.then(petition).after(2);
    assert_eq!(pending.at(), "C16");
    for letter in
        [received(&pending, NoticeKind::Determination, owing), Action::RecordLetterReceived { on: pending.day }]
    {
        let told = pending.clone().then(letter);
        let served = told.case.notices.iter().rev().find(|one| one.kind == Some(NoticeKind::Determination));
        assert_eq!(served.map(|one| one.received.len()), Some(1));
        assert_eq!((told.at(), Case::replay(&told.events)), ("C16", Ok(told.case.clone())));
    }
    let all = pending.case.stage.issued().expect("a letter").overturned();
    let done = pending.implement(&all);
    let done = pending.clone().then(done);
    assert_eq!((done.at(), done.case.stage.issued().map(|one| one.outstanding().len())), ("C16", Some(0)));
    let done = done.notify(NoticeKind::ImplementationConfirmed);
    let denied = done.order(Disposition::Denied);
    let ended = done.clone().then(denied);
    assert_eq!((ended.at(), Case::replay(&ended.events)), ("C12", Ok(ended.case.clone())));
    let (reversed, day) = (done.reversal(), done.day);
    assert_eq!(done.then(reversed).at(), "C18");
    let changed = pending.clone().then(attorney(day));
    let all = changed.case.invoices.iter().map(crate::case::Invoice::open_cents).sum();
    let paid = changed.clone().then(payment(&changed, all));
    assert_eq!(paid.case.invoices_due().count(), 0);
    // It was late when the petition came: the days of that are late, and no more.
    let late = Play::not_implemented();
    let petition = late.petition();
    let pending = late.clone().then(petition).after(30);
    let done = pending.implement(&[2]);
    let implemented = pending.then(done);
    let duty = implemented.case.stage.issued().and_then(|one| one.implementation.clone()).expect("a duty");
    let due = late.case.due()[0].date;
    assert_eq!(duty.done[0].days_late, due.until(late.day).expect("days").get_days());
    let denied = implemented.order(Disposition::Denied);
    assert_eq!(implemented.then(denied).at(), "C12");
}
