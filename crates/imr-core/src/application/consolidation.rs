//! Whether two eligible applications may be decided together
//! (8 CCR 9792.10.4(a); rulebook section 5).

use super::{Application, Stage};
use crate::duplicate;
use crate::eligibility::{Reason, Test, TestResult};
use crate::law::Law;
use crate::party::Role;
use crate::refusal::Refusal;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The tests of consolidation, and what follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consolidation {
    /// Every test with its result, `K1` to `K5`.
    pub tests: Vec<Test>,
    /// Whether the two may be decided together.
    pub allowed: bool,
}

impl Consolidation {
    /// What stands in the way, in a sentence.
    #[must_use]
    pub fn because(&self) -> String {
        let failed = self.tests.iter().filter(|test| test.result != TestResult::Passed);
        failed.map(|test| test.because.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Runs the tests by the law of `on`. Refuses where no rule of consolidation
/// was in force.
pub fn consolidation(a: &Application, b: &Application, on: Date, law: &Law) -> Result<Consolidation, Refusal> {
    let row = law.value("consolidation", on)?;
    let said = said(a, b);
    let tests: Vec<Test> = said
        .into_iter()
        .map(|(code, question, passed, because)| Test {
            code: code.to_owned(),
            question: question.to_owned(),
            result: if passed { TestResult::Passed } else { TestResult::Failed(Reason::Other) },
            because,
            citation: row.citation.clone(),
            verified: row.verified,
        })
        .collect();
    let allowed = tests.iter().all(|test| test.result == TestResult::Passed);
    Ok(Consolidation { tests, allowed })
}

/// Code, question, whether it is answered yes, and the facts.
fn said(a: &Application, b: &Application) -> [(&'static str, &'static str, bool, String); 5] {
    let named = |application: &Application, role| {
        application.form.party(role).map_or("nobody", |party| party.name.as_str()).to_owned()
    };
    let employees = (named(a, Role::Employee), named(b, Role::Employee));
    let physicians = (named(a, Role::RequestingPhysician), named(b, Role::RequestingPhysician));
    let worker = duplicate::same_worker(&a.form, &b.form);
    let injured = |one: &Application| one.form.date_of_injury.map_or("no day".to_owned(), |day| day.to_string());
    let open = |one: &Application| matches!(one.stage, Stage::Eligible { .. } | Stage::Assigned { .. });
    [
        (
            "K1",
            "Is it one employee?",
            worker.is_surely_one_worker(),
            format!("The employees are {} and {}: {}", employees.0, employees.1, worker.of_the_workers()),
        ),
        (
            "K2",
            "Is it one requesting physician?",
            physicians.0 != "nobody" && duplicate::surely_one_name(&physicians.0, &physicians.1),
            format!("The requesting physicians are {} and {}.", physicians.0, physicians.1.trim_end_matches('.')),
        ),
        (
            "K3",
            "Is it one date of injury?",
            a.form.date_of_injury.is_some() && a.form.date_of_injury == b.form.date_of_injury,
            format!("The dates of injury are {} and {}.", injured(a), injured(b)),
        ),
        (
            "K4",
            "Are both eligible?",
            open(a) && open(b),
            format!("The applications are {} and {}.", a.stage.name(), b.stage.name()),
        ),
        (
            "K5",
            "Are both regular, or both expedited?",
            a.priority() == b.priority(),
            format!("One is {}, the other {}.", a.priority().as_str(), b.priority().as_str()),
        ),
    ]
}
