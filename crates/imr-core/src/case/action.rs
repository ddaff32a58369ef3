//! What can be done with a case.

use super::IssuedLetter;
use super::Payment;
use super::after::{Ending, How, Order};
use super::joining::Joining;
use super::work::{Approval, Attestation, CheckedText};
use crate::casefile::{Correction, Document, Manifest, Reread, Searched};
use crate::determination::{Determination, ItemDecision};
use crate::digest::Digest;
use crate::matching::Matching;
use crate::party::Role;
use crate::reviewer::Reviewer;
use crate::service::{Change, NoticeKind, Receiving, ServedNotice};
use jiff::civil::Date;

/// What can be done with a case. The T numbers are the transitions of the
/// rulebook, section 2.3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Serve the notice of assignment, or the amended one (T19, T20).
    ServeNotice(ServedNotice),
    /// Another eligible application joins (T20).
    Join(Joining),
    /// Go over to expedited review (T21).
    Expedite {
        /// The physician's certification of an imminent and serious threat.
        certification: Digest,
        /// The physician who certifies it.
        certified_by: String,
        /// The day the certification bears.
        on: Date,
    },
    /// Find that the records did not come in time (T22).
    FindRecordsOverdue,
    /// Take documents into the case file.
    ReceiveDocuments(Vec<Document>),
    /// Note that somebody sent a file that is there already.
    ReceiveAgain {
        /// The file.
        file: Digest,
        /// Who sent it this time.
        sent_by: Role,
    },
    /// Put something right in the case file.
    CorrectFile(Correction),
    /// Take the words of pages that could not be read before.
    ReadAgain(Reread),
    /// Put a search of the case file on record.
    RecordSearch(Searched),
    /// Somebody begins or ceases to act for the employee, or an address is
    /// corrected.
    ChangeParties(Change),
    /// Find that the last required document is in (T23); although pages could
    /// not be read, where it is said why.
    CompleteRecords(Option<String>),
    /// Go on without the claims administrator's records (T24).
    ProceedWithoutRecords,
    /// Propose a reviewer (T26).
    ProposeReviewer(Matching),
    /// The proposed reviewer accepts, and attests (T27).
    Accept {
        /// The reviewer as on the roster.
        reviewer: Reviewer,
        /// The attestation.
        attestation: Attestation,
    },
    /// A reviewer at work attests anew, to everybody who came in since.
    Attest(Attestation),
    /// The proposed reviewer declines.
    Decline {
        /// Why.
        because: String,
    },
    /// A reviewer at work finds a conflict of interest (T28).
    FindConflict {
        /// With whom, and of what kind.
        because: String,
    },
    /// Send the complete case file to everybody who reviews.
    SendCaseFile {
        /// What is sent.
        manifest: Manifest,
        /// Why, although pages could not be read, where that is so.
        despite: Option<String>,
    },
    /// A reviewer confirms having received what was sent last.
    ConfirmReceipt,
    /// The reviewer asks a party for something (T29).
    AskInformation {
        /// Whom.
        of: Role,
        /// For what.
        question: String,
    },
    /// What was asked for has come (T30).
    ReceiveAnswer {
        /// What came, in a sentence.
        says: String,
    },
    /// The time for the answer is over (T30).
    EndWaiting,
    /// The Administrative Director approves more than one reviewer (T31).
    ApproveSeveral(Approval),
    /// Decide an item, or decide it anew.
    DecideItem(ItemDecision),
    /// Sign the complete determination (T32).
    Sign(Determination),
    /// A second person sends it back (T33).
    Return {
        /// What must be mended.
        findings: Vec<String>,
    },
    /// A second person finds it complete.
    PassCheck(CheckedText),
    /// Issue the Final Determination Letter (T34).
    Issue {
        /// The letter.
        letter: IssuedLetter,
        /// Digest of the letter composed as it was checked.
        checked: Digest,
    },
    /// The Administrative Director gives more time (rulebook D18).
    ExtendTime {
        /// The writing.
        document: Digest,
        /// Why.
        because: String,
    },
    /// Items are no longer in dispute, or none is (T35, T36, T37).
    EndDispute(Ending),
    /// Record the day on which the claims administrator received the letter,
    /// from which its time to implement runs (rulebook D19, D20).
    RecordLetterReceived {
        /// The day.
        on: Date,
    },
    /// Record that overturned items were authorized or paid (T39, T41).
    RecordImplementation {
        /// Numbers of the items.
        items: Vec<usize>,
        /// How.
        how: How,
        /// The day it was done.
        on: Date,
    },
    /// Record that liability is disputed for another reason (T40).
    RecordLiabilityDispute,
    /// Record how that dispute was resolved: then the items are to be
    /// implemented, or never.
    ResolveLiabilityDispute {
        /// Whether in the employee's favour.
        for_employee: bool,
        /// The day it was resolved.
        on: Date,
    },
    /// Find that an overturned item was not implemented in time (T40).
    FindNotImplemented {
        /// How it should have been.
        how: How,
    },
    /// Record a petition to the WCAB (T42).
    RecordPetition {
        /// Who petitions.
        by: Role,
        /// The day it was filed.
        filed: Date,
        /// The petition itself.
        document: Digest,
    },
    /// Record an order on the petition (T43, T44, T45).
    RecordOrder(Order),
    /// Assign a case that was sent back anew (T44).
    Reassign,
    /// Close the case (T38, and the ends of T35, T37, T39).
    Close,
    /// Serve one of the other notices.
    SendNotice(ServedNotice),
    /// Record that somebody received a notice; the latest of its kind.
    RecordReceipt {
        /// Of which kind.
        notice: NoticeKind,
        /// By whom, and when.
        said: Receiving,
    },
    /// Invoice the claims administrator (T34, T35, T37).
    SendInvoice(ServedNotice),
    /// Record that an invoice was paid, in whole or in part (rulebook D23).
    RecordPayment(Payment),
}

