//! What can be done with an application.

use super::{Comparison, Earlier, End, Form, LiabilityResolved, Threat};
use crate::eligibility::Track;
use crate::service::{Change, NoticeKind, Receiving, ServedNotice};
use jiff::civil::Date;
use uuid::Uuid;

/// What can be done with an application.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "an action is made once and consumed; boxing would hide its shape")]
pub enum Action {
    /// Compare it with earlier applications (T2 to T4).
    Compare(Comparison),
    /// Find, against the comparison, that it is no duplicate.
    OverruleDuplicate,
    /// Find, against the comparison, that it is one (T3).
    FindDuplicate(Earlier),
    /// Run the eligibility tests (T10, T11, T18).
    Screen,
    /// Find it ineligible for a reason that no test asks about (T10, OTHER).
    FindIneligible {
        /// The reason, in a sentence.
        because: String,
    },
    /// Decide which period for filing holds, where the text of the shorter one
    /// was not seen.
    FindPeriod(Track),
    /// Ask the parties for what is missing (T5).
    RequestInformation,
    /// Remind the employee to send the utilization review decision (T7).
    Remind,
    /// What was asked for comes (T6, T8).
    Answer {
        /// The form with it.
        form: Form,
        /// The day it was received, which counts, and not the day on which it
        /// is typed in.
        received: Date,
    },
    /// The time is over (T6, T9, T13).
    PassTime,
    /// The dispute about liability ends (T12, T13).
    ResolveLiability(LiabilityResolved),
    /// The employee asks for the review again (T12).
    Renew {
        /// The day on which that was received, which counts, and not the day
        /// on which it is typed in.
        received: Date,
    },
    /// The employee withdraws it (T14).
    Withdraw,
    /// The dispute about some items ends.
    EndItems {
        /// The items, counted from 1 as in the decision.
        items: Vec<usize>,
        /// How.
        how: End,
        /// The day of the notice of it.
        on: Date,
    },
    /// A physician certifies an imminent and serious threat.
    Expedite(Threat),
    /// A corrected form is filed as an application of its own (T15), or one
    /// that asks anew for what was put off (T12).
    Refile {
        /// The new application.
        application: Uuid,
        /// Day the corrected form was received.
        received: Date,
    },
    /// The application that asked anew in its place ended without a review:
    /// this one can be asked for again, while there is time.
    Release {
        /// The other application.
        application: Uuid,
    },
    /// A case was opened on the application that asks anew in its place.
    Follow {
        /// The other application.
        application: Uuid,
        /// Number of the case.
        case: String,
    },
    /// A petition against the finding is filed (T16).
    Petition {
        /// Day of the petition.
        on: Date,
    },
    /// The Appeals Board orders (T17).
    Order {
        /// Whether it sets the finding aside.
        reversed: bool,
        /// The day it bears.
        on: Date,
    },
    /// Somebody begins or ceases to act for the employee, or an address is
    /// corrected.
    ChangeParties(Change),
    /// Open a case on it.
    Assign {
        /// Number of the case.
        case: String,
    },
    /// Serve a notice that is owed.
    SendNotice(ServedNotice),
    /// Record that somebody received a notice; the latest of its kind.
    RecordReceipt {
        /// Of which kind.
        notice: NoticeKind,
        /// By whom, and when.
        said: Receiving,
    },
}

impl Action {
    /// The action in words, as it follows "cannot be".
    #[must_use]
    pub fn in_words(&self) -> &'static str {
        match self {
            Self::Compare(_) => "compared with earlier ones",
            Self::OverruleDuplicate => "found to be no duplicate",
            Self::FindDuplicate(_) => "found to be a duplicate",
            Self::Screen => "screened",
            Self::FindIneligible { .. } => "found ineligible",
            Self::FindPeriod(_) => "judged by one period or another",
            Self::RequestInformation => "asked about",
            Self::Remind => "reminded of",
            Self::Answer { .. } => "completed",
            Self::PassTime => "moved on by time",
            Self::ResolveLiability(_) => "freed of a dispute about liability",
            Self::Renew { .. } => "asked for anew",
            Self::Withdraw => "withdrawn",
            Self::EndItems { .. } => "relieved of items",
            Self::Expedite(_) => "expedited",
            Self::Refile { .. } => "filed anew",
            Self::Release { .. } => "freed for asking anew",
            Self::Follow { .. } => "reviewed with another",
            Self::Petition { .. } => "taken to the Appeals Board",
            Self::Order { .. } => "ordered upon",
            Self::ChangeParties(_) => "changed in who takes part",
            Self::Assign { .. } => "assigned to a case",
            Self::SendNotice(_) => "told of in a notice",
            Self::RecordReceipt { .. } => "told to have been heard of",
        }
    }
}
