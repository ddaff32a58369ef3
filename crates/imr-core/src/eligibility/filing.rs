//! Test E9: whether it was filed in time.

use super::{Reason, Standing, Test, TestResult, Track, dispute};
use crate::application::{Form, LiabilityResolved, UrDecision};
use crate::deadline::{self, Due, Trigger};
use crate::law::Law;
use crate::party::Role;
use crate::refusal::Refusal;
use crate::service::Method;
use jiff::civil::Date;

const QUESTION: &str = "Was it filed in time?";

const UNSAID: &str =
    "It is not said whether the application form came with the decision; without it the period did not begin.";

/// The last day for filing, as far as the form tells: none without a decision,
/// and none where the period never began. Where it is not said whether the
/// application form came with the decision, it is the last day if it did.
pub fn filing_due(form: &Form, track: Track, law: &Law) -> Result<Option<Due>, Refusal> {
    if let Some(resolved) = form.liability_resolved.as_ref().filter(|one| one.for_employee) {
        return renewal_due(form, resolved, resolved.method, law).map(Some);
    }
    let Some(decision) = form.ur_decision.as_ref().filter(|decision| decision.form_enclosed != Some(false)) else {
        return Ok(None);
    };
    let served = decision.served.unwrap_or(decision.decided);
    if law.period("D5", served).is_err() || served > form.received {
        // Served before there was a period: out of scope, not late. Served
        // after the application came: the day must be corrected first.
        return Ok(None);
    }
    if form.signature.as_ref().is_some_and(|signature| signature.by == Role::EmergencyProvider) {
        return deadline::due(law, "D7", Trigger::on(served)).map(Some);
    }
    deadline::due(law, "D5", counted(form, served, decision.method, track)).map(Some)
}

/// The last day for asking anew, the notice that liability is resolved having
/// been served by this method on the employee, whose address counts.
fn renewal_due(
    form: &Form,
    resolved: &LiabilityResolved,
    method: Option<Method>,
    law: &Law,
) -> Result<Due, Refusal> {
    let trigger = Trigger::on(resolved.served).served(method).place(form.place_of(Role::Employee));
    deadline::due(law, "D6", trigger)
}

/// Where the decision is not attached: the last day by the day that the form
/// gives for it, on the reading that gives the least time.
pub(super) fn stated_due(form: &Form, law: &Law) -> Result<Option<Due>, Refusal> {
    let (None, Some(stated)) = (&form.ur_decision, form.ur_decision_date) else { return Ok(None) };
    if law.period("D5", stated).is_err() {
        return Ok(None);
    }
    let drugs = dispute::is_of_drugs(&form.treatments, stated, law)?;
    let due = deadline::due(law, "D5", Trigger::on(stated).formulary(drugs))?;
    Ok(Some(due).filter(|due| due.date >= form.received))
}

/// The decision was served on the employee, whose address says how many days
/// service adds.
fn counted(form: &Form, on: Date, served: Option<Method>, track: Track) -> Trigger {
    let place = form.place_of(Role::Employee);
    Trigger::on(on).served(served).place(place).formulary(track == Track::Formulary)
}

/// E9.
pub(super) fn timely(
    form: &Form,
    track: Track,
    due: Option<&Due>,
    standing: &Standing,
    law: &Law,
) -> Result<Test, Refusal> {
    let answer = |result, because, citation: &str, verified| Test {
        code: "E9".to_owned(),
        question: QUESTION.to_owned(),
        result,
        because,
        citation: citation.to_owned(),
        verified,
    };
    let Some(due) = due else {
        let row = law.value("period-needs-form", super::judged_by(form, law))?;
        let (result, because) = match &form.ur_decision {
            Some(decision) if decision.served.unwrap_or(decision.decided) > form.received => {
                (TestResult::NotAsked, "The decision cannot have been served after the application on it came.")
            }
            Some(decision) if decision.form_enclosed != Some(false) => {
                (TestResult::NotAsked, "When the decision was served there was no period for filing.")
            }
            Some(_) => (
                TestResult::Passed,
                "The application form did not come with the decision, so the period did not begin.",
            ),
            None => (TestResult::NotAsked, "Without the decision there is no day to count from."),
        };
        return Ok(answer(result, because.to_owned(), &row.citation, row.verified));
    };
    let (result, because) = match &form.liability_resolved {
        Some(resolved) if resolved.for_employee => from_resolution(form, resolved, due, standing, law)?,
        _ => match &form.ur_decision {
            Some(decision) => from_decision((form, track), decision, due, standing, law)?,
            None => (TestResult::NotAsked, "Without the decision there is no day to count from.".to_owned()),
        },
    };
    let citation = due.steps.first().and_then(|step| step.citation.clone()).unwrap_or_default();
    Ok(answer(result, because, &citation, due.verified))
}

