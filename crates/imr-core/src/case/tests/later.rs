//! What a later fact does to what was done before it.

use super::play::{Play, matching};
use crate::case::after::{Cause, Disposition, Ending, How};
use crate::case::{Action, Case, Owed, Stage, Track};
use crate::casefile::Kind;
use crate::digest::Digest;
use crate::letter::record::Decision::{Overturned, Upheld};
use crate::party::Role;
use crate::refusal::Code;
use crate::service::NoticeKind;

fn refused(play: &Play, action: Action) -> Code {
    play.attempt(action).err().expect("it is refused").code
}

fn owes(play: &Play, kind: NoticeKind) -> bool {
    play.case.owed.contains(&Owed::Notice(kind))
}

fn find() -> Action {
    Action::FindNotImplemented { how: How::Authorized }
}

#[test]
fn a_deed_bears_no_day_before_what_it_answers() {
    use crate::case::after::{Disposition, Ending, Order};
    use jiff::civil::date;
    let early = |play: &Play, action: Action| {
        let why = play.attempt(action).err().expect("it is refused");
        assert!(why.code == Code::ImpossibleDate && why.sentence.contains("which is before"), "{why}");
    };
    let appealed = Play::appealed().after(30);
    for disposition in [
        Disposition::Denied,
        Disposition::Reversed { grounds: vec![crate::case::after::Ground::Fraud], facts: "F.".into() },
    ] {
        let document = Digest::of(b"order");
        early(&appealed, Action::RecordOrder(Order { dated: date(2015, 4, 1), disposition, document }));
    }
    let letter = Play::overturned();
    let day = date(2015, 3, 1);
    early(&letter, Action::RecordImplementation { items: vec![2], how: How::Authorized, on: day });
    let play = Play::in_review();
    let proof = Digest::of(b"proof");
    for cause in [Cause::Authorized, Cause::Settled] {
        let (by, on) = (Role::ClaimsAdministrator, date(2014, 5, 5));
        early(&play, Action::EndDispute(Ending { cause, items: vec![1], by, on, proof }));
    }
    let Action::ApproveSeveral(approval) = play.approval() else { panic!("an approval") };
    let dated = date(2014, 1, 1);
    early(&play, Action::ApproveSeveral(crate::case::work::Approval { dated, ..approval }));
    let expedite = |by: &str, on| Action::Expedite { certification: proof, certified_by: by.into(), on };
    early(&play, expedite("B. Sample, M.D.", date(2013, 3, 1)));
    assert_eq!(refused(&play, expedite("B. Sample, M.D.", date(2031, 1, 1))), Code::NotYet);
    assert_eq!(refused(&play, expedite("a. sample", play.day)), Code::WrongParty, "the employee is no physician");
    let converted = play.clone().then(expedite("B. Sample, M.D.", date(2015, 3, 2)));
    assert_eq!(converted.case.conversion.and_then(|one| one.certified_on), Some(date(2015, 3, 2)));
}

#[test]
fn a_receipt_or_an_implementation_that_was_recorded_wrongly_is_corrected() {
    let day = |days: i64| Play::overturned().day.checked_add(jiff::Span::new().days(days)).expect("a day");
    let received = |on| Action::RecordLetterReceived { on };
    let play = Play::overturned().after(10).then(received(day(2)));
    let due = |play: &Play| play.case.stage.due()[1].date;
    let (first, corrected) = (due(&play), play.clone().then(received(day(5))));
    assert!(due(&corrected) > first, "both are counted anew");
    assert_eq!(refused(&corrected, received(day(5))), Code::WrongStage);
    let done = |on| Action::RecordImplementation { items: vec![2], how: How::Authorized, on };
    let play = corrected.then(done(day(6))).then(done(day(7)));
    let kept = play.case.stage.issued().and_then(|one| one.implementation.clone()).expect("a duty").done;
    assert_eq!((kept.len(), kept[0].on, play.at()), (1, day(7), "C12"));
    assert!(owes(&play, NoticeKind::ImplementationConfirmed));
    assert_eq!(Case::replay(&play.events).as_ref(), Ok(&play.case));
    // Where something was judged by it, the receipt stands.
    assert_eq!(refused(&play, received(day(3))), Code::WrongStage);
}

