//! PDF as paper, read in child processes of this very program.

use imr_pdf::Pdf;
use std::path::PathBuf;

/// Name of the command by which the program starts itself to read pages.
pub(crate) const READ_PAGES: &str = "read-pages";

/// The reader and the press.
pub(crate) fn pdf() -> Pdf {
    // Where the system does not tell the program its own path, the name it
    // goes by is looked for on the PATH.
    let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("imr"));
    Pdf::new(program, vec![READ_PAGES.to_owned()])
}
