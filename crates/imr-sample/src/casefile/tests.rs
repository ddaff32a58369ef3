use super::*;
use imr_core::paper::PlainText;
use std::collections::BTreeSet;

fn born(seed: u64, pages: usize) -> CaseFile {
    case_file(Wanted { seed, pages, scanned: 0 })
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let (one, other) = (born(3, 120), born(3, 120));
    assert_eq!(one.truth(), other.truth());
    for file in 0..one.names().len() {
        let drawn = one.draw(file, &PlainText).expect("no picture is needed");
        assert_eq!(drawn, other.draw(file, &PlainText).expect("no picture is needed"));
    }
    assert_ne!(one.truth(), born(4, 120).truth());
}

#[test]
fn every_passage_of_the_truth_stands_on_the_pages_that_are_named() {
    for seed in [1, 2, FIRST_KEPT_SEED] {
        let file = born(seed, 200);
        let truth = file.truth();
        let names = file.names();
        let texts: Vec<Vec<String>> = (0..names.len()).map(|at| file.texts(at)).collect();
        let text = |place: &Value| {
            let file = names.iter().position(|name| *name == place["file"].as_str().unwrap_or("")).expect("a file");
            let page = usize::try_from(place["page"].as_u64().expect("a page")).expect("a small number");
            texts[file][page - 1].split_whitespace().collect::<Vec<_>>().join(" ")
        };
        for fact in truth["facts"].as_array().expect("facts") {
            let all: String = fact["pages"].as_array().expect("pages").iter().map(&text).collect();
            let mut words = fact["passage"].as_str().expect("a passage").split_whitespace();
            assert!(words.all(|word| all.contains(word)), "{fact}\n{all}");
        }
    }
}

#[test]
fn a_pile_has_every_kind_and_every_trouble() {
    let truth = born(7, 600).truth();
    let documents = truth["documents"].as_array().expect("documents");
    let kinds: BTreeSet<&str> = documents.iter().filter_map(|one| one["kind"].as_str()).collect();
    assert!(kinds.len() >= 16, "{kinds:?}");
    for trouble in ["copy_of", "looks_like", "missing"] {
        assert!(documents.iter().any(|one| !one[trouble].is_null()), "{trouble}");
    }
    assert!(documents.iter().any(|one| one["wrong_patient"] == true));
    let pages = truth["pages"].as_array().expect("pages").len();
    assert!((540..=680).contains(&pages), "{pages} pages");
    let facts: BTreeSet<&str> =
        truth["facts"].as_array().expect("facts").iter().filter_map(|one| one["kind"].as_str()).collect();
    assert!(facts.len() >= 16, "{facts:?}");
}

#[test]
fn the_pairs_are_a_copy_and_a_note_of_another_day() {
    let file = pairs(1);
    assert_eq!(file.names(), ["001-note.pdf", "002-note-again.pdf", "003-note-of-another-day.pdf"]);
    let truth = file.truth();
    let documents = truth["documents"].as_array().expect("documents");
    assert!(documents.iter().all(|one| one["kind"] == "therapy_note"));
    assert_eq!((&documents[1]["copy_of"], &documents[2]["looks_like"]), (&0.into(), &0.into()));
    assert_eq!(documents[0]["date"], documents[1]["date"]);
    assert_ne!(documents[0]["date"], documents[2]["date"]);
    let texts: Vec<String> = (0..3).map(|at| file.texts(at).concat()).collect();
    assert_ne!(texts[0], texts[1]);
}

#[test]
fn what_looks_alike_differs_in_its_day() {
    let truth = born(7, 600).truth();
    let documents = truth["documents"].as_array().expect("documents");
    for one in documents.iter().filter(|one| !one["looks_like"].is_null()) {
        let other = usize::try_from(one["looks_like"].as_u64().expect("a number")).expect("a small number");
        assert_eq!(one["title"], documents[other]["title"]);
        assert_ne!(one["date"], documents[other]["date"]);
        assert!(one["copy_of"].is_null());
    }
}

#[test]
fn spans_of_a_drug_do_not_overlap_and_gaps_stand_between_them() {
    for seed in 1..4 {
        for one in born(seed, 200).truth()["exposures"].as_array().expect("exposures") {
            let spans = one["spans"].as_array().expect("spans");
            assert!(spans.iter().all(|span| span["from"].as_str() <= span["to"].as_str()), "{one}");
            assert!(spans.windows(2).all(|two| two[0]["to"].as_str() <= two[1]["from"].as_str()), "{one}");
            assert_eq!(one["gaps"].as_array().map(Vec::len), Some(spans.len() - 1));
        }
    }
}
