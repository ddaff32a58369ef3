//! From a complete case file to a reviewer at work.

use crate::allow::{Deed, allow};
use crate::{App, AppError};
use imr_core::case::{Action, Attestation, Case, Stage};
use imr_core::matching::{self, Candidate, Matching, Need};
use imr_core::party::{Actor, Role};
use imr_core::refusal::{Code, Refusal};
use imr_core::reviewer::Reviewer;

impl App {
    /// Tests everybody on the roster for a case, and says who is chosen.
    pub async fn match_reviewers(&self, number: &str) -> Result<Matching, AppError> {
        self.setup_is_intact().await?;
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
        self.change(
            self.case_from_history(number).await?,
            by,
            Deed::Match,
            reason,
            Action::ProposeReviewer(matching),
        )
        .await
    }

    /// Everybody a reviewer of the case must attest to having no tie with.
    pub async fn names_to_attest(&self, number: &str) -> Result<Vec<String>, AppError> {
        let case = self.case(number).await?;
        Ok(matching::forbidden(&case.opening.parties, &case.opening.ur_decision.organization))
    }

    /// The proposed reviewer accepts, attesting to no tie with anybody in
    /// `names`. Who no longer qualifies on this day cannot accept.
    pub async fn accept(
        &self,
        number: &str,
        names: Vec<String>,
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        allow(by.role, Deed::Accept)?;
        let case = self.case_from_history(number).await?;
        let (reviewer, candidate) = self.assess(&case, &by.id).await?;
        if !candidate.qualifies() {
            let sentence = format!("{} cannot accept case {number}. {}", by.id, candidate.excluded_because());
            return Err(Refusal::new(Code::NotQualified, sentence, "Match a reviewer again.").into());
        }
        let attestation = Attestation { names, on: self.world.today() };
        self.change(case, by, Deed::Accept, reason, Action::Accept { reviewer, attestation }).await
    }

    /// A reviewer as on the roster now, and the tests on this day.
    pub(crate) async fn assess(&self, case: &Case, id: &str) -> Result<(Reviewer, Candidate), AppError> {
        self.setup_is_intact().await?;
        let found = self.roster().await?.into_iter().find(|one| one.id == id);
        let reviewer = found.ok_or_else(|| AppError::NotFound {
            what: format!("reviewer {id} on the roster"),
            remedy: "Check the pseudonym.".to_owned(),
        })?;
        let forbidden = matching::forbidden(&case.opening.parties, &case.opening.ur_decision.organization);
        let needs = self.needs(case)?;
        let candidate = matching::assess(&reviewer, &needs, &forbidden, self.world.today(), &self.law)?;
        Ok((reviewer, candidate))
    }

    /// Sends the complete case file to the reviewer: an act with a manifest
    /// of documents, pages and hashes.
    pub async fn send_case_file(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        allow(by.role, Deed::SendCaseFile)?;
        let case = self.case_from_history(number).await?;
        let manifest = self.case_file(&case).await?.manifest();
        self.change(case, by, Deed::SendCaseFile, reason, Action::SendCaseFile(manifest)).await
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
