//! Times a match against a roster of 2,000 and a register of 10,000 ties:
//! `cargo run --release -p imr-core --example matching_speed`.

use imr_core::conflict::{Affiliation, Circle, Material, Percent, Relation, Sort, Tie, Web};
use imr_core::law::Law;
use imr_core::matching::{Need, Question, choose};
use imr_core::party::{Party, Role};
use imr_core::reviewer::{Certification, Identity, Licence, Reviewer};
use jiff::civil::date;
use std::time::Instant;

const REVIEWERS: usize = 2_000;
const TIES: usize = 10_000;
const ROUNDS: u32 = 20;

const FIRST: [&str; 12] = [
    "Blue", "Red", "Golden", "Harbor", "Valley", "Sierra", "Pacific", "Mission", "Cedar", "Stone", "River",
    "Summit",
];
const SECOND: [&str; 12] =
    ["Oak", "Gate", "Coast", "Lane", "Ridge", "Creek", "Bay", "Field", "Hill", "Peak", "Grove", "Canyon"];
const THIRD: [&str; 8] =
    ["Spine and Pain", "Orthopedic", "Claims", "Logistics", "Occupational", "Neurology", "Imaging", "Foods"];
const LAST: [&str; 5] = ["Medical Group", "Assoc., Inc.", "Services LLC", "Center", "Partners"];

fn company(n: usize) -> String {
    let number = n / (12 * 12 * 8 * 5);
    let third = THIRD[n / 144 % 8];
    let name = format!("{} {} {third} {}", FIRST[n % 12], SECOND[n / 12 % 12], LAST[n / 1152 % 5]);
    if number == 0 { name } else { format!("{name} {number}") }
}

fn person(n: usize) -> String {
    format!("{}{} {}{}", FIRST[n % 12], n % 7, SECOND[n / 12 % 12], n / 144)
}

fn roster() -> Vec<(Reviewer, Identity)> {
    let specialties =
        ["Pain Medicine", "Family Medicine", "Orthopaedic Surgery", "Occupational Medicine", "Neurology"];
    let until = date(2018, 6, 30);
    let one = |n: usize| Reviewer {
        licences: vec![Licence::new(if n.is_multiple_of(3) { "Ohio" } else { "California" }, until)],
        certifications: vec![Certification::new(specialties[n % 5], Some(until))],
        hours_per_week: 20 + u32::try_from(n % 20).unwrap_or_default(),
        capacity: 8,
        in_hand: u32::try_from(n % 9).unwrap_or_default(),
        ties: (0..5).map(|k| Tie::new(company((n * 31 + k * 977) % 5000), Relation::Employee)).collect(),
        ..Reviewer::new(format!("R-{n:04}"), date(2000, 1, 1))
    };
    (0..REVIEWERS).map(|n| (one(n), Identity::named(person(n)))).collect()
}

fn register() -> Vec<Affiliation> {
    let tie = |n: usize| Affiliation {
        name: company((n * 17) % 5000),
        of: Sort::Organization,
        tie: Tie {
            share: Percent::parse("51").ok(),
            source: "register".to_owned(),
            ..Tie::new(
                company((n * 29 + 7) % 5000),
                if n.is_multiple_of(4) { Relation::Owner } else { Relation::Serves },
            )
        },
    };
    (0..TIES).map(tie).collect()
}

#[expect(clippy::disallowed_methods, reason = "it times")]
fn now() -> Instant {
    Instant::now()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (roster, register, law, on) = (roster(), register(), Law::built_in(), date(2015, 3, 19));
    let party = |role, n: usize, of: usize| Party {
        role,
        name: company(n),
        organization: Some(company(of)),
        address: Vec::new(),
    };
    let parties = [party(Role::Employer, 3, 77), party(Role::ClaimsAdministrator, 1500, 2300)];
    let items = ["Norco 5/325 MG #30", "MRI of the cervical spine", "Follow-up visit"];
    let started = now();
    let web = Web::new(roster.iter().map(|(one, who)| (one, Some(who))), &register, &[]);
    println!("web of {REVIEWERS} reviewers and {TIES} ties built in {:?}", started.elapsed());
    let reviewers: Vec<Reviewer> = roster.into_iter().map(|(one, _)| one).collect();
    let (mut searching, mut choosing) = (std::time::Duration::ZERO, std::time::Duration::ZERO);
    let mut told = String::new();
    for _ in 0..ROUNDS {
        let started = now();
        let circle = Circle::of(&parties, &company(444)).with_items(items);
        let conflicts = web.conflicts(&circle, &Material::on(&law, on)?);
        searching += started.elapsed();
        let started = now();
        let needs: Vec<Need> = items.iter().map(|item| Need::of(item, &[])).collect();
        let question = Question {
            needs: &needs,
            conflicts: &conflicts,
            circle: circle.entries.len(),
            excluded: &[],
            requesting_specialty: None,
            loads: &std::collections::BTreeMap::new(),
            count: 1,
            on,
            law: &law,
        };
        let matching = choose(&reviewers, &question)?;
        choosing += started.elapsed();
        let fit = matching.candidates.iter().filter(|one| one.qualifies()).count();
        told = format!("{} reviewers with ties, {fit} may review, chosen {:?}", conflicts.len(), matching.chosen);
    }
    println!("one case: ties {:?}, tests and ranking {:?}", searching / ROUNDS, choosing / ROUNDS);
    println!("{told}");
    Ok(())
}
