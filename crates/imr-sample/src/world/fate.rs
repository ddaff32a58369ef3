//! What is wrong with an application, if anything: the defects that make it
//! ineligible, deferred or incomplete, built into it.

use super::chance::Chance;
use super::filing::{Filing, Finding, Signer};
use super::person::earlier;
use super::truth::Outcome;
use jiff::civil::date;

/// What becomes of an application that is filed for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Eligible,
    /// Eligible although some of its items are not.
    Mixed,
    OutOfScope,
    Incomplete,
    Unsigned,
    NoStanding,
    EarlyDesignation,
    NoDecision,
    Liability,
    NotDenied,
    Conditional,
    Late,
    Authorized,
}

/// Of a thousand applications filed for the first time: 90 of a hundred are
/// eligible (rulebook 12.3, 2023 and 2024).
const FATES: [(usize, Fate); 13] = [
    (866, Fate::Eligible),
    (34, Fate::Mixed),
    (2, Fate::OutOfScope),
    (6, Fate::Incomplete),
    (20, Fate::Unsigned),
    (4, Fate::NoStanding),
    (3, Fate::EarlyDesignation),
    (16, Fate::NoDecision),
    (9, Fate::Liability),
    (5, Fate::NotDenied),
    (11, Fate::Conditional),
    (20, Fate::Late),
    (4, Fate::Authorized),
];

impl Fate {
    /// The fate of the application `filing`.
    pub(crate) fn of(chance: &mut Chance, filing: &Filing) -> Self {
        // Before mid-2013 many came too early for the law (rulebook E1).
        let served = filing.decision.as_ref().map_or(filing.received, |decision| decision.served);
        let early = served < date(2013, 7, 1);
        let fate = if early && chance.per_mille(300) { Self::OutOfScope } else { chance.weighted(&FATES) };
        match fate {
            Self::OutOfScope if !early => Self::Unsigned,
            // What came too late must not also have come too early for the law.
            Self::Late if filing.received < date(2014, 6, 1) => Self::Unsigned,
            fate => fate,
        }
    }

    /// The outcome, and the reason code of the rulebook.
    pub(crate) fn outcome(self, filing: &Filing) -> (Outcome, Option<&'static str>) {
        let ineligible = |reason| (Outcome::Ineligible, Some(reason));
        match self {
            Self::Eligible | Self::Mixed => (Outcome::Eligible, None),
            Self::OutOfScope => ineligible("DATE_OUT_OF_SCOPE"),
            Self::Incomplete => (Outcome::InformationNeeded, Some("FORM_INCOMPLETE")),
            Self::Unsigned => ineligible("NOT_SIGNED"),
            Self::NoStanding => ineligible("NOT_ELIGIBLE_PARTY"),
            Self::EarlyDesignation => ineligible("PRE_UR_DESIGNATION"),
            // A reminder went out until the end of March 2014 (rulebook R2a).
            Self::NoDecision if filing.received < date(2014, 4, 1) => {
                (Outcome::InformationNeeded, Some("NO_UR_DECISION"))
            }
            Self::NoDecision => ineligible("NO_UR_DECISION"),
            Self::Liability => (Outcome::Deferred, Some("LIABILITY_DISPUTE")),
            Self::NotDenied => ineligible("NOT_UR_DECISION"),
            Self::Conditional => ineligible("CNC"),
            Self::Late => ineligible("UNTIMELY"),
            Self::Authorized => ineligible("TREATMENT_AUTHORIZED"),
        }
    }

    /// Builds the defect into a sound application.
    pub(crate) fn befall(self, filing: &mut Filing, chance: &mut Chance) {
        let find = |filing: &mut Filing, finding| {
            let items = filing.decision.iter_mut().flat_map(|decision| &mut decision.items);
            items.for_each(|item| item.finding = finding);
        };
        match self {
            Self::Eligible => {}
            Self::Mixed => mix(filing, chance),
            Self::OutOfScope => filing.injured = earlier(date(2012, 12, 1), chance.between(0, 2500)),
            Self::Incomplete => filing.complete = false,
            Self::Unsigned => filing.signer = Signer::Nobody,
            Self::NoStanding => filing.signer = Signer::Physician,
            Self::EarlyDesignation => {
                let before = filing.decision.as_ref().map_or(filing.received, |one| earlier(one.decided, 20));
                filing.signer = Signer::Designee(earlier(before, chance.between(0, 200)));
            }
            Self::NoDecision => filing.attached = false,
            Self::Liability => {
                find(filing, Finding::Disputed);
                filing.liability_disputed = true;
            }
            Self::NotDenied => find(filing, Finding::Approved),
            Self::Conditional => find(filing, Finding::Unanswered),
            Self::Late => delay(filing, chance.between(65, 260)),
            Self::Authorized => filing.authorized_since = true,
        }
    }
}

/// One item more, which was approved or never judged: the others stay.
fn mix(filing: &mut Filing, chance: &mut Chance) {
    let Some(decision) = &mut filing.decision else { return };
    if decision.items.len() < 2 {
        return;
    }
    let last = decision.items.len() - 1;
    decision.items[last].finding = if chance.per_mille(500) { Finding::Approved } else { Finding::Unanswered };
}

/// The decision was made so many days earlier: the period is over.
fn delay(filing: &mut Filing, days: i32) {
    let Some(decision) = &mut filing.decision else { return };
    for day in [&mut decision.requested, &mut decision.decided, &mut decision.served] {
        *day = earlier(*day, days);
    }
    if filing.injured >= decision.requested {
        filing.injured = earlier(decision.requested, 30);
    }
    if let Signer::Designee(day) = &mut filing.signer {
        *day = (*day).max(decision.served);
    }
}
