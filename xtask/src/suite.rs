//! `cargo xtask test`: everything that must hold before a change is kept.

use crate::postgres::{Server, Sync};
use crate::report::Report;
use crate::shell::{self, Outcome, Trouble};
use crate::{tidy, tools};
use std::process::Command;

/// Checks and tests everything.
pub(crate) fn everything() -> Outcome {
    let mut report = Report::default();
    if report.step("tools", tools::provide, |missing| missing_words(missing)).is_none() {
        return report.finish();
    }
    report.step("formatting", formatting, |()| String::new());
    report.step("tidy", tidy::check, |files| format!("{files} files"));
    report.step("clippy", clippy, |()| String::new());
    with_postgres(&mut report, |report, postgres| tests(report, postgres, None));
    if has_doc_tests() {
        report.step("doc tests", doc_tests, |()| String::new());
    } else {
        report.left_out("doc tests", "there are none");
    }
    report.finish()
}

/// Runs the tests that match, and nothing else.
pub(crate) fn matching(expression: &str) -> Outcome {
    let mut report = Report::default();
    with_postgres(&mut report, |report, postgres| tests(report, postgres, Some(expression)));
    report.finish()
}

fn missing_words(missing: &[&str]) -> String {
    if missing.is_empty() { String::new() } else { format!("missing: {}", missing.join(", ")) }
}

/// What tests are told of PostgreSQL, as variables of the environment.
type Postgres = Vec<(&'static str, String)>;

/// Calls `work` with a PostgreSQL: the caller's own, or a private one that
/// ends with `work`. Where there is none the tests run without it, except on
/// CI, where that is a failure.
fn with_postgres(report: &mut Report, work: impl FnOnce(&mut Report, Postgres)) {
    if let Some(url) = tools::own_server() {
        report.left_out("postgresql", format!("{} names a server", tools::POSTGRES_URL));
        return work(report, vec![(tools::POSTGRES_URL, url)]);
    }
    if tools::postgres_folder().is_none() && !tools::on_ci() {
        report.left_out("postgresql", "not installed: its tests were not run");
        return work(report, Vec::new());
    }
    let start = || {
        let server = Server::start(Sync::Off)?;
        let empty = server.database("empty")?;
        Ok((server, empty))
    };
    if let Some((server, empty)) = report.step("postgresql", start, |(server, _)| server.url()) {
        work(report, vec![(tools::POSTGRES_URL, server.url()), (tools::EMPTY_DATABASE, empty)]);
    }
}

fn formatting() -> Outcome {
    shell::run(&mut shell::cargo(&["fmt", "--all", "--check"]))
        .map_err(|trouble| Trouble { remedy: "Run `cargo fmt --all`.".to_owned(), ..trouble })
}

/// In the profile of the tests, so that build scripts (among them the C
/// library of SQLite) are built once for both.
fn clippy() -> Outcome {
    shell::run(&mut shell::cargo(&["clippy", "--release", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn tests(report: &mut Report, postgres: Postgres, filter: Option<&str>) {
    let mut command = runner(tools::has_nextest(), filter);
    command.envs(postgres);
    let mut closing = Vec::new();
    report.step(
        "tests",
        || {
            let (lines, outcome) = shell::run_and_keep(&mut command);
            closing = closing_lines(&lines);
            outcome
        },
        |()| String::new(),
    );
    report.close_with(closing);
}

/// The test runner: cargo-nextest where it is installed, else cargo's own.
fn runner(nextest: bool, filter: Option<&str>) -> Command {
    let mut command = if nextest {
        shell::cargo(&["nextest", "run", "--color", shell::colour()])
    } else {
        shell::cargo(&["test", "--all-targets", "--color", shell::colour()])
    };
    command.args(["--release", "--workspace", "--no-fail-fast"]);
    match filter {
        Some(expression) if nextest && !is_plain(expression) => command.args(["-E", expression]),
        Some(part) => command.arg(part),
        None => &mut command,
    };
    command
}

/// A part of a test's name, rather than an expression.
fn is_plain(filter: &str) -> bool {
    filter.chars().all(|char| char.is_alphanumeric() || "_:-".contains(char))
}

/// The lines in which the runner sums up: from nextest's `Summary` on, or
/// every `test result` of cargo's own.
fn closing_lines(lines: &[String]) -> Vec<String> {
    let summary = lines.iter().position(|line| line.trim_start().starts_with("Summary ["));
    let kept: Vec<&String> = match summary {
        Some(first) => lines[first..].iter().take(20).collect(),
        None => lines
            .iter()
            .filter(|line| line.starts_with("test result:") && !line.contains(" 0 passed; 0 failed;"))
            .collect(),
    };
    kept.into_iter().map(|line| line.trim().to_owned()).collect()
}

fn doc_tests() -> Outcome {
    shell::run(&mut shell::cargo(&["test", "--doc", "--quiet", "--release", "--workspace"]))
}

/// A build for documentation tests is worth its time only when there are any.
fn has_doc_tests() -> bool {
    let fence = |line: &str| {
        let line = line.trim_start();
        line.starts_with("/// ```") || line.starts_with("//! ```")
    };
    tidy::files().is_ok_and(|files| files.iter().any(|file| file.is_rust() && file.text.lines().any(fence)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(nextest: bool, filter: Option<&str>) -> String {
        let command = runner(nextest, filter);
        let words: Vec<_> = command.get_args().map(|word| word.to_string_lossy()).collect();
        words.join(" ")
    }

    #[test]
    fn a_part_of_a_name_is_passed_as_it_is_and_an_expression_as_one() {
        assert!(arguments(true, Some("law::a_due_date")).ends_with("--no-fail-fast law::a_due_date"));
        assert!(arguments(true, Some("package(imr-core)")).ends_with("-E package(imr-core)"));
        assert!(arguments(false, None).starts_with("test --all-targets"));
    }

    #[test]
    fn the_closing_lines_of_either_runner_are_found() {
        let of = |text: &str| closing_lines(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let nextest = "PASS a\n------\n     Summary [  0.1s] 2 tests run: 1 passed, 1 failed\n  FAIL a b";
        assert_eq!(of(nextest), ["Summary [  0.1s] 2 tests run: 1 passed, 1 failed", "FAIL a b"]);
        let cargo = "test result: ok. 0 passed; 0 failed; 0 ignored\ntest result: ok. 7 passed; 0 failed;";
        assert_eq!(of(cargo), ["test result: ok. 7 passed; 0 failed;"]);
    }
}
