//! `docs/specs/eligibility.md` is a table that a lawyer can read and add to;
//! every row is run here.

use super::*;
use crate::application::tests::form;
use crate::application::{
    End, Ended, Ground, LiabilityObjection, LiabilityResolved, PeriodFound, Representative, Signature, Threat,
    UrDecision, UrItem, UrOutcome,
};
use crate::party::Role;
use crate::service::Method;
use jiff::ToSpan as _;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;

const TABLE: &str = include_str!("../../../../docs/specs/eligibility.md");

/// A value by the name it has in JSON.
fn named<T: DeserializeOwned>(name: &str) -> T {
    let value = serde_json::Value::String(name.to_owned());
    serde_json::from_value(value).unwrap_or_else(|why| panic!("{name}: {why}"))
}

fn day(text: &str) -> Option<Date> {
    (text != "none").then(|| text.parse().unwrap_or_else(|why| panic!("{text}: {why}")))
}

fn decision(form: &mut Form) -> &mut UrDecision {
    form.ur_decision.as_mut().expect("a decision")
}

fn item<'a>(form: &'a mut Form, number: &str) -> &'a mut UrItem {
    let number: usize = number.parse().expect("a number");
    &mut decision(form).items[number - 1]
}

/// Does what a clause of the column "but" says.
fn change(form: &mut Form, standing: &mut Standing, clause: &str) {
    let words: Vec<&str> = clause.split_whitespace().collect();
    match words.as_slice() {
        ["-"] => {}
        ["received", on] => form.received = day(on).expect("a day"),
        ["injury", on] => form.date_of_injury = day(on),
        ["born", on] => form.employee.born = day(on),
        ["stated", on] => form.ur_decision_date = day(on),
        ["decided", on] => {
            let on = day(on).expect("a day");
            let decision = decision(form);
            decision.decided = on;
            decision.served = Some(on);
            decision.requested = on.checked_sub(8.days()).expect("in range");
        }
        ["requested", on] => decision(form).requested = day(on).expect("a day"),
        ["served", "by", "none"] => decision(form).method = None,
        ["served", "by", method] => decision(form).method = Some(named::<Method>(method)),
        ["served", on] => decision(form).served = day(on),
        ["decision", "received", on] => decision(form).received = day(on),
        ["no", "decision"] => form.ur_decision = None,
        ["no", "form", "enclosed"] => decision(form).form_enclosed = Some(false),
        ["enclosure", "unsaid"] => decision(form).form_enclosed = None,
        ["expedited", "decision"] => decision(form).expedited = true,
        ["asks", "expedited"] => form.priority = Priority::Expedited,
        ["edition", "none"] => form.edition = None,
        ["edition", edition] => form.edition = Some((*edition).to_owned()),
        ["lives", ..] => {
            let employee = form.parties.iter_mut().find(|one| one.role == Role::Employee).expect("an employee");
            employee.address = vec!["1 Main St".into(), clause.trim_start_matches("lives ").into()];
        }
        ["illegible"] => form.legible = false,
        ["no", "consent"] => form.consent = Some(false),
        ["consent", "unsaid"] => form.consent = None,
        ["no", party] => {
            let role = match *party {
                "employee" => Role::Employee,
                "administrator" => Role::ClaimsAdministrator,
                "physician" => Role::RequestingPhysician,
                other => panic!("no {other}"),
            };
            form.parties.retain(|one| one.role != role);
        }
        ["signed", ..] | ["representative", ..] => sign(form, &words),
        _ => dispute(form, standing, clause, &words),
    }
}

/// Clauses on who signed.
fn sign(form: &mut Form, words: &[&str]) {
    match words {
        ["signed", "by", "none"] => form.signature = None,
        ["signed", "by", role] => form.signature = Some(Signature::of(named(role))),
        ["signed", "by", role, "on", on] => {
            form.signature = Some(Signature { on: day(on), ..Signature::of(named(role)) })
        }
        ["signed", "by", role, "named", name @ ..] => {
            form.signature = Some(Signature { name: Some(name.join(" ")), ..Signature::of(named(role)) });
        }
        ["representative", role, "designated", on, rest @ ..] => {
            let name = rest.iter().position(|word| *word == "named").map(|at| rest[at + 1..].join(" "));
            let name = name.unwrap_or_else(|| "Cy Sample".to_owned());
            let until = rest.iter().position(|word| *word == "until").and_then(|at| day(rest[at + 1]));
            let proof = if rest.contains(&"unsaid") { None } else { Some(!rest.contains(&"proof")) };
            form.representatives.push(Representative {
                role: named(role),
                name,
                organization: None,
                address: Vec::new(),
                designated: day(on),
                until,
                proof,
            });
        }
        _ => panic!("{words:?} is not known"),
    }
}

