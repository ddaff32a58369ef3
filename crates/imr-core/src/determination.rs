//! The determination: a decision on every disputed item, complete and borne
//! out by the case file. It cannot be made otherwise.

use crate::case::Case;
use crate::casefile::{CaseFile, Passage, Search, Term, collapsed};
use crate::guideline::Library;
use crate::letter::record::Decision;
use crate::letter::summary::{self, Summary};
use crate::refusal::{Code, Refusal};
use crate::review::{self, Answer, DisputedItem, Evidence, Finding};
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
    summary: Summary,
    /// Each reviewer's own decisions, where several decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    opinions: Vec<Opinion>,
}

/// What one of several reviewers decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// The pseudonym.
    pub reviewer: String,
    /// The decisions in the order of the items.
    pub decisions: Vec<ItemDecision>,
}

impl Determination {
    /// Completes a determination of `case`: every item answered exactly once,
    /// each by the whole checklist of the guideline in force on the day of the
    /// request, every passage and quotation in the file, every absence
    /// searched for. The clinical case summary is part of what is signed.
    pub fn complete(
        case: &Case,
        decisions: Vec<ItemDecision>,
        file: &CaseFile,
        library: &Library,
    ) -> Result<Self, Refusal> {
        let number = case.number();
        each_once(number, &case.items, &decisions)?;
        if file.clinical_pages().next().is_none() {
            return Err(Refusal::new(
                Code::OnlyDecision,
                format!(
                    "Case {number} cannot be determined: its file holds no medical record, only what was requested and decided on it."
                ),
                "Ask for the medical records.",
            )
            .citing("8 CCR 9792.10.6(b)(2)"));
        }
        for decision in &decisions {
            let item = case.items.iter().find(|item| item.number == decision.item);
            let item = item.ok_or_else(|| unknown_item(number, decision.item))?;
            let check = Check { case, item, decision, file };
            check.whole_checklist(library)?;
            check.passages_stand()?;
            check.quotations_stand()?;
            check.absences_searched()?;
            check.conclusion_agrees()?;
        }
        let mut decisions = decisions;
        decisions.sort_by_key(|decision| decision.item);
        Ok(Self { decisions, summary: summary::draft(case, file), opinions: Vec::new() })
    }

    /// The clinical case summary that was signed with the decisions.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// The decisions in the order of the items.
    #[must_use]
    pub fn decisions(&self) -> &[ItemDecision] {
        &self.decisions
    }

    /// What several complete determinations come to, item by item: the
    /// majority decides, and an even split is decided in favour of the
    /// treatment (Labor Code 4610.6(e)). Each reviewer's own analysis is kept.
    #[must_use]
    pub fn combine(opinions: Vec<(String, Self)>) -> Option<Self> {
        let (_, first) = opinions.first()?;
        let decisions = first.decisions.iter().map(|lead| {
            let all: Vec<&ItemDecision> = opinions
                .iter()
                .filter_map(|(_, one)| one.decisions.iter().find(|decision| decision.item == lead.item))
                .collect();
            let overturned = all.iter().filter(|one| one.decision == Decision::Overturned).count();
            let outcome = if 2 * overturned >= all.len() { Decision::Overturned } else { Decision::Upheld };
            all.into_iter().find(|one| one.decision == outcome).cloned()
        });
        Some(Self {
            decisions: decisions.collect::<Option<_>>()?,
            summary: first.summary.clone(),
            opinions: opinions
                .into_iter()
                .map(|(reviewer, one)| Opinion { reviewer, decisions: one.decisions })
                .collect(),
        })
    }

    /// The same without items that are no longer in dispute.
    #[must_use]
    pub(crate) fn without(mut self, items: &[usize]) -> Self {
        let left = |one: &ItemDecision| !items.contains(&one.item);
        self.decisions.retain(left);
        self.opinions.iter_mut().for_each(|opinion| opinion.decisions.retain(left));
        self
    }

