//! Who may do what: one table.

use imr_core::case::Action;
use imr_core::party::Role;
use std::fmt;

macro_rules! deeds {
    ($($name:ident, $words:literal, [$($role:ident),*];)*) => {
        /// Something a use case does.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Deed {
            $(#[doc = $words] $name,)*
        }

        impl Deed {
            /// Every deed, in the order of a case's life.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Who may do it.
            fn allowed(self) -> &'static [Role] {
                match self { $(Self::$name => &[$(Role::$role),*],)* }
            }
        }

        impl fmt::Display for Deed {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$name => $words,)* })
            }
        }
    };
}

deeds! {
    SetUp, "set up the organization and its roster", [Coordinator];
    File, "file an application", [Intake, Employee, EmployeeAttorney, EmployeeDesignee, EmergencyProvider];
    Screen, "screen an application", [Intake, Coordinator];
    JudgeDuplicate, "say whether an application is a duplicate", [Coordinator];
    FindIneligible, "find an application ineligible for another reason", [Coordinator];
    FindPeriod, "decide which period for filing holds", [Coordinator];
    AskForInformation, "ask for what an application lacks", [Intake, Coordinator];
    CompleteApplication, "complete an application", [Intake, Employee, EmployeeAttorney, EmployeeDesignee];
    PassTime, "record that a time is over", [Intake, Coordinator, System];
    ResolveLiability, "record how a dispute about liability ended", [Intake, Coordinator];
    Renew, "ask for a deferred review anew", [Intake, Employee, EmployeeAttorney, EmployeeDesignee];
    Withdraw, "withdraw an application", [Intake, Employee, EmployeeAttorney, EmployeeDesignee];
    EndItems, "record that items are no longer in dispute", [Intake, Coordinator, ClaimsAdministrator];
    CertifyThreat, "certify an imminent and serious threat", [Intake, RequestingPhysician];
    AppealIneligibility, "record a petition or an order about eligibility", [Coordinator];
    OpenCase, "open a case", [Coordinator];
    ServeNotice, "serve the notice of assignment", [Coordinator];
    ServeOwed, "serve the notices that are owed", [Coordinator];
    Join, "join an application to a case", [Coordinator];
    Expedite, "go over to expedited review", [Intake, Coordinator];
    ReceiveDocument, "take a document into the case file", [Intake, Coordinator];
    CorrectFile, "correct the case file", [Intake, Coordinator];
    RecordSearch, "put a search of the case file on record", [Intake, Coordinator, ExpertReviewer, QualityReviewer];
    ChangeParties, "record who takes part, and where they are reached", [Intake, Coordinator];
    RecordReceipt, "record the receipt of a notice", [Intake, Coordinator];
    CompleteRecords, "find the records complete", [Coordinator];
    FindRecordsOverdue, "find the records overdue", [Coordinator, System];
    ProceedWithoutRecords, "proceed without the claims administrator's records", [Coordinator];
    Match, "match a reviewer", [Coordinator];
    Accept, "accept an assignment", [ExpertReviewer];
    Attest, "attest anew to having no tie", [ExpertReviewer];
    Decline, "decline an assignment", [ExpertReviewer];
    FindConflict, "find a conflict of interest", [ExpertReviewer];
    SendCaseFile, "send the case file to the reviewer", [Coordinator];
    ConfirmReceipt, "confirm having received the case file", [ExpertReviewer];
    AskInformation, "ask a party for information", [ExpertReviewer];
    ReceiveAnswer, "record an answer", [Intake, Coordinator];
    EndWaiting, "end the waiting for an answer", [Coordinator, System];
    ApproveSeveral, "record the approval of several reviewers", [Coordinator, AdministrativeDirector];
    ExtendTime, "extend the time for the letter", [Coordinator, AdministrativeDirector];
    Decide, "decide an item", [ExpertReviewer];
    Sign, "sign a determination", [ExpertReviewer];
    Check, "check a determination", [QualityReviewer];
    Issue, "issue a letter", [Coordinator];
    EndDispute, "record that an item is no longer in dispute", [Intake, Coordinator];
    RecordLetterReceived, "record the receipt of a letter", [Intake, Coordinator];
    RecordPayment, "record the payment of an invoice", [Intake, Coordinator];
    RecordImplementation, "record an implementation", [Intake, Coordinator];
    RecordLiabilityDispute, "record a dispute of liability", [Intake, Coordinator];
    FindNotImplemented, "find a determination not implemented", [Coordinator, System];
    RecordPetition, "record a petition", [Intake, Coordinator];
    RecordOrder, "record an order on a petition", [Coordinator];
    Reassign, "assign a case anew", [Coordinator];
    Close, "close a case", [Coordinator, System];
    Export, "export everything", [Coordinator, Auditor];
    Import, "import everything", [Coordinator];
}

