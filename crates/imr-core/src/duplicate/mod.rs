//! Whether two applications are the same: the same worker, the same
//! utilization review decision, the same items (rulebook T3 and test E3),
//! however differently they are written.
//!
//! Two questions are asked apart, each with points for and against: is it the
//! same worker, and is it the same decision? Both must be answered yes. Every
//! point is kept, so that a person can see why and overrule it.

mod item;
mod key;
mod name;

pub use item::ItemKey;

use crate::application::{Form, UrItem};
use crate::naming::{DEGREES, plain, slips, words};
use crate::party::Role;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What two applications are compared by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Date of birth.
    pub born: Option<Date>,
    /// The claims administrator's number, letters and digits only.
    pub claim: String,
    /// Other numbers: of the Appeals Board, of the information system.
    pub numbers: Vec<String>,
    /// Date of injury.
    pub injured: Option<Date>,
    /// The employer.
    pub employer: String,
    /// Where the employee lives.
    pub address: String,
    /// Day of the utilization review decision.
    pub decided: Option<Date>,
    /// Who made it, where that was another than the claims administrator.
    #[serde(default)]
    pub organization: String,
    /// Day of the request for authorization.
    pub requested: Option<Date>,
    /// Day of its service.
    pub served: Option<Date>,
    /// The items in dispute.
    pub items: Vec<ItemKey>,
}

impl Identity {
    /// What a form is compared by.
    #[must_use]
    pub fn of(form: &Form) -> Self {
        let party = |role| form.party(role).map(|party| party.name.as_str()).unwrap_or_default();
        let parts = &form.employee;
        let (given, family) = if parts.last.trim().is_empty() {
            name::parts(party(Role::Employee))
        } else {
            (name::bare(&parts.first), name::bare(&parts.last))
        };
        let decision = form.ur_decision.as_ref();
        let eams = form.eams_number.as_ref().map(ToString::to_string);
        let written: Vec<&str> = if decision.is_some_and(|one| !one.items.is_empty()) {
            form.disputed().map(|item: &UrItem| item.item.as_str()).collect()
        } else {
            form.treatments.iter().map(String::as_str).collect()
        };
        Self {
            given: given.split(' ').next().unwrap_or_default().to_owned(),
            family,
            born: form.employee.born,
            claim: squeezed(&form.claim_number),
            numbers: eams.iter().chain(&form.wcis_number).map(|one| squeezed(one)).collect(),
            injured: form.date_of_injury,
            employer: plain(party(Role::Employer)),
            address: form.party(Role::Employee).map(|party| plain(&party.address.join(" "))).unwrap_or_default(),
            decided: decision.map(|one| one.decided).or(form.ur_decision_date),
            organization: decision.map(|one| plain(&one.organization)).unwrap_or_default(),
            requested: decision.filter(|one| !one.requested_unsaid).map(|one| one.requested),
            served: decision.and_then(|one| one.served),
            items: written.into_iter().map(ItemKey::of).collect(),
        }
    }
}

fn squeezed(number: &str) -> String {
    number.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// How two values of one fact stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// They are the same.
    Same,
    /// One may be the other, written differently.
    Near,
    /// They are not the same.
    Differs,
    /// One of them is not known.
    Unknown,
}

/// One fact in which two applications were compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The fact.
    pub fact: String,
    /// How the two stand to each other.
    pub agreement: Agreement,
    /// What it counts, in tenths: for when above zero, against when below.
    pub weight: i32,
}

/// How like two applications are, with every point for and against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likeness {
    /// On whether it is the same worker.
    pub worker: Vec<Point>,
    /// On whether it is the same decision on the same items.
    pub decision: Vec<Point>,
    /// Whether it is the same worker.
    pub same_worker: bool,
    /// Whether it is the same decision on the same items.
    pub same_decision: bool,
    /// Where it is the same worker and the same decision, but not the same
    /// items: those of the new one, as written, that the earlier one has too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared: Vec<String>,
}

