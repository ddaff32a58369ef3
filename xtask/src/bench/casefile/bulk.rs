//! A PDF file of many pages and many bytes, written as it is made: each page
//! has words, and a picture that cannot be made smaller.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Width and height of the picture, in shades of grey.
const SIDE: usize = 406;

/// Writes a file of so many pages with these texts in turn; each page takes
/// about 165,000 bytes.
pub(super) fn write(path: &Path, pages: usize, texts: &[String]) -> std::io::Result<()> {
    let mut file = Objects { out: BufWriter::new(std::fs::File::create(path)?), at: 0, places: Vec::new() };
    file.put(b"%PDF-1.4\n")?;
    file.object("<< /Type /Catalog /Pages 2 0 R >>", None)?;
    let kids = (0..pages).fold(String::new(), |mut kids, page| {
        let _ = write!(kids, "{} 0 R ", 4 + page * 3);
        kids
    });
    file.object(&format!("<< /Type /Pages /Kids [{kids}] /Count {pages} >>"), None)?;
    file.object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", None)?;
    let mut noise = 0x2545_f491_4f6c_dd1d_u64;
    for (page, text) in (0..pages).zip(texts.iter().cycle()) {
        let first = 4 + page * 3;
        file.object(
            &format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R \
                 /Resources << /Font << /F 3 0 R >> /XObject << /X {} 0 R >> >> >>",
                first + 1,
                first + 2
            ),
            None,
        )?;
        file.object("<<", Some(content(text).as_bytes()))?;
        let pixels: Vec<u8> = std::iter::repeat_with(|| {
            noise ^= noise << 13;
            noise ^= noise >> 7;
            noise ^= noise << 17;
            noise.to_le_bytes()[3]
        })
        .take(SIDE * SIDE)
        .collect();
        let head = format!(
            "<< /Type /XObject /Subtype /Image /Width {SIDE} /Height {SIDE} /ColorSpace /DeviceGray /BitsPerComponent 8"
        );
        file.object(&head, Some(&pixels))?;
    }
    file.end()
}

/// The text in lines, and the picture in a corner.
fn content(text: &str) -> String {
    let mut content = "q 150 0 0 150 440 20 cm /X Do Q BT /F 9 Tf 11 TL 60 750 Td ".to_owned();
    for line in text.lines() {
        let plain: String =
            line.chars().filter(|one| (one.is_ascii_graphic() || *one == ' ') && !"()\\".contains(*one)).collect();
        let _ = write!(content, "({plain}) Tj T* ");
    }
    content.push_str("ET");
    content
}

struct Objects<W> {
    out: W,
    at: usize,
    /// Where each object begins.
    places: Vec<usize>,
}

impl<W: Write> Objects<W> {
    fn put(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.at += bytes.len();
        self.out.write_all(bytes)
    }

    /// An object that is complete, or one whose head is followed by a stream.
    fn object(&mut self, head: &str, stream: Option<&[u8]>) -> std::io::Result<()> {
        self.places.push(self.at);
        let number = self.places.len();
        self.put(format!("{number} 0 obj\n{head}").as_bytes())?;
        if let Some(stream) = stream {
            self.put(format!(" /Length {} >>\nstream\n", stream.len()).as_bytes())?;
            self.put(stream)?;
            self.put(b"\nendstream")?;
        }
        self.put(b"\nendobj\n")
    }

    fn end(&mut self) -> std::io::Result<()> {
        let (start, count) = (self.at, self.places.len() + 1);
        let mut table = format!("xref\n0 {count}\n0000000000 65535 f \n");
        for place in &self.places {
            let _ = writeln!(table, "{place:010} 00000 n ");
        }
        let _ = write!(table, "trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        self.put(table.as_bytes())?;
        self.out.flush()
    }
}
