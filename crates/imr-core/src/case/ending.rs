//! How disputes end, and what follows the letter: what the law and the state
//! of a case allow from C11 on (T35 to T45).

use super::after::{Disposition, Ending, How, Implementation, Implemented, Issuance, Order, Petition, Termination};
use super::review::former_reviewers;
use super::{Action, Case, Fact, Owed, Stage};
use crate::deadline::{self, Due, Step};
use crate::determination::unknown_item;
use crate::law::Law;
use crate::occasion::Occasion;
use crate::party::Role;
use crate::refusal::{Code, Refusal};
use crate::service::NoticeKind;
use jiff::civil::Date;

impl Case {
    /// Some items drop out, or the whole review ends.
    pub(super) fn end_dispute(&self, ending: Ending, occasion: &Occasion) -> Result<Fact, Refusal> {
        let open = |number: &usize| self.items.iter().any(|item| item.number == *number);
        if let Some(stray) = ending.items.iter().find(|number| !open(number)) {
            if let Some(one) = self.dropped.iter().find(|one| one.item.number == *stray) {
                let how = one.cause.in_words();
                let (number, item) = (self.number(), &one.item.item);
                let sentence = format!("Item {stray} of case {number} ({item}) was {how} on {}.", one.on);
                return Err(Refusal::new(Code::UnknownItem, sentence, "Name items that are still in dispute."));
            }
            return Err(unknown_item(self.number(), *stray));
        }
        if ending.items.is_empty() {
            return Err(Refusal::new(
                Code::UnknownItem,
                format!("No item of case {} was named that is no longer in dispute.", self.number()),
                "Name the items.",
            ));
        }
        if !ending.cause.is_told_by(ending.by) {
            let sentence = format!(
                "The items of case {} cannot be recorded as {} on the word of the {}.",
                self.number(),
                ending.cause.in_words(),
                ending.by
            );
            return Err(Refusal::new(
                Code::WrongParty,
                sentence,
                "Record who gave the notice, order or agreement.",
            )
            .citing("8 CCR 9792.10.6"));
        }
        let what = "end the dispute over an item";
        self.not_in_future(ending.on, occasion, what)?;
        let since = self.disputed_since(&ending.items);
        self.not_before(ending.on, (since, "the utilization review decision"), what)?;
        if self.items.iter().any(|item| !ending.items.contains(&item.number)) {
            return Ok(Fact::ItemsDropped { ending });
        }
        let (at, sent_to_reviewer) = (self.stage.code().to_owned(), self.sent_to_reviewer);
        Ok(Fact::Terminated { termination: Termination { ending, at, sent_to_reviewer } })
    }

    /// What may be done once the letter is out (C11, C13).
    pub(super) fn after_letter(
        &self,
        issued: &Issuance,
        action: Action,
        occasion: &Occasion,
        law: &Law,
    ) -> Result<Fact, Refusal> {
        match action {
            Action::RecordLetterReceived { on } => self.letter_received(issued, on, occasion, law),
            Action::RecordImplementation { items, how, on } => {
                let what = "record an implementation";
                self.not_in_future(on, occasion, what)?;
                self.not_before(on, (issued.letter.on, "the letter"), what)?;
                self.record_implementation(issued, &items, how, on)
            }
            Action::RecordLiabilityDispute => self.liability_disputed(issued, occasion),
            Action::ResolveLiabilityDispute { for_employee, on } => {
                self.liability_resolved(issued, (for_employee, on), occasion, law)
            }
            Action::FindNotImplemented { how } => self.find_not_implemented(issued, how, occasion, law),
            // T42 begins at C13 as well (docs/decisions/0010).
            Action::RecordPetition { by, filed, document } => {
                self.not_in_future(filed, occasion, "record a petition")?;
                self.not_before_the_letter(filed, issued)?;
                let in_time = filed <= issued.appeal_until.date;
                let petition = Petition { by, filed, in_time, document, returned: Vec::new() };
                Ok(Fact::Petitioned { petition })
            }
            action => Err(self.wrong_stage(action.in_words())),
        }
    }

