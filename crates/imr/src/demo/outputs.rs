//! Copies of what was made, under names that people can find.

use crate::failure::Failure;
use imr_app::{App, AppError};
use imr_core::case::IssuedLetter;
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

/// Copies a document out of the store.
pub(super) async fn copy(app: &App, digest: &Digest, path: &Path) -> Result<PathBuf, Failure> {
    let bytes = app.store.blobs().get(digest).await.map_err(AppError::from)?;
    write(path, &bytes)?;
    Ok(path.to_owned())
}

/// Writes a file whole or not at all: to a file beside it, then renamed.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
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
