//! `imr`: Independent Medical Review, from application to published decision.

#[macro_use]
mod plain;

mod advance;
mod application;
mod args;
mod audit;
mod case;
mod case_do;
mod case_shown;
mod columns;
mod config;
mod data;
mod demo;
mod due;
mod due_open;
mod export;
mod failure;
mod file;
mod following;
mod guideline;
mod import;
mod matching;
mod organization;
mod paper;
mod read;
mod reviewer;
mod rules;
mod sample;
mod taking;
mod verify;
mod world;
mod write;

use args::{Args, Command};
use clap::Parser as _;
use failure::Failure;
use std::process::ExitCode;

fn main() -> ExitCode {
    // The program's own child, which no help shows: it lives for pages only.
    if std::env::args_os().nth(1).is_some_and(|first| first == paper::READ_PAGES) {
        return imr_pdf::serve();
    }
    end_quietly_when_nobody_reads();
    let args = Args::parse();
    match run(args) {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}

/// `imr case history CASE | head -1` closes the pipe: that is no fault.
fn end_quietly_when_nobody_reads() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let said = panic.payload().downcast_ref::<String>();
        if said.is_some_and(|said| said.contains("Broken pipe")) {
            std::process::exit(0);
        }
        report(panic);
    }));
}

fn run(args: Args) -> Result<ExitCode, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|why| Failure::new(format!("The program could not start its runtime: {why}.")))?;
    match args.command {
        Command::Demo(demo) => runtime.block_on(demo::run(&demo)),
        Command::Read(read) => read::run(&read),
        Command::Write(write) => write::run(&write),
        Command::Verify(verify) => runtime.block_on(verify::run(&verify)),
        Command::Application(application) => runtime.block_on(application::run(&application)),
        Command::Case(case) => runtime.block_on(case::run(&case)),
        Command::File(file) => runtime.block_on(file::run(&file)),
        Command::Organization(command) => runtime.block_on(organization::run(&command)),
        Command::Match(matching) => runtime.block_on(matching::run(&matching)),
        Command::Reviewer(command) => runtime.block_on(reviewer::run(&command)),
        Command::Affiliation(command) => runtime.block_on(reviewer::affiliation(&command)),
        Command::Due(due) if due.open => runtime.block_on(due_open::run(&due)),
        Command::Due(due) => due::run(&due),
        Command::Guideline(guideline) => guideline::run(&guideline),
        Command::Rules(rules) => rules::run(&rules),
        Command::Audit(audit) => runtime.block_on(audit::run(&audit)),
        Command::Export(export) => runtime.block_on(export::run(&export)),
        Command::Import(import) => runtime.block_on(import::run(&import)),
        Command::Sample(sample) => sample::run(&sample),
    }
}