#[test]
fn what_was_signed_before_a_document_came_is_signed_again_by_everybody() {
    let play = Play::several();
    let sign = |play: &Play| Action::Sign(play.determination(&[Upheld; 2]));
    let first = sign(&play);
    let play = play.then_as("R-1", first).receive(Kind::TherapyNote, Role::ClaimsAdministrator);
    let signed = |play: &Play| {
        play.case.assignment().expect("a review").members().filter(|one| one.opinion.is_some()).count()
    };
    assert_eq!(signed(&play), 0);
    // Sending the same file again does not stand in for the confirmation.
    let play = play.send().send();
    let second = sign(&play);
    assert_eq!(play.try_as("R-2", second.clone()).err().map(|why| why.code), Some(Code::CaseFileNotSent));
    let play = play.then_as("R-2", Action::ConfirmReceipt).then_as("R-2", second.clone());
    assert_eq!((play.at(), signed(&play)), ("C9", 1));
    let play = play.then_as("R-1", Action::ConfirmReceipt).then_as("R-1", second);
    assert_eq!(play.at(), "C10");
}

#[test]
fn a_mailed_notice_of_an_expedited_review_has_its_days_to_arrive_and_is_told_to_be_slow() {
    let mut play = Play::begin().after(1);
    play.case.track = Track::Expedited;
    let mut notice = play.notice(NoticeKind::Assignment);
    let mailed = play.clone().then(Action::ServeNotice(notice.clone()));
    // Five days to arrive, 24 hours from then.
    assert_eq!(refused(&mailed.clone().after(6), Action::FindRecordsOverdue), Code::NotYet);
    assert_eq!(mailed.clone().after(7).then(Action::FindRecordsOverdue).at(), "C3");
    let told = mailed.case.sent_slowly(&super::play::LAW).join("\n");
    assert!(told.contains("owed by the fastest means (8 CCR 9792.10.4)"), "{told}");
    notice.proofs.iter_mut().for_each(|proof| proof.method = crate::service::Method::Fax);
    let faxed = play.then(Action::ServeNotice(notice));
    assert!(faxed.case.sent_slowly(&super::play::LAW).is_empty());
    assert_eq!(faxed.after(2).then(Action::FindRecordsOverdue).at(), "C3");
}

#[test]
fn records_are_not_overdue_before_a_joined_application_has_had_its_notice() {
    let play = Play::noticed().after(3).then(Action::Join(Play::joining())).after(30);
    assert_eq!(refused(&play, Action::FindRecordsOverdue), Code::NotServed);
    let amended = play.notice(NoticeKind::AmendedAssignment);
    let play = play.then(Action::ServeNotice(amended)).after(30);
    assert_eq!(play.then(Action::FindRecordsOverdue).at(), "C3");
}

#[test]
fn records_that_came_in_time_are_late_only_where_a_person_says_so_and_then_no_report_stands() {
    let early = || Play::noticed().after(7).receive(Kind::ProgressReport, Role::ClaimsAdministrator).after(23);
    let unjudged = |play: &Play| play.case.overdue_unjudged().map_err(|why| why.code);
    assert_eq!(unjudged(&early()), Err(Code::RecordsUnjudged));
    // What came late, or from somebody else, does not stand in the way.
    assert_eq!(unjudged(&Play::noticed().after(30)), Ok(()));
    let late = Play::noticed().after(30).receive(Kind::ProgressReport, Role::ClaimsAdministrator);
    assert_eq!(unjudged(&late), Ok(()));
    let other = Play::noticed().after(7).receive(Kind::ProgressReport, Role::Employee).after(23);
    assert_eq!(unjudged(&other), Ok(()));
    let kind = NoticeKind::LateRecordsReport;
    let found = early().then(Action::FindRecordsOverdue);
    assert!(owes(&found, kind));
    assert!(!owes(&found.clone().then(Action::CompleteRecords(None)), kind));
    // A report that went out is taken back by another.
    let reported = found.notify(kind);
    assert!(!owes(&reported, kind));
    assert!(owes(&reported.then(Action::CompleteRecords(None)), kind));
}

