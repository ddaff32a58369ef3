//! The second person's check, and issuing the letter.

use crate::allow::{Deed, allow};
use crate::{App, AppError};
use imr_core::case::work::Checked;
use imr_core::case::{Action, Case, CheckedText, IssuedLetter, Stage};
use imr_core::determination::Determination;
use imr_core::digest::Digest;
use imr_core::letter::record::Record;
use imr_core::letter::{Letter, Reviewed, Sources, compose};
use imr_core::paper::{Paper, PlainText};
use imr_core::party::Actor;
use imr_core::refusal::{Code, Refusal};
use imr_core::service::{Method, NoticeKind, ServedNotice, Serving, serve};
use jiff::civil::Date;

/// A letter that went out, in its three forms.
#[derive(Debug, Clone)]
pub struct Issued {
    /// The case after it.
    pub case: Case,
    /// The letter as sent.
    pub paper: Vec<u8>,
    /// The same as plain text.
    pub text: Vec<u8>,
    /// The same as a record.
    pub record: Record,
}

/// The means of service for which a letter is composed when it is checked.
const CHECKED_FOR: Method = Method::Mail;

impl App {
    /// A second person checks that the determination is complete, that it
    /// still follows from the case file, and that a letter can be composed of
    /// it. Finding nothing passes it; anything else sends it back.
    pub async fn check(&self, number: &str, by: &Actor, reason: &str) -> Result<(Case, Vec<String>), AppError> {
        allow(by.role, Deed::Check)?;
        let case = self.case_from_history(number).await?;
        let file = self.case_file(&case).await?;
        let mut findings = Vec::new();
        match self.complete(&case, &file) {
            Ok(again) if signed(&case) != Some(&again) => {
                findings.push("What was signed is not what the decisions make now.".to_owned());
            }
            Ok(_) => {}
            Err(AppError::Refused(refusal)) => findings.push(refusal.to_string()),
            Err(other) => return Err(other),
        }
        let on = self.world.today();
        let action = match self.letter_on(&case, &CHECKED_FOR.into(), on).await {
            Ok(letter) if findings.is_empty() => {
                Action::PassCheck(CheckedText { on, method: CHECKED_FOR, digest: letter.digest()? })
            }
            Err(AppError::Refused(refusal)) => {
                findings.push(refusal.to_string());
                Action::Return { findings: findings.clone() }
            }
            Err(other) => return Err(other),
            Ok(_) => Action::Return { findings: findings.clone() },
        };
        let case = self.change(case, by, reason, action).await?;
        Ok((case, findings))
    }

    /// Composes the letter of a signed case as of today.
    pub async fn letter(&self, case: &Case, serving: &Serving) -> Result<Letter, AppError> {
        self.letter_on(case, serving, self.world.today()).await
    }

    async fn letter_on(&self, case: &Case, serving: &Serving, on: Date) -> Result<Letter, AppError> {
        let (Some(determination), Some(review)) = (signed(case), case.assignment()) else {
            return Err(Refusal::new(
                Code::WrongStage,
                format!("Case {} has no signed determination, so there is no letter.", case.number()),
                "Have the reviewer sign first.",
            )
            .into());
        };
        let organization = self.organization().await?;
        let file = self.case_file(case).await?;
        let mut reviewers = Vec::new();
        for review in review.members() {
            let (_, candidate) = self.assess(case, &review.reviewer.id, on).await?;
            reviewers.push(Reviewed { review, candidate });
        }
        Ok(compose(Sources {
            organization: &organization,
            case,
            reviewers: &reviewers,
            determination,
            file: &file,
            serving,
            law: &self.law,
            on,
        })?)
    }

    /// The letter that was checked, composed anew for the day of the check:
    /// what it rests on may have changed since, and then it is another.
    async fn as_checked(&self, case: &Case) -> Result<Digest, AppError> {
        let Stage::LetterDraft { checked: Some(Checked { text: Some(text), .. }), .. } = &case.stage else {
            return Ok(Digest::ZERO);
        };
        Ok(self.letter_on(case, &text.method.into(), text.on).await?.digest()?)
    }

    /// Issues the Final Determination Letter: composed, typeset, kept in
    /// three forms, served on every party by its means.
    pub async fn issue(
        &self,
        number: &str,
        serving: impl Into<Serving>,
        by: &Actor,
        reason: &str,
    ) -> Result<Issued, AppError> {
        allow(by.role, Deed::Issue)?;
        let serving = serving.into();
        let case = self.case_from_history(number).await?;
        let checked = self.as_checked(&case).await?;
        let (kind, on) = (NoticeKind::Determination, self.world.today());
        let row = case.notice_row(kind, &self.law, on)?;
        let serving = self.reaching(&serving, &case).await?;
        let service = serve(row, &case.addressees(kind, &self.law, on)?, &serving, on)?;
        let letter = self.letter(&case, &serving).await?.served(&self.organization().await?, by, &service);
        let paper = self.paper.set(&letter.composition)?;
        let text = PlainText.set(&letter.composition)?;
        let record = serde_json::to_vec_pretty(&letter.record).map_err(|why| AppError::Damaged {
            what: format!("the letter of case {number}"),
            why: why.to_string(),
        })?;
        let document = self.store.blobs().put(paper.clone()).await?;
        let letter_sent = IssuedLetter {
            on,
            paper: document,
            text: self.store.blobs().put(text.clone()).await?,
            record: self.store.blobs().put(record).await?,
            notice: ServedNotice::new(kind, row, document, service),
        };
        let case = self.change(case, by, reason, Action::Issue { letter: letter_sent, checked }).await?;
        Ok(Issued { case, paper, text, record: letter.record })
    }
}

fn signed(case: &Case) -> Option<&Determination> {
    match &case.stage {
        Stage::LetterDraft { determination, .. } => Some(determination),
        stage => stage.issued().map(|issued| &issued.determination),
    }
}