    /// The time to implement runs from receipt, once that is known.
    fn letter_received(
        &self,
        issued: &Issuance,
        on: Date,
        occasion: &Occasion,
        law: &Law,
    ) -> Result<Fact, Refusal> {
        let (Stage::Determined { .. }, Some(duty)) = (&self.stage, &issued.implementation) else {
            return Err(self.wrong_stage("record the receipt of the letter"));
        };
        self.not_in_future(on, occasion, "record the receipt of the letter")?;
        let refuse = |code, why: String, remedy: &str| {
            let sentence = format!("Case {} cannot count from a receipt of {on}: {why}.", self.number());
            Err(Refusal::new(code, sentence, remedy).citing("8 CCR 9792.10.7(a)"))
        };
        if on < issued.letter.on {
            let why = format!("the letter went out on {}", issued.letter.on);
            return refuse(Code::ImpossibleDate, why, "Give the day on which it was received.");
        }
        // A receipt that was recorded wrongly is corrected by another, as long as
        // nothing was judged by it.
        let by_receipt = duty.received.is_some() && duty.received == duty.counted_from;
        match duty.counted_from {
            Some(day) if day == on => {
                return refuse(Code::WrongStage, "it counts from that day already".to_owned(), self.stage.next());
            }
            Some(day) if !by_receipt => {
                let why = format!("it counts from {day}, the day of what ended a petition or a dispute");
                return refuse(Code::WrongStage, why, self.stage.next());
            }
            Some(_) if !duty.done.is_empty() => {
                let why = "an implementation was judged by the receipt that is recorded".to_owned();
                return refuse(
                    Code::WrongStage,
                    why,
                    "Record the implementation again with its day, if that is wrong.",
                );
            }
            _ => {}
        }
        let counted = self.implementation(on, law)?;
        Ok(Fact::LetterReceived { on, authorize_by: counted.authorize_by, pay_by: counted.pay_by })
    }

    /// A dispute is open once, and only where there is something to implement.
    fn liability_disputed(&self, issued: &Issuance, occasion: &Occasion) -> Result<Fact, Refusal> {
        let Some(duty) = issued.implementation.as_ref().filter(|duty| duty.not_liable.is_none()) else {
            return Err(self.wrong_stage("record a dispute of liability"));
        };
        match duty.liability_disputed {
            None => Ok(Fact::LiabilityDisputed { on: occasion.on }),
            Some(since) => Err(Refusal::new(
                Code::WrongStage,
                format!("Liability in case {} is in dispute since {since} already.", self.number()),
                "Record how that dispute was resolved (liability-resolved-for-employee or liability-resolved-against-employee), once it was.",
            )),
        }
    }

    /// The duty to implement slept while liability was disputed; resolved for
    /// the employee it is counted anew, from that day.
    fn liability_resolved(
        &self,
        issued: &Issuance,
        (for_employee, on): (bool, Date),
        occasion: &Occasion,
        law: &Law,
    ) -> Result<Fact, Refusal> {
        let what = "record how a dispute of liability was resolved";
        let Some((duty, since)) =
            issued.implementation.as_ref().and_then(|duty| Some((duty, duty.liability_disputed?)))
        else {
            return Err(self.wrong_stage(what));
        };
        self.not_in_future(on, occasion, what)?;
        if on < since {
            let number = self.number();
            let why = format!(
                "Liability in case {number} is disputed since {since}; that cannot have been resolved on {on}."
            );
            return Err(Refusal::new(Code::ImpossibleDate, why, "Give the day on which it was resolved."));
        }
        if !for_employee {
            return Ok(Fact::LiabilityResolved { for_employee, on, implementation: None });
        }
        let mut counted = self.implementation(on, law)?;
        let determined = matches!(self.stage, Stage::Determined { .. });
        for (due, before) in [(&mut counted.authorize_by, &duty.authorize_by), (&mut counted.pay_by, &duty.pay_by)]
        {
            // What was overdue before the dispute, and nobody has found yet.
            if determined && !duty.sleeps(before) {
                *due = before.clone();
                continue;
            }
            due.steps.push(Step {
                text: format!("Liability was disputed since {since}; it is counted from the day of its end, {on}."),
                citation: Some("8 CCR 9792.10.7(a)".to_owned()),
            });
        }
        let implementation = Implementation {
            authorize_by: counted.authorize_by,
            pay_by: counted.pay_by,
            counted_from: Some(on),
            liability_disputed: None,
            ..duty.clone()
        };
        Ok(Fact::LiabilityResolved { for_employee, on, implementation: Some(implementation) })
    }

