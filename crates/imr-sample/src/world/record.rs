//! The medical record that comes with a generated application: one report of
//! the physician, which says who, since when and what is asked for.

use imr_core::application::Form;
use imr_core::calendar::numeric;
use imr_core::party::Role;

/// A progress report on the worker of a form, as plain text.
#[must_use]
pub fn progress_report(form: &Form) -> String {
    let name = |role: Role| form.party(role).map_or("not named", |party| party.name.as_str());
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "not known".to_owned(), numeric);
    let requested = form.ur_decision.as_ref().map(|decision| decision.requested);
    let items: Vec<String> = form.disputed().map(|item| format!("- {}", item.item)).collect();
    format!(
        "PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)\n\n\
         Patient: {}\nDate of injury: {}\nDate of visit: {}\nClaim number: {}\n\n\
         Sample record of an invented patient.\n\n\
         SUBJECTIVE COMPLAINTS\nThe patient has persistent pain since the injury.\n\n\
         TREATMENT PLAN\nAuthorization is requested for:\n{}\n\nSigned: {}\n",
        name(Role::Employee),
        day(form.date_of_injury),
        day(requested),
        form.claim_number,
        items.join("\n"),
        name(Role::RequestingPhysician),
    )
}
