//! Tests E6 to E8 and E10 to E12: what is in dispute, and how it is reviewed.

use super::{Reason, Standing, Test, TestResult, Track, asked, passed_or};
use crate::application::{Form, Ground, LiabilityResolved, Priority, Threat, UrItem, UrOutcome};
use crate::law::{Law, Value};
use crate::letter::reading;
use crate::prose::counted;
use crate::refusal::Refusal;
use jiff::civil::Date;

/// The items that are still in dispute.
fn open(form: &Form) -> impl Iterator<Item = &UrItem> {
    form.disputed().filter(|item| item.ended.is_none())
}

/// Whether a dispute about liability stands in the way of an item, as far as
/// it did not end for the employee.
fn waits(form: &Form, item: &UrItem) -> bool {
    let for_employee = form.resolution().is_some_and(|one| one.for_employee);
    !for_employee && item.liability_is_disputed()
}

/// Whether a case on this form has an item to decide.
fn something_to_review(form: &Form) -> bool {
    form.decision_to_review().is_some_and(|decision| decision.items.iter().any(UrItem::is_reviewable))
}

/// Whether liability, and not necessity, is what the parties dispute: then
/// there is nothing to review yet.
fn deferred(form: &Form) -> bool {
    form.resolution().is_none() && !something_to_review(form) && open(form).any(UrItem::liability_is_disputed)
}

/// Whether the time for filing is that after a dispute about liability, and
/// that dispute goes on, or nobody has said how it ended.
pub(super) fn not_begun(form: &Form, standing: &Standing) -> bool {
    deferred(form) || unsaid(form, standing)
}

/// Whether nobody has said how the dispute ended for which it was put off.
fn unsaid(form: &Form, standing: &Standing) -> bool {
    standing.asks_anew && form.ur_decision.is_some() && form.resolution().is_none()
}

/// Whether the dispute ended against the employee, and it was about all that
/// is asked for.
pub(super) fn lost(form: &Form) -> bool {
    form.resolution().is_some_and(|one| !one.for_employee)
        && !something_to_review(form)
        && open(form).any(UrItem::liability_is_disputed)
}

/// Denied until information comes.
fn is_conditional(item: &UrItem) -> bool {
    item.outcome == UrOutcome::ConditionallyDenied || item.ground == Ground::MissingInformation
}

fn named<'a>(items: impl IntoIterator<Item = &'a UrItem>) -> String {
    items.into_iter().map(|item| item.item.as_str()).collect::<Vec<_>>().join("; ")
}

/// E6.
pub(super) fn liability(form: &Form, standing: &Standing, row: &Value) -> Test {
    let question = "Does the claims administrator dispute liability, and not agree to a review?";
    let objected: Vec<&UrItem> = form.disputed().filter(|item| item.liability_is_disputed()).collect();
    let agreed = form.disputed().filter(|item| item.liability.as_ref().is_some_and(|one| one.agrees_to_review));
    let agreed = agreed.count();
    let (result, because) = match (&form.ur_decision, form.resolution(), &form.liability_resolved) {
        (None, ..) => (TestResult::NotAsked, "There is no decision to look at.".to_owned()),
        (Some(_), Some(resolved), _) => resolved_liability(form, resolved, &named(objected)),
        (Some(decision), None, Some(said)) if standing.asks_anew || !objected.is_empty() => {
            let (served, decided) = (said.served, decision.decided);
            let because = format!(
                "The dispute about liability is said to have ended by a notice of {served}, before the decision of \
                 {decided} at whose time it was there."
            );
            how_it_ended(&because, standing)
        }
        _ if unsaid(form, standing) => {
            let because = "It asks anew for what was put off while liability was disputed, and nobody has said how \
                           that dispute ended.";
            how_it_ended(because, standing)
        }
        _ if deferred(form) => (
            TestResult::Deferred(Reason::LiabilityDispute),
            format!(
                "Liability is disputed for {}, and the claims administrator does not agree to a review.",
                named(objected)
            ),
        ),
        _ if !objected.is_empty() => (
            TestResult::Passed,
            format!(
                "Liability is disputed for {} only, which waits; the other items can be reviewed.",
                named(objected)
            ),
        ),
        _ if agreed > 0 => (
            TestResult::Passed,
            "Liability is disputed, and the claims administrator agrees to a review.".to_owned(),
        ),
        _ => (TestResult::Passed, "Liability is not disputed.".to_owned()),
    };
    asked("E6", question, row, result, because)
}

