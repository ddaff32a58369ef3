//! The clinical case summary, drafted from the record: every statement has
//! the page it was taken from.

use crate::calendar::numeric;
use crate::case::Case;
use crate::casefile::{CaseFile, Kind, Page};
use crate::letter::record::{Decision, Patient, StatedDate};
use regex::Regex;
use std::sync::LazyLock;

/// What the summary says, and the values in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Summary {
    /// Its paragraphs.
    pub(super) text: String,
    /// What it says of the worker.
    pub(super) patient: Patient,
    /// Diagnoses, as written.
    pub(super) diagnoses: Vec<String>,
    /// Dates it gives for the utilization review decision.
    pub(super) ur_dates: Vec<StatedDate>,
}

static AGE_AND_SEX: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(\d{1,3})[- ]year[- ]old\s+(?:\S+\s+)?(male|female|man|woman)\b").ok());

/// Drafts the summary of a case from its file.
pub(super) fn draft(case: &Case, file: &CaseFile) -> Summary {
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
    let ur_date = numeric(case.opening.ur_decision.decided);
    let items: Vec<&str> = case.items.iter().map(|item| item.item.as_str()).collect();
    sentences.push(format!("On {ur_date} Utilization Review non-certified the request for {}.", items.join("; ")));
    Summary {
        text: sentences.join(" "),
        patient: Patient {
            age: person.as_ref().and_then(|(age, ..)| age.parse().ok()),
            sex: person.as_ref().map(|(_, sex, _)| sex.clone()),
            date_of_injury: vec![stated(&injury, case.opening.date_of_injury, "summary")],
        },
        diagnoses: diagnoses.map(|(names, _)| names).unwrap_or_default(),
        ur_dates: vec![stated(&ur_date, case.opening.ur_decision.decided, "summary")],
    }
}

/// A date as some part of the letter states it.
pub(super) fn stated(raw: &str, day: jiff::civil::Date, place: &str) -> StatedDate {
    StatedDate { raw: raw.to_owned(), iso: day.to_string(), place: place.to_owned() }
}

/// Age and sex as the newest page that gives them has them.
fn person(file: &CaseFile) -> Option<(String, String, u32)> {
    newest_first(file).into_iter().find_map(|page| {
        let flat = flat(&page.text);
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

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A name within a sentence: without the capital, unless it is an abbreviation.
fn uncapital(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), name.chars().nth(1)) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => name.to_owned(),
    }
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
            page.text.split("\n\n").find_map(|block| {
                let flat = flat(block);
                let rest = flat.strip_prefix(label)?.strip_prefix(':')?;
                Some((page.number, rest.trim().to_owned()))
            })
        })
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sentence a letter gives its outcome in.
pub(super) fn outcome_in_words(decisions: &[(usize, Decision)]) -> String {
    let listed = |wanted: Decision| {
        let numbers: Vec<String> =
            decisions.iter().filter(|(_, one)| *one == wanted).map(|(number, _)| number.to_string()).collect();
        (numbers.len(), numbers.join(" and "))
    };
    let say = |(count, numbers): (usize, String), verb: &str| match count {
        0 => None,
        1 => Some(format!("Item {numbers} {verb}")),
        _ => Some(format!("Items {numbers} {verb}")),
    };
    let parts: Vec<String> = [
        say(listed(Decision::Upheld), "stand denied: the treatment was found not medically necessary."),
        say(listed(Decision::Overturned), "must be authorized: the treatment was found medically necessary."),
    ]
    .into_iter()
    .flatten()
    .collect();
    parts.join(" ").replace("Item 1 stand ", "Item 1 stands ")
}