/// What the points on the worker must come to, in tenths.
const WORKER: i32 = 55;
/// What the points on the decision must come to, in tenths.
const DECISION: i32 = 35;
/// Where the points on the worker come to this, in tenths, and the decision is
/// beyond doubt, little is asked of the wording of an item.
const CERTAIN: i32 = 85;
/// Below this likeness (in hundredths) an item was not filed before.
const ITEM: u32 = ItemKey::ALIKE;

impl Likeness {
    /// Whether the two are one application filed twice.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        self.same_worker && self.same_decision
    }

    /// Whether what is known of the two workers speaks against their being
    /// one. What one form leaves out speaks neither way.
    #[must_use]
    pub fn is_another_worker(&self) -> bool {
        self.worker.iter().map(|point| point.weight).sum::<i32>() < 0
    }

    /// Whether the two workers are one beyond doubt, so that each may see what
    /// was sent on the other: names, date of birth and claim number, as far as
    /// both forms say them, are the same.
    #[must_use]
    pub fn is_surely_one_worker(&self) -> bool {
        let sure = ["given name", "family name", "date of birth", "claim number"];
        let tells = |point: &&Point| sure.contains(&point.fact.as_str()) || point.fact.starts_with("name");
        let agrees = |one: &Point| matches!(one.agreement, Agreement::Same | Agreement::Unknown);
        self.same_worker && self.worker.iter().filter(tells).all(agrees)
    }

    /// In what the two workers agree, and in what they do not.
    #[must_use]
    pub fn of_the_workers(&self) -> String {
        Self { decision: Vec::new(), ..self.clone() }.because()
    }

    /// The sum of all points, by which the likest of several is found.
    #[must_use]
    pub fn score(&self) -> i32 {
        self.worker.iter().chain(&self.decision).map(|point| point.weight).sum()
    }

    /// Which facts agree, and which do not.
    #[must_use]
    pub fn because(&self) -> String {
        let with = |wanted: Agreement| {
            let points = self.worker.iter().chain(&self.decision).filter(|point| point.agreement == wanted);
            points.map(|point| point.fact.as_str()).collect::<Vec<_>>().join(", ")
        };
        let said = [(Agreement::Same, "the same"), (Agreement::Near, "alike"), (Agreement::Differs, "different")];
        let said = said.map(|(wanted, words)| (with(wanted), words));
        let said: Vec<String> = said
            .into_iter()
            .filter(|(facts, _)| !facts.is_empty())
            .map(|(facts, words)| format!("{words}: {facts}"))
            .collect();
        format!("{}.", said.join("; "))
    }
}

/// Compares two applications.
#[must_use]
pub fn compare(new: &Identity, earlier: &Identity) -> Likeness {
    let sum = |points: &[Point]| points.iter().map(|point| point.weight).sum::<i32>();
    let worker = worker(new, earlier);
    let mut decision = decision(new, earlier);
    let same_worker = sum(&worker) >= WORKER;
    let certain = sum(&worker) >= CERTAIN && is_certain(&decision);
    let items = items(new, earlier, certain);
    decision.push(items_point(&items));
    let filed: Vec<bool> = items.iter().map(|likeness| *likeness >= ITEM).collect();
    let all = filed.iter().all(|filed| *filed);
    let same_day = matches!(decision[0].agreement, Agreement::Same | Agreement::Near);
    let some = new.items.iter().zip(&filed).filter(|(_, filed)| **filed && !all && same_worker && same_day);
    Likeness {
        shared: some.map(|(item, _)| item.written.clone()).collect(),
        same_worker,
        same_decision: all && sum(&decision) >= DECISION,
        worker,
        decision,
    }
}

/// Whether two forms are of one worker.
#[must_use]
pub fn same_worker(a: &Form, b: &Form) -> Likeness {
    compare(&Identity::of(a), &Identity::of(b))
}

