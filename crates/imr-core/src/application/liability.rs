//! How a dispute about liability ended, and what that changes of a form
//! (rulebook D6, E6, T12, T13).

use super::{Form, UrDecision, UrItem};
use crate::service::Method;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How a dispute about liability ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiabilityResolved {
    /// Day the notice of it was served on the employee.
    pub served: Date,
    /// How it was served, where that is known.
    #[serde(default)]
    pub method: Option<Method>,
    /// Whether it ended in the employee's favour.
    pub for_employee: bool,
    /// Day the review was asked for anew, where the application had been put
    /// off; else the day of receipt counts.
    #[serde(default)]
    pub renewed: Option<Date>,
    /// The notice of deferral, where it was served only after the dispute had
    /// ended and so told of that: the employee had been told of no time before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}

/// A service on the employee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The day.
    pub on: Date,
    /// The means.
    pub method: Method,
}

impl LiabilityResolved {
    /// Whether it is said to have ended before there was the decision at whose
    /// time it was there (Labor Code 4610.5(h)(2)): that day is wrong, or it
    /// is another dispute.
    #[must_use]
    pub fn is_before(&self, decision: &UrDecision) -> bool {
        self.served < decision.decided
    }
}

impl Form {
    /// How the dispute about liability ended, as far as the day that is said
    /// can be.
    #[must_use]
    pub fn resolution(&self) -> Option<&LiabilityResolved> {
        let possible =
            |one: &&LiabilityResolved| self.ur_decision.as_ref().is_none_or(|decision| !one.is_before(decision));
        self.liability_resolved.as_ref().filter(possible)
    }

    /// The items that wait for a dispute about liability, as far as nobody has
    /// said how it ended.
    pub fn put_off(&self) -> impl Iterator<Item = &UrItem> {
        let open = self.resolution().is_none();
        self.disputed().filter(move |item| open && item.is_put_off())
    }
}
