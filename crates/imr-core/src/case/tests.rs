//! Every stage and every action as one reviewed table, and replay.

use super::*;
use crate::application::{Action as Filing, Comparison, Form, Ground, Signature, UrItem, UrOutcome};
use crate::casefile::{CaseFile, Document, Kind, Page, Passage};
use crate::determination::Determination;
use crate::digest::Digest;
use crate::guideline::Library;
use crate::letter::record::Decision;
use crate::matching::Candidate;
use crate::party::{Actor, Role};
use crate::review::{Answer, Evidence, Finding};
use crate::service::{Method, ProofOfService, ServedNotice};
use jiff::civil::date;

const ITEM: &str = "Flexeril 5 mg #30";

fn form() -> Form {
    let mut form = Form::received_on(date(2015, 3, 16));
    let party = |role, name: &str| Party { role, name: name.into(), organization: None, address: vec![] };
    form.parties = vec![
        party(Role::Employee, "A. Sample"),
        party(Role::RequestingPhysician, "B. Sample, M.D."),
        party(Role::ClaimsAdministrator, "Sample Claims"),
    ];
    form.claim_number = "S-1".into();
    form.date_of_injury = Some(date(2014, 2, 11));
    form.signature = Some(Signature::of(Role::Employee));
    form.ur_decision = Some(UrDecision {
        decided: date(2015, 2, 27),
        served: Some(date(2015, 2, 27)),
        method: Some(Method::Mail),
        requested: date(2015, 2, 19),
        organization: "Sample Review".into(),
        expedited: false,
        form_enclosed: true,
        items: vec![UrItem::new(ITEM, UrOutcome::Denied, Ground::MedicalNecessity)],
    });
    form
}

fn occasion(role: Role, id: &str) -> Occasion {
    Occasion {
        by: Actor::new(role, id),
        at: "2015-03-19T17:00:00Z".parse().expect("an instant"),
        on: date(2015, 3, 19),
        reason: "for the test".into(),
    }
}

fn page() -> Page {
    let text = "Flexeril 5 mg at bedtime.".to_owned();
    Page { number: 1, document: Digest::of(b"report"), text, trouble: None }
}

fn document() -> Document {
    Document {
        digest: Digest::of(b"report"),
        file_name: "report.pdf".into(),
        kind: Kind::ProgressReport,
        date: Some(date(2015, 2, 17)),
        sent_by: Role::ClaimsAdministrator,
        received: date(2015, 3, 19),
        first_page: 1,
        page_hashes: vec![Digest::of(page().text.as_bytes())],
        unread: vec![],
    }
}

fn file() -> CaseFile {
    CaseFile { documents: vec![document()], pages: vec![page()] }
}

fn reviewer() -> Reviewer {
    Reviewer { hours_per_week: 40, capacity: 1, ..Reviewer::new("R-1", date(2000, 1, 1)) }
}

fn notice() -> ServedNotice {
    let proof = ProofOfService {
        role: Role::Employee,
        name: "A. Sample".into(),
        method: Method::Mail,
        on: date(2015, 3, 19),
    };
    ServedNotice { title: "Notice".into(), document: Digest::ZERO, proofs: vec![proof] }
}

fn decision() -> ItemDecision {
    let passage = Passage { page: 1, text: page().text };
    let answer = |criterion: &str| Answer {
        criterion: criterion.into(),
        says: "It is taken alone.".into(),
        statement: "It is taken with another".into(),
        verified: true,
        finding: Finding::NotMet,
        evidence: Evidence::Passages { passages: vec![passage.clone()], shows: None },
    };
    ItemDecision {
        item: 1,
        decision: Decision::Upheld,
        guideline: ("mtus-chronic-pain-2009".into(), "cyclobenzaprine".into()),
        citation: Library::built_in()
            .section("mtus-chronic-pain-2009", "cyclobenzaprine")
            .expect("the section is carried")
            .citation(),
        answers: ["short-course", "alone"].map(answer).to_vec(),
        rationale: format!("It is taken with another. As such, the request for {ITEM} is not medically necessary."),
    }
}

fn determination() -> Determination {
    Determination::complete(&opened().0, vec![decision()], &file(), &Library::built_in()).expect("it is complete")
}

fn letter() -> IssuedLetter {
    let (paper, text, record) = (Digest::of(b"pdf"), Digest::of(b"txt"), Digest::of(b"json"));
    IssuedLetter { on: date(2015, 3, 19), paper, text, record, notice: notice() }
}

