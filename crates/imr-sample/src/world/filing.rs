//! One application as it was made: the facts, before they become a form.

use super::chance::Chance;
use super::person::{Person, earlier, later, letter};
use super::roster::maker;
use super::society::Society;
use super::treatment::{PARTS, Request};
use imr_core::service::Method;
use jiff::civil::{Date, date};

/// Everything that stands on a form, and what it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filing {
    pub(crate) received: Date,
    pub(crate) expedited: bool,
    pub(crate) worker: Person,
    pub(crate) employer: usize,
    pub(crate) insurer: usize,
    pub(crate) administrator: usize,
    pub(crate) physician: usize,
    pub(crate) attorney: Option<usize>,
    pub(crate) claim_number: String,
    pub(crate) injured: Date,
    /// Which of [`PARTS`] was hurt.
    pub(crate) part: usize,
    pub(crate) signer: Signer,
    pub(crate) liability_disputed: bool,
    pub(crate) authorized_since: bool,
    pub(crate) complete: bool,
    pub(crate) decision: Option<Decision>,
    /// The decision came with the form.
    pub(crate) attached: bool,
    /// Company names are spelled otherwise, by this chance.
    pub(crate) respelled: Option<usize>,
}

/// Who signed the form, and with what right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signer {
    Employee,
    Attorney,
    /// Somebody the employee named on a day.
    Designee(Date),
    /// The physician alone, who has no right to.
    Physician,
    Nobody,
}

/// The utilization review decision in dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) organization: usize,
    pub(crate) requested: Date,
    pub(crate) decided: Date,
    pub(crate) served: Date,
    pub(crate) method: Method,
    pub(crate) items: Vec<Item>,
}

/// One item of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) request: Request,
    pub(crate) finding: Finding,
}

/// What utilization review found of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finding {
    Unnecessary,
    Reduced,
    Unanswered,
    Disputed,
    Approved,
}

/// The first day on which applications arrive, and the last.
pub(crate) const FIRST: Date = date(2013, 3, 4);
/// See [`FIRST`].
pub(crate) const LAST: Date = date(2026, 10, 30);

impl Filing {
    /// An application in order in every respect, received on `received`.
    pub(crate) fn sound(seed: u64, number: usize, received: Date, society: &Society) -> Self {
        let mut chance = Chance::of(seed, "filing", number);
        let part = chance.below(PARTS.len());
        let decision = Decision::sound(&mut chance, received, part, society);
        let injured = injury(&mut chance, decision.requested);
        let worker = Person::worker(&mut chance, injured);
        let attorney = chance.per_mille(700).then(|| chance.below(society.attorneys.len()));
        let signer = match attorney {
            Some(_) if chance.per_mille(600) => Signer::Attorney,
            _ if chance.per_mille(25) => Signer::Designee(later(decision.served, chance.between(0, 2))),
            _ => Signer::Employee,
        };
        Self {
            received,
            expedited: chance.per_mille(20),
            worker,
            employer: chance.pick(&society.employers),
            insurer: chance.pick(&society.insurers),
            administrator: chance.pick(&society.administrators),
            physician: society.physician(&mut chance),
            attorney,
            claim_number: claim_number(&mut chance, injured),
            injured,
            part,
            signer,
            liability_disputed: false,
            authorized_since: false,
            complete: true,
            decision: Some(decision),
            attached: true,
            respelled: None,
        }
    }
}

impl Filing {
    /// What is requested, item by item.
    pub(crate) fn requests(&self) -> impl Iterator<Item = &Request> {
        self.decision.iter().flat_map(|decision| decision.items.iter().map(|item| &item.request))
    }

    /// The companies whose ties a reviewer must not have (rulebook 7.2).
    pub(crate) fn companies(&self, society: &Society) -> Vec<usize> {
        let mut companies =
            vec![self.employer, self.insurer, self.administrator, society.physicians[self.physician].company];
        companies.extend(self.attorney.map(|attorney| society.attorneys[attorney].company));
        companies.extend(self.decision.as_ref().map(|decision| decision.organization));
        companies.extend(self.requests().filter_map(Request::brand).map(|brand| maker(brand, society)));
        companies.sort_unstable();
        companies.dedup();
        companies
    }
}

impl Decision {
    /// A denial that reached the worker in time before `received`.
    pub(crate) fn sound(chance: &mut Chance, received: Date, part: usize, society: &Society) -> Self {
        let items = items(chance, part);
        // Disputes of drugs alone have the short period (rulebook D5, R6).
        let longest = if items.iter().all(|item| item.request.is_drug()) { 9 } else { 26 };
        let served = earlier(received, chance.between(2, longest));
        let decided = earlier(served, chance.between(0, 1));
        let methods = [(8, Method::Mail), (1, Method::Fax), (1, Method::Electronic)];
        Self {
            organization: chance.pick(&society.ur_organizations),
            requested: earlier(decided, chance.between(2, 7)),
            decided,
            served,
            method: chance.weighted(&methods),
            items,
        }
    }
}

/// One to six items: 39 of a hundred applications have more than one.
fn items(chance: &mut Chance, part: usize) -> Vec<Item> {
    let count = chance.weighted(&[(610, 1), (230, 2), (95, 3), (40, 4), (17, 5), (8, 6)]);
    let mut items: Vec<Item> = Vec::new();
    for _ in 0..count * 2 {
        let request = Request::any(chance, PARTS[part].0);
        let finding = if chance.per_mille(120) { Finding::Reduced } else { Finding::Unnecessary };
        if items.iter().all(|item| !item.request.same_treatment(&request)) {
            items.push(Item { request, finding });
        }
        if items.len() == count {
            break;
        }
    }
    items
}

/// A day of injury some weeks to twelve years before. While review was open to
/// new injuries only, a new one (rulebook 0, R0 and R1).
fn injury(chance: &mut Chance, requested: Date) -> Date {
    let old = chance.between(45, 4400);
    let recent = chance.between(45, 700);
    let day = earlier(requested, if chance.per_mille(450) { old } else { recent });
    if requested < date(2013, 8, 1) && day < date(2013, 1, 1) {
        return later(date(2013, 1, 2), chance.between(0, 30)).min(earlier(requested, 14));
    }
    day
}

/// A number in one of the shapes that administrators use.
pub(crate) fn claim_number(chance: &mut Chance, injured: Date) -> String {
    let serial = chance.below(10_000_000);
    let year = injured.year();
    match chance.below(4) {
        0 => format!("WC{}-{serial:07}", year % 100),
        1 => format!("{}{}{serial:08}", letter(chance), letter(chance)),
        2 => format!("{year}-{:05}-{:04}", serial / 100, serial % 10_000),
        _ => format!("30{serial:07}-{:04}-WC-01", chance.below(10_000)),
    }
}
