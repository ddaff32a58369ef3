//! The review of a disputed item: criteria answered with evidence, a proposed
//! decision, and a drafted rationale. The reviewer decides.

mod answering;
mod drugs;
mod rationale;

pub use answering::{Answer, Evidence, Finding};

use answering::answer;
pub(crate) use rationale::quoted;
pub use rationale::{absence_claims, conclusion, draft, quotations};

use crate::application::UrOutcome;
use crate::casefile::CaseFile;
use crate::guideline::{Applicable, Library, Rank};
use crate::letter::record::Decision;
use crate::prose::lower_first;
use crate::refusal::{Code, Refusal};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A disputed item of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputedItem {
    /// Its number in the case, from 1.
    pub number: usize,
    /// The item exactly as requested.
    pub item: String,
    /// What utilization review decided on it.
    pub ur_outcome: UrOutcome,
    /// The guideline the claims administrator relied on, as written.
    pub claims_administrator_guideline: Option<String>,
}

/// The checklist of an item, answered from the case file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemReview {
    /// Number of the item.
    pub item: usize,
    /// Identifiers of guideline and section.
    pub guideline: (String, String),
    /// Its rank in the evidence hierarchy.
    pub rank: Rank,
    /// Why this rank and no other was reached.
    pub rank_because: String,
    /// The citation as a letter writes it.
    pub citation: String,
    /// What the section asks, in our words.
    pub states: String,
    /// Every criterion with its answer.
    pub answers: Vec<Answer>,
    /// What follows from the answers.
    pub proposal: Decision,
    /// Why.
    pub because: String,
}

/// Reviews one item against the guideline in force on the day of the request.
pub fn review(
    item: &DisputedItem,
    all_items: &[DisputedItem],
    requested: Date,
    file: &CaseFile,
    library: &Library,
) -> Result<ItemReview, Refusal> {
    let applicable = library.for_item(&item.item, requested);
    let Some(chosen) = applicable.first() else {
        return Err(Refusal::new(
            Code::CitationMissing,
            format!(
                "Item {} ({}) has no checklist: no guideline in the library that was in force on {requested} is about it.",
                item.number, item.item
            ),
            "Add the section to the guideline files.",
        )
        .citing("Labor Code 4610.5(c)(2)"));
    };
    let question = answering::Question { item, all_items, requested, file };
    let answers: Vec<Answer> = chosen.section.criteria.iter().map(|one| answer(one, &question)).collect();
    let (proposal, because) = propose(chosen, &answers);
    Ok(ItemReview {
        item: item.number,
        guideline: (chosen.guideline.id.clone(), chosen.section.id.clone()),
        rank: chosen.guideline.rank,
        rank_because: rank_because(chosen, requested),
        citation: chosen.citation(),
        states: chosen.section.states.clone(),
        answers,
        proposal,
        because,
    })
}

fn rank_because(chosen: &Applicable<'_>, requested: Date) -> String {
    match chosen.guideline.rank {
        Rank::Mtus => format!(
            "The MTUS addresses the treatment (in force on {requested}), so no lower rank of evidence was needed."
        ),
        lower => format!(
            "No section of the MTUS in force on {requested} is about the treatment, so the {lower} was used."
        ),
    }
}

/// The decision that follows from the answers, and why in a sentence. A
/// criterion without a basis is shown, but never decides.
fn propose(chosen: &Applicable<'_>, answers: &[Answer]) -> (Decision, String) {
    let find = |id: &String| answers.iter().find(|answer| answer.criterion == *id);
    let met = |id: &&String| find(id).is_some_and(|answer| answer.finding == Finding::Met && answer.verified);
    let necessary = &chosen.section.necessary;
    let any_met = necessary.any.is_empty() || necessary.any.iter().any(|id| met(&id));
    if necessary.all.iter().all(|id| met(&id)) && any_met {
        return (Decision::Overturned, "What the guideline asks for is met.".to_owned());
    }
    let lacking = necessary.all.iter().chain(if any_met { [].iter() } else { necessary.any.iter() });
    let statements: Vec<String> = lacking
        .filter(|id| !met(id))
        .map(|id| {
            find(id).map_or_else(|| format!("{id} was not answered"), |answer| lower_first(&answer.statement))
        })
        .collect();
    (Decision::Upheld, format!("The denial stands because {}.", statements.join(", and ")))
}
