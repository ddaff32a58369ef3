//! What was filed: one application for each form received, and how it moves
//! until a case is opened on it (rulebook 2.1, transitions T1 to T18).

mod action;
mod comparison;
pub mod consolidation;
mod contesting;
mod days;
mod deciding;
mod dispute;
mod earlier;
mod evolve;
mod fact;
mod form;
pub mod intake;
mod kept;
mod liability;
mod notices;
pub mod number;
mod putting_off;

pub use action::Action;
pub use comparison::{Comparison, Overruled};
pub use contesting::{PartPetition, in_time, petition_due};
pub use dispute::Dispute;
pub use fact::Fact;
pub use form::{
    Contact, Diagnosis, Employee, End, Ended, Form, Ground, LiabilityObjection, Priority, Representative,
    Signature, Threat, UrDecision, UrItem, UrOutcome,
};
pub use liability::{LiabilityResolved, Told};

use crate::audit::{Event, Head};
use crate::deadline::Due;
use crate::duplicate::Likeness;
use crate::eligibility::{Reason, Screening, Track};
use crate::fact::Unreplayable;
use crate::law::Law;
use crate::occasion::Occasion;
use crate::refusal::Refusal;
use crate::service::{Change, NoticeKind, ServedNotice};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An application: the form, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Its identifier.
    pub id: Uuid,
    /// The form as filed, with what was sent since.
    pub form: Form,
    /// What came of the comparison with earlier applications, once it was made.
    pub compared: Option<Comparison>,
    /// Reasons of ineligibility that the Appeals Board set aside.
    pub reversed: Vec<Reason>,
    /// Which period for filing holds, where a person had to decide it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<PeriodFound>,
    /// What changed about who takes part, in order; a case that is opened on
    /// it goes on from there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Notices served, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<ServedNotice>,
    /// Notices that are owed because of what happened (rulebook 6.5).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owed: Vec<NoticeKind>,
    /// A petition against what is left out of the review, where the rest goes
    /// on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub petition: Option<PartPetition>,
    /// Where it stands.
    pub stage: Stage,
    /// Where its history stands.
    pub head: Head,
}

/// A person's finding on which period for filing holds, where the text of the
/// shorter one was not seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodFound {
    /// That of the formulary, or the ordinary one.
    pub track: Track,
    /// Who.
    pub by: String,
    /// Why.
    pub because: String,
}

impl PeriodFound {
    /// Why, as it stands within a sentence.
    #[must_use]
    pub fn because(&self) -> &str {
        self.because.trim().trim_end_matches('.')
    }
}

/// An earlier application that one is like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// Which.
    pub application: Uuid,
    /// Number of its case, where one was opened.
    pub case: Option<String>,
    /// It ended without a review for a reason that a new form may cure, or was
    /// withdrawn: then this is a new filing (T15), not a duplicate.
    pub closed: bool,
    /// Items of it wait for a dispute about liability, and this asks for their
    /// review anew (T12), which makes it no duplicate.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub renews: bool,
    /// How that dispute ended, where the earlier one tells it and this one does
    /// not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved: Option<LiabilityResolved>,
    /// What agrees, and what does not.
    pub likeness: Likeness,
}

/// Where an application stands (rulebook 2.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// A1: received. A2, the comparison with earlier applications, is left by
    /// the act that enters it.
    Received,
    /// A3: the eligibility tests are to be run, or were and are open.
    Screening {
        /// What was found last, where something was.
        screening: Option<Screening>,
        /// The time for sending what is missing is over.
        time_over: bool,
    },
    /// A4: the parties were asked for what is missing.
    InformationRequested {
        /// The tests and their results.
        screening: Screening,
        /// Until when it is to be sent.
        due: Due,
    },
    /// A5: a reminder went out to send the utilization review decision.
    Incomplete {
        /// The tests and their results.
        screening: Screening,
        /// Until when it is to be sent.
        due: Due,
    },
    /// A6: it failed a test.
    Ineligible {
        /// The tests and their results.
        screening: Screening,
        /// The application that files it anew, once there is one.
        refiled: Option<Uuid>,
        /// The day from which on it can have been found; none where that was
        /// not kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        found: Option<Date>,
    },
    /// A7: it waits for a dispute about liability.
    Deferred {
        /// The tests and their results.
        screening: Screening,
        /// Until when it is to be asked for anew, once the dispute ended for
        /// the employee.
        renewal_due: Option<Due>,
        /// The application that asks anew in its place, once there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refiled: Option<Uuid>,
    },
    /// A8: it passed every test.
    Eligible {
        /// The tests and their results.
        screening: Screening,
        /// The day it was found so: the notice of assignment is due from it.
        on: Date,
    },
    /// A9: it was withdrawn before a case was opened.
    Withdrawn {
        /// The day.
        on: Date,
    },
    /// A10: the same was filed before.
    Duplicate {
        /// The earlier application.
        of: Earlier,
    },
    /// A11: the finding of ineligibility is before the Appeals Board.
    Appealed {
        /// The tests and their results.
        screening: Screening,
        /// Day of the petition.
        petition: Date,
        /// Until when it was in time; none where the notice of the finding had
        /// not gone out, and in histories from before that was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Due>,
    },
    /// A case was opened on it (C1).
    Assigned {
        /// Number of the case.
        case: String,
        /// The tests and their results; none in rows from before they were
        /// kept here.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        screening: Option<Screening>,
        /// Until when the review of what was put off is to be asked for anew,
        /// once liability was resolved for the employee.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        renewal_due: Option<Due>,
    },
}

