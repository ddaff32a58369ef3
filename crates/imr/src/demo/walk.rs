//! The walk itself: whatever is done already is left alone, so a run that was
//! stopped goes on where it stopped.

use super::outputs::{self, LetterPaths};
use super::telling::{Telling, stage_before};
use crate::failure::Failure;
use imr_app::{App, Issued};
use imr_core::application::{Application, Stage as Filed};
use imr_core::case::{Case, Issuance, Stage};
use imr_core::party::{Actor, Role};
use imr_core::review::ItemReview;
use imr_core::service::Method;
use imr_core::world::StoryWorld;
use imr_sample::{SampleRecord, Story};
use std::path::Path;

/// The walk of one case through the house.
pub(super) struct Walk<'a> {
    pub(super) app: &'a App,
    pub(super) world: &'a StoryWorld,
    pub(super) story: &'a Story,
    pub(super) folder: &'a Path,
    pub(super) telling: &'a Telling,
}

fn coordinator() -> Actor {
    Actor::new(Role::Coordinator, "coordinator-1")
}

fn intake() -> Actor {
    Actor::new(Role::Intake, "intake-1")
}

fn quality() -> Actor {
    Actor::new(Role::QualityReviewer, "quality-1")
}

impl Walk<'_> {
    /// The demo does not touch the data of a real organization.
    pub(super) async fn refuse_other_organization(&self) -> Result<(), Failure> {
        match self.app.organization_if_any().await? {
            Some(other) if other.name != self.story.organization.name => Err(Failure::new(format!(
                "{} holds the data of {}, so the demo does not run there. Name an empty folder with --data.",
                self.folder.display(),
                other.name
            ))),
            _ => Ok(()),
        }
    }

    /// Takes the case to its end; gives the stage it was found at, and its
    /// number.
    pub(super) async fn to_the_end(&self) -> Result<(Option<&'static str>, String), Failure> {
        let found = self.app.cases().await?.into_iter().next();
        let before = stage_before(found.as_ref());
        if let Some(stage) = before.filter(|stage| *stage != "determined") {
            self.telling.continuing(stage);
        }
        let mut case = match found {
            Some(case) => case,
            None => self.to_case().await?,
        };
        while !matches!(case.stage, Stage::Determined { .. }) {
            case = self.next(case).await?;
        }
        Ok((before, case.number().to_owned()))
    }

    async fn to_case(&self) -> Result<Case, Failure> {
        let (organization, roster) = (&self.story.organization, &self.story.roster);
        if self.app.organization_if_any().await?.is_none() {
            self.app.set_up(organization, roster, &coordinator()).await?;
        }
        self.telling.organization(&organization.name, roster.len());
        let application = match self.app.applications().await?.into_iter().next() {
            Some(application) => application,
            None => self.app.file(self.story.form.clone(), &intake(), "the form came by mail").await?,
        };
        self.telling.application(&application);
        self.world.move_to(self.story.moments.assigned);
        let application = self.screened(application).await?;
        let case = self.app.open_case(application.id, &coordinator(), "the application is eligible").await?;
        self.telling.opened(&case);
        Ok(case)
    }

    async fn screened(&self, application: Application) -> Result<Application, Failure> {
        let application = match application.stage {
            Filed::Screening { .. } => self.app.screen(application.id, &intake(), "the form is complete").await?,
            _ => application,
        };
        self.telling.screened(&application);
        Ok(application)
    }

    async fn next(&self, case: Case) -> Result<Case, Failure> {
        let number = case.number().to_owned();
        match &case.stage {
            Stage::Assigned => self.notice(&number).await,
            Stage::AwaitingRecords { .. } => self.records(&number).await,
            Stage::RecordsComplete { .. } => self.matched(&number).await,
            Stage::ReviewerMatching { .. } => self.accepted(case).await,
            Stage::InReview { review } if review.sent.is_none() => self.sent(&number).await,
            Stage::InReview { .. } => self.reviewed(case).await,
            Stage::LetterDraft { checked: None, .. } => self.checked(&number).await,
            Stage::LetterDraft { .. } => self.issued(&number).await,
            Stage::Determined { .. } => Ok(case),
            other => Err(Failure::new(format!(
                "Case {number} is at the stage \"{}\", to which the demo does not lead. Name an empty folder with --data.",
                other.name()
            ))),
        }
    }

    async fn notice(&self, number: &str) -> Result<Case, Failure> {
        self.world.move_to(self.story.moments.noticed);
        let reason = "the case was assigned";
        let case = self.app.serve_notice(number, Method::Electronic, &coordinator(), reason).await?;
        if let (Some(notice), Stage::AwaitingRecords { records_due, .. }) = (case.notices.last(), &case.stage) {
            let path = outputs::notice(self.app, self.folder, &case).await?;
            self.telling.noticed(notice, records_due, &path);
        }
        Ok(case)
    }

    async fn records(&self, number: &str) -> Result<Case, Failure> {
        self.world.move_to(self.story.moments.records);
        let folder = self.folder.join("records");
        for record in &self.story.records {
            self.record(number, record, &folder).await?;
        }
        let reason = "everything that was asked for is in";
        let case = self.app.complete_records(number, None, &coordinator(), reason).await?;
        self.telling.records(&case, &folder);
        Ok(case)
    }

    /// Draws a record, unless it is drawn already, and takes it in.
    async fn record(&self, number: &str, record: &SampleRecord, folder: &Path) -> Result<(), Failure> {
        let name = format!("{}.{}", record.name, self.app.paper.extension());
        let path = folder.join(&name);
        if !path.exists() {
            let bytes = self.app.paper.set(&record.composition).map_err(imr_app::AppError::from)?;
            outputs::write(&path, &bytes)?;
        }
        let bytes = crate::data::bytes(&path)?;
        let taken = self.app.receive_document(number, &name, bytes, record.sent_by, &intake()).await;
        taken.map(drop).map_err(|why| {
            let path = path.display();
            Failure::from_app(
                &why,
                &format!(" Remove {path} to have it drawn again, and run the same command again."),
            )
        })
    }

    async fn matched(&self, number: &str) -> Result<Case, Failure> {
        self.world.move_to(self.story.moments.matched);
        let case = self.app.propose_reviewer(number, &coordinator(), "the records are complete").await?;
        if let Some(matching) = case.matching() {
            self.telling.matched(matching);
        }
        Ok(case)
    }

    async fn accepted(&self, case: Case) -> Result<Case, Failure> {
        self.world.move_to(self.story.moments.matched);
        let reviewer = reviewer(&case)?;
        let names = self.app.names_to_attest(case.number()).await?;
        let reason = "free, qualified and without conflict";
        let case = self.app.accept(case.number(), names, &reviewer, reason).await?;
        if let Some(review) = case.assignment() {
            self.telling.accepted(review);
        }
        Ok(case)
    }

    async fn sent(&self, number: &str) -> Result<Case, Failure> {
        self.world.move_to(self.story.moments.sent);
        let case = self.app.send_case_file(number, None, &coordinator(), "the reviewer accepted").await?;
        if let Some(sent) = case.assignment().and_then(|review| review.sent.as_ref()) {
            self.telling.sent(&sent.manifest);
        }
        Ok(case)
    }

    async fn reviewed(&self, case: Case) -> Result<Case, Failure> {
        let (number, reviewer) = (case.number().to_owned(), reviewer(&case)?);
        self.world.move_to(self.story.moments.signed);
        self.telling.reviewing(&case);
        let decided = |number| case.assignment().is_some_and(|r| r.decisions.iter().any(|one| one.item == number));
        for item in case.items.iter().filter(|item| !decided(item.number)) {
            let review: ItemReview = self.app.review_item(&number, item.number).await?;
            let decision = review.proposal;
            self.telling.decided(item, &review);
            self.app.decide_item(&number, review, decision, None, &reviewer).await?;
        }
        let case = self.app.sign(&number, &reviewer, "every item is decided").await?;
        if let Stage::LetterDraft { determination, .. } = &case.stage {
            self.telling.signed(&reviewer.id, determination);
        }
        Ok(case)
    }

    async fn checked(&self, number: &str) -> Result<Case, Failure> {
        self.world.move_to(self.story.moments.checked);
        let (case, findings) = self.app.check(number, &quality(), "second person").await?;
        if findings.is_empty() {
            self.telling.checked();
            return Ok(case);
        }
        Err(Failure::new(format!("The check sent case {number} back to the reviewer: {}", findings.join(" "))))
    }

    async fn issued(&self, number: &str) -> Result<Case, Failure> {
        self.world.move_to(self.story.moments.issued);
        let issued = self.app.issue(number, Method::Mail, &coordinator(), "checked and complete").await?;
        if let Stage::Determined { issued: Issuance { letter, appeal_until, .. } } = &issued.case.stage {
            let paths = outputs::letter(self.app, self.folder, number, letter).await?;
            self.telling.issued(letter.notice.proofs.len(), appeal_until, &paths);
            self.read_back(number, &issued, &paths)?;
        }
        let report = self.app.verify_audit(None).await?;
        self.telling.audited(&report);
        match report.problems.first() {
            None => Ok(issued.case),
            Some(first) => Err(Failure::new(format!(
                "What is kept does not agree with the log ({}: {}). Run \"imr audit verify\" to see all of it.",
                first.place, first.what
            ))),
        }
    }

    /// Reads the typeset letter, and compares it with the record it was set
    /// from.
    fn read_back(&self, number: &str, issued: &Issued, paths: &LetterPaths) -> Result<(), Failure> {
        let read = crate::read::one(number, &issued.paper)?;
        if read.record == issued.record {
            self.telling.read_back(read.spans.len());
            return Ok(());
        }
        Err(Failure::new(format!(
            "The letter of case {number} was issued, but reads back differently: compare \"imr read {}\" with {}.",
            paths.pdf.display(),
            paths.record.display()
        )))
    }
}

fn reviewer(case: &Case) -> Result<Actor, Failure> {
    App::reviewer_of(case).ok_or_else(|| Failure::new(format!("Case {} has no reviewer.", case.number())))
}
