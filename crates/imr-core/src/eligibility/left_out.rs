//! Items that the form disputes and that are not taken to the review, although
//! others are: nobody may miss one of them without a word (rulebook T10).

use super::{Reason, Screening, Standing};
use crate::application::{End, Form, Ground, UrItem, UrOutcome};
use crate::deadline::Due;
use crate::duplicate::ItemKey;
use jiff::civil::Date;
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
    /// The day on which it was lost beside a case, where it waited for a dispute
    /// about liability until then (T13); none where the screen left it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost: Option<Date>,
    /// The last day for asking for it again, where that was missed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
}

impl LeftOut {
    /// With its item, in a sentence.
    #[must_use]
    pub fn in_words(&self) -> String {
        format!("\"{}\" is not taken to the review. {}", self.item, self.because)
    }
}

/// Why what waited for a dispute about liability is not reviewed (T13).
const ENDED_AGAINST: &str = "The dispute about liability ended against the employee.";

impl Screening {
    /// The same when what waited beside a case is lost on a day: nobody asked
    /// for it again in time, or the dispute ended against the employee (T13).
    #[must_use]
    pub fn having_lost(mut self, on: Date, missed: Option<&Due>) -> Self {
        let lost = std::mem::take(&mut self.put_off).into_iter().map(|item| {
            let (reason, because) = match missed {
                Some(due) => {
                    (Reason::Untimely, format!("Nobody asked for the review of it again by {}.", due.date))
                }
                None => (Reason::LiabilityDispute, ENDED_AGAINST.to_owned()),
            };
            LeftOut { item, reason, because, lost: Some(on), due: missed.cloned() }
        });
        self.left_out.extend(lost);
        self
    }

    /// Of what is left out, that which is still to be told: all, or where that
    /// was `told` before, what was lost since.
    #[must_use]
    pub fn left_out_untold(&self, told: bool) -> Vec<&LeftOut> {
        let last = self.left_out.iter().filter_map(|one| one.lost).max();
        self.left_out.iter().filter(|one| !told || last.is_none() || one.lost == last).collect()
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
        Some(LeftOut { item: item.item.clone(), reason, because, lost: None, due: None })
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
        let because = ENDED_AGAINST.to_owned();
        return against.then_some((Reason::LiabilityDispute, because));
    }
    if item.outcome == UrOutcome::ConditionallyDenied || item.ground == Ground::MissingInformation {
        let because = "It was denied only until information comes that the physician had not sent.".to_owned();
        return Some((Reason::Conditional, because));
    }
    let because = format!("What was decided on it rests on {}, not on medical necessity.", item.ground.in_words());
    (!item.is_reviewable()).then_some((Reason::NotUrDecision, because))
}
