//! Treatment guidelines as dated checklists.
//!
//! We invent no medicine: every criterion says what it rests on. One that
//! rests on nothing is unverified, is shown as such, and decides nothing.

mod built_in;
mod phrase;

pub use phrase::{Found, Phrase};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A guideline that was in force for a time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guideline {
    /// Stable name.
    pub id: String,
    /// Where it stands in the evidence hierarchy (Labor Code 4610.5(c)(2)).
    pub rank: Rank,
    /// How letters name it, such as `MTUS Chronic Pain Treatment Guidelines`.
    pub cited_as: String,
    /// First day in force.
    #[serde(deserialize_with = "crate::law::day")]
    pub from: Date,
    /// Last day in force; open when absent.
    #[serde(default, deserialize_with = "crate::law::optional_day")]
    pub to: Option<Date>,
    /// Where its identity and dates come from.
    pub source: String,
    /// Its sections.
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
}

/// Rank in the evidence hierarchy. A lower one is used only where every
/// higher one is inapplicable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rank {
    /// Guidelines adopted by the Administrative Director.
    #[serde(rename = "MTUS")]
    Mtus,
    /// Other evidence-based guidelines.
    #[serde(rename = "OTHER_GUIDELINE")]
    OtherGuideline,
    /// Peer-reviewed evidence.
    #[serde(rename = "PEER_REVIEWED")]
    PeerReviewed,
}

impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mtus => "guideline adopted by the Administrative Director (MTUS)",
            Self::OtherGuideline => "other evidence-based guideline",
            Self::PeerReviewed => "peer-reviewed evidence",
        })
    }
}

/// A section of a guideline, as a checklist.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Stable name within the guideline.
    pub id: String,
    /// Its title, as letters cite it.
    pub title: String,
    /// Its pages, as letters cite them.
    pub pages: Option<String>,
    /// What it asks, in our words: the first sentence of a rationale.
    pub states: String,
    /// Which items it is about.
    pub applies: Applies,
    /// Specialties that evaluate or treat what it is about.
    pub specialties: Vec<String>,
    /// When the treatment is necessary.
    pub necessary: Necessary,
    /// The criteria.
    #[serde(rename = "criterion")]
    pub criteria: Vec<Criterion>,
}

/// Which items a section is about: a drug by its ingredient, anything else by
/// phrases of the item's line.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applies {
    /// Active ingredients.
    #[serde(default)]
    pub ingredients: Vec<String>,
    /// Phrases.
    #[serde(default)]
    pub phrases: Vec<Phrase>,
    /// Phrases that put an item out of the section's reach, such as another
    /// part of the body.
    #[serde(default)]
    pub unless: Vec<Phrase>,
}

/// Which criteria must be met for the treatment to be necessary.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Necessary {
    /// All of these.
    #[serde(default)]
    pub all: Vec<String>,
    /// And, where any are named, at least one of these.
    #[serde(default)]
    pub any: Vec<String>,
}

/// One question that a reviewer answers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Stable name within the section.
    pub id: String,
    /// What must be so, as a statement.
    pub says: String,
    /// The statement of a rationale where it is so.
    pub met: String,
    /// The statement of a rationale where it is not so.
    pub not_met: String,
    /// The statement of a rationale where the record does not say.
    pub absent: String,
    /// What it rests on: letters that quote it, or a public text.
    #[serde(default)]
    pub basis: Vec<String>,
    /// Words by which the record is searched when nothing is found.
    pub search: Vec<String>,
    /// How the record answers it.
    pub look: Look,
}

impl Criterion {
    /// Rests on something, so it may decide.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        self.basis.iter().any(|one| !one.trim().is_empty())
    }
}

/// How the record answers a criterion.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Look {
    /// By what is written.
    Phrases {
        /// Said when it is met.
        met: Vec<Phrase>,
        /// What follows where a sentence denies what is said when it is met.
        #[serde(default)]
        denied: Denied,
        /// Said when it is not met.
        #[serde(default)]
        not_met: Vec<Phrase>,
        /// What counts where both are said.
        #[serde(default)]
        weigh: Weigh,
    },
    /// By how long the drug has been taken: first mention to request.
    Exposure {
        /// Days at most.
        at_most_days: i64,
    },
    /// By the request: no other drug is in dispute beside it.
    Alone {},
}

/// What follows where a sentence denies what is said when a criterion is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Denied {
    /// It is not met: "denies radicular pain".
    #[default]
    NotMet,
    /// It is met all the same: "denies side effects" shows that they are
    /// watched.
    Met,
}

/// What counts where the record says both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weigh {
    /// One passage that says it is not met.
    #[default]
    AnyNotMet,
    /// One passage that says it is met.
    AnyMet,
    /// The passage of the latest date.
    Latest,
}

/// All guidelines the program knows.
#[derive(Debug, Clone, Default)]
pub struct Library {
    guidelines: Vec<Guideline>,
}

/// A guideline file that cannot be used, with where and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the guideline file {file} cannot be used: line {line}: {reason}. Mend the line; nothing was loaded from the file."
)]
pub struct GuidelineFault {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

/// A section with the guideline it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Applicable<'a> {
    /// The guideline.
    pub guideline: &'a Guideline,
    /// The section.
    pub section: &'a Section,
}

