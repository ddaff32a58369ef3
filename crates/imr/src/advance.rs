//! `imr application advance` and `imr case advance`: the next ordinary steps
//! of many, and what those that stay behind wait for.

use crate::args::Advance;
use crate::data;
use crate::failure::Failure;
use imr_app::{App, AppError};
use imr_core::party::{Actor, Role};
use imr_core::service::{ServedNotice, Serving};
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use uuid::Uuid;

/// Which of the two is taken on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Applications,
    Cases,
}

/// What became of one: its stage, what it waits for, and its notices with
/// how many of them are new.
type Became = (String, String, Vec<ServedNotice>, usize);

pub(crate) async fn run(what: What, args: &Advance) -> Result<ExitCode, Failure> {
    let app = data::existing(&args.data, None).await?;
    let by = Actor::new(Role::Coordinator, &args.by);
    let which = if args.all { all(&app, what).await? } else { args.which.clone() };
    let progress = bar(which.len());
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let (mut failed, mut served) = (0, 0);
    for one in &which {
        progress.inc(1);
        match advanced(&app, what, one, &args.service.serving(), &by).await {
            Ok((stage, waits, notices, new)) => {
                if args.each {
                    progress.suspend(|| println!("{one}  {stage:22}  {new} served  {waits}"));
                }
                if let Some(folder) = &args.papers {
                    papers(&app, folder, one, &notices, new).await?;
                }
                served += new;
                *counts.entry((stage, waits)).or_default() += 1;
            }
            Err(why) => {
                progress.suspend(|| eprintln!("{one}: {why}"));
                failed += 1;
            }
        }
    }
    progress.finish_and_clear();
    for ((stage, waits), count) in &counts {
        println!("{}", crate::columns::hanging(&format!("{count:>6}  {stage}"), 32, waits));
    }
    println!("{} looked at, {served} notices served, {failed} failed", which.len());
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

async fn all(app: &App, what: What) -> Result<Vec<String>, Failure> {
    Ok(match what {
        What::Applications => app.application_ids(None).await?,
        What::Cases => app.case_numbers(None).await?,
    })
}

async fn advanced(app: &App, what: What, one: &str, serving: &Serving, by: &Actor) -> Result<Became, AppError> {
    if what == What::Cases {
        let advanced = app.advance_case(one, serving.clone(), by).await?;
        if !advanced.served.is_empty() {
            advanced.now.sent_slowly(&app.law).iter().for_each(|warning| eprintln!("{one}: {warning}"));
        }
        let (stage, waits) = (advanced.now.stage.name().to_owned(), advanced.waits_for());
        return Ok((stage, waits, advanced.now.notices, advanced.served.len()));
    }
    let id: Uuid = one.parse().map_err(|_| AppError::NotFound {
        what: format!("application {one}"),
        remedy: "See them with \"imr application list\".".to_owned(),
    })?;
    let advanced = app.advance_application(id, serving.clone(), by).await?;
    let (stage, waits) = (advanced.now.stage.name().to_owned(), advanced.waits_for());
    Ok((stage, waits, advanced.now.notices, advanced.served.len()))
}

/// Copies the newest notices out of the store, under names that people can
/// find.
pub(crate) async fn papers(
    app: &App,
    folder: &Path,
    of: &str,
    notices: &[ServedNotice],
    new: usize,
) -> Result<(), Failure> {
    let first = notices.len().saturating_sub(new);
    for (index, notice) in notices.iter().enumerate().skip(first) {
        let name = format!("{of}-{}-{}.pdf", index + 1, slug(&notice.title));
        let bytes = app.store.blobs().get(&notice.document).await.map_err(AppError::from)?;
        crate::demo::write(&folder.join(name), &bytes)?;
    }
    Ok(())
}

/// A title as part of the name of a file.
fn slug(title: &str) -> String {
    let words: Vec<String> = title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}

fn bar(many: usize) -> ProgressBar {
    let progress = ProgressBar::new(many as u64);
    if let Ok(style) = ProgressStyle::with_template("taking on {bar:30} {pos}/{len} {eta}") {
        progress.set_style(style);
    }
    progress
}
