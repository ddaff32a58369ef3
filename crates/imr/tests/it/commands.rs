//! The smaller commands, and the help.

use crate::program::Desk;

#[test]
fn help_says_what_can_be_done() {
    let desk = Desk::new();
    for (name, args) in
        [("help", vec!["--help"]), ("help_demo", vec!["demo", "--help"]), ("help_due", vec!["due", "--help"])]
    {
        let said = desk.run(&args);
        assert_eq!(said.status, Some(0));
        insta::assert_snapshot!(name, said.out);
    }
}

#[test]
fn due_explains_itself() {
    let desk = Desk::new();
    let said = desk.run(&["due", "records-due", "--on", "2015-03-19", "--served", "electronic"]);
    insta::assert_snapshot!("due", said.out);
    let json = desk.run(&["due", "D12", "--on", "2015-03-19", "--served", "electronic", "--json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["date"], "2015-04-01");
    assert_eq!(json["steps"].as_array().map(Vec::len), Some(5));
}

#[test]
fn a_rule_that_gives_no_day_is_answered_all_the_same() {
    let desk = Desk::new();
    let said = desk.run(&["due", "D25", "--on", "2015-03-19"]);
    assert_eq!(said.status, Some(0), "{}", said.err);
    assert!(said.out.starts_with("No day\n") && said.out.contains("$5000 for each day"), "{}", said.out);
    let json = desk.run(&["due", "D25", "--on", "2015-03-19", "--json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["date"], serde_json::Value::Null);
    assert_eq!(json["steps"].as_array().map(Vec::len), Some(4));
}

#[test]
fn due_knows_service_formulary_hour_and_jurisdiction() {
    let desk = Desk::new();
    let rows: [(&str, &str); 6] = [
        ("due D5 --on 2015-02-03 --served mail --to abroad", "Wednesday, March 25, 2015"),
        ("due D5 --on 2019-06-03 --served electronic --formulary", "Monday, June 17, 2019"),
        ("due D1 --on 2015-03-02 --at 17:31", "Tuesday, March 10, 2015"),
        ("due D17 --on 2015-03-12 --expedited", "Sunday, March 15, 2015"),
        ("due file-application --jurisdiction ca-dmhc --on 2015-08-31", "Monday, February 29, 2016"),
        ("due D5 --on 2026-04-01", "The text in force since 2026-04-01 was not seen"),
    ];
    for (line, expected) in rows {
        let args: Vec<&str> = line.split(' ').collect();
        let said = desk.run(&args);
        assert!(said.out.contains(expected), "{line}: {}{}", said.out, said.err);
    }
}

const OVERLAY: &str = r#"
[[period]]
code = "D23"
name = "pay-invoice"
title = "invoice for the review paid"
trigger = "invoice"
owed_by = "claims_administrator"
from = 2026-04-01
length = "20 days"
on_rest_day = "next working day"
citation = "8 CCR 9792.10.8, text of 2026"
source = "the regulation"
verified = true
"#;

#[test]
fn an_operators_rules_go_before_carried_ones_and_a_bad_one_is_refused() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("config/rules")).expect("a folder");
    std::fs::write(desk.path("config/rules/mine.toml"), OVERLAY).expect("it is written");
    let due = |on: &str| desk.run(&["due", "D23", "--on", on, "--config", "config"]).out;
    assert!(due("2026-05-04").starts_with("Tuesday, May 26, 2026\n"), "{}", due("2026-05-04"));
    assert!(due("2026-03-31").starts_with("Thursday, April 30, 2026\n"), "{}", due("2026-03-31"));
    std::fs::write(desk.path("config/rules/mine.toml"), OVERLAY.replace("20 days", "20 dyas"))
        .expect("it is written");
    for line in ["due D5 --on 2015-02-03", "rules list", "rules check"] {
        let said = desk.run(&[line.split(' ').collect(), vec!["--config", "config"]].concat());
        assert_eq!(said.status, Some(1), "{line}: {}", said.out);
        assert!(said.out.is_empty(), "{line}: {}", said.out);
        let fault =
            "the rule file config/rules/mine.toml cannot be used: line 9: \"20 dyas\" is not a length of time";
        assert!(said.err.contains(fault), "{line}: {}", said.err);
    }
    let nowhere = desk.run(&["rules", "check", "--config", "nowhere"]);
    assert!(nowhere.err.contains("There is no configuration folder nowhere"), "{}", nowhere.err);
}

#[test]
fn what_is_unverified_or_over_on_a_day_is_listed() {
    let desk = Desk::new();
    let said = desk.run(&["rules", "check", "--on", "2026-11-22"]).out;
    assert!(said.contains("UNVERIFIED regime    R8-2026"), "{said}");
    assert!(said.contains("UNVERIFIED fee       flat"), "{said}");
    let before = desk.run(&["rules", "check", "--on", "2026-03-31"]).out;
    assert!(!before.contains("UNVERIFIED fee       flat"), "{before}");
    let listed = desk.run(&["rules", "list", "--on", "2013-06-03"]).out;
    assert!(listed.contains("verified   fee       regular-other-two        Regular review by two reviewers of another degree: $655; 2013-01-01 to 2014-03-31 [8 CCR 9792.10.8]"), "{listed}");
}

#[test]
fn a_guideline_is_shown_for_an_item() {
    let desk = Desk::new();
    let said = desk.run(&["guideline", "for", "Flexeril 5 mg #30", "--on", "2015-02-19"]);
    insta::assert_snapshot!("guideline_for", said.out);
    let check = desk.run(&["guideline", "check"]);
    assert_eq!(check.out, "2 guidelines, 3 sections, 9 criteria\n");
}

#[test]
fn the_case_file_is_listed_and_searched_and_reviewers_are_explained() {
    let desk = Desk::new();
    desk.demo(&[]);
    let found = desk.run(&["file", "search", "CM15-9000001", "radicular", "constipation", "--data", "demo"]);
    insta::assert_snapshot!("search", found.out);
    let listed = desk.run(&["file", "list", "CM15-9000001", "--data", "demo"]);
    assert!(listed.out.contains("8. Progress report, 02/17/2015, pages 8-9"), "{}", listed.out);
    let matched = desk.run(&["match", "CM15-9000001", "--data", "demo"]);
    assert!(matched.out.contains("Reviewers for case CM15-9000001"), "{}", matched.out);
}