/// Clauses on what is in dispute, and on what became of it.
fn dispute(form: &mut Form, standing: &mut Standing, clause: &str, words: &[&str]) {
    match words {
        ["threat", on @ ..] => {
            let on = on.first().and_then(|on| day(on)).unwrap_or(form.received);
            form.threat = Some(Threat { certified_by: "Bo Sample, M.D.".into(), on });
        }
        ["screened", on] => standing.today = day(on),
        ["items", ..] => {
            let items = clause.trim_start_matches("items ").split(" / ");
            let denied = |item| UrItem::new(item, UrOutcome::Denied, Ground::MedicalNecessity);
            decision(form).items = items.map(denied).collect();
        }
        ["treatments", ..] => {
            let treatments = clause.trim_start_matches("treatments ").split(" / ");
            form.treatments = treatments.map(str::to_owned).collect();
        }
        ["item", number, outcome, ground] => {
            let item = item(form, number);
            (item.outcome, item.ground) = (named(outcome), named(ground));
        }
        ["objection", number, rest @ ..] => {
            let agrees_to_review = rest.contains(&"agrees");
            item(form, number).liability = Some(LiabilityObjection { reason: None, agrees_to_review });
        }
        ["resolved", how, on, rest @ ..] => {
            let method = rest.contains(&"mail").then_some(Method::Mail);
            let served = day(on).expect("a day");
            form.liability_resolved =
                Some(LiabilityResolved { served, method, for_employee: *how == "for", renewed: None, told: None });
        }
        ["renewed", on] => form.liability_resolved.as_mut().expect("it was resolved").renewed = day(on),
        ["ended", number, on @ ..] => {
            let on = on.first().and_then(|on| day(on)).unwrap_or(form.received);
            item(form, number).ended = Some(Ended { how: End::Authorized, on });
        }
        ["time", "over"] => standing.time_over = true,
        ["asks", "anew"] => standing.asks_anew = true,
        ["nobody", "renewed"] => standing.not_renewed = true,
        [track @ ("ordinary" | "formulary"), "found"] => {
            let (by, because) = ("coordinator c-1".to_owned(), "The text was looked up.".to_owned());
            standing.period = Some(PeriodFound { track: named(track), by, because });
        }
        ["reversed", reason] => standing.reversed.push(named(reason)),
        ["other"] => standing.other = Some("The claim is of another State.".to_owned()),
        _ => panic!("the clause \"{clause}\" is not known"),
    }
}

/// The result of a test as the table writes it.
fn written(test: &Test, screening: &Screening) -> String {
    match test.result {
        TestResult::Passed if test.code == "E11" => match screening.priority {
            Priority::Expedited => "passed expedited".to_owned(),
            Priority::Regular => "passed regular".to_owned(),
        },
        TestResult::Passed if test.code == "E12" => match screening.track {
            Track::Formulary => "passed formulary".to_owned(),
            Track::Ordinary => "passed ordinary".to_owned(),
        },
        TestResult::Passed => "passed".to_owned(),
        TestResult::NotAsked => "not asked".to_owned(),
        TestResult::Failed(reason) => format!("failed {reason}"),
        TestResult::Open(reason) => format!("open {reason}"),
        TestResult::Undecided(reason) => format!("undecided {reason}"),
        TestResult::Deferred(reason) => format!("deferred {reason}"),
    }
}

#[test]
fn every_row_of_the_eligibility_table_holds() {
    let law = Law::built_in();
    let (mut rows, mut wrong, mut said) = (0, Vec::new(), BTreeSet::new());
    for (at, line) in TABLE.lines().enumerate().filter(|(_, line)| line.starts_with("| E")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let (mut form, mut standing) = (form(), Standing::default());
        let day = cells[3].split("; ").find_map(|clause| clause.strip_prefix("received "));
        let accepted = law.value("application-editions", day.and_then(self::day).unwrap_or(form.received));
        form.edition =
            accepted.and_then(|row| row.words()).ok().and_then(|all| all.split(", ").last()).map(str::to_owned);
        for clause in cells[3].split("; ") {
            change(&mut form, &mut standing, clause);
        }
        let screening = screen_with(&form, &standing, &law).expect("the law has a row for each test");
        let test = screening.tests.iter().find(|test| test.code == cells[1]).expect("the test was run");
        let due = screening.filing_due.as_ref().map_or("-".to_owned(), |due| due.date.to_string());
        let found = [written(test, &screening), due, screening.outcome.name().to_owned()];
        if found != cells[4..7] {
            wrong.push(format!("line {}: {line}\n  but: {found:?}\n  {}", at + 1, screening.because()));
        }
        said.extend(screening.reasons());
        said.extend(test.result.reason());
        rows += 1;
    }
    assert!(wrong.is_empty(), "{} of {rows} rows:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows >= 70, "only {rows} rows were found");
    // A duplicate never comes to the screen: the comparison finds it.
    let untested: Vec<&Reason> =
        Reason::ALL.iter().filter(|one| **one != Reason::Duplicate && !said.contains(one)).collect();
    assert!(untested.is_empty(), "no row comes to {untested:?}");
}

#[test]
fn all_twelve_tests_are_recorded_in_their_order() {
    let screening = screen(&form(), &Law::built_in()).expect("the law has a row for each test");
    let codes: Vec<&str> = screening.tests.iter().map(|test| test.code.as_str()).collect();
    assert_eq!(codes, ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "E9", "E10", "E11", "E12"]);
    assert!(screening.tests.iter().all(|test| !test.because.is_empty() && !test.citation.is_empty()));
}