    fn record_implementation(
        &self,
        issued: &Issuance,
        items: &[usize],
        how: How,
        on: Date,
    ) -> Result<Fact, Refusal> {
        let outstanding = issued.outstanding();
        let done = |item: &usize| {
            let done = issued.implementation.iter().flat_map(|duty| &duty.done);
            done.into_iter().any(|one| one.item == *item)
        };
        // What is recorded already may be corrected.
        if let Some(stray) = items.iter().find(|item| !outstanding.contains(item) && !done(item)) {
            let sentence =
                format!("Item {stray} of case {} is not one that is still to be implemented.", self.number());
            return Err(Refusal::new(Code::UnknownItem, sentence, "Name overturned items that are outstanding."));
        }
        let Some(duty) = issued.implementation.as_ref().filter(|_| !items.is_empty()) else {
            return Err(self.wrong_stage("record an implementation"));
        };
        let found_late = matches!(self.stage, Stage::NotImplemented { .. } | Stage::Implemented { .. });
        let due = duty.due(how);
        let disputed = duty.sleeps(due);
        // While a petition is pending no day is a day late.
        let counted = match &self.stage {
            Stage::Appealed { petition, .. } => on.min(petition.filed),
            _ => on,
        };
        let found_late = found_late || matches!(self.stage, Stage::Appealed { .. });
        if on > due.date && !found_late && !disputed {
            return Err(Refusal::new(
                Code::FoundLateFirst,
                format!(
                    "The implementation of {on} in case {} is after {}, the day it was due ({}).",
                    self.number(),
                    due.date,
                    due.rule
                ),
                "Find the determination not implemented first; then record what was done.",
            )
            .citing("8 CCR 9792.10.7"));
        }
        let days_late = if disputed { 0 } else { (late(due, counted) - duty.days_petitioned).max(0) };
        Ok(Fact::ImplementationRecorded {
            done: items.iter().map(|item| Implemented { item: *item, how, on, days_late }).collect(),
            confirm: outstanding.iter().all(|item| items.contains(item)),
        })
    }

    fn find_not_implemented(
        &self,
        issued: &Issuance,
        how: How,
        occasion: &Occasion,
        law: &Law,
    ) -> Result<Fact, Refusal> {
        let (Stage::Determined { .. }, Some(duty)) = (&self.stage, &issued.implementation) else {
            return Err(self.wrong_stage("find the determination not implemented"));
        };
        if duty.not_liable.is_some() {
            return Err(self.wrong_stage("find the determination not implemented"));
        }
        let due = duty.due(how);
        if let Some(day) = duty.liability_disputed.filter(|_| duty.sleeps(due)) {
            return Err(Refusal::new(
                Code::WrongStage,
                format!(
                    "Case {} cannot be found not implemented: liability has been disputed for another reason since {day}.",
                    self.number()
                ),
                "Record how that dispute was resolved (liability-resolved-for-employee or liability-resolved-against-employee), once it was.",
            )
            .citing("8 CCR 9792.10.7(a)"));
        }
        self.must_be_over(due, occasion.on, "find the determination not implemented")?;
        if duty.counted_from.is_none() {
            // Where a dispute was raised, it must have been over by then.
            let on = duty.liability_disputed.unwrap_or(occasion.on);
            self.must_have_arrived(issued, due, &Occasion { on, ..occasion.clone() }, law)?;
        }
        Ok(Fact::NotImplemented { due: due.clone(), on: occasion.on })
    }

    /// Without a recorded receipt nothing is found until the days that the law
    /// allows for service have passed too, by the rows that appeals go by: the
    /// letter may have come that much later.
    fn must_have_arrived(
        &self,
        issued: &Issuance,
        due: &Due,
        occasion: &Occasion,
        law: &Law,
    ) -> Result<(), Refusal> {
        let (notice, owing) = (&issued.letter.notice, Role::ClaimsAdministrator);
        let served = self.trigger(issued.letter.on, notice.method_to(owing)).place(notice.place_to(owing));
        let last = deadline::with_service(law, "D21", due.date, served)?;
        if occasion.on > last {
            return Ok(());
        }
        Err(Refusal::new(
            Code::NotYet,
            format!(
                "Nobody can find the determination not implemented in case {} before {last} has passed: {} ({}) runs from receipt of the letter, and none is recorded.",
                self.number(),
                due.title,
                due.rule
            ),
            "Record the day on which the claims administrator received it (letter-received), or wait.",
        )
        .citing("8 CCR 9792.10.7(a)"))
    }

