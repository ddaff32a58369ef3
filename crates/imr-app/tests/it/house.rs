//! A review organization in memory, and the walk of a case through it.

use imr_app::{App, AppError};
use imr_core::case::Case;
use imr_core::guideline::Library;
use imr_core::law::Law;
use imr_core::letter::record::Decision;
use imr_core::paper::{Paper, PlainText};
use imr_core::party::{Actor, Role};
use imr_core::service::Method;
use imr_core::world::StoryWorld;
use imr_sample::{Facts, Story};
use imr_store::{Location, Store};
use std::sync::Arc;

/// An organization with its clock.
pub(crate) struct House {
    pub(crate) app: App,
    pub(crate) world: Arc<StoryWorld>,
    pub(crate) story: Story,
}

pub(crate) fn coordinator() -> Actor {
    Actor::new(Role::Coordinator, "coordinator-1")
}

pub(crate) fn intake() -> Actor {
    Actor::new(Role::Intake, "intake-1")
}

pub(crate) fn quality() -> Actor {
    Actor::new(Role::QualityReviewer, "quality-1")
}

impl House {
    pub(crate) async fn with(facts: Facts) -> Self {
        let story = Story::with(facts);
        let world = Arc::new(StoryWorld::new(story.moments.filed, 1));
        let store = Store::open(&Location::Memory).await.expect("a store in memory");
        let (law, library) = (Arc::new(Law::built_in()), Arc::new(Library::built_in()));
        let app = App::new(store, Arc::new(PlainText), world.clone(), law, library);
        let set_up = app.set_up(&story.organization, &story.roster, &coordinator()).await;
        set_up.expect("the organization is set up");
        Self { app, world, story }
    }

    /// From filing to the notice of assignment.
    pub(crate) async fn to_notice(&self) -> Result<Case, AppError> {
        let (app, moments) = (&self.app, self.story.moments);
        let application = app.file(self.story.form.clone(), &intake(), "it came by mail").await?;
        self.world.move_to(moments.assigned);
        app.screen(application.id, &intake(), "screening").await?;
        let case = app.open_case(application.id, &coordinator(), "eligible").await?;
        let number = case.number().to_owned();
        self.world.move_to(moments.noticed);
        let case = app.serve_notice(&number, Method::Electronic, &coordinator(), "assigned").await?;
        self.world.move_to(moments.records);
        Ok(case)
    }

    /// From filing to records complete.
    pub(crate) async fn to_records(&self) -> Result<Case, AppError> {
        let number = self.to_notice().await?.number().to_owned();
        let app = &self.app;
        for record in &self.story.records {
            let bytes = PlainText.set(&record.composition).expect("plain text is set");
            app.receive_document(&number, &record.name, bytes, record.sent_by, &intake()).await?;
        }
        app.complete_records(&number, None, &coordinator(), "everything asked for is in").await
    }

    /// From records complete to the case file at the reviewer's.
    pub(crate) async fn to_review(&self, number: &str) -> Result<Actor, AppError> {
        self.world.move_to(self.story.moments.matched);
        let case = self.app.propose_reviewer(number, &coordinator(), "matching").await?;
        let reviewer = App::reviewer_of(&case).expect("somebody is proposed");
        let names = self.app.names_to_attest(number).await?;
        self.app.accept(number, names, &reviewer, "accepts").await?;
        self.world.move_to(self.story.moments.sent);
        self.app.send_case_file(number, None, &coordinator(), "the complete file").await?;
        Ok(reviewer)
    }

    /// Decides every item as the checklist proposes. The rationale of the third
    /// is `said`, where given, before its conclusion.
    pub(crate) async fn decide(
        &self,
        number: &str,
        reviewer: &Actor,
        said: Option<&str>,
    ) -> Result<Vec<Decision>, AppError> {
        let mut decisions = Vec::new();
        for item in &self.app.case(number).await?.items {
            let review = self.app.review_item(number, item.number).await?;
            let proposal = review.proposal;
            let said = said.filter(|_| item.number == 3);
            let prose = said.map(|said| format!("{said} {}", imr_core::review::conclusion(&item.item, proposal)));
            self.app.decide_item(number, review, proposal, prose, reviewer).await?;
            decisions.push(proposal);
        }
        Ok(decisions)
    }

    /// Decides every item as the checklist proposes, and signs.
    pub(crate) async fn to_signature(&self, number: &str, reviewer: &Actor) -> Result<Vec<Decision>, AppError> {
        self.world.move_to(self.story.moments.signed);
        let decisions = self.decide(number, reviewer, None).await?;
        self.app.sign(number, reviewer, "every item is decided").await?;
        Ok(decisions)
    }

    /// The whole way; gives the decisions.
    pub(crate) async fn decisions(facts: Facts) -> Vec<Decision> {
        let house = Self::with(facts).await;
        let case = house.to_records().await.expect("records are complete");
        let reviewer = house.to_review(case.number()).await.expect("a reviewer is at work");
        house.to_signature(case.number(), &reviewer).await.expect("it is signed")
    }
}
