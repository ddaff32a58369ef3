//! Files that are made to harm: each gives a document with a plain reason, and
//! the limits hold. All are made here, when the test runs.

use crate::isolation::{texts_and_troubles, three_pages};
use crate::{PDF, reader};
use imr_core::paper::{Paper, Source, Unreadable};
use imr_pdf::Pdf;
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::time::Duration;

/// Bits as deflate wants them, the lowest first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    filled: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        for at in 0..count {
            if self.filled.is_multiple_of(8) {
                self.bytes.push(0);
            }
            let bit = u8::try_from(value >> at & 1).expect("a bit");
            *self.bytes.last_mut().expect("a byte") |= bit << (self.filled % 8);
            self.filled += 1;
        }
    }

    /// A code of the fixed table, which goes the highest bit first.
    fn code(&mut self, value: u32, count: u32) {
        self.put(value.reverse_bits() >> (32 - count), count);
    }

    fn literal(&mut self, byte: u8) {
        match byte {
            0..144 => self.code(0x30 + u32::from(byte), 8),
            _ => self.code(0x190 + u32::from(byte - 144), 9),
        }
    }

    /// 258 bytes again of those that came 13 or 1 before.
    fn again(&mut self, distance: u32) {
        self.code(0xc5, 8);
        match distance {
            1 => self.code(0, 5),
            // Distances 13 to 16 have code 7 and two more bits.
            _ => {
                self.code(7, 5);
                self.put(distance - 13, 2);
            }
        }
    }
}

/// A stream of some blanks and of 258 more for each of `times`, compressed.
fn blanks(times: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.put(0x9c78, 16);
    bits.put(0b011, 3);
    bits.literal(b' ');
    (0..times).for_each(|_| bits.again(1));
    bits.code(0, 7);
    bits.bytes
}

/// The same compressed again: its bits repeat after every eight codes, which
/// is after 13 bytes.
fn twice(times: usize) -> Vec<u8> {
    let one = blanks(64);
    let mut bits = Bits::default();
    bits.put(0x9c78, 16);
    bits.put(0b011, 3);
    one[..40].iter().for_each(|byte| bits.literal(*byte));
    // Each time 258 of 13 bytes, which are 8 codes of 258 blanks each.
    (0..times).for_each(|_| bits.again(13));
    bits.code(0, 7);
    bits.bytes
}

/// The file of three pages with `stream` for the content of the second.
fn with_stream(filter: &str, stream: &[u8]) -> Vec<u8> {
    let file = String::from_utf8(three_pages("MARK", "", "")).expect("text");
    let (head, tail) = file.split_once("<< /Length 5 >>\nstream\nMARK\n").expect("the content is there");
    let mut bytes = head.as_bytes().to_vec();
    bytes.extend(format!("<< {filter} /Length {} >>\nstream\n", stream.len()).bytes());
    bytes.extend(stream);
    bytes.push(b'\n');
    bytes.extend(tail.bytes());
    bytes
}

#[test]
fn a_stream_that_grows_without_end_is_stopped_by_the_limit_of_memory() {
    // 16 GiB of blanks, out of about 600 KB.
    let bomb = with_stream("/Filter [/FlateDecode /FlateDecode]", &twice(420_000));
    assert!(bomb.len() < 1 << 20, "{} bytes", bomb.len());
    let pages = texts_and_troubles(&PDF, &bomb);
    assert_eq!((pages[0].0.as_str(), pages[2].0.as_str()), ("First", "Third"));
    let why = pages[1].1.as_deref().expect("the second page is marked");
    assert!(why.contains("memory") || why.contains("longer than is allowed"), "{why}");
}

#[test]
fn a_stream_that_grows_a_little_is_read() {
    let pages = texts_and_troubles(&PDF, &with_stream("/Filter /FlateDecode", &blanks(40_000)));
    assert_eq!(pages[1], (String::new(), None), "ten million blanks are an empty page");
}

#[test]
fn a_file_of_a_hundred_thousand_pages_is_refused() {
    let mut file = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n".to_owned();
    let mut kids = String::new();
    for number in 3..100_003 {
        let _ = write!(kids, "{number} 0 R ");
        let _ = write!(file, "{number} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>\nendobj\n");
    }
    let _ = write!(
        file,
        "2 0 obj\n<< /Type /Pages /Kids [{kids}] /Count 100000 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
    );
    let why = PDF.read(file.as_bytes()).expect_err("it is too large").to_string();
    assert!(why.contains("100000 pages; 10,000 are accepted"), "{why}");
}

