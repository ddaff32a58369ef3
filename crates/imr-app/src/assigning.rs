//! From a complete case file to a reviewer at work.

use crate::allow::{Deed, allow};
use crate::{App, AppError};
use imr_core::case::{Action, Attestation, Case};
use imr_core::matching::{self, Candidate, Matching, Need, Test};
use imr_core::party::{Actor, Role};
use imr_core::refusal::{Code, Refusal};
use imr_core::reviewer::Reviewer;
use jiff::civil::Date;

impl App {
    /// Tests everybody on the roster for a case, and says who is chosen.
    pub async fn match_reviewers(&self, number: &str) -> Result<Matching, AppError> {
        self.setup_is_intact().await?;
        let case = self.case(number).await?;
        let roster = self.roster().await?;
        let needs = self.needs(&case)?;
        let forbidden = case.names_to_attest();
        let matching = matching::choose(&roster, &needs, &forbidden, self.world.today(), &self.law)?;
        Ok(without_excluded(matching, &case))
    }

    /// What the items of a case ask of a reviewer: the specialties that the
    /// guideline sections about them name.
    fn needs(&self, case: &Case) -> Result<Vec<Need>, AppError> {
        case.items
            .iter()
            .map(|item| {
                let requested = case.ur_decision(item.number).requested;
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
        self.change(self.case_from_history(number).await?, by, reason, Action::ProposeReviewer(matching)).await
    }

    /// Everybody a reviewer of the case must attest to having no tie with.
    pub async fn names_to_attest(&self, number: &str) -> Result<Vec<String>, AppError> {
        Ok(self.case(number).await?.names_to_attest())
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
        let (reviewer, candidate) = self.assess(&case, &by.id, self.world.today()).await?;
        if !candidate.qualifies() {
            let sentence = format!("{} cannot accept case {number}. {}", by.id, candidate.excluded_because());
            return Err(Refusal::new(Code::NotQualified, sentence, "Match a reviewer again.").into());
        }
        let attestation = Attestation { names, on: self.world.today() };
        self.change(case, by, reason, Action::Accept { reviewer, attestation }).await
    }

    /// A reviewer as on the roster now, and the tests on a day.
    pub(crate) async fn assess(&self, case: &Case, id: &str, on: Date) -> Result<(Reviewer, Candidate), AppError> {
        self.setup_is_intact().await?;
        let found = self.roster().await?.into_iter().find(|one| one.id == id);
        let reviewer = found.ok_or_else(|| AppError::NotFound {
            what: format!("reviewer {id} on the roster"),
            remedy: "Check the pseudonym.".to_owned(),
        })?;
        let needs = self.needs(case)?;
        let candidate = matching::assess(&reviewer, &needs, &case.names_to_attest(), on, &self.law)?;
        Ok((reviewer, candidate))
    }

    /// Sends the complete case file to the reviewer: an act with a manifest
    /// of documents, pages and hashes.
    pub async fn send_case_file(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        allow(by.role, Deed::SendCaseFile)?;
        let case = self.case_from_history(number).await?;
        let manifest = self.case_file(&case).await?.manifest();
        self.change(case, by, reason, Action::SendCaseFile(manifest)).await
    }

    /// The proposed or assigned reviewer of a case, as somebody who acts.
    #[must_use]
    pub fn reviewer_of(case: &Case) -> Option<Actor> {
        let assigned = || case.assignment().map(|review| review.reviewer.id.as_str());
        Some(Actor::new(Role::ExpertReviewer, case.proposed_reviewer().or_else(assigned)?))
    }
}

/// The same matching with those left out who may not review this case: they
/// declined it, found a conflict, made the determination that was set aside,
/// or review it already.
fn without_excluded(mut matching: Matching, case: &Case) -> Matching {
    let at_work: Vec<(String, String)> = case
        .assignment()
        .filter(|_| case.stage.is_open())
        .into_iter()
        .flat_map(|review| review.members())
        .map(|one| (one.reviewer.id.clone(), "Reviews this case already.".to_owned()))
        .collect();
    let excluded = case.exclusions.iter().map(|one| (one.reviewer.clone(), one.because.clone())).chain(at_work);
    for (id, because) in excluded {
        for candidate in matching.candidates.iter_mut().filter(|one| one.reviewer == id) {
            candidate.tests.push(Test {
                code: "excluded".to_owned(),
                question: "Free to review this case?".to_owned(),
                passed: false,
                because: because.clone(),
                citation: "Labor Code 139.5; 4610.6(i)".to_owned(),
                verified: true,
            });
        }
    }
    // Who is excluded stands behind everybody else; the order stays.
    matching.candidates.sort_by_key(|one| !one.qualifies());
    let first = matching.candidates.first().filter(|one| one.qualifies());
    matching.chosen = first.map(|one| one.reviewer.clone());
    matching
}
