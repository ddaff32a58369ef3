//! Filing applications: comparing each with earlier ones, screening, opening a
//! case.

use crate::allow::{Deed, allow};
use crate::comparing::Earliers;
use crate::{App, AppError, save_application, save_case};
use imr_core::application::{Action, Application, Form, Stage};
use imr_core::audit::Event;
use imr_core::case::Case;
use imr_core::duplicate::Identity;
use imr_core::occasion::Occasion;
use imr_core::organization::Organization;
use imr_core::party::Actor;
use imr_core::refusal::Refusal;
use imr_store::{Kind, Listed, Transaction};
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

    /// The same, and screens each that is no duplicate.
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

    /// Compares what was received, and writes all of it down in one
    /// transaction.
    pub(crate) async fn keep_filings(&self, filings: &[Arc<Filing>]) -> Result<Vec<Vec<Filed>>, AppError> {
        let (keys, count) = keys(filings);
        let mut kept = Vec::with_capacity(count);
        let mut transaction = self.store.begin().await?;
        let mut earliers = Earliers::of(&mut transaction, &keys).await?;
        for filing in filings {
            for one in &filing.received {
                let Ok(one) = one else { continue };
                kept.push(self.compared(&mut transaction, &mut earliers, one, filing).await?);
            }
        }
        drop(earliers);
        write(&mut transaction, &kept).await?;
        transaction.commit().await?;
        Ok(answers(filings, kept))
    }

    /// Compares an application that was just received, and screens it where
    /// that was asked for.
    async fn compared(
        &self,
        transaction: &mut Transaction,
        earliers: &mut Earliers,
        received: &Received,
        filing: &Filing,
    ) -> Result<Compared, AppError> {
        let Received { application, event, identity, index } = received;
        let comparison = earliers.compare(transaction, (identity, &index.keys), None).await?;
        let compare = Action::Compare(comparison);
        let (mut application, compared) = application.clone().apply(compare, &filing.occasion, &self.law)?;
        let mut events = vec![event.clone(), compared];
        if filing.screen && matches!(application.stage, Stage::Screening { .. }) {
            let (screened, event) = application.apply(Action::Screen, &filing.occasion, &self.law)?;
            application = screened;
            events.push(event);
        }
        let application = Arc::new(application);
        earliers.add(application.clone(), index, identity);
        Ok(Compared { application, events, index: index.clone() })
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
        let mut earliers = Earliers::of(&mut transaction, &new.index.keys.iter().collect::<Vec<_>>()).await?;
        save_application(&mut transaction, &earlier, &[refiled]).await?;
        let new = self.compared(&mut transaction, &mut earliers, &new, &filing).await?;
        write(&mut transaction, std::slice::from_ref(&new)).await?;
        transaction.commit().await?;
        drop(earliers);
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
        save_case(&mut transaction, &case, &opened).await?;
        transaction.commit().await?;
        Ok(case)
    }
}

/// What somebody files at once.
pub(crate) struct Filing {
    received: Vec<Result<Received, Refusal>>,
    occasion: Occasion,
    screen: bool,
}

/// A form that came, and is to be compared. What can be made ready without the
/// others is: this is done by each who files, the rest by one for all.
struct Received {
    application: Application,
    event: Event,
    identity: Arc<Identity>,
    index: Arc<imr_store::Filing>,
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

/// The keys of all that was received, and how many there are.
fn keys(filings: &[Arc<Filing>]) -> (Vec<&String>, usize) {
    let received: Vec<&Received> = filings.iter().flat_map(|filing| filing.received.iter().flatten()).collect();
    (received.iter().flat_map(|one| &one.index.keys).collect(), received.len())
}

/// What each is told who filed: what became of each of those received, which
/// were kept in their order, and why the others were not.
fn answers(filings: &[Arc<Filing>], kept: Vec<Compared>) -> Vec<Vec<Filed>> {
    let mut kept = kept.into_iter().map(|one| Arc::unwrap_or_clone(one.application));
    let mut filed = |one: &Result<Received, Refusal>| match one {
        Ok(_) => kept.next().map(Ok),
        Err(refusal) => Some(Err(refusal.clone())),
    };
    filings.iter().map(|filing| filing.received.iter().filter_map(&mut filed).collect()).collect()
}

/// An application to be written down, with all that happened to it.
struct Compared {
    application: Arc<Application>,
    events: Vec<Event>,
    index: Arc<imr_store::Filing>,
}

/// Writes new applications down: their histories, their rows, and what they
/// are found by.
async fn write(transaction: &mut Transaction, compared: &[Compared]) -> Result<(), AppError> {
    let histories: Vec<&[Event]> = compared.iter().map(|one| one.events.as_slice()).collect();
    transaction.begin_histories(&histories).await?;
    let days: Vec<String> = compared.iter().map(|one| one.application.form.received.to_string()).collect();
    let mut rows: Vec<(&str, &Application, Listed<'_>)> = Vec::with_capacity(compared.len());
    for (one, sort) in compared.iter().zip(&days) {
        rows.push((&one.index.id, &*one.application, Listed { stage: one.application.stage.name(), sort }));
    }
    transaction.put_all_listed(Kind::Application, &rows).await?;
    let index: Vec<&imr_store::Filing> = compared.iter().map(|one| &*one.index).collect();
    Ok(transaction.index_filings(&index).await?)
}

/// An application as the index of filings keeps it, as it is now.
pub(crate) fn indexed(application: &Application, identity: &Identity) -> Result<imr_store::Filing, AppError> {
    let id = application.id.to_string();
    let body = serde_json::to_string(identity)
        .map_err(|why| AppError::Damaged { what: format!("application {id}"), why: why.to_string() })?;
    Ok(imr_store::Filing { id, identity: body, keys: identity.keys() })
}
