//! `imr file read`: what the case file would get of a file, before it is
//! taken in.

use crate::failure::Failure;
use crate::paper;
use imr_core::paper::{PageText, Paper as _, ReadPage, Source, Word};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The exit status when a file could not be read at all.
const SOME_FAILED: u8 = 2;

/// What became of a file.
#[derive(Default)]
struct Taken {
    pages: usize,
    words: usize,
    recognized: usize,
    hidden: usize,
    /// Pages by their trouble.
    troubles: BTreeMap<String, Vec<u32>>,
}

impl Taken {
    fn count(&mut self, read: &ReadPage) {
        self.pages += 1;
        self.words += read.page.words.len();
        self.hidden += read.page.words.iter().filter(|word| word.hidden).count();
        self.recognized += usize::from(read.page.words.iter().any(|word| word.confidence.is_some()));
        if let Some(trouble) = &read.page.trouble {
            self.troubles.entry(trouble.clone()).or_default().push(read.number);
        }
    }

    fn row(&self) -> String {
        let mut row = format!("{:>6} {:>8}", self.pages, self.words);
        let mut note = Vec::new();
        if self.recognized > 0 {
            note.push(format!("{} recognized (OCR)", pages(self.recognized)));
        }
        if self.hidden > 0 {
            note.push(format!("{} words hidden or covered", self.hidden));
        }
        for (trouble, numbers) in &self.troubles {
            note.push(format!("{} not read: {trouble}", pages(numbers.len())));
        }
        if !note.is_empty() {
            row.push_str("  ");
            row.push_str(&note.join("; "));
        }
        row
    }
}

fn pages(count: usize) -> String {
    if count == 1 { "1 page".to_owned() } else { format!("{count} pages") }
}

pub(crate) fn run(paths: &[PathBuf], as_json: bool) -> Result<ExitCode, Failure> {
    let pdf = paper::pdf();
    let width = paths.iter().map(|path| name(path).chars().count()).max().unwrap_or(0);
    if !as_json {
        println!("{:width$} {:>6} {:>8}", "file", "pages", "words");
        if !pdf.recognizes() {
            eprintln!("tesseract is not installed: pages that are pictures count as not read.");
        }
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut failed = 0;
    for path in paths {
        let mut taken = Taken::default();
        let mut written = Ok(());
        let ended = pdf.pages(Source::File(path), 1, &mut |read| {
            taken.count(&read);
            if as_json {
                written = write_line(&mut out, path, &read);
            }
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        written.map_err(not_written)?;
        match ended {
            Ok(()) if as_json => Ok(()),
            Ok(()) => writeln!(out, "{:width$} {}", name(path), taken.row()),
            Err(why) if as_json => writeln!(out, "{}", json!({ "file": path, "error": why.to_string() })),
            Err(why) => writeln!(out, "{:width$} {:>6} {:>8}  {why}", name(path), "-", "-"),
        }
        // Somebody may watch, and the next file may take long.
        .and_then(|()| out.flush())
        .map_err(not_written)?;
        failed += usize::from(!path.is_file()) + usize::from(taken.pages == 0 && path.is_file());
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

fn name(path: &Path) -> String {
    let name =
        path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    crate::plain::plain(&name).into_owned()
}

/// A page as one line of JSON.
#[derive(Serialize)]
struct Line<'p> {
    file: &'p Path,
    page: u32,
    of: u32,
    size: (f32, f32),
    trouble: &'p Option<String>,
    words: &'p [Word],
}

fn write_line(out: &mut impl Write, path: &Path, read: &ReadPage) -> std::io::Result<()> {
    let PageText { words, size, trouble } = &read.page;
    let line = Line { file: path, page: read.number, of: read.of, size: *size, trouble, words };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")
}

fn not_written(why: std::io::Error) -> Failure {
    Failure::new(format!("The answer could not be written: {why}."))
}
