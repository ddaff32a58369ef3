//! From the notice of assignment to the records, or without them (C1 to C5b).

use super::joining::Joining;
use super::work::Despite;
use super::{Case, Fact, Owed, Stage, Track, WithoutRecords};
use crate::casefile::{Document, Kind};
use crate::deadline;
use crate::law::Law;
use crate::occasion::Occasion;
use crate::party::Role;
use crate::prose::page_list;
use crate::refusal::{Code, Refusal};
use crate::service::{NoticeKind, ServedNotice};

impl Case {
    pub(super) fn serve(&self, notice: ServedNotice, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        let amended = matches!(self.stage, Stage::AwaitingRecords { .. });
        let kind = if amended { NoticeKind::AmendedAssignment } else { NoticeKind::Assignment };
        self.reaches_everybody(kind, &notice, law, occasion.on)?;
        let records_due = self.records_due(&notice, occasion, law)?;
        Ok(Fact::NoticeServed { notice, records_due })
    }

    pub(super) fn join(&self, joining: Joining, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        let track = joining.slows(self);
        let joined = self.joined(joining)?;
        let formulary = track.unwrap_or(self.track) == Track::Formulary;
        let notice_due = deadline::due(law, "D11", self.trigger(occasion.on, None).formulary(formulary))?;
        Ok(Fact::Joined { joined, notice_due, track })
    }

    pub(super) fn find_overdue(&self, occasion: &Occasion) -> Result<Fact, Refusal> {
        let Stage::AwaitingRecords { records_due, amended_notice_due } = &self.stage else {
            return Err(self.wrong_stage("find the records overdue"));
        };
        if let Some(due) = amended_notice_due {
            return Err(Refusal::new(
                Code::NotServed,
                format!(
                    "The records of case {} cannot be found overdue: an application has joined, and the amended notice (due {}), from which the time for its records runs, was not served.",
                    self.number(),
                    due.date
                ),
                "Serve the amended notice first.",
            )
            .citing("8 CCR 9792.10.4"));
        }
        self.conversion_is_served(occasion)?;
        self.must_be_over(records_due, occasion.on, "find the records overdue")?;
        Ok(Fact::RecordsOverdue { on: occasion.on })
    }

    /// Whether the records may be found overdue without anybody's judgment.
    /// Where the claims administrator's came by the day they were due, a person
    /// says whether they are complete: nobody is reported because that was not
    /// said in time.
    pub fn overdue_unjudged(&self) -> Result<(), Refusal> {
        let Stage::AwaitingRecords { records_due, .. } = &self.stage else { return Ok(()) };
        let in_time = self.documents.iter().filter(|one| is_theirs(one) && one.received <= records_due.date);
        let Some(last) = in_time.map(|one| one.received).max() else { return Ok(()) };
        Err(Refusal::new(
            Code::RecordsUnjudged,
            format!(
                "The records of case {} are not found overdue by themselves: the claims administrator sent medical records, the last of them on {last}, in time for {}, and nobody has said whether they are complete.",
                self.number(),
                records_due.date
            ),
            "Look at them: find the records complete, or overdue where something is missing.",
        )
        .citing("8 CCR 9792.10.5(a)(1)"))
    }

    /// Pages of the case file that could not be read and that nobody set aside,
    /// with why it goes on all the same; refused where nobody says why.
    pub(super) fn despite(&self, because: Option<String>, doing: &str) -> Result<Option<Despite>, Refusal> {
        let pages: Vec<u32> = self.documents.iter().flat_map(Document::open_pages).collect();
        let because = because.filter(|why| !why.trim().is_empty());
        match (pages.is_empty(), because) {
            (true, _) => Ok(None),
            (false, Some(because)) => Ok(Some(Despite { pages, because })),
            (false, None) => {
                let sentence = format!(
                    "Case {}: {doing} while {} of the case file could not be read.",
                    self.number(),
                    page_list(&pages)
                );
                let remedy = "Read the pages again (imr file reread), ask the sender for them, or set aside what the review does not need (imr file correct --set-aside); or say why it goes on all the same (--unread).";
                Err(Refusal::new(Code::UnreadPages, sentence, remedy).citing("Labor Code 4610.6(b)"))
            }
        }
    }

