//! The rule files that are carried load, and bad ones are refused.

use super::*;
use jiff::civil::date;

fn built_in() -> Law {
    Law::parse(built_in::CALIFORNIA_WORKERS_COMPENSATION).expect("the carried rule files load")
}

#[test]
fn the_value_in_force_depends_on_the_day() {
    let law = built_in();
    let at = |day| law.value("missing-ur-decision", day).and_then(|v| Ok(v.words()?.to_owned()));
    assert_eq!(at(date(2014, 3, 31)).as_deref(), Ok("remind"));
    assert_eq!(at(date(2014, 4, 1)).as_deref(), Ok("ineligible"));
    assert!(at(date(2012, 12, 31)).is_err());
    assert_eq!(law.period("D10", date(2013, 6, 3)).expect("in force").length, Length::Days(15));
    assert_eq!(law.period("d10", date(2015, 6, 3)).expect("in force").length, Length::WorkingDays(5));
}

#[test]
fn a_bad_row_is_refused_with_file_line_and_reason() {
    let text = "[[period]]\ncode = \"D99\"\nname = \"x\"\nlength = \"soon\"\n";
    let fault = Law::parse(&[("rules/mine.toml", text)]).expect_err("it is refused");
    assert_eq!((fault.file.as_str(), fault.line), ("rules/mine.toml", 4));
    assert!(fault.reason.contains("\"soon\" is not a length of time"), "{fault}");
    let typo = "[[value]]\ncod = \"x\"\n";
    let fault = Law::parse(&[("rules/mine.toml", typo)]).expect_err("it is refused");
    assert_eq!(fault.line, 2);
    assert!(fault.reason.contains("cod"), "{fault}");
}

#[test]
fn two_rows_in_force_on_one_day_are_refused() {
    let row = |from: &str| {
        format!(
            "[[value]]\ncode = \"x\"\ntitle = \"x\"\nvalue = 1\nfrom = {from}\ncitation = \"c\"\nsource = \"s\"\nverified = true\n"
        )
    };
    let text = row("2015-01-01") + &row("2016-01-01");
    let fault = Law::parse(&[("rules/mine.toml", &text)]).expect_err("it is refused");
    assert!(fault.reason.contains("two rows are in force on 2016-01-01"), "{fault}");
}
