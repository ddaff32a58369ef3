//! Who takes part: parties of the dispute, and the people who act on a case.

use crate::naming;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The part somebody plays (rulebook section 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The injured worker.
    Employee,
    /// The attorney of a represented worker.
    EmployeeAttorney,
    /// Somebody else whom the employee named to act: a relative, a guardian.
    EmployeeDesignee,
    /// Who gave emergency care under an imminent and serious threat.
    EmergencyProvider,
    /// The physician whose request for authorization was denied or modified.
    RequestingPhysician,
    /// Insurer, self-insured employer or third-party administrator.
    ClaimsAdministrator,
    /// The employer at the time of injury.
    Employer,
    /// Intake staff of the review organization.
    Intake,
    /// Coordinator of the review organization.
    Coordinator,
    /// The neutral physician who decides.
    ExpertReviewer,
    /// The second person who checks a determination.
    QualityReviewer,
    /// The Administrative Director, and the Division's staff who act for the
    /// Director: approves, extends, is reported to.
    AdministrativeDirector,
    /// The Workers' Compensation Appeals Board and its judges.
    AppealsBoard,
    /// Reads everything, changes nothing.
    Auditor,
    /// The program itself, for what follows without anybody's choice.
    System,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 15] = [
        Self::Employee,
        Self::EmployeeAttorney,
        Self::EmployeeDesignee,
        Self::EmergencyProvider,
        Self::RequestingPhysician,
        Self::ClaimsAdministrator,
        Self::Employer,
        Self::Intake,
        Self::Coordinator,
        Self::ExpertReviewer,
        Self::QualityReviewer,
        Self::AdministrativeDirector,
        Self::AppealsBoard,
        Self::Auditor,
        Self::System,
    ];
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Employee => "employee",
            Self::EmployeeAttorney => "employee's attorney",
            Self::EmployeeDesignee => "employee's designee",
            Self::EmergencyProvider => "emergency provider",
            Self::RequestingPhysician => "requesting physician",
            Self::ClaimsAdministrator => "claims administrator",
            Self::Employer => "employer",
            Self::Intake => "intake",
            Self::Coordinator => "coordinator",
            Self::ExpertReviewer => "expert reviewer",
            Self::QualityReviewer => "quality reviewer",
            Self::AdministrativeDirector => "Administrative Director",
            Self::AppealsBoard => "Appeals Board",
            Self::Auditor => "auditor",
            Self::System => "system",
        })
    }
}

/// Who did something: a role and a stable identifier. For an expert reviewer
/// the identifier is the pseudonym, never a name (Labor Code 4610.6(f)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The part played.
    pub role: Role,
    /// Stable identifier of the person within that role.
    pub id: String,
}

impl Actor {
    /// An actor.
    pub fn new(role: Role, id: impl Into<String>) -> Self {
        Self { role, id: id.into() }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.role, self.id)
    }
}

/// The part of whoever bears this name and is no physician, where a party does:
/// what only a physician can certify is not certified by one of them.
#[must_use]
pub fn not_a_physician(name: &str, parties: &[Party]) -> Option<Role> {
    let named = naming::words(name);
    let other = |party: &&Party| !matches!(party.role, Role::RequestingPhysician | Role::EmergencyProvider);
    parties
        .iter()
        .filter(other)
        .find(|party| !named.is_empty() && naming::words(&party.name) == named)
        .map(|one| one.role)
}

/// A party to the dispute, with where notices reach it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The part played.
    pub role: Role,
    /// Name of the person or company; empty when it is not given.
    #[serde(default)]
    pub name: String,
    /// The company or group somebody works for, where that matters for a
    /// conflict of interest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// Postal address, a line each.
    #[serde(default)]
    pub address: Vec<String>,
}
