//! A test for each transition of a case (rulebook 2.3, T19 to T45).

use super::play::{ITEMS, Play, matching, second_form};
use crate::case::after::{Cause, Disposition, Ground, How};
use crate::case::work::ExclusionCause;
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

#[test]
fn t19_the_notice_of_assignment_starts_the_records_clock() {
    let play = Play::noticed();
    assert_eq!(play.at(), "C2");
    let due = play.case.due()[0];
    assert_eq!((due.rule.as_str(), due.date.to_string().as_str()), ("D12", "2015-04-03"));
    let mut notice = Play::begin().notice(NoticeKind::Assignment);
    notice.proofs.pop();
    assert_eq!(refused(&Play::begin(), Action::ServeNotice(notice)), Code::NotServed);
}

#[test]
fn t20_another_eligible_application_joins_and_the_latest_notice_sets_the_clock() {
    let play = Play::noticed().after(3).then(Action::Join(Play::joining()));
    assert_eq!(play.at(), "C2");
    let numbers: Vec<usize> = play.case.items.iter().map(|item| item.number).collect();
    assert_eq!(numbers, [1, 2, 3]);
    assert_eq!(play.case.ur_decision(3).decided.to_string(), "2015-03-05");
    assert_eq!(play.case.ur_decision(1).decided.to_string(), "2015-02-27");
    assert_eq!(play.case.joined[0].alias, "CM15-9000002");
    // Its records were not asked for yet.
    let play = play.receive(Kind::ProgressReport, Role::ClaimsAdministrator);
    assert_eq!(refused(&play, Action::CompleteRecords(None)), Code::RecordsIncomplete);
    let before = play.case.due()[0].date.max(play.case.due()[1].date);
    let amended = play.notice(NoticeKind::AmendedAssignment);
    let play = play.then(Action::ServeNotice(amended));
    assert!(play.case.due()[0].date > before);
    assert_eq!(play.then(Action::CompleteRecords(None)).at(), "C5");
    assert_eq!(Play::begin().then(Action::Join(Play::joining())).at(), "C1");
}

#[test]
fn t20_is_refused_for_another_worker_physician_injury_or_speed_and_twice() {
    let play = Play::noticed();
    let change = |change: fn(&mut crate::application::Form)| {
        let mut form = second_form();
        change(&mut form);
        Play::joining_with(form).expect_err("it may not join").code
    };
    let others = [
        change(|form| form.parties[0].name = "Carla Different".into()),
        change(|form| form.parties[1].name = "Dora Different, M.D.".into()),
        change(|form| form.date_of_injury = Some(jiff::civil::date(2014, 2, 12))),
        change(|form| form.ur_decision.as_mut().expect("a decision").expedited = true),
    ];
    assert_eq!(others, [Code::NotConsolidable; 4]);
    let converted = play.clone().then(Action::Expedite {
        certification: Digest::of(b"certification"),
        certified_by: "B. Sample, M.D.".into(),
        on: play.day,
    });
    assert_eq!(refused(&converted, Action::Join(Play::joining())), Code::NotConsolidable);
    let joined = play.then(Action::Join(Play::joining()));
    assert_eq!(refused(&joined, Action::Join(Play::joining())), Code::NotConsolidable);
    assert_eq!(refused(&Play::complete(), Action::Join(Play::joining())), Code::WrongStage);
}

