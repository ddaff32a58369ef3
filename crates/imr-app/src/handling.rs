//! What else happens to a case between its notice and its end. Each of these
//! records one act; the notices that follow from it are owed from then on,
//! and [`App::serve_owed`] serves them.

use crate::allow::{Deed, allow};
use crate::{App, AppError, save_application, save_case};
use imr_core::application::Action as Filing;
use imr_core::case::after::{Cause, Disposition, Ending, How, Order};
use imr_core::case::joining::Joining;
use imr_core::case::work::Approval;
use imr_core::case::{Action, Case};
use imr_core::digest::Digest;
use imr_core::organization::Organization;
use imr_core::party::{Actor, Role};
use jiff::civil::Date;
use uuid::Uuid;

/// Notice that items are no longer in dispute.
#[derive(Debug, Clone)]
pub struct EndOfDispute {
    /// Why.
    pub cause: Cause,
    /// Numbers of the items; empty for all that are left.
    pub items: Vec<usize>,
    /// Who gave notice.
    pub by: Role,
    /// The day of the notice.
    pub on: Date,
    /// The notice, order or agreement itself.
    pub proof: Vec<u8>,
}

impl App {
    pub(crate) async fn act(
        &self,
        number: &str,
        action: Action,
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        let deed = Deed::of(&action);
        allow(by.role, deed)?;
        let case = self.case_from_history(number).await?;
        self.change(case, by, reason, action).await
    }

    /// Keeps a writing that an act rests on, once whoever acts may.
    pub(crate) async fn keep(&self, by: &Actor, deed: Deed, bytes: Vec<u8>) -> Result<Digest, AppError> {
        allow(by.role, deed)?;
        Ok(self.store.blobs().put(bytes).await?)
    }

    /// Another eligible application joins a case: both histories move in one
    /// transaction (T20).
    pub async fn join(&self, number: &str, id: Uuid, by: &Actor, reason: &str) -> Result<Case, AppError> {
        allow(by.role, Deed::Join)?;
        let case = self.case_from_history(number).await?;
        let application = self.application_from_history(id).await?;
        let opened_on = self.application_from_history(case.opening.application).await?;
        let first = self.organization().await?.first_case_number;
        let occasion = self.occasion(by, reason);
        let year = application.form.received.year();
        let mut transaction = self.store.begin().await?;
        let serial = transaction.next_number(&format!("case-{year}"), first).await?;
        let alias = Organization::case_number(year, serial);
        let joining = Joining::of(&application, &opened_on, &alias, occasion.on, &self.law)?;
        let (case, joined) = case.apply(Action::Join(joining), &occasion, &self.law)?;
        let assign = Filing::Assign { case: number.to_owned() };
        let (application, assigned) = application.apply(assign, &occasion, &self.law)?;
        save_application(&mut transaction, &application, &[assigned]).await?;
        self.carry_deferred(&mut transaction, &application, &occasion).await?;
        save_case(&mut transaction, &case, &joined).await?;
        transaction.commit().await?;
        Ok(case)
    }

    /// Goes over to expedited review on the certification of a physician, who
    /// is named, of a day (T21).
    pub async fn expedite(
        &self,
        number: &str,
        (certified_by, on, certification): (&str, Date, Vec<u8>),
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        let certification = self.keep(by, Deed::Expedite, certification).await?;
        let certified_by = certified_by.to_owned();
        self.act(number, Action::Expedite { certification, certified_by, on }, by, reason).await
    }

    /// Finds that the records did not come in time (T22).
    pub async fn find_records_overdue(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        self.act(number, Action::FindRecordsOverdue, by, reason).await
    }

    /// Goes on without the claims administrator's records (T24).
    pub async fn proceed_without_records(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        self.act(number, Action::ProceedWithoutRecords, by, reason).await
    }

    /// The proposed reviewer declines.
    pub async fn decline(&self, number: &str, because: &str, by: &Actor) -> Result<Case, AppError> {
        self.act(number, Action::Decline { because: because.to_owned() }, by, because).await
    }

    /// A reviewer at work finds a conflict of interest (T28).
    pub async fn find_conflict(&self, number: &str, because: &str, by: &Actor) -> Result<Case, AppError> {
        self.act(number, Action::FindConflict { because: because.to_owned() }, by, because).await
    }

    /// A reviewer confirms having received what was sent last.
    pub async fn confirm_receipt(&self, number: &str, by: &Actor) -> Result<Case, AppError> {
        self.act(number, Action::ConfirmReceipt, by, "what was sent has come").await
    }

