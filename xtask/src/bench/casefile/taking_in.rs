//! A thousand pages from files to facts, with the program as its users run it.

use super::Bench;
use crate::bench::spent::{Spent, spent};
use crate::bench::{Line, files};
use crate::opening;
use crate::shell::{self, Outcome};
use std::path::PathBuf;

const ROUNDS: usize = 3;
const PAGES: usize = 1_000;

/// Seconds by the clock that all of it may take on two cores.
const BAR: f64 = 8.0;

/// Each round in a data folder of its own.
pub(super) fn measure(bench: &Bench) -> Outcome<Vec<Line>> {
    let folder = bench.generated(PAGES)?;
    let paths = files(&PathBuf::from(&folder), "pdf")?;
    let mut rounds: [Vec<Spent>; 3] = Default::default();
    let mut said = String::new();
    for round in 0..ROUNDS {
        let data = bench.work.join(format!("data-{round}")).display().to_string();
        let case = opening::case(&bench.program, &folder, &data)?;
        let run = |words: &[&str]| {
            let mut command = shell::command(&bench.program);
            command.args(["file", words[0], &case]).args(&words[1..]).args(["--data", &data]);
            command
        };
        rounds[0].push(spent(|| {
            let out = shell::output(run(&["add"]).args(&paths))?;
            out.lines().last().unwrap_or_default().clone_into(&mut said);
            Ok(())
        })?);
        rounds[1].push(spent(|| shell::output(&mut run(&["facts", "--json"])).map(drop))?);
        rounds[2].push(spent(|| shell::output(&mut run(&["search", "spasm"])).map(drop))?);
    }
    let [add, facts, search] = rounds.map(|all| Spent::median(&all));
    let total = [add, facts, search].iter().map(|one| one.clock).sum::<f64>();
    let fair = [add, facts, search].map(Spent::fairly).iter().sum::<f64>();
    println!("{said}");
    Ok(vec![
        Line::of("`imr file add`: read, split, copies folded, kept", add.shown()),
        Line::of("`imr file facts`: loaded, proved, every fact", facts.shown()),
        Line::of("`imr file search`: loaded, proved, indexed, found", search.shown()),
        Line::of("all three, one after another", format!("{total:.2} s ({fair:.2} s of processors)"))
            .held_to(format!("{BAR:.0} s by the clock"), total < BAR),
    ])
}
