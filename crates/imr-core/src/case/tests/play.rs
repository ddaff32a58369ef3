//! A case that is played through its stages, day by day.

use crate::application::{
    Action as Filing, Application, Comparison, Form, Ground, Signature, UrDecision, UrItem, UrOutcome,
};
use crate::audit::Event;
use crate::calendar;
use crate::case::after::{Cause, Disposition, Ending, Ground as Appeal, How, Order};
use crate::case::joining::Joining;
use crate::case::work::Approval;
use crate::case::{Action, Attestation, Case, CheckedText, IssuedLetter, Owed};
use crate::casefile::{CaseFile, Document, Kind, Page, Passage};
use crate::determination::{Determination, ItemDecision};
use crate::digest::Digest;
use crate::guideline::Library;
use crate::law::Law;
use crate::letter::record::Decision;
use crate::matching::Matching;
use crate::occasion::Occasion;
use crate::party::{Actor, Party, Role};
use crate::refusal::Refusal;
use crate::review::{self, Answer, Evidence, Finding};
use crate::reviewer::Reviewer;
use crate::service::{Method, NoticeKind, ServedNotice, serve};
use jiff::civil::{Date, date};
use std::sync::LazyLock;

pub(crate) const ITEMS: [&str; 2] = ["Flexeril 5 mg #30", "Norco 5/325 MG #30"];
const REPORT: &str = "Flexeril 5 mg at bedtime.";

pub(crate) static LAW: LazyLock<Law> = LazyLock::new(Law::built_in);
static LIBRARY: LazyLock<Library> = LazyLock::new(Library::built_in);

/// A case with its events so far and the day it is.
#[derive(Clone)]
pub(crate) struct Play {
    pub(crate) case: Case,
    pub(crate) events: Vec<Event>,
    pub(crate) day: Date,
}

fn party(role: Role, name: &str) -> Party {
    let street = match role {
        Role::Employee => "1 Oak Street",
        Role::RequestingPhysician => "2 Elm Street",
        _ => "3 Pine Street",
    };
    Party { role, name: name.into(), organization: None, address: vec![street.into(), "Fresno, CA 93650".into()] }
}

pub(crate) fn form() -> Form {
    let mut form = Form::received_on(date(2015, 3, 16));
    form.edition = Some("2014-02".into());
    form.parties = vec![
        party(Role::Employee, "A. Sample"),
        party(Role::RequestingPhysician, "B. Sample, M.D."),
        party(Role::ClaimsAdministrator, "Sample Claims"),
    ];
    form.claim_number = "S-1".into();
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
        items: ITEMS.map(|item| UrItem::new(item, UrOutcome::Denied, Ground::MedicalNecessity)).to_vec(),
    });
    form
}

/// An application that was found eligible.
pub(crate) fn eligible(number: u128, form: Form) -> Application {
    let intake = occasion(Role::Intake, "i-1", date(2015, 3, 18));
    let (application, _) =
        Application::receive(uuid::Uuid::from_u128(number), form, &intake).expect("it is received");
    let alone = Filing::Compare(Comparison::alone());
    let (application, _) = application.apply(alone, &intake, &LAW).expect("it is compared");
    application.apply(Filing::Screen, &intake, &LAW).expect("it is screened").0
}

/// A second application of the same worker, on another UR decision.
pub(crate) fn second_form() -> Form {
    let mut form = form();
    let decision = form.ur_decision.as_mut().expect("a decision");
    decision.decided = date(2015, 3, 5);
    decision.served = Some(date(2015, 3, 5));
    decision.items.truncate(1);
    decision.items[0].item = "Follow-up visit with an orthopedic specialist".into();
    form
}

pub(crate) fn occasion(role: Role, id: &str, on: Date) -> Occasion {
    let at = jiff::tz::Offset::UTC.to_timestamp(on.at(17, 0, 0, 0)).expect("an instant");
    Occasion { by: Actor::new(role, id), at, on, hour: None, reason: "for the test".into() }
}

pub(crate) fn document(kind: Kind, sent_by: Role, first_page: u32, received: Date) -> Document {
    Document {
        digest: Digest::of(format!("{kind} {sent_by} {first_page}").as_bytes()),
        file_name: "report.pdf".into(),
        kind,
        date: Some(date(2015, 2, 17)),
        sent_by,
        received,
        first_page,
        page_hashes: vec![Some(Digest::of(REPORT.as_bytes()))],
        unread: vec![],
        first_within: 1,
        continues: false,
        title: None,
        author: None,
        facility: None,
        kind_found: None,
        date_found: None,
        copies: vec![],
        strangers: vec![],
        also_from: vec![],
        aside: vec![],
        joined: vec![],
    }
}

