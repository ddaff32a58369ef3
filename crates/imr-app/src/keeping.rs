//! Keeping what was filed. It is compared with earlier filings and screened
//! before the transaction, while others write; in the transaction it is seen
//! whether that still holds, and done anew where it does not.

use crate::comparing::{Earliers, Moved};
use crate::filing::{Filed, Filing, Received};
use crate::{App, AppError, save_application};
use imr_core::application::{Action, Application, Comparison, Stage};
use imr_core::audit::Event;
use imr_core::refusal::Refusal;
use imr_store::{FilingKey, Kind, Listed, Row, Transaction};
use std::collections::HashSet;
use std::sync::Arc;

/// An application to be written down, with all that happened to it.
pub(crate) struct Compared {
    pub(crate) application: Arc<Application>,
    events: Vec<Event>,
    row: Row,
    index: Arc<imr_store::Filing>,
    /// The deferred one for which it asks anew, where it does.
    moved: Option<Moved>,
}

impl App {
    /// Compares what was received, and writes all of it down in one
    /// transaction.
    pub(crate) async fn keep_filings(&self, filings: &[Arc<Filing>]) -> Result<Vec<Vec<Filed>>, AppError> {
        let keys = keys(filings);
        let before = Earliers::beforehand(&self.store, &keys).await?;
        let (before, ready) = self.beforehand(before, filings)?;
        let mut kept = Vec::with_capacity(ready.len());
        let mut transaction = self.store.begin().await?;
        let mut earliers = Earliers::of(&mut transaction, &keys, &before).await?;
        for ((received, filing), ready) in received(filings).zip(ready) {
            let compared = match ready {
                Some(ready) if earliers.are_as(&before, &received.index.keys) => ready,
                _ => self.compared(&mut transaction, &mut earliers, received, filing).await?,
            };
            earliers.add(&received.index, &received.identity, Some(compared.application.clone()));
            kept.push(compared);
        }
        write(&mut transaction, &kept).await?;
        transaction.commit().await?;
        drop(earliers);
        drop(before);
        Ok(answers(filings, kept))
    }

    /// What is made ready before the transaction: each that is like no other.
    fn beforehand(
        &self,
        mut earliers: Earliers,
        filings: &[Arc<Filing>],
    ) -> Result<(Earliers, Vec<Option<Compared>>), AppError> {
        let mut ready = Vec::new();
        for (received, filing) in received(filings) {
            let comparison = earliers.like_none(&received.identity, &received.index.keys);
            let compared = comparison.map(|comparison| self.screened(received, comparison, filing)).transpose()?;
            let application = compared.as_ref().map(|one| one.application.clone());
            earliers.add(&received.index, &received.identity, application);
            ready.push(compared);
        }
        Ok((earliers, ready))
    }

    /// Compares an application that was just received, and screens it where
    /// that was asked for.
    pub(crate) async fn compared(
        &self,
        transaction: &mut Transaction,
        earliers: &mut Earliers,
        received: &Received,
        filing: &Filing,
    ) -> Result<Compared, AppError> {
        let by = (&*received.identity, received.index.keys.as_slice());
        let comparison = earliers.compare(transaction, &received.application.form, by, None).await?;
        let mut compared = self.screened(received, comparison, filing)?;
        compared.moved = earliers.refiled(transaction, &compared.application, &filing.occasion, &self.law).await?;
        Ok(compared)
    }

    /// What a comparison makes of it, and the screen where that was asked for.
    fn screened(&self, received: &Received, comparison: Comparison, filing: &Filing) -> Result<Compared, AppError> {
        let Received { application, event, index, .. } = received;
        let compare = Action::Compare(comparison);
        let (mut application, compared) = application.clone().apply(compare, &filing.occasion, &self.law)?;
        let mut events = vec![event.clone(), compared];
        if filing.screen && matches!(application.stage, Stage::Screening { .. }) {
            // One that cannot be screened is kept all the same, unscreened: it
            // came, and the others that came with it do not wait for it.
            if let Ok((screened, event)) = application.clone().apply(Action::Screen, &filing.occasion, &self.law) {
                application = screened;
                events.push(event);
            }
        }
        let sort = application.form.received.to_string();
        let listed = Listed { stage: application.stage.name(), sort: &sort };
        let row = Row::of(Kind::Application, &index.id, &application, listed)?;
        Ok(Compared { application: Arc::new(application), events, row, index: index.clone(), moved: None })
    }
}

/// Each that was received, in order.
fn received(filings: &[Arc<Filing>]) -> impl Iterator<Item = (&Received, &Filing)> {
    filings.iter().flat_map(|filing| filing.received.iter().flatten().map(|one| (one, &**filing)))
}

/// The keys of all that was received, each once.
fn keys(filings: &[Arc<Filing>]) -> Vec<FilingKey> {
    let keys: HashSet<FilingKey> = received(filings).flat_map(|(one, _)| one.index.keys.iter().copied()).collect();
    keys.into_iter().collect()
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

/// Writes new applications down: their histories, their rows, what they are
/// found by, and what they moved.
pub(crate) async fn write(transaction: &mut Transaction, compared: &[Compared]) -> Result<(), AppError> {
    let histories: Vec<&[Event]> = compared.iter().map(|one| one.events.as_slice()).collect();
    transaction.begin_histories(&histories).await?;
    let rows: Vec<&Row> = compared.iter().map(|one| &one.row).collect();
    transaction.add_rows(Kind::Application, &rows).await?;
    let index: Vec<&imr_store::Filing> = compared.iter().map(|one| &*one.index).collect();
    transaction.add_filings(&index).await?;
    // After them: one that was moved may be among them.
    for (moved, event) in compared.iter().filter_map(|one| one.moved.as_ref()) {
        save_application(transaction, moved, std::slice::from_ref(event)).await?;
    }
    Ok(())
}
