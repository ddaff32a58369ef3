//! Lists of cases and applications, what is due in all of them, and a case as it was.

use crate::{App, AppError};
use imr_core::application::{Application, Priority, Stage as Filed};
use imr_core::audit::verify_chain;
use imr_core::case::Case;
use imr_core::deadline::{self, Due, Trigger};
use imr_core::law::Who;
use imr_store::{Kind, Page, Range};
use jiff::civil::Date;
use serde::de::DeserializeOwned;

/// Which cases or applications a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only those at this stage, by its name.
    pub stage: Option<String>,
    /// Only cases of which something is due before this day; only
    /// applications that were received before it.
    pub before: Option<Date>,
    /// Only those that stand behind this one, by its number or identifier.
    pub after: Option<String>,
    /// How many at most.
    pub limit: u32,
}

/// Something that is due in a case, or on an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDue {
    /// Number of the case, or identifier of the application.
    pub of: String,
    /// Whether that is an application.
    pub on_application: bool,
    /// Name of the stage it is at.
    pub stage: &'static str,
    /// What is due, and when.
    pub due: Due,
    /// By whom; none where the rule book no longer says.
    pub owed_by: Option<Who>,
}

impl OpenDue {
    /// Whether somebody is late with it on a day.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        self.due.date < today && !self.is_right()
    }

    /// Whether it was a right that has ended by a day: nobody is late with it.
    #[must_use]
    pub fn has_lapsed(&self, today: Date) -> bool {
        self.due.date < today && self.is_right()
    }

    fn is_right(&self) -> bool {
        self.owed_by.is_some_and(Who::only_may)
    }
}

/// A day after every day that is ever due: what has nothing due stands last.
const NEVER: &str = "9999-12-31";

/// The order of a case within lists: by what is due next, then by number.
pub(crate) fn sort(case: &Case) -> String {
    let next = case.due().first().map_or_else(|| NEVER.to_owned(), |due| due.date.to_string());
    format!("{next} {}", case.number())
}

impl App {
    /// A page of the cases that pass a filter, that with the soonest due date
    /// first.
    pub async fn list_cases(&self, filter: &Filter) -> Result<Page<Case>, AppError> {
        let sort = match &filter.after {
            Some(number) => sort(&self.case(number).await?),
            None => String::new(),
        };
        self.list(Kind::Case, filter, &sort).await
    }

    /// A page of the applications that pass a filter, in the order of their
    /// receipt.
    pub async fn list_applications(&self, filter: &Filter) -> Result<Page<Application>, AppError> {
        let sort = match filter.after.as_deref().map(str::parse) {
            Some(Ok(id)) => self.application(id).await?.form.received.to_string(),
            Some(Err(_)) => {
                return Err(AppError::NotFound {
                    what: format!("application {}", filter.after.as_deref().unwrap_or_default()),
                    remedy: "Give the identifier that the page before ended with.".to_owned(),
                });
            }
            None => String::new(),
        };
        self.list(Kind::Application, filter, &sort).await
    }

    async fn list<T: DeserializeOwned>(
        &self,
        kind: Kind,
        filter: &Filter,
        sort: &str,
    ) -> Result<Page<T>, AppError> {
        let before = filter.before.map(|day| day.to_string());
        let after = (sort, filter.after.as_deref().unwrap_or_default());
        let range = Range { stage: filter.stage.as_deref(), after, before: before.as_deref(), limit: filter.limit };
        Ok(self.store.page(kind, range).await?)
    }

    /// The numbers of all cases, in order: at a stage, or at any.
    pub async fn case_numbers(&self, stage: Option<&str>) -> Result<Vec<String>, AppError> {
        self.names(Kind::Case, stage).await
    }

    /// The identifiers of all applications, in order: at a stage, or at any.
    pub async fn application_ids(&self, stage: Option<&str>) -> Result<Vec<String>, AppError> {
        self.names(Kind::Application, stage).await
    }