pub(crate) fn matching(id: &str, on: Date) -> Matching {
    Matching { chosen: Some(id.into()), ..Matching::none(on) }
}

pub(crate) fn reviewer(id: &str) -> Reviewer {
    Reviewer { hours_per_week: 40, capacity: 1, ..Reviewer::new(id, date(2000, 1, 1)) }
}

impl Play {
    pub(crate) fn begin() -> Self {
        let day = date(2015, 3, 18);
        let application = eligible(1, form());
        let who = occasion(Role::Coordinator, "c-1", day);
        let (case, event) = Case::open("CM15-9000001", &application, &who, &LAW).expect("it opens");
        Self { case, events: vec![event], day }
    }

    /// Who does what.
    pub(crate) fn actor(action: &Action) -> (Role, &'static str) {
        match action {
            Action::PassCheck(_) | Action::Return { .. } => (Role::QualityReviewer, "q-1"),
            Action::Accept { reviewer, .. } if reviewer.id == "R-2" => (Role::ExpertReviewer, "R-2"),
            Action::Accept { .. }
            | Action::Attest(_)
            | Action::Decline { .. }
            | Action::FindConflict { .. }
            | Action::ConfirmReceipt
            | Action::AskInformation { .. }
            | Action::DecideItem(_)
            | Action::Sign(_) => (Role::ExpertReviewer, "R-1"),
            _ => (Role::Coordinator, "c-1"),
        }
    }

    pub(crate) fn try_as(&self, id: &str, action: Action) -> Result<Self, Refusal> {
        let (role, _) = Self::actor(&action);
        let (case, event) = self.case.clone().apply(action, &occasion(role, id, self.day), &LAW)?;
        let events = self.events.iter().cloned().chain([event]).collect();
        Ok(Self { case, events, day: self.day })
    }

    pub(crate) fn attempt(&self, action: Action) -> Result<Self, Refusal> {
        let (_, id) = Self::actor(&action);
        self.try_as(id, action)
    }

    /// The play after an action that is allowed.
    pub(crate) fn then(self, action: Action) -> Self {
        let doing = format!("{action:?}");
        self.attempt(action).unwrap_or_else(|refusal| panic!("{refusal}\n{doing}"))
    }

    pub(crate) fn then_as(self, id: &str, action: Action) -> Self {
        self.try_as(id, action).unwrap_or_else(|refusal| panic!("{refusal}"))
    }

    pub(crate) fn after(mut self, days: i32) -> Self {
        self.day = calendar::after(self.day, days).expect("a day");
        self
    }

