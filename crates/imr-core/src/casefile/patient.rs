//! Pages that are about somebody else: records of another patient that got
//! into the pile.
//!
//! What stands in a labelled field counts, and how the head of a laboratory
//! and the first sentence of a visit name a patient. A relative or a physician
//! who is named in prose makes no page a stranger's.

use super::approximate::{distance, squashed};
use super::passage::Passage;
use crate::dates;
use crate::letter::reading::pattern::compiled;
use jiff::civil::Date;
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Whom the case file is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patient {
    /// The employee's name.
    pub name: String,
    /// The numbers of the claims.
    pub claim_numbers: Vec<String>,
    /// The employee's birthday, as the application has it.
    pub born: Option<Date>,
}

/// A page that seems to be about somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stranger {
    /// Its number in the case file.
    pub page: u32,
    /// What conflicts with the employee of the case; nothing where a person
    /// said so, or where it follows a page of the same document that does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
}

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?m)(?P<before>[A-Za-z']*[ ]?)\b(?i:(?P<label>patient(?:'s)?(?:\s+name)?|pt(?:\.|\s+name)?|employee(?:'s)?(?:\s+name)?|injured\s+worker|claimant|applicant|name(?:\s+of\s+patient)?|re))(?:[ ]*\([^)\n]{0,30}\))?[ ]*[:#][ ]*(?P<name>[A-Z][A-Za-z'\u{2019}-]+,?(?:[ ][A-Z][A-Za-z'\u{2019}.-]*,?){1,3})",
    )
});
/// A name without a label: turned about, with sex and birthday behind it.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?m)^[ ]*(?P<name>[A-Z][A-Za-z'\u{2019}-]+,[ ]+[A-Z][A-Za-z'\u{2019}-]+(?:[ ][A-Z]\.?)?)[ ,]+(?i:male|female|m|f)[ ,]+(?P<day>[0-9][^\n]{5,20})",
    )
});
/// Who was seen, with the age.
static SEEN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"\b(?:Mr|Mrs|Ms)\.?\s+(?P<name>[A-Z][a-z'\u{2019}-]+(?:\s[A-Z]\.)?\s[A-Z][A-Za-z'\u{2019}-]+),?\s(?:is|was\sseen|presents|returns)\b[^.\n]{0,40}?\b[0-9]{1,3}[ -]years?[ -]old\b",
    )
});
static BORN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:d\.?\s?o\.?\s?b\.?|date\s+of\s+birth|birth\s?date|born)\b[^0-9A-Za-z\n]{0,4}(?P<day>[^\n]{6,24})",
    )
});
static CLAIM: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)\bclaim\s*(?:number|no\.?|#)?\s*[:#]\s*#?\s*(?P<number>[A-Z0-9][A-Z0-9-]{4,24})")
});

/// What a page says of whom it is about.
#[derive(Debug, Default)]
struct About {
    names: Vec<(Vec<String>, String)>,
    born: Vec<(Date, String)>,
    claims: Vec<(String, String)>,
}

impl About {
    fn of(text: &str) -> Self {
        let line = |at: usize| {
            let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            text[start..].lines().next().unwrap_or_default().trim().to_owned()
        };
        let names = NAME.captures_iter(text).filter_map(|found| {
            let before = found.name("before").map_or("", |one| one.as_str()).trim().to_lowercase();
            let name = found.name("name")?;
            let words = person(name.as_str());
            let usable = !OTHERS.contains(&before.as_str())
                && words.len() >= 2
                && !words.iter().any(|word| NO_NAMES.contains(&word.as_str()))
                && (!found["label"].eq_ignore_ascii_case("re")
                    || is_whom(name.as_str(), line(name.start()).as_str(), text));
            usable.then(|| (words, line(name.start())))
        });
        let born = BORN.captures_iter(text).filter_map(|found| {
            let day = found.name("day")?;
            Some((dates::all(day.as_str()).first()?.day, line(day.start())))
        });
        let claims = CLAIM.captures_iter(text).filter_map(|found| {
            let number = found.name("number")?;
            let letters = squashed(number.as_str());
            (letters.chars().filter(char::is_ascii_digit).count() >= 4).then(|| (letters, line(number.start())))
        });
        let mut about = Self { names: names.collect(), born: born.collect(), claims: claims.collect() };
        if about.names.is_empty() {
            for found in HEAD.captures_iter(text) {
                let Some(day) = dates::all(&found["day"]).first().map(|one| one.day) else { continue };
                let at = found.name("name").map_or(0, |name| name.start());
                about.names.push((name_words(&found["name"]), line(at)));
                about.born.push((day, line(at)));
            }
            let seen = SEEN.captures_iter(text).filter_map(|found| found.name("name"));
            about.names.extend(seen.map(|name| (name_words(name.as_str()), line(name.start()))));
        }
        about
    }
}

