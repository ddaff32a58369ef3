//! What the law and the state of a case allow: which action has a place
//! where. What each needs stands in the rooms beside this one.

use super::after::Petition;
use super::{Action, Case, Fact, Opening, Stage};
use crate::application::{Application, Form, Priority, Stage as Filed, UrItem};
use crate::deadline::{self, Trigger};
use crate::eligibility::Track;
use crate::law::Law;
use crate::occasion::Occasion;
use crate::party::Role;
use crate::prose::lower_first;
use crate::refusal::{Code, Refusal};
use crate::service::{NoticeKind, Receiving};

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
    if !ur_decision.items.iter().any(UrItem::is_reviewable) {
        return Err(Refusal::new(
            Code::NotEligible,
            format!("Case {number} cannot be opened: application {} has no item to review.", application.id),
            "File the utilization review decision with the items that it denied or modified.",
        )
        .citing("Labor Code 4610.5(c)(1), (3)"));
    }
    let trigger = Trigger::on(*on).expedited(application.priority() == Priority::Expedited);
    Ok(Opening {
        number: number.to_owned(),
        application: application.id,
        received: form.received,
        assigned: occasion.on,
        priority: application.priority(),
        formulary: application.track() == Track::Formulary,
        date_of_injury,
        claim_number: form.claim_number.clone(),
        parties: form.parties.clone(),
        representatives: form.representatives.clone(),
        changes: application.changes.clone(),
        requesting_specialty: requesting_specialty(form),
        ur_decision,
        notice_due: deadline::due(law, "D11", trigger)?,
    })
}

fn requesting_specialty(form: &Form) -> Option<String> {
    let physician = form.contacts.iter().filter(|contact| contact.role == Role::RequestingPhysician);
    physician.filter_map(|contact| contact.specialty.clone()).find(|specialty| !specialty.trim().is_empty())
}

impl Case {
    /// The fact that follows from an action, or why there is none.
    pub(super) fn decide(&self, action: Action, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        match action {
            Action::SendNotice(notice) if notice.kind != Some(NoticeKind::Invoice) => {
                self.notice_is_owed(&notice, law, occasion.on)?;
                let (clocks, due) = (self.clocks_from(&notice, law)?, self.answer_due(&notice, law)?);
                Ok(Fact::NoticeSent { notice, clocks, due })
            }
            Action::SendInvoice(notice) => {
                self.notice_is_owed(&notice, law, occasion.on)?;
                Ok(Fact::Invoiced { invoice: self.invoice(occasion.on, law)?, notice })
            }
            Action::Expedite { certification, certified_by, on } if self.stage.is_open() => {
                self.expedite((certification, certified_by, on), occasion, law)
            }
            Action::EndDispute(ending) if self.stage.is_open() => self.end_dispute(ending, occasion),
            Action::ExtendTime { document, because } => self.extend(document, because, law),
            Action::ReceiveDocuments(documents) if self.takes_documents() => {
                Ok(Fact::DocumentsReceived { documents })
            }
            Action::ReceiveAgain { file, sent_by } if self.takes_documents() => {
                Ok(Fact::FileCameAgain { file, sent_by })
            }
            Action::CorrectFile(correction) if self.takes_documents() => {
                let against = correction.against(&self.documents, occasion.on);
                let put = against.and_then(|one| one.apply(&mut self.documents.clone()).map(|()| one));
                let correction = put.map_err(|why| Refusal {
                    sentence: format!(
                        "The file of case {} was not corrected: {}",
                        self.number(),
                        lower_first(&why.sentence)
                    ),
                    ..why
                })?;
                Ok(Fact::FileCorrected { correction })
            }
            Action::ReadAgain(reread) if self.takes_documents() => {
                reread.apply(&mut self.documents.clone())?;
                Ok(Fact::FileReread { reread })
            }
            Action::RecordSearch(searched) if self.stage.is_open() => Ok(Fact::Searched { searched }),
            Action::Close => self.close(occasion, law),
            Action::Reassign => self.reassign(occasion, law),
            Action::FindRecordsOverdue => self.find_overdue(occasion),
            Action::Accept { .. } | Action::Decline { .. } => self.answer_proposal(action, occasion),
            Action::AskInformation { .. } => self.ask(action, occasion, law),
            action => self.decide_at_any(action, occasion, law),
        }
    }

