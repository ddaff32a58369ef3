//! `imr demo --applications N`: the generated world taken through, from
//! filing to a reviewer at work, day by day. Beside what became of each
//! application stands what is true of it.

mod report;

use super::outputs::write;
use crate::advance;
use crate::failure::Failure;
use imr_app::{App, EndOfDispute};
use imr_core::application::{Form, Stage as Filed};
use imr_core::case::Cause;
use imr_core::party::{Actor, Role};
use imr_core::reviewer::{Identity, Reviewer};
use imr_core::service::{Method, ServedNotice};
use imr_core::world::{StoryWorld, World as _};
use imr_sample::Story;
use imr_sample::world::{GeneratedWorld, Mix, affiliation_row, progress_report};
use indicatif::ProgressBar;
use jiff::civil::Date;
use jiff::{ToSpan as _, tz::TimeZone};
use report::{Report, Seen};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use uuid::Uuid;

const SEED: u64 = 1;

/// One reviewer for three applications: none has more in hand than capacity.
const REVIEWERS: usize = 3;

/// Something that happens on a day.
#[derive(Debug, Clone)]
enum Task {
    /// The application of this number arrives.
    File(usize),
    /// Somebody looks whether a time is over on an application.
    LookAgain(Uuid),
    /// The notice of assignment goes out.
    Notice(String, usize),
    /// The records come.
    Records(String, usize),
    /// The claims administrator authorizes everything.
    Authorize(String),
    /// The proposed reviewer accepts.
    Accept(String),
}

/// The run: the days to come, and what was seen so far.
struct Run<'a> {
    app: &'a App,
    world: &'a StoryWorld,
    made: GeneratedWorld,
    folder: &'a Path,
    days: BTreeMap<(Date, usize), Task>,
    planned: usize,
    report: Report,
}

pub(super) async fn run(app: &App, world: &StoryWorld, folder: &Path, count: usize) -> Result<ExitCode, Failure> {
    if app.organization_if_any().await?.is_some() {
        return Err(Failure::new(format!(
            "{} holds data already. Name an empty folder or database; nothing was written.",
            folder.display()
        )));
    }
    let made = GeneratedWorld::new(SEED, count, Mix::Usual);
    let report = Report::default();
    let mut run = Run { app, world, made, folder, days: BTreeMap::new(), planned: 0, report };
    run.set_up(count).await?;
    for number in 0..count {
        run.plan(run.made.application(number).0.received, Task::File(number));
    }
    let progress = ProgressBar::new(count as u64);
    while let Some(((day, _), task)) = run.days.pop_first() {
        if let Task::File(number) = task {
            progress.set_position(number as u64 + 1);
        }
        run.move_to(day);
        run.perform(day, task).await?;
    }
    progress.finish_and_clear();
    run.report.tell(app, folder).await?;
    app.store.clone().close().await;
    Ok(ExitCode::SUCCESS)
}

fn coordinator() -> Actor {
    Actor::new(Role::Coordinator, "coordinator-1")
}

fn intake() -> Actor {
    Actor::new(Role::Intake, "intake-1")
}

