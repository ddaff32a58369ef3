//! Serving the notice of assignment.

use crate::allow::{Deed, allow};
use crate::{App, AppError};
use imr_core::application::Priority;
use imr_core::case::{Action, Case};
use imr_core::deadline::{Trigger, due};
use imr_core::letter::{NOTICE_OF_ASSIGNMENT, notice_of_assignment};
use imr_core::party::Actor;
use imr_core::service::{Method, ServedNotice, proofs};

impl App {
    /// Typesets the notice of assignment, keeps it, and records that it was
    /// served on every party.
    pub async fn serve_notice(
        &self,
        number: &str,
        method: Method,
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        allow(by.role, Deed::ServeNotice)?;
        let case = self.case_from_history(number).await?;
        let on = self.world.today();
        let trigger = Trigger::on(on).served(method).expedited(case.opening.priority == Priority::Expedited);
        let records_due = due(&self.law, "D12", trigger)?;
        let organization = self.organization().await?;
        let notice = notice_of_assignment(&organization, &case, &records_due, method, on, &self.law)?;
        let document = self.store.blobs().put(self.paper.set(&notice)?).await?;
        let served = ServedNotice {
            title: NOTICE_OF_ASSIGNMENT.to_owned(),
            document,
            proofs: proofs(&case.opening.parties, method, on),
        };
        self.change(case, by, Deed::ServeNotice, reason, Action::ServeNotice(served)).await
    }
}