    /// An order on the petition: denied or dismissed, set aside, or sent back
    /// to the judge because it lacks what the law asks of it.
    pub(super) fn record_order(
        &self,
        order: Order,
        (petition, before): (&Petition, &Stage),
        occasion: &Occasion,
        law: &Law,
    ) -> Result<Fact, Refusal> {
        let what = "record an order on a petition";
        self.not_in_future(order.dated, occasion, what)?;
        self.not_before(order.dated, (petition.filed, "the petition"), what)?;
        let Disposition::Reversed { grounds, facts } = &order.disposition else {
            // The duty to implement slept while the petition was pending.
            let slept = matches!(before, Stage::Determined { .. })
                && before.issued().is_some_and(|issued| !issued.outstanding().is_empty());
            let mut implementation = slept.then(|| self.implementation(order.dated, law)).transpose()?;
            if let Some(duty) = &mut implementation {
                duty.counted_from = Some(order.dated);
            }
            let implementation = implementation.or_else(|| self.late_before_petition(before, order.dated));
            return Ok(Fact::PetitionEnded { order, implementation });
        };
        let lacks = match (grounds.is_empty(), facts.trim().is_empty()) {
            (false, false) => return Ok(Fact::Reversed { order }),
            (true, true) => "ground of the statute and no facts that were wrong",
            (true, false) => "ground of the statute",
            (false, true) => "facts that were wrong",
        };
        Ok(Fact::OrderReturned { order, lacks: lacks.to_owned() })
    }

    /// The duty to implement of a case that was late with it when the petition
    /// came: it slept from then on until the order, and the days of that are no
    /// days late (docs/decisions/0010).
    fn late_before_petition(&self, before: &Stage, ordered: Date) -> Option<Implementation> {
        let (Stage::Appealed { petition, .. }, Stage::NotImplemented { issued, due }) = (&self.stage, before)
        else {
            return None;
        };
        let duty = issued.implementation.clone()?;
        let days = petition.filed.max(due.date).until(ordered).map_or(0, |span| span.get_days()).max(0);
        Some(Implementation { days_petitioned: duty.days_petitioned + days, ..duty })
    }

    pub(super) fn reassign(&self, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        let Stage::Remanded { issued, .. } = &self.stage else {
            return Err(self.wrong_stage("assign the case anew"));
        };
        let determination_due = self.determination_due(occasion.on, law)?;
        Ok(Fact::Reassigned { determination_due, exclusions: former_reviewers(issued, occasion) })
    }

    pub(super) fn close(&self, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        match &self.stage {
            Stage::Determined { issued } => {
                let outstanding = issued.outstanding();
                if !outstanding.is_empty() {
                    return Err(Refusal::new(
                        Code::WrongStage,
                        format!(
                            "Case {} cannot be closed: overturned and not implemented is {}.",
                            self.number(),
                            super::telling::items(&outstanding)
                        ),
                        "Record the implementation first.",
                    )
                    .citing("8 CCR 9792.10.7(a)"));
                }
                self.must_be_over(&issued.appeal_until, occasion.on, "close the case")?;
            }
            Stage::Implemented { .. } | Stage::TerminatedAuthorized { .. } | Stage::TerminatedWithdrawn { .. } => {}
            _ => return Err(self.wrong_stage("close the case")),
        }
        // An invoice that no row of the rule book can price yet stays owed; it
        // does not hold the case open.
        let to_follow = self.invoice(occasion.on, law).is_err();
        let unserved = self.owed.iter().find_map(|one| match one {
            Owed::Notice(NoticeKind::Invoice) if to_follow => None,
            Owed::Notice(kind) => Some(kind),
            Owed::RedactedCopy => None,
        });
        match unserved {
            None => Ok(Fact::Closed { on: occasion.on }),
            Some(kind) => Err(Refusal::new(
                Code::NotServed,
                format!("Case {} cannot be closed: the {kind} was not served.", self.number()),
                "Serve it first.",
            )),
        }
    }

    /// A petition contests a letter that is out.
    fn not_before_the_letter(&self, filed: Date, issued: &Issuance) -> Result<(), Refusal> {
        if filed >= issued.letter.on {
            return Ok(());
        }
        let sentence = format!(
            "A petition of {filed} cannot be against the determination of case {}: the letter went out on {}.",
            self.number(),
            issued.letter.on
        );
        Err(Refusal::new(Code::ImpossibleDate, sentence, "Give the day on which the petition was filed."))
    }
}

/// Calendar days from a due date to a later day; 0 when in time.
fn late(due: &Due, on: Date) -> i32 {
    due.date.until(on).map_or(0, |span| span.get_days()).max(0)
}
