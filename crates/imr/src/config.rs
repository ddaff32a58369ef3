//! The operator's own rules and guidelines, from a configuration folder.

use crate::args::Config;
use crate::data;
use crate::failure::Failure;
use imr_core::guideline::Library;
use imr_core::law::Law;
use std::path::{Path, PathBuf};

/// The law that the program carries, with the operator's rows over it. One
/// bad row and nothing is done.
pub(crate) fn law(config: &Config) -> Result<Law, Failure> {
    let texts = files(config, "rules")?;
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Law::built_in().with(&files).map_err(|fault| Failure::new(fault.to_string()))
}

/// The guidelines that the program carries, with the operator's in place of
/// those of the same id.
pub(crate) fn library(config: &Config) -> Result<Library, Failure> {
    files(config, "guidelines")?.iter().try_fold(Library::built_in(), |library, (name, text)| {
        library.with(name, text).map_err(|fault| Failure::new(fault.to_string()))
    })
}

/// The TOML files of one folder of the configuration, with their texts, in
/// the order of their names. A folder that is not there holds none.
fn files(config: &Config, kind: &str) -> Result<Vec<(String, String)>, Failure> {
    let Some(folder) = &config.config else { return Ok(Vec::new()) };
    if !folder.is_dir() {
        return Err(Failure::new(format!(
            "There is no configuration folder {}. Make it, or correct --config or IMR_CONFIG.",
            folder.display()
        )));
    }
    let folder = folder.join(kind);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut paths = listed(&folder).map_err(|why| {
        Failure::new(format!("{} cannot be read: {why}. Check your right to read it.", folder.display()))
    })?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    paths.iter().map(|path| Ok((path.display().to_string(), text(path)?))).collect()
}

fn listed(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

fn text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(data::bytes(path)?)
        .map_err(|_| Failure::new(format!("{} is not UTF-8 text. Save it as UTF-8.", path.display())))
}
