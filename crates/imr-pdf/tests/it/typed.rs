//! Pages of plain text, drawn.

use crate::{PDF, read};
use imr_core::paper::{Paper, Source};

#[test]
fn a_page_of_text_is_drawn_with_its_words_in_their_places() {
    let text = "First page\x0cDrug     Dose\nNorco    5/325 (one)\n\nSigned";
    let pages = read(text.as_bytes());
    let png = PDF.picture(Source::Bytes(text.as_bytes()), 2, 72).expect("it is drawn");
    let picture = image::load_from_memory(&png).expect("it is a picture").to_luma8();
    assert_eq!(picture.dimensions(), (612, 792));
    for word in &pages[1].words {
        let [left, top, right, bottom] = word.area.map(|side| side as u32);
        let dark = (top..bottom).flat_map(|y| (left..right).map(move |x| (x, y)));
        assert!(dark.filter(|(x, y)| picture.get_pixel(*x, *y).0[0] < 128).count() > 3, "{word:?}");
    }
    assert!(PDF.picture(Source::Bytes(text.as_bytes()), 3, 72).is_err());
}
