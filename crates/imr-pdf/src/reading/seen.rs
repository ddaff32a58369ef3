//! Which glyphs of a page were drawn already at their place: type is made
//! bold, or shaded, by drawing it twice.

use super::ink::Glyph;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Side of the squares in which glyphs are looked for, in points.
const SIDE: f32 = 4.0;

/// Glyphs already drawn. Those of one sign in one square hang together.
#[derive(Default)]
pub(super) struct Seen {
    last: HashMap<u64, u32, BuildHasherDefault<Scatter>>,
    places: Vec<Place>,
}

struct Place {
    left: f32,
    base: f32,
    /// The one before it in the same square, counted from 1; 0 for none.
    before: u32,
}

impl Seen {
    /// Whether the same was drawn here before; it is noted in any case.
    pub(super) fn before(&mut self, glyph: &Glyph) -> bool {
        let Some(first) = glyph.sign.first() else {
            return false;
        };
        if self.holds(glyph) {
            return true;
        }
        let next = u32::try_from(self.places.len() + 1).unwrap_or(0);
        let last = self.last.entry(key(first, square(glyph.left), square(glyph.base))).or_default();
        self.places.push(Place { left: glyph.left, base: glyph.base, before: *last });
        *last = next;
        false
    }

    /// Whether the same was drawn here.
    pub(super) fn holds(&self, glyph: &Glyph) -> bool {
        let Some(first) = glyph.sign.first().filter(|_| !self.places.is_empty()) else {
            return false;
        };
        let near = (glyph.em * 0.1).min(SIDE);
        let around = |at: f32| square(at - near)..=square(at + near);
        around(glyph.left)
            .any(|column| around(glyph.base).any(|row| self.stands_in(key(first, column, row), glyph, near)))
    }

    fn stands_in(&self, square: u64, glyph: &Glyph, near: f32) -> bool {
        let mut at = self.last.get(&square).copied().unwrap_or(0);
        while let Some(place) = (at as usize).checked_sub(1).and_then(|index| self.places.get(index)) {
            if (place.left - glyph.left).abs() <= near && (place.base - glyph.base).abs() <= near {
                return true;
            }
            at = place.before;
        }
        false
    }
}

fn square(at: f32) -> i32 {
    (at / SIDE).floor() as i32
}

/// Sign, column and row as one number. Squares that are a few million points
/// apart share one, which does no harm: the places themselves are compared.
fn key(sign: char, column: i32, row: i32) -> u64 {
    let part = |number: i32| u64::from(number.cast_unsigned() & 0x1f_ffff);
    u64::from(u32::from(sign)) << 42 | part(column) << 21 | part(row)
}

/// Scatters the keys over the table. The usual hash of the standard library
/// withstands an adversary and takes a tenth of the time of a page; here the
/// worst that an adversary gains is the time limit of a page.
#[derive(Default)]
struct Scatter(u64);

impl Hasher for Scatter {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }
}
