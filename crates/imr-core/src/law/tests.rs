//! The rule files that are carried load, bad ones are refused, and an
//! operator's rows take the place of carried ones.

use super::*;
use jiff::civil::date;

#[test]
fn every_carried_rule_file_loads() {
    for (name, files) in built_in::PROFILES {
        let law = Law::parse(files).unwrap_or_else(|fault| panic!("{fault}"));
        assert!(law.rows().len() > 4, "{name} is nearly empty");
    }
    assert!(Law::profile("nowhere").expect_err("it is not carried").remedy.contains("ca-dmhc"));
}

#[test]
fn every_period_of_the_rulebook_is_there() {
    let law = Law::built_in();
    for on in [date(2013, 1, 1), date(2015, 6, 3), date(2019, 6, 3), date(2026, 6, 3)] {
        for number in 1..=24 {
            let row = law.period(&format!("D{number}"), on).unwrap_or_else(|refusal| panic!("{refusal}"));
            assert_eq!(law.period(&row.name, on), Ok(row), "by its name");
            assert!(row.source.contains(&format!("D{number}")), "{} names its row of the rulebook", row.code);
        }
    }
}

#[test]
fn regimes_follow_each_other_without_a_gap() {
    let law = Law::built_in();
    let general: Vec<&Regime> = law.regimes.iter().filter(|row| row.injured_before.is_none()).collect();
    for pair in general.windows(2) {
        assert_eq!(pair[0].to.and_then(|to| to.tomorrow().ok()), Some(pair[1].from), "after {}", pair[0].code);
    }
    let code =
        |injured, communicated, received| law.regime(injured, communicated, received).map(|row| row.code.clone());
    let late = date(2013, 8, 1);
    assert_eq!(code(date(2012, 5, 1), date(2013, 6, 30), late).as_deref(), Ok("R0-pre"));
    assert_eq!(code(date(2012, 5, 1), date(2013, 7, 1), late).as_deref(), Ok("R1-2013-emergency"));
    assert_eq!(code(date(2013, 1, 1), date(2013, 6, 30), late).as_deref(), Ok("R1-2013-emergency"));
    assert_eq!(code(late, late, date(2014, 2, 12)).as_deref(), Ok("R2-2014-final"));
    assert_eq!(code(late, late, date(2026, 4, 1)).as_deref(), Ok("R8-2026"));
}

#[test]
fn the_value_in_force_depends_on_the_day() {
    let law = Law::built_in();
    let at = |day| law.value("missing-ur-decision", day).and_then(|v| Ok(v.words()?.to_owned()));
    assert_eq!(at(date(2014, 3, 31)).as_deref(), Ok("remind"));
    assert_eq!(at(date(2014, 4, 1)).as_deref(), Ok("ineligible"));
    assert!(at(date(2012, 12, 31)).is_err());
    assert_eq!(law.period("D10", date(2013, 6, 3)).expect("in force").length, Length::Days(15));
    assert_eq!(law.period("d10", date(2015, 6, 3)).expect("in force").length, Length::WorkingDays(5));
}

#[test]
fn whatever_refers_to_a_rule_refers_to_one_that_is_there() {
    let law = Law::built_in();
    let codes: Vec<&str> = law.periods.iter().map(|row| row.code.as_str()).chain(["D25"]).collect();
    for rule in law.penalties.iter().filter_map(|row| row.rule.as_deref()) {
        assert!(codes.contains(&rule), "{rule}");
    }
    for row in &law.documents {
        assert!(codes.contains(&row.rule.as_str()), "{}", row.rule);
    }
    let arrivals = law.periods.iter().filter_map(|row| Some(&row.receipt.as_ref()?.arrival));
    for family in law.periods.iter().filter_map(|row| row.service_extension.as_ref()).chain(arrivals) {
        assert!(law.extensions.iter().any(|row| row.family == *family), "{family}");
    }
}

/// Rows of an operator that the program could not go by: where each breaks,
/// and what is said.
#[test]
fn a_value_that_nothing_could_go_by_is_refused_when_it_is_read() {
    let value = |code: &str, value: &str| {
        let rest = "from = 2015-03-01\ncitation = \"c\"\nsource = \"s\"\nverified = true\n";
        format!("# Mine.\n[[value]]\ncode = \"{code}\"\ntitle = \"x\"\nvalue = {value}\n{rest}")
    };
    let rows = [
        ("reviewer-hours-at-least", "\"many\"", "`value` is \"many\"; this row holds a number"),
        ("reviewer-hours-at-least", "-1", "this row holds a number, not below 0"),
        ("hours-run", "\"soon\"", "this row holds one of: continuously, on working days"),
        ("business-day-ends", "\"late\"", "this row holds an hour"),
        ("imr-injury-from", "2013", "this row holds a day"),
        ("eligibility-signature", "\"employee, passer_by\"", "`value` lists \"passer_by\""),
        ("conflict-familial", "\"spouse, neighbour\"", "`value` lists \"neighbour\""),
        ("application-editions", "7", "`value` is 7; this row holds words"),
    ];
    for (code, given, reason) in rows {
        let fault = Law::built_in().with(&[("rules/mine.toml", &value(code, given))]).expect_err(code);
        assert_eq!((fault.file.as_str(), fault.line), ("rules/mine.toml", 2));
        assert!(fault.reason.contains(reason), "{fault}");
    }
    assert!(Law::built_in().with(&[("mine.toml", &value("reviewer-hours-at-least", "30"))]).is_ok());
}

