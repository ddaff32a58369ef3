//! A filing as the form that is sent in.

use super::chance::Chance;
use super::disguise::company_name;
use super::filing::{Decision, Filing, Finding, Item, Signer};
use super::person::{family, later, phone};
use super::society::Society;
use super::treatment::PARTS;
use super::words::GIVEN;
use imr_core::application::number::Icd;
use imr_core::application::{
    Contact, Diagnosis, Employee, End, Ended, Form, Ground, LiabilityObjection, Priority, Representative,
    Signature, Threat, UrDecision, UrItem, UrOutcome,
};
use imr_core::party::{Party, Role};
use imr_core::service::Method;

/// The form of an application.
pub(crate) fn form(filing: &Filing, society: &Society) -> Form {
    let texts = filing.decision.iter().flat_map(|decision| decision.items.iter().map(|item| item.request.text()));
    let (_, diagnosis, icd) = PARTS[filing.part];
    // The claims administrator has filled in day and items on the form itself,
    // whether or not the decision is sent along with it (rulebook D4).
    let attached = filing.decision.as_ref().filter(|_| filing.attached);
    // A form that cannot be read, or that lacks what it must say.
    let unreadable = !filing.complete && filing.claim_number.len().is_multiple_of(2);
    Form {
        channel: Some(Method::Mail),
        legible: !unreadable,
        priority: if filing.expedited { Priority::Expedited } else { Priority::Regular },
        parties: parties(filing, society),
        contacts: contacts(filing, society),
        employee: Employee {
            first: filing.worker.given.clone(),
            middle: filing.worker.initial.map(|initial| initial.to_string()).unwrap_or_default(),
            last: filing.worker.family.clone(),
            born: Some(filing.worker.born),
        },
        representatives: representatives(filing, society),
        claim_number: filing.claim_number.clone(),
        date_of_injury: (filing.complete || unreadable).then_some(filing.injured),
        diagnoses: vec![Diagnosis { text: diagnosis.to_owned(), icd: Icd::parse(icd).ok() }],
        ur_decision_date: filing.decision.as_ref().map(|decision| decision.decided),
        treatments: texts.collect(),
        signature: signature(filing, society),
        consent: Some(true),
        threat: filing.expedited.then(|| Threat {
            certified_by: society.physicians[filing.physician].person.name(),
            on: filing.received,
        }),
        ur_decision: attached.map(|decision| ur_decision(filing, decision, society)),
        edition: crate::edition::on(filing.received),
        ..Form::received_on(filing.received)
    }
}

fn parties(filing: &Filing, society: &Society) -> Vec<Party> {
    let company = |company: usize| company_name(filing, society, company);
    let lines = |company: usize| society.companies[company].address.lines();
    let physician = &society.physicians[filing.physician];
    let mut parties = vec![Party {
        role: Role::Employee,
        name: filing.worker.name(),
        organization: None,
        address: filing.worker.address.lines(),
    }];
    parties.extend(filing.attorney.map(|attorney| {
        let attorney = &society.attorneys[attorney];
        Party {
            role: Role::EmployeeAttorney,
            name: attorney.person.name(),
            organization: Some(company(attorney.company)),
            address: lines(attorney.company),
        }
    }));
    parties.push(Party {
        role: Role::RequestingPhysician,
        name: format!("{}, M.D.", physician.person.name()),
        organization: Some(company(physician.company)),
        address: lines(physician.company),
    });
    parties.push(Party {
        role: Role::ClaimsAdministrator,
        name: company(filing.administrator),
        organization: Some(company(filing.insurer)),
        address: lines(filing.administrator),
    });
    parties.push(Party {
        role: Role::Employer,
        name: company(filing.employer),
        organization: None,
        address: lines(filing.employer),
    });
    parties
}

