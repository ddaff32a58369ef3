//! The people and organizations of the story. All are invented.

use imr_core::organization::Organization;
use imr_core::party::{Party, Role};
use imr_core::reviewer::{Certification, Identity, Licence, Relation, Reviewer, Sort, Tie};
use jiff::civil::{Date, date};

/// The review organization of the story.
#[must_use]
pub fn organization() -> Organization {
    Organization {
        name: "Sample Review Organization".to_owned(),
        address: vec![
            "Independent Medical Review".to_owned(),
            "100 Example Plaza, Suite 200, Sacramento, CA 95899".to_owned(),
            "A fictional organization. Sample data only.".to_owned(),
        ],
        medical_director: "Avery Lindqvist, M.D., Medical Director".to_owned(),
        first_case_number: 9_000_001,
    }
}

/// Everybody who takes part in the dispute.
#[must_use]
pub fn parties() -> Vec<Party> {
    let party = |role, name: &str, organization: Option<&str>, address: &str| Party {
        role,
        name: name.to_owned(),
        organization: organization.map(str::to_owned),
        address: address.split('|').map(str::to_owned).collect(),
    };
    vec![
        party(Role::Employee, "Dana Whitlock", None, "412 Sample Street|Fresno, CA 93799"),
        party(
            Role::EmployeeAttorney,
            "Priya Castellan",
            Some("Castellan and Wren, LLP"),
            "88 Courthouse Row|Fresno, CA 93799",
        ),
        party(
            Role::RequestingPhysician,
            "Jordan Reyes, M.D.",
            Some("Blue Oak Spine and Pain Medical Group"),
            "7 Blue Oak Way|Clovis, CA 93699",
        ),
        party(Role::ClaimsAdministrator, "Golden Coast Claims Services", None, "P.O. Box 5500|Oakland, CA 94699"),
        party(Role::Employer, "Harbor Lane Logistics", None, "1 Dock Road|Stockton, CA 95299"),
    ]
}

/// Six reviewers: one who is chosen, and five who are excluded, each for
/// another reason.
#[must_use]
pub fn roster() -> Vec<(Reviewer, Identity)> {
    let mut conflicted = reviewer("R-101", &["California"], &["Physical Medicine and Rehabilitation"], 2001);
    conflicted.ties.push(Tie {
        from: Some(date(2006, 1, 1)),
        to: Some(date(2014, 6, 30)),
        source: "declared by the reviewer".to_owned(),
        ..Tie::new("Blue Oak Spine & Pain Medical Group, Inc.", Relation::Partner).sort(Sort::Group)
    });
    let surgeon = reviewer("R-102", &["California"], &["Orthopaedic Surgery"], 1998);
    let mut lapsed = reviewer("R-103", &["California"], &["Pain Medicine"], 1995);
    lapsed.licences[0].until = date(2014, 12, 31);
    let mut chosen = reviewer(
        "R-104",
        &["Ohio", "West Virginia"],
        &["Occupational and Environmental Medicine", "Public Health"],
        2003,
    );
    chosen.hours_per_week = 30;
    let newcomer = reviewer("R-105", &["California", "Virginia"], &["Pain Medicine"], 2011);
    let mut busy = reviewer("R-106", &["California"], &["Pain Medicine"], 2000);
    busy.in_hand = busy.capacity;
    let names = [
        "Robin Abernathy",
        "Casey Montrose",
        "Lee Okonjo",
        "Morgan Silvestri",
        "Sam Delacroix-Hale",
        "Noa Vandermeer",
    ];
    [conflicted, surgeon, lapsed, chosen, newcomer, busy]
        .into_iter()
        .zip(names)
        .map(|(reviewer, name)| (reviewer, Identity::named(format!("{name}, M.D."))))
        .collect()
}

fn reviewer(id: &str, states: &[&str], specialties: &[&str], since: i16) -> Reviewer {
    let until: Date = date(2017, 6, 30);
    Reviewer {
        licences: states.iter().map(|state| Licence::new(*state, until)).collect(),
        certifications: specialties.iter().map(|specialty| Certification::new(*specialty, Some(until))).collect(),
        hours_per_week: 36,
        in_hand: 2,
        capacity: 8,
        ..Reviewer::new(id, date(since, 7, 1))
    }
}
