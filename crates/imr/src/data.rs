//! Opening the data folder.

use crate::args::{Config, Data};
use crate::config;
use crate::failure::Failure;
use crate::world::SystemWorld;
use imr_app::{App, AppError};
use imr_core::world::World;
use imr_store::{Location, Store};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file by which a data folder is known.
pub(crate) const DATABASE: &str = "imr.sqlite";

/// The application on what is kept at `location`, with PDF as paper. The
/// configuration is read first: a bad rule is refused before anything is
/// opened.
pub(crate) async fn open_at(location: &Location, config: &Config, world: Arc<dyn World>) -> Result<App, Failure> {
    let (law, library) = (config::law(config)?, config::library(config)?);
    let store = Store::open(location).await.map_err(AppError::from)?;
    let paper = Arc::new(crate::paper::pdf());
    Ok(App::new(store, paper, world, Arc::new(law), Arc::new(library)))
}

/// The application on data that must be there already. Without `--data` a
/// folder is looked for around `near`, then in the current folder.
pub(crate) async fn existing(data: &Data, near: Option<&Path>) -> Result<App, Failure> {
    let location = match location(data) {
        Ok(Location::Folder(folder)) if !folder.join(DATABASE).is_file() => {
            return Err(Failure::new(format!(
                "{} is not a data folder: there is no {DATABASE} in it. Name the folder with --data. \"imr organization set FILE --data FOLDER\" makes one, \"imr demo --data FOLDER\" a sample.",
                folder.display()
            )));
        }
        Ok(location) => location,
        Err(_) if data.data.is_none() => Location::Folder(around(near)?),
        Err(failure) => return Err(failure),
    };
    open_at(&location, &data.config, Arc::new(SystemWorld)).await
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
                "No data folder was found: there is no {DATABASE} here. Name the folder with --data. \"imr organization set FILE --data FOLDER\" makes one, \"imr demo --data FOLDER\" a sample."
            ))
        })
}

/// The text of a file that was named, or a sentence why not.
pub(crate) fn text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(bytes(path)?).map_err(|_| {
        Failure::new(format!("{} is not a text in UTF-8. Save it as CSV (UTF-8) or JSON.", path.display()))
    })
}

/// A value as JSON for a person to read.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map_err(|why| Failure::new(format!("There is no JSON of it: {why}.")))
}

/// The bytes of a file that was named, or a sentence why not.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|why| {
        Failure::new(format!("{} cannot be read: {why}. Check the name and your right to read it.", path.display()))
    })
}
