//! Widths of the letters of three faces that every viewer has, in thousandths
//! of the size, from the blank to the tilde.

use super::house::Face;

const SANS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
    556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
    556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
    500, 500, 500, 334, 260, 334, 584,
];

const SANS_BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722,
    611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556,
    611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778,
    556, 556, 500, 389, 280, 389, 584,
];

const SERIF: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722,
    611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444,
    500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722,
    500, 500, 444, 480, 200, 480, 541,
];

const SERIF_BOLD: [u16; 95] = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778,
    667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500,
    556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722,
    500, 500, 444, 394, 220, 394, 520,
];

const MONO: [u16; 95] = [600; 95];

/// The widths of a face.
pub(super) fn widths(face: Face, bold: bool) -> &'static [u16; 95] {
    match (face, bold) {
        (Face::Sans, false) => &SANS,
        (Face::Sans, true) => &SANS_BOLD,
        (Face::Serif, false) => &SERIF,
        (Face::Serif, true) => &SERIF_BOLD,
        (Face::Mono, _) => &MONO,
    }
}

/// The name by which a PDF file asks for a face.
pub(super) fn name(face: Face, bold: bool) -> &'static str {
    match (face, bold) {
        (Face::Sans, false) => "Helvetica",
        (Face::Sans, true) => "Helvetica-Bold",
        (Face::Serif, false) => "Times-Roman",
        (Face::Serif, true) => "Times-Bold",
        (Face::Mono, false) => "Courier",
        (Face::Mono, true) => "Courier-Bold",
    }
}

/// How long some words are, in points.
pub(super) fn length(words: &str, face: Face, bold: bool, size: f32) -> f32 {
    let table = widths(face, bold);
    let of = |byte: u8| table.get(usize::from(byte.wrapping_sub(32))).copied().unwrap_or(500);
    let thousandths: u32 = words.bytes().map(|byte| u32::from(of(byte))).sum();
    #[expect(clippy::cast_precision_loss, reason = "a line is a few hundred characters long")]
    let sum = thousandths as f32;
    sum * size / 1000.0
}
