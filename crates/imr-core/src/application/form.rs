//! The application form as filed, complete (DWC Form IMR, 8 CCR 9792.10.2;
//! rulebook section 4), with the utilization review decision that it disputes.
//!
//! What the form may lack is an `Option` or may be empty: a form is filed as it
//! came, and the eligibility screen says what is missing.

use super::number::{EamsNumber, Icd};
use super::{Dispute, LiabilityResolved};
use crate::party::{Party, Role};
use crate::service::{Method, Place};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

/// The application form as filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Day the review organization received it.
    pub received: Date,
    /// The time of day, where it was stamped (Pacific time).
    #[serde(default)]
    pub received_at: Option<Time>,
    /// How it came.
    #[serde(default)]
    pub channel: Option<Method>,
    /// The edition printed on the form, such as `2014-02`; none where it cannot
    /// be told.
    #[serde(default)]
    pub edition: Option<String>,
    /// Whether it can be read.
    #[serde(default = "yes")]
    pub legible: bool,
    /// Regular or expedited, as asked.
    #[serde(default = "regular")]
    pub priority: Priority,
    /// Employee, attorney, designee, physician, claims administrator, employer.
    #[serde(default)]
    pub parties: Vec<Party>,
    /// How the parties are reached beside by post, and who speaks for them.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// The employee's name in its parts, and what tells the employee apart from
    /// others of that name.
    #[serde(default)]
    pub employee: Employee,
    /// Who may act for the employee, and since when.
    #[serde(default)]
    pub representatives: Vec<Representative>,
    /// The claims administrator's number; empty when it is not given.
    #[serde(default)]
    pub claim_number: String,
    /// The number of the Electronic Adjudication Management System, where the
    /// Appeals Board has a case.
    #[serde(default)]
    pub eams_number: Option<EamsNumber>,
    /// The jurisdictional claim number of the Workers' Compensation Information
    /// System.
    #[serde(default)]
    pub wcis_number: Option<String>,
    /// Date of injury.
    #[serde(default)]
    pub date_of_injury: Option<Date>,
    /// The primary diagnosis, and others.
    #[serde(default)]
    pub diagnoses: Vec<Diagnosis>,
    /// The date of the utilization review decision as the form states it.
    #[serde(default)]
    pub ur_decision_date: Option<Date>,
    /// The disputed treatments as the form lists them.
    #[serde(default)]
    pub treatments: Vec<String>,
    /// Who signed it; none when nobody did.
    #[serde(default)]
    pub signature: Option<Signature>,
    /// Whether the signer consents to the release of the medical records; none
    /// where it is not said.
    #[serde(default)]
    pub consent: Option<bool>,
    /// A physician's certification of an imminent and serious threat to health.
    #[serde(default)]
    pub threat: Option<Threat>,
    /// The utilization review decision in dispute; none when not attached.
    #[serde(default)]
    pub ur_decision: Option<UrDecision>,
    /// How a dispute about liability ended, where there was one and it did.
    #[serde(default)]
    pub liability_resolved: Option<LiabilityResolved>,
}

impl Form {
    /// A form that says nothing but when it came.
    #[must_use]
    pub fn received_on(received: Date) -> Self {
        Self {
            received,
            received_at: None,
            channel: None,
            edition: None,
            legible: true,
            priority: Priority::Regular,
            parties: Vec::new(),
            contacts: Vec::new(),
            employee: Employee::default(),
            representatives: Vec::new(),
            claim_number: String::new(),
            eams_number: None,
            wcis_number: None,
            date_of_injury: None,
            diagnoses: Vec::new(),
            ur_decision_date: None,
            treatments: Vec::new(),
            signature: None,
            consent: None,
            threat: None,
            ur_decision: None,
            liability_resolved: None,
        }
    }

    /// The party who plays a part.
    #[must_use]
    pub fn party(&self, role: Role) -> Option<&Party> {
        self.parties.iter().find(|party| party.role == role)
    }

    /// Where the party who plays a part is, by the address.
    #[must_use]
    pub fn place_of(&self, role: Role) -> Place {
        self.party(role).map(|party| Place::of(&party.address)).unwrap_or_default()
    }

