//! Deadlines against the table that a lawyer can read, and their properties.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;
use std::sync::LazyLock;

/// `docs/specs/deadlines.md` is a table that a lawyer can read and add
/// to; every row is run here.
#[test]
fn every_row_of_the_deadline_table_holds() {
    let california = Law::built_in();
    let plans = Law::profile("ca-dmhc").expect("it is carried");
    let table = include_str!("../../../../docs/specs/deadlines.md");
    let mut wrong = Vec::new();
    let mut rows = 0;
    for (number, line) in
        table.lines().enumerate().filter(|(_, line)| line.starts_with("| ") && !line.starts_with("| rule"))
    {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 9, "line {}: {line}", number + 1);
        assert!(!cells[7].is_empty(), "line {} names no row of the rulebook", number + 1);
        let (law, rule) = match cells[1].strip_prefix("ca-dmhc ") {
            Some(rule) => (&plans, rule),
            None => (&california, cells[1]),
        };
        match due(law, rule, trigger(&cells)) {
            Ok(due) if due.date.to_string() == cells[5] => {}
            Err(refusal) if cells[5] == "not in force" => {
                assert!(refusal.sentence.contains("was not in force on"), "{refusal}");
            }
            Ok(due) => wrong.push(format!("line {}: {line}\n{:#?}", number + 1, due)),
            Err(refusal) => wrong.push(format!("line {}: {line}\n{refusal}", number + 1)),
        }
        rows += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows >= 80, "only {rows} rows were found");
}

/// The trigger in the cells of a row: day and hour, service, kind of review.
fn trigger(cells: &[&str]) -> Trigger {
    let (day, at) = cells[2].split_once(' ').map_or((cells[2], None), |(day, at)| (day, Some(at)));
    let (served, received) = match cells[3].split_once(", received ") {
        Some((served, received)) => (served, Some(received.parse().expect("a day"))),
        None => (cells[3], None),
    };
    let (method, place) = match served.split_once(' ') {
        None => (served, Place::California),
        Some((method, "to another state")) => (method, Place::OtherState),
        Some((method, "abroad")) => (method, Place::Abroad),
        Some((_, place)) => panic!("{place} is no place"),
    };
    let served = match method {
        "-" => None,
        "mail" => Some(Method::Mail),
        "fax" => Some(Method::Fax),
        "electronic" => Some(Method::Electronic),
        "overnight" => Some(Method::Overnight),
        "personal" => Some(Method::Personal),
        _ => panic!("{method} is no manner of service"),
    };
    Trigger::on(day.parse().expect("a day"))
        .at(at.map(|at| at.parse().expect("an hour")))
        .served(served)
        .place(place)
        .received(received)
        .expedited(cells[4].contains("expedited"))
        .formulary(cells[4].contains("formulary"))
}

/// The carried law, read once for the thousands of cases of a property.
fn law() -> &'static Law {
    static LAW: LazyLock<Law> = LazyLock::new(Law::built_in);
    &LAW
}

