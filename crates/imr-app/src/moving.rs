//! Moving everything that is kept: out to a folder of plain files, and in again.

use crate::allow::{Deed, allow};
use crate::{App, AppError, AuditReport};
use imr_core::party::Actor;
use imr_store::Exported;
use std::path::Path;

impl App {
    /// Writes everything to an empty folder.
    pub async fn export(&self, folder: &Path, by: &Actor) -> Result<Exported, AppError> {
        allow(by.role, Deed::Export)?;
        Ok(self.store.export(folder).await?)
    }

    /// Takes in an export, into an empty store, and then holds every row,
    /// document and page against its history.
    pub async fn import(&self, folder: &Path, by: &Actor) -> Result<(Exported, AuditReport), AppError> {
        allow(by.role, Deed::Import)?;
        let exported = self.store.import(folder).await?;
        let report = self.verify_audit(Some(exported.root.into())).await?;
        Ok((exported, report))
    }
}
