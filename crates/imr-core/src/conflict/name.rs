//! Names of organizations and persons, in the form in which two spellings of
//! one compare. `likeness` compares them.

use super::words::{self, Meaning};
use crate::naming::{self, SUFFIXES};

/// A name, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As written.
    pub written: String,
    pub(super) form: Form,
}

/// The parts of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    Organization(Organization),
    Person(Person),
}

/// An organization by the words of its name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Organization {
    /// Words that tell it apart, in order, as written in lower case and in
    /// full.
    pub(super) telling: Vec<(String, String)>,
    /// Words that many organizations have, in full.
    pub(super) common: Vec<(String, String)>,
    /// What was left out.
    pub(super) left_out: Vec<String>,
}

/// A person by the parts of the name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Person {
    pub(super) given: String,
    pub(super) middle: Vec<String>,
    /// Family names; two where the name is double.
    pub(super) family: Vec<String>,
    pub(super) suffix: Option<String>,
}

impl Name {
    /// A name of an organization, or of a product.
    #[must_use]
    pub fn organization(written: &str) -> Self {
        Self { written: written.trim().to_owned(), form: Form::Organization(organization(written)) }
    }

    /// A name of a person.
    #[must_use]
    pub fn person(written: &str) -> Self {
        Self { written: written.trim().to_owned(), form: Form::Person(person(written)) }
    }

    /// Words under which the name is looked up: two names that may be alike
    /// have one in common.
    pub(super) fn keys(&self) -> Vec<String> {
        let mut keys = match &self.form {
            Form::Organization(name) => {
                let joined: String = name.telling.iter().map(|(_, full)| full.as_str()).collect();
                let words = name.telling.iter().map(|(_, full)| full.clone());
                words.chain(edges(&joined)).collect::<Vec<_>>()
            }
            Form::Person(name) => {
                let words = name.family.iter().chain([&name.given]).cloned();
                words.chain(name.family.iter().flat_map(|word| edges(word))).collect()
            }
        };
        keys.retain(|key| key.len() > 1);
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// Whether the name of an organization has a family name of a person in it,
/// and so tells who the person is: `Abernathy Spine, Inc.`
pub(crate) fn tells(person: &str, organization: &str) -> bool {
    const LETTERS: usize = 3;
    let words = naming::words(organization);
    let own = self::person(person).family;
    own.iter().any(|name| name.len() >= LETTERS && words.iter().any(|word| word == name))
}

/// The beginning and the end of a word: a slip of the pen spares one of them.
fn edges(word: &str) -> [String; 2] {
    const LETTERS: usize = 4;
    let begin: String = word.chars().take(LETTERS).collect();
    let back: String = word.chars().rev().take(LETTERS).collect();
    [format!("^{begin}"), format!("${back}")]
}

fn organization(written: &str) -> Organization {
    let mut name = Organization::default();
    for word in naming::words(written) {
        let full = words::long(&word).map_or_else(|| word.clone(), str::to_owned);
        match words::meaning(&full) {
            Some(Meaning::Form | Meaning::Title) => name.left_out.push(word),
            Some(Meaning::Common) => name.common.push((word, full)),
            None => name.telling.push((word, full)),
        }
    }
    // A name of common words only is told apart by them: "The Pain Clinic".
    if name.telling.is_empty() {
        name.telling = std::mem::take(&mut name.common);
    }
    name
}

/// Words that belong to the family name after them.
const PARTICLES: [&str; 12] = ["de", "la", "las", "los", "del", "der", "den", "van", "von", "di", "da", "al"];

fn person(written: &str) -> Person {
    let mut parts: Vec<Vec<String>> = written.split(',').map(person_words).collect();
    let suffix = parts.iter_mut().find_map(take_suffix);
    parts.retain(|words| !words.is_empty());
    let last_first = parts.len() > 1;
    let (family, mut given) = if last_first {
        (parts[0].clone(), parts[1..].concat())
    } else {
        let mut all = parts.into_iter().next().unwrap_or_default();
        let at = family_start(&all);
        let family = all.split_off(at);
        (family, all)
    };
    let first = if given.is_empty() { String::new() } else { given.remove(0) };
    Person { given: first, middle: given, family: family_names(&family), suffix }
}

/// The words of a part of a name, titles left out. A hyphen holds two family
/// names together.
fn person_words(part: &str) -> Vec<String> {
    let hyphened = |text: &str| naming::words(text).join("-");
    part.split_whitespace()
        .map(|word| word.split('-').map(hyphened).filter(|w| !w.is_empty()).collect::<Vec<_>>().join("-"))
        .filter(|word| !word.is_empty() && words::meaning(word) != Some(Meaning::Title))
        .collect()
}

fn take_suffix(words: &mut Vec<String>) -> Option<String> {
    let at = words.iter().position(|word| SUFFIXES.contains(&word.as_str()))?;
    Some(words.remove(at))
}

/// Where the family name begins: at the last word, or at the particles
/// before it; never at the first of several words.
fn family_start(words: &[String]) -> usize {
    let mut at = words.len().saturating_sub(1);
    while at > 1 && PARTICLES.contains(&words[at - 1].as_str()) {
        at -= 1;
    }
    at
}

/// One family name with its particles, or the two of a double name.
fn family_names(words: &[String]) -> Vec<String> {
    let particles = words.iter().take_while(|word| PARTICLES.contains(&word.as_str())).count();
    let (before, names) = words.split_at(particles.min(words.len().saturating_sub(1)));
    let mut names: Vec<String> = names.iter().flat_map(|word| word.split('-')).map(str::to_owned).collect();
    if let Some(first) = names.first_mut() {
        *first = before.concat() + first;
    }
    names
}
