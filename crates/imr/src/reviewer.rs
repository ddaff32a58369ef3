//! `imr reviewer import|list|show` and `imr affiliation …`.

use crate::args::{Affiliation as Ties, By, Names, Reviewer as Command};
use crate::columns::hanging;
use crate::data;
use crate::failure::Failure;
use imr_app::Taken;
use imr_core::party::{Actor, Role};
use imr_core::reviewer::{Reviewer, Tie};
use std::path::Path;
use std::process::ExitCode;

pub(crate) async fn run(command: &Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Import { file, by } => {
            let app = data::existing(&by.data, None).await?;
            let taken = app.import_roster(&name(file), &data::text(file)?, &coordinator(by)).await?;
            Ok(summary("reviewers", &taken))
        }
        Command::List(data) => {
            let app = data::existing(data, None).await?;
            let (on, roster) = (app.world.today(), app.roster().await?);
            for one in &roster {
                let states: Vec<&str> = one.licensed_on(on).map(|licence| licence.state.as_str()).collect();
                let held: Vec<&str> = one.certified_on(on).flat_map(|held| held.names()).collect();
                let both = format!("{}; {}", or_none(&held, "no certification"), or_none(&states, "no licence"));
                println!("{}", hanging(&format!("{:<10} {}", one.id, one.degree), 16, &both));
            }
            println!("{} reviewers; certifications and licences as they hold on {on}", roster.len());
            Ok(ExitCode::SUCCESS)
        }
        Command::Show { id, data } => {
            print!("{}", shown(&data::existing(data, None).await?.reviewer(id).await?));
            Ok(ExitCode::SUCCESS)
        }
    }
}

pub(crate) async fn affiliation(command: &Ties) -> Result<ExitCode, Failure> {
    match command {
        Ties::Import { file, by } => {
            let app = data::existing(&by.data, None).await?;
            let taken = app.import_affiliations(&name(file), &data::text(file)?, &coordinator(by)).await?;
            return Ok(summary("affiliations", &taken));
        }
        Ties::List(data) => {
            let (register, rulings) = data::existing(data, None).await?.affiliations().await?;
            for one in &register {
                println!("{}", hanging(&one.name, 4, &tie(&one.tie)));
            }
            for ruling in &rulings {
                let are = if ruling.same { "are one" } else { "are two" };
                let says = format!("{are}: {} ({}, {})", ruling.reason, ruling.by, ruling.on);
                println!("{}", hanging(&format!("{:?} and {:?}", ruling.one, ruling.other), 4, &says));
            }
            println!("{} affiliations, {} pairs of names told apart or together", register.len(), rulings.len());
        }
        Ties::Same(names) => rule(names, true).await?,
        Ties::Different(names) => rule(names, false).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn rule(names: &Names, same: bool) -> Result<(), Failure> {
    let app = data::existing(&names.by.data, None).await?;
    let pair = (names.one.as_str(), names.other.as_str());
    app.rule_names(pair, same, &names.reason, &coordinator(&names.by)).await?;
    println!("Recorded: {:?} and {:?} are {}.", names.one, names.other, if same { "one" } else { "two" });
    Ok(())
}

fn coordinator(by: &By) -> Actor {
    Actor::new(Role::Coordinator, by.by.clone())
}

fn name(file: &Path) -> String {
    file.file_name().map_or_else(|| file.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn or_none(list: &[&str], none: &str) -> String {
    if list.is_empty() { none.to_owned() } else { list.join(", ") }
}

/// What came of taking in a file; status 1 where rows were left out.
fn summary(what: &str, taken: &Taken) -> ExitCode {
    for complaint in &taken.complaints {
        eprintln!("{}", hanging("left out:", 10, &complaint.to_string()));
    }
    for oddity in &taken.oddities {
        eprintln!("{}", hanging("odd:", 10, &oddity.to_string()));
    }
    println!(
        "{what}: {} added, {} changed, {} as before, {} left out",
        taken.added,
        taken.changed,
        taken.unchanged,
        taken.complaints.len()
    );
    if taken.complaints.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A reviewer on one screen: by pseudonym, without name or licence number.
fn shown(one: &Reviewer) -> String {
    let mut lines = vec![format!("Reviewer {}, {}", one.id, one.degree)];
    let mut line = |label: &str, text: String| lines.push(hanging(&format!("  {label}"), 18, &text));
    line("taxonomy", one.taxonomy.clone().unwrap_or_else(|| "not given".to_owned()));
    for licence in &one.licences {
        line("licence", format!("{}, {}, until {}", licence.state, licence.standing(), licence.until));
    }
    for held in &one.certifications {
        let until = held.until.map_or_else(|| "for life".to_owned(), |until| format!("until {until}"));
        let board = if held.board.is_empty() { String::new() } else { format!(", {}", held.board) };
        line("certification", format!("{}{board}, {until}", held.names().collect::<Vec<_>>().join(" / ")));
    }
    line("practice", format!("since {}, {} hours a week", one.practising_since, one.hours_per_week));
    for sanction in &one.sanctions {
        line("sanction", format!("{}, {}: {}", sanction.on, sanction.by, sanction.what));
    }
    for term in &one.evaluator {
        let to = term.to.map_or_else(String::new, |to| format!(" to {to}"));
        line("QME", format!("from {}{to}", term.from));
    }
    one.ties.iter().for_each(|one| line("tie", tie(one)));
    line("load", format!("{} of {} cases in hand elsewhere", one.in_hand, one.capacity));
    if let Some(last) = one.last_assigned {
        line("last assigned", last.to_string());
    }
    lines.join("\n") + "\n"
}

fn tie(tie: &Tie) -> String {
    let share = tie.share.map(|share| format!(", {share}")).unwrap_or_default();
    let from = tie.from.map(|from| format!(", from {from}")).unwrap_or_default();
    let to = tie.to.map(|to| format!(", to {to}")).unwrap_or_default();
    let note = if tie.note.is_empty() { String::new() } else { format!(", {}", tie.note) };
    format!("{} of {} ({}){share}{from}{to}{note} [{}]", tie.kind, tie.with, tie.sort, tie.source)
}
