//! `imr file list` and `imr file missing`.

use super::file_of;
use crate::args::CaseArgs;
use crate::data;
use crate::failure::Failure;
use imr_app::page_label;
use imr_core::calendar::numeric;
use imr_core::case::Case;
use imr_core::casefile::{Document, Evidence, Found, Kind, Passage, Standing};
use imr_core::prose::page_list;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What is told of pages beside what the case keeps, by their numbers.
struct Told {
    /// Why they could not be read.
    troubles: BTreeMap<u32, String>,
    /// How many of their words nobody sees.
    hidden: BTreeMap<u32, usize>,
    /// How sure recognition is of those that it doubts, in per cent.
    doubtful: BTreeMap<u32, u8>,
    /// Those with a form of which a value differs from what is drawn.
    differs: Vec<u32>,
}

pub(super) async fn list(args: &CaseArgs, long: bool, json: bool) -> Result<(), Failure> {
    let app = data::existing(&args.data, None).await?;
    let case = app.case(&args.case).await?;
    let told = Told {
        troubles: app.unread_pages(case.number()).await?,
        hidden: app.hidden_words(case.number()).await?,
        doubtful: app.doubtful_pages(case.number()).await?,
        differs: app.case_file(&case).await?.form_differs(),
    };
    if json {
        return super::json(&as_json(&case, &told));
    }
    println!("Documents of case {}", case.number());
    for (index, document) in case.documents.iter().enumerate() {
        if long {
            println!("{:>3}. {}  [{}]", index + 1, document.line(), document.digest.short());
            details(document, &told).iter().for_each(|line| println!("     {line}"));
        } else {
            println!("{:>3}. {}", index + 1, document.line());
            let more = in_short(document, &told);
            if !more.is_empty() {
                println!("     {more}");
            }
        }
        for (page, count) in told.hidden.iter().filter(|(page, _)| document.holds(**page)) {
            let words = if *count == 1 { "1 word".to_owned() } else { format!("{count} words") };
            println!("     page {page} has {words} that nobody sees on it; they are no evidence");
        }
    }
    if let Some(last) = case.documents.last() {
        println!("Pages {} to {}", page_label(case.number(), 1), page_label(case.number(), last.last_page()));
    }
    let open: Vec<u32> = case.documents.iter().flat_map(Document::open_pages).collect();
    if !open.is_empty() {
        println!("Not read and not set aside: {}", page_list(&open));
    }
    Ok(())
}

/// The list as docs/casefile-json.md has it. A document that goes on in
/// another file is one document.
fn as_json(case: &Case, told: &Told) -> Value {
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
            "unread": told.troubles.get(&number),
            "set_aside": document.set_aside(number),
            "hidden_words": told.hidden.get(&number),
            "doubtful": told.doubtful.get(&number),
            "form_differs": told.differs.contains(&number),
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
            "found": found(document),
            "sha256": document.digest,
            "pages": pages,
        }));
    }
    json!({ "documents": documents })
}

