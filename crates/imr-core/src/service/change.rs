//! What changes about who takes part once a form is filed: somebody begins or
//! ceases to act for the employee, or an address is corrected. Each change
//! holds from a day; notices and service follow it from then on (rulebook
//! section 1).

use super::acting::{acting, same_person};
use crate::application::Representative;
use crate::digest::Digest;
use crate::occasion::Occasion;
use crate::party::{Party, Role};
use crate::refusal::{Code, Refusal};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A change, with the day that it goes by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What.
    #[serde(flatten)]
    pub what: Changed,
    /// The day on which somebody was named to act; the last on which somebody
    /// acts; the first on which an address holds.
    pub on: Date,
    /// The writing that shows it; always there where somebody begins to act
    /// for the employee (8 CCR 9792.10.1(b)(2)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub writing: Option<Digest>,
}

/// What changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Changed {
    /// Somebody begins to act for the employee.
    Represented {
        /// Attorney or designee, with name, firm and address.
        by: Party,
    },
    /// Somebody ceases to.
    RepresentationEnded {
        /// Attorney or designee.
        role: Role,
        /// The name; where it is empty, that of the only one.
        name: String,
    },
    /// A party is reached elsewhere.
    Address {
        /// The part played.
        role: Role,
        /// The name; where it is empty, that of the only one.
        name: String,
        /// The postal address, a line each.
        address: Vec<String>,
    },
}

/// Who may act for the employee.
const REPRESENTATIVES: [Role; 2] = [Role::EmployeeAttorney, Role::EmployeeDesignee];

/// The parties as they stand on a day, after the changes that hold by then.
#[must_use]
pub fn standing(
    parties: &[Party],
    representatives: &[Representative],
    changes: &[Change],
    decided: Option<Date>,
    on: Date,
) -> Vec<Party> {
    let mut all = representatives.to_vec();
    changes.iter().for_each(|change| change.amend(&mut all));
    let mut standing = acting(parties, &all, decided, on);
    let mut held: Vec<&Change> = changes.iter().filter(|change| change.on <= on).collect();
    // What was said last of one day holds.
    held.sort_by_key(|change| change.on);
    for change in held {
        if let Changed::Address { role, name, address } = &change.what {
            let own = standing.iter_mut().filter(|party| party.role == *role && party.name == *name);
            own.for_each(|party| party.address.clone_from(address));
        }
    }
    standing
}

/// Those who come in by a change, whenever they act.
pub fn newcomers(changes: &[Change]) -> impl Iterator<Item = &Party> {
    changes.iter().filter_map(|change| match &change.what {
        Changed::Represented { by } => Some(by),
        _ => None,
    })
}

impl Change {
    /// Enters it among those who may act for the employee.
    fn amend(&self, all: &mut Vec<Representative>) {
        match &self.what {
            Changed::Represented { by } => {
                let begun = entry(by.role, &by.name, by.organization.clone(), by.address.clone());
                all.push(Representative { designated: Some(self.on), proof: Some(true), ..begun });
            }
            Changed::RepresentationEnded { role, name } => {
                let mut known = false;
                let own = |one: &&mut Representative| one.role == *role && same_person(&one.name, name);
                for one in all.iter_mut().filter(own) {
                    known = true;
                    if one.designated.is_none_or(|begun| begun <= self.on) {
                        one.until = Some(one.until.map_or(self.on, |until| until.min(self.on)));
                    }
                }
                if !known {
                    all.push(Representative { until: Some(self.on), ..entry(*role, name, None, Vec::new()) });
                }
            }
            Changed::Address { .. } => {}
        }
    }

    /// The change as it is recorded of `of` ("case CM15-9000001"), among those
    /// who take part on the day it goes by; refused where it cannot be so.
    /// `decided` is the day of the utilization review decision.
    pub fn settled(
        mut self,
        of: &str,
        standing: &[Party],
        decided: Option<Date>,
        occasion: &Occasion,
    ) -> Result<Self, Refusal> {
        match &mut self.what {
            Changed::Represented { by } => {
                begins(by, (self.on, self.writing), of, standing, decided)?;
                if self.on > occasion.on {
                    let sentence =
                        format!("Nobody can have been named in {of} on {}: it is {}.", self.on, occasion.on);
                    return Err(Refusal::new(
                        Code::ImpossibleDate,
                        sentence,
                        "Give the day on which it was signed.",
                    ));
                }
            }
            Changed::RepresentationEnded { role, name } => {
                if !REPRESENTATIVES.contains(role) {
                    return Err(no_standing(of, &format!("the {role} does not act for the employee")));
                }
                *name = one_of(*role, name, of, self.on, standing)?;
            }
            Changed::Address { role, name, address } => {
                address.retain(|line| !line.trim().is_empty());
                *name = one_of(*role, name, of, self.on, standing)?;
                if address.is_empty() {
                    let sentence = format!("No address of {name} in {of} was given.");
                    return Err(Refusal::new(Code::UnknownParty, sentence, "Give the address, a line each."));
                }
            }
        }
        Ok(self)
    }

