//! What kind of file something is, by its first bytes: names lie.

use std::borrow::Cow;

/// The kinds of file that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// A PDF file.
    Pdf,
    /// A picture of one page.
    Picture,
    /// A picture of one or more pages.
    Tiff,
    /// Plain text, pages parted by form feeds.
    Text,
    /// Something else, in words, that is not read.
    Foreign(&'static str),
}

/// How far into a file the mark of a PDF may stand.
pub(crate) const HEAD: usize = 2_000;

/// Whether the mark of a PDF stands near the beginning.
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    has(&bytes[..bytes.len().min(HEAD)], b"%PDF-")
}

/// The kind of a file. What is nothing else is taken for a PDF file, whose
/// reader says best what is wrong with it.
pub(crate) fn of(bytes: &[u8]) -> Format {
    if is_pdf(bytes) && !mentions_pdf(bytes) {
        Format::Pdf
    } else if is_tiff(bytes) {
        Format::Tiff
    } else if bytes.starts_with(b"\x89PNG\r\n") || bytes.starts_with(b"\xff\xd8\xff") {
        Format::Picture
    } else if let Some(what) = foreign(bytes) {
        Format::Foreign(what)
    } else if text(bytes).is_some() {
        Format::Text
    } else {
        Format::Pdf
    }
}

/// The classic kind, and the one for files of more than 4 GiB (BigTIFF).
fn is_tiff(bytes: &[u8]) -> bool {
    [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"].iter().any(|mark| bytes.starts_with(*mark))
}

/// A text that has the mark of a PDF file in its words, and nothing that a
/// PDF file is made of.
fn mentions_pdf(bytes: &[u8]) -> bool {
    let made_of = [&b"endobj"[..], b"startxref", b"%%EOF", b"trailer"];
    !bytes.starts_with(b"%PDF-") && text(bytes).is_some() && !made_of.iter().any(|part| has(bytes, part))
}

/// Marks at the beginning of files that are not read.
const MARKS: [(&[u8], &str); 15] = [
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Office or Outlook file (.doc, .xls, .ppt or .msg)"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%!PS", "a PostScript file"),
    (b"\x0a\x05\x01\x08", "a PCX picture"),
    (b"\x00\x05\x16\x07", "what a Mac keeps beside a file, and no document"),
    (b"\x3a\xde\x68\xb1", "a DCX fax"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
];

/// What a file is that is known and not read, in words.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    let marked = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, what)| *what);
    match marked {
        // Two letters may begin a text as well.
        Some(what) if bytes.starts_with(b"BM") || bytes.starts_with(b"MZ") => text(bytes).is_none().then_some(what),
        Some(what) => Some(what),
        None if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") => Some(archive(bytes)),
        None if bytes.get(..12).is_some_and(|head| head.starts_with(b"RIFF") && head.ends_with(b"WEBP")) => {
            Some("a WebP picture")
        }
        None if bytes.get(4..12).is_some_and(|head| matches!(head, b"ftypheic" | b"ftypmif1" | b"ftypheix")) => {
            Some("a HEIC picture")
        }
        None if bytes.get(128..132) == Some(b"DICM") => Some("a medical picture (DICOM)"),
        None => written(bytes),
    }
}

/// What a zip file holds, by the names in it.
fn archive(bytes: &[u8]) -> &'static str {
    let holds = |name: &[u8]| has(bytes, name);
    if holds(b"word/document.xml") {
        "a Word document (.docx)"
    } else if holds(b"xl/workbook.") {
        "an Excel workbook (.xlsx)"
    } else if holds(b"ppt/presentation.xml") {
        "a PowerPoint presentation (.pptx)"
    } else if holds(b"mimetypeapplication/vnd.oasis.opendocument") {
        "an OpenDocument file (.odt, .ods or .odp)"
    } else if holds(b"mimetypeapplication/epub") {
        "an electronic book (.epub)"
    } else {
        "a zip file"
    }
}

/// Text that a program wrote for a program: its marks are not words of a
/// record.
fn written(bytes: &[u8]) -> Option<&'static str> {
    let head = text(&bytes[..bytes.len().min(HEAD)])?.trim_start().to_lowercase();
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        Some("a web page (HTML)")
    } else if head.starts_with("<?xml") {
        Some("an XML file")
    } else if is_mail(bytes) {
        Some("an e-mail with what is attached to it (.eml)")
    } else {
        None
    }
}

/// Whether a file is an e-mail, by the fields it begins with. A letter or a
/// fax may begin with `From:` and `To:` as well; what only programs of mail
/// write has to be among them.
#[must_use]
pub fn is_mail(bytes: &[u8]) -> bool {
    const PROGRAMS: [&str; 6] = [
        "mime-version:",
        "return-path:",
        "message-id:",
        "content-type:",
        "content-transfer-encoding:",
        "received: from ",
    ];
    const PEOPLE: [&str; 4] = ["from:", "to:", "subject:", "date:"];
    let Some(head) = text(&bytes[..bytes.len().min(HEAD)]) else { return false };
    let head = head.trim_start().to_lowercase();
    // The fields end with the first empty line; each has a name without blanks.
    let fields = || head.lines().take_while(|line| !line.trim().is_empty());
    let named = |line: &str| line.split_once(':').is_some_and(|(name, _)| !name.contains(' '));
    let has = |all: &[&str]| fields().filter(|line| all.iter().any(|field| line.starts_with(field))).count();
    fields().next().is_some_and(named) && (has(&PROGRAMS) > 1 || has(&PROGRAMS) > 0 && has(&PEOPLE) > 0)
}

