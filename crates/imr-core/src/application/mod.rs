//! What was filed: one application for each form received.

mod form;
pub mod number;

pub use form::{
    Contact, Diagnosis, Employee, End, Ended, Form, Ground, LiabilityObjection, LiabilityResolved, Priority,
    Representative, Signature, Threat, UrDecision, UrItem, UrOutcome,
};

use crate::audit::{Event, Head};
use crate::eligibility::{self, Outcome, Screening};
use crate::law::Law;
use crate::occasion::Occasion;
use crate::refusal::{Code, Refusal};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An application: the form, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Its identifier.
    pub id: Uuid,
    /// The form as filed.
    pub form: Form,
    /// Where it stands.
    pub stage: Stage,
    /// Where its history stands.
    pub head: Head,
}

/// Where an application stands (rulebook 2.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Received, not screened yet.
    Received,
    /// Something is missing that decides eligibility.
    InformationNeeded {
        /// The tests and their results.
        screening: Screening,
    },
    /// It failed a test.
    Ineligible {
        /// The tests and their results.
        screening: Screening,
    },
    /// It passed every test.
    Eligible {
        /// The tests and their results.
        screening: Screening,
        /// The day it was found so: the notice of assignment is due from it.
        on: Date,
    },
    /// A case was opened on it.
    Assigned {
        /// Number of the case.
        case: String,
    },
}

impl Stage {
    /// Its name, for lists.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::InformationNeeded { .. } => "information needed",
            Self::Ineligible { .. } => "ineligible",
            Self::Eligible { .. } => "eligible",
            Self::Assigned { .. } => "assigned",
        }
    }
}

/// What can be done with an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Run the eligibility tests.
    Screen,
    /// Open a case on it.
    Assign {
        /// Number of the case.
        case: String,
    },
}

/// What happened to an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// It was received.
    Received {
        /// Its identifier.
        id: Uuid,
        /// The form as filed.
        form: Form,
    },
    /// The eligibility tests were run.
    Screened {
        /// The tests and their results.
        screening: Screening,
        /// The day.
        on: Date,
    },
    /// A case was opened on it.
    Assigned {
        /// Number of the case.
        case: String,
    },
}

impl Fact {
    /// What happened, in a line.
    #[must_use]
    pub fn headline(&self) -> String {
        match self {
            Self::Received { form, .. } => format!("application received on {}", form.received),
            Self::Screened { screening, .. } => format!("screened: {}", screening.outcome.name()),
            Self::Assigned { case } => format!("assigned to case {case}"),
        }
    }
}

impl Application {
    /// The name of an application's history.
    #[must_use]
    pub fn stream(id: Uuid) -> String {
        format!("application/{id}")
    }

    /// A form arrives (rulebook T1).
    pub fn receive(id: Uuid, form: Form, occasion: &Occasion) -> Result<(Self, Event), Refusal> {
        let application = Self { id, form: form.clone(), stage: Stage::Received, head: Head::EMPTY };
        application.record(Fact::Received { id, form }, occasion)
    }

    /// The only way an application changes. The law and the state decide
    /// whether it may.
    pub fn apply(self, action: Action, occasion: &Occasion, law: &Law) -> Result<(Self, Event), Refusal> {
        let fact = self.decide(action, occasion, law)?;
        self.record(fact, occasion)
    }

    fn decide(&self, action: Action, occasion: &Occasion, law: &Law) -> Result<Fact, Refusal> {
        match (&self.stage, action) {
            (Stage::Received | Stage::InformationNeeded { .. }, Action::Screen) => {
                Ok(Fact::Screened { screening: eligibility::screen(&self.form, law)?, on: occasion.on })
            }
            (Stage::Eligible { .. }, Action::Assign { case }) => Ok(Fact::Assigned { case }),
            (Stage::Ineligible { screening } | Stage::InformationNeeded { screening }, Action::Assign { .. }) => {
                Err(Refusal::new(
                    Code::NotEligible,
                    format!("No case can be opened on application {}: {}", self.id, screening.because()),
                    "Send the notice of ineligibility, or screen again when what is missing has come.",
                )
                .citing("8 CCR 9792.10.3"))
            }
            (stage, action) => Err(Refusal::new(
                Code::WrongStage,
                format!(
                    "Application {} is {}, so it cannot be {}.",
                    self.id,
                    stage.name(),
                    match action {
                        Action::Screen => "screened",
                        Action::Assign { .. } => "assigned to a case",
                    }
                ),
                "Look at its history to see what was done with it.",
            )),
        }
    }

    fn record(self, fact: Fact, occasion: &Occasion) -> Result<(Self, Event), Refusal> {
        let event = Event::after(
            self.head,
            &Self::stream(self.id),
            occasion.at,
            occasion.by.clone(),
            &occasion.reason,
            crate::fact::text(&fact)?,
        );
        let mut application = self.evolve(fact).ok_or_else(crate::fact::no_place)?;
        application.head = event.head();
        Ok((application, event))
    }

    /// What the application is after a fact. Needs no law: a fact holds every
    /// value that was computed when it happened. A fact that has no place at
    /// the stage gives nothing.
    fn evolve(mut self, fact: Fact) -> Option<Self> {
        self.stage = match (self.stage, fact) {
            (Stage::Received, Fact::Received { .. }) => Stage::Received,
            (Stage::Received | Stage::InformationNeeded { .. }, Fact::Screened { screening, on }) => {
                match screening.outcome {
                    Outcome::Eligible => Stage::Eligible { screening, on },
                    Outcome::InformationNeeded => Stage::InformationNeeded { screening },
                    Outcome::Ineligible => Stage::Ineligible { screening },
                }
            }
            (Stage::Eligible { .. }, Fact::Assigned { case }) => Stage::Assigned { case },
            _ => return None,
        };
        Some(self)
    }

    /// The application that a history describes.
    pub fn replay(events: &[Event]) -> Result<Self, crate::fact::Unreplayable> {
        let mut state: Option<Self> = None;
        for event in events {
            let fact: Fact = crate::fact::read(event)?;
            let mut next = match (state, fact) {
                (None, Fact::Received { id, form }) => Self { id, form, stage: Stage::Received, head: Head::EMPTY },
                (Some(application), fact) => {
                    application.evolve(fact).ok_or_else(|| crate::fact::Unreplayable::no_place(event))?
                }
                (None, _) => return Err(crate::fact::Unreplayable::no_beginning(event)),
            };
            next.head = event.head();
            state = Some(next);
        }
        state.ok_or_else(crate::fact::Unreplayable::empty)
    }
}
