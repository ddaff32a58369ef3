//! The workshop: what is run on the project rather than by its users.
//!
//! `cargo xtask` alone prints the commands. Each of them is one module:
//! [`suite`] runs the tests, [`tidy`] checks what a machine can check of the
//! house rules, [`score`] says how well letters and case files are read and
//! duplicates found, [`bench`] how fast, [`fuzz`] what breaks them, [`kill`]
//! that nothing is lost. The others help them.

mod bench;
mod clock;
mod fuzz;
mod kill;
mod load;
mod opening;
mod peer;
mod postgres;
mod report;
mod score;
mod shell;
mod suite;
mod tidy;
mod tools;

use shell::{Outcome, Trouble};
use std::process::ExitCode;

const HELP: &str = "\
The workshop of OpenIMR.

Usage: cargo xtask COMMAND

  test [--filter EXPR]   Install what the tests need (when root), start a private
                         PostgreSQL, then check the formatting, run clippy and
                         tidy, run every test, stop PostgreSQL, and sum up.
                         With --filter only the matching tests run, without the
                         checks; EXPR is a part of a test's name, or a filter
                         expression of cargo-nextest.
  score letters DIR      Compare readings of the letters in DIR (NAME.txt) with the
                         truth beside them (NAME.truth.json), list each miss, and
                         count what comes back when they are written again.
  score letters --synthetic [--layout 2013|2014|2015] [--seed N] [--count N]
                         The same for synthetic letters of the older layouts: 40 of
                         each from seed 9000 on, unless told otherwise.
  score casefile --context FILE
                         Compare what sentences say of their findings with the marks
                         in FILE (context.jsonl), in two halves.
  score casefile --drugs FILE
                         Compare the drugs found in reports with the mentions in FILE
                         (drugs.jsonl); the reports lie beside it.
  score casefile --words DIR... [--program FILE]
                         Compare the words of the PDF files in DIR and DIR/pdf with
                         those that pdftotext and mutool find, and list the files
                         that agree least.
  score casefile --generated [--seed N] [--count N] [--pages N] [--scanned]
                 [--program FILE]
                         Make case files, take them in with the program, and compare
                         documents, pages and facts with the truth: 3 files of 300
                         pages from seed 20000 on, whose phrases no reader was mended on, unless
                         told otherwise.
  bench letters [DIR]    Measure reading and setting the letters in DIR (NAME.txt,
                         pdf/NAME.pdf; without it letters of our own) beside other
                         programs, and print a table.
  bench casefile [--program FILE] [words] [taking-in] [in-memory] [memory]
                         Measure reading, taking in and searching generated case
                         files, and the memory that takes, and print a table.
  fuzz [TARGET] [--seconds N]
                         Random input against the readers of letters (letter_text)
                         and their records (letter_record), of case files
                         (casefile_text) and PDF (pdf_pages); 60 seconds each.
  score duplicates [--seed N]
                         Look for disguised duplicates among 10,000 generated
                         filings: precision and recall.
  bench case [filing|scale]
                         Measure filing beside bare inserts on both engines, and
                         reading among 20,000 and 200,000 cases.
  kill [--times N] [sqlite|postgres|server]
                         Kill the program on SQLite and on PostgreSQL, and the
                         PostgreSQL server, N times (200) while filing, and check
                         that nothing acknowledged is lost; or one of them alone.
  tidy                   Check the rules of the house that a machine can check.
  ci                     What continuous integration runs: .ci/run.
  help                   Print this.

Environment:
  IMR_TEST_POSTGRES      URL of a PostgreSQL server to test on, in place of a
                         private one, such as postgres://postgres@127.0.0.1:5432/postgres
  IMR_TEST_DATABASE      URL of an empty database on it, for two programs at once
  CI                     When set, a missing tool fails the run.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        ["test"] => suite::everything(),
        ["test", "--filter", expression] => suite::matching(expression),
        ["score", "letters", "--synthetic", options @ ..] => score::synthetic(options),
        ["score", "letters", folder] => score::folder(folder),
        ["score", "casefile", "--context", file] => score::casefile::context::score(file),
        ["score", "casefile", "--generated", options @ ..] => score::casefile::generated::score(options),
        ["score", "casefile", "--words", options @ ..] => score::casefile::words::score(options),
        ["score", "casefile", "--drugs", file] => score::casefile::drugs::score(file),
        ["score", "duplicates", options @ ..] => score::duplicates(options),
        ["bench", words @ ..] => bench::command(words),
        ["fuzz", words @ ..] => fuzz::command(words),
        ["kill", options @ ..] => kill::run(options),
        ["tidy"] => tidy::command(),
        ["ci"] => shell::run(shell::command("bash").arg(".ci/run")),
        _ => Err(not_a_command(&words)),
    };
    exit_code(outcome)
}

fn not_a_command(words: &[&str]) -> Trouble {
    Trouble::new(format!("`cargo xtask {}` is not a command.", words.join(" ")), "Run `cargo xtask` for the list.")
}

fn exit_code(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("xtask: {trouble}");
            ExitCode::FAILURE
        }
    }
}