fn triggers() -> impl Strategy<Value = Trigger> {
    let methods = prop::sample::select(vec![
        None,
        Some(Method::Mail),
        Some(Method::Fax),
        Some(Method::Electronic),
        Some(Method::Overnight),
        Some(Method::Personal),
    ]);
    let places = prop::sample::select(vec![Place::California, Place::OtherState, Place::Abroad]);
    // From the first day of the law to the last from which every period ends
    // within the calendar.
    (0i32..6480, methods, places, any::<bool>(), any::<bool>()).prop_map(
        |(days, served, place, expedited, formulary)| {
            let on = calendar::after(date(2013, 1, 1), days).expect("in range");
            Trigger::on(on).served(served).place(place).expedited(expedited).formulary(formulary)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    /// A period that moves off rest days, or counts working days, never ends
    /// on a weekend or holiday, whatever the row, the service and the year.
    #[test]
    fn a_due_date_is_never_on_a_rest_day(rule in 0usize..1000, trigger in triggers()) {
        let law = law();
        let code = &law.periods()[rule % law.periods().len()].code;
        let Ok(rule) = law.period(code, trigger.on) else { return Ok(()) };
        let chosen = Chosen::of(rule, trigger);
        let moves = chosen.on_rest_day == OnRestDay::NextWorkingDay || matches!(chosen.length, Length::WorkingDays(_));
        if moves && !matches!(chosen.length, Length::Hours(_)) {
            let due = due(law, code, trigger).expect("a rule is in force");
            let rest = calendar::rest(due.date, law).expect("a known year");
            prop_assert_eq!(rest, None, "{} from {:?}: {:#?}", code, trigger, due.steps);
        }
    }

    /// A later trigger never makes an earlier due date, and no period ends
    /// before it begins.
    #[test]
    fn a_later_trigger_is_never_due_earlier(trigger in triggers()) {
        let law = law();
        let next = Trigger { on: calendar::after(trigger.on, 1).expect("in range"), ..trigger };
        for code in ["D5", "D11", "D12", "D17", "D19", "D20", "D21"] {
            let changed = law.period(code, trigger.on).ok().map(|row| row.from) != law.period(code, next.on).ok().map(|row| row.from);
            if changed {
                continue;
            }
            let (first, second) = (due(law, code, trigger).expect("in force"), due(law, code, next).expect("in force"));
            prop_assert!(trigger.on <= first.date && first.date <= second.date, "{code} from {trigger:?}");
        }
    }
}

#[test]
fn no_day_of_the_calendar_ends_the_great_periods_on_a_rest_day() {
    let law = law();
    let mut day = date(2013, 1, 1);
    while day < date(2030, 11, 1) {
        for code in ["D5", "D12", "D17", "D21"] {
            let due = due(law, code, Trigger::on(day)).expect("in force");
            assert_eq!(calendar::rest(due.date, law), Ok(None), "{code} from {day}");
        }
        day = day.tomorrow().expect("in range");
    }
}

#[test]
fn the_explanation_names_every_day_that_was_passed_over() {
    let trigger = Trigger::on(date(2015, 3, 3)).served(Method::Electronic);
    let due = due(&Law::built_in(), "records-due", trigger).expect("a rule is in force");
    let text: Vec<&str> = due.steps.iter().map(|step| step.text.as_str()).collect();
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn what_leans_on_text_that_was_not_seen_says_so() {
    let law = Law::built_in();
    let at = |code, on, formulary| due(&law, code, Trigger::on(on).formulary(formulary)).expect("in force");
    assert!(at("D5", date(2019, 6, 3), false).verified);
    assert!(!at("D5", date(2019, 6, 3), true).verified, "the 10 days are from memory");
    let since = at("D5", date(2026, 4, 1), false);
    assert!(!since.verified);
    assert!(since.steps.iter().any(|step| step.text.contains("since 2026-04-01 was not seen")), "{since:#?}");
}

#[test]
fn since_the_text_of_2026_every_period_of_review_is_marked() {
    let law = Law::built_in();
    for code in (5..=23).map(|number| format!("D{number}")) {
        let at = |on| due(&law, &code, Trigger::on(on).served(Method::Electronic)).expect("in force");
        let (before, since) = (at(date(2026, 3, 31)), at(date(2026, 5, 22)));
        assert!(!since.verified, "{code}");
        let told = |due: &Due| due.steps.iter().any(|step| step.text.contains("not seen"));
        assert!(told(&since) && !told(&before), "{code}: {since:#?}");
    }
}

#[test]
fn a_code_that_is_a_penalty_is_refused_as_such() {
    let refusal = due(&Law::built_in(), "D25", Trigger::on(date(2015, 3, 3))).expect_err("it is no period");
    assert!(refusal.sentence.contains("D25 stands behind the penalty delay-conduct"), "{refusal}");
}

#[test]
fn a_code_that_is_a_penalty_says_so_in_place_of_a_day() {
    let (law, on) = (Law::built_in(), date(2015, 3, 3));
    let none = no_day(&law, "d25", on).expect("it is a rule of the book");
    assert_eq!((none.rule.as_str(), none.date, none.verified), ("D25", None, false));
    let text: Vec<&str> = none.steps.iter().map(|step| step.text.as_str()).collect();
    assert!(text.contains(&"The exposure is $5000 for each day of it, from the first."), "{text:?}");
    assert_eq!((no_day(&law, "D12", on), no_day(&law, "D99", on)), (None, None), "a period, and no rule at all");
}

#[test]
fn an_hour_is_counted_through_nights_and_weekends() {
    let law = Law::built_in();
    let friday = Trigger::on(date(2015, 3, 6)).expedited(true).at("16:00".parse::<Time>().expect("an hour"));
    let due = due(&law, "D12", friday).expect("in force");
    assert_eq!(due.date, date(2015, 3, 7));
    assert!(
        due.steps.iter().any(|step| step.text.contains("end on Saturday, March 7, 2015 at 4:00 pm")),
        "{due:#?}"
    );
}
