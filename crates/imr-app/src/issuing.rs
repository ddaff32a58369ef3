//! The second person's check, and issuing the letter.

use crate::allow::{Deed, allow};
use crate::{App, AppError};
use imr_core::case::{Action, Case, IssuedLetter, Stage};
use imr_core::letter::record::Record;
use imr_core::letter::{Letter, Sources, compose};
use imr_core::paper::{Paper, PlainText};
use imr_core::party::Actor;
use imr_core::refusal::{Code, Refusal};
use imr_core::service::{Method, ServedNotice, proofs};

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
        if let Err(AppError::Refused(refusal)) = self.letter(&case, Method::Mail).await {
            findings.push(refusal.to_string());
        }
        let action =
            if findings.is_empty() { Action::PassCheck } else { Action::Return { findings: findings.clone() } };
        let case = self.change(case, by, Deed::Check, reason, action).await?;
        Ok((case, findings))
    }

    /// Composes the letter of a signed case as of today.
    pub async fn letter(&self, case: &Case, method: Method) -> Result<Letter, AppError> {
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
        let (_, candidate) = self.assess(case, &review.reviewer.id).await?;
        Ok(compose(Sources {
            organization: &organization,
            case,
            review,
            determination,
            file: &file,
            candidate: &candidate,
            method,
            law: &self.law,
            on: self.world.today(),
        })?)
    }

    /// Issues the Final Determination Letter: composed, typeset, kept in
    /// three forms, served on every party.
    pub async fn issue(&self, number: &str, method: Method, by: &Actor, reason: &str) -> Result<Issued, AppError> {
        allow(by.role, Deed::Issue)?;
        let case = self.case_from_history(number).await?;
        let letter = self.letter(&case, method).await?;
        let paper = self.paper.set(&letter.composition)?;
        let text = PlainText.set(&letter.composition)?;
        let record = serde_json::to_vec_pretty(&letter.record).map_err(|why| AppError::Damaged {
            what: format!("the letter of case {number}"),
            why: why.to_string(),
        })?;
        let on = self.world.today();
        let document = self.store.blobs().put(paper.clone()).await?;
        let issued = IssuedLetter {
            on,
            paper: document,
            text: self.store.blobs().put(text.clone()).await?,
            record: self.store.blobs().put(record).await?,
            notice: ServedNotice {
                title: "Final Determination Letter".to_owned(),
                document,
                proofs: proofs(&case.opening.parties, method, on),
            },
        };
        let case = self.change(case, by, Deed::Issue, reason, Action::Issue(issued)).await?;
        Ok(Issued { case, paper, text, record: letter.record })
    }
}

fn signed(case: &Case) -> Option<&imr_core::determination::Determination> {
    match &case.stage {
        Stage::LetterDraft { determination, .. } | Stage::Determined { determination, .. } => Some(determination),
        _ => None,
    }
}