#[test]
fn a_case_has_the_items_that_the_worker_disputes_each_with_what_was_decided_on_it() {
    use crate::application::{Ground, UrItem, UrOutcome};
    let mut form = super::play::form();
    form.treatments = vec!["Norco 5/325".into(), "Lumbar MRI".into()];
    let items = &mut form.ur_decision.as_mut().expect("a decision").items;
    items.push(UrItem::new("MRI of the lumbar spine", UrOutcome::Modified, Ground::MedicalNecessity));
    items[1].reasons = Some("Not needed.".into());
    let application = super::play::eligible(1, form);
    let who = super::play::occasion(Role::Coordinator, "c-1", jiff::civil::date(2015, 3, 18));
    let opened = Case::open("CM15-9000001", &application, &who, &super::play::LAW);
    let (case, event) = opened.expect("it opens");
    let told: Vec<&str> = case.items.iter().map(|item| item.item.as_str()).collect();
    assert_eq!(told, ["Norco 5/325 MG #30", "MRI of the lumbar spine"]);
    for item in &case.items {
        assert_eq!(case.ur_item(item.number).map(|one| one.item.as_str()), Some(item.item.as_str()));
    }
    assert_eq!(case.ur_item(1).and_then(|one| one.reasons.as_deref()), Some("Not needed."));
    assert_eq!((case.ur_item(0), case.ur_item(3)), (None, None));
    assert_eq!(Case::replay(&[event]), Ok(case));
}

#[test]
fn an_injection_is_no_drug_that_is_dispensed_and_is_not_invoiced_as_one() {
    let play = Play::in_review();
    let what = |items: [&str; 2]| {
        let mut case = play.case.clone();
        case.opening.received = jiff::civil::date(2015, 3, 16);
        for (item, text) in case.opening.ur_decision.items.iter_mut().zip(items) {
            item.item = text.to_owned();
        }
        case.invoice(play.day, &super::play::LAW).expect("it is priced").fees[0].what.clone()
    };
    assert!(what(["Norco 5/325 MG #30", "Flexeril 5 mg #30"]).contains("of drugs alone"));
    let injected = "Cortisone injection, right shoulder";
    for items in [[injected, injected], ["Norco 5/325 MG #30", "Toradol 60 mg injection"]] {
        assert!(!what(items).contains("of drugs alone"), "{items:?}");
    }
}

#[test]
fn what_somebody_else_sent_does_not_complete_the_administrators_records() {
    let play = Play::noticed().after(7).receive(Kind::ProgressReport, Role::Employee);
    assert_eq!(refused(&play, Action::CompleteRecords(None)), Code::RecordsIncomplete);
    let play = play.receive(Kind::ProgressReport, Role::ClaimsAdministrator);
    assert_eq!(play.then(Action::CompleteRecords(None)).at(), "C5");
}

#[test]
fn a_denied_petition_leaves_the_dispute_of_liability_as_it_was() {
    let play = Play::overturned().then(Action::RecordLiabilityDispute);
    let petition = play.petition();
    let play = play.then(petition).after(60);
    let order = play.order(Disposition::Denied);
    let play = play.then(order).after(60);
    assert_eq!(refused(&play, find()), Code::WrongStage);
}

#[test]
fn a_dispute_of_liability_that_is_resolved_counts_anew_or_leaves_nothing_to_implement() {
    let play = Play::overturned().then(Action::RecordLiabilityDispute);
    let resolve = |play: &Play, for_employee| Action::ResolveLiabilityDispute { for_employee, on: play.day };
    let early = Action::ResolveLiabilityDispute {
        for_employee: true,
        on: crate::calendar::after(play.day, -1).expect("a day"),
    };
    assert_eq!(refused(&play, early), Code::ImpossibleDate);
    assert_eq!(refused(&Play::overturned(), resolve(&play, true)), Code::WrongStage);
    let play = play.after(90);
    let again = resolve(&play, true);
    let lifted = play.clone().then(again);
    let rules: Vec<&str> = lifted.case.due().iter().map(|due| due.rule.as_str()).collect();
    assert_eq!(rules, ["D21", "D19", "D20"]);
    // Five working days from the day it was resolved.
    assert_eq!(refused(&lifted.clone().after(5), find()), Code::NotYet);
    assert_eq!(lifted.clone().after(9).then(find()).at(), "C13");
    let never = resolve(&play, false);
    let never = play.then(never);
    assert_eq!(refused(&never, find()), Code::WrongStage);
    assert_eq!(never.then(Action::Close).at(), "C17");
}

