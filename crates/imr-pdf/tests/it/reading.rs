//! Files that are not ours: damaged, locked, odd.

use crate::{PDF, composed, every_block, read, set};
use imr_core::paper::{Block, Paper, Style, Unreadable};

/// A file with one page whose content is `content`, without a table of
/// objects: the reader has to find them.
pub(crate) fn one_page(content: &str, more: &str) -> Vec<u8> {
    format!(
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R {more} >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
         3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R \
         /Resources << /Font << /F 5 0 R >> >> >>\nendobj\n\
         4 0 obj\n<< /Length {} >>\nstream\n{content}\nendstream\nendobj\n\
         5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n\
         trailer\n<< /Root 1 0 R >>\n%%EOF\n",
        content.len() + 1
    )
    .into_bytes()
}

fn texts(bytes: &[u8]) -> Vec<String> {
    read(bytes).iter().map(imr_core::paper::PageText::text).collect()
}

#[test]
fn an_empty_file_is_damaged() {
    assert_eq!(PDF.read(b""), Err(Unreadable::Damaged("the file is empty".to_owned())));
}

#[test]
fn what_is_not_a_pdf_is_said_not_to_be_one() {
    let garbage = &[0xff; 4096][..];
    assert_eq!(PDF.read(garbage), Err(Unreadable::Damaged("it is not a PDF file".to_owned())));
    for (bytes, what) in [
        (&b"PK\x03\x04......word/document.xml"[..], "a Word document (.docx)"),
        (b"GIF89a\x01\0\x01\0", "a GIF picture"),
    ] {
        assert_eq!(PDF.read(bytes), Err(Unreadable::NotRead(what.to_owned())));
    }
}

#[test]
fn a_pdf_without_pages_is_damaged() {
    let Err(Unreadable::Damaged(why)) = PDF.read(b"%PDF-1.7\nnothing else\n%%EOF") else {
        panic!("it was read");
    };
    assert_eq!(why, "its structure is broken");
}

#[test]
fn a_truncated_file_is_an_error_or_shows_its_trouble_and_never_panics() {
    let whole = set(&composed(Style::Letter, every_block()));
    for part in 1..40 {
        match PDF.read(&whole[..whole.len() * part / 40]) {
            Ok(pages) => assert!(!pages.is_empty()),
            Err(Unreadable::Damaged(_)) => {}
            Err(other) => panic!("{part}: {other}"),
        }
    }
}

#[test]
fn a_file_with_flipped_bytes_never_panics() {
    let whole = set(&composed(Style::Form, every_block()));
    for seed in 0..60_usize {
        let mut bytes = whole.clone();
        for step in 0..40_usize {
            let at = (seed * 7919 + step * 104_729) % bytes.len();
            bytes[at] = bytes[at].wrapping_add(u8::try_from(1 + step * seed % 250).unwrap());
        }
        let _ = PDF.read(&bytes);
    }
}

#[test]
fn a_page_whose_content_is_missing_says_so() {
    let bytes = String::from_utf8(one_page("BT ET", "")).unwrap().replace("/Contents 4 0 R", "/Contents 9 0 R");
    let pages = read(bytes.as_bytes());
    let why = pages[0].trouble.as_deref().expect("it is marked");
    assert!(why.contains("damaged") && why.contains("missing from the file"), "{why}");
}

#[test]
fn an_empty_page_is_read_and_holds_no_words() {
    let pages = read(&one_page("q Q", ""));
    assert_eq!(pages[0].words, Vec::new());
    assert_eq!(pages[0].trouble, None);
    assert_eq!(pages[0].size, (612.0, 792.0));
}

