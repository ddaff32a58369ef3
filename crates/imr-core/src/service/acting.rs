//! Who acts for the employee on a day: whoever does is served what the
//! employee is served, and nobody else is (rulebook sections 1 and 6.4).

use crate::application::Representative;
use crate::naming::{SUFFIXES, TITLES, words};
use crate::party::{Party, Role};
use jiff::civil::Date;

/// The parties as they stand on a day: without those whose representation
/// does not hold then, and with the representatives whose does. `decided` is
/// the day of the utilization review decision, before which no designation
/// can be signed (Labor Code 4610.5(j)).
#[must_use]
pub(super) fn acting(parties: &[Party], all: &[Representative], decided: Option<Date>, on: Date) -> Vec<Party> {
    let holds = |one: &Representative| holds(one, decided, on);
    let stays = |party: &&Party| {
        let mut own = all.iter().filter(|one| is(one, party)).peekable();
        own.peek().is_none() || own.any(holds)
    };
    let mut standing: Vec<Party> = parties.iter().filter(stays).cloned().collect();
    // Without proof nobody gets a worker's papers on the word of a form.
    for one in all.iter().filter(|one| one.proof == Some(true) && holds(one)) {
        if !one.name.trim().is_empty() && !standing.iter().any(|party| is(one, party)) {
            standing.push(Party {
                role: one.role,
                name: one.name.clone(),
                organization: one.organization.clone(),
                address: one.address.clone(),
            });
        }
    }
    standing
}

/// Whether a representation holds on a day, by its own dates.
fn holds(one: &Representative, decided: Option<Date>, on: Date) -> bool {
    let void = one.role == Role::EmployeeDesignee
        && one.designated.is_some_and(|signed| decided.is_some_and(|decided| signed < decided));
    !void && one.designated.is_none_or(|signed| signed <= on) && one.until.is_none_or(|until| on <= until)
}

/// Whether a party is the one who is entered as a representative.
fn is(one: &Representative, party: &Party) -> bool {
    one.role == party.role && same_person(&one.name, &party.name)
}

/// Whether two spellings are of one person: the last names are the same, and
/// so are the first, of which one may be an initial.
pub(super) fn same_person(one: &str, other: &str) -> bool {
    const BESIDE: [&str; 3] = ["esq", "esquire", "attorney"];
    let telling = |name: &str| -> Vec<String> {
        let beside = |word: &str| TITLES.contains(&word) || SUFFIXES.contains(&word) || BESIDE.contains(&word);
        words(name).into_iter().filter(|word| !beside(word)).collect()
    };
    let (one, other) = (telling(one), telling(other));
    let (Some(first), Some(first_of_other)) = (one.first(), other.first()) else { return false };
    let initial = first.chars().count() == 1 || first_of_other.chars().count() == 1;
    let firsts = first == first_of_other || initial && first.chars().next() == first_of_other.chars().next();
    firsts && one.last() == other.last()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn party(role: Role, name: &str) -> Party {
        Party { role, name: name.into(), organization: None, address: vec!["1 Elm Street".into()] }
    }

    fn attorney(name: &str) -> Representative {
        Representative {
            role: Role::EmployeeAttorney,
            name: name.into(),
            organization: None,
            address: Vec::new(),
            designated: None,
            until: None,
            proof: Some(true),
        }
    }

    #[test]
    fn whoever_acts_on_the_day_is_served_and_nobody_else() {
        let (decided, on) = (Some(date(2015, 2, 27)), date(2015, 3, 16));
        let ended = Representative { until: Some(date(2014, 12, 31)), ..attorney("Jane Roe") };
        let designee = |signed| Representative {
            role: Role::EmployeeDesignee,
            designated: Some(signed),
            ..attorney("Sam Testa")
        };
        let parties = [party(Role::Employee, "Maria Testa"), party(Role::EmployeeAttorney, "J. Roe, Esq.")];
        let rows: [(&str, Vec<Representative>, &[&str]); 8] = [
            ("nothing more is known", vec![], &["Maria Testa", "J. Roe, Esq."]),
            ("it ended", vec![ended.clone()], &["Maria Testa"]),
            (
                "it ends today",
                vec![Representative { until: Some(on), ..ended.clone() }],
                &["Maria Testa", "J. Roe, Esq."],
            ),
            ("another took over", vec![ended, attorney("John Doe")], &["Maria Testa", "John Doe"]),
            (
                "no proof",
                vec![Representative { proof: Some(false), ..attorney("John Doe") }],
                &["Maria Testa", "J. Roe, Esq."],
            ),
            ("a designee", vec![designee(date(2015, 3, 1))], &["Maria Testa", "J. Roe, Esq.", "Sam Testa"]),
            ("named before the decision", vec![designee(date(2015, 2, 1))], &["Maria Testa", "J. Roe, Esq."]),
            ("named later", vec![designee(date(2015, 4, 1))], &["Maria Testa", "J. Roe, Esq."]),
        ];
        for (what, all, expected) in rows {
            let names: Vec<String> = acting(&parties, &all, decided, on).into_iter().map(|one| one.name).collect();
            assert_eq!(names, expected, "{what}");
        }
    }
}
