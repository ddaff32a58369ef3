//! `imr sample`: invented data, the same for the same seed.

mod letters;

use crate::args::Sample;
use crate::failure::Failure;
use std::process::ExitCode;

pub(crate) fn run(sample: &Sample) -> Result<ExitCode, Failure> {
    match sample {
        Sample::Letters(letters) => letters::run(letters)?,
    }
    Ok(ExitCode::SUCCESS)
}
