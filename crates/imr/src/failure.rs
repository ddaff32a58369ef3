//! What the program says when it cannot do what was asked, and the exit
//! status it ends with.

use imr_app::AppError;
use std::fmt;
use std::process::ExitCode;

/// A sentence for the person who asked.
#[derive(Debug)]
pub(crate) struct Failure {
    sentence: String,
}

impl Failure {
    /// A failure with its sentence.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into() }
    }

    /// What a use case answered, with what to do about it here.
    pub(crate) fn from_app(error: &AppError, advice: &str) -> Self {
        Self::new(format!("{error}{advice}"))
    }

    /// Prints it; status 1.
    pub(crate) fn report(&self) -> ExitCode {
        eprintln!("imr: {}", self.sentence);
        ExitCode::FAILURE
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::from_app(&error, "")
    }
}

impl From<imr_core::refusal::Refusal> for Failure {
    fn from(refusal: imr_core::refusal::Refusal) -> Self {
        Self::new(refusal.to_string())
    }
}
