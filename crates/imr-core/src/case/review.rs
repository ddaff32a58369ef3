//! From the match to the checked letter (C6 to C10).

use super::after::{Implementation, Issuance};
use super::work::{Approval, Assignment, Attestation, Checked, Exclusion, ExclusionCause};
use super::work::{InformationRequest, SentFile};
use super::{Action, Case, Fact, IssuedLetter, Stage};
use crate::casefile::{Document, Manifest};
use crate::deadline::{self, Step};
use crate::determination::{Determination, ItemDecision, unknown_item};
use crate::digest::Digest;
use crate::law::Law;
use crate::letter::record::Decision;
use crate::matching::Matching;
use crate::occasion::Occasion;
use crate::refusal::{Code, Refusal};
use crate::reviewer::Reviewer;
use crate::service::NoticeKind;
use jiff::civil::Date;

impl Case {
    /// Who was declined, conflicted or set aside is not proposed again.
    pub(super) fn propose(&self, matching: Matching) -> Result<Fact, Refusal> {
        let chosen = matching.chosen.as_deref();
        let excluded = self.exclusions.iter().find(|one| Some(one.reviewer.as_str()) == chosen);
        if let Some(one) = excluded {
            let sentence =
                format!("Reviewer {} cannot be proposed for case {}: {}", one.reviewer, self.number(), one.because);
            return Err(Refusal::new(Code::ReviewerExcluded, sentence, "Match another reviewer.")
                .citing("Labor Code 139.5; 4610.6(i)"));
        }
        let again = |review: &Assignment| chosen.is_some_and(|id| review.member(id).is_some());
        if self.assignment().is_some_and(again) {
            let sentence =
                format!("Reviewer {} reviews case {} already.", chosen.unwrap_or_default(), self.number());
            return Err(Refusal::new(Code::ReviewerExcluded, sentence, "Match another reviewer."));
        }
        if let (Stage::SeveralReviewers { review }, Some(panel)) =
            (&self.stage, self.assignment().and_then(|review| review.panel.as_ref()))
            && review.seats_left() == 0
        {
            let approved = panel.approval.reviewers;
            let sentence =
                format!("Case {} has the {approved} reviewers that were approved already.", self.number());
            return Err(Refusal::new(Code::ApprovalMissing, sentence, "Have each of them decide and sign.")
                .citing("8 CCR 9792.10.6(c)"));
        }
        Ok(Fact::ReviewerProposed { matching })
    }

    /// The reviewer who is proposed now.
    pub(super) fn proposed(&self) -> Option<&Matching> {
        match &self.stage {
            Stage::ReviewerMatching { matching, .. } => matching.as_ref(),
            Stage::SeveralReviewers { review } => review.panel.as_ref()?.proposed.as_ref(),
            _ => None,
        }
    }

    /// The reviewers who have the case in hand, proposed or at work, and the
    /// day on which each was chosen.
    #[must_use]
    pub fn holders(&self) -> Vec<(&str, Date)> {
        let proposed = self.proposed().and_then(|matching| Some((matching.chosen.as_deref()?, matching.on)));
        let review = self.assignment().filter(|_| self.stage.is_open());
        let at_work = review.into_iter().flat_map(Assignment::members);
        at_work.map(|one| (one.reviewer.id.as_str(), one.matching.on)).chain(proposed).collect()
    }

    /// What a proposed reviewer may do: accept in person, or decline.
    pub(super) fn answer_proposal(&self, action: Action, occasion: &Occasion) -> Result<Fact, Refusal> {
        let Some(matching) = self.proposed() else {
            return Err(self.wrong_stage(action.in_words()));
        };
        match action {
            Action::Accept { reviewer, attestation } => {
                self.may_accept(matching, &reviewer, &attestation, occasion)?;
                Ok(Fact::Accepted { reviewer, attestation })
            }
            Action::Decline { because } if matching.chosen.as_ref() == Some(&occasion.by.id) => {
                Ok(Fact::Declined { exclusion: exclusion(occasion, ExclusionCause::Declined, because) })
            }
            _ => Err(self.not_proposed(occasion)),
        }
    }

    fn not_proposed(&self, occasion: &Occasion) -> Refusal {
        let sentence = format!("{} was not proposed for case {}, so cannot accept it.", occasion.by, self.number());
        Refusal::new(Code::NotQualified, sentence, "Only the proposed reviewer accepts.")
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
        let id = &reviewer.id;
        if matching.chosen.as_ref() != Some(id) || occasion.by.id != *id {
            return Err(self.not_proposed(occasion));
        }
        self.may_attest(reviewer, attestation, "accept")
    }

