//! Checking everything that is kept against the log.

use crate::{App, AppError, pages, setup};
use imr_core::application::Application;
use imr_core::audit::{Event, Head, root, verify_chain};
use imr_core::case::{Case, Stage};
use imr_core::digest::Digest;
use imr_store::{Kind, StoreFault};
use std::collections::{BTreeMap, BTreeSet};

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

impl AuditReport {
    /// The report where even the list of histories cannot be read.
    fn unreadable(fault: &StoreFault) -> Self {
        let problem = Problem { place: "log".to_owned(), what: fault.to_string() };
        Self { histories: 0, events: 0, documents: 0, pages: 0, root: root(&[]), problems: vec![problem] }
    }
}

impl App {
    /// Checks every chain, every row against its history, every document and
    /// page against its hash, and the whole against a root that was kept.
    pub async fn verify_audit(&self, kept_root: Option<Digest>) -> Result<AuditReport, AppError> {
        let recorded = match self.store.heads().await {
            Ok(recorded) => recorded,
            Err(fault @ StoreFault::BadRow { .. }) => return Ok(AuditReport::unreadable(&fault)),
            Err(other) => return Err(other.into()),
        };
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
            streams: recorded.iter().map(|(stream, _)| stream.clone()).collect(),
        };
        for line in self.store.integrity().await? {
            check.problem("database", line);
        }
        for (stream, head) in &recorded {
            check.history(stream, *head).await?;
        }
        check.strays().await?;
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
    streams: BTreeSet<String>,
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
        let outcome = match stream.split_once('/') {
            Some(("case", number)) => match Case::replay(events) {
                Ok(case) => {
                    self.same_row(Kind::Case, number, stream, &case).await?;
                    self.documents(&case).await?;
                    self.letter(&case).await?;
                    return self.pages(&case).await;
                }
                Err(broken) => Err(broken.to_string()),
            },
            Some(("application", id)) => match Application::replay(events) {
                Ok(application) => {
                    self.case_is_there(stream, &application);
                    return self.same_row(Kind::Application, id, stream, &application).await;
                }
                Err(broken) => Err(broken.to_string()),
            },
            None if stream == setup::STREAM => match self.app.setup_departs(events).await {
                Ok(departs) => departs.map_or(Ok(()), Err),
                Err(AppError::Store(fault @ StoreFault::BadRow { .. })) => Err(fault.to_string()),
                Err(other) => return Err(other),
            },
            _ => Err("nobody knows what this history is about".to_owned()),
        };
        if let Err(what) = outcome {
            self.problem(stream, what);
        }
        Ok(())
    }

    /// A case that an application was assigned to has a history.
    fn case_is_there(&mut self, stream: &str, application: &Application) {
        if let imr_core::application::Stage::Assigned { case } = &application.stage
            && !self.streams.contains(&Case::stream(case))
        {
            self.problem(stream, format!("it was assigned to case {case}, which has no history"));
        }
    }

    async fn letter(&mut self, case: &Case) -> Result<(), AppError> {
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

    /// Rows without a history.
    async fn strays(&mut self) -> Result<(), AppError> {
        let kinds = [
            (Kind::Case, "case/"),
            (Kind::Application, "application/"),
            (Kind::Organization, ""),
            (Kind::Reviewer, ""),
            (Kind::ReviewerIdentity, ""),
        ];
        for (kind, prefix) in kinds {
            for id in self.app.store.ids(kind).await? {
                let stream = if prefix.is_empty() { setup::STREAM.to_owned() } else { format!("{prefix}{id}") };
                if !self.streams.contains(&stream) {
                    self.problem(&stream, format!("a row is there ({id}), but no history of it"));
                }
            }
        }
        Ok(())
    }
}
