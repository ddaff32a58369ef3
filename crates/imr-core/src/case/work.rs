//! The reviewer's work: assignment, what was sent, what was asked, and the
//! second person's check (C6 to C10).

use super::clocks::Clock;
use crate::casefile::Manifest;
use crate::deadline::Due;
use crate::determination::{Determination, ItemDecision};
use crate::digest::Digest;
use crate::matching::Matching;
use crate::party::Role;
use crate::reviewer::Reviewer;
use crate::service::Method;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A reviewer's work on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// When the letter must be out.
    pub determination_due: Due,
    /// How the reviewer was chosen.
    pub matching: Matching,
    /// The reviewer as on the roster on the day of acceptance: what the
    /// letter says of the reviewer rests on this.
    pub reviewer: Reviewer,
    /// The reviewer's attestation of no conflict of interest.
    pub attestation: Attestation,
    /// What the reviewer was sent last, once something was.
    pub sent: Option<SentFile>,
    /// The decisions so far.
    pub decisions: Vec<ItemDecision>,
    /// What this reviewer signed, where several decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<Determination>,
    /// The others, where several decide; only the first reviewer's work has
    /// them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub panel: Option<Panel>,
}

/// Who decides beside the first reviewer, with the approval of the
/// Administrative Director (8 CCR 9792.10.6(c)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panel {
    /// The approval.
    pub approval: Approval,
    /// Who is proposed to join, while somebody is.
    pub proposed: Option<Matching>,
    /// Those who have accepted.
    pub colleagues: Vec<Assignment>,
}

/// A written approval of the Administrative Director.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who approved.
    pub by: String,
    /// The day it bears.
    pub dated: Date,
    /// How many reviewers it is for in all.
    #[serde(default = "two")]
    pub reviewers: usize,
    /// The writing itself.
    pub document: Digest,
    /// Why it was asked for.
    pub because: String,
}

impl Panel {
    /// Nobody yet beside the first reviewer.
    pub(super) fn under(approval: Approval) -> Self {
        Self { approval, proposed: None, colleagues: Vec::new() }
    }
}

/// Approvals from before their number was kept were for two.
fn two() -> usize {
    2
}

/// The reviewer attests that there is no conflict of interest with anybody
/// in the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attestation {
    /// The names the attestation covers, as they were on that day.
    pub names: Vec<String>,
    /// The day.
    pub on: Date,
}

/// The case file as it was sent to the reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentFile {
    /// What was sent, with all that was sent before.
    pub manifest: Manifest,
    /// The day.
    pub on: Date,
    /// Documents that had come since the sending before: a later addition.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Digest>,
    /// Why it was sent with pages that could not be read, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub despite: Option<Despite>,
    /// The day the reviewer confirmed having received it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Date>,
}

/// What was done although pages of the case file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Despite {
    /// The pages.
    pub pages: Vec<u32>,
    /// Why it was done all the same.
    pub because: String,
}

/// What a reviewer asked a party for (Labor Code 4610.6(b)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InformationRequest {
    /// Who is asked.
    pub of: Role,
    /// What is asked.
    pub question: String,
    /// The day.
    pub on: Date,
    /// Until when.
    pub due: Due,
}

/// What a reviewer asked for, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enquiry {
    /// What was asked.
    pub asked: InformationRequest,
    /// What came, in a sentence; none when the time was over.
    pub answer: Option<String>,
}

/// How a review became expedited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversion {
    /// The physician's certification.
    pub certification: Digest,
    /// The physician; none in histories from before the name was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certified_by: Option<String>,
    /// The day it bears; none in histories from before it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certified_on: Option<Date>,
    /// Every clock that was replaced.
    pub clocks: Vec<Clock>,
    /// The day.
    pub on: Date,
}

/// A reviewer who may not review this case, or not any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// The pseudonym.
    pub reviewer: String,
    /// Why, in kind.
    pub cause: ExclusionCause,
    /// Why, in a sentence.
    pub because: String,
    /// Since when.
    pub on: Date,
}

/// Why a reviewer is excluded from a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExclusionCause {
    /// The reviewer was proposed and declined.
    Declined,
    /// The reviewer found a conflict of interest after accepting.
    Conflict,
    /// The reviewer made the determination that was set aside.
    Remand,
}

/// A second person's check of a signed determination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Who.
    pub by: String,
    /// What was checked; none in histories from before it was kept.
    pub text: Option<CheckedText>,
}

/// The letter as it was checked. On the day of issue it is composed again
/// for the day of the check: nothing but this text may go out, save its date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedText {
    /// The day for which it was composed.
    pub on: Date,
    /// The means of service for which it was composed.
    pub method: Method,
    /// Digest of its plain text.
    pub digest: Digest,
}

impl Assignment {
    /// The work of a reviewer who has just accepted.
    pub(super) fn begin(
        determination_due: Due,
        matching: Matching,
        reviewer: Reviewer,
        attestation: Attestation,
    ) -> Self {
        let (sent, decisions, opinion, panel) = (None, Vec::new(), None, None);
        Self { determination_due, matching, reviewer, attestation, sent, decisions, opinion, panel }
    }

    /// Everybody who decides, the first reviewer first.
    pub fn members(&self) -> impl Iterator<Item = &Assignment> {
        std::iter::once(self).chain(self.panel.iter().flat_map(|panel| &panel.colleagues))
    }

    /// How many reviewers are still to be found, with the one who is proposed.
    #[must_use]
    pub fn seats_left(&self) -> usize {
        let approved = self.panel.as_ref().map_or(1, |panel| panel.approval.reviewers);
        approved.saturating_sub(self.members().count())
    }

    /// The work of the reviewer with this pseudonym.
    #[must_use]
    pub fn member(&self, id: &str) -> Option<&Assignment> {
        self.members().find(|one| one.reviewer.id == id)
    }

    pub(super) fn each(&mut self, change: impl Fn(&mut Assignment)) {
        if let Some(panel) = &mut self.panel {
            panel.colleagues.iter_mut().for_each(&change);
        }
        change(self);
    }

    /// The work of those who stay when one of several leaves, under the same
    /// approval. Where nobody else has accepted, the panel without its first
    /// reviewer; where one decides alone, nothing.
    pub(super) fn without(mut self, id: &str) -> (Option<Self>, Option<Panel>) {
        let Some(mut panel) = self.panel.take() else { return (None, None) };
        if self.reviewer.id != id {
            panel.colleagues.retain(|one| one.reviewer.id != id);
            return (Some(Self { panel: Some(panel), ..self }), None);
        }
        if panel.colleagues.is_empty() {
            return (None, Some(panel));
        }
        let next = panel.colleagues.remove(0);
        (Some(Self { determination_due: self.determination_due, panel: Some(panel), ..next }), None)
    }

    pub(super) fn member_mut(&mut self, id: &str) -> Option<&mut Assignment> {
        if self.reviewer.id == id {
            return Some(self);
        }
        self.panel.as_mut()?.colleagues.iter_mut().find(|one| one.reviewer.id == id)
    }

    /// Whether everything that this reviewer was sent later was received.
    #[must_use]
    pub fn additions_received(&self) -> bool {
        self.sent.as_ref().is_none_or(|sent| sent.added.is_empty() || sent.received.is_some())
    }
}