    /// What may be done while somebody is at work (C7, C9).
    pub(super) fn at_work(
        &self,
        review: &Assignment,
        action: Action,
        occasion: &Occasion,
    ) -> Result<Fact, Refusal> {
        match action {
            Action::SendCaseFile { manifest, despite } => self.send(review, manifest, despite, occasion),
            Action::ConfirmReceipt => {
                let member = self.only_a_reviewer(review, occasion)?;
                match &member.sent {
                    None => return Err(self.not_sent(member)),
                    Some(SentFile { received: Some(on), .. }) => return Err(self.received_before(member, *on)),
                    Some(_) => {}
                }
                Ok(Fact::ReceiptConfirmed { reviewer: occasion.by.id.clone(), on: occasion.on })
            }
            Action::FindConflict { because } => {
                self.only_a_reviewer(review, occasion)?;
                let exclusion = exclusion(occasion, ExclusionCause::Conflict, because);
                Ok(Fact::ConflictFound { exclusion, others_stay: review.panel.is_some() })
            }
            Action::DecideItem(decision) => self.decide_item(review, decision, occasion),
            Action::Sign(determination) => self.sign(review, determination, occasion),
            action => Err(self.wrong_stage(action.in_words())),
        }
    }

    fn received_before(&self, member: &Assignment, on: Date) -> Refusal {
        Refusal::new(
            Code::WrongStage,
            format!(
                "Reviewer {} confirmed on {on} having received what was sent last of the case file of {}.",
                member.reviewer.id,
                self.number()
            ),
            "Confirm a receipt once for each sending; nothing has been sent since.",
        )
    }

    fn send(
        &self,
        review: &Assignment,
        manifest: Manifest,
        because: Option<String>,
        occasion: &Occasion,
    ) -> Result<Fact, Refusal> {
        self.manifest_is_complete(&manifest)?;
        let despite = self.despite(because, "the case file is not sent as complete")?;
        // Whoever has come first by now may have come after a sending.
        let sent = review.members().filter_map(|member| member.sent.as_ref());
        let before: Vec<Digest> = sent.flat_map(|sent| &sent.manifest.entries).map(|entry| entry.digest).collect();
        // An addition stays one until everybody has confirmed it, however
        // often the file is sent again.
        let unconfirmed: Vec<Digest> = review
            .members()
            .filter(|member| !member.additions_received())
            .flat_map(|member| member.sent.iter().flat_map(|sent| &sent.added))
            .copied()
            .collect();
        let new = |one: &Digest| !before.contains(one) || unconfirmed.contains(one);
        let added = manifest.entries.iter().map(|entry| entry.digest).filter(new);
        let added = if before.is_empty() { Vec::new() } else { added.collect() };
        Ok(Fact::CaseFileSent { sent: SentFile { manifest, on: occasion.on, added, despite, received: None } })
    }

    fn decide_item(
        &self,
        review: &Assignment,
        decision: ItemDecision,
        occasion: &Occasion,
    ) -> Result<Fact, Refusal> {
        let member = self.only_a_reviewer(review, occasion)?;
        self.file_was_sent(member)?;
        if self.items.iter().all(|item| item.number != decision.item) {
            return Err(unknown_item(self.number(), decision.item));
        }
        let reviewer = review.panel.is_some().then(|| occasion.by.id.clone());
        Ok(Fact::ItemDecided { decision, reviewer })
    }

    fn sign(
        &self,
        review: &Assignment,
        determination: Determination,
        occasion: &Occasion,
    ) -> Result<Fact, Refusal> {
        self.holds_the_file(self.only_a_reviewer(review, occasion)?)?;
        let Some(panel) = &review.panel else {
            return Ok(Fact::Signed { determination, on: occasion.on });
        };
        if review.seats_left() > 0 {
            let (approved, accepted) = (panel.approval.reviewers, review.members().count());
            return Err(Refusal::new(
                Code::NotQualified,
                format!(
                    "Case {} cannot be signed: {accepted} of the {approved} approved reviewers {} accepted so far.",
                    self.number(),
                    if accepted == 1 { "has" } else { "have" }
                ),
                if approved == accepted + 1 {
                    "Have the other one accept first."
                } else {
                    "Have the others accept first."
                },
            ));
        }
        let opinions: Option<Vec<(String, Determination)>> = review
            .members()
            .map(|one| {
                let own = one.reviewer.id == occasion.by.id;
                let opinion = if own { Some(determination.clone()) } else { one.opinion.clone() };
                Some((one.reviewer.id.clone(), opinion?))
            })
            .collect();
        if opinions.is_some() {
            review.members().try_for_each(|member| self.holds_the_file(member))?;
        }
        let combined = opinions.and_then(Determination::combine);
        Ok(Fact::OpinionSigned {
            reviewer: occasion.by.id.clone(),
            opinion: determination,
            combined,
            on: occasion.on,
        })
    }

