//! Money: what the review costs, and what late records may cost
//! (8 CCR 9792.10.8; 9792.12(c)(6)).

use super::work::Assignment;
use super::{Case, Charge, Invoice, Stage};
use crate::deadline::{self, Due};
use crate::eligibility::is_dispensed;
use crate::fee::{self, Degree, End, Penalty, Question};
use crate::law::Law;
use crate::refusal::Refusal;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Records that did not come in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lateness {
    /// When they were due.
    pub due: Due,
    /// The day the last of them came; none while they are owed, or where they
    /// never came.
    pub came: Option<Date>,
}

impl Case {
    /// The invoice for the case as it stands: a fee for each application,
    /// priced by the day on which that application was received.
    pub fn invoice(&self, on: Date, law: &Law) -> Result<Invoice, Refusal> {
        let opening = (self.number(), self.opening.received);
        let joined = self.joined.iter().map(|one| (one.alias.as_str(), one.received));
        let fees = std::iter::once(opening).chain(joined).map(|(reference, received)| {
            let question = self.question(reference, received);
            let what = format!(
                "{} review{}, {}",
                question.priority.as_str(),
                if question.pharmacy_only { " of drugs alone" } else { "" },
                question.end
            );
            Ok(Charge { reference: reference.to_owned(), what, fee: fee::fee(law, &question)? })
        });
        let fees = fees.collect::<Result<Vec<_>, Refusal>>()?;
        let due = deadline::due(law, "D23", self.trigger(on, None))?;
        Ok(Invoice { on, fees, due, payments: Vec::new() })
    }

    fn question(&self, reference: &str, received: Date) -> Question {
        let joined = self.joined.iter().find(|one| one.alias == reference);
        let decision = joined.map_or(&self.opening.ur_decision, |one| &one.ur_decision);
        let mut items = decision.items.iter().filter(|item| item.is_reviewable());
        Question {
            on: received,
            priority: self.priority(),
            pharmacy_only: items.all(|item| is_dispensed(&item.item)),
            degree: self.assignment().map_or(Degree::Physician, degree),
            reviewers: self
                .assignment()
                .map_or(1, |review| u8::try_from(review.members().count()).unwrap_or(u8::MAX)),
            end: match &self.stage {
                Stage::TerminatedAuthorized { termination } | Stage::TerminatedWithdrawn { termination }
                    if !termination.sent_to_reviewer =>
                {
                    End::BeforeReviewer
                }
                Stage::TerminatedAuthorized { .. } | Stage::TerminatedWithdrawn { .. } => End::AfterReviewer,
                _ => End::Determined,
            },
        }
    }

    /// What late records expose the claims administrator to on a day; none
    /// where they were not found late.
    #[must_use]
    pub fn late_records(&self, on: Date, law: &Law) -> Option<Result<Penalty, Refusal>> {
        let late = self.lateness.as_ref()?;
        Some(fee::late_records(law, late.due.date, late.came, on))
    }
}

/// The degree a review is priced by: that of a physician where one of the
/// reviewers is.
fn degree(review: &Assignment) -> Degree {
    let physician = review.members().any(|one| one.reviewer.degree.is_physician_and_surgeon());
    if physician { Degree::Physician } else { Degree::Other }
}
