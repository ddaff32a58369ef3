//! Reading never fails, whatever it is given, and every span it gives lies in
//! the text.

use crate::letter::reading::read;
use proptest::prelude::*;

/// Pieces that steer the reader into its steps.
const PIECES: &[&str] = &[
    "HOW THE IMR FINAL DETERMINATION WAS MADE",
    "Case Number: CM16-0000001",
    "Date Assigned: 1/2/2016",
    "Priority:",
    "sent the complete case file to an expert reviewer.",
    "State(s) of Licensure:",
    "Certification(s)/Specialty:",
    "is Board Certified in",
    "has a subspecialty in",
    "licensed to practice in",
    "CLINICAL CASE SUMMARY",
    "including all medical records:",
    "a 40 year old male",
    "injury on 10/2/2014",
    "diagnosed with",
    "utilization review on",
    "IMR ISSUES, DECISIONS AND RATIONALES",
    "set forth below:",
    "Example 5mg #30:",
    "Upheld",
    "Overturned",
    ":",
    "was the original request.",
    "Claims Administrator guideline:",
    "guideline:",
    "Decision rationale:",
    "Decision based on MTUS",
    "Decision based on Non-MTUS Citation",
    "Page(s): 64-",
    "is notmedically necessary",
    "has determined the request for",
    "1)",
    "Regarding the request for",
    "The Claims Administrator based its decision on",
    "The Expert Reviewer based",
    "Rationale for the Decision:",
    "\n",
    "\n\n",
    "\u{c}",
    " ",
    "\r\n",
    "é",
    "Â®",
    "°",
    "\u{a0}",
    "x",
    "99999999999999999999",
    "(",
    ")",
    "%",
    "#",
    "\u{feff}",
    "𝒳",
    "\"",
    "’",
];

fn spans_lie_in(text: &str) {
    let reading = read("name", text);
    for (pointer, &(from, to)) in &reading.spans {
        assert!(from <= to && to <= text.len(), "{pointer}");
        assert!(text.is_char_boundary(from) && text.is_char_boundary(to), "{pointer}");
    }
    for note in &reading.notes {
        if let Some((from, to)) = note.span {
            assert!(from <= to && text.is_char_boundary(from) && text.is_char_boundary(to), "{}", note.code);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "\\PC{0,300}") {
        spans_lie_in(&text);
    }

    #[test]
    fn any_heap_of_pieces_is_read(pieces in prop::collection::vec(0..PIECES.len(), 0..80), blanks in any::<bool>()) {
        let joint = if blanks { " " } else { "" };
        let text = pieces.iter().map(|&at| PIECES[at]).collect::<Vec<_>>().join(joint);
        spans_lie_in(&text);
    }
}

#[test]
fn a_letter_cut_anywhere_is_read() {
    let letter = super::layouts::labelled();
    for at in 0..letter.len() {
        if letter.is_char_boundary(at) && at % 41 == 0 {
            spans_lie_in(&letter[..at]);
            spans_lie_in(&letter[at..]);
        }
    }
}

#[test]
fn an_empty_text_gives_a_note() {
    let reading = read("a", " \n");
    assert_eq!(reading.notes.len(), 1);
    assert_eq!(reading.notes[0].code, "empty");
    assert_eq!(reading.record.case.as_deref(), Some("a"));
}
