//! `imr application ...`: filing, and what is done until a case is opened.

mod filing;
mod moving;
mod receipt;
mod showing;

use crate::args::Application as Command;
use crate::data;
use crate::failure::Failure;
use imr_core::party::{Actor, Role};
use std::process::ExitCode;
use uuid::Uuid;

pub(crate) async fn run(command: &Command) -> Result<ExitCode, Failure> {
    match command {
        Command::File(args) => return filing::run(args).await,
        Command::Columns => showing::columns(),
        Command::List { stage, received_before, after, limit, data } => {
            let filter = imr_app::Filter {
                stage: stage.clone(),
                before: *received_before,
                after: after.clone(),
                limit: (*limit).max(1),
            };
            showing::list(&data::existing(data, None).await?, &filter).await?;
        }
        Command::Show(args) => {
            let app = data::existing(&args.data, None).await?;
            let application = app.application(id(&args.application)?).await?;
            print!("{}", showing::show(&app, &application)?);
        }
        Command::Receipt { application, output } => {
            let app = data::existing(&application.data, None).await?;
            receipt::run(&app, id(&application.application)?, output.as_deref()).await?;
        }
        Command::History(args) => {
            let app = data::existing(&args.data, None).await?;
            for event in app.application_history(app.application(id(&args.application)?).await?.id).await? {
                let told = imr_core::fact::read::<imr_core::application::Fact>(&event);
                crate::case::line(&event, told.map_or_else(|why| why.to_string(), |fact| fact.headline()));
            }
        }
        Command::Advance(args) => return crate::advance::run(crate::advance::What::Applications, args).await,
        Command::Do(args) => return moving::run(args).await,
    }
    Ok(ExitCode::SUCCESS)
}

/// Whoever works at the counter; accounts come later.
fn actor(role: Role) -> Actor {
    Actor::new(role, "command-line")
}

fn id(text: &str) -> Result<Uuid, Failure> {
    text.parse().map_err(|_| {
        Failure::new(format!(
            "\"{text}\" is not the identifier of an application. See them with \"imr application list\"."
        ))
    })
}
