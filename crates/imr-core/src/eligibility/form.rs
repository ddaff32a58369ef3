//! Tests E1 to E5: the dates, the form itself, who signed it, and what came
//! with it.

use super::{
    Defect, Reason, Standing, Test, TestResult, asked, dispute, filing, judged_by, passed_or, representation,
};
use crate::application::{Dispute, Form, UrItem};
use crate::law::{Law, Value};
use crate::party::Role;
use crate::refusal::Refusal;
use jiff::civil::Date;

/// E1.
pub(super) fn in_scope(form: &Form, law: &Law) -> Result<Test, Refusal> {
    let question = "Is the dispute in the scope of IMR by its dates?";
    let day = judged_by(form, law);
    if form.received < day {
        let row = law.value("imr-from", form.received)?;
        let because = format!(
            "The application came on {}; Independent Medical Review can be asked for since {day}.",
            form.received
        );
        return Ok(asked("E1", question, row, TestResult::Failed(Reason::DateOutOfScope), because));
    }
    let injury = law.value("imr-injury-from", day)?;
    let communicated = law.value("imr-communicated-from", day)?;
    let (injury_from, communicated_from) = (injury.day()?, communicated.day()?);
    let decided = form.ur_decision.as_ref().map(|decision| decision.served.unwrap_or(decision.decided));
    let decided = decided.or(form.ur_decision_date);
    let (row, result, because) = match (form.date_of_injury, decided) {
        (Some(injured), _) if injured >= injury_from => {
            (injury, TestResult::Passed, format!("The injury of {injured} is on or after {injury_from}."))
        }
        (_, Some(decided)) if decided >= communicated_from => (
            communicated,
            TestResult::Passed,
            format!("The decision was communicated on {decided}, on or after {communicated_from}."),
        ),
        (Some(injured), Some(decided)) => (
            communicated,
            TestResult::Failed(Reason::DateOutOfScope),
            format!(
                "The injury of {injured} is before {injury_from} and the decision of {decided} was communicated \
                 before {communicated_from}."
            ),
        ),
        (injured, _) => {
            let missing =
                if injured.is_none() { "date of injury" } else { "date of the utilization review decision" };
            let because = format!("The form does not say the {missing}, on which the scope depends.");
            (injury, TestResult::Open(Reason::FormIncomplete), because)
        }
    };
    Ok(asked("E1", question, row, result, because))
}

/// E2.
pub(super) fn complete(
    form: &Form,
    today: Option<Date>,
    (editions, fields): (&Value, &Value),
) -> Result<Test, Refusal> {
    let question = "Is it the form in force, legible and complete?";
    if !form.legible {
        let because = "The form cannot be read.".to_owned();
        return Ok(asked("E2", question, fields, TestResult::Open(Reason::FormIncomplete), because));
    }
    let accepted = editions.words()?;
    if let Some(edition) = form.edition.as_ref().filter(|one| accepted.split(", ").all(|other| other != **one)) {
        let because = format!("The form is of the edition {edition}; accepted on {}: {accepted}.", form.received);
        return Ok(asked("E2", question, editions, TestResult::Open(Reason::WrongForm), because));
    }
    let unknown = form
        .edition
        .is_none()
        .then(|| format!("The edition of the form cannot be told; accepted on {}: {accepted}.", form.received));
    let mut wrong: Vec<String> = unknown.into_iter().collect();
    let lacking = fields
        .words()?
        .split(',')
        .map(str::trim)
        .filter_map(|field| missing(form, field))
        .map(|what| format!("{what}."));
    wrong.extend(lacking);
    wrong.extend(impossible(form));
    wrong.extend(today.into_iter().flat_map(|today| to_come(form, today)));
    if wrong.is_empty() {
        let because = "The form can be read, and every field that must be filled is.".to_owned();
        return Ok(asked("E2", question, editions, TestResult::Passed, because));
    }
    Ok(asked("E2", question, fields, TestResult::Open(Reason::FormIncomplete), wrong.join(" ")))
}

