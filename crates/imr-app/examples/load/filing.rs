//! How many applications a second can be filed, screened and kept, beside how
//! many bare rows the same engine keeps with as many writers in the same run.

use crate::{Outcome, app, intake, now};
use imr_app::App;
use imr_core::application::Form;
use imr_sample::world::{GeneratedWorld, Mix};
use imr_store::{Kind, Location};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// How many write at once.
const WRITERS: usize = 8;
/// How long each way of writing is measured, turn and turn about.
const TURN: Duration = Duration::from_secs(3);
/// How often the ways take turns.
const TURNS: usize = 3;
/// How many forms a bulk intake keeps together; each is acknowledged after the
/// sync that kept it.
const TOGETHER: usize = 50;

/// What a writer does with the number of its turn; gives how much it kept.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    Bare,
    Single,
    Group,
}

pub(crate) async fn run(location: &Location) -> Outcome {
    let (app, _) = app(location, 7).await?;
    let world = GeneratedWorld::new(7, 60_000, Mix::Usual);
    let forms: Arc<Vec<Form>> = Arc::new(world.applications().map(|(form, _)| form).collect());
    // Each writer has a stretch of its own, so that equal filings meet as
    // seldom as they do in life.
    let next: Arc<Vec<AtomicUsize>> =
        Arc::new((0..WRITERS).map(|writer| AtomicUsize::new(writer * forms.len() / WRITERS)).collect());
    let ways = [Way::Bare, Way::Single, Way::Group];
    let mut kept = [(0_usize, 0.0_f64); 3];
    for _ in 0..TURNS {
        for (way, kept) in ways.into_iter().zip(&mut kept) {
            let began = now();
            let writers: Vec<_> = (0..WRITERS)
                .map(|writer| tokio::spawn(write(way, app.clone(), forms.clone(), (next.clone(), writer))))
                .collect();
            for writer in writers {
                kept.0 += writer.await?.map_err(|why| why.to_string())?;
            }
            kept.1 += began.elapsed().as_secs_f64();
        }
    }
    for (way, (count, seconds)) in ways.into_iter().zip(kept) {
        println!("{} {:.0}", format!("{way:?}").to_lowercase(), count as f64 / seconds);
    }
    Ok(())
}

type Written = Result<usize, Box<dyn std::error::Error + Send + Sync>>;

async fn write(
    way: Way,
    app: App,
    forms: Arc<Vec<Form>>,
    (next, writer): (Arc<Vec<AtomicUsize>>, usize),
) -> Written {
    let began = now();
    let mut kept = 0;
    while began.elapsed() < TURN {
        let together = if way == Way::Group { TOGETHER } else { 1 };
        let from = next[writer].fetch_add(together, Ordering::Relaxed) % (forms.len() - together);
        let taken = forms[from..from + together].to_vec();
        if way == Way::Bare {
            // The form as one row: what has to be written at the least.
            let mut transaction = app.store.begin().await?;
            transaction.put(Kind::Reviewer, &format!("bare-{}", app.world.new_id()), &taken[0]).await?;
            transaction.commit().await?;
        } else {
            app.file_and_screen_all(taken, &intake(), "filed").await?;
        }
        kept += together;
    }
    Ok(kept)
}