#[test]
fn a_page_that_is_only_a_picture_asks_for_recognition() {
    let picture = "q 612 0 0 792 0 0 cm BI /W 4 /H 4 /CS /G /BPC 8 ID abcdefghijklmnop EI Q";
    let stamped = format!("{picture} BT /F 9 Tf 500 20 Td (CM26-1 page 12) Tj ET");
    for content in [picture, &stamped] {
        let trouble = read(&one_page(content, ""))[0].trouble.clone().unwrap();
        assert!(trouble.contains("recognized"), "{trouble}");
    }
    let strips: String = (0..20)
        .map(|at| format!("q 612 0 0 40 0 {} cm BI /W 4 /H 4 /CS /G /BPC 8 ID abcdefghijklmnop EI Q ", at * 40))
        .collect();
    let trouble = read(&one_page(&strips, ""))[0].trouble.clone().expect("a page in strips is a picture");
    assert!(trouble.contains("recognized"), "{trouble}");
    let small = "q 61 0 0 79 0 0 cm BI /W 4 /H 4 /CS /G /BPC 8 ID abcdefghijklmnop EI Q";
    assert_eq!(read(&one_page(small, ""))[0].trouble, None, "a logo is no scan");
}

#[test]
fn words_have_their_places_and_hidden_ones_are_marked() {
    let content = "BT /F 12 Tf 72 720 Td (Seen) Tj 3 Tr 0 -20 Td (Unseen) Tj ET";
    let page = &read(&one_page(content, ""))[0];
    let [seen, unseen] = page.words.as_slice() else {
        panic!("{:?}", page.words);
    };
    assert_eq!((seen.text.as_str(), seen.hidden), ("Seen", false));
    assert_eq!((unseen.text.as_str(), unseen.hidden), ("Unseen", true));
    let [left, top, right, bottom] = seen.area;
    assert!((71.0..73.0).contains(&left) && (94.0..101.0).contains(&right), "{:?}", seen.area);
    assert!((60.0..66.0).contains(&top) && (72.0..76.0).contains(&bottom), "{:?}", seen.area);
}

#[test]
fn words_below_a_black_box_are_marked_as_hidden_and_words_upon_it_are_not() {
    let content = "BT /F 12 Tf 72 720 Td (Dolores) Tj ET BT /F 12 Tf 72 680 Td (Plain) Tj ET \
                   0 g 70 715 120 18 re f 1 g BT /F 12 Tf 130 720 Td (Upon) Tj ET";
    let page = &read(&one_page(content, ""))[0];
    let hidden: Vec<_> = page.words.iter().map(|word| (word.text.as_str(), word.hidden)).collect();
    assert_eq!(hidden, [("Dolores", true), ("Upon", false), ("Plain", false)]);
}

#[test]
fn two_columns_are_read_one_after_the_other_and_a_table_row_by_row() {
    let column = |x: u32, word: &str| {
        (0..6).fold(String::new(), |text, line| {
            format!("{text}BT /F 10 Tf {x} {} Td ({word} is prose of line {line}) Tj ET ", 700 - line * 12)
        })
    };
    let text = texts(&one_page(&format!("{}{}", column(72, "Left"), column(330, "Right")), ""))[0].clone();
    assert!(text.find("Right").unwrap() > text.rfind("Left").unwrap(), "{text}");

    let cells = |x: u32, word: &str| {
        (0..6).fold(String::new(), |text, line| {
            format!("{text}BT /F 10 Tf {x} {} Td ({word}{line}) Tj ET ", 700 - line * 12)
        })
    };
    let text = texts(&one_page(&format!("{}{}", cells(72, "name"), cells(330, "value")), ""))[0].clone();
    assert!(text.starts_with("name0 value0\nname1 value1\n"), "{text}");
}

#[test]
fn bold_made_by_drawing_twice_is_read_once() {
    let content = "BT /F 12 Tf 72 720 Td (Heading) Tj ET BT /F 12 Tf 72.3 720 Td (Heading) Tj ET";
    assert_eq!(texts(&one_page(content, "")), ["Heading"]);
}

#[test]
fn turned_text_is_read_after_the_rest() {
    let content = "BT /F 10 Tf 0 1 -1 0 30 300 Tm (turned margin note) Tj ET \
                   BT /F 10 Tf 72 700 Td (This is the body of the whole page) Tj ET";
    assert_eq!(texts(&one_page(content, "")), ["This is the body of the whole page\n\nturned margin note"]);
}

#[test]
fn letters_pushed_apart_by_kerning_stay_one_word() {
    let content = "BT /F 12 Tf 72 720 Td [(A) 90 (W) 80 (AY) -300 (now)] TJ ET";
    assert_eq!(texts(&one_page(content, "")), ["AWAY now"]);
}

