//! The reviewers of the generated world: what they may decide, whom they are
//! tied to, and by what path that touches a case.

use super::chance::Chance;
use super::company::{Trade, line_of_owners, of_trade, respelled};
use super::person::Person;
use super::society::Society;
use super::treatment::brands;
use imr_core::conflict::{Affiliation, Percent, Relation as TieKind, Sort, Tie};
use imr_core::reviewer::{
    Appointment, Certification, Degree, Identity, Licence, LicenceStatus, Reviewer, Sanction,
};
use jiff::civil::date;
use serde::Serialize;

/// A reviewer, who that is, and the truth about the ties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// As known by pseudonym.
    pub reviewer: Reviewer,
    /// Who it is.
    pub identity: Identity,
    /// The ties, by the place of the company in the list of all.
    pub bonds: Vec<Bond>,
}

/// A tie as it is, whatever its spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bond {
    /// The company.
    pub company: usize,
    /// Whether it is material (rulebook 7.3).
    pub material: bool,
}

/// Why a reviewer may not review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// Pseudonym.
    pub reviewer: String,
    /// Names from the company the reviewer is tied to, to the one in the case.
    pub path: Vec<String>,
}

/// What boards certify here; those of who reviews most come most often.
const SPECIALTIES: [(usize, &str, &str); 10] = [
    (26, "Physical Medicine and Rehabilitation", "American Board of Physical Medicine and Rehabilitation"),
    (18, "Occupational Medicine", "American Board of Preventive Medicine"),
    (14, "Pain Medicine", "American Board of Anesthesiology"),
    (12, "Orthopaedic Surgery", "American Board of Orthopaedic Surgery"),
    (8, "Anesthesiology", "American Board of Anesthesiology"),
    (6, "Neurology", "American Board of Psychiatry and Neurology"),
    (5, "Psychiatry", "American Board of Psychiatry and Neurology"),
    (5, "Internal Medicine", "American Board of Internal Medicine"),
    (4, "Family Medicine", "American Board of Family Medicine"),
    (2, "Neurological Surgery", "American Board of Neurological Surgery"),
];

/// The reviewer of this number.
pub(crate) fn member(seed: u64, number: usize, society: &Society) -> Member {
    let mut chance = Chance::of(seed, "reviewer", number);
    let person = Person::professional(&mut chance);
    let since = date(i16::try_from(chance.between(1985, 2008)).unwrap_or(2000), 7, 1);
    let until = date(2027, 6, 30);
    let degree = chance.weighted(&[
        (84, Degree::Medicine),
        (8, Degree::Osteopathy),
        (4, Degree::Chiropractic),
        (4, Degree::Psychology),
    ]);
    let mut reviewer = Reviewer {
        degree,
        hours_per_week: u32::try_from(chance.between(24, 50)).unwrap_or(24),
        in_hand: u32::try_from(chance.below(8)).unwrap_or(0),
        capacity: 12,
        ..Reviewer::new(format!("R-{:05}", number + 1), since)
    };
    if chance.per_mille(720) {
        reviewer.licences.push(Licence::new("California", until));
    }
    const STATES: [&str; 6] = ["Nevada", "Arizona", "Oregon", "Ohio", "Texas", "West Virginia"];
    if reviewer.licences.is_empty() || chance.per_mille(300) {
        reviewer.licences.push(Licence::new(chance.pick(&STATES), until));
    }
    if degree.is_physician_and_surgeon() {
        let weighted: Vec<(usize, usize)> = SPECIALTIES.iter().enumerate().map(|(n, one)| (one.0, n)).collect();
        let (_, specialty, board) = SPECIALTIES[chance.weighted(&weighted)];
        let certification = Certification::new(specialty, Some(until));
        reviewer.certifications.push(Certification { board: board.to_owned(), ..certification });
    }
    blemish(&mut reviewer, &mut chance);
    let bonds = tie(&mut reviewer, society, &mut chance);
    let name = format!("{}, {}", person.name(), if degree == Degree::Medicine { "M.D." } else { "D.O." });
    let identity = Identity::named(if degree.is_physician_and_surgeon() { name } else { person.name() });
    let (reviewer, identity) = reviewer.apart_from(identity);
    Member { reviewer, identity, bonds }
}

/// One in eight fails a test of qualification, each test in its turn.
fn blemish(reviewer: &mut Reviewer, chance: &mut Chance) {
    if !chance.per_mille(125) {
        return;
    }
    match chance.below(6) {
        0 => reviewer.licences.iter_mut().for_each(|one| one.status = LicenceStatus::Probation),
        1 => reviewer.licences.iter_mut().for_each(|one| one.until = date(2013, 1, 31)),
        2 => reviewer.sanctions.push(Sanction {
            on: date(2011, 5, 3),
            by: "a hospital".to_owned(),
            what: "loss of staff privileges".to_owned(),
        }),
        3 => reviewer.evaluator.push(Appointment { from: date(2012, 1, 1), to: None }),
        4 => reviewer.hours_per_week = 12,
        _ => reviewer.in_hand = reviewer.capacity,
    }
}

