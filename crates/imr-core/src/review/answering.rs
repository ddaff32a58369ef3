//! Answering a criterion from the case file.

use super::DisputedItem;
use crate::calendar::numeric;
use crate::casefile::{CaseFile, Kind, Passage, Search, Stance, passages, stance};
use crate::guideline::item_ingredients;
use crate::guideline::{Criterion, Look, Phrase, Weigh};
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
}

/// What an answer rests on: passages, or a search that found nothing.
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
    /// A recorded search.
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
        Look::Phrases { met, not_met, weigh } => by_phrases(met, not_met, *weigh, question.file),
        Look::Exposure { at_most_days } => by_exposure(*at_most_days, question),
        Look::Alone {} => by_other_drugs(question),
    };
    let (finding, evidence) = found.unwrap_or_else(|| {
        let terms: Vec<&str> = criterion.search.iter().map(String::as_str).collect();
        (Finding::NotAddressed, Evidence::Search(question.file.search(&terms)))
    });
    Answer {
        criterion: criterion.id.clone(),
        says: criterion.says.clone(),
        statement: match finding {
            Finding::Met => criterion.met.clone(),
            Finding::NotMet => criterion.not_met.clone(),
            Finding::NotAddressed => criterion.absent.clone(),
        },
        verified: criterion.is_verified(),
        finding,
        evidence,
    }
}

struct Hit {
    passage: Passage,
    date: Option<Date>,
    met: bool,
}

fn by_phrases(met: &[Phrase], not_met: &[Phrase], weigh: Weigh, file: &CaseFile) -> Option<(Finding, Evidence)> {
    let hits: Vec<Hit> = file
        .clinical_pages()
        .flat_map(|page| passages(page).into_iter().map(move |passage| (passage, file.date_of(page))))
        .filter_map(|(passage, date)| {
            let met = says(&passage.text, met, not_met)?;
            Some(Hit { passage, date, met })
        })
        .collect();
    let met = match weigh {
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
    let finding = if met { Finding::Met } else { Finding::NotMet };
    Some((finding, Evidence::Passages { passages, shows: None }))
}

/// What the newest hits say; where one day says both, that it is not met.
fn latest(hits: &[Hit]) -> Option<bool> {
    let newest = hits.iter().map(|hit| hit.date).max()?;
    Some(hits.iter().filter(|hit| hit.date == newest).all(|hit| hit.met))
}

/// Whether a sentence says that a criterion is met or not met; none when it
/// says nothing of it, or only supposes it.
fn says(sentence: &str, met: &[Phrase], not_met: &[Phrase]) -> Option<bool> {
    let find = |phrases: &[Phrase]| phrases.iter().filter_map(|phrase| phrase.find(sentence)).min();
    let read = |from: usize, plain: bool| match stance(sentence, from) {
        Stance::Affirmed => Some(plain),
        Stance::Negated if plain => Some(false),
        Stance::Negated | Stance::Supposed => None,
    };
    find(not_met).and_then(|from| read(from, false)).or_else(|| find(met).and_then(|from| read(from, true)))
}

/// Days from the first mention of the drug in the record to the request.
fn by_exposure(at_most_days: i64, question: &Question<'_>) -> Option<(Finding, Evidence)> {
    let ingredients = item_ingredients(&question.item.item);
    let mut mentions: Vec<(Date, Passage)> = question
        .file
        .clinical_pages()
        .filter_map(|page| Some((question.file.date_of(page)?, page)))
        .filter(|(date, _)| *date <= question.requested)
        .flat_map(|(date, page)| passages(page).into_iter().map(move |passage| (date, passage)))
        .filter(|(_, passage)| names_drug(&passage.text, &ingredients))
        .collect();
    mentions.sort_by_key(|(date, passage)| (*date, passage.page));
    let (first, passage) = mentions.first()?.clone();
    let days = i64::from((question.requested - first).get_days());
    let finding = if days <= at_most_days { Finding::Met } else { Finding::NotMet };
    let mut passages = vec![passage];
    passages.extend(mentions.last().map(|(_, last)| last.clone()).filter(|last| *last != passages[0]));
    let shows = Some(format!(
        "From {}, when the record first names the drug, to the request of {} are {days} days",
        numeric(first),
        numeric(question.requested)
    ));
    Some((finding, Evidence::Passages { passages, shows }))
}

/// Whether another drug is in dispute beside this one, and where the request
/// for authorization names it.
fn by_other_drugs(question: &Question<'_>) -> Option<(Finding, Evidence)> {
    let own = item_ingredients(&question.item.item);
    let other = question.all_items.iter().find(|other| {
        let ingredients = item_ingredients(&other.item);
        other.number != question.item.number && !ingredients.is_empty() && ingredients != own
    });
    let pages = || {
        question.file.pages.iter().filter(|page| {
            let kind = question.file.document_of(page).map(|document| document.kind);
            kind == Some(Kind::RequestForAuthorization)
        })
    };
    let naming = |item: &DisputedItem| {
        let ingredients = item_ingredients(&item.item);
        pages().flat_map(passages).find(|passage| names_drug(&passage.text, &ingredients))
    };
    let passage = naming(other.unwrap_or(question.item))?;
    let (finding, shows) = match other {
        Some(other) => (Finding::NotMet, format!("It is requested together with {}", other.item)),
        None => (Finding::Met, "No other drug is in dispute".to_owned()),
    };
    Some((finding, Evidence::Passages { passages: vec![passage], shows: Some(shows) }))
}

/// Whether a sentence names a drug with one of these ingredients, and does
/// not say that it is not taken.
fn names_drug(sentence: &str, ingredients: &[String]) -> bool {
    crate::drug::mentions(sentence).iter().any(|mention| {
        mention.ingredients.iter().any(|one| ingredients.iter().any(|own| own == one))
            && stance(sentence, mention.span.start) == Stance::Affirmed
    })
}