impl Deed {
    /// The deed that an action on a case is.
    #[must_use]
    pub fn of(action: &Action) -> Self {
        match action {
            Action::ServeNotice(_) => Self::ServeNotice,
            Action::Join(_) => Self::Join,
            Action::Expedite { .. } => Self::Expedite,
            Action::FindRecordsOverdue => Self::FindRecordsOverdue,
            Action::ReceiveDocuments(_) | Action::ReceiveAgain { .. } => Self::ReceiveDocument,
            Action::CorrectFile(_) | Action::ReadAgain(_) => Self::CorrectFile,
            Action::RecordSearch(_) => Self::RecordSearch,
            Action::ChangeParties(_) => Self::ChangeParties,
            Action::RecordReceipt { .. } => Self::RecordReceipt,
            Action::CompleteRecords(_) => Self::CompleteRecords,
            Action::ProceedWithoutRecords => Self::ProceedWithoutRecords,
            Action::ProposeReviewer(_) => Self::Match,
            Action::Accept { .. } => Self::Accept,
            Action::Attest(_) => Self::Attest,
            Action::Decline { .. } => Self::Decline,
            Action::FindConflict { .. } => Self::FindConflict,
            Action::SendCaseFile { .. } => Self::SendCaseFile,
            Action::ConfirmReceipt => Self::ConfirmReceipt,
            Action::AskInformation { .. } => Self::AskInformation,
            Action::ReceiveAnswer { .. } => Self::ReceiveAnswer,
            Action::EndWaiting => Self::EndWaiting,
            Action::ApproveSeveral(_) => Self::ApproveSeveral,
            Action::DecideItem(_) => Self::Decide,
            Action::Sign(_) => Self::Sign,
            Action::Return { .. } | Action::PassCheck(_) => Self::Check,
            Action::Issue { .. } => Self::Issue,
            Action::ExtendTime { .. } => Self::ExtendTime,
            Action::EndDispute(_) => Self::EndDispute,
            Action::RecordLetterReceived { .. } => Self::RecordLetterReceived,
            Action::RecordPayment(_) => Self::RecordPayment,
            Action::RecordImplementation { .. } => Self::RecordImplementation,
            Action::RecordLiabilityDispute | Action::ResolveLiabilityDispute { .. } => Self::RecordLiabilityDispute,
            Action::FindNotImplemented { .. } => Self::FindNotImplemented,
            Action::RecordPetition { .. } => Self::RecordPetition,
            Action::RecordOrder(_) => Self::RecordOrder,
            Action::Reassign => Self::Reassign,
            Action::Close => Self::Close,
            Action::SendNotice(_) | Action::SendInvoice(_) => Self::ServeOwed,
        }
    }
}

/// You may not do that.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("The {role} may not {deed}. Ask somebody who may: {}.", names(.deed.allowed()))]
pub struct Denied {
    /// The part of whoever asked.
    pub role: Role,
    /// What was asked.
    pub deed: Deed,
}

fn names(roles: &[Role]) -> String {
    roles.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Whether somebody of this part may do this.
pub fn allow(role: Role, deed: Deed) -> Result<(), Denied> {
    if deed.allowed().contains(&role) {
        return Ok(());
    }
    Err(Denied { role, deed })
}

/// Every deed and every role as a table, to be reviewed like code.
#[must_use]
pub fn table() -> String {
    let mut rows: Vec<String> = Vec::new();
    for deed in Deed::ALL {
        let marks: Vec<&str> =
            Role::ALL.iter().map(|role| if allow(*role, *deed).is_ok() { "yes" } else { "-" }).collect();
        rows.push(format!("| {deed} | {} |", marks.join(" | ")));
    }
    let head: Vec<String> = Role::ALL.iter().map(ToString::to_string).collect();
    format!("| deed | {} |\n|{}\n{}\n", head.join(" | "), "---|".repeat(head.len() + 1), rows.join("\n"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn who_may_do_what_is_a_reviewed_table() {
        insta::assert_snapshot!(super::table());
    }
}
