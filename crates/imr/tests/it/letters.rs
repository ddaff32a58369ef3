//! Reading letters and writing them again.

use crate::program::Desk;
use serde_json::Value;

const LETTER: &str = "Case Number: CM16-0000042
Date Assigned: 01/26/2016  Date of Injury: 11/14/2015
Decision Date: 02/23/2016  UR Denial Date: 12/29/2015
Priority: Standard  Application Received: 01/23/2016

HOW THE IMR FINAL DETERMINATION WAS MADE
Northern Example Review sent the complete case file to an expert reviewer.

The Expert Reviewer has the following credentials:
State(s) of Licensure: Texas, New York
Certification(s)/Specialty: Physical Medicine & Rehabilitation, Pain Management

CLINICAL CASE SUMMARY
The expert reviewer developed the following clinical case summary based on a review of the
case file, including all medical records:

The worker is a 40-year-old female with an injury dated 11/14/2015. Diagnoses include lumbar strain.

IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:

Norco 5/325 MG #30: Upheld

Claims Administrator guideline: The Claims Administrator did not cite any medical evidence for its decision.

Northern Example Review guideline: Decision based on MTUS Chronic Pain Medical Treatment 2009, Section(s): Opioids.

Decision rationale: There is no record of benefit. The request is not medically necessary.

Flexeril 10mg #90: Overturned

Claims Administrator guideline: Decision based on MTUS Knee Complaints 2004.

Northern Example Review guideline: Decision based on MTUS Knee Complaints 2004.

Decision rationale: Use for a week is supported. The request is medically necessary.
";

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

/// The record alone: spans and notes are of the text that was read.
fn record(text: &str) -> Value {
    let mut value = json(text);
    let fields = value.as_object_mut().expect("an object");
    fields.remove("spans");
    fields.remove("notes");
    value
}

fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::write(desk.path("letter.txt"), LETTER).expect("it is written");
    desk
}

#[test]
fn a_letter_that_was_read_is_written_and_read_again() {
    let desk = desk();
    let first = desk.run(&["read", "letter.txt", "--output", "record.json"]);
    assert_eq!((first.status, first.err.as_str()), (Some(0), ""));
    let first = std::fs::read_to_string(desk.path("record.json")).expect("the record");
    assert_eq!(record(&first)["issues"][0]["ingredient"], "acetaminophen / hydrocodone");
    for output in ["again.txt", "again.pdf"] {
        let said = desk.run(&["write", "record.json", "--as-read", "--output", output]);
        assert_eq!(said.status, Some(0), "{}", said.err);
        let again = desk.run(&["read", output]);
        assert_eq!(record(&again.out), record(&first), "{output}");
    }
}

#[test]
fn the_issue_form_has_what_a_letter_must_hold() {
    let desk = desk();
    desk.run(&["read", "letter.txt", "--output", "record.json"]);
    std::fs::write(desk.path("me.toml"), "name = \"Our <Review>\"\nappeal_right = \"Write to us.\"\n")
        .expect("a file");
    let said = desk.run(&["write", "record.json", "--format", "html", "--organization", "me.toml"]);
    assert_eq!(said.status, Some(0), "{}", said.err);
    for part in ["Our &lt;Review&gt;", "Write to us.", "binding on all parties", "DOCUMENTS REVIEWED", "PARTIAL"] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    let pdf = desk.run(&["write", "record.json", "--output", "letter.pdf"]);
    assert_eq!(pdf.status, Some(0), "{}", pdf.err);
    let read = desk.run(&["read", "letter.pdf"]);
    assert_eq!(record(&read.out)["issues"], json(&desk.run(&["read", "letter.txt"]).out)["issues"]);
}

