//! Answering a criterion from the case file.

use super::DisputedItem;
use super::drugs;
use crate::casefile::{CaseFile, Passage, Search, Stance, passages, stance};
use crate::guideline::{Criterion, Denied, Look, Phrase, Weigh};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A criterion with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Identifier of the criterion.
    pub criterion: String,
    /// What it says.
    pub says: String,
    /// The answer as a statement, for a rationale; without a full stop.
    pub statement: String,
    /// Whether it rests on something, so that it may decide.
    pub verified: bool,
    /// The answer.
    pub finding: Finding,
    /// What the answer rests on.
    pub evidence: Evidence,
}

/// The answer to a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// The record shows that it is so.
    Met,
    /// The record shows that it is not so.
    NotMet,
    /// The record does not say.
    NotAddressed,
}

impl Finding {
    /// In words.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Met => "Met",
            Self::NotMet => "Not met",
            Self::NotAddressed => "Not addressed",
        }
    }

    fn of(met: bool) -> Self {
        if met { Self::Met } else { Self::NotMet }
    }
}

/// What an answer rests on: passages, or a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Passages of the record, with what they show.
    Passages {
        /// The passages.
        passages: Vec<Passage>,
        /// What was worked out from them, where it is not the words alone.
        shows: Option<String>,
    },
    /// A recorded search. Where it has hits, the record names the thing but
    /// does not settle it.
    Search(Search),
}

/// What a criterion is asked about.
pub(super) struct Question<'a> {
    pub(super) item: &'a DisputedItem,
    pub(super) all_items: &'a [DisputedItem],
    pub(super) requested: Date,
    pub(super) file: &'a CaseFile,
}

/// How many passages are quoted for one answer.
const QUOTED: usize = 2;

/// Answers one criterion.
#[must_use]
pub(super) fn answer(criterion: &Criterion, question: &Question<'_>) -> Answer {
    let found = match &criterion.look {
        Look::Phrases { met, denied, not_met, weigh } => {
            Phrases { met, denied: *denied, not_met, weigh: *weigh }.answer(question.file)
        }
        Look::Exposure { at_most_days } => drugs::exposure(*at_most_days, question),
        Look::Alone {} => drugs::other_drugs(question),
    };
    let (finding, evidence) = found.unwrap_or_else(|| {
        let terms: Vec<&str> = criterion.search.iter().map(String::as_str).collect();
        (Finding::NotAddressed, Evidence::Search(question.file.search(&terms)))
    });
    Answer {
        criterion: criterion.id.clone(),
        says: criterion.says.clone(),
        statement: statement(criterion, finding, &evidence),
        verified: criterion.is_verified(),
        finding,
        evidence,
    }
}

/// The answer as a statement. "Not documented" is said only where a search of
/// every page found nothing.
fn statement(criterion: &Criterion, finding: Finding, evidence: &Evidence) -> String {
    match (finding, evidence) {
        (Finding::Met, _) => criterion.met.clone(),
        (Finding::NotMet, _) => criterion.not_met.clone(),
        (Finding::NotAddressed, Evidence::Search(search)) if !search.found_nothing() => {
            let says = crate::prose::lower_first(criterion.says.trim_end_matches('.'));
            format!("The record does not settle that {says}")
        }
        (Finding::NotAddressed, _) => criterion.absent.clone(),
    }
}

struct Phrases<'a> {
    met: &'a [Phrase],
    denied: Denied,
    not_met: &'a [Phrase],
    weigh: Weigh,
}

struct Hit {
    passage: Passage,
    date: Option<Date>,
    met: bool,
}

impl Phrases<'_> {
    fn answer(&self, file: &CaseFile) -> Option<(Finding, Evidence)> {
        let hits: Vec<Hit> = file
            .clinical_pages()
            .flat_map(|page| passages(page).into_iter().map(move |passage| (passage, file.date_of(page))))
            .filter_map(|(passage, date)| {
                let met = self.says(&passage.text)?;
                Some(Hit { passage, date, met })
            })
            .collect();
        let met = match self.weigh {
            Weigh::AnyNotMet => hits.iter().all(|hit| hit.met),
            Weigh::AnyMet => hits.iter().any(|hit| hit.met),
            Weigh::Latest => latest(&hits)?,
        };
        let mut deciding: Vec<&Hit> = hits.iter().filter(|hit| hit.met == met).collect();
        // What is newest is quoted first; a stable sort keeps the page order.
        deciding.sort_by_key(|hit| std::cmp::Reverse(hit.date));
        let passages: Vec<Passage> = deciding.iter().take(QUOTED).map(|hit| hit.passage.clone()).collect();
        if passages.is_empty() {
            return None;
        }
        Some((Finding::of(met), Evidence::Passages { passages, shows: None }))
    }

    /// Whether a sentence says that the criterion is met or not met; none
    /// when it says nothing of it, leaves it open, or says both.
    fn says(&self, sentence: &str) -> Option<bool> {
        let read = |phrase: &Phrase, plain: bool| {
            let found = phrase.find(sentence)?;
            let told = match (stance(sentence, &found.span, &found.gaps), plain) {
                (Stance::Affirmed, plain) => Some(plain),
                (Stance::Negated, true) => Some(self.denied == Denied::Met),
                (Stance::Negated, false) | (Stance::Unsettled, _) => None,
            };
            Some((phrase.words(), told))
        };
        let met = self.met.iter().filter_map(|phrase| read(phrase, true));
        let not_met = self.not_met.iter().filter_map(|phrase| read(phrase, false));
        let all: Vec<(usize, Option<bool>)> = met.chain(not_met).collect();
        // The phrase that names the most words knows best; where two of the
        // same length disagree, nothing is concluded.
        let most = all.iter().map(|(words, _)| *words).max()?;
        let mut best = all.iter().filter(|(words, _)| *words == most).map(|(_, told)| *told);
        let first = best.next()?;
        best.all(|other| other == first).then_some(first).flatten()
    }
}