/// The same for what was put off while liability was disputed. Where nobody
/// asked for it anew, no day is named on which somebody would have.
fn from_resolution(
    form: &Form,
    resolved: &LiabilityResolved,
    due: &Due,
    standing: &Standing,
    law: &Law,
) -> Result<(TestResult, String), Refusal> {
    let since = format!("Notice that liability is resolved was served on {}", resolved.served);
    if standing.not_renewed {
        let last = last_renewal(form, resolved, law)?.date;
        let because = format!("{since}, so the last day was {last}; until then nobody asked for the review anew.");
        return Ok((TestResult::Failed(Reason::Untimely), because));
    }
    let asked_on = resolved.renewed.unwrap_or(form.received);
    let because = format!("{since}, so the last day was {}; it was asked for on {asked_on}.", due.date);
    if asked_on <= due.date {
        return Ok((TestResult::Passed, because));
    }
    if asked_on <= last_renewal(form, resolved, law)?.date {
        let because = format!("{because} Proof of how the notice was served would decide it.");
        return Ok((TestResult::Open(Reason::Untimely), because));
    }
    Ok((TestResult::Failed(Reason::Untimely), because))
}

/// The last day for asking anew: where it is not known how the notice was
/// served, on the reading that gives the most time, so that nothing lapses
/// that may be in time.
pub fn last_renewal(form: &Form, resolved: &LiabilityResolved, law: &Law) -> Result<Due, Refusal> {
    renewal_due(form, resolved, resolved.method.or(Some(Method::Mail)), law)
}

/// Where the day or the manner of service is not known, what was filed in time
/// on the worst reading is in time; what is late on every reading is late.
fn from_decision(
    (form, track): (&Form, Track),
    decision: &UrDecision,
    due: &Due,
    standing: &Standing,
    law: &Law,
) -> Result<(TestResult, String), Refusal> {
    let in_time = form.received <= due.date;
    let (how, on) = match (decision.method, decision.served) {
        (Some(method), Some(served)) => (format!("served by {method}"), served),
        (None, Some(served)) => ("served, it is not known how,".to_owned(), served),
        (_, None) => ("made (its service is not known)".to_owned(), decision.decided),
    };
    let because = format!(
        "The decision was {how} on {on}, so the last day was {}; it was received on {}.",
        due.date, form.received
    );
    if in_time {
        return Ok((TestResult::Passed, because));
    }
    // Nobody is turned away on a period of which it is not known that it began.
    if decision.form_enclosed.is_none() {
        return Ok((TestResult::Open(Reason::Untimely), format!("{because} {UNSAID}")));
    }
    // Nobody is turned away on a shorter period whose text was not seen, by
    // items that were taken for drugs.
    let ordinary = deadline::due(law, &due.rule, counted(form, on, decision.method, Track::Ordinary))?;
    if track == Track::Formulary && !due.verified && form.received <= ordinary.date {
        return Ok(by_a_person(&because, ordinary.date, standing));
    }
    let best = counted(form, on, Some(Method::Mail), track);
    let by_mail = deadline::due(law, &due.rule, best)?;
    let result = match (decision.served, decision.method) {
        (None, _) => TestResult::Open(Reason::Untimely),
        (Some(_), None) if form.received <= by_mail.date => TestResult::Open(Reason::Untimely),
        _ => TestResult::Failed(Reason::Untimely),
    };
    let because = match result {
        TestResult::Open(_) => format!("{because} Proof of when and how it was served would decide it."),
        _ => because,
    };
    Ok((result, because))
}

/// In time by the ordinary period and late by that of the formulary, whose
/// text was not seen: no lapse of time decides which of them holds.
fn by_a_person(because: &str, ordinary: Date, standing: &Standing) -> (TestResult, String) {
    let because = format!(
        "{because} That is the period of the formulary, of which the text was not seen; by the ordinary period the \
         last day was {ordinary}."
    );
    let Some(found) = &standing.period else {
        let because = format!("{because} A person decides which holds.");
        return (TestResult::Undecided(Reason::Untimely), because);
    };
    let because = format!("{because} It was found that the {} holds: {}.", found.track.period(), found.because());
    (super::passed_or(found.track == Track::Ordinary, Reason::Untimely), because)
}
