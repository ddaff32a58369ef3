//! Who owes something, or is to be told, as rows of the rule book name them.

use crate::party::{Party, Role};
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
    /// The Workers' Compensation Appeals Board and its judges.
    AppealsBoard,
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
            | Self::AppealsBoard
            | Self::Applicant
            | Self::AskedParty
            | Self::AggrievedParty
            | Self::EveryParty => None,
        }
    }
}

/// Whose parts in a dispute are meant where a row names somebody by what was
/// done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Involved {
    /// Who filed; the employee where nobody signed.
    pub applicant: Option<Role>,
    /// Who was asked; every party where nobody in particular was.
    pub asked: Option<Role>,
}

impl Who {
    /// Whether somebody who plays this part is meant. Who acts for the
    /// employee gets what the employee gets, and who gave emergency care what
    /// the physician gets.
    #[must_use]
    pub fn includes(self, role: Role, involved: Involved) -> bool {
        let employees = |role| matches!(role, Role::Employee | Role::EmployeeAttorney | Role::EmployeeDesignee);
        match self {
            Self::Employee => matches!(role, Role::Employee | Role::EmployeeDesignee),
            Self::RequestingPhysician => matches!(role, Role::RequestingPhysician | Role::EmergencyProvider),
            Self::EmergencyProvider => role == Role::EmergencyProvider,
            Self::AdministrativeDirector => role == Role::AdministrativeDirector,
            Self::AppealsBoard => role == Role::AppealsBoard,
            Self::Applicant => match involved.applicant {
                Some(applicant) if !employees(applicant) => role == applicant,
                _ => employees(role),
            },
            Self::AskedParty => involved.asked.is_none_or(|asked| asked == role),
            Self::EveryParty | Self::AggrievedParty => true,
            other => other.role() == Some(role),
        }
    }

    /// Whether what falls to them is a right, which lapses when its time is
    /// over, and no duty of which somebody is late.
    #[must_use]
    pub fn only_may(self) -> bool {
        matches!(self, Self::Employee | Self::EmergencyProvider | Self::Applicant | Self::AggrievedParty)
    }

    /// Who is reached without taking part.
    #[must_use]
    pub fn outside(self) -> Option<Party> {
        let (role, name, address) = match self {
            Self::AdministrativeDirector => {
                (Role::AdministrativeDirector, "Administrative Director", vec!["Division of Workers' Compensation"])
            }
            Self::AppealsBoard => (Role::AppealsBoard, "Workers' Compensation Appeals Board", Vec::new()),
            _ => return None,
        };
        let address = address.into_iter().map(str::to_owned).collect();
        Some(Party { role, name: name.to_owned(), organization: None, address })
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
            Self::AppealsBoard => "Appeals Board",
            Self::Applicant => "whoever filed",
            Self::AskedParty => "whoever was asked",
            Self::AggrievedParty => "aggrieved party",
            Self::EveryParty => "every party",
        })
    }
}
