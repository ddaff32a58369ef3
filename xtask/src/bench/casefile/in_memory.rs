//! What the core does with a case file that is in memory: splitting and facts
//! on one core, in time of the processor; searches, for which somebody waits,
//! by the clock.

use super::Bench;
use crate::bench::spent::at_work;
use crate::bench::{Line, median};
use crate::clock;
use crate::shell::{Outcome, Trouble};
use imr_core::casefile::facts::facts;
use imr_core::casefile::{
    CaseFile, Document, Index, IndexPart, Page, Patient, Query, ReceivedFile, ReceivedPage, Sending, documents_of,
};
use imr_core::digest::Digest;
use imr_core::party::Role;
use imr_sample::casefile::{Wanted, case_file};
use std::hint::black_box;
use std::panic::resume_unwind;
use std::thread;

const ROUNDS: usize = 7;
/// How often a search is made in a round: one is too short to be measured.
const TIMES: u32 = 20;
const PAGES: usize = 3_000;

/// The bars: megabytes of text a second, and milliseconds for a search.
const FACTS: f64 = 5.0;
const SEARCH: f64 = 20.0;

const QUERIES: [&str; 6] = [
    "spasm",
    "flexeril",
    "flexeril NEAR/10 \"low back\"",
    "\"physical therapy\" improve*",
    "urine drug screen",
    "opioid NEAR/5 constipation",
];

pub(super) fn measure(_: &Bench) -> Outcome<Vec<Line>> {
    let (files, patient, sending) = received()?;
    let documents = documents_of(&files, sending, 1, &[], &patient);
    let file = assembled(&files, documents);
    let bytes: usize = file.pages.iter().map(|page| page.text.len()).sum();
    // Once is enough: it takes long.
    let splitting = at_work(|| drop(black_box(documents_of(&files, sending, 1, &[], &patient))));
    let finding = seconds(|| drop(black_box(facts(&file))));
    let indexing = awaited(1, || drop(black_box(on_two_cores(&file))));
    let index = Index::of(&file);
    let searches: Vec<f64> =
        QUERIES.iter().map(|query| awaited(TIMES, || drop(black_box(index.find(&Query::parse(query)))))).collect();
    let slowest = searches.iter().copied().fold(0.0, f64::max);
    let rate = megabytes(bytes) / finding;
    Ok(vec![
        Line::of(
            format!("{} pages, {:.1} MB of text, split and compared", file.pages.len(), megabytes(bytes)),
            format!("{splitting:.2} s"),
        ),
        Line::of("facts, one core", format!("{rate:.1} MB/s ({finding:.2} s)"))
            .held_to(format!("{FACTS:.0} MB/s"), rate >= FACTS),
        Line::of(
            "search in an index that is there: the middle of 6 queries",
            format!("{:.2} ms", median(searches)),
        ),
        Line::of("the slowest of them", format!("{slowest:.2} ms")),
        Line::of("making the index, two cores", format!("{indexing:.1} ms")),
        Line::of("making the index and the slowest search", format!("{:.1} ms", indexing + slowest))
            .held_to(format!("{SEARCH:.0} ms"), indexing + slowest < SEARCH),
    ])
}

/// As `imr file search` makes it.
fn on_two_cores(file: &CaseFile) -> Index {
    let pages = file.pages.len();
    thread::scope(|scope| {
        let other = scope.spawn(|| IndexPart::of(file, pages / 2..pages));
        let one = IndexPart::of(file, 0..pages / 2);
        let other = other.join().unwrap_or_else(|fault| resume_unwind(fault));
        Index::from_parts([one, other])
    })
}

/// The middle of some rounds, each of so many times, in milliseconds by the
/// clock.
fn awaited(times: u32, mut work: impl FnMut()) -> f64 {
    work();
    let round = |_| clock::timed(|| (0..times).for_each(|_| work())).1.as_secs_f64() * 1000.0 / f64::from(times);
    median((0..ROUNDS).map(round).collect())
}

/// The middle of some rounds, in seconds of the processor.
fn seconds(mut work: impl FnMut()) -> f64 {
    // Tables and patterns are made the first time.
    work();
    median((0..ROUNDS).map(|_| at_work(&mut work)).collect())
}

#[expect(clippy::cast_precision_loss, reason = "a few million bytes")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn received() -> Outcome<(Vec<ReceivedFile>, Patient, Sending)> {
    let generated = case_file(Wanted { seed: 1, pages: PAGES + PAGES * super::SHORT / 100, scanned: 0 });
    let files = generated.names().into_iter().enumerate().map(|(at, name)| ReceivedFile {
        digest: Digest::of(name.as_bytes()),
        name: name.to_owned(),
        pages: generated
            .texts(at)
            .into_iter()
            .map(|text| ReceivedPage {
                text,
                hidden: Vec::new(),
                recognized: false,
                doubted: Vec::new(),
                unread: false,
            })
            .collect(),
    });
    let files = files.collect();
    let truth = generated.truth();
    let of = |key: &str| truth["employee"][key].as_str().unwrap_or_default().to_owned();
    let patient = Patient { name: of("name"), claim_numbers: vec![of("claim")], born: None };
    let day = "2026-01-05".parse().map_err(|_| Trouble::new("The day cannot be read.", ""))?;
    Ok((files, patient, Sending { by: Role::ClaimsAdministrator, received: day }))
}

/// The case file, each page with its document.
fn assembled(files: &[ReceivedFile], documents: Vec<Document>) -> CaseFile {
    let texts = files.iter().flat_map(|file| file.pages.iter().map(|page| (file.digest, &page.text)));
    let pages = (1..).zip(texts).map(|(number, (document, text))| Page {
        number,
        document,
        text: text.clone(),
        trouble: None,
        hidden: Vec::new(),
        confidence: None,
    });
    CaseFile { pages: pages.collect(), documents }
}
