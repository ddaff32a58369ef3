//! Whom a notice on a case reaches, and whom it cannot.

use super::play::{LAW, Play, eligible, form, occasion};
use crate::application::Representative;
use crate::case::{Action, Case};
use crate::party::{Party, Role};
use crate::refusal::Code;
use crate::service::NoticeKind;

#[test]
fn a_notice_reaches_whoever_acts_for_the_employee_on_that_day() {
    let mut form = form();
    let attorney = |name: &str, until| Representative {
        role: Role::EmployeeAttorney,
        name: name.into(),
        organization: None,
        address: vec!["5 Ash Street".into(), "Fresno, CA 93650".into()],
        designated: None,
        until,
        proof: Some(true),
    };
    form.parties.push(Party {
        role: Role::EmployeeAttorney,
        name: "C. Former".into(),
        organization: None,
        address: vec!["4 Ash Street".into()],
    });
    form.representatives = vec![
        attorney("C. Former", Some(jiff::civil::date(2014, 12, 31))),
        attorney("D. Present", Some(jiff::civil::date(2015, 3, 19))),
    ];
    let application = eligible(1, form);
    let day = jiff::civil::date(2015, 3, 19);
    let who = occasion(Role::Coordinator, "c-1", day);
    let (case, event) = Case::open("CM15-9000001", &application, &who, &LAW).expect("it opens");
    let play = Play { case, events: vec![event], day };
    let to = |play: &Play| -> Vec<String> {
        play.notice(NoticeKind::Assignment).proofs.into_iter().map(|proof| proof.name).collect()
    };
    assert_eq!(to(&play), ["A. Sample", "B. Sample, M.D.", "Sample Claims", "D. Present"]);
    assert_eq!(to(&play.clone().after(1)), ["A. Sample", "B. Sample, M.D.", "Sample Claims"]);
    let mut notice = play.notice(NoticeKind::Assignment);
    notice.proofs.pop();
    let why = play.attempt(Action::ServeNotice(notice)).err().expect("it is refused");
    assert_eq!(why.code, Code::NotServed);
}

#[test]
fn the_records_clock_does_not_run_for_who_has_no_address() {
    let mut play = Play::begin();
    let parties = &mut play.case.opening.parties;
    parties.iter_mut().filter(|one| one.role != Role::Employee).for_each(|one| one.address.clear());
    let notice = play.notice(NoticeKind::Assignment);
    let names: Vec<&str> = notice.unreached.iter().map(|one| one.name.as_str()).collect();
    assert_eq!((notice.proofs.len(), names.as_slice()), (1, ["B. Sample, M.D.", "Sample Claims"].as_slice()));
    let why = play.attempt(Action::ServeNotice(notice)).err().expect("it is refused");
    assert!(why.sentence.contains("Sample Claims (claims administrator), whose time begins with it"), "{why}");
    let known = play.case.opening.parties.iter_mut().find(|one| one.role == Role::ClaimsAdministrator);
    known.expect("a party").address = vec!["3 Pine Street".into()];
    let notice = play.notice(NoticeKind::Assignment);
    assert_eq!(play.then(Action::ServeNotice(notice)).at(), "C2", "the others' lack of one is told, and no more");
}
