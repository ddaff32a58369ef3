//! `imr file add`: files, folders, patterns and zip files into a case file.

use super::unpacking::{is_zip, unpack};
use crate::args::Add;
use crate::data;
use crate::failure::Failure;
use imr_app::{App, Incoming, Outcome, State};
use imr_core::party::{Actor, Role};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The exit status when some of the files could not be read.
pub(super) const SOME_FAILED: u8 = 2;

/// What is taken from a folder: files that end so.
const ENDINGS: [&str; 9] = ["pdf", "tif", "tiff", "jpg", "jpeg", "png", "txt", "text", "zip"];

pub(super) async fn run(add: &Add) -> Result<ExitCode, Failure> {
    let app = data::existing(&add.case.data, None).await?;
    // Asked before anything is copied.
    app.case(&add.case.case).await?;
    let folder = tempfile::tempdir().map_err(|why| {
        Failure::new(format!("There is no place to unpack files: {why}. Set TMPDIR to a folder."))
    })?;
    let (found, passed_over) = find(&add.paths)?;
    let mut files = Vec::new();
    for (at, path) in found.iter().enumerate() {
        keep(&app, path, &folder.path().join(at.to_string()), &mut files).await?;
    }
    let by = Actor::new(Role::Intake, "command line");
    let bar = bar();
    let (case, outcomes) = app
        .receive_files(&add.case.case, &files, add.from.into(), &by, &mut |progress| {
            bar.set_message(progress.name.to_owned());
            bar.set_length(u64::from(progress.of));
            bar.set_position(u64::from(progress.read));
        })
        .await?;
    bar.finish_and_clear();
    Ok(tell(case.number(), &outcomes, passed_over))
}

/// How far reading has come.
pub(super) fn bar() -> ProgressBar {
    ProgressBar::new(0).with_style(
        ProgressStyle::with_template("{wide_msg} {bar:30} page {pos} of {len} {eta}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    )
}

/// Keeps a file, or what is in it where it is a zip file.
async fn keep(app: &App, path: &Path, folder: &Path, files: &mut Vec<Incoming>) -> Result<(), Failure> {
    let name =
        path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    if !is_zip(path) {
        let kept = match std::fs::File::open(path) {
            Ok(_) => Ok(app.keep_file(path).await?),
            Err(why) => Err(format!("it cannot be opened ({why}); check the name and your right to read it")),
        };
        files.push(Incoming { name, kept });
        return Ok(());
    }
    let unpacked = std::fs::create_dir(folder)
        .map_err(|why| format!("there is no place to unpack it ({why}); set TMPDIR to a folder with room"))
        .and_then(|()| unpack(path, folder));
    match unpacked {
        Err(why) => files.push(Incoming { name, kept: Err(why) }),
        Ok(entries) => {
            for entry in entries {
                let kept = match entry.at {
                    Ok(at) => Ok(app.keep_file(&at).await?),
                    Err(why) => Err(why),
                };
                files.push(Incoming { name: entry.name, kept });
            }
        }
    }
    Ok(())
}

/// The files that the arguments stand for, and how many of folders were
/// passed over.
fn find(paths: &[PathBuf]) -> Result<(Vec<PathBuf>, usize), Failure> {
    let (mut found, mut passed_over) = (Vec::new(), 0);
    for path in paths {
        let name = path.to_string_lossy();
        if path.is_dir() {
            folder(path, &mut found, &mut passed_over)?;
        } else if path.exists() || !name.contains(['*', '?', '[']) {
            // A file that is not there says so in the summary.
            found.push(path.clone());
        } else {
            let matched = glob::glob(&name).map_err(|why| {
                Failure::new(format!(
                    "{name} is not a pattern that can be used: {why}. Name the folder or the files."
                ))
            })?;
            let before = found.len();
            found.extend(matched.flatten().filter(|path| path.is_file()));
            if found.len() == before {
                return Err(Failure::new(format!(
                    "No file matches {name}. Check the pattern, or name the folder."
                )));
            }
        }
    }
    Ok((found, passed_over))
}

/// The files of a folder and of those in it, by name. Links to folders are
/// not followed.
fn folder(path: &Path, found: &mut Vec<PathBuf>, passed_over: &mut usize) -> Result<(), Failure> {
    let entries = std::fs::read_dir(path).map_err(|why| {
        Failure::new(format!("The folder {} cannot be read: {why}. Check your right to read it.", path.display()))
    })?;
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            folder(&path, found, passed_over)?;
        } else if path.is_file() {
            let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
            match ending {
                Some(ending) if ENDINGS.contains(&ending.as_str()) => found.push(path),
                _ => *passed_over += 1,
            }
        }
    }
    Ok(())
}

/// Prints what became of each file, and the sum.
fn tell(case: &str, outcomes: &[Outcome], passed_over: usize) -> ExitCode {
    let (mut sums, mut failed) = ([0; 5], 0);
    for outcome in outcomes {
        let said = match &outcome.state {
            State::Taken { pages, unread, documents, copies, strangers } => {
                for (sum, count) in sums.iter_mut().zip([*pages, *documents, *copies, *strangers, *unread]) {
                    *sum += count;
                }
                told(&[*pages, *documents, *copies, *strangers, *unread])
            }
            State::ThereAlready => "was there already".to_owned(),
            State::Unreadable(why) => {
                failed += 1;
                format!("stands in the case file as one page that was not read: {why}")
            }
            State::Refused(why) => {
                failed += 1;
                format!("was not taken in: {why}")
            }
        };
        println!("{}  {said}", outcome.name);
    }
    println!("\nCase {case}: {} came in; {}.", counted(outcomes.len(), "file", "files"), told(&sums));
    if failed > 0 {
        println!("{} could not be read.", counted(failed, "file", "files"));
    }
    if passed_over > 0 {
        println!("{} of folders passed over, of a kind that is not read.", counted(passed_over, "file", "files"));
    }
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) }
}

/// Pages, documents, copies, strangers' pages and unread pages, in words.
fn told(counts: &[usize; 5]) -> String {
    let [pages, documents, copies, strangers, unread] = *counts;
    let mut said = format!("{}, {}", counted(pages, "page", "pages"), counted(documents, "document", "documents"));
    for (count, one, many) in [
        (copies, "page is a copy", "pages are copies"),
        (strangers, "page is about somebody else", "pages are about somebody else"),
        (unread, "page could not be read", "pages could not be read"),
    ] {
        if count > 0 {
            said.push_str(&format!("; {}", counted(count, one, many)));
        }
    }
    said
}

pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
