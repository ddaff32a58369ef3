//! Everybody and everything in a case that a reviewer must have no material
//! tie with (rulebook 7.2).

use super::web::parsed;
use super::{Sort, alike};
use crate::application::Form;
use crate::casefile::Document;
use crate::drug;
use crate::letter::reading;
use crate::party::{Party, Role};
use serde::{Deserialize, Serialize};

/// The circle around a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Circle {
    /// Each with the part it has.
    pub entries: Vec<Entry>,
}

/// Somebody or something in the circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The name, as written.
    pub name: String,
    /// What it is.
    pub sort: Sort,
    /// The part it has, such as "requesting physician" or "named on page 3".
    pub part: String,
}

impl Circle {
    /// The parties with their organizations, and the utilization review
    /// organization.
    #[must_use]
    pub fn of(parties: &[Party], ur_organization: &str) -> Self {
        let mut circle = Self::default();
        for party in parties {
            let (own, works_for) = sorts(party.role);
            circle.add(&party.name, own, &party.role.to_string());
            if let Some(organization) = &party.organization {
                circle.add(organization, works_for, &format!("organization of the {}", party.role));
            }
        }
        circle.add(ur_organization, Sort::UrOrganization, &Sort::UrOrganization.to_string());
        circle
    }

    /// The same, with the drugs and devices that are asked for: their makers
    /// have an interest (rulebook 7.2, 5).
    #[must_use]
    pub fn with_items<'a>(mut self, items: impl IntoIterator<Item = &'a str>) -> Self {
        for item in items {
            for mention in drug::mentions(item) {
                self.add(&item[mention.span.clone()], Sort::Product, "drug in dispute");
                for ingredient in mention.ingredients {
                    self.add(ingredient, Sort::Product, "drug in dispute");
                }
            }
            let read = reading::item(item);
            if read.kind.as_deref() == Some("dme") {
                self.add(read.name.as_deref().unwrap_or(item), Sort::Product, "device in dispute");
            }
        }
        self
    }

    /// The same, with somebody who is named elsewhere, such as a physician
    /// who signed a record; `place` says where, as in "named on page 3".
    /// Somebody who is there already under the same name stays as is.
    #[must_use]
    pub fn with_named(mut self, name: &str, sort: Sort, place: &str) -> Self {
        if name.trim().is_empty() {
            return self;
        }
        let new = parsed(name, sort);
        let same =
            |entry: &Entry| alike(&parsed(&entry.name, entry.sort), &new).is_some_and(|likeness| likeness.same);
        if !self.entries.iter().any(same) {
            self.add(name, sort, place);
        }
        self
    }

    /// The same, with everybody whom a form names beside the parties: who
    /// speaks for them, who acts for the employee, who signed or certified.
    #[must_use]
    pub fn with_form(mut self, form: &Form) -> Self {
        let speaks =
            form.contacts.iter().map(|one| (one.person.as_deref(), format!("speaks for the {}", one.role)));
        let acts = form.representatives.iter().map(|one| (Some(one.name.as_str()), one.role.to_string()));
        let signed =
            form.signature.iter().map(|one| (one.name.as_deref(), format!("signed the application ({})", one.by)));
        let certified = form
            .threat
            .iter()
            .map(|one| (Some(one.certified_by.as_str()), "certified an imminent and serious threat".to_owned()));
        for (name, part) in speaks.chain(acts).chain(signed).chain(certified) {
            self = self.with_named(name.unwrap_or_default(), Sort::Person, &part);
        }
        self
    }

    /// The same, with who wrote the records and where: the treatment, or an
    /// alternative to it, may be given there (rulebook 7.2, 4). The review
    /// organization itself, under `own`, is no facility of the case although
    /// its letters come back among the records.
    #[must_use]
    pub fn with_records(mut self, documents: &[Document], own: &str) -> Self {
        let own = parsed(own, Sort::Facility);
        for document in documents {
            let page = document.first_page;
            if let Some(author) = &document.author {
                let place = format!("author of page {page} of the case file");
                self = self.with_named(&author.value, Sort::Person, &place);
            }
            let facility = document.facility.as_ref().map(|found| found.value.as_str());
            let facility = facility.filter(|name| alike(&parsed(name, Sort::Facility), &own).is_none());
            let place = format!("facility of page {page} of the case file");
            self = self.with_named(facility.unwrap_or_default(), Sort::Facility, &place);
        }
        self
    }

    /// The names, for the attestation: each once, in order.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let people = self.entries.iter().filter(|entry| entry.sort != Sort::Product);
        let mut names: Vec<String> = people.map(|entry| entry.name.clone()).collect();
        names.sort();
        names.dedup();
        names
    }

    fn add(&mut self, name: &str, sort: Sort, part: &str) {
        let known = |entry: &Entry| entry.name.eq_ignore_ascii_case(name) && entry.sort == sort;
        if !name.trim().is_empty() && !self.entries.iter().any(known) {
            self.entries.push(Entry { name: name.trim().to_owned(), sort, part: part.to_owned() });
        }
    }
}

/// What a party is, and what the organization it belongs to is.
fn sorts(role: Role) -> (Sort, Sort) {
    match role {
        Role::Employee | Role::EmployeeAttorney | Role::EmployeeDesignee | Role::EmergencyProvider => {
            (Sort::Person, Sort::Organization)
        }
        Role::RequestingPhysician => (Sort::Person, Sort::Group),
        Role::ClaimsAdministrator => (Sort::ClaimsAdministrator, Sort::Insurer),
        Role::Employer => (Sort::Employer, Sort::Organization),
        _ => (Sort::Organization, Sort::Organization),
    }
}