/// What a field lacks, in words; nothing where it is filled.
fn missing(form: &Form, field: &str) -> Option<String> {
    let named = |role| form.party(role).is_some_and(|party| !party.name.trim().is_empty());
    let (filled, what) = match field {
        "employee" => (named(Role::Employee), "The employee's name"),
        "date_of_injury" => (form.date_of_injury.is_some(), "The date of injury"),
        "ur_decision_date" => {
            (form.ur_decision_date.is_some() || form.ur_decision.is_some(), "The date of the decision in dispute")
        }
        "treatments" => (!form.treatments.is_empty() || form.disputed().next().is_some(), "The disputed treatment"),
        "claims_administrator" => (named(Role::ClaimsAdministrator), "The claims administrator"),
        "requesting_physician" => (named(Role::RequestingPhysician), "The requesting physician"),
        "consent" if form.consent.is_none() => {
            return Some(
                "The filing does not say whether the signer consents to the release of the medical records"
                    .to_owned(),
            );
        }
        "consent" => (form.consent == Some(true), "The consent to obtain the medical records"),
        "claim_number" => (!form.claim_number.trim().is_empty(), "The claim number"),
        "date_of_birth" => (form.employee.born.is_some(), "The employee's date of birth"),
        "diagnosis" => (!form.diagnoses.is_empty(), "The diagnosis"),
        other => return Some(format!("The rule book asks for a field the program does not know ({other})")),
    };
    (!filled).then(|| format!("{what} is missing"))
}

/// Dates that cannot all be true, a sentence each.
fn impossible(form: &Form) -> Vec<String> {
    let decision = form.ur_decision.as_ref();
    let decided = decision.map(|one| one.decided).or(form.ur_decision_date);
    let served = decision.and_then(|one| one.served);
    let signed = form.signature.as_ref().and_then(|one| one.on);
    let threat = form.threat.as_ref().map(|one| one.on);
    let pairs: [(Option<Date>, &str, Option<Date>, &str); 9] = [
        (form.employee.born, "the date of birth", form.date_of_injury, "the date of injury"),
        (form.date_of_injury, "the date of injury", decided, "the utilization review decision"),
        (form.date_of_injury, "the date of injury", Some(form.received), "the day of receipt"),
        (decided, "the utilization review decision", Some(form.received), "the day of receipt"),
        (decision.map(|one| one.requested), "the request for authorization", decided, "the decision on it"),
        (decided, "the utilization review decision", served, "its service"),
        (served, "the service of the decision", Some(form.received), "the day of receipt"),
        (signed, "the signature", Some(form.received), "the day of receipt"),
        (form.date_of_injury, "the date of injury", threat, "the certification of a threat"),
    ];
    let late = |(first, earlier, second, later): (Option<Date>, &str, Option<Date>, &str)| {
        let (first, second) = (first?, second?);
        (first > second).then(|| format!("As written {earlier} ({first}) comes after {later} ({second})."))
    };
    pairs.into_iter().filter_map(late).collect()
}

/// Dates of what may follow the receipt of a form, and cannot lie ahead, a
/// sentence each.
fn to_come(form: &Form, today: Date) -> Vec<String> {
    let items = form.ur_decision.iter().flat_map(|decision| &decision.items);
    let ended = items.filter_map(|item| Some((item.ended.as_ref()?.on, format!("the end of \"{}\"", item.item))));
    let designated = form.representatives.iter().filter_map(|one| Some((one.designated?, one)));
    let designated = designated.map(|(on, one)| (on, format!("the representation by {}", one.name)));
    let resolved = form.liability_resolved.iter().flat_map(|one| {
        let renewed = one.renewed.map(|on| (on, "the request for the review anew".to_owned()));
        std::iter::once((one.served, "the notice that liability is resolved".to_owned())).chain(renewed)
    });
    let threat = form.threat.iter().map(|one| (one.on, "the certification of a threat".to_owned()));
    let days = threat.chain(designated).chain(ended).chain(resolved).filter(|(on, _)| *on > today);
    days.map(|(on, what)| format!("As written {what} ({on}) lies ahead of the day of the screen ({today})."))
        .collect()
}

/// E3. Whether it is a duplicate of one is found before the screen, by
/// comparison; what is left here is whether each of its items was filed with
/// one or another.
pub(super) fn unique(form: &Form, standing: &Standing, row: &Value) -> Test {
    let because = standing.compared.clone().unwrap_or_else(|| "No earlier application is like it.".to_owned());
    let filed = |item: &UrItem| standing.filed.iter().any(|(name, _)| *name == item.item);
    let anew = form.disputed().next().is_none() || form.disputed().any(|item| !filed(item));
    let question = "Is it the first application on this decision and these items?";
    asked("E3", question, row, passed_or(anew, Reason::Duplicate), because)
}

