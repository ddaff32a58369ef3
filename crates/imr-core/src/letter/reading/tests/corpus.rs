//! The real letters, where they are at hand.

use crate::letter::reading::read;
use crate::letter::record::Decision;
use std::path::PathBuf;

/// The folder of the letters beside the checkout.
fn letters() -> Option<Vec<(String, String)>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/letters");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: there are no letters at {}", folder.display());
        return None;
    };
    let mut found: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .filter_map(|path| {
            let name = path.file_stem()?.to_string_lossy().into_owned();
            Some((name, String::from_utf8_lossy(&std::fs::read(&path).ok()?).into_owned()))
        })
        .collect();
    found.sort();
    Some(found)
}

#[test]
fn every_real_letter_gives_its_items_with_decision_guidelines_and_rationale() {
    let Some(letters) = letters() else { return };
    let (mut items, mut overturned) = (0, 0);
    for (name, text) in &letters {
        let reading = read(name, text);
        let record = &reading.record;
        assert!(!record.issues.is_empty(), "{name}: no items");
        assert!(!record.reviewer.licence_states.is_empty(), "{name}: no state");
        assert!(!record.reviewer.certifications.is_empty(), "{name}: no certification");
        for issue in &record.issues {
            let n = issue.n;
            assert!(!issue.item_raw.is_empty(), "{name} {n}: no item");
            assert!(issue.decision.is_some(), "{name} {n}: no decision");
            overturned += usize::from(issue.decision == Some(Decision::Overturned));
            if text.contains("guideline:") {
                assert!(issue.claims_administrator_guideline.is_some(), "{name} {n}: no guideline");
                assert!(issue.reviewer_guideline.is_some(), "{name} {n}: no guideline");
                assert!(issue.rationale.is_some(), "{name} {n}: no rationale");
            }
        }
        items += record.issues.len();
    }
    assert_eq!(letters.len(), 71);
    // 134 items in the index, and the two of the excerpt.
    assert_eq!((items, overturned), (136, 13));
}

#[test]
fn both_forms_of_a_real_letter_read_alike() {
    let Some(letters) = letters() else { return };
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/letters/layout");
    for (name, text) in &letters {
        let Ok(layout) = std::fs::read_to_string(folder.join(format!("{name}.txt"))) else {
            continue;
        };
        let (a, b) = (read(name, text).record, read(name, &layout).record);
        assert_eq!(a.header, b.header, "{name}");
        assert_eq!(a.reviewer, b.reviewer, "{name}");
        assert_eq!(a.patient, b.patient, "{name}");
        assert_eq!(a.ur_dates, b.ur_dates, "{name}");
        assert_eq!(a.issues, b.issues, "{name}");
    }
}