    /// The items that utilization review did not approve and that the form
    /// disputes.
    pub fn disputed(&self) -> impl Iterator<Item = &UrItem> {
        let named = Dispute::of(self);
        let items = self.ur_decision.iter().flat_map(|decision| &decision.items).enumerate();
        let disputed = move |(at, item): &(usize, &UrItem)| {
            item.outcome != UrOutcome::Approved && named.has(*at) && !item.undisputed
        };
        items.filter(disputed).map(|(_, item)| item)
    }

    /// The decision as it is to be reviewed: what the form does not dispute is
    /// marked, and objections to liability that were resolved for the employee
    /// no longer stand.
    #[must_use]
    pub fn decision_to_review(&self) -> Option<UrDecision> {
        let mut decision = self.ur_decision.clone()?;
        if self.resolution().is_some_and(|one| one.for_employee) {
            decision.items.iter_mut().for_each(|item| item.liability = None);
        }
        let named = Dispute::of(self);
        decision.items.iter_mut().enumerate().for_each(|(at, item)| item.undisputed |= !named.has(at));
        Some(decision)
    }
}

fn yes() -> bool {
    true
}

fn regular() -> Priority {
    Priority::Regular
}

/// How fast the review must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// The ordinary course.
    Regular,
    /// Imminent and serious threat to health.
    Expedited,
}

impl Priority {
    /// The word as it stands in the header of a letter.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Regular => "Standard",
            Self::Expedited => "Expedited",
        }
    }
}

/// The injured worker, beyond name and address of the party.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Employee {
    /// First name.
    pub first: String,
    /// Middle name or initial.
    pub middle: String,
    /// Last name.
    pub last: String,
    /// Date of birth.
    pub born: Option<Date>,
}

/// How a party is reached, and who speaks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Whose.
    pub role: Role,
    /// The person who speaks for a company, such as the adjuster.
    #[serde(default)]
    pub person: Option<String>,
    /// A physician's specialty.
    #[serde(default)]
    pub specialty: Option<String>,
    /// Telephone.
    #[serde(default)]
    pub phone: Option<String>,
    /// Telefax.
    #[serde(default)]
    pub fax: Option<String>,
    /// E-mail.
    #[serde(default)]
    pub email: Option<String>,
}

/// Somebody who acts for the employee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representative {
    /// Attorney or designee.
    pub role: Role,
    /// Name.
    pub name: String,
    /// The firm or office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// Postal address, a line each: whoever acts for the employee is served.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// Day the employee signed the designation; one signed before the
    /// utilization review decision is void (Labor Code 4610.5(j)).
    #[serde(default)]
    pub designated: Option<Date>,
    /// Last day on which it holds; open when absent.
    #[serde(default)]
    pub until: Option<Date>,
    /// Whether proof of the representation is attached; none where it is not
    /// said.
    #[serde(default)]
    pub proof: Option<bool>,
}

/// A diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// In words.
    pub text: String,
    /// Its code in the International Classification of Diseases.
    #[serde(default)]
    pub icd: Option<Icd>,
}

/// Who signed a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The part played.
    pub by: Role,
    /// The name as signed.
    #[serde(default)]
    pub name: Option<String>,
    /// Day of the signature.
    #[serde(default)]
    pub on: Option<Date>,
}

impl Signature {
    /// A signature of which only the signer's part is known.
    #[must_use]
    pub fn of(by: Role) -> Self {
        Self { by, name: None, on: None }
    }
}

/// A physician's certification of an imminent and serious threat to health
/// (8 CCR 9792.10.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Threat {
    /// Name of the physician.
    pub certified_by: String,
    /// The day.
    pub on: Date,
}

/// The utilization review (UR) decision that is disputed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrDecision {
    /// Day of the decision.
    pub decided: Date,
    /// Day it was served on the employee, where that is known.
    #[serde(default)]
    pub served: Option<Date>,
    /// How it was served, where that is known.
    #[serde(default)]
    pub method: Option<Method>,
    /// Day on which whoever files received it, where that is known: the
    /// provider of emergency care files within a time from it (Labor Code
    /// 4610.5(h)(4)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Date>,
    /// Day of the request for authorization.
    pub requested: Date,
    /// Nobody said when it was requested, and the day of the decision stands in
    /// for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub requested_unsaid: bool,
    /// The utilization review organization.
    #[serde(default)]
    pub organization: String,
    /// Whether the utilization review was expedited.
    #[serde(default)]
    pub expedited: bool,
    /// Whether the application form came with it: the period for filing runs
    /// only then (Labor Code 4610.5(f)). None where it is not said.
    #[serde(default)]
    pub form_enclosed: Option<bool>,
    /// What was decided, per item.
    #[serde(default)]
    pub items: Vec<UrItem>,
}

