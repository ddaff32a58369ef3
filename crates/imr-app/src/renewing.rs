//! What becomes of an application that was put off, as the one that asks anew
//! in its place goes on (rulebook T12, T13).

use crate::allow::{Deed, allow};
use crate::{App, AppError, save_application};
use imr_core::application::{Action, Application, Stage};
use imr_core::occasion::Occasion;
use imr_core::party::Actor;
use imr_store::{Kind, Transaction};
use jiff::civil::Date;
use uuid::Uuid;

impl App {
    /// Records that the review was asked for anew by a letter that was received
    /// on a day (T12). What waits beside a case becomes an application of its
    /// own, which goes on from there; gives whichever goes on.
    pub async fn renew(&self, id: Uuid, received: Date, by: &Actor, reason: &str) -> Result<Application, AppError> {
        let one = self.application_from_history(id).await?;
        if !matches!(one.stage, Stage::Assigned { renewal_due: Some(_), .. }) {
            return self.move_application(id, Action::Renew { received }, by, reason).await;
        }
        allow(by.role, Deed::Renew)?;
        let form = one.asked_anew_by_letter(received, &self.occasion(by, reason))?;
        self.file(form, by, reason).await
    }

    /// Moves the deferred application for which another asked anew, where what
    /// happened to the other decides what comes of it.
    pub(crate) async fn carry_deferred(
        &self,
        transaction: &mut Transaction,
        later: &Application,
        occasion: &Occasion,
    ) -> Result<(), AppError> {
        let like = later.compared.as_ref().and_then(|comparison| comparison.like.as_ref());
        let Some(like) = like.filter(|earlier| earlier.renews) else { return Ok(()) };
        let id = like.application.to_string();
        let Some(earlier) = transaction.document::<Application>(Kind::Application, &id).await? else {
            return Ok(());
        };
        let Some(action) = earlier.carried_by(later) else { return Ok(()) };
        let (earlier, event) = earlier.apply(action, occasion, &self.law)?;
        save_application(transaction, &earlier, &[event]).await
    }

    /// The same from the side of the deferred one, where an earlier program
    /// left it waiting for an application that has ended or has its case.
    pub(crate) async fn carried(
        &self,
        one: Application,
        by: &Actor,
        reason: &str,
    ) -> Result<Application, AppError> {
        let Stage::Deferred { refiled: Some(later), .. } = one.stage else { return Ok(one) };
        let later: Uuid = later;
        match one.carried_by(&self.application(later).await?) {
            Some(action) => self.move_application(one.id, action, by, reason).await,
            None => Ok(one),
        }
    }
}
