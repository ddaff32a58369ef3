//! What a disputed item asks of a reviewer: from the treatment and the part
//! of the body to specialties, by a table of our own
//! (`data/expertise.toml`, which says what it rests on).

use crate::letter::reading;
use crate::specialty::{canonical, is_known};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/expertise.toml");

static BUILT_IN: LazyLock<Expertise> = LazyLock::new(|| {
    // A unit test reads this very text, so a fault cannot reach a user.
    toml::from_str(TABLE).unwrap_or_default()
});

/// The table.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expertise {
    /// What the table rests on.
    pub basis: String,
    /// Whether a clinician has checked it.
    pub verified: bool,
    /// Points of the ranking.
    pub points: Points,
    /// How well a specialty fits, by the list it stands in.
    pub percent: Percents,
    /// When the points of rotation are full.
    pub rotation: Rotation,
    treatment: Vec<Field>,
    condition: Vec<Field>,
}

/// Points of the ranking; they make 100.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// For the fit to what is in dispute.
    pub fit: u32,
    /// For the specialty of the requesting physician.
    pub requesting: u32,
    /// For a licence in California (rulebook Q4).
    pub california: u32,
    /// For room in the reviewer's capacity.
    pub load: u32,
    /// For the time since the last assignment.
    pub rotation: u32,
}

/// How well a specialty fits, in percent.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Percents {
    first: u32,
    also: u32,
    seen: u32,
}

/// When the points of rotation are full.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rotation {
    /// Days after the last assignment.
    pub days: u32,
}

/// A field of expertise, and the specialties that know it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Stable name.
    pub code: String,
    /// What it is, in words.
    pub title: String,
    /// Categories of treatment requests it is about.
    #[serde(default)]
    of: Vec<String>,
    /// Words of an item it is about; a word counts at the start of a word.
    #[serde(default)]
    words: Vec<String>,
    /// Specialties of which it is the daily work.
    first: Vec<String>,
    /// Specialties that know it as well.
    also: Vec<String>,
    /// Items of the field in public letters.
    #[serde(default)]
    items: u32,
    /// Letters they stand in.
    #[serde(default)]
    letters: u32,
    /// How many of them reviewers of a specialty decided.
    #[serde(default)]
    seen: BTreeMap<String, u32>,
}

/// What a disputed item asks of a reviewer.
#[derive(Debug, Clone)]
pub struct Need {
    /// The item.
    pub item: String,
    /// The field of the treatment.
    pub treatment: &'static Field,
    /// The field of the part of the body, where the item names one.
    pub condition: Option<&'static Field>,
    /// Specialties that the guideline about the item names.
    pub guideline: Vec<String>,
}

/// How well somebody fits a field. The words for it are made when they are
/// asked for: most fits are only counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit<'a> {
    pub(super) percent: u32,
    field: &'static Field,
    why: Why<'a>,
}

/// What a fit rests on.
#[derive(Debug, Clone, Copy)]
enum Why<'a> {
    First(&'a str),
    Also(&'a str),
    Seen(&'a str, u32),
    Guideline(&'a str),
    Nothing,
}

impl Fit<'_> {
    /// Why, in words.
    pub(super) fn because(&self) -> String {
        let Field { title, items, .. } = self.field;
        match self.why {
            Why::First(name) => format!("{title} is the daily work of {name}"),
            Why::Also(name) => format!("{name} knows {title}"),
            Why::Seen(name, count) => {
                format!("{name} decided {count} of {items} items about {title} in public letters")
            }
            Why::Guideline(name) => format!("the guideline names {name}"),
            Why::Nothing => format!("{title} is in none of the specialties"),
        }
    }
}

impl Need {
    /// What an item asks; `guideline` names the specialties of the guideline
    /// section about it, if there is one.
    #[must_use]
    pub fn of(item: &str, guideline: &[String]) -> Self {
        let table = Expertise::built_in();
        Self {
            item: item.to_owned(),
            treatment: table.treatment_of(item),
            condition: table.condition_of(item),
            guideline: guideline.iter().map(|name| canonical(name).into_owned()).collect(),
        }
    }

    /// The need in a line.
    #[must_use]
    pub fn in_words(&self) -> String {
        let place = self.condition.map(|field| format!("; {}", field.title)).unwrap_or_default();
        format!("{}: {}{place}", self.item, self.treatment.title)
    }

    /// How well specialties fit the treatment.
    pub(super) fn treatment_fit<'a>(&self, held: &'a [String]) -> Fit<'a> {
        let fit = self.treatment.fit(held);
        let percent = &Expertise::built_in().percent;
        match held.iter().find(|name| self.guideline.contains(name)) {
            Some(name) if fit.percent < percent.also => {
                Fit { percent: percent.also, why: Why::Guideline(name), ..fit }
            }
            _ => fit,
        }
    }

    /// How well they fit the condition: the part of the body, or where the
    /// item names none, the treatment.
    pub(super) fn condition_fit<'a>(&self, held: &'a [String]) -> Fit<'a> {
        let own = self.condition.map(|field| field.fit(held));
        match own {
            Some(fit) if fit.percent > 0 || !held.iter().any(|name| self.guideline.contains(name)) => fit,
            _ => self.treatment_fit(held),
        }
    }
}

impl Field {
    fn fit<'a>(&'static self, held: &'a [String]) -> Fit<'a> {
        let percent = &Expertise::built_in().percent;
        let in_list = |list: &[String]| held.iter().find(|name| list.contains(name)).map(String::as_str);
        let seen = || held.iter().find_map(|name| Some(Why::Seen(name, *self.seen.get(name)?)));
        let (percent, why) = if let Some(name) = in_list(&self.first) {
            (percent.first, Why::First(name))
        } else if let Some(name) = in_list(&self.also) {
            (percent.also, Why::Also(name))
        } else {
            seen().map_or((0, Why::Nothing), |why| (percent.seen, why))
        };
        Fit { percent, field: self, why }
    }
}