#[test]
fn t21_conversion_replaces_every_open_clock_and_keeps_the_old_ones_in_the_history() {
    let certification = Digest::of(b"certification");
    let on = Play::begin().day;
    let expedite = || Action::Expedite { certification, certified_by: "B. Sample, M.D.".into(), on };
    for play in [
        Play::begin(),
        Play::noticed(),
        Play::overdue(),
        Play::complete(),
        Play::without(),
        Play::matched(),
        Play::in_review(),
        Play::asked(),
        Play::several(),
        Play::drafted(&[Upheld; 2]),
    ] {
        let before: Vec<_> = play.case.stage.due().into_iter().cloned().collect();
        let next = play.then(expedite());
        assert_eq!(next.case.track, Track::Expedited);
        assert!(owes(&next, NoticeKind::Conversion));
        assert_eq!(refused(&next, expedite()), Code::WrongStage);
        for (old, new) in before.iter().zip(next.case.stage.due()) {
            assert!(new.date <= old.date, "{} {} {}", next.at(), old.date, new.date);
        }
        let fact = &next.events.last().expect("an event").fact;
        for old in before {
            assert!(fact.contains(&old.date.to_string()), "{fact}");
        }
    }
    let sooner = Play::complete().then(expedite());
    assert_eq!(sooner.case.due()[0].date, crate::calendar::after(sooner.day, 3).expect("a day"));
    assert_eq!(refused(&Play::upheld(), expedite()), Code::WrongStage);
}

#[test]
fn t22_records_are_overdue_only_after_their_day() {
    let play = Play::noticed();
    assert_eq!(refused(&play, Action::FindRecordsOverdue), Code::NotYet);
    let on_the_day = play.clone().after(15);
    assert_eq!(on_the_day.case.due()[0].date, on_the_day.day);
    assert_eq!(refused(&on_the_day, Action::FindRecordsOverdue), Code::NotYet);
    let play = on_the_day.after(1).then(Action::FindRecordsOverdue);
    assert_eq!(play.at(), "C3");
    assert!(owes(&play, NoticeKind::RecordsOverdue) && owes(&play, NoticeKind::LateRecordsReport));
}

#[test]
fn t23_the_last_record_completes_the_file_in_time_or_late() {
    assert_eq!(Play::complete().at(), "C5");
    let late = Play::overdue().receive(Kind::ProgressReport, Role::ClaimsAdministrator);
    assert_eq!(late.then(Action::CompleteRecords(None)).at(), "C5");
    assert_eq!(refused(&Play::noticed(), Action::CompleteRecords(None)), Code::RecordsIncomplete);
}

#[test]
fn t24_the_review_may_go_on_without_the_administrators_records() {
    let play = Play::without();
    assert_eq!(play.at(), "C5b");
    assert_eq!(play.case.without_records.as_ref().map(|one| one.others.len()), Some(1));
    assert_eq!(play.case.due()[0].rule, "D17");
    // The summary of records in the UR decision must be there.
    let play = Play::overdue().receive(Kind::ProgressReport, Role::RequestingPhysician);
    assert_eq!(refused(&play, Action::ProceedWithoutRecords), Code::RecordsIncomplete);
}

#[test]
fn t25_never_on_the_utilization_review_decision_alone() {
    let play = Play::overdue().receive(Kind::UrDecision, Role::Employee);
    assert_eq!(refused(&play, Action::ProceedWithoutRecords), Code::OnlyDecision);
    assert_eq!(refused(&play, Action::CompleteRecords(None)), Code::RecordsIncomplete);
    let theirs = play.receive(Kind::ProgressReport, Role::ClaimsAdministrator);
    assert_eq!(refused(&theirs, Action::ProceedWithoutRecords), Code::OnlyDecision);
}

#[test]
fn t26_matching_starts_with_or_without_the_administrators_records() {
    assert_eq!(Play::matched().at(), "C6");
    let play = Play::without();
    let matching = matching("R-1", play.day);
    assert_eq!(play.then(Action::ProposeReviewer(matching)).at(), "C6");
}

#[test]
fn t27_the_proposed_reviewer_accepts_or_declines() {
    assert_eq!(Play::accepted().at(), "C7");
    let play = Play::matched();
    let other = play.accept("R-2");
    assert_eq!(refused(&play, other), Code::NotQualified);
    let play = play.then(Action::Decline { because: "On leave.".into() });
    assert_eq!((play.at(), play.case.proposed_reviewer()), ("C6", None));
    assert_eq!(play.case.exclusions[0].cause, ExclusionCause::Declined);
    let again = matching("R-1", play.day);
    assert_eq!(refused(&play, Action::ProposeReviewer(again)), Code::ReviewerExcluded);
    let accept = play.accept("R-1");
    assert_eq!(refused(&play, accept), Code::WrongStage);
}