impl Applicable<'_> {
    /// The citation as a letter writes it: `Decision based on MTUS ...`.
    #[must_use]
    pub fn citation(&self) -> String {
        let basis = match self.guideline.rank {
            Rank::Mtus => "",
            _ => "Non-MTUS Citation ",
        };
        let pages = self.section.pages.as_ref().map_or(String::new(), |pages| format!(", Page(s): {pages}"));
        format!("Decision based on {basis}{}, Section(s): {}{pages}.", self.guideline.cited_as, self.section.title)
    }
}

impl Library {
    /// The guidelines that the program carries.
    #[must_use]
    pub fn built_in() -> Self {
        // A unit test loads these very files, so a fault cannot reach a user.
        Self::parse(built_in::GUIDELINES).unwrap_or_default()
    }

    /// Reads guideline files, given as pairs of name and text.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, GuidelineFault> {
        let mut library = Self::default();
        for (name, text) in files {
            library.guidelines.push(parse_file(name, text)?);
        }
        Ok(library)
    }

    /// The same library with one more file, in place of one of the same id.
    pub fn with(mut self, name: &str, text: &str) -> Result<Self, GuidelineFault> {
        let guideline = parse_file(name, text)?;
        self.guidelines.retain(|one| one.id != guideline.id);
        self.guidelines.push(guideline);
        Ok(self)
    }

    /// All guidelines.
    #[must_use]
    pub fn guidelines(&self) -> &[Guideline] {
        &self.guidelines
    }

    /// The sections in force on a day that are about an item, the highest
    /// rank first.
    #[must_use]
    pub fn for_item(&self, item: &str, on: Date) -> Vec<Applicable<'_>> {
        let ingredients = item_ingredients(item);
        let mut found: Vec<Applicable<'_>> = self
            .guidelines
            .iter()
            .filter(|guideline| guideline.from <= on && guideline.to.is_none_or(|to| on <= to))
            .flat_map(|guideline| guideline.sections.iter().map(move |section| Applicable { guideline, section }))
            .filter(|one| one.section.applies.to(item, &ingredients))
            .collect();
        found.sort_by_key(|one| one.guideline.rank);
        found
    }

    /// The section with these names.
    #[must_use]
    pub fn section(&self, guideline: &str, section: &str) -> Option<Applicable<'_>> {
        let guideline = self.guidelines.iter().find(|one| one.id == guideline)?;
        let section = guideline.sections.iter().find(|one| one.id == section)?;
        Some(Applicable { guideline, section })
    }
}

impl Section {
    /// What is wrong with which criteria decide: the words to look for in the
    /// file, and a sentence.
    fn fault(&self) -> Option<(String, String)> {
        let names_a_term = |criterion: &Criterion| {
            let absent = criterion.absent.to_lowercase();
            criterion.search.iter().any(|term| absent.contains(term.trim_end_matches('*')))
        };
        if let Some(criterion) = self.criteria.iter().find(|criterion| !names_a_term(criterion)) {
            let why = "says what is absent without a word that is searched for; use one of its search terms";
            return Some((format!("\"{}\"", criterion.absent), format!("criterion {} {why}", criterion.id)));
        }
        let asked: Vec<&String> = self.necessary.all.iter().chain(&self.necessary.any).collect();
        if asked.is_empty() {
            return Some((self.id.clone(), format!("section {} does not say which criteria decide", self.id)));
        }
        asked.into_iter().find_map(|id| {
            let why = match self.criteria.iter().find(|criterion| criterion.id == *id) {
                None => "which it does not have",
                Some(criterion) if !criterion.is_verified() => {
                    "which rests on nothing (no basis), so it cannot decide"
                }
                Some(_) => return None,
            };
            Some((format!("\"{id}\""), format!("section {} asks for the criterion \"{id}\", {why}", self.id)))
        })
    }
}

impl Applies {
    fn to(&self, item: &str, ingredients: &[String]) -> bool {
        let said = |phrases: &[Phrase]| phrases.iter().any(|phrase| phrase.find(item).is_some());
        let about = self.ingredients.iter().any(|one| ingredients.contains(one)) || said(&self.phrases);
        about && !said(&self.unless)
    }
}

/// The active ingredients that the line of an item names, each once.
#[must_use]
pub fn item_ingredients(item: &str) -> Vec<String> {
    let mentions = crate::drug::mentions(item);
    let mut all: Vec<String> =
        mentions.iter().flat_map(|mention| mention.ingredients.iter().map(|one| (*one).to_owned())).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn parse_file(name: &str, text: &str) -> Result<Guideline, GuidelineFault> {
    let fault = |line, reason: String| GuidelineFault { file: name.to_owned(), line, reason };
    let guideline: Guideline = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| crate::law::line_of(text, span.start));
        fault(line, error.message().trim().to_owned())
    })?;
    for section in &guideline.sections {
        if let Some((mark, reason)) = section.fault() {
            let line = text.lines().position(|line| line.contains(&mark)).map_or(1, |line| line + 1);
            return Err(fault(line, reason));
        }
    }
    Ok(guideline)
}

#[cfg(test)]
mod tests;
