//! Every stage and every action as one reviewed table.

use super::play::{Play, matching};
use crate::case::after::{Cause, Disposition, How};
use crate::case::{Action, Stage};
use crate::casefile::{Correction, Index, Kind, Reread, Searched};
use crate::digest::Digest;
use crate::letter::record::Decision;
use crate::party::Role;
use crate::service::NoticeKind;

/// A case at every stage, and at the points within a stage where something
/// else is allowed.
fn stations() -> Vec<(&'static str, Play)> {
    let declined = Play::matched().then(Action::Decline { because: "On leave.".into() });
    vec![
        ("", Play::begin()),
        ("", Play::noticed()),
        (", an application joined", Play::noticed().then(Action::Join(Play::joining()))),
        ("", Play::overdue()),
        ("", Play::complete()),
        ("", Play::without()),
        ("", Play::matched()),
        (", the proposed reviewer declined", declined),
        (", nothing sent", Play::accepted()),
        (", file sent", Play::in_review()),
        ("", Play::asked()),
        ("", Play::several()),
        (", unchecked", Play::drafted(&[Decision::Upheld; 2])),
        (", checked", Play::checked(&[Decision::Upheld; 2])),
        (", every denial stands", Play::upheld()),
        (", one overturned", Play::overturned()),
        ("", Play::implemented()),
        ("", Play::not_implemented()),
        ("", Play::terminated(Cause::Authorized)),
        ("", Play::terminated(Cause::Settled)),
        ("", Play::appealed()),
        (", determined", Play::closed()),
        (", terminated", Play::terminated(Cause::Withdrawn).then(Action::Close)),
        ("", Play::remanded()),
    ]
}

/// A sample of every action, as it would be meant at this point.
pub(super) fn actions(play: &Play) -> Vec<Action> {
    let determination = Play::in_review().determination(&[Decision::Upheld; 2]);
    let document = super::play::document(Kind::TherapyNote, Role::Employee, play.case.next_page(), play.day);
    let mut all = vec![
        Action::ServeNotice(play.notice(NoticeKind::Assignment)),
        Action::Join(Play::joining()),
        super::following::expedite(play),
        Action::FindRecordsOverdue,
        Action::ReceiveDocuments(vec![document]),
        Action::ReceiveAgain { file: Digest::ZERO, sent_by: Role::Employee },
        Action::CorrectFile(Correction::Title { page: 1, title: "Report".into() }),
        Action::ReadAgain(Reread { pages: Vec::new(), documents: Vec::new() }),
        Action::RecordSearch(Searched::of("spasm", &play.file(), &Index::of(&play.file())).expect("a query")),
        Action::CompleteRecords(None),
        Action::CompleteRecords(Some("A blank sheet.".into())),
        Action::ProceedWithoutRecords,
        Action::ProposeReviewer(matching("R-3", play.day)),
        play.accept("R-1"),
        Action::Decline { because: "On leave.".into() },
        Action::FindConflict { because: "A partner of the physician.".into() },
        Action::SendCaseFile { manifest: play.file().manifest(), despite: None },
        Action::SendCaseFile { manifest: play.file().manifest(), despite: Some("A blank sheet.".into()) },
        Action::ConfirmReceipt,
        Action::AskInformation { of: Role::RequestingPhysician, question: "Which report?".into() },
        Action::ReceiveAnswer { says: "The report came.".into() },
        Action::EndWaiting,
        play.approval(),
        Action::DecideItem(Play::in_review().decision(1, Decision::Upheld)),
        Action::Sign(determination),
        Action::Return { findings: vec!["Say why.".into()] },
        Action::PassCheck(Play::checked_text()),
        play.issue(),
        Action::ExtendTime { document: Digest::of(b"more time"), because: "A fire.".into() },
        play.ending(Cause::Authorized, &[play.case.items.first().map_or(1, |item| item.number)]),
        Action::RecordLetterReceived { on: play.day },
        play.implement(&[2]),
        Action::RecordLiabilityDispute,
        Action::ResolveLiabilityDispute { for_employee: true, on: play.day },
        Action::FindNotImplemented { how: How::Authorized },
        play.petition(),
        play.order(Disposition::Denied),
        Action::Reassign,
        Action::Close,
        Action::SendNotice(play.notice(NoticeKind::Conversion)),
        play.invoice(),
    ];
    all.extend(super::following::beside(play));
    all
}

#[test]
fn every_stage_and_every_action_is_a_reviewed_table() {
    let mut told = Vec::new();
    for (point, play) in stations() {
        let mut lines = vec![format!("{} {}{point}", play.at(), play.case.stage.name())];
        let mut elsewhere = Vec::new();
        for action in actions(&play) {
            let doing = action.in_words();
            match play.attempt(action) {
                Ok(next) => lines.push(format!("    {doing}: {} {}", next.at(), next.case.stage.name())),
                Err(refusal) if refusal.code.as_str() == "wrong_stage" => elsewhere.push(doing),
                Err(refusal) => lines.push(format!("    {doing}: ({})", refusal.code.as_str())),
            }
        }
        lines.push(format!("    (wrong_stage): {}", elsewhere.join(", ")));
        told.push(lines.join("\n"));
    }
    let (rows, columns) = (told.len(), actions(&Play::begin()).len());
    insta::assert_snapshot!(format!(
        "{rows} points, {columns} actions, {} cells\n\n{}",
        rows * columns,
        told.join("\n\n")
    ));
}

#[test]
fn the_table_has_every_stage() {
    let names: Vec<&str> = stations().iter().map(|(_, play)| play.case.stage.name()).collect();
    for name in Stage::NAMES {
        assert!(names.contains(&name), "{name} is missing");
    }
}

#[test]
fn a_refusal_says_what_may_be_done_next() {
    for (_, play) in stations() {
        for action in actions(&play) {
            if let Err(refusal) = play.attempt(action) {
                assert!(
                    refusal.sentence.contains("CM15-9000001") || refusal.sentence.contains("eviewer"),
                    "{refusal}"
                );
                assert!(refusal.remedy.ends_with('.'), "{refusal}");
            }
        }
    }
}