/// The words of a name that stands in a field, without the label of the next
/// field on its line.
fn person(field: &str) -> Vec<String> {
    let mut words = name_words(field);
    let label = words.iter().position(|word| LABELS.contains(&word.as_str())).filter(|at| *at >= 2);
    words.truncate(label.unwrap_or(words.len()));
    words
}

/// What the next field on the line of a name is called.
const LABELS: [&str; 23] = [
    "dob", "date", "dos", "doi", "born", "birth", "claim", "mrn", "id", "age", "sex", "gender", "ssn", "employer",
    "no", "number", "acct", "account", "phone", "visit", "exam", "male", "female",
];

/// Whether what follows `Re:` is a person: turned about, or with a number, a
/// birthday or a claim beside it. A letter may be about anything else.
fn is_whom(name: &str, line: &str, text: &str) -> bool {
    name.contains(',')
        || line.contains(|one: char| one.is_ascii_digit())
        || BORN.is_match(text)
        || CLAIM.is_match(text)
}

/// Before a label, these make it that of somebody else.
const OTHERS: [&str; 22] = [
    "spouse",
    "wife",
    "husband",
    "mother",
    "father",
    "contact",
    "emergency",
    "provider",
    "physician",
    "doctor",
    "employer",
    "attorney",
    "adjuster",
    "insured",
    "guarantor",
    "subscriber",
    "facility",
    "last",
    "first",
    "company",
    "file",
    "drug",
];

/// What follows `Re:` or `Name:` without being a name.
const NO_NAMES: [&str; 108] = [
    "seen",
    "today",
    "here",
    "new",
    "returns",
    "pain",
    "low",
    "back",
    "neck",
    "hip",
    "wrist",
    "elbow",
    "ankle",
    "hand",
    "foot",
    "complains",
    "reports",
    "presents",
    "states",
    "was",
    "the",
    "of",
    "with",
    "for",
    "and",
    "to",
    "your",
    "our",
    "medication",
    "medications",
    "statement",
    "history",
    "instructions",
    "education",
    "information",
    "profile",
    "care",
    "visit",
    "notes",
    "progress",
    "status",
    "follow",
    "appointment",
    "reminder",
    "scheduling",
    "reschedule",
    "rescheduling",
    "documents",
    "copies",
    "copy",
    "office",
    "billing",
    "account",
    "outstanding",
    "second",
    "final",
    "notice",
    "update",
    "change",
    "reply",
    "response",
    "inquiry",
    "subpoena",
    "deposition",
    "lien",
    "hearing",
    "work",
    "job",
    "chief",
    "current",
    "prior",
    "past",
    "missing",
    "enclosed",
    "chart",
    "file",
    "clinic",
    "letter",
    "review",
    "medical",
    "request",
    "authorization",
    "spine",
    "lumbar",
    "cervical",
    "mri",
    "knee",
    "shoulder",
    "injury",
    "claim",
    "date",
    "independent",
    "utilization",
    "number",
    "report",
    "treatment",
    "therapy",
    "employer",
    "insurance",
    "records",
    "name",
    "address",
    "phone",
    "is",
    "dob",
    "no",
    "left",
    "right",
];

/// The words of a name, in lower case, titles and degrees aside.
fn name_words(name: &str) -> Vec<String> {
    const TITLES: [&str; 11] = ["mr", "mrs", "ms", "dr", "jr", "sr", "md", "ii", "iii", "miss", "do"];
    name.split([' ', ',', '\u{a0}'])
        .map(|word| word.chars().filter(|one| one.is_alphabetic()).collect::<String>().to_lowercase())
        .filter(|word| !word.is_empty() && !TITLES.contains(&word.as_str()))
        .collect()
}

/// Recognition errs in one letter of four at most.
fn near(one: &str, other: &str) -> bool {
    one == other
        || distance(one, other) <= (one.chars().count().max(other.chars().count()) / 4).max(1)
            && one.len().min(other.len()) > 2
}

/// How much of a name as found fits the employee's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Neither,
    GivenOnly,
    SurnameOnly,
    Both,
}