    /// The reviewer asks a party for something (T29).
    pub async fn ask_information(
        &self,
        number: &str,
        of: Role,
        question: &str,
        by: &Actor,
    ) -> Result<Case, AppError> {
        let action = Action::AskInformation { of, question: question.to_owned() };
        self.act(number, action, by, "the reviewer needs it").await
    }

    /// What was asked for has come (T30).
    pub async fn receive_answer(&self, number: &str, says: &str, by: &Actor) -> Result<Case, AppError> {
        self.act(number, Action::ReceiveAnswer { says: says.to_owned() }, by, "an answer came").await
    }

    /// The time for an answer is over (T30).
    pub async fn end_waiting(&self, number: &str, by: &Actor) -> Result<Case, AppError> {
        self.act(number, Action::EndWaiting, by, "no answer came in time").await
    }

    /// Records the Director's written approval of several reviewers, so many in
    /// all (T31).
    pub async fn approve_several(
        &self,
        number: &str,
        (approver, dated, reviewers): (&str, Date, usize),
        writing: Vec<u8>,
        by: &Actor,
        because: &str,
    ) -> Result<Case, AppError> {
        let document = self.keep(by, Deed::ApproveSeveral, writing).await?;
        let approval =
            Approval { by: approver.to_owned(), dated, reviewers, document, because: because.to_owned() };
        self.act(number, Action::ApproveSeveral(approval), by, because).await
    }

    /// Records that the Director gave more time for the letter (D18).
    pub async fn extend_time(
        &self,
        number: &str,
        writing: Vec<u8>,
        by: &Actor,
        because: &str,
    ) -> Result<Case, AppError> {
        let document = self.keep(by, Deed::ExtendTime, writing).await?;
        self.act(number, Action::ExtendTime { document, because: because.to_owned() }, by, because).await
    }

    /// Records that items are no longer in dispute (T35, T36, T37).
    pub async fn end_dispute(
        &self,
        number: &str,
        end: EndOfDispute,
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        let proof = self.keep(by, Deed::EndDispute, end.proof).await?;
        let items = match end.items.as_slice() {
            [] => self.case(number).await?.items.iter().map(|item| item.number).collect(),
            some => some.to_vec(),
        };
        let ending = Ending { cause: end.cause, items, by: end.by, on: end.on, proof };
        self.act(number, Action::EndDispute(ending), by, reason).await
    }

    /// Records the day on which the claims administrator received the letter:
    /// its time to implement runs from then (D19, D20).
    pub async fn record_letter_received(
        &self,
        number: &str,
        on: Date,
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        self.act(number, Action::RecordLetterReceived { on }, by, reason).await
    }

    /// Records that overturned items were authorized or paid (T39, T41).
    pub async fn record_implementation(
        &self,
        number: &str,
        items: &[usize],
        (how, on): (How, Date),
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        let action = Action::RecordImplementation { items: items.to_vec(), how, on };
        self.act(number, action, by, reason).await
    }

    /// Records that liability is disputed for another reason.
    pub async fn record_liability_dispute(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        self.act(number, Action::RecordLiabilityDispute, by, reason).await
    }

    /// Records how that dispute was resolved: whether for the employee, and on
    /// which day.
    pub async fn resolve_liability_dispute(
        &self,
        number: &str,
        (for_employee, on): (bool, Date),
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        self.act(number, Action::ResolveLiabilityDispute { for_employee, on }, by, reason).await
    }

    /// Finds that an overturned item was not implemented in time (T40).
    pub async fn find_not_implemented(
        &self,
        number: &str,
        how: How,
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        self.act(number, Action::FindNotImplemented { how }, by, reason).await
    }

    /// Records a petition to the WCAB (T42).
    pub async fn record_petition(
        &self,
        number: &str,
        (petitioner, filed): (Role, Date),
        petition: Vec<u8>,
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        let document = self.keep(by, Deed::RecordPetition, petition).await?;
        let action = Action::RecordPetition { by: petitioner, filed, document };
        self.act(number, action, by, reason).await
    }

    /// Records an order on the petition (T43, T44, T45).
    pub async fn record_order(
        &self,
        number: &str,
        (disposition, dated): (Disposition, Date),
        order: Vec<u8>,
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        let document = self.keep(by, Deed::RecordOrder, order).await?;
        self.act(number, Action::RecordOrder(Order { dated, disposition, document }), by, reason).await
    }

    /// Assigns a case that was sent back anew (T44).
    pub async fn reassign(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        self.act(number, Action::Reassign, by, reason).await
    }

    /// Closes a case (T38).
    pub async fn close(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        self.act(number, Action::Close, by, reason).await
    }
}
