//! Notices and their service: of which kind, to whom, by what means, and the
//! proof.

use crate::digest::Digest;
use crate::party::{Party, Role};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The means by which something is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Post.
    Mail,
    /// Telefax.
    Fax,
    /// E-mail or portal.
    Electronic,
    /// A carrier that delivers on the next day.
    Overnight,
    /// Handed over.
    Personal,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mail => "mail",
            Self::Fax => "fax",
            Self::Electronic => "electronic service",
            Self::Overnight => "overnight delivery",
            Self::Personal => "personal service",
        })
    }
}

/// Where the one who is served is: it decides how many days mail adds (Code
/// of Civil Procedure 1013(a)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In California.
    #[default]
    California,
    /// Elsewhere in the United States.
    OtherState,
    /// Outside of the United States.
    Abroad,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::California => "in California",
            Self::OtherState => "in another state",
            Self::Abroad => "outside of the United States",
        })
    }
}

/// By what means each recipient is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serving {
    /// Everybody who is not named below.
    pub otherwise: Method,
    /// Those who are served by another means.
    pub by_role: Vec<(Role, Method)>,
}

impl From<Method> for Serving {
    fn from(otherwise: Method) -> Self {
        Self { otherwise, by_role: Vec::new() }
    }
}

impl Serving {
    /// The means for a recipient of this part.
    #[must_use]
    pub fn of(&self, role: Role) -> Method {
        self.by_role.iter().find(|(one, _)| *one == role).map_or(self.otherwise, |(_, method)| *method)
    }
}

/// Who was served, how, on what day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofOfService {
    /// The part the recipient plays.
    pub role: Role,
    /// Name of the recipient.
    pub name: String,
    /// The means.
    pub method: Method,
    /// The day it was sent.
    pub on: Date,
}

/// A notice that was served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServedNotice {
    /// Of which kind; none in histories from before kinds were kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<NoticeKind>,
    /// Such as "Notice of Assignment and Request for Information".
    pub title: String,
    /// The notice itself.
    pub document: Digest,
    /// A line for every recipient.
    pub proofs: Vec<ProofOfService>,
}

impl ServedNotice {
    /// A notice of this kind, served on `proofs`.
    #[must_use]
    pub fn new(kind: NoticeKind, document: Digest, proofs: Vec<ProofOfService>) -> Self {
        Self { kind: Some(kind), title: kind.title().to_owned(), document, proofs }
    }

    /// The means by which the first recipient of this part was served.
    #[must_use]
    pub fn method_to(&self, role: Role) -> Option<Method> {
        let own = self.proofs.iter().find(|proof| proof.role == role);
        own.or(self.proofs.first()).map(|proof| proof.method)
    }
}

/// The parties every notice of a case goes to (8 CCR 9792.10.4(b)).
#[must_use]
pub fn recipients(parties: &[Party]) -> Vec<&Party> {
    parties.iter().filter(|party| party.role != Role::Auditor).collect()
}

/// Proofs that each recipient was served on a day, each by its means.
#[must_use]
pub fn proofs(parties: &[Party], serving: &Serving, on: Date) -> Vec<ProofOfService> {
    recipients(parties)
        .into_iter()
        .map(|party| ProofOfService {
            role: party.role,
            name: party.name.clone(),
            method: serving.of(party.role),
            on,
        })
        .collect()
}

/// To whom a notice goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Every party of the application or case.
    Parties,
    /// Those of this part.
    Only(Role),
}

macro_rules! notices {
    ($($name:ident, $title:literal, $audience:expr;)*) => {
        /// Every notice there is (rulebook 6.5).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum NoticeKind {
            $(#[doc = $title] $name,)*
        }

        impl NoticeKind {
            /// Every kind, in the order of an application's and a case's life.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its title.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// To whom it goes.
            #[must_use]
            pub fn audience(self) -> Audience {
                match self { $(Self::$name => $audience,)* }
            }
        }
    };
}

notices! {
    Receipt, "Receipt of an Application", Audience::Parties;
    Duplicate, "Notice of a Duplicate Application", Audience::Parties;
    InformationRequest, "Request for Information on an Application", Audience::Parties;
    Reminder, "Reminder: Utilization Review Decision Missing", Audience::Parties;
    Ineligible, "Notice of Ineligibility", Audience::Parties;
    Deferral, "Notice of Deferral", Audience::Parties;
    WithdrawalAcknowledged, "Acknowledgement of Withdrawal", Audience::Parties;
    Assignment, "Notice of Assignment and Request for Information", Audience::Parties;
    AmendedAssignment, "Amended Notice of Assignment and Request for Information", Audience::Parties;
    Conversion, "Notice of Conversion to Expedited Review", Audience::Parties;
    RecordsOverdue, "Notice of Overdue Records", Audience::Parties;
    LateRecordsReport, "Report of Late Records", Audience::Only(Role::AdministrativeDirector);
    AdditionalInformation, "Request for Additional Information", Audience::Parties;
    AdditionalInformationCopy, "Copy of a Reply to a Request for Additional Information", Audience::Parties;
    AmendedItems, "Amended List of Disputed Items", Audience::Parties;
    Termination, "Notice of Termination", Audience::Parties;
    Determination, "Final Determination Letter", Audience::Parties;
    Invoice, "Invoice", Audience::Only(Role::ClaimsAdministrator);
    NonImplementationReport, "Report of Non-Implementation", Audience::Only(Role::AdministrativeDirector);
    OrderReturned, "Request for Findings", Audience::Only(Role::AppealsBoard);
    Remand, "Notice of Re-Assignment after Remand", Audience::Parties;
}
