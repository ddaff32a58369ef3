//! Notices and their service: to whom, by what means, and the proof.

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
    /// Such as "Notice of Assignment and Request for Information".
    pub title: String,
    /// The notice itself.
    pub document: Digest,
    /// A line for every recipient.
    pub proofs: Vec<ProofOfService>,
}

/// The parties every notice of a case goes to (8 CCR 9792.10.4(b)).
#[must_use]
pub fn recipients(parties: &[Party]) -> Vec<&Party> {
    parties.iter().filter(|party| party.role != Role::Auditor).collect()
}

/// Proofs that each recipient was served by `method` on a day.
#[must_use]
pub fn proofs(parties: &[Party], method: Method, on: Date) -> Vec<ProofOfService> {
    recipients(parties)
        .into_iter()
        .map(|party| ProofOfService { role: party.role, name: party.name.clone(), method, on })
        .collect()
}