/// Whether two names in one piece can be one person's, titles and degrees
/// aside.
#[must_use]
pub fn same_name(a: &str, b: &str) -> bool {
    let bare = |whole: &str| {
        let (name, degrees) = whole.split_once(',').unwrap_or((whole, ""));
        let known = words(degrees).iter().all(|word| DEGREES.contains(&word.as_str()));
        name::parts(if known { name } else { whole })
    };
    let ((given, family), (other_given, other_family)) = (bare(a), bare(b));
    let differs = |one: Agreement| one == Agreement::Differs;
    !differs(name::given(&given, &other_given)) && !differs(name::family(&family, &other_family))
}

/// Whether two names in one piece are one person's beyond doubt: given and
/// family name are written alike, titles, degrees and a middle name aside.
#[must_use]
pub fn surely_one_name(a: &str, b: &str) -> bool {
    let parts = |whole: &str| {
        let bare = words(whole).into_iter().filter(|word| !DEGREES.contains(&word.as_str())).collect::<Vec<_>>();
        name::parts(&bare.join(" "))
    };
    same_name(a, b) && (parts(a) == parts(b))
}

/// What a fact counts when it is the same, near, and different.
fn point(fact: &str, agreement: Agreement, weights: [i32; 3]) -> Point {
    let weight = match agreement {
        Agreement::Same => weights[0],
        Agreement::Near => weights[1],
        Agreement::Differs => weights[2],
        Agreement::Unknown => 0,
    };
    Point { fact: fact.to_owned(), agreement, weight }
}

/// Points for and against one worker. Twins share a birthday, a family name
/// and an address, but neither given name nor claim; two people of one name
/// share that alone.
fn worker(a: &Identity, b: &Identity) -> Vec<Point> {
    let mut points = names(a, b);
    points.push(day_point("date of birth", a.born, b.born, [40, 25, 20, -40]));
    points.push(point("claim number", texts(&a.claim, &b.claim), [40, 25, -25]));
    let shared = a.numbers.iter().any(|one| b.numbers.contains(one));
    let numbers = match (a.numbers.is_empty() || b.numbers.is_empty(), shared) {
        (true, _) => Agreement::Unknown,
        (_, true) => Agreement::Same,
        _ => Agreement::Differs,
    };
    points.push(point("other numbers", numbers, [30, 0, -10]));
    points.push(day_point("date of injury", a.injured, b.injured, [20, 12, 10, -20]));
    points.push(point("employer", texts(&a.employer, &b.employer), [5, 5, -10]));
    points.push(point("address", texts(&a.address, &b.address), [10, 5, 0]));
    points
}

/// Given and family name, as they stand or changed about.
fn names(a: &Identity, b: &Identity) -> Vec<Point> {
    let pair = |given: &str, family: &str| (name::given(given, &b.given), name::family(family, &b.family));
    let swapped = pair(&a.family, &a.given);
    let straight = pair(&a.given, &a.family);
    let agrees = |one: Agreement| matches!(one, Agreement::Same | Agreement::Near);
    if !(agrees(straight.0) && agrees(straight.1)) && agrees(swapped.0) && agrees(swapped.1) {
        return vec![point("name, changed about", Agreement::Near, [35, 35, 0])];
    }
    vec![point("given name", straight.0, [20, 15, -40]), point("family name", straight.1, [20, 12, -20])]
}

/// Points for and against one decision, its items aside. The next decision on
/// the same drug has the same worker and items, but neither of the days.
fn decision(a: &Identity, b: &Identity) -> Vec<Point> {
    vec![
        day_point("day of the decision", a.decided, b.decided, [30, 20, 0, -40]),
        day_point("day of the request", a.requested, b.requested, [20, 12, 0, -20]),
        day_point("day of service", a.served, b.served, [10, 5, 0, -10]),
        point("utilization review organization", texts(&a.organization, &b.organization), [3, 3, -5]),
    ]
}

