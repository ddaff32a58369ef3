//! `imr guideline for|check`.

use crate::args::{Config, Guideline};
use crate::failure::Failure;
use crate::world::SystemWorld;
use crate::{config, data};
use imr_core::guideline::{Applicable, Library};
use imr_core::world::World as _;
use jiff::civil::Date;
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(command: &Guideline) -> Result<ExitCode, Failure> {
    match command {
        Guideline::For { item, on, json, config } => {
            show(item, on.unwrap_or_else(|| SystemWorld.today()), *json, config)
        }
        Guideline::Check { files } => check(files),
    }
}

fn show(item: &str, on: Date, json: bool, config: &Config) -> Result<ExitCode, Failure> {
    let library = config::library(config)?;
    let found = library.for_item(item, on);
    if json {
        let list: Vec<serde_json::Value> = found.iter().map(as_json).collect();
        println!("{:#}", serde_json::Value::Array(list));
        return Ok(ExitCode::SUCCESS);
    }
    if found.is_empty() {
        return Err(Failure::new(format!(
            "No guideline in the library that was in force on {on} is about \"{item}\". Add a section to a guideline file and check it with \"imr guideline check FILE\"."
        )));
    }
    for one in &found {
        println!("{}", one.citation());
        println!("  {}", one.section.states);
        for criterion in &one.section.criteria {
            let decides = one.section.necessary.all.contains(&criterion.id)
                || one.section.necessary.any.contains(&criterion.id);
            let basis = if criterion.is_verified() { criterion.basis.join(", ") } else { "UNVERIFIED".to_owned() };
            println!("  {} {}  [basis: {basis}]", if decides { "decides" } else { "shown  " }, criterion.says);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn as_json(one: &Applicable<'_>) -> serde_json::Value {
    serde_json::json!({
        "guideline": one.guideline.id,
        "section": one.section.id,
        "rank": one.guideline.rank,
        "citation": one.citation(),
        "states": one.section.states,
        "criteria": one.section.criteria.iter().map(|criterion| serde_json::json!({
            "id": criterion.id,
            "says": criterion.says,
            "basis": criterion.basis,
        })).collect::<Vec<_>>(),
    })
}

fn check(files: &[impl AsRef<Path>]) -> Result<ExitCode, Failure> {
    let mut failed = false;
    let mut library = Library::built_in();
    for file in files {
        let file = file.as_ref();
        let text = String::from_utf8(data::bytes(file)?)
            .map_err(|_| Failure::new(format!("{} is not UTF-8 text. Save it as UTF-8.", file.display())))?;
        match library.clone().with(&file.display().to_string(), &text) {
            Ok(with) => {
                library = with;
                println!("{} is in order", file.display());
            }
            Err(fault) => {
                failed = true;
                println!("{fault}");
            }
        }
    }
    let sections: usize = library.guidelines().iter().map(|one| one.sections.len()).sum();
    let criteria = library.guidelines().iter().flat_map(|one| &one.sections).flat_map(|one| &one.criteria);
    let unverified: Vec<&str> =
        criteria.clone().filter(|one| !one.is_verified()).map(|one| one.id.as_str()).collect();
    println!("{} guidelines, {sections} sections, {} criteria", library.guidelines().len(), criteria.count());
    if !unverified.is_empty() {
        println!("without a basis, so they decide nothing: {}", unverified.join(", "));
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
