//! What the rule book says of a notice on a case: its row, whom it must
//! reach, and whether it did.

use super::after::Cause;
use super::{Case, Owed, Stage, Track};
use crate::law::{Involved, Law, Notice};
use crate::party::{Party, Role};
use crate::refusal::{Code, Refusal};
use crate::service::{Method, NoticeKind, ProofOfService, ServedNotice, addressees, left_out};
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

    /// Notices of an expedited review that went by mail, each in a sentence: they
    /// are owed by the fastest means (8 CCR 9792.10.4).
    #[must_use]
    pub fn sent_slowly(&self, law: &Law) -> Vec<String> {
        if self.track != Track::Expedited {
            return Vec::new();
        }
        let kinds = [NoticeKind::Assignment, NoticeKind::AmendedAssignment, NoticeKind::Conversion];
        let owed_fast = self.notices.iter().filter(|notice| notice.kind.is_some_and(|kind| kinds.contains(&kind)));
        let mailed = owed_fast.filter_map(|notice| {
            let proof = notice.proofs.iter().find(|proof| proof.method == Method::Mail)?;
            // A notice that went out before the conversion was owed by no such means.
            let converted = self.conversion.as_ref().map(|one| one.on);
            (converted.is_none_or(|on| proof.on >= on)).then_some((notice, proof))
        });
        let sentence = |(notice, proof): (&ServedNotice, &ProofOfService)| {
            let citation = law.value("expedited-notice", proof.on).map(|row| format!(" ({})", row.citation));
            format!(
                "The {} went to {} by mail on {}; in an expedited review it is owed by the fastest means{}.",
                notice.title,
                proof.name,
                proof.on,
                citation.unwrap_or_default()
            )
        };
        mailed.map(sentence).collect()
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
