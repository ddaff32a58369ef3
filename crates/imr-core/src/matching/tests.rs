//! Who passes which test on which day, and who comes first.

use super::*;
use crate::conflict::{Circle, Material, Web};
use crate::reviewer::{Appointment, Certification, Degree, Licence, LicenceStatus, Sanction};
use jiff::civil::date;
use proptest::prelude::*;

const ON: Date = date(2015, 3, 19);

fn physician(id: &str, specialty: &str) -> Reviewer {
    Reviewer {
        licences: vec![Licence::new("California", date(2016, 6, 30))],
        certifications: vec![Certification::new(specialty, Some(date(2018, 12, 31)))],
        hours_per_week: 30,
        in_hand: 2,
        capacity: 8,
        ..Reviewer::new(id, date(2003, 7, 1))
    }
}

fn needs(items: &[&str]) -> Vec<Need> {
    items.iter().map(|item| Need::of(item, &[])).collect()
}

fn ask<T>(needs: &[Need], on: Date, excluded: &[Exclusion], answer: impl FnOnce(&Question<'_>) -> T) -> T {
    let (law, conflicts, loads) = (Law::built_in(), BTreeMap::new(), BTreeMap::new());
    let requesting_specialty = None;
    answer(&Question {
        needs,
        conflicts: &conflicts,
        circle: 5,
        excluded,
        requesting_specialty,
        loads: &loads,
        count: 1,
        on,
        law: &law,
    })
}

fn failed(reviewer: &Reviewer, items: &[&str], on: Date) -> Vec<String> {
    let candidate = ask(&needs(items), on, &[], |question| assess(reviewer, question)).expect("the rows are there");
    candidate.failed().map(|test| test.code.clone()).collect()
}

/// A reviewer, how it is called, and the tests it fails on the day.
type Row = (&'static str, fn(&mut Reviewer), &'static [&'static str]);

const NORCO: &[&str] = &["Norco 5/325 MG #30"];

#[test]
fn each_fact_of_a_reviewer_fails_its_own_test() {
    let rows: [Row; 16] = [
        ("nothing amiss", |_| {}, &[]),
        ("licence expired the day before", |r| r.licences[0].until = date(2015, 3, 18), &["Q2"]),
        ("licence expires on the day", |r| r.licences[0].until = ON, &[]),
        ("licence on probation", |r| r.licences[0].status = LicenceStatus::Probation, &["Q2"]),
        ("licence restricted", |r| r.licences[0].restrictions.push("no opioids".into()), &["Q2"]),
        (
            "another licence in any state",
            |r| {
                r.licences[0].status = LicenceStatus::Inactive;
                r.licences.push(Licence::new("Ohio", date(2016, 1, 1)));
            },
            &[],
        ),
        ("certification lapsed", |r| r.certifications[0].until = Some(date(2015, 3, 18)), &["Q1", "Q3", "Q8"]),
        ("certified elsewhere", |r| r.certifications[0].specialty = "Ophthalmology".into(), &["Q1", "Q3", "Q8"]),
        (
            "subspecialty in the area",
            |r| {
                r.certifications[0].specialty = "Anesthesiology".into();
                r.certifications[0].subspecialty = Some("Pain Medicine".into());
            },
            &[],
        ),
        (
            "sanctioned",
            |r| r.sanctions.push(Sanction { on: date(2009, 2, 1), by: "board".into(), what: "reprimand".into() }),
            &["Q5"],
        ),
        ("evaluator", |r| r.evaluator.push(Appointment { from: date(2012, 1, 1), to: None }), &["Q6"]),
        (
            "no longer evaluator",
            |r| r.evaluator.push(Appointment { from: date(2012, 1, 1), to: Some(date(2015, 3, 18)) }),
            &[],
        ),
        // More than five years: on the fifth anniversary they are not more.
        ("five years and no day", |r| r.practising_since = date(2010, 3, 19), &["Q7a"]),
        ("23 hours a week", |r| r.hours_per_week = 23, &["Q7b"]),
        ("24 hours a week", |r| r.hours_per_week = 24, &[]),
        ("no room", |r| r.in_hand = r.capacity, &["load"]),
    ];
    for (name, change, expected) in rows {
        let mut one = physician("R-1", "Pain Medicine");
        change(&mut one);
        assert_eq!(failed(&one, NORCO, ON), expected, "{name}");
    }
}

#[test]
fn the_rule_about_evaluators_holds_from_2014_on() {
    let mut one = physician("R-1", "Pain Medicine");
    one.evaluator.push(Appointment { from: date(2012, 1, 1), to: None });
    assert_eq!(failed(&one, NORCO, date(2013, 12, 31)), Vec::<String>::new());
    assert_eq!(failed(&one, NORCO, date(2014, 1, 1)), ["Q6"]);
}

#[test]
fn who_is_no_physician_and_surgeon_keeps_to_the_scope() {
    for (degree, item, expected) in [
        (Degree::Chiropractic, "Chiropractic treatment, 12 visits", &[][..]),
        (Degree::Chiropractic, "Norco 5/325 MG #30", &["Q1", "Q8", "Q9"]),
        (Degree::Acupuncture, "Acupuncture, eight visits", &[]),
        (Degree::Psychology, "Cognitive behavioral therapy, 6 sessions", &[]),
        (Degree::Psychology, "Right knee arthroscopic meniscectomy", &["Q1", "Q8", "Q9"]),
        (Degree::Dentistry, "Dental consultation", &[]),
    ] {
        let one = Reviewer { degree, certifications: vec![], ..physician("R-1", "") };
        assert_eq!(failed(&one, &[item], ON), expected, "{degree} {item}");
    }
}

#[test]
fn every_item_must_be_in_the_specialty() {
    let radiologist = physician("R-1", "Diagnostic Radiology");
    assert_eq!(failed(&radiologist, &["MRI of the cervical spine"], ON), ["Q8"]);
    let both = ["Norco 5/325 MG #30", "L4-L5 lumbar fusion"];
    assert_eq!(failed(&physician("R-1", "Orthopedic Surgery"), &both, ON), Vec::<String>::new());
    assert_eq!(failed(&physician("R-1", "Anesthesiology"), &both, ON), ["Q1"]);
}

#[test]
fn the_fittest_comes_first_and_every_point_has_a_reason() {
    let mut elsewhere = physician("R-2", "Pain Medicine");
    elsewhere.licences = vec![Licence::new("Ohio", date(2016, 1, 1))];
    let mut busy = physician("R-3", "Pain Medicine");
    busy.in_hand = 7;
    let mut recent = physician("R-4", "Pain Medicine");
    recent.last_assigned = Some(date(2015, 3, 10));
    let roster = [
        physician("R-6", "Orthopaedic Surgery"),
        recent,
        busy,
        elsewhere,
        physician("R-5", "Family Medicine"),
        physician("R-1", "Pain Medicine"),
        physician("R-0", "Ophthalmology"),
    ];
    let matching = ask(&needs(NORCO), ON, &[], |question| choose(&roster, question)).expect("it is chosen");
    let order: Vec<(&str, u32)> =
        matching.candidates.iter().map(|one| (one.reviewer.as_str(), one.score)).collect();
    let expected = [("R-1", 86), ("R-3", 76), ("R-4", 76), ("R-2", 71), ("R-5", 71), ("R-6", 56), ("R-0", 36)];
    assert_eq!(order, expected);
    assert_eq!(matching.chosen.as_deref(), Some("R-1"));
    for candidate in &matching.candidates {
        assert!(candidate.parts.iter().all(|part| part.points <= part.of && !part.because.is_empty()));
    }
}

#[test]
fn the_specialty_of_the_requesting_physician_counts_and_does_not_decide() {
    let roster = [physician("R-1", "Orthopaedic Surgery"), physician("R-2", "Pain Medicine")];
    let (law, conflicts, loads, needs) = (Law::built_in(), BTreeMap::new(), BTreeMap::new(), needs(NORCO));
    let question = Question {
        needs: &needs,
        conflicts: &conflicts,
        circle: 5,
        excluded: &[],
        requesting_specialty: Some("Orthopedic Surgery"),
        loads: &loads,
        count: 1,
        on: ON,
        law: &law,
    };
    let matching = choose(&roster, &question).expect("it is chosen");
    assert_eq!(matching.chosen.as_deref(), Some("R-2"));
    let points = |id: &str| {
        let one = matching.candidates.iter().find(|one| one.reviewer == id).expect("a candidate");
        one.parts[1].points
    };
    assert_eq!((points("R-1"), points("R-2")), (10, 0));
}

#[test]
fn who_is_excluded_from_a_case_does_not_come_back_to_it() {
    let excluded = [Exclusion {
        reviewer: "R-1".into(),
        code: "T44".into(),
        because: "Decided the case before it was sent back.".into(),
        citation: "Labor Code 4610.6(i)".into(),
        verified: false,
    }];
    let roster = [physician("R-1", "Pain Medicine"), physician("R-2", "Family Medicine")];
    let matching = ask(&needs(NORCO), ON, &excluded, |question| choose(&roster, question)).expect("it is chosen");
    assert_eq!(matching.chosen.as_deref(), Some("R-2"));
    let former = matching.candidates.iter().find(|one| one.reviewer == "R-1").expect("a candidate");
    assert_eq!(former.excluded_because(), "Decided the case before it was sent back.");
}

#[test]
fn several_are_chosen_only_when_they_are_asked_for() {
    let roster: Vec<Reviewer> = (0..4).map(|n| physician(&format!("R-{n}"), "Pain Medicine")).collect();
    for (count, others) in [(0, 0), (1, 0), (2, 1), (3, 2), (9, 3)] {
        let needs = needs(NORCO);
        let matching = ask(&needs, ON, &[], |question| choose(&roster, &Question { count, ..*question }));
        assert_eq!(matching.expect("they are chosen").others.len(), others, "{count}");
    }
}

#[test]
fn the_record_keeps_the_first_and_counts_the_rest() {
    let mut roster: Vec<Reviewer> = (0..30).map(|n| physician(&format!("R-{n:02}"), "Pain Medicine")).collect();
    roster[3].hours_per_week = 0;
    roster[4].licences.clear();
    let matching = ask(&needs(NORCO), ON, &[], |question| choose(&roster, question)).expect("it is chosen");
    let kept = matching.clone().for_the_record(5);
    assert_eq!((kept.candidates.len(), kept.considered()), (5, 30));
    assert_eq!(kept.left_out, BTreeMap::from([("Q2".to_owned(), 1), ("Q7b".to_owned(), 1)]));
    assert_eq!(kept.chosen(), matching.chosen());
    // Those who were only counted are there again, everybody once.
    let whole = kept.with_the_rest(matching.clone());
    assert_eq!((whole.candidates.len(), whole.considered()), (30, 30));
    assert_eq!(whole.candidates, matching.candidates);
}

#[test]
fn a_conflict_over_the_web_excludes_and_is_told() {
    let mut tied = physician("R-1", "Pain Medicine");
    tied.ties.push(Tie::new("Golden Coast Claims Svcs., Inc.", Relation::Employee));
    let mut circle = Circle::default();
    circle = circle.with_named("Golden Coast Claims Services", Sort::ClaimsAdministrator, "claims administrator");
    let (law, needs) = (Law::built_in(), needs(NORCO));
    let roster = [tied, physician("R-2", "Family Medicine")];
    let web = Web::new(roster.iter().map(|one| (one, None)), &[], &[]);
    let conflicts = web.conflicts(&circle, &Material::on(&law, ON).expect("the rows are there"));
    let matching =
        ask(&needs, ON, &[], |question| choose(&roster, &Question { conflicts: &conflicts, ..*question }))
            .expect("it is chosen");
    assert_eq!(matching.chosen.as_deref(), Some("R-2"));
    let out = matching.candidates.iter().find(|one| one.reviewer == "R-1").expect("a candidate");
    assert!(out.excluded_because().starts_with("Conflict of interest: material professional tie: R-1 works for"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_roster_changes_nothing(turn in 0_usize..12, specialties in prop::collection::vec(0_usize..4, 12)) {
        let names = ["Pain Medicine", "Family Medicine", "Orthopaedic Surgery", "Ophthalmology"];
        let mut roster: Vec<Reviewer> =
            specialties.iter().enumerate().map(|(n, s)| physician(&format!("R-{n}"), names[*s])).collect();
        let needs = needs(NORCO);
        let chosen = |roster: &[Reviewer]| ask(&needs, ON, &[], |question| choose(roster, question));
        let before = chosen(&roster);
        roster.rotate_left(turn);
        roster.swap(0, 5);
        prop_assert_eq!(chosen(&roster), before);
    }
}
