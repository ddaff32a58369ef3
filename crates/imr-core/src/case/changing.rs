//! Who takes part in a case, and what changes about it once the case is open:
//! who acts for the employee, and where a party is reached.

use super::{Case, Fact, Stage};
use crate::application::Representative;
use crate::occasion::Occasion;
use crate::party::{Party, Role};
use crate::refusal::Refusal;
use crate::service::{Change, newcomers, standing};
use jiff::civil::Date;

impl Case {
    /// Everybody who takes part on some day: those of the opening, those who
    /// joined, and those who came to act for the employee since.
    #[must_use]
    pub fn parties(&self) -> Vec<Party> {
        self.entered().chain(newcomers(&self.changes)).cloned().collect()
    }

    /// The parties as the applications name them.
    fn entered(&self) -> impl Iterator<Item = &Party> {
        let joined = self.joined.iter().flat_map(|one| &one.parties);
        self.opening.parties.iter().chain(joined)
    }

    /// Everybody who takes part on a day: who no longer acts for the employee
    /// does not, and who does by then does, each where they are reached then.
    #[must_use]
    pub fn parties_on(&self, on: Date) -> Vec<Party> {
        let joined = self.joined.iter().flat_map(|one| &one.representatives);
        let all: Vec<Representative> = self.opening.representatives.iter().chain(joined).cloned().collect();
        let parties: Vec<Party> = self.entered().cloned().collect();
        standing(&parties, &all, &self.changes, Some(self.opening.ur_decision.decided), on)
    }

    /// The first party of this part, as the application names it.
    #[must_use]
    pub fn party(&self, role: Role) -> Option<&Party> {
        self.entered().find(|party| party.role == role)
    }

    /// The first party of this part as it stands on a day.
    #[must_use]
    pub fn party_on(&self, role: Role, on: Date) -> Option<Party> {
        self.parties_on(on).into_iter().find(|party| party.role == role)
    }

    /// A change is recorded until nothing is served any more.
    pub(super) fn change_parties(&self, change: Change, occasion: &Occasion) -> Result<Fact, Refusal> {
        if matches!(self.stage, Stage::Closed { .. }) {
            return Err(self.wrong_stage("change who takes part"));
        }
        let (of, decided) = (format!("case {}", self.number()), self.opening.ur_decision.decided);
        let standing = self.parties_on(change.on);
        let change = change.settled(&of, &standing, Some(decided), occasion)?;
        Ok(Fact::PartiesChanged { change })
    }

    /// The case after a change.
    pub(super) fn changed(mut self, change: Change) -> Self {
        self.changes.push(change);
        // The letter that was checked went to others, or elsewhere.
        self.unchecked();
        self
    }
}
