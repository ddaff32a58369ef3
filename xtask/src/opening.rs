//! Opening a case with the program, for the files of a generated case file.

use crate::shell::{self, Outcome};
use std::path::Path;

/// Makes a data folder, files the application of the generated folder `files`
/// and opens a case for it; gives its number.
pub(crate) fn case(program: &Path, files: &str, data: &str) -> Outcome<String> {
    let run = |words: &[&str]| shell::output(shell::command(program).args(words).args(["--data", data]));
    // The demonstration sets up the review organization.
    run(&["demo", "--no-serve"])?;
    let filed = run(&["application", "file", &format!("{files}/application.json"), "--screen"])?;
    let application = filed.split_whitespace().next().unwrap_or_default();
    let opened = run(&["application", "do", "open-case", application, "--reason", "to measure"])?;
    Ok(opened.split_whitespace().nth(1).unwrap_or_default().to_owned())
}
