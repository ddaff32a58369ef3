//! Moving everything that is kept: out to a folder of plain files, and in again.

use crate::allow::{Deed, allow};
use crate::indexing::indexed;
use crate::setup::Known;
use crate::{App, AppError, AuditReport, Kept};
use imr_core::party::Actor;
use imr_store::{Arrival, Exported, Filing};
use std::path::Path;

impl App {
    /// Writes everything to an empty folder.
    pub async fn export(&self, folder: &Path, by: &Actor) -> Result<Exported, AppError> {
        allow(by.role, Deed::Export)?;
        Ok(self.store.export(folder).await?)
    }

    /// Takes in an export, into an empty store. Before anything is saved,
    /// every row, document and page is held against its history, and all
    /// histories against what was kept elsewhere. Where the report has
    /// problems, nothing was taken in.
    pub async fn import(
        &self,
        folder: &Path,
        kept: Option<Kept>,
        by: &Actor,
    ) -> Result<(Exported, AuditReport), AppError> {
        allow(by.role, Deed::Import)?;
        let arrival = self.store.import(folder).await?;
        index(&arrival).await?;
        // What was proved of the store before is not known of the new one.
        let arrived = Self { store: arrival.store().clone(), known: Known::default(), ..self.clone() };
        // The store has held the heads against the root of the export itself.
        let report = arrived.verify_audit(kept).await?;
        let exported = arrival.exported.clone();
        if report.problems.is_empty() {
            arrival.commit().await?;
        }
        Ok((exported, report))
    }
}

/// Makes the index of filings from the histories. It is not taken from the
/// export: who changed it there could hide a duplicate.
async fn index(arrival: &Arrival) -> Result<(), AppError> {
    for (stream, _) in arrival.store().heads().await? {
        let Some(id) = stream.strip_prefix("application/") else { continue };
        let events = arrival.store().events(&stream).await?;
        // A history that cannot be read is told of when all are proved.
        if let Ok(Some(filing)) = indexed(&events) {
            let identity = filing.body();
            let identity =
                identity.map_err(|why| AppError::Damaged { what: stream.clone(), why: why.to_string() })?;
            arrival.index_filings(&[&Filing { id: id.to_owned(), identity, keys: filing.keys }]).await?;
        }
    }
    Ok(())
}
