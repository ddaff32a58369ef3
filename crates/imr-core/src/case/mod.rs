//! A case: one number, its disputed items, and everything that happened to
//! it from assignment until nothing is open (rulebook 2.2 and 2.3).

mod acting;
mod action;
pub mod after;
mod attesting;
mod changing;
mod charging;
pub mod clocks;
mod days;
mod deciding;
mod ending;
mod evolve;
mod fact;
pub mod joining;
mod kept;
mod notices;
mod owing;
mod paying;
mod receipts;
mod records;
mod review;
mod sending;
mod stage;
pub(crate) mod telling;
pub mod work;

pub use action::Action;
pub use after::{Cause, Ending, Issuance};
pub use charging::Lateness;
pub use fact::Fact;
pub use paying::Payment;
pub use stage::Stage;
pub use work::{Assignment, Attestation, CheckedText, SentFile};

use crate::application::{Application, Priority, Representative, UrDecision, UrItem};
use crate::audit::{Event, Head};
use crate::casefile::Document;
use crate::deadline::Due;
use crate::digest::Digest;
use crate::fact::Unreplayable;
use crate::fee::Fee;
use crate::law::Law;
use crate::matching::Matching;
use crate::occasion::Occasion;
use crate::party::Party;
use crate::refusal::Refusal;
use crate::review::DisputedItem;
use crate::service::{Change, NoticeKind, ServedNotice};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// What it was opened with.
    pub opening: Opening,
    /// How fast it is reviewed now.
    pub track: Track,
    /// The items in dispute now.
    pub items: Vec<DisputedItem>,
    /// Items that were in dispute and no longer are.
    pub dropped: Vec<Dropped>,
    /// Applications that joined after it was opened.
    pub joined: Vec<joining::Joined>,
    /// What changed about who takes part, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Documents received, in order.
    pub documents: Vec<Document>,
    /// On what the review rests where it goes on without the claims
    /// administrator's records.
    pub without_records: Option<WithoutRecords>,
    /// The records that did not come in time, where they did not.
    pub lateness: Option<Lateness>,
    /// Reviewers who may not be proposed.
    pub exclusions: Vec<work::Exclusion>,
    /// How it became expedited, where it did.
    pub conversion: Option<work::Conversion>,
    /// What reviewers asked parties for, with what came of it.
    pub enquiries: Vec<work::Enquiry>,
    /// More time for the letter, once it was given.
    pub extension: Option<clocks::Clock>,
    /// Whether the case file was ever sent to a reviewer: the fee of a review
    /// that ends early depends on it, whoever reviews by then.
    #[serde(default)]
    pub sent_to_reviewer: bool,
    /// The Director's approval of several reviewers, while nobody is at work
    /// under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<work::Approval>,
    /// Determinations that were set aside.
    pub remands: Vec<Remand>,
    /// Notices served, in order.
    pub notices: Vec<ServedNotice>,
    /// Invoices sent, in order.
    pub invoices: Vec<Invoice>,
    /// What the organization owes because of what happened.
    pub owed: Vec<Owed>,
    /// Where it stands.
    pub stage: Stage,
    /// Where its history stands.
    pub head: Head,
}

/// What a case is opened with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// `CM`, two digits of the year, seven digits.
    pub number: String,
    /// The application.
    pub application: Uuid,
    /// Day the application was received.
    pub received: Date,
    /// Day of assignment.
    pub assigned: Date,
    /// Regular or expedited, as filed.
    pub priority: Priority,
    /// Every disputed item is a drug of the formulary (from 2018 on).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub formulary: bool,
    /// Date of injury.
    pub date_of_injury: Date,
    /// The claims administrator's number.
    pub claim_number: String,
    /// Everybody who takes part.
    pub parties: Vec<Party>,
    /// Who may act for the employee, and between which days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub representatives: Vec<Representative>,
    /// What changed about who takes part since the form came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Specialty of the requesting physician, where the form names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requesting_specialty: Option<String>,
    /// The decision in dispute.
    pub ur_decision: UrDecision,
    /// When the notice of assignment must be out.
    pub notice_due: Due,
}

