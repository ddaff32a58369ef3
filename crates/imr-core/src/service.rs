//! Notices and their service: of which kind, to whom, by what means, and the
//! proof.

use crate::application::Contact;
use crate::digest::Digest;
use crate::law::{Involved, Notice};
use crate::party::{Party, Role};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

mod acting;
mod change;
mod place;
mod reach;
mod received;

pub use change::{Change, Changed, newcomers, standing};
pub use place::Place;
pub use reach::{Service, Unreached, serve, service};
pub(crate) use received::receipt_of_latest;
pub use received::{Received, Receiving};

/// The means by which something is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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

/// By what means each recipient is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serving {
    /// Everybody who is not named below.
    pub otherwise: Method,
    /// Those who are served by another means.
    pub by_role: Vec<(Role, Method)>,
    /// The telefax numbers and e-mail addresses that are known, by part.
    pub numbers: Vec<(Role, Method, String)>,
}

impl Serving {
    /// The same, with the telefax numbers and e-mail addresses of these
    /// contacts.
    #[must_use]
    pub fn reaching<'a>(mut self, contacts: impl IntoIterator<Item = &'a Contact>) -> Self {
        for one in contacts {
            let ways = [(Method::Fax, &one.fax), (Method::Electronic, &one.email)];
            let said = ways.into_iter().filter_map(|(method, said)| Some((method, said.as_deref()?.trim())));
            let said = said.filter(|(_, number)| !number.is_empty());
            self.numbers.extend(said.map(|(method, number)| (one.role, method, number.to_owned())));
        }
        self
    }

    /// The number or address at which this part is reached by this means.
    #[must_use]
    pub fn number(&self, role: Role, method: Method) -> Option<&str> {
        let known = self.numbers.iter().find(|(one, by, _)| (*one, *by) == (role, method));
        known.map(|(_, _, number)| number.as_str())
    }
}

impl From<Method> for Serving {
    fn from(otherwise: Method) -> Self {
        Self { otherwise, by_role: Vec::new(), numbers: Vec::new() }
    }
}

/// Who was served, how, on what day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofOfService {
    /// The part the recipient plays.
    pub role: Role,
    /// Name of the recipient.
    pub name: String,
    /// The postal address, a line each; empty where it was sent elsewhere and
    /// none is known, and in histories from before addresses were kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// The means.
    pub method: Method,
    /// The day it was sent.
    pub on: Date,
    /// Where the recipient is, by the address it was sent to.
    #[serde(default, skip_serializing_if = "Place::is_california")]
    pub place: Place,
    /// The telefax number or e-mail address it was sent to; none where it went
    /// by another means, where none is known, and in histories from before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_to: Option<String>,
}

impl ProofOfService {
    /// Whether it proves little: sent by telefax or electronically, and nobody
    /// can say to which number or address.
    #[must_use]
    pub fn lacks_a_number(&self) -> bool {
        matches!(self.method, Method::Fax | Method::Electronic) && self.sent_to.is_none()
    }
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
    /// Whom it did not reach, since no address is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unreached: Vec<Unreached>,
    /// Its receipts, as far as they are known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub received: Vec<Received>,
}

impl ServedNotice {
    /// A notice of this kind under the title that its row gives it, as it was
    /// served.
    #[must_use]
    pub fn new(kind: NoticeKind, row: &Notice, document: Digest, service: Service) -> Self {
        let Service { proofs, unreached } = service;
        Self { kind: Some(kind), title: row.title.clone(), document, proofs, unreached, received: Vec::new() }
    }

    /// How the first recipient of this part was served.
    #[must_use]
    pub fn proof_to(&self, role: Role) -> Option<&ProofOfService> {
        let own = self.proofs.iter().find(|proof| proof.role == role);
        own.or(self.proofs.first())
    }

    /// The means by which the first recipient of this part was served.
    #[must_use]
    pub fn method_to(&self, role: Role) -> Option<Method> {
        self.proof_to(role).map(|proof| proof.method)
    }

    /// Where the first recipient of this part is.
    #[must_use]
    pub fn place_to(&self, role: Role) -> Place {
        self.proof_to(role).map_or_else(Place::default, |proof| proof.place)
    }
}

