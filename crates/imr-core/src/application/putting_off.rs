//! What may be done with an application that waits for a dispute about
//! liability, and about how that dispute ended (rulebook T11 to T13).

use super::{Action, Application, Fact, Form, LiabilityResolved, Stage, Told};
use crate::deadline::Due;
use crate::eligibility::{self, Outcome, Screening, TestResult};
use crate::law::Law;
use crate::occasion::Occasion;
use crate::party::Role;
use crate::refusal::{Code, Refusal};
use crate::service::ProofOfService;
use jiff::civil::Date;

impl Application {
    /// What may be done about an application that waits for a dispute about
    /// liability.
    pub(super) fn put_off(&self, action: Action, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        match (&self.stage, action) {
            (_, Action::ResolveLiability(resolved)) if self.is_about_liability() => {
                self.resolved(resolved, occasion, law)
            }
            (Stage::Deferred { renewal_due: Some(due), refiled: None, .. }, Action::Renew { received }) => {
                self.may_be_renewed(due, received, occasion)?;
                Ok(Fact::Renewed { on: received })
            }
            // What was recorded wrongly is put right as long as nobody has asked
            // anew by it.
            (Stage::Assigned { renewal_due, .. }, Action::ResolveLiability(resolved))
                if renewal_due.is_some() || self.form.put_off().next().is_some() =>
            {
                self.resolved_beside_case(resolved, occasion, law)
            }
            (stage, Action::Refile { application, .. }) if stage.may_be_renewed_by_another() => {
                Ok(Fact::Refiled { application })
            }
            (Stage::Deferred { refiled: Some(by), .. }, Action::Release { application }) if *by == application => {
                Ok(Fact::Released { application })
            }
            (Stage::Deferred { refiled: Some(by), .. }, Action::Follow { application, case })
                if *by == application =>
            {
                Ok(Fact::Followed { application, case })
            }
            (_, action) => self.contested(action, occasion, law),
        }
    }

    /// Whether it asks anew for what an earlier application put off (T12).
    #[must_use]
    pub fn asks_anew(&self) -> bool {
        self.compared.as_ref().and_then(|compared| compared.like.as_ref()).is_some_and(|like| like.renews)
    }

    /// What becomes of this, which was put off, as the application that asks
    /// anew in its place goes on: that one may end without a review, and then
    /// has used up nothing; or a case is opened on it.
    #[must_use]
    pub fn carried_by(&self, later: &Self) -> Option<Action> {
        let application = later.id;
        if !matches!(self.stage, Stage::Deferred { refiled: Some(by), .. } if by == application) {
            return None;
        }
        match &later.stage {
            Stage::Ineligible { .. } | Stage::Withdrawn { .. } => Some(Action::Release { application }),
            Stage::Assigned { case, .. } => Some(Action::Follow { application, case: case.clone() }),
            _ => None,
        }
    }

    /// Whether how a dispute about liability ended decides what comes of it: it
    /// waits for that, is asked about it, or was judged by what was recorded of
    /// it and may have been judged wrongly.
    fn is_about_liability(&self) -> bool {
        let in_time =
            |screening: &Screening| screening.tests.iter().find(|one| one.code == "E9").map(|one| one.result);
        let late = |screening: &Screening| matches!(in_time(screening), Some(TestResult::Failed(_)));
        let unproved = |screening: &Screening| matches!(in_time(screening), Some(TestResult::Open(_)));
        match (&self.stage, &self.form.liability_resolved) {
            (Stage::Deferred { refiled: None, .. }, _) => true,
            (Stage::Screening { screening: Some(screening), .. }, said)
            | (Stage::InformationRequested { screening, .. }, said) => {
                screening.waits_for_liability() || (said.is_some() && unproved(screening))
            }
            (Stage::Ineligible { screening, refiled: None, .. }, Some(said)) => {
                screening.ended_against() || (said.for_employee && said.renewed.is_none() && late(screening))
            }
            _ => false,
        }
    }

    fn resolved(&self, said: LiabilityResolved, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        self.may_have_ended(&said, occasion)?;
        let before = self.form.liability_resolved.as_ref();
        let resolved = LiabilityResolved { told: before.and_then(|one| one.told), ..said };
        if matches!(self.stage, Stage::Screening { .. } | Stage::InformationRequested { .. }) {
            // What was asked for anew stays so.
            let resolved = LiabilityResolved { renewed: before.and_then(|one| one.renewed), ..resolved };
            return Ok(Fact::LiabilityResolved { resolved, renewal_due: None, screening: None });
        }
        if resolved.for_employee {
            let screening = match &self.stage {
                Stage::Deferred { .. } | Stage::Assigned { .. } => None,
                _ => Some(self.put_off_again(&resolved, occasion, law)?),
            };
            let renewal_due = Some(eligibility::last_renewal(&self.form, &resolved, law)?);
            return Ok(Fact::LiabilityResolved { resolved, renewal_due, screening });
        }
        let mut against = self.clone();
        against.form.liability_resolved = Some(resolved.clone());
        let screening = Some(against.screen(true, None, (occasion.on, law))?);
        Ok(Fact::LiabilityResolved { resolved, renewal_due: None, screening })
    }

