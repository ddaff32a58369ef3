//! Which names are taken for one, and which ties exclude whom.

use super::*;
use crate::law::Law;
use crate::party::{Party, Role};
use crate::reviewer::{Identity, Relative, Reviewer};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const ON: Date = date(2015, 3, 19);

#[test]
fn spellings_of_one_organization_are_taken_for_one_and_others_are_not() {
    for (one, other, expected) in [
        ("Blue Oak Medical Group, Inc.", "blue oak medical group", true),
        ("Blue Oak Spine & Pain", "Blue Oak Spine and Pain Medical Group, A Professional Corporation", true),
        ("Blue Oak Spine & Pain Med. Grp.", "Blue Oak Spine and Pain Medical Group", true),
        ("Spine and Pain, Blue Oak", "Blue Oak Spine and Pain", true),
        ("BlueOak Spine & Pain", "Blue Oak Spine and Pain", true),
        ("Bule Oak Spine & Pain", "Blue Oak Spine and Pain", false), // four letters forgive nothing
        ("Meridien Peak Utilization Review", "Meridian Peak Utilization Review, LLC", true),
        ("Meridian Peak UR", "Meridian Peak Utilization Review", false),
        ("Mercy Orthopaedic Assoc", "Mercy Orthopedic Associates", true),
        // One word tells these apart, so what else they say must agree.
        ("Valley Medical Center", "Valley Medical Group", false),
        ("Valley Hospital", "Valley", false),
        ("Blue Oak Medical", "Red Oak Medical", false),
        ("Golden Coast Claims Services", "Golden Gate Claims Services", false),
        ("Station 12 Logistics", "Station 13 Logistics", false),
        ("St. Mary's Hospital", "Saint Marys Hospital", true),
        ("", "", true),
        ("", "Blue Oak", false),
        ("The Pain Clinic", "The Pain Center", false),
    ] {
        let found = alike(&Name::organization(one), &Name::organization(other));
        assert_eq!(found.is_some(), expected, "{one} / {other}: {found:?}");
        let turned = alike(&Name::organization(other), &Name::organization(one));
        assert_eq!(turned.is_some(), expected, "{other} / {one}");
    }
}

#[test]
fn spellings_of_one_person_are_taken_for_one_and_others_are_not() {
    for (one, other, expected) in [
        ("Jordan Reyes, M.D.", "Reyes, Jordan MD", true),
        ("Dr. Jordan A. Reyes", "Jordan Reyes", true),
        ("J. Reyes, M.D.", "Jordan Reyes", true),
        ("Bob Castellan", "Robert Castellan", true),
        ("Bill Castellan", "Liam Castellan", true),
        ("Jordan Reyes", "Jordan Reyse", true),
        ("Noa Delacroix-Hale", "Noa Delacroix", true),
        ("Maria de la Cruz", "de la Cruz, Maria", true),
        ("María Núñez", "Maria Nunez", true),
        ("Reyes Jordan", "Jordan Reyes", true),
        ("Jordan Reyes, Jr.", "Jordan Reyes, Sr.", false),
        ("Jordan A. Reyes", "Jordan B. Reyes", false),
        ("Jordan Reyes", "Morgan Reyes", false),
        ("Dana Whitlock", "Diana Whitlock", false), // four letters forgive nothing
        ("J. Reyse", "Jordan Reyes", false),        // two liberties
        ("Reyes", "Jordan Reyes", false),
        ("Jordan Reyes", "Jordan Reed", false),
    ] {
        let found = alike(&Name::person(one), &Name::person(other));
        assert_eq!(found.is_some(), expected, "{one} / {other}: {found:?}");
        assert_eq!(alike(&Name::person(other), &Name::person(one)).is_some(), expected, "{other} / {one}");
    }
    let practice = Name::organization("Jordan Reyes, M.D., A Professional Corporation");
    assert!(alike(&Name::person("Jordan Reyes"), &practice).is_some());
    assert!(alike(&Name::person("Jordan Reyes"), &Name::organization("Jordan Reyes Trucking")).is_none());
}

