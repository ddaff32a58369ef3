//! `imr file read`: what the case file would get of a file, before it is
//! taken in.

use crate::failure::Failure;
use crate::paper;
use imr_core::paper::{Paper as _, ReadPage, Source};
use serde_json::{Value, json};
use std::collections::BTreeMap;
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
    let mut failed = 0;
    for path in paths {
        let mut taken = Taken::default();
        let ended = pdf.pages(Source::File(path), 1, &mut |read| {
            taken.count(&read);
            if as_json {
                println!("{}", line(path, &read));
            }
            ControlFlow::Continue(())
        });
        match ended {
            Ok(()) if as_json => {}
            Ok(()) => println!("{:width$} {}", name(path), taken.row()),
            Err(why) if as_json => println!("{}", json!({ "file": path, "error": why.to_string() })),
            Err(why) => println!("{:width$} {:>6} {:>8}  {why}", name(path), "-", "-"),
        }
        failed += usize::from(!path.is_file()) + usize::from(taken.pages == 0 && path.is_file());
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn line(path: &Path, read: &ReadPage) -> Value {
    json!({ "file": path, "page": read.number, "of": read.of, "size": read.page.size, "trouble": read.page.trouble,
            "words": read.page.words })
}
