//! The reviewer at work: reviewing an item, deciding it, signing.

use crate::allow::{Deed, allow};
use crate::{App, AppError};
use imr_core::case::{Action, Case};
use imr_core::casefile::CaseFile;
use imr_core::determination::{Determination, ItemDecision};
use imr_core::letter::record::Decision;
use imr_core::party::Actor;
use imr_core::refusal::{Code, Refusal};
use imr_core::review::{self, DisputedItem, ItemReview};

impl App {
    /// The checklist of an item, answered from the case file, with the
    /// decision that follows from it. Changes nothing.
    pub async fn review_item(&self, number: &str, item: usize) -> Result<ItemReview, AppError> {
        let case = self.case(number).await?;
        let file = self.case_file(&case).await?;
        let disputed = item_of(&case, item)?;
        let requested = case.ur_decision(item).requested;
        Ok(review::review(disputed, &case.items, requested, &file, &self.library)?)
    }

    /// The reviewer decides an item. `rationale` takes the place of the
    /// drafted one where the reviewer has written another.
    pub async fn decide_item(
        &self,
        number: &str,
        review: ItemReview,
        decision: Decision,
        rationale: Option<String>,
        by: &Actor,
    ) -> Result<Case, AppError> {
        allow(by.role, Deed::Decide)?;
        let case = self.case_from_history(number).await?;
        if decision != review.proposal && rationale.is_none() {
            return Err(Refusal::new(
                Code::ContradictsRationale,
                format!(
                    "Item {} of case {number} cannot be {} on the drafted rationale, which argues for {}.",
                    review.item,
                    decision.as_str(),
                    review.proposal.as_str()
                ),
                "Write your own rationale for departing from the checklist.",
            )
            .into());
        }
        let file = self.case_file(&case).await?;
        let item = item_of(&case, review.item)?;
        let rationale = rationale.unwrap_or_else(|| review::draft(item, &review, &file, decision));
        let reason = if decision == review.proposal {
            "the reviewer takes the decision that follows from the checklist".to_owned()
        } else {
            format!("the reviewer departs from the checklist, which proposed {}", review.proposal.as_str())
        };
        let action = Action::DecideItem(ItemDecision {
            item: review.item,
            decision,
            guideline: review.guideline,
            citation: review.citation,
            answers: review.answers,
            rationale,
        });
        self.change(case, by, &reason, action).await
    }

    /// The reviewer signs the determination: complete, or not at all.
    pub async fn sign(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        allow(by.role, Deed::Sign)?;
        let case = self.case_from_history(number).await?;
        let file = self.case_file(&case).await?;
        let decisions = case.assignment().and_then(|review| review.member(&by.id)).map(|one| one.decisions.clone());
        let determination = Determination::complete(&case, decisions.unwrap_or_default(), &file, &self.library)?;
        self.change(case, by, reason, Action::Sign(determination)).await
    }

    /// The determination that the decisions so far make, if they make one.
    pub(crate) fn complete(&self, case: &Case, file: &CaseFile) -> Result<Determination, AppError> {
        let members: Vec<_> = case.assignment().into_iter().flat_map(|review| review.members()).collect();
        let complete = |decisions| Determination::complete(case, decisions, file, &self.library);
        if let [] | [_] = members.as_slice() {
            return Ok(complete(members.first().map(|one| one.decisions.clone()).unwrap_or_default())?);
        }
        let opinions = members
            .into_iter()
            .map(|one| Ok((one.reviewer.id.clone(), complete(one.decisions.clone())?)))
            .collect::<Result<Vec<_>, Refusal>>()?;
        Determination::combine(opinions).ok_or_else(|| AppError::Damaged {
            what: format!("case {}", case.number()),
            why: "its reviewers did not decide the same items".to_owned(),
        })
    }
}

fn item_of(case: &Case, number: usize) -> Result<&DisputedItem, Refusal> {
    case.items.iter().find(|item| item.number == number).ok_or_else(|| {
        Refusal::new(
            Code::UnknownItem,
            format!("Case {} has no disputed item {number}.", case.number()),
            "Look at the items with \"imr case show\".",
        )
    })
}
