//! How a case ends, and what comes after the letter (C11 to C18).

use super::work::Assignment;
use super::{IssuedLetter, Stage};
use crate::deadline::Due;
use crate::determination::Determination;
use crate::digest::Digest;
use crate::letter::record::Decision;
use crate::party::Role;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A determination that went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issuance {
    /// The review.
    pub review: Assignment,
    /// What was determined.
    pub determination: Determination,
    /// The letter.
    pub letter: IssuedLetter,
    /// Until when a party may appeal.
    pub appeal_until: Due,
    /// What the claims administrator must do; none where every denial stands.
    pub implementation: Option<Implementation>,
}

/// What the claims administrator must do about overturned items
/// (8 CCR 9792.10.7(a)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Implementation {
    /// Until when an item that was not given yet must be authorized.
    pub authorize_by: Due,
    /// Until when an item that was given already must be paid.
    pub pay_by: Due,
    /// The day from which both are counted where it is not the day on which
    /// the letter was served: its recorded receipt, or the order that ended a
    /// petition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_from: Option<Date>,
    /// The day on which the letter was received, where that is recorded; none in
    /// histories from before it was kept beside what is counted from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Date>,
    /// What was done.
    pub done: Vec<Implemented>,
    /// The day liability was disputed for another reason, where it was: the
    /// claims administrator then need not implement yet.
    pub liability_disputed: Option<Date>,
    /// The day that dispute was resolved against the employee, where it was:
    /// the claims administrator is not liable, and nothing is left to implement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_liable: Option<Date>,
    /// Calendar days after the due date on which a petition was before the
    /// Appeals Board, where it came when the claims administrator was late: the
    /// duty slept, and they are no days late.
    #[serde(default, skip_serializing_if = "is_none")]
    pub days_petitioned: i32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_none(days: &i32) -> bool {
    *days == 0
}

/// An overturned item that was authorized or paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Implemented {
    /// Number of the item.
    pub item: usize,
    /// How.
    pub how: How,
    /// The day.
    pub on: Date,
    /// Calendar days after the due date; 0 when in time.
    pub days_late: i32,
}

/// How an overturned item is implemented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The treatment is authorized.
    Authorized,
    /// The treatment was given before and is paid.
    Paid,
}

/// Why items are no longer in dispute, or the whole review has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// Why.
    pub cause: Cause,
    /// Numbers of the items.
    pub items: Vec<usize>,
    /// Who gave notice of it.
    pub by: Role,
    /// The day of the notice.
    pub on: Date,
    /// The notice, order or agreement itself.
    pub proof: Digest,
}

/// Why an item is no longer in dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The claims administrator authorized it (8 CCR 9792.10.6(a)).
    Authorized,
    /// The employee withdrew the application.
    Withdrawn,
    /// The parties settled.
    Settled,
    /// A judge awarded it.
    Awarded,
    /// The physician withdrew the request for authorization.
    RequestWithdrawn,
}

impl Cause {
    /// What happened, as it follows the name of an item.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Authorized => "authorized by the claims administrator",
            Self::Withdrawn => "withdrawn by the employee",
            Self::Settled => "settled by the parties",
            Self::Awarded => "awarded by a judge",
            Self::RequestWithdrawn => "no longer requested by the physician",
        }
    }
}

impl Cause {
    /// Whether somebody of this part can end a dispute in this way.
    #[must_use]
    pub fn is_told_by(self, role: Role) -> bool {
        use Role::{AppealsBoard, ClaimsAdministrator, Employee, EmployeeAttorney, EmployeeDesignee};
        use Role::{EmergencyProvider, Employer, RequestingPhysician};
        let roles: &[Role] = match self {
            Self::Authorized => &[ClaimsAdministrator],
            Self::Withdrawn => &[Employee, EmployeeAttorney, EmployeeDesignee],
            Self::Settled => &[Employee, EmployeeAttorney, EmployeeDesignee, ClaimsAdministrator, Employer],
            Self::Awarded => &[AppealsBoard, Employee, EmployeeAttorney, EmployeeDesignee, ClaimsAdministrator],
            Self::RequestWithdrawn => &[RequestingPhysician, EmergencyProvider],
        };
        roles.contains(&role)
    }
}

/// How a review ended without a determination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Termination {
    /// What ended it.
    pub ending: Ending,
    /// Code of the stage at which it ended: the fee depends on it.
    pub at: String,
    /// The case file had been sent to a reviewer.
    pub sent_to_reviewer: bool,
}

/// A petition to the WCAB against the determination (Labor Code 4610.6(h)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Petition {
    /// Who petitions.
    pub by: Role,
    /// The day it was filed.
    pub filed: Date,
    /// Whether that was in time; a late one is recorded too.
    pub in_time: bool,
    /// The petition itself.
    pub document: Digest,
    /// Orders that were sent back because they state no ground or no facts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returned: Vec<Order>,
}

