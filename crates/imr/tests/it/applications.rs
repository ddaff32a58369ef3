//! Applications, cases, what is due, and moving it all, as somebody meets them
//! who has just been given the program.

use crate::program::{Desk, Said};
use std::collections::BTreeSet;
use std::process::{Command, Stdio};

/// An application that can be reviewed, as JSON.
const FORM: &str = r#"{
  "received": "2015-03-16",
  "received_at": "16:05:00",
  "channel": "fax",
  "edition": "2014-02",
  "parties": [
    {"role": "employee", "name": "Alma Ruiz", "address": ["1 Main St", "Fresno, CA 93650"]},
    {"role": "requesting_physician", "name": "Bo Hale, M.D.", "address": ["2 Main St", "Fresno, CA 93650"]},
    {"role": "claims_administrator", "name": "Sample Claims", "address": ["3 Main St", "Reno, NV 89501"]}
  ],
  "employee": {"first": "Alma", "last": "Ruiz", "born": "1970-03-04"},
  "claim_number": "S-1001",
  "date_of_injury": "2014-02-11",
  "signature": {"by": "employee", "name": "Alma Ruiz", "on": "2015-03-14"},
  "consent": "yes",
  "ur_decision": {
    "decided": "2015-02-27", "served": "2015-02-27", "method": "mail", "requested": "2015-02-19",
    "organization": "Sample Review", "form_enclosed": "yes",
    "items": [{"item": "MRI of the lumbar spine", "outcome": "denied", "ground": "medical_necessity"}]
  }
}"#;

impl Desk {
    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("it is written");
    }

    /// Runs a line of words without blanks in them.
    fn line(&self, line: &str) -> Said {
        self.run(&line.split(' ').collect::<Vec<_>>())
    }

    /// Runs a line that must succeed; gives what it printed.
    fn done(&self, line: &str) -> String {
        let said = self.line(line);
        assert_eq!(said.status, Some(0), "{line}: {}\n{}", said.out, said.err);
        said.out
    }

    /// Files [`FORM`]; gives its identifier.
    fn file_one(&self) -> String {
        self.write("form.json", FORM);
        let out = self.done("application file form.json --data data");
        out.split_whitespace().next().expect("an identifier").to_owned()
    }
}

#[test]
fn an_application_is_filed_shown_and_screened_and_its_receipt_is_taken_home() {
    let desk = Desk::new();
    let id = desk.file_one();
    let shown = desk.done(&format!("application show {id} --data data"));
    assert!(shown.starts_with(&format!("Application {id}: screening (A3)\n")), "{shown}");
    assert!(shown.contains("Eligibility, as things are\n") && shown.contains("E12  passed"), "{shown}");
    assert!(shown.contains("Owed: receipt") && shown.contains(&format!("imr application receipt {id}")), "{shown}");
    let receipt = desk.done(&format!("application receipt {id} --data data")).replace('\n', " ");
    for said in [
        "Receipt of Application",
        "Monday, March 16, 2015 at 16:05 (Pacific time), by fax",
        "Form: edition 2014-02",
        "Signed By: Alma Ruiz (employee), on Saturday, March 14, 2015",
        "Utilization Review Decision: attached, of Friday, February 27, 2015, with 1 item",
        "1. MRI of the lumbar spine",
        "nothing is missing",
    ] {
        assert!(receipt.contains(said), "{said}: {receipt}");
    }
    assert!(!receipt.contains("PROOF OF SERVICE"), "it is handed out, not served: {receipt}");
    // The hash on the receipt is the one in the history.
    let history = desk.done(&format!("application history {id} --data data"));
    let short = history.split_whitespace().nth(4).expect("a hash");
    assert!(receipt.contains(&format!("hash {short}")), "{short}: {receipt}");
    desk.done(&format!("application receipt {id} --data data --output home/receipt.pdf"));
    assert!(std::fs::read(desk.path("home/receipt.pdf")).expect("a PDF").starts_with(b"%PDF"));
    let screened = desk.done(&format!("application do screen {id} --reason screening --data data"));
    assert!(screened.contains(": eligible (A8)"), "{screened}");
    desk.done("audit verify --data data");
}