fn circle() -> Circle {
    let party = |role, name: &str, organization: Option<&str>| Party {
        organization: organization.map(str::to_owned),
        ..Party { role, name: name.to_owned(), organization: None, address: Vec::new() }
    };
    let parties = [
        party(Role::Employee, "Dana Whitlock", None),
        party(Role::RequestingPhysician, "Jordan Reyes, M.D.", Some("Blue Oak Spine and Pain Medical Group")),
        party(Role::ClaimsAdministrator, "Golden Coast Claims Services", None),
        party(Role::Employer, "Harbor Lane Logistics", None),
    ];
    Circle::of(&parties, "Meridian Peak Utilization Review").with_items(["Norco 5/325 MG #30"])
}

fn tie(text: &str) -> Tie {
    let mut parts = text.split('|');
    let mut next = || parts.next().unwrap_or_default();
    let kind = Relation::from_code(next()).expect("a kind");
    let with = next();
    let sort = Sort::from_code(next()).unwrap_or_default();
    let share = Percent::parse(next()).ok();
    let (from, to) = (next().parse().ok(), next().parse().ok());
    Tie { share, from, to, source: "test".to_owned(), ..Tie::new(with, kind).sort(sort) }
}

fn affiliation(name: &str, of: Sort, text: &str) -> Affiliation {
    Affiliation { name: name.to_owned(), of, tie: tie(text) }
}

fn material() -> Material {
    Material::on(&Law::built_in(), ON).expect("the rows are there")
}

fn reviewer(id: &str, ties: &[&str]) -> Reviewer {
    Reviewer { ties: ties.iter().map(|text| tie(text)).collect(), ..Reviewer::new(id, date(2000, 1, 1)) }
}

fn of(ties: &[&str], identity: &Identity, register: &[Affiliation], rulings: &[Ruling]) -> Vec<Conflict> {
    let one = reviewer("R-1", ties);
    let web = Web::new([(&one, Some(identity))], register, rulings);
    web.conflicts(&circle(), &material()).remove("R-1").unwrap_or_default()
}

fn told(conflict: &Conflict) -> Vec<String> {
    conflict.steps.iter().map(|step| format!("{} [{}]", step.says, step.source)).collect()
}

#[test]
fn a_tie_excludes_by_its_kind_its_share_and_its_time() {
    for (declared, excludes) in [
        ("employee|Golden Coast Claims Services", Some(true)),
        ("treating|Dana Whitlock|person", Some(true)),
        ("privileges|Blue Oak Spine and Pain Medical Group|group", Some(false)),
        ("income|Harbor Lane Logistics|employer|5", Some(false)),
        ("income|Harbor Lane Logistics|employer|5.5", Some(true)),
        ("contractor|Harbor Lane Logistics", Some(true)), // a share that nobody stated counts
        ("owner|Harbor Lane Logistics|employer|2", Some(false)),
        ("professional-owner|Blue Oak Spine and Pain Medical Group|group|2", Some(true)),
        ("partner|Blue Oak Spine and Pain Medical Group|group||2006-01-01|2014-06-30", Some(true)),
        ("partner|Blue Oak Spine and Pain Medical Group|group||2001-01-01|2012-03-18", Some(false)),
        ("partner|Blue Oak Spine and Pain Medical Group|group||2015-03-20", None), // not begun
        ("partner|Red Oak Spine and Pain Medical Group", None),
        ("makes|Norco|product", Some(true)),
    ] {
        let found = of(&[declared], &Identity::named("Robin Abernathy"), &[], &[]);
        assert_eq!(found.first().map(|one| one.excludes), excludes, "{declared}: {found:?}");
    }
}