#[test]
fn what_was_overdue_before_a_dispute_of_liability_stays_so_and_can_be_found() {
    let rules = |play: &Play| play.case.due().iter().map(|due| due.rule.clone()).collect::<Vec<_>>();
    let late = Play::overturned().after(13).then(Action::RecordLiabilityDispute);
    assert_eq!(rules(&late), ["D19", "D21"], "what is to be paid by a later day waits");
    assert_eq!(late.clone().then(find()).at(), "C13");
    assert_eq!(refused(&late, Action::RecordLiabilityDispute), Code::WrongStage, "it is open already");
    let play = late.after(30);
    let resolved = Action::ResolveLiabilityDispute { for_employee: true, on: play.day };
    let play = play.then(resolved);
    assert_eq!(rules(&play), ["D19", "D21", "D20"]);
    assert_eq!(play.then(find()).at(), "C13", "it is as late as it was");
    // Without a recorded receipt the letter may have come later than it seems.
    let early = Play::overturned().after(8).then(Action::RecordLiabilityDispute).after(30);
    assert_eq!(refused(&early, find()), Code::NotYet);
}

#[test]
fn a_report_that_a_dispute_of_liability_made_moot_is_owed_again_once_it_is_resolved() {
    let play = Play::overturned().after(13).then(find()).then(Action::RecordLiabilityDispute).after(30);
    let kind = NoticeKind::NonImplementationReport;
    assert!(!owes(&play, kind));
    let resolved = Action::ResolveLiabilityDispute { for_employee: true, on: play.day };
    let play = play.then(resolved);
    assert_eq!(play.at(), "C13");
    assert!(owes(&play, kind));
}

#[test]
fn a_dispute_of_liability_makes_the_report_of_non_implementation_moot() {
    let found = || Play::overturned().after(13).then(find());
    let kind = NoticeKind::NonImplementationReport;
    assert!(owes(&found(), kind));
    assert!(!owes(&found().then(Action::RecordLiabilityDispute), kind));
}

#[test]
fn records_that_came_or_an_end_make_the_notice_of_overdue_records_moot() {
    let play = Play::overdue().receive(Kind::ProgressReport, Role::ClaimsAdministrator);
    let play = play.then(Action::CompleteRecords(None));
    assert!(!owes(&play, NoticeKind::RecordsOverdue) && owes(&play, NoticeKind::LateRecordsReport));
    let ending = Play::overdue().ending(Cause::Withdrawn, &[1, 2]);
    assert!(!owes(&Play::overdue().then(ending), NoticeKind::RecordsOverdue));
}

#[test]
fn a_file_that_one_reviewer_had_was_sent_whoever_reviews_by_then() {
    let play = Play::in_review().then(Action::FindConflict { because: "A partner.".into() });
    let ending = play.ending(Cause::Settled, &[1, 2]);
    let Stage::TerminatedWithdrawn { termination } = play.then(ending).case.stage else { panic!("it ended") };
    assert!(termination.sent_to_reviewer);
}

#[test]
fn an_application_that_is_decided_again_is_not_invoiced_again() {
    let play = Play::remanded().then(Action::Reassign);
    let other = matching("R-2", play.day);
    let play = play.then(Action::ProposeReviewer(other));
    let accept = play.accept("R-2");
    let play = play.then(accept).send();
    let sign = Action::Sign(play.determination(&[Overturned; 2]));
    let play = play.then_as("R-2", sign).then(Action::PassCheck(Play::checked_text()));
    let issue = play.issue();
    let play = play.then(issue);
    assert_eq!((play.at(), play.case.invoices.len(), owes(&play, NoticeKind::Invoice)), ("C11", 1, false));
}

#[test]
fn only_whoever_can_end_a_dispute_in_a_way_is_recorded_as_having_done_it() {
    let table = [
        (Cause::Authorized, Role::ClaimsAdministrator, Role::Employee),
        (Cause::Withdrawn, Role::EmployeeAttorney, Role::ClaimsAdministrator),
        (Cause::Settled, Role::Employee, Role::RequestingPhysician),
        (Cause::Awarded, Role::AppealsBoard, Role::RequestingPhysician),
        (Cause::RequestWithdrawn, Role::RequestingPhysician, Role::ClaimsAdministrator),
    ];
    let play = Play::in_review();
    for (cause, may, may_not) in table {
        let by = |by| Action::EndDispute(Ending { cause, items: vec![1], by, on: play.day, proof: Digest::ZERO });
        assert!(play.attempt(by(may)).is_ok(), "{cause:?} by the {may}");
        assert_eq!(refused(&play, by(may_not)), Code::WrongParty, "{cause:?} by the {may_not}");
    }
}

