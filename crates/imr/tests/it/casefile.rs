//! Scans in a case file: copies and what only looks alike; pages that could
//! not be read when they came.

use crate::program::Desk;
use serde_json::Value;

/// A desk with an open case and two pairs of scans in `files`; the number of
/// the case.
fn desk() -> (Desk, String) {
    let desk = Desk::new();
    let run = |line: &str| {
        let args: Vec<&str> = line.split(' ').collect();
        let said = desk.run(&args);
        assert_eq!(said.status, Some(0), "{line}: {}{}", said.out, said.err);
        said.out
    };
    run("sample casefile --pairs --output files");
    run("demo --no-serve --data data");
    let filed = run("application file files/application.json --screen --data data");
    let application = filed.split_whitespace().next().expect("its number").to_owned();
    let opened = run(&format!("application do open-case {application} --reason test --data data"));
    let case = opened.split_whitespace().nth(1).expect("its number").to_owned();
    (desk, case)
}

fn list(desk: &Desk, case: &str) -> Vec<Value> {
    let said = desk.run(&["file", "list", case, "--json", "--data", "data"]);
    let list: Value = serde_json::from_str(&said.out).expect("JSON");
    list["documents"].as_array().expect("documents").clone()
}

const FILES: [&str; 3] = ["files/001-note.pdf", "files/002-note-again.pdf", "files/003-note-of-another-day.pdf"];

#[test]
fn a_copy_under_a_stamp_is_folded_and_a_note_of_another_day_is_not() {
    let (desk, case) = desk();
    let mut add = vec!["file", "add", &case, "--data", "data"];
    add.extend(FILES);
    let said = desk.run(&add);
    assert_eq!(said.status, Some(0), "{}{}", said.out, said.err);
    let documents = list(&desk, &case);
    let seen: Vec<(String, bool)> = documents
        .iter()
        .flat_map(|one| one["pages"].as_array().expect("pages"))
        .map(|page| (page["file"].as_str().expect("a file").to_owned(), page["duplicate_of"].is_object()))
        .collect();
    assert!(seen.iter().all(|(file, copy)| *copy == (file == "002-note-again.pdf")), "{seen:?}");
    assert_ne!(documents.first().expect("a note")["date"], documents.last().expect("a note")["date"]);
}

#[test]
fn pages_that_could_not_be_read_are_read_again_and_what_was_put_right_stays() {
    let (desk, case) = desk();
    // Without a path there is no text recognition.
    let added = desk
        .command(&["file", "add", &case, FILES[0], FILES[2], "--data", "data"])
        .env("PATH", "")
        .output()
        .expect("the program starts");
    assert!(String::from_utf8_lossy(&added.stdout).contains("could not be read"), "{added:?}");
    let before = list(&desk, &case);
    let put = desk.run(&[
        "file",
        "correct",
        &case,
        "--page",
        "1",
        "--kind",
        "laboratory report",
        "--reason",
        "seen",
        "--data",
        "data",
    ]);
    assert_eq!(put.status, Some(0), "{}{}", put.out, put.err);
    let said = desk.run(&["file", "reread", &case, "--data", "data"]);
    assert_eq!(said.status, Some(0), "{}{}", said.out, said.err);
    assert!(said.out.contains("none is left"), "{}", said.out);
    let after = list(&desk, &case);
    let numbers = |all: &[Value]| -> Vec<Value> {
        all.iter()
            .flat_map(|one| one["pages"].as_array().expect("pages"))
            .map(|page| page["number"].clone())
            .collect()
    };
    assert_eq!(numbers(&before), numbers(&after));
    assert_eq!(after[0]["kind"], "laboratory");
    assert!(after[0]["date"].is_string() && after.last().expect("a note")["kind"] == "therapy_note", "{after:?}");
    // The history agrees with the pages, and nothing is left to be read.
    assert_eq!(desk.run(&["audit", "verify", "--data", "data"]).status, Some(0));
    let again = desk.run(&["file", "reread", &case, "--data", "data"]);
    assert!(again.out.contains("was read before"), "{}", again.out);
}
