//! Disguises are seen through, and look-alikes are told apart.

use super::*;
use crate::application::{Employee, Ground, UrDecision, UrOutcome};
use crate::party::Party;
use jiff::civil::date;

fn form() -> Form {
    let mut form = Form::received_on(date(2016, 3, 16));
    let party = |role, name: &str, address: &str| Party {
        role,
        name: name.into(),
        organization: None,
        address: vec![address.into()],
    };
    form.parties = vec![
        party(Role::Employee, "William Hernandez", "12 Elm Street, Fresno, CA"),
        party(Role::Employer, "Harbor Lane Logistics", "1 Dock Road"),
    ];
    form.employee = Employee {
        first: "William".into(),
        middle: "T".into(),
        last: "Hernandez".into(),
        born: Some(date(1969, 4, 7)),
    };
    form.claim_number = "WC-2015-004417".into();
    form.date_of_injury = Some(date(2015, 6, 3));
    form.ur_decision = Some(UrDecision {
        decided: date(2016, 2, 9),
        served: Some(date(2016, 2, 9)),
        method: None,
        received: None,
        requested: date(2016, 2, 3),
        requested_unsaid: false,
        organization: String::new(),
        expedited: false,
        form_enclosed: Some(true),
        items: ["Norco 10/325 MG #60", "MRI of the lumbar spine"]
            .map(|item| UrItem::new(item, UrOutcome::Denied, Ground::MedicalNecessity))
            .to_vec(),
    });
    form
}

type Change = fn(&mut Form);

const DISGUISES: &[(&str, Change)] = &[
    ("nothing", |_| {}),
    ("nickname", |f| f.employee.first = "Bill".into()),
    ("names changed about", |f| {
        f.employee.first = "Hernandez".into();
        f.employee.last = "William".into();
    }),
    ("typo in the family name", |f| f.employee.last = "Hernadnez".into()),
    ("accents and capitals", |f| f.employee.last = "HERNÁNDEZ".into()),
    ("two family names", |f| f.employee.last = "Hernandez-Ruiz".into()),
    ("name in one piece", |f| {
        f.employee = Employee { born: f.employee.born, ..Employee::default() };
        f.parties[0].name = "Hernandez, William T.".into();
    }),
    ("new address", |f| f.parties[0].address = vec!["900 Oak Avenue, San Jose, CA".into()]),
    ("day and month of birth changed about", |f| f.employee.born = Some(date(1969, 7, 4))),
    ("no birthday, nickname", |f| {
        f.employee.born = None;
        f.employee.first = "Billy".into();
    }),
    ("claim number without marks", |f| f.claim_number = "wc2015004417".into()),
    ("typo in the claim number", |f| f.claim_number = "WC-2015-004471".into()),
    ("day and month of the decision changed about", |f| decision(f).decided = date(2016, 9, 2)),
    ("slip in the day of the decision", |f| decision(f).decided = date(2016, 2, 8)),
    ("items in other words", |f| {
        let items = &mut decision(f).items;
        items[0].item = "Hydrocodone-acetaminophen 10-325 mg, qty 60".into();
        if let Some(second) = items.get_mut(1) {
            second.item = "Lumbar spine magnetic resonance imaging without contrast".into();
        }
    }),
    ("one item left out", |f| decision(f).items.truncate(1)),
    ("many at once", |f| {
        f.employee.first = "Wm".into();
        f.employee.last = "Hernandes".into();
        f.claim_number = "WC 2015 04417".into();
        f.parties[0].address = vec!["PO Box 4".into()];
        decision(f).items[0].item = "Hydrocodone/APAP 10/325mg".into();
    }),
];

const OTHERS: &[(&str, Change)] = &[
    ("the next decision on the same drugs", |f| {
        decision(f).decided = date(2016, 3, 9);
        decision(f).served = Some(date(2016, 3, 9));
        decision(f).requested = date(2016, 3, 2);
    }),
    ("the decision of a year later", |f| {
        decision(f).decided = date(2017, 2, 9);
        decision(f).served = Some(date(2017, 2, 9));
        decision(f).requested = date(2017, 2, 3);
    }),
    ("a twin with a claim of the same employer", |f| {
        f.employee.first = "Walter".into();
        f.claim_number = "WC-2015-009120".into();
        f.date_of_injury = Some(date(2015, 8, 19));
    }),
    ("the same name elsewhere", |f| {
        f.employee.born = Some(date(1981, 11, 23));
        f.claim_number = "77-881-20".into();
        f.date_of_injury = Some(date(2014, 1, 9));
        f.parties[1].name = "Valley Produce".into();
        f.parties[0].address = vec!["4 Pine Court, Chico, CA".into()];
    }),
    ("another injury, another treatment", |f| {
        decision(f).items = vec![UrItem::new("Acupuncture", UrOutcome::Denied, Ground::MedicalNecessity)];
    }),
    ("an item more", |f| {
        let more = UrItem::new("Acupuncture 2x6", UrOutcome::Denied, Ground::MedicalNecessity);
        decision(f).items.push(more);
    }),
];