/// How sure each finding is, in per cent, and the passage it was read off.
fn found(document: &Document) -> Value {
    let value = |found: &Option<Found<String>>| {
        found.as_ref().map(|one| json!({ "confidence": one.confidence, "passage": one.passage }))
    };
    let evidence = |found: &Option<Evidence>| {
        found.as_ref().map(|one| json!({ "confidence": one.confidence, "passage": one.passage }))
    };
    json!({
        "kind": evidence(&document.kind_found),
        "date": evidence(&document.date_found),
        "title": value(&document.title),
        "author": value(&document.author),
        "facility": value(&document.facility),
    })
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

/// Who wrote a document, and what is not as it should be, in a line.
fn in_short(document: &Document, told: &Told) -> String {
    let mut parts: Vec<String> = Vec::new();
    let value = |found: &Option<Found<String>>| found.as_ref().map(|one| one.value.clone());
    let by: Vec<String> = [value(&document.author), value(&document.facility)].into_iter().flatten().collect();
    parts.extend((!by.is_empty()).then(|| by.join(", ")));
    parts.extend(document.continues.then(|| "goes on from the document before".to_owned()));
    let copies: Vec<u32> = document.copies.iter().map(|one| one.page).collect();
    let strangers: Vec<u32> = document.strangers.iter().map(|one| one.page).collect();
    let (aside, open): (Vec<u32>, Vec<u32>) =
        document.unread.iter().partition(|page| document.set_aside(**page).is_some());
    let doubtful: Vec<u32> = document.pages().filter(|page| told.doubtful.contains_key(page)).collect();
    let differs: Vec<u32> = document.pages().filter(|page| told.differs.contains(page)).collect();
    for (what, pages) in [
        ("COPIES", copies),
        ("ABOUT SOMEBODY ELSE", strangers),
        ("NOT READ", open),
        ("not read and set aside", aside),
        ("READ WITH DOUBT", doubtful),
        ("FORM VALUE DIFFERS FROM WHAT IS DRAWN", differs),
    ] {
        parts.extend((!pages.is_empty()).then(|| format!("{what}: {}", page_list(&pages))));
    }
    parts.join("; ")
}

/// What else is known of a document.
fn details(document: &Document, told: &Told) -> Vec<String> {
    let mut lines = vec![format!("from the file {}", document.file_name)];
    lines.extend(findings(document));
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
        lines.extend(unread(document, &told.troubles));
    }
    let doubtful: Vec<String> = told
        .doubtful
        .iter()
        .filter(|(page, _)| document.holds(**page))
        .map(|(page, sure)| format!("page {page} ({sure} % sure)"))
        .collect();
    if !doubtful.is_empty() {
        lines.push(format!("read with doubt, so that words may be missed: {}", doubtful.join(", ")));
    }
    let differs: Vec<u32> = document.pages().filter(|page| told.differs.contains(page)).collect();
    if !differs.is_empty() {
        lines.push(format!(
            "a form's value differs from what is drawn, both are read; ask the sender which is right: {}",
            page_list(&differs)
        ));
    }
    lines
}

/// What was found out about a document, how sure it is, and the words it was
/// read off.
fn findings(document: &Document) -> Vec<String> {
    let off = |passage: Option<&Passage>| {
        passage.map_or_else(String::new, |one| format!(", \"{}\" on page {}", shortened(&one.text), one.page))
    };
    let value = |label: &str, found: &Option<Found<String>>| {
        let told = |one: &Found<String>| {
            format!("{label}: {} ({} % sure{})", one.value, one.confidence, off(one.passage.as_ref()))
        };
        found.as_ref().map(told)
    };
    let evidence = |label: &str, found: &Option<Evidence>| {
        found.as_ref().map(|one| format!("{label} {} % sure{}", one.confidence, off(one.passage.as_ref())))
    };
    let all = [
        value("title", &document.title),
        value("author", &document.author),
        value("facility", &document.facility),
        evidence("kind", &document.kind_found),
        evidence("date", &document.date_found),
    ];
    all.into_iter().flatten().collect()
}

/// A passage, cut where a line of a list would be too long.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{} ...", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// The unread pages of a document, those of one reason together, and which of
/// them were set aside.
fn unread(document: &Document, troubles: &BTreeMap<u32, String>) -> Vec<String> {
    let mut reasons: BTreeMap<(&str, &str), Vec<u32>> = BTreeMap::new();
    for page in &document.unread {
        let why = troubles.get(page).map_or("", String::as_str);
        reasons.entry((why, document.set_aside(*page).unwrap_or_default())).or_default().push(*page);
    }
    let told = |((why, aside), pages): (&(&str, &str), &Vec<u32>)| match *aside {
        "" => format!("not read: {}: {why}", page_list(pages)),
        aside => format!("not read and set aside ({aside}): {}: {why}", page_list(pages)),
    };
    reasons.iter().map(told).collect()
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