/// An order of the WCAB on a petition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The day it bears.
    pub dated: Date,
    /// What it orders.
    pub disposition: Disposition,
    /// The order itself.
    pub document: Digest,
}

/// What an order on a petition says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Disposition {
    /// The petition is denied.
    Denied,
    /// The petition is dismissed.
    Dismissed,
    /// The determination is set aside and the dispute sent back.
    Reversed {
        /// The statutory grounds the order names.
        grounds: Vec<Ground>,
        /// The facts the order finds to have been wrong; empty when it states
        /// none.
        facts: String,
    },
}

/// The five grounds on which a determination may be set aside
/// (Labor Code 4610.6(h)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// The Administrative Director acted without or in excess of powers.
    ExcessOfPowers,
    /// Fraud.
    Fraud,
    /// A material conflict of interest of the reviewer.
    ConflictOfInterest,
    /// Bias.
    Bias,
    /// A plainly erroneous finding of fact that is ordinary knowledge.
    PlainError,
}

impl Ground {
    /// The ground in words.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::ExcessOfPowers => "the Administrative Director acted without or in excess of powers",
            Self::Fraud => "the determination was procured by fraud",
            Self::ConflictOfInterest => "the reviewer had a material conflict of interest",
            Self::Bias => "the determination resulted from bias",
            Self::PlainError => "the determination rests on a plainly erroneous finding of fact",
        }
    }
}

impl Issuance {
    /// Numbers of the overturned items.
    #[must_use]
    pub fn overturned(&self) -> Vec<usize> {
        let decisions = self.determination.decisions().iter();
        decisions.filter(|one| one.decision == Decision::Overturned).map(|one| one.item).collect()
    }

    /// Overturned items that are neither authorized nor paid, and for which the
    /// claims administrator is liable.
    #[must_use]
    pub fn outstanding(&self) -> Vec<usize> {
        if self.implementation.as_ref().is_some_and(|duty| duty.not_liable.is_some()) {
            return Vec::new();
        }
        let done = |item: &usize| {
            self.implementation.as_ref().is_some_and(|duty| duty.done.iter().any(|one| one.item == *item))
        };
        self.overturned().into_iter().filter(|item| !done(item)).collect()
    }

    /// Whether each overturned item was authorized or paid, and there is one.
    fn all_done(&self) -> bool {
        let done = self.implementation.iter().flat_map(|duty| &duty.done).map(|one| one.item);
        let (done, overturned): (Vec<usize>, _) = (done.collect(), self.overturned());
        !overturned.is_empty() && overturned.iter().all(|item| done.contains(item))
    }

    /// What is due after the letter.
    #[must_use]
    pub fn open_dues(&self) -> Vec<&Due> {
        let mut dues = vec![&self.appeal_until];
        if let (Some(duty), false) = (&self.implementation, self.outstanding().is_empty()) {
            // Which of the two holds depends on whether the item was given.
            dues.extend([&duty.authorize_by, &duty.pay_by].into_iter().filter(|due| !duty.sleeps(due)));
        }
        dues
    }
}

impl Implementation {
    /// Whether a dispute about liability lets this wait: one that was raised
    /// before it was over. What was overdue by then stays so.
    #[must_use]
    pub fn sleeps(&self, due: &Due) -> bool {
        self.liability_disputed.is_some_and(|since| since <= due.date)
    }

    /// What was done. What is recorded of an item again corrects what was.
    pub(super) fn record(&mut self, done: Vec<Implemented>) {
        self.done.retain(|one| done.iter().all(|again| again.item != one.item));
        self.done.extend(done);
    }

    /// Until when an item must be implemented in this way.
    #[must_use]
    pub fn due(&self, how: How) -> &Due {
        match how {
            How::Authorized => &self.authorize_by,
            How::Paid => &self.pay_by,
        }
    }
}

/// The stage to which a petition that ended leads back: implemented, where every
/// overturned item was authorized or paid while it was pending.
pub(super) fn petition_ended(stage: Stage) -> Stage {
    match stage {
        Stage::Determined { issued } | Stage::NotImplemented { issued, .. } if issued.all_done() => {
            Stage::Implemented { issued }
        }
        stage => stage,
    }
}

/// The stage once a dispute of liability is resolved: either there is something
/// to implement again, or nothing is left.
pub(super) fn liability_resolved(mut stage: Stage, on: Date, again: Option<Implementation>) -> Option<Stage> {
    let kept = stage.issued_mut()?.implementation.as_mut()?;
    match again {
        Some(duty) => {
            *kept = duty;
            Some(stage)
        }
        None => {
            (kept.liability_disputed, kept.not_liable) = (None, Some(on));
            Some(match stage {
                // Who is not liable has not failed to implement.
                Stage::NotImplemented { issued, .. } => Stage::Determined { issued },
                stage => stage,
            })
        }
    }
}
