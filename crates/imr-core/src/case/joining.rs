//! Several applications in one case (8 CCR 9792.10.4(a); T20).

use super::Case;
use crate::application::{Application, Priority, Stage as Filed, UrDecision};
use crate::party::{Party, Role};
use crate::refusal::{Code, Refusal};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An eligible application that is to join a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining {
    application: Uuid,
    alias: String,
    received: Date,
    priority: Priority,
    date_of_injury: Date,
    parties: Vec<Party>,
    ur_decision: UrDecision,
}

/// An application that joined a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The application.
    pub application: Uuid,
    /// The number it would have had as a case of its own; it leads here.
    pub alias: String,
    /// Day it was received.
    pub received: Date,
    /// The decision it disputes.
    pub ur_decision: UrDecision,
    /// Numbers of its items in the case.
    pub items: Vec<usize>,
    /// Parties who were not in the case before.
    pub parties: Vec<Party>,
}

impl Joining {
    /// An application as it joins, under a number of its own that becomes an
    /// alias; refuses one that is not eligible.
    pub fn of(application: &Application, alias: &str) -> Result<Self, Refusal> {
        let form = &application.form;
        let (Filed::Eligible { .. }, Some(ur_decision)) = (&application.stage, form.ur_decision.clone()) else {
            let sentence =
                format!("Application {} cannot join a case: it is {}.", application.id, application.stage.name());
            return Err(Refusal::new(Code::NotEligible, sentence, "Screen the application first.")
                .citing("8 CCR 9792.10.4(a)"));
        };
        Ok(Self {
            application: application.id,
            alias: alias.to_owned(),
            received: form.received,
            priority: form.priority,
            date_of_injury: form.date_of_injury,
            parties: form.parties.clone(),
            ur_decision,
        })
    }
}

impl Case {
    /// What joins, with its items numbered on; refuses what fails one of the
    /// three tests, or is to be reviewed at another speed.
    pub(super) fn joined(&self, joining: Joining) -> Result<Joined, Refusal> {
        let refuse = |why: String| {
            let (application, case) = (joining.application, self.number());
            Err(Refusal::new(
                Code::NotConsolidable,
                format!("Application {application} cannot join case {case}: {why}."),
                "Open a case of its own on it.",
            )
            .citing("8 CCR 9792.10.4(a)"))
        };
        let known = self.opening.application == joining.application
            || self.joined.iter().any(|one| one.application == joining.application);
        if known {
            return refuse("it is in the case already".to_owned());
        }
        let parties = self.parties();
        for (role, what) in [(Role::Employee, "employee"), (Role::RequestingPhysician, "requesting physician")] {
            let (ours, theirs) = (named(&parties, role), named(&joining.parties, role));
            if ours != theirs || ours.is_empty() {
                return refuse(format!("the {what} is not the same"));
            }
        }
        if self.opening.date_of_injury != joining.date_of_injury {
            return refuse(format!(
                "its injury of {} is not that of {}",
                joining.date_of_injury, self.opening.date_of_injury
            ));
        }
        if self.priority() != joining.priority {
            return refuse(format!("it is {}, the case {}", joining.priority.as_str(), self.priority().as_str()));
        }
        let first = self.next_item();
        let count = joining.ur_decision.items.iter().filter(|item| item.is_reviewable()).count();
        let new = |party: &Party| !parties.iter().any(|one| one.role == party.role && one.name == party.name);
        Ok(Joined {
            items: (first..first + count).collect(),
            parties: joining.parties.iter().filter(|party| new(party)).cloned().collect(),
            application: joining.application,
            alias: joining.alias,
            received: joining.received,
            ur_decision: joining.ur_decision,
        })
    }
}

/// The names of a part, in the form in which two spellings compare.
fn named(parties: &[Party], role: Role) -> Vec<String> {
    let normal = |name: &str| name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let mut names: Vec<String> =
        parties.iter().filter(|party| party.role == role).map(|party| normal(&party.name)).collect();
    names.sort();
    names.dedup();
    names
}