#[test]
fn a_conflict_over_two_hops_and_another_spelling_is_found_and_told() {
    let register = [affiliation(
        "Central Valley Spine Holdings, LLC",
        Sort::Organization,
        "owner|Blue Oak Spine & Pain Med. Grp., Inc.|group|51|2011-04-01",
    )];
    let found = of(&["officer|Central Valley Spine Holdings"], &Identity::named("Robin Abernathy"), &register, &[]);
    assert_eq!(found.len(), 1);
    assert!(found[0].excludes);
    insta::assert_snapshot!(told(&found[0]).join("\n"), @r#"
    R-1 is an officer, director or manager of Central Valley Spine Holdings [test; undated]
    "Central Valley Spine Holdings" is taken for "Central Valley Spine Holdings, LLC" [the form of the company or a small word aside]
    Central Valley Spine Holdings, LLC owns Blue Oak Spine & Pain Med. Grp., Inc. (51 %) [test; since 2011-04-01]
    "Blue Oak Spine & Pain Med. Grp., Inc." is taken for "Blue Oak Spine and Pain Medical Group" [the form of the company or a small word aside; "grp" read as "group"; "med" read as "medical"]
    Blue Oak Spine and Pain Medical Group is in this case: organization of the requesting physician [the case]
    "#);
}

#[test]
fn a_dismissed_likeness_is_no_conflict_and_a_confirmed_one_is() {
    let ruling = |one: &str, other: &str, same| Ruling {
        one: one.to_owned(),
        other: other.to_owned(),
        same,
        reason: "two companies by their register numbers".to_owned(),
        by: "coordinator-1".to_owned(),
        on: ON,
    };
    let who = Identity::named("Robin Abernathy");
    let declared = ["employee|Harbour Lane Logistics Corp|employer"];
    assert!(of(&declared, &who, &[], &[]).iter().any(|one| one.excludes));
    let dismissed = [ruling("Harbor Lane Logistics", "Harbour Lane Logistics Corp", false)];
    assert_eq!(of(&declared, &who, &[], &dismissed), []);
    let declared = ["employee|HLL|employer"];
    assert_eq!(of(&declared, &who, &[], &[]), []);
    let confirmed = [ruling("hll", "Harbor Lane Logistics", true)];
    assert!(of(&declared, &who, &[], &confirmed).iter().any(|one| one.excludes));
}

#[test]
fn the_reviewer_and_the_family_are_found_without_a_name_being_told() {
    let relative = |kin, name: &str, ties: &[&str]| Relative {
        kin,
        name: name.to_owned(),
        ties: ties.iter().map(|text| tie(text)).collect(),
    };
    let register = [affiliation("Terry Abernathy", Sort::Person, "officer|Golden Coast Claims Services")];
    for (name, family, excludes, in_person) in [
        ("Reyes, Jordan A., MD", vec![], true, true),
        ("Robin Abernathy", vec![relative(Relation::Spouse, "D. Whitlock", &[])], true, false),
        ("Robin Abernathy", vec![relative(Relation::OtherKin, "Dana Whitlock", &[])], false, false),
        ("Robin Abernathy", vec![relative(Relation::Sibling, "Theresa Abernathy", &[])], true, false),
        (
            "Robin Abernathy",
            vec![relative(Relation::Spouse, "Kim Abernathy", &["employee|Harbor Lane Logistics"])],
            false,
            false,
        ),
        (
            "Robin Abernathy",
            vec![relative(Relation::Spouse, "Kim Abernathy", &["owner|Harbor Lane Logistics||30"])],
            true,
            false,
        ),
        ("Terri Abernathy", vec![], true, false),
    ] {
        let identity = Identity { family, ..Identity::named(name) };
        let found = of(&[], &identity, &register, &[]);
        assert_eq!(found.len(), 1, "{name} {found:?}");
        assert_eq!((found[0].excludes, found[0].in_person), (excludes, in_person), "{found:?}");
        let shown = serde_json::to_string(&found).expect("it is written");
        for word in ["Abernathy", "Whitlock", "Reyes"] {
            assert!(!shown.contains(word), "{shown}");
        }
    }
}

#[test]
fn the_reviewers_own_company_is_a_conflict_and_does_not_tell_who_the_reviewer_is() {
    let own = |ties: &[&str]| Identity {
        ties: ties.iter().map(|text| tie(text)).collect(),
        ..Identity::named("Robin Castellan")
    };
    let who = Identity::named("Robin Castellan");
    let party = Party {
        role: Role::RequestingPhysician,
        name: "Jordan Reyes, M.D.".into(),
        organization: Some("Castellan Spine & Pain, Inc.".into()),
        address: vec![],
    };
    let circle = Circle::of(&[party], "");
    let find = |declared: &[&str], who: &Identity, register: &[Affiliation]| {
        let one = reviewer("R-1", declared);
        let found = Web::new([(&one, Some(who))], register, &[]).conflicts(&circle, &material());
        found.get("R-1").cloned().unwrap_or_default()
    };
    let holding = affiliation("Castellan Holdings", Sort::Organization, "owner|Castellan Spine & Pain|group|60");
    let named = affiliation("Robin Castellan", Sort::Person, "owner|Castellan Spine & Pain|group|100");
    let spelt = affiliation("Castellan, R. MD", Sort::Person, "owner|Castellan Spine & Pain|group|100");
    for (declared, who, register) in [
        // The reviewer owns the company, works for it, or owns what owns it.
        (vec![], own(&["owner|Castellan Spine & Pain|group|100"]), vec![]),
        (vec![], own(&["employee|Castellan Spine & Pain|group"]), vec![]),
        (vec!["owner|Castellan Spine & Pain, Inc.|group|100"], who.clone(), vec![]),
        (vec![], own(&["owner|Castellan Holdings|organization|80"]), vec![holding]),
        (vec![], who.clone(), vec![named]),
        (vec![], who.clone(), vec![spelt]),
    ] {
        let found = find(&declared, &who, &register);
        assert!(found.first().is_some_and(|one| one.excludes), "{declared:?} {who:?}: {found:?}");
        assert!(found[0].steps[0].says.contains("R-1"), "the way begins with the reviewer: {found:?}");
        let last = &found[0].steps[found[0].steps.len() - 1].says;
        assert!(last.ends_with("organization of the requesting physician"), "{last}");
        let shown = serde_json::to_string(&found).expect("it is written");
        assert!(!shown.to_lowercase().contains("castellan"), "{shown}");
    }
    let found = find(&[], &own(&["owner|Castellan Spine & Pain|group|100"]), &[]);
    assert_eq!(
        told(&found[0]),
        [
            "R-1 owns a company of R-1 (100 %) [the roster; undated]",
            "\"a company of R-1\" is taken for \"a name in the case\" [the names were compared unseen]",
            "a company of R-1 is in this case: organization of the requesting physician [the case]",
        ]
    );
}

#[test]
fn each_tie_that_leads_to_the_reviewer_or_a_relative_is_judged() {
    let who = Identity {
        family: vec![Relative { kin: Relation::Spouse, name: "Kim Abernathy".into(), ties: vec![] }],
        ..Identity::named("Robin Abernathy")
    };
    // The first row alone excludes nobody.
    let rows = |second: &str| {
        [
            affiliation("Kim Abernathy", Sort::Person, "employee|Harbor Lane Logistics|employer"),
            affiliation("Kim Abernathy", Sort::Person, second),
        ]
    };
    let found = of(&[], &who, &rows("owner|Harbor Lane Logistics|employer|30"), &[]);
    assert!(found.first().is_some_and(|one| one.excludes), "{found:?}");
    // A tie that passes nothing on between others is still one's own.
    for (name, row, excludes) in [
        ("Robin Abernathy", "treating|Dana Whitlock|person", true),
        ("Robin Abernathy", "income|Harbor Lane Logistics|employer|7", true),
        ("Robin Abernathy", "privileges|Blue Oak Spine and Pain Medical Group|group", false),
        ("Robin Abernathy", "income|Harbor Lane Logistics|employer|2", false),
        ("Kim Abernathy", "contractor|Harbor Lane Logistics|employer", true),
    ] {
        let found = of(&[], &who, &[affiliation(name, Sort::Person, row)], &[]);
        assert_eq!(found.first().map(|one| one.excludes), Some(excludes), "{name} {row}: {found:?}");
    }
    assert_eq!(
        of(
            &[],
            &who,
            &[affiliation("Robin Abernathy", Sort::Person, "owner|Harbor Lane Logistics|employer|30|2015-03-20")],
            &[]
        ),
        []
    );
}

#[test]
fn who_makes_the_device_that_is_asked_for_is_found() {
    let one = reviewer("R-1", &["makes|Lumbar brace|product"]);
    let circle = circle().with_items(["Lumbar brace"]);
    let found = Web::new([(&one, None)], &[], &[]).conflicts(&circle, &material());
    assert!(found.get("R-1").is_some_and(|all| all[0].excludes), "{found:?}");
}

#[test]
fn what_is_alike_only_by_a_colleague_in_two_jobs_is_no_conflict() {
    let register = [
        affiliation("Pat Colleague", Sort::Person, "employee|County Hospital of Fresno|facility"),
        affiliation("Pat Colleague", Sort::Person, "employee|Harbor Lane Logistics|employer"),
    ];
    let who = Identity::named("Robin Abernathy");
    assert_eq!(of(&["employee|County Hospital of Fresno|facility"], &who, &register, &[]), []);
}

#[test]
fn somebody_named_in_the_records_belongs_to_the_circle() {
    let one = reviewer("R-1", &["partner|Avery Stone MD|person"]);
    let web = Web::new([(&one, None)], &[], &[]);
    assert!(web.conflicts(&circle(), &material()).is_empty());
    let wider = circle().with_named("Stone, Avery", Sort::Person, "named on page 3");
    let found = web.conflicts(&wider, &material());
    assert_eq!(found["R-1"][0].part, "named on page 3");
}

#[test]
fn whoever_a_form_names_and_whoever_wrote_the_records_and_where_belong_to_the_circle() {
    use crate::case::tests::play::{Play, document};
    use crate::casefile::{Found, Kind};
    let mut form = crate::case::tests::play::form();
    let contact = |role, person: &str| crate::application::Contact {
        person: Some(person.to_owned()),
        ..serde_json::from_value(serde_json::json!({ "role": role })).expect("a contact")
    };
    form.contacts = vec![contact(Role::ClaimsAdministrator, "Toni Marsh"), contact(Role::Employee, "")];
    form.representatives = serde_json::from_str(r#"[{"role": "employee_attorney", "name": "Ira Coventry"}]"#)
        .expect("a representative");
    form.signature.as_mut().expect("a signature").name = Some("Lee Whitlock".to_owned());
    let found = |value: &str| Some(Found { value: value.to_owned(), confidence: 90, passage: None });
    let mut record = document(Kind::ProgressReport, Role::ClaimsAdministrator, 3, Play::begin().day);
    (record.author, record.facility) = (found("Avery Stone, M.D."), found("Kern River Surgery Center"));
    let mut letter = document(Kind::ProgressReport, Role::ClaimsAdministrator, 4, Play::begin().day);
    letter.facility = found("Sample Medical Review, Inc.");
    let wide = circle().with_form(&form).with_records(&[record, letter], "Sample Medical Review");
    let names = wide.names();
    assert!(!names.iter().any(|name| name.starts_with("Sample Medical Review") || name.is_empty()), "{names:?}");
    for (declared, family, part) in [
        ("employee|Nobody Known", Some("Toni Marsh"), "a person in the case"),
        ("sibling|Ira Coventry|person", None, "employee's attorney"),
        ("spouse|Lee Whitlock|person", None, "signed the application (employee)"),
        ("partner|Avery Stone MD|person", None, "author of page 3 of the case file"),
        ("owner|Kern River Surgery Center|facility|40", None, "facility of page 3 of the case file"),
    ] {
        let mut who = Identity::named("Robin Abernathy");
        who.family.extend(family.map(|name| Relative {
            name: name.to_owned(),
            kin: Relation::Spouse,
            ties: Vec::new(),
        }));
        assert!(of(&[declared], &who, &[], &[]).is_empty(), "{declared} is a tie with the parties");
        let one = reviewer("R-1", &[declared]);
        let found = Web::new([(&one, Some(&who))], &[], &[]).conflicts(&wide, &material());
        let found = &found["R-1"][0];
        assert_eq!((found.excludes, found.part.as_str()), (true, part), "{declared}");
    }
}

#[test]
fn a_material_tie_of_the_review_organization_itself_excludes_everybody() {
    let ids = ["R-1".to_owned(), "R-2".to_owned()];
    let found = |kind: &str, circle: &Circle| {
        let register = [affiliation("Sample Medical Review, Inc.", Sort::Organization, kind)];
        let one = reviewer("R-1", &["privileges|Blue Oak Spine and Pain Medical Group|group"]);
        let web = Web::new([(&one, None)], &register, &[]).of_organization("Sample Medical Review");
        let mut found = web.conflicts(circle, &material());
        shared_by_all(&mut found, &ids);
        found
    };
    let tied = found("officer|Golden Coast Claims Services|claims-administrator", &circle());
    for id in &ids {
        let first = &tied[id][0];
        assert!(first.excludes && !first.in_person, "{first:?}");
        assert_eq!(first.because, "the review organization itself has a material professional tie");
    }
    assert_eq!(tied["R-1"].len(), 2, "the reviewer's own tie is still told");
    let small = found("owner|Golden Coast Claims Services|claims-administrator|4", &circle());
    assert!(small.keys().eq(["R-1"]) && !small["R-1"][0].excludes, "{small:?}");
    // Its letters come back among the records: that is no tie.
    let named = circle().with_named("Sample Medical Review", Sort::Facility, "facility of page 3");
    let named = found("officer|Nobody Known", &named);
    assert!(named.keys().eq(["R-1"]) && !named["R-1"][0].excludes, "{named:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn neither_the_order_of_the_roster_nor_an_unrelated_tie_changes_a_conflict(
        turn in 0_usize..6,
        words in "[a-z]{5,9} [a-z]{5,9}",
    ) {
        let register = vec![
            affiliation("Central Valley Spine Holdings", Sort::Organization, "owner|Blue Oak Spine & Pain|group|51"),
            affiliation("Sierra Trust", Sort::Organization, "owner|Central Valley Spine Holding|organization|80"),
        ];
        let mut roster: Vec<Reviewer> = [
            "officer|Central Valley Spine Holdings LLC", "income|Sierra Trust|organization|9", "employee|Nobody Known",
            "partner|Meridian Peak UR", "privileges|Blue Oak Spine and Pain", "owner|Golden Coast Claims|insurer|50",
        ].iter().enumerate().map(|(n, text)| reviewer(&format!("R-{n}"), &[text])).collect();
        let found = |roster: &[Reviewer], register: &[Affiliation]| {
            Web::new(roster.iter().map(|one| (one, None)), register, &[]).conflicts(&circle(), &material())
        };
        let before = found(&roster, &register);
        prop_assert!(before["R-0"][0].excludes && before["R-1"][0].excludes && !before["R-4"][0].excludes);
        roster.rotate_left(turn);
        let mut wider = register.clone();
        wider.insert(0, affiliation(&format!("x{words} q"), Sort::Organization, &format!("owner|z{words} k|group|51")));
        prop_assert_eq!(found(&roster, &wider), before);
    }

    #[test]
    fn a_name_is_alike_to_itself_whatever_it_is(name in "\\PC{0,40}") {
        prop_assert!(alike(&Name::organization(&name), &Name::organization(&name)).is_some());
        prop_assert!(alike(&Name::person(&name), &Name::person(&name)).is_some());
    }
}