impl Run<'_> {
    async fn set_up(&mut self, count: usize) -> Result<(), Failure> {
        let organization = Story::with(imr_sample::Facts::default()).organization;
        let roster: Vec<(Reviewer, Identity)> = self
            .made
            .roster(count.div_ceil(REVIEWERS).max(60))
            .into_iter()
            .map(|one| (one.reviewer, one.identity))
            .collect();
        self.move_to(self.made.application(0).0.received);
        self.app.set_up(&organization, &roster, &coordinator()).await?;
        let rows: Vec<String> =
            self.made.affiliations().iter().map(|one| affiliation_row(one).to_string()).collect();
        self.app.import_affiliations("affiliations.jsonl", &rows.join("\n"), &coordinator()).await?;
        Ok(())
    }

    fn plan(&mut self, day: Date, task: Task) {
        self.planned += 1;
        self.days.insert((day, self.planned), task);
    }

    /// Some days on, or the day after where that is not in the calendar.
    fn later(&mut self, day: Date, days: i32, task: Task) {
        self.plan(day.saturating_add(days.days()), task);
    }

    /// Ten in the morning of a day, by the story's clock.
    fn move_to(&self, day: Date) {
        if let Ok(morning) = day.at(18, 0, 0, 0).to_zoned(TimeZone::UTC) {
            self.world.move_to(morning.timestamp());
        }
    }

    async fn perform(&mut self, day: Date, task: Task) -> Result<(), Failure> {
        match task {
            Task::File(number) => self.filed(day, number).await,
            Task::LookAgain(id) => self.application(day, id).await.map(drop),
            Task::Notice(case, number) => self.noticed(day, case, number).await,
            Task::Records(case, number) => self.records(day, case, number).await,
            Task::Authorize(case) => self.authorized(&case).await,
            Task::Accept(case) => self.accepted(&case).await,
        }
    }

    async fn filed(&mut self, day: Date, number: usize) -> Result<(), Failure> {
        let (form, truth) = self.made.application(number);
        let filed = self.app.file_and_screen_all(vec![form], &intake(), "it came by mail").await?;
        for one in filed {
            let one = one?;
            self.report.seen.push(Seen::of(&one, truth.clone()));
            if let Some(case) = self.application(day, one.id).await? {
                self.later(day, 1, Task::Notice(case, number));
            }
        }
        Ok(())
    }

    /// Takes an application on; gives its case, once there is one.
    async fn application(&mut self, day: Date, id: Uuid) -> Result<Option<String>, Failure> {
        let advanced = self.app.advance_application(id, Method::Mail, &coordinator()).await?;
        let (now, new) = (advanced.now, advanced.served.len());
        self.papers(&now.id.to_string(), &now.notices, new).await?;
        if let Some(due) = now.stage.due().filter(|due| due.date >= day) {
            self.later(due.date, 1, Task::LookAgain(id));
        }
        Ok(match now.stage {
            Filed::Assigned { case, .. } => Some(case),
            _ => None,
        })
    }

    async fn case(&mut self, number: &str) -> Result<Option<String>, Failure> {
        let advanced = self.app.advance_case(number, Method::Mail, &coordinator()).await?;
        if let Some(why) = &advanced.refused {
            self.report.stopped.push((number.to_owned(), why.to_string()));
        }
        self.papers(number, &advanced.now.notices, advanced.served.len()).await?;
        Ok(advanced.now.proposed_reviewer().map(str::to_owned))
    }

    async fn noticed(&mut self, day: Date, case: String, number: usize) -> Result<(), Failure> {
        self.case(&case).await?;
        match number % 40 {
            7 => self.later(day, 5, Task::Authorize(case)),
            // These come too late: they are found overdue on that day.
            13 => self.later(day, 30, Task::Records(case, number)),
            _ => self.later(day, 9, Task::Records(case, number)),
        }
        Ok(())
    }

    async fn records(&mut self, day: Date, case: String, number: usize) -> Result<(), Failure> {
        self.case(&case).await?;
        let form: Form = self.made.application(number).0;
        let report = progress_report(&form).into_bytes();
        let name = "progress-report.txt";
        self.app.receive_document(&case, name, report, Role::ClaimsAdministrator, &intake()).await?;
        self.app.complete_records(&case, None, &coordinator(), "everything that was asked for is in").await?;
        if self.case(&case).await?.is_some() {
            self.later(day, 1, Task::Accept(case));
        }
        Ok(())
    }

    async fn accepted(&mut self, number: &str) -> Result<(), Failure> {
        let case = self.app.case(number).await?;
        let Some(reviewer) = App::reviewer_of(&case) else { return Ok(()) };
        let names = self.app.names_to_attest(number).await?;
        self.app.accept(number, names, &reviewer, "free, qualified and without conflict").await?;
        self.case(number).await.map(drop)
    }

    async fn authorized(&mut self, number: &str) -> Result<(), Failure> {
        let end = EndOfDispute {
            cause: Cause::Authorized,
            items: Vec::new(),
            by: Role::ClaimsAdministrator,
            on: self.world.today(),
            proof: format!("Authorization of every item of case {number}.").into_bytes(),
        };
        self.app.end_dispute(number, end, &intake(), "the claims administrator authorized it").await?;
        self.case(number).await.map(drop)
    }

    async fn papers(&self, of: &str, notices: &[ServedNotice], new: usize) -> Result<(), Failure> {
        advance::papers(self.app, &self.folder.join("notices"), of, notices, new).await
    }
}

/// Writes what became of every application, beside the truth.
fn keep(folder: &Path, report: &Report) -> Result<(), Failure> {
    write(&folder.join("outcomes.csv"), report.table().as_bytes())
}
