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

const NOT_BEGUN: &str =
    "The time for asking for the review begins with the notice that the dispute about liability is resolved.";

const LOST: &str = "The dispute about liability ended against the employee; there is no time to count.";

/// The last day for filing as the screen knows it: none while the time after a
/// dispute about liability has not begun, unless that from the decision is open
/// still; where nobody asked anew, the day by which somebody should have.
pub(super) fn due_as_known(
    form: &Form,
    track: Track,
    standing: &Standing,
    law: &Law,
) -> Result<Option<Due>, Refusal> {
    if let (true, Some(resolved)) = (standing.not_renewed, resolved_for(form)) {
        return last_renewal(form, resolved, law).map(Some);
    }
    let due = filing_due(form, track, law)?;
    let over = |due: &Due| form.received > due.date;
    Ok(due.filter(|due| !(dispute::not_begun(form, standing) && over(due))))
}

/// The last day for filing, as far as the form tells: none without a decision,
/// and none where the period never began. Where it is not said whether the
/// application form came with the decision, it is the last day if it did.
/// Where a dispute about liability was resolved, that gives time and takes
/// none: the later day holds (Labor Code 4610.5(h)(2)).
pub fn filing_due(form: &Form, track: Track, law: &Law) -> Result<Option<Due>, Refusal> {
    let Some(resolved) = resolved_for(form) else { return decision_due(form, track, law) };
    if form.ur_decision.as_ref().is_some_and(|decision| decision.form_enclosed == Some(false)) {
        return Ok(None);
    }
    renewal_due(form, (resolved, resolved.method), track, law).map(Some)
}

/// The last day from the decision alone.
fn decision_due(form: &Form, track: Track, law: &Law) -> Result<Option<Due>, Refusal> {
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
        return deadline::due(law, "D7", to_provider(form, decision, decision.method)).map(Some);
    }
    deadline::due(law, "D5", counted(form, served, decision.method, track)).map(Some)
}

/// The dispute about liability that ended for the employee, on a day that can
/// be.
fn resolved_for(form: &Form) -> Option<&LiabilityResolved> {
    form.resolution().filter(|one| one.for_employee)
}

/// The last day for asking anew, the notice that liability is resolved having
/// been served by this method on the employee, whose address counts; where the
/// employee was told of it by the notice of deferral alone, counted from that;
/// and never before the last day from the decision.
fn renewal_due(
    form: &Form,
    (resolved, method): (&LiabilityResolved, Option<Method>),
    track: Track,
    law: &Law,
) -> Result<Due, Refusal> {
    let place = form.place_of(Role::Employee);
    let counted = |on, method| deadline::due(law, "D6", Trigger::on(on).served(method).place(place));
    let mut last = counted(resolved.served, method)?;
    let told = resolved.told.map(|told| counted(told.on, Some(told.method))).transpose()?;
    for other in told.into_iter().chain(decision_due(form, track, law)?) {
        if other.date > last.date {
            last = other;
        }
    }
    Ok(last)
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

/// The decision went to the provider of emergency care, whose time runs from
/// receipt; by this method where the day of that is not known.
fn to_provider(form: &Form, decision: &UrDecision, method: Option<Method>) -> Trigger {
    let served = decision.served.unwrap_or(decision.decided);
    let received = decision.received.filter(|day| *day >= served);
    Trigger::on(served).served(method).place(form.place_of(Role::EmergencyProvider)).received(received)
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
            Some(_) if dispute::not_begun(form, standing) => (TestResult::NotAsked, NOT_BEGUN),
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
    let (result, because) = match (resolved_for(form), &form.ur_decision) {
        _ if dispute::lost(form) => (TestResult::NotAsked, LOST.to_owned()),
        (Some(resolved), _) => from_resolution(form, resolved, due, standing, law)?,
        (None, Some(decision)) => {
            let found = from_decision((form, track), decision, due, standing, law)?;
            ask_about_resolution(form, decision, found)
        }
        (None, None) => (TestResult::NotAsked, "Without the decision there is no day to count from.".to_owned()),
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
    let longer = if due.rule == "D6" { "" } else { ", the time from the decision is longer" };
    if standing.not_renewed {
        let because = format!(
            "{since}{longer}, so the last day was {}; until then nobody asked for the review anew.",
            due.date
        );
        return Ok((TestResult::Failed(Reason::Untimely), because));
    }
    let asked_on = resolved.renewed.unwrap_or(form.received);
    let because = format!("{since}{longer}, so the last day was {}; it was asked for on {asked_on}.", due.date);
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
    let method = resolved.method.or(Some(Method::Mail));
    renewal_due(form, (resolved, method), dispute::track(form, law)?, law)
}

/// A dispute that is said to have ended before there was the decision gives no
/// time; who says so is asked before it is too late.
fn ask_about_resolution(
    form: &Form,
    decision: &UrDecision,
    (result, because): (TestResult, String),
) -> (TestResult, String) {
    let said = form.liability_resolved.as_ref().filter(|one| one.for_employee && one.is_before(decision));
    match (said, result) {
        (Some(said), TestResult::Failed(reason)) => {
            let because = format!(
                "{because} A dispute about liability is said to have ended by a notice of {}, before the decision; the \
                 notice itself would decide it.",
                said.served
            );
            (TestResult::Open(reason), because)
        }
        (_, result) => (result, because),
    }
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
    let provider = due.rule == "D7";
    let known = decision.received.filter(|_| provider);
    let receipt = known.map_or(String::new(), |day| format!(" and received on {day}"));
    let (last, came) = (due.date, form.received);
    let because =
        format!("The decision was {how} on {on}{receipt}, so the last day was {last}; it was received on {came}.");
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
    let mailed = Some(Method::Mail);
    let best = if provider { to_provider(form, decision, mailed) } else { counted(form, on, mailed, track) };
    let by_mail = deadline::due(law, &due.rule, best)?;
    let result = match (decision.served, decision.method) {
        _ if known.is_some() => TestResult::Failed(Reason::Untimely),
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