/// To whom a notice goes: those of the parties whom its row names, and
/// whoever it names beside them. Where none of those it names takes part, it
/// goes to every party, so that nothing goes to nobody.
#[must_use]
pub fn addressees(row: &Notice, parties: &[Party], involved: Involved) -> Vec<Party> {
    let party = |one: &&Party| one.role != Role::Auditor && !one.name.trim().is_empty();
    let named = |one: &&Party| row.recipients.iter().any(|who| who.includes(one.role, involved));
    let mut all: Vec<Party> = Vec::new();
    for party in parties.iter().filter(party).filter(named) {
        // Whoever takes part in a case and in an application that joined it is
        // served once.
        if all.iter().all(|one| (one.role, &one.name) != (party.role, &party.name)) {
            all.push(party.clone());
        }
    }
    for outside in row.recipients.iter().filter_map(|who| who.outside()) {
        if all.iter().all(|one| one.role != outside.role) {
            all.push(outside);
        }
    }
    if all.is_empty() { parties.iter().filter(|one| one.role != Role::Auditor).cloned().collect() } else { all }
}

/// The first of those whom a notice must reach that it was not served on.
/// Who has no address is left out where the notice says so.
#[must_use]
pub fn left_out<'a>(notice: &ServedNotice, addressees: &'a [Party]) -> Option<&'a Party> {
    let reached = |one: &&Party| notice.proofs.iter().any(|proof| proof.role == one.role && proof.name == one.name);
    let told = |one: &&Party| {
        let named = notice.unreached.iter().any(|other| other.role == one.role && other.name == one.name);
        named && !reach::reaches(one, Method::Mail)
    };
    addressees.iter().find(|one| !reached(one) && !told(one))
}

macro_rules! notices {
    ($($name:ident, $code:literal, $doc:literal;)*) => {
        /// Every notice there is (rulebook 6.5). What it is called, who gets it
        /// and on which law it rests stands in its row of the rule book.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum NoticeKind {
            $(#[doc = $doc] $name,)*
        }

        impl NoticeKind {
            /// Every kind, in the order of an application's and a case's life.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code of its row; of a notice of termination, whose row
            /// depends on what ended the review, the beginning of it.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

notices! {
    Receipt, "receipt", "An application was received.";
    Duplicate, "duplicate", "It was filed before.";
    InformationRequest, "information-request", "Something is missing that decides on eligibility.";
    Reminder, "reminder", "The utilization review decision is missing.";
    Ineligible, "ineligible", "It cannot be reviewed.";
    Deferral, "deferral", "It waits until liability is resolved.";
    WithdrawalAcknowledged, "withdrawal-acknowledged", "It was withdrawn.";
    Assignment, "noarfi", "A case was opened, and records are due.";
    AmendedAssignment, "noarfi-amended", "Another application joined the case.";
    Conversion, "conversion", "The review became expedited.";
    RecordsOverdue, "records-overdue", "The records did not come in time.";
    LateRecordsReport, "late-records-report", "The Division is told of it.";
    AdditionalInformation, "additional-information", "The reviewer asks for something.";
    AdditionalInformationCopy, "additional-information-copy", "What came of it.";
    AmendedItems, "amended-items", "Some items are no longer in dispute.";
    Termination, "terminated", "The review has ended without a determination.";
    Determination, "determination", "The determination.";
    Invoice, "invoice", "What the review costs.";
    ImplementationConfirmed, "implementation-confirmed", "An overturned item was authorized or paid.";
    NonImplementationReport, "not-implemented-report", "The Division is told that a determination was not implemented.";
    PetitionFile, "petition-file", "The independent medical review unit gets the file of a case under petition.";
    OrderReturned, "findings-asked", "An order lacks a ground or facts.";
    Remand, "remand-assignment", "The case goes to another reviewer.";
}

impl fmt::Display for NoticeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Assignment => f.write_str("notice of assignment"),
            Self::AmendedAssignment => f.write_str("amended notice of assignment"),
            Self::ImplementationConfirmed => f.write_str("confirmation of implementation"),
            other => f.write_str(&other.code().replace('-', " ")),
        }
    }
}