#[test]
fn t28_a_conflict_found_later_excludes_the_reviewer() {
    let found = || Action::FindConflict { because: "A partner of the physician.".into() };
    for (play, at) in [(Play::in_review(), "C6"), (Play::several(), "C9")] {
        let play = play.then(found());
        assert_eq!((play.at(), play.case.exclusions[0].cause), (at, ExclusionCause::Conflict));
        let again = matching("R-1", play.day);
        assert_eq!(refused(&play, Action::ProposeReviewer(again)), Code::ReviewerExcluded);
    }
}

#[test]
fn t29_the_reviewer_asks_and_everybody_gets_a_copy() {
    let play = Play::asked();
    assert_eq!(play.at(), "C8");
    assert_eq!(play.case.due()[0].rule, "D16");
    let mut notice = play.notice(NoticeKind::AdditionalInformation);
    notice.proofs.remove(0);
    assert_eq!(refused(&play, Action::SendNotice(notice)), Code::NotServed);
    let play = play.notify(NoticeKind::AdditionalInformation);
    assert!(!owes(&play, NoticeKind::AdditionalInformation));
    let again = play.notice(NoticeKind::AdditionalInformation);
    assert_eq!(refused(&play, Action::SendNotice(again)), Code::NotOwed);
    let nobody = Action::AskInformation { of: Role::Employer, question: "Which?".into() };
    assert_eq!(refused(&Play::in_review(), nobody), Code::NotServed);
}

#[test]
fn t30_the_answer_comes_or_its_time_is_over() {
    let answered = Play::asked().then(Action::ReceiveAnswer { says: "The report came.".into() });
    assert_eq!(answered.at(), "C7");
    assert!(owes(&answered, NoticeKind::AdditionalInformationCopy));
    let asked = || Play::asked().notify(NoticeKind::AdditionalInformation);
    assert_eq!(refused(&asked(), Action::EndWaiting), Code::NotYet);
    let over = asked().after(14).then(Action::EndWaiting);
    assert_eq!(over.at(), "C7");
}

#[test]
fn the_time_for_an_answer_begins_when_the_party_was_asked() {
    let unasked = Play::asked().after(14);
    assert_eq!(refused(&unasked, Action::EndWaiting), Code::NotServed);
    let before = unasked.case.stage.due()[0].date;
    let asked = unasked.notify(NoticeKind::AdditionalInformation);
    let after = asked.case.stage.due()[0].clone();
    assert!(after.rule == "D16" && after.date > before && after.date > asked.day, "{after:?}");
    assert_eq!(refused(&asked, Action::EndWaiting), Code::NotYet);
    assert_eq!(Case::replay(&asked.events).as_ref(), Ok(&asked.case));
}

#[test]
fn t31_several_reviewers_only_with_the_directors_approval() {
    let play = Play::in_review();
    let mut approval = play.approval();
    if let Action::ApproveSeveral(approval) = &mut approval {
        approval.by.clear();
    }
    assert_eq!(refused(&play, approval), Code::ApprovalMissing);
    let approval = play.approval();
    let play = play.then(approval);
    assert_eq!(play.at(), "C9");
    // The first reviewer does not sign alone.
    let alone = Action::Sign(play.determination(&[Upheld; 2]));
    assert_eq!(refused(&play, alone), Code::NotQualified);
    assert_eq!(Play::several().case.assignment().map(|review| review.members().count()), Some(2));
}

