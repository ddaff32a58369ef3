//! Petitions to the Appeals Board against a finding that an application, or some
//! of its items, cannot be reviewed (rulebook T16, T17, D21): one against the
//! whole stops it (A11); one against items runs beside the review of the others.

use super::{Action, Application, Fact, Stage};
use crate::deadline::{self, Due, Step, Trigger};
use crate::eligibility::{Reason, Screening};
use crate::law::Law;
use crate::occasion::Occasion;
use crate::refusal::{Code, Refusal};
use crate::service::{NoticeKind, ProofOfService};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A petition against the finding that some items cannot be reviewed, while the
/// others are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartPetition {
    /// The day on which it was filed.
    pub on: Date,
    /// Until when it was in time; none where the notice of the finding had not
    /// gone out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Due>,
    /// Whether the Appeals Board set the finding aside, once it ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reversed: Option<bool>,
}

/// Whether a petition is in time, as it follows the day on which it was filed.
/// One that is late is recorded too: the Appeals Board judges it.
#[must_use]
pub fn in_time(filed: Date, until: Option<&Due>) -> String {
    match until {
        None => String::new(),
        Some(until) if filed <= until.date => format!(", in time ({} until {})", until.rule, until.date),
        Some(until) => format!(", late: the last day was {} ({})", until.date, until.rule),
    }
}

impl Application {
    /// What may be done about a finding that it, or an item of it, is
    /// ineligible.
    pub(super) fn contested(&self, action: Action, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        match (&self.stage, action) {
            (Stage::Ineligible { screening, refiled: None, .. }, Action::Refile { application, received }) => {
                self.may_be_refiled(screening, received)?;
                Ok(Fact::Refiled { application })
            }
            (Stage::Ineligible { found, .. }, Action::Petition { on }) => {
                self.petitioned(on, *found, occasion, law)
            }
            (Stage::Appealed { screening, petition, .. }, Action::Order { reversed, on }) => {
                self.may_be_ordered(on, *petition, occasion)?;
                Ok(Fact::Ordered { reversed: if reversed { screening.reasons() } else { Vec::new() } })
            }
            (Stage::Eligible { screening, .. }, action)
            | (Stage::Assigned { screening: Some(screening), .. }, action)
                if screening.leaves_some_out() =>
            {
                self.contested_in_part(screening, action, occasion, law)
            }
            (stage, action) => Err(self.refused(stage, &action)),
        }
    }

    fn contested_in_part(
        &self,
        screening: &Screening,
        action: Action,
        occasion: &Occasion,
        law: &Law,
    ) -> Result<Fact, Refusal> {
        let pending = self.petition.as_ref().filter(|one| one.reversed.is_none());
        match (pending, action) {
            (None, Action::Petition { on }) => {
                let found = match &self.stage {
                    Stage::Eligible { on, .. } => Some(*on),
                    _ => None,
                };
                self.petitioned(on, found, occasion, law)
            }
            (Some(one), Action::Petition { .. }) => Err(Refusal::new(
                Code::WrongStage,
                format!(
                    "The petition of {} against what application {} is not reviewed for is before the Appeals Board already.",
                    one.on, self.id
                ),
                "Record the order of the Appeals Board first.",
            )),
            (Some(one), Action::Order { reversed, on }) => {
                self.may_be_ordered(on, one.on, occasion)?;
                let mut reasons: Vec<Reason> = screening.left_out.iter().map(|one| one.reason).collect();
                reasons.dedup();
                Ok(Fact::Ordered { reversed: if reversed { reasons } else { Vec::new() } })
            }
            (_, action) => Err(self.refused(&self.stage, &action)),
        }
    }

    fn petitioned(&self, on: Date, found: Option<Date>, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        self.not_ahead(on, "a petition", occasion)?;
        self.after_the_finding(on, found)?;
        Ok(Fact::Petitioned { on, until: self.petition_until(law)? })
    }

    /// Until when a petition against the finding is in time, counted from the
    /// service of the notice of it; none while that has not gone out.
    pub fn petition_until(&self, law: &Law) -> Result<Option<Due>, Refusal> {
        let of_the_finding = |kind: Option<NoticeKind>| kind == Some(NoticeKind::Ineligible);
        if self.owed.contains(&NoticeKind::Ineligible) {
            return Ok(None);
        }
        let notice = self.notices.iter().rev().find(|one| of_the_finding(one.kind));
        notice.map_or(Ok(None), |notice| petition_due(&notice.proofs, law))
    }

    /// Whether its review goes on, so that a petition can be about items of it
    /// alone.
    pub(super) fn goes_on(&self) -> bool {
        matches!(self.stage, Stage::Eligible { .. } | Stage::Assigned { .. })
    }

    pub(super) fn petitioned_in_part(&mut self, on: Date, until: Option<&Due>) {
        self.petition = Some(PartPetition { on, until: until.cloned(), reversed: None });
    }

    pub(super) fn ordered_in_part(&mut self, reversed: bool) {
        self.petition.iter_mut().for_each(|one| one.reversed = Some(reversed));
    }
}

/// Until when a petition is in time, with a notice of the finding that was
/// served so: the latest day that anybody's service gives, as with a letter.
pub fn petition_due(proofs: &[ProofOfService], law: &Law) -> Result<Option<Due>, Refusal> {
    let counted = |proof: &ProofOfService| {
        let row = law.value("ineligibility-is-appealed", proof.on)?;
        let mut due = deadline::due(law, "D21", Trigger::on(proof.on).served(proof.method).place(proof.place))?;
        let text = "A finding that something cannot be reviewed is appealed like a determination.".to_owned();
        due.steps.insert(0, Step { text, citation: Some(row.citation.clone()) });
        due.verified &= row.verified;
        Ok(due)
    };
    let dues = proofs.iter().map(counted).collect::<Result<Vec<_>, Refusal>>()?;
    Ok(dues.into_iter().max_by_key(|due| due.date))
}
