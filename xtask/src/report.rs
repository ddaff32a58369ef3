//! What was done, how long it took, and how it ended: one screen.

use crate::clock;
use crate::shell::{Outcome, Trouble};
use std::time::Duration;

/// The steps of a run.
#[derive(Debug, Default)]
pub(crate) struct Report {
    steps: Vec<Step>,
    closing: Vec<String>,
}

#[derive(Debug)]
struct Step {
    name: &'static str,
    took: Duration,
    ended: Ended,
}

#[derive(Debug)]
enum Ended {
    Well(String),
    Badly(Trouble),
    LeftOut(String),
}

impl Report {
    /// Runs a step and notes how it ended; gives what it made. `remark` says
    /// in a few words what a step that ended well found or made.
    pub(crate) fn step<T>(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Outcome<T>,
        remark: impl FnOnce(&T) -> String,
    ) -> Option<T> {
        println!("\n== {name}");
        let (outcome, took) = clock::timed(work);
        let (made, ended) = match outcome {
            Ok(made) => {
                let remark = remark(&made);
                (Some(made), Ended::Well(remark))
            }
            Err(trouble) => {
                eprintln!("{trouble}");
                (None, Ended::Badly(trouble))
            }
        };
        self.steps.push(Step { name, took, ended });
        made
    }

    /// Notes that a step was left out, and why.
    pub(crate) fn left_out(&mut self, name: &'static str, why: impl Into<String>) {
        self.steps.push(Step { name, took: Duration::ZERO, ended: Ended::LeftOut(why.into()) });
    }

    /// Keeps the closing lines of the test runner for the end.
    pub(crate) fn close_with(&mut self, lines: Vec<String>) {
        self.closing = lines;
    }

    /// Prints the summary; an error if a step ended badly.
    pub(crate) fn finish(self) -> Outcome {
        println!("\n{self}");
        let failed: Vec<&str> =
            self.steps.iter().filter(|step| matches!(step.ended, Ended::Badly(_))).map(|step| step.name).collect();
        if failed.is_empty() {
            return Ok(());
        }
        Err(Trouble::new(format!("The run failed: {}.", failed.join(", ")), ""))
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "== summary")?;
        for line in &self.closing {
            writeln!(f, "  {line}")?;
        }
        for step in &self.steps {
            let (mark, remark) = match &step.ended {
                Ended::Well(remark) => ("ok", remark.as_str()),
                Ended::Badly(trouble) => ("FAILED", trouble.what.lines().next().unwrap_or_default()),
                Ended::LeftOut(why) => ("left out", why.as_str()),
            };
            let took = clock::words(step.took);
            writeln!(f, "{}", format!("  {:<12} {mark:<8} {took:>12}  {remark}", step.name).trim_end())?;
        }
        let total: Duration = self.steps.iter().map(|step| step.took).sum();
        write!(f, "  {:<12} {:<8} {:>12}", "together", "", clock::words(total))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_every_step_and_a_failed_one_fails_the_run() {
        let mut report = Report::default();
        report.step("tidy", || Ok(3), |found| format!("{found} files"));
        report.step("clippy", || Err::<(), _>(Trouble::new("It said no.", "Mend it.")), |()| String::new());
        report.left_out("doc tests", "there are none");
        report.close_with(vec!["Summary 12 tests run".to_owned()]);
        let text = report.to_string();
        for part in ["tidy", "ok", "3 files", "clippy", "FAILED", "It said no.", "left out", "Summary 12"] {
            assert!(text.contains(part), "{part} is missing from:\n{text}");
        }
        assert!(report.finish().is_err());
    }
}
