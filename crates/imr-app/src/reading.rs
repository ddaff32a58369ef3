//! Finding the records complete, and looking for words in them.

use crate::{App, AppError};
use imr_core::case::{Action, Case};
use imr_core::casefile::Search;
use imr_core::party::Actor;

impl App {
    /// Finds that the records are complete.
    pub async fn complete_records(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        self.change(self.case_from_history(number).await?, by, reason, Action::CompleteRecords).await
    }

    /// Looks for terms in the case file.
    pub async fn search(&self, number: &str, terms: &[&str]) -> Result<Search, AppError> {
        let case = self.case(number).await?;
        Ok(self.case_file(&case).await?.search(terms))
    }
}