    /// What changed, in a line.
    #[must_use]
    pub fn headline(&self) -> String {
        let on = self.on;
        match &self.what {
            Changed::Represented { by } => format!("{} acts for the employee since {on} ({})", by.name, by.role),
            Changed::RepresentationEnded { role, name } => {
                format!("{name} acts for the employee until {on} ({role})")
            }
            Changed::Address { role, name, address } => {
                format!("address of {name} ({role}) since {on}: {}", address.join(", "))
            }
        }
    }
}

fn entry(role: Role, name: &str, organization: Option<String>, address: Vec<String>) -> Representative {
    let (designated, until, proof) = (None, None, None);
    Representative { role, name: name.to_owned(), organization, address, designated, until, proof }
}

/// Somebody begins to act only on a writing, as an attorney or a designee; a
/// designee is named after the utilization review decision (Labor Code
/// 4610.5(j)).
fn begins(
    by: &Party,
    (on, writing): (Date, Option<Digest>),
    of: &str,
    standing: &[Party],
    decided: Option<Date>,
) -> Result<(), Refusal> {
    if by.name.trim().is_empty() {
        let sentence = format!("It is not said who acts for the employee in {of}.");
        return Err(Refusal::new(Code::UnknownParty, sentence, "Give the name."));
    }
    if !REPRESENTATIVES.contains(&by.role) {
        return Err(no_standing(of, &format!("the {} is neither attorney nor designee", by.role)));
    }
    if writing.is_none() {
        return Err(no_standing(of, &format!("nothing in writing shows that {} may", by.name)));
    }
    if let Some(decided) = decided.filter(|decided| by.role == Role::EmployeeDesignee && on < *decided) {
        let why = format!("{} was named on {on}, before the utilization review decision of {decided}", by.name);
        return Err(Refusal { citation: Some("Labor Code 4610.5(j)".to_owned()), ..no_standing(of, &why) });
    }
    match standing.iter().find(|party| party.role == by.role && same_person(&party.name, &by.name)) {
        None => Ok(()),
        Some(party) => Err(Refusal::new(
            Code::WrongStage,
            format!("{} acts for the employee in {of} already.", party.name),
            "Correct the address, where that has changed.",
        )),
    }
}

fn no_standing(of: &str, why: &str) -> Refusal {
    Refusal::new(
        Code::NoStanding,
        format!("Nobody can be recorded so as acting for the employee in {of}: {why}."),
        "Record an attorney with proof of the representation, or a designee with the designation.",
    )
    .citing("8 CCR 9792.10.1(b)(2)")
}

