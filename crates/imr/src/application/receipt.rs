//! `imr application receipt`: what whoever filed takes home.

use crate::failure::Failure;
use imr_app::{App, AppError};
use imr_core::paper::{Paper as _, PlainText};
use std::path::Path;
use uuid::Uuid;

/// Prints the receipt, or writes it to a file.
pub(super) async fn run(app: &App, id: Uuid, output: Option<&Path>) -> Result<(), Failure> {
    let receipt = app.receipt(id).await?;
    let text = || PlainText.set(&receipt).map_err(AppError::from);
    match output {
        None => print!("{}", String::from_utf8_lossy(&text()?)),
        Some(path) => {
            let is_text = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("txt"));
            let bytes = if is_text { text()? } else { app.paper.set(&receipt).map_err(AppError::from)? };
            crate::demo::write(path, &bytes)?;
            println!("The receipt of application {id} is in {}.", path.display());
        }
    }
    Ok(())
}

/// Writes the receipt of an application into a folder, under its identifier.
pub(super) async fn keep(app: &App, id: Uuid, folder: &Path) -> Result<(), Failure> {
    let bytes = app.paper.set(&app.receipt(id).await?).map_err(AppError::from)?;
    crate::demo::write(&folder.join(format!("{id}-receipt.pdf")), &bytes)
}
