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
        let requested = case.opening.ur_decision.requested;
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
        self.change(case, by, Deed::Decide, &reason, action).await
    }

    /// The reviewer signs the determination: complete, or not at all.
    pub async fn sign(&self, number: &str, by: &Actor, reason: &str) -> Result<Case, AppError> {
        allow(by.role, Deed::Sign)?;
        let case = self.case_from_history(number).await?;
        let file = self.case_file(&case).await?;
        let determination = self.complete(&case, &file)?;
        self.change(case, by, Deed::Sign, reason, Action::Sign(determination)).await
    }

    /// The determination that the decisions so far make, if they make one.
    pub(crate) fn complete(&self, case: &Case, file: &CaseFile) -> Result<Determination, AppError> {
        let decisions = case.assignment().map(|review| review.decisions.clone()).unwrap_or_default();
        Ok(Determination::complete(case, decisions, file, &self.library)?)
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
