//! Filing applications: comparing each with earlier ones, screening, opening a
//! case.

use crate::allow::{Deed, allow};
use crate::{App, AppError, save_application, save_case};
use imr_core::application::{Action, Application, Comparison, Earlier, Form, Stage};
use imr_core::audit::Event;
use imr_core::case::Case;
use imr_core::duplicate::{self, Identity};
use imr_core::occasion::Occasion;
use imr_core::organization::Organization;
use imr_core::party::Actor;
use imr_core::refusal::Refusal;
use imr_store::{Kind, Transaction};
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

    async fn take_in(
        &self,
        forms: Vec<Form>,
        by: &Actor,
        reason: &str,
        screen: bool,
    ) -> Result<Vec<Filed>, AppError> {
        allow(by.role, Deed::File)?;
        let occasion = self.occasion(by, reason);
        let prepared: Vec<_> = forms
            .into_iter()
            .map(|form| {
                let identity = Identity::of(&form);
                Application::receive(self.world.new_id(), form, &occasion).map(|received| (received, identity))
            })
            .collect();
        let keys: Vec<String> = prepared.iter().flatten().flat_map(|(_, identity)| identity.keys()).collect();
        let mut transaction = self.store.begin().await?;
        transaction.file_alone(&keys).await?;
        let mut filed = Vec::with_capacity(prepared.len());
        for one in prepared {
            filed.push(match one {
                Ok((received, identity)) => {
                    Ok(self.compared(&mut transaction, received, &identity, &occasion, screen).await?)
                }
                Err(refusal) => Err(refusal),
            });
        }
        transaction.commit().await?;
        Ok(filed)
    }

    /// Compares an application that was just received, and writes both down.
    async fn compared(
        &self,
        transaction: &mut Transaction,
        (application, received): (Application, Event),
        identity: &Identity,
        occasion: &Occasion,
        screen: bool,
    ) -> Result<Application, AppError> {
        let comparison = compare(transaction, identity, None).await?;
        let (mut application, compared) = application.apply(Action::Compare(comparison), occasion, &self.law)?;
        let mut events = vec![received, compared];
        if screen && matches!(application.stage, Stage::Screening { .. }) {
            let (screened, event) = application.apply(Action::Screen, occasion, &self.law)?;
            (application, events) = (screened, [events, vec![event]].concat());
        }
        save_application(transaction, &application, &events).await?;
        index(transaction, &application, identity).await?;
        Ok(application)
    }

    /// Files a corrected form in place of an application that was found
    /// ineligible (rulebook T15): both histories move in one transaction.
    pub async fn refile(&self, id: Uuid, form: Form, by: &Actor, reason: &str) -> Result<Application, AppError> {
        allow(by.role, Deed::File)?;
        let earlier = self.application_from_history(id).await?;
        let (occasion, identity) = (self.occasion(by, reason), Identity::of(&form));
        let (new, received) = Application::receive(self.world.new_id(), form, &occasion)?;
        let refile = Action::Refile { application: new.id, received: new.form.received };
        let (earlier, refiled) = earlier.apply(refile, &occasion, &self.law)?;
        let mut transaction = self.store.begin().await?;
        transaction.file_alone(&identity.keys()).await?;
        save_application(&mut transaction, &earlier, &[refiled]).await?;
        let new = self.compared(&mut transaction, (new, received), &identity, &occasion, false).await?;
        transaction.commit().await?;
        Ok(new)
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

/// Compares an application whose form was completed: the new form may be
/// another than the one that was compared when it was filed. What a person
/// found to be no duplicate of an application stays so.
pub(crate) async fn compared_anew(
    transaction: &mut Transaction,
    application: &Application,
    identity: &Identity,
) -> Result<Comparison, AppError> {
    let mut comparison = compare(transaction, identity, Some(application.id)).await?;
    if let (Some(before), Some(now)) = (&application.compared, &comparison.like)
        && before.like.as_ref().is_some_and(|like| like.application == now.application)
    {
        comparison.overruled.clone_from(&before.overruled);
    }
    Ok(comparison)
}

/// Puts an application into the index of filings, as it is now.
pub(crate) async fn index(
    transaction: &mut Transaction,
    application: &Application,
    identity: &Identity,
) -> Result<(), AppError> {
    let id = application.id.to_string();
    let body = serde_json::to_string(identity)
        .map_err(|why| AppError::Damaged { what: format!("application {id}"), why: why.to_string() })?;
    transaction.index_filing(&id, &body, &identity.keys()).await?;
    Ok(())
}

/// What an application is like among those filed earlier. Of several the
/// likest counts; one that still stands counts before one that was closed.
/// `itself` is in the index already where a form was completed.
async fn compare(
    transaction: &mut Transaction,
    identity: &Identity,
    itself: Option<Uuid>,
) -> Result<Comparison, AppError> {
    let mut candidates = transaction.filings_with(&identity.keys()).await?;
    let itself = itself.map(|id| id.to_string());
    candidates.retain(|(id, _)| Some(id) != itself.as_ref());
    let with = candidates.len();
    let mut like: Option<Earlier> = None;
    let mut overlapping = Vec::new();
    for (id, body) in candidates {
        let damaged = |why: String| AppError::Damaged { what: format!("the index of application {id}"), why };
        let other: Identity = serde_json::from_str(&body).map_err(|why| damaged(why.to_string()))?;
        let likeness = duplicate::compare(identity, &other);
        if !likeness.is_duplicate() && likeness.shared.is_empty() {
            continue;
        }
        let found: Option<Application> = transaction.document(Kind::Application, &id).await?;
        let found = found.ok_or_else(|| damaged("there is no such application".to_owned()))?;
        let first = first_of(transaction, &found).await?;
        let one = earlier(first.as_ref().unwrap_or(&found), likeness);
        if !one.likeness.is_duplicate() {
            overlapping.push(one);
            continue;
        }
        let rank = |one: &Earlier| (!one.closed, one.likeness.score());
        if like.as_ref().is_none_or(|best| rank(best) < rank(&one)) {
            like = Some(one);
        }
    }
    Ok(Comparison { with, like, overlapping, overruled: None })
}

/// The application that a duplicate leads to, over others where it must, as it
/// is by now: whether it is closed counts, not whether it was when the
/// duplicate came. None where it is no duplicate.
async fn first_of(transaction: &mut Transaction, found: &Application) -> Result<Option<Application>, AppError> {
    let mut first: Option<Application> = None;
    let mut passed = vec![found.id];
    while let Stage::Duplicate { of } = &first.as_ref().unwrap_or(found).stage {
        // Persons may have found two to be duplicates of each other.
        if passed.contains(&of.application) {
            break;
        }
        passed.push(of.application);
        let id = of.application.to_string();
        let next: Option<Application> = transaction.document(Kind::Application, &id).await?;
        first = Some(next.ok_or_else(|| AppError::Damaged {
            what: format!("application {}", found.id),
            why: format!("it is a duplicate of application {id}, which is not there"),
        })?);
    }
    Ok(first)
}

/// An application that was filed earlier, as a later one points to it.
fn earlier(found: &Application, likeness: duplicate::Likeness) -> Earlier {
    let (application, case, closed) = match &found.stage {
        Stage::Assigned { case, .. } => (found.id, Some(case.clone()), false),
        Stage::Ineligible { .. } | Stage::Withdrawn { .. } => (found.id, None, true),
        _ => (found.id, None, false),
    };
    Earlier { application, case, closed, likeness }
}
