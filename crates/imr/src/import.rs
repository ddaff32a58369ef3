//! `imr import`.

use crate::args::Import;
use crate::failure::Failure;
use crate::world::SystemWorld;
use crate::{audit, data, export};
use imr_core::party::{Actor, Role};
use std::process::ExitCode;
use std::sync::Arc;

pub(crate) async fn run(import: &Import) -> Result<ExitCode, Failure> {
    let location = data::location(&import.data)?;
    let app = data::open_at(&location, &import.data.config, Arc::new(SystemWorld)).await?;
    let by = Actor::new(Role::Coordinator, "command line");
    let (exported, report) = app.import(&import.folder, audit::kept(&import.kept)?, &by).await?;
    audit::checked(&report);
    if !report.problems.is_empty() {
        let found = audit::problems(&report);
        println!("{found} found. Nothing was taken in from {}: look for a better export.", import.folder.display());
        return Ok(ExitCode::FAILURE);
    }
    println!("{} taken in from {}", export::summary(&exported), import.folder.display());
    println!("root {}", report.root);
    // Closing brings the write-ahead log into the one database file.
    app.store.clone().close().await;
    Ok(ExitCode::SUCCESS)
}
