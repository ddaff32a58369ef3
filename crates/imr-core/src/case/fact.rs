//! What happened to a case.

use super::after::{Ending, Implementation, Implemented, Order, Petition, Termination};
use super::clocks::Clock;
use super::joining::Joined;
use super::work::{Approval, Attestation, CheckedText, Despite, Exclusion, InformationRequest, SentFile};
use super::{Invoice, IssuedLetter, Opening, Payment, Track, WithoutRecords};
use crate::casefile::{Correction, Document, Reread, Searched};
use crate::deadline::Due;
use crate::determination::{Determination, ItemDecision};
use crate::digest::Digest;
use crate::matching::Matching;
use crate::party::Role;
use crate::reviewer::Reviewer;
use crate::service::{Change, Received, ServedNotice};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

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
    /// Another application joined.
    Joined {
        /// The application with its items.
        joined: Joined,
        /// When the amended notice must be out.
        notice_due: Due,
        /// How fast the case is reviewed from now on, where that changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        track: Option<Track>,
    },
    /// The review became expedited.
    Expedited {
        /// The physician's certification.
        certification: Digest,
        /// The physician; none in histories from before the name was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        certified_by: Option<String>,
        /// The day it bears; none in histories from before it was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        certified_on: Option<Date>,
        /// Every clock that was replaced, as it was and as it is.
        clocks: Vec<Clock>,
        /// The day.
        on: Date,
    },
    /// The records did not come in time.
    RecordsOverdue {
        /// The day it was found.
        on: Date,
    },
    /// A document came in, a whole file. Written until files were split into
    /// documents.
    DocumentReceived {
        /// The document.
        document: Document,
    },
    /// Documents came in together.
    DocumentsReceived {
        /// The documents.
        documents: Vec<Document>,
    },
    /// A file came in again.
    FileCameAgain {
        /// The file.
        file: Digest,
        /// Who sent it this time.
        sent_by: Role,
    },
    /// Something was put right in the case file.
    FileCorrected {
        /// What.
        correction: Correction,
    },
    /// Pages that could not be read before were read.
    FileReread {
        /// Which, and what they are.
        reread: Reread,
    },
    /// The case file was searched, and the search put on record.
    Searched {
        /// For what, where, and with what result.
        searched: Searched,
    },
    /// Who takes part changed, or where somebody is reached.
    PartiesChanged {
        /// What, and from which day on.
        change: Change,
    },
    /// The records were found complete.
    RecordsCompleted {
        /// When the letter must be out.
        determination_due: Due,
        /// They were found overdue, and had come in time all the same.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        in_time: bool,
        /// Why they were found so although pages could not be read, where
        /// they were.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        despite: Option<Despite>,
    },
    /// The review goes on without the claims administrator's records.
    ProceededWithout {
        /// On what it rests.
        without: WithoutRecords,
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
    /// A reviewer at work attested anew.
    Attested {
        /// Who.
        reviewer: String,
        /// The attestation.
        attestation: Attestation,
    },
    /// The proposed reviewer declined.
    Declined {
        /// Who, and why.
        exclusion: Exclusion,
    },
    /// A reviewer at work found a conflict of interest.
    ConflictFound {
        /// Who, and why.
        exclusion: Exclusion,
        /// One of several found it: the others go on, and the approval of
        /// several stands. Until this was kept, all of them were let go.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        others_stay: bool,
    },
    /// The case file was sent to everybody who reviews.
    CaseFileSent {
        /// What was sent, and when.
        sent: SentFile,
    },
    /// A reviewer confirmed having received what was sent last.
    ReceiptConfirmed {
        /// The reviewer.
        reviewer: String,
        /// The day.
        on: Date,
    },
    /// The reviewer asked a party for something.
    InformationAsked {
        /// What, of whom, and until when.
        asked: InformationRequest,
    },
    /// What was asked for came.
    InformationReceived {
        /// What came, in a sentence.
        says: String,
    },
    /// The time for the answer was over.
    WaitingEnded {
        /// The day.
        on: Date,
    },
    /// More than one reviewer was approved.
    SeveralApproved {
        /// The approval.
        approval: Approval,
    },
    /// An item was decided.
    ItemDecided {
        /// The decision.
        decision: ItemDecision,
        /// By whom, where several decide.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reviewer: Option<String>,
    },
    /// One of several reviewers signed.
    OpinionSigned {
        /// Who.
        reviewer: String,
        /// What this reviewer signed.
        opinion: Determination,
        /// What all opinions come to, once this was the last.
        combined: Option<Determination>,
        /// The day.
        on: Date,
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
        /// What was checked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<CheckedText>,
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
        /// What the claims administrator must do now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        implementation: Option<Implementation>,
    },
    /// The Administrative Director gave more time.
    TimeExtended {
        /// When the letter was due, and when it is.
        clock: Clock,
        /// The writing.
        document: Digest,
        /// Why.
        because: String,
    },
    /// Items are no longer in dispute; others are.
    ItemsDropped {
        /// Which, and why.
        ending: Ending,
    },
    /// No item is in dispute any more: the review ended.
    Terminated {
        /// How.
        termination: Termination,
    },
    /// The claims administrator received the letter.
    LetterReceived {
        /// The day.
        on: Date,
        /// Until when items must be authorized, counted from it.
        authorize_by: Due,
        /// Until when items must be paid, counted from it.
        pay_by: Due,
    },
    /// Overturned items were authorized or paid.
    ImplementationRecorded {
        /// Which, how and when.
        done: Vec<Implemented>,
        /// Whether the parties are told: nothing is outstanding any more (T39,
        /// T41). Histories from before there was a confirmation owe none.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        confirm: bool,
    },
    /// Liability is disputed for another reason.
    LiabilityDisputed {
        /// The day.
        on: Date,
    },
    /// The dispute of liability was resolved.
    LiabilityResolved {
        /// Whether in the employee's favour.
        for_employee: bool,
        /// The day.
        on: Date,
        /// What must be implemented, counted from that day, where it must.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        implementation: Option<Implementation>,
    },
    /// An overturned item was not implemented in time.
    NotImplemented {
        /// When it should have been.
        due: Due,
        /// The day it was found.
        on: Date,
    },
    /// A petition came.
    Petitioned {
        /// The petition.
        petition: Petition,
    },
    /// The petition was denied or dismissed.
    PetitionEnded {
        /// The order.
        order: Order,
        /// What must be implemented, counted from the order, where something
        /// must.
        implementation: Option<Implementation>,
    },
    /// The order states no ground or no facts, and was sent back.
    OrderReturned {
        /// The order.
        order: Order,
        /// What it lacks.
        lacks: String,
    },
    /// The determination was set aside.
    Reversed {
        /// The order.
        order: Order,
    },
    /// The case was assigned anew.
    Reassigned {
        /// When the letter must be out.
        determination_due: Due,
        /// The former reviewers, who may not review it again.
        exclusions: Vec<Exclusion>,
    },
    /// Nothing is open any more.
    Closed {
        /// The day.
        on: Date,
    },
    /// One of the other notices was served.
    NoticeSent {
        /// The notice with its proofs of service.
        notice: ServedNotice,
        /// Clocks that run from its receipt, as it is taken to arrive.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        clocks: Vec<Clock>,
        /// Until when it is to be answered, counted from its service; none
        /// where nothing is to be answered, and in histories from before the
        /// day was counted so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Due>,
    },
    /// Somebody received a notice.
    NoticeReceived {
        /// The notice.
        notice: Digest,
        /// Its title.
        title: String,
        /// By whom, when, and how it is known.
        receipt: Received,
        /// Clocks that run from it, where some do.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        clocks: Vec<Clock>,
    },
    /// The claims administrator was invoiced.
    Invoiced {
        /// The invoice.
        invoice: Invoice,
        /// As it was served.
        notice: ServedNotice,
    },
    /// An invoice was paid, in whole or in part.
    InvoicePaid {
        /// Which, in the order in which they were sent, from 0.
        invoice: usize,
        /// What came.
        payment: Payment,
        /// What is left to pay, in cents.
        open_cents: i64,
    },
}

