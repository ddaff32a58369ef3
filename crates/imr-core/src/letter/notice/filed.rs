//! A notice on an application, from what the application records.

use super::Sending;
use super::application::{self, FileAgain, Filing, Reason, Waiting};
use super::receipt::{Received, receipt};
use crate::application::{Application, Fact, Form, Stage, petition_due};
use crate::audit::Event;
use crate::deadline::Due;
use crate::eligibility::{Defect, LeftOut, Screening, Standing, Test, TestResult, judged_by, screen_with};
use crate::law::Law;
use crate::paper::Composition;
use crate::party::Role;
use crate::refusal::{Code, Refusal};
use crate::service::{NoticeKind, service};
use jiff::civil::Date;

/// What a notice on an application tells of beside it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    /// The application that a duplicate repeats.
    pub earlier: Option<&'a Application>,
    /// The event that keeps it as it came: for a receipt.
    pub filed: Option<&'a Event>,
}

/// A notice on an application; refuses one of which nothing is recorded.
pub fn compose(
    kind: NoticeKind,
    sending: Sending<'_>,
    one: &Application,
    beside: Beside<'_>,
) -> Result<Composition, Refusal> {
    let (form, decision) = (&one.form, one.form.ur_decision.as_ref());
    let items: Vec<String> = match decision {
        Some(_) => form.disputed().map(|item| item.item.clone()).collect(),
        None => form.treatments.clone(),
    };
    let reference = one.id.to_string();
    let to = one.addressees(kind, sending.law, sending.on)?;
    let filing = Filing {
        reference: &reference,
        received: form.received,
        parties: &form.parties,
        to: &to,
        row: one.notice_row(kind, sending.law)?,
        claim_number: if form.claim_number.is_empty() { "not given" } else { &form.claim_number },
        date_of_injury: form.date_of_injury,
        ur_decided: decision.map(|decision| decision.decided).or(form.ur_decision_date),
        items: &items,
    };
    let composed = match (kind, &one.stage) {
        (NoticeKind::Receipt, _) => Some(received(sending, &filing, one, beside.filed)?),
        (NoticeKind::Duplicate, Stage::Duplicate { .. }) => beside.earlier.map(|earlier| {
            let waits = matches!(earlier.stage, Stage::Deferred { .. });
            application::duplicate(sending, &filing, (&earlier.id.to_string(), earlier.form.received), waits)
        }),
        (NoticeKind::InformationRequest | NoticeKind::Reminder, _) => asking(kind, sending, one, &filing)?,
        (NoticeKind::Ineligible, Stage::Ineligible { screening, .. } | Stage::Appealed { screening, .. }) => {
            let again = (file_again(screening, form, sending.on), screening.put_off.as_slice());
            // Of all that waits the test on liability itself tells.
            let again = if screening.waits_for_liability() { (again.0, &[][..]) } else { again };
            let (reasons, by) = (reasons(screening, form, sending.law)?, petition_by(sending, &filing)?);
            by.map(|by| application::ineligible(sending, &filing, &reasons, again, &by))
        }
        (NoticeKind::Ineligible, _) => ineligible_in_part(sending, &filing, one)?,
        (NoticeKind::Deferral, _) => deferral(sending, one, &filing)?,
        (NoticeKind::WithdrawalAcknowledged, Stage::Withdrawn { on }) => {
            Some(application::withdrawal(sending, &filing, Role::Employee, *on))
        }
        _ => None,
    };
    composed.ok_or_else(|| nothing_recorded(kind, one))
}

/// A notice of deferral: that it waits, or, where the dispute has ended before
/// it went out, until when the review can be asked for, counted as it is served
/// now.
fn deferral(sending: Sending<'_>, one: &Application, filing: &Filing<'_>) -> Result<Option<Composition>, Refusal> {
    let Some(part) = waiting(&one.stage) else { return Ok(None) };
    let within = sending.law.period("D6", sending.on)?;
    let last = match &one.stage {
        Stage::Deferred { renewal_due: Some(due), .. } => {
            Some(asked_by(NoticeKind::Deferral, sending, one, filing, due)?)
        }
        _ => None,
    };
    let served = one.form.liability_resolved.as_ref().map(|resolved| resolved.served);
    let ended = served.zip(last.as_ref());
    let dispute = dispute(one);
    Ok(Some(application::deferral(sending, filing, Waiting { dispute: &dispute, part, ended, within })))
}

