//! `imr file manifest`: what the reviewer was sent, or would be sent now.

use crate::args::CaseArgs;
use crate::data;
use crate::failure::Failure;
use imr_core::calendar::numeric;
use imr_core::case::{Fact, SentFile};
use imr_core::casefile::{Manifest, ManifestEntry};
use imr_core::prose::{capital, page_list};
use serde_json::json;

pub(super) async fn print(args: &CaseArgs, as_json: bool) -> Result<(), Failure> {
    let app = data::existing(&args.data, None).await?;
    let case = app.case(&args.case).await?;
    let sent = case.assignment().and_then(|review| review.sent.clone());
    let manifest = match &sent {
        Some(sent) => sent.manifest.clone(),
        None => app.case_file(&case).await?.manifest(),
    };
    let corrected = if sent.is_some() { corrected_since(&app, case.number()).await? } else { Vec::new() };
    if as_json {
        let owed: Vec<_> = case.owed_to_reviewers().iter().map(|one| one.digest).collect();
        return super::json(&json!({
            "case": case.number(),
            "sent": sent.as_ref().map(|one| one.on),
            "received": sent.as_ref().and_then(|one| one.received),
            "despite_unread": sent.as_ref().and_then(|one| one.despite.as_ref()),
            "manifest": manifest,
            "not_sent_yet": owed,
            "corrected_since": corrected,
        }));
    }
    println!("Case file of {}: {}", case.number(), sent.as_ref().map_or("not sent yet".to_owned(), told));
    for (number, entry) in (1..).zip(&manifest.entries) {
        entry_lines(number, entry, &manifest).iter().for_each(|line| println!("{line}"));
    }
    println!("{} documents, {} pages", manifest.entries.len(), manifest.pages);
    if !manifest.unread.is_empty() {
        println!("Could not be read, and are sent as they came: {}", page_list(&manifest.unread));
    }
    for one in &manifest.aside {
        println!("Could not be read, and was set aside: page {} ({})", one.page, one.because);
    }
    if let Some(despite) = sent.as_ref().and_then(|one| one.despite.as_ref()) {
        println!("Sent all the same because: {}", despite.because);
    }
    if sent.is_some() {
        for document in case.owed_to_reviewers() {
            println!("Not sent yet: {}", document.line());
        }
    }
    corrected.iter().for_each(|one| println!("Corrected since it was sent: {one}"));
    Ok(())
}

/// What a person put right after the case file was sent last: the manifest
/// still says what it said then.
async fn corrected_since(app: &imr_app::App, number: &str) -> Result<Vec<String>, Failure> {
    let mut since = Vec::new();
    for event in app.history(number).await? {
        match imr_core::fact::read(&event) {
            Ok(Fact::CaseFileSent { .. }) => since.clear(),
            Ok(Fact::FileCorrected { correction }) => since.push(correction.in_words()),
            _ => {}
        }
    }
    Ok(since)
}

/// When it was sent, and whether it was received.
fn told(sent: &SentFile) -> String {
    let received = sent.received.map_or("the receipt is not confirmed".to_owned(), |on| format!("received {on}"));
    format!("sent {}; {received}", sent.on)
}

/// A document: what it is, the file it came in with its hash, and the hash of
/// the text of each page. A page that could not be read has no text to prove;
/// the hash of its file does.
fn entry_lines(number: usize, entry: &ManifestEntry, manifest: &Manifest) -> Vec<String> {
    let (first, last) = entry.pages;
    let date = entry.date.map_or("undated".to_owned(), numeric);
    let pages: Vec<u32> = (first..=last).collect();
    let mut lines = vec![
        format!("{number:>3}. {}, {date}, {}", capital(&entry.kind.to_string()), page_list(&pages)),
        format!("     file {}  {}", entry.digest, entry.file_name),
    ];
    let unread = |page: u32| manifest.unread.contains(&page) || manifest.aside.iter().any(|one| one.page == page);
    lines.extend(pages.iter().zip(&entry.page_hashes).map(|(page, hash)| match hash {
        Some(hash) if !unread(*page) => format!("     page {page}  {hash}"),
        _ => format!("     page {page}  not read: proved by the file"),
    }));
    lines
}
