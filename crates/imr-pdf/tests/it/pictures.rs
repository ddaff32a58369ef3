//! Pages as pictures: drawn, taken in, and recognized.

use crate::reading::one_page;
use crate::{PDF, composed, reader, set};
use image::{DynamicImage, GrayImage, ImageFormat, imageops};
use imr_core::paper::{Block, PageText, Paper, Source, Style, Unreadable};
use imr_pdf::Pdf;
use std::io::Cursor;
use std::sync::LazyLock;

/// A reader that recognizes pictures.
static RECOGNIZING: LazyLock<Pdf> = LazyLock::new(|| Pdf::new(reader(), Vec::new()));

const PROSE: &str = "The patient reports lumbar pain of eight out of ten without medication and four with it. \
                     Cyclobenzaprine was prescribed in June and there is spasm of the muscles on examination.";

/// A page of prose as a picture in shades of grey, 200 points an inch.
fn scan() -> GrayImage {
    let pdf = set(&composed(Style::Record, vec![Block::heading(1, "Progress Report"), Block::text(PROSE)]));
    let png = PDF.picture(Source::Bytes(&pdf), 1, 200).expect("it can be drawn");
    image::load_from_memory(&png).expect("it is a picture").to_luma8()
}

fn encoded(picture: GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageLuma8(picture).write_to(&mut out, format).expect("it can be written");
    out.into_inner()
}

fn recognized(bytes: &[u8]) -> PageText {
    assert!(RECOGNIZING.recognizes(), "tesseract is not installed; cargo xtask test installs it");
    let pages = RECOGNIZING.read(bytes).expect("it can be read");
    assert_eq!(pages.len(), 1);
    pages.into_iter().next().expect("one page")
}

#[test]
fn a_page_is_drawn_in_the_size_that_is_asked_for() {
    let drawn = PDF.picture(Source::Bytes(&one_page("0 g 0 0 612 396 re f", "")), 1, 100).expect("it can be drawn");
    let picture = image::load_from_memory(&drawn).expect("it is a picture").to_luma8();
    assert_eq!(picture.dimensions(), (850, 1100));
    assert_eq!((picture.get_pixel(400, 200)[0], picture.get_pixel(400, 900)[0]), (255, 0));
}

#[test]
fn a_page_that_is_not_there_cannot_be_drawn() {
    let why = PDF.picture(Source::Bytes(&one_page("", "")), 2, 100).expect_err("there is one page").to_string();
    assert!(why.contains("no page 2"), "{why}");
}

#[test]
fn a_scanned_page_is_recognized_with_places_and_confidence() {
    let page = recognized(&encoded(scan(), ImageFormat::Png));
    assert_eq!(page.trouble, None);
    let text = page.text().replace('\n', " ");
    assert!(text.contains("Cyclobenzaprine was prescribed in June"), "{text}");
    let word = page.words.iter().find(|word| word.text == "Progress").expect("the heading is there");
    assert!(word.confidence.is_some_and(|sure| sure > 80), "{word:?}");
    let [left, top, right, bottom] = word.area;
    assert!(30.0 < left && left < right && right < 400.0, "{word:?}");
    assert!(30.0 < top && top < bottom && bottom < 200.0, "{word:?}");
}

#[test]
fn a_scan_that_lies_on_its_side_is_put_right_and_its_boxes_are_those_of_the_picture() {
    let side = imageops::rotate90(&scan());
    let (width, height) = side.dimensions();
    let page = recognized(&encoded(side, ImageFormat::Png));
    let text = page.text().replace('\n', " ");
    assert!(text.contains("Cyclobenzaprine was prescribed in June"), "{text}");
    assert!(page.size.0 > page.size.1, "the page lies: {:?} of {width} by {height}", page.size);
    let word = page.words.iter().find(|word| word.text == "Progress").expect("the heading is there");
    let [left, top, right, bottom] = word.area;
    // Turned clockwise, the head of the page is at the right.
    assert!(right > page.size.0 * 0.7 && bottom - top > right - left, "{word:?} on {:?}", page.size);
}

