//! Sentences with several drugs, or with a denial of what is done: which word
//! speaks of which drug.

use super::tests::documents;
use super::{FactKind, exposures, facts};
use crate::casefile::Kind;
use jiff::civil::date;

/// What is told of each drug, under a heading.
fn told(heading: &str, text: &str) -> (Vec<String>, usize) {
    let page = if heading.is_empty() { text.to_owned() } else { format!("{heading}\n\n{text}") };
    let all = facts(&documents(&[(Kind::ProgressReport, date(2015, 2, 11), &page)]));
    let told = all.iter().filter_map(|fact| {
        let what = match &fact.kind {
            FactKind::Medication(one) => format!("{} {}", one.ingredients, one.used.in_words()),
            FactKind::Trial(_) => fact.kind.to_string(),
            _ => return None,
        };
        let marks = fact.context.in_words();
        Some(if marks.is_empty() { what } else { format!("{what} [{marks}]") })
    });
    (told.collect(), exposures(&all).len())
}

/// Heading, sentence, what it tells of each drug, and how many exposures.
const ROWS: &[(&str, &str, &[&str], usize)] = &[
    // What is denied is no stop, no start and no exposure.
    ("", "The patient was told not to stop naproxen abruptly.", &["naproxen stopped [negated]"], 0),
    ("", "She did not stop taking cyclobenzaprine.", &["cyclobenzaprine stopped [negated]"], 0),
    ("", "Gabapentin has not been discontinued.", &["gabapentin stopped [negated]"], 0),
    ("", "She denies that she stopped taking naproxen.", &["naproxen stopped [negated]"], 0),
    ("", "Do not start gabapentin.", &["gabapentin started [negated]"], 0),
    ("Plan", "Do not start gabapentin 300 mg.", &["gabapentin started [negated]"], 0),
    ("", "Cymbalta was prescribed but never filled.", &["duloxetine dispensed [negated]"], 0),
    ("", "Cymbalta 30 mg was prescribed, but she never took it.", &["duloxetine prescribed [negated]"], 0),
    ("", "I am not starting her on Neurontin 300 mg at bedtime, #30.", &["gabapentin started [negated]"], 0),
    ("", "Norco 10/325 mg was not discontinued and is continued.", &["acetaminophen / hydrocodone refilled"], 1),
    // A word governs the drug of its own clause.
    ("", "I would continue naproxen but discontinue Ambien.", &["naproxen refilled", "zolpidem stopped"], 2),
    ("Plan", "Continue naproxen 550 mg, stop Ambien 10 mg.", &["naproxen refilled", "zolpidem stopped"], 2),
    ("Plan", "Stop naproxen and start gabapentin 300 mg.", &["naproxen stopped", "gabapentin started"], 2),
    ("Plan", "Naproxen was stopped and gabapentin 300 mg started.", &["naproxen stopped", "gabapentin started"], 2),
    ("Plan", "Discontinue naproxen and Ambien.", &["naproxen stopped", "zolpidem stopped"], 2),
    ("Plan", "Refill naproxen 550 mg #60; Ambien 10 mg #30.", &["naproxen refilled", "zolpidem prescribed"], 2),
    ("Plan", "1. Wean naproxen: decrease to #90 this month.", &["naproxen changed"], 1),
    (
        "",
        "She was switched from Flexeril to Zanaflex 4 mg #60 on 02/01/2015.",
        &["cyclobenzaprine stopped", "tizanidine started"],
        2,
    ),
    ("Plan", "Flexeril was replaced with Zanaflex 4 mg.", &["cyclobenzaprine stopped", "tizanidine started"], 2),
    (
        "",
        "Medications\nFlexeril 7.5 mg #90 (last filled 02/01/2015)\nStop naproxen.",
        &["cyclobenzaprine dispensed", "naproxen stopped"],
        2,
    ),
    ("", "Pain has decreased from 8/10 to 4/10 with naproxen.", &["naproxen named"], 0),
    ("", "Tramadol was not effective, but meloxicam was.", &["tramadol failed", "meloxicam named"], 0),
    (
        "",
        "I recommend that she continue naproxen and that Soma be discontinued.",
        &["naproxen refilled", "carisoprodol stopped"],
        2,
    ),
    ("", "Naproxen was discontinued in favor of Nucynta 50 mg.", &["naproxen stopped", "tapentadol started"], 2),
    ("", "Start Lyrica 75 mg in place of gabapentin.", &["pregabalin started", "gabapentin stopped"], 2),
    (
        "",
        "Naproxen has been decreased and Neurontin increased to 600 mg.",
        &["naproxen changed", "gabapentin changed"],
        2,
    ),
    ("", "She was advised against stopping naproxen abruptly.", &["naproxen stopped [negated]"], 0),
    ("", "Naproxen has not been increased.", &["naproxen named"], 0),
    ("", "Did not refill naproxen as it is not due.", &["naproxen refilled [negated]"], 0),
    ("", "The patient was not given naproxen.", &["naproxen prescribed [negated]"], 0),
    ("", "Naproxen was neither started nor prescribed.", &["naproxen started [negated]"], 0),
    ("", "She no longer takes Soma and takes naproxen 550 mg.", &["carisoprodol stopped", "naproxen current"], 1),
    ("", "Stop ibuprofen because she is on Coumadin 5 mg.", &["ibuprofen stopped", "warfarin current"], 2),
    (
        "",
        "After stopping Soma she started Flexeril 7.5 mg.",
        &["carisoprodol stopped", "cyclobenzaprine started"],
        2,
    ),
    ("", "We discussed stopping naproxen.", &["naproxen considered [conditional]"], 0),
    (
        "",
        "Once naproxen is stopped, we will start Lyrica 75 mg.",
        &["naproxen considered [conditional]", "pregabalin considered [conditional]"],
        0,
    ),
    ("", "UR denied naproxen and she has stopped it.", &["naproxen stopped"], 0),
    ("", "She has been on naproxen since 2012.", &["naproxen current"], 1),
    ("", "She has been taking naproxen since 06/02/2014 and has not stopped it.", &["naproxen current"], 1),
    ("", "She started naproxen in January 2015.", &["naproxen started"], 1),
    ("", "She started naproxen some time ago.", &["naproxen started"], 0),
    ("", "She wants to discontinue naproxen.", &["naproxen considered [conditional]"], 0),
    ("", "She declined to start Lyrica.", &["pregabalin started [negated]"], 0),
    ("", "He has been off naproxen since 01/15/2015.", &["naproxen stopped"], 1),
    // What is taken beside is no allergy.
    ("", "She has no allergies and takes naproxen 550 mg.", &["naproxen current"], 1),
    ("", "Allergic rhinitis treated with Claritin 10 mg.", &["loratadine current"], 1),
    ("", "Benadryl 25 mg for allergic reaction.", &["diphenhydramine current"], 1),
    ("Allergies", "Naproxen 550 mg b.i.d.", &["naproxen current"], 1),
    (
        "",
        "No known drug allergies; takes naproxen 550 mg and Flexeril 10 mg.",
        &["naproxen current", "cyclobenzaprine current"],
        2,
    ),
    ("", "Patient uses ibuprofen without allergic reaction.", &["ibuprofen current"], 1),
    ("", "She is allergic to naproxen.", &["naproxen allergy"], 0),
    ("", "Allergies: penicillin and naproxen.", &["penicillin g allergy", "naproxen allergy"], 0),
    ("", "She denies allergy to naproxen.", &["naproxen allergy [negated]"], 0),
    ("Allergies", "Naproxen (rash)", &["naproxen allergy"], 0),
    ("Allergies", "NKDA. Takes naproxen 550 mg.", &["naproxen current"], 1),
    // How a patient gives a drug up alone.
    (
        "Treatment to Date",
        "Quit nortriptyline on own after few doses d/t dry mouth",
        &["nortriptyline not tolerated"],
        0,
    ),
    (
        "Treatment to Date",
        "Stopped nortriptyline on her own because of dry mouth.",
        &["nortriptyline not tolerated"],
        0,
    ),
    (
        "Treatment to Date",
        "Self-discontinued nortriptyline after one week, dry mouth.",
        &["nortriptyline not tolerated"],
        0,
    ),
    (
        "Treatment to Date",
        "Took nortriptyline for 3 days then quit, dry mouth.",
        &["nortriptyline not tolerated"],
        0,
    ),
    (
        "History of Present Illness",
        "Quit nortriptyline on own after few doses d/t dry mouth",
        &["nortriptyline not tolerated"],
        0,
    ),
    // A list behind a family history is the patient's.
    (
        "",
        "Family History: Father had gout.\n\nCurrent Medications\n\nNaproxen 550 mg b.i.d.",
        &["naproxen current"],
        1,
    ),
    (
        "",
        "Family History\n\nFather had gout.\n\nNaproxen 550 mg b.i.d.\nFlexeril 7.5 mg qhs",
        &["naproxen current", "cyclobenzaprine current"],
        2,
    ),
    ("", "FH: mother with diabetes\nMeds: Naproxen 550 mg b.i.d.", &["naproxen current"], 1),
];

#[test]
fn a_word_on_what_is_done_speaks_of_the_drug_of_its_clause() {
    let mut wrong = Vec::new();
    for (heading, text, expected, exposed) in ROWS {
        let (found, count) = told(heading, text);
        if found != *expected || count != *exposed {
            wrong.push(format!("[{heading}] {text}\n  {found:?} {count}\n  {expected:?} {exposed}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
