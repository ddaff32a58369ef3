//! Checking everything that is kept against the log.

use crate::{App, AppError};
use imr_core::application::Application;
use imr_core::audit::{Event, Head, root, verify_chain};
use imr_core::case::{Case, Stage};
use imr_core::digest::Digest;
use imr_store::{Kind, StoreFault};
use std::collections::BTreeMap;

/// What came of checking the log and what rests on it.
#[derive(Debug, Clone)]
pub struct AuditReport {
    /// Histories checked.
    pub histories: usize,
    /// Events checked.
    pub events: usize,
    /// Documents checked byte for byte.
    pub documents: usize,
    /// Pages checked.
    pub pages: usize,
    /// One digest over the heads of all chains, to be kept elsewhere.
    pub root: Digest,
    /// What is wrong, the first thing first.
    pub problems: Vec<Problem>,
}

/// Something that does not agree with the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: String,
    /// What.
    pub what: String,
}

impl App {
    /// Checks every chain, every row against its history, every document and
    /// page against its hash, and the whole against a root that was kept.
    pub async fn verify_audit(&self, kept_root: Option<Digest>) -> Result<AuditReport, AppError> {
        let recorded = self.store.heads().await?;
        let mut check = Check {
            app: self,
            report: AuditReport {
                histories: recorded.len(),
                events: 0,
                documents: 0,
                pages: 0,
                root: root(&recorded),
                problems: Vec::new(),
            },
            found: Vec::new(),
        };
        for line in self.store.integrity().await? {
            check.problem("database", line);
        }
        for (stream, head) in &recorded {
            check.history(stream, *head).await?;
        }
        check.strays(&recorded).await?;
        check.report.root = root(&check.found);
        if let Some(kept) = kept_root
            && kept != check.report.root
        {
            let what = format!(
                "the root is {} and not {kept}: an event was cut off, or a chain was written anew",
                check.report.root
            );
            check.problem("log", what);
        }
        Ok(check.report)
    }
}

struct Check<'a> {
    app: &'a App,
    report: AuditReport,
    found: Vec<(String, Head)>,
}

impl Check<'_> {
    fn problem(&mut self, place: &str, what: impl Into<String>) {
        self.report.problems.push(Problem { place: place.to_owned(), what: what.into() });
    }

    async fn history(&mut self, stream: &str, recorded: Head) -> Result<(), AppError> {
        let events = match self.app.store.events(stream).await {
            Ok(events) => events,
            Err(fault @ StoreFault::BadRow { .. }) => {
                self.problem(stream, fault.to_string());
                return Ok(());
            }
            Err(other) => return Err(other.into()),
        };
        self.report.events += events.len();
        let head = match verify_chain(stream, &events) {
            Ok(head) => head,
            Err(broken) => {
                self.problem(stream, format!("event {}: {}", broken.seq, broken.what));
                return Ok(());
            }
        };
        self.found.push((stream.to_owned(), head));
        if head != recorded {
            self.problem(
                stream,
                format!(
                    "the history has {} events, but {} were recorded: its end was cut off or changed",
                    head.seq, recorded.seq
                ),
            );
            return Ok(());
        }
        self.row(stream, &events).await
    }

    async fn row(&mut self, stream: &str, events: &[Event]) -> Result<(), AppError> {
        match stream.split_once('/') {
            Some(("case", number)) => match Case::replay(events) {
                Ok(case) => {
                    self.same_row(Kind::Case, number, stream, &case).await?;
                    self.documents(&case).await?;
                    self.pages(&case).await
                }
                Err(broken) => {
                    self.problem(stream, broken.to_string());
                    Ok(())
                }
            },
            Some(("application", id)) => match Application::replay(events) {
                Ok(application) => self.same_row(Kind::Application, id, stream, &application).await,
                Err(broken) => {
                    self.problem(stream, broken.to_string());
                    Ok(())
                }
            },
            _ => {
                self.problem(stream, "nobody knows what this history is about");
                Ok(())
            }
        }
    }

    async fn same_row<T>(&mut self, kind: Kind, id: &str, stream: &str, replayed: &T) -> Result<(), AppError>
    where
        T: serde::de::DeserializeOwned + PartialEq,
    {
        match self.app.store.document::<T>(kind, id).await {
            Ok(Some(row)) if row == *replayed => {}
            Ok(Some(_)) => self.problem(stream, "the row does not agree with its history"),
            Ok(None) => self.problem(stream, "the row is missing; its history is there"),
            Err(fault @ StoreFault::BadRow { .. }) => self.problem(stream, fault.to_string()),
            Err(other) => return Err(other.into()),
        }
        Ok(())
    }

    async fn documents(&mut self, case: &Case) -> Result<(), AppError> {
        let mut named: BTreeMap<Digest, String> = BTreeMap::new();
        for document in &case.documents {
            named.insert(document.digest, format!("the file of the {}", document.kind));
        }
        for notice in &case.notices {
            named.insert(notice.document, notice.title.clone());
        }
        if let Stage::Determined { letter, .. } = &case.stage {
            named.insert(letter.text, "the letter as text".to_owned());
            named.insert(letter.record, "the letter as a record".to_owned());
        }
        for (digest, name) in named {
            self.report.documents += 1;
            match self.app.store.blobs().get(&digest).await {
                Ok(_) => {}
                Err(fault @ (StoreFault::BlobMissing { .. } | StoreFault::BlobChanged { .. })) => {
                    self.problem(&Case::stream(case.number()), format!("{name}: {fault}"));
                }
                Err(other) => return Err(other.into()),
            }
        }
        Ok(())
    }

    async fn pages(&mut self, case: &Case) -> Result<(), AppError> {
        let place = Case::stream(case.number());
        let stored = match self.app.store.pages(case.number()).await {
            Ok(stored) => stored,
            Err(fault @ StoreFault::BadRow { .. }) => {
                self.problem(&place, fault.to_string());
                return Ok(());
            }
            Err(other) => return Err(other.into()),
        };
        let expected: Vec<Digest> = case.documents.iter().flat_map(|one| one.page_hashes.clone()).collect();
        self.report.pages += stored.len();
        if stored.len() != expected.len() {
            self.problem(&place, format!("{} pages are kept, {} were taken in", stored.len(), expected.len()));
        }
        for (page, hash) in stored.iter().zip(expected) {
            if Digest::of(page.text.as_bytes()) != hash || page.text_hash != hash {
                self.problem(&place, format!("page {} of the case file is not as it was read", page.number));
            }
        }
        Ok(())
    }

    /// Rows without a history.
    async fn strays(&mut self, recorded: &[(String, Head)]) -> Result<(), AppError> {
        let known = |stream: &str| recorded.iter().any(|(one, _)| one == stream);
        let cases = self.app.store.documents::<serde_json::Value>(Kind::Case).await?;
        let applications = self.app.store.documents::<serde_json::Value>(Kind::Application).await?;
        let streams = cases
            .iter()
            .map(|(number, _)| Case::stream(number))
            .chain(applications.iter().map(|(id, _)| format!("application/{id}")));
        let strays: Vec<String> = streams.filter(|stream| !known(stream)).collect();
        for stray in strays {
            self.problem(&stray, "a row is there, but no history of it");
        }
        Ok(())
    }
}