    /// Each reviewer's own decisions, where several decided.
    #[must_use]
    pub fn opinions(&self) -> &[Opinion] {
        &self.opinions
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
    if items.is_empty() {
        return Err(Refusal::new(
            Code::ItemUndecided,
            format!("Case {case} cannot be signed: it has no disputed item to decide."),
            "Record how the dispute about its items ended.",
        )
        .citing("8 CCR 9792.10.6(d)"));
    }
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
    case: &'a Case,
    item: &'a DisputedItem,
    decision: &'a ItemDecision,
    file: &'a CaseFile,
}

impl Check<'_> {
    fn refuse(&self, code: Code, why: &str, remedy: &str) -> Refusal {
        let (case, item) = (self.case.number(), self.item.number);
        Refusal::new(code, format!("Case {case} cannot be signed: the decision on item {item} {why}"), remedy)
    }

    /// The decision rests on the section that governs the item: the highest
    /// rank in force on the day of the request, cited as the library cites
    /// it, with every one of its criteria answered.
    fn whole_checklist(&self, library: &Library) -> Result<(), Refusal> {
        let (guideline, section) = &self.decision.guideline;
        let Some(cited) = library.section(guideline, section) else {
            return Err(self
                .refuse(
                    Code::CitationMissing,
                    "rests on no guideline that the library knows.",
                    "Review the item again.",
                )
                .citing("Labor Code 4610.6(c)"));
        };
        let requested = self.case.ur_decision(self.item.number).requested;
        let name = &cited.guideline.cited_as;
        if cited.guideline.from > requested || cited.guideline.to.is_some_and(|to| requested > to) {
            let why = format!("cites {name}, which was not in force on {requested}, the day of the request.");
            return Err(self.refuse(Code::CitationNotInForce, &why, "Cite the edition in force on that day."));
        }
        let governing = library.for_item(&self.item.item, requested);
        let governs = governing.first().is_some_and(|one| {
            one.guideline.id == *guideline && one.section.id == *section && one.citation() == self.decision.citation
        });
        let answered = |id: &str| self.decision.answers.iter().filter(|answer| answer.criterion == id).count() == 1;
        let complete = cited.section.criteria.iter().all(|criterion| answered(&criterion.id))
            && cited.section.criteria.len() == self.decision.answers.len();
        if governs && complete {
            return Ok(());
        }
        let why = format!("does not answer the checklist that governs it, or not all of it ({name}).");
        Err(self.refuse(Code::CitationMissing, &why, "Review the item again.").citing("Labor Code 4610.5(c)(2)"))
    }

    fn passages_stand(&self) -> Result<(), Refusal> {
        for answer in &self.decision.answers {
            if let Evidence::Passages { passages, .. } = &answer.evidence {
                if passages.is_empty() {
                    let why = format!("answers \"{}\" on nothing.", answer.says);
                    return Err(self.refuse(Code::EvidenceNotInFile, &why, "Review the item again."));
                }
                passages.iter().try_for_each(|passage| self.file.require(passage))?;
            }
        }
        Ok(())
    }

    /// What a rationale quotes stands in the file, or is a term of a search.
    fn quotations_stand(&self) -> Result<(), Refusal> {
        // As it is written, and with the words put together that a line parts.
        let pages: Vec<String> = (self.file.pages.iter())
            .flat_map(|page| [flat(&page.shown()), flat(&collapsed(&page.shown()))])
            .collect();
        let searched: Vec<&str> = self.searches().flat_map(|s| &s.terms).map(|term| term.words.as_str()).collect();
        let stands = |quotation: &str| {
            searched.contains(&quotation) || pages.iter().any(|page| page.contains(&flat(quotation)))
        };
        match review::quotations(&self.decision.rationale).into_iter().find(|quotation| !stands(quotation)) {
            None => Ok(()),
            Some(stray) => Err(self.refuse(
                Code::EvidenceNotInFile,
                &format!("quotes \"{stray}\", which stands on no page of the case file."),
                "Quote the record as it is, or leave the quotation marks out.",
            )),
        }
    }