/// How fast a case is reviewed (rulebook tests E11 and E12, state C4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Track {
    /// The ordinary course.
    Standard,
    /// Imminent and serious threat to health.
    Expedited,
    /// Drugs of the formulary only.
    Formulary,
}

/// An item that is no longer in dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// The item.
    pub item: DisputedItem,
    /// Why.
    pub cause: Cause,
    /// The day of the notice of it.
    pub on: Date,
}

/// On what a review rests that goes on without the claims administrator's
/// records (8 CCR 9792.10.6(b)(2)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithoutRecords {
    /// The day.
    pub on: Date,
    /// The UR decision, whose summary of the records stands in for them.
    pub ur_decision: Digest,
    /// Medical records that somebody else sent.
    pub others: Vec<Digest>,
}

/// A determination that the WCAB set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remand {
    /// What was issued.
    pub issued: Issuance,
    /// The order.
    pub order: after::Order,
}

/// What the organization owes because of what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owed {
    /// A notice.
    Notice(NoticeKind),
    /// The redacted copy of the letter.
    RedactedCopy,
}

/// What the claims administrator is asked to pay (8 CCR 9792.10.8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// Day of the invoice.
    pub on: Date,
    /// The fee for each application in the case.
    pub fees: Vec<Charge>,
    /// Until when it must be paid.
    pub due: Due,
    /// What came on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<Payment>,
}

/// The fee for one application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// The case number, or the alias of an application that joined.
    pub reference: String,
    /// What is charged for.
    pub what: String,
    /// The fee with its explanation.
    pub fee: Fee,
}

impl Invoice {
    /// What is asked in all, in cents.
    #[must_use]
    pub fn amount_cents(&self) -> i64 {
        self.fees.iter().map(|one| one.fee.amount_cents).sum()
    }
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

impl Case {
    /// The name of a case's history.
    #[must_use]
    pub fn stream(number: &str) -> String {
        format!("case/{number}")
    }

    /// Its number.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.opening.number
    }

    /// Opens a case on an eligible application (rulebook T18).
    pub fn open(
        number: &str,
        application: &Application,
        occasion: &Occasion,
        law: &Law,
    ) -> Result<(Self, Event), Refusal> {
        let opening = deciding::opening(number, application, occasion, law)?;
        let case = Self::begin(opening.clone());
        let event = case.event(&Fact::Opened { opening }, occasion)?;
        Ok((Self { head: event.head(), ..case }, event))
    }

    fn begin(opening: Opening) -> Self {
        let track = match (opening.priority, opening.formulary) {
            (Priority::Expedited, _) => Track::Expedited,
            (Priority::Regular, true) => Track::Formulary,
            (Priority::Regular, false) => Track::Standard,
        };
        Self {
            items: disputed(&opening.ur_decision, 1),
            changes: opening.changes.clone(),
            opening,
            track,
            dropped: Vec::new(),
            joined: Vec::new(),
            documents: Vec::new(),
            without_records: None,
            lateness: None,
            exclusions: Vec::new(),
            conversion: None,
            enquiries: Vec::new(),
            extension: None,
            sent_to_reviewer: false,
            approved: None,
            remands: Vec::new(),
            notices: Vec::new(),
            invoices: Vec::new(),
            owed: Vec::new(),
            stage: Stage::Assigned,
            head: Head::EMPTY,
        }
    }

    /// The only way a case changes. The law and the state decide whether it
    /// may; what was decided is recorded as a fact.
    pub fn apply(self, action: Action, occasion: &Occasion, law: &Law) -> Result<(Self, Event), Refusal> {
        let fact = self.decide(action, occasion, law)?;
        self.record(fact, occasion)
    }

    fn record(self, fact: Fact, occasion: &Occasion) -> Result<(Self, Event), Refusal> {
        let event = self.event(&fact, occasion)?;
        let mut case = self.evolve(fact).ok_or_else(crate::fact::no_place)?;
        case.head = event.head();
        Ok((case, event))
    }

    fn event(&self, fact: &Fact, occasion: &Occasion) -> Result<Event, Refusal> {
        let stream = Self::stream(self.number());
        let (by, fact) = (occasion.by.clone(), crate::fact::text(fact)?);
        Ok(Event::after(self.head, &stream, occasion.at, by, &occasion.reason, fact))
    }

