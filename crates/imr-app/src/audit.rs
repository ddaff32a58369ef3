//! Checking everything that is kept against the log.

mod documents;
mod filings;

use crate::{App, AppError, listing, setup};
use imr_core::application::Application;
use imr_core::audit::{Event, Head, root, verify_chain};
use imr_core::case::Case;
use imr_core::digest::Digest;
use imr_store::{Kind, StoreFault, StoredListing};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What came of checking the log and what rests on it.
#[derive(Debug, Clone)]
pub struct AuditReport {
    /// Histories checked.
    pub histories: usize,
    /// Events checked.
    pub events: usize,
    /// Documents, notices, letters and other writings checked byte for byte.
    pub documents: usize,
    /// Pages checked.
    pub pages: usize,
    /// Applications looked up in the index by which duplicates are found.
    pub filings: usize,
    /// One digest over the heads of all chains, to be kept elsewhere.
    pub root: Digest,
    /// What is wrong, the first thing first.
    pub problems: Vec<Problem>,
}

/// What was kept elsewhere of an earlier day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The root that was printed then.
    pub root: Option<Digest>,
    /// The day at whose end it was printed; none for this moment.
    pub day: Option<Date>,
    /// Where every history stood, where that was kept too.
    pub heads: Vec<(String, Head)>,
}

impl From<Digest> for Kept {
    fn from(root: Digest) -> Self {
        Self { root: Some(root), day: None, heads: Vec::new() }
    }
}

/// Where all histories stood at the end of a day: what is printed to be kept
/// elsewhere.
#[derive(Debug, Clone)]
pub struct DailyRoot {
    /// The day.
    pub day: Date,
    /// One digest over all heads.
    pub root: Digest,
    /// Every history with its head.
    pub heads: Vec<(String, Head)>,
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
        Self {
            histories: 0,
            events: 0,
            documents: 0,
            pages: 0,
            filings: 0,
            root: root(&[]),
            problems: vec![problem],
        }
    }
}

impl App {
    /// Checks every chain, every row and the index of filings against the
    /// histories, every document, notice, writing and page against its hash,
    /// and the whole against a root that was kept. What was read of files that
    /// are still being taken in is not checked: it is read again from them.
    pub async fn verify_audit(&self, kept: Option<Kept>) -> Result<AuditReport, AppError> {
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
                filings: 0,
                root: root(&recorded),
                problems: Vec::new(),
            },
            found: Vec::new(),
            kept: kept.unwrap_or(Kept { root: None, day: None, heads: Vec::new() }),
            listings: BTreeMap::new(),
            held: self.store.held().await?,
            serials: BTreeMap::new(),
            keys: 0,
            streams: recorded.iter().map(|(stream, _)| stream.clone()).collect(),
        };
        for line in self.store.integrity().await? {
            check.problem("database", line);
        }
        check.read_listings().await?;
        for (stream, head) in recorded {
            check.history(&stream, head).await?;
        }
        check.strays().await?;
        check.counters().await?;
        check.size_of_filings().await?;
        check.against_kept();
        Ok(check.report)
    }

    /// Where all histories stood at the end of a day; today where none is
    /// named.
    pub async fn daily_root(&self, day: Option<Date>) -> Result<DailyRoot, AppError> {
        let recorded = self.store.heads().await?;
        let Some(day) = day else {
            return Ok(DailyRoot { day: self.world.today(), root: root(&recorded), heads: recorded });
        };
        let mut heads = Vec::new();
        for (stream, _) in recorded {
            let events = self.store.events(&stream).await?;
            heads.extend(self.head_on(&events, day).map(|head| (stream, head)));
        }
        Ok(DailyRoot { day, root: root(&heads), heads })
    }

    /// Where a history stood at the end of a day; none where it had not begun.
    fn head_on(&self, events: &[Event], day: Date) -> Option<Head> {
        events.iter().rev().find(|event| self.world.day(event.at) <= day).map(Event::head)
    }
}

