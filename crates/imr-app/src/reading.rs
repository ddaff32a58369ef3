//! Finding the records complete.

use crate::{App, AppError};
use imr_core::case::{Action, Case};
use imr_core::party::Actor;

impl App {
    /// Finds that the records are complete; although pages of the case file
    /// could not be read, where `despite` says why.
    pub async fn complete_records(
        &self,
        number: &str,
        despite: Option<&str>,
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        let action = Action::CompleteRecords(despite.map(str::to_owned));
        self.change(self.case_from_history(number).await?, by, reason, action).await
    }
}
