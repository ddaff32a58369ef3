//! Whose deed it is, where only a reviewer can do it: the one who is proposed
//! answers the proposal, and one who is at work does the rest.

use super::work::{Approval, Assignment};
use super::{Case, Stage};
use crate::refusal::{Code, Refusal};

impl Case {
    /// Everybody who decides the case now, the first reviewer first.
    #[must_use]
    pub fn at_work_now(&self) -> Vec<&str> {
        let review = self.assignment().filter(|_| self.stage.is_open());
        review.into_iter().flat_map(Assignment::members).map(|one| one.reviewer.id.as_str()).collect()
    }

    /// The reviewer who does this. It need not be said who, where it can be
    /// one alone; a name that is said counts where it is a reviewer's
    /// (`is_reviewer`), for others write down what a reviewer did.
    pub fn acting_reviewer(&self, answers: bool, named: &str, is_reviewer: bool) -> Result<String, Refusal> {
        let (could, number) = (
            if answers { self.proposed_reviewer().into_iter().collect() } else { self.at_work_now() },
            self.number(),
        );
        let told = could.join(", ");
        let refuse = |code, sentence, remedy: &str| Err(Refusal::new(code, sentence, remedy));
        match could.as_slice() {
            _ if could.contains(&named) => Ok(named.to_owned()),
            [] if answers => {
                refuse(Code::WrongStage, format!("No reviewer is proposed for case {number}."), self.stage.next())
            }
            [] => refuse(Code::WrongStage, format!("No reviewer is at work on case {number}."), self.stage.next()),
            _ if is_reviewer => refuse(
                Code::NotQualified,
                format!("Reviewer {named} cannot do this in case {number}: it is for {told}."),
                "Name the reviewer who does it.",
            ),
            [one] => Ok((*one).to_owned()),
            _ => refuse(
                Code::NotQualified,
                format!("It is not said which reviewer of case {number} does this; {told} are at work on it."),
                "Name the reviewer who does it (--by).",
            ),
        }
    }
}

impl Assignment {
    /// Where a case is whose reviewer has left: others at work stay under the
    /// same approval; where nobody is left, the approval is kept.
    pub(super) fn left_by(self, id: &str, others_stay: bool, approved: &mut Option<Approval>) -> Stage {
        let determination_due = self.determination_due.clone();
        match if others_stay { self.without(id) } else { (None, None) } {
            (Some(review), _) => Stage::SeveralReviewers { review },
            (None, panel) => {
                let (approval, proposed) = panel.map(|one| (one.approval, one.proposed)).unzip();
                *approved = approval;
                Stage::ReviewerMatching { determination_due, matching: proposed.flatten() }
            }
        }
    }
}
