//! Several applications in one case (8 CCR 9792.10.4(a); T20).

use super::{Case, Stage};
use crate::application::consolidation::consolidation;
use crate::application::{Application, Priority, Representative, Stage as Filed, UrDecision, UrItem};
use crate::eligibility::Track;
use crate::law::Law;
use crate::party::Party;
use crate::refusal::{Code, Refusal};
use crate::service::Change;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An eligible application that is to join a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining {
    /// The application the case was opened on.
    to: Uuid,
    application: Uuid,
    alias: String,
    received: Date,
    priority: Priority,
    track: Track,
    parties: Vec<Party>,
    representatives: Vec<Representative>,
    changes: Vec<Change>,
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
    /// Who may act for the employee, and between which days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub representatives: Vec<Representative>,
    /// What changed about who takes part since its form came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

impl Joining {
    /// An application as it joins the case that was opened on `first`, under
    /// a number of its own that becomes an alias; refuses one that is not
    /// eligible, or fails a test of consolidation by the law of `on`.
    pub fn of(
        application: &Application,
        first: &Application,
        alias: &str,
        on: Date,
        law: &Law,
    ) -> Result<Self, Refusal> {
        let form = &application.form;
        let (Filed::Eligible { .. }, Some(ur_decision)) = (&application.stage, application.decision_to_review())
        else {
            let sentence =
                format!("Application {} cannot join a case: it is {}.", application.id, application.stage.name());
            let remedy = match application.stage {
                Filed::Assigned { .. } => "It has a case of its own: decide it there.",
                _ => "Screen the application first.",
            };
            return Err(Refusal::new(Code::NotEligible, sentence, remedy).citing("8 CCR 9792.10.4(a)"));
        };
        if !ur_decision.items.iter().any(UrItem::is_reviewable) {
            return Err(refused(application.id, "a case", "It has no item to review."));
        }
        let tests = consolidation(first, application, on, law)?;
        if !tests.allowed {
            return Err(refused(application.id, "a case", &tests.because()));
        }
        Ok(Self {
            to: first.id,
            application: application.id,
            alias: alias.to_owned(),
            received: form.received,
            priority: application.priority(),
            track: application.track(),
            parties: form.parties.clone(),
            representatives: form.representatives.clone(),
            changes: application.changes.clone(),
            ur_decision,
        })
    }
}

fn refused(application: Uuid, what: &str, why: &str) -> Refusal {
    Refusal::new(
        Code::NotConsolidable,
        format!("Application {application} cannot join {what}. {why}"),
        "Open a case of its own on it.",
    )
    .citing("8 CCR 9792.10.4(a)")
}

impl Joining {
    /// How fast a case is reviewed that this application joins, where that
    /// changes: with an ordinary item in it, a case of formulary drugs takes
    /// the ordinary course (rulebook E12).
    pub(super) fn slows(&self, case: &Case) -> Option<super::Track> {
        let mixed = case.track == super::Track::Formulary && self.track == Track::Ordinary;
        mixed.then_some(super::Track::Standard)
    }
}

/// Why no case is opened unasked on an application that could join open ones
/// (T20): whether they are decided together is for a person to say.
#[must_use]
pub fn may_join(application: Uuid, cases: &[String]) -> Refusal {
    let (first, all) = (cases.first().map_or("", String::as_str), cases.join(", "));
    Refusal::new(
        Code::MayJoin,
        format!("No case was opened on application {application}: it may be decided together with {all}."),
        format!(
            "Let it join (imr case do join {first} --application {application}), or open a case of its own \
             (imr application do open-case {application})."
        ),
    )
    .citing("8 CCR 9792.10.4(a)")
}

impl Case {
    /// Whether an eligible application could join it now.
    #[must_use]
    pub fn could_take_in(&self, joining: Joining) -> bool {
        matches!(self.stage, Stage::Assigned | Stage::AwaitingRecords { .. }) && self.joined(joining).is_ok()
    }

    /// What joins, with its items numbered on. The tests of consolidation are
    /// passed; what can still stand in the way is the case as it is by now.
    pub(super) fn joined(&self, joining: Joining) -> Result<Joined, Refusal> {
        let refuse = |why: &str| Err(refused(joining.application, &format!("case {}", self.number()), why));
        if self.opening.application != joining.to {
            return refuse("It was held against the application of another case.");
        }
        let known = self.opening.application == joining.application
            || self.joined.iter().any(|one| one.application == joining.application);
        if known {
            return refuse("It is in the case already.");
        }
        if self.priority() != joining.priority {
            let (theirs, ours) = (joining.priority.as_str(), self.priority().as_str());
            return refuse(&format!("It is {theirs}, the case {ours}."));
        }
        let parties = self.parties();
        let first = self.next_item();
        let count = joining.ur_decision.items.iter().filter(|item| item.is_reviewable()).count();
        let new = |party: &Party| !parties.iter().any(|one| one.role == party.role && one.name == party.name);
        Ok(Joined {
            items: (first..first + count).collect(),
            parties: joining.parties.iter().filter(|party| new(party)).cloned().collect(),
            representatives: joining.representatives,
            changes: joining.changes,
            application: joining.application,
            alias: joining.alias,
            received: joining.received,
            ur_decision: joining.ur_decision,
        })
    }
}
