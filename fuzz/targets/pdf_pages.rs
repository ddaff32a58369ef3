//! Reading the pages of a PDF file, whatever is in it: it does not panic, and
//! the words are words. What does not begin like a PDF file is made the
//! content of a page, so that what draws is reached more often.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let file = if bytes.starts_with(b"%PDF") { bytes.to_vec() } else { page_of(bytes) };
    let Ok(pages) = imr_pdf::pages_here(file) else { return };
    for (page, number) in pages.iter().zip(1..) {
        assert_eq!((page.number, page.of as usize), (number, pages.len()));
        for word in &page.page.words {
            assert!(!word.text.is_empty() && !word.text.contains(char::is_whitespace), "{word:?}");
            assert!(word.area.iter().all(|side| !side.is_nan()), "{word:?}");
        }
    }
});

/// A file of one page with this content, a font, a form and a field.
fn page_of(content: &[u8]) -> Vec<u8> {
    let head = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
         3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R \
         /Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (n) /V (Name) /Rect [150 715 400 730] >>] \
         /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>\nendobj\n\
         5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n\
         6 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 99 99] \
         /Resources << /Font << /F 5 0 R >> >> /Length 36 >>\nstream\nBT /F 9 Tf 10 10 Td (in a form) Tj ET\nendstream\nendobj\n";
    let mut file = head.as_bytes().to_vec();
    file.extend(format!("4 0 obj\n<< /Length {} >>\nstream\n", content.len()).bytes());
    file.extend(content);
    file.extend(b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n");
    file
}
