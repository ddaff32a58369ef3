//! What kind of file something is, by its first bytes: names lie.

/// The kinds of file that are read.
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
}

/// How far into a file the mark of a PDF may stand.
pub(crate) const HEAD: usize = 2_000;

/// Whether the mark of a PDF stands near the beginning.
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(HEAD)].windows(5).any(|part| part == b"%PDF-")
}

/// The kind of a file. What is nothing else is taken for a PDF file, whose
/// reader says best what is wrong with it.
pub(crate) fn of(bytes: &[u8]) -> Format {
    if is_pdf(bytes) {
        Format::Pdf
    } else if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        Format::Tiff
    } else if bytes.starts_with(b"\x89PNG\r\n") || bytes.starts_with(b"\xff\xd8\xff") {
        Format::Picture
    } else if std::str::from_utf8(bytes).is_ok_and(|text| !text.contains(|c: char| c.is_control() && !is_white(c)))
    {
        Format::Text
    } else {
        Format::Pdf
    }
}

fn is_white(one: char) -> bool {
    matches!(one, '\n' | '\r' | '\t' | '\u{c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_first_bytes() {
        for (bytes, format) in [
            (&b"junk before\n%PDF-1.7\n"[..], Format::Pdf),
            (b"II*\0....", Format::Tiff),
            (b"MM\0*....", Format::Tiff),
            (b"\x89PNG\r\n\x1a\n", Format::Picture),
            (b"\xff\xd8\xff\xe0", Format::Picture),
            ("Progress report\u{c}page 2 of Mr. Nuñez".as_bytes(), Format::Text),
            (b"\0\x01\x02", Format::Pdf),
            (b"Caf\xe9", Format::Pdf),
        ] {
            assert_eq!(of(bytes), format, "{bytes:?}");
        }
    }
}
