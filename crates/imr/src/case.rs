//! `imr case list|show|history`.

use crate::args::Case as Command;
use crate::data;
use crate::failure::Failure;
use imr_core::case::{Case, Fact, Stage};
use imr_core::deadline::Due;
use std::process::ExitCode;

pub(crate) async fn run(command: &Command) -> Result<ExitCode, Failure> {
    match command {
        Command::List(data) => {
            let cases = data::existing(data, None).await?.cases().await?;
            for case in &cases {
                println!(
                    "{}  {:18}  {} items  assigned {}",
                    case.number(),
                    case.stage.name(),
                    case.items.len(),
                    case.opening.assigned
                );
            }
            println!("{}", if cases.len() == 1 { "1 case".to_owned() } else { format!("{} cases", cases.len()) });
        }
        Command::Show(args) => {
            let app = data::existing(&args.data, None).await?;
            print!("{}", show(&app.case(&args.case).await?));
        }
        Command::History(args) => {
            let app = data::existing(&args.data, None).await?;
            let case = app.case(&args.case).await?;
            let id = case.opening.application;
            for event in app.application_history(id).await? {
                let told = imr_core::fact::read::<imr_core::application::Fact>(&event);
                line(&event, told.map_or_else(|why| why.to_string(), |fact| fact.headline()));
            }
            for event in app.history(&args.case).await? {
                let told = imr_core::fact::read::<Fact>(&event);
                line(&event, told.map_or_else(|why| why.to_string(), |fact| fact.headline()));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// An event in two lines.
pub(crate) fn line(event: &imr_core::audit::Event, told: String) {
    let kind = event.stream.split('/').next().unwrap_or_default();
    println!(
        "{}  {kind:11} {:>3}  {}  {}\n{:29}{} ({})",
        event.at.strftime("%Y-%m-%d %H:%M"),
        event.seq,
        event.hash.short(),
        told,
        "",
        event.actor,
        event.reason
    );
}

/// A case on one screen.
pub(crate) fn show(case: &Case) -> String {
    let opening = &case.opening;
    let mut lines = vec![
        format!("Case {}: {}", case.number(), case.stage.name()),
        format!(
            "  application received {}, assigned {}, injury {}",
            opening.received, opening.assigned, opening.date_of_injury
        ),
    ];
    let decided = |number: usize| {
        let decisions = &case.assignment()?.decisions;
        decisions.iter().find(|one| one.item == number).map(|one| one.decision.as_str())
    };
    lines.push("Disputed items".to_owned());
    for item in &case.items {
        lines.push(format!("  {}. {}:  {}", item.number, item.item, decided(item.number).unwrap_or("not decided")));
    }
    lines.push("Due".to_owned());
    lines.extend(dues(case).into_iter().map(|due| format!("  {}  {} ({})", due.date, due.title, due.rule)));
    lines.push(format!("Case file: {} documents, {} pages", case.documents.len(), case.next_page() - 1));
    lines.extend(case.documents.iter().map(|document| format!("  {}", document.line())));
    if let Some(review) = case.assignment() {
        lines.push(format!("Reviewer: {}", review.reviewer.id));
    }
    lines.push(format!("Events: {} (imr case history {})", case.head.seq, case.number()));
    lines.join("\n") + "\n"
}

fn dues(case: &Case) -> Vec<&Due> {
    let mut dues = vec![&case.opening.notice_due];
    match &case.stage {
        Stage::AwaitingRecords { records_due } => dues.push(records_due),
        Stage::RecordsComplete { determination_due } | Stage::ReviewerMatching { determination_due, .. } => {
            dues.push(determination_due);
        }
        Stage::InReview { review } | Stage::LetterDraft { review, .. } => dues.push(&review.determination_due),
        Stage::Determined { review, appeal_until, .. } => dues.extend([&review.determination_due, appeal_until]),
        Stage::Assigned => {}
    }
    dues
}