/// Up to two ties with companies. Staff privileges, and a small share of the
/// income, are ties that exclude nobody.
fn tie(reviewer: &mut Reviewer, society: &Society, chance: &mut Chance) -> Vec<Bond> {
    let count = chance.weighted(&[(50, 0), (35, 1), (15, 2)]);
    let mut bonds = Vec::new();
    for _ in 0..count {
        let (trade, sort, kind, share): (Trade, Sort, TieKind, Option<&str>) = chance.pick(&[
            (Trade::MedicalGroup, Sort::Group, TieKind::Partner, None),
            (Trade::MedicalGroup, Sort::Group, TieKind::Employee, None),
            (Trade::Facility, Sort::Facility, TieKind::Owner, Some("20")),
            (Trade::Facility, Sort::Facility, TieKind::Privileges, None),
            (Trade::Insurer, Sort::Insurer, TieKind::Income, Some("30")),
            (Trade::UrOrganization, Sort::UrOrganization, TieKind::Income, Some("2")),
            (Trade::UrOrganization, Sort::UrOrganization, TieKind::Employee, None),
            (Trade::Manufacturer, Sort::Manufacturer, TieKind::Income, Some("12")),
        ]);
        let company = chance.pick(&of_trade(&society.companies, trade));
        let name = society.name(company);
        let written = if chance.per_mille(500) { respelled(name, chance) } else { name.to_owned() };
        let material = kind != TieKind::Privileges && share != Some("2");
        reviewer.ties.push(Tie {
            share: share.and_then(|share| Percent::parse(share).ok()),
            from: Some(date(2009, 1, 1)),
            source: "declared by the reviewer".to_owned(),
            ..Tie::new(written, kind).sort(sort)
        });
        bonds.push(Bond { company, material });
    }
    bonds
}

/// Who owns whom, and who makes what.
pub(crate) fn affiliations(society: &Society) -> Vec<Affiliation> {
    let owned = society.companies.iter().filter_map(|company| {
        let owner = &society.companies[company.owner?];
        let share = Percent::parse("100").ok();
        let tie = Tie { share, source: "register".to_owned(), ..Tie::new(company.name.as_str(), TieKind::Owner) };
        Some(Affiliation { name: owner.name.clone(), of: sort(owner.trade), tie: tie.sort(sort(company.trade)) })
    });
    let made = brands().enumerate().map(|(brand, name)| Affiliation {
        name: society.name(maker(brand, society)).to_owned(),
        of: Sort::Manufacturer,
        tie: Tie { source: "label".to_owned(), ..Tie::new(name, TieKind::Makes).sort(Sort::Product) },
    });
    owned.chain(made).collect()
}

/// The company that makes the drug of this number.
pub(crate) fn maker(brand: usize, society: &Society) -> usize {
    society.manufacturers[brand % society.manufacturers.len()]
}

fn sort(trade: Trade) -> Sort {
    match trade {
        Trade::Holding | Trade::LawFirm => Sort::Organization,
        Trade::Employer => Sort::Employer,
        Trade::Insurer => Sort::Insurer,
        Trade::Administrator => Sort::ClaimsAdministrator,
        Trade::UrOrganization => Sort::UrOrganization,
        Trade::MedicalGroup => Sort::Group,
        Trade::Facility => Sort::Facility,
        Trade::Manufacturer => Sort::Manufacturer,
    }
}

/// The material ties of each reviewer that lead, over owners, to a company in
/// the case; the shortest path of each.
pub(crate) fn conflicts(in_case: &[usize], roster: &[Member], society: &Society) -> Vec<Conflict> {
    let mut found = Vec::new();
    for member in roster {
        let material = member.bonds.iter().filter(|bond| bond.material);
        let paths = material.flat_map(|bond| in_case.iter().filter_map(|&end| path(bond.company, end, society)));
        if let Some(path) = paths.min_by_key(Vec::len) {
            let path = path.into_iter().map(|company| society.name(company).to_owned()).collect();
            found.push(Conflict { reviewer: member.reviewer.id.clone(), path });
        }
    }
    found
}

/// From one company up to the owner they have in common, and down to the
/// other.
fn path(from: usize, to: usize, society: &Society) -> Option<Vec<usize>> {
    let up = line_of_owners(&society.companies, from);
    let down = line_of_owners(&society.companies, to);
    let meet = up.iter().find(|company| down.contains(company))?;
    let down = down.iter().take_while(|company| *company != meet).copied();
    let mut path: Vec<usize> = up.iter().take_while(|company| *company != meet).copied().collect();
    path.push(*meet);
    path.extend(down.collect::<Vec<_>>().into_iter().rev());
    Some(path)
}
