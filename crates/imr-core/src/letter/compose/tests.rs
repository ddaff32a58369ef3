//! What a letter says, and of what it is refused.

use super::{Letter, Reviewed, Sources, compose};
use crate::case::tests::play::{LAW, Play, matching};
use crate::case::{Action, Stage};
use crate::casefile::Kind;
use crate::letter::record::Decision::Upheld;
use crate::matching::{Candidate, Test};
use crate::organization::Organization;
use crate::paper::{Paper as _, PlainText};
use crate::party::Role;
use crate::refusal::{Code, Refusal};
use crate::service::{Method, NoticeKind};

fn candidate(failing: &str) -> Candidate {
    let codes = ["Q1", "Q2", "Q3", "Q5", "Q6", "Q7a", "Q7b", "Q8", "Q9", "Q10", "7.2", "excluded", "load"];
    let test = |code: &str| Test {
        code: code.to_owned(),
        question: String::new(),
        passed: code != failing,
        because: "So it is.".to_owned(),
        citation: String::new(),
        verified: true,
    };
    Candidate {
        reviewer: "R-1".into(),
        tests: codes.map(test).to_vec(),
        fit: 2,
        californian: true,
        in_hand: 0,
        score: 0,
        parts: vec![],
        conflicts: vec![],
        last_assigned: None,
    }
}

fn letter(play: &Play, failing: &str) -> Result<Letter, Refusal> {
    let Stage::LetterDraft { review, determination, .. } = &play.case.stage else { panic!("it is {}", play.at()) };
    let organization = Organization {
        name: "Cypress Review Organization".into(),
        address: vec!["1 Sample Way".into()],
        medical_director: "Pat Sample, M.D., Medical Director".into(),
        first_case_number: 1,
    };
    compose(Sources {
        organization: &organization,
        case: &play.case,
        reviewers: &[Reviewed { review, candidate: candidate(failing) }],
        determination,
        file: &play.file(),
        serving: &Method::Mail.into(),
        law: &LAW,
        on: play.day,
    })
}

fn text(play: &Play) -> String {
    let letter = letter(play, "none").unwrap_or_else(|refusal| panic!("{refusal}"));
    let text = PlainText.set(&letter.composition).expect("it is set");
    String::from_utf8(text).expect("text").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// From complete records to the signature of all items.
fn signed(play: Play, late: impl Fn(Play) -> Play) -> Play {
    let proposal = matching("R-1", play.day);
    let play = play.then(Action::ProposeReviewer(proposal));
    let accept = play.accept("R-1");
    let play = late(play.then(accept)).send();
    let decisions = vec![Upheld; play.case.items.len()];
    play.sign(&decisions)
}

#[test]
fn a_reviewer_who_fails_any_test_of_who_may_decide_gets_no_letter() {
    let play = Play::drafted(&[Upheld; 2]);
    for code in ["Q1", "Q2", "Q3", "Q5", "Q6", "Q7a", "Q7b", "Q8", "Q9", "Q10", "7.2"] {
        assert_eq!(letter(&play, code).err().map(|why| why.code), Some(Code::ClaimUnproved), "{code}");
    }
    for code in ["load", "excluded"] {
        assert!(letter(&play, code).is_ok(), "{code}");
    }
}

#[test]
fn the_letter_says_what_of_the_administrators_records_came_after_all() {
    let never = text(&signed(Play::without(), |play| play));
    assert!(never.contains("did not send its records in time"), "{never}");
    let late = signed(Play::without(), |play| play.receive(Kind::ProgressReport, Role::ClaimsAdministrator));
    let late = text(&late);
    assert!(late.contains("1 medical records of the claims administrator are in the case file by now"), "{late}");
}

#[test]
fn a_consolidated_letter_gives_each_item_the_date_of_its_own_decision() {
    let play = Play::noticed().after(3).then(Action::Join(Play::joining()));
    let amended = play.notice(NoticeKind::AmendedAssignment);
    let play = play.then(Action::ServeNotice(amended)).receive(Kind::ProgressReport, Role::ClaimsAdministrator);
    let text = text(&signed(play.then(Action::CompleteRecords(None)), |play| play));
    assert!(text.contains("02/27/2015 and 03/05/2015"), "{text}");
    assert!(
        text.contains("On 02/27/2015 Utilization Review non-certified the request for Flexeril 5 mg #30; Norco"),
        "{text}"
    );
    assert!(
        text.contains("On 03/05/2015 Utilization Review non-certified the request for Follow-up visit"),
        "{text}"
    );
}

#[test]
fn the_pages_and_reasons_of_utilization_review_stand_in_the_administrators_part_and_read_back() {
    let mut play = Play::in_review();
    let first = &mut play.case.opening.ur_decision.items[0];
    first.guideline_pages = Some("63-66".into());
    first.reasons = Some("Not for long-term use,\nand no spasm was found.".into());
    play.case.items[0].claims_administrator_guideline = Some(
        "Decision based on MTUS Chronic Pain Treatment Guidelines, Section(s): Muscle relaxants (for pain).".into(),
    );
    let letter = letter(&play.sign(&[Upheld; 2]), "none").unwrap_or_else(|refusal| panic!("{refusal}"));
    let part = letter.record.issues[0].claims_administrator_guideline.clone().expect("a part");
    assert_eq!(
        part.raw,
        "Decision based on MTUS Chronic Pain Treatment Guidelines, Section(s): Muscle relaxants (for pain) \
         Page(s): 63-66. Reasons as written: Not for long-term use, and no spasm was found."
    );
    let text = String::from_utf8(PlainText.set(&letter.composition).expect("it is set")).expect("text");
    let read = crate::letter::reading::read("letter.txt", &text).record;
    assert_eq!(read.issues[0].claims_administrator_guideline, Some(part));
}