#[test]
fn t32_one_signature_makes_the_draft_and_of_several_the_last() {
    assert_eq!(Play::drafted(&[Upheld; 2]).at(), "C10");
    let play = Play::several();
    let (first, second) = (play.determination(&[Upheld, Upheld]), play.determination(&[Overturned, Upheld]));
    let play = play.then_as("R-1", Action::Sign(first));
    assert_eq!(play.at(), "C9");
    let play = play.then_as("R-2", Action::Sign(second));
    let Stage::LetterDraft { determination, .. } = &play.case.stage else {
        panic!("it is {}", play.at());
    };
    // An even split is decided in favour of the treatment.
    let decisions: Vec<_> = determination.decisions().iter().map(|one| one.decision).collect();
    assert_eq!(decisions, [Overturned, Upheld]);
    let analyses: Vec<_> = determination.opinions().iter().map(|one| one.decisions[0].decision).collect();
    assert_eq!(analyses, [Upheld, Overturned]);
}

#[test]
fn t32_waits_for_a_document_that_came_while_the_reviewer_was_at_work() {
    let play = Play::in_review().receive(Kind::TherapyNote, Role::ClaimsAdministrator);
    let sign = |play: &Play| Action::Sign(play.determination(&[Upheld; 2]));
    assert_eq!(refused(&play, sign(&play)), Code::CaseFileNotSent);
    let play = play.send();
    let sent = play.case.assignment().and_then(|review| review.sent.as_ref()).expect("it was sent");
    assert_eq!((sent.added.len(), sent.received), (1, None));
    assert_eq!(refused(&play, sign(&play)), Code::CaseFileNotSent);
    let play = play.then(Action::ConfirmReceipt);
    let sign = sign(&play);
    assert_eq!(play.then(sign).at(), "C10");
}

#[test]
fn t33_what_does_not_pass_goes_back() {
    let back = || Action::Return { findings: vec!["Say why.".into()] };
    assert_eq!(Play::drafted(&[Upheld; 2]).then(back()).at(), "C7");
    let play = Play::several();
    let one = Action::Sign(play.determination(&[Upheld; 2]));
    let drafted = play.then_as("R-1", one.clone()).then_as("R-2", one);
    assert_eq!(drafted.then(back()).at(), "C9");
    // A document that came after the check undoes it.
    let play = Play::checked(&[Upheld; 2]).receive(Kind::TherapyNote, Role::Employee);
    let issue = play.issue();
    assert_eq!(refused(&play, issue), Code::QualityFailed);
    assert_eq!(refused(&play, Action::PassCheck(Play::checked_text())), Code::CaseFileNotSent);
}

#[test]
fn t34_the_letter_goes_out_as_it_was_checked_and_the_rest_is_owed() {
    let play = Play::checked(&[Upheld, Overturned]);
    let Action::Issue { letter, .. } = play.issue() else { panic!("an issue") };
    let other = Action::Issue { letter, checked: Digest::of(b"something else") };
    assert_eq!(refused(&play, other), Code::QualityFailed);
    let issue = play.issue();
    let play = play.then(issue);
    assert_eq!(play.at(), "C11");
    assert_eq!(play.case.owed, [Owed::Notice(NoticeKind::Invoice), Owed::RedactedCopy]);
    let invoice = play.invoice();
    let play = play.then(invoice);
    assert_eq!((play.case.owed.as_slice(), play.case.invoices.len()), (&[Owed::RedactedCopy][..], 1));
    let rules: Vec<&str> = play.case.due().into_iter().map(|due| due.rule.as_str()).collect();
    assert_eq!(rules, ["D19", "D20", "D21"]);
}

#[test]
fn t35_authorizing_everything_ends_the_review() {
    for play in [Play::begin(), Play::overdue(), Play::asked(), Play::checked(&[Upheld; 2])] {
        let ending = play.ending(Cause::Authorized, &[1, 2]);
        let play = play.then(ending);
        assert_eq!(play.at(), "C14");
        assert!(owes(&play, NoticeKind::Termination) && owes(&play, NoticeKind::Invoice));
        assert_eq!(refused(&play, Action::Close), Code::NotServed);
        assert_eq!(play.settle().then(Action::Close).at(), "C17");
    }
}

