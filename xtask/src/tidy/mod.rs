//! `cargo xtask tidy`: the rules of the house that a machine can check.
//!
//! Every check is a function from files to violations, so that it is tested
//! on texts of a few lines. What is checked is what git would commit: tracked
//! files and new ones that are not ignored.

mod code;
mod crates;
mod docs;
mod rust;
mod text;

use crate::shell::{self, Outcome, Trouble};
use std::fmt;

/// A text file of the project.
#[derive(Debug, Clone)]
pub(crate) struct File {
    /// Its path from the root of the workspace, with `/` between folders.
    pub(crate) path: String,
    /// Its content; empty for a file that is not text.
    pub(crate) text: String,
}

impl File {
    /// True for Rust source.
    pub(crate) fn is_rust(&self) -> bool {
        self.ends_with(".rs")
    }

    fn ends_with(&self, extension: &str) -> bool {
        self.path.ends_with(extension)
    }

    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    fn violation(&self, line: usize, what: impl Into<String>, remedy: impl Into<String>) -> Violation {
        Violation { path: self.path.clone(), line, what: what.into(), remedy: remedy.into() }
    }
}

/// A place where a rule is broken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Violation {
    path: String,
    /// From 1.
    line: usize,
    what: String,
    remedy: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}\n    {}", self.path, self.line, self.what, self.remedy)
    }
}

/// The command: checks, and says that all is well.
pub(crate) fn command() -> Outcome {
    let files = check()?;
    println!("tidy: {files} files, nothing to mend");
    Ok(())
}

/// Checks every file; prints each violation; gives the number of files.
pub(crate) fn check() -> Outcome<usize> {
    let files = files()?;
    let violations = violations(&files);
    for violation in &violations {
        println!("{violation}");
    }
    match violations.len() {
        0 => Ok(files.len()),
        1 => Err(Trouble::new("One place breaks a rule of the house.", "It is listed above.")),
        n => Err(Trouble::new(format!("{n} places break a rule of the house."), "They are listed above.")),
    }
}

/// What git would commit, read.
pub(crate) fn files() -> Outcome<Vec<File>> {
    let listing = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let listed = shell::output(shell::command("git").args(listing))?;
    let mut paths: Vec<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    paths.sort_unstable();
    paths.dedup();
    let root = shell::root();
    // A file that was deleted but is still in git's index is no longer ours.
    let present = paths.into_iter().filter(|path| root.join(path).is_file());
    Ok(present
        .map(|path| File {
            path: path.to_owned(),
            text: std::fs::read_to_string(root.join(path)).unwrap_or_default(),
        })
        .collect())
}

fn violations(files: &[File]) -> Vec<Violation> {
    let mut found: Vec<Violation> = files
        .iter()
        .flat_map(|file| [text::check(file), rust::check(file), crates::check_manifest(file)].concat())
        .collect();
    found.extend(crates::check_test_binaries(files));
    found.extend(docs::check(files));
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a check says about one file: `line: what`, for each violation.
    pub(super) fn said(check: fn(&File) -> Vec<Violation>, path: &str, text: &str) -> Vec<String> {
        let found = check(&file(path, text));
        found.iter().map(|violation| format!("{}: {}", violation.line, violation.what)).collect()
    }

    pub(super) fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_violation_says_where_what_and_what_to_do() {
        let violation = file("docs/a.md", "").violation(3, "the link is broken.", "Mend it.");
        assert_eq!(violation.to_string(), "docs/a.md:3: the link is broken.\n    Mend it.");
    }
}
