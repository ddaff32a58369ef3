//! `imr application list|show|columns`.

use crate::failure::Failure;
use imr_app::{App, AppError, Filter};
use imr_core::application::{Application, Dispute, PartPetition, Stage, UrItem, in_time, intake};
use imr_core::eligibility::{Defect, Screening, TestResult};
use imr_core::party::Role;

pub(super) async fn list(app: &App, filter: &Filter) -> Result<(), Failure> {
    let page = app.list_applications(filter).await?;
    for one in &page.rows {
        let employee = one.form.party(Role::Employee).map_or("(no name)", |party| party.name.as_str());
        println!("{}  {:21}  received {}  {employee}", one.id, one.stage.name(), one.form.received);
    }
    println!("{} application{}", page.rows.len(), if page.rows.len() == 1 { "" } else { "s" });
    if let Some(next) = page.next {
        println!("There are more: --after {next}");
    }
    Ok(())
}

/// The columns of a table of filings.
pub(super) fn columns() {
    for (name, place) in intake::COLUMNS {
        let goes = match *place {
            "" => "rows with the same id are one application".to_owned(),
            place => match place.split_at(1) {
                ("@" | "#", rest) => format!("party {}", rest.replace('.', ": ").replace('_', " ")),
                _ => place.to_owned(),
            },
        };
        println!("{name:28} {goes}");
    }
}

/// A defect in a line.
pub(super) fn defect(defect: &Defect) -> String {
    let cure = match (&defect.cure, defect.until) {
        (Some(cure), Some(until)) => format!(" {cure} Until {until}."),
        (Some(cure), None) => format!(" {cure}"),
        (None, _) => String::new(),
    };
    format!("{}: {}{cure}", defect.reason, defect.sentence)
}

/// An application on one screen.
pub(super) fn show(app: &App, application: &Application) -> Result<String, Failure> {
    let form = &application.form;
    let mut lines = vec![
        format!("Application {}: {} ({})", application.id, application.stage.name(), application.stage.state()),
        format!(
            "  received {}, {}, injury {}, claim {}",
            form.received,
            application.priority().as_str().to_lowercase(),
            form.date_of_injury.map_or("not given".to_owned(), |day| day.to_string()),
            if form.claim_number.is_empty() { "not given" } else { &form.claim_number }
        ),
    ];
    lines.extend(form.parties.iter().map(|party| format!("  {}: {}", party.role, party.name)));
    lines.extend(application.changes.iter().map(|one| format!("  {}", one.headline())));
    if let Some(decision) = &form.ur_decision {
        lines.push(format!("Utilization review decision of {}", decision.decided));
        let dispute = Dispute::of(form);
        lines.extend(decision.items.iter().enumerate().flat_map(|(at, item)| decided(at, item, dispute.has(at))));
        lines.extend(dispute.strays.iter().map(|one| format!("  not in the decision: {one}")));
    }
    lines.extend(standing(application));
    let screening = application.stage.screening();
    let previewed = if screening.is_none() { previewed(app, application, &mut lines)? } else { None };
    if let Some(screening) = screening.or(previewed.as_ref()) {
        lines.push(if previewed.is_some() { "Eligibility, as things are" } else { "Eligibility" }.to_owned());
        lines.extend(tests(screening));
        lines.extend(screening.defects.iter().map(|one| format!("  To cure: {}", defect(one))));
    }
    if !application.owed.is_empty() {
        let owed: Vec<String> = application.owed.iter().map(ToString::to_string).collect();
        lines.push(format!("Owed: {} (imr application advance)", owed.join(", ")));
    }
    lines.push(format!("Receipt: imr application receipt {}", application.id));
    lines.push(format!("Events: {} (imr application history {})", application.head.seq, application.id));
    Ok(lines.join("\n") + "\n")
}

/// Where it stands, beside the name of its stage.
fn standing(application: &Application) -> Vec<String> {
    let mut lines = Vec::new();
    match &application.stage {
        Stage::Duplicate { of } => {
            lines.push(format!("Duplicate of {}: {}", of.application, of.likeness.because()));
        }
        Stage::Assigned { case, .. } => lines.push(format!("Case: {case}")),
        Stage::Deferred { refiled: Some(by), .. } => lines.push(format!("Asked for anew by application {by}")),
        Stage::Appealed { petition, until, .. } => {
            lines.push(format!("Petition of {petition}{}", in_time(*petition, until.as_ref())));
        }
        _ => {}
    }
    lines.extend(application.petition.as_ref().map(in_part));
    if let Some(screening) = application.stage.screening().filter(|one| one.is_eligible_in_part()) {
        lines.push(format!("Waits for a dispute about liability: {}", screening.put_off.join("; ")));
    }
    if let Some(due) = application.stage.due() {
        lines.push(format!("Due {}: {}", due.date, due.title));
    }
    lines
}

/// A petition against what is left out of the review, and what came of it.
fn in_part(petition: &PartPetition) -> String {
    let came = match petition.reversed {
        None => "before the Appeals Board",
        Some(false) => "the finding was affirmed",
        Some(true) => {
            "the finding was set aside: file these items as an application of their own, and find it to be no \
             duplicate, with the order as the reason; where it is ineligible for the same reason again, record the \
             petition and the order on it, too"
        }
    };
    let in_time = in_time(petition.on, petition.until.as_ref());
    format!("Petition of {} against what is left out{in_time}; {came}", petition.on)
}

/// What the screen would find; where the law refuses to say, that is told.
fn previewed(app: &App, application: &Application, lines: &mut Vec<String>) -> Result<Option<Screening>, Failure> {
    match app.preview(application) {
        Ok(previewed) => Ok(Some(previewed)),
        Err(AppError::Refused(refusal)) => {
            lines.push(format!("Eligibility cannot be told: {refusal}"));
            Ok(None)
        }
        Err(other) => Err(other.into()),
    }
}

/// What utilization review decided on an item, on what it relied, and why.
fn decided(at: usize, item: &UrItem, disputed: bool) -> Vec<String> {
    let on = item.decided.map_or(String::new(), |day| format!(" on {day}"));
    let ended = if item.ended.is_some() { "; no longer in dispute" } else { "" };
    let named = if disputed { "" } else { "; not disputed by the form" };
    let (outcome, ground) = (item.outcome.in_words(), item.ground.in_words());
    let mut lines = vec![format!("  {}. {}: {outcome}{on} ({ground}){ended}{named}", at + 1, item.item)];
    let cited = [("guideline", &item.guideline), ("pages", &item.guideline_pages), ("reasons", &item.reasons)];
    let said = cited.into_iter().filter_map(|(what, text)| Some((what, text.as_ref()?)));
    lines.extend(said.map(|(what, text)| format!("     {what}: {}", text.trim())));
    lines
}

fn tests(screening: &Screening) -> Vec<String> {
    let line = |test: &imr_core::eligibility::Test| {
        let mark = match test.result {
            TestResult::Passed => "passed".to_owned(),
            TestResult::NotAsked => "not asked".to_owned(),
            TestResult::Failed(reason) => format!("failed {reason}"),
            TestResult::Open(reason) => format!("open {reason}"),
            TestResult::Undecided(reason) => format!("undecided {reason}"),
            TestResult::Deferred(reason) => format!("deferred {reason}"),
        };
        let doubt = if test.verified { "" } else { "; not verified" };
        format!("  {:4} {mark}: {} [{}{doubt}]", test.code, test.because, test.citation)
    };
    let left_out = screening.left_out.iter();
    let left_out = left_out.map(|one| format!("  Left out: {} ({})", one.in_words(), one.reason));
    screening.tests.iter().map(line).chain(left_out).collect()
}
