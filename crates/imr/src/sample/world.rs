//! `imr sample applications|roster`: people, companies and applications of
//! the generated world.

use crate::args::Made;
use crate::failure::Failure;
use imr_sample::world::{GeneratedWorld, Mix, affiliation_row};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

pub(super) fn applications(made: &Made, truth: Option<&Path>, duplicates: bool) -> Result<(), Failure> {
    let mix = if duplicates { Mix::Duplicates } else { Mix::Usual };
    let world = GeneratedWorld::new(made.seed, made.count, mix);
    let mut forms = Lines::to(made.output.as_deref())?;
    let mut truths = truth.map(|path| Lines::to(Some(path))).transpose()?;
    for (form, truth) in world.applications() {
        forms.write(&json!(form))?;
        if let Some(truths) = &mut truths {
            truths.write(&json!(truth))?;
        }
    }
    forms.end()?;
    truths.map_or(Ok(()), Lines::end)
}

pub(super) fn roster(made: &Made, affiliations: Option<&Path>) -> Result<(), Failure> {
    let world = GeneratedWorld::new(made.seed, 0, Mix::Usual);
    let mut reviewers = Lines::to(made.output.as_deref())?;
    for member in world.roster(made.count) {
        reviewers.write(&member.row())?;
    }
    reviewers.end()?;
    let Some(path) = affiliations else { return Ok(()) };
    let mut lines = Lines::to(Some(path))?;
    for affiliation in world.affiliations() {
        lines.write(&affiliation_row(&affiliation))?;
    }
    lines.end()
}

/// A line of JSON for each thing, to a file or to standard output.
struct Lines {
    name: String,
    to: Box<dyn Write>,
}

impl Lines {
    fn to(path: Option<&Path>) -> Result<Self, Failure> {
        let name = path.map_or_else(|| "standard output".to_owned(), |path| path.display().to_string());
        let to: Box<dyn Write> = match path {
            None => Box::new(BufWriter::new(std::io::stdout())),
            Some(path) => match File::create(path) {
                Ok(file) => Box::new(BufWriter::new(file)),
                Err(why) => return Err(unwritten(&name, &why)),
            },
        };
        Ok(Self { name, to })
    }

    fn write(&mut self, value: &Value) -> Result<(), Failure> {
        writeln!(self.to, "{value}").map_err(|why| unwritten(&self.name, &why))
    }

    fn end(mut self) -> Result<(), Failure> {
        self.to.flush().map_err(|why| unwritten(&self.name, &why))
    }
}

fn unwritten(name: &str, why: &std::io::Error) -> Failure {
    Failure::new(format!("{name} cannot be written: {why}. Name another file, or free some space."))
}
