//! Paper as PDF: reads the words of PDF files, and sets documents as tagged,
//! accessible PDF.
//!
//! This is the only crate that knows of PDF engines; the others see
//! [`imr_core::paper::Paper`].

mod reading;
mod setting;

use imr_core::paper::{Composition, NotSet, PageText, Paper, Unreadable};
use setting::Press;
use std::sync::LazyLock;

/// Reads and sets PDF files. The first that is set loads the fonts, which
/// takes a moment, so make one and share it.
pub struct Pdf {
    press: LazyLock<Press>,
}

impl Pdf {
    /// Ready to read and to set.
    #[must_use]
    pub fn new() -> Self {
        Self { press: LazyLock::new(Press::new) }
    }
}

impl Default for Pdf {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Pdf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pdf").finish_non_exhaustive()
    }
}

impl Paper for Pdf {
    fn read(&self, bytes: &[u8]) -> Result<Vec<PageText>, Unreadable> {
        reading::read(bytes)
    }

    fn set(&self, composition: &Composition) -> Result<Vec<u8>, NotSet> {
        self.press.set(composition)
    }

    fn extension(&self) -> &'static str {
        "pdf"
    }
}