#[test]
fn a_jpeg_and_a_tiff_are_read_as_pages() {
    let page = recognized(&encoded(scan(), ImageFormat::Jpeg));
    assert!(page.text().contains("spasm"), "{}", page.text());
    let scan = scan();
    let mut file = Cursor::new(Vec::new());
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut file).expect("it can be begun");
    for _ in 0..2 {
        encoder
            .write_image::<tiff::encoder::colortype::Gray8>(scan.width(), scan.height(), scan.as_raw())
            .expect("it can be written");
    }
    let pages = RECOGNIZING.read(&file.into_inner()).expect("it can be read");
    assert_eq!(pages.len(), 2);
    assert!(pages.iter().all(|page| page.trouble.is_none() && page.text().contains("spasm")));
}

#[test]
fn without_recognition_a_picture_is_not_read_and_never_empty() {
    let pages = PDF.read(&encoded(scan(), ImageFormat::Png)).expect("it can be opened");
    assert_eq!(pages[0].words, Vec::new());
    assert!(pages[0].trouble.as_deref().is_some_and(|why| why.contains("not been recognized")));
}

#[test]
fn a_blank_sheet_is_empty_and_a_photograph_is_unread() {
    let blank = recognized(&encoded(GrayImage::from_pixel(850, 1100, image::Luma([250])), ImageFormat::Png));
    assert_eq!((blank.words.len(), blank.trouble), (0, None));
    let dark = recognized(&encoded(
        GrayImage::from_fn(850, 1100, |x, y| image::Luma([((x * y) % 90) as u8])),
        ImageFormat::Png,
    ));
    assert!(dark.trouble.is_some(), "{dark:?}");
}

#[test]
fn an_enormous_picture_is_refused_before_it_is_opened() {
    // The head of a PNG file that claims 30,000 by 30,000 points.
    let mut head = encoded(GrayImage::new(1, 1), ImageFormat::Png);
    head[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let sum = crc(&head[12..29]);
    head[29..33].copy_from_slice(&sum.to_be_bytes());
    assert!(matches!(PDF.read(&head), Err(Unreadable::TooLarge(why)) if why.contains("30000 by 30000")));
}

/// The check sum of a part of a PNG file.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

/// A page with some words and, from `height` points on upwards, a picture of
/// a strip of text over its width.
fn with_strip(words: &str, height: u32) -> Vec<u8> {
    let drawn = PDF.picture(
        Source::Bytes(&one_page("BT /F 16 Tf 30 745 Td (Toxicology: COCAINE detected) Tj ET", "")),
        1,
        200,
    );
    let page = image::load_from_memory(&drawn.expect("it can be drawn")).expect("it is a picture").to_luma8();
    let strip = imageops::crop_imm(&page, 0, 0, page.width(), 400).to_image();
    let hex: String = strip.as_raw().iter().map(|shade| format!("{shade:02x}")).collect();
    let image = format!(
        "10 0 obj\n<< /Type /XObject /Subtype /Image /Width {} /Height 400 /ColorSpace /DeviceGray \
         /BitsPerComponent 8 /Filter /ASCIIHexDecode /Length {} >>\nstream\n{hex}>\nendstream\nendobj\ntrailer",
        strip.width(),
        hex.len() + 2
    );
    let content = format!("{words} q 612 0 0 144 0 {height} cm /X Do Q");
    let file = String::from_utf8(one_page(&content, "")).expect("text");
    file.replace("/Font << /F 5 0 R >>", "/Font << /F 5 0 R >> /XObject << /X 10 0 R >>")
        .replace("trailer", &image)
        .into_bytes()
}

#[test]
fn a_picture_on_a_page_that_may_hold_text_is_recognized_and_its_words_are_added() {
    let line = |y: u32| format!("BT /F 12 Tf 30 {y} Td (A typed line of plain words about nothing at all.) Tj ET ");
    let typed: String = (0..8).map(|row| line(700 - 20 * row)).collect();
    let file = with_strip(&typed, 100);
    let page = recognized(&file);
    let text = page.text();
    assert!(text.starts_with("A typed line") && text.contains("COCAINE") && page.trouble.is_none(), "{page:?}");
    let cocaine = page.words.iter().find(|word| word.text == "COCAINE").expect("it is there");
    assert!(cocaine.confidence.is_some() && cocaine.area[1] > 540.0, "{cocaine:?}");
    assert_eq!(text.matches("A typed line").count(), 8, "nothing is read twice");
    let unread = &PDF.read(&file).expect("it can be read")[0];
    assert!(
        unread.trouble.as_deref().is_some_and(|why| why.contains("a picture that may hold text")),
        "{unread:?}"
    );
    let alone = recognized(&with_strip("", 100));
    assert!(alone.text().contains("COCAINE"), "a strip is enough of a page without words");
}