/// The utilization review decision on one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrItem {
    /// The item exactly as requested.
    pub item: String,
    /// What was decided.
    pub outcome: UrOutcome,
    /// Why, in kind.
    pub ground: Ground,
    /// The day, where it is not that of the whole decision.
    #[serde(default)]
    pub decided: Option<Date>,
    /// The reasons as written.
    #[serde(default)]
    pub reasons: Option<String>,
    /// The guideline the claims administrator relied on, as written; none
    /// when it cited nothing.
    #[serde(default)]
    pub guideline: Option<String>,
    /// The pages of that guideline, as written.
    #[serde(default)]
    pub guideline_pages: Option<String>,
    /// An objection to liability for this item, for other than medical reasons.
    #[serde(default)]
    pub liability: Option<LiabilityObjection>,
    /// What ended the dispute about this item before a review.
    #[serde(default)]
    pub ended: Option<Ended>,
    /// The form names the treatments that it disputes, and this is none of
    /// them, or it was filed before with another: told once the decision is
    /// taken to a review.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undisputed: bool,
}

impl UrItem {
    /// An item with what utilization review decided on it, and nothing else.
    #[must_use]
    pub fn new(item: impl Into<String>, outcome: UrOutcome, ground: Ground) -> Self {
        Self {
            item: item.into(),
            outcome,
            ground,
            decided: None,
            reasons: None,
            guideline: None,
            guideline_pages: None,
            liability: None,
            ended: None,
            undisputed: false,
        }
    }

    /// Whether medical review may decide on it: denied or modified for lack
    /// of medical necessity, liability not standing in the way, and still in
    /// dispute.
    #[must_use]
    pub fn is_reviewable(&self) -> bool {
        self.outcome.is_adverse()
            && self.ground == Ground::MedicalNecessity
            && self.ended.is_none()
            && !self.undisputed
            && !self.liability_is_disputed()
    }

    /// Whether it is still in dispute, and liability stands in the way.
    #[must_use]
    pub fn is_put_off(&self) -> bool {
        self.ended.is_none() && self.liability_is_disputed()
    }

    /// Whether a dispute about liability stands in the way of a review.
    #[must_use]
    pub fn liability_is_disputed(&self) -> bool {
        self.liability.as_ref().map_or(self.ground == Ground::Liability, |one| !one.agrees_to_review)
    }
}

/// What utilization review may decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UrOutcome {
    /// Authorized as requested.
    Approved,
    /// Authorized in part.
    Modified,
    /// Denied.
    Denied,
    /// Put off.
    Delayed,
    /// Denied until information comes that the physician did not send.
    ConditionallyDenied,
}

impl UrOutcome {
    /// Whether it takes treatment away that review could give back.
    #[must_use]
    pub fn is_adverse(self) -> bool {
        matches!(self, Self::Modified | Self::Denied | Self::Delayed)
    }
}

/// Why utilization review denied or modified an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Not medically necessary.
    MedicalNecessity,
    /// The physician did not send what was asked for.
    MissingInformation,
    /// Liability is disputed.
    Liability,
    /// It is no decision about treatment: a bill, a network of providers.
    NotTreatment,
}

/// The claims administrator disputes liability for other than medical reasons.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiabilityObjection {
    /// Why, as written.
    #[serde(default)]
    pub reason: Option<String>,
    /// Whether it agrees to a review all the same.
    #[serde(default)]
    pub agrees_to_review: bool,
}

/// What ended the dispute about an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// How.
    pub how: End,
    /// The day.
    pub on: Date,
}

/// How the dispute about an item can end without a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The claims administrator authorized it.
    Authorized,
    /// It was settled, or an award decided it.
    Settled,
    /// The employee withdrew it.
    Withdrawn,
    /// The physician withdrew the request for authorization.
    RequestWithdrawn,
}
