//! Who there is before anybody files: companies, physicians, attorneys.

use super::chance::Chance;
use super::company::{Company, Trade, companies, of_trade};
use super::person::Person;

/// A professional and the company where the work is done.
#[derive(Debug, Clone)]
pub(crate) struct Professional {
    pub(crate) person: Person,
    pub(crate) company: usize,
    /// A physician's specialty; empty for attorneys.
    pub(crate) specialty: &'static str,
}

/// Everybody who takes part in more than one case.
#[derive(Debug, Clone)]
pub(crate) struct Society {
    pub(crate) companies: Vec<Company>,
    pub(crate) employers: Vec<usize>,
    pub(crate) insurers: Vec<usize>,
    pub(crate) administrators: Vec<usize>,
    pub(crate) ur_organizations: Vec<usize>,
    pub(crate) manufacturers: Vec<usize>,
    pub(crate) physicians: Vec<Professional>,
    pub(crate) attorneys: Vec<Professional>,
}

/// Specialties of those who request treatment, as boards name them.
pub(crate) const SPECIALTIES: [&str; 8] = [
    "Physical Medicine and Rehabilitation",
    "Orthopaedic Surgery",
    "Pain Medicine",
    "Occupational Medicine",
    "Anesthesiology",
    "Family Medicine",
    "Neurology",
    "Psychiatry",
];

impl Society {
    pub(crate) fn of(seed: u64) -> Self {
        let companies = companies(seed);
        let professionals = |what: &str, trade: Trade, count: usize, specialties: &'static [&'static str]| {
            let places = of_trade(&companies, trade);
            let one = |number| {
                let mut chance = Chance::of(seed, what, number);
                let person = Person::professional(&mut chance);
                let company = chance.pick(&places);
                Professional { person, company, specialty: chance.pick(specialties) }
            };
            (0..count).map(one).collect::<Vec<_>>()
        };
        let physicians = professionals("physician", Trade::MedicalGroup, 320, &SPECIALTIES);
        let attorneys = professionals("attorney", Trade::LawFirm, 140, &[""]);
        let of = |trade| of_trade(&companies, trade);
        Self {
            employers: of(Trade::Employer),
            insurers: of(Trade::Insurer),
            administrators: of(Trade::Administrator),
            ur_organizations: of(Trade::UrOrganization),
            manufacturers: of(Trade::Manufacturer),
            physicians,
            attorneys,
            companies,
        }
    }

    /// The name of a company.
    pub(crate) fn name(&self, company: usize) -> &str {
        &self.companies[company].name
    }

    /// A physician: a few of them request most of what is disputed
    /// (rulebook 12.3, concentration).
    pub(crate) fn physician(&self, chance: &mut Chance) -> usize {
        let reach = chance.below(self.physicians.len()) + 1;
        chance.below(reach)
    }
}