    async fn names(&self, kind: Kind, stage: Option<&str>) -> Result<Vec<String>, AppError> {
        let rows = self.store.listings(kind).await?.into_iter();
        Ok(rows.filter(|row| stage.is_none_or(|stage| row.stage == stage)).map(|row| row.id).collect())
    }

    /// Everything that is due in any case or on any application, up to and with
    /// a day, the soonest first.
    pub async fn open_dues(&self, until: Option<Date>) -> Result<Vec<OpenDue>, AppError> {
        let mut all = Vec::new();
        // The order of the list knows nothing of invoices, so all are read.
        let mut filter = Filter { limit: 500, ..Filter::default() };
        loop {
            let page = self.list_cases(&filter).await?;
            for case in &page.rows {
                let dues = case.due().into_iter().chain(case.invoices_due());
                all.extend(dues.map(|due| self.open_due(case.number(), false, case.stage.name(), due)));
            }
            match page.next {
                Some(next) => filter.after = Some(next),
                None => break,
            }
        }
        for stage in ["information requested", "incomplete", "deferred", "eligible", "assigned"] {
            let mut filter = Filter { stage: Some(stage.to_owned()), limit: 500, ..Filter::default() };
            loop {
                let page = self.list_applications(&filter).await?;
                for one in &page.rows {
                    all.extend(self.due_on(one)?);
                }
                match page.next {
                    Some(next) => filter.after = Some(next),
                    None => break,
                }
            }
        }
        all.retain(|one| until.is_none_or(|until| one.due.date <= until));
        all.sort_by(|one, other| (one.due.date, &one.of).cmp(&(other.due.date, &other.of)));
        Ok(all)
    }

    /// What is due on an application. One that is eligible owes the notice of
    /// assignment, also while it waits for a person to say whether it joins an
    /// open case.
    fn due_on(&self, one: &Application) -> Result<Option<OpenDue>, AppError> {
        let of = one.id.to_string();
        let Filed::Eligible { on, .. } = &one.stage else {
            return Ok(one.stage.due().map(|due| self.open_due(&of, true, one.stage.name(), due)));
        };
        let expedited = one.priority() == Priority::Expedited;
        let due = deadline::due(&self.law, "D11", Trigger::on(*on).expedited(expedited))?;
        let stage = if expedited { "eligible, EXPEDITED, no case yet" } else { "eligible, no case yet" };
        Ok(Some(self.open_due(&of, true, stage, &due)))
    }

    fn open_due(&self, of: &str, on_application: bool, stage: &'static str, due: &Due) -> OpenDue {
        let owed_by = self.law.period(&due.rule, due.date).ok().map(|row| row.owed_by);
        OpenDue { of: of.to_owned(), on_application, stage, due: due.clone(), owed_by }
    }

    /// The number of a case by its number or by that of an application that
    /// joined it.
    pub async fn number_of(&self, number: &str) -> Result<String, AppError> {
        if self.store.document::<serde_json::Value>(Kind::Case, number).await?.is_some() {
            return Ok(number.to_owned());
        }
        let joined = |case: &Case| case.joined.iter().any(|one| one.alias == number);
        let found = self.cases().await?.into_iter().find(joined);
        // An unknown number is answered for by whoever looks the case up.
        Ok(found.map_or_else(|| number.to_owned(), |case| case.number().to_owned()))
    }

    /// A case as its history had made it at the end of a day.
    pub async fn case_as_of(&self, number: &str, day: Date) -> Result<Case, AppError> {
        let stream = Case::stream(number);
        let mut events = self.history(number).await?;
        let damaged = |why: String| AppError::Damaged { what: format!("case {number}"), why };
        verify_chain(&stream, &events).map_err(|broken| damaged(broken.to_string()))?;
        events.retain(|event| self.world.day(event.at) <= day);
        if events.is_empty() {
            return Err(AppError::NotFound {
                what: format!("case {number} on {day}: it was opened later"),
                remedy: "Ask for a later day.".to_owned(),
            });
        }
        Ok(Case::replay(&events)?)
    }
}
