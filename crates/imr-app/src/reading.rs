//! Finding the records complete.

use crate::{App, AppError};
use imr_core::case::{Action, Case};
use imr_core::party::Actor;

impl App {
    /// Finds that the records are complete.
    pub async fn complete_records(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        self.change(self.case_from_history(number).await?, by, reason, Action::CompleteRecords).await
    }

    /// The same although pages of the case file could not be read, and why.
    pub async fn complete_records_despite(
        &self,
        number: &str,
        because: &str,
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        let action = Action::CompleteRecordsDespite { because: because.to_owned() };
        self.change(self.case_from_history(number).await?, by, reason, action).await
    }
}
