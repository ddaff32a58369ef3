//! `docs/specs/drugs.md`, `docs/specs/drug-tests.md` and
//! `docs/specs/ur-decisions.md` are lists of what is written, and of the facts
//! it gives; they run as tests.

use super::tests::documents;
use super::{Fact, FactKind, facts};
use crate::casefile::Kind;
use jiff::civil::date;

const DRUGS: &str = include_str!("../../../../../docs/specs/drugs.md");
const DRUG_TESTS: &str = include_str!("../../../../../docs/specs/drug-tests.md");
const UR_DECISIONS: &str = include_str!("../../../../../docs/specs/ur-decisions.md");

#[test]
fn of_each_drug_is_told_what_is_done_with_it_and_how_it_did() {
    runs(DRUGS);
}

#[test]
fn a_test_for_drugs_says_of_each_substance_what_is_written_of_it() {
    runs(DRUG_TESTS);
}

#[test]
fn utilization_review_decides_as_its_words_say() {
    runs(UR_DECISIONS);
}

/// Every row of a list gives the facts beside it, and no other of that kind.
fn runs(list: &str) {
    let mut head = "";
    let (mut all, mut misses) = (0, Vec::new());
    for line in list.lines() {
        head = line.strip_prefix("## ").unwrap_or(head);
        let Some((text, expected)) =
            line.strip_prefix("| ").and_then(|row| row.strip_suffix(" |")?.rsplit_once(" | "))
        else {
            continue;
        };
        if text == "text" {
            continue;
        }
        let (of, kind) = head.split_once(": ").expect("a head names a document and a kind of fact");
        let text = text.replace(" ¶ ", "\n").replace("¶ ", "\n");
        let found = told(of, kind, &text);
        all += 1;
        if found != expected {
            misses.push(format!("{text}\n    meant: {expected}\n    read:  {found}"));
        }
    }
    assert!(all > 0);
    assert!(misses.is_empty(), "{} of {all} not read as meant:\n{}", misses.len(), misses.join("\n"));
}

fn told(of: &str, kind: &str, text: &str) -> String {
    let of = match of {
        "Progress report" => Kind::ProgressReport,
        "Drug test" => Kind::DrugTest,
        "UR decision" => Kind::UrDecision,
        other => panic!("{other} is no document of this list"),
    };
    let all = facts(&documents(&[(of, date(2014, 6, 2), text)]));
    let told: Vec<String> = all.iter().filter(|fact| fact.kind.name() == kind).map(short).collect();
    if told.is_empty() { "none".to_owned() } else { told.join("; ") }
}

fn short(fact: &Fact) -> String {
    let marks = fact.context.in_words();
    let marks = if marks.is_empty() { marks } else { format!(" [{marks}]") };
    let because = match &fact.kind {
        FactKind::UrDecision(one) => match (one.reason.as_deref(), one.guideline.as_deref()) {
            (None, None) => String::new(),
            (reason, None) => format!(" [{}]", reason.unwrap_or_default()),
            (reason, Some(guideline)) => format!(" [{}; {guideline}]", reason.unwrap_or_default()),
        },
        _ => String::new(),
    };
    format!("{}{marks}{because}", fact.kind)
}
