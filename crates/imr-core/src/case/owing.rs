//! What a fact makes a case owe, and what it makes moot.

use super::{Fact, Owed, Stage};
use crate::service::{NoticeKind, ServedNotice};

/// What a fact makes the organization owe (the outputs of rulebook 2.3).
pub(super) fn owes(fact: &Fact) -> Vec<Owed> {
    let notices: &[NoticeKind] = match fact {
        Fact::Expedited { .. } => &[NoticeKind::Conversion],
        Fact::RecordsOverdue { .. } => &[NoticeKind::RecordsOverdue, NoticeKind::LateRecordsReport],
        Fact::InformationAsked { .. } => &[NoticeKind::AdditionalInformation],
        Fact::InformationReceived { .. } => &[NoticeKind::AdditionalInformationCopy],
        Fact::ItemsDropped { .. } => &[NoticeKind::AmendedItems],
        Fact::Terminated { .. } => &[NoticeKind::Termination, NoticeKind::Invoice],
        Fact::Issued { .. } => &[NoticeKind::Invoice],
        Fact::ImplementationRecorded { confirm: true, .. } => &[NoticeKind::ImplementationConfirmed],
        Fact::NotImplemented { .. } => &[NoticeKind::NonImplementationReport],
        Fact::Petitioned { .. } => &[NoticeKind::PetitionFile],
        Fact::OrderReturned { .. } => &[NoticeKind::OrderReturned],
        Fact::Reassigned { .. } => &[NoticeKind::Remand],
        _ => &[],
    };
    let mut owed: Vec<Owed> = notices.iter().copied().map(Owed::Notice).collect();
    if matches!(fact, Fact::Issued { .. }) {
        owed.push(Owed::RedactedCopy);
    }
    owed
}

/// Whether a petition that ended leaves the report of what was not implemented
/// to be served: the petition made it moot, unless it had gone out before.
pub(super) fn report_is_owed(stage: &Stage, notices: &[ServedNotice]) -> bool {
    let Stage::NotImplemented { issued, .. } = stage else { return false };
    let disputed = issued.implementation.as_ref().is_some_and(|duty| duty.liability_disputed.is_some());
    let told = notices.iter().any(|notice| notice.kind == Some(NoticeKind::NonImplementationReport));
    !disputed && !told
}

/// Notices that a fact makes moot where they have not gone out yet.
pub(super) fn moot(fact: &Fact) -> &'static [NoticeKind] {
    match fact {
        Fact::RecordsCompleted { .. } => &[NoticeKind::RecordsOverdue],
        Fact::Terminated { .. } => {
            &[NoticeKind::AmendedItems, NoticeKind::AdditionalInformation, NoticeKind::RecordsOverdue]
        }
        Fact::Petitioned { .. } | Fact::LiabilityDisputed { .. } => &[NoticeKind::NonImplementationReport],
        Fact::PetitionEnded { .. } | Fact::Reversed { .. } => {
            &[NoticeKind::OrderReturned, NoticeKind::PetitionFile]
        }
        _ => &[],
    }
}
