//! Test E4 where somebody signed for the employee: whether the representation
//! is shown, and held on the day of the signature (rulebook section 1).

use super::{Reason, TestResult, judged_by};
use crate::application::{Form, Representative, Signature, UrDecision};
use crate::conflict::{Name, alike};
use crate::law::{Law, Value};
use crate::party::Role;
use crate::refusal::Refusal;

const OPEN: TestResult = TestResult::Open(Reason::NotEligibleParty);
const FAILED: TestResult = TestResult::Failed(Reason::NotEligibleParty);

type Answer<'a> = (&'a Value, TestResult, String);

struct Rows<'a> {
    proof: &'a Value,
    designation: &'a Value,
}

/// What the representatives of the form show for whoever signed. Each counts:
/// one whose time is over does not stand in the way of a successor.
pub(super) fn shown<'a>(form: &Form, signature: &Signature, law: &'a Law) -> Result<Answer<'a>, Refusal> {
    let day = judged_by(form, law);
    let rows = Rows {
        proof: law.value("proof-of-representation", day)?,
        designation: law.value("designation-before-decision", day)?,
    };
    let role = signature.by;
    let of_part = form.representatives.iter().filter(|one| one.role == role);
    let theirs = of_part.clone().filter(|one| may_be_of(form, one, signature));
    let best =
        theirs.map(|one| represented(form, signature, one, &rows)).min_by_key(|(_, result, _)| rank(*result));
    Ok(best.unwrap_or_else(|| {
        let because = match (&signature.name, of_part.map(|one| one.name.as_str()).collect::<Vec<_>>()) {
            (Some(name), others) if !others.is_empty() => format!(
                "{name} signed as the {role}; the representation that is shown is of {}.",
                others.join(" and of ")
            ),
            _ => format!("The {role} signed, and no proof of the representation is attached."),
        };
        (rows.proof, OPEN, because)
    }))
}

fn rank(result: TestResult) -> u8 {
    match result {
        TestResult::Passed => 0,
        TestResult::Open(_) => 1,
        _ => 2,
    }
}

/// Whether a representation can be that of whoever signed: by name, or by the
/// firm of the party who bears the name. Without a name it can be.
fn may_be_of(form: &Form, one: &Representative, signature: &Signature) -> bool {
    let Some(name) = signature.name.as_deref().filter(|_| !one.name.trim().is_empty()) else { return true };
    let person = |a: &str, b: &str| alike(&Name::person(a), &Name::person(b)).is_some();
    let firm = |a: &str, b: &str| alike(&Name::organization(a), &Name::organization(b)).is_some();
    let of_the_firm = form.parties.iter().filter(|party| party.role == one.role).any(|party| {
        let in_firm = party.organization.as_deref().is_some_and(|practice| firm(practice, &one.name));
        in_firm && person(&party.name, name)
    });
    person(&one.name, name) || firm(&one.name, name) || of_the_firm
}

fn represented<'a>(form: &Form, signature: &Signature, one: &Representative, rows: &Rows<'a>) -> Answer<'a> {
    let role = signature.by;
    match one.proof {
        Some(true) => {}
        Some(false) => {
            let because = format!("The {role} signed, and no proof of the representation is attached.");
            return (rows.proof, OPEN, because);
        }
        None => {
            let because =
                format!("The {role} signed, and it is not said whether proof of the representation is attached.");
            return (rows.proof, OPEN, because);
        }
    }
    let signed = signature.on.unwrap_or(form.received);
    if let Some(until) = one.until.filter(|until| *until < signed) {
        // Signed before the form came, on a day that is not said, it may hold.
        let (result, when) = match signature.on {
            Some(on) => (FAILED, format!("on {on}")),
            None => (OPEN, "on a day that is not said".to_owned()),
        };
        return (rows.proof, result, format!("The {role} signed {when}; the representation held until {until}."));
    }
    if let Some(designated) = one.designated.filter(|designated| *designated > signed) {
        let because = format!("The {role} signed by {signed}; the representation is of {designated}, after that.");
        return (rows.proof, FAILED, because);
    }
    if role == Role::EmployeeAttorney {
        return (rows.proof, TestResult::Passed, "The employee's attorney signed, with proof.".to_owned());
    }
    let decided = form.ur_decision.as_ref().map(|one: &UrDecision| one.decided).or(form.ur_decision_date);
    match (one.designated, decided) {
        (Some(designated), Some(decided)) if designated < decided => {
            let because = format!(
                "The designation was signed on {designated}, before the decision of {decided}, and is void."
            );
            (rows.designation, TestResult::Failed(Reason::PreUrDesignation), because)
        }
        (Some(designated), _) => {
            let because = format!("The employee's designee signed; the designation is of {designated}.");
            (rows.designation, TestResult::Passed, because)
        }
        (None, _) => (rows.designation, OPEN, "The designation bears no date.".to_owned()),
    }
}
