//! Plain text as a page: where its words stand, and the page drawn.

use crate::taking::LETTER;
use imr_core::paper::Word;
use std::fmt::Write as _;

/// White around the text, in points.
const MARGIN: f32 = 36.0;

/// Sizes of type that are tried until the page has room.
const SIZES: [f32; 5] = [10.0, 8.0, 6.5, 5.0, 4.0];

/// Width of a letter and distance of lines, in sizes of type.
const WIDE: f32 = 0.6;
const LEADING: f32 = 1.2;

/// How far tabs go.
const TAB: usize = 8;

/// A word in its place: row and column from 0.
struct Placed<'t> {
    word: &'t str,
    row: usize,
    column: usize,
}

/// Gives the words of a page of text the places at which it is drawn. What
/// has no room on the page has none.
pub(crate) fn place(text: &str, words: &mut [Word]) {
    let (size, placed) = laid_out(text);
    for (word, placed) in words.iter_mut().zip(placed).filter(|(word, placed)| word.text == placed.word) {
        let (left, base) = at(&placed, size);
        if base <= LETTER.1 - MARGIN {
            let right = left + placed.word.chars().count() as f32 * WIDE * size;
            word.area = [left, base - 0.8 * size, right.min(LETTER.0), base + 0.2 * size];
        }
    }
}

/// The page as a PDF file, to be drawn like others. Letters that Western
/// European type does not have become question marks.
pub(crate) fn page(text: &str) -> Vec<u8> {
    let (size, placed) = laid_out(text);
    let mut content = format!("BT /F {size} Tf\n").into_bytes();
    for one in placed {
        let (left, base) = at(&one, size);
        let mut line = String::new();
        let _ = write!(line, "1 0 0 1 {left} {} Tm (", LETTER.1 - base);
        content.extend(line.bytes());
        for letter in one.word.chars() {
            content.extend(matches!(letter, '(' | ')' | '\\').then_some(b'\\'));
            content.push(code(letter));
        }
        content.extend(b") Tj\n");
    }
    content.extend(b"ET\n");
    let mut file = format!(
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
         3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Contents 5 0 R \
         /Resources << /Font << /F 4 0 R >> >> >>\nendobj\n\
         4 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>\nendobj\n\
         5 0 obj\n<< /Length {} >>\nstream\n",
        LETTER.0,
        LETTER.1,
        content.len()
    )
    .into_bytes();
    file.extend(content);
    // The reader finds the objects without a table.
    file.extend(b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n");
    file
}

/// Left end and line of a word, in points from the top left corner.
fn at(placed: &Placed<'_>, size: f32) -> (f32, f32) {
    (MARGIN + placed.column as f32 * WIDE * size, MARGIN + (placed.row + 1) as f32 * LEADING * size)
}

/// The words of a text in the largest size with which the page has room.
fn laid_out(text: &str) -> (f32, Vec<Placed<'_>>) {
    let mut laid = (SIZES[0], Vec::new());
    for size in SIZES {
        let columns = ((LETTER.0 - 2.0 * MARGIN) / (WIDE * size)) as usize;
        laid = (size, in_columns(text, columns));
        let room = laid.1.last().is_none_or(|last| at(last, size).1 <= LETTER.1 - MARGIN);
        if room {
            break;
        }
    }
    laid
}

/// Words in their rows and columns; what is too long goes on in the next row.
fn in_columns(text: &str, columns: usize) -> Vec<Placed<'_>> {
    let mut placed = Vec::new();
    let mut row = 0;
    for line in text.lines() {
        let mut column = 0;
        for part in line.split_inclusive(char::is_whitespace) {
            let word = part.trim_end();
            let wide = word.chars().count();
            if column > 0 && column + wide > columns {
                (row, column) = (row + 1, 0);
            }
            if !word.is_empty() {
                placed.push(Placed { word, row, column });
            }
            column += wide;
            match part[word.len()..].chars().next() {
                Some('\t') => column = (column / TAB + 1) * TAB,
                Some(_) => column += 1,
                None => {}
            }
        }
        row += 1;
    }
    placed
}

/// The code of a letter in the encoding of Windows (WinAnsiEncoding).
fn code(letter: char) -> u8 {
    const HIGH: &str = "€?‚ƒ„…†‡ˆ‰Š‹Œ?Ž??‘’“”•–—˜™š›œ?žŸ";
    match u32::from(letter) {
        plain @ (0x20..0x7f | 0xa0..0x100) => plain as u8,
        _ => HIGH.chars().position(|one| one == letter && one != '?').map_or(b'?', |at| 0x80 + at as u8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_their_columns_and_long_lines_go_on_below() {
        let places = |text| -> Vec<(usize, usize)> {
            in_columns(text, 14).iter().map(|one| (one.row, one.column)).collect()
        };
        assert_eq!(places("one  two\n\tthree\nfour and another"), [(0, 0), (0, 5), (1, 8), (2, 0), (2, 5), (3, 0)]);
    }

    #[test]
    fn a_long_page_is_set_smaller() {
        let text = "A line of a long page\n".repeat(100);
        let (size, placed) = laid_out(&text);
        assert!(size < 10.0 && at(placed.last().unwrap(), size).1 < LETTER.1, "{size}");
        assert_eq!(code('–'), 0x96);
    }
}
