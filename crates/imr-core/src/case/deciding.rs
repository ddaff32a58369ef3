//! What the law and the state of a case allow.

use super::{Action, Assignment, Attestation, Case, Fact, Opening, Stage};
use crate::application::{Application, Priority, Stage as Filed};
use crate::casefile::Manifest;
use crate::deadline::{self, Trigger};
use crate::determination::unknown_item;
use crate::law::Law;
use crate::matching::{self, Matching};
use crate::occasion::Occasion;
use crate::refusal::{Code, Refusal};
use crate::reviewer::Reviewer;
use crate::service::{Method, ServedNotice};

/// What a case is opened with; refuses an application that is not eligible.
pub(super) fn opening(
    number: &str,
    application: &Application,
    occasion: &Occasion,
    law: &Law,
) -> Result<Opening, Refusal> {
    let form = &application.form;
    let (Filed::Eligible { on, .. }, Some(ur_decision), Some(date_of_injury)) =
        (&application.stage, application.decision_to_review(), form.date_of_injury)
    else {
        return Err(Refusal::new(
            Code::NotEligible,
            format!(
                "Case {number} cannot be opened: application {} is {}.",
                application.id,
                application.stage.name()
            ),
            "Screen the application first.",
        )
        .citing("8 CCR 9792.10.3"));
    };
    let trigger = Trigger { on: *on, served: None, expedited: application.priority() == Priority::Expedited };
    Ok(Opening {
        number: number.to_owned(),
        application: application.id,
        received: form.received,
        assigned: occasion.on,
        priority: application.priority(),
        date_of_injury,
        claim_number: form.claim_number.clone(),
        parties: form.parties.clone(),
        ur_decision,
        notice_due: deadline::due(law, "D11", trigger)?,
    })
}

impl Action {
    /// The action in words, as it follows "cannot".
    pub(super) fn in_words(&self) -> &'static str {
        match self {
            Self::ServeNotice(_) => "serve the notice of assignment",
            Self::ReceiveDocument(_) => "take a document into the case file",
            Self::CompleteRecords => "find the records complete",
            Self::ProposeReviewer(_) => "propose a reviewer",
            Self::Accept { .. } => "accept the assignment",
            Self::SendCaseFile(_) => "send the case file to the reviewer",
            Self::DecideItem(_) => "decide an item",
            Self::Sign(_) => "sign the determination",
            Self::PassCheck => "pass the completeness check",
            Self::Return { .. } => "return the determination to the reviewer",
            Self::Issue(_) => "issue the letter",
        }
    }
}

impl Case {
    /// The fact that follows from an action, or why there is none.
    pub(super) fn decide(&self, action: Action, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        match (&self.stage, action) {
            (Stage::Assigned, Action::ServeNotice(notice)) => self.serve(notice, occasion, law),
            (Stage::AwaitingRecords { .. }, Action::ReceiveDocument(document)) => {
                Ok(Fact::DocumentReceived { document })
            }
            (Stage::AwaitingRecords { .. }, Action::CompleteRecords) => self.complete(law),
            (Stage::RecordsComplete { .. } | Stage::ReviewerMatching { .. }, Action::ProposeReviewer(matching)) => {
                Ok(Fact::ReviewerProposed { matching })
            }
            (Stage::ReviewerMatching { matching, .. }, Action::Accept { reviewer, attestation }) => {
                self.may_accept(matching, &reviewer, &attestation, occasion)?;
                Ok(Fact::Accepted { reviewer, attestation })
            }
            (Stage::InReview { review }, action) => self.in_review(review, action, occasion),
            (Stage::LetterDraft { review, checked_by, .. }, action) => {
                self.in_draft(review, checked_by.as_deref(), action, occasion, law)
            }
            (_, action) => Err(self.wrong_stage(&action)),
        }
    }

    fn wrong_stage(&self, action: &Action) -> Refusal {
        let remedy = match &self.stage {
            Stage::Assigned => "Serve the notice of assignment next.",
            Stage::AwaitingRecords { .. } => "Take in the records and find them complete next.",
            Stage::RecordsComplete { .. } => "Match a reviewer next.",
            Stage::ReviewerMatching { .. } => "The proposed reviewer accepts next.",
            Stage::InReview { .. } => "Send the case file, decide every item and sign next.",
            Stage::LetterDraft { .. } => "A second person checks it next; then the letter is issued.",
            Stage::Determined { .. } => "The letter is out; nothing more is done here.",
        };
        Refusal::new(
            Code::WrongStage,
            format!(
                "Case {} is at the stage \"{}\", where nobody can {}.",
                self.number(),
                self.stage.name(),
                action.in_words()
            ),
            remedy,
        )
    }

    fn trigger(&self, occasion: &Occasion, served: Option<Method>) -> Trigger {
        Trigger { on: occasion.on, served, expedited: self.opening.priority == Priority::Expedited }
    }

    fn serve(&self, notice: ServedNotice, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        let method = notice.proofs.first().map(|proof| proof.method);
        let records_due = deadline::due(law, "D12", self.trigger(occasion, method))?;
        Ok(Fact::NoticeServed { notice, records_due })
    }

    fn complete(&self, law: &Law) -> Result<Fact, Refusal> {
        let last = self.documents.iter().map(|document| document.received).max();
        let (Some(on), true) = (last, self.documents.iter().any(|document| document.kind.is_clinical())) else {
            return Err(Refusal::new(
                Code::RecordsIncomplete,
                format!("The records of case {} are not complete: no medical record has come.", self.number()),
                "Take in the records first.",
            )
            .citing("8 CCR 9792.10.5(a)(1)"));
        };
        // The clock runs from receipt, not from when somebody looked.
        let trigger = Trigger { on, served: None, expedited: self.opening.priority == Priority::Expedited };
        Ok(Fact::RecordsCompleted { determination_due: deadline::due(law, "D17", trigger)? })
    }

