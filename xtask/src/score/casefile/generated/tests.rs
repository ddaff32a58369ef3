use super::*;
use imr_sample::casefile::{Wanted as Asked, case_file};
use serde_json::json;

fn truth() -> Value {
    case_file(Asked { seed: 5, pages: 150, scanned: 0 }).truth()
}

/// What a program would print that read everything rightly.
fn rightly(truth: &Value) -> Value {
    let mut documents: Vec<Value> = array(truth, "documents").cloned().collect();
    for (at, document) in documents.iter_mut().enumerate() {
        let own = array(truth, "pages").filter(|page| page["document"] == at);
        document["pages"] = own.cloned().collect();
        document["not_this_patient"] = document["wrong_patient"].clone();
    }
    json!({ "documents": documents })
}

fn scored(truth: &Value, list: &Value, facts: &Value) -> Tally {
    let mut tally = Tally::default();
    compare(&mut tally, truth, list, facts);
    tally
}

#[test]
fn who_reads_everything_rightly_misses_nothing() {
    let truth = truth();
    let tally = scored(&truth, &rightly(&truth), &truth);
    assert!(tally.misses.is_empty(), "{:#?}", tally.misses);
    assert!(tally.below(false).is_empty(), "{}", tally.table(false));
    for (measure, _) in MEASURES {
        assert!(tally.of(measure).truth > 0, "{measure} is counted");
    }
}

#[test]
fn who_reads_nothing_is_below_every_bar() {
    let truth = truth();
    let tally = scored(&truth, &json!({}), &json!({}));
    for measure in ["kind", "date of service", "near-duplicates", "exposures", "facts"] {
        assert!(tally.below(false).contains(&measure), "{measure}\n{}", tally.table(false));
    }
}

#[test]
fn two_documents_taken_for_one_and_a_wrong_day_are_missed() {
    let truth = truth();
    let mut list = rightly(&truth);
    list["documents"][0]["date"] = "1999-01-01".into();
    let next: Value = list["documents"][1]["pages"][0].clone();
    list["documents"][1]["pages"] = json!([]);
    if let Some(pages) = list["documents"][0]["pages"].as_array_mut() {
        pages.push(next);
    }
    let tally = scored(&truth, &list, &truth);
    assert!(tally.of("date of service").right < tally.of("date of service").truth);
    assert!(tally.misses.iter().any(|miss| miss.contains("1999 01 01")), "{:#?}", tally.misses);
}

#[test]
fn a_look_alike_that_was_folded_is_told() {
    let truth = case_file(Asked { seed: 5, pages: 400, scanned: 0 }).truth();
    let documents: Vec<&Value> = array(&truth, "documents").collect();
    let alike = documents.iter().find(|one| !one["looks_like"].is_null()).expect("a look-alike");
    let other = documents[usize::try_from(alike["looks_like"].as_u64().expect("a number")).expect("small")];
    let mut list = rightly(&truth);
    let at = usize::try_from(alike["id"].as_u64().expect("a number")).expect("small");
    list["documents"][at]["pages"][0]["duplicate_of"] = other["pages"][0].clone();
    let tally = scored(&truth, &list, &truth);
    let counts = tally.of("look-alikes kept apart");
    assert_eq!(counts.truth, counts.right + 1);
    assert!(tally.below(false).contains(&"near-duplicates"));
}
