//! Reviewers attest, by name, to having no tie with anybody in the case; anew
//! when somebody comes in while they are at work (rulebook 7.3).

use super::work::Attestation;
use super::{Case, Fact};
use crate::matching;
use crate::occasion::Occasion;
use crate::refusal::{Code, Refusal};
use crate::reviewer::Reviewer;

impl Case {
    /// Everybody a reviewer must have no tie with, by name, as far as the case
    /// itself tells (rulebook 7.2).
    #[must_use]
    pub fn names_to_attest(&self) -> Vec<String> {
        let parties = self.parties();
        let mut names: Vec<String> =
            self.ur_decisions().flat_map(|one| matching::forbidden(&parties, &one.organization)).collect();
        names.sort();
        names.dedup();
        names
    }

    /// Refuses an attestation that leaves out one of these names: those of the
    /// case, or all in the circle around it.
    pub fn must_cover(&self, id: &str, attestation: &Attestation, names: &[String]) -> Result<(), Refusal> {
        let Some(name) = names.iter().find(|name| !attestation.names.contains(name)) else { return Ok(()) };
        let sentence = format!("The attestation of {id} for case {} leaves out {name}.", self.number());
        Err(Refusal::new(Code::NotAttested, sentence, "Attest to everybody in the case.")
            .citing("Labor Code 139.5(d)(5)"))
    }

    /// An attestation covers everybody in the case, and the reviewer has no tie
    /// with any of them.
    pub(super) fn may_attest(
        &self,
        reviewer: &Reviewer,
        attestation: &Attestation,
        doing: &str,
    ) -> Result<(), Refusal> {
        let names = self.names_to_attest();
        self.must_cover(&reviewer.id, attestation, &names)?;
        match matching::tie(reviewer, &names) {
            None => Ok(()),
            Some(tie) => Err(Refusal::new(
                Code::Conflict,
                format!(
                    "{} cannot {doing} case {}: {} with {}.",
                    reviewer.id,
                    self.number(),
                    tie.kind,
                    tie.with.trim_end_matches('.')
                ),
                "Match a reviewer again.",
            )
            .citing("Labor Code 139.5(d)(5)")),
        }
    }

    /// A reviewer at work attests anew.
    pub(super) fn attest_again(&self, attestation: Attestation, occasion: &Occasion) -> Result<Fact, Refusal> {
        let Some(review) = self.assignment().filter(|_| self.stage.is_open()) else {
            return Err(self.wrong_stage("attest anew"));
        };
        let member = self.only_a_reviewer(review, occasion)?;
        self.may_attest(&member.reviewer, &attestation, "go on with")?;
        Ok(Fact::Attested { reviewer: occasion.by.id.clone(), attestation })
    }

    /// The case after it.
    pub(super) fn attested(mut self, id: &str, attestation: Attestation) -> Option<Self> {
        self.stage.assignment_mut()?.member_mut(id)?.attestation = attestation;
        self.unchecked();
        Some(self)
    }

    /// The names that an attestation of somebody at work does not cover: they
    /// came in since. The letter does not go out before it does.
    #[must_use]
    pub fn unattested(&self) -> Vec<(&str, String)> {
        let review = self.assignment().filter(|_| self.stage.is_open());
        let names = self.names_to_attest();
        let left_out =
            |one: &super::Assignment| names.iter().find(|name| !one.attestation.names.contains(name)).cloned();
        let members = review.into_iter().flat_map(super::Assignment::members);
        members.filter_map(|one| Some((one.reviewer.id.as_str(), left_out(one)?))).collect()
    }
}