#[test]
fn time_to_implement_runs_from_receipt_and_unrecorded_receipt_gives_the_days_of_mail() {
    let play = Play::overturned();
    let duty = |play: &Play| play.case.stage.issued().and_then(|one| one.implementation.clone()).expect("a duty");
    let last = duty(&play).authorize_by;
    assert!(last.steps.iter().any(|step| step.text.contains("No receipt")), "{:?}", last.steps);
    // Due after seven days; five more for mail.
    assert_eq!(refused(&play.clone().after(12), find()), Code::NotYet);
    assert_eq!(play.clone().after(13).then(find()).at(), "C13");
    let early = Action::RecordLetterReceived { on: crate::calendar::after(play.day, -1).expect("a day") };
    assert_eq!(refused(&play, early), Code::ImpossibleDate);
    let received = Action::RecordLetterReceived { on: play.day };
    let play = play.then(received.clone());
    assert!(duty(&play).authorize_by.steps.iter().all(|step| !step.text.contains("No receipt")));
    assert_eq!(refused(&play, received), Code::WrongStage);
    assert_eq!(play.after(8).then(find()).at(), "C13");
}

#[test]
fn an_ordinary_application_takes_a_case_of_formulary_drugs_to_the_ordinary_course() {
    let mut play = Play::noticed();
    play.case.track = Track::Formulary;
    let play = play.then(Action::Join(Play::joining()));
    assert_eq!(play.case.track, Track::Standard);
    let fact = &play.events.last().expect("an event").fact;
    assert!(fact.contains("\"track\":\"standard\""), "{fact}");
    assert_eq!(Case::replay(&play.events).map(|case| case.track), Ok(Track::Standard));
}

#[test]
fn as_many_reviewers_are_found_and_sign_as_were_approved() {
    let play = Play::in_review();
    let mut approval = play.approval();
    if let Action::ApproveSeveral(approval) = &mut approval {
        approval.reviewers = 1;
    }
    assert_eq!(refused(&play, approval.clone()), Code::ApprovalMissing);
    if let Action::ApproveSeveral(approval) = &mut approval {
        approval.reviewers = 3;
    }
    let left = |play: &Play| play.case.assignment().map(crate::case::Assignment::seats_left);
    let mut play = play.then(approval);
    assert_eq!(left(&play), Some(2));
    for id in ["R-2", "R-3"] {
        // Not before all of them are there.
        let alone = Action::Sign(play.determination(&[Upheld; 2]));
        assert_eq!(refused(&play, alone), Code::NotQualified);
        let proposal = Action::ProposeReviewer(matching(id, play.day));
        play = play.then(proposal);
        let accept = play.accept(id);
        play = play.then_as(id, accept);
    }
    assert_eq!(left(&play), Some(0));
    let fourth = Action::ProposeReviewer(matching("R-4", play.day));
    assert_eq!(refused(&play, fourth), Code::ApprovalMissing);
}

fn conflict() -> Action {
    Action::FindConflict { because: "A partner of the physician.".into() }
}

#[test]
fn of_several_reviewers_only_the_one_who_found_a_conflict_leaves_and_the_approval_stands() {
    for (leaves, stays) in [("R-2", "R-1"), ("R-1", "R-2")] {
        let play = Play::several();
        let decided = Action::DecideItem(play.decision(1, Upheld));
        let play = play.then_as(stays, decided).then_as(leaves, conflict());
        assert_eq!((play.at(), play.case.exclusions[0].reviewer.as_str()), ("C9", leaves));
        let review = play.case.assignment().expect("a review");
        let members: Vec<&str> = review.members().map(|one| one.reviewer.id.as_str()).collect();
        assert_eq!((members, review.decisions.len(), review.seats_left()), (vec![stays], 1, 1));
        let again = matching(leaves, play.day);
        assert_eq!(refused(&play, Action::ProposeReviewer(again)), Code::ReviewerExcluded);
        let other = matching("R-3", play.day);
        let play = play.then(Action::ProposeReviewer(other));
        let accept = play.accept("R-3");
        let play = play.then_as("R-3", accept).send();
        let sign = Action::Sign(play.determination(&[Upheld; 2]));
        let play = play.then_as(stays, sign.clone()).then_as("R-3", sign);
        assert_eq!(play.at(), "C10");
        assert_eq!(Case::replay(&play.events).as_ref(), Ok(&play.case));
    }
}

