//! Whether what histories name beside themselves is there, and is what they
//! name: documents, notices, writings, letters, pages.

use super::Check;
use crate::{AppError, pages};
use imr_core::application::{Application, Fact as Filed};
use imr_core::audit::Event;
use imr_core::case::{Case, Fact};
use imr_core::digest::Digest;
use imr_store::StoreFault;
use std::collections::BTreeMap;

impl Check<'_> {
    /// The documents and notices of a case, and whatever an event of it rests
    /// on or sends.
    pub(super) async fn documents(&mut self, case: &Case, events: &[Event]) -> Result<(), AppError> {
        let mut named: BTreeMap<Digest, String> = BTreeMap::new();
        // An event that cannot be read does not come so far: the case was
        // told from all of them.
        for fact in events.iter().filter_map(|event| imr_core::fact::read::<Fact>(event).ok()) {
            named.extend(fact.writings().into_iter().map(|(name, digest)| (digest, name.to_owned())));
        }
        for document in &case.documents {
            named.insert(document.digest, format!("the file of the {}", document.kind));
        }
        for notice in &case.notices {
            named.insert(notice.document, notice.title.clone());
        }
        self.all_there(&Case::stream(case.number()), named).await
    }

    /// The notices of an application, and whatever an event of it rests on.
    pub(super) async fn notices(
        &mut self,
        stream: &str,
        application: &Application,
        events: &[Event],
    ) -> Result<(), AppError> {
        let mut named: BTreeMap<Digest, String> =
            application.notices.iter().map(|notice| (notice.document, notice.title.clone())).collect();
        for fact in events.iter().filter_map(|event| imr_core::fact::read::<Filed>(event).ok()) {
            named.extend(fact.writings().into_iter().map(|(name, digest)| (digest, name.to_owned())));
        }
        self.all_there(stream, named).await
    }

    async fn all_there(&mut self, stream: &str, named: BTreeMap<Digest, String>) -> Result<(), AppError> {
        for (digest, name) in named {
            self.report.documents += 1;
            match self.app.store.blobs().get(&digest).await {
                Ok(_) => {}
                Err(fault @ (StoreFault::BlobMissing { .. } | StoreFault::BlobChanged { .. })) => {
                    self.problem(stream, format!("{name}: {fault}"));
                }
                Err(other) => return Err(other.into()),
            }
        }
        Ok(())
    }

    pub(super) async fn letter(&mut self, case: &Case) -> Result<(), AppError> {
        match self.app.letter_departs(case).await {
            Ok(None) => {}
            Ok(Some(why)) => self.problem(&Case::stream(case.number()), why),
            // The documents are checked one by one before.
            Err(AppError::Damaged { why, .. }) => self.problem(&Case::stream(case.number()), why),
            Err(AppError::Refused(refusal)) => self.problem(&Case::stream(case.number()), refusal.sentence),
            Err(AppError::Store(StoreFault::BlobMissing { .. } | StoreFault::BlobChanged { .. })) => {}
            Err(other) => return Err(other),
        }
        Ok(())
    }

    pub(super) async fn pages(&mut self, case: &Case) -> Result<(), AppError> {
        let place = Case::stream(case.number());
        let stored = match self.app.store.pages(case.number()).await {
            Ok(stored) => stored,
            Err(fault @ StoreFault::BadRow { .. }) => {
                self.problem(&place, fault.to_string());
                return Ok(());
            }
            Err(other) => return Err(other.into()),
        };
        let expected = pages::expected(case);
        self.report.pages += stored.len();
        if stored.len() != expected.len() {
            self.problem(&place, format!("{} pages are kept, {} were taken in", stored.len(), expected.len()));
        }
        for (page, expected) in stored.iter().zip(expected) {
            if !expected.is(page) {
                self.problem(&place, format!("page {} of the case file is not as it was read", page.number));
            }
        }
        Ok(())
    }
}