/// How many control characters a text may have in a thousand.
const MOST_CONTROLS: usize = 5;

/// A file as text, where it is one: UTF-8, UTF-16 with its mark, or the
/// Windows code page of western languages. Stray control characters become
/// blanks.
pub(crate) fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let text = decoded(bytes)?;
    let controls = text.chars().filter(|one| is_stray(*one)).count();
    if controls == 0 {
        return Some(text);
    }
    // One in a short text is a slip; many are no text.
    let most = (text.len() * MOST_CONTROLS / 1000).max(1);
    let words = text.chars().filter(|one| one.is_alphanumeric()).count();
    (controls <= most && words > 10 * controls)
        .then(|| Cow::Owned(text.chars().map(|one| if is_stray(one) { ' ' } else { one }).collect()))
}

fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let pairs = |word: fn([u8; 2]) -> u16| -> Option<Cow<'_, str>> {
        let words: Vec<u16> = bytes[2..].as_chunks().0.iter().map(|pair| word(*pair)).collect();
        String::from_utf16(&words).ok().map(Cow::Owned)
    };
    match bytes {
        [0xff, 0xfe, ..] => pairs(u16::from_le_bytes),
        [0xfe, 0xff, ..] => pairs(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(Cow::Borrowed),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Some(Cow::Borrowed(text)),
            // The head of a file may end within a character.
            Err(why) if why.error_len().is_none() && bytes.len() == HEAD => {
                std::str::from_utf8(&bytes[..why.valid_up_to()]).ok().map(Cow::Borrowed)
            }
            Err(_) => western(bytes).map(Cow::Owned),
        },
    }
}

/// Characters of the Windows code page 1252 from 0x80 to 0x9f; the others are
/// those of Latin-1. Five places stand for nothing.
const WINDOWS: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”',
    '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// A text of the Windows code page 1252 or of Latin-1: most of it is plain
/// letters, as noise is not.
fn western(bytes: &[u8]) -> Option<String> {
    let plain = bytes.iter().filter(|one| one.is_ascii_alphanumeric() || one.is_ascii_whitespace()).count();
    if bytes.contains(&0) || plain * 10 < bytes.len() * 6 {
        return None;
    }
    let letter = |one: &u8| match one {
        0x80..=0x9f => WINDOWS[usize::from(one - 0x80)],
        one => char::from(*one),
    };
    Some(bytes.iter().map(letter).collect())
}

fn is_stray(one: char) -> bool {
    one.is_control() && !matches!(one, '\n' | '\r' | '\t' | '\u{c}')
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_first_bytes() {
        for (bytes, format) in [
            (&b"junk before\n%PDF-1.7\n1 0 obj\nendobj"[..], Format::Pdf),
            (b"%PDF-1.7 alone", Format::Pdf),
            // A note about a file.
            (b"The scan begins with %PDF-1.4 and does not open.", Format::Text),
            (b"II*\0....", Format::Tiff),
            (b"MM\0*....", Format::Tiff),
            (b"II+\0\x08\0\0\0", Format::Tiff),
            (b"\x89PNG\r\n\x1a\n", Format::Picture),
            (b"\xff\xd8\xff\xe0", Format::Picture),
            ("Progress report\u{c}page 2 of Mr. Nuñez".as_bytes(), Format::Text),
            (b"\0\x01\x02", Format::Pdf),
            // Latin-1 and the Windows code page.
            (b"Caf\xe9 visit of Mr. Nu\xf1ez \x96 no pain", Format::Text),
            (b"\xff\xfeP\0a\0i\0n\0", Format::Text),
            (b"\xfe\xff\0P\0a\0i\0n", Format::Text),
            // A control character that a printer left.
            (b"Progress report \x1b of the visit, pain 6/10", Format::Text),
            (b"BMI is 31", Format::Text),
            (b"BM\x36\0\x0c\0\0\0\0\0\x36\0\0\0", Format::Foreign("a BMP picture")),
            (b"GIF89a\x01\0", Format::Foreign("a GIF picture")),
            (b"{\\rtf1\\ansi Pain", Format::Foreign("a rich text (RTF) file")),
            (b"<!DOCTYPE html><p>Pain", Format::Foreign("a web page (HTML)")),
            (
                b"Received: from a\nMIME-Version: 1.0\n\nPain",
                Format::Foreign("an e-mail with what is attached to it (.eml)"),
            ),
            (b"Received: 3/4/2015\nThe records of the visit", Format::Text),
            (b"PK\x03\x04......word/document.xml", Format::Foreign("a Word document (.docx)")),
            (b"PK\x03\x04......xl/workbook.xml", Format::Foreign("an Excel workbook (.xlsx)")),
            (b"PK\x03\x04......a.txt", Format::Foreign("a zip file")),
        ] {
            assert_eq!(of(bytes), format, "{bytes:?}");
        }
    }

    #[test]
    fn texts_of_other_alphabets_are_read_as_they_were_written() {
        for (bytes, words) in [
            (&b"Nu\xf1ez \x93sore\x94 knee"[..], "Nuñez “sore” knee"),
            (b"\xff\xfeP\0\xf1\0", "Pñ"),
            (b"\xef\xbb\xbfPain", "Pain"),
            (b"Pain is \x07 rated 6/10 at rest", "Pain is   rated 6/10 at rest"),
        ] {
            assert_eq!(text(bytes).as_deref(), Some(words), "{bytes:?}");
        }
        let noise: Vec<u8> = (0..4_000_u32).map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
        assert_eq!(text(&noise), None);
    }
}