#[test]
fn a_bad_row_is_refused_with_file_line_and_reason() {
    let value = |body: &str| {
        format!(
            "# Mine.\n[[value]]\ncode = \"x\"\ntitle = \"x\"\n{body}\ncitation = \"c\"\nsource = \"s\"\nverified = true\n"
        )
    };
    let twice = value("value = 1\nfrom = 2015-01-01") + &value("value = 2\nfrom = 2016-01-01");
    let rows = [
        ("[[period]]\ncode = \"D99\"\nname = \"x\"\nlength = \"soon\"\n".to_owned(), 4, "\"soon\" is not a length of time"),
        ("[[value]]\ncod = \"x\"\n".to_owned(), 2, "cod"),
        ("[[vlaue]]\ncode = \"x\"\n".to_owned(), 1, "vlaue"),
        (value("value = 1\nfrom = 2015-02-30"), 6, ""),
        (value("value = 1\nfrom = 2015-03-01\nto = 2015-02-01"), 2, "`to` is before `from`"),
        (twice, 11, "two rows of value x are in force on 2016-01-01"),
        (value("value = 1\nfrom = 2015-03-01").replace("\"c\"", "\" \""), 2, "`citation` is empty"),
        (
            "[[period]]\ncode = \"D5\"\nname = \"x\"\ntitle = \"x\"\ntrigger = \"x\"\nowed_by = \"applicant\"\nfrom = 2030-01-01\nlength = \"30 days\"\nservice_extension = \"ccp\"\ncitation = \"c\"\nsource = \"s\"\nverified = true\n".to_owned(),
            9,
            "no extension rows of the family \"ccp\"",
        ),
        ("[days]\n2015-02-31 = \"A Day\"\n".to_owned(), 2, "\"2015-02-31\" is not a day"),
        (
            "[[penalty]]\ncode = \"x\"\ntitle = \"x\"\ndollars = -5\nfrom = 2015-01-01\ncitation = \"c\"\nsource = \"s\"\nverified = true\n".to_owned(),
            1,
            "above 0 dollars",
        ),
        (
            "[[fee]]\ncode = \"x\"\ntitle = \"x\"\nend = \"determined\"\nfrom = 2015-01-01\ncitation = \"c\"\nsource = \"s\"\nverified = true\n".to_owned(),
            1,
            "needs its amount",
        ),
    ];
    for (text, line, reason) in rows {
        let fault = Law::built_in().with(&[("rules/mine.toml", &text)]).expect_err(&text);
        assert_eq!(fault.file, "rules/mine.toml");
        assert!(fault.reason.contains(reason), "{fault}");
        // A day that TOML itself refuses is found where the parser stood.
        assert!(reason.is_empty() || fault.line == line, "{fault}");
    }
}

const OVERLAY: &str = r#"
[[fee]]
code = "flat"
title = "Review of any kind"
end = "determined"
dollars = 400
from = 2026-04-01
to = 2026-12-31
citation = "8 CCR 9792.10.8, text of 2026"
source = "the regulation"
verified = true
"#;

#[test]
fn an_operators_row_cuts_the_carried_one_and_leaves_the_other_days() {
    let law = Law::built_in().with(&[("mine.toml", OVERLAY)]).expect("it is in order");
    let dollars = |on| law.fees(on).find(|row| row.code == "flat").and_then(|row| row.dollars);
    let told = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 12, 31), date(2027, 1, 1)].map(dollars);
    assert_eq!(told, [Some(345), Some(400), Some(400), Some(345)]);
    let again = law.rows().len();
    assert_eq!(again, Law::built_in().rows().len() + 1, "the carried row is in two parts, less what was cut");
}

#[test]
fn an_operator_may_add_a_year_and_take_a_holiday_out() {
    let text = "citation = \"the state's calendar\"\nverified = true\nfirst_year = 2031\nlast_year = 2031\n[days]\n2015-03-31 = \"\"\n2031-01-01 = \"New Year's Day\"\n";
    let law = Law::built_in().with(&[("mine.toml", text)]).expect("it is in order");
    assert_eq!(crate::calendar::rest(date(2015, 3, 31), &law), Ok(None));
    assert_eq!(crate::calendar::rest(date(2031, 1, 1), &law), Ok(Some("New Year's Day".to_owned())));
    assert_eq!(crate::calendar::rest(date(2013, 1, 1), &law), Ok(Some("New Year's Day".to_owned())));
}

#[test]
fn every_field_that_the_rule_book_may_ask_for_is_one_that_the_screen_knows() {
    let mut law = String::new();
    for field in super::value::FORM_FIELDS {
        let row = "title = \"fields\"\nfrom = 2013-01-01\ncitation = \"x\"\nsource = \"x\"\nverified = false\n";
        law = format!("[[value]]\ncode = \"application-form-fields\"\nvalue = \"{field}\"\n{row}");
        let asked = Law::built_in().with(&[("mine.toml", &law)]).expect("a field");
        let form = crate::application::Form::received_on(date(2015, 3, 16));
        let screening = crate::eligibility::screen(&form, &asked).expect("screened");
        assert!(!screening.tests[1].because.contains("does not know"), "{field}: {}", screening.tests[1].because);
    }
    let stray = law.replace("\"diagnosis\"", "\"diagnosis, shoe_size\"");
    let fault = Law::built_in().with(&[("mine.toml", &stray)]).expect_err("it is refused");
    assert!(fault.to_string().contains("shoe_size"), "{fault}");
}