/// Tables that are listed, by the word before the id in the name of a history.
const CASES: &str = "case";
const APPLICATIONS: &str = "application";

struct Check<'a> {
    app: &'a App,
    report: AuditReport,
    /// Where the histories stood at the end of the day that was kept.
    found: Vec<(String, Head)>,
    kept: Kept,
    /// What lists filter and order the rows by.
    listings: BTreeMap<(&'static str, String), StoredListing>,
    /// Who has which case in hand, of the cases not yet checked.
    held: BTreeMap<String, Vec<(String, Date)>>,
    /// The highest number found in each series.
    serials: BTreeMap<String, i64>,
    /// How many keys the index of filings has for the applications so far.
    keys: usize,
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
        self.stands_as_kept(stream, &events);
        let then = self.kept.day.map_or(Some(head), |day| self.app.head_on(&events, day));
        self.found.extend(then.map(|head| (stream.to_owned(), head)));
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
                    self.same_row((Kind::Case, number), stream, |row| case.is_kept_as(row)).await?;
                    self.same_listing(CASES, number, (case.stage.name(), &listing::sort(&case)));
                    self.same_holders(&case);
                    let aliases = case.joined.iter().map(|one| one.alias.as_str());
                    std::iter::once(number).chain(aliases).for_each(|one| self.serial(one));
                    self.documents(&case, events).await?;
                    self.letter(&case).await?;
                    return self.pages(&case).await;
                }
                Err(broken) => Err(broken.to_string()),
            },
            Some(("application", id)) => match Application::replay(events) {
                Ok(application) => {
                    self.case_is_there(stream, &application);
                    let received = application.form.received.to_string();
                    self.same_listing(APPLICATIONS, id, (application.stage.name(), &received));
                    self.notices(stream, &application, events).await?;
                    self.same_filing(stream, id, events).await?;
                    let agrees = |row: &Application| application.is_kept_as(row);
                    return self.same_row((Kind::Application, id), stream, agrees).await;
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

    async fn read_listings(&mut self) -> Result<(), AppError> {
        for (name, kind) in [(CASES, Kind::Case), (APPLICATIONS, Kind::Application)] {
            let rows = self.app.store.listings(kind).await?;
            self.listings.extend(rows.into_iter().map(|row| ((name, row.id.clone()), row)));
        }
        Ok(())
    }

    /// What lists filter and order by repeats what the history says.
    fn same_listing(&mut self, table: &'static str, id: &str, (stage, sort): (&str, &str)) {
        let Some(row) = self.listings.get(&(table, id.to_owned())) else {
            return;
        };
        if row.stage != stage || row.sort != sort {
            let what = format!(
                "lists have it as \"{}\" at \"{}\", its history as \"{stage}\" at \"{sort}\"",
                row.stage, row.sort
            );
            self.problem(&format!("{table}/{id}"), what);
        }
    }

    /// Who has the case in hand is whom its history says.
    fn same_holders(&mut self, case: &Case) {
        let mut holders: Vec<(String, Date)> =
            case.holders().into_iter().map(|(reviewer, since)| (reviewer.to_owned(), since)).collect();
        holders.sort_unstable();
        if self.held.remove(case.number()).unwrap_or_default() != holders {
            self.problem(
                &Case::stream(case.number()),
                "it is counted among the cases of other reviewers than its own",
            );
        }
    }

    /// Notes a number that was given to a case.
    fn serial(&mut self, number: &str) {
        let parts = number.strip_prefix("CM").and_then(|rest| rest.split_once('-'));
        if let Some((year, Ok(serial))) = parts.map(|(year, serial)| (year, serial.parse::<i64>())) {
            let highest = self.serials.entry(format!("case-20{year}")).or_insert(serial);
            *highest = serial.max(*highest);
        }
    }

    /// Numbers are given without gaps, so a counter stands at the highest.
    async fn counters(&mut self) -> Result<(), AppError> {
        let counters: BTreeMap<String, i64> = self.app.store.counters().await?.into_iter().collect();
        for (series, highest) in self.serials.clone() {
            let last = counters.get(&series).copied();
            if last != Some(highest) {
                let last = last.map_or_else(|| "not there".to_owned(), |last| format!("at {last}"));
                self.problem(
                    &format!("counter {series}"),
                    format!("it is {last}; the highest number is {highest}"),
                );
            }
        }
        for (series, last) in counters.iter().filter(|(series, _)| series.starts_with("case-")) {
            if !self.serials.contains_key(series) {
                self.problem(
                    &format!("counter {series}"),
                    format!("it is at {last}, but no case has a number of it"),
                );
            }
        }
        Ok(())
    }

    /// Whether a history still goes through the event it ended with when its
    /// head was kept.
    fn stands_as_kept(&mut self, stream: &str, events: &[Event]) {
        let Some((_, head)) = self.kept.heads.iter().find(|(one, _)| one == stream).cloned() else {
            return;
        };
        let what = match events.iter().find(|event| event.seq == head.seq) {
            Some(event) if event.hash == head.hash => return,
            Some(_) => format!("event {}: it is not the one that was kept: the chain was written anew", head.seq),
            None => format!("event {}: it was there when the heads were kept, and was cut off", head.seq),
        };
        self.problem(stream, what);
    }

    /// Holds what was found against what was kept elsewhere.
    fn against_kept(&mut self) {
        self.report.root = root(&self.found);
        let gone: Vec<String> = self
            .kept
            .heads
            .iter()
            .filter(|(stream, _)| !self.streams.contains(stream))
            .map(|(stream, _)| stream.clone())
            .collect();
        for stream in gone {
            self.problem(&stream, "the whole history is gone");
        }
        if let Some(kept) = self.kept.root
            && kept != self.report.root
        {
            let what = format!(
                "the root is {} and not {kept}: an event was cut off, or a chain was written anew",
                self.report.root
            );
            self.problem("log", what);
        }
    }

    /// A case that an application was assigned to has a history.
    fn case_is_there(&mut self, stream: &str, application: &Application) {
        if let imr_core::application::Stage::Assigned { case, .. } = &application.stage
            && !self.streams.contains(&Case::stream(case))
        {
            self.problem(stream, format!("it was assigned to case {case}, which has no history"));
        }
    }

    async fn same_row<T>(
        &mut self,
        (kind, id): (Kind, &str),
        stream: &str,
        agrees: impl Fn(&T) -> bool,
    ) -> Result<(), AppError>
    where
        T: serde::de::DeserializeOwned,
    {
        match self.app.store.document::<T>(kind, id).await {
            Ok(Some(row)) if agrees(&row) => {}
            Ok(Some(_)) => self.problem(stream, "the row does not agree with its history"),
            Ok(None) => self.problem(stream, "the row is missing; its history is there"),
            Err(fault @ StoreFault::BadRow { .. }) => self.problem(stream, fault.to_string()),
            Err(other) => return Err(other.into()),
        }
        Ok(())
    }

    /// Events, rows and pages without a history.
    async fn strays(&mut self) -> Result<(), AppError> {
        for (stream, events) in self.app.store.events_without_history().await? {
            let are = if events == 1 { "event of it is" } else { "events of it are" };
            let what = format!("{events} {are} there, but not where its history stands: that was deleted");
            self.problem(&stream, what);
        }
        for case in self.app.store.cases_with_pages().await? {
            let stream = Case::stream(&case);
            if !self.streams.contains(&stream) {
                self.problem(&stream, "pages of its case file are there, but no history of it");
            }
        }
        for case in std::mem::take(&mut self.held).into_keys() {
            self.problem(&Case::stream(&case), "it is counted among the cases of a reviewer, but has no history");
        }
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
