//! From a complete case file to a reviewer at work.

use crate::allow::{Deed, allow};
use crate::{App, AppError};
use imr_core::case::{Action, Attestation, Case, Stage};
use imr_core::matching::{self, Matching, Need};
use imr_core::party::{Actor, Role};
use imr_core::refusal::{Code, Refusal};

impl App {
    /// Tests everybody on the roster for a case, and says who is chosen.
    pub async fn match_reviewers(&self, number: &str) -> Result<Matching, AppError> {
        let case = self.case(number).await?;
        let roster = self.roster().await?;
        let needs = self.needs(&case)?;
        let ur_organization = &case.opening.ur_decision.organization;
        let forbidden = matching::forbidden(&case.opening.parties, ur_organization);
        Ok(matching::choose(&roster, &needs, &forbidden, self.world.today(), &self.law)?)
    }

    /// What the items of a case ask of a reviewer: the specialties that the
    /// guideline sections about them name.
    fn needs(&self, case: &Case) -> Result<Vec<Need>, AppError> {
        let requested = case.opening.ur_decision.requested;
        case.items
            .iter()
            .map(|item| {
                let sections = self.library.for_item(&item.item, requested);
                let first = sections.first().ok_or_else(|| {
                    Refusal::new(
                        Code::CitationMissing,
                        format!(
                            "No guideline in force on {requested} is about item {} ({}).",
                            item.number, item.item
                        ),
                        "Add the section to a guideline file, so that a reviewer of its specialty can be found.",
                    )
                })?;
                Ok(Need { item: item.item.clone(), specialties: first.section.specialties.clone() })
            })
            .collect()
    }

    /// Proposes the reviewer that matching chooses.
    pub async fn propose_reviewer(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        allow(by.role, Deed::Match)?;
        let matching = self.match_reviewers(number).await?;
        matching::chosen_or_refusal(&matching, number)?;
        self.change(number, by, Deed::Match, reason, Action::ProposeReviewer(matching)).await
    }

    /// The proposed reviewer accepts, and attests that there is no conflict
    /// of interest with anybody in the case.
    pub async fn accept(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        allow(by.role, Deed::Accept)?;
        let case = self.case(number).await?;
        let roster = self.roster().await?;
        let reviewer = roster.into_iter().find(|one| one.id == by.id).ok_or_else(|| AppError::NotFound {
            what: format!("reviewer {} on the roster", by.id),
            remedy: "Check the pseudonym.".to_owned(),
        })?;
        let attestation = Attestation {
            names: matching::forbidden(&case.opening.parties, &case.opening.ur_decision.organization),
            on: self.world.today(),
        };
        let action = Action::Accept { reviewer, attestation };
        self.change(number, by, Deed::Accept, reason, action).await
    }

    /// Sends the complete case file to the reviewer: an act with a manifest
    /// of documents, pages and hashes.
    pub async fn send_case_file(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        allow(by.role, Deed::SendCaseFile)?;
        let case = self.case(number).await?;
        let manifest = self.case_file(&case).await?.manifest();
        self.change(number, by, Deed::SendCaseFile, reason, Action::SendCaseFile(manifest)).await
    }

    /// The proposed or assigned reviewer of a case, as somebody who acts.
    #[must_use]
    pub fn reviewer_of(case: &Case) -> Option<Actor> {
        let id = match &case.stage {
            Stage::ReviewerMatching { matching, .. } => matching.chosen.clone()?,
            _ => case.assignment()?.reviewer.id.clone(),
        };
        Some(Actor::new(Role::ExpertReviewer, id))
    }
}
