//! What is recorded while a case or an application goes on: who takes part and
//! where they are reached, that a notice was received, that an invoice was paid.

use crate::allow::Deed;
use crate::{App, AppError};
use imr_core::application::{Action as Filing, Application};
use imr_core::case::{Action, Case, Payment};
use imr_core::party::Actor;
use imr_core::service::{Change, Changed, NoticeKind, Receiving};
use jiff::civil::Date;
use uuid::Uuid;

impl App {
    /// Records on a case that somebody begins or ceases to act for the employee,
    /// or is reached elsewhere, from a day on; with the writing that shows it.
    pub async fn change_parties(
        &self,
        number: &str,
        (what, on): (Changed, Date),
        writing: Option<Vec<u8>>,
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        let change = self.change_kept((what, on), writing, by).await?;
        self.act(number, Action::ChangeParties(change), by, reason).await
    }

    /// The same on an application.
    pub async fn change_parties_on_application(
        &self,
        id: Uuid,
        (what, on): (Changed, Date),
        writing: Option<Vec<u8>>,
        by: &Actor,
        reason: &str,
    ) -> Result<Application, AppError> {
        let change = self.change_kept((what, on), writing, by).await?;
        self.move_application(id, Filing::ChangeParties(change), by, reason).await
    }

    async fn change_kept(
        &self,
        (what, on): (Changed, Date),
        writing: Option<Vec<u8>>,
        by: &Actor,
    ) -> Result<Change, AppError> {
        let writing = match writing {
            Some(bytes) => Some(self.keep(by, Deed::ChangeParties, bytes).await?),
            None => None,
        };
        Ok(Change { what, on, writing })
    }

    /// Records that somebody received a notice on a case; the reason says how
    /// that is known.
    pub async fn record_receipt(
        &self,
        number: &str,
        notice: NoticeKind,
        said: Receiving,
        by: &Actor,
        how: &str,
    ) -> Result<Case, AppError> {
        self.act(number, Action::RecordReceipt { notice, said }, by, how).await
    }

    /// Records that an invoice was paid, in whole or in part (D23).
    pub async fn record_payment(
        &self,
        number: &str,
        payment: Payment,
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        self.act(number, Action::RecordPayment(payment), by, reason).await
    }
}
