//! `imr export`.

use crate::args::Export;
use crate::data;
use crate::failure::Failure;
use imr_core::party::{Actor, Role};
use imr_store::Exported;
use std::process::ExitCode;

pub(crate) async fn run(export: &Export) -> Result<ExitCode, Failure> {
    let app = data::existing(&export.data, None).await?;
    let exported = app.export(&export.folder, &Actor::new(Role::Coordinator, "command line")).await?;
    println!("{} written to {}", summary(&exported), export.folder.display());
    println!("root {}", exported.root);
    Ok(ExitCode::SUCCESS)
}

/// How much an export holds, in a line.
pub(crate) fn summary(exported: &Exported) -> String {
    format!(
        "{} histories with {} events, {} applications, {} cases, {} reviewers, {} pages, {} documents",
        exported.rows("streams"),
        exported.rows("events"),
        exported.rows("applications"),
        exported.rows("cases"),
        exported.rows("reviewers"),
        exported.rows("pages"),
        exported.blobs
    )
}