#[test]
fn a_receipt_lists_what_the_application_lacks() {
    let desk = Desk::new();
    desk.write("form.json", &FORM.replace("\"edition\": \"2014-02\",", "").replace("\"signature\"", "\"//\""));
    let refused = desk.line("application file form.json --data data");
    assert_eq!(refused.status, Some(2), "an unknown field is not passed over: {}", refused.out);
    let unsigned = FORM.lines().filter(|line| !line.contains("signature")).collect::<Vec<_>>().join("\n");
    desk.write("form.json", &unsigned.replace("\"edition\": \"2014-02\",", ""));
    let out = desk.done("application file form.json --data data --receipts home");
    assert!(out.contains("FORM_INCOMPLETE: The edition of the form cannot be told"), "{out}");
    assert!(out.contains("NOT_SIGNED"), "{out}");
    let id = out.split_whitespace().next().expect("an identifier");
    assert!(desk.path(&format!("home/{id}-receipt.pdf")).is_file());
    let receipt = desk.done(&format!("application receipt {id} --data data")).replace('\n', " ");
    assert!(receipt.contains("WHAT STANDS IN THE WAY OF A REVIEW"), "{receipt}");
    assert!(receipt.contains("Sign the form and send it again. Until Friday, April 3, 2015."), "{receipt}");
}

#[test]
fn one_date_before_the_law_holds_up_no_other() {
    let desk = Desk::new();
    let line = |text: String| text.replace('\n', " ");
    let other = |name: &str, number: &str| {
        let form = FORM.replace("Alma", "Ines").replace("Ruiz", name).replace("1970-03-04", "1981-07-21");
        form.replace("S-1001", number)
    };
    let old = other("Moreno", "Z-9").replace("2015-03-1", "2012-03-1").replace("2015-02", "2012-02");
    let lines = [
        line(FORM.to_owned()),
        line(old.replace("2014-02-11", "2011-02-11")),
        line(other("Osei", "Q-7").replace("MRI of the lumbar spine", "Norco 5/325 mg")),
    ];
    desk.write("three.jsonl", &lines.join("\n"));
    let out = desk.done("application file three.jsonl --screen --data data --receipts home");
    assert!(out.ends_with("3 filed, of which 0 duplicates; 0 not filed\n"), "{out}");
    assert_eq!(out.matches("  eligible\n").count(), 2, "{out}");
    assert!(out.contains("  ineligible\n    DATE_OUT_OF_SCOPE: The application came on 2012-03-16"), "{out}");
}

#[test]
fn the_same_again_is_a_duplicate_however_it_is_written() {
    let desk = Desk::new();
    let id = desk.file_one();
    let again = FORM.replace("S-1001", "s 1001").replace("1970-03-04", "1970-04-03").replace("Alma", "ALMA");
    desk.write("again.json", &again);
    let out = desk.done("application file again.json --data data");
    assert!(out.contains(&format!("duplicate of {id}")), "{out}");
    assert!(out.ends_with("1 filed, of which 1 duplicates; 0 not filed\n"), "{out}");
}

#[test]
fn a_file_without_an_application_is_an_error_and_not_a_quiet_nothing() {
    let desk = Desk::new();
    desk.write("form.json", FORM);
    desk.write("empty.json", "\n");
    desk.write("empty.csv", "");
    desk.write("head.csv", "id,employee_last,claim_number\n");
    for name in ["empty.json", "empty.csv", "head.csv"] {
        let said = desk.line(&format!("application file {name} --data data"));
        assert_eq!(said.status, Some(2), "{name}: {}", said.out);
        assert!(said.err.contains(&format!("{name}: it is empty, or has a head and no rows")), "{}", said.err);
        assert!(said.out.ends_with("0 filed, of which 0 duplicates; 1 not filed\n"), "{}", said.out);
    }
}

#[test]
fn a_name_that_holds_control_characters_cannot_paint_over_the_screen() {
    let desk = Desk::new();
    desk.write("form.json", &FORM.replace("Alma", "Al\\u001b[2Jma"));
    let id = desk.done("application file form.json --data data");
    let id = id.split_whitespace().next().expect("an identifier");
    let shown = desk.done(&format!("application show {id} --data data"));
    assert!(!shown.contains('\u{1b}') && shown.contains("Al\u{241b}[2Jma"), "{shown}");
}

