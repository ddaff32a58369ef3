//! Opening the data folder.

use crate::args::{Config, Data};
use crate::config;
use crate::failure::Failure;
use crate::world::SystemWorld;
use imr_app::{App, AppError};
use imr_core::world::World;
use imr_pdf::Pdf;
use imr_store::{Location, Store};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file by which a data folder is known.
pub(crate) const DATABASE: &str = "imr.sqlite";

/// The application on a data folder, with PDF as paper. The configuration
/// is read first: a bad rule is refused before anything is opened.
pub(crate) async fn open(folder: &Path, config: &Config, world: Arc<dyn World>) -> Result<App, Failure> {
    let (law, library) = (config::law(config)?, config::library(config)?);
    let store = Store::open(&Location::Folder(folder.to_owned())).await.map_err(AppError::from)?;
    Ok(App { store, paper: Arc::new(Pdf::new()), world, law: Arc::new(law), library: Arc::new(library) })
}

/// The application on a folder that must be there already. Without `--data`
/// it is looked for around `near`, then in the current folder.
pub(crate) async fn existing(data: &Data, near: Option<&Path>) -> Result<App, Failure> {
    let folder = folder(data, near)?;
    open(&folder, &data.config, Arc::new(SystemWorld)).await
}

fn folder(data: &Data, near: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(folder) = &data.data {
        if folder.join(DATABASE).is_file() {
            return Ok(folder.clone());
        }
        return Err(Failure::new(format!(
            "{} is not a data folder: there is no {DATABASE} in it. Name the folder with --data; \"imr demo --data FOLDER\" makes one.",
            folder.display()
        )));
    }
    let around = near
        .and_then(|path| path.canonicalize().ok())
        .into_iter()
        .flat_map(|path| path.ancestors().skip(1).map(Path::to_owned).collect::<Vec<_>>());
    around
        .chain([PathBuf::from("."), PathBuf::from("demo")])
        .find(|folder| folder.join(DATABASE).is_file())
        .ok_or_else(|| {
            Failure::new(format!(
                "No data folder was found: there is no {DATABASE} here. Name the folder with --data; \"imr demo --data FOLDER\" makes one."
            ))
        })
}

/// The text of a file that was named, or a sentence why not.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|why| {
        Failure::new(format!("{} cannot be read: {why}. Check the name and your right to read it.", path.display()))
    })
}
