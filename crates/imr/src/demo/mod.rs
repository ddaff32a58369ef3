//! `imr demo`: one sample case from filed application to issued letter, told
//! as it happens, through the same use cases as everything else.

mod many;
mod outputs;
mod telling;
mod walk;

use crate::args::{Change, Config, Demo};
use crate::data;
use crate::failure::Failure;
use imr_core::case::Stage;
use imr_core::world::StoryWorld;
use imr_sample::{Facts, Story};
use imr_store::Location;
pub(crate) use outputs::write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use telling::Telling;
use walk::Walk;

/// Seed of the identifiers: the same run gives the same bytes.
const SEED: u64 = 20_150_316;

pub(crate) async fn run(args: &Demo) -> Result<ExitCode, Failure> {
    let folder = &args.data;
    refuse_foreign(folder)?;
    let story = Story::with(facts(&args.with));
    let world = Arc::new(StoryWorld::new(story.moments.filed, SEED));
    let location = match &args.postgres {
        None => Location::Folder(folder.clone()),
        Some(url) => Location::Postgres { url: url.clone(), blobs: folder.join("blobs") },
    };
    let app = data::open_at(&location, &Config::default(), world.clone()).await?;
    if let Some(latest) = app.latest_instant().await? {
        world.move_to(latest);
    }
    if let Some(count) = args.applications {
        return many::run(&app, &world, folder, count).await;
    }
    let telling = Telling::begin(&folder.display().to_string());
    let walk = Walk { app: &app, world: &world, story: &story, folder, telling: &telling };
    walk.refuse_other_organization().await?;
    outputs::keep_changes(folder, &args.with)?;
    let (before, number) = walk.to_the_end().await?;
    let case = app.case(&number).await?;
    if before == Some("determined") {
        telling.already_there(&number);
        print!("{}", crate::case::show(&case));
    }
    let Stage::Determined { issued } = &case.stage else {
        return Err(Failure::new(format!("Case {number} did not come to its end. Run the same command again.")));
    };
    outputs::notice(&app, folder, &case).await?;
    let paths = outputs::letter(&app, folder, &number, &issued.letter).await?;
    telling.end(folder, &number, &paths);
    // Closing brings the write-ahead log into the one database file.
    app.store.clone().close().await;
    if !args.no_serve {
        telling.no_server();
    }
    Ok(ExitCode::SUCCESS)
}

/// The sample's facts with the changes that were asked for.
fn facts(changes: &[Change]) -> Facts {
    let mut facts = Facts::default();
    for change in changes {
        match change {
            Change::DrugTestsConsistent => facts.drug_tests_consistent = true,
            Change::FunctionImproved => facts.function_improved = true,
            Change::SideEffectsUnmentioned => facts.side_effects_recorded = false,
            Change::CyclobenzaprineNew => facts.cyclobenzaprine_for_months = false,
            Change::ReferralFactsRemoved => facts.radicular_pain_refractory = false,
        }
    }
    facts
}

/// Refuses a folder that holds something else: the demo writes into an empty
/// folder or into its own.
fn refuse_foreign(folder: &Path) -> Result<(), Failure> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(());
    };
    // A run that was stopped at once leaves no more than these.
    let ours = |name: &std::ffi::OsStr| name == "imr.lock" || name == "blobs";
    let foreign = entries.flatten().any(|entry| !ours(&entry.file_name()));
    let demo = folder.join(data::DATABASE).is_file() || folder.join(outputs::CHANGES).is_file();
    if demo || !foreign {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{} is not empty and holds no demo. Name an empty or new folder with --data; nothing was written.",
        folder.display()
    )))
}
