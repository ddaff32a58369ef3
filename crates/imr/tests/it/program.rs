//! Running the program in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder that goes away with the test.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

/// What the program said, and how it ended.
pub(crate) struct Said {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) status: Option<i32>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_imr"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_remove("IMR_DATA")
            .env_remove("IMR_CONFIG")
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Said {
        said(&self.command(args).output().expect("the program starts"))
    }

    /// The demo, run to its end.
    pub(crate) fn demo(&self, changes: &[&str]) -> Said {
        let mut args = vec!["demo", "--no-serve", "--data", "demo"];
        for change in changes {
            args.extend(["--with", change]);
        }
        let said = self.run(&args);
        assert_eq!(said.status, Some(0), "{}\n{}", said.out, said.err);
        said
    }
}

fn said(output: &Output) -> Said {
    Said {
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
        status: output.status.code(),
    }
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Every digest as `<digest>`, so that a snapshot holds when a template moves
/// a comma.
pub(crate) fn without_digests(text: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in text.chars().chain(std::iter::once('\n')) {
        if c.is_ascii_alphanumeric() {
            word.push(c);
            continue;
        }
        let digest = [12, 64].contains(&word.len()) && word.chars().all(|c| c.is_ascii_hexdigit());
        out.push_str(if digest { "<digest>" } else { &word });
        out.push(c);
        word.clear();
    }
    out
}
