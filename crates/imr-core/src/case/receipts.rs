//! Receipt of notices, and the time for the records of an expedited review,
//! which runs from it (rulebook D12): from the day that is recorded, and until
//! one is, from the day on which what was sent is taken to arrive.

use super::clocks::{self, Clock};
use super::{Action, Case, Fact, Stage, Track};
use crate::deadline::{self, Due, Trigger};
use crate::law::Law;
use crate::occasion::Occasion;
use crate::party::Role;
use crate::refusal::{Code, Refusal};
use crate::service::{NoticeKind, Received, Receiving, ServedNotice, receipt_of_latest};

const OWING: Role = Role::ClaimsAdministrator;

impl Case {
    /// Records that somebody received a notice. That of the letter by the
    /// claims administrator begins its time to implement.
    pub(super) fn record_receipt(
        &self,
        kind: NoticeKind,
        said: &Receiving,
        occasion: &Occasion,
        law: &Law,
    ) -> Result<Fact, Refusal> {
        // While a petition is pending nothing is counted from it: the duty is
        // counted from the order that ends it.
        let counted = matches!(self.stage, Stage::Determined { .. } | Stage::NotImplemented { .. });
        if let (NoticeKind::Determination, Some(issued)) = (kind, self.stage.issued())
            && said.by == OWING
            && issued.implementation.is_some()
            && counted
        {
            return self.after_letter(issued, Action::RecordLetterReceived { on: said.on }, occasion, law);
        }
        let of = format!("case {}", self.number());
        let (notice, receipt) = receipt_of_latest(&self.notices, (kind, said), (&of, "imr case show"), occasion)?;
        let clocks = self.clocks_from(&notice, law)?;
        Ok(Fact::NoticeReceived { notice: notice.document, title: notice.title, receipt, clocks })
    }

    /// The case after it.
    pub(super) fn received(
        mut self,
        document: crate::digest::Digest,
        receipt: Received,
        set: &[Clock],
    ) -> Option<Self> {
        let notice = self.notices.iter_mut().rev().find(|notice| notice.document == document)?;
        notice.received.push(receipt);
        self.reset(set);
        Some(self)
    }

    /// Sets clocks as a fact says; what was found late goes by the new day.
    pub(super) fn reset(&mut self, set: &[Clock]) {
        clocks::set(&mut self.stage, set);
        if let Some(late) = &mut self.lateness
            && let Some(clock) = set.iter().find(|clock| clock.old == late.due)
        {
            late.due = clock.new.clone();
        }
    }

    /// The clock of the records as a notice sets it, where it is the one from
    /// whose receipt that clock runs.
    pub(super) fn clocks_from(&self, notice: &ServedNotice, law: &Law) -> Result<Vec<Clock>, Refusal> {
        let (Stage::AwaitingRecords { records_due, .. } | Stage::RecordsOverdue { records_due }) = &self.stage
        else {
            return Ok(Vec::new());
        };
        let Some(proof) = notice.proof_to(OWING).filter(|_| self.begins_the_records(notice)) else {
            return Ok(Vec::new());
        };
        let receipt = notice.receipt_of(proof);
        let trigger = self
            .trigger(proof.on, Some(proof.method))
            .place(proof.place)
            .received(receipt.map(|one| one.on))
            .at(receipt.and_then(|one| one.at));
        let new = match notice.kind {
            Some(NoticeKind::Conversion) => self.converted_records_due(trigger, law)?,
            _ => deadline::due(law, "D12", trigger)?,
        };
        let moved = new != *records_due;
        Ok(moved.then(|| Clock { old: records_due.clone(), new }).into_iter().collect())
    }

    /// When the records must be in once the review became expedited while they
    /// were owed: counted from the receipt of the notice of it, and never later
    /// than before.
    pub fn converted_records_due(&self, trigger: Trigger, law: &Law) -> Result<Due, Refusal> {
        let new = deadline::due(law, "D12", trigger.expedited(true).converted(true))?;
        Ok(self.due_before_conversion().filter(|old| old.date < new.date).cloned().unwrap_or(new))
    }

    /// When the records were due before the review became expedited, where it
    /// did while they were owed.
    #[must_use]
    pub fn due_before_conversion(&self) -> Option<&Due> {
        self.conversion.as_ref()?.clocks.iter().map(|clock| &clock.old).find(|old| old.rule == "D12")
    }

    /// Whether the records of the expedited review are due from the receipt of
    /// this notice: that of the conversion where they were owed by then, else
    /// the latest that asked for them.
    fn begins_the_records(&self, notice: &ServedNotice) -> bool {
        use NoticeKind::{AmendedAssignment, Assignment, Conversion};
        let sent = |one: &ServedNotice| one.proofs.first().map(|proof| proof.on);
        let asks = |one: &&ServedNotice| matches!(one.kind, Some(Assignment | AmendedAssignment));
        let last = self.notices.iter().rev().find(asks);
        let converted =
            self.conversion.as_ref().filter(|_| self.due_before_conversion().is_some()).map(|one| one.on);
        let before = last.and_then(sent) <= converted && converted.is_some();
        match notice.kind {
            Some(Conversion) => before,
            Some(Assignment | AmendedAssignment) => {
                self.track == Track::Expedited && !before && last.is_some_and(|one| one.document == notice.document)
            }
            _ => false,
        }
    }

    /// Records are not found overdue by a clock whose notice has not gone out.
    pub(super) fn conversion_is_served(&self, occasion: &Occasion) -> Result<(), Refusal> {
        let owed = self.owed.contains(&super::Owed::Notice(NoticeKind::Conversion));
        let Some(before) = self.due_before_conversion().filter(|old| owed && occasion.on <= old.date) else {
            return Ok(());
        };
        Err(Refusal::new(
            Code::NotServed,
            format!(
                "The records of case {} cannot be found overdue: the notice that the review became expedited, from whose receipt the time for them runs, was not served; before, they were due on {}.",
                self.number(),
                before.date
            ),
            "Serve it first.",
        )
        .citing("8 CCR 9792.10.4; 9792.10.5(a)(1)"))
    }
}