#[test]
fn forms_nested_without_end_do_not_bring_the_program_down() {
    let content = format!("{} BT /F 12 Tf 72 720 Td (Bottom) Tj ET", "q ".repeat(200_000));
    assert_eq!(texts(&one_page(&content, "")), ["Bottom"]);
    let nested = format!("{}{}", "[".repeat(300_000), "]".repeat(300_000));
    let _ = PDF.read(&one_page("BT ET", &format!("/Deep {nested}")));
}

#[test]
fn the_words_of_a_set_document_lie_on_its_page() {
    for page in read(&set(&composed(Style::Record, vec![Block::text("One two three.")]))) {
        for word in page.words {
            let [left, top, right, bottom] = word.area;
            assert!(0.0 < left && left < right && right < 612.0, "{word:?}");
            assert!(0.0 < top && top < bottom && bottom < 792.0, "{word:?}");
        }
    }
}

#[test]
fn a_filled_field_that_the_file_does_not_draw_is_read_in_its_place() {
    let field = "/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Dolores Quintanilla) \
                 /Rect [150 715 400 730] >>] /Contents 4 0 R";
    let content = "BT /F 10 Tf 72 719 Td (Employee:) Tj ET BT /F 10 Tf 72 690 Td (Signed) Tj ET";
    let bytes = String::from_utf8(one_page(content, "")).unwrap().replace("/Contents 4 0 R", field);
    let text = texts(bytes.as_bytes())[0].clone();
    assert_eq!(text, "Employee: Dolores Quintanilla\n\nSigned");
}

// The two locked files were made from a page of our own with
// `qpdf --encrypt`: one opens with the password "secret" only, the other
// without one, but with copying switched off.

#[test]
fn a_file_locked_with_a_password_asks_for_one() {
    let locked = include_bytes!("locked.pdf");
    assert_eq!(PDF.read(locked), Err(Unreadable::PasswordNeeded));
}

#[test]
fn an_encrypted_file_without_a_password_is_read_though_copying_is_off() {
    assert_eq!(texts(include_bytes!("no-copying.pdf")), ["This page was locked"]);
}

/// Its lines fall or rise by up to four degrees: they came in pieces, each
/// word on a line of its own.
#[test]
fn a_page_that_is_askew_is_read_along_its_own_lines() {
    let lines: Vec<String> = (0..24)
        .map(|at| {
            format!(
                "{at} She has low back pain with spasm and tenderness; the straight leg raise is positive at {at}"
            )
        })
        .collect();
    let body: String = (0..24)
        .zip(&lines)
        .map(|(at, line)| format!("BT /F 10 Tf 72 {} Td ({line}) Tj ET ", 700 - 16 * at))
        .collect();
    let foot = "BT /F 9 Tf 300 20 Td (CM26-1 page 12) Tj ET";
    let straight = read(&one_page(&format!("{body} {foot}"), "")).remove(0);
    for degrees in [-4.0_f32, -2.0, -0.5, 0.5, 1.0, 3.0] {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let content = format!("q {cos} {sin} {} {cos} 0 0 cm {body} Q {foot}", -sin);
        let page = read(&one_page(&content, "")).remove(0);
        assert_eq!(page.text(), straight.text(), "{degrees} degrees");
        // Its words keep their places: they stand where they are drawn.
        let (word, other) = (page.words.iter().rev().nth(6), straight.words.iter().rev().nth(6));
        let (word, other) = word.zip(other).expect("a word");
        let middle = |area: [f32; 4]| ((area[0] + area[2]) / 2.0, (area[1] + area[3]) / 2.0);
        let ((x, y), (from_x, from_y)) = (middle(word.area), middle(other.area));
        let (up, right) = (792.0 - from_y, from_x);
        let (to_x, to_y) = (right * cos - up * sin, 792.0 - (right * sin + up * cos));
        assert!((x - to_x).abs() < 3.0 && (y - to_y).abs() < 3.0, "{degrees}: {:?} {:?}", word.area, (to_x, to_y));
    }
}
