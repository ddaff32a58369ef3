//! Opening the data folder.

use crate::args::Data;
use crate::failure::Failure;
use crate::world::SystemWorld;
use imr_app::{App, AppError};
use imr_core::guideline::Library;
use imr_core::law::Law;
use imr_core::world::World;
use imr_pdf::Pdf;
use imr_store::{Location, Store};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file by which a data folder is known.
pub(crate) const DATABASE: &str = "imr.sqlite";

/// The application on what is kept at `location`, with PDF as paper.
pub(crate) async fn open_at(location: &Location, world: Arc<dyn World>) -> Result<App, Failure> {
    let store = Store::open(location).await.map_err(AppError::from)?;
    Ok(App {
        store,
        paper: Arc::new(Pdf::new()),
        world,
        law: Arc::new(Law::built_in()),
        library: Arc::new(Library::built_in()),
    })
}

/// The application on data that must be there already. Without `--data` a
/// folder is looked for around `near`, then in the current folder.
pub(crate) async fn existing(data: &Data, near: Option<&Path>) -> Result<App, Failure> {
    let location = match location(data) {
        Ok(Location::Folder(folder)) if !folder.join(DATABASE).is_file() => {
            return Err(Failure::new(format!(
                "{} is not a data folder: there is no {DATABASE} in it. Name the folder with --data; \"imr demo --data FOLDER\" makes one.",
                folder.display()
            )));
        }
        Ok(location) => location,
        Err(_) if data.data.is_none() => Location::Folder(around(near)?),
        Err(failure) => return Err(failure),
    };
    open_at(&location, Arc::new(SystemWorld)).await
}

/// Where `--data` says that the data are, be they there or not.
pub(crate) fn location(data: &Data) -> Result<Location, Failure> {
    let Some(place) = &data.data else {
        return Err(Failure::new(
            "Where are the data to be kept? Name a folder, or a PostgreSQL database, with --data.",
        ));
    };
    let url = place.to_str().filter(|text| text.starts_with("postgres://") || text.starts_with("postgresql://"));
    match (url, &data.blobs) {
        (None, _) => Ok(Location::Folder(place.clone())),
        (Some(url), Some(blobs)) => Ok(Location::Postgres { url: url.to_owned(), blobs: blobs.clone() }),
        (Some(_), None) => Err(Failure::new(
            "A PostgreSQL database keeps no documents. Name the folder that does with --blobs, or in IMR_BLOBS.",
        )),
    }
}

fn around(near: Option<&Path>) -> Result<PathBuf, Failure> {
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
