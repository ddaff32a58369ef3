//! Records as JSON, JSON Lines or CSV, written as they come.

use crate::args::Format;
use crate::failure::Failure;
use imr_core::letter::record::{CitedGuideline, Decision, Header, Issue, Reading, Record};
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;

/// A letter with the file it was read from.
pub(super) struct Row<'a> {
    pub(super) file: &'a str,
    pub(super) reading: &'a Reading,
}

/// Where the records go.
pub(super) struct Output {
    sheet: Sheet,
    name: String,
    written: usize,
}

enum Sheet {
    /// One document.
    One(Box<dyn Write>),
    /// Documents in brackets.
    List(Box<dyn Write>),
    Lines(Box<dyn Write>),
    Table(Box<csv::Writer<Box<dyn Write>>>),
    /// The one who read has gone.
    Closed,
}

/// The columns of the table; a row is a disputed item.
const COLUMNS: [&str; 29] = [
    "file",
    "case",
    "organization",
    "date_assigned",
    "date_of_injury",
    "decision_date",
    "ur_denial_date",
    "priority",
    "application_received",
    "certifications",
    "licence_states",
    "age",
    "sex",
    "n",
    "item_raw",
    "kind",
    "name",
    "ingredient",
    "strength",
    "quantity",
    "quantity_unit",
    "frequency",
    "refills",
    "date_of_service",
    "category",
    "decision",
    "claims_administrator_guideline",
    "reviewer_guideline",
    "rationale",
];

impl Output {
    /// Opens the file, or standard output.
    pub(super) fn open(format: Format, single: bool, path: Option<&Path>) -> Result<Self, Failure> {
        let name = path.map_or_else(|| "Standard output".to_owned(), |path| path.display().to_string());
        let fail = |why: io::Error| unwritten(&name, &why);
        let target: Box<dyn Write> = match path {
            Some(path) => Box::new(BufWriter::new(File::create(path).map_err(fail)?)),
            None => Box::new(BufWriter::new(io::stdout())),
        };
        let sheet = match (format, single) {
            (Format::Json, true) => Sheet::One(target),
            (Format::Json, false) => Sheet::List(target),
            (Format::Jsonl, _) => Sheet::Lines(target),
            (Format::Csv, _) => {
                let mut table = csv::Writer::from_writer(target);
                table.write_record(COLUMNS).map_err(|why| fail(why.into()))?;
                Sheet::Table(Box::new(table))
            }
        };
        Ok(Self { sheet, name, written: 0 })
    }

    /// Writes one letter.
    pub(super) fn write(&mut self, row: &Row<'_>) -> Result<(), Failure> {
        let first = self.written == 0;
        self.written += 1;
        let done = match &mut self.sheet {
            Sheet::One(target) => pretty(target, row.reading).and_then(|()| target.write_all(b"\n")),
            Sheet::List(target) => {
                target.write_all(if first { b"[\n" } else { b",\n" }).and_then(|()| pretty(target, row.reading))
            }
            Sheet::Lines(target) => serde_json::to_writer(&mut *target, row.reading)
                .map_err(io::Error::from)
                .and_then(|()| target.write_all(b"\n")),
            Sheet::Table(table) => items(table, row),
            Sheet::Closed => Ok(()),
        };
        self.settle(done)
    }

    /// Ends what was begun.
    pub(super) fn close(mut self) -> Result<(), Failure> {
        let empty = self.written == 0;
        let done = match &mut self.sheet {
            Sheet::List(target) => {
                target.write_all(if empty { b"[]\n" } else { b"\n]\n" }).and_then(|()| target.flush())
            }
            Sheet::One(target) | Sheet::Lines(target) => target.flush(),
            Sheet::Table(table) => table.flush(),
            Sheet::Closed => Ok(()),
        };
        self.settle(done)
    }

    /// One who stops reading, such as `head`, has had enough: no fault.
    fn settle(&mut self, done: io::Result<()>) -> Result<(), Failure> {
        match done {
            Ok(()) => Ok(()),
            Err(why) if why.kind() == ErrorKind::BrokenPipe => {
                // What is buffered has nowhere to go; dropping it is no fault.
                self.sheet = Sheet::Closed;
                Ok(())
            }
            Err(why) => Err(unwritten(&self.name, &why)),
        }
    }
}

fn unwritten(name: &str, why: &io::Error) -> Failure {
    Failure::new(format!("{name} cannot be written: {why}. Check the name, your rights and the room on the disk."))
}

fn pretty(target: &mut dyn Write, reading: &Reading) -> io::Result<()> {
    serde_json::to_writer_pretty(target, reading).map_err(io::Error::from)
}

fn items(table: &mut csv::Writer<Box<dyn Write>>, row: &Row<'_>) -> io::Result<()> {
    let record = &row.reading.record;
    for issue in &record.issues {
        let cells = of_letter(row.file, record).into_iter().chain(of_issue(issue));
        table.write_record(cells)?;
    }
    Ok(())
}

/// The cells that a letter's items share.
fn of_letter(file: &str, record: &Record) -> Vec<String> {
    let none = Header::default();
    let header = record.header.as_ref().unwrap_or(&none);
    vec![
        file.to_owned(),
        text(&record.case),
        text(&record.organization),
        text(&header.date_assigned),
        text(&header.date_of_injury),
        text(&header.decision_date),
        text(&header.ur_denial_date),
        text(&header.priority),
        text(&header.application_received),
        record.reviewer.certifications.join("; "),
        record.reviewer.licence_states.join("; "),
        record.patient.age.map(|age| age.to_string()).unwrap_or_default(),
        text(&record.patient.sex),
    ]
}

fn of_issue(issue: &Issue) -> Vec<String> {
    let guideline = |cited: &Option<CitedGuideline>| cited.as_ref().map(|one| one.raw.clone()).unwrap_or_default();
    let category = issue.category.as_ref().map(|one| match &one.subcategory {
        Some(sub) => format!("{} / {sub}", one.category),
        None => one.category.clone(),
    });
    vec![
        issue.n.to_string(),
        issue.item_raw.clone(),
        text(&issue.kind),
        text(&issue.name),
        text(&issue.ingredient),
        text(&issue.strength),
        text(&issue.quantity),
        text(&issue.quantity_unit),
        text(&issue.frequency),
        text(&issue.refills),
        text(&issue.date_of_service),
        text(&category),
        issue.decision.map_or("", Decision::as_str).to_owned(),
        guideline(&issue.claims_administrator_guideline),
        guideline(&issue.reviewer_guideline),
        issue.rationale.as_ref().map(|one| one.text.clone()).unwrap_or_default(),
    ]
}

fn text(value: &Option<String>) -> String {
    value.clone().unwrap_or_default()
}