#[test]
fn each_reason_that_a_test_gives_is_a_row_of_the_law() {
    let law = Law::built_in();
    for reason in Reason::ALL {
        assert!(law.reason(reason.as_str(), "2015-03-16".parse().expect("a day")).is_ok(), "{reason}");
    }
}

#[test]
fn a_defect_says_what_to_do_and_until_when() {
    let mut form = form();
    form.signature = None;
    form.consent = Some(false);
    let screening = screen(&form, &Law::built_in()).expect("the law has a row for each test");
    let said: Vec<String> = screening
        .defects
        .iter()
        .map(|defect| {
            let cure = defect.cure.as_deref().unwrap_or_default();
            let until = defect.until.map(|day| day.to_string()).unwrap_or_default();
            format!("{} {}: {} {cure} {until}", defect.test, defect.reason, defect.sentence)
        })
        .collect();
    assert_eq!(
        said,
        [
            "E2 FORM_INCOMPLETE: The consent to obtain the medical records is missing. Send a form on which this is put right. 2015-04-03",
            "E4 NOT_SIGNED: Nobody who may sign has signed the application. Sign the form and send it again. 2015-04-03"
        ]
        .map(|line| line.replace("Nobody who may sign has signed", "Nobody signed"))
    );
}

#[test]
fn a_treatment_that_the_decision_does_not_have_is_told_and_stops_nothing_else() {
    let mut form = form();
    form.treatments = vec!["Lumbar MRI".into(), "Acupuncture, neck".into()];
    let screening = screen(&form, &Law::built_in()).expect("the law has a row for each test");
    let [defect] = screening.defects.as_slice() else { panic!("{:?}", screening.defects) };
    assert_eq!((screening.outcome, defect.reason, defect.until), (Outcome::Eligible, Reason::NoUrDecision, None));
    assert_eq!(
        defect.sentence,
        "The form disputes \"Acupuncture, neck\", of which the decision of 2015-02-27 that is attached says nothing. \
         The rest of what it disputes can be reviewed without."
    );
}

#[test]
fn a_decision_that_is_not_attached_can_be_sent_at_least_until_the_day_by_the_form() {
    let law = Law::built_in();
    let mut form = form();
    (form.ur_decision_date, form.ur_decision) = (day("2015-02-27"), None);
    let until = |form: &Form| {
        let screening = screen(form, &law).expect("the law has a row for each test");
        assert_eq!(screening.filing_due, None, "the day of service is not known");
        screening.defects.iter().find(|one| one.reason == Reason::NoUrDecision).expect("it is missing").until
    };
    assert_eq!(until(&form), day("2015-03-30"));
    form.received = day("2015-04-02").expect("a day");
    assert_eq!(until(&form), None, "it may be longer, and nobody knows");
    form.ur_decision_date = day("2018-02-05");
    form.received = day("2018-02-12").expect("a day");
    form.treatments = vec!["Norco 10/325 MG #60".into()];
    assert_eq!(until(&form), day("2018-02-15"), "the least that it can be");
}

#[test]
fn a_missing_date_of_injury_is_said_once() {
    let mut form = form();
    form.date_of_injury = None;
    form.ur_decision = None;
    form.ur_decision_date = None;
    let screening = screen(&form, &Law::built_in()).expect("the law has a row for each test");
    let said = screening.defects.iter().filter(|defect| defect.sentence.contains("date of injury"));
    assert_eq!(said.map(|defect| defect.test.as_str()).collect::<Vec<_>>(), ["E2"]);
    assert!(screening.tests[0].result.reason().is_some());
}

#[test]
fn one_item_is_told_of_as_one_and_none_as_none() {
    let because = |form: &Form, code: &str| {
        let screening = screen(form, &Law::built_in()).expect("the law has a row for each test");
        screening.tests.into_iter().find(|one| one.code == code).map(|one| one.because)
    };
    let mut form = form();
    decision(&mut form).items.truncate(1);
    item(&mut form, "1").ground = Ground::MissingInformation;
    let (denied, only) = (because(&form, "E7"), because(&form, "E8"));
    assert_eq!(denied.as_deref(), Some("1 of 1 item was denied or modified, 1 on medical grounds."));
    let told =
        "1 item was denied only until information comes; nothing that is in dispute was judged on necessity.";
    assert_eq!(only.as_deref(), Some(told));
    item(&mut form, "1").ended = Some(Ended { how: End::Authorized, on: "2015-03-10".parse().expect("a day") });
    let left = because(&form, "E10").expect("it is asked");
    assert!(left.ends_with("; nothing is left to review."), "{left}");
    item(&mut form, "1").outcome = UrOutcome::Approved;
    assert_eq!(because(&form, "E7").as_deref(), Some("The item was neither denied nor modified."));
}
