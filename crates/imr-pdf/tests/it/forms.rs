//! What the fields of a form hold, and remarks on a page.

use crate::read;
use crate::reading::one_page;
use imr_core::paper::PageText;

/// A page with annotations, and more in the catalog.
fn page(content: &str, annotations: &str, more: &str, objects: &str) -> PageText {
    let bytes = String::from_utf8(one_page(content, more)).expect("it is text");
    let with = format!("/Annots [{annotations}] /Contents 4 0 R");
    let bytes = bytes.replace("/Contents 4 0 R", &with).replace("trailer", &format!("{objects}\ntrailer"));
    read(bytes.as_bytes()).remove(0)
}

/// How a field looks: an object of this number that draws a text.
fn look(number: u32, text: &str) -> String {
    let content = format!("BT /F 10 Tf 2 4 Td ({text}) Tj ET");
    format!(
        "{number} 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 250 15] /Resources << /Font << /F 5 0 R >> >> \
         /Length {} >>\nstream\n{content}\nendstream\nendobj\n",
        content.len() + 1
    )
}

const LABEL: &str = "BT /F 10 Tf 72 719 Td (Drug:) Tj ET";
const FIELD: &str = "/Type /Annot /Subtype /Widget /Rect [150 715 400 730]";

#[test]
fn a_value_and_what_is_drawn_in_its_place_are_both_read() {
    let field = format!("<< {FIELD} /FT /Tx /V (Tramadol) /AP << /N 6 0 R >> >>");
    let stale = page(LABEL, &field, "", &look(6, "Norco 5 mg"));
    let text = "Drug: Tramadol [form value differs from what is drawn: Norco 5 mg]";
    assert_eq!((stale.text().as_str(), stale.trouble), (text, None));
    let blank = page(LABEL, &field, "", &look(6, ""));
    let text = "Drug: Tramadol [form value differs from what is drawn: nothing]";
    assert_eq!((blank.text().as_str(), blank.trouble), (text, None));
    let same = page(LABEL, &field, "", &look(6, "TRAMADOL"));
    assert_eq!((same.text().as_str(), same.trouble), ("Drug: TRAMADOL", None));
    let anew = page(LABEL, &field, "/AcroForm << /NeedAppearances true /Fields [] >>", &look(6, "Norco"));
    assert_eq!((anew.text().as_str(), anew.trouble), ("Drug: Tramadol", None));
    let empty = page(LABEL, &field.replace("(Tramadol)", "()"), "", &look(6, "mm/dd/yyyy"));
    assert_eq!((empty.text().as_str(), empty.trouble), ("Drug: mm/dd/yyyy", None));
}

#[test]
fn boxes_and_radio_buttons_without_a_look_are_read_with_their_caption() {
    let button = |top: u32, more: &str| {
        format!("<< /Type /Annot /Subtype /Widget /FT /Btn /Rect [72 {} 82 {top}] {more} >> ", top - 10)
    };
    let content = "BT /F 10 Tf 86 702 Td (Expedited) Tj ET BT /F 10 Tf 86 682 Td (Standard) Tj ET";
    let all = [
        button(710, "/AS /Yes"),
        button(690, "/V /Off"),
        button(610, "/Ff 32768 /AS /A /TU (Upheld)"),
        button(590, "/Ff 32768 /AS /Off /MK << /CA (Overturned) >>"),
        button(570, "/Ff 32768 /V /A"),
        button(550, "/Ff 65536 /V /A"),
        button(530, "/F 2 /AS /Yes"),
    ];
    let read = page(content, &all.concat(), "", "").text();
    assert_eq!(
        read.split_whitespace().collect::<Vec<_>>().join(" "),
        "[x] Expedited [ ] Standard [x] Upheld [ ] Overturned"
    );
}

#[test]
fn what_was_chosen_is_read_as_it_is_shown() {
    let choice = |more: &str| {
        format!("<< {FIELD} /FT /Ch /Opt [[(01) (Lumbar)] [(02) (Cervical)] [(03) (Thoracic)]] {more} >>")
    };
    let drawn = |more: &str, objects: &str| page(LABEL, &choice(more), "", objects);
    assert_eq!(drawn("/Ff 131072 /V (02)", "").text(), "Drug: Cervical");
    assert_eq!(
        drawn("/V [(01) (03)]", "").text().split_whitespace().collect::<Vec<_>>(),
        ["Lumbar", "Drug:", "Thoracic"]
    );
    let list = drawn("/V (02) /AP << /N 6 0 R >>", &look(6, "Lumbar Cervical Thoracic"));
    assert_eq!((list.text().as_str(), list.trouble), ("Drug: Cervical", None));
    let stale = drawn("/Ff 131072 /V (02) /AP << /N 6 0 R >>", &look(6, "Lumbar"));
    let text = "Drug: Cervical [form value differs from what is drawn: Lumbar]";
    assert_eq!((stale.text().as_str(), stale.trouble), (text, None));
}

#[test]
fn text_that_was_put_on_a_page_and_notes_are_words_of_it() {
    let free = "<< /Type /Annot /Subtype /FreeText /Rect [150 715 400 730] /Contents (Tramadol 50 mg) >>";
    let note = "<< /Type /Annot /Subtype /Text /Rect [300 300 320 320] /Contents (Ask the clinic.) >>";
    let hidden = "<< /Type /Annot /Subtype /Text /F 2 /Rect [300 200 320 220] /Contents (Not this.) >>";
    let read = page(LABEL, &format!("{free} {note} {hidden}"), "", "");
    assert_eq!(read.text(), "Drug: Tramadol 50 mg\n\n[Note: Ask the clinic.]");
    assert!(read.words.iter().all(|word| !word.hidden && word.area[2] > word.area[0]));
}
