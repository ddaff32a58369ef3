//! Running other programs, and saying what went wrong when they fail.

use std::ffi::OsStr;
use std::fmt;
use std::io::{BufRead as _, BufReader, IsTerminal as _, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// What went wrong, and what to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// What happened, in whole sentences.
    pub(crate) what: String,
    /// What to do now; may be empty.
    pub(crate) remedy: String,
}

/// The outcome of a command of the workshop.
pub(crate) type Outcome<T = ()> = Result<T, Trouble>;

impl Trouble {
    pub(crate) fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if !self.remedy.is_empty() {
            write!(f, "\n  {}", self.remedy)?;
        }
        Ok(())
    }
}

/// The folder of the workspace, whatever folder the command was given in.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Where the program lies once it is built as its users build it.
pub(crate) fn built() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target.join("release").join("imr")
}

/// A command that runs in the folder of the workspace.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs us, so that the toolchain is the same throughout.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// Runs a command; its output goes where ours goes.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    succeeded(command, status, String::new())
}

/// Runs a command quietly; gives what it wrote to its standard output.
pub(crate) fn output(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    succeeded(command, output.status, said)?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a command; its output goes where ours goes, and its lines are also
/// given back, without colours, whether it succeeds or not.
pub(crate) fn run_and_keep(command: &mut Command) -> (Vec<String>, Outcome) {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) => return (Vec::new(), Err(not_started(command, &error))),
    };
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let mut lines = std::thread::scope(|scope| {
        let out = scope.spawn(|| out.map(|pipe| pass_on(pipe, std::io::stdout())));
        let err = scope.spawn(|| err.map(|pipe| pass_on(pipe, std::io::stderr())));
        let mut lines = out.join().ok().flatten().unwrap_or_default();
        lines.extend(err.join().ok().flatten().unwrap_or_default());
        lines
    });
    lines.retain(|line| !line.is_empty());
    let outcome = child
        .wait()
        .map_err(|error| not_started(command, &error))
        .and_then(|status| succeeded(command, status, String::new()));
    (lines, outcome)
}

fn pass_on(from: impl Read, mut to: impl Write) -> Vec<String> {
    let mut lines = Vec::new();
    for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
        let text = String::from_utf8_lossy(&line).into_owned();
        // A closed terminal must not stop the tests.
        let _ = writeln!(to, "{text}");
        lines.push(without_colours(&text));
    }
    lines
}

/// `always` where a person is watching: for programs whose output we pass on.
pub(crate) fn colour() -> &'static str {
    if std::io::stderr().is_terminal() { "always" } else { "never" }
}

fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(char) = chars.next() {
        if char == '\u{1b}' {
            chars.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(char);
        }
    }
    plain
}

/// The same where exit status 2 says that some of what was given could not be
/// read.
pub(crate) fn output_in_part(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    if output.status.code() != Some(2) {
        succeeded(command, output.status, said)?;
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn succeeded(command: &Command, status: ExitStatus, said: String) -> Outcome {
    if status.success() {
        return Ok(());
    }
    Err(Trouble::new(format!("`{}` failed ({status}).", line_of(command)), said))
}

fn not_started(command: &Command, error: &std::io::Error) -> Trouble {
    Trouble::new(
        format!("`{}` could not be started: {error}.", line_of(command)),
        "Is it installed and on the PATH?",
    )
}

fn line_of(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(name).chain(command.get_args()).map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_failing_program_are_kept_without_their_colours() {
        let script = "printf 'one\\n'; printf '\\033[31mtwo\\033[0m\\n' >&2; exit 3";
        let (lines, outcome) = run_and_keep(command("sh").args(["-c", script]));
        assert_eq!(lines, ["one", "two"]);
        assert!(outcome.is_err());
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let trouble = output(&mut command("no-such-program")).expect_err("it is not there");
        assert!(trouble.what.contains("`no-such-program` could not be started"), "{trouble}");
    }
}
