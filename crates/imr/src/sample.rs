//! `imr sample`: invented data, the same for the same seed.

pub(crate) mod casefile;
mod letters;
mod world;

use crate::args::Sample;
use crate::failure::Failure;
use std::process::ExitCode;

pub(crate) fn run(sample: &Sample) -> Result<ExitCode, Failure> {
    match sample {
        Sample::Letters(letters) => letters::run(letters)?,
        Sample::Casefile(casefile) => casefile::run(casefile)?,
        Sample::Applications { made, truth, duplicates } => {
            world::applications(made, truth.as_deref(), *duplicates)?;
        }
        Sample::Roster { made, affiliations } => world::roster(made, affiliations.as_deref())?,
    }
    Ok(ExitCode::SUCCESS)
}
