//! Running the example `load` of imr-app, which links the store and no
//! typesetter: the workshop itself links neither.

use crate::shell::{self, Outcome, Trouble};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

/// Builds it.
pub(crate) fn build() -> Outcome {
    shell::run(&mut shell::cargo(&["build", "--quiet", "--release", "-p", "imr-app", "--example", "load"]))
}

/// It, to be run with these words.
pub(crate) fn command(words: &[&str]) -> Command {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| shell::root().join("target"), PathBuf::from);
    let mut command = shell::command(target.join("release/examples/load"));
    command.args(words);
    command
}

/// The figures that it printed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Figures(BTreeMap<String, f64>);

impl Figures {
    /// A figure; 0 when it was not printed.
    pub(crate) fn get(&self, name: &str) -> f64 {
        self.0.get(name).copied().unwrap_or_default()
    }
}

/// Runs it to its end.
pub(crate) fn run(words: &[&str]) -> Outcome<Figures> {
    Ok(figures(&shell::output(&mut command(words))?))
}

/// The lines `NAME VALUE` of a text.
pub(crate) fn figures(text: &str) -> Figures {
    let pairs = text.lines().filter_map(|line| line.split_once(' '));
    Figures(pairs.filter_map(|(name, value)| Some((name.to_owned(), value.parse().ok()?))).collect())
}

/// A folder for one run, gone with it.
pub(crate) struct Folder(String);

impl Folder {
    pub(crate) fn new(what: &str) -> Outcome<Self> {
        let path = std::env::temp_dir().join(format!("openimr-{what}-{}", std::process::id()));
        let made = std::fs::create_dir_all(&path);
        made.map_err(|why| Trouble::new(format!("{} could not be made: {why}.", path.display()), "Set TMPDIR."))?;
        Ok(Self(path.display().to_string()))
    }

    pub(crate) fn name(&self) -> &str {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind in the system's temporary one does no
        // harm.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