    pub(crate) fn at(&self) -> &'static str {
        self.case.stage.code()
    }

    pub(crate) fn notice(&self, kind: NoticeKind) -> ServedNotice {
        // Where nothing of the kind can be told, any row will do: the notice
        // is refused for another reason.
        let row = self.case.notice_row(kind, &LAW, self.day).or_else(|_| LAW.notice("noarfi", self.day));
        let to = self.case.addressees(kind, &LAW, self.day).unwrap_or_else(|_| self.case.parties());
        let row = row.expect("a row");
        let service = serve(row, &to, &Method::Mail.into(), self.day).expect("it reaches somebody");
        ServedNotice::new(kind, row, Digest::of(kind.code().as_bytes()), service)
    }

    pub(crate) fn notify(self, kind: NoticeKind) -> Self {
        let notice = self.notice(kind);
        self.then(Action::SendNotice(notice))
    }

    pub(crate) fn invoice(&self) -> Action {
        Action::SendInvoice(self.notice(NoticeKind::Invoice))
    }

    /// Everything that is owed is served.
    pub(crate) fn settle(mut self) -> Self {
        let owed = self.case.owed.clone();
        for kind in owed.into_iter().filter_map(|one| match one {
            Owed::Notice(kind) => Some(kind),
            Owed::RedactedCopy => None,
        }) {
            self = match kind {
                NoticeKind::Invoice => {
                    let invoice = self.invoice();
                    self.then(invoice)
                }
                kind => self.notify(kind),
            };
        }
        self
    }

    pub(crate) fn receive(self, kind: Kind, sent_by: Role) -> Self {
        let document = document(kind, sent_by, self.case.next_page(), self.day);
        self.then(Action::ReceiveDocuments(vec![document]))
    }

    pub(crate) fn file(&self) -> CaseFile {
        let pages = self.case.documents.iter().map(|document| Page {
            number: document.first_page,
            document: document.digest,
            text: REPORT.to_owned(),
            trouble: None,
            hidden: vec![],
            confidence: None,
        });
        CaseFile { pages: pages.collect(), documents: self.case.documents.clone() }
    }

    pub(crate) fn decision(&self, number: usize, decision: Decision) -> ItemDecision {
        let item = self.case.items.iter().find(|one| one.number == number).expect("an item");
        let requested = self.case.ur_decision(number).requested;
        let governing = LIBRARY.for_item(&item.item, requested);
        let governing = governing.first().expect("a section");
        let record = self.case.documents.iter().find(|one| one.kind.is_clinical()).expect("a record");
        let passage = Passage { page: record.first_page, text: REPORT.to_owned() };
        let answer = |criterion: &str| Answer {
            criterion: criterion.into(),
            says: "It is said.".into(),
            statement: "It is said".into(),
            verified: true,
            finding: Finding::NotMet,
            evidence: Evidence::Passages { passages: vec![passage.clone()], shows: None },
        };
        ItemDecision {
            item: number,
            decision,
            guideline: (governing.guideline.id.clone(), governing.section.id.clone()),
            citation: governing.citation(),
            answers: governing.section.criteria.iter().map(|one| answer(&one.id)).collect(),
            rationale: format!("The record says so. {}", review::conclusion(&item.item, decision)),
        }
    }

    pub(crate) fn determination(&self, decisions: &[Decision]) -> Determination {
        let all = self.case.items.iter().zip(decisions).map(|(item, one)| self.decision(item.number, *one));
        Determination::complete(&self.case, all.collect(), &self.file(), &LIBRARY).expect("it is complete")
    }

    pub(crate) fn accept(&self, id: &str) -> Action {
        let attestation = Attestation { names: self.case.names_to_attest(), on: self.day };
        Action::Accept { reviewer: reviewer(id), attestation }
    }

    pub(crate) fn send(self) -> Self {
        let manifest = self.file().manifest();
        self.then(Action::SendCaseFile { manifest, despite: None })
    }

    pub(crate) fn sign(self, decisions: &[Decision]) -> Self {
        let determination = self.determination(decisions);
        self.then(Action::Sign(determination))
    }

    pub(crate) fn checked_text() -> CheckedText {
        CheckedText { on: date(2015, 4, 6), method: Method::Mail, digest: Digest::of(b"checked") }
    }

    pub(crate) fn issue(&self) -> Action {
        let (paper, text, record) = (Digest::of(b"pdf"), Digest::of(b"txt"), Digest::of(b"json"));
        let notice = self.notice(NoticeKind::Determination);
        let letter = IssuedLetter { on: self.day, paper, text, record, notice };
        Action::Issue { letter, checked: Digest::of(b"checked") }
    }

    pub(crate) fn ending(&self, cause: Cause, items: &[usize]) -> Action {
        let by = match cause {
            Cause::Authorized | Cause::Settled => Role::ClaimsAdministrator,
            Cause::Withdrawn => Role::Employee,
            Cause::Awarded => Role::AppealsBoard,
            Cause::RequestWithdrawn => Role::RequestingPhysician,
        };
        let proof = Digest::of(b"proof");
        Action::EndDispute(Ending { cause, items: items.to_vec(), by, on: self.day, proof })
    }

    pub(crate) fn approval(&self) -> Action {
        Action::ApproveSeveral(Approval {
            by: "The Administrative Director".into(),
            dated: self.day,
            reviewers: 2,
            document: Digest::of(b"approval"),
            because: "The items belong to different fields.".into(),
        })
    }

    pub(crate) fn petition(&self) -> Action {
        Action::RecordPetition { by: Role::Employee, filed: self.day, document: Digest::of(b"petition") }
    }

    pub(crate) fn order(&self, disposition: Disposition) -> Action {
        Action::RecordOrder(Order { dated: self.day, disposition, document: Digest::of(b"order") })
    }

    pub(crate) fn reversal(&self) -> Action {
        let (grounds, facts) = (vec![Appeal::PlainError], "The letter speaks of the neck.".to_owned());
        self.order(Disposition::Reversed { grounds, facts })
    }

    pub(crate) fn implement(&self, items: &[usize]) -> Action {
        Action::RecordImplementation { items: items.to_vec(), how: How::Authorized, on: self.day }
    }

    pub(crate) fn joining() -> Joining {
        Self::joining_with(second_form()).expect("it may join")
    }

    pub(crate) fn joining_with(form: Form) -> Result<Joining, Refusal> {
        let (first, on) = (eligible(1, self::form()), date(2015, 3, 19));
        Joining::of(&eligible(2, form), &first, "CM15-9000002", on, &LAW)
    }

    // The stations of a case, each reached by the straight way.

    pub(crate) fn noticed() -> Self {
        let play = Self::begin().after(1);
        let notice = play.notice(NoticeKind::Assignment);
        play.then(Action::ServeNotice(notice))
    }

    pub(crate) fn overdue() -> Self {
        Self::noticed().after(30).then(Action::FindRecordsOverdue)
    }

    pub(crate) fn complete() -> Self {
        Self::noticed()
            .after(7)
            .receive(Kind::ProgressReport, Role::ClaimsAdministrator)
            .then(Action::CompleteRecords(None))
    }

    pub(crate) fn without() -> Self {
        Self::overdue()
            .receive(Kind::UrDecision, Role::Employee)
            .receive(Kind::ProgressReport, Role::Employee)
            .then(Action::ProceedWithoutRecords)
    }

    pub(crate) fn matched() -> Self {
        let play = Self::complete().after(1);
        let matching = matching("R-1", play.day);
        play.then(Action::ProposeReviewer(matching))
    }

    pub(crate) fn accepted() -> Self {
        let play = Self::matched();
        let accept = play.accept("R-1");
        play.then(accept)
    }

    pub(crate) fn asked() -> Self {
        Self::in_review().then(Action::AskInformation {
            of: Role::RequestingPhysician,
            question: "Please send the operative report.".into(),
        })
    }

    pub(crate) fn in_review() -> Self {
        Self::accepted().send()
    }

    pub(crate) fn several() -> Self {
        let play = Self::in_review();
        let approval = play.approval();
        let play = play.then(approval);
        let matching = matching("R-2", play.day);
        let play = play.then(Action::ProposeReviewer(matching));
        let accept = play.accept("R-2");
        play.then(accept).send()
    }

    pub(crate) fn drafted(decisions: &[Decision]) -> Self {
        Self::in_review().after(4).sign(decisions)
    }

    pub(crate) fn checked(decisions: &[Decision]) -> Self {
        Self::drafted(decisions).after(2).then(Action::PassCheck(Self::checked_text()))
    }

    pub(crate) fn determined(decisions: &[Decision]) -> Self {
        let play = Self::checked(decisions);
        let issue = play.issue();
        let play = play.then(issue);
        let invoice = play.invoice();
        play.then(invoice)
    }

    pub(crate) fn upheld() -> Self {
        Self::determined(&[Decision::Upheld; 2])
    }

    pub(crate) fn overturned() -> Self {
        Self::determined(&[Decision::Upheld, Decision::Overturned])
    }

    pub(crate) fn implemented() -> Self {
        let play = Self::overturned().after(2);
        let done = play.implement(&[2]);
        play.then(done).notify(NoticeKind::ImplementationConfirmed)
    }

    pub(crate) fn not_implemented() -> Self {
        Self::overturned()
            .after(13)
            .then(Action::FindNotImplemented { how: How::Authorized })
            .notify(NoticeKind::NonImplementationReport)
    }

    pub(crate) fn terminated(cause: Cause) -> Self {
        let play = Self::complete();
        let ending = play.ending(cause, &[1, 2]);
        let play = play.then(ending).notify(NoticeKind::Termination);
        let invoice = play.invoice();
        play.then(invoice)
    }

    pub(crate) fn appealed() -> Self {
        let play = Self::upheld().after(20);
        let petition = play.petition();
        play.then(petition)
    }

    pub(crate) fn remanded() -> Self {
        let play = Self::appealed().after(90);
        let reversal = play.reversal();
        play.then(reversal)
    }

    pub(crate) fn closed() -> Self {
        Self::upheld().after(60).then(Action::Close)
    }
}
