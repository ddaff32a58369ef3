//! Where letters are read from: files, folders, patterns, standard input.

use crate::failure::Failure;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// A letter is smaller than this; what is larger is something else.
const MOST_BYTES: u64 = 64 << 20;

/// What is taken from a folder: files that end so.
const ENDINGS: [&str; 3] = ["pdf", "txt", "text"];

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Input,
}

/// What the arguments stand for.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// In the order of the arguments; a folder's in the order of names.
    pub(super) sources: Vec<Source>,
    /// Arguments that stand for nothing.
    pub(super) failures: Vec<Failure>,
    /// Files of folders that do not end as letters do.
    pub(super) passed_over: usize,
    /// Every argument named one file.
    pub(super) exact: bool,
}

impl Source {
    /// As it was named, for messages.
    pub(super) fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Input => "Standard input".to_owned(),
        }
    }

    /// What stands for the case number where the letter has none.
    pub(super) fn title(&self) -> String {
        match self {
            Self::File(path) => {
                path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
            }
            Self::Input => String::new(),
        }
    }

    /// Its bytes; never more than a letter can have.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, Failure> {
        let unread = |why: std::io::Error| {
            Failure::new(format!(
                "{} cannot be read: {why}. Check the name and your right to read it.",
                self.name()
            ))
        };
        let mut bytes = Vec::new();
        let taken = match self {
            Self::File(path) => {
                let file = File::open(path).map_err(unread)?;
                file.take(MOST_BYTES + 1).read_to_end(&mut bytes)
            }
            Self::Input => std::io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes),
        };
        if taken.map_err(unread)? as u64 > MOST_BYTES {
            return Err(Failure::new(format!(
                "{} was not read: it is larger than a letter can be ({} MiB are accepted). Split it, or name another file.",
                self.name(),
                MOST_BYTES >> 20
            )));
        }
        Ok(bytes)
    }
}

/// What the arguments stand for.
pub(super) fn find(paths: &[PathBuf]) -> Found {
    let mut found = Found { exact: true, ..Found::default() };
    for path in paths {
        if path.as_os_str() == "-" {
            found.sources.push(Source::Input);
        } else if path.is_dir() {
            folder_named(path, &mut found);
        } else if path.exists() || !is_pattern(path) {
            // A file that is not there says so when it is read.
            found.sources.push(Source::File(path.clone()));
        } else {
            pattern(path, &mut found);
        }
    }
    found
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

fn folder_named(path: &Path, found: &mut Found) {
    found.exact = false;
    let before = found.sources.len();
    folder(path, found);
    if found.sources.len() == before {
        found.failures.push(Failure::new(format!(
            "{} holds no letter: no file in it ends in .pdf or .txt. Name the files themselves if they end otherwise.",
            path.display()
        )));
    }
}

/// The letters of a folder and of those in it, by name. Links to folders are
/// not followed.
fn folder(path: &Path, found: &mut Found) {
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(why) => {
            found.failures.push(Failure::new(format!(
                "The folder {} cannot be read: {why}. Check your right to read it.",
                path.display()
            )));
            return;
        }
    };
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            folder(&path, found);
        } else if path.is_file() {
            let ends = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
            if ends.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) {
                found.sources.push(Source::File(path));
            } else {
                found.passed_over += 1;
            }
        }
    }
}

fn pattern(path: &Path, found: &mut Found) {
    found.exact = false;
    let name = path.to_string_lossy();
    let matched = match glob::glob(&name) {
        Ok(matched) => matched,
        Err(why) => {
            found.failures.push(Failure::new(format!(
                "{name} is not a pattern that can be used: {why}. Put names with [ ] * ? between quotes, or name the folder."
            )));
            return;
        }
    };
    let before = found.sources.len();
    found.sources.extend(matched.flatten().filter(|path| path.is_file()).map(Source::File));
    if found.sources.len() == before {
        found
            .failures
            .push(Failure::new(format!("No file matches {name}. Check the pattern, or name the folder.")));
    }
}

/// Refuses to write over what is to be read.
pub(super) fn spare(sources: &[Source], output: Option<&Path>) -> Result<(), Failure> {
    let Some(output) = output.and_then(|path| path.canonicalize().ok()) else { return Ok(()) };
    let read = sources.iter().any(|source| match source {
        Source::File(path) => path.canonicalize().is_ok_and(|path| path == output),
        Source::Input => false,
    });
    if read {
        return Err(Failure::new(format!(
            "{} is one of the letters to read; nothing was written. Name another file with --output.",
            output.display()
        )));
    }
    Ok(())
}
