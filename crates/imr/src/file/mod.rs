//! `imr file ...`: what goes into a case file, and what is found in it.

mod adding;
mod correcting;
mod drawing;
mod facts;
mod leftover;
mod listing;
mod mail;
mod manifest;
mod places;
mod rereading;
mod unpacking;

use crate::args::{CaseArgs, File};
use crate::data;
use crate::failure::Failure;
use imr_core::casefile::{CaseFile, Index, IndexPart, Query, Timeline, timeline_svg};
use imr_core::party::{Actor, Role};
use imr_core::prose::page_list;
use std::ops::Range;
use std::path::Path;
use std::process::ExitCode;

pub(crate) async fn run(command: &File) -> Result<ExitCode, Failure> {
    match command {
        File::Read { paths, json } => return crate::taking::run(paths, *json),
        File::Add(add) => return adding::run(add).await,
        File::Reread(args) => return rereading::run(args).await,
        File::List { case, long, json } => listing::list(case, *long, *json).await?,
        File::Manifest { case, json } => manifest::print(case, *json).await?,
        File::Missing(args) => listing::missing(args).await?,
        File::Page(draw) => drawing::run(draw).await?,
        File::Correct(correct) => correcting::run(correct).await?,
        File::Search { case, query, limit, json, record, by, reason } => {
            let (file, words) = (file_of(case).await?, query.join(" "));
            let query = Query::asked(&words)?;
            if *json {
                places::print(case, &file, &query).await?;
            } else {
                search(case, &file, &query, *limit).await?;
            }
            if let Some(reason) = reason.as_deref().filter(|_| *record) {
                put_on_record(case, &words, by, reason).await?;
            }
        }
        File::Facts { case, kind, json } => facts::print(&file_of(case).await?, kind.as_deref(), *json)?,
        File::Timeline { case, output, width } => {
            let file = file_of(case).await?;
            draw(&file, &format!("Case {}", case.case), output, *width)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn file_of(args: &CaseArgs) -> Result<CaseFile, Failure> {
    let app = data::existing(&args.data, None).await?;
    let case = app.case(&args.case).await?;
    Ok(app.case_file(&case).await?)
}

fn json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|why| Failure::new(format!("The answer could not be written as JSON: {why}.")))?;
    println!("{text}");
    Ok(())
}

/// The index, each half made on a core of its own: somebody waits for it.
fn index(file: &CaseFile) -> Index {
    let pages = file.pages.len();
    let (one, other) = rayon::join(|| IndexPart::of(file, 0..pages / 2), || IndexPart::of(file, pages / 2..pages));
    Index::from_parts([one, other])
}

/// How many sentences of a page are shown.
const SHOWN: usize = 3;

async fn search(args: &CaseArgs, file: &CaseFile, query: &Query, limit: usize) -> Result<(), Failure> {
    let hits = index(file).find(query);
    let app = data::existing(&args.data, None).await?;
    let pages: Vec<u32> = hits.iter().take(limit).map(|hit| hit.page).collect();
    let words = app.page_words(&args.case, &pages).await?;
    println!("Looked for: {}", query.terms().join(", "));
    for hit in hits.iter().take(limit) {
        println!("\n{}", file.place(hit.page));
        let text = file.page(hit.page).map_or("", |page| page.text.as_str());
        for (sentence, marks) in hit.contexts(text).iter().take(SHOWN) {
            println!("  {}", marked(sentence, marks));
        }
        let words = words.get(&hit.page).map_or(&[][..], Vec::as_slice);
        if let Some(place) = places::on_page(hit, words) {
            println!("  On the page, in points from its upper left corner: {place}");
        }
        if !hit.hidden.is_empty() {
            let (hidden, all) = (hit.hidden.len(), hit.spans.len());
            println!(
                "  Hidden: {hidden} of {all} places are words that nobody sees on the page; they are no evidence"
            );
        }
    }
    println!("\n{}", summed_up(file, hits.iter().map(|hit| hit.page)));
    Ok(())
}

/// How many pages have it, and what the search cannot answer for.
fn summed_up(file: &CaseFile, hits: impl Iterator<Item = u32>) -> String {
    let (others, own): (Vec<u32>, Vec<u32>) = hits.partition(|page| file.is_strangers(*page));
    let (unread, doubtful) = (file.unread(), file.doubtful());
    let word = if own.len() == 1 { "page has" } else { "pages have" };
    let mut said = format!("{} {word} it", own.len());
    if !others.is_empty() {
        said.push_str(&format!("; so has what is about somebody else: {}", page_list(&others)));
    }
    let searched = file.pages.len() - unread.len();
    let was = if searched == 1 { "page was" } else { "pages were" };
    said.push_str(&format!("; {searched} {was} searched; {} could not be read", unread.len()));
    if !unread.is_empty() {
        said.push_str(&format!(" ({})", page_list(&unread)));
    }
    if !doubtful.is_empty() {
        said.push_str(&format!("; read with doubt, so that words may be missed there: {}", page_list(&doubtful)));
    }
    let differs = file.form_differs();
    if !differs.is_empty() {
        said.push_str(&format!(
            "; a form's value differs from what is drawn, both are searched: {}",
            page_list(&differs)
        ));
    }
    said
}

/// Says on the error output that it is on record, so that JSON stays alone.
async fn put_on_record(case: &CaseArgs, query: &str, by: &str, reason: &str) -> Result<(), Failure> {
    let app = data::existing(&case.data, None).await?;
    let by = Actor::new(Role::Coordinator, by);
    let searched = app.record_search(&case.case, query, &by, reason).await?;
    eprintln!("On record in the history of {}: {searched}", case.case);
    Ok(())
}

/// A sentence with what was found between brackets.
fn marked(sentence: &str, marks: &[Range<usize>]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for mark in marks.iter().filter(|mark| mark.end <= sentence.len()) {
        if mark.start < at {
            continue;
        }
        out.push_str(&sentence[at..mark.start]);
        out.push('[');
        out.push_str(&sentence[mark.clone()]);
        out.push(']');
        at = mark.end;
    }
    out.push_str(&sentence[at..]);
    out
}

/// Says which pages could not be read: what is not told may stand there.
fn tell_unread(file: &CaseFile) {
    let unread = file.unread();
    if !unread.is_empty() {
        println!("Not read, so nothing is known of them: {}", page_list(&unread));
    }
    let doubtful = file.doubtful();
    if !doubtful.is_empty() {
        println!("Read with doubt, so facts may be missed or wrong there: {}", page_list(&doubtful));
    }
    let differs = file.form_differs();
    if !differs.is_empty() {
        println!(
            "A form's value differs from what is drawn, and facts may rest on either: {}",
            page_list(&differs)
        );
    }
}

fn draw(file: &CaseFile, title: &str, output: &Path, width: u32) -> Result<(), Failure> {
    let title = match file.unread().len() {
        0 => title.to_owned(),
        1 => format!("{title} (1 page could not be read)"),
        unread => format!("{title} ({unread} pages could not be read)"),
    };
    let kind_of = |page: u32| file.page(page).and_then(|page| file.document_of(page)).map(|one| one.kind);
    let picture =
        timeline_svg(&Timeline::of(&imr_core::casefile::facts::facts(file), kind_of), &title, width.max(320));
    std::fs::write(output, picture)
        .map_err(|why| Failure::new(format!("{} could not be written: {why}.", output.display())))?;
    println!("{} is drawn", output.display());
    Ok(())
}
