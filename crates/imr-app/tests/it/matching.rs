//! Rosters and registers that are taken in, and what they do to a match.

use crate::house::{House, coordinator, intake};
use imr_app::AppError;
use imr_core::party::{Actor, Role};
use imr_core::refusal::Code;
use imr_core::reviewer::{Identity, Reviewer};
use imr_sample::Facts;
use imr_store::Kind;
use jiff::civil::date;

const ROSTER: &str = "id,name,degree,licences,certifications,practising_since,hours_per_week,ties,family,capacity
R-201,\"Vale, Robin\",MD,CA|G201||2016-06-30,|Pain Medicine||2019-12-31,2001-07-01,32,officer|Central Valley Spine Holdings|organization,,8
R-202,Kim Osei,MD,CA|G202||2016-06-30,|Pain Medicine||2019-12-31,2001-07-01,32,,spouse|D. Whitlock,8
R-203,Jordan A. Reyes,MD,CA|G203||2016-06-30,|Pain Medicine||2019-12-31,2001-07-01,32,,,8
R-204,Ada Lund,MD,CA|G204||2016-06-30,|Pain Medicine||2019-12-31,2001-07-01,32,privileges|Blue Oak Spine and Pain Medical Group|group,,8
R-205,Bo Nilsson,RN,CA|G205||2016-06-30,|Pain Medicine||2019-12-31,2001-07-01,32,,,8
";

const REGISTER: &str = "name,kind,relation,other,other_kind,share,from,to,source
\"Central Valley Spine Holdings, LLC\",organization,owner,\"Blue Oak Spine & Pain Med. Grp., Inc.\",group,51,2011-04-01,,statement of information 2014
";

#[tokio::test]
async fn a_conflict_over_two_hops_and_another_spelling_is_found_until_the_likeness_is_dismissed() {
    let house = House::with(Facts::default()).await;
    let number = house.to_records().await.expect("records are complete").number().to_owned();
    let taken = house.app.import_roster("roster.csv", ROSTER, &coordinator()).await.expect("it is taken in");
    assert_eq!((taken.added, taken.complaints.len()), (4, 1));
    assert!(taken.complaints[0].to_string().starts_with("roster.csv, line 6, field degree: \"RN\""));

    let excluded = |matching: &imr_core::matching::Matching, id: &str| {
        let one = matching.candidates.iter().find(|one| one.reviewer == id).expect("a candidate");
        one.failed().map(|test| test.code.clone()).collect::<Vec<_>>()
    };
    let before = house.app.match_reviewers(&number).await.expect("it is matched");
    assert_eq!(excluded(&before, "R-201"), Vec::<String>::new());
    assert_eq!(excluded(&before, "R-202"), ["7.2"]);
    assert_eq!(excluded(&before, "R-203"), ["Q10"]);
    assert_eq!(excluded(&before, "R-204"), Vec::<String>::new());
    let told = serde_json::to_string(&before).expect("it is written");
    for name in ["Vale", "Osei", "Jordan A.", "G201", "D. Whitlock"] {
        assert!(!told.contains(name), "{name} stands beside a pseudonym");
    }

    house.app.import_affiliations("register.csv", REGISTER, &coordinator()).await.expect("it is taken in");
    let after = house.app.match_reviewers(&number).await.expect("it is matched");
    assert_eq!(excluded(&after, "R-201"), ["7.2"]);
    assert_eq!(after.chosen.as_deref(), Some("R-204"));
    let one = after.candidates.iter().find(|one| one.reviewer == "R-201").expect("a candidate");
    insta::assert_snapshot!(
        "two_hops",
        one.conflicts[0].steps.iter().map(|step| format!("{} [{}]\n", step.says, step.source)).collect::<String>()
    );

    let taken = one.conflicts[0].taken.last().expect("a likeness").clone();
    let names = (taken.one.as_str(), taken.other.as_str());
    let refusal = house.app.rule_names(names, false, " ", &coordinator()).await.expect_err("a reason is needed");
    assert!(matches!(refusal, AppError::Refused(ref refusal) if refusal.code == Code::ReasonMissing), "{refusal}");
    house.app.rule_names(names, false, "two register numbers", &coordinator()).await.expect("it is recorded");
    let dismissed = house.app.match_reviewers(&number).await.expect("it is matched");
    assert_eq!(excluded(&dismissed, "R-201"), Vec::<String>::new());
    let report = house.app.verify_audit(None).await.expect("it is checked");
    assert_eq!(report.problems, []);
}

#[tokio::test]
async fn a_file_that_is_taken_in_twice_changes_nothing_the_second_time() {
    let house = House::with(Facts::default()).await;
    let first = house.app.import_roster("roster.csv", ROSTER, &coordinator()).await.expect("it is taken in");
    let events = house.app.verify_audit(None).await.expect("it is checked").events;
    let second = house.app.import_roster("roster.csv", ROSTER, &coordinator()).await.expect("it is taken in");
    assert_eq!((first.added, second.added, second.changed, second.unchanged), (4, 0, 0, 4));
    let moved = ROSTER.replace("Ada Lund", "Ada Lund-Berg");
    let third = house.app.import_roster("roster.csv", &moved, &coordinator()).await.expect("it is taken in");
    assert_eq!((third.changed, third.unchanged), (1, 3));
    house.app.import_affiliations("register.csv", REGISTER, &coordinator()).await.expect("it is taken in");
    let again = house.app.import_affiliations("register.csv", REGISTER, &coordinator()).await.expect("it is read");
    assert_eq!((again.added, again.unchanged), (0, 1));
    let report = house.app.verify_audit(None).await.expect("it is checked");
    assert_eq!((report.events, report.problems), (events + 2, vec![]));
    let denied = house.app.import_roster("roster.csv", ROSTER, &intake()).await.expect_err("intake may not");
    assert!(matches!(denied, AppError::Denied(_)), "{denied}");
}