fn contacts(filing: &Filing, society: &Society) -> Vec<Contact> {
    let of = |role, person: Option<String>, specialty: Option<&str>, number: String| Contact {
        role,
        person,
        specialty: specialty.map(str::to_owned),
        phone: Some(number),
        fax: None,
        email: None,
    };
    let physician = &society.physicians[filing.physician];
    // The same administrator has the same few adjusters.
    let mut desk = Chance::of(0, "adjuster", filing.administrator * 5 + filing.physician % 5);
    let adjuster = format!("{} {}", desk.pick(&GIVEN).0, family(&mut desk));
    vec![
        of(Role::Employee, None, None, filing.worker.phone.clone()),
        of(Role::RequestingPhysician, None, Some(physician.specialty), physician.person.phone.clone()),
        of(Role::ClaimsAdministrator, Some(adjuster), None, phone(&mut desk)),
    ]
}

/// Who the employee named to act, should it be a relative.
fn designee(filing: &Filing) -> String {
    let mut kin = Chance::of(0, &filing.worker.family, filing.part);
    format!("{} {}", kin.pick(&GIVEN).0, filing.worker.family)
}

fn representatives(filing: &Filing, society: &Society) -> Vec<Representative> {
    let attorney = filing.attorney.map(|attorney| Representative {
        role: Role::EmployeeAttorney,
        name: society.attorneys[attorney].person.name(),
        organization: None,
        address: Vec::new(),
        designated: Some(later(filing.injured, 40)),
        until: None,
        proof: Some(true),
    });
    let designee = match filing.signer {
        Signer::Designee(day) => Some(Representative {
            role: Role::EmployeeDesignee,
            name: designee(filing),
            organization: None,
            address: filing.worker.address.lines(),
            designated: Some(day),
            until: None,
            proof: Some(true),
        }),
        _ => None,
    };
    attorney.into_iter().chain(designee).collect()
}

fn signature(filing: &Filing, society: &Society) -> Option<Signature> {
    let attorney = || filing.attorney.map(|attorney| society.attorneys[attorney].person.name());
    let (by, name) = match filing.signer {
        Signer::Nobody => return None,
        Signer::Employee => (Role::Employee, Some(filing.worker.name())),
        Signer::Attorney => (Role::EmployeeAttorney, attorney()),
        Signer::Designee(_) => (Role::EmployeeDesignee, Some(designee(filing))),
        Signer::Physician => (Role::RequestingPhysician, Some(society.physicians[filing.physician].person.name())),
    };
    Some(Signature { by, name, on: Some(filing.received) })
}

fn ur_decision(filing: &Filing, decision: &Decision, society: &Society) -> UrDecision {
    UrDecision {
        decided: decision.decided,
        served: Some(decision.served),
        method: Some(decision.method),
        received: None,
        requested: decision.requested,
        requested_unsaid: false,
        organization: company_name(filing, society, decision.organization),
        expedited: filing.expedited,
        form_enclosed: Some(true),
        items: decision.items.iter().map(|item| ur_item(filing, decision, item)).collect(),
    }
}

fn ur_item(filing: &Filing, decision: &Decision, item: &Item) -> UrItem {
    let (outcome, ground) = match item.finding {
        Finding::Unnecessary => (UrOutcome::Denied, Ground::MedicalNecessity),
        Finding::Reduced => (UrOutcome::Modified, Ground::MedicalNecessity),
        Finding::Unanswered => (UrOutcome::ConditionallyDenied, Ground::MissingInformation),
        Finding::Disputed => (UrOutcome::Denied, Ground::Liability),
        Finding::Approved => (UrOutcome::Approved, Ground::MedicalNecessity),
    };
    UrItem {
        liability: filing.liability_disputed.then(|| LiabilityObjection {
            reason: Some("The injury is not accepted as industrial.".to_owned()),
            agrees_to_review: false,
        }),
        ended: filing
            .authorized_since
            .then(|| Ended { how: End::Authorized, on: later(decision.decided, 2).min(filing.received) }),
        ..UrItem::new(item.request.text(), outcome, ground)
    }
}