    fn searches(&self) -> impl Iterator<Item = &Search> {
        self.decision.answers.iter().filter_map(|answer| match &answer.evidence {
            Evidence::Search(search) => Some(search),
            Evidence::Passages { .. } => None,
        })
    }

    /// "Not documented" is a claim of fact: in an answer and in prose alike
    /// it needs a search of the whole file, as the file is now, that found
    /// nothing.
    fn absences_searched(&self) -> Result<(), Refusal> {
        for answer in &self.decision.answers {
            match (&answer.evidence, answer.finding) {
                (Evidence::Search(search), _) => self.search_is_current(&answer.says, search)?,
                (Evidence::Passages { .. }, Finding::NotAddressed) => {
                    return Err(self.unsearched(&answer.says, true));
                }
                (Evidence::Passages { .. }, _) => {}
            }
        }
        let in_vain: Vec<&str> = self
            .searches()
            .filter(|search| search.found_nothing())
            .flat_map(|search| search.terms.iter().map(|term| term.words.trim_end_matches('*')))
            .collect();
        let covered = |claim: &&str| {
            let claim = claim.to_lowercase();
            in_vain.iter().any(|term| claim.contains(&term.to_lowercase()))
        };
        match review::absence_claims(&self.decision.rationale).into_iter().find(|claim| !covered(claim)) {
            None => Ok(()),
            Some(claim) => Err(self.unsearched(claim, true)),
        }
    }

    fn search_is_current(&self, what: &str, search: &Search) -> Result<(), Refusal> {
        let terms: Vec<&str> = search.terms.iter().map(|term| term.words.as_str()).collect();
        let now = self.file.search(&terms);
        // What a person set aside, with a reason, holds nothing that the review
        // needs; the search and the rationale name it as not read.
        let all_read = search.unread.iter().all(|page| self.file.set_aside(*page).is_some());
        if !terms.is_empty() && now == *search && all_read {
            return Ok(());
        }
        // What was searched for in vain and stands there is laid before whoever signs.
        let missed = |term: &&Term| search.terms.iter().all(|one| one.words != term.words || one.hits.is_empty());
        let found = now.terms.iter().filter(missed).find_map(|term| Some((&term.words, term.hits.first()?)));
        Err(match found {
            Some((words, passage)) if all_read => self.found_after_all(what, words, passage),
            _ => self.unsearched(what, all_read),
        })
    }

    fn found_after_all(&self, what: &str, words: &str, passage: &Passage) -> Refusal {
        let place = self.file.place(passage.page);
        let why = format!(
            "says that something is missing from the records (\"{what}\"), but a search for \"{words}\" finds, in {place}: \"{}\"",
            passage.text
        );
        self.refuse(Code::AbsenceUnproved, &why, "Read the page, and review the item again.")
    }

    fn unsearched(&self, what: &str, all_read: bool) -> Refusal {
        if all_read {
            return self.refuse(
                Code::AbsenceUnproved,
                &format!(
                    "says that something is missing from the records (\"{what}\") without a recorded search of the case file that looked for it and found nothing."
                ),
                "Name what was searched for, or say what the record does say.",
            );
        }
        self.refuse(
            Code::UnreadPages,
            &format!("says that something is missing from the records (\"{what}\"), but pages of the file could not be read."),
            "Do not claim an absence while pages are unread.",
        )
    }

    fn conclusion_agrees(&self) -> Result<(), Refusal> {
        let conclusion = review::conclusion(&self.item.item, self.decision.decision);
        if flat(&self.decision.rationale).ends_with(&flat(&conclusion)) {
            return Ok(());
        }
        Err(self.refuse(
            Code::ContradictsRationale,
            &format!("is {}, but its rationale does not end so.", self.decision.decision.as_str()),
            &format!("End the rationale with: {conclusion}"),
        ))
    }
}

/// Words on one line, with the quotation marks a rationale puts them in.
fn flat(text: &str) -> String {
    review::quoted(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