    pub(super) fn ask(&self, action: Action, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        let (Stage::InReview { review }, Action::AskInformation { of, question }) = (&self.stage, action) else {
            return Err(self.wrong_stage("ask a party for information"));
        };
        self.only_a_reviewer(review, occasion)?;
        if self.parties_on(occasion.on).iter().all(|party| party.role != of) {
            return Err(Refusal::new(
                Code::NotServed,
                format!("Case {} has no {of} who could be asked.", self.number()),
                "Ask a party of the case.",
            ));
        }
        let due = deadline::due(law, "D16", self.trigger(occasion.on, None))?;
        Ok(Fact::InformationAsked { asked: InformationRequest { of, question, on: occasion.on, due } })
    }

    /// More than one reviewer only with the Director's written approval
    /// (8 CCR 9792.10.6(c)).
    pub(super) fn approve_several(&self, approval: Approval, occasion: &Occasion) -> Result<Fact, Refusal> {
        if approval.by.trim().is_empty() || approval.dated > occasion.on || approval.because.trim().is_empty() {
            return Err(Refusal::new(
                Code::ApprovalMissing,
                format!(
                    "Case {} cannot be given to several reviewers: the approval names nobody, no reason, or a day to come.",
                    self.number()
                ),
                "Record the written approval of the Administrative Director.",
            )
            .citing("8 CCR 9792.10.6(c)"));
        }
        self.not_before(approval.dated, (self.opening.assigned, "its assignment"), "approve several reviewers")?;
        if approval.reviewers < 2 {
            return Err(Refusal::new(
                Code::ApprovalMissing,
                format!(
                    "An approval for {} reviewers gives case {} nobody more.",
                    approval.reviewers,
                    self.number()
                ),
                "Record for how many reviewers it is: two or more.",
            ));
        }
        Ok(Fact::SeveralApproved { approval })
    }

    /// What may be done with a signed determination (C10).
    pub(super) fn in_draft(
        &self,
        review: &Assignment,
        determination: &Determination,
        checked: Option<&Checked>,
        action: Action,
        (occasion, law): (&Occasion, &Law),
    ) -> Result<Fact, Refusal> {
        match action {
            Action::PassCheck(text) => {
                self.second_person(review, occasion)?;
                review.members().try_for_each(|member| self.file_was_sent(member))?;
                Ok(Fact::CheckPassed { by: occasion.by.id.clone(), text: Some(text) })
            }
            Action::Return { findings } => {
                self.second_person(review, occasion)?;
                Ok(Fact::Returned { findings })
            }
            Action::Issue { letter, checked: digest } => {
                self.as_checked(checked, digest)?;
                self.reaches_everybody(NoticeKind::Determination, &letter.notice, law, occasion.on)?;
                self.issue(letter, determination, law)
            }
            action => Err(self.wrong_stage(action.in_words())),
        }
    }

    /// Refuses to issue what nobody checked, or something else than what was
    /// checked.
    fn as_checked(&self, checked: Option<&Checked>, digest: Digest) -> Result<(), Refusal> {
        let refuse = |why: &str, remedy: &str| {
            let sentence = format!("The letter of case {} cannot be issued: {why}.", self.number());
            Err(Refusal::new(Code::QualityFailed, sentence, remedy))
        };
        match checked {
            None => refuse("no second person has checked it", "Have a quality reviewer check the determination."),
            Some(Checked { text: Some(text), .. }) if text.digest != digest => refuse(
                "it is not the letter that was checked; something it rests on has changed since",
                "Have a quality reviewer check it again.",
            ),
            Some(_) => Ok(()),
        }
    }

