//! Putting a search of a case file on record.

use crate::{App, AppError};
use imr_core::case::Action;
use imr_core::casefile::{Index, Searched};
use imr_core::party::Actor;

impl App {
    /// Searches the case file, and puts the search on record as an event of
    /// the case.
    pub async fn record_search(
        &self,
        number: &str,
        query: &str,
        by: &Actor,
        reason: &str,
    ) -> Result<Searched, AppError> {
        let case = self.case_from_history(number).await?;
        let file = self.case_file(&case).await?;
        let searched = Searched::of(query, &file, &Index::of(&file))?;
        self.change(case, by, reason, Action::RecordSearch(searched.clone())).await?;
        Ok(searched)
    }
}