/// The name of the one of this part who takes part: the one who is named, or
/// the only one.
fn one_of(role: Role, name: &str, of: &str, on: Date, standing: &[Party]) -> Result<String, Refusal> {
    let own: Vec<&Party> = standing.iter().filter(|party| party.role == role).collect();
    let named = |party: &&&Party| party.name.eq_ignore_ascii_case(name.trim()) || same_person(&party.name, name);
    let found = match own.as_slice() {
        [only] if name.trim().is_empty() => Some(only),
        _ => own.iter().find(named),
    };
    found.map(|party| party.name.clone()).ok_or_else(|| {
        let names: Vec<&str> = own.iter().map(|party| party.name.as_str()).collect();
        let who = if name.trim().is_empty() { format!("one {role}") } else { format!("the {role} {name}") };
        let there = if names.is_empty() { "there is none".to_owned() } else { names.join(", ") };
        let sentence = format!("Nobody in {of} is {who} on {on}: {there}.");
        Refusal::new(Code::UnknownParty, sentence, "Name the part, and the name as it is recorded.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::party::Actor;
    use jiff::civil::date;

    fn party(role: Role, name: &str) -> Party {
        Party { role, name: name.into(), organization: None, address: vec!["1 Elm Street".into()] }
    }

    fn change(what: Changed, on: Date) -> Change {
        Change { what, on, writing: Some(Digest::ZERO) }
    }

    fn names(parties: &[Party]) -> Vec<&str> {
        parties.iter().map(|party| party.name.as_str()).collect()
    }

    #[test]
    fn whoever_begins_and_ceases_to_act_is_among_the_parties_on_the_days_between() {
        let parties = [party(Role::Employee, "Maria Testa"), party(Role::EmployeeAttorney, "J. Roe, Esq.")];
        let ended = Changed::RepresentationEnded { role: Role::EmployeeAttorney, name: "J. Roe, Esq.".into() };
        let changes = [
            change(ended, date(2015, 3, 20)),
            change(Changed::Represented { by: party(Role::EmployeeAttorney, "John Doe") }, date(2015, 3, 23)),
        ];
        let on = |day| standing(&parties, &[], &changes, None, day);
        assert_eq!(names(&on(date(2015, 3, 20))), ["Maria Testa", "J. Roe, Esq."]);
        assert_eq!(names(&on(date(2015, 3, 21))), ["Maria Testa"]);
        assert_eq!(names(&on(date(2015, 3, 23))), ["Maria Testa", "John Doe"]);
        assert_eq!(names(&newcomers(&changes).cloned().collect::<Vec<_>>()), ["John Doe"]);
        // Who comes back after an end acts again.
        let back =
            change(Changed::Represented { by: party(Role::EmployeeAttorney, "J. Roe, Esq.") }, date(2015, 4, 1));
        let again: Vec<Change> = changes.into_iter().chain([back]).collect();
        let again = standing(&parties, &[], &again, None, date(2015, 4, 1));
        assert_eq!(names(&again), ["Maria Testa", "J. Roe, Esq.", "John Doe"]);
    }

    #[test]
    fn an_address_holds_from_its_day_and_until_the_next() {
        let parties = [party(Role::Employee, "Maria Testa")];
        let moved = |street: &str, on| {
            let (name, address) = ("Maria Testa".into(), vec![street.to_owned()]);
            change(Changed::Address { role: Role::Employee, name, address }, on)
        };
        // The one that was told of later holds from the earlier day.
        let changes = [moved("3 Oak Street", date(2015, 5, 1)), moved("2 Oak Street", date(2015, 4, 1))];
        let at = |day| standing(&parties, &[], &changes, None, day)[0].address.clone();
        assert_eq!(at(date(2015, 3, 31)), ["1 Elm Street"]);
        assert_eq!(at(date(2015, 4, 1)), ["2 Oak Street"]);
        assert_eq!(at(date(2015, 5, 1)), ["3 Oak Street"]);
    }

    #[test]
    fn what_cannot_be_so_is_refused_with_the_reason() {
        let day = date(2015, 3, 19);
        let at = jiff::tz::Offset::UTC.to_timestamp(day.at(17, 0, 0, 0)).expect("an instant");
        let by = Actor::new(Role::Coordinator, "c-1");
        let occasion = Occasion { by, at, on: day, hour: None, reason: "told".into() };
        let standing = [party(Role::Employee, "Maria Testa"), party(Role::EmployeeAttorney, "Jane Roe")];
        let named = |role, name: &str| Changed::Represented { by: party(role, name) };
        let ended = |role, name: &str| Changed::RepresentationEnded { role, name: name.into() };
        let moved =
            |role, name: &str, line: &str| Changed::Address { role, name: name.into(), address: vec![line.into()] };
        let (attorney, designee) = (Role::EmployeeAttorney, Role::EmployeeDesignee);
        let unproved = Change { writing: None, ..change(named(attorney, "John Doe"), day) };
        let rows = [
            (unproved, "nothing in writing"),
            (change(named(attorney, " "), day), "It is not said who"),
            (change(named(Role::Employer, "Acme"), day), "neither attorney nor designee"),
            (change(named(designee, "Sam Testa"), date(2015, 2, 1)), "before the utilization review decision"),
            (change(named(attorney, "J. Roe"), day), "already"),
            (change(named(attorney, "John Doe"), date(2015, 3, 20)), "it is 2015-03-19"),
            (change(ended(Role::Employer, ""), day), "does not act for the employee"),
            (change(ended(designee, ""), day), "there is none"),
            (change(moved(attorney, "John Doe", "2 Elm Street"), day), "Jane Roe"),
            (change(moved(Role::Employee, "", " "), day), "No address of Maria Testa"),
        ];
        for (change, says) in rows {
            let told = format!("{change:?}");
            let why = change.settled("case C", &standing, Some(date(2015, 2, 27)), &occasion).expect_err(&told);
            assert!(why.to_string().contains(says), "{why}");
        }
        let only = change(ended(attorney, ""), day).settled("case C", &standing, None, &occasion);
        assert_eq!(
            only.expect("it is recorded").what,
            ended(attorney, "Jane Roe"),
            "the only one need not be named"
        );
    }
}
