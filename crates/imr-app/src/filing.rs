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
        let received = forms.into_iter().map(|form| Received::of(self, form, &occasion)).collect();
        let filing = Arc::new(Filing { received, occasion, screen });
        self.file_at_the_desk(filing).await
    }

    /// Compares what was received, and writes all of it down in one
    /// transaction.
    pub(crate) async fn keep_filings(&self, filings: &[Arc<Filing>]) -> Result<Vec<Vec<Filed>>, AppError> {
        let received = filings.iter().flat_map(|filing| filing.received.iter().flatten());
        let identities: Vec<&Identity> = received.map(|one| &one.identity).collect();
        let mut transaction = self.store.begin().await?;
        let mut earliers = Earliers::of(&mut transaction, &identities).await?;
        let (mut answers, mut kept) = (Vec::new(), Vec::new());
        for filing in filings {
            let mut filed: Vec<Filed> = Vec::with_capacity(filing.received.len());
            for one in &filing.received {
                let compared = match one {
                    Ok(one) => self.compared(&mut transaction, &mut earliers, one, filing).await?,
                    Err(refusal) => {
                        filed.push(Err(refusal.clone()));
                        continue;
                    }
                };
                filed.push(Ok(compared.application.clone()));
                kept.push(compared);
            }
            answers.push(filed);
        }
        write(&mut transaction, &kept).await?;
        transaction.commit().await?;
        Ok(answers)
    }

    /// Compares an application that was just received, and screens it where
    /// that was asked for.
    async fn compared<'f>(
        &self,
        transaction: &mut Transaction,
        earliers: &mut Earliers,
        received: &'f Received,
        filing: &Filing,
    ) -> Result<Compared<'f>, AppError> {
        let Received { application, event, identity } = received;
        let comparison = earliers.compare(transaction, identity, None).await?;
        let compare = Action::Compare(comparison);
        let (mut application, compared) = application.clone().apply(compare, &filing.occasion, &self.law)?;
        let mut events = vec![event.clone(), compared];
        if filing.screen && matches!(application.stage, Stage::Screening { .. }) {
            let (screened, event) = application.apply(Action::Screen, &filing.occasion, &self.law)?;
            application = screened;
            events.push(event);
        }
        earliers.add(&application, identity);
        Ok(Compared { application, events, identity })
    }

    /// Files a corrected form in place of an application that was found
    /// ineligible (rulebook T15): both histories move in one transaction.
    pub async fn refile(&self, id: Uuid, form: Form, by: &Actor, reason: &str) -> Result<Application, AppError> {
        allow(by.role, Deed::File)?;
        let earlier = self.application_from_history(id).await?;
        let occasion = self.occasion(by, reason);
        let new = Received::of(self, form, &occasion)?;
        let refile = Action::Refile { application: new.application.id, received: new.application.form.received };
        let (earlier, refiled) = earlier.apply(refile, &occasion, &self.law)?;
        let filing = Filing { received: Vec::new(), occasion, screen: false };
        let mut transaction = self.store.begin().await?;
        let mut earliers = Earliers::of(&mut transaction, &[&new.identity]).await?;
        save_application(&mut transaction, &earlier, &[refiled]).await?;
        let new = self.compared(&mut transaction, &mut earliers, &new, &filing).await?;
        write(&mut transaction, std::slice::from_ref(&new)).await?;
        transaction.commit().await?;
        Ok(new.application)
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

/// A form that came, and is to be compared.
struct Received {
    application: Application,
    event: Event,
    identity: Identity,
}

impl Received {
    fn of(app: &App, form: Form, occasion: &Occasion) -> Result<Self, Refusal> {
        let identity = Identity::of(&form);
        let (application, event) = Application::receive(app.world.new_id(), form, occasion)?;
        Ok(Self { application, event, identity })
    }
}

/// An application to be written down, with all that happened to it.
struct Compared<'f> {
    application: Application,
    events: Vec<Event>,
    identity: &'f Identity,
}

/// Writes new applications down: their histories, their rows, and what they
/// are found by.
async fn write(transaction: &mut Transaction, compared: &[Compared<'_>]) -> Result<(), AppError> {
    let histories: Vec<&[Event]> = compared.iter().map(|one| one.events.as_slice()).collect();
    transaction.begin_histories(&histories).await?;
    let named: Vec<_> = compared
        .iter()
        .map(|one| (one.application.id.to_string(), one.application.form.received.to_string()))
        .collect();
    let mut rows: Vec<(&str, &Application, Listed<'_>)> = Vec::with_capacity(compared.len());
    for (one, (id, sort)) in compared.iter().zip(&named) {
        rows.push((id, &one.application, Listed { stage: one.application.stage.name(), sort }));
    }
    transaction.put_all_listed(Kind::Application, &rows).await?;
    let filings = compared.iter().map(|one| indexed(&one.application, one.identity));
    Ok(transaction.index_filings(&filings.collect::<Result<Vec<_>, _>>()?).await?)
}

/// An application as the index of filings keeps it, as it is now.
pub(crate) fn indexed(application: &Application, identity: &Identity) -> Result<imr_store::Filing, AppError> {
    let id = application.id.to_string();
    let body = serde_json::to_string(identity)
        .map_err(|why| AppError::Damaged { what: format!("application {id}"), why: why.to_string() })?;
    Ok(imr_store::Filing { id, identity: body, keys: identity.keys() })
}
