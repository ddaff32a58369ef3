//! The eligibility screen: every test with its result, its reason and the
//! rule row it rests on (rulebook section 4).

use crate::application::{Form, Ground, Priority, UrDecision, UrItem, UrOutcome};
use crate::deadline::{self, Trigger};
use crate::law::Law;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// The tests that were run on an application, and what follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screening {
    /// Every test, in the order of the rulebook.
    pub tests: Vec<Test>,
    /// What follows.
    pub outcome: Outcome,
}

/// What follows from the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Every test passed: a case can be opened.
    Eligible,
    /// Something is missing that may still be sent.
    InformationNeeded,
    /// A test failed.
    Ineligible,
}

impl Outcome {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Eligible => "eligible",
            Self::InformationNeeded => "information needed",
            Self::Ineligible => "ineligible",
        }
    }
}

/// One eligibility test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Test {
    /// Code of the rulebook, `E1` to `E12`.
    pub code: String,
    /// What is asked.
    pub question: String,
    /// What came of it.
    pub result: TestResult,
    /// Why, with the facts it rests on.
    pub because: String,
    /// The law.
    pub citation: String,
    /// Whether the text of law was seen.
    pub verified: bool,
}

/// What comes of a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TestResult {
    /// Passed.
    Passed,
    /// Failed, with the reason code of the rulebook.
    Failed(String),
    /// Cannot be told without something that is missing.
    Open(String),
}

impl Screening {
    /// The reasons for which tests were not passed, in one sentence.
    #[must_use]
    pub fn because(&self) -> String {
        let reasons: Vec<&str> = self
            .tests
            .iter()
            .filter(|test| test.result != TestResult::Passed)
            .map(|test| test.because.as_str())
            .collect();
        reasons.join(" ")
    }
}

/// Runs the tests on a form, by the law of the day it was received.
pub fn screen(form: &Form, law: &Law) -> Result<Screening, Refusal> {
    let mut tests = vec![signature(form, law)?];
    match &form.ur_decision {
        None => tests.push(missing_decision(form, law)?),
        Some(decision) => {
            tests.insert(0, in_scope(form, decision, law)?);
            tests.push(attached(form, decision, law)?);
            tests.push(necessity(form, decision, law)?);
            tests.push(not_conditional(form, decision, law)?);
            tests.push(timely(form, decision, law)?);
        }
    }
    let failed = |t: &Test| matches!(t.result, TestResult::Failed(_));
    let outcome = if tests.iter().any(failed) {
        Outcome::Ineligible
    } else if tests.iter().all(|t| t.result == TestResult::Passed) {
        Outcome::Eligible
    } else {
        Outcome::InformationNeeded
    };
    Ok(Screening { tests, outcome })
}

struct Row<'a>(&'a crate::law::Value);

impl Row<'_> {
    fn test(&self, code: &str, question: &str, passed: bool, fail: &str, because: String) -> Test {
        Test {
            code: code.to_owned(),
            question: question.to_owned(),
            result: if passed { TestResult::Passed } else { TestResult::Failed(fail.to_owned()) },
            because,
            citation: self.0.citation.clone(),
            verified: self.0.verified,
        }
    }
}

fn in_scope(form: &Form, decision: &UrDecision, law: &Law) -> Result<Test, Refusal> {
    let injury = law.value("imr-injury-from", form.received)?;
    let communicated = law.value("imr-communicated-from", form.received)?;
    let (injured, served) = (form.date_of_injury.unwrap_or_default(), decision.served.unwrap_or(decision.decided));
    let by_injury = injured >= injury.day()?;
    let by_decision = served >= communicated.day()?;
    let row = if by_injury { injury } else { communicated };
    let because = if by_injury {
        format!("The injury of {} is on or after {}.", injured, injury.day()?)
    } else if by_decision {
        format!("The decision was communicated on {}, on or after {}.", served, communicated.day()?)
    } else {
        format!(
            "The injury of {} is before {} and the decision of {} was communicated before {}.",
            injured,
            injury.day()?,
            served,
            communicated.day()?
        )
    };
    Ok(Row(row).test(
        "E1",
        "Is the dispute in the scope of IMR by its dates?",
        by_injury || by_decision,
        "DATE_OUT_OF_SCOPE",
        because,
    ))
}

