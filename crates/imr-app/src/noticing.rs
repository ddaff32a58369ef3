//! Serving notices: the notice of assignment, and whatever a case or an
//! application owes.

use crate::allow::{Deed, allow};
use crate::{App, AppError};
use imr_core::application::{Action as Filing, Application, Stage as Filed};
use imr_core::case::{Action, Case, Owed, Stage};
use imr_core::letter::notice::{Beside, Sending, compose, compose_on_application, invoice, without_proof};
use imr_core::organization::Organization;
use imr_core::paper::Composition;
use imr_core::party::{Actor, Role};
use imr_core::refusal::Refusal;
use imr_core::service::{Method, NoticeKind, ServedNotice, Serving, serve};
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
        let served = self.served(kind, &case, &serving.into(), by).await?;
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
            if !case.owed.contains(&Owed::Notice(kind)) {
                continue;
            }
            let served = match self.served(kind, &case, &serving, by).await {
                Err(AppError::Refused(refusal)) => {
                    refused.push((kind, refusal));
                    continue;
                }
                served => served?,
            };
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
    /// after it and what was served. One that cannot go out does not hold up
    /// the others; it stays owed, and its refusal is given once they are out.
    pub async fn serve_owed_on_application(
        &self,
        id: Uuid,
        serving: impl Into<Serving>,
        by: &Actor,
        reason: &str,
    ) -> Result<(Application, Vec<NoticeKind>), AppError> {
        allow(by.role, Deed::ServeOwed)?;
        let (serving, organization, on) = (serving.into(), self.organization().await?, self.world.today());
        let mut one = self.application(id).await?;
        let serving = serving.reaching(&one.form.contacts);
        let sending = Sending { organization: &organization, serving: &serving, on, law: &self.law, by };
        let (mut done, mut refused) = (Vec::new(), None);
        for kind in one.owed.clone() {
            let earlier = match &one.stage {
                Filed::Duplicate { of } => Some(self.application(of.application).await?),
                _ => None,
            };
            let history = self.application_history(id).await?;
            let beside = Beside { earlier: earlier.as_ref(), filed: history.first() };
            let row = one.notice_row(kind, &self.law)?;
            let service = match serve(row, &one.addressees(kind, &self.law, on)?, &serving, on) {
                Ok(service) => service,
                Err(why) => {
                    refused.get_or_insert(why);
                    continue;
                }
            };
            let notice = compose_on_application(kind, sending, &one, beside)?;
            let document = self.store.blobs().put(self.paper.set(&notice)?).await?;
            let served = ServedNotice::new(kind, row, document, service);
            one = self.move_application(id, Filing::SendNotice(served), by, reason).await?;
            done.push(kind);
        }
        match refused {
            None => Ok((one, done)),
            Some(why) => Err(why.into()),
        }
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
        // Handed out, it has no proof of service that would name anybody.
        let by = &Actor::new(Role::Intake, "counter");
        let sending = Sending { organization: &organization, serving: &serving, on, law: &self.law, by };
        let beside = Beside { earlier: None, filed: history.first() };
        Ok(without_proof(compose_on_application(NoticeKind::Receipt, sending, &one, beside)?))
    }

    /// A notice as it would go out today.
    pub async fn notice(
        &self,
        kind: NoticeKind,
        case: &Case,
        serving: &Serving,
        by: &Actor,
    ) -> Result<Composition, AppError> {
        let organization = self.organization().await?;
        let on = self.world.today();
        let sending = Sending { organization: &organization, serving, on, law: &self.law, by };
        Ok(match kind {
            NoticeKind::Invoice => invoice(sending, case, &case.invoice(on, &self.law)?)?,
            kind => compose(kind, sending, case)?,
        })
    }

    /// The means of service, with the numbers and addresses that the forms of a
    /// case give.
    pub(crate) async fn reaching(&self, serving: &Serving, case: &Case) -> Result<Serving, AppError> {
        let mut serving = serving.clone();
        let joined = case.joined.iter().map(|one| one.application);
        for id in std::iter::once(case.opening.application).chain(joined) {
            serving = serving.reaching(&self.application(id).await?.form.contacts);
        }
        Ok(serving)
    }

    /// Composes and keeps a notice, and gives it as it is served today.
    async fn served(
        &self,
        kind: NoticeKind,
        case: &Case,
        serving: &Serving,
        by: &Actor,
    ) -> Result<ServedNotice, AppError> {
        let on = self.world.today();
        let serving = &self.reaching(serving, case).await?;
        let row = case.notice_row(kind, &self.law, on)?;
        // What cannot go out is known before it is set.
        let service = serve(row, &case.addressees(kind, &self.law, on)?, serving, on)?;
        let notice = self.notice(kind, case, serving, by).await?;
        let document = self.store.blobs().put(self.paper.set(&notice)?).await?;
        Ok(ServedNotice::new(kind, row, document, service))
    }
}
