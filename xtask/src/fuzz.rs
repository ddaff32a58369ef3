//! `cargo xtask fuzz`: random input against what reads letters, records and PDF
//! files, and what writes letters, by libFuzzer. The targets are in `fuzz/`, a workspace of its own.

use crate::shell::{self, Outcome, Trouble};
use std::path::Path;

/// What can be fuzzed: the names of the files in `fuzz/targets`.
const TARGETS: [&str; 4] = ["letter_text", "letter_record", "casefile_text", "pdf_pages"];

/// How long a target runs unless it is said.
const SECONDS: u32 = 60;

/// An input that takes longer than this is reported, in seconds.
const SLOW: u32 = 10;

/// Runs one target, or each in turn.
pub(crate) fn command(words: &[&str]) -> Outcome {
    let (target, seconds) = arguments(words)?;
    provide()?;
    let mut ran = Vec::new();
    for name in TARGETS.into_iter().filter(|name| target.is_none_or(|target| target == *name)) {
        ran.push(format!("{name}: {} executions in {seconds} s, no fault", run(name, seconds)?));
    }
    println!("{}", ran.join("\n"));
    Ok(())
}

fn arguments<'w>(words: &[&'w str]) -> Outcome<(Option<&'w str>, u32)> {
    let (target, rest) = match words {
        [target, rest @ ..] if TARGETS.contains(target) => (Some(*target), rest),
        rest => (None, rest),
    };
    let seconds = match rest {
        [] => Some(SECONDS),
        ["--seconds", number] => number.parse().ok(),
        _ => None,
    };
    seconds.map(|seconds| (target, seconds)).ok_or_else(|| {
        Trouble::new(
            format!("`cargo xtask fuzz {}` cannot be run.", words.join(" ")),
            format!("Name a target ({}) or none, then --seconds and a number or nothing.", TARGETS.join(", ")),
        )
    })
}

fn provide() -> Outcome {
    if shell::output(&mut shell::cargo(&["fuzz", "--version"])).is_ok() {
        return Ok(());
    }
    println!("installing cargo-fuzz");
    shell::run(&mut shell::cargo(&["install", "cargo-fuzz", "--locked"]))
}

/// Runs a target on what it found before and on the seeds; gives how often.
fn run(target: &str, seconds: u32) -> Outcome<String> {
    let corpus = format!("fuzz/corpus/{target}");
    let folder = shell::root().join(&corpus);
    std::fs::create_dir_all(&folder).map_err(|why| {
        Trouble::new(format!("{} cannot be made: {why}.", folder.display()), "Check your rights and the disk.")
    })?;
    let limits = [format!("-max_total_time={seconds}"), format!("-timeout={SLOW}")];
    let mut command = shell::cargo(&["fuzz", "run", target, &corpus, &format!("fuzz/seeds/{target}")]);
    if target == "pdf_pages" {
        command.arg("--features=pdf");
    }
    command.arg("--").args(limits).arg("-print_final_stats=1");
    // The sanitizers want flags that only a nightly compiler takes otherwise.
    command.env("RUSTC_BOOTSTRAP", "1").env_remove("CARGO_TARGET_DIR").current_dir(shell::root());
    let (lines, outcome) = shell::run_and_keep(&mut command);
    outcome.map_err(|trouble| Trouble {
        remedy: format!("The input that did it is in {}.", Path::new("fuzz/artifacts").join(target).display()),
        ..trouble
    })?;
    Ok(executions(&lines).unwrap_or("an unknown number of").to_owned())
}

fn executions(lines: &[String]) -> Option<&str> {
    lines.iter().find_map(|line| line.strip_prefix("stat::number_of_executed_units:")).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_and_a_time_may_be_named() {
        assert_eq!(arguments(&[]), Ok((None, SECONDS)));
        assert_eq!(arguments(&["letter_text", "--seconds", "600"]), Ok((Some("letter_text"), 600)));
        assert_eq!(arguments(&["--seconds", "5"]), Ok((None, 5)));
        assert!(arguments(&["letters"]).is_err_and(|trouble| trouble.remedy.contains("letter_record")));
    }

    #[test]
    fn executions_are_read_from_the_last_lines() {
        let lines = ["Done 12 runs".to_owned(), "stat::number_of_executed_units: 12".to_owned()];
        assert_eq!(executions(&lines), Some("12"));
    }
}