#[test]
fn a_tree_of_pages_that_is_deep_or_goes_in_circles_ends() {
    let mut file = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n".to_owned();
    for number in 2..60_000 {
        let _ = write!(file, "{number} 0 obj\n<< /Type /Pages /Kids [{} 0 R] /Count 1 >>\nendobj\n", number + 1);
    }
    let deep = format!("{file}60000 0 obj\n<< /Type /Page >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n");
    let circle = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
                  2 0 obj\n<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";
    for file in [deep.as_str(), circle] {
        match PDF.read(file.as_bytes()) {
            Ok(pages) => assert!(!pages.is_empty()),
            Err(Unreadable::Damaged(why)) => assert!(!why.is_empty()),
            Err(other) => panic!("{other}"),
        }
    }
}

/// Pages that draw an image whose head claims 30,000 by 30,000 points.
fn with_image(filter: &str, stream: &str) -> Vec<u8> {
    let objects = format!(
        "10 0 obj\n<< /Type /XObject /Subtype /Image /Width 30000 /Height 30000 /ColorSpace /DeviceRGB \
         /BitsPerComponent 8 {filter} /Length {} >>\nstream\n{stream}\nendstream\nendobj\n",
        stream.len() + 1
    );
    three_pages("q 612 0 0 792 0 0 cm /X Do Q", "/XObject << /X 10 0 R >>", &objects)
}

#[test]
fn an_enormous_picture_on_a_page_is_marked_and_the_other_pages_are_read() {
    let recognizing = Pdf::new(reader(), Vec::new());
    for file in [
        with_image("", "abc"),
        with_image("/Filter /ASCIIHexDecode", "00ff>"),
        with_image("/Filter /RunLengthDecode", "abc"),
    ] {
        let pages = texts_and_troubles(&recognizing, &file);
        assert_eq!((pages[0].0.as_str(), pages[2].0.as_str()), ("First", "Third"));
        assert_eq!(pages[1].0, "");
        assert!(pages[1].1.is_some(), "a page that could not be read is never taken for an empty one");
        // To be drawn or refused, and nothing else.
        if let Err(why) = recognizing.picture(Source::Bytes(&file), 2, 300) {
            assert!(why.to_string().contains("page 2"), "{why}");
        }
    }
}

#[test]
fn a_tiff_page_that_claims_to_be_enormous_is_marked() {
    let mut file = b"II*\0\x08\0\0\0".to_vec();
    let fields: [(u16, u16, u32); 8] = [
        (256, 4, 30_000),
        (257, 4, 30_000),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 8),
        (278, 4, 30_000),
        (279, 4, 900_000_000),
    ];
    file.extend(8_u16.to_le_bytes());
    for (tag, kind, value) in fields {
        file.extend(tag.to_le_bytes());
        file.extend(kind.to_le_bytes());
        file.extend(1_u32.to_le_bytes());
        file.extend(value.to_le_bytes());
    }
    file.extend([0; 4]);
    let pages = texts_and_troubles(&PDF, &file);
    let why = pages[0].1.as_deref().expect("it is marked");
    assert!(why.contains("30000 by 30000 points"), "{why}");
}