#[test]
fn t36_an_authorized_item_drops_out_and_the_others_go_on() {
    let play = Play::checked(&[Upheld, Overturned]);
    let ending = play.ending(Cause::Authorized, &[1]);
    let play = play.then(ending);
    assert_eq!(play.at(), "C10");
    assert!(owes(&play, NoticeKind::AmendedItems));
    let left: Vec<&str> = play.case.items.iter().map(|item| item.item.as_str()).collect();
    assert_eq!(left, [ITEMS[1]]);
    assert_eq!(play.case.dropped[0].cause, Cause::Authorized);
    let Stage::LetterDraft { determination, checked, .. } = &play.case.stage else { panic!("a draft") };
    assert_eq!((determination.decisions().len(), checked), (1, &None));
    let again = play.ending(Cause::Authorized, &[1]);
    assert_eq!(refused(&play, again), Code::UnknownItem);
    let none = play.ending(Cause::Authorized, &[]);
    assert_eq!(refused(&play, none), Code::UnknownItem);
}

#[test]
fn t37_withdrawal_settlement_award_and_a_withdrawn_request_end_the_review_whole_or_in_part() {
    for cause in [Cause::Withdrawn, Cause::Settled, Cause::Awarded, Cause::RequestWithdrawn] {
        assert_eq!(Play::terminated(cause).at(), "C15");
        assert_eq!(Play::terminated(cause).then(Action::Close).at(), "C17");
        let play = Play::in_review();
        let part = play.ending(cause, &[2]);
        let play = play.then(part);
        assert_eq!((play.at(), play.case.items.len()), ("C7", 1));
        let rest = play.ending(Cause::Authorized, &[1]);
        assert_eq!(play.then(rest).at(), "C14");
    }
    let Stage::TerminatedWithdrawn { termination } = Play::terminated(Cause::Settled).case.stage else {
        panic!("it ended");
    };
    assert_eq!((termination.at.as_str(), termination.sent_to_reviewer), ("C5", false));
}

#[test]
fn t38_a_case_closes_when_every_denial_stands_and_nobody_may_appeal_any_more() {
    assert_eq!(refused(&Play::upheld(), Action::Close), Code::NotYet);
    let last = Play::upheld().case.due()[0].date;
    let play = Play { day: last, ..Play::upheld() };
    assert_eq!(refused(&play, Action::Close), Code::NotYet);
    assert_eq!(play.after(1).then(Action::Close).at(), "C17");
    assert_eq!(refused(&Play::overturned().after(90), Action::Close), Code::WrongStage);
}

#[test]
fn t39_an_overturned_item_is_implemented_in_time() {
    let done = Play::overturned().after(2);
    let implement = done.implement(&[2]);
    let done = done.then(implement);
    assert!(owes(&done, NoticeKind::ImplementationConfirmed), "the parties are told of it");
    assert_eq!(refused(&done, Action::Close), Code::NotServed);
    let play = Play::implemented();
    assert_eq!(play.at(), "C12");
    assert_eq!(play.then(Action::Close).at(), "C17");
    let late = Play::overturned().after(30);
    let implement = late.implement(&[2]);
    assert_eq!(refused(&late, implement), Code::FoundLateFirst);
    let upheld_item = Play::overturned().implement(&[1]);
    assert_eq!(refused(&Play::overturned(), upheld_item), Code::UnknownItem);
}

#[test]
fn t40_an_item_not_implemented_in_time_is_reported_unless_liability_is_disputed() {
    let find = || Action::FindNotImplemented { how: How::Authorized };
    assert_eq!(refused(&Play::overturned(), find()), Code::NotYet);
    let play = Play::overturned().after(13).then(find());
    assert_eq!(play.at(), "C13");
    assert!(owes(&play, NoticeKind::NonImplementationReport));
    let disputed = Play::overturned().then(Action::RecordLiabilityDispute).after(10);
    assert_eq!(refused(&disputed, find()), Code::WrongStage);
    assert_eq!(refused(&Play::upheld().after(10), find()), Code::WrongStage);
}