fn fit(found: &[String], own: &[String]) -> Fit {
    let Some((surname, given)) = own.split_last() else { return Fit::Both };
    let stands = |name: &String| found.iter().any(|word| near(word, name));
    let initial = |name: &String| found.iter().any(|word| word.len() == 1 && name.starts_with(word.as_str()));
    let has_surname = stands(surname) || own.len() > 2 && given.last().is_some_and(stands);
    let has_given = given.iter().any(|name| stands(name) || initial(name)) || given.is_empty();
    match (has_surname, has_given) {
        (true, true) => Fit::Both,
        (true, false) => Fit::SurnameOnly,
        (false, true) => Fit::GivenOnly,
        (false, false) => Fit::Neither,
    }
}

/// The pages that are about somebody else, with what says so.
#[must_use]
pub fn strangers(patient: &Patient, pages: &[(u32, &str)]) -> Vec<Stranger> {
    let own = name_words(&patient.name);
    let claims: Vec<String> = patient.claim_numbers.iter().map(|number| squashed(number)).collect();
    let about: Vec<(u32, About)> = pages.iter().map(|(number, text)| (*number, About::of(text))).collect();
    let born = birthdays(patient.born, &own, &about);
    about
        .iter()
        .filter_map(|(page, about)| {
            let line = conflict(about, &own, &claims, &born)?;
            Some(Stranger { page: *page, passage: Some(Passage { page: *page, text: line.to_owned() }) })
        })
        .collect()
}

/// The pages that name the employee as the one they are about.
#[must_use]
pub(super) fn own_pages(patient: &Patient, pages: &[(u32, &str)]) -> Vec<u32> {
    let own = name_words(&patient.name);
    let names = |text: &str| About::of(text).names.iter().any(|(name, _)| fit(name, &own) == Fit::Both);
    pages.iter().filter(|(_, text)| names(text)).map(|(number, _)| *number).collect()
}

/// The employee's birthday: as the application has it, and where no page that
/// bears the name agrees with that, as most of them have it. The application
/// may be wrong, and its own pages are no stranger's then.
fn birthdays(told: Option<Date>, own: &[String], pages: &[(u32, About)]) -> Vec<Date> {
    let named = pages.iter().filter(|(_, about)| about.names.iter().any(|(name, _)| fit(name, own) == Fit::Both));
    let agrees = |told: Date| named.clone().any(|(_, about)| about.born.iter().any(|(day, _)| !apart(told, *day)));
    match told {
        Some(told) if agrees(told) => vec![told],
        told => told.into_iter().chain(most_told(own, pages)).collect(),
    }
}

