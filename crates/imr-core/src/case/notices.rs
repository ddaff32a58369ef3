//! What the rule book says of a notice on a case: its row, whom it must
//! reach, and whether it did.

use super::after::Cause;
use super::{Case, Owed, Stage};
use crate::law::{Involved, Law, Notice};
use crate::party::{Party, Role};
use crate::refusal::{Code, Refusal};
use crate::service::{NoticeKind, ServedNotice, addressees, left_out};
use jiff::civil::Date;

impl Case {
    /// The row of the rule book for a notice on this case, as it is on a day.
    pub fn notice_row<'a>(&self, kind: NoticeKind, law: &'a Law, on: Date) -> Result<&'a Notice, Refusal> {
        let code = match (kind, &self.stage) {
            (
                NoticeKind::Termination,
                Stage::TerminatedAuthorized { termination } | Stage::TerminatedWithdrawn { termination },
            ) => match termination.ending.cause {
                Cause::Authorized => "terminated-authorized",
                Cause::Withdrawn | Cause::RequestWithdrawn => "terminated-withdrawn",
                Cause::Settled | Cause::Awarded => "terminated-settled",
            },
            _ => kind.code(),
        };
        law.notice(code, on)
    }

    /// Everybody whom a notice on this case must reach on a day.
    pub fn addressees(&self, kind: NoticeKind, law: &Law, on: Date) -> Result<Vec<Party>, Refusal> {
        let asked = match &self.stage {
            Stage::InformationAsked { asked, .. } => Some(asked),
            _ => self.enquiries.last().map(|enquiry| &enquiry.asked),
        };
        let involved = Involved { applicant: None, asked: asked.map(|asked| asked.of) };
        Ok(addressees(self.notice_row(kind, law, on)?, &self.parties_on(on), involved))
    }

    /// Refuses a notice that tells of nothing that happened, or that was
    /// served already, or that leaves somebody out.
    pub(super) fn notice_is_owed(&self, notice: &ServedNotice, law: &Law, on: Date) -> Result<(), Refusal> {
        match notice.kind.filter(|kind| self.owed.contains(&Owed::Notice(*kind))) {
            Some(kind) => self.reaches_everybody(kind, notice, law, on),
            None => Err(Refusal::new(
                Code::NotOwed,
                format!(
                    "Case {} owes nobody the {}: nothing has happened of which it would tell, or it was served already.",
                    self.number(),
                    notice.title
                ),
                "Look at what the case owes (imr case show).",
            )),
        }
    }

    /// Refuses a notice that leaves somebody out.
    pub(super) fn reaches_everybody(
        &self,
        kind: NoticeKind,
        notice: &ServedNotice,
        law: &Law,
        on: Date,
    ) -> Result<(), Refusal> {
        let citation = self.notice_row(kind, law, on)?.citation.clone();
        let refuse = |name: &str, role: Role, why: &str, remedy: &str| {
            let sentence =
                format!("The {} of case {} was not served on {name} ({role}){why}.", notice.title, self.number());
            Err(Refusal::new(Code::NotServed, sentence, remedy).citing(citation.clone()))
        };
        if let Some(party) = left_out(notice, &self.addressees(kind, law, on)?) {
            return refuse(&party.name, party.role, "", "Serve it on everybody it must reach.");
        }
        // From these on the claims administrator has so many days: they would
        // run without its knowing.
        use NoticeKind::{AmendedAssignment, Assignment, Determination};
        let begins = matches!(kind, Assignment | AmendedAssignment | Determination);
        let owing = notice.unreached.iter().find(|one| one.role == Role::ClaimsAdministrator && begins);
        match owing {
            Some(one) => refuse(
                &one.name,
                one.role,
                ", whose time begins with it: no address is known",
                "Serve it by means that need no postal address (--served-on claims-administrator=electronic).",
            ),
            None => Ok(()),
        }
    }
}