#[test]
fn two_filings_at_the_same_instant_see_each_other() {
    let desk = Desk::new();
    desk.write("form.json", FORM);
    desk.write("again.json", &FORM.replace("S-1001", "S1001").replace("1970-03-04", "1971-03-04"));
    // The folder is there before the two race for it.
    desk.write(
        "other.json",
        &FORM.replace("S-1001", "Z-9").replace("Ruiz", "Moreno").replace("2015-02-27", "2015-02-26"),
    );
    desk.done("application file other.json --data data");
    let start = |name: &str| {
        let mut command = desk.command(&["application", "file", name, "--data", "data"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
    };
    let (one, other) = (start("form.json"), start("again.json"));
    let told: Vec<String> = [one, other]
        .into_iter()
        .map(|child| {
            let output = child.wait_with_output().expect("it ends");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8_lossy(&output.stdout).into_owned()
        })
        .collect();
    let duplicates = told.iter().filter(|out| out.contains("duplicate of")).count();
    assert_eq!(duplicates, 1, "{told:?}");
    assert!(desk.done("audit verify --data data").contains("3 filings in the index"));
}

#[test]
fn what_cannot_be_filed_is_told_with_its_place_and_the_rest_is_filed() {
    let desk = Desk::new();
    let one = FORM.replace('\n', " ");
    let rows = [
        one.clone(),
        "{\"received\": ".to_owned(),
        one.replace("2015-03-16", "2015-02-30"),
        one.replace("2015-03-16", "2999-01-01"),
        one.replace("\"denied\"", "\"denyed\""),
        one.replace("S-1001", "S-2002")
            .replace("Alma", "Berta")
            .replace("1970", "1981")
            .replace("2014-02-11", "2013-05-06"),
    ];
    desk.write("many.jsonl", &rows.join("\n"));
    let said = desk.line("application file many.jsonl --data data");
    assert_eq!(said.status, Some(2), "{}{}", said.out, said.err);
    assert!(said.out.ends_with("2 filed, of which 0 duplicates; 4 not filed\n"), "{}{}", said.out, said.err);
    for (line, why) in [(2, "JSON"), (3, "2015-02-30"), (4, "2999-01-01"), (5, "denyed")] {
        let told = said.err.lines().find(|told| told.starts_with(&format!("many.jsonl, line {line}")));
        assert!(told.is_some_and(|told| told.contains(why)), "line {line}: {}", said.err);
    }
    desk.write("table.csv", "id,employee_last,nickname\n1,Ruiz,Al\n");
    let said = desk.line("application file table.csv --data data");
    assert_eq!(said.status, Some(2));
    assert!(said.err.contains("there is no column \"nickname\""), "{}", said.err);
}

#[test]
fn a_partial_application_is_filed_and_says_what_it_lacks() {
    let desk = Desk::new();
    desk.write("form.json", r#"{"received": "2015-03-16", "employee": {"first": "Ana", "last": "Ruiz"}}"#);
    let out = desk.done("application file form.json --data data --screen");
    assert!(out.contains("  ineligible\n"), "{out}");
    for reason in ["FORM_INCOMPLETE", "NOT_SIGNED", "NO_UR_DECISION"] {
        assert!(out.contains(reason), "{reason}: {out}");
    }
}

#[test]
fn dates_that_cannot_all_be_true_are_asked_about() {
    let desk = Desk::new();
    desk.write("form.json", &FORM.replace("2014-02-11", "2015-03-01"));
    let out = desk.done("application file form.json --data data --screen");
    assert!(out.contains("FORM_INCOMPLETE: As written the date of injury (2015-03-01) comes after"), "{out}");
    let id = out.split_whitespace().next().expect("an identifier").to_owned();
    desk.done(&format!("application do request-information {id} --reason dates --data data"));
    desk.write("mended.json", FORM);
    let early = desk
        .line(&format!("application do answer {id} --form mended.json --on 2015-03-01 --reason mail --data data"));
    assert_eq!(early.status, Some(1), "{}", early.out);
    assert!(early.err.contains("cannot have come on 2015-03-01"), "{}", early.err);
    let shown = desk
        .done(&format!("application do answer {id} --form mended.json --on 2015-03-20 --reason mail --data data"));
    assert!(shown.contains("screening (A3)"), "{shown}");
    let history = desk.done(&format!("application history {id} --data data"));
    assert!(history.contains("what was missing came on 2015-03-20"), "{history}");
}

#[test]
fn a_deferred_review_is_asked_for_anew_by_the_day_on_which_that_came() {
    let desk = Desk::new();
    let ground = r#""ground": "medical_necessity""#;
    desk.write("form.json", &FORM.replace(ground, &format!(r#"{ground}, "liability": {{"reason": "the neck"}}"#)));
    let out = desk.done("application file form.json --data data --screen");
    let id = out.split_whitespace().next().expect("an identifier").to_owned();
    let resolved = desk.done(&format!(
        "application do resolved-for-employee {id} --on 2015-04-30 --served mail --reason notice --data data"
    ));
    assert!(resolved.contains("Due 2015-06-04"), "{resolved}");
    let renew = |day| format!("application do renew {id} --on {day} --reason letter --data data");
    let late = desk.line(&renew("2015-06-05"));
    assert_eq!(late.status, Some(1), "{}", late.out);
    assert!(late.err.contains("that was received on 2015-06-05"), "{}", late.err);
    let shown = desk.done(&renew("2015-06-04"));
    assert!(shown.contains("screening (A3)"), "{shown}");
}

#[test]
fn applications_are_listed_a_page_at_a_time() {
    let desk = Desk::new();
    desk.done("sample applications --count 7 --seed 4 --output many.jsonl");
    desk.line("application file many.jsonl --screen --quiet --data data");
    let mut seen = Vec::new();
    let mut after = String::new();
    loop {
        let page = desk.done(&format!("application list --limit 3 --data data{after}"));
        let rows = page.lines().filter(|line| line.contains("  received "));
        seen.extend(rows.map(|line| line.split_whitespace().next().unwrap_or_default().to_owned()));
        match page.lines().last().and_then(|line| line.strip_prefix("There are more: --after ")) {
            Some(next) => after = format!(" --after {next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 7, "{seen:?}");
    let once: BTreeSet<_> = seen.iter().collect();
    assert_eq!(once.len(), 7, "each once: {seen:?}");
    let wrong = desk.line("application list --after 7 --data data");
    assert!(wrong.err.contains("There is no application 7. Give the identifier"), "{}", wrong.err);
    let stage = desk.line("application list --stage lost --data data");
    assert_eq!(stage.status, Some(2), "an unknown stage is not an empty list");
}

#[test]
fn unknown_names_and_codes_are_answered_with_what_to_do() {
    let desk = Desk::new();
    desk.demo(&[]);
    let nobody = "00000000-0000-4000-8000-000000000000";
    for (line, said) in [
        ("application show 7 --data demo".to_owned(), "\"7\" is not the identifier of an application"),
        (format!("application show {nobody} --data demo"), "There is no application"),
        (format!("application receipt {nobody} --data demo"), "There is no application"),
        (
            "case show CM15-1 --data demo".to_owned(),
            "There is no case CM15-1. See the numbers with \"imr case list\"",
        ),
        ("case history CM15-1 --data demo".to_owned(), "There is no case CM15-1"),
        ("match CM15-1 --data demo".to_owned(), "There is no case CM15-1"),
        ("reviewer show R-0 --data demo".to_owned(), "There is no reviewer R-0 on the roster"),
        ("due D99 --on 2015-03-02".to_owned(), "D99"),
        ("case list --data nowhere".to_owned(), "nowhere is not a data folder"),
        ("audit verify --root 12 --data demo".to_owned(), "Give the root as it was printed"),
        ("reviewer import form.csv --data demo".to_owned(), "form.csv cannot be read"),
    ] {
        let told = desk.line(&line);
        assert_ne!(told.status, Some(0), "{line}: {}", told.out);
        assert!(told.err.contains(said), "{line}: {}{}", told.out, told.err);
    }
    for line in ["case do dance CM15-9000001 --reason why", "due D5 --on 2015-02-30", "case list --due-before soon"]
    {
        let told = desk.line(line);
        assert_eq!(told.status, Some(2), "{line}: {}", told.out);
    }
}

#[test]
fn each_part_is_served_by_the_means_that_are_named_for_it() {
    let desk = Desk::new();
    desk.demo(&[]);
    for (means, said) in [
        ("adjuster=mail", "is no part"),
        ("employee=pigeon", "is no means"),
        ("mail", "names no means"),
        ("employee=fax:", "gives no number"),
        ("employee=mail:559-555-0100", "gives no number"),
    ] {
        let told = desk.line(&format!("case do serve CM15-9000001 --reason why --served-on {means} --data demo"));
        assert_eq!(told.status, Some(2), "{means}: {}", told.out);
        assert!(told.err.contains(said), "{means}: {}", told.err);
    }
    let means = "--served-on claims-administrator=fax";
    let told = desk.line(&format!("case do serve CM15-9000001 --reason why {means} --data demo"));
    assert!(told.err.contains("by fax: it goes out by electronic service, mail"), "{}", told.err);
    let means = "--served-on claims-administrator=electronic";
    desk.done(&format!("case do serve CM15-9000001 --reason why {means} --data demo"));
}

#[test]
fn a_case_is_listed_shown_as_it_was_and_what_is_due_is_told() {
    let desk = Desk::new();
    desk.demo(&[]);
    let listed = desk.done("case list --data demo");
    assert!(listed.starts_with("CM15-9000001") && listed.ends_with("1 case\n"), "{listed}");
    assert_eq!(desk.done("case list --stage closed --data demo"), "0 cases\n");
    let shown = desk.done("case show CM15-9000001 --data demo");
    assert!(shown.contains("Owed\n") && shown.contains("Invoice"), "{shown}");
    let before = desk.done("case show CM15-9000001 --as-of 2015-03-19 --data demo");
    assert!(before.starts_with("As it was at the end of 2015-03-19\n"), "{before}");
    let early = desk.line("case show CM15-9000001 --as-of 2015-01-01 --data demo");
    assert!(early.err.contains("it was opened later. Ask for a later day."), "{}", early.err);
    let due = desk.done("due --open --data demo");
    assert!(due.contains("CM15-9000001") && due.contains("(D21, aggrieved party)"), "{due}");
    let reviewers = desk.done("reviewer list --data demo");
    let first = reviewers.split_whitespace().find(|word| word.starts_with("R-")).expect("a pseudonym").to_owned();
    assert!(desk.done(&format!("reviewer show {first} --data demo")).contains(&first));
}

#[test]
fn everything_moves_to_another_folder_and_only_as_it_was() {
    let desk = Desk::new();
    desk.demo(&[]);
    let out = desk.done("export moved --data demo");
    let root = out.lines().find_map(|line| line.strip_prefix("root ")).expect("a root").to_owned();
    let wrong = desk.line(&format!("import moved --root {} --data other", "0".repeat(64)));
    assert_eq!(wrong.status, Some(1), "{}", wrong.out);
    assert!(wrong.out.contains("Nothing was taken in from moved"), "{}", wrong.out);
    // Nothing was left behind that would stand in the way of the right one.
    let taken = desk.done(&format!("import moved --root {root} --data other"));
    assert!(taken.ends_with(&format!("root {root}\n")), "{taken}");
    assert_eq!(desk.done("audit verify --data other"), desk.done("audit verify --data demo"));
    assert_eq!(desk.done("case show CM15-9000001 --data other"), desk.done("case show CM15-9000001 --data demo"));
    let again = desk.line("import moved --data other");
    assert!(again.err.contains("not empty") || again.err.contains("is not empty"), "{}", again.err);
    let nothing = desk.line("import nowhere --data third");
    assert!(nothing.err.contains("it is not a whole export"), "{}", nothing.err);
}

#[test]
fn a_full_disk_loses_nothing_that_was_told_as_filed() {
    let desk = Desk::new();
    let disk = desk.path("disk");
    std::fs::create_dir(&disk).expect("a folder");
    let mount = |options: &str| {
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(&disk).output();
        mounted.is_ok_and(|output| output.status.success())
    };
    if !mount("size=6m") {
        println!("notice: no small disk could be mounted (that takes root), so a full disk was not tried");
        return;
    }
    desk.done("sample applications --count 1500 --seed 2 --output many.jsonl");
    let full = desk.line("application file many.jsonl --data disk/data");
    let enough = mount("remount,size=256m");
    let listed = desk.line("application list --limit 5000 --data disk/data");
    let audit = desk.line("audit verify --data disk/data");
    let rest = desk.line("application file many.jsonl --quiet --data disk/data");
    let after = desk.line("audit verify --data disk/data");
    let unmounted = Command::new("umount").arg("--lazy").arg(&disk).status().is_ok_and(|status| status.success());
    assert_eq!(full.status, Some(1), "{}", full.err);
    assert!(full.err.contains("disk is full"), "{}", full.err);
    assert!(enough && unmounted);
    let told: BTreeSet<&str> = full.out.lines().filter_map(identifier).collect();
    let kept: BTreeSet<&str> = listed.out.lines().filter_map(identifier).collect();
    assert_eq!(told, kept, "what was told as filed is there, and nothing else");
    assert_eq!(audit.status, Some(0), "{}", audit.out);
    assert!(rest.out.ends_with("; 0 not filed\n"), "{}{}", rest.out, rest.err);
    assert_eq!(after.status, Some(0), "{}", after.out);
}

/// The identifier that a line begins with.
fn identifier(line: &str) -> Option<&str> {
    line.split(' ').next().filter(|word| word.len() == 36)
}
