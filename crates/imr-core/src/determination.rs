//! The determination: a decision on every disputed item, complete and borne
//! out by the case file. It cannot be made otherwise.

use crate::casefile::CaseFile;
use crate::guideline::Library;
use crate::letter::record::Decision;
use crate::refusal::{Code, Refusal};
use crate::review::{self, Answer, DisputedItem, Evidence, Finding};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The decision on one disputed item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemDecision {
    /// Number of the item.
    pub item: usize,
    /// The decision.
    pub decision: Decision,
    /// Identifiers of the guideline and section it rests on.
    pub guideline: (String, String),
    /// The citation as the letter writes it.
    pub citation: String,
    /// The criteria with their answers.
    pub answers: Vec<Answer>,
    /// Why, in prose.
    pub rationale: String,
}

/// A complete determination. There is one way to make it, and that way checks
/// everything; so whoever holds one need not check again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Determination {
    decisions: Vec<ItemDecision>,
}

impl Determination {
    /// Completes a determination of `case`: every item answered exactly once,
    /// each on a guideline in force on the day of the request, every passage
    /// in the file, every absence searched for.
    pub fn complete(
        case: &str,
        items: &[DisputedItem],
        decisions: Vec<ItemDecision>,
        requested: Date,
        file: &CaseFile,
        library: &Library,
    ) -> Result<Self, Refusal> {
        each_once(case, items, &decisions)?;
        if file.clinical_pages().next().is_none() {
            return Err(Refusal::new(
                Code::OnlyDecision,
                format!("Case {case} cannot be determined: its file holds no page but the utilization review decision and the application."),
                "Ask for the medical records.",
            )
            .citing("8 CCR 9792.10.6(b)(2)"));
        }
        for decision in &decisions {
            let check = Check { case, decision, file };
            check.citation_in_force(requested, library)?;
            check.passages_stand()?;
            check.absences_searched()?;
            check.conclusion_agrees()?;
        }
        let mut decisions = decisions;
        decisions.sort_by_key(|decision| decision.item);
        Ok(Self { decisions })
    }

    /// The decisions in the order of the items.
    #[must_use]
    pub fn decisions(&self) -> &[ItemDecision] {
        &self.decisions
    }

    /// The outcome of the case as a whole (rulebook 9.3).
    #[must_use]
    pub fn overall(&self) -> Overall {
        let overturned = self.decisions.iter().filter(|one| one.decision == Decision::Overturned).count();
        match overturned {
            0 => Overall::Uphold,
            n if n == self.decisions.len() => Overall::Overturn,
            _ => Overall::PartialOverturn,
        }
    }
}

/// The outcome of a case as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Overall {
    /// Every item upheld.
    Uphold,
    /// Every item overturned.
    Overturn,
    /// Some of each.
    PartialOverturn,
}

impl Overall {
    /// The words as a letter writes them.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Uphold => "UPHOLD",
            Self::Overturn => "OVERTURN",
            Self::PartialOverturn => "PARTIAL OVERTURN",
        }
    }
}

fn each_once(case: &str, items: &[DisputedItem], decisions: &[ItemDecision]) -> Result<(), Refusal> {
    for item in items {
        let count = decisions.iter().filter(|decision| decision.item == item.number).count();
        let named = format!("item {} ({})", item.number, item.item);
        if count == 0 {
            return Err(Refusal::new(
                Code::ItemUndecided,
                format!("Case {case} cannot be signed: {named} has no decision."),
                "Open the review and answer it, or withdraw the item.",
            )
            .citing("8 CCR 9792.10.6(d)"));
        }
        if count > 1 {
            return Err(Refusal::new(
                Code::ItemDecidedTwice,
                format!("Case {case} cannot be signed: {named} has {count} decisions."),
                "Keep one of them.",
            ));
        }
    }
    let known = |number: usize| items.iter().any(|item| item.number == number);
    match decisions.iter().find(|decision| !known(decision.item)) {
        None => Ok(()),
        Some(stray) => Err(unknown_item(case, stray.item)),
    }
}