/// Every action in the order in which a case goes through them, with who does
/// it.
fn actions() -> Vec<(Action, Occasion)> {
    let matching =
        Matching { on: date(2015, 3, 19), candidates: Vec::<Candidate>::new(), chosen: Some("R-1".into()) };
    let names = crate::matching::forbidden(&form().parties, "Sample Review");
    let attestation = Attestation { names, on: date(2015, 3, 19) };
    let coordinator = || occasion(Role::Coordinator, "c-1");
    let physician = || occasion(Role::ExpertReviewer, "R-1");
    let second = || occasion(Role::QualityReviewer, "q-1");
    vec![
        (Action::ServeNotice(notice()), coordinator()),
        (Action::ReceiveDocument(document()), coordinator()),
        (Action::CompleteRecords, coordinator()),
        (Action::ProposeReviewer(matching), coordinator()),
        (Action::Accept { reviewer: reviewer(), attestation }, physician()),
        (Action::SendCaseFile(file().manifest()), coordinator()),
        (Action::DecideItem(decision()), physician()),
        (Action::Sign(determination()), physician()),
        (Action::Return { findings: vec!["Say why.".into()] }, second()),
        (Action::PassCheck, second()),
        (Action::Issue(letter()), coordinator()),
    ]
}

fn opened() -> (Case, Event) {
    let (law, intake) = (Law::built_in(), occasion(Role::Intake, "i-1"));
    let (application, _) = Application::receive(uuid::Uuid::nil(), form(), &intake).expect("it is received");
    let alone = Filing::Compare(Comparison::alone());
    let (application, _) = application.apply(alone, &intake, &law).expect("it is compared");
    let (application, _) = application.apply(Filing::Screen, &intake, &law).expect("it is screened");
    Case::open("CM15-9000001", &application, &occasion(Role::Coordinator, "c-1"), &law).expect("it opens")
}

/// The case at every point of its way, with its events so far.
fn way() -> Vec<(Case, Vec<Event>)> {
    let law = Law::built_in();
    let (case, event) = opened();
    let mut way = vec![(case, vec![event])];
    // It is not sent back on the straight way.
    for (action, occasion) in actions().into_iter().filter(|(one, _)| !matches!(one, Action::Return { .. })) {
        let (case, mut events) = way.last().expect("a beginning").clone();
        let (case, event) = case.apply(action, &occasion, &law).expect("the straight way is open");
        events.push(event);
        way.push((case, events));
    }
    way
}

#[test]
fn every_stage_and_every_action_is_a_reviewed_table() {
    let law = Law::built_in();
    let mut rows = Vec::new();
    let mut last = "";
    for (case, _) in way() {
        let stage = case.stage.name();
        let again = std::mem::replace(&mut last, stage) == stage;
        let cells: Vec<String> = actions()
            .into_iter()
            .map(|(action, occasion)| match case.clone().apply(action, &occasion, &law) {
                Ok((next, _)) => next.stage.name().to_owned(),
                Err(refusal) => format!("({})", refusal.code.as_str()),
            })
            .collect();
        let name = if again { format!("{stage}, further on") } else { stage.to_owned() };
        rows.push(format!("{name}: {}", cells.join(" | ")));
    }
    let head: Vec<&str> = actions().iter().map(|(action, _)| action.in_words()).collect();
    insta::assert_snapshot!(format!("{}\n\n{}", head.join(" | "), rows.join("\n")));
}

#[test]
fn a_replayed_history_gives_the_case_at_every_point() {
    for (case, events) in way() {
        assert_eq!(Case::replay(&events).as_ref(), Ok(&case), "{}", case.stage.name());
    }
}

#[test]
fn a_case_that_was_sent_back_is_decided_and_signed_anew() {
    let law = Law::built_in();
    let (case, events) = way().into_iter().rev().nth(2).expect("the letter's draft");
    let [.., (sign, physician), (back, second), _, _] = &actions()[..] else {
        panic!("the actions are in their order");
    };
    let (case, returned) = case.apply(back.clone(), second, &law).expect("it goes back");
    assert_eq!(case.stage.name(), "in review");
    let (case, signed) = case.apply(sign.clone(), physician, &law).expect("it is signed anew");
    let events = [events, vec![returned, signed]].concat();
    assert_eq!(Case::replay(&events).as_ref(), Ok(&case));
}