#[test]
fn a_batch_goes_on_past_what_cannot_be_read() {
    let desk = desk();
    std::fs::create_dir_all(desk.path("all/more")).expect("a folder");
    for name in ["all/a.txt", "all/b.txt", "all/more/c.txt"] {
        std::fs::write(desk.path(name), LETTER).expect("it is written");
    }
    std::fs::write(desk.path("all/empty.txt"), "").expect("it is written");
    std::fs::write(desk.path("all/cut.pdf"), "%PDF-1.7\n1 0 obj").expect("it is written");
    std::fs::write(desk.path("all/notes.md"), "no letter").expect("it is written");
    let said = desk.run(&["read", "all", "--format", "csv"]);
    assert_eq!(said.status, Some(2));
    assert_eq!(said.out.lines().count(), 1 + 6, "{}", said.out);
    assert!(said.out.starts_with("file,case,organization,"), "{}", said.out);
    assert!(said.err.contains("empty.txt was not read: it is empty."), "{}", said.err);
    assert!(said.err.contains("cut.pdf was not read"), "{}", said.err);
    for line in [
        "letters 3, items 6, upheld 3, overturned 3",
        "files passed over (not .pdf or .txt): 1",
        "files not read: 2",
    ] {
        assert!(said.err.contains(line), "{line}: {}", said.err);
    }
    let lines = desk.run(&["read", "all/*.txt"]);
    let cases: Vec<_> = lines.out.lines().map(|line| json(line)["case"].clone()).collect();
    assert_eq!(cases.len(), 2);
    let none = desk.run(&["read", "all/*.doc"]);
    assert_eq!((none.status, none.err.contains("No file matches all/*.doc")), (Some(2), true), "{}", none.err);
}

#[test]
fn many_records_are_written_into_a_folder() {
    let desk = desk();
    std::fs::write(desk.path("other.txt"), LETTER).expect("it is written");
    desk.run(&["read", "letter.txt", "other.txt", "--output", "records.jsonl"]);
    let records = std::fs::read_to_string(desk.path("records.jsonl")).expect("the records");
    std::fs::write(desk.path("records.jsonl"), format!("{records}\n{{}}\n")).expect("it is written");
    let said = desk.run(&["write", "records.jsonl", "--as-read", "--format", "pdf", "--output", "letters"]);
    assert_eq!(said.status, Some(2), "{}", said.err);
    assert!(said.err.contains("Record 3 of records.jsonl is not the record of a letter"), "{}", said.err);
    assert!(said.err.contains("letters written to letters: 2, records without one: 1"), "{}", said.err);
    // Both are of one case: the second has a number in its name.
    let again = desk.run(&["read", "letters"]);
    let read: Vec<_> = again.out.lines().map(record).collect();
    assert_eq!(read, records.lines().map(record).collect::<Vec<_>>());
    let nowhere = desk.run(&["write", "records.jsonl"]);
    assert!(nowhere.err.contains("Name the folder for their letters with --output."), "{}", nowhere.err);
}

/// Content of a file, and what is said of it.
const BAD: &[(&str, &[u8], &str)] = &[
    ("blank.txt", b" \n\n", "it is empty. Ask the sender for it again."),
    ("photo.txt", b"\x89PNG\r\n\x1a\n", "it is a picture without text."),
    ("scan.jpg", b"\xff\xd8\xff\xe0", "it is a picture without text."),
    ("word.docx", b"PK\x03\x04rest", "Unpack it, or save it as PDF."),
    ("noise.bin", b"\x00\x01\x02\x03", "it is neither PDF nor text."),
    ("cut.pdf", b"%PDF-1.4\n%%EOF", "it is not a readable document"),
];

#[test]
fn each_bad_file_is_named_with_what_to_do() {
    let desk = Desk::new();
    for (name, content, sentence) in BAD {
        std::fs::write(desk.path(name), content).expect("it is written");
        let said = desk.run(&["read", name]);
        assert_eq!(said.status, Some(2), "{name}");
        assert!(said.err.contains(&format!("{name} was not read")), "{name}: {}", said.err);
        assert!(said.err.contains(sentence), "{name}: {}", said.err);
    }
}

/// A document of our own that asks for a password.
fn locked() -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../imr-pdf/tests/it/locked.pdf");
    std::fs::read(path).expect("the locked document of imr-pdf")
}

