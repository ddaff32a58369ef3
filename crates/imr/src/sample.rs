//! `imr sample`: invented data, the same for the same seed.

mod casefile;
mod letters;

use crate::args::Sample;
use crate::failure::Failure;
use std::process::ExitCode;

pub(crate) fn run(sample: &Sample) -> Result<ExitCode, Failure> {
    match sample {
        Sample::Letters(letters) => letters::run(letters)?,
        Sample::Casefile(casefile) => casefile::run(casefile)?,
    }
    Ok(ExitCode::SUCCESS)
}
