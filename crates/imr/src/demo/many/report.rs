//! What became of the applications, counted, and one case shown in full.

use crate::failure::Failure;
use crate::matching::path;
use imr_app::App;
use imr_core::application::{Application, Fact as FiledFact, Stage as Filed};
use imr_core::case::{Case, Fact};
use imr_core::conflict::Conflict;
use imr_sample::world::{Outcome, Truth};
use std::collections::BTreeMap;
use std::path::Path;
use uuid::Uuid;

/// What was seen of the run.
#[derive(Default)]
pub(super) struct Report {
    pub(super) seen: Vec<Seen>,
    /// Cases that stayed behind, and why.
    pub(super) stopped: Vec<(String, String)>,
}

/// What an application was found to be, and what it is.
pub(super) struct Seen {
    id: Uuid,
    found: String,
    truth: Truth,
}

impl Seen {
    pub(super) fn of(one: &Application, truth: Truth) -> Self {
        let found = match (&one.stage, one.stage.screening()) {
            (Filed::Duplicate { .. }, _) => "ineligible DUPLICATE".to_owned(),
            (_, Some(screening)) => {
                let codes: Vec<&str> = screening.reasons().iter().map(|one| one.as_str()).collect();
                format!("{} {}", screening.outcome.name(), codes.join(" ")).trim_end().to_owned()
            }
            (stage, None) => stage.name().to_owned(),
        };
        Self { id: one.id, found, truth }
    }

    fn is_true(&self) -> bool {
        self.found == self.truth()
    }

    fn truth(&self) -> String {
        let outcome = match self.truth.outcome {
            Outcome::Eligible => "eligible",
            Outcome::Ineligible => "ineligible",
            Outcome::Deferred => "deferred",
            Outcome::InformationNeeded => "information needed",
        };
        format!("{outcome} {}", self.truth.reason.unwrap_or_default()).trim_end().to_owned()
    }
}

impl Report {
    /// A row for each application.
    pub(super) fn table(&self) -> String {
        let rows = self
            .seen
            .iter()
            .map(|one| format!("{},{},{},{},{}\n", one.truth.line, one.id, one.found, one.truth(), one.is_true()));
        format!("line,application,found,true,agree\n{}", rows.collect::<String>())
    }

    pub(super) async fn tell(&self, app: &App, folder: &Path) -> Result<(), Failure> {
        super::keep(folder, self)?;
        self.outcomes();
        let cases = app.cases().await?;
        stages(&cases);
        for (case, why) in &self.stopped {
            println!("  {case} stayed behind: {why}");
        }
        served(app, &cases).await?;
        if let Some((case, conflict)) = two_hops(&cases) {
            println!("\nA conflict over two ties and another spelling, in case {}:", case.number());
            println!("  reviewer {} is excluded", conflict.0);
            path(conflict.1).iter().for_each(|line| println!("{line}"));
        }
        let invoiced = cases.iter().find(|case| !case.invoices.is_empty());
        if let Some(case) = invoiced.or(cases.first()) {
            told(app, case).await?;
        }
        println!("\nnotices and invoices   {}", folder.join("notices").display());
        println!("every application      {}", folder.join("outcomes.csv").display());
        let audit = app.verify_audit(None).await?;
        println!("audit                  {} problems", audit.problems.len());
        Ok(())
    }

    fn outcomes(&self) {
        let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for one in &self.seen {
            counts.entry(one.found.clone()).or_default().0 += 1;
            counts.entry(one.truth()).or_default().1 += 1;
        }
        println!("{} applications\n\n{:50} found  true", self.seen.len(), "outcome and reason");
        for (name, (found, truth)) in &counts {
            println!("{name:50} {found:>5} {truth:>5}");
        }
        let wrong: Vec<&Seen> = self.seen.iter().filter(|one| !one.is_true()).collect();
        println!("\n{} found otherwise than it is", wrong.len());
        for one in wrong {
            let like = one.truth.of.map_or(String::new(), |line| format!(", related to {line}"));
            println!("  {} line {}: {}, is {}{like}", one.id, one.truth.line, one.found, one.truth());
        }
    }
}

fn stages(cases: &[Case]) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    cases.iter().for_each(|case| *counts.entry(case.stage.name()).or_default() += 1);
    println!("\n{} cases", cases.len());
    counts.iter().for_each(|(stage, count)| println!("{stage:50} {count:>5}"));
}

async fn served(app: &App, cases: &[Case]) -> Result<(), Failure> {
    let applications = app.applications().await?;
    let of_applications = applications.iter().flat_map(|one| &one.notices);
    let all = of_applications.chain(cases.iter().flat_map(|case| &case.notices));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    all.for_each(|notice| *counts.entry(notice.title.as_str()).or_default() += 1);
    println!("\nnotices served");
    counts.iter().for_each(|(title, count)| println!("{title:64} {count:>5}"));
    println!("{:64} {:>5}", "Invoice", cases.iter().map(|case| case.invoices.len()).sum::<usize>());
    Ok(())
}

/// The conflict that excludes somebody over most steps, where names that are
/// spelled differently were taken for one.
fn two_hops(cases: &[Case]) -> Option<(&Case, (&str, &Conflict))> {
    let all = cases.iter().flat_map(|case| {
        let candidates = case.matching().into_iter().flat_map(|matching| &matching.candidates);
        candidates.flat_map(move |one| {
            one.conflicts.iter().map(move |conflict| (case, (one.reviewer.as_str(), conflict)))
        })
    });
    let fits = |conflict: &Conflict| conflict.excludes && conflict.steps.len() >= 2 && !conflict.taken.is_empty();
    all.filter(|(_, (_, conflict))| fits(conflict)).max_by_key(|(_, (_, conflict))| conflict.steps.len())
}

/// A case as it stands, with its due dates, and everything that happened.
async fn told(app: &App, case: &Case) -> Result<(), Failure> {
    println!("\nOne case in full\n");
    print!("{}", crate::case::show(case));
    println!();
    for event in app.application_history(case.opening.application).await? {
        let told = imr_core::fact::read::<FiledFact>(&event);
        crate::case::line(&event, told.map_or_else(|why| why.to_string(), |fact| fact.headline()));
    }
    for event in app.history(case.number()).await? {
        let told = imr_core::fact::read::<Fact>(&event);
        crate::case::line(&event, told.map_or_else(|why| why.to_string(), |fact| fact.headline()));
    }
    Ok(())
}
