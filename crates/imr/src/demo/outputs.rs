//! Copies of what was made, under names that people can find.

use crate::args::Change;
use crate::failure::Failure;
use imr_app::{App, AppError};
use imr_core::case::{Case, IssuedLetter};
use imr_core::digest::Digest;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Where the three forms of a letter lie.
pub(super) struct LetterPaths {
    pub(super) pdf: PathBuf,
    pub(super) text: PathBuf,
    pub(super) record: PathBuf,
}

/// Copies the three forms of a letter out of the store.
pub(super) async fn letter(
    app: &App,
    folder: &Path,
    number: &str,
    letter: &IssuedLetter,
) -> Result<LetterPaths, Failure> {
    Ok(LetterPaths {
        pdf: copy(app, &letter.paper, &folder.join("letters").join(format!("{number}.pdf"))).await?,
        text: copy(app, &letter.text, &folder.join("letters").join(format!("{number}.txt"))).await?,
        record: copy(app, &letter.record, &folder.join("letters").join(format!("{number}.json"))).await?,
    })
}

/// Copies the notice of assignment out of the store, once it was served.
pub(super) async fn notice(app: &App, folder: &Path, case: &Case) -> Result<PathBuf, Failure> {
    let path = folder.join("notices").join(format!("{}-assignment.pdf", case.number()));
    match case.notices.first() {
        Some(notice) => copy(app, &notice.document, &path).await,
        None => Ok(path),
    }
}

/// The file that says with which changes a folder was begun.
pub(super) const CHANGES: &str = "changes.txt";

/// Notes with which changes the story is told; refuses to tell it on with
/// others.
pub(super) fn keep_changes(folder: &Path, changes: &[Change]) -> Result<(), Failure> {
    let mut names: Vec<String> = changes.iter().map(|change| format!("{change:?}")).collect();
    names.sort();
    names.dedup();
    let names = names.join("\n");
    let path = folder.join(CHANGES);
    match std::fs::read_to_string(&path) {
        Ok(kept) if kept == names => Ok(()),
        Ok(_) => Err(Failure::new(format!(
            "{} holds a demo with other changes (--with). Name another folder with --data; nothing was changed.",
            folder.display()
        ))),
        Err(_) => write(&path, names.as_bytes()),
    }
}

/// Copies a document out of the store.
async fn copy(app: &App, digest: &Digest, path: &Path) -> Result<PathBuf, Failure> {
    let bytes = app.store.blobs().get(digest).await.map_err(AppError::from)?;
    write(path, &bytes)?;
    Ok(path.to_owned())
}

/// Writes a file whole or not at all: to a file beside it, then renamed.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fail = |why: std::io::Error| {
        let advice = if why.kind() == std::io::ErrorKind::StorageFull {
            "The disk is full: free some space and run the same command again; nothing is half-written"
        } else {
            "Check that the folder can be written to, and run the same command again"
        };
        Failure::new(format!("{} was not written: {why}. {advice}.", path.display()))
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(fail)?;
    }
    let beside = path.with_extension("part");
    let written = std::fs::File::create(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|why| {
        // Left behind, half a file would only confuse; failing to remove it
        // changes nothing.
        let _ = std::fs::remove_file(&beside);
        fail(why)
    })
}