    /// The same where the rest went to a case: what was put off is asked for
    /// anew by a form of its own, or has ended.
    fn resolved_beside_case(
        &self,
        said: LiabilityResolved,
        occasion: &Occasion,
        law: &Law,
    ) -> Result<Fact, Refusal> {
        Ok(match self.resolved(said, occasion, law)? {
            Fact::LiabilityResolved { resolved, renewal_due, .. } => {
                let lost = self.stage.screening().filter(|_| renewal_due.is_none());
                let screening = lost.map(|found| found.clone().having_lost(occasion.on, None));
                Fact::LiabilityResolved { resolved, renewal_due, screening }
            }
            other => other,
        })
    }

    /// The form by which a letter that was received on a day asks anew for what
    /// waits beside a case (T12): that of this application, for those items
    /// alone. It is judged as if it had come with the others, and whether it was
    /// asked for in time by the day of the letter.
    pub fn asked_anew_by_letter(&self, received: Date, occasion: &Occasion) -> Result<Form, Refusal> {
        let (Stage::Assigned { renewal_due: Some(due), screening: Some(screening), .. }, Some(resolved)) =
            (&self.stage, &self.form.liability_resolved)
        else {
            return Err(self.refused(&self.stage, &Action::Renew { received }));
        };
        self.may_be_renewed(due, received, occasion)?;
        let mut form = self.form.clone();
        form.liability_resolved = Some(LiabilityResolved { renewed: Some(received), ..resolved.clone() });
        form.treatments.clone_from(&screening.put_off);
        let items = form.ur_decision.iter_mut().map(|decision| &mut decision.items);
        items.for_each(|items| items.retain(|item| screening.put_off.contains(&item.item)));
        Ok(form)
    }

    /// A notice that a dispute has ended is served when it has, and the dispute
    /// was there when the decision was made (Labor Code 4610.5(h)(2)).
    fn may_have_ended(&self, said: &LiabilityResolved, occasion: &Occasion) -> Result<(), Refusal> {
        let decision = self.form.ur_decision.as_ref().filter(|decision| said.is_before(decision));
        let why = match decision {
            _ if said.served > occasion.on => format!("it is {}", occasion.on),
            Some(decision) => {
                format!("liability was in dispute when the decision of {} was made", decision.decided)
            }
            None => return Ok(()),
        };
        Err(Refusal::new(
            Code::ImpossibleDate,
            format!(
                "The notice that the dispute about liability in application {} is resolved cannot have been served on \
                 {}: {why}.",
                self.id, said.served
            ),
            "Correct the day of service.",
        )
        .citing("Labor Code 4610.5(h)(2)"))
    }

    /// The screen of one that was judged by a wrong day or a wrong end of the
    /// dispute, as it was while it waited.
    fn put_off_again(
        &self,
        resolved: &LiabilityResolved,
        occasion: &Occasion,
        law: &Law,
    ) -> Result<Screening, Refusal> {
        let mut waiting = self.clone();
        waiting.form.liability_resolved = None;
        let screening = waiting.screen(false, None, (occasion.on, law))?;
        if screening.outcome == Outcome::Deferred {
            return Ok(screening);
        }
        Err(self.refused(&self.stage, &Action::ResolveLiability(resolved.clone())))
    }

    /// The review is asked for anew in time, by the day on which that was
    /// received.
    fn may_be_renewed(&self, due: &Due, received: Date, occasion: &Occasion) -> Result<(), Refusal> {
        let served = self.form.liability_resolved.as_ref().map(|resolved| resolved.served);
        if received > occasion.on || served.is_some_and(|served| received < served) {
            let served = served.map_or(String::new(), |day| format!(", resolved by the notice of {day},"));
            return Err(Refusal::new(
                Code::ImpossibleDate,
                format!(
                    "The review of application {}{served} cannot have been asked for anew on {received}: it is {}.",
                    self.id, occasion.on
                ),
                "Give the day on which the request was received.",
            ));
        }
        if received <= due.date {
            return Ok(());
        }
        Err(Refusal::new(
            Code::TooLate,
            format!(
                "The review of application {} was to be asked for anew by {}; that was received on {received}.",
                self.id, due.date
            ),
            "If the dispute was resolved on another day, record that day; else record that the time is over.",
        )
        .citing("Labor Code 4610.5(h)(2)"))
    }

    /// The employee is told of the end of the dispute by the notice of deferral
    /// and had been told of no time before, so that the time cannot have run
    /// out on what nobody said.
    pub(super) fn told_of_the_end(&mut self, proofs: &[ProofOfService]) {
        let told = told(proofs);
        if let Some(resolved) = &mut self.form.liability_resolved {
            resolved.told = told;
        }
    }

    /// Until when the review can be asked for anew, once the notice of deferral
    /// is served after the end of the dispute.
    pub(super) fn renewal_due_once_told(
        &self,
        proofs: &[ProofOfService],
        law: &Law,
    ) -> Result<Option<Due>, Refusal> {
        let (Stage::Deferred { renewal_due: Some(_), .. }, Some(resolved), told @ Some(_)) =
            (&self.stage, &self.form.liability_resolved, told(proofs))
        else {
            return Ok(None);
        };
        let resolved = LiabilityResolved { told, ..resolved.clone() };
        eligibility::last_renewal(&self.form, &resolved, law).map(Some)
    }
}

/// How a notice reached the employee.
fn told(proofs: &[ProofOfService]) -> Option<Told> {
    let proof = proofs.iter().find(|proof| proof.role == Role::Employee)?;
    Some(Told { on: proof.on, method: proof.method })
}
