//! Where a case stands, with what is true only there (rulebook 2.2).

use super::after::{Issuance, Order, Petition, Termination};
use super::work::{Assignment, Checked, InformationRequest};
use crate::deadline::Due;
use crate::determination::Determination;
use crate::matching::Matching;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Where a case stands. Expedited (C4) is no place but the speed of the whole
/// case: see [`Case::track`](super::Case::track).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// C1: opened; the notice of assignment is owed.
    Assigned,
    /// C2: the notice is out; records are owed.
    AwaitingRecords {
        /// When they must be in.
        records_due: Due,
        /// When the amended notice must be out, where an application has
        /// joined since.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amended_notice_due: Option<Due>,
    },
    /// C3: the records did not come in time.
    RecordsOverdue {
        /// When they were due.
        records_due: Due,
    },
    /// C5: the records are in.
    RecordsComplete {
        /// When the letter must be out.
        determination_due: Due,
    },
    /// C5b: the review goes on without the claims administrator's records.
    WithoutRecords {
        /// When the letter must be out.
        determination_due: Due,
    },
    /// C6: a reviewer is looked for.
    ReviewerMatching {
        /// When the letter must be out.
        determination_due: Due,
        /// Who was considered, and who is proposed; none while nobody is.
        matching: Option<Matching>,
    },
    /// C7: the reviewer is at work.
    InReview {
        /// The review.
        review: Assignment,
    },
    /// C8: the reviewer has asked a party for something.
    InformationAsked {
        /// The review.
        review: Assignment,
        /// What was asked, and until when.
        asked: InformationRequest,
    },
    /// C9: several reviewers are at work.
    SeveralReviewers {
        /// The review of the first; the others are its panel.
        review: Assignment,
    },
    /// C10: signed; a second person checks it.
    LetterDraft {
        /// The review.
        review: Assignment,
        /// What was signed.
        determination: Determination,
        /// Day it was signed.
        signed: Date,
        /// Who checked it, and what, once somebody has.
        checked: Option<Checked>,
    },
    /// C11: the letter is out.
    Determined {
        /// What was issued.
        issued: Issuance,
    },
    /// C12: every overturned item was authorized or paid.
    Implemented {
        /// What was issued.
        issued: Issuance,
    },
    /// C13: an overturned item was not authorized or paid in time.
    NotImplemented {
        /// What was issued.
        issued: Issuance,
        /// The day it should have been done.
        due: Due,
    },
    /// C14: the claims administrator authorized what was left in dispute.
    TerminatedAuthorized {
        /// How the review ended.
        termination: Termination,
    },
    /// C15: withdrawn, settled, awarded, or no longer requested.
    TerminatedWithdrawn {
        /// How the review ended.
        termination: Termination,
    },
    /// C16: a petition against the determination is before the WCAB.
    Appealed {
        /// The petition.
        petition: Petition,
        /// Where the case stood when it came.
        before: Box<Stage>,
    },
    /// C18: the WCAB has set the determination aside.
    Remanded {
        /// What was issued and set aside.
        issued: Issuance,
        /// The order.
        order: Order,
    },
    /// C17: nothing is open.
    Closed {
        /// The day.
        on: Date,
        /// How it ended.
        after: Box<Stage>,
    },
}