/// E4.
pub(super) fn standing(form: &Form, law: &Law) -> Result<Test, Refusal> {
    let question = "Is it signed by somebody who may file?";
    let day = judged_by(form, law);
    let row = law.value("eligibility-signature", day)?;
    let Some(signature) = &form.signature else {
        let because = "Nobody signed the application.".to_owned();
        return Ok(asked("E4", question, row, TestResult::Failed(Reason::NotSigned), because));
    };
    let role = signature.by;
    let word = serde_json::to_value(role).ok();
    let word = word.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
    if !row.words()?.split(',').any(|one| one.trim() == word) {
        let because = format!("The {role} signed, and may not file alone.");
        return Ok(asked("E4", question, row, TestResult::Failed(Reason::NotEligibleParty), because));
    }
    match role {
        Role::EmergencyProvider => {
            let passed = form.threat.is_some();
            let because = if passed {
                "The emergency provider signed, and an imminent and serious threat is certified.".to_owned()
            } else {
                "The emergency provider signed, but no imminent and serious threat is certified.".to_owned()
            };
            Ok(asked("E4", question, row, passed_or(passed, Reason::NotEligibleParty), because))
        }
        Role::EmployeeAttorney | Role::EmployeeDesignee => {
            let (row, result, because) = representation::shown(form, signature, law)?;
            Ok(asked("E4", question, row, result, because))
        }
        _ => Ok(asked("E4", question, row, TestResult::Passed, format!("The {role} signed."))),
    }
}

/// That the decision which is attached does not have these treatments.
fn not_decided(form: &Form, strays: &[String]) -> String {
    let decided = form.ur_decision.as_ref().map_or_else(String::new, |one| format!(" of {}", one.decided));
    let strays = strays.iter().map(|one| format!("\"{one}\"")).collect::<Vec<_>>().join(", ");
    format!("The form disputes {strays}, of which the decision{decided} that is attached says nothing.")
}

/// Treatments that the decision does not have, where it has others that the
/// form disputes: those are reviewed, and this is told.
pub(super) fn strays(form: &Form, law: &Law) -> Result<Option<Defect>, Refusal> {
    let dispute = Dispute::of(form);
    if dispute.strays.is_empty() || dispute.is_another(form) {
        return Ok(None);
    }
    let told = not_decided(form, &dispute.strays);
    let sentence = format!("{told} The rest of what it disputes can be reviewed without.");
    let cure = law.reason(Reason::NoUrDecision.as_str(), form.received)?.cure.clone();
    // Until when it may be filed depends on a decision that nobody has seen.
    Ok(Some(Defect { test: "E5".to_owned(), reason: Reason::NoUrDecision, sentence, cure, until: None }))
}

/// Whether the filing is late if the decision is that of the day which the form
/// states, and was served then: a slip of a day or two asks nothing of anybody.
fn late_by(form: &Form, stated: Date, law: &Law) -> Result<bool, Refusal> {
    let mut form = form.clone();
    if let Some(decision) = &mut form.ur_decision {
        (decision.decided, decision.served) = (stated, Some(stated));
    }
    let due = filing::filing_due(&form, dispute::track(&form, law)?, law)?;
    Ok(due.is_some_and(|due| form.received > due.date))
}

/// E5.
pub(super) fn attached(form: &Form, row: &Value, law: &Law) -> Result<Test, Refusal> {
    let question = "Is the utilization review decision attached?";
    let dispute = Dispute::of(form);
    let (result, because) = match &form.ur_decision {
        Some(_) if dispute.is_another(form) => {
            (TestResult::Open(Reason::NoUrDecision), not_decided(form, &dispute.strays))
        }
        Some(decision) => {
            let by = if decision.organization.is_empty() { "" } else { " by " };
            let mut because =
                format!("The decision of {}{by}{} is attached.", decision.decided, decision.organization);
            let stated = form.ur_decision_date.filter(|stated| !decision.bears(*stated));
            let late = stated.map_or(Ok(false), |stated| late_by(form, stated, law))?;
            if let Some(stated) = stated {
                because.push_str(&format!(" The form itself speaks of {stated}."));
            }
            if late {
                because.push_str(
                    " By that day it would be late: which decision is meant, and when it was served, is not said.",
                );
            }
            let result = if late { TestResult::Open(Reason::NoUrDecision) } else { TestResult::Passed };
            (result, because)
        }
        None if row.words()? == "remind" => (
            TestResult::Open(Reason::NoUrDecision),
            "The utilization review decision is not attached. A reminder goes out first.".to_owned(),
        ),
        None => (
            TestResult::Failed(Reason::NoUrDecision),
            "The utilization review decision is not attached.".to_owned(),
        ),
    };
    Ok(asked("E5", question, row, result, because))
}