impl Action {
    /// The action in words, as it follows "cannot".
    pub(super) fn in_words(&self) -> &'static str {
        match self {
            Self::ServeNotice(_) => "serve the notice of assignment",
            Self::Join(_) => "join another application",
            Self::Expedite { .. } => "go over to expedited review",
            Self::FindRecordsOverdue => "find the records overdue",
            Self::ReceiveDocuments(_) | Self::ReceiveAgain { .. } => "take a document into the case file",
            Self::CorrectFile(_) => "correct the case file",
            Self::ReadAgain(_) => "read pages of the case file again",
            Self::RecordSearch(_) => "put a search on record",
            Self::ChangeParties(_) => "change who takes part",
            Self::CompleteRecords(None) => "find the records complete",
            Self::CompleteRecords(Some(_)) => "find the records complete although pages are unread",
            Self::ProceedWithoutRecords => "proceed without the claims administrator's records",
            Self::ProposeReviewer(_) => "propose a reviewer",
            Self::Accept { .. } => "accept the assignment",
            Self::Attest(_) => "attest anew",
            Self::Decline { .. } => "decline the assignment",
            Self::FindConflict { .. } => "find a conflict of interest",
            Self::SendCaseFile { despite: None, .. } => "send the case file to the reviewer",
            Self::SendCaseFile { .. } => "send the case file to the reviewer although pages are unread",
            Self::ConfirmReceipt => "confirm having received the case file",
            Self::AskInformation { .. } => "ask a party for information",
            Self::ReceiveAnswer { .. } => "record the answer to a request",
            Self::EndWaiting => "end the waiting for an answer",
            Self::ApproveSeveral(_) => "use several reviewers",
            Self::DecideItem(_) => "decide an item",
            Self::Sign(_) => "sign the determination",
            Self::Return { .. } => "return the determination to the reviewer",
            Self::PassCheck(_) => "pass the completeness check",
            Self::Issue { .. } => "issue the letter",
            Self::ExtendTime { .. } => "extend the time for the letter",
            Self::EndDispute(_) => "end the dispute over an item",
            Self::RecordLetterReceived { .. } => "record the receipt of the letter",
            Self::RecordImplementation { .. } => "record an implementation",
            Self::RecordLiabilityDispute => "record a dispute of liability",
            Self::ResolveLiabilityDispute { .. } => "record how a dispute of liability was resolved",
            Self::FindNotImplemented { .. } => "find the determination not implemented",
            Self::RecordPetition { .. } => "record a petition",
            Self::RecordOrder(_) => "record an order on a petition",
            Self::Reassign => "assign the case anew",
            Self::Close => "close the case",
            Self::SendNotice(_) => "serve a notice",
            Self::RecordReceipt { .. } => "record the receipt of a notice",
            Self::SendInvoice(_) => "send an invoice",
            Self::RecordPayment(_) => "record a payment",
        }
    }
}