#[test]
fn an_approval_of_several_outlasts_the_only_reviewer_who_was_there() {
    let play = Play::in_review();
    let approval = play.approval();
    let proposal = Action::ProposeReviewer(matching("R-2", play.day));
    let play = play.then(approval).then(proposal).then(conflict());
    // Whoever was proposed beside the one who left still is.
    assert_eq!((play.at(), play.case.proposed_reviewer()), ("C6", Some("R-2")));
    let accept = play.accept("R-2");
    let play = play.then(accept);
    assert_eq!((play.at(), play.case.assignment().map(crate::case::Assignment::seats_left)), ("C9", Some(1)));
}

#[test]
fn in_a_history_from_before_a_conflict_lets_every_reviewer_go() {
    let play = Play::several().then(conflict());
    let mut events = play.events;
    let last = events.last_mut().expect("an event");
    last.fact = last.fact.replace(",\"others_stay\":true", "");
    assert_eq!(Case::replay(&events).map(|case| case.stage.code()), Ok("C6"));
}

#[test]
fn a_deed_of_a_reviewer_names_or_implies_who_does_it() {
    let who = |play: &Play, answers, named: &str| {
        play.case.acting_reviewer(answers, named, named.starts_with("R-")).map_err(|why| why.code)
    };
    let (one, two) = (Play::in_review(), Play::several());
    for (play, answers, named, expected) in [
        // Somebody else writes it down: where there is one reviewer, it is that one's.
        (&one, false, "coordinator-1", Ok("R-1")),
        (&one, false, "R-1", Ok("R-1")),
        (&one, false, "R-2", Err(Code::NotQualified)),
        (&two, false, "R-2", Ok("R-2")),
        (&two, false, "coordinator-1", Err(Code::NotQualified)),
        (&two, false, "R-3", Err(Code::NotQualified)),
        (&two, true, "R-1", Err(Code::WrongStage)),
        (&Play::matched(), true, "coordinator-1", Ok("R-1")),
        (&Play::matched(), true, "R-2", Err(Code::NotQualified)),
        (&Play::matched(), false, "R-1", Err(Code::WrongStage)),
        (&Play::upheld(), false, "R-1", Err(Code::WrongStage)),
    ] {
        assert_eq!(who(play, answers, named), expected.map(str::to_owned), "{named} at {}", play.at());
    }
}

#[test]
fn a_petition_asks_for_the_file_until_it_has_ended() {
    let play = Play::appealed();
    assert!(owes(&play, NoticeKind::PetitionFile));
    let denied = play.order(Disposition::Denied);
    assert!(!owes(&Play::appealed().after(60).then(denied), NoticeKind::PetitionFile));
    assert!(!owes(&play.notify(NoticeKind::PetitionFile), NoticeKind::PetitionFile));
}

#[test]
fn an_appeal_may_come_as_late_as_the_farthest_recipient_allows() {
    use crate::service::{Method, Place, ProofOfService};
    let play = Play::appealed();
    let until = |places: &[Place]| {
        let proof = |place: &Place| ProofOfService {
            role: Role::Employee,
            name: "A. Sample".into(),
            address: Vec::new(),
            method: Method::Mail,
            on: jiff::civil::date(2015, 4, 1),
            place: *place,
            sent_to: None,
        };
        let proofs: Vec<ProofOfService> = places.iter().map(proof).collect();
        let due = play.case.appeal_until(&proofs, jiff::civil::date(2015, 4, 1), &super::play::LAW);
        due.expect("a rule").date.to_string()
    };
    // 30 days from 2015-04-01 are 2015-05-01; mail adds 5, 10 or 20 days.
    assert_eq!(until(&[Place::California]), "2015-05-06");
    assert_eq!(until(&[Place::California, Place::OtherState]), "2015-05-11");
    assert_eq!(until(&[Place::Abroad, Place::California]), "2015-05-21");
}

#[test]
fn a_history_from_before_kinds_of_notices_and_texts_of_checks_can_be_read() {
    let play = Play::checked(&[Upheld; 2]);
    let events: Vec<_> = play
        .events
        .iter()
        .cloned()
        .map(|mut event| {
            let mut fact: serde_json::Value = serde_json::from_str(&event.fact).expect("JSON");
            if let Some(fact) = fact.as_object_mut() {
                fact.remove("text");
                if let Some(notice) = fact.get_mut("notice").and_then(serde_json::Value::as_object_mut) {
                    notice.remove("kind");
                }
            }
            event.fact = fact.to_string();
            event
        })
        .collect();
    let case = Case::replay(&events).expect("it can be read");
    assert_eq!(case.stage.name(), "letter draft");
    let issue = play.issue();
    assert!(Play { case, ..play }.attempt(issue).is_ok());
}
