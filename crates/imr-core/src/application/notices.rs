//! What the rule book says of a notice on an application: its row, and whom
//! it must reach.

use super::{Application, Fact, Stage};
use crate::deadline::{self, Due, Trigger};
use crate::eligibility::{Screening, judged_by};
use crate::law::{Involved, Law, Notice};
use crate::occasion::Occasion;
use crate::party::Party;
use crate::refusal::{Code, Refusal};
use crate::service::{
    Change, NoticeKind, ProofOfService, Received, Receiving, ServedNotice, addressees, left_out, receipt_of_latest,
    standing,
};
use jiff::civil::Date;

impl Application {
    /// The row of the rule book for a notice on this application: that of the
    /// day it was received, by whose law it is judged.
    pub fn notice_row<'a>(&self, kind: NoticeKind, law: &'a Law) -> Result<&'a Notice, Refusal> {
        law.notice(kind.code(), judged_by(&self.form, law))
    }

    /// Everybody who takes part on a day, each where they are reached then.
    #[must_use]
    pub fn parties_on(&self, on: Date) -> Vec<Party> {
        standing(&self.form.parties, &self.form.representatives, &self.changes, self.decided(), on)
    }

    fn decided(&self) -> Option<Date> {
        self.form.ur_decision.as_ref().map(|one| one.decided).or(self.form.ur_decision_date)
    }

    /// A change is recorded until a case is opened; then it is one of the case.
    pub(super) fn change_parties(&self, change: Change, occasion: &Occasion) -> Result<Fact, Refusal> {
        let standing = self.parties_on(change.on);
        let change = change.settled(&format!("application {}", self.id), &standing, self.decided(), occasion)?;
        Ok(Fact::PartiesChanged { change })
    }

    /// Everybody whom a notice on this application must reach on a day.
    pub fn addressees(&self, kind: NoticeKind, law: &Law, on: Date) -> Result<Vec<Party>, Refusal> {
        let applicant = self.form.signature.as_ref().map(|signature| signature.by);
        let involved = Involved { applicant, asked: None };
        Ok(addressees(self.notice_row(kind, law)?, &self.parties_on(on), involved))
    }

    /// Until when a notice is to be answered, where it asks for something: the
    /// time runs from its receipt by whoever was reached last, from the day that
    /// is recorded where one is.
    pub fn answer_due(
        &self,
        kind: NoticeKind,
        (proofs, received): (&[ProofOfService], &[Received]),
        law: &Law,
    ) -> Result<Option<Due>, Refusal> {
        let rule = match kind {
            NoticeKind::InformationRequest => "D10",
            NoticeKind::Reminder => "A5",
            NoticeKind::Deferral => return self.renewal_due_once_told(proofs, law),
            _ => return Ok(None),
        };
        let counted = |proof: &ProofOfService| {
            let receipt = received.iter().find(|one| one.is_of(proof));
            let trigger = Trigger::on(proof.on).served(proof.method).place(proof.place);
            deadline::due(law, rule, trigger.received(receipt.map(|one| one.on)))
        };
        let dues = proofs.iter().map(counted).collect::<Result<Vec<_>, _>>()?;
        Ok(dues.into_iter().max_by_key(|due| due.date))
    }

    /// Records that somebody received a notice.
    pub(super) fn record_receipt(
        &self,
        kind: NoticeKind,
        said: &Receiving,
        occasion: &Occasion,
        law: &Law,
    ) -> Result<Fact, Refusal> {
        let of = format!("application {}", self.id);
        let (notice, receipt) =
            receipt_of_latest(&self.notices, (kind, said), (&of, "imr application history"), occasion)?;
        let asks =
            matches!((&self.stage, kind), (Stage::InformationRequested { .. }, NoticeKind::InformationRequest));
        let due = if asks { self.answer_due(kind, (&notice.proofs, &notice.received), law)? } else { None };
        let due = due.filter(|due| Some(due) != self.stage.due());
        Ok(Fact::NoticeReceived { notice: notice.document, title: notice.title, receipt, due })
    }

    /// A notice goes out where it is owed, to everybody it must reach.
    pub(super) fn notice_sent(&self, notice: ServedNotice, law: &Law, on: Date) -> Result<Fact, Refusal> {
        let Some(kind) = notice.kind.filter(|kind| self.owed.contains(kind)) else {
            return Err(Refusal::new(
                Code::NotOwed,
                format!(
                    "Application {} owes nobody the {}: nothing has happened of which it would tell, or it was served already.",
                    self.id, notice.title
                ),
                "Look at what the application owes (imr application show).",
            ));
        };
        match left_out(&notice, &self.addressees(kind, law, on)?) {
            None => {
                let due = self.answer_due(kind, (&notice.proofs, &[]), law)?;
                Ok(Fact::NoticeSent { notice, due })
            }
            Some(party) => Err(Refusal::new(
                Code::NotServed,
                format!("The {} on application {} was not served on {}.", notice.title, self.id, party.name),
                "Serve it on everybody it must reach.",
            )),
        }
    }
}

impl Fact {
    /// Where a case can be opened without some of the items: the notice of why
    /// (T10).
    pub(super) fn notice_of_the_rest(&self) -> Option<NoticeKind> {
        let screening = match self {
            Self::Screened { screening, .. } => Some(screening),
            Self::ItemsEnded { screening, .. }
            | Self::TimePassed { screening, .. }
            | Self::LiabilityResolved { screening, .. } => screening.as_ref(),
            _ => None,
        };
        screening.filter(|found| found.leaves_some_out()).map(|_| NoticeKind::Ineligible)
    }
}

/// Whether a notice still tells how things stand; a receipt always does.
pub(super) fn has_its_place(kind: NoticeKind, stage: &Stage) -> bool {
    match kind {
        NoticeKind::Duplicate => matches!(stage, Stage::Duplicate { .. }),
        NoticeKind::InformationRequest => matches!(stage, Stage::InformationRequested { .. }),
        NoticeKind::Reminder => matches!(stage, Stage::Incomplete { .. }),
        NoticeKind::Ineligible => {
            let part = stage.screening().is_some_and(Screening::leaves_some_out);
            matches!(stage, Stage::Ineligible { .. } | Stage::Appealed { .. }) || part
        }
        NoticeKind::Deferral => {
            let part = stage.screening().is_some_and(Screening::is_eligible_in_part);
            matches!(stage, Stage::Deferred { .. }) || part
        }
        NoticeKind::WithdrawalAcknowledged => matches!(stage, Stage::Withdrawn { .. }),
        _ => true,
    }
}
