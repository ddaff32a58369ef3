//! `imr case list|show|history`.

use crate::args::{Case as Command, CaseArgs, List};
use crate::data;
use crate::failure::Failure;
use crate::world::SystemWorld;
use imr_app::Filter;
use imr_core::case::Fact;
use imr_core::world::World as _;
use jiff::civil::Date;
use std::process::ExitCode;

pub(crate) use crate::case_shown::show;

pub(crate) async fn run(command: &Command) -> Result<ExitCode, Failure> {
    match command {
        Command::List(args) => list(args).await,
        Command::Show { case, as_of } => shown(case, *as_of).await,
        Command::History(args) => history(args).await,
        Command::Advance(args) => crate::advance::run(crate::advance::What::Cases, args).await,
        Command::Do(args) => crate::case_do::run(args).await,
    }
}

async fn list(args: &List) -> Result<ExitCode, Failure> {
    let app = data::existing(&args.data, None).await?;
    let today = app.world.today();
    let filter = Filter {
        stage: args.stage.clone(),
        before: if args.overdue { Some(today) } else { args.due_before },
        after: args.after.clone(),
        limit: args.limit.max(1),
    };
    let page = app.list_cases(&filter).await?;
    for case in &page.rows {
        let next = case.due().first().map_or_else(
            || "nothing due".to_owned(),
            |due| {
                let overdue = if due.date < today { ", overdue" } else { "" };
                format!("next due {} ({}){overdue}", due.date, due.rule)
            },
        );
        println!(
            "{}  {:26}  {:8}  assigned {}  {next}",
            case.number(),
            case.stage.name(),
            imr_core::prose::counted(case.items.len(), "item"),
            case.opening.assigned
        );
    }
    println!("{}", if page.rows.len() == 1 { "1 case".to_owned() } else { format!("{} cases", page.rows.len()) });
    if let Some(next) = page.next {
        println!("There are more: --after {next}");
    }
    Ok(ExitCode::SUCCESS)
}

async fn shown(args: &CaseArgs, as_of: Option<Date>) -> Result<ExitCode, Failure> {
    let app = data::existing(&args.data, None).await?;
    let number = app.number_of(&args.case).await?;
    if let Some(day) = as_of {
        let case = app.case_as_of(&number, day).await?;
        println!("As it was at the end of {day}");
        print!("{}", show(&case));
        print!("{}", crate::case_shown::rules(&case, day, &app.law));
        return Ok(ExitCode::SUCCESS);
    }
    let case = app.case(&number).await?;
    print!("{}", show(&case));
    if let Some(penalty) = case.late_records(app.world.today(), &app.law) {
        let penalty = penalty?;
        println!(
            "Exposure for late records: {} ({})",
            imr_core::prose::dollars(penalty.amount_cents),
            penalty.title
        );
        penalty.steps.iter().for_each(|step| println!("  {}", step.text));
    }
    Ok(ExitCode::SUCCESS)
}

async fn history(args: &CaseArgs) -> Result<ExitCode, Failure> {
    let app = data::existing(&args.data, None).await?;
    let case = app.case(&app.number_of(&args.case).await?).await?;
    let joined = case.joined.iter().map(|one| one.application);
    for id in std::iter::once(case.opening.application).chain(joined) {
        for event in app.application_history(id).await? {
            let told = imr_core::fact::read::<imr_core::application::Fact>(&event);
            line(&event, told.map_or_else(|why| why.to_string(), |fact| fact.headline()));
        }
    }
    for event in app.history(case.number()).await? {
        let told = imr_core::fact::read::<Fact>(&event);
        line(&event, told.map_or_else(|why| why.to_string(), |fact| fact.headline()));
    }
    Ok(ExitCode::SUCCESS)
}

/// An event in two lines; its day and hour are those of Pacific time, as legal
/// days are.
pub(crate) fn line(event: &imr_core::audit::Event, told: String) {
    let kind = event.stream.split('/').next().unwrap_or_default();
    println!(
        "{} {}  {kind:11} {:>3}  {}  {}\n{:29}{} ({})",
        SystemWorld.day(event.at),
        SystemWorld.hour(event.at).strftime("%H:%M"),
        event.seq,
        event.hash.short(),
        told,
        "",
        event.actor,
        event.reason
    );
}