#[tokio::test]
async fn who_a_reviewer_is_stands_in_a_table_of_its_own() {
    let house = House::with(Facts::default()).await;
    house.app.import_roster("roster.csv", ROSTER, &coordinator()).await.expect("it is taken in");
    let store = &house.app.store;
    let who: Identity = store.document(Kind::ReviewerIdentity, "R-202").await.expect("it is read").expect("a row");
    assert_eq!((who.name.as_str(), who.licence_numbers["California"].as_str()), ("Kim Osei", "G202"));
    let row: Reviewer = store.document(Kind::Reviewer, "R-202").await.expect("it is read").expect("a row");
    let events = store.events("organization").await.expect("a history");
    let shown = serde_json::to_string(&row).expect("it is written") + &events[1].fact;
    for name in ["Osei", "G202", "Whitlock"] {
        assert!(!shown.contains(name), "{name} stands beside the pseudonym");
    }
}

#[tokio::test]
async fn a_case_in_hand_counts_for_the_next_one() {
    let mut house = House::with(Facts::default()).await;
    let number = house.to_records().await.expect("records are complete").number().to_owned();
    let proposed = house.app.propose_reviewer(&number, &coordinator(), "matching").await.expect("it is proposed");
    let chosen: Actor = imr_app::App::reviewer_of(&proposed).expect("somebody is proposed");
    assert_eq!(chosen.role, Role::ExpertReviewer);
    let in_hand = |matching: &imr_core::matching::Matching| {
        matching.candidates.iter().find(|one| one.reviewer == chosen.id).map(|one| one.in_hand)
    };
    // The case itself is no load beside itself.
    let again = house.app.match_reviewers(&number).await.expect("it is matched");
    assert_eq!(in_hand(&again), in_hand(proposed.matching().expect("a matching")));
    // The same treatment denied anew, a month later: another dispute.
    let decision = house.story.form.ur_decision.as_mut().expect("a decision");
    (decision.decided, decision.served) = (date(2015, 3, 13), Some(date(2015, 3, 13)));
    decision.requested = date(2015, 3, 9);
    let next = house.to_records().await.expect("another case").number().to_owned();
    let next = house.app.match_reviewers(&next).await.expect("it is matched");
    assert_eq!(in_hand(&next), in_hand(&again).map(|cases| cases + 1));
}

#[tokio::test]
async fn who_speaks_for_a_party_who_acts_for_the_worker_and_where_records_were_written_exclude() {
    let mut house = House::with(Facts::default()).await;
    let contact = r#"[{"role": "claims_administrator", "person": "Toni Marsh"}]"#;
    house.story.form.contacts = serde_json::from_str(contact).expect("a contact");
    let acts = r#"[{"role": "employee_attorney", "name": "Ira Coventry"}]"#;
    house.story.form.representatives = serde_json::from_str(acts).expect("a representative");
    let number = house.to_records().await.expect("records are complete").number().to_owned();
    let case = house.app.case(&number).await.expect("a case");
    let facility = case.documents.iter().find_map(|one| one.facility.clone()).expect("a facility").value;
    let row = |id: &str, ties: &str, family: &str| {
        format!(
            "{id},Robin {id}x,MD,CA|G{id}||2016-06-30,|Pain Medicine||2019-12-31,2001-07-01,32,{ties},{family},8\n"
        )
    };
    let head = ROSTER.lines().next().expect("a head");
    let roster = format!(
        "{head}\n{}{}{}",
        row("R-301", "", "spouse|Toni Marsh"),
        row("R-302", "", "sibling|Ira Coventry"),
        row("R-303", &format!("owner|{facility}|facility|40"), "")
    );
    house.app.import_roster("roster.csv", &roster, &coordinator()).await.expect("it is taken in");
    let found = house.app.match_reviewers(&number).await.expect("it is matched");
    for id in ["R-301", "R-302", "R-303"] {
        let one = found.candidates.iter().find(|one| one.reviewer == id).expect("a candidate");
        assert!(one.failed().any(|test| test.code == "7.2"), "{id}: {}", one.excluded_because());
    }
    assert!(found.chosen.is_some());
    let names = house.app.names_to_attest(&number).await.expect("names");
    for name in ["Toni Marsh", "Ira Coventry", facility.as_str()] {
        assert!(names.iter().any(|one| one == name), "{name} is not attested to: {names:?}");
    }
    // A tie of the organization itself excludes everybody.
    let own = format!(
        "name,kind,relation,other,other_kind,share,from,to,source\n{},organization,officer,{},claims-administrator,,,,test\n",
        house.story.organization.name,
        case.party(Role::ClaimsAdministrator).expect("an administrator").name
    );
    house.app.import_affiliations("register.csv", &own, &coordinator()).await.expect("it is taken in");
    let found = house.app.match_reviewers(&number).await.expect("it is matched");
    assert_eq!(found.chosen, None);
    let because = found.candidates[0].excluded_because();
    assert!(because.contains("the review organization itself has a material professional tie"), "{because}");
    let refused = house.app.propose_reviewer(&number, &coordinator(), "matching").await.expect_err("nobody may");
    assert!(matches!(refused, AppError::Refused(ref why) if why.code == Code::NotQualified), "{refused}");
}
