//! What can be done with a case, and what happened to it.

use super::{Assignment, Attestation, Case, Opening, SentFile, Stage};
use crate::casefile::{Document, Manifest};
use crate::deadline::Due;
use crate::determination::{Determination, ItemDecision};
use crate::digest::Digest;
use crate::matching::Matching;
use crate::reviewer::Reviewer;
use crate::service::ServedNotice;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What can be done with a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Serve the notice of assignment and request for information (T19).
    ServeNotice(ServedNotice),
    /// Take a document into the case file.
    ReceiveDocument(Document),
    /// Find that the last required document is in (T23).
    CompleteRecords,
    /// Propose a reviewer (T26).
    ProposeReviewer(Matching),
    /// The proposed reviewer accepts, and attests (T27).
    Accept {
        /// The reviewer as on the roster.
        reviewer: Reviewer,
        /// The attestation.
        attestation: Attestation,
    },
    /// Send the complete case file to the reviewer.
    SendCaseFile(Manifest),
    /// Decide an item, or decide it anew.
    DecideItem(ItemDecision),
    /// Sign the complete determination (T32).
    Sign(Determination),
    /// A second person finds it complete.
    PassCheck,
    /// A second person sends it back (T33).
    Return {
        /// What must be mended.
        findings: Vec<String>,
    },
    /// Issue the Final Determination Letter (T34).
    Issue(IssuedLetter),
}

/// A letter that went out: the hashes of its three forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedLetter {
    /// The day.
    pub on: Date,
    /// The letter as sent.
    pub paper: Digest,
    /// The same as plain text.
    pub text: Digest,
    /// The same as a record.
    pub record: Digest,
    /// To whom, and how.
    pub notice: ServedNotice,
}

/// What happened to a case. A fact holds every value that was computed when
/// it happened, so that replaying needs no law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// The case was opened.
    Opened {
        /// With what.
        opening: Opening,
    },
    /// The notice of assignment was served.
    NoticeServed {
        /// The notice with its proofs of service.
        notice: ServedNotice,
        /// When the records must be in.
        records_due: Due,
    },
    /// A document came in.
    DocumentReceived {
        /// The document.
        document: Document,
    },
    /// The records were found complete.
    RecordsCompleted {
        /// When the letter must be out.
        determination_due: Due,
    },
    /// A reviewer was proposed.
    ReviewerProposed {
        /// Who was considered, and who is proposed.
        matching: Matching,
    },
    /// The reviewer accepted and attested.
    Accepted {
        /// The reviewer as on the roster.
        reviewer: Reviewer,
        /// The attestation.
        attestation: Attestation,
    },
    /// The case file was sent to the reviewer.
    CaseFileSent {
        /// What was sent, and when.
        sent: SentFile,
    },
    /// An item was decided.
    ItemDecided {
        /// The decision.
        decision: ItemDecision,
    },
    /// The determination was signed.
    Signed {
        /// What was signed.
        determination: Determination,
        /// The day.
        on: Date,
    },
    /// A second person found it complete.
    CheckPassed {
        /// Who.
        by: String,
    },
    /// A second person sent it back.
    Returned {
        /// What must be mended.
        findings: Vec<String>,
    },
    /// The letter was issued.
    Issued {
        /// The letter.
        letter: IssuedLetter,
        /// Until when a party may appeal.
        appeal_until: Due,
    },
}

impl Fact {
    /// What happened, in a line.
    #[must_use]
    pub fn headline(&self) -> String {
        match self {
            Self::Opened { opening } => format!("case opened with {} items", opening.ur_decision.items.len()),
            Self::NoticeServed { notice, records_due } => format!(
                "{} served on {} recipients; records due {}",
                notice.title,
                notice.proofs.len(),
                records_due.date
            ),
            Self::DocumentReceived { document } => {
                format!("{} received ({})", document.kind, document.pages_in_words())
            }
            Self::RecordsCompleted { determination_due } => {
                format!("records complete; determination due {}", determination_due.date)
            }
            Self::ReviewerProposed { matching } => format!(
                "reviewer {} proposed out of {}",
                matching.chosen.as_deref().unwrap_or("nobody"),
                matching.considered()
            ),
            Self::Accepted { reviewer, .. } => format!("reviewer {} accepted and attested", reviewer.id),
            Self::CaseFileSent { sent } => format!(
                "complete case file sent: {} documents, {} pages",
                sent.manifest.entries.len(),
                sent.manifest.pages
            ),
            Self::ItemDecided { decision } => {
                format!("item {} decided: {}", decision.item, decision.decision.as_str())
            }
            Self::Signed { determination, .. } => {
                format!("determination signed: {}", determination.overall().as_str())
            }
            Self::CheckPassed { by } => format!("checked and found complete by {by}"),
            Self::Returned { findings } => format!("returned to the reviewer: {}", findings.join("; ")),
            Self::Issued { letter, appeal_until } => format!(
                "Final Determination Letter issued to {} recipients; appeal until {}",
                letter.notice.proofs.len(),
                appeal_until.date
            ),
        }
    }
}

impl Case {
    /// What the case is after a fact; nothing where the fact has no place at
    /// the stage.
    pub(super) fn evolve(mut self, fact: Fact) -> Option<Self> {
        self.stage = match (self.stage, fact) {
            (Stage::Assigned, Fact::NoticeServed { notice, records_due }) => {
                self.notices.push(notice);
                Stage::AwaitingRecords { records_due }
            }
            (stage @ Stage::AwaitingRecords { .. }, Fact::DocumentReceived { document }) => {
                self.documents.push(document);
                stage
            }
            (Stage::AwaitingRecords { .. }, Fact::RecordsCompleted { determination_due }) => {
                Stage::RecordsComplete { determination_due }
            }
            (
                Stage::RecordsComplete { determination_due } | Stage::ReviewerMatching { determination_due, .. },
                Fact::ReviewerProposed { matching },
            ) => Stage::ReviewerMatching { determination_due, matching },
            (Stage::ReviewerMatching { determination_due, matching }, Fact::Accepted { reviewer, attestation }) => {
                let (sent, decisions) = (None, Vec::new());
                let review = Assignment { determination_due, matching, reviewer, attestation, sent, decisions };
                Stage::InReview { review }
            }
            (Stage::InReview { review }, fact) => reviewing(review, fact)?,
            (Stage::LetterDraft { review, .. }, Fact::Returned { .. }) => Stage::InReview { review },
            (Stage::LetterDraft { review, determination, signed, .. }, Fact::CheckPassed { by }) => {
                Stage::LetterDraft { review, determination, signed, checked_by: Some(by) }
            }
            (Stage::LetterDraft { review, determination, .. }, Fact::Issued { letter, appeal_until }) => {
                self.notices.push(letter.notice.clone());
                Stage::Determined { review, determination, letter, appeal_until }
            }
            _ => return None,
        };
        Some(self)
    }
}

fn reviewing(mut review: Assignment, fact: Fact) -> Option<Stage> {
    match fact {
        Fact::CaseFileSent { sent } => review.sent = Some(sent),
        Fact::ItemDecided { decision } => {
            review.decisions.retain(|one| one.item != decision.item);
            review.decisions.push(decision);
        }
        Fact::Signed { determination, on } => {
            return Some(Stage::LetterDraft { review, determination, signed: on, checked_by: None });
        }
        _ => return None,
    }
    Some(Stage::InReview { review })
}
