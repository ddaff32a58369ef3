//! The clinical case summary, drafted from the record: every statement has
//! the page it was taken from.

use crate::application::UrOutcome;
use crate::calendar::numeric;
use crate::case::Case;
use crate::casefile::{CaseFile, Kind, Page};
use crate::letter::record::{Decision, Patient, StatedDate};
use crate::prose::{capital, uncapital};
use jiff::civil::Date;
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// What the summary says, and the values in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Its paragraphs.
    pub text: String,
    /// What it says of the worker.
    pub patient: Patient,
    /// Diagnoses, as written.
    pub diagnoses: Vec<String>,
    /// Dates it gives for the utilization review decision.
    pub ur_dates: Vec<StatedDate>,
}

static AGE_AND_SEX: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(\d{1,3})[- ]year[- ]old\s+(?:\S+\s+)?(male|female|man|woman)\b").ok());

/// Drafts the summary of a case from its file.
pub(crate) fn draft(case: &Case, file: &CaseFile) -> Summary {
    let injury = numeric(case.opening.date_of_injury);
    let person = person(file);
    let opening = match &person {
        Some((age, sex, page)) => {
            format!(
                "The injured worker is a {age} year old {sex} (page {page}), who sustained an industrial injury on {injury}."
            )
        }
        None => format!("The injured worker sustained an industrial injury on {injury}."),
    };
    let mut sentences = vec![opening];
    let diagnoses = diagnoses(file);
    if let Some((names, page)) = &diagnoses {
        sentences.push(format!(
            "Page {page} gives the diagnoses. The injured worker is being treated for {}.",
            names.join(", ")
        ));
    }
    sentences.extend(clinical(file));
    let days = decision_days(case);
    sentences.extend(days.iter().flat_map(|day| utilization_review(case, *day)));
    Summary {
        text: sentences.join(" "),
        patient: Patient {
            age: person.as_ref().and_then(|(age, ..)| age.parse().ok()),
            sex: person.as_ref().map(|(_, sex, _)| sex.clone()),
            date_of_injury: vec![stated(&injury, case.opening.date_of_injury, "summary")],
        },
        diagnoses: diagnoses.map(|(names, _)| names).unwrap_or_default(),
        ur_dates: days.iter().map(|day| stated(&numeric(*day), *day, "summary")).collect(),
    }
}

/// The days on which the items in dispute were decided on, in the order of the
/// items.
pub(super) fn decision_days(case: &Case) -> Vec<Date> {
    let mut days = Vec::new();
    for day in case.items.iter().map(|item| case.ur_decision(item.number).decided) {
        if !days.contains(&day) {
            days.push(day);
        }
    }
    days
}

/// What utilization review did with the items on a day, a sentence for each
/// outcome.
fn utilization_review(case: &Case, day: Date) -> Vec<String> {
    let date = numeric(day);
    [(UrOutcome::Denied, "non-certified"), (UrOutcome::Modified, "modified")]
        .into_iter()
        .filter_map(|(outcome, verb)| {
            let of_day = case.items.iter().filter(|item| case.ur_decision(item.number).decided == day);
            let named = of_day.filter(|item| item.ur_outcome == outcome);
            let items: Vec<&str> = named.map(|item| item.item.as_str()).collect();
            let items = items.join("; ");
            (!items.is_empty()).then(|| format!("On {date} Utilization Review {verb} the request for {items}."))
        })
        .collect()
}

/// A date as some part of the letter states it.
pub(super) fn stated(raw: &str, day: jiff::civil::Date, place: &str) -> StatedDate {
    StatedDate { raw: raw.to_owned(), iso: day.to_string(), place: place.to_owned() }
}

/// Age and sex as the newest page that gives them has them.
fn person(file: &CaseFile) -> Option<(String, String, u32)> {
    newest_first(file).into_iter().find_map(|page| {
        let flat = flat(&page.shown());
        let found = AGE_AND_SEX.as_ref()?.captures(&flat)?;
        let sex = match found[2].to_lowercase().as_str() {
            "female" | "woman" => "female",
            _ => "male",
        };
        Some((found[1].to_owned(), sex.to_owned(), page.number))
    })
}

fn diagnoses(file: &CaseFile) -> Option<(Vec<String>, u32)> {
    let (page, text) = newest_labelled(file, "Diagnoses")?;
    let names = text
        .trim_end_matches('.')
        .split(';')
        .map(|name| uncapital(name.trim()))
        .filter(|name| !name.is_empty())
        .collect();
    Some((names, page))
}

/// What the newest progress report says, part by part.
fn clinical(file: &CaseFile) -> Vec<String> {
    [
        ("Subjective complaints", "complaints"),
        ("Objective findings", "findings on examination"),
        ("Current medications", "current medications"),
        ("Treatment to date", "treatment to date"),
    ]
    .into_iter()
    .filter_map(|(label, name)| {
        let (page, text) = newest_labelled(file, label)?;
        let text = text.trim_end_matches('.');
        Some(format!("{} gives as {name}: {text}.", capital(&file.place(page))))
    })
    .collect()
}

fn newest_first(file: &CaseFile) -> Vec<&Page> {
    let mut pages: Vec<&Page> = file.clinical_pages().collect();
    pages.sort_by_key(|page| std::cmp::Reverse(file.date_of(page)));
    pages
}

/// The words after `Label:` in the newest progress report that has them.
fn newest_labelled(file: &CaseFile, label: &str) -> Option<(u32, String)> {
    newest_first(file)
        .into_iter()
        .filter(|page| file.document_of(page).is_some_and(|one| one.kind == Kind::ProgressReport))
        .find_map(|page| {
            page.shown().split("\n\n").find_map(|block| {
                let flat = flat(block);
                let rest = flat.strip_prefix(label)?.strip_prefix(':')?;
                Some((page.number, rest.trim().to_owned()))
            })
        })
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sentences a letter gives its outcome in.
pub(super) fn outcome_in_words(decisions: &[(usize, Decision)]) -> String {
    let say = |wanted: Decision, one: &str, many: &str| {
        let numbers: Vec<String> = decisions
            .iter()
            .filter(|(_, decision)| *decision == wanted)
            .map(|(number, _)| number.to_string())
            .collect();
        match numbers.as_slice() {
            [] => None,
            [only] => Some(format!("Item {only} {one}.")),
            [first @ .., last] => Some(format!("Items {} and {last} {many}.", first.join(", "))),
        }
    };
    let upheld = say(
        Decision::Upheld,
        "stands denied: the treatment was found not medically necessary",
        "stand denied: the treatments were found not medically necessary",
    );
    let overturned = say(
        Decision::Overturned,
        "must be authorized: the treatment was found medically necessary",
        "must be authorized: the treatments were found medically necessary",
    );
    upheld.into_iter().chain(overturned).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outcome_is_said_for_one_for_two_and_for_many() {
        let all = |decision, count| (1..=count).map(|n| (n, decision)).collect::<Vec<_>>();
        assert!(outcome_in_words(&all(Decision::Upheld, 1)).starts_with("Item 1 stands denied:"));
        assert!(outcome_in_words(&all(Decision::Upheld, 2)).starts_with("Items 1 and 2 stand denied:"));
        assert!(outcome_in_words(&all(Decision::Overturned, 3)).starts_with("Items 1, 2 and 3 must be"));
    }
}
