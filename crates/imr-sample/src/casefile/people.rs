//! Invented workers, physicians and practices, and how each practice prints.

use super::house::House;
use crate::dice::Dice;

const GIVEN: &[(&str, &str)] = &[
    ("Orla", "female"),
    ("Teodric", "male"),
    ("Maribel", "female"),
    ("Anselm", "male"),
    ("Ludmila", "female"),
    ("Casimir", "male"),
    ("Noreen", "female"),
    ("Balthasar", "male"),
    ("Philippa", "female"),
    ("Evander", "male"),
    ("Rosalba", "female"),
    ("Ignacy", "male"),
];

const FAMILY: &[&str] = &[
    "Tamsworth",
    "Quillfeather",
    "Bramhollow",
    "Escarrega",
    "Vandermeek",
    "Ossington",
    "Pellarin",
    "Drexmoor",
    "Halloway-Binns",
    "Kestrelle",
    "Montfresco",
    "Wickenby",
    "Zolotarik",
    "Abernell",
    "Fjordsen",
    "Lanternoak",
];

const PLACES: &[(&str, &str)] = &[
    ("Bellweather", "93990"),
    ("Port Sable", "94991"),
    ("Cinder Wells", "95992"),
    ("Alder Bend", "91993"),
    ("Mesa Linda", "92994"),
];

const ROADS: &[&str] =
    &["Juniper Terrace", "Old Mill Lane", "Harrier Way", "Cobalt Street", "Sycamore Loop", "Third Avenue"];

const FIRST: &[&str] = &[
    "Silver Heron",
    "Granite Bay",
    "Larkmead",
    "Two Rivers",
    "Cypress Hollow",
    "Redstone",
    "Open Valley",
    "Lantern Hill",
];

/// A person who signs or is written about.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) sex: &'static str,
    /// Day of birth, for patients.
    pub(super) born: jiff::civil::Date,
    /// Number of the record at most practices.
    pub(super) record: String,
    pub(super) claim: String,
}

impl Person {
    pub(super) fn new(dice: &mut Dice) -> Self {
        let (given, sex) = *dice.pick(GIVEN);
        let born = jiff::civil::date(
            i16::try_from(dice.between(1955, 1992)).unwrap_or(1970),
            i8::try_from(dice.between(1, 12)).unwrap_or(1),
            i8::try_from(dice.between(1, 28)).unwrap_or(1),
        );
        Self {
            name: format!("{given} {}", dice.pick(FAMILY)),
            sex,
            born,
            record: format!("{:06}", dice.between(100_000, 999_999)),
            claim: format!("WC-{:04}-{:05}", dice.between(1000, 9999), dice.between(10_000, 99_999)),
        }
    }

    /// "Last, First".
    pub(super) fn turned(&self) -> String {
        self.name.split_once(' ').map_or_else(|| self.name.clone(), |(given, family)| format!("{family}, {given}"))
    }

    pub(super) fn title(&self) -> String {
        let family = self.name.split_once(' ').map_or(self.name.as_str(), |one| one.1);
        format!("{} {family}", if self.sex == "male" { "Mr." } else { "Ms." })
    }
}

/// Somebody who writes records: where, who signs, and how it looks.
#[derive(Debug, Clone)]
pub(super) struct Practice {
    pub(super) name: String,
    pub(super) address: Vec<String>,
    pub(super) author: String,
    pub(super) house: House,
}

/// A practice whose name ends in one of `trade`, signed with `degree`.
pub(super) fn practice(dice: &mut Dice, trade: &[&str], degree: &str) -> Practice {
    let (given, _) = *dice.pick(GIVEN);
    let (place, zip) = *dice.pick(PLACES);
    let phone = |dice: &mut Dice| format!("(555) {:03}-{:04}", dice.between(200, 990), dice.between(0, 9999));
    let road = format!("{} {}", dice.between(10, 9900), dice.pick(ROADS));
    let lines = format!("Tel {}   Fax {}", phone(dice), phone(dice));
    Practice {
        name: format!("{} {}", dice.pick(FIRST), dice.pick(trade)),
        address: vec![road, format!("{place}, CA {zip}"), lines],
        author: format!("{given} {}{}{degree}", dice.pick(FAMILY), if degree.is_empty() { "" } else { ", " }),
        house: House::of(dice),
    }
}
