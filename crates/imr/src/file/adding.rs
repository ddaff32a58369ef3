//! `imr file add`: files, folders, patterns and zip files into a case file.

use super::leftover::{leftover, shown};
use super::mail;
use super::unpacking::{is_zip, unpack};
use crate::args::Add;
use crate::data;
use crate::failure::Failure;
use imr_app::{App, Incoming, Outcome, State, Unread};
use imr_core::party::{Actor, Role};
use imr_core::prose::page_list;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The exit status when some of the files could not be read.
pub(super) const SOME_FAILED: u8 = 2;

/// What is not taken from a folder for the end of its name: text that
/// programs write for programs. By its own name each is taken.
const OF_PROGRAMS: [&str; 10] = ["json", "jsonl", "csv", "xml", "toml", "yaml", "yml", "ini", "log", "sh"];

/// How many lost entries of a zip file its page names.
const NAMED: usize = 20;

/// What the arguments stand for.
#[derive(Default)]
struct Sent {
    /// Files, and what is in zip files.
    files: Vec<Incoming>,
    /// What was passed over, with the reason.
    passed_over: Vec<(String, String)>,
}

pub(super) async fn run(add: &Add) -> Result<ExitCode, Failure> {
    let app = data::existing(&add.case.data, None).await?;
    // Asked before anything is copied.
    app.case(&add.case.case).await?;
    let folder = tempfile::tempdir().map_err(|why| {
        Failure::new(format!("There is no place to unpack files: {why}. Set TMPDIR to a folder."))
    })?;
    let mut sent = Sent::default();
    let found = find(&add.paths, &mut sent.passed_over)?;
    for (at, path) in found.iter().enumerate() {
        keep(&app, path, &folder.path().join(at.to_string()), &mut sent).await?;
    }
    let by = Actor::new(Role::Intake, "command line");
    let bar = bar();
    let (case, outcomes) = app
        .receive_files(&add.case.case, &sent.files, add.from.into(), &by, &mut |progress| {
            bar.set_message(progress.name.to_owned());
            bar.set_length(u64::from(progress.of));
            bar.set_position(u64::from(progress.read));
        })
        .await?;
    bar.finish_and_clear();
    Ok(tell(case.number(), &outcomes, &sent.passed_over))
}

/// How far reading has come.
pub(super) fn bar() -> ProgressBar {
    ProgressBar::new(0).with_style(
        ProgressStyle::with_template("{wide_msg} {bar:30} page {pos} of {len} {eta}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    )
}

/// Keeps a file, or what is in it where it is a zip file or an e-mail.
async fn keep(app: &App, path: &Path, folder: &Path, sent: &mut Sent) -> Result<(), Failure> {
    let name =
        path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let name = shown(&name);
    let mail = mail::is_mail(path);
    if !mail && !is_zip(path) {
        let kept = match std::fs::File::open(path) {
            Ok(_) => Ok(app.keep_file(path).await?),
            Err(why) => Err(format!("it cannot be opened ({why}); check the name and your right to read it")),
        };
        sent.files.push(Incoming { name, kept, trouble: None });
        return Ok(());
    }
    let unpacked = std::fs::create_dir(folder)
        .map_err(|why| format!("there is no place to unpack it ({why}); set TMPDIR to a folder with room"))
        .and_then(|()| if mail { mail::open(path, folder) } else { unpack(path, folder) });
    let opened = match unpacked {
        Ok(opened) => opened,
        Err(why) => {
            let kept = Ok(app.keep_file(path).await?);
            sent.files.push(Incoming { name, kept, trouble: Some(why) });
            return Ok(());
        }
    };
    sent.passed_over.extend(opened.passed_over.into_iter().map(|(name, what)| (name, format!("it is {what}"))));
    let mut lost = Vec::new();
    for entry in opened.files {
        match entry.at {
            Some(at) => {
                let kept = Ok(app.keep_file(&at).await?);
                sent.files.push(Incoming { name: entry.name, kept, trouble: entry.trouble });
            }
            None => lost.push(format!("{}: {}", entry.name, entry.trouble.unwrap_or_default())),
        }
    }
    // Nothing can be had of these: the zip file itself stands for them.
    if !lost.is_empty() {
        let more = lost.len().saturating_sub(NAMED);
        lost.truncate(NAMED);
        lost.extend((more > 0).then(|| format!("and {more} more")));
        let kept = Ok(app.keep_file(path).await?);
        let trouble = format!("some of what it lists cannot be taken out of it ({})", lost.join("; "));
        sent.files.push(Incoming { name, kept, trouble: Some(trouble) });
    }
    Ok(())
}

/// The files that the arguments stand for, and what of folders was passed
/// over.
fn find(paths: &[PathBuf], passed_over: &mut Vec<(String, String)>) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        let name = path.to_string_lossy();
        if path.is_dir() {
            folder(path, &mut found, passed_over)?;
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
    Ok(found)
}

/// The files of a folder and of those in it, by name. Links are not followed:
/// they may lead to what nobody sent.
fn folder(path: &Path, found: &mut Vec<PathBuf>, passed_over: &mut Vec<(String, String)>) -> Result<(), Failure> {
    let entries = std::fs::read_dir(path).map_err(|why| {
        Failure::new(format!("The folder {} cannot be read: {why}. Check your right to read it.", path.display()))
    })?;
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let kind = entry.file_type().ok();
        if kind.is_some_and(|kind| kind.is_dir()) {
            folder(&path, found, passed_over)?;
        } else if let Some(why) = not_sent(&path, kind.is_some_and(|kind| kind.is_symlink())) {
            passed_over.push((shown(&path.display().to_string()), why));
        } else {
            found.push(path);
        }
    }
    Ok(())
}

/// Why a file of a folder is no record that somebody sent; none for all
/// others, whatever their names end in: what they are shows when they are
/// read.
fn not_sent(path: &Path, link: bool) -> Option<String> {
    if link {
        return Some("it is a link; name the file it leads to".to_owned());
    }
    if !path.is_file() {
        return Some("it is no file".to_owned());
    }
    if let Some(what) = leftover(&path.to_string_lossy(), Some(path)) {
        return Some(format!("it is {what}"));
    }
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase())?;
    OF_PROGRAMS
        .contains(&ending.as_str())
        .then(|| format!("its name ends in .{ending}, as what programs write; name it by itself to take it in"))
}