fn decision(form: &mut Form) -> &mut UrDecision {
    form.ur_decision.as_mut().expect("a decision")
}

fn changed(change: Change) -> Identity {
    let mut form = form();
    change(&mut form);
    Identity::of(&form)
}

#[test]
fn a_filing_is_known_again_in_every_disguise_and_shares_a_key() {
    let first = Identity::of(&form());
    for (name, change) in DISGUISES {
        let again = changed(*change);
        let likeness = compare(&again, &first);
        assert!(likeness.is_duplicate(), "{name}: {likeness:#?}");
        assert!(again.keys().iter().any(|key| first.keys().contains(key)), "{name}: {:?}", again.keys());
    }
}

#[test]
fn what_is_only_like_it_is_no_duplicate() {
    let first = Identity::of(&form());
    for (name, change) in OTHERS {
        let likeness = compare(&changed(*change), &first);
        assert!(!likeness.is_duplicate(), "{name}: {likeness:#?}");
    }
}

/// Two disguises at a time, and each look-alike in each disguise: small, and
/// of our own making; the generated world measures by the thousand.
#[test]
fn of_disguises_in_pairs_nearly_all_are_seen_through_and_no_look_alike_is_taken_in() {
    let first = Identity::of(&form());
    let both = |a: Change, b: Change| {
        let mut form = form();
        a(&mut form);
        b(&mut form);
        Identity::of(&form)
    };
    let pairs = DISGUISES.iter().flat_map(|one| DISGUISES.iter().map(move |other| (one, other)));
    let missed: Vec<String> = pairs
        .filter(|((a, one), (b, other))| {
            let again = both(*one, *other);
            let found = again.keys().iter().any(|key| first.keys().contains(key));
            a != b && !(found && compare(&again, &first).is_duplicate())
        })
        .map(|((a, _), (b, _))| format!("{a} and {b}"))
        .collect();
    let all = DISGUISES.len() * (DISGUISES.len() - 1);
    assert!(missed.len() * 50 <= all, "{} of {all} missed: {missed:#?}", missed.len());
    // Those that change the worker only: the others would undo the difference.
    let disguised = OTHERS.iter().flat_map(|one| DISGUISES[..10].iter().map(move |other| (one, other)));
    let taken: Vec<String> = disguised
        .filter(|((_, one), (_, other))| compare(&both(*one, *other), &first).is_duplicate())
        .map(|((a, _), (b, _))| format!("{a}, {b}"))
        .collect();
    assert!(taken.is_empty(), "{taken:#?}");
}

#[test]
fn where_the_decision_is_certain_an_item_may_be_worded_in_any_way() {
    let named = |worker: bool, items: &[&str]| {
        let mut form = form();
        if !worker {
            form.claim_number = String::new();
            form.employee.born = None;
        }
        let items = items.iter().map(|item| UrItem::new(*item, UrOutcome::Denied, Ground::MedicalNecessity));
        decision(&mut form).items = items.collect();
        Identity::of(&form)
    };
    let first = named(true, &["Norco 10/325 MG #60", "Gizmofen device"]);
    assert!(compare(&named(true, &["Norco #60", "Whatsit appliance"]), &first).is_duplicate());
    // What contradicts, what is one item more, and what is of an uncertain
    // worker is asked about.
    for (worker, items) in [
        (true, &["Norco #60", "Flexeril #30"][..]),
        (true, &["Norco #60", "Gizmofen device", "Whatsit appliance"]),
        (false, &["Norco #60", "Whatsit appliance"]),
    ] {
        let likeness = compare(&named(worker, items), &first);
        assert!(!likeness.is_duplicate(), "{items:?}: {likeness:#?}");
        assert_eq!(likeness.shared[0], "Norco #60");
    }
}

#[test]
fn an_item_more_is_told_from_those_filed_before() {
    let (_, change) = OTHERS[5];
    let likeness = compare(&changed(change), &Identity::of(&form()));
    assert_eq!(likeness.shared, ["Norco 10/325 MG #60", "MRI of the lumbar spine"]);
    let (_, change) = OTHERS[0];
    assert!(compare(&changed(change), &Identity::of(&form())).shared.is_empty());
}

#[test]
fn the_facts_that_agree_and_differ_are_named() {
    let likeness = compare(&changed(|f| f.employee.first = "Bill".into()), &Identity::of(&form()));
    assert_eq!(
        likeness.because(),
        "the same: family name, date of birth, claim number, date of injury, employer, address, \
         day of the decision, day of the request, day of service, items; alike: given name."
    );
}