    /// The proposed reviewer accepts in person, attesting to everybody in the
    /// case, and has come by no tie with any of them since the proposal.
    fn may_accept(
        &self,
        matching: &Matching,
        reviewer: &Reviewer,
        attestation: &Attestation,
        occasion: &Occasion,
    ) -> Result<(), Refusal> {
        let (id, case) = (&reviewer.id, self.number());
        if matching.chosen.as_ref() != Some(id) || occasion.by.id != *id {
            let sentence = format!("{} was not proposed for case {case}, so cannot accept it.", occasion.by);
            return Err(Refusal::new(Code::NotQualified, sentence, "Only the proposed reviewer accepts."));
        }
        let names = matching::forbidden(&self.opening.parties, &self.opening.ur_decision.organization);
        if let Some(name) = names.iter().find(|name| !attestation.names.contains(name)) {
            let sentence = format!("The attestation of {id} for case {case} leaves out {name}.");
            return Err(Refusal::new(Code::NotAttested, sentence, "Attest to everybody in the case.")
                .citing("Labor Code 139.5(d)(5)"));
        }
        match matching::tie(reviewer, &names) {
            None => Ok(()),
            Some(tie) => Err(Refusal::new(
                Code::Conflict,
                format!("{id} cannot accept case {case}: {} with {}.", tie.kind, tie.with.trim_end_matches('.')),
                "Match a reviewer again.",
            )
            .citing("Labor Code 139.5(d)(5)")),
        }
    }

    fn in_review(&self, review: &Assignment, action: Action, occasion: &Occasion) -> Result<Fact, Refusal> {
        match action {
            Action::SendCaseFile(manifest) => {
                self.manifest_is_complete(&manifest)?;
                Ok(Fact::CaseFileSent { sent: super::SentFile { manifest, on: occasion.on } })
            }
            Action::DecideItem(decision) => {
                self.only_the_reviewer(review, occasion)?;
                self.file_was_sent(review)?;
                if self.items.iter().all(|item| item.number != decision.item) {
                    return Err(unknown_item(self.number(), decision.item));
                }
                Ok(Fact::ItemDecided { decision })
            }
            Action::Sign(determination) => {
                self.only_the_reviewer(review, occasion)?;
                self.file_was_sent(review)?;
                Ok(Fact::Signed { determination, on: occasion.on })
            }
            action => Err(self.wrong_stage(&action)),
        }
    }

    fn manifest_is_complete(&self, manifest: &Manifest) -> Result<(), Refusal> {
        let listed = |digest| manifest.entries.iter().any(|entry| entry.digest == digest);
        let missing = self.documents.iter().filter(|document| !listed(document.digest)).count();
        if missing == 0 {
            return Ok(());
        }
        Err(Refusal::new(
            Code::RecordsIncomplete,
            format!("The manifest for case {} leaves out {missing} documents of the case file.", self.number()),
            "Send the complete case file.",
        )
        .citing("Labor Code 4610.6(b)"))
    }

    fn only_the_reviewer(&self, review: &Assignment, occasion: &Occasion) -> Result<(), Refusal> {
        if occasion.by.id == review.reviewer.id {
            return Ok(());
        }
        Err(Refusal::new(
            Code::NotQualified,
            format!(
                "{} is not the reviewer of case {}; only reviewer {} decides and signs.",
                occasion.by,
                self.number(),
                review.reviewer.id
            ),
            "Leave the decision to the assigned reviewer.",
        ))
    }

    fn file_was_sent(&self, review: &Assignment) -> Result<(), Refusal> {
        let current = |sent: &super::SentFile| self.manifest_is_complete(&sent.manifest).is_ok();
        if review.sent.as_ref().is_some_and(current) {
            return Ok(());
        }
        Err(Refusal::new(
            Code::CaseFileNotSent,
            format!(
                "Reviewer {} has not been sent the complete case file of {}.",
                review.reviewer.id,
                self.number()
            ),
            "Send the case file first.",
        )
        .citing("Labor Code 4610.6(b)"))
    }

    fn in_draft(
        &self,
        review: &Assignment,
        checked_by: Option<&str>,
        action: Action,
        occasion: &Occasion,
        law: &Law,
    ) -> Result<Fact, Refusal> {
        match action {
            Action::PassCheck => {
                self.second_person(review, occasion)?;
                Ok(Fact::CheckPassed { by: occasion.by.id.clone() })
            }
            Action::Return { findings } => {
                self.second_person(review, occasion)?;
                Ok(Fact::Returned { findings })
            }
            Action::Issue(letter) if checked_by.is_some() => {
                let method = letter.notice.proofs.first().map(|proof| proof.method);
                let appeal_until = deadline::due(law, "D21", self.trigger(occasion, method))?;
                Ok(Fact::Issued { letter, appeal_until })
            }
            Action::Issue(_) => Err(Refusal::new(
                Code::QualityFailed,
                format!("The letter of case {} cannot be issued: no second person has checked it.", self.number()),
                "Have a quality reviewer check the determination.",
            )),
            action => Err(self.wrong_stage(&action)),
        }
    }

    fn second_person(&self, review: &Assignment, occasion: &Occasion) -> Result<(), Refusal> {
        if occasion.by.id != review.reviewer.id {
            return Ok(());
        }
        Err(Refusal::new(
            Code::SecondPerson,
            format!("{} signed the determination of case {} and cannot check it too.", occasion.by, self.number()),
            "Have another person check it.",
        ))
    }
}
