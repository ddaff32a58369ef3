//! The drugs of real reports.

use crate::shell::Outcome;

/// Scores the mentions of a file.
pub(crate) fn score(_file: &str) -> Outcome {
    Ok(())
}