/// Refuses an item that is not in dispute.
pub(crate) fn unknown_item(case: &str, number: usize) -> Refusal {
    Refusal::new(
        Code::UnknownItem,
        format!("Case {case} has no disputed item {number}."),
        "Look at the items of the case (imr case show).",
    )
}

struct Check<'a> {
    case: &'a str,
    decision: &'a ItemDecision,
    file: &'a CaseFile,
}

impl Check<'_> {
    fn refuse(&self, code: Code, why: &str, remedy: &str) -> Refusal {
        Refusal::new(
            code,
            format!("Case {} cannot be signed: the decision on item {} {why}", self.case, self.decision.item),
            remedy,
        )
    }

    fn citation_in_force(&self, requested: Date, library: &Library) -> Result<(), Refusal> {
        let (guideline, section) = &self.decision.guideline;
        let Some(found) = library.section(guideline, section) else {
            return Err(self
                .refuse(
                    Code::CitationMissing,
                    "rests on no guideline that the library knows.",
                    "Cite the guideline and section.",
                )
                .citing("Labor Code 4610.6(c)"));
        };
        let guideline = found.guideline;
        if guideline.from <= requested && guideline.to.is_none_or(|to| requested <= to) {
            return Ok(());
        }
        Err(self.refuse(
            Code::CitationNotInForce,
            &format!(
                "cites {}, which was not in force on {requested}, the day of the request.",
                guideline.cited_as
            ),
            "Cite the edition in force on that day.",
        ))
    }

    fn passages_stand(&self) -> Result<(), Refusal> {
        for answer in &self.decision.answers {
            if let Evidence::Passages { passages, .. } = &answer.evidence {
                passages.iter().try_for_each(|passage| self.file.require(passage))?;
            }
        }
        Ok(())
    }

    /// "Not documented" is a claim of fact: in an answer and in prose alike
    /// it needs a search of the whole file, as the file is now.
    fn absences_searched(&self) -> Result<(), Refusal> {
        let mut searched = false;
        for answer in &self.decision.answers {
            match (&answer.evidence, answer.finding) {
                (Evidence::Search(search), _) => {
                    let terms: Vec<&str> = search.terms.iter().map(|term| term.words.as_str()).collect();
                    let current = !terms.is_empty() && self.file.search(&terms) == *search;
                    if !current || !search.unread.is_empty() {
                        return Err(self.unsearched(&answer.says, search.unread.is_empty()));
                    }
                    searched = true;
                }
                (Evidence::Passages { .. }, Finding::NotAddressed) => {
                    return Err(self.unsearched(&answer.says, true));
                }
                (Evidence::Passages { .. }, _) => {}
            }
        }
        match review::claims_absence(&self.decision.rationale) {
            Some(words) if !searched => Err(self.unsearched(&words, true)),
            _ => Ok(()),
        }
    }

    fn unsearched(&self, what: &str, all_read: bool) -> Refusal {
        if all_read {
            return self.refuse(
                Code::AbsenceUnproved,
                &format!("says that something is missing from the records (\"{what}\") without a recorded search of the case file as it is now."),
                "Search the case file and attach the search.",
            );
        }
        self.refuse(
            Code::UnreadPages,
            &format!("says that something is missing from the records (\"{what}\"), but pages of the file could not be read."),
            "Have the pages read or sent again first.",
        )
    }

    fn conclusion_agrees(&self) -> Result<(), Refusal> {
        let flat = self.decision.rationale.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let last = flat.rsplit(". ").next().unwrap_or_default();
        let says = if last.contains("not medically necessary") {
            Some(Decision::Upheld)
        } else if last.contains("medically necessary") {
            Some(Decision::Overturned)
        } else {
            None
        };
        if says == Some(self.decision.decision) {
            return Ok(());
        }
        Err(self.refuse(
            Code::ContradictsRationale,
            &format!(
                "is {}, but the last sentence of the rationale does not say so.",
                self.decision.decision.as_str()
            ),
            "Mend the conclusion, or the decision.",
        ))
    }
}
