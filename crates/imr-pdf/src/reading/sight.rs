//! Which letters of a page nobody sees: those in the colour of what they
//! stand upon, those left out, and those that something was drawn over.

use super::ink::{Glyph, Veil};
use super::painted::{Clip, Colour, PAPER, Painted, Shape, alike};
use hayro_interpret::kurbo::{Point, Rect};

/// Places of a letter that are looked at, of its width and of its size above
/// the line, and how many of them have to be lost.
const PLACES: [(f32, f32); 5] = [(0.5, 0.3), (0.2, 0.12), (0.8, 0.12), (0.2, 0.48), (0.8, 0.48)];
const ENOUGH: u32 = 4;

/// A side below which nothing is covered, in points: rules and underlines.
const THINNEST: f64 = 1.0;

/// How often shapes are asked for a place on one page. Beyond that letters
/// count as seen.
const MOST_LOOKS: u32 = 20_000_000;

/// Letters before one that it may stand upon: a digit in a dot.
const NEAR: usize = 64;

/// Covers from which on the letters are put in order first.
const MANY: usize = 8;

/// Marks that a place was covered by something else than a picture.
const BY_SHAPE: u8 = 0x80;

impl Glyph {
    fn place(&self, (along, above): (f32, f32)) -> Point {
        let (x, y) = (self.left + self.width * along, self.base - self.em * above);
        let [x, y, ..] = self.turn.upright([x, y, x, y]);
        Point::new(x.into(), y.into())
    }

    fn holds(&self, other: &Self) -> bool {
        let (x, y) = (other.left + other.width / 2.0, other.base - other.em * 0.3);
        self.turn == other.turn
            && (self.left..self.left + self.width).contains(&x)
            && (self.base - self.em * 0.8..self.base + self.em * 0.2).contains(&y)
    }
}

impl Clip {
    /// Whether nothing of a letter is within it.
    pub(super) fn leaves_out(&self, glyph: &Glyph) -> bool {
        let seen =
            |point: Point| self.bounds.contains(point) && self.odd.iter().all(|stencil| stencil.holds(point));
        !PLACES.iter().any(|place| seen(glyph.place(*place)))
    }
}

impl Shape {
    fn holds(&self, point: Point) -> bool {
        self.bounds.contains(point)
            && self.outline.holds(point)
            && self.clips.iter().all(|stencil| stencil.holds(point))
    }
}

impl Painted {
    /// Whether a letter has the colour of what it stands upon.
    pub(super) fn loses(&mut self, glyph: &Glyph, (colour, alpha): (Colour, f32), earlier: &[Glyph]) -> bool {
        let lost = |painted: &mut Self, place| {
            painted.beneath(glyph.place(place)).is_some_and(|beneath| alike(beneath, colour, alpha))
        };
        let mut left = PLACES.len() as u32 - ENOUGH;
        for place in PLACES {
            if !lost(self, place) {
                if left == 0 {
                    return false;
                }
                left -= 1;
            }
        }
        let near = earlier.iter().rev().take(NEAR);
        !near.into_iter().any(|one| one.veil.is_none() && one.em >= glyph.em && one.holds(glyph))
    }

    /// The colour at a place, if it is known.
    fn beneath(&mut self, point: Point) -> Option<Colour> {
        let (mut colour, mut left) = ([0.0; 3], 1.0_f32);
        if self.rest.is_some_and(|rest| rest.contains(point)) || self.looks > MOST_LOOKS {
            return None;
        }
        for shape in self.shapes.iter().rev() {
            self.looks += 1;
            if !shape.holds(point) {
                continue;
            }
            let (over, alpha) = (shape.colour?, shape.alpha?);
            colour.iter_mut().zip(over).for_each(|(mixed, over)| *mixed += over * alpha * left);
            left *= 1.0 - alpha;
            if left < 0.01 {
                return Some(colour);
            }
        }
        colour.iter_mut().zip(PAPER).for_each(|(mixed, paper)| *mixed += paper * left);
        Some(colour)
    }

    /// Marks the letters that something opaque was drawn over as hidden.
    pub(super) fn hide(&self, glyphs: &mut [Glyph]) {
        let covers = || {
            self.shapes
                .iter()
                .filter(|shape| shape.covers && shape.bounds.width() > THINNEST && shape.bounds.height() > THINNEST)
        };
        let count = covers().count();
        if count == 0 {
            return;
        }
        let mut order: Vec<(f64, usize)> =
            glyphs.iter().enumerate().map(|(index, glyph)| (glyph.place(PLACES[0]).y, index)).collect();
        let widest = glyphs.iter().map(|glyph| f64::from(glyph.em.max(glyph.width))).fold(0.0, f64::max);
        if count > MANY {
            order.sort_by(|one, other| one.0.total_cmp(&other.0));
        }
        for cover in covers() {
            let (top, bottom) = (cover.bounds.y0 - widest, cover.bounds.y1 + widest);
            let part = if count > MANY {
                &order[order.partition_point(|one| one.0 < top)..order.partition_point(|one| one.0 <= bottom)]
            } else {
                &order[..]
            };
            for (y, index) in part {
                if *y < top || *y > bottom || *index >= cover.before || *index < cover.from {
                    continue;
                }
                lay_over(cover, &mut glyphs[*index]);
            }
        }
    }
}

/// Marks the places of a letter that are covered, and the letter where there
/// are enough.
fn lay_over(cover: &Shape, glyph: &mut Glyph) {
    let around = f64::from(glyph.em.max(glyph.width));
    let Rect { x0, x1, .. } = cover.bounds;
    let x = glyph.place(PLACES[0]).x;
    if x < x0 - around || x > x1 + around {
        return;
    }
    let shape = if cover.picture { 0 } else { BY_SHAPE };
    for (bit, place) in PLACES.iter().enumerate() {
        if glyph.under >> bit & 1 == 0 && cover.holds(glyph.place(*place)) {
            glyph.under |= 1 << bit | shape;
        }
    }
    if (glyph.under & !BY_SHAPE).count_ones() < ENOUGH {
        return;
    }
    // What lies below a picture is what the picture shows, if it is a scan.
    if glyph.under & BY_SHAPE == 0 {
        glyph.veil = Some(Veil::Layer);
    } else {
        glyph.veil.get_or_insert(Veil::Concealed);
    }
}
