//! Clocks of a case: from what they are counted, and how they are replaced
//! (T21, rulebook D18).

use super::work::InformationRequest;
use super::{Case, Fact, Owed, Stage, Track};
use crate::deadline::{self, Due, Step, Trigger};
use crate::digest::Digest;
use crate::law::Law;
use crate::occasion::Occasion;
use crate::party::Role;
use crate::refusal::{Code, Refusal};
use crate::service::{Method, NoticeKind, Place, ProofOfService, ServedNotice};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A due date that was replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// As it was.
    pub old: Due,
    /// As it is.
    pub new: Due,
}

impl Case {
    /// From what a due date of this case is counted.
    #[must_use]
    pub fn trigger(&self, on: Date, served: Option<Method>) -> Trigger {
        Trigger::on(on)
            .served(served)
            .expedited(self.track == Track::Expedited)
            .formulary(self.track == Track::Formulary)
    }

    /// When the records must be in after a notice of assignment: counted by
    /// the means by which the claims administrator, who owes them, was served.
    pub fn records_due(&self, notice: &ServedNotice, occasion: &Occasion, law: &Law) -> Result<Due, Refusal> {
        let owing = Role::ClaimsAdministrator;
        let trigger = self.trigger(occasion.on, notice.method_to(owing)).at(occasion.hour);
        deadline::due(law, "D12", trigger.place(notice.place_to(owing)))
    }

    /// Until when a notice is to be answered: what a reviewer asks for, from its
    /// service on the party that is asked (rulebook D16). None where nothing is.
    pub fn answer_due(&self, notice: &ServedNotice, law: &Law) -> Result<Option<Due>, Refusal> {
        let Stage::InformationAsked { asked, .. } = &self.stage else { return Ok(None) };
        let Some(proof) = notice.proof_to(asked.of) else { return Ok(None) };
        if notice.kind != Some(NoticeKind::AdditionalInformation) {
            return Ok(None);
        }
        deadline::due(law, "D16", self.trigger(proof.on, Some(proof.method)).place(proof.place)).map(Some)
    }

    /// Nobody is late with an answer who has not been asked.
    pub(super) fn end_waiting(&self, asked: &InformationRequest, occasion: &Occasion) -> Result<Fact, Refusal> {
        if !self.owed.contains(&Owed::Notice(NoticeKind::AdditionalInformation)) {
            self.must_be_over(&asked.due, occasion.on, "end the waiting for an answer")?;
            return Ok(Fact::WaitingEnded { on: occasion.on });
        }
        Err(Refusal::new(
            Code::NotServed,
            format!(
                "The time for an answer in case {} has not begun: what the reviewer asks for was not served.",
                self.number()
            ),
            "Serve it (imr case do serve), or record the answer.",
        )
        .citing("Labor Code 4610.6(b)"))
    }

    /// Until when a party may appeal: the latest day that any recipient's
    /// means of service and place gives.
    pub fn appeal_until(&self, proofs: &[ProofOfService], on: Date, law: &Law) -> Result<Due, Refusal> {
        let ways: BTreeSet<(Method, Place)> = proofs.iter().map(|proof| (proof.method, proof.place)).collect();
        let mut latest: Option<Due> = None;
        for (method, place) in ways {
            let due = deadline::due(law, "D21", self.trigger(on, Some(method)).place(place))?;
            if latest.as_ref().is_none_or(|latest| due.date > latest.date) {
                latest = Some(due);
            }
        }
        latest.map_or_else(|| deadline::due(law, "D21", self.trigger(on, None)), Ok)
    }

    /// When the letter must be out, counted from the day on which the request
    /// and its documents were complete.
    pub(super) fn determination_due(&self, on: Date, law: &Law) -> Result<Due, Refusal> {
        deadline::due(law, "D17", self.trigger(on, None))
    }

    /// Every open clock is replaced by the expedited one, counted from today;
    /// none of them ends later than it would have.
    pub(super) fn expedite(
        &self,
        (certification, certified_by, on): (Digest, String, Date),
        occasion: &Occasion,
        law: &Law,
    ) -> Result<Fact, Refusal> {
        self.may_be_certified(&certified_by, on, occasion)?;
        if self.track == Track::Expedited {
            return Err(Refusal::new(
                Code::WrongStage,
                format!("Case {} is expedited already.", self.number()),
                self.stage.next(),
            ));
        }
        let trigger = Trigger::on(occasion.on).expedited(true);
        let mut stage = self.stage.clone();
        let clocks = stage.clocks_mut().into_iter().map(|old| {
            let records = old.rule == "D12";
            let mut new = deadline::due(law, &old.rule, trigger.converted(records))?;
            if records {
                // It is told when it is served, and counted anew then.
                let text =
                    "The notice of it was not served yet: this is counted as if it were received on that day.";
                new.steps.push(Step { text: text.to_owned(), citation: None });
            }
            let new = if new.date < old.date { new } else { old.clone() };
            Ok(Clock { old: old.clone(), new })
        });
        let clocks = clocks.collect::<Result<_, Refusal>>()?;
        let certified_by = Some(certified_by).filter(|name| !name.trim().is_empty());
        let certified_on = Some(on);
        Ok(Fact::Expedited { certification, certified_by, certified_on, clocks, on: occasion.on })
    }

    pub(super) fn extend(&self, document: Digest, because: String, law: &Law) -> Result<Fact, Refusal> {
        let Some(old) = self.stage.determination_due() else {
            return Err(self.wrong_stage("extend the time for the letter"));
        };
        if let Some(before) = &self.extension {
            return Err(Refusal::new(
                Code::WrongStage,
                format!(
                    "The time for the letter of case {} was extended already, to {}.",
                    self.number(),
                    before.new.date
                ),
                "Issue the letter by that day.",
            )
            .citing("Labor Code 4610.6(d)"));
        }
        let new = deadline::due(law, "D18", self.trigger(old.date, None))?;
        let clock = Clock { old: old.clone(), new };
        Ok(Fact::TimeExtended { clock, document, because })
    }

    /// Refuses what may be done only once a due date has passed.
    pub(super) fn must_be_over(&self, due: &Due, on: Date, what: &str) -> Result<(), Refusal> {
        if on > due.date {
            return Ok(());
        }
        Err(Refusal::new(
            Code::NotYet,
            format!(
                "Nobody can {what} in case {} on {on}: {} ({}) is {}.",
                self.number(),
                due.title,
                due.rule,
                if on == due.date { "due today".to_owned() } else { format!("due on {}", due.date) }
            ),
            "Wait until the day has passed.",
        ))
    }
}

/// Sets the clocks of a stage as a fact says.
pub(super) fn set(stage: &mut Stage, clocks: &[Clock]) {
    for clock in stage.clocks_mut() {
        if let Some(found) = clocks.iter().find(|one| one.old == *clock) {
            *clock = found.new.clone();
        }
    }
    if let Some(review) = stage.assignment_mut() {
        let due = review.determination_due.clone();
        review.each(|one| one.determination_due = due.clone());
    }
}
