//! Sets a composition, given as JSON on standard input, as PDF on standard
//! output: to look at a notice or letter without a case.

use imr_core::paper::{Composition, Paper as _};
use std::io::{Read as _, Write as _};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let composition: Composition = serde_json::from_str(&text)?;
    std::io::stdout().write_all(&imr_pdf::Pdf::new("page-reader".into(), Vec::new()).set(&composition)?)?;
    Ok(())
}