#[test]
fn t41_a_late_implementation_fixes_the_days() {
    let play = Play::not_implemented().after(4);
    let done = play.implement(&[2]);
    let play = play.then(done);
    assert_eq!(play.at(), "C12");
    let duty = play.case.stage.issued().and_then(|issued| issued.implementation.as_ref()).expect("a duty");
    assert_eq!(duty.done[0].days_late, 10);
}

#[test]
fn t42_a_petition_is_recorded_in_time_or_late() {
    assert_eq!(Play::appealed().at(), "C16");
    for play in [Play::implemented(), Play::not_implemented(), Play::closed()] {
        let petition = play.petition();
        assert_eq!(play.then(petition).at(), "C16");
    }
    let late = Play::closed().after(60);
    let petition = late.petition();
    let Stage::Appealed { petition, .. } = late.then(petition).case.stage else { panic!("it is appealed") };
    assert!(!petition.in_time);
    let terminated = Play::terminated(Cause::Settled).then(Action::Close);
    let petition = terminated.petition();
    assert_eq!(refused(&terminated, petition), Code::WrongStage);
}

#[test]
fn t43_a_petition_that_is_denied_leaves_the_case_where_it_was() {
    for disposition in [Disposition::Denied, Disposition::Dismissed] {
        let play = Play::appealed().after(60);
        let order = play.order(disposition.clone());
        assert_eq!(play.then(order).at(), "C11");
        let play = Play::closed();
        let petition = play.petition();
        let play = play.then(petition).after(60);
        let order = play.order(disposition);
        assert_eq!(play.then(order).at(), "C17");
    }
    // The duty to implement is counted from the order.
    let play = Play::overturned();
    let petition = play.petition();
    let play = play.then(petition).after(60);
    let order = play.order(Disposition::Denied);
    let play = play.then(order);
    assert_eq!(refused(&play, Action::FindNotImplemented { how: How::Authorized }), Code::NotYet);
}

#[test]
fn t44_a_reversal_sends_the_case_to_another_reviewer() {
    let play = Play::remanded();
    assert_eq!(play.at(), "C18");
    let play = play.then(Action::Reassign);
    assert_eq!((play.at(), play.case.remands.len()), ("C6", 1));
    assert!(owes(&play, NoticeKind::Remand));
    assert_eq!(play.case.due()[0].rule, "D17");
    let former = matching("R-1", play.day);
    assert_eq!(refused(&play, Action::ProposeReviewer(former)), Code::ReviewerExcluded);
    let other = matching("R-2", play.day);
    let play = play.then(Action::ProposeReviewer(other));
    let accept = play.accept("R-2");
    let play = play.then(accept).send();
    let sign = Action::Sign(play.determination(&[Overturned; 2]));
    let play = play.then_as("R-2", sign).then(Action::PassCheck(Play::checked_text()));
    let issue = play.issue();
    assert_eq!(play.then(issue).at(), "C11");
}

#[test]
fn t45_an_order_without_a_ground_or_without_facts_goes_back_to_the_judge() {
    let lacking = [
        (vec![], "The letter speaks of the neck.".to_owned()),
        (vec![Ground::PlainError], String::new()),
        (vec![], String::new()),
    ];
    for (grounds, facts) in lacking {
        let play = Play::appealed().after(60);
        let order = play.order(Disposition::Reversed { grounds, facts });
        let play = play.then(order);
        assert_eq!(play.at(), "C16");
        assert!(owes(&play, NoticeKind::OrderReturned));
        let reversal = play.reversal();
        assert_eq!(play.then(reversal).at(), "C18");
    }
}

#[test]
fn d18_the_director_gives_more_time_once() {
    let more = || Action::ExtendTime { document: Digest::of(b"more time"), because: "A fire.".into() };
    let play = Play::in_review();
    let before = play.case.due()[0].date;
    let play = play.then(more());
    assert!(play.case.due()[0].date > before);
    assert_eq!(play.case.extension.as_ref().map(|clock| clock.old.date), Some(before));
    assert_eq!(refused(&play, more()), Code::WrongStage);
}