/// The birthday that most pages that bear the name have.
fn most_told(own: &[String], pages: &[(u32, About)]) -> Option<Date> {
    let mut counts: HashMap<Date, usize> = HashMap::new();
    for (_, about) in
        pages.iter().filter(|(_, about)| about.names.iter().any(|(name, _)| fit(name, own) == Fit::Both))
    {
        for (day, _) in &about.born {
            *counts.entry(*day).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count >= 2)
        .max_by_key(|(day, count)| (*count, *day))
        .map(|(day, _)| day)
}

/// Whether two days differ by more than recognition makes of them.
fn apart(one: Date, other: Date) -> bool {
    let digits = |day: Date| day.strftime("%m%d%Y").to_string();
    distance(&digits(one), &digits(other)) > 2
}

fn conflict<'a>(about: &'a About, own: &[String], claims: &[String], born: &[Date]) -> Option<&'a str> {
    let is_other = |day: Date| !born.is_empty() && born.iter().all(|born| apart(*born, day));
    let other_birthday = about.born.iter().find(|(day, _)| is_other(*day));
    let same_birthday = about.born.iter().any(|(day, _)| born.contains(day));
    let same_claim = about.claims.iter().any(|(number, _)| claims.iter().any(|claim| near(claim, number)));
    let best = about.names.iter().map(|(name, line)| (fit(name, own), line)).max_by_key(|(fit, _)| *fit);
    match best {
        Some((Fit::Both, _)) => other_birthday.filter(|_| !same_claim).map(|(_, line)| line.as_str()),
        // A number of a claim gets onto a stranger's page; not with a birthday
        // of the stranger beside the name.
        Some((_, line)) => (!same_birthday && (!same_claim || other_birthday.is_some())).then_some(line.as_str()),
        None if same_claim || same_birthday => None,
        None => other_birthday.map(|(_, line)| line.as_str()).or_else(|| {
            let (_, line) = about.claims.first().filter(|_| !claims.is_empty())?;
            Some(line.as_str())
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn pages_of_other_patients_are_told_from_pages_that_name_others() {
        let patient =
            Patient { name: "Rosa M. Testperson".into(), claim_numbers: vec!["77-41000".into()], born: None };
        let own = "Patient: Rosa Testperson  DOB: 04/05/1971\nProgress report";
        let table = [
            (own, false),
            (own, false),
            ("Patient Name: TESTPERSON, ROSA\nVisit", false),
            ("Patient: R0sa Testpers0n\nVisit", false),
            ("Patient: Rosa Testpersan  DOB: 04/05/1971", false),
            ("Patient: Walter Elsewhere\nDOB: 09/09/1950\nProgress report", true),
            ("Patient: Pedro Testperson\nProgress report", true),
            ("Her brother Pedro Testperson drove her. Emergency contact name: Pedro Testperson", false),
            ("Re: Independent Medical Review\nClaim number: 77-41000", false),
            ("Re: Unanswered Question\nSincerely", false),
            ("Re: Elsewhere, Walter, 99-88123\nPages: 3", true),
            ("Patient: Complains Of Neck Pain", false),
            ("Physician name: Walter Elsewhere\nClaim no: 77-41000", false),
            ("Patient: Rosa Testperson  DOB: 11/30/1984\nClaim #: 99-88123", true),
            ("Patient: Rosa Newname  Claim #: 77-41000", false),
            ("Second page, with no name at all.", false),
        ];
        let pages: Vec<(u32, &str)> = (0..).zip(table.iter().map(|(text, _)| *text)).collect();
        let found: Vec<u32> = strangers(&patient, &pages).iter().map(|one| one.page).collect();
        let expected: Vec<u32> = (0..).zip(table).filter(|(_, (_, other))| *other).map(|(page, _)| page).collect();
        assert_eq!(found, expected);
    }

    /// The commonest heads of reports: name and birthday on one line.
    #[test]
    fn a_strangers_name_is_told_where_a_birthday_stands_on_its_line() {
        let patient = Patient {
            name: "Rosa M. Testperson".into(),
            claim_numbers: vec!["77-41000".into()],
            born: Some(date(1971, 4, 5)),
        };
        let table = [
            ("Patient: Rosa Testperson DOB: 04/05/1971\nProgress report", false),
            ("Patient Name: TESTPERSON, ROSA M. DOB: 04/05/1971", false),
            ("Patient: Walter Elsewhere Date of Birth: 11/30/1984\nNorco", true),
            ("Patient Name: ELSEWHERE, WALTER DOB: 11/30/1984", true),
            ("Patient Name: ELSEWHERE, WALTER L. DOB: 11/30/1984", true),
            ("Patient: Walter Elsewhere Date: 03/25/2015", true),
            ("Patient: Rosa Testperson DOB: 11/30/1984", true),
            // The number of the claim was written on a stranger's page.
            ("Patient: Walter Elsewhere Claim No. 77-41000 DOB: 11/30/1984", true),
            ("Patient: Ronald Testperson Claim No. 77-41000 DOB: 11/30/1984", true),
            ("Patient: Rosa Newname Claim No. 77-41000 DOB: 04/05/1971", false),
            ("Patient: Rosa Testperson Claim No. 77-41000 DOB: 04/05/1791", false),
            ("LAB REPORT\nELSEWHERE, MARIA F 11/30/1984\nCreatinine 1.0", true),
            ("LAB REPORT\nTESTPERSON, ROSA F 04/05/1971\nCreatinine 1.0", false),
            ("Mr. Henry Elsewhere was seen today, a 61-year-old man with neck pain.", true),
            ("Ms. Rosa Testperson is a 44 year old woman. Mr. Henry Elsewhere drove her.", false),
        ];
        let pages: Vec<(u32, &str)> = (0..).zip(table.iter().map(|(text, _)| *text)).collect();
        let found: Vec<u32> = strangers(&patient, &pages).iter().map(|one| one.page).collect();
        let expected: Vec<u32> = (0..).zip(table).filter(|(_, (_, other))| *other).map(|(page, _)| page).collect();
        assert_eq!(found, expected);
        // A birthday that the application has wrong makes no stranger of her.
        let wrong = Patient { born: Some(date(1990, 12, 31)), ..patient };
        let pages = [(1, table[0].0), (2, table[1].0), (3, table[2].0)];
        let found: Vec<u32> = strangers(&wrong, &pages).iter().map(|one| one.page).collect();
        assert_eq!(found, [3]);
    }
}