/// It is asked how the dispute ended; while nobody says so, it waits.
fn how_it_ended(because: &str, standing: &Standing) -> (TestResult, String) {
    let reason = Reason::LiabilityDispute;
    if standing.time_over {
        return (TestResult::Deferred(reason), format!("{because} It waits until somebody does."));
    }
    let ask =
        "Send the notice that the dispute is resolved, with proof of when and how it was served on the employee.";
    (TestResult::Open(reason), format!("{because} {ask}"))
}

/// What follows where the dispute has ended: if it was against the employee,
/// the items that it was not about can still be reviewed.
fn resolved_liability(form: &Form, resolved: &LiabilityResolved, about: &str) -> (TestResult, String) {
    let served = resolved.served;
    if resolved.for_employee {
        let because = format!("The dispute about liability ended for the employee; notice was served on {served}.");
        return (TestResult::Passed, because);
    }
    let ended = "The dispute about liability";
    if something_to_review(form) {
        let because = format!(
            "{ended} for {about} ended against the employee (notice was served on {served}); the other items can be \
             reviewed."
        );
        return (TestResult::Passed, because);
    }
    let because = format!("{ended} ended against the employee; notice was served on {served}.");
    (TestResult::Failed(Reason::LiabilityDispute), because)
}

/// E7.
pub(super) fn necessity(form: &Form, row: &Value) -> Test {
    let question = "Was at least one item denied or modified for lack of medical necessity?";
    let (result, because) = match &form.ur_decision {
        None => (TestResult::NotAsked, "There is no decision to look at.".to_owned()),
        Some(_) if deferred(form) => (TestResult::NotAsked, "Liability must be resolved first.".to_owned()),
        Some(decision) if decision.items.is_empty() => (
            TestResult::Open(Reason::NotUrDecision),
            format!("What the decision of {} decided on each treatment is not said.", decision.decided),
        ),
        Some(decision) => {
            let adverse = form.disputed().count();
            let medical =
                |item: &&UrItem| matches!(item.ground, Ground::MedicalNecessity | Ground::MissingInformation);
            let told = form.disputed().filter(medical).filter(|item| !waits(form, item)).count();
            let because = refused(adverse, decision.items.len(), told);
            (passed_or(form.disputed().any(|item| medical(&item)), Reason::NotUrDecision), because)
        }
    };
    asked("E7", question, row, result, because)
}

/// How many items were denied or modified, and how many of them on medical
/// grounds, as a letter to the employee says it.
fn refused(adverse: usize, all: usize, told: usize) -> String {
    let were = if adverse == 1 { "was" } else { "were" };
    match (adverse, told) {
        (0, _) if all == 1 => "The item was neither denied nor modified.".to_owned(),
        (0, _) => format!("None of the {all} items was denied or modified."),
        (_, 0) => {
            format!("{adverse} of {} {were} denied or modified, none on medical grounds.", counted(all, "item"))
        }
        _ => format!("{adverse} of {} {were} denied or modified, {told} on medical grounds.", counted(all, "item")),
    }
}

/// E8.
pub(super) fn conditional(form: &Form, row: &Value) -> Test {
    let question = "Was the treatment denied for more than missing information?";
    let only_conditional = open(form).filter(|item| is_conditional(item)).count();
    let reviewable = something_to_review(form);
    let (result, because) = if form.ur_decision.is_none() || deferred(form) {
        (TestResult::NotAsked, "There is no judgment of necessity to look at.".to_owned())
    } else if only_conditional == 0 {
        (TestResult::Passed, "No item was denied for missing information.".to_owned())
    } else {
        let rest = if reviewable {
            "others were judged on necessity"
        } else {
            "nothing that is in dispute was judged on necessity"
        };
        let were = if only_conditional == 1 { "was" } else { "were" };
        let because =
            format!("{} {were} denied only until information comes; {rest}.", counted(only_conditional, "item"));
        (passed_or(reviewable, Reason::Conditional), because)
    };
    asked("E8", question, row, result, because)
}

/// E10.
pub(super) fn still_disputed(form: &Form, today: Option<Date>, row: &Value) -> Test {
    let question = "Is the treatment still in dispute?";
    let ended: Vec<&UrItem> = form.disputed().filter(|item| item.ended.is_some()).collect();
    let medical = |item: &UrItem| item.ground == Ground::MedicalNecessity || is_conditional(item);
    let left = open(form).filter(|item| medical(item) || waits(form, item)).count();
    let (result, because) = if ended.is_empty() {
        (TestResult::Passed, "Nothing was authorized, settled or withdrawn.".to_owned())
    } else {
        let rest = match left {
            0 => "nothing is left to review".to_owned(),
            1 => "1 item is left to review".to_owned(),
            many => format!("{many} items are left to review"),
        };
        let because = format!("No longer in dispute: {}; {rest}.", named(ended.iter().copied()));
        // What is said to have ended on a day to come has not ended yet.
        let ahead =
            ended.iter().filter_map(|item| item.ended.as_ref()).any(|one| today.is_some_and(|day| one.on > day));
        match passed_or(left > 0, Reason::TreatmentAuthorized) {
            TestResult::Failed(reason) if ahead => {
                (TestResult::Open(reason), format!("{because} The day on which that happened lies ahead."))
            }
            result => (result, because),
        }
    };
    asked("E10", question, row, result, because)
}

