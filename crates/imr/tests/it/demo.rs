//! The walking way, on real PDFs: what it tells, what it makes, and what
//! changes when a fact in the records changes.

use crate::program::{Desk, copy, without_digests};

/// The decisions as the case shows them.
fn decisions(desk: &Desk) -> Vec<String> {
    let shown = desk.run(&["case", "show", "CM15-9000001", "--data", "demo"]).out;
    let words = shown.lines().filter_map(|line| {
        let (_, decision) = line.rsplit_once(":  ")?;
        Some(decision.to_owned())
    });
    words.collect()
}

#[test]
fn a_case_walks_from_filing_to_letter_and_a_second_run_says_so() {
    let desk = Desk::new();
    let first = desk.demo(&[]);
    insta::assert_snapshot!("demo", without_digests(&first.out));
    assert_eq!(decisions(&desk), ["Upheld", "Upheld", "Overturned"]);
    let second = desk.demo(&[]);
    assert!(second.out.contains("already there: case CM15-9000001"), "{}", second.out);
    assert!(second.out.contains("Case CM15-9000001: determined"), "{}", second.out);
    let history = desk.run(&["case", "history", "CM15-9000001", "--data", "demo"]);
    insta::assert_snapshot!("history", without_digests(&history.out));
}

#[test]
fn consistent_tests_and_better_function_overturn_the_denial_of_norco() {
    let desk = Desk::new();
    desk.demo(&["drug-tests-consistent", "function-improved"]);
    assert_eq!(decisions(&desk), ["Overturned", "Upheld", "Overturned"]);
}

#[test]
fn without_the_facts_of_the_referral_the_visit_stays_denied_and_the_search_is_on_record() {
    let desk = Desk::new();
    let said = desk.demo(&["referral-facts-removed"]);
    assert_eq!(decisions(&desk), ["Upheld", "Upheld", "Upheld"]);
    assert!(said.out.contains("Not addressed Conservative treatment has been given"), "{}", said.out);
    assert!(said.out.contains("signed: UPHOLD"), "{}", said.out);
}

#[test]
fn the_letter_proves_itself_and_a_changed_one_does_not() {
    let desk = Desk::new();
    desk.demo(&[]);
    for form in ["pdf", "txt", "json"] {
        let letter = format!("demo/letters/CM15-9000001.{form}");
        let proved = desk.run(&["verify", &letter]);
        assert_eq!(proved.status, Some(0), "{}{}", proved.out, proved.err);
        assert!(proved.out.contains("issued in case CM15-9000001"), "{}", proved.out);
    }
    let path = desk.path("demo/letters/CM15-9000001.txt");
    let text = std::fs::read_to_string(&path).expect("the letter");
    std::fs::write(&path, text.replace("Upheld", "Overturned")).expect("it is written");
    let refused = desk.run(&["verify", "demo/letters/CM15-9000001.txt"]);
    assert_eq!(refused.status, Some(1));
    assert!(refused.out.contains("is NOT a letter issued"), "{}", refused.out);
    assert!(refused.out.contains("gives itself as the letter of case CM15-9000001"), "{}", refused.out);
}

#[test]
fn the_letter_reads_back_as_the_record_it_was_made_of() {
    let desk = Desk::new();
    desk.demo(&[]);
    let stored = std::fs::read_to_string(desk.path("demo/letters/CM15-9000001.json")).expect("the record");
    let stored: serde_json::Value = serde_json::from_str(&stored).expect("JSON");
    for form in ["pdf", "txt"] {
        let read = desk.run(&["read", &format!("demo/letters/CM15-9000001.{form}")]);
        let mut read: serde_json::Value = serde_json::from_str(&read.out).expect("JSON");
        let fields = read.as_object_mut().expect("an object");
        assert_eq!(fields.remove("notes"), Some(serde_json::json!([])), "{form}");
        fields.remove("spans");
        assert_eq!(read, stored, "{form}");
    }
}

#[test]
fn one_changed_byte_is_found_in_the_database_in_a_document_and_against_a_kept_root() {
    let desk = Desk::new();
    desk.demo(&[]);
    let sound = desk.run(&["audit", "verify", "--data", "demo"]);
    assert_eq!(sound.status, Some(0), "{}{}", sound.out, sound.err);
    let root = sound.out.lines().find_map(|line| line.strip_prefix("root ")).expect("a root").to_owned();
    for needle in ["the form came by mail", "\"fact\":\"signed\"", "Radicular pain persists despite physical"] {
        let database = std::fs::read(desk.path("demo/imr.sqlite")).expect("the database");
        let places = database.windows(needle.len()).enumerate().filter(|(_, window)| *window == needle.as_bytes());
        let found = places.filter(|(at, _)| is_found(&desk, at + 1)).count();
        assert!(found > 0, "{needle}: no change of it was found");
    }
    let blob = std::fs::read_dir(desk.path("demo/blobs")).expect("blobs").next().expect("one").expect("an entry");
    let blob = std::fs::read_dir(blob.path()).expect("a folder").next().expect("one").expect("an entry").path();
    let mut bytes = std::fs::read(&blob).expect("a document");
    bytes[100] ^= 1;
    std::fs::write(&blob, bytes).expect("it is written");
    let found = desk.run(&["audit", "verify", "--data", "demo", "--root", &root]);
    assert_eq!(found.status, Some(1), "{}{}", found.out, found.err);
    assert!(found.out.contains("WRONG"), "{}", found.out);
    let other_root = desk.run(&["audit", "verify", "--data", "demo", "--root", &"0".repeat(64)]);
    assert!(other_root.out.contains("an event was cut off, or a chain was written anew"), "{}", other_root.out);
}

/// Whether a change of one byte of the database is found. One that is not must
/// lie in space the database does not use, so that nothing reads otherwise.
fn is_found(desk: &Desk, at: usize) -> bool {
    copy(&desk.path("demo"), &desk.path("changed"));
    let path = desk.path("changed/imr.sqlite");
    let mut bytes = std::fs::read(&path).expect("the database");
    bytes[at] ^= 1;
    std::fs::write(&path, bytes).expect("it is written");
    let audit = desk.run(&["audit", "verify", "--data", "changed"]);
    if audit.status == Some(0) {
        for args in [["case", "history"], ["case", "show"], ["file", "list"]] {
            let told = |folder| desk.run(&[args[0], args[1], "CM15-9000001", "--data", folder]).out;
            assert_eq!(told("demo"), told("changed"), "byte {at}");
        }
    }
    std::fs::remove_dir_all(desk.path("changed")).expect("it goes");
    audit.status == Some(1)
}
