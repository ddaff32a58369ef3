//! What people put on paper by hand and with stamps, and what fax machines
//! put over it.

use super::house::Face;
use super::page::{Ink, Page, SIZE};
use crate::dice::Dice;

fn part(dice: &mut Dice, most: i32) -> f32 {
    i16::try_from(dice.between(0, most)).map_or(0.0, f32::from)
}

/// A scrawl that begins at a place and goes right.
pub(super) fn signature(dice: &mut Dice, (mut x, y): (f32, f32)) -> Vec<(f32, f32)> {
    let mut points = vec![(x, y)];
    for _ in 0..dice.between(9, 16) {
        x += 2.0 + part(dice, 9);
        points.push((x, y - 14.0 + part(dice, 18)));
    }
    points
}

/// Strokes at the edge of the page, as somebody who reads it leaves them.
pub(super) fn margin_mark(dice: &mut Dice, page: &mut Page) {
    let y = 160.0 + part(dice, 420);
    let x = 24.0 + part(dice, 8);
    page.inks.push(Ink::Pen(vec![(x, y), (x + 3.0, y + 12.0), (x + 1.0, y + 26.0), (x + 4.0, y + 40.0)]));
    let scrawl = signature(dice, (SIZE.0 - 70.0, y));
    page.inks.push(Ink::Pen(scrawl.into_iter().take(6).collect()));
}

/// A rubber stamp, a little askew.
pub(super) fn stamp(dice: &mut Dice, page: &mut Page, day: &str) {
    let (x, y) = (330.0 + part(dice, 110), 24.0 + part(dice, 20));
    let word = *dice.pick(&["RECEIVED", "SCANNED", "COPY", "ENTERED"]);
    let angle = part(dice, 8) - 4.0;
    for (down, words) in [(0.0, word.to_owned()), (13.0, day.to_owned())] {
        page.inks.push(Ink::Words { at: (x, y + down), face: Face::Sans, bold: true, size: 12.0, words, angle });
    }
    page.frame((x - 6.0, y - 14.0), (104.0, 34.0), 1.4);
    page.inks.push(Ink::Pen(initials((x + 72.0, y + 30.0))));
}

/// The initials of whoever stamped, by hand.
fn initials((x, y): (f32, f32)) -> Vec<(f32, f32)> {
    const STROKES: [(f32, f32); 9] = [
        (0.0, 0.0),
        (5.0, -13.0),
        (7.0, 2.0),
        (12.0, -9.0),
        (14.0, 1.0),
        (19.0, -12.0),
        (24.0, -4.0),
        (20.0, 1.0),
        (31.0, -3.0),
    ];
    STROKES.iter().map(|(right, down)| (x + right, y + down)).collect()
}

/// The line that a fax machine prints over the top edge.
pub(super) fn fax_line(dice: &mut Dice, page: &mut Page, day: &str, (number, of): (usize, usize)) {
    let clock = format!("{:02}:{:02}", dice.between(7, 18), dice.between(0, 59));
    let from = format!("555{:07}", dice.between(2_000_000, 9_999_999));
    let words = format!("{day} {clock}   FROM {from}   P.{number:03}/{of:03}");
    page.words((30.0, 14.0), Face::Mono, false, 8.0, words);
}