#[test]
fn a_locked_a_cut_and_a_noisy_pdf_are_named_and_the_others_are_read() {
    let desk = desk();
    std::fs::create_dir(desk.path("all")).expect("a folder");
    for name in ["all/good.pdf", "all/good.txt"] {
        desk.run(&["read", "letter.txt", "--output", "record.json"]);
        assert_eq!(desk.run(&["write", "record.json", "--as-read", "--output", name]).status, Some(0));
    }
    let whole = std::fs::read(desk.path("all/good.pdf")).expect("a letter");
    let noise: Vec<u8> =
        (0..200_000_u32).map(|n| u8::try_from(n.wrapping_mul(2_654_435_761) >> 24).unwrap_or(0)).collect();
    for (name, bytes) in [
        ("all/locked.pdf", locked()),
        ("all/half.pdf", whole[..whole.len() / 2].to_vec()),
        ("all/noise.pdf", [b"%PDF-1.7\n".as_slice(), &noise].concat()),
        ("all/scan.pdf.txt", b"\x89PNG\r\n\x1a\n".to_vec()),
    ] {
        std::fs::write(desk.path(name), bytes).expect("it is written");
    }
    let said = desk.run(&["read", "all", "--format", "jsonl"]);
    assert_eq!(said.status, Some(2), "{}", said.err);
    assert_eq!(said.out.lines().count(), 2, "{}", said.err);
    for sentence in [
        "locked.pdf was not read: it is locked with a password; ask the sender for a copy that opens without one.",
        "half.pdf was not read: it is not a readable document",
        "noise.pdf was not read: it is not a readable document",
        "scan.pdf.txt was not read: it is a picture without text.",
        "files not read: 4",
    ] {
        assert!(said.err.contains(sentence), "{sentence}: {}", said.err);
    }
}

#[test]
fn latin_1_is_read_with_a_note() {
    let desk = Desk::new();
    let bytes: Vec<u8> = LETTER.replace("benefit", "r\u{e9}sum\u{e9}").chars().map(|c| c as u8).collect();
    std::fs::write(desk.path("old.txt"), bytes).expect("it is written");
    let said = desk.run(&["read", "old.txt"]);
    assert_eq!(said.status, Some(0), "{}", said.err);
    let value = json(&said.out);
    assert!(value["issues"][0]["rationale"]["text"].as_str().is_some_and(|text| text.contains("r\u{e9}sum\u{e9}")));
    assert!(value["notes"].as_array().is_some_and(|notes| notes.iter().any(|note| note["code"] == "latin1")));
}

#[test]
fn sample_letters_are_made_with_their_truth_and_are_read() {
    let desk = Desk::new();
    let said = desk.run(&["sample", "letters", "--count", "2", "--seed", "7", "--output", "made"]);
    assert_eq!((said.status, said.err.as_str()), (Some(0), ""));
    for layout in ["2013", "2014", "2015"] {
        let name = format!("made/sample-{layout}-8");
        let truth = std::fs::read_to_string(desk.path(&format!("{name}.truth.json"))).expect("its truth");
        let read = json(&desk.run(&["read", &format!("{name}.txt")]).out);
        let decisions = |value: &Value| -> Vec<Value> {
            value["issues"].as_array().into_iter().flatten().map(|issue| issue["decision"].clone()).collect()
        };
        assert_eq!(decisions(&read), decisions(&json(&truth)), "{name}");
    }
    let none = desk.run(&["sample", "letters", "--layout", "2016", "--count", "1", "--output", "made"]);
    assert!(none.status == Some(1) && none.err.contains("2013, 2014 or 2015"), "{}", none.err);
}

#[test]
fn a_letter_is_explained_in_brackets_where_there_is_no_terminal() {
    let desk = desk();
    let said = desk.run(&["read", "--explain", "letter.txt"]);
    assert_eq!(said.status, Some(0), "{}", said.err);
    for part in [
        "[1 item_raw: Norco [1 strength: 5/325 MG] #[1 quantity: 30]]: [1 decision: Upheld]",
        "[priority: Standard]",
    ] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
}

#[test]
fn what_cannot_be_written_is_told() {
    let desk = desk();
    desk.run(&["read", "letter.txt", "--output", "record.json"]);
    std::fs::write(desk.path("two.json"), "[1, 2]").expect("it is written");
    std::fs::write(desk.path("me.toml"), "nom = 1").expect("it is written");
    let rows: [(&[&str], &str); 4] = [
        (&["write", "two.json"], "two.json is not the record of one letter"),
        (&["write", "none.json"], "none.json cannot be read"),
        (&["write", "record.json", "--organization", "me.toml"], "me.toml does not describe an organization"),
        (&["read", "letter.txt", "--output", "letter.txt"], "is one of the letters to read; nothing was written"),
    ];
    for (args, sentence) in rows {
        let said = desk.run(args);
        assert_eq!(said.status, Some(1), "{args:?}");
        assert!(said.err.contains(sentence), "{args:?}: {}", said.err);
    }
}
