//! What the demo says on the terminal.

use super::outputs::LetterPaths;
use imr_app::AuditReport;
use imr_core::application::Application;
use imr_core::case::{Assignment, Case, Stage};
use imr_core::casefile::Manifest;
use imr_core::deadline::Due;
use imr_core::determination::Determination;
use imr_core::eligibility::{Screening, TestResult};
use imr_core::matching::Matching;
use imr_core::review::{DisputedItem, Evidence, ItemReview};
use imr_core::service::ServedNotice;
use std::path::Path;

/// Tells the story, a line or two a step.
pub(super) struct Telling;

/// A step with its number, name and first line.
fn step(number: usize, name: &str, text: &str) {
    println!("{number:>2}. {name:14} {text}");
}

/// A further line of the same step.
fn more(text: &str) {
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

    pub(super) fn organization(&self, name: &str, reviewers: usize) {
        step(1, "Organization", &format!("{name}, {reviewers} reviewers on the roster"));
    }

    pub(super) fn application(&self, application: &Application) {
        let received = application.form.received;
        step(2, "Application", &format!("filed and stored as {}, received {received}", application.id));
        let items = application.form.ur_decision.iter().flat_map(|decision| &decision.items);
        items.for_each(|item| more(&format!("disputed: {}", item.item)));
    }

    pub(super) fn screened(&self, application: &Application) {
        step(3, "Eligibility", application.stage.name());
        if let Some(screening) = application.stage.screening() {
            self.screening(screening);
        }
    }

    pub(super) fn opened(&self, case: &Case) {
        let due = case.opening.notice_due.date;
        step(4, "Case", &format!("{} opened; notice of assignment due {due}", case.number()));
    }

    pub(super) fn noticed(&self, notice: &ServedNotice, records_due: &Due, path: &Path) {
        let parties = notice.proofs.len();
        step(5, "Notice", &format!("{} served on {parties} parties: {}", notice.title, path.display()));
        more(&format!("records are due {}", records_due.date));
        self.due(records_due);
    }

    pub(super) fn records(&self, case: &Case, folder: &Path) {
        let (documents, pages) = (case.documents.len(), case.next_page() - 1);
        let from = folder.display();
        step(6, "Records", &format!("{documents} documents with {pages} pages read and numbered, from {from}"));
        case.documents.iter().for_each(|document| more(&document.line()));
        if let Stage::RecordsComplete { determination_due } = &case.stage {
            more(&format!("the determination is due {}", determination_due.date));
        }
    }

    pub(super) fn matched(&self, matching: &Matching) {
        step(7, "Matching", &format!("reviewer {} is proposed", matching.chosen.as_deref().unwrap_or("nobody")));
        self.matching(matching);
    }

    pub(super) fn accepted(&self, review: &Assignment) {
        let names = review.attestation.names.len();
        let reviewer = &review.reviewer.id;
        step(8, "Attestation", &format!("{reviewer} attests to no tie with {names} persons and organizations"));
    }

    pub(super) fn sent(&self, manifest: &Manifest) {
        let (documents, pages, unread) = (manifest.entries.len(), manifest.pages, manifest.unread.len());
        step(
            9,
            "Case file",
            &format!("sent complete: {documents} documents, {pages} pages, {unread} unread, each with its hash"),
        );
    }

    pub(super) fn reviewing(&self, case: &Case) {
        let (items, requested) = (case.items.len(), case.opening.ur_decision.requested);
        step(10, "Review", &format!("{items} items against the guidelines in force on {requested}"));
    }

    pub(super) fn decided(&self, item: &DisputedItem, review: &ItemReview) {
        more(&format!("{}. {}:  {}", item.number, item.item, review.proposal.as_str()));
        more(&format!("   {}", review.citation));
        self.review(review);
    }

    pub(super) fn signed(&self, reviewer: &str, determination: &Determination) {
        step(11, "Signature", &format!("{reviewer} signed: {}", determination.overall().as_str()));
    }

    pub(super) fn checked(&self) {
        step(12, "Check", "a second person found the determination complete");
    }

    pub(super) fn issued(&self, parties: usize, appeal_until: &Due, paths: &LetterPaths) {
        step(13, "Letter", &format!("issued to {parties} parties; appeal until {}", appeal_until.date));
        for path in [&paths.pdf, &paths.text, &paths.record] {
            more(&path.display().to_string());
        }
    }

    pub(super) fn read_back(&self, values: usize) {
        step(14, "Read back", &format!("the PDF gives the same record, {values} values found"));
    }

    pub(super) fn audited(&self, report: &AuditReport) {
        let (events, histories, problems) = (report.events, report.histories, report.problems.len());
        step(15, "Audit", &format!("{events} events in {histories} histories, {problems} problems"));
        more(&format!("root {}", report.root));
    }

    fn screening(&self, screening: &Screening) {
        for test in &screening.tests {
            let mark = match &test.result {
                TestResult::Passed => "passed",
                TestResult::NotAsked => "not asked",
                TestResult::Failed(reason)
                | TestResult::Open(reason)
                | TestResult::Undecided(reason)
                | TestResult::Deferred(reason) => reason.as_str(),
            };
            let doubt = if test.verified { "" } else { "; not verified" };
            more(&format!("{} {mark}: {} [{}{doubt}]", test.code, test.because, test.citation));
        }
    }

    fn due(&self, due: &Due) {
        for line in &due.steps {
            let citation = line.citation.as_ref().map_or(String::new(), |one| format!(" [{one}]"));
            more(&format!("- {}{citation}", line.text));
        }
        if !due.verified {
            more("- This leans on a rule whose text was not seen.");
        }
    }

    fn matching(&self, matching: &Matching) {
        for candidate in &matching.candidates {
            if candidate.qualifies() {
                let licence_and_board =
                    candidate.tests.iter().filter(|test| matches!(test.code.as_str(), "Q2" | "Q3"));
                let why: Vec<&str> = licence_and_board.map(|test| test.because.as_str()).collect();
                more(&format!(
                    "{} qualifies: {} Fits {} items, {} points.",
                    candidate.reviewer,
                    why.join(" "),
                    candidate.fit,
                    candidate.score
                ));
            } else {
                more(&format!("{} excluded: {}", candidate.reviewer, candidate.excluded_because()));
            }
        }
    }

    fn review(&self, review: &ItemReview) {
        for answer in &review.answers {
            let evidence = match &answer.evidence {
                Evidence::Passages { passages, .. } => {
                    let first = passages.first();
                    first.map_or(String::new(), |one| format!("page {}: \"{}\"", one.page, one.text))
                }
                Evidence::Search(search) => format!("{} pages searched, {} hits", search.scanned, search.hits()),
            };
            more(&format!("{:13} {} [{evidence}]", answer.finding.in_words(), answer.says));
        }
    }

    pub(super) fn already_there(&self, number: &str) {
        println!("The demo is already there: case {number} was decided in an earlier run. Nothing was changed.\n");
    }

    pub(super) fn end(&self, folder: &Path, number: &str, paths: &LetterPaths) {
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
