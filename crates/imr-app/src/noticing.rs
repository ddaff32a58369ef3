//! Serving notices: the notice of assignment, and whatever a case or an
//! application owes.

use crate::allow::{Deed, allow};
use crate::{App, AppError};
use imr_core::application::{Action as Filing, Application, Stage as Filed};
use imr_core::case::{Action, Case, Owed, Stage};
use imr_core::letter::notice::{Beside, Sending, compose, compose_on_application, invoice, without_proof};
use imr_core::organization::Organization;
use imr_core::paper::Composition;
use imr_core::party::Actor;
use imr_core::refusal::Refusal;
use imr_core::service::{Method, NoticeKind, ServedNotice, Serving, proofs};
use uuid::Uuid;

/// What came of serving everything that a case owed.
#[derive(Debug, Clone)]
pub struct Served {
    /// The case after it.
    pub case: Case,
    /// What was served.
    pub notices: Vec<NoticeKind>,
    /// What could not go out, and why; it is still owed.
    pub refused: Vec<(NoticeKind, Refusal)>,
}

impl Served {
    /// The case where everything went out; else the first refusal. What was
    /// served stays served.
    pub fn whole(self) -> Result<Case, Refusal> {
        match self.refused.into_iter().next() {
            None => Ok(self.case),
            Some((_, why)) => Err(why),
        }
    }
}

impl App {
    /// Typesets the notice of assignment, or the amended one once an
    /// application has joined, keeps it, and records that it was served on
    /// every party, each by its means.
    pub async fn serve_notice(
        &self,
        number: &str,
        serving: impl Into<Serving>,
        by: &Actor,
        reason: &str,
    ) -> Result<Case, AppError> {
        allow(by.role, Deed::ServeNotice)?;
        let case = self.case_from_history(number).await?;
        let kind = match &case.stage {
            Stage::AwaitingRecords { .. } => NoticeKind::AmendedAssignment,
            _ => NoticeKind::Assignment,
        };
        let serving = serving.into();
        let notice = self.notice(kind, &case, &serving).await?;
        let served = self.served(kind, &case, &notice, &serving).await?;
        self.change(case, by, reason, Action::ServeNotice(served)).await
    }

    /// Serves every notice that a case owes, the invoice among them. One that
    /// cannot go out yet does not hold up the others: it stays owed, and its
    /// refusal is given with what was served.
    pub async fn serve_owed(
        &self,
        number: &str,
        serving: impl Into<Serving>,
        by: &Actor,
        reason: &str,
    ) -> Result<Served, AppError> {
        allow(by.role, Deed::ServeOwed)?;
        let serving = serving.into();
        let mut case = self.case_from_history(number).await?;
        let (mut notices, mut refused) = (Vec::new(), Vec::new());
        for kind in case.owed.clone().into_iter().filter_map(|one| match one {
            Owed::Notice(kind) => Some(kind),
            Owed::RedactedCopy => None,
        }) {
            let notice = match self.notice(kind, &case, &serving).await {
                Err(AppError::Refused(refusal)) => {
                    refused.push((kind, refusal));
                    continue;
                }
                notice => notice?,
            };
            let served = self.served(kind, &case, &notice, &serving).await?;
            let action = match kind {
                NoticeKind::Invoice => Action::SendInvoice(served),
                _ => Action::SendNotice(served),
            };
            case = self.change(case, by, reason, action).await?;
            notices.push(kind);
        }
        Ok(Served { case, notices, refused })
    }

    /// Serves every notice that an application owes; gives the application
    /// after it and what was served.
    pub async fn serve_owed_on_application(
        &self,
        id: Uuid,
        serving: impl Into<Serving>,
        by: &Actor,
        reason: &str,
    ) -> Result<(Application, Vec<NoticeKind>), AppError> {
        allow(by.role, Deed::ServeOwed)?;
        let (serving, organization, on) = (serving.into(), self.organization().await?, self.world.today());
        let sending = Sending { organization: &organization, serving: &serving, on, law: &self.law };
        let mut one = self.application(id).await?;
        let mut done = Vec::new();
        while let Some(kind) = one.owed.first().copied() {
            let earlier = match &one.stage {
                Filed::Duplicate { of } => Some(self.application(of.application).await?),
                _ => None,
            };
            let history = self.application_history(id).await?;
            let beside = Beside { earlier: earlier.as_ref(), filed: history.first() };
            let notice = compose_on_application(kind, sending, &one, beside)?;
            let document = self.store.blobs().put(self.paper.set(&notice)?).await?;
            let proofs = proofs(&one.addressees(kind, &self.law)?, &serving, on);
            let served = ServedNotice::new(kind, one.notice_row(kind, &self.law)?, document, proofs);
            one = self.move_application(id, Filing::SendNotice(served), by, reason).await?;
            done.push(kind);
        }
        Ok((one, done))
    }

    /// The receipt of an application as it came, to be handed to whoever filed
    /// it: whether or not it is served too, and also where no organization is
    /// set up that would sign it.
    pub async fn receipt(&self, id: Uuid) -> Result<Composition, AppError> {
        let (one, history) = (self.application(id).await?, self.application_history(id).await?);
        let organization = self.organization_if_any().await?.unwrap_or_else(|| Organization {
            name: "The review organization".to_owned(),
            address: Vec::new(),
            medical_director: String::new(),
            first_case_number: 1,
        });
        let serving = one.form.channel.unwrap_or(Method::Mail).into();
        let on = self.world.today();
        let sending = Sending { organization: &organization, serving: &serving, on, law: &self.law };
        let beside = Beside { earlier: None, filed: history.first() };
        Ok(without_proof(compose_on_application(NoticeKind::Receipt, sending, &one, beside)?))
    }

    /// A notice as it would go out today.
    pub async fn notice(&self, kind: NoticeKind, case: &Case, serving: &Serving) -> Result<Composition, AppError> {
        let organization = self.organization().await?;
        let on = self.world.today();
        let sending = Sending { organization: &organization, serving, on, law: &self.law };
        Ok(match kind {
            NoticeKind::Invoice => invoice(sending, case, &case.invoice(on, &self.law)?)?,
            kind => compose(kind, sending, case)?,
        })
    }

    /// Keeps a notice, and gives its proofs of service.
    async fn served(
        &self,
        kind: NoticeKind,
        case: &Case,
        notice: &Composition,
        serving: &Serving,
    ) -> Result<ServedNotice, AppError> {
        let document = self.store.blobs().put(self.paper.set(notice)?).await?;
        let on = self.world.today();
        let proofs = proofs(&case.addressees(kind, &self.law, on)?, serving, on);
        Ok(ServedNotice::new(kind, case.notice_row(kind, &self.law, on)?, document, proofs))
    }
}
