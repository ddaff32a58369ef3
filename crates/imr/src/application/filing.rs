//! `imr application file PATH...`: one application or many, as JSON, JSON
//! Lines or CSV. What cannot be filed is told and passed over.

use super::actor;
use crate::args::FileApplications;
use crate::data;
use crate::failure::Failure;
use crate::world::SystemWorld;
use imr_app::{App, AppError};
use imr_core::application::intake::{self, Row, Taken, Unreadable};
use imr_core::application::{Application, Stage};
use imr_core::party::Role;
use imr_core::world::World as _;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;

/// How many are filed in one transaction: their answers follow one sync.
const AT_ONCE: usize = 200;

/// What was done, for the last line.
#[derive(Default)]
struct Tally {
    filed: usize,
    duplicates: usize,
    failed: usize,
    unscreened: usize,
}

pub(super) async fn run(args: &FileApplications) -> Result<ExitCode, Failure> {
    let app = match &args.data.data {
        Some(_) => {
            let location = data::location(&args.data)?;
            data::open_at(&location, &args.data.config, std::sync::Arc::new(SystemWorld)).await?
        }
        None => data::existing(&args.data, None).await?,
    };
    let today = SystemWorld.today();
    let mut tally = Tally::default();
    for path in &args.paths {
        let name = if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() };
        match text(path) {
            Ok(text) if is_empty(&name, &text) => {
                eprintln!(
                    "{name}: it is empty, or has a head and no rows: there is no application in it. Check that the \
                     right file was named and that it was written whole."
                );
                tally.failed += 1;
            }
            Ok(text) => file(&app, &name, records(&name, &text, today), args, &mut tally).await?,
            Err(why) => {
                eprintln!("{name}: {why}");
                tally.failed += 1;
            }
        }
    }
    println!("{} filed, of which {} duplicates; {} not filed", tally.filed, tally.duplicates, tally.failed);
    if tally.unscreened > 0 {
        println!("{} of those filed could not be screened", tally.unscreened);
    }
    Ok(if tally.failed + tally.unscreened == 0 { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

fn text(path: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    read.map_err(|why| format!("it cannot be read: {why}. Check the name and your right to read it."))?;
    // UTF-16 has a zero byte beside most letters: of that nothing can be read.
    if bytes.contains(&0) {
        return Err("it is not text in UTF-8. Save it as UTF-8 and try again.".to_owned());
    }
    Ok(intake::text(&bytes))
}

/// Whether a text holds no filing at all: no line, or the head of a table.
fn is_empty(name: &str, text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let Some(first) = lines.next() else { return true };
    let table = name.ends_with(".csv") || !first.trim_start().starts_with(['{', '[']);
    let head = |line: &str| line.split(',').any(|cell| intake::COLUMNS.iter().any(|(one, _)| *one == cell.trim()));
    table && lines.next().is_none() && head(first)
}

type Record = (usize, Result<Taken, Unreadable>);

/// The filings of a text, each with its line: one JSON object, an object a
/// line, or a table.
fn records(name: &str, text: &str, today: Date) -> Vec<Record> {
    let text = text.trim_start_matches('\u{feff}');
    if name.ends_with(".csv") || !text.trim_start().starts_with(['{', '[']) {
        return table(text, today);
    }
    // A whole text that is one object is one filing, however it is broken.
    if serde_json::from_str::<serde_json::Value>(text).is_ok_and(|value| value.is_object()) {
        return vec![(1, intake::from_json(text, today))];
    }
    if !name.ends_with(".jsonl") && text.lines().filter(|line| line.starts_with('{')).count() < 2 {
        return vec![(1, intake::from_json(text, today))];
    }
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| (at + 1, intake::from_json(line, today).map_err(|one| one.on_line(at + 1))))
        .collect()
}

fn table(text: &str, today: Date) -> Vec<Record> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut head, mut rows, mut records) = (Vec::new(), Vec::new(), Vec::new());
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(usize::MAX));
                let cells: Vec<String> = record.iter().map(str::to_owned).collect();
                if head.is_empty() {
                    head = cells.iter().map(|cell| cell.trim().to_owned()).collect();
                } else {
                    rows.push(Row { line, cells });
                }
            }
            Err(why) => records.push((1, Err(unreadable(format!("it is not a table: {why}. Save it as CSV"))))),
        }
    }
    if let Some(unknown) = head.iter().find(|name| intake::COLUMNS.iter().all(|(one, _)| one != name)) {
        let why = format!("there is no column \"{unknown}\". See \"imr application columns\"");
        return vec![(1, Err(unreadable(why).on_line(1)))];
    }
    for rows in intake::by_application(&head, rows) {
        let line = rows.first().map_or(1, |row| row.line);
        let taken = intake::from_rows(&head, &rows).and_then(|value| intake::take(value, today));
        records.push((line, taken.map_err(|one| if one.line.is_none() { one.on_line(line) } else { one })));
    }
    records
}