fn signature(form: &Form, law: &Law) -> Result<Test, Refusal> {
    let row = law.value("eligibility-signature", form.received)?;
    let allowed = row.words()?;
    let (passed, code, because) = match form.signature.as_ref().map(|signature| signature.by) {
        None => (false, "NOT_SIGNED", "Nobody signed the application.".to_owned()),
        Some(role) => {
            let word = serde_json::to_value(role).ok();
            let word = word.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
            let may = allowed.split(", ").any(|one| one == word);
            let verb = if may { "signed" } else { "signed, and may not file alone" };
            (may, "NOT_ELIGIBLE_PARTY", format!("The {role} {verb}."))
        }
    };
    Ok(Row(row).test("E4", "Is it signed by somebody who may file?", passed, code, because))
}

fn missing_decision(form: &Form, law: &Law) -> Result<Test, Refusal> {
    let row = law.value("missing-ur-decision", form.received)?;
    let mut test = Row(row).test(
        "E5",
        "Is the utilization review decision attached?",
        false,
        "NO_UR_DECISION",
        "The utilization review decision is not attached.".to_owned(),
    );
    if row.words()? == "remind" {
        test.result = TestResult::Open("NO_UR_DECISION".to_owned());
        test.because.push_str(" A reminder goes out first.");
    }
    Ok(test)
}

fn attached(form: &Form, decision: &UrDecision, law: &Law) -> Result<Test, Refusal> {
    let row = law.value("missing-ur-decision", form.received)?;
    let because = format!("The decision of {} by {} is attached.", decision.decided, decision.organization);
    Ok(Row(row).test("E5", "Is the utilization review decision attached?", true, "NO_UR_DECISION", because))
}

fn necessity(form: &Form, decision: &UrDecision, law: &Law) -> Result<Test, Refusal> {
    let row = law.value("eligibility-necessity", form.received)?;
    let adverse = decision.items.iter().filter(|i| i.outcome != UrOutcome::Approved).count();
    let medical = decision
        .items
        .iter()
        .filter(|item| item.outcome != UrOutcome::Approved && item.ground != Ground::Liability)
        .count();
    Ok(Row(row).test(
        "E7",
        "Was at least one item denied or modified for lack of medical necessity?",
        medical > 0,
        "NOT_UR_DECISION",
        format!(
            "{adverse} of {} items were denied or modified, {medical} for a reason other than liability.",
            decision.items.len()
        ),
    ))
}

fn not_conditional(form: &Form, decision: &UrDecision, law: &Law) -> Result<Test, Refusal> {
    let row = law.value("conditional-denial", form.received)?;
    let judged = decision.items.iter().any(UrItem::is_reviewable);
    let because = if judged {
        "The decision judges medical necessity."
    } else {
        "No item was denied or modified for lack of medical necessity: each only for missing information or disputed liability."
    };
    Ok(Row(row).test("E8", "Is it more than a denial for missing information?", judged, "CNC", because.to_owned()))
}

fn timely(form: &Form, decision: &UrDecision, law: &Law) -> Result<Test, Refusal> {
    let served = decision.served.unwrap_or(decision.decided);
    let trigger = Trigger { on: served, served: decision.method, expedited: form.priority == Priority::Expedited };
    let due = deadline::due(law, "D5", trigger)?;
    let passed = form.received <= due.date;
    Ok(Test {
        code: "E9".to_owned(),
        question: "Was it filed in time?".to_owned(),
        result: if passed { TestResult::Passed } else { TestResult::Failed("UNTIMELY".to_owned()) },
        because: format!(
            "The decision was served by {} on {}, so the last day was {}; it was received on {}.",
            decision.method.map_or_else(String::new, |method| method.to_string()),
            served,
            due.date,
            form.received
        ),
        citation: law.period("D5", served)?.citation.clone(),
        verified: due.verified,
    })
}
