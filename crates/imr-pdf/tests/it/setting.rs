//! Documents set by us: what stands in them and how they are tagged.

use crate::{PDF, STYLES, composed, every_block, read, set, strings, words_in, words_of};
use imr_core::paper::{Block, Letterhead, Paper, Style};

#[test]
fn every_block_is_read_back_with_the_same_words_in_the_same_order() {
    for style in STYLES {
        let mut composition = composed(style, every_block());
        composition.letterhead = Some(Letterhead {
            name: "Pacific Independent Review".to_owned(),
            lines: strings(&["P.O. Box 4410", "Sacramento, CA 95812"]),
        });
        let pages = read(&set(&composition));
        assert_eq!(words_of(&pages), words_in(&composition), "{style:?}");
    }
}

#[test]
fn each_block_alone_is_read_back() {
    for style in STYLES {
        for block in every_block() {
            if block == Block::PageBreak {
                continue;
            }
            let composition = composed(style, vec![block]);
            assert_eq!(words_of(&read(&set(&composition))), words_in(&composition), "{style:?}");
        }
    }
}

#[test]
fn characters_that_mean_something_to_a_typesetter_stand_as_written() {
    let hard = [
        "#panic(\"no\") $x^2$ *not bold* _not italic_ `code` @someone <label> \\ \\n [x] {y} ~ = - + / // /* */",
        "“quoted” ‘single’ \"straight\" 'straight' – en dash — em dash … § 4610.6(h) ¶ ½ ° ± × µ € é ñ ü Ł",
        "office affirm fluffy sniffle fjord difficult The Quarterly ff fi fl ffi ffl",
        "= Not a heading",
        "- not a list",
        "1. not numbered",
        "a_b-c/d.e@f.example QTY: 60.00: L4-5, L5-S1",
        "https://example.org/a/very/long/address?with=parameters&and=more",
    ];
    for style in STYLES {
        for text in hard {
            let blocks = vec![
                Block::heading(2, text),
                Block::text(text),
                Block::Lines(strings(&[text])),
                Block::Facts(vec![(text.to_owned(), text.to_owned())]),
                Block::Table { head: strings(&[text, "b"]), rows: vec![strings(&["c", text])] },
                Block::Decision { item: text.to_owned(), decision: "Overturned".to_owned() },
            ];
            let composition = composed(style, blocks);
            // A long word may be broken over a line, so blanks do not count.
            let got = words_of(&read(&set(&composition))).concat();
            assert_eq!(got, words_in(&composition).concat(), "{style:?}");
        }
    }
}

#[test]
fn words_with_a_slash_and_web_addresses_come_back_whole_wherever_a_line_ends() {
    for style in STYLES {
        let texts = (0..60).map(|shift| {
            let before = "so ".repeat(shift);
            format!(
                "{before}of the upper extremities/lower extremities, EMG/NCV, the denial/modification, and \
                 https://www.example.gov/Regulations-and-Guidance/Transmittals/downloads/R148CIM.pdf is cited."
            )
        });
        let composition = composed(style, texts.map(Block::text).collect());
        assert_eq!(words_of(&read(&set(&composition))), words_in(&composition), "{style:?}");
    }
}

#[test]
fn the_same_composition_gives_the_same_bytes() {
    for style in STYLES {
        let composition = composed(style, every_block());
        let first = set(&composition);
        let other = imr_pdf::Pdf::new(crate::reader(), Vec::new()).set(&composition).unwrap();
        assert!(first == other, "{style:?}: two settings differ");
    }
}

#[test]
fn another_composition_gives_another_identifier() {
    let one = set(&composed(Style::Letter, vec![Block::text("One.")]));
    let two = set(&composed(Style::Letter, vec![Block::text("Two.")]));
    let ident = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        text.split("/ID").nth(1).map(|rest| rest.chars().take(60).collect::<String>())
    };
    assert!(ident(&one).is_some());
    assert_ne!(ident(&one), ident(&two));
}

#[test]
fn a_document_is_tagged_and_says_what_it_is() {
    for style in STYLES {
        let bytes = set(&composed(style, every_block()));
        let pdf = hayro_syntax::Pdf::new(bytes).unwrap();
        let root = pdf.xref().get::<hayro_syntax::object::Dict<'_>>(pdf.xref().root_id()).unwrap();
        for key in
            ["StructTreeRoot", "MarkInfo", "Lang", "Outlines", "Metadata", "OutputIntents", "ViewerPreferences"]
        {
            assert!(root.contains_key(key), "{style:?}: /{key} is missing");
        }
        let metadata = pdf.metadata();
        assert_eq!(metadata.title.as_deref(), Some(b"Final Determination Letter".as_slice()));
        assert_eq!(metadata.author.as_deref(), Some(b"Pacific Independent Review".as_slice()));
        let stream = root.get::<hayro_syntax::object::Stream<'_>>("Metadata").unwrap();
        let xmp = String::from_utf8(stream.decoded_data().unwrap().into_owned()).unwrap();
        for claim in [
            "<pdfuaid:part>1</pdfuaid:part>",
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
        ] {
            assert!(xmp.contains(claim), "{style:?}: {claim} is not claimed in {xmp}");
        }
    }
}

