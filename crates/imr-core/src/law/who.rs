//! Who owes something, or is to be told, as rows of the rule book name them.

use crate::party::Role;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Who owes something, or is to be told (rulebook section 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The injured worker.
    Employee,
    /// The worker's attorney.
    EmployeeAttorney,
    /// The physician whose request was denied or modified.
    RequestingPhysician,
    /// A provider of emergency care.
    EmergencyProvider,
    /// Insurer, self-insured employer or third-party administrator.
    ClaimsAdministrator,
    /// The employer.
    Employer,
    /// A health plan, where it and no claims administrator denies.
    HealthPlan,
    /// The review organization.
    ReviewOrganization,
    /// The expert reviewer.
    ExpertReviewer,
    /// The Administrative Director, Division of Workers' Compensation.
    AdministrativeDirector,
    /// Whoever filed the application.
    Applicant,
    /// Whoever was asked.
    AskedParty,
    /// Whoever is aggrieved by a determination.
    AggrievedParty,
    /// Every party to the dispute.
    EveryParty,
}

impl Who {
    /// The part played in a case, where it is one certain part.
    #[must_use]
    pub fn role(self) -> Option<Role> {
        match self {
            Self::Employee => Some(Role::Employee),
            Self::EmployeeAttorney => Some(Role::EmployeeAttorney),
            Self::RequestingPhysician => Some(Role::RequestingPhysician),
            Self::ClaimsAdministrator => Some(Role::ClaimsAdministrator),
            Self::Employer => Some(Role::Employer),
            Self::ExpertReviewer => Some(Role::ExpertReviewer),
            Self::EmergencyProvider
            | Self::HealthPlan
            | Self::ReviewOrganization
            | Self::AdministrativeDirector
            | Self::Applicant
            | Self::AskedParty
            | Self::AggrievedParty
            | Self::EveryParty => None,
        }
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Employee => "employee",
            Self::EmployeeAttorney => "employee's attorney",
            Self::RequestingPhysician => "requesting physician",
            Self::EmergencyProvider => "emergency provider",
            Self::ClaimsAdministrator => "claims administrator",
            Self::Employer => "employer",
            Self::HealthPlan => "health plan",
            Self::ReviewOrganization => "review organization",
            Self::ExpertReviewer => "expert reviewer",
            Self::AdministrativeDirector => "Administrative Director",
            Self::Applicant => "whoever filed",
            Self::AskedParty => "whoever was asked",
            Self::AggrievedParty => "aggrieved party",
            Self::EveryParty => "every party",
        })
    }
}
