//! `imr file list` and `imr file missing`.

use super::file_of;
use crate::args::CaseArgs;
use crate::data;
use crate::failure::Failure;
use imr_app::page_label;
use imr_core::calendar::numeric;
use imr_core::case::Case;
use imr_core::casefile::{Document, Found, Kind, Standing};
use serde_json::{Value, json};

pub(super) async fn list(args: &CaseArgs, json: bool) -> Result<(), Failure> {
    let case = data::existing(&args.data, None).await?.case(&args.case).await?;
    if json {
        return super::json(&as_json(&case));
    }
    println!("Documents of case {}", case.number());
    for (index, document) in case.documents.iter().enumerate() {
        println!("{:>3}. {}  [{}]", index + 1, document.line(), document.digest.short());
        for line in details(document) {
            println!("     {line}");
        }
    }
    if let Some(last) = case.documents.last() {
        println!("Pages {} to {}", page_label(case.number(), 1), page_label(case.number(), last.last_page()));
    }
    Ok(())
}

/// The list as docs/casefile-json.md has it. A document that goes on in
/// another file is one document.
fn as_json(case: &Case) -> Value {
    let place = |number: u32| {
        let document = case.documents.iter().find(|one| one.holds(number))?;
        Some(json!({ "file": document.file_name, "page": document.within(number) }))
    };
    let page = |document: &Document, number: u32| {
        let of = document.copies.iter().find(|one| one.page == number).and_then(|one| place(one.of));
        json!({
            "file": document.file_name,
            "page": document.within(number),
            "number": page_label(case.number(), number),
            "duplicate_of": of,
            "not_this_patient": document.strangers.iter().any(|one| one.page == number),
        })
    };
    let mut documents: Vec<Value> = Vec::new();
    for document in &case.documents {
        let mut pages: Vec<Value> = document.pages().map(|number| page(document, number)).collect();
        let before = documents.last_mut().filter(|_| document.continues);
        if let Some(before) = before.and_then(|before| before["pages"].as_array_mut()) {
            before.append(&mut pages);
            continue;
        }
        documents.push(json!({
            "kind": code(document.kind),
            "title": document.title.as_ref().map(|found| &found.value),
            "date": document.date,
            "author": document.author.as_ref().map(|found| &found.value),
            "facility": document.facility.as_ref().map(|found| &found.value),
            "not_this_patient": document.strangers.len() == document.page_hashes.len(),
            "pages": pages,
        }));
    }
    json!({ "documents": documents })
}

/// The kind as docs/casefile-json.md writes it.
pub(super) fn code(kind: Kind) -> &'static str {
    match kind {
        Kind::Application => "application",
        Kind::RequestForAuthorization => "rfa",
        Kind::UrDecision => "ur_decision",
        Kind::ProgressReport => "pr2",
        Kind::DoctorsFirstReport => "first_report",
        Kind::Consultation => "consultation",
        Kind::MedicalLegal => "qme",
        Kind::Operative => "operative",
        Kind::Imaging => "imaging",
        Kind::Electrodiagnostics => "emg",
        Kind::Laboratory => "laboratory",
        Kind::DrugTest => "drug_test",
        Kind::TherapyNote => "therapy_note",
        Kind::Pharmacy => "pharmacy",
        Kind::Correspondence => "correspondence",
        Kind::FaxCover => "fax_cover",
        Kind::Other => "other",
    }
}

/// What else is known of a document.
fn details(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    let value = |label: &str, found: &Option<Found<String>>| {
        found.as_ref().map(|found| format!("{label}: {}", found.value))
    };
    let said: Vec<String> = [
        value("title", &document.title),
        value("author", &document.author),
        value("facility", &document.facility),
        document.kind_found.as_ref().map(|found| format!("kind {} % sure", found.confidence)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !said.is_empty() {
        lines.push(said.join("; "));
    }
    if document.continues {
        lines.push("goes on from the document before".to_owned());
    }
    if !document.also_from.is_empty() {
        let senders: Vec<String> = document.also_from.iter().map(ToString::to_string).collect();
        lines.push(format!("also sent by the {}", senders.join(", the ")));
    }
    let copies: Vec<String> = document.copies.iter().map(|one| format!("{} of {}", one.page, one.of)).collect();
    if !copies.is_empty() {
        lines.push(format!("copies: page {}", copies.join(", ")));
    }
    let strangers: Vec<String> = document.strangers.iter().map(|one| one.page.to_string()).collect();
    if !strangers.is_empty() {
        let why = document.strangers.iter().find_map(|one| one.passage.as_ref());
        let why = why.map(|passage| format!(" (\"{}\")", passage.text)).unwrap_or_default();
        lines.push(format!("about somebody else: page {}{why}", strangers.join(", ")));
    }
    if !document.unread.is_empty() {
        let unread: Vec<String> = document.unread.iter().map(u32::to_string).collect();
        lines.push(format!("not read: page {}", unread.join(", ")));
    }
    lines
}

pub(super) async fn missing(args: &CaseArgs) -> Result<(), Failure> {
    let app = data::existing(&args.data, None).await?;
    let file = file_of(args).await?;
    let (owed, named) = app.missing_documents(&args.case, &file).await?;
    super::tell_unread(&file);
    println!("What the rules ask for:");
    for one in owed {
        let standing = match one.standing {
            Standing::Present(pages) => {
                format!("there, page {}", pages.iter().map(u32::to_string).collect::<Vec<_>>().join(", "))
            }
            Standing::Missing => "MISSING".to_owned(),
            Standing::Unknown => "to be checked by a person".to_owned(),
        };
        println!("  {}  {standing}\n     {} ({})", one.code, one.title, one.citation);
    }
    println!("Reports that are named and are not in the case file: {}", named.len());
    for one in named {
        println!(
            "  {} of {}, named on page {}: \"{}\"",
            one.called,
            numeric(one.date),
            one.passage.page,
            one.passage.text
        );
    }
    Ok(())
}