/// Whether the days of a decision and who made it leave no doubt that it is
/// one: the day of the decision and one day more are the same, and nothing
/// differs.
fn is_certain(decision: &[Point]) -> bool {
    let same = |point: &&Point| point.agreement == Agreement::Same;
    let [decided, days @ .., _] = decision else { return false };
    same(&decided)
        && days.iter().any(|one| same(&one))
        && decision.iter().all(|one| one.agreement != Agreement::Differs)
}

/// How far each of the new items was filed before, in hundredths. One decision
/// has one list of items: where it is certainly the same, and the new
/// application disputes no more of them, an item that may be one of the
/// earlier is taken for it however it is worded.
fn items(new: &Identity, earlier: &Identity, certain: bool) -> Vec<u32> {
    if earlier.items.is_empty() {
        return Vec::new();
    }
    let certain = certain && new.items.len() <= earlier.items.len();
    let likeness = |item: &ItemKey, other: &ItemKey| match item.likeness(other) {
        little if little < ITEM && certain && !item.contradicts(other) => ITEM,
        likeness => likeness,
    };
    let best = |item: &ItemKey| earlier.items.iter().map(|other| likeness(item, other)).max().unwrap_or(0);
    new.items.iter().map(best).collect()
}

/// Which of the new items are those of the earlier that were put off: such an
/// item is as like one of them as any other of the earlier, and like enough,
/// where that is not `known` of all.
#[must_use]
pub fn asks_for(new: &Identity, earlier: &Identity, put_off: &[bool], known: bool) -> Vec<bool> {
    let best = |item: &ItemKey, wanted: bool| {
        let those = earlier.items.iter().zip(put_off).filter(|(_, off)| **off == wanted);
        those.map(|(other, _)| item.likeness(other)).max()
    };
    let asks = |item: &ItemKey| match (best(item, true), best(item, false)) {
        (Some(off), rest) => rest.is_none_or(|rest| off >= rest) && (known || off >= ITEM),
        (None, _) => false,
    };
    new.items.iter().map(asks).collect()
}

fn items_point(items: &[u32]) -> Point {
    let mean = u32::try_from(items.len()).ok().and_then(|count| items.iter().sum::<u32>().checked_div(count));
    let agreement = match mean {
        None => Agreement::Unknown,
        Some(90..) => Agreement::Same,
        Some(ITEM..90) => Agreement::Near,
        Some(_) => Agreement::Differs,
    };
    point("items", agreement, [20, 10, -40])
}

/// What two days count: the same; day and month changed about; one slip of a
/// digit; different.
fn day_point(fact: &str, a: Option<Date>, b: Option<Date>, weights: [i32; 4]) -> Point {
    let [same, changed, slip, differs] = weights;
    let (Some(a), Some(b)) = (a, b) else { return point(fact, Agreement::Unknown, [0; 3]) };
    let changed_about = a.year() == b.year() && a.day() == b.month() && a.month() == b.day();
    if a == b {
        point(fact, Agreement::Same, [same, 0, 0])
    } else if changed_about {
        point(fact, Agreement::Near, [0, changed, 0])
    } else if slips(&a.to_string(), &b.to_string()) == 1 {
        point(fact, Agreement::Near, [0, slip, 0])
    } else {
        point(fact, Agreement::Differs, [0, 0, differs])
    }
}

/// Two texts: the same, with a slip or two, or different.
fn texts(a: &str, b: &str) -> Agreement {
    match (a.is_empty() || b.is_empty(), a == b) {
        (true, _) => Agreement::Unknown,
        (_, true) => Agreement::Same,
        _ if name::alike(a, b) || strsim::jaro_winkler(a, b) > 0.93 => Agreement::Near,
        _ => Agreement::Differs,
    }
}

#[cfg(test)]
mod tests;
