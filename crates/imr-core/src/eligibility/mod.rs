//! The eligibility screen: every test with its result, its reason and the
//! rule row it rests on (rulebook section 4).

mod dispute;
mod filing;
mod form;
mod left_out;
mod reason;
mod representation;

pub(crate) use dispute::is_dispensed;
pub use dispute::track;
pub use filing::{filing_due, last_renewal};
pub use left_out::LeftOut;
pub use reason::Reason;

use crate::application::{Form, PeriodFound, Priority};
use crate::deadline::Due;
use crate::law::{Law, Value};
use crate::refusal::Refusal;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The tests that were run on an application, and what follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screening {
    /// Every test, in the order of the rulebook.
    pub tests: Vec<Test>,
    /// What follows.
    pub outcome: Outcome,
    /// How fast the review must be (E11).
    pub priority: Priority,
    /// Which periods govern it (E12).
    pub track: Track,
    /// The last day for filing, where one can be told.
    pub filing_due: Option<Due>,
    /// Where the decision is not attached: the last day, counted from the day
    /// that the form gives for it, as if it had been served then and nothing
    /// were added. The period is open at least until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filing_stated: Option<Due>,
    /// Items that wait for a dispute about liability, as requested.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub put_off: Vec<String>,
    /// Items that are not taken to the review although others are, each with
    /// why; none in histories from before they were told of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
    /// What stands in the way, in plain words, and until when it can be cured.
    pub defects: Vec<Defect>,
}

/// What follows from the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Every test passed: a case can be opened.
    Eligible,
    /// Something is missing that may still be sent.
    InformationNeeded,
    /// Nothing is missing; a person must decide how a test comes out.
    Undecided,
    /// Liability is in dispute: the review waits.
    Deferred,
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
            Self::Undecided => "undecided",
            Self::Deferred => "deferred",
            Self::Ineligible => "ineligible",
        }
    }
}

/// Which periods govern a review (E12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Track {
    /// The ordinary ones.
    Ordinary,
    /// Those for disputes about drugs of the formulary.
    Formulary,
}

impl Track {
    /// What its period for filing is called.
    #[must_use]
    pub fn period(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary period",
            Self::Formulary => "period of the formulary",
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TestResult {
    /// Passed.
    Passed,
    /// Failed, for this reason.
    Failed(Reason),
    /// Cannot be told without something that is missing.
    Open(Reason),
    /// A person must decide it: nothing that could be sent would.
    Undecided(Reason),
    /// The review waits (E6).
    Deferred(Reason),
    /// Not asked, since an earlier answer leaves nothing to ask about.
    NotAsked,
}

impl TestResult {
    /// The reason, where it was not passed.
    #[must_use]
    pub fn reason(self) -> Option<Reason> {
        match self {
            Self::Failed(reason) | Self::Open(reason) | Self::Undecided(reason) | Self::Deferred(reason) => {
                Some(reason)
            }
            Self::Passed | Self::NotAsked => None,
        }
    }
}

/// Something that stands in the way of a review, and until when it can be
/// cured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defect {
    /// Code of the test.
    pub test: String,
    /// Code of the reason.
    pub reason: Reason,
    /// What is wrong.
    pub sentence: String,
    /// What can be done; none where no form would help.
    pub cure: Option<String>,
    /// Until when; none where there is no cure, or no day for it yet.
    pub until: Option<Date>,
}

/// What the screen must know beside the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// What came of the comparison with earlier applications, in a sentence.
    pub compared: Option<String>,
    /// Items that were filed before on the same decision, as requested, each
    /// with where.
    pub filed: Vec<(String, String)>,
    /// The time for sending what is missing is over: it is decided on what is
    /// there.
    pub time_over: bool,
    /// It was put off, and nobody asked for the review anew in the time for it.
    pub not_renewed: bool,
    /// Which period for filing holds, where a person decided it.
    pub period: Option<PeriodFound>,
    /// It asks anew for what an earlier application put off while liability was
    /// disputed (T12).
    pub asks_anew: bool,
    /// Reasons that the Appeals Board set aside.
    pub reversed: Vec<Reason>,
    /// Another reason that somebody found, in a sentence.
    pub other: Option<String>,
    /// The day of the screen, after which nothing can have happened yet.
    pub today: Option<Date>,
}

