//! The application that opens a case for a generated case file, as intake
//! takes it.

use super::clinic::Drug;
use super::people::{Person, Practice};
use super::story::Story;
use imr_core::application::{Employee, Form, Ground, Signature, UrDecision, UrItem, UrOutcome};
use imr_core::party::{Party, Role};
use imr_core::service::Method;
use jiff::ToSpan;

/// The form, filed within the time for it.
pub(super) fn form(story: &Story) -> Form {
    let requested = story.last_day();
    let decided = requested.saturating_add(5.days());
    let received = decided.saturating_add(9.days());
    let items: Vec<UrItem> = denied(story)
        .into_iter()
        .map(|item| UrItem::new(item, UrOutcome::Denied, Ground::MedicalNecessity))
        .collect();
    let (given, family) = story.patient.name.split_once(' ').unwrap_or(("", &story.patient.name));
    Form {
        channel: Some(Method::Mail),
        parties: parties(story),
        employee: Employee {
            first: given.to_owned(),
            middle: String::new(),
            last: family.to_owned(),
            born: Some(story.patient.born),
        },
        claim_number: story.patient.claim.clone(),
        date_of_injury: Some(story.injury),
        ur_decision_date: Some(decided),
        treatments: items.iter().map(|item| item.item.clone()).collect(),
        signature: Some(Signature {
            by: Role::Employee,
            name: Some(story.patient.name.clone()),
            on: Some(received),
        }),
        ur_decision: Some(UrDecision {
            decided,
            served: Some(decided),
            method: Some(Method::Mail),
            received: None,
            requested,
            requested_unsaid: false,
            organization: story.reviewer.name.clone(),
            expedited: false,
            form_enclosed: Some(true),
            items,
        }),
        consent: Some(true),
        edition: crate::edition::on(received),
        ..Form::received_on(received)
    }
}

fn denied(story: &Story) -> Vec<String> {
    let drug = |drug: &Drug| format!("{} {} #{}", drug.ingredient, drug.strengths[0], drug.quantity);
    let taken = story.visits.last().map(|visit| visit.taken.as_slice()).unwrap_or_default();
    let mut items: Vec<String> = taken.iter().take(2).map(|one| drug(one.drug)).collect();
    items.push(story.hurt[0].region.injection.to_owned());
    items
}

fn parties(story: &Story) -> Vec<Party> {
    let person = |role, person: &Person| Party {
        role,
        name: person.name.clone(),
        organization: None,
        address: vec!["1 Sample Street".to_owned(), "Bellweather, CA 93990".to_owned()],
    };
    let practice = |role, name: &str, at: &Practice| Party {
        role,
        name: name.to_owned(),
        organization: Some(at.name.clone()),
        address: at.address.iter().take(2).cloned().collect(),
    };
    vec![
        person(Role::Employee, &story.patient),
        practice(Role::RequestingPhysician, &story.treating.author, &story.treating),
        practice(Role::ClaimsAdministrator, &story.payer.name, &story.payer),
        practice(Role::Employer, story.job.1, &story.payer),
    ]
}
