//! The walk itself: whatever is done already is left alone, so a run that was
//! stopped goes on where it stopped.

use super::outputs;
use super::telling::{Telling, more, stage_before, step};
use crate::failure::Failure;
use imr_app::App;
use imr_core::application::{Application, Stage as Filed};
use imr_core::case::{Case, Stage};
use imr_core::party::{Actor, Role};
use imr_core::review::ItemReview;
use imr_core::service::Method;
use imr_core::world::StoryWorld;
use imr_sample::Story;
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
        if self.app.organization_if_any().await?.is_none() {
            self.app
                .set_up(&self.story.organization, &self.story.roster, &coordinator())
                .await?;
        }
        step(
            1,
            "Organization",
            &format!(
                "{}, {} reviewers on the roster",
                self.story.organization.name,
                self.story.roster.len()
            ),
        );
        let application = match self.app.applications().await?.into_iter().next() {
            Some(application) => application,
            None => {
                self.app
                    .file(self.story.form.clone(), &intake(), "the form came by mail")
                    .await?
            }
        };
        let items = self.story.form.ur_decision.iter().flat_map(|decision| &decision.items);
        step(
            2,
            "Application",
            &format!(
                "filed and stored as {}, received {}",
                application.id, application.form.received
            ),
        );
        items.for_each(|item| more(&format!("disputed: {}", item.item)));
        self.world.move_to(self.story.moments.assigned);
        let application = self.screened(application).await?;
        let case = self
            .app
            .open_case(application.id, &coordinator(), "the application is eligible")
            .await?;
        step(
            4,
            "Case",
            &format!(
                "{} opened; notice of assignment due {}",
                case.number(),
                case.opening.notice_due.date
            ),
        );
        Ok(case)
    }

    async fn screened(&self, application: Application) -> Result<Application, Failure> {
        let application = if matches!(application.stage, Filed::Received) {
            self.app
                .screen(application.id, &intake(), "the form is complete")
                .await?
        } else {
            application
        };
        step(3, "Eligibility", application.stage.name());
        if let Filed::Eligible { screening } | Filed::Ineligible { screening } = &application.stage {
            self.telling.screening(screening);
        }
        Ok(application)
    }

    async fn next(&self, case: Case) -> Result<Case, Failure> {
        let number = case.number().to_owned();
        match &case.stage {
            Stage::Assigned => self.notice(&number).await,
            Stage::AwaitingRecords { .. } => self.records(case).await,
            Stage::RecordsComplete { .. } => self.matched(&number).await,
            Stage::ReviewerMatching { .. } => self.accepted(case).await,
            Stage::InReview { review } if review.sent.is_none() => self.sent(&number).await,
            Stage::InReview { .. } => self.reviewed(case).await,
            Stage::LetterDraft { checked_by: None, .. } => self.checked(&number).await,
            Stage::LetterDraft { .. } => self.issued(&number).await,
            Stage::Determined { .. } => Ok(case),
        }
    }

    async fn notice(&self, number: &str) -> Result<Case, Failure> {
        self.world.move_to(self.story.moments.noticed);
        let reason = "the case was assigned";
        let case = self
            .app
            .serve_notice(number, Method::Electronic, &coordinator(), reason)
            .await?;
        if let (Some(notice), Stage::AwaitingRecords { records_due }) = (case.notices.last(), &case.stage) {
            let path = self.folder.join("notices").join(format!("{number}-assignment.pdf"));
            let path = outputs::copy(self.app, &notice.document, &path).await?;
            step(
                5,
                "Notice",
                &format!(
                    "{} served on {} parties: {}",
                    notice.title,
                    notice.proofs.len(),
                    path.display()
                ),
            );
            more(&format!("records are due {}", records_due.date));
            self.telling.due(records_due);
        }
        Ok(case)
    }

    async fn records(&self, case: Case) -> Result<Case, Failure> {
        let number = case.number().to_owned();
        self.world.move_to(self.story.moments.records);
        let folder = self.folder.join("records");
        for record in &self.story.records {
            let name = format!("{}.{}", record.name, self.app.paper.extension());
            let path = folder.join(&name);
            if !path.exists() {
                let bytes = self
                    .app
                    .paper
                    .set(&record.composition)
                    .map_err(imr_app::AppError::from)?;
                outputs::write(&path, &bytes)?;
            }
            let bytes = crate::data::bytes(&path)?;
            let taken = self
                .app
                .receive_document(&number, &name, bytes, record.sent_by, &intake())
                .await;
            taken.map_err(|why| {
                Failure::from_app(
                    why,
                    &format!(
                        " Remove {} to have it drawn again, and run the same command again.",
                        path.display()
                    ),
                )
            })?;
        }
        let case = self
            .app
            .complete_records(&number, &coordinator(), "everything that was asked for is in")
            .await?;
        step(
            6,
            "Records",
            &format!(
                "{} documents with {} pages read and numbered, from {}",
                case.documents.len(),
                case.next_page() - 1,
                folder.display()
            ),
        );
        case.documents.iter().for_each(|document| more(&document.line()));
        if let Stage::RecordsComplete { determination_due } = &case.stage {
            more(&format!("the determination is due {}", determination_due.date));
        }
        Ok(case)
    }

    async fn matched(&self, number: &str) -> Result<Case, Failure> {
        self.world.move_to(self.story.moments.matched);
        let case = self
            .app
            .propose_reviewer(number, &coordinator(), "the records are complete")
            .await?;
        if let Stage::ReviewerMatching { matching, .. } = &case.stage {
            step(
                7,
                "Matching",
                &format!(
                    "reviewer {} is proposed",
                    matching.chosen.as_deref().unwrap_or("nobody")
                ),
            );
            self.telling.matching(matching);
        }
        Ok(case)
    }

    async fn accepted(&self, case: Case) -> Result<Case, Failure> {
        let reviewer = reviewer(&case)?;
        let case = self
            .app
            .accept(case.number(), &reviewer, "free, qualified and without conflict")
            .await?;
        if let Some(review) = case.assignment() {
            step(
                8,
                "Attestation",
                &format!(
                    "{} attests to no tie with {} persons and organizations",
                    reviewer.id,
                    review.attestation.names.len()
                ),
            );
        }
        Ok(case)
    }

    async fn sent(&self, number: &str) -> Result<Case, Failure> {
        self.world.move_to(self.story.moments.sent);
        let case = self
            .app
            .send_case_file(number, &coordinator(), "the reviewer accepted")
            .await?;
        if let Some(sent) = case.assignment().and_then(|review| review.sent.as_ref()) {
            let manifest = &sent.manifest;
            step(
                9,
                "Case file",
                &format!(
                    "sent complete: {} documents, {} pages, {} unread, each with its hash",
                    manifest.entries.len(),
                    manifest.pages,
                    manifest.unread.len()
                ),
            );
        }
        Ok(case)
    }

    async fn reviewed(&self, case: Case) -> Result<Case, Failure> {
        let (number, reviewer) = (case.number().to_owned(), reviewer(&case)?);
        self.world.move_to(self.story.moments.signed);
        step(
            10,
            "Review",
            &format!(
                "{} items against the guidelines in force on {}",
                case.items.len(),
                case.opening.ur_decision.requested
            ),
        );
        for item in &case.items {
            let review: ItemReview = self.app.review_item(&number, item.number).await?;
            let decision = review.proposal;
            more(&format!("{}. {}:  {}", item.number, item.item, decision.as_str()));
            more(&format!("   {}", review.citation));
            self.telling.review(&review);
            self.app.decide_item(&number, review, decision, None, &reviewer).await?;
        }
        let case = self.app.sign(&number, &reviewer, "every item is decided").await?;
        if let Stage::LetterDraft { determination, .. } = &case.stage {
            step(
                11,
                "Signature",
                &format!("{} signed: {}", reviewer.id, determination.overall().as_str()),
            );
        }
        Ok(case)
    }

    async fn checked(&self, number: &str) -> Result<Case, Failure> {
        self.world.move_to(self.story.moments.checked);
        let (case, findings) = self.app.check(number, &quality(), "second person").await?;
        if findings.is_empty() {
            step(12, "Check", "a second person found the determination complete");
            return Ok(case);
        }
        Err(Failure::new(format!(
            "The check sent case {number} back to the reviewer: {}",
            findings.join(" ")
        )))
    }

    async fn issued(&self, number: &str) -> Result<Case, Failure> {
        self.world.move_to(self.story.moments.issued);
        let issued = self
            .app
            .issue(number, Method::Mail, &coordinator(), "checked and complete")
            .await?;
        let Stage::Determined {
            letter, appeal_until, ..
        } = &issued.case.stage
        else {
            return Ok(issued.case);
        };
        let paths = outputs::letter(self.app, self.folder, number, letter).await?;
        step(
            13,
            "Letter",
            &format!(
                "issued to {} parties; appeal until {}",
                letter.notice.proofs.len(),
                appeal_until.date
            ),
        );
        more(&paths.pdf.display().to_string());
        more(&paths.text.display().to_string());
        more(&paths.record.display().to_string());
        let read = crate::read::one(number, &issued.paper)?;
        if read.record != issued.record {
            return Err(Failure::new(format!(
                "The letter of case {number} was issued, but reads back differently: compare \"imr read {}\" with {}.",
                paths.pdf.display(),
                paths.record.display()
            )));
        }
        step(
            14,
            "Read back",
            &format!("the PDF gives the same record, {} values found", read.spans.len()),
        );
        let report = self.app.verify_audit(None).await?;
        step(
            15,
            "Audit",
            &format!(
                "{} events in {} histories, {} problems",
                report.events,
                report.histories,
                report.problems.len()
            ),
        );
        more(&format!("root {}", report.root));
        Ok(issued.case)
    }
}

fn reviewer(case: &Case) -> Result<Actor, Failure> {
    App::reviewer_of(case).ok_or_else(|| Failure::new(format!("Case {} has no reviewer.", case.number())))
}
