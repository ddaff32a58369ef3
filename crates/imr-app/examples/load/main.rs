//! Load on the use cases, as `cargo xtask bench case` and `cargo xtask kill`
//! put it on: filing at full speed, a great many cases, a process that is
//! killed. It links no typesetter. Every figure goes out as a line
//! `NAME VALUE`.

mod filing;
mod scale;
mod victim;

use imr_app::App;
use imr_core::guideline::Library;
use imr_core::law::Law;
use imr_core::paper::PlainText;
use imr_core::party::{Actor, Role};
use imr_core::world::StoryWorld;
use imr_store::{Location, Store};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

/// What went wrong, in a sentence.
type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

const USAGE: &str = "\
Usage: load filing FOLDER [URL]         the rate of filing, and of a bare insert
       load scale COUNT FOLDER [URL]    COUNT cases, and how long reading takes
       load victim SEED FOLDER [URL]    file until killed; print what is acknowledged
       load check FOLDER [URL]          is everything there that standard input names?";

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["filing", place @ ..] => filing::run(&location(place)).await,
        ["scale", count, place @ ..] => scale::run(count.parse().unwrap_or(1000), &location(place)).await,
        ["victim", seed, place @ ..] => victim::file(seed.parse().unwrap_or(1), &location(place)).await,
        ["check", place @ ..] => victim::check(&location(place)).await,
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn location(place: &[&str]) -> Location {
    match place {
        [folder, url, ..] => Location::Postgres { url: (*url).to_owned(), blobs: PathBuf::from(folder) },
        [folder] => Location::Folder(PathBuf::from(folder)),
        [] => Location::Memory,
    }
}

/// The use cases on a place. The clock stands after every form that is filed.
async fn app(location: &Location, seed: u64) -> Outcome<(App, Arc<StoryWorld>)> {
    let world = Arc::new(StoryWorld::new("2026-11-20T18:00:00Z".parse()?, seed));
    let (law, library) = (Arc::new(Law::built_in()), Arc::new(Library::built_in()));
    let app = App::new(Store::open(location).await?, Arc::new(PlainText), world.clone(), law, library);
    Ok((app, world))
}

fn intake() -> Actor {
    Actor::new(Role::Intake, "intake-1")
}

fn coordinator() -> Actor {
    Actor::new(Role::Coordinator, "coordinator-1")
}

#[expect(clippy::disallowed_methods, reason = "it measures; no review depends on it")]
fn now() -> Instant {
    Instant::now()
}
