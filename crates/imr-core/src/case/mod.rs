//! A case: one number, its disputed items, and everything that happened to
//! it from assignment to issued letter.

mod deciding;
mod fact;

pub use fact::{Action, Fact, IssuedLetter};

use crate::application::{Application, Priority, UrDecision};
use crate::audit::{Event, Head};
use crate::casefile::{Document, Manifest};
use crate::deadline::Due;
use crate::determination::{Determination, ItemDecision};
use crate::fact::Unreplayable;
use crate::law::Law;
use crate::matching::Matching;
use crate::occasion::Occasion;
use crate::party::Party;
use crate::refusal::Refusal;
use crate::review::DisputedItem;
use crate::reviewer::Reviewer;
use crate::service::ServedNotice;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// What it was opened with.
    pub opening: Opening,
    /// The disputed items.
    pub items: Vec<DisputedItem>,
    /// Documents received, in order.
    pub documents: Vec<Document>,
    /// Notices served, in order.
    pub notices: Vec<ServedNotice>,
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
    /// Regular or expedited.
    pub priority: Priority,
    /// Date of injury.
    pub date_of_injury: Date,
    /// The claims administrator's number.
    pub claim_number: String,
    /// Everybody who takes part.
    pub parties: Vec<Party>,
    /// The decision in dispute.
    pub ur_decision: UrDecision,
    /// When the notice of assignment must be out.
    pub notice_due: Due,
}

/// Where a case stands, with what is true only there (rulebook 2.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "a case has one stage; boxing would only hide its shape")]
pub enum Stage {
    /// C1: opened; the notice of assignment is owed.
    Assigned,
    /// C2: the notice is out; records are owed.
    AwaitingRecords {
        /// When they must be in.
        records_due: Due,
    },
    /// C5: the records are in.
    RecordsComplete {
        /// When the letter must be out.
        determination_due: Due,
    },
    /// C6: a reviewer is proposed and has not accepted yet.
    ReviewerMatching {
        /// When the letter must be out.
        determination_due: Due,
        /// Who was considered, and who is proposed.
        matching: Matching,
    },
    /// C7: the reviewer is at work.
    InReview {
        /// The review.
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
        /// Who checked it, once somebody has.
        checked_by: Option<String>,
    },
    /// C11: the letter is out.
    Determined {
        /// The review.
        review: Assignment,
        /// What was determined.
        determination: Determination,
        /// The letter.
        letter: IssuedLetter,
        /// Until when a party may appeal.
        appeal_until: Due,
    },
}

impl Stage {
    /// Its name, for lists and messages.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::AwaitingRecords { .. } => "awaiting records",
            Self::RecordsComplete { .. } => "records complete",
            Self::ReviewerMatching { .. } => "reviewer matching",
            Self::InReview { .. } => "in review",
            Self::LetterDraft { .. } => "letter draft",
            Self::Determined { .. } => "determined",
        }
    }
}

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
    /// What the reviewer was sent, once it was sent.
    pub sent: Option<SentFile>,
    /// The decisions so far.
    pub decisions: Vec<ItemDecision>,
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
    /// What was sent.
    pub manifest: Manifest,
    /// The day.
    pub on: Date,
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
        let items = opening
            .ur_decision
            .items
            .iter()
            .filter(|item| item.is_reviewable())
            .enumerate()
            .map(|(index, item)| DisputedItem {
                number: index + 1,
                item: item.item.clone(),
                ur_outcome: item.outcome,
                claims_administrator_guideline: item.guideline.clone(),
            })
            .collect();
        Self {
            opening,
            items,
            documents: Vec::new(),
            notices: Vec::new(),
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

    /// How a reviewer was chosen, once one was proposed.
    #[must_use]
    pub fn matching(&self) -> Option<&Matching> {
        match &self.stage {
            Stage::ReviewerMatching { matching, .. } => Some(matching),
            _ => self.assignment().map(|review| &review.matching),
        }
    }

    /// The reviewer's work, from acceptance on.
    #[must_use]
    pub fn assignment(&self) -> Option<&Assignment> {
        match &self.stage {
            Stage::InReview { review } | Stage::LetterDraft { review, .. } | Stage::Determined { review, .. } => {
                Some(review)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
