//! The use cases: load, allow, decide, save. Whoever asks (the command line,
//! one day the web) goes through these and nothing else.

mod advancing;
mod allow;
mod application;
mod assigning;
mod audit;
mod comparing;
mod desk;
mod error;
mod filing;
mod following;
mod handling;
mod indexing;
mod issuing;
mod keeping;
mod listing;
mod moving;
mod noticing;
mod pages;
mod proving;
mod reading;
mod receiving;
mod renewing;
mod rereading;
mod reviewing;
mod roster;
mod searching;
mod setup;

pub use advancing::Advanced;
pub use allow::{Deed, Denied, allow, table};
pub use audit::{AuditReport, DailyRoot, Kept, Problem};
pub use error::AppError;
pub use filing::Filed;
pub use handling::EndOfDispute;
pub use imr_store::Page;
pub use issuing::Issued;
pub use listing::{Filter, OpenDue};
pub use noticing::Served;
pub use pages::{PagePicture, page_label};
pub use proving::Proof;
pub use receiving::{Incoming, Outcome, Progress, State, Unread};
pub use rereading::ReadAgain;
pub use roster::Taken;

use desk::Desk;
use imr_core::application::Application;
use imr_core::audit::{Event, verify_chain};
use imr_core::case::{Action, Case};
use imr_core::guideline::Library;
use imr_core::law::Law;
use imr_core::occasion::Occasion;
use imr_core::paper::Paper;
use imr_core::party::Actor;
use imr_core::world::World;
use imr_store::{Kind, Listed, Store, Transaction};
use setup::Known;
use std::sync::Arc;
use uuid::Uuid;

/// Everything a use case needs.
#[derive(Clone)]
pub struct App {
    /// Where things are kept.
    pub store: Store,
    /// How documents are read and set.
    pub paper: Arc<dyn Paper>,
    /// Time and identifiers.
    pub world: Arc<dyn World>,
    /// The law, as dated rows.
    pub law: Arc<Law>,
    /// The guidelines, as dated checklists.
    pub library: Arc<Library>,
    known: Known,
    desk: Desk,
}

impl App {
    /// The use cases over what they need.
    #[must_use]
    pub fn new(
        store: Store,
        paper: Arc<dyn Paper>,
        world: Arc<dyn World>,
        law: Arc<Law>,
        library: Arc<Library>,
    ) -> Self {
        Self { store, paper, world, law, library, known: Known::default(), desk: Desk::default() }
    }

    /// The circumstances of something that `by` does now.
    fn occasion(&self, by: &Actor, reason: &str) -> Occasion {
        let at = self.world.now();
        let (on, hour) = (self.world.day(at), Some(self.world.hour(at)));
        Occasion { by: by.clone(), at, on, hour, reason: reason.to_owned() }
    }

    /// The case with this number.
    pub async fn case(&self, number: &str) -> Result<Case, AppError> {
        self.store.document(Kind::Case, number).await?.ok_or_else(|| AppError::NotFound {
            what: format!("case {number}"),
            remedy: "See the numbers with \"imr case list\".".to_owned(),
        })
    }

    /// Every case, in the order of their numbers.
    pub async fn cases(&self) -> Result<Vec<Case>, AppError> {
        let all = self.store.documents(Kind::Case).await?;
        Ok(all.into_iter().map(|(_, case)| case).collect())
    }

    /// The application with this identifier.
    pub async fn application(&self, id: Uuid) -> Result<Application, AppError> {
        let found = self.store.document(Kind::Application, &id.to_string()).await?;
        found.ok_or_else(|| AppError::NotFound {
            what: format!("application {id}"),
            remedy: "Check the identifier.".to_owned(),
        })
    }

    /// Every application.
    pub async fn applications(&self) -> Result<Vec<Application>, AppError> {
        let all = self.store.documents(Kind::Application).await?;
        Ok(all.into_iter().map(|(_, application)| application).collect())
    }

    /// What happened to a case, in order.
    pub async fn history(&self, number: &str) -> Result<Vec<Event>, AppError> {
        self.case(number).await?;
        Ok(self.store.events(&Case::stream(number)).await?)
    }

    /// What happened to an application, in order.
    pub async fn application_history(&self, id: Uuid) -> Result<Vec<Event>, AppError> {
        Ok(self.store.events(&Application::stream(id)).await?)
    }

    /// The case as its history tells it, every link of which is checked. What
    /// is decided is decided on this, never on the row, which is a cache.
    async fn case_from_history(&self, number: &str) -> Result<Case, AppError> {
        let row = self.case(number).await?;
        let stream = Case::stream(number);
        let events = self.store.events(&stream).await?;
        let damaged = |why: String| AppError::Damaged { what: format!("case {number}"), why };
        verify_chain(&stream, &events).map_err(|broken| damaged(broken.to_string()))?;
        let case = Case::replay(&events)?;
        if case.is_kept_as(&row) {
            Ok(case)
        } else {
            Err(damaged("its row does not agree with its history".to_owned()))
        }
    }

    /// The same for an application.
    async fn application_from_history(&self, id: Uuid) -> Result<Application, AppError> {
        let row = self.application(id).await?;
        let stream = Application::stream(id);
        let events = self.store.events(&stream).await?;
        let damaged = |why: String| AppError::Damaged { what: format!("application {id}"), why };
        verify_chain(&stream, &events).map_err(|broken| damaged(broken.to_string()))?;
        let application = Application::replay(&events)?;
        if application.is_kept_as(&row) {
            Ok(application)
        } else {
            Err(damaged("its row does not agree with its history".to_owned()))
        }
    }

    /// The one way by which a case changes: allow, decide, save.
    async fn change(&self, case: Case, by: &Actor, reason: &str, action: Action) -> Result<Case, AppError> {
        allow(by.role, Deed::of(&action))?;
        let (case, event) = case.apply(action, &self.occasion(by, reason), &self.law)?;
        let mut transaction = self.store.begin().await?;
        save_case(&mut transaction, &case, &event).await?;
        transaction.commit().await?;
        Ok(case)
    }
}

/// Writes an event and the row that caches its history, in one transaction.
async fn save_case(transaction: &mut Transaction, case: &Case, event: &Event) -> Result<(), AppError> {
    let sort = listing::sort(case);
    let listed = Listed { stage: case.stage.name(), sort: &sort };
    transaction.append(event).await?;
    transaction.put_listed(Kind::Case, case.number(), case, listed).await?;
    transaction.assign(case.number(), &case.holders()).await?;
    Ok(())
}

/// The same for an application, with all that happened to it.
async fn save_application(
    transaction: &mut Transaction,
    application: &Application,
    events: &[Event],
) -> Result<(), AppError> {
    let received = application.form.received.to_string();
    let listed = Listed { stage: application.stage.name(), sort: &received };
    transaction.append_all(events).await?;
    transaction.put_listed(Kind::Application, &application.id.to_string(), application, listed).await?;
    Ok(())
}