impl Screening {
    /// The reasons for which tests were not passed, in one sentence.
    #[must_use]
    pub fn because(&self) -> String {
        self.defects.iter().map(|defect| defect.sentence.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Whether a case can be opened, but not on every item.
    #[must_use]
    pub fn is_eligible_in_part(&self) -> bool {
        self.outcome == Outcome::Eligible && !self.put_off.is_empty()
    }

    /// Whether a case can be opened, and items are left out of it for good.
    #[must_use]
    pub fn leaves_some_out(&self) -> bool {
        self.outcome == Outcome::Eligible && !self.left_out.is_empty()
    }

    /// What somebody can be asked for: not what only a person can decide.
    pub fn askable(&self) -> impl Iterator<Item = &Defect> {
        let undecided = |defect: &&Defect| {
            let of = |test: &&Test| test.code == defect.test && matches!(test.result, TestResult::Undecided(_));
            self.tests.iter().any(|test| of(&test))
        };
        self.defects.iter().filter(move |defect| !undecided(defect))
    }

    /// Whether liability is in dispute, or nobody has said how that ended: the
    /// time for asking for the review has not begun (D6).
    #[must_use]
    pub fn waits_for_liability(&self) -> bool {
        self.tests.iter().any(|test| {
            matches!(
                test.result,
                TestResult::Deferred(Reason::LiabilityDispute) | TestResult::Open(Reason::LiabilityDispute)
            )
        })
    }

    /// Whether the dispute about liability ended against the employee (T13).
    #[must_use]
    pub fn ended_against(&self) -> bool {
        self.tests.iter().any(|test| test.result == TestResult::Failed(Reason::LiabilityDispute))
    }

    /// The codes of the reasons, each once.
    #[must_use]
    pub fn reasons(&self) -> Vec<Reason> {
        let mut reasons = Vec::new();
        for reason in self.tests.iter().filter_map(|test| test.result.reason()) {
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        reasons
    }
}

/// Runs the tests on a form of which nothing else is known.
pub fn screen(form: &Form, law: &Law) -> Result<Screening, Refusal> {
    screen_with(form, &Standing::default(), law)
}

/// The day by whose law a form is judged: that of its receipt. What came before
/// there was Independent Medical Review is judged by the first law of it, which
/// finds it out of scope (rulebook section 0, R0).
#[must_use]
pub fn judged_by(form: &Form, law: &Law) -> Date {
    let began = law.value("imr-from", form.received).and_then(Value::day);
    began.map_or(form.received, |began| form.received.max(began))
}

/// Runs the twelve tests on a form, by the law of the day it was received.
pub fn screen_with(form: &Form, standing: &Standing, law: &Law) -> Result<Screening, Refusal> {
    let day = judged_by(form, law);
    let row = |code: &str| law.value(code, day);
    let track = dispute::track(form, law)?;
    let due = filing::due_as_known(form, track, standing, law)?;
    let (priority, hurry) = dispute::priority(form, row("expedited-review")?);
    let mut tests = vec![
        form::in_scope(form, law)?,
        form::complete(form, standing.today, (row("application-editions")?, row("application-form-fields")?))?,
        form::unique(form, standing, row("duplicate-application")?),
        form::standing(form, law)?,
        form::attached(form, row("missing-ur-decision")?, law)?,
        dispute::liability(form, standing, row("liability-dispute")?),
        dispute::necessity(form, row("eligibility-necessity")?),
        dispute::conditional(form, row("conditional-denial")?),
        filing::timely(form, track, due.as_ref(), standing, law)?,
        dispute::still_disputed(form, standing.today, row("still-disputed")?),
        hurry,
        dispute::on_track(track, form, law)?,
    ];
    if let Some(because) = &standing.other {
        let row = row("other-ineligibility")?;
        tests.push(asked("E", "Is there another reason?", row, TestResult::Failed(Reason::Other), because.clone()));
    }
    for test in &mut tests {
        settle(test, standing);
    }
    let outcome = outcome(&tests);
    let stated = filing::stated_due(form, law)?;
    let mut defects = defects(&tests, due.as_ref().or(stated.as_ref()), law, day)?;
    defects.extend(form::strays(form, law)?);
    let put_off = form.put_off().map(|item| item.item.clone()).collect();
    let left_out = left_out::left_out(form, standing);
    let (filing_due, filing_stated) = (due, stated);
    Ok(Screening { tests, outcome, priority, track, filing_due, filing_stated, put_off, left_out, defects })
}

/// What the tests find wanting, each with its cure and until when.
fn defects(tests: &[Test], until: Option<&Due>, law: &Law, day: Date) -> Result<Vec<Defect>, Refusal> {
    // A date that the scope (E1) lacks is among the fields that the form (E2)
    // lacks: it is said once.
    let said = |test: &Test| test.code == "E2" && test.result.reason() == Some(Reason::FormIncomplete);
    let said = tests.iter().any(said);
    let again = |test: &Test| said && test.code == "E1" && test.result.reason() == Some(Reason::FormIncomplete);
    let told = tests.iter().filter(|test| !again(test));
    let found = told.filter_map(|test| test.result.reason().map(|reason| (test, reason)));
    let defect = |(test, reason): (&Test, Reason)| {
        // Where it is asked how a dispute about liability ended, the question
        // says what to send; where it ended against the employee, no form helps.
        let asked = reason == Reason::LiabilityDispute && !matches!(test.result, TestResult::Deferred(_));
        let cure = law.reason(reason.as_str(), day)?.cure.clone().filter(|_| !asked);
        Ok(defect(test, reason, cure, until))
    };
    found.map(defect).collect()
}

/// What was set aside passes; what is still open when the time is over fails.
fn settle(test: &mut Test, standing: &Standing) {
    if test.result.reason().is_some_and(|reason| standing.reversed.contains(&reason)) {
        test.result = TestResult::Passed;
        test.because.push_str(" The Appeals Board has set this reason aside.");
    } else if standing.time_over
        && let TestResult::Open(reason) = test.result
    {
        test.result = TestResult::Failed(reason);
        test.because.push_str(" The time for sending it is over.");
    }
}

fn outcome(tests: &[Test]) -> Outcome {
    let any = |wanted: fn(&TestResult) -> bool| tests.iter().any(|test| wanted(&test.result));
    if any(|result| matches!(result, TestResult::Failed(_))) {
        Outcome::Ineligible
    } else if any(|result| matches!(result, TestResult::Deferred(_))) {
        Outcome::Deferred
    } else if any(|result| matches!(result, TestResult::Open(_))) {
        Outcome::InformationNeeded
    } else if any(|result| matches!(result, TestResult::Undecided(_))) {
        Outcome::Undecided
    } else {
        Outcome::Eligible
    }
}

fn defect(test: &Test, reason: Reason, cure: Option<String>, due: Option<&Due>) -> Defect {
    // What ended in liability is asked for anew within a period that runs from
    // a notice that is not there yet.
    let dated = cure.is_some() && reason != Reason::LiabilityDispute;
    Defect {
        test: test.code.clone(),
        reason,
        sentence: test.because.clone(),
        cure,
        until: due.filter(|_| dated).map(|due| due.date),
    }
}

/// A test with its answer, resting on a row of the law.
fn asked(code: &str, question: &str, row: &Value, result: TestResult, because: String) -> Test {
    Test {
        code: code.to_owned(),
        question: question.to_owned(),
        result,
        because,
        citation: row.citation.clone(),
        verified: row.verified,
    }
}

/// Passed, or failed for a reason.
fn passed_or(passed: bool, reason: Reason) -> TestResult {
    if passed { TestResult::Passed } else { TestResult::Failed(reason) }
}

#[cfg(test)]
mod tests;
