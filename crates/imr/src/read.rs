//! `imr read`.

use crate::args::{Format, Read};
use crate::data;
use crate::failure::Failure;
use imr_core::letter::reading;
use imr_core::letter::record::Reading;
use imr_core::paper::{Paper as _, PlainText};
use imr_pdf::Pdf;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(args: &Read) -> Result<ExitCode, Failure> {
    let mut readings = Vec::new();
    let mut failed = Vec::new();
    for path in &args.paths {
        let name = path.display().to_string();
        match bytes(path).and_then(|bytes| one(&name, &bytes)) {
            Ok(reading) => readings.push(reading),
            Err(failure) => failed.push(failure),
        }
    }
    let format = args.format.unwrap_or(if args.paths.len() == 1 { Format::Json } else { Format::Jsonl });
    write(&text(&readings, format)?, args.output.as_deref())?;
    for failure in &failed {
        failure.report();
    }
    Ok(if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    if path.as_os_str() != "-" {
        return data::bytes(path);
    }
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes)
        .map_err(|why| Failure::new(format!("Standard input cannot be read: {why}.")))?;
    Ok(bytes)
}

/// Reads one letter, PDF or text.
pub(crate) fn one(name: &str, bytes: &[u8]) -> Result<Reading, Failure> {
    let pages = if bytes.starts_with(b"%PDF") { Pdf::new().read(bytes) } else { PlainText.read(bytes) };
    let pages = pages.map_err(|why| Failure::new(format!("{name} was not read: {why}.")))?;
    Ok(reading::read(name, &imr_core::letter::running_text(&pages)))
}

fn text(readings: &[Reading], format: Format) -> Result<String, Failure> {
    let fail = |why: serde_json::Error| Failure::new(format!("No JSON could be written: {why}."));
    match (format, readings) {
        (Format::Json, [one]) => Ok(serde_json::to_string_pretty(one).map_err(fail)? + "\n"),
        (Format::Json, many) => Ok(serde_json::to_string_pretty(many).map_err(fail)? + "\n"),
        (Format::Jsonl, many) => {
            many.iter().map(|one| Ok(serde_json::to_string(one).map_err(fail)? + "\n")).collect()
        }
    }
}

fn write(text: &str, output: Option<&Path>) -> Result<(), Failure> {
    match output {
        None => std::io::stdout()
            .write_all(text.as_bytes())
            .map_err(|why| Failure::new(format!("Standard output cannot be written: {why}."))),
        Some(path) => std::fs::write(path, text)
            .map_err(|why| Failure::new(format!("{} cannot be written: {why}.", path.display()))),
    }
}