    pub(super) fn complete(&self, despite: Option<String>, law: &Law) -> Result<Fact, Refusal> {
        if let Stage::AwaitingRecords { amended_notice_due: Some(due), .. } = &self.stage {
            return Err(Refusal::new(
                Code::RecordsIncomplete,
                format!(
                    "The records of case {} are not complete: an application has joined, and the amended notice (due {}) has not asked for its records yet.",
                    self.number(),
                    due.date
                ),
                "Serve the amended notice first.",
            )
            .citing("8 CCR 9792.10.4"));
        }
        let last = self.documents.iter().map(|document| document.received).max();
        let (Some(on), true) = (last, self.documents.iter().any(is_theirs)) else {
            return Err(Refusal::new(
                Code::RecordsIncomplete,
                format!(
                    "The records of case {} are not complete: the claims administrator has sent no medical record.",
                    self.number()
                ),
                "Take in its records first. Once they are overdue, the review may go on without them, on what others sent.",
            )
            .citing("8 CCR 9792.10.5(a)(1)"));
        };
        // The clock runs from receipt, not from when somebody looked.
        let despite = self.despite(despite, "its records are not found complete")?;
        let theirs = self.documents.iter().filter(|one| one.sent_by == Role::ClaimsAdministrator);
        let came = theirs.map(|one| one.received).max();
        let in_time = self.lateness.as_ref().is_some_and(|late| came.is_some_and(|day| day <= late.due.date));
        Ok(Fact::RecordsCompleted { determination_due: self.determination_due(on, law)?, in_time, despite })
    }

    /// The reviewer may decide from the summary of records in the UR decision
    /// and what the employee or the physician sent; never from the UR
    /// decision alone (8 CCR 9792.10.6(b)(2)).
    pub(super) fn proceed_without(&self, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        let refuse = |code, why: &str, remedy: &str| {
            let sentence =
                format!("Case {} cannot proceed without the claims administrator's records: {why}.", self.number());
            Err(Refusal::new(code, sentence, remedy).citing("8 CCR 9792.10.6(b)(2)"))
        };
        let others: Vec<_> = self
            .documents
            .iter()
            .filter(|one| one.kind.is_clinical() && one.sent_by != Role::ClaimsAdministrator)
            .map(|one| one.digest)
            .collect();
        if others.is_empty() {
            return refuse(
                Code::OnlyDecision,
                "neither the employee nor the physician has sent a medical record, and no determination may rest on the utilization review decision alone",
                "Ask the employee and the physician for records.",
            );
        }
        let Some(decision) = self.documents.iter().find(|one| one.kind == Kind::UrDecision) else {
            return refuse(
                Code::RecordsIncomplete,
                "the utilization review decision, whose summary of the records would stand in for them, is not in the case file",
                "Take the utilization review decision into the case file.",
            );
        };
        let without = WithoutRecords { on: occasion.on, ur_decision: decision.digest, others };
        Ok(Fact::ProceededWithout { without, determination_due: self.determination_due(occasion.on, law)? })
    }

    /// The report of late records is not made where they had come in time; one
    /// that went out is taken back by another.
    pub(super) fn retract_report(&mut self) {
        let report = Owed::Notice(NoticeKind::LateRecordsReport);
        self.owed.retain(|one| *one != report);
        if self.notices.iter().any(|notice| notice.kind == Some(NoticeKind::LateRecordsReport)) {
            self.owed.push(report);
        }
    }
}

/// Whether it is a medical record that the claims administrator sent.
fn is_theirs(document: &Document) -> bool {
    document.kind.is_clinical() && document.sent_by == Role::ClaimsAdministrator
}