fn unreadable(why: String) -> Unreadable {
    Unreadable { line: None, field: String::new(), why }
}

async fn file(
    app: &App,
    name: &str,
    records: Vec<Record>,
    args: &FileApplications,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let progress = bar(records.len());
    let mut rest = records.into_iter().peekable();
    while rest.peek().is_some() {
        let (mut places, mut forms) = (Vec::new(), Vec::new());
        for (line, taken) in rest.by_ref().take(AT_ONCE) {
            match taken {
                Ok(taken) => {
                    let notes = taken.notes.iter();
                    notes.for_each(|note| progress.suspend(|| eprintln!("{name}, line {line}: {note}")));
                    places.push(line);
                    forms.push(taken.form);
                }
                Err(why) => {
                    progress.suspend(|| eprintln!("{name}, {why}."));
                    tally.failed += 1;
                }
            }
            progress.inc(1);
        }
        let by = actor(Role::Intake);
        let filed = if args.screen {
            app.file_and_screen_all(forms, &by, &args.reason).await?
        } else {
            app.file_all(forms, &by, &args.reason).await?
        };
        for (line, one) in places.into_iter().zip(filed) {
            let Ok(application) = one.map_err(|refusal| {
                progress.suspend(|| eprintln!("{name}, line {line}: {refusal}"));
                tally.failed += 1;
            }) else {
                continue;
            };
            progress.suspend(|| told(app, (name, line), &application, args, tally))?;
            if let Some(folder) = &args.receipts {
                super::receipt::keep(app, application.id, folder).await?;
            }
        }
    }
    progress.finish_and_clear();
    Ok(())
}

fn bar(filings: usize) -> ProgressBar {
    let progress = ProgressBar::new(filings as u64);
    if let Ok(style) = ProgressStyle::with_template("filing {bar:30} {pos}/{len} {eta}") {
        progress.set_style(style);
    }
    progress
}

/// What became of a filing, in a line, and what it lacks. Where the law refuses
/// to screen it that is said of it; those after it go on.
fn told(
    app: &App,
    (name, line): (&str, usize),
    application: &Application,
    args: &FileApplications,
    tally: &mut Tally,
) -> Result<(), Failure> {
    tally.filed += 1;
    if let Stage::Duplicate { of } = &application.stage {
        tally.duplicates += 1;
        println!("{}  duplicate of {}  {}", application.id, of.application, of.likeness.because());
        return Ok(());
    }
    if !args.quiet {
        println!("{}  {}", application.id, application.stage.name());
    }
    let screened = application.stage.screening().is_some();
    if args.quiet && (screened || !args.screen) {
        return Ok(());
    }
    match app.preview(application) {
        Ok(screening) if !args.quiet => {
            screening.defects.iter().for_each(|defect| println!("    {}", super::showing::defect(defect)));
            screening.left_out.iter().for_each(|one| println!("    {}", one.in_words()));
        }
        Ok(_) => {}
        Err(AppError::Refused(refusal)) => {
            eprintln!("{name}, line {line}: {} was filed and cannot be screened: {refusal}", application.id);
            tally.unscreened += 1;
        }
        Err(other) => return Err(other.into()),
    }
    Ok(())
}