impl Stage {
    /// Its name, for lists and messages.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.named().1
    }

    /// Its code in the rulebook.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.named().0
    }

    fn named(&self) -> (&'static str, &'static str) {
        match self {
            Self::Assigned => ("C1", "assigned"),
            Self::AwaitingRecords { .. } => ("C2", "awaiting records"),
            Self::RecordsOverdue { .. } => ("C3", "records overdue"),
            Self::RecordsComplete { .. } => ("C5", "records complete"),
            Self::WithoutRecords { .. } => ("C5b", "proceeding without records"),
            Self::ReviewerMatching { .. } => ("C6", "reviewer matching"),
            Self::InReview { .. } => ("C7", "in review"),
            Self::InformationAsked { .. } => ("C8", "information asked"),
            Self::SeveralReviewers { .. } => ("C9", "several reviewers"),
            Self::LetterDraft { .. } => ("C10", "letter draft"),
            Self::Determined { .. } => ("C11", "determined"),
            Self::Implemented { .. } => ("C12", "implemented"),
            Self::NotImplemented { .. } => ("C13", "not implemented"),
            Self::TerminatedAuthorized { .. } => ("C14", "terminated: authorized"),
            Self::TerminatedWithdrawn { .. } => ("C15", "terminated: withdrawn"),
            Self::Appealed { .. } => ("C16", "appealed"),
            Self::Closed { .. } => ("C17", "closed"),
            Self::Remanded { .. } => ("C18", "remanded"),
        }
    }

    /// Every name, in the order of the rulebook.
    pub const NAMES: [&'static str; 18] = [
        "assigned",
        "awaiting records",
        "records overdue",
        "records complete",
        "proceeding without records",
        "reviewer matching",
        "in review",
        "information asked",
        "several reviewers",
        "letter draft",
        "determined",
        "implemented",
        "not implemented",
        "terminated: authorized",
        "terminated: withdrawn",
        "appealed",
        "closed",
        "remanded",
    ];

    /// What may be done next, in a sentence.
    #[must_use]
    pub fn next(&self) -> &'static str {
        match self {
            Self::Assigned => "Serve the notice of assignment next.",
            Self::AwaitingRecords { amended_notice_due: Some(_), .. } => "Serve the amended notice next.",
            Self::AwaitingRecords { .. } => "Take in the records and find them complete next.",
            Self::RecordsOverdue { .. } => {
                "Take in the late records and find them complete, or proceed without them, next."
            }
            Self::RecordsComplete { .. } | Self::WithoutRecords { .. } => "Match a reviewer next.",
            Self::ReviewerMatching { matching: Some(_), .. } => "The proposed reviewer accepts or declines next.",
            Self::ReviewerMatching { .. } => "Match a reviewer next.",
            Self::InReview { .. } => "Send the case file, decide every item and sign next.",
            Self::InformationAsked { .. } => "Record the answer, or that its time is over, next.",
            Self::SeveralReviewers { .. } => "Every reviewer accepts, decides every item and signs next.",
            Self::LetterDraft { .. } => "A second person checks it next; then the letter is issued.",
            Self::Determined { .. } => "Record what was implemented, a petition, or that nothing is open next.",
            Self::NotImplemented { .. } => "Record what was implemented, or a petition, next.",
            Self::Implemented { .. } | Self::TerminatedAuthorized { .. } | Self::TerminatedWithdrawn { .. } => {
                "Close the case next."
            }
            Self::Appealed { .. } => "Record the order on the petition next.",
            Self::Remanded { .. } => "Assign the case anew next.",
            Self::Closed { after, .. } if after.issued().is_some() => "Only a petition opens it again.",
            Self::Closed { .. } => "The review ended without a determination; nothing more is done here.",
        }
    }

    /// Whether the review is still going on (C1 to C10).
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(
            self,
            Self::Assigned
                | Self::AwaitingRecords { .. }
                | Self::RecordsOverdue { .. }
                | Self::RecordsComplete { .. }
                | Self::WithoutRecords { .. }
                | Self::ReviewerMatching { .. }
                | Self::InReview { .. }
                | Self::InformationAsked { .. }
                | Self::SeveralReviewers { .. }
                | Self::LetterDraft { .. }
        )
    }

    /// The reviewer's work, from acceptance on.
    #[must_use]
    pub fn assignment(&self) -> Option<&Assignment> {
        match self {
            Self::InReview { review }
            | Self::InformationAsked { review, .. }
            | Self::SeveralReviewers { review }
            | Self::LetterDraft { review, .. } => Some(review),
            _ => self.issued().map(|issued| &issued.review),
        }
    }

    pub(super) fn assignment_mut(&mut self) -> Option<&mut Assignment> {
        match self {
            Self::InReview { review }
            | Self::InformationAsked { review, .. }
            | Self::SeveralReviewers { review }
            | Self::LetterDraft { review, .. } => Some(review),
            _ => None,
        }
    }

    /// What was issued, once a letter is out.
    #[must_use]
    pub fn issued(&self) -> Option<&Issuance> {
        match self {
            Self::Determined { issued }
            | Self::Implemented { issued }
            | Self::NotImplemented { issued, .. }
            | Self::Remanded { issued, .. } => Some(issued),
            Self::Appealed { before, .. } => before.issued(),
            Self::Closed { after, .. } => after.issued(),
            _ => None,
        }
    }

    pub(super) fn issued_mut(&mut self) -> Option<&mut Issuance> {
        match self {
            Self::Determined { issued } | Self::Implemented { issued } | Self::NotImplemented { issued, .. } => {
                Some(issued)
            }
            _ => None,
        }
    }

    /// When the letter must be out, once that is known and while it is not.
    #[must_use]
    pub fn determination_due(&self) -> Option<&Due> {
        match self {
            Self::RecordsComplete { determination_due }
            | Self::WithoutRecords { determination_due }
            | Self::ReviewerMatching { determination_due, .. } => Some(determination_due),
            Self::InReview { review }
            | Self::InformationAsked { review, .. }
            | Self::SeveralReviewers { review }
            | Self::LetterDraft { review, .. } => Some(&review.determination_due),
            _ => None,
        }
    }

    /// Every clock that runs at this stage, to be read or set anew.
    pub(super) fn clocks_mut(&mut self) -> Vec<&mut Due> {
        match self {
            Self::AwaitingRecords { records_due, amended_notice_due } => {
                std::iter::once(records_due).chain(amended_notice_due).collect()
            }
            Self::RecordsOverdue { records_due } => vec![records_due],
            Self::RecordsComplete { determination_due }
            | Self::WithoutRecords { determination_due }
            | Self::ReviewerMatching { determination_due, .. } => vec![determination_due],
            Self::InformationAsked { review, asked } => vec![&mut review.determination_due, &mut asked.due],
            Self::InReview { review } | Self::SeveralReviewers { review } | Self::LetterDraft { review, .. } => {
                vec![&mut review.determination_due]
            }
            _ => Vec::new(),
        }
    }

    /// What somebody owes at this stage, the soonest first.
    #[must_use]
    pub fn due(&self) -> Vec<&Due> {
        let mut dues = match self {
            Self::AwaitingRecords { records_due, amended_notice_due } => {
                std::iter::once(records_due).chain(amended_notice_due).collect()
            }
            Self::RecordsOverdue { records_due } => vec![records_due],
            Self::InformationAsked { review, asked } => vec![&asked.due, &review.determination_due],
            Self::Determined { issued } => issued.open_dues(),
            // A petition may still come in time.
            Self::NotImplemented { issued, due } => vec![due, &issued.appeal_until],
            other => other.determination_due().into_iter().collect(),
        };
        dues.sort_by_key(|due| due.date);
        dues
    }
}
