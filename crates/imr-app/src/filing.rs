//! Filing applications: what can be made ready of each without the others;
//! screening, opening a case.

use crate::allow::{Deed, allow};
use crate::comparing::Earliers;
use crate::keeping::write;
use crate::{App, AppError, save_application, save_case};
use imr_core::application::{Action, Application, Form};
use imr_core::audit::Event;
use imr_core::case::Case;
use imr_core::duplicate::Identity;
use imr_core::occasion::Occasion;
use imr_core::organization::Organization;
use imr_core::party::Actor;
use imr_core::refusal::Refusal;
use imr_store::FilingKey;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// What became of one of several filings: an application, or why it could not
/// be filed.
pub type Filed = Result<Application, Refusal>;

impl App {
    /// Files an application and compares it with earlier ones. When this
    /// returns, it is on disk.
    pub async fn file(&self, form: Form, by: &Actor, reason: &str) -> Result<Application, AppError> {
        let mut filed = self.take_in(vec![form], by, reason, false).await?;
        // One form in, one answer out.
        Ok(filed.remove(0)?)
    }

    /// Files several in one transaction: when this returns, those that could
    /// be filed are on disk. A fault of the store leaves none of them.
    pub async fn file_all(&self, forms: Vec<Form>, by: &Actor, reason: &str) -> Result<Vec<Filed>, AppError> {
        self.take_in(forms, by, reason, false).await
    }

    /// The same, and screens each that is no duplicate. One for which the law
    /// refuses the screen is kept unscreened; [`App::preview`] says why.
    pub async fn file_and_screen_all(
        &self,
        forms: Vec<Form>,
        by: &Actor,
        reason: &str,
    ) -> Result<Vec<Filed>, AppError> {
        allow(by.role, Deed::Screen)?;
        self.take_in(forms, by, reason, true).await
    }

    /// What is filed at one instant is taken in together: who files finds the
    /// desk, and whoever comes first serves all that stand there.
    async fn take_in(
        &self,
        forms: Vec<Form>,
        by: &Actor,
        reason: &str,
        screen: bool,
    ) -> Result<Vec<Filed>, AppError> {
        allow(by.role, Deed::File)?;
        let occasion = self.occasion(by, reason);
        let received = forms.into_iter().map(|form| Received::of(self, form, &occasion));
        let received = received.collect::<Result<_, _>>()?;
        let filing = Arc::new(Filing { received, occasion, screen });
        self.file_at_the_desk(filing).await
    }

    /// Files a corrected form in place of an application that was found
    /// ineligible (rulebook T15): both histories move in one transaction.
    pub async fn refile(&self, id: Uuid, form: Form, by: &Actor, reason: &str) -> Result<Application, AppError> {
        allow(by.role, Deed::File)?;
        let earlier = self.application_from_history(id).await?;
        let occasion = self.occasion(by, reason);
        let new = Received::of(self, form, &occasion)??;
        let refile = Action::Refile { application: new.application.id, received: new.application.form.received };
        let (earlier, refiled) = earlier.apply(refile, &occasion, &self.law)?;
        let filing = Filing { received: Vec::new(), occasion, screen: false };
        let mut transaction = self.store.begin().await?;
        let mut earliers = Earliers::of(&mut transaction, &new.index.keys, &Earliers::default()).await?;
        save_application(&mut transaction, &earlier, &[refiled]).await?;
        let new = self.compared(&mut transaction, &mut earliers, &new, &filing).await?;
        write(&mut transaction, std::slice::from_ref(&new)).await?;
        transaction.commit().await?;
        Ok(Arc::unwrap_or_clone(new.application))
    }

    /// Runs the eligibility tests.
    pub async fn screen(&self, id: Uuid, by: &Actor, reason: &str) -> Result<Application, AppError> {
        self.move_application(id, Action::Screen, by, reason).await
    }

    /// Opens a case on an eligible application: a number is given, and both
    /// histories move in one transaction.
    pub async fn open_case(&self, id: Uuid, by: &Actor, reason: &str) -> Result<Case, AppError> {
        allow(by.role, Deed::OpenCase)?;
        let application = self.application_from_history(id).await?;
        let first = self.organization().await?.first_case_number;
        let occasion = self.occasion(by, reason);
        // The year of a case number is the year of receipt (rulebook 9.4).
        let year = application.form.received.year();
        let mut transaction = self.store.begin().await?;
        let serial = transaction.next_number(&format!("case-{year}"), first).await?;
        let number = Organization::case_number(year, serial);
        let assign = Action::Assign { case: number.clone() };
        // The application says best why it cannot be assigned, so it is asked first.
        let (after, assigned) = application.clone().apply(assign, &occasion, &self.law)?;
        let (case, opened) = Case::open(&number, &application, &occasion, &self.law)?;
        save_application(&mut transaction, &after, &[assigned]).await?;
        self.carry_deferred(&mut transaction, &after, &occasion).await?;
        save_case(&mut transaction, &case, &opened).await?;
        transaction.commit().await?;
        Ok(case)
    }
}

/// What somebody files at once.
pub(crate) struct Filing {
    pub(crate) received: Vec<Result<Received, Refusal>>,
    pub(crate) occasion: Occasion,
    pub(crate) screen: bool,
}

/// A form that came, and is to be compared. What can be made ready without the
/// others is: this is done by each who files, the rest by one for all.
pub(crate) struct Received {
    pub(crate) application: Application,
    pub(crate) event: Event,
    pub(crate) identity: Arc<Identity>,
    pub(crate) index: Arc<imr_store::Filing>,
}

impl Received {
    fn of(app: &App, form: Form, occasion: &Occasion) -> Result<Result<Self, Refusal>, AppError> {
        let identity = Arc::new(Identity::of(&form));
        let (application, event) = match Application::receive(app.world.new_id(), form, occasion) {
            Ok(received) => received,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let index = Arc::new(indexed(&application, &identity)?);
        Ok(Ok(Self { application, event, identity, index }))
    }
}

/// An application as the index of filings keeps it, as it is now.
pub(crate) fn indexed(application: &Application, identity: &Identity) -> Result<imr_store::Filing, AppError> {
    let id = application.id.to_string();
    let body = serde_json::to_string(identity)
        .map_err(|why| AppError::Damaged { what: format!("application {id}"), why: why.to_string() })?;
    Ok(imr_store::Filing { id, identity: body, keys: keys(identity) })
}

/// The keys under which what is compared so is found, each once.
pub(crate) fn keys(identity: &Identity) -> Vec<FilingKey> {
    let keys: BTreeSet<FilingKey> = identity.keys().iter().map(|name| FilingKey::of(name)).collect();
    keys.into_iter().collect()
}
