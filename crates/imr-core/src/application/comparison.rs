//! What came of comparing an application with earlier ones (rulebook T2 to T4).

use super::Earlier;
use serde::{Deserialize, Serialize};

/// What came of comparing an application with earlier ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// How many earlier applications it was compared with.
    pub with: usize,
    /// The earlier application that it is most like, where it is like one.
    pub like: Option<Earlier>,
    /// Earlier applications of the worker on the same decision that have some
    /// of the items, not all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overlapping: Vec<Earlier>,
    /// Who found that it is no duplicate all the same, where somebody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overruled: Option<Overruled>,
}

/// A person's finding, against the comparison, that it is no duplicate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Overruled {
    /// Who.
    pub by: String,
    /// Why.
    pub because: String,
}

impl Comparison {
    /// Nothing earlier was like it.
    #[must_use]
    pub fn alone() -> Self {
        Self { with: 0, like: None, overlapping: Vec::new(), overruled: None }
    }

    /// The earlier application of which this is a duplicate.
    #[must_use]
    pub fn duplicate_of(&self) -> Option<&Earlier> {
        self.like.as_ref().filter(|earlier| earlier.stands() && self.overruled.is_none())
    }

    /// In a sentence.
    #[must_use]
    pub fn in_words(&self) -> String {
        let mut words = self.likest();
        for earlier in &self.overlapping {
            let items = earlier.likeness.shared.iter().map(|item| format!("\"{item}\"")).collect::<Vec<_>>();
            let (items, name) = (items.join(", "), crate::prose::capital(&earlier.named()));
            let left = if earlier.holds_its_items() { " already, which is left to it" } else { " as well" };
            words.push_str(&format!(" {name} disputes {items}{left}."));
        }
        words
    }

    /// Items that earlier applications on the same decision dispute already, as
    /// requested, each with where: a dispute is reviewed once
    /// (8 CCR 9792.10.3(a)(2)).
    #[must_use]
    pub fn filed(&self) -> Vec<(String, String)> {
        let holding = self.overlapping.iter().filter(|earlier| earlier.holds_its_items());
        let items = |earlier: &Earlier| {
            let named = earlier.named();
            earlier.likeness.shared.iter().map(|item| (item.clone(), named.clone())).collect::<Vec<_>>()
        };
        holding.flat_map(items).collect()
    }

    fn likest(&self) -> String {
        match &self.like {
            None if self.overlapping.is_empty() => {
                format!("It was compared with {} earlier applications and is like none.", self.with)
            }
            None => format!("It was compared with {} earlier applications and repeats none as a whole.", self.with),
            Some(earlier) if earlier.closed => {
                format!(
                    "It files anew what application {} filed, which ended without a review.",
                    earlier.application
                )
            }
            Some(earlier) if earlier.renews => {
                format!(
                    "It asks anew for what application {}{} put off while liability was disputed.",
                    earlier.application,
                    earlier.in_case()
                )
            }
            Some(earlier) => {
                let case = earlier.in_case();
                let overruled = self.overruled.as_ref().map_or(String::new(), |one| {
                    format!(" It was found to be no duplicate by {}: {}.", one.by, one.because)
                });
                let because = earlier.likeness.because();
                format!("It is like application {}{case}: {because}{overruled}", earlier.application)
            }
        }
    }
}
