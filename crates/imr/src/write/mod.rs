//! `imr write`: a letter from its record, or a folder of letters from many.

mod many;

use crate::args::{Write, WriteFormat};
use crate::failure::Failure;
use crate::{config, data};
use imr_core::law::Law;
use imr_core::letter::record::Record;
use imr_core::letter::writing::{self, Sender};
use imr_core::paper::{self, Composition, Paper as _, PlainText};
use imr_pdf::Pdf;
use std::io::{IsTerminal as _, Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::LazyLock;

/// Loading the fonts takes a moment, so all letters share one press.
static PDF: LazyLock<Pdf> = LazyLock::new(crate::paper::pdf);

/// The form in which letters are written.
struct Form<'a> {
    format: WriteFormat,
    /// Who sends them; none where they are written as they were read.
    sender: Option<Sender>,
    law: Law,
    args: &'a Write,
}

pub(crate) fn run(args: &Write) -> Result<ExitCode, Failure> {
    let format = args.format.unwrap_or_else(|| by_name(args.output.as_deref()));
    let sender = match &args.organization {
        _ if args.as_read => None,
        Some(path) => Some(sender(path)?),
        None => Some(Sender::default()),
    };
    let form = Form { format, sender, law: config::law(&args.config)?, args };
    if many::asked_for(args) {
        return many::run(&form);
    }
    let record = record(&args.record)?;
    if format == WriteFormat::Pdf && args.output.is_none() && std::io::stdout().is_terminal() {
        return Err(Failure::new("A PDF is not written to a terminal. Name a file with --output."));
    }
    save(&form.letter(&record)?, args.output.as_deref())?;
    Ok(ExitCode::SUCCESS)
}

impl Form<'_> {
    /// The letter of a record, set.
    fn letter(&self, record: &Record) -> Result<Vec<u8>, Failure> {
        let composition = match &self.sender {
            Some(sender) => writing::issued(record, sender, &self.law, self.args.on)?,
            None => writing::as_read(record),
        };
        set(&composition, self.format)
    }
}

fn record(path: &Path) -> Result<Record, Failure> {
    let (name, bytes) = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|why| Failure::new(format!("Standard input cannot be read: {why}.")))?;
        ("Standard input".to_owned(), bytes)
    } else {
        (path.display().to_string(), data::bytes(path)?)
    };
    serde_json::from_slice(&bytes).map_err(|why| {
        Failure::new(format!(
            "{name} is not the record of one letter: {why}. \"imr read LETTER --format json\" makes one."
        ))
    })
}

fn sender(path: &Path) -> Result<Sender, Failure> {
    let bytes = data::bytes(path)?;
    let name = path.display();
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::new(format!("{name} is not text. Describe the organization in TOML or JSON.")))?;
    Sender::parse(&text).map_err(|why| Failure::new(format!("{name} does not describe an organization: {why}.")))
}

/// The form that the name of the output asks for; else text.
fn by_name(output: Option<&Path>) -> WriteFormat {
    let ending = output.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("pdf") => WriteFormat::Pdf,
        Some("html" | "htm") => WriteFormat::Html,
        _ => WriteFormat::Text,
    }
}

fn set(composition: &Composition, format: WriteFormat) -> Result<Vec<u8>, Failure> {
    let set = match format {
        WriteFormat::Text => PlainText.set(composition),
        WriteFormat::Html => Ok(paper::html(composition).into_bytes()),
        WriteFormat::Pdf => PDF.set(composition),
    };
    set.map_err(|why| Failure::new(format!("{why}. This is our fault; report it with the record.")))
}

fn save(bytes: &[u8], output: Option<&Path>) -> Result<(), Failure> {
    match output {
        None => std::io::stdout()
            .write_all(bytes)
            .map_err(|why| Failure::new(format!("Standard output cannot be written: {why}."))),
        Some(path) => std::fs::write(path, bytes).map_err(|why| {
            Failure::new(format!(
                "{} cannot be written: {why}. Check the name, your rights and the room on the disk.",
                path.display()
            ))
        }),
    }
}
