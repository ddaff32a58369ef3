//! The companies of the generated world, and who owns whom.

use super::chance::Chance;
use super::person::Address;
use super::words::{COMPANY_FIRST, COMPANY_SECOND};

/// What a company does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trade {
    /// Owns others, and does nothing else.
    Holding,
    /// Employs injured workers.
    Employer,
    /// Insures employers.
    Insurer,
    /// Administers claims.
    Administrator,
    /// Makes utilization review decisions.
    UrOrganization,
    /// Physicians who practise together.
    MedicalGroup,
    /// A hospital or surgery centre.
    Facility,
    /// Makes drugs or devices.
    Manufacturer,
    /// Attorneys who practise together.
    LawFirm,
}

/// A company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// Its name.
    pub name: String,
    /// What it does.
    pub trade: Trade,
    /// Who owns it: the place of another company in the same list.
    pub owner: Option<usize>,
    /// The city it is in, and how to reach it there.
    pub(crate) address: Address,
}

/// How many of each trade there are, and the words their names end in.
const TRADES: [(Trade, usize, &[&str]); 9] = [
    (Trade::Holding, 14, &["Holdings, Inc.", "Capital Group", "Partners, L.P."]),
    (Trade::Employer, 160, &["Logistics", "Farms", "Builders", "Foods, Inc.", "School District", "Markets"]),
    (Trade::Insurer, 24, &["Casualty Company", "Indemnity Insurance Company", "Mutual Insurance"]),
    (Trade::Administrator, 30, &["Claims Services", "Claims Management, Inc.", "Risk Administrators"]),
    (Trade::UrOrganization, 14, &["Utilization Review", "Review Services, LLC", "Medical Management"]),
    (Trade::MedicalGroup, 90, &["Medical Group", "Spine and Pain Medical Group, Inc.", "Orthopaedic Associates"]),
    (Trade::Facility, 50, &["Surgery Center", "Community Hospital", "Imaging Center"]),
    (Trade::Manufacturer, 16, &["Pharmaceuticals, Inc.", "Medical Devices, Inc.", "Laboratories"]),
    (Trade::LawFirm, 60, &["Law Group, APC", "and Associates, LLP", "Legal Offices"]),
];

/// Every company of the world of this seed. Owners stand before what they own.
pub(crate) fn companies(seed: u64) -> Vec<Company> {
    let mut all: Vec<Company> = Vec::new();
    for (trade, count, endings) in TRADES {
        for number in 0..count {
            let mut chance = Chance::of(seed, "company", all.len());
            let company = Company {
                name: name(number, &all, endings, &mut chance),
                trade,
                owner: owner(trade, &all, &mut chance),
                address: Address::any(&mut chance),
            };
            all.push(company);
        }
    }
    all
}

/// A name that nobody before has. The first two words alone already tell most
/// companies apart.
fn name(number: usize, taken: &[Company], endings: &[&str], chance: &mut Chance) -> String {
    let mut name = String::new();
    for attempt in 0..60 {
        let (first, second) = (chance.pick(&COMPANY_FIRST), chance.pick(&COMPANY_SECOND));
        let gap = if second.is_empty() { "" } else { " " };
        let stem = format!("{first}{gap}{second} ");
        name = format!("{stem}{}", endings[number % endings.len()]);
        let free = taken.iter().all(|one| one.name != name);
        if free && (attempt > 20 || taken.iter().all(|one| !one.name.starts_with(&stem))) {
            return name;
        }
    }
    format!("{name} {}", taken.len())
}

/// Holdings own insurers and medical groups; insurers own administrators and
/// review organizations; groups own facilities. Most stand alone.
fn owner(trade: Trade, all: &[Company], chance: &mut Chance) -> Option<usize> {
    let (share, owners): (usize, &[Trade]) = match trade {
        Trade::Insurer => (350, &[Trade::Holding]),
        Trade::Administrator => (400, &[Trade::Holding, Trade::Insurer]),
        Trade::UrOrganization => (500, &[Trade::Insurer, Trade::Administrator]),
        Trade::MedicalGroup => (200, &[Trade::Holding]),
        Trade::Facility => (300, &[Trade::Holding, Trade::MedicalGroup]),
        Trade::Holding | Trade::Employer | Trade::Manufacturer | Trade::LawFirm => (0, &[]),
    };
    let wanted = chance.per_mille(share);
    let candidates: Vec<usize> = (0..all.len()).filter(|&index| owners.contains(&all[index].trade)).collect();
    (wanted && !candidates.is_empty()).then(|| chance.pick(&candidates))
}

/// The places in the list of all that do this trade.
pub(crate) fn of_trade(all: &[Company], trade: Trade) -> Vec<usize> {
    (0..all.len()).filter(|&index| all[index].trade == trade).collect()
}

/// The company and those above it, nearest first.
pub(crate) fn line_of_owners(all: &[Company], company: usize) -> Vec<usize> {
    std::iter::successors(Some(company), |&index| all[index].owner).collect()
}

/// The same name as another clerk writes it.
pub(crate) fn respelled(name: &str, chance: &mut Chance) -> String {
    let swaps: [(&str, &str); 10] = [
        (" and ", " & "),
        (", Inc.", " Incorporated"),
        (", Inc.", ""),
        (", LLC", " L.L.C."),
        (", LLP", ""),
        ("Medical Group", "Med. Grp."),
        ("Orthopaedic", "Orthopedic"),
        ("Company", "Co."),
        ("Center", "Ctr"),
        ("Insurance", "Ins."),
    ];
    let fit: Vec<&(&str, &str)> = swaps.iter().filter(|(from, _)| name.contains(from)).collect();
    if fit.is_empty() {
        return name.to_uppercase();
    }
    let (from, to) = chance.pick(&fit);
    name.replacen(from, to, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_companies_share_a_name_and_owners_come_first() {
        let all = companies(7);
        let names: BTreeSet<&str> = all.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names.len(), all.len());
        assert!(all.iter().enumerate().all(|(index, one)| one.owner.is_none_or(|owner| owner < index)));
        assert!(all.iter().any(|one| one.owner.is_some_and(|owner| all[owner].owner.is_some())), "two hops exist");
    }
}
