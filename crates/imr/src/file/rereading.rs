//! `imr file reread`: what could not be read when it came is read now.

use super::adding::{SOME_FAILED, bar, counted};
use crate::args::CaseArgs;
use crate::data;
use crate::failure::Failure;
use imr_app::ReadAgain;
use imr_core::party::{Actor, Role};
use std::process::ExitCode;

pub(super) async fn run(args: &CaseArgs) -> Result<ExitCode, Failure> {
    let app = data::existing(&args.data, None).await?;
    let by = Actor::new(Role::Intake, "command line");
    let bar = bar();
    let (case, files) = app
        .reread_file(&args.case, &by, &mut |progress| {
            bar.set_message(progress.name.to_owned());
            bar.set_length(u64::from(progress.of));
            bar.set_position(u64::from(progress.read));
        })
        .await?;
    bar.finish_and_clear();
    for file in &files {
        println!("{}  {}", file.name, told(file));
    }
    let sum = |count: fn(&ReadAgain) -> usize| files.iter().map(count).sum::<usize>();
    let (unread, read) = (sum(|file| file.unread), sum(|file| file.read.len()));
    match (unread, unread - read) {
        (0, _) => println!("Case {}: every page of the case file was read before.", case.number()),
        (_, 0) => {
            println!("\nCase {}: {} read now; none is left.", case.number(), counted(read, "page is", "pages are"))
        }
        (_, left) => {
            println!(
                "\nCase {}: {} read now; {} still not be read.",
                case.number(),
                counted(read, "page is", "pages are"),
                counted(left, "page can", "pages can")
            );
            return Ok(ExitCode::from(SOME_FAILED));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn told(file: &ReadAgain) -> String {
    let mut said = format!("{} of {} read now", file.read.len(), counted(file.unread, "page", "pages"));
    if !file.read.is_empty() {
        let pages: Vec<String> = file.read.iter().map(u32::to_string).collect();
        said.push_str(&format!(": {}", pages.join(", ")));
    }
    if file.more > 0 {
        said.push_str(&format!("; {} came to light", counted(file.more, "page", "pages")));
    }
    if let Some(why) = &file.trouble {
        said.push_str(&format!("; still not read: {why}"));
    }
    said
}
