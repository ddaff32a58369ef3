//! A case file of whatever text, a form feed between its pages: split, its
//! facts read, its timeline drawn, searched. Nothing panics, and each fact and
//! hit stands where it is said to stand.

#![no_main]

use imr_core::casefile::facts::{conflicts, facts};
use imr_core::casefile::{
    CaseFile, Index, Page, Patient, Query, ReceivedFile, ReceivedPage, Sending, Timeline, documents_of, timeline_svg,
};
use imr_core::digest::Digest;
use imr_core::party::Role;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let file = case_file(&text);
    let found = facts(&file);
    for fact in &found {
        let page = file.page(fact.page).expect("the page of a fact is in the file");
        assert!(page.text.get(fact.span.clone()).is_some(), "{:?} is no place of the page", fact.span);
    }
    let _ = conflicts(&found);
    let timeline = Timeline::of(&found, |_| None);
    assert!(timeline_svg(&timeline, "Case", 900).ends_with("</svg>\n"));
    // The first line is asked for.
    let query = Query::parse(text.lines().next().unwrap_or_default());
    let index = Index::of(&file);
    for hit in index.find(&query) {
        let page = file.page(hit.page).expect("the page of a hit is in the file");
        assert!(hit.spans.iter().all(|span| page.text.get(span.clone()).is_some()), "{hit:?}");
        for (sentence, marks) in hit.contexts(&page.text) {
            assert!(marks.iter().all(|mark| sentence.get(mark.clone()).is_some()), "{marks:?} in {sentence:?}");
        }
    }
    let _ = query.record(&file, &index);
});

fn case_file(text: &str) -> CaseFile {
    let page = |text: &str| ReceivedPage {
        text: text.to_owned(),
        hidden: Vec::new(),
        recognized: false,
        doubted: Vec::new(),
        unread: false,
    };
    let file = ReceivedFile {
        digest: Digest::ZERO,
        name: "file".to_owned(),
        pages: text.split('\u{c}').map(page).collect(),
    };
    let patient = Patient { name: "Dolores Quintanilla".to_owned(), claim_numbers: vec!["WC-20418".to_owned()], born: None };
    let sending =
        Sending { by: Role::ClaimsAdministrator, received: "2026-01-05".parse().expect("a day is a day") };
    let documents = documents_of(std::slice::from_ref(&file), sending, 1, &[], &patient);
    let pages = (1..).zip(file.pages).map(|(number, page)| Page {
        number,
        document: Digest::ZERO,
        text: page.text,
        trouble: None,
        hidden: vec![],
        confidence: None,
    });
    CaseFile { pages: pages.collect(), documents }
}