    fn issue(&self, letter: IssuedLetter, determination: &Determination, law: &Law) -> Result<Fact, Refusal> {
        let appeal_until = self.appeal_until(&letter.notice.proofs, letter.on, law)?;
        let overturned = determination.decisions().iter().any(|one| one.decision == Decision::Overturned);
        let mut implementation = overturned.then(|| self.implementation(letter.on, law)).transpose()?;
        if let Some(duty) = &mut implementation {
            // The law counts from receipt; all that is known now is the service.
            let text = "No receipt of the letter is recorded: this is counted from the day on which it was served.";
            for due in [&mut duty.authorize_by, &mut duty.pay_by] {
                due.steps.push(Step { text: text.to_owned(), citation: None });
            }
        }
        Ok(Fact::Issued { letter, appeal_until, implementation })
    }

    /// What must be implemented, counted from a day.
    pub(super) fn implementation(&self, on: Date, law: &Law) -> Result<Implementation, Refusal> {
        Ok(Implementation {
            authorize_by: deadline::due(law, "D19", self.trigger(on, None))?,
            pay_by: deadline::due(law, "D20", self.trigger(on, None))?,
            counted_from: None,
            received: None,
            done: Vec::new(),
            liability_disputed: None,
            not_liable: None,
            days_petitioned: 0,
        })
    }

    fn manifest_is_complete(&self, manifest: &Manifest) -> Result<(), Refusal> {
        // Where documents are parted may change; every page has to be there.
        let listed = |document: &Document| {
            document.pages().zip(&document.page_hashes).all(|(page, hash)| manifest.lists(page, *hash))
        };
        let missing = self.documents.iter().filter(|document| !listed(document)).count();
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

    pub(super) fn only_a_reviewer<'a>(
        &self,
        review: &'a Assignment,
        occasion: &Occasion,
    ) -> Result<&'a Assignment, Refusal> {
        review.member(&occasion.by.id).ok_or_else(|| {
            Refusal::new(
                Code::NotQualified,
                format!(
                    "{} is not the reviewer of case {}; only reviewer {} decides and signs.",
                    occasion.by,
                    self.number(),
                    review.members().map(|one| one.reviewer.id.as_str()).collect::<Vec<_>>().join(" or ")
                ),
                "Leave the decision to the assigned reviewer.",
            )
        })
    }

    fn file_was_sent(&self, member: &Assignment) -> Result<(), Refusal> {
        let current = |sent: &SentFile| self.manifest_is_complete(&sent.manifest).is_ok();
        if member.sent.as_ref().is_some_and(current) { Ok(()) } else { Err(self.not_sent(member)) }
    }

    /// Refuses a signature on less than the complete case file, later
    /// additions included.
    fn holds_the_file(&self, member: &Assignment) -> Result<(), Refusal> {
        self.file_was_sent(member)?;
        if member.additions_received() {
            return Ok(());
        }
        Err(Refusal::new(
            Code::CaseFileNotSent,
            format!(
                "Reviewer {} has not confirmed having received the later addition to the case file of {}.",
                member.reviewer.id,
                self.number()
            ),
            "Have the reviewer confirm the receipt.",
        )
        .citing("Labor Code 4610.6(b)"))
    }

    fn not_sent(&self, member: &Assignment) -> Refusal {
        let sentence = format!(
            "Reviewer {} has not been sent the complete case file of {}.",
            member.reviewer.id,
            self.number()
        );
        Refusal::new(Code::CaseFileNotSent, sentence, "Send the case file first.").citing("Labor Code 4610.6(b)")
    }

    fn second_person(&self, review: &Assignment, occasion: &Occasion) -> Result<(), Refusal> {
        if review.member(&occasion.by.id).is_none() {
            return Ok(());
        }
        Err(Refusal::new(
            Code::SecondPerson,
            format!("{} signed the determination of case {} and cannot check it too.", occasion.by, self.number()),
            "Have another person check it.",
        ))
    }
}

fn exclusion(occasion: &Occasion, cause: ExclusionCause, because: String) -> Exclusion {
    Exclusion { reviewer: occasion.by.id.clone(), cause, because, on: occasion.on }
}

/// The former reviewers of a determination that was set aside.
pub(super) fn former_reviewers(issued: &Issuance, occasion: &Occasion) -> Vec<Exclusion> {
    let because = "The determination of this reviewer was set aside.";
    issued
        .review
        .members()
        .map(|one| Exclusion {
            reviewer: one.reviewer.id.clone(),
            cause: ExclusionCause::Remand,
            because: because.to_owned(),
            on: occasion.on,
        })
        .collect()
}
