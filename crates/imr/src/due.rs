//! `imr due`.

use crate::args::Due;
use crate::config;
use crate::failure::Failure;
use imr_core::calendar::in_words;
use imr_core::deadline::{Trigger, due};
use imr_core::law::{DEFAULT_JURISDICTION, Law};
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
        .expedited(args.expedited)
        .formulary(args.formulary);
    let due = due(&law, rule, trigger)?;
    if args.json {
        let json = serde_json::to_string_pretty(&due)
            .map_err(|why| Failure::new(format!("No JSON could be written: {why}.")))?;
        println!("{json}");
        return Ok(ExitCode::SUCCESS);
    }
    println!("{}", in_words(due.date));
    for (number, step) in due.steps.iter().enumerate() {
        let citation = step.citation.as_ref().map_or(String::new(), |one| format!(" [{one}]"));
        println!("{:>3}. {}{citation}", number + 1, step.text);
    }
    if !due.verified {
        println!("This leans on a rule whose text was not seen: have it checked before relying on it.");
    }
    Ok(ExitCode::SUCCESS)
}
