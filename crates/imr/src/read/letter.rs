//! One letter, from its bytes: PDF, or text in UTF-8, UTF-16 or Latin-1.

use crate::failure::Failure;
use imr_core::letter::reading;
use imr_core::letter::record::{Note, Reading};
use imr_core::letter::{running_text, without_running_lines};
use imr_core::paper::{PageText, Paper as _};
use imr_pdf::Pdf;
use std::sync::LazyLock;

/// A letter that was read, with the text that its spans belong to.
pub(super) struct Letter {
    pub(super) text: String,
    pub(super) reading: Reading,
}

static PDF: LazyLock<Pdf> = LazyLock::new(crate::paper::pdf);

/// Beginnings of files that are no letters, with what to do about them.
const OTHERS: &[(&[u8], &str)] = &[
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"PK\x03\x04", "it is a ZIP archive or a word processor's file. Unpack it, or save it as PDF"),
    (b"\xd0\xcf\x11\xe0", "it is a file of an older word processor. Save it as PDF"),
    (b"{\\rtf", "it is in rich text format. Save it as PDF or as plain text"),
    (b"\x1f\x8b", "it is compressed. Unpack it first"),
];
const PICTURE: &str = "it is a picture without text. Have its text recognized first (OCR), and give the result";

/// Reads a letter. `name` is for messages; `title` stands for the case number
/// where the letter has none.
pub(super) fn read(name: &str, title: &str, bytes: &[u8]) -> Result<Letter, Failure> {
    let refuse = |why: String| Failure::new(format!("{name} was not read: {why}."));
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(refuse("it is empty. Ask the sender for it again".to_owned()));
    }
    let (text, notes) = if is_pdf(bytes) { of_pdf(bytes) } else { of_text(bytes) }.map_err(refuse)?;
    let mut reading = reading::read(title, &text);
    reading.notes.extend(notes);
    Ok(Letter { text, reading })
}

fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|part| part == b"%PDF-")
}

fn note(code: &str, sentence: String) -> Note {
    Note { code: code.to_owned(), span: None, sentence }
}

fn of_pdf(bytes: &[u8]) -> Result<(String, Vec<Note>), String> {
    let pages = PDF.read(bytes).map_err(|why| why.to_string())?;
    let troubles: Vec<Note> = pages.iter().enumerate().filter_map(|(at, page)| trouble(at + 1, page)).collect();
    if pages.iter().all(|page| page.words.is_empty()) {
        let why = troubles.first().map_or("no page of it has text", |note| note.sentence.as_str());
        return Err(format!(
            "{}. Have its text recognized first (OCR), or ask the sender for it again",
            why.trim_end_matches('.')
        ));
    }
    Ok((running_text(&pages), troubles))
}

fn trouble(number: usize, page: &PageText) -> Option<Note> {
    let why = page.trouble.as_ref()?;
    Some(note("page_trouble", format!("Page {number}: {}.", why.trim_end_matches('.'))))
}

fn of_text(bytes: &[u8]) -> Result<(String, Vec<Note>), String> {
    if let Some((_, why)) = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err((*why).to_owned());
    }
    if is_bitmap(bytes) {
        return Err(PICTURE.to_owned());
    }
    if let Some(text) = utf16(bytes) {
        return Ok((without_running_lines(&text).into_owned(), Vec::new()));
    }
    if is_binary(bytes) {
        return Err("it is neither PDF nor text. Check that it is the right file".to_owned());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((without_running_lines(text).into_owned(), Vec::new())),
        Err(_) => {
            let text: String = bytes.iter().map(|&byte| western(byte)).collect();
            let said = "The file is not UTF-8; it was read as Latin-1. Check letters with accents, quotation marks and dashes.";
            Ok((without_running_lines(&text).into_owned(), vec![note("latin1", said.to_owned())]))
        }
    }
}

/// Two letters begin many texts; a picture has zeros behind them.
fn is_bitmap(bytes: &[u8]) -> bool {
    bytes.starts_with(b"BM") && bytes.iter().take(64).any(|&byte| byte == 0)
}

/// Text with the mark of UTF-16.
fn utf16(bytes: &[u8]) -> Option<String> {
    let read: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
    let text = String::from_utf16_lossy(&units);
    (!is_binary(text.as_bytes())).then_some(text)
}

/// True for bytes that no text has, or has too many of.
fn is_binary(bytes: &[u8]) -> bool {
    const ONE_IN: usize = 50;
    let control =
        |byte: &&u8| **byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0xc | 0xb) || **byte == 0x7f;
    bytes.contains(&0) || bytes.iter().filter(control).count() * ONE_IN > bytes.len()
}

/// A byte of Latin-1 as Windows writes it: its quotation marks and dashes lie
/// where Latin-1 has controls.
fn western(byte: u8) -> char {
    const MARKS: [char; 32] = [
        '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’', '“', '”',
        '•', '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => MARKS[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(bytes: &[u8]) -> String {
        of_text(bytes).err().unwrap_or_default()
    }

    #[test]
    fn what_is_no_letter_is_told_apart() {
        assert!(why(b"\x89PNG\r\n\x1a\n").contains("OCR"));
        assert!(why(b"BM\x36\x00\x00\x00").contains("OCR"));
        assert!(why(b"PK\x03\x04docx").contains("Unpack"));
        assert!(why(b"\x01\x02\x03 noise \x04").contains("neither PDF nor text"));
        assert!(why(b"a\0b").contains("neither PDF nor text"));
        assert_eq!(why(b"BMI was 31. The request is denied."), "");
    }

    #[test]
    fn latin_1_is_read_with_a_note() {
        let (text, notes) = of_text(b"Se\xf1or \x93X\x94 90\xb0").expect("it is text");
        assert_eq!(text, "Señor “X” 90°");
        assert_eq!(notes[0].code, "latin1");
    }

    #[test]
    fn utf_16_is_read() {
        let bytes: Vec<u8> = "\u{feff}Señor".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(of_text(&bytes).expect("it is text").0, "Señor");
    }
}