/// E11: how fast the review must be. It is never a reason to refuse.
pub(super) fn priority(form: &Form, row: &Value) -> (Priority, Test) {
    let by_review = form.ur_decision.as_ref().is_some_and(|decision| decision.expedited);
    let (threat, stray) = certified(form);
    let (priority, because) = match (threat, by_review, form.priority) {
        (Some(threat), ..) => (
            Priority::Expedited,
            format!("{} certified an imminent and serious threat on {}.", threat.certified_by, threat.on),
        ),
        (None, true, _) => (Priority::Expedited, "The utilization review was expedited.".to_owned()),
        (None, false, Priority::Expedited) => (
            Priority::Regular,
            "It asks for an expedited review, but nobody certified a threat and the utilization review was \
             regular; it goes on as regular."
                .to_owned(),
        ),
        (None, false, Priority::Regular) => {
            (Priority::Regular, "Nothing calls for an expedited review.".to_owned())
        }
    };
    let because = format!("{because}{stray}");
    (priority, asked("E11", "Is the review expedited?", row, TestResult::Passed, because))
}

/// The certification that counts, and why one that does not, does not: a
/// physician makes it, of an injury that has happened.
fn certified(form: &Form) -> (Option<&Threat>, String) {
    let Some(threat) = &form.threat else { return (None, String::new()) };
    let by = &threat.certified_by;
    if let Some(role) = form.no_physician(by) {
        return (None, format!(" A threat is certified by {by}, the {role}: only a physician can certify it."));
    }
    if form.date_of_injury.is_some_and(|injured| threat.on < injured) {
        let on = threat.on;
        return (None, format!(" The certification of a threat by {by} is of {on}, before the injury."));
    }
    (Some(threat), String::new())
}

/// What the rule book says where the formulary has periods of its own.
const EVERY_ITEM: &str = "every item";

/// The periods that govern a form: those of the formulary where each item
/// that is to be reviewed is a drug of it, and the formulary was in force on
/// the day of the decision.
pub fn track(form: &Form, law: &Law) -> Result<Track, Refusal> {
    let Some(decision) = &form.ur_decision else { return Ok(Track::Ordinary) };
    if law.value("formulary-track", decision.decided)?.words()? != EVERY_ITEM {
        return Ok(Track::Ordinary);
    }
    let mut disputed = form.disputed().filter(|item| item.ended.is_none()).peekable();
    let drugs = disputed.peek().is_some() && disputed.all(|item| is_dispensed(&item.item));
    Ok(if drugs { Track::Formulary } else { Track::Ordinary })
}

/// Whether treatments that are named alone are all drugs, and the formulary
/// was in force on that day.
pub(super) fn is_of_drugs(treatments: &[String], on: Date, law: &Law) -> Result<bool, Refusal> {
    let row = law.value("formulary-track", on)?;
    Ok(row.words()? == EVERY_ITEM && !treatments.is_empty() && treatments.iter().all(|item| is_dispensed(item)))
}

/// Whether an item is a drug that is dispensed, as the formulary lists them. An injection is a
/// treatment that a physician gives, whatever is injected (rulebook 12.2).
pub(crate) fn is_dispensed(item: &str) -> bool {
    reading::is_drug(item) && !item.to_lowercase().contains("injection")
}

/// E12: which periods govern it. It is never a reason to refuse.
pub(super) fn on_track(track: Track, form: &Form, law: &Law) -> Result<Test, Refusal> {
    let question = "Is every item a drug of the formulary?";
    let day = form.ur_decision.as_ref().map_or(form.received, |decision| decision.decided);
    let row = law.value("formulary-track", day)?;
    let because = match track {
        _ if row.words()? != EVERY_ITEM => format!("There was no formulary on {day}."),
        Track::Formulary => "Every item is a drug: the periods of the formulary hold.".to_owned(),
        Track::Ordinary => "Not every item is a drug: the ordinary periods hold for all.".to_owned(),
    };
    Ok(asked("E12", question, row, TestResult::Passed, because))
}