/// Until when a notice that is served now is to be answered.
fn asked_by(
    kind: NoticeKind,
    sending: Sending<'_>,
    one: &Application,
    filing: &Filing<'_>,
    due: &Due,
) -> Result<Due, Refusal> {
    let row = one.notice_row(kind, sending.law)?;
    let proofs = service(row, filing.to, sending.serving, sending.on).proofs;
    let served = one.answer_due(kind, (&proofs, &[]), sending.law)?;
    Ok(served.unwrap_or_else(|| due.clone()))
}

/// A notice that asks for something. Until when it is to be answered is counted
/// as it is served now.
fn asking(
    kind: NoticeKind,
    sending: Sending<'_>,
    one: &Application,
    filing: &Filing<'_>,
) -> Result<Option<Composition>, Refusal> {
    let by = |due: &Due| asked_by(kind, sending, one, filing, due);
    Ok(match &one.stage {
        Stage::InformationRequested { screening, due } if kind == NoticeKind::InformationRequest => {
            Some(application::information_request(sending, filing, &wanted(screening), &by(due)?))
        }
        Stage::Incomplete { due, .. } if kind == NoticeKind::Reminder => {
            Some(application::reminder(sending, filing, &by(due)?))
        }
        _ => None,
    })
}

/// Whether a corrected application is in time on a day.
fn file_again<'a>(screening: &'a Screening, form: &Form, on: Date) -> FileAgain<'a> {
    match (&screening.filing_due, &form.ur_decision, &screening.filing_stated) {
        _ if screening.ended_against() => FileAgain::NotLiable,
        (Some(due), ..) if on <= due.date => FileAgain::Until(due),
        _ if screening.waits_for_liability() => FileAgain::Waits,
        (Some(due), ..) => FileAgain::Over(due),
        (None, Some(decision), _) if decision.form_enclosed == Some(false) => FileAgain::NotBegun,
        (None, Some(_), _) => FileAgain::NoPeriod,
        (None, None, Some(due)) if on <= due.date => FileAgain::AtLeastUntil(due),
        (None, None, _) => FileAgain::Unknown,
    }
}

/// The items that wait for a dispute about liability, where only some do;
/// nothing where none waits.
fn waiting(stage: &Stage) -> Option<Option<&[String]>> {
    match (stage, stage.screening()) {
        (Stage::Deferred { .. }, _) => Some(None),
        (_, Some(screening)) if screening.is_eligible_in_part() => Some(Some(&screening.put_off)),
        _ => None,
    }
}

/// The receipt of an application as it came.
fn received(
    sending: Sending<'_>,
    filing: &Filing<'_>,
    one: &Application,
    filed: Option<&Event>,
) -> Result<Composition, Refusal> {
    let form = filed.and_then(|event| match crate::fact::read::<Fact>(event) {
        Ok(Fact::Received { form, .. }) => Some(form),
        _ => None,
    });
    let form = form.as_ref().unwrap_or(&one.form);
    // Of a duplicate nothing is asked: its notice says which one stands. What
    // cannot be screened has come all the same, and its receipt is owed.
    let asks_anew = one.asks_anew();
    let standing = Standing { today: Some(form.received), asks_anew, ..Standing::default() };
    let defects = match &one.stage {
        Stage::Duplicate { .. } => Some(Vec::new()),
        _ => screen_with(form, &standing, sending.law).ok().map(|screening| {
            // What is left out is no defect of the rest, and is told all the same.
            let untold = screening.left_out.iter().map(|one| Defect {
                test: String::new(),
                reason: one.reason,
                sentence: one.in_words(),
                cure: None,
                until: None,
            });
            screening.defects.iter().cloned().chain(untold).collect()
        }),
    };
    let hash = filed.map(|event| event.hash);
    Ok(receipt(sending, filing, Received { form, hash, defects: defects.as_deref() }))
}

fn nothing_recorded(kind: NoticeKind, one: &Application) -> Refusal {
    Refusal::new(
        Code::NotOwed,
        format!("Nothing is recorded in application {} of which the {kind} could tell.", one.id),
        "Look at what the application owes (imr application show).",
    )
}