/// Pages, documents, copies, strangers' pages and unread pages.
type Counts = [usize; 5];

/// Prints what became of each file, and the sum.
fn tell(case: &str, outcomes: &[Outcome], passed_over: &[(String, String)]) -> ExitCode {
    let mut sums: Counts = [0; 5];
    let (mut taken, mut there, mut refused) = (0, 0, 0);
    for outcome in outcomes {
        let name = &outcome.name;
        match &outcome.state {
            State::Taken { pages, unread, documents, copies, strangers } => {
                taken += 1;
                let not_read: usize = unread.iter().map(|one| one.pages.len()).sum();
                let counts = [*pages, *documents, *copies, *strangers, not_read];
                sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
                println!("{name}  {}", told(&counts));
                unread.iter().for_each(|one| println!("    {}", not_read_because(one)));
            }
            State::ThereAlready => {
                there += 1;
                println!("{name}  was there already");
            }
            State::Refused(why) => {
                refused += 1;
                println!("{name}  was not taken in: {why}");
            }
        }
    }
    for (name, why) in passed_over {
        println!("{name}  was passed over: {why}");
    }
    if sums[4] > 0 {
        println!(
            "Ask the senders for what could not be read; \"imr file reread\" tries again, and \"imr file correct --set-aside\" sets aside what the review does not need."
        );
    }
    println!("\nCase {case}: {}.", summed([taken, there, refused, passed_over.len()], &sums));
    if refused + sums[4] == 0 { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) }
}

/// What became of all files together.
fn summed([taken, there, refused, passed_over]: [usize; 4], sums: &Counts) -> String {
    let mut said = format!("{} came in", counted(taken, "file", "files"));
    if taken > 0 {
        said.push_str(&format!(" with {}", told(sums)));
    }
    for (count, one, many) in [
        (there, "was there already", "were there already"),
        (refused, "was not taken in", "were not taken in"),
        (passed_over, "was passed over", "were passed over"),
    ] {
        if count > 0 {
            said.push_str(&format!("; {}", counted(count, &format!("file {one}"), &format!("files {many}"))));
        }
    }
    said
}

/// Pages of one reason, in words.
fn not_read_because(unread: &Unread) -> String {
    format!("not read: {}: {}", page_list(&unread.pages), unread.why)
}

/// Counts in words.
fn told(counts: &Counts) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_folder_are_taken_whatever_their_names_end_in() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["noext", "scan.PDF", "note.docx", "truth.json", ".DS_Store", "._scan.pdf"] {
            std::fs::write(folder.path().join(name), b"%PDF-1.7").expect("it is written");
        }
        let (mut found, mut passed_over) = (Vec::new(), Vec::new());
        super::folder(folder.path(), &mut found, &mut passed_over).expect("it is read");
        let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
        let found: Vec<String> = found.iter().filter_map(|path| name(path)).collect();
        assert_eq!(found, ["._scan.pdf", "noext", "note.docx", "scan.PDF"], "a name alone may lie");
        let passed: Vec<&str> = passed_over.iter().map(|(_, why)| why.as_str()).collect();
        assert!(passed[0].contains("a Mac") && passed[1].contains(".json"), "{passed_over:?}");
    }

    #[test]
    fn sums_count_every_page_that_could_not_be_read_and_files_that_came_before() {
        assert_eq!(
            summed([3, 1, 0, 2], &[26, 5, 1, 0, 10]),
            "3 files came in with 26 pages, 5 documents; 1 page is a copy; 10 pages could not be read; \
             1 file was there already; 2 files were passed over"
        );
        assert_eq!(summed([0, 1, 0, 0], &[0; 5]), "0 files came in; 1 file was there already");
        assert_eq!(page_list(&[3, 4, 5, 9]), "pages 3-5, 9");
    }
}