impl Stage {
    /// The names of all stages, in their order.
    pub const NAMES: [&'static str; 11] = [
        "received",
        "screening",
        "information requested",
        "incomplete",
        "ineligible",
        "deferred",
        "eligible",
        "withdrawn",
        "duplicate",
        "appealed",
        "assigned",
    ];

    /// Its name, for lists.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Screening { .. } => "screening",
            Self::InformationRequested { .. } => "information requested",
            Self::Incomplete { .. } => "incomplete",
            Self::Ineligible { .. } => "ineligible",
            Self::Deferred { .. } => "deferred",
            Self::Eligible { .. } => "eligible",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Duplicate { .. } => "duplicate",
            Self::Appealed { .. } => "appealed",
            Self::Assigned { .. } => "assigned",
        }
    }

    /// The state of the rulebook.
    #[must_use]
    pub fn state(&self) -> &'static str {
        match self {
            Self::Received => "A1",
            Self::Screening { .. } => "A3",
            Self::InformationRequested { .. } => "A4",
            Self::Incomplete { .. } => "A5",
            Self::Ineligible { .. } => "A6",
            Self::Deferred { .. } => "A7",
            Self::Eligible { .. } => "A8",
            Self::Withdrawn { .. } => "A9",
            Self::Duplicate { .. } => "A10",
            Self::Appealed { .. } => "A11",
            Self::Assigned { .. } => "C1",
        }
    }

    /// What the screen found last.
    #[must_use]
    pub fn screening(&self) -> Option<&Screening> {
        match self {
            Self::Screening { screening, .. } | Self::Assigned { screening, .. } => screening.as_ref(),
            Self::InformationRequested { screening, .. }
            | Self::Incomplete { screening, .. }
            | Self::Ineligible { screening, .. }
            | Self::Deferred { screening, .. }
            | Self::Eligible { screening, .. }
            | Self::Appealed { screening, .. } => Some(screening),
            Self::Received | Self::Withdrawn { .. } | Self::Duplicate { .. } => None,
        }
    }

    /// What is owed next, and until when.
    #[must_use]
    pub fn due(&self) -> Option<&Due> {
        match self {
            Self::InformationRequested { due, .. } | Self::Incomplete { due, .. } => Some(due),
            Self::Deferred { renewal_due, refiled: None, .. } | Self::Assigned { renewal_due, .. } => {
                renewal_due.as_ref()
            }
            _ => None,
        }
    }
}

impl Stage {
    /// Whether another application may ask anew in its place for what was put
    /// off (T12): all of it, or what waits beside a case.
    #[must_use]
    pub fn may_be_renewed_by_another(&self) -> bool {
        matches!(self, Self::Deferred { refiled: None, .. } | Self::Assigned { renewal_due: Some(_), .. })
    }
}

impl Application {
    /// The name of an application's history.
    #[must_use]
    pub fn stream(id: Uuid) -> String {
        format!("application/{id}")
    }

    /// A form arrives (T1).
    pub fn receive(id: Uuid, form: Form, occasion: &Occasion) -> Result<(Self, Event), Refusal> {
        deciding::may_be_received(&form, occasion)?;
        Self::begin(id, form.clone()).record(Fact::Received { id, form }, occasion)
    }

    fn begin(id: Uuid, form: Form) -> Self {
        Self {
            id,
            form,
            compared: None,
            reversed: Vec::new(),
            period: None,
            changes: Vec::new(),
            notices: Vec::new(),
            owed: vec![NoticeKind::Receipt],
            petition: None,
            stage: Stage::Received,
            head: Head::EMPTY,
        }
    }

    /// The only way an application changes. The law and the state decide
    /// whether it may.
    pub fn apply(self, action: Action, occasion: &Occasion, law: &Law) -> Result<(Self, Event), Refusal> {
        let fact = self.decide(action, occasion, law)?;
        self.record(fact, occasion)
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

    /// The application that a history describes.
    pub fn replay(events: &[Event]) -> Result<Self, Unreplayable> {
        let mut state: Option<Self> = None;
        for event in events {
            let fact: Fact = crate::fact::read(event)?;
            let mut next = match (state, fact) {
                (None, Fact::Received { id, form }) => Self::begin(id, form),
                (Some(application), fact) => {
                    application.evolve(fact).ok_or_else(|| Unreplayable::no_place(event))?
                }
                (None, _) => return Err(Unreplayable::no_beginning(event)),
            };
            next.head = event.head();
            state = Some(next);
        }
        state.ok_or_else(Unreplayable::empty)
    }

    /// How fast the review must be: as found in screening, else as asked.
    #[must_use]
    pub fn priority(&self) -> Priority {
        self.stage.screening().map_or(self.form.priority, |screening| screening.priority)
    }

    /// Which periods govern the review, as found in screening.
    #[must_use]
    pub fn track(&self) -> Track {
        self.stage.screening().map_or(Track::Ordinary, |screening| screening.track)
    }

    /// The decision as it is to be reviewed.
    #[must_use]
    pub fn decision_to_review(&self) -> Option<UrDecision> {
        self.left_to_it().decision_to_review()
    }

    /// The form without the items that were filed before with another, unless
    /// that are all.
    fn left_to_it(&self) -> Form {
        let filed = self.compared.as_ref().map(Comparison::filed).unwrap_or_default();
        let is_filed = |item: &UrItem| filed.iter().any(|(name, _)| *name == item.item);
        let mut form = self.form.clone();
        if self.form.disputed().all(is_filed) {
            return form;
        }
        let items = form.ur_decision.iter_mut().flat_map(|decision| &mut decision.items);
        items.filter(|item| is_filed(item)).for_each(|item| item.undisputed = true);
        form
    }
}

#[cfg(test)]
pub(crate) mod tests;
