//! What the demo says on the terminal.

use imr_core::case::{Case, Stage};
use imr_core::deadline::Due;
use imr_core::eligibility::{Screening, TestResult};
use imr_core::matching::Matching;
use imr_core::review::{Evidence, ItemReview};
use std::path::Path;

/// Tells the story, a line or two a step.
pub(super) struct Telling;

/// A step with its number, name and first line.
pub(super) fn step(number: usize, name: &str, text: &str) {
    println!("{number:>2}. {name:14} {text}");
}

/// A further line of the same step.
pub(super) fn more(text: &str) {
    println!("{:19}{text}", "");
}

impl Telling {
    pub(super) fn begin(folder: &str) -> Self {
        println!("OpenIMR: one sample case, from filed application to issued letter. Data in {folder}");
        println!("All people and records are invented. The story's clock starts on March 16, 2015.\n");
        Self
    }

    pub(super) fn continuing(&self, stage: &str) {
        println!("    An earlier run stopped at \"{stage}\"; it goes on from there.");
    }

    pub(super) fn screening(&self, screening: &Screening) {
        for test in &screening.tests {
            let mark = match &test.result {
                TestResult::Passed => "passed",
                TestResult::Failed(code) | TestResult::Open(code) => code,
            };
            more(&format!("{} {mark}: {} [{}]", test.code, test.because, test.citation));
        }
    }

    pub(super) fn due(&self, due: &Due) {
        for line in &due.steps {
            let citation = line.citation.as_ref().map_or(String::new(), |one| format!(" [{one}]"));
            more(&format!("- {}{citation}", line.text));
        }
    }

    pub(super) fn matching(&self, matching: &Matching) {
        for candidate in &matching.candidates {
            if candidate.qualifies() {
                let why: Vec<&str> = candidate
                    .tests
                    .iter()
                    .take(2)
                    .map(|test| test.because.as_str())
                    .collect();
                more(&format!(
                    "{} qualifies: {} Fits {} items.",
                    candidate.reviewer,
                    why.join(" "),
                    candidate.fit
                ));
            } else {
                more(&format!(
                    "{} excluded: {}",
                    candidate.reviewer,
                    candidate.excluded_because()
                ));
            }
        }
    }

    pub(super) fn review(&self, review: &ItemReview) {
        for answer in &review.answers {
            let evidence = match &answer.evidence {
                Evidence::Passages { passages, .. } => {
                    let first = passages.first();
                    first.map_or(String::new(), |one| format!("page {}: \"{}\"", one.page, one.text))
                }
                Evidence::Search(search) => format!("{} pages searched, {} hits", search.scanned, search.hits()),
            };
            more(&format!(
                "{:13} {} [{evidence}]",
                answer.finding.in_words(),
                answer.says
            ));
        }
    }

    pub(super) fn already_there(&self, number: &str) {
        println!("The demo is already there: case {number} was decided in an earlier run. Nothing was changed.\n");
    }

    pub(super) fn end(&self, folder: &Path, number: &str, paths: &super::outputs::LetterPaths) {
        let folder = folder.display();
        println!("\nLook first at the letter:  {}", paths.pdf.display());
        println!("Then try:");
        println!("  imr case show {number} --data {folder}");
        println!("  imr case history {number} --data {folder}");
        println!("  imr file search {number} \"side effects\" --data {folder}");
        println!("  imr match {number} --data {folder}");
        println!("  imr verify {}", paths.pdf.display());
        println!("  imr read {}", paths.pdf.display());
        println!("  imr audit verify --data {folder}");
    }

    pub(super) fn no_server(&self) {
        println!("\nThere is no web server in this version yet; everything is on the command line.");
    }
}

/// The stage a run begins at, in words; none when nothing is there yet.
pub(super) fn stage_before(case: Option<&Case>) -> Option<&'static str> {
    case.map(|case: &Case| match &case.stage {
        Stage::Determined { .. } => "determined",
        other => other.name(),
    })
}
