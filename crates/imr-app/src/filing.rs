//! Filing an application, screening it, opening a case on it.

use crate::allow::{Deed, allow};
use crate::{App, AppError, save_application, save_case};
use imr_core::application::{Action, Application, Form};
use imr_core::case::Case;
use imr_core::organization::Organization;
use imr_core::party::Actor;
use uuid::Uuid;

impl App {
    /// Files an application. When this returns, it is on disk.
    pub async fn file(&self, form: Form, by: &Actor, reason: &str) -> Result<Application, AppError> {
        allow(by.role, Deed::File)?;
        let (application, event) = Application::receive(self.world.new_id(), form, &self.occasion(by, reason))?;
        let mut transaction = self.store.begin().await?;
        save_application(&mut transaction, &application, &event).await?;
        transaction.commit().await?;
        Ok(application)
    }

    /// Runs the eligibility tests.
    pub async fn screen(&self, id: Uuid, by: &Actor, reason: &str) -> Result<Application, AppError> {
        allow(by.role, Deed::Screen)?;
        let application = self.application_from_history(id).await?;
        let (application, event) = application.apply(Action::Screen, &self.occasion(by, reason), &self.law)?;
        let mut transaction = self.store.begin().await?;
        save_application(&mut transaction, &application, &event).await?;
        transaction.commit().await?;
        Ok(application)
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
        save_application(&mut transaction, &after, &assigned).await?;
        save_case(&mut transaction, &case, &opened).await?;
        transaction.commit().await?;
        Ok(case)
    }
}
