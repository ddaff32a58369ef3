//! `cargo xtask bench`: how fast the program is, beside programs that do the
//! same, in one run.
//!
//! `case` runs the load of the store, `casefile` measures case files; `letters` says what is measured of letters, and
//! `reading`, `pdf` and `setting` measure.

mod case;
mod casefile;
mod letters;
mod pdf;

mod reading;
mod setting;
mod spent;

pub(crate) use letters::files;

use crate::shell::{self, Outcome, Trouble};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Runs the benchmark that is named.
pub(crate) fn command(words: &[&str]) -> Outcome {
    match words {
        ["case", options @ ..] => case::run(options),
        ["casefile", options @ ..] => casefile::run(options),
        ["letters"] => letters::run(None),
        ["letters", folder] => letters::run(Some(folder)),
        _ => Err(Trouble::new(
            format!("`cargo xtask bench {}` is not a benchmark.", words.join(" ")),
            "There are: bench letters [DIR], bench casefile [PART...], bench case [filing|scale].",
        )),
    }
}

/// A line of the table.
struct Line {
    what: String,
    figure: String,
    /// The bar it is held to, and whether it is met; none for a peer.
    bar: Option<(String, bool)>,
}

impl Line {
    fn of(what: impl Into<String>, figure: impl Into<String>) -> Self {
        Self { what: what.into(), figure: figure.into(), bar: None }
    }

    fn held_to(self, bar: impl Into<String>, met: bool) -> Self {
        Self { bar: Some((bar.into(), met)), ..self }
    }
}

fn table(lines: &[Line]) -> String {
    let width = |of: fn(&Line) -> &str| lines.iter().map(|line| of(line).chars().count()).max().unwrap_or(0);
    let (what, figure) = (width(|line| &line.what), width(|line| &line.figure));
    let mut out = String::new();
    for line in lines {
        let verdict = match &line.bar {
            Some((bar, true)) => format!("bar {bar}: met"),
            Some((bar, false)) => format!("bar {bar}: BELOW"),
            None => String::new(),
        };
        let text = format!("{:what$}  {:>figure$}  {verdict}", line.what, line.figure);
        let _ = writeln!(out, "{}", text.trim_end());
    }
    out
}

/// The one in the middle, which a single slow round does not move.
fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Letters in a time, in letters a second.
#[expect(clippy::cast_precision_loss, reason = "a few million letters")]
fn rate(letters: usize, seconds: f64) -> f64 {
    letters as f64 / seconds
}

/// The program, built as its users build it.
fn program() -> Outcome<PathBuf> {
    shell::run(&mut shell::cargo(&["build", "--quiet", "--release", "--package", "imr"]))?;
    Ok(shell::built())
}

fn unusable(what: impl std::fmt::Display, why: &std::io::Error) -> Trouble {
    Trouble::new(format!("{what} cannot be used: {why}."), "Check the name, your rights and the room on the disk.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_says_what_is_below_its_bar() {
        let lines = [Line::of("ours", "9").held_to("10", false), Line::of("another's", "12")];
        assert_eq!(table(&lines), "ours        9  bar 10: BELOW\nanother's  12\n");
    }

    #[test]
    fn one_slow_round_does_not_move_the_median() {
        assert!((median(vec![2.0, 90.0, 1.0]) - 2.0).abs() < f64::EPSILON);
    }
}