impl Fact {
    /// The writings it rests on or sends, each with what it is: they are kept
    /// beside the history, which holds their digests.
    #[must_use]
    pub fn writings(&self) -> Vec<(&'static str, Digest)> {
        match self {
            Self::Expedited { certification, .. } => vec![("a physician's certification", *certification)],
            Self::SeveralApproved { approval } => vec![("the approval of several reviewers", approval.document)],
            Self::TimeExtended { document, .. } => vec![("the grant of more time", *document)],
            Self::ItemsDropped { ending } => vec![("the proof that items are no longer in dispute", ending.proof)],
            Self::Terminated { termination } => {
                vec![("the proof of what ended the review", termination.ending.proof)]
            }
            Self::Petitioned { petition } => vec![("the petition", petition.document)],
            Self::PetitionEnded { order, .. } | Self::OrderReturned { order, .. } | Self::Reversed { order } => {
                vec![("the order on the petition", order.document)]
            }
            Self::PartiesChanged { change } => change
                .writing
                .iter()
                .map(|writing| ("the writing that shows a change of who takes part", *writing))
                .collect(),
            Self::Issued { letter, .. } => vec![
                ("the letter as it was sent", letter.paper),
                ("the letter as text", letter.text),
                ("the letter as a record", letter.record),
            ],
            Self::NoticeServed { notice, .. } | Self::NoticeSent { notice, .. } | Self::Invoiced { notice, .. } => {
                vec![("a notice that was served", notice.document)]
            }
            _ => Vec::new(),
        }
    }
}
