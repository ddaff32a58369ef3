//! Text that runs over the page at a small angle, as on a page that was set
//! askew: it is laid out along its own lines, and its words are put back where
//! they stand. Straight text, which is nearly all, is left alone.

use super::ink::Glyph;
use super::turn::Turn;
use imr_core::paper::Word;

/// Below this a letter counts as straight: the share that its line falls.
pub(super) const STRAIGHT: f32 = 0.003;

/// The smallest and the largest angle of a page that is askew, in radians:
/// about a quarter of a degree, and twelve degrees.
const LEAST: f32 = 0.0045;
const MOST: f32 = 0.21;

/// How far letters of one page are apart in their angle, and how far those
/// that are read with them.
const ALIKE: f32 = 0.0045;
const NEAR: f32 = 0.013;

/// The angle at which more than half of these letters run; none where the
/// page is straight.
pub(super) fn of<'g>(glyphs: impl Iterator<Item = &'g Glyph> + Clone) -> Option<f32> {
    let mut tilts: Vec<f32> = glyphs.clone().map(|glyph| glyph.tilt).filter(|tilt| *tilt != 0.0).collect();
    let all = glyphs.count();
    if tilts.len() * 2 <= all {
        return None;
    }
    tilts.sort_by(f32::total_cmp);
    let middle = tilts[tilts.len() / 2];
    let alike = tilts.iter().filter(|tilt| (*tilt - middle).abs() <= ALIKE).count();
    ((LEAST..MOST).contains(&middle.abs()) && alike * 2 > all).then_some(middle)
}

/// Whether a letter runs along lines of this angle.
pub(super) fn is_along(glyph: &Glyph, tilt: f32) -> bool {
    (glyph.tilt - tilt).abs() <= NEAR
}

/// The letter as it would stand if its page were straight.
pub(super) fn straightened(glyph: &Glyph, tilt: f32) -> Glyph {
    let (left, base) = rotated((glyph.left, glyph.base), -tilt);
    Glyph { left, base, ..glyph.clone() }
}

/// Puts a word that was laid out straight back where it stands on the page.
pub(super) fn put_back(word: &mut Word, turn: Turn, tilt: f32) {
    let [left, top, right, bottom] = word.area;
    let corners = [(left, top), (right, top), (left, bottom), (right, bottom)].map(|one| rotated(one, tilt));
    let least = |of: fn(&(f32, f32)) -> f32| corners.iter().map(of).fold(f32::INFINITY, f32::min);
    let most = |of: fn(&(f32, f32)) -> f32| corners.iter().map(of).fold(f32::NEG_INFINITY, f32::max);
    word.area = turn.upright([least(|one| one.0), least(|one| one.1), most(|one| one.0), most(|one| one.1)]);
}

fn rotated((x, y): (f32, f32), angle: f32) -> (f32, f32) {
    let (sin, cos) = angle.sin_cos();
    (x * cos - y * sin, x * sin + y * cos)
}
