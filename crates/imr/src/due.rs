//! `imr due`.

use crate::args::Due;
use crate::config;
use crate::failure::Failure;
use imr_core::calendar::in_words;
use imr_core::deadline::{Step, Trigger, due, no_day};
use imr_core::law::{DEFAULT_JURISDICTION, Law};
use serde::Serialize;
use std::process::ExitCode;

pub(crate) fn run(args: &Due) -> Result<ExitCode, Failure> {
    let (Some(rule), Some(on)) = (&args.rule, args.on) else {
        return Err(Failure::new("Name a rule and the day of its trigger (--on), or --open."));
    };
    let law = match args.jurisdiction.as_str() {
        DEFAULT_JURISDICTION => config::law(&args.config)?,
        other => Law::profile(other)?,
    };
    let trigger = Trigger::on(on)
        .at(args.at)
        .served(args.served.map(Into::into))
        .place(args.to.into())
        .received(args.received)
        .expedited(args.expedited)
        .formulary(args.formulary);
    // D25 is a rule of the book that gives no day.
    if let Some(none) = no_day(&law, rule, on) {
        return said("No day", &none.steps, none.verified, args.json.then_some(&none));
    }
    let due = due(&law, rule, trigger)?;
    said(&in_words(due.date), &due.steps, due.verified, args.json.then_some(&due))
}

/// The answer as text, or as JSON where that was asked for.
fn said(day: &str, steps: &[Step], verified: bool, json: Option<&impl Serialize>) -> Result<ExitCode, Failure> {
    if let Some(answer) = json {
        let json = serde_json::to_string_pretty(answer)
            .map_err(|why| Failure::new(format!("No JSON could be written: {why}.")))?;
        println!("{json}");
        return Ok(ExitCode::SUCCESS);
    }
    println!("{day}");
    for (number, step) in steps.iter().enumerate() {
        let citation = step.citation.as_ref().map_or(String::new(), |one| format!(" [{one}]"));
        println!("{:>3}. {}{citation}", number + 1, step.text);
    }
    if !verified {
        println!("This leans on a rule whose text was not seen: have it checked before relying on it.");
    }
    Ok(ExitCode::SUCCESS)
}
