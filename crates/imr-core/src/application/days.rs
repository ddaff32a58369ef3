//! Which days what is recorded of an application can bear: none before what it
//! answers, and none to come.

use super::{Application, Form, Representative, Threat, UrDecision};
use crate::occasion::Occasion;
use crate::party::{Party, Role, not_a_physician};
use crate::refusal::{Code, Refusal};
use jiff::civil::Date;

impl Application {
    /// Refuses a day that has not come.
    pub(super) fn not_ahead(&self, day: Date, what: &str, occasion: &Occasion) -> Result<(), Refusal> {
        if day <= occasion.on {
            return Ok(());
        }
        Err(Refusal::new(
            Code::ImpossibleDate,
            format!("On application {} {what} cannot bear the day {day}: it is {}.", self.id, occasion.on),
            "Give the day it bears.",
        ))
    }

    /// Refuses a day before that of what must have come first.
    fn not_before(&self, day: Date, what: &str, (first, of): (Date, &str)) -> Result<(), Refusal> {
        if day >= first {
            return Ok(());
        }
        let sentence =
            format!("On application {} {what} cannot bear the day {day}, which is before {of}, {first}.", self.id);
        Err(Refusal::new(Code::ImpossibleDate, sentence, "Give the day it bears."))
    }

    /// A petition contests a finding that was made; where the day of that was
    /// not kept, that of receipt stands in for it.
    pub(super) fn after_the_finding(&self, petition: Date, found: Option<Date>) -> Result<(), Refusal> {
        let first = found.unwrap_or(self.form.received);
        if petition >= first {
            return Ok(());
        }
        Err(Refusal::new(
            Code::ImpossibleDate,
            format!(
                "A petition of {petition} cannot be against the finding on application {}: there was none before {first}.",
                self.id
            ),
            "Give the day on which the petition was filed.",
        ))
    }

    /// An order answers the petition.
    pub(super) fn may_be_ordered(&self, on: Date, petition: Date, occasion: &Occasion) -> Result<(), Refusal> {
        let what = "an order on the petition";
        self.not_ahead(on, what, occasion)?;
        self.not_before(on, what, (petition, "the petition"))
    }

    /// A physician certifies the threat of an injury that has happened
    /// (8 CCR 9792.10.4).
    pub(super) fn may_be_certified(&self, threat: &Threat, occasion: &Occasion) -> Result<(), Refusal> {
        let what = "a certification of a threat";
        self.not_ahead(threat.on, what, occasion)?;
        if let Some(injured) = self.form.date_of_injury {
            self.not_before(threat.on, what, (injured, "the injury"))?;
        }
        let Some(role) = self.form.no_physician(&threat.certified_by) else { return Ok(()) };
        let sentence = format!(
            "Application {} cannot be expedited on the certification of {}, who is the {role}: a physician certifies \
             the threat.",
            self.id, threat.certified_by
        );
        Err(Refusal::new(Code::WrongParty, sentence, "Name the physician who certifies it.")
            .citing("8 CCR 9792.10.4"))
    }

    /// The dispute about items can end once it has begun, and once.
    pub(super) fn may_end(&self, items: &[usize], on: Date, occasion: &Occasion) -> Result<(), Refusal> {
        let Some(decision) = &self.form.ur_decision else { return Ok(()) };
        let unknown = |sentence: String, remedy: &str| Err(Refusal::new(Code::UnknownItem, sentence, remedy));
        if items.is_empty() {
            let sentence = format!("No item of application {} was named that is no longer in dispute.", self.id);
            return unknown(sentence, "Name the items.");
        }
        let what = "the end of a dispute over an item";
        self.not_ahead(on, what, occasion)?;
        for (number, item) in items.iter().filter_map(|number| Some((number, decision.items.get(number - 1)?))) {
            if let Some(ended) = &item.ended {
                let sentence = format!(
                    "Item {number} of application {} ({}) is no longer in dispute since {}.",
                    self.id, item.item, ended.on
                );
                return unknown(sentence, "Name items that are in dispute.");
            }
            let since = item.decided.unwrap_or(decision.decided);
            self.not_before(on, what, (since, "the utilization review decision"))?;
        }
        Ok(())
    }
}

impl Form {
    /// The part of whoever bears this name and is no physician, where somebody
    /// on the form does.
    #[must_use]
    pub fn no_physician(&self, name: &str) -> Option<Role> {
        let employee = format!("{} {}", self.employee.first, self.employee.last);
        let employee = Party { role: Role::Employee, name: employee, organization: None, address: Vec::new() };
        let named = |one: &Representative| Party {
            role: one.role,
            name: one.name.clone(),
            organization: None,
            address: Vec::new(),
        };
        let others = self.representatives.iter().map(named).chain([employee]);
        let all: Vec<Party> = self.parties.iter().cloned().chain(others).collect();
        not_a_physician(name, &all)
    }
}

impl UrDecision {
    /// Whether it bears this day: that of the decision, of the one on an item,
    /// or of its service.
    #[must_use]
    pub fn bears(&self, day: Date) -> bool {
        let items = self.items.iter().filter_map(|item| item.decided);
        items.chain([self.decided]).chain(self.served).any(|one| one == day)
    }
}