    /// The case that a history describes.
    pub fn replay(events: &[Event]) -> Result<Self, Unreplayable> {
        let mut state: Option<Self> = None;
        for event in events {
            let fact: Fact = crate::fact::read(event)?;
            let mut next = match (state, fact) {
                (None, Fact::Opened { opening }) => Self::begin(opening),
                (Some(case), fact) => case.evolve(fact).ok_or_else(|| Unreplayable::no_place(event))?,
                (None, _) => return Err(Unreplayable::no_beginning(event)),
            };
            next.head = event.head();
            state = Some(next);
        }
        state.ok_or_else(Unreplayable::empty)
    }

    /// Number of the next page of the case file.
    #[must_use]
    pub fn next_page(&self) -> u32 {
        self.documents.last().map_or(1, |last| last.last_page() + 1)
    }

    fn next_item(&self) -> usize {
        let all = self.items.iter().chain(self.dropped.iter().map(|one| &one.item));
        all.map(|item| item.number).max().unwrap_or(0) + 1
    }

    /// Regular or expedited, as it is now.
    #[must_use]
    pub fn priority(&self) -> Priority {
        if self.track == Track::Expedited { Priority::Expedited } else { Priority::Regular }
    }

    /// The UR decision on an item: each item keeps its own.
    #[must_use]
    pub fn ur_decision(&self, item: usize) -> &UrDecision {
        let joined = self.joined.iter().find(|one| one.items.contains(&item));
        joined.map_or(&self.opening.ur_decision, |one| &one.ur_decision)
    }

    /// What utilization review decided on an item: the items of a case are
    /// those of its decision that may be reviewed, in their order.
    #[must_use]
    pub fn ur_item(&self, item: usize) -> Option<&UrItem> {
        let joined = self.joined.iter().find(|one| one.items.contains(&item));
        let first = joined.and_then(|one| one.items.first().copied()).unwrap_or(1);
        let mut items = self.ur_decision(item).items.iter().filter(|one| one.is_reviewable());
        items.nth(item.checked_sub(first)?)
    }

    /// Every UR decision in dispute, that of the opening first.
    pub fn ur_decisions(&self) -> impl Iterator<Item = &UrDecision> {
        std::iter::once(&self.opening.ur_decision).chain(self.joined.iter().map(|one| &one.ur_decision))
    }

    /// How a reviewer was chosen, once one was proposed.
    #[must_use]
    pub fn matching(&self) -> Option<&Matching> {
        match &self.stage {
            Stage::ReviewerMatching { matching, .. } => matching.as_ref(),
            _ => self.assignment().map(|review| &review.matching),
        }
    }

    /// Who is proposed and has not answered yet.
    #[must_use]
    pub fn proposed_reviewer(&self) -> Option<&str> {
        self.proposed()?.chosen.as_deref()
    }

    /// The reviewer's work, from acceptance on.
    #[must_use]
    pub fn assignment(&self) -> Option<&Assignment> {
        self.stage.assignment()
    }

    /// Every determination that went out, those that were set aside first.
    pub fn issuances(&self) -> impl Iterator<Item = &Issuance> {
        let aside = self.remands.iter().map(|remand| &remand.issued);
        // While it is remanded, what was set aside is still in the stage.
        aside.chain(self.stage.issued())
    }

    /// Everything that is due, the soonest first.
    #[must_use]
    pub fn due(&self) -> Vec<&Due> {
        let notice = matches!(self.stage, Stage::Assigned).then_some(&self.opening.notice_due);
        notice.into_iter().chain(self.stage.due()).collect()
    }
}

/// The items of a UR decision that medical review may decide on, numbered
/// from `first`.
fn disputed(decision: &UrDecision, first: usize) -> Vec<DisputedItem> {
    let reviewable = decision.items.iter().filter(|item| item.is_reviewable());
    let item = |(number, item): (usize, &UrItem)| DisputedItem {
        number,
        item: item.item.clone(),
        ur_outcome: item.outcome,
        claims_administrator_guideline: item.guideline.clone(),
    };
    (first..).zip(reviewable).map(item).collect()
}

#[cfg(test)]
pub(crate) mod tests;