impl Expertise {
    /// The table that the program carries.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    fn treatment_of(&'static self, item: &str) -> &'static Field {
        let category = reading::category(item);
        let sub = category.as_ref().and_then(|one| Some(format!("{}/{}", one.category, one.subcategory.as_ref()?)));
        let whole = category.map(|one| one.category);
        let named = |key: &str| self.treatment.iter().find(|field| field.of.iter().any(|of| of == key));
        let found = sub.as_deref().and_then(named).or_else(|| whole.as_deref().and_then(named));
        static NONE: LazyLock<Field> = LazyLock::new(Field::default);
        found.or_else(|| named("*")).unwrap_or(&NONE)
    }

    fn condition_of(&'static self, item: &str) -> Option<&'static Field> {
        let lower = item.to_lowercase();
        let starts = |word: &str| {
            lower.match_indices(word).any(|(at, _)| !lower[..at].ends_with(|c: char| c.is_alphanumeric()))
        };
        // The word that stands first in the item; of two at one place the longer.
        let place = |word: &String| starts(word).then(|| (lower.find(word.as_str()), usize::MAX - word.len()));
        let first = |field: &'static Field| Some((field.words.iter().filter_map(place).min()?, field));
        self.condition.iter().filter_map(first).min_by_key(|(place, _)| *place).map(|(_, field)| field)
    }

    /// Every field, for lists and checks.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.treatment.iter().chain(&self.condition)
    }
}

impl Field {
    /// Every specialty it names.
    pub fn specialties(&self) -> impl Iterator<Item = &str> {
        self.first.iter().chain(&self.also).chain(self.seen.keys()).map(String::as_str)
    }

    /// Items and letters that its statistics rest on.
    #[must_use]
    pub fn counted(&self) -> (u32, u32) {
        (self.items, self.letters)
    }

    /// Whether every specialty it names is one of the table of specialties,
    /// by its one name.
    #[must_use]
    pub fn is_well_named(&self) -> bool {
        self.specialties().all(|name| is_known(name) && canonical(name) == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_and_names_specialties_by_their_one_name() {
        let table: Expertise = toml::from_str(TABLE).expect("the carried table reads");
        for field in table.fields() {
            assert!(field.is_well_named(), "{} {:?}", field.code, field.specialties().collect::<Vec<_>>());
            assert!(!field.first.is_empty(), "{}", field.code);
        }
        let points = &table.points;
        let sum = points.fit + points.requesting + points.california + points.load + points.rotation;
        assert_eq!(sum, 100);
        for line in include_str!("../../data/dwc-categories.csv").lines().filter(|line| !line.starts_with('#')) {
            let (category, sub) = line.split_once(',').expect("a category and a subcategory");
            let key = format!("{category}/{sub}");
            let named = table.treatment.iter().any(|field| field.of.iter().any(|of| *of == key || of == category));
            assert!(named, "no field is about {key}");
        }
    }

    #[test]
    fn an_item_asks_for_its_treatment_and_the_part_of_the_body() {
        for (item, treatment, condition) in [
            ("Norco 5/325 MG #30", "opioids", None),
            ("Cyclobenzaprine Hydrochloride 5 MG #30", "muscle-relaxants", None),
            ("MRI of the cervical spine without contrast", "imaging", Some("spine")),
            ("L4-L5 lumbar fusion with instrumentation", "spine-surgery", Some("spine")),
            ("Right knee arthroscopic meniscectomy", "surgery", Some("knee")),
            ("Physical therapy 2 times a week for 6 weeks for the right hand", "therapy", Some("hand")),
            ("Acupuncture, eight visits", "acupuncture", None),
            ("EMG/NCV of the bilateral upper extremities", "nerve-tests", None),
            ("Cognitive behavioral therapy, 6 sessions", "psychology", Some("mind")),
            ("Omeprazole 20 mg #60", "stomach-drugs", None),
            ("TENS unit purchase", "stimulation", None),
            ("Something that nobody has heard of", "general", None),
        ] {
            let need = Need::of(item, &[]);
            let place = need.condition.map(|field| field.code.as_str());
            assert_eq!((need.treatment.code.as_str(), place), (treatment, condition), "{item}");
        }
    }

    #[test]
    fn the_fit_is_to_what_is_in_dispute() {
        let held = |name: &str| vec![name.to_owned()];
        let opioids = Need::of("Norco 5/325 MG #30", &[]);
        assert_eq!(opioids.treatment_fit(&held("Pain Medicine")).percent, 100);
        assert_eq!(opioids.treatment_fit(&held("Family Medicine")).percent, 70);
        assert_eq!(opioids.treatment_fit(&held("Orthopaedic Surgery")).percent, 40);
        assert_eq!(opioids.treatment_fit(&held("Ophthalmology")).percent, 0);
        let named = Need::of("Norco 5/325 MG #30", &["Ophthalmology".to_owned()]);
        assert_eq!(named.treatment_fit(&held("Ophthalmology")).percent, 70);
        // A radiologist knows the picture and does not treat the neck.
        let neck = Need::of("MRI of the cervical spine", &[]);
        assert_eq!(neck.treatment_fit(&held("Diagnostic Radiology")).percent, 100);
        assert_eq!(neck.condition_fit(&held("Diagnostic Radiology")).percent, 0);
    }
}
