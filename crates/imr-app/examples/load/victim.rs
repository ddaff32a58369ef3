//! A process that files until it is killed, and the check that nothing which
//! it acknowledged is lost and nothing is half-written.

use crate::{Outcome, app, intake};
use imr_sample::world::{GeneratedWorld, Mix};
use imr_store::Location;
use std::io::{BufRead as _, Write as _};

/// How many forms are kept together: now one, now several.
const TOGETHER: [usize; 4] = [1, 5, 1, 20];

/// Files without end. The name of an application is printed once it is kept.
pub(crate) async fn file(seed: u64, location: &Location) -> Outcome {
    let (app, _) = app(location, seed).await?;
    let world = GeneratedWorld::new(seed, 100_000, Mix::Usual);
    let mut forms = world.applications().map(|(form, _)| form);
    let mut out = std::io::stdout();
    writeln!(out, "filing")?;
    for together in TOGETHER.into_iter().cycle() {
        let some: Vec<_> = forms.by_ref().take(together).collect();
        if some.is_empty() {
            break;
        }
        for filed in app.file_and_screen_all(some, &intake(), "filed").await?.into_iter().flatten() {
            writeln!(out, "{}", filed.id)?;
        }
        out.flush()?;
    }
    Ok(())
}

/// Holds everything against its history, and looks for every application that
/// standard input names.
pub(crate) async fn check(location: &Location) -> Outcome {
    let (app, _) = app(location, 1).await?;
    let mut acknowledged = 0;
    for line in std::io::stdin().lock().lines() {
        let id = line?.trim().parse()?;
        app.application(id).await.map_err(|why| format!("acknowledged and lost: {why}"))?;
        acknowledged += 1;
    }
    let report = app.verify_audit(None).await?;
    if let Some(problem) = report.problems.first() {
        return Err(format!("{}: {}", problem.place, problem.what).into());
    }
    println!("acknowledged {acknowledged}");
    println!("histories {}", report.histories);
    Ok(())
}