/// What the newest hits say; where one day says both, that it is not met.
fn latest(hits: &[Hit]) -> Option<bool> {
    let newest = hits.iter().map(|hit| hit.date).max()?;
    Some(hits.iter().filter(|hit| hit.date == newest).all(|hit| hit.met))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guideline::Library;

    /// What a sentence answers to a criterion of the carried guidelines.
    fn told(criterion: &str, sentence: &str) -> Option<bool> {
        let library = Library::built_in();
        let criteria = library.guidelines().iter().flat_map(|one| &one.sections).flat_map(|one| &one.criteria);
        let found = criteria.clone().find(|one| one.id == criterion).expect("the criterion is carried");
        let Look::Phrases { met, denied, not_met, weigh } = &found.look else {
            panic!("{criterion} is not answered by phrases");
        };
        Phrases { met, denied: *denied, not_met, weigh: *weigh }.says(sentence)
    }

    /// Sentences that a careless reader takes for the opposite of what they
    /// say, found by a reviewer.
    const SENTENCES: &[(&str, &str, Option<bool>)] = &[
        ("function", "Function has improved with the medication.", Some(true)),
        ("function", "Function has not improved.", Some(false)),
        ("function", "Function hasn't improved since the last visit.", Some(false)),
        ("function", "Unable to return to work.", Some(false)),
        ("function", "He cannot return to work.", Some(false)),
        ("function", "He returned to modified duty.", Some(true)),
        ("function", "Functional limitations have increased.", None),
        ("function", "Function is unchanged.", Some(false)),
        ("function", "Function is no worse.", None),
        ("function", "Liver function tests are unchanged.", None),
        ("function", "The goal is to improve function.", None),
        ("appropriate-use", "The result is consistent with the prescribed medication.", Some(true)),
        ("appropriate-use", "The result is not consistent with the prescribed medication.", Some(false)),
        ("appropriate-use", "The result is inconsistent with the prescribed medication.", Some(false)),
        (
            "appropriate-use",
            "The screen is consistent with the prescribed medication and negative for illicit drugs.",
            Some(true),
        ),
        ("appropriate-use", "The urine drug screen of May 5 was inconsistent.", Some(false)),
        ("appropriate-use", "The result may be inconsistent with the prescribed medication.", None),
        ("appropriate-use", "Spurling test is positive, consistent with radiculopathy.", None),
        ("appropriate-use", "His wife's urine drug screen was consistent.", None),
        ("appropriate-use", "No inconsistent results were found; the drug screen is consistent.", Some(true)),
        ("side-effects", "Side effects: mild drowsiness.", Some(true)),
        ("side-effects", "The patient denies side effects.", Some(true)),
        ("side-effects", "No side effects are reported.", Some(true)),
        ("side-effects", "Side effects were not discussed.", None),
        ("pain-relief", "Pain is 6/10 with medication and 8/10 without.", Some(true)),
        ("pain-relief", "Pain is not reduced with medication.", Some(false)),
        ("radicular", "Neck pain radiating into the right arm.", Some(true)),
        ("radicular", "The patient denies radicular pain.", Some(false)),
        ("radicular", "Cervical radiculopathy is excluded.", Some(false)),
        ("radicular", "Cervical radiculopathy unlikely.", Some(false)),
        ("radicular", "Mother has cervical radiculopathy.", None),
        ("radicular", "Radicular symptoms resolved with therapy.", Some(false)),
        ("radicular", "Radicular symptoms have not resolved.", Some(true)),
        ("refractory", "Radicular pain persists despite physical therapy and injections.", Some(true)),
        ("refractory", "Conservative therapy has not failed.", Some(false)),
        ("refractory", "Physical therapy has not relieved the pain.", Some(true)),
    ];

    #[test]
    fn a_sentence_is_not_taken_for_its_opposite() {
        for (criterion, sentence, expected) in SENTENCES {
            assert_eq!(told(criterion, sentence), *expected, "{criterion}: {sentence}");
        }
    }
}
