//! Items that the form disputes and that are not taken to the review, although
//! others are: nobody may miss one of them without a word (rulebook T10).

use super::{Reason, Standing};
use crate::application::{End, Form, Ground, UrItem, UrOutcome};
use crate::duplicate::ItemKey;
use serde::{Deserialize, Serialize};

/// An item that is not reviewed, although others of the application are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The item, as requested.
    pub item: String,
    /// Code of the reason.
    pub reason: Reason,
    /// Why, in a sentence.
    pub because: String,
}

impl LeftOut {
    /// With its item, in a sentence.
    #[must_use]
    pub fn in_words(&self) -> String {
        format!("\"{}\" is not taken to the review. {}", self.item, self.because)
    }
}

/// What is left out of a review; nothing where nothing is reviewed: then the
/// tests say why.
pub(super) fn left_out(form: &Form, standing: &Standing) -> Vec<LeftOut> {
    let Some(reviewed) = form.decision_to_review() else { return Vec::new() };
    if !reviewed.items.iter().any(UrItem::is_reviewable) {
        return Vec::new();
    }
    let filed = |item: &UrItem| standing.filed.iter().find(|(name, _)| *name == item.item);
    let asked = |item: &&UrItem| !item.undisputed || filed(item).is_some();
    let why = |item: &UrItem| match filed(item) {
        Some((_, with)) => {
            Some((Reason::Duplicate, format!("It was filed before, with {with}, and is left to that.")))
        }
        None => reason(form, item),
    };
    let told = |item: &UrItem| {
        let (reason, because) = why(item)?;
        Some(LeftOut { item: item.item.clone(), reason, because })
    };
    reviewed.items.iter().filter(asked).filter_map(told).collect()
}

fn reason(form: &Form, item: &UrItem) -> Option<(Reason, String)> {
    if let Some(ended) = &item.ended {
        let how = match ended.how {
            End::Authorized => "authorized by the claims administrator",
            End::Settled => "settled",
            End::Withdrawn => "withdrawn by the employee",
            End::RequestWithdrawn => "no longer requested by the physician",
        };
        return Some((Reason::TreatmentAuthorized, format!("It was {how} on {}.", ended.on)));
    }
    if item.outcome == UrOutcome::Approved {
        let key = ItemKey::of(&item.item);
        let named = form.treatments.iter().any(|one| key.likeness(&ItemKey::of(one)) >= ItemKey::ALIKE);
        return named.then(|| (Reason::NotUrDecision, "Utilization review approved it.".to_owned()));
    }
    if item.liability_is_disputed() {
        // What waits is told of by the notice of deferral.
        let against = form.liability_resolved.as_ref().is_some_and(|one| !one.for_employee);
        let because = "The dispute about liability ended against the employee.".to_owned();
        return against.then_some((Reason::LiabilityDispute, because));
    }
    if item.outcome == UrOutcome::ConditionallyDenied || item.ground == Ground::MissingInformation {
        let because = "It was denied only until information comes that the physician had not sent.".to_owned();
        return Some((Reason::Conditional, because));
    }
    let because = format!("What was decided on it rests on {}, not on medical necessity.", item.ground.in_words());
    (!item.is_reviewable()).then_some((Reason::NotUrDecision, because))
}