    /// What is recorded wherever the case stands.
    fn decide_at_any(&self, action: Action, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        match action {
            Action::ChangeParties(change) => self.change_parties(change, occasion),
            Action::Attest(attestation) => self.attest_again(attestation, occasion),
            Action::RecordReceipt { notice, said } => self.record_receipt(notice, &said, occasion, law),
            Action::RecordPayment(payment) => self.record_payment(payment, occasion),
            action => self.decide_at_stage(action, occasion, law),
        }
    }

    fn decide_at_stage(&self, action: Action, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        match (&self.stage, action) {
            (Stage::Assigned, Action::ServeNotice(notice)) => self.serve(notice, occasion, law),
            (Stage::AwaitingRecords { amended_notice_due: Some(_), .. }, Action::ServeNotice(notice)) => {
                self.serve(notice, occasion, law)
            }
            (Stage::Assigned | Stage::AwaitingRecords { .. }, Action::Join(joining)) => {
                self.join(joining, occasion, law)
            }
            (Stage::AwaitingRecords { .. } | Stage::RecordsOverdue { .. }, Action::CompleteRecords(despite)) => {
                self.complete(despite, law)
            }
            (Stage::RecordsOverdue { .. }, Action::ProceedWithoutRecords) => self.proceed_without(occasion, law),
            (
                Stage::RecordsComplete { .. }
                | Stage::WithoutRecords { .. }
                | Stage::ReviewerMatching { .. }
                | Stage::SeveralReviewers { .. },
                Action::ProposeReviewer(matching),
            ) => self.propose(matching),
            (Stage::InReview { .. }, Action::ApproveSeveral(approval)) => self.approve_several(approval, occasion),
            (Stage::InReview { review } | Stage::SeveralReviewers { review }, action) => {
                self.at_work(review, action, occasion)
            }
            (Stage::InformationAsked { .. }, Action::ReceiveAnswer { says }) => {
                Ok(Fact::InformationReceived { says })
            }
            (Stage::InformationAsked { asked, .. }, Action::EndWaiting) => self.end_waiting(asked, occasion),
            (Stage::LetterDraft { review, determination, checked, .. }, action) => {
                self.in_draft(review, determination, checked.as_ref(), action, (occasion, law))
            }
            (Stage::Determined { issued } | Stage::NotImplemented { issued, .. }, action) => {
                self.after_letter(issued, action, occasion, law)
            }
            (Stage::Implemented { issued }, action @ Action::RecordImplementation { .. }) => {
                self.after_letter(issued, action, occasion, law)
            }
            (Stage::Implemented { .. } | Stage::Closed { .. }, action @ Action::RecordPetition { .. }) => {
                let issued = self.stage.issued().ok_or_else(|| self.wrong_stage(action.in_words()))?;
                self.after_letter(issued, action, occasion, law)
            }
            (Stage::Appealed { petition, before }, action) => {
                self.under_petition((petition, before), action, occasion, law)
            }
            (_, action) => Err(self.wrong_stage(action.in_words())),
        }
    }

    /// What is recorded while a petition is pending: the order on it, and what
    /// happens meanwhile all the same.
    fn under_petition(
        &self,
        (petition, before): (&Petition, &Stage),
        action: Action,
        occasion: &Occasion,
        law: &Law,
    ) -> Result<Fact, Refusal> {
        match (action, before.issued()) {
            (Action::RecordOrder(order), _) => self.record_order(order, (petition, before), occasion, law),
            (Action::RecordLetterReceived { on }, _) => {
                let said = Receiving { by: Role::ClaimsAdministrator, name: String::new(), on, at: None };
                self.record_receipt(NoticeKind::Determination, &said, occasion, law)
            }
            // The duty sleeps; who implements all the same has done so.
            (action @ Action::RecordImplementation { .. }, Some(issued)) => {
                self.after_letter(issued, action, occasion, law)
            }
            (action, _) => Err(self.wrong_stage(action.in_words())),
        }
    }

    /// Until the letter is out whatever comes is taken in, with the
    /// application or after it.
    fn takes_documents(&self) -> bool {
        self.stage.is_open()
    }

    /// Refuses, and says what may be done next.
    pub(super) fn wrong_stage(&self, doing: &str) -> Refusal {
        Refusal::new(
            Code::WrongStage,
            format!("Case {} is at the stage \"{}\", where nobody can {doing}.", self.number(), self.stage.name()),
            self.stage.next(),
        )
    }
}