/// What is missing, each with what can be done about it.
fn wanted(screening: &Screening) -> Vec<String> {
    let sentence = |defect: &Defect| match &defect.cure {
        Some(cure) => format!("{} {cure}", defect.sentence),
        None => defect.sentence.clone(),
    };
    screening.askable().map(sentence).collect()
}

/// Every test that failed, with what the rule book says of its reason on the
/// day by whose law it is judged.
fn reasons<'a>(screening: &Screening, form: &Form, law: &'a Law) -> Result<Vec<Reason<'a>>, Refusal> {
    let day = judged_by(form, law);
    let failed = screening.tests.iter().filter_map(|test| match test.result {
        TestResult::Failed(reason) => Some((reason, test)),
        _ => None,
    });
    let renewal = screening.filing_due.as_ref().is_some_and(|due| due.rule == "D6");
    let told = |(reason, test): (crate::eligibility::Reason, &Test)| {
        let code = match reason {
            // It does not wait any more: it was lost.
            crate::eligibility::Reason::LiabilityDispute => "LIABILITY_ENDED",
            crate::eligibility::Reason::Untimely if renewal => "NOT_RENEWED",
            reason => reason.as_str(),
        };
        Ok(Reason { row: law.reason(code, day)?, because: test.because.clone() })
    };
    failed.map(told).collect()
}

/// Some items are left out of the review; nothing where none is.
fn ineligible_in_part(
    sending: Sending<'_>,
    filing: &Filing<'_>,
    one: &Application,
) -> Result<Option<Composition>, Refusal> {
    let Some(screening) = one.stage.screening().filter(|found| found.leaves_some_out()) else { return Ok(None) };
    let told = one.notices.iter().any(|notice| notice.kind == Some(NoticeKind::Ineligible));
    let left_out = screening.left_out_untold(told);
    let (items, again) =
        (of_the_rest(&left_out, &one.form, sending.law)?, again_for_the_rest(&left_out, screening, one, sending));
    let by = petition_by(sending, filing)?;
    Ok(by.map(|by| application::left_out(sending, filing, &items, again, &by)))
}

/// Until when a petition is in time against a finding of which notice is served
/// now; nothing where it would reach nobody.
fn petition_by(sending: Sending<'_>, filing: &Filing<'_>) -> Result<Option<Due>, Refusal> {
    petition_due(&service(filing.row, filing.to, sending.serving, sending.on).proofs, sending.law)
}

/// The items that are left out of the review, each with what the rule book
/// says of its reason.
fn of_the_rest<'a>(
    left_out: &[&'a LeftOut],
    form: &Form,
    law: &'a Law,
) -> Result<Vec<(&'a str, Reason<'a>)>, Refusal> {
    let day = judged_by(form, law);
    let told = |one: &&'a LeftOut| {
        let code = match one.reason {
            // It does not wait any more: it was lost.
            crate::eligibility::Reason::LiabilityDispute => "LIABILITY_ENDED",
            crate::eligibility::Reason::Untimely => "NOT_RENEWED",
            reason => reason.as_str(),
        };
        let row = law.reason(code, day)?;
        Ok((one.item.as_str(), Reason { row, because: one.because.clone() }))
    };
    left_out.iter().map(told).collect()
}

/// The same for the items that are left out: what waited and was lost has a
/// time of its own.
fn again_for_the_rest<'a>(
    left_out: &[&'a LeftOut],
    screening: &'a Screening,
    one: &Application,
    sending: Sending<'_>,
) -> FileAgain<'a> {
    let all_lost = left_out.iter().all(|one| one.lost.is_some());
    match left_out.last() {
        Some(LeftOut { due: Some(due), .. }) if all_lost => FileAgain::Over(due),
        Some(_) if all_lost => FileAgain::NotLiable,
        _ => file_again(screening, &one.form, sending.on),
    }
}

/// The dispute about liability, as the claims administrator words it.
fn dispute(one: &Application) -> String {
    let objections = one.form.ur_decision.iter().flat_map(|decision| &decision.items);
    let worded = objections.filter_map(|item| item.liability.as_ref()?.reason.clone()).next();
    worded.unwrap_or_else(|| "The claims administrator has not said why.".to_owned())
}
