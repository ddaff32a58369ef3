//! Which days what is recorded of a case can bear: none before what it
//! answers, and none to come.

use super::Case;
use crate::occasion::Occasion;
use crate::party::not_a_physician;
use crate::refusal::{Code, Refusal};
use jiff::civil::Date;

impl Case {
    pub(super) fn not_in_future(&self, day: Date, occasion: &Occasion, what: &str) -> Result<(), Refusal> {
        if day <= occasion.on {
            return Ok(());
        }
        let sentence = format!(
            "Nobody can {what} in case {} for {day}, which is after today, {}.",
            self.number(),
            occasion.on
        );
        Err(Refusal::new(Code::NotYet, sentence, "Give the day on which it was done."))
    }

    /// Refuses a day before that of what must have come first.
    pub(super) fn not_before(&self, day: Date, (first, of): (Date, &str), what: &str) -> Result<(), Refusal> {
        if day >= first {
            return Ok(());
        }
        let sentence =
            format!("Nobody can {what} in case {} for {day}, which is before {of}, {first}.", self.number());
        Err(Refusal::new(Code::ImpossibleDate, sentence, "Give the day on which it was done."))
    }

    /// The day of the latest utilization review decision on some items: no
    /// dispute about them can have ended before it began.
    pub(super) fn disputed_since(&self, items: &[usize]) -> Date {
        let decided = |item: &usize| {
            let own = self.ur_item(*item).and_then(|one| one.decided);
            own.unwrap_or(self.ur_decision(*item).decided)
        };
        items.iter().map(decided).max().unwrap_or(self.opening.ur_decision.decided)
    }

    /// A physician certifies the threat of an injury that has happened
    /// (8 CCR 9792.10.4; T21).
    pub(super) fn may_be_certified(&self, by: &str, on: Date, occasion: &Occasion) -> Result<(), Refusal> {
        let what = "go over to expedited review on a certification";
        self.not_in_future(on, occasion, what)?;
        self.not_before(on, (self.opening.date_of_injury, "the injury"), what)?;
        let Some(role) = not_a_physician(by, &self.parties()) else { return Ok(()) };
        let sentence = format!(
            "Case {} cannot go over to expedited review on the certification of {by}, who is the {role}: a \
             physician certifies the threat.",
            self.number()
        );
        Err(Refusal::new(Code::WrongParty, sentence, "Name the physician who certifies it.")
            .citing("8 CCR 9792.10.4"))
    }
}