#[test]
fn a_document_without_a_date_or_a_heading_is_still_set_for_accessibility() {
    let mut composition = composed(Style::Letter, vec![Block::text("No heading here.")]);
    composition.date = None;
    composition.title = String::new();
    composition.author = String::new();
    composition.language = "not a language".to_owned();
    let bytes = set(&composition);
    assert_eq!(words_of(&read(&bytes)).join(" "), "No heading here.");
    let pdf = hayro_syntax::Pdf::new(bytes).unwrap();
    let root = pdf.xref().get::<hayro_syntax::object::Dict<'_>>(pdf.xref().root_id()).unwrap();
    let stream = root.get::<hayro_syntax::object::Stream<'_>>("Metadata").unwrap();
    let xmp = String::from_utf8(stream.decoded_data().unwrap().into_owned()).unwrap();
    assert!(xmp.contains("<pdfuaid:part>1</pdfuaid:part>"), "{xmp}");
}

#[test]
fn characters_without_a_glyph_are_spelled_by_their_number() {
    let composition = composed(Style::Letter, vec![Block::text("Patient 王明 and \u{1f600} say \u{e000} yes.")]);
    let words = words_of(&read(&set(&composition)));
    assert_eq!(words.join(" "), "Patient [U+738B][U+660E] and [U+1F600] say [U+E000] yes.");
}

#[test]
fn an_empty_composition_is_one_empty_page() {
    let pages = read(&set(&composed(Style::Letter, Vec::new())));
    assert_eq!(pages.len(), 1);
    assert_eq!(words_of(&pages), Vec::<String>::new());
}

#[test]
fn the_lines_of_a_table_cell_are_read_together_however_near_the_next_cell_is() {
    let long = "one tablet by mouth twice a day with food as needed for pain, and none if the stomach hurts";
    for style in STYLES {
        let composition = composed(
            style,
            vec![Block::Table {
                head: strings(&["Drug", "Dose", "Instructions for use", "Quantity", "Refills"]),
                rows: vec![
                    strings(&["Naproxen", "500 mg", &long.repeat(2), "60", "1"]),
                    strings(&["Naproxen", "500 mg", long, "60", ""]),
                ],
            }],
        );
        assert_eq!(words_of(&read(&set(&composition))), words_in(&composition), "{style:?}");
    }
}

#[test]
fn a_decision_heading_is_never_the_last_thing_on_a_page() {
    for filling in 20..60 {
        let mut blocks: Vec<Block> = (0..filling).map(|_| Block::text("A line of filling.")).collect();
        blocks.push(Block::Decision { item: "Naproxen 500 mg".to_owned(), decision: "Upheld".to_owned() });
        blocks.push(Block::text("What follows the decision."));
        for page in read(&set(&composed(Style::Letter, blocks))) {
            let text = page.text();
            let body = text.split("Page ").next().unwrap_or_default().trim_end();
            assert!(!body.ends_with("Upheld"), "with {filling} lines before it");
        }
    }
}

#[test]
fn names_and_values_stand_on_one_line_and_decisions_after_their_item() {
    for style in STYLES {
        let blocks = vec![
            Block::Facts(vec![
                ("Case Number".to_owned(), "CM26-0001234".to_owned()),
                ("Date of Injury".to_owned(), "03/14/2025".to_owned()),
            ]),
            Block::Decision { item: "Norco 5/325 MG #30".to_owned(), decision: "Upheld".to_owned() },
        ];
        let text = read(&set(&composed(style, blocks)))[0].text();
        for line in ["Case Number: CM26-0001234", "Date of Injury: 03/14/2025", "Norco 5/325 MG #30: Upheld"] {
            assert!(text.lines().any(|one| one == line), "{style:?}: {line} is not a line of\n{text}");
        }
    }
}

#[test]
fn paragraphs_are_parted_by_a_blank_line_and_their_lines_are_not() {
    for style in STYLES {
        let prose = "The request was for a further course of treatment, and the file was read. ".repeat(5);
        let blocks = vec![
            Block::heading(2, "Summary"),
            Block::text(prose.clone()),
            Block::text(prose.clone()),
            Block::Lines(strings(&["Dolores Quintanilla", "1840 Alder Street", "Fresno, CA 93701"])),
            Block::text(prose),
        ];
        let text = read(&set(&composed(style, blocks)))[0].text();
        let parts: Vec<&str> = text.split("\n\n").collect();
        assert_eq!(parts.len(), 6, "{style:?}:\n{text}");
        assert_eq!(parts[0], "Summary");
        assert_eq!(parts[3].lines().count(), 3, "{style:?}:\n{text}");
    }
}

#[test]
fn a_form_of_several_hundred_rows_runs_over_pages() {
    let rows = (0..300).map(|row| strings(&[&format!("row{row}"), "value of this row"])).collect();
    let composition = composed(Style::Form, vec![Block::Table { head: strings(&["Name", "Value"]), rows }]);
    let pages = read(&set(&composition));
    assert!(pages.len() > 3);
    let words = words_of(&pages);
    for row in 0..300 {
        assert!(words.contains(&format!("row{row}")), "row {row} is lost");
    }
    assert_eq!(PDF.extension(), "pdf");
}
