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
