//! What is done with an application between filing and the opening of a case.

use crate::allow::{Deed, allow};
use crate::comparing::compared_anew;
use crate::filing::indexed;
use crate::{App, AppError, save_application};
use imr_core::application::{Action, Application};
use imr_core::duplicate::Identity;
use imr_core::eligibility::Screening;
use imr_core::party::Actor;
use uuid::Uuid;

impl App {
    /// The one way by which an application changes once it is filed: allow,
    /// decide, save.
    pub async fn move_application(
        &self,
        id: Uuid,
        action: Action,
        by: &Actor,
        reason: &str,
    ) -> Result<Application, AppError> {
        allow(by.role, deed(&action))?;
        let completed = matches!(action, Action::Answer { .. });
        let application = self.application_from_history(id).await?;
        let occasion = self.occasion(by, reason);
        let (mut application, event) = application.apply(action, &occasion, &self.law)?;
        let mut events = vec![event];
        let mut transaction = self.store.begin().await?;
        if completed {
            let identity = Identity::of(&application.form);
            let (mut earliers, comparison) = compared_anew(&mut transaction, &application, &identity).await?;
            let (after, compared) = application.apply(Action::Compare(comparison), &occasion, &self.law)?;
            transaction.index_filings(&[&indexed(&after, &identity)?]).await?;
            let moved = earliers.refiled(&mut transaction, &after, &occasion, &self.law).await?;
            if let Some((earlier, event)) = moved {
                save_application(&mut transaction, &earlier, &[event]).await?;
            }
            application = after;
            events.push(compared);
        }
        save_application(&mut transaction, &application, &events).await?;
        self.carry_deferred(&mut transaction, &application, &occasion).await?;
        transaction.commit().await?;
        Ok(application)
    }

    /// What the screen finds on an application as it is now, without recording
    /// it: the list of defects that is told at filing.
    pub fn preview(&self, application: &Application) -> Result<Screening, AppError> {
        Ok(application.preview(self.world.today(), &self.law)?)
    }
}

/// What doing something with an application is, in the table of who may.
fn deed(action: &Action) -> Deed {
    match action {
        Action::Compare(_) => Deed::File,
        Action::Screen => Deed::Screen,
        Action::OverruleDuplicate | Action::FindDuplicate(_) => Deed::JudgeDuplicate,
        Action::FindIneligible { .. } => Deed::FindIneligible,
        Action::RequestInformation | Action::Remind => Deed::AskForInformation,
        Action::Answer { .. } => Deed::CompleteApplication,
        Action::PassTime | Action::Release { .. } | Action::Follow { .. } => Deed::PassTime,
        Action::ResolveLiability(_) => Deed::ResolveLiability,
        Action::FindPeriod(_) => Deed::FindPeriod,
        Action::Renew { .. } => Deed::Renew,
        Action::Withdraw => Deed::Withdraw,
        Action::EndItems { .. } => Deed::EndItems,
        Action::Expedite(_) => Deed::CertifyThreat,
        Action::Refile { .. } => Deed::File,
        Action::Petition { .. } | Action::Order { .. } => Deed::AppealIneligibility,
        Action::ChangeParties(_) => Deed::ChangeParties,
        Action::RecordReceipt { .. } => Deed::RecordReceipt,
        Action::Assign { .. } => Deed::OpenCase,
        Action::SendNotice(_) => Deed::ServeOwed,
    }
}