/// A file of 150 pages, long enough to be read by several children: pages 40
/// and 55 are bombs.
fn long_file() -> Vec<u8> {
    let mut file = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
                    9 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n"
        .to_owned();
    let bomb = twice(420_000);
    let mut kids = String::new();
    for page in 1..=150 {
        let _ = write!(kids, "{} 0 R ", page * 2 + 8);
        let content = if matches!(page, 40 | 55) { 400 } else { page * 2 + 9 };
        let _ = write!(
            file,
            "{} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R \
             /Resources << /Font << /F 9 0 R >> >> >>\nendobj\n",
            page * 2 + 8
        );
        let words = format!("BT /F 12 Tf 72 720 Td (Page {page}) Tj ET");
        let _ = write!(
            file,
            "{} 0 obj\n<< /Length {} >>\nstream\n{words}\nendstream\nendobj\n",
            page * 2 + 9,
            words.len() + 1
        );
    }
    let _ = write!(file, "2 0 obj\n<< /Type /Pages /Kids [{kids}] /Count 150 >>\nendobj\n");
    let head = format!("400 0 obj\n<< /Filter [/FlateDecode /FlateDecode] /Length {} >>\nstream\n", bomb.len());
    let mut bytes = file.into_bytes();
    bytes.extend(head.bytes());
    bytes.extend(&bomb);
    bytes.extend(b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n");
    bytes
}

#[test]
fn a_long_file_that_brings_its_readers_down_is_read_in_order_and_to_its_end() {
    let bytes = long_file();
    let pdf = Pdf::new(reader(), Vec::new()).without_recognition().patient(Duration::from_secs(5));
    let pages = texts_and_troubles(&pdf, &bytes);
    assert_eq!(pages.len(), 150);
    for (number, (text, trouble)) in (1..).zip(&pages) {
        if matches!(number, 40 | 55) {
            assert!(
                trouble.as_deref().is_some_and(|why| why.contains("broke the reader")),
                "{number}: {trouble:?}"
            );
        } else {
            assert_eq!((text, trouble), (&format!("Page {number}"), &None));
        }
    }
    let mut from_the_middle = Vec::new();
    let read = PDF.pages(Source::Bytes(&bytes), 60, &mut |read| {
        from_the_middle.push(read.number);
        if read.number == 140 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!((read, from_the_middle), (Ok(()), (60..=140).collect()));
}

#[test]
fn a_reader_that_talks_nonsense_or_says_nothing_is_given_up() {
    // Nothing that another program could read in our reader's place.
    let plain = b"%PDF-1.4\nnothing else\n";
    let nonsense = Pdf::new("yes".into(), Vec::new()).without_recognition();
    let why = nonsense.read(plain).expect_err("it is no reader").to_string();
    assert!(why.contains("an answer that makes no sense"), "{why}");
    let silent = Pdf::new("true".into(), Vec::new()).without_recognition().patient(Duration::from_secs(1));
    let why = silent.read(plain).expect_err("it is no reader").to_string();
    assert!(why.contains("broke the reader"), "{why}");
}

/// A content of plain words, deflated without compressing, and its check sum.
fn stored(words: &str) -> Vec<u8> {
    let length = u16::try_from(words.len()).expect("it is short");
    let mut packed = vec![0x78, 0x01, 1];
    packed.extend(length.to_le_bytes());
    packed.extend((!length).to_le_bytes());
    packed.extend(words.bytes());
    let (one, two) = words.bytes().fold((1_u32, 0_u32), |(one, two), byte| {
        let one = (one + u32::from(byte)) % 65_521;
        (one, (two + one) % 65_521)
    });
    packed.extend((two << 16 | one).to_be_bytes());
    packed
}

#[test]
fn a_page_whose_content_is_not_whole_is_marked_whatever_was_read_of_it() {
    let words = "BT /F 12 Tf 72 720 Td (Second) Tj 0 -20 Td (denied) Tj ET";
    let packed = stored(words);
    let mut flipped = packed.clone();
    flipped[14] ^= 4;
    let plain = |content: &str, resources: &str| three_pages(content, resources, "");
    let form = "10 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] /Length 30 >>\n\
                stream\nBT /F 12 Tf (in a form\nendstream\nendobj\n";
    for (file, words_read, why) in [
        (with_stream("/Filter /FlateDecode", &packed[..30]), "", "cannot be unpacked"),
        (with_stream("/Filter /FlateDecode", &packed[..50]), "Second", "cannot be unpacked"),
        (with_stream("/Filter /FlateDecode", b"nothing that was ever packed"), "", "cannot be unpacked"),
        (with_stream("/Filter /FlateDecode", &flipped), "Second", "cannot be unpacked"),
        (with_stream("/Filter /Unheard", words.as_bytes()), "", "not known"),
        (plain("BT /F 12 Tf 72 720 Td (Second) Tj [ 0 -20 Td (denied) Tj ET", ""), "Second", "in the midst"),
        (plain("BT /F 12 Tf 72 720 Td (Second) Tj (denied Tj ET", ""), "Second", "in the midst"),
        (plain("BT /F 12 Tf 72 720 Td (Second) Tj ET /X Do", ""), "Second", "something that it draws"),
        (three_pages("/X Do", "/XObject << /X 10 0 R >>", form), "", "in the midst"),
        (plain("aq zx vv uu kk BT /F 12 Tf 72 720 Td (Second) Tj ET", ""), "Second", "nothing that can be drawn"),
    ] {
        let pages = texts_and_troubles(&PDF, &file);
        assert_eq!(pages[0], ("First".to_owned(), None));
        assert_eq!(pages[2], ("Third".to_owned(), None));
        assert!(pages[1].0.starts_with(words_read), "{why}: {}", pages[1].0);
        let said = pages[1].1.as_deref().unwrap_or_default();
        assert!(said.contains("the content of the page is damaged") && said.contains(why), "{why}: {said}");
    }
}

#[test]
fn a_page_whose_content_is_whole_is_not_marked() {
    let words = "BT /F 12 Tf 72 720 Td (Second) Tj ET";
    let packed = stored(words);
    for file in [
        with_stream("/Filter /FlateDecode", &packed),
        // Some writers leave the check sum out, or something behind it.
        with_stream("/Filter /FlateDecode", &packed[..packed.len() - 4]),
        with_stream("/Filter /FlateDecode", &[packed.as_slice(), b"\r\n"].concat()),
        three_pages(&format!("{words} ]"), "", ""),
        three_pages(&format!("{words} % the end ("), "", ""),
    ] {
        assert_eq!(texts_and_troubles(&PDF, &file)[1], ("Second".to_owned(), None));
    }
}

#[test]
fn a_page_that_cannot_be_reached_stands_unread_at_its_place() {
    let whole = String::from_utf8(three_pages("BT /F 12 Tf 72 720 Td (Second) Tj ET", "", "")).expect("text");
    let with = |from: &str, to: &str| texts_and_troubles(&PDF, whole.replacen(from, to, 1).as_bytes());
    for lost in [with("4 0 R 5 0 R]", "null 5 0 R]"), with("4 0 R 5 0 R]", "99 0 R 5 0 R]")] {
        assert_eq!((lost.len(), lost[0].0.as_str(), lost[2].0.as_str()), (3, "First", "Third"));
        let why = lost[1].1.as_deref().expect("it is marked");
        assert!(lost[1].0.is_empty() && why.contains("missing or damaged"), "{lost:?}");
    }
    let more = with("/Count 3", "/Count 5");
    assert_eq!(more.len(), 5);
    assert!(more[3].1.is_some() && more[4].1.is_some() && more[2].1.is_none(), "{more:?}");
    let far_more = with("/Count 3", "/Count 90000");
    assert!(far_more.len() == 4 && far_more[3].1.as_deref().is_some_and(|why| why.contains("89997 pages more")));
    // An entry that the file does not count is a page that was taken out.
    assert_eq!(with("5 0 R] /Count 3", "null 5 0 R] /Count 3").len(), 3);
    let again = with("4 0 R 5 0 R] /Count 3", "4 0 R 3 0 R 5 0 R] /Count 4");
    assert_eq!(again.iter().map(|page| page.0.as_str()).collect::<Vec<_>>(), ["First", "Second", "First", "Third"]);
}

#[test]
fn a_first_page_that_brings_the_reader_down_leaves_the_others() {
    let bomb = twice(420_000);
    let file = String::from_utf8(three_pages("BT /F 12 Tf 72 720 Td (Second) Tj ET", "", "")).expect("text");
    let content = "BT /F 12 Tf 72 720 Td (First) Tj ET";
    let (head, tail) =
        file.split_once(&format!("<< /Length {} >>\nstream\n{content}", content.len() + 1)).expect("it is there");
    let dict = format!("<< /Filter [/FlateDecode /FlateDecode] /Length {} >>\nstream\n", bomb.len());
    let bytes = [head.as_bytes(), dict.as_bytes(), &bomb, tail.as_bytes()].concat();
    let pdf = Pdf::new(reader(), Vec::new()).without_recognition().patient(Duration::from_secs(5));
    let pages = texts_and_troubles(&pdf, &bytes);
    assert_eq!(pages.len(), 3);
    assert!(pages[0].1.as_deref().is_some_and(|why| why.contains("broke the reader")), "{:?}", pages[0]);
    assert_eq!((pages[1].0.as_str(), pages[2].0.as_str()), ("Second", "Third"));
}

#[test]
fn a_text_page_that_is_too_long_is_read_to_the_limit_and_marked() {
    let text = format!("{}\u{c}Second page", "denied é ".repeat(150_000));
    let pages = texts_and_troubles(&PDF, text.as_bytes());
    assert_eq!(pages.len(), 2);
    assert!(pages[0].0.len() < 1_000_001 && pages[0].0.len() > 900_000);
    assert!(pages[0].1.as_deref().is_some_and(|why| why.contains("1,000,000 characters")), "{:?}", pages[0].1);
    assert_eq!(pages[1], ("Second page".to_owned(), None));
    let unbroken = texts_and_troubles(&PDF, "é".repeat(700_000).as_bytes());
    assert!(unbroken[0].1.is_some() && !unbroken[0].0.is_empty());
}
