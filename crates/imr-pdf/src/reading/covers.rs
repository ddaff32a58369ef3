//! What was drawn over text: a black box over a name hides it from the eye
//! and leaves it in the file.

use super::ink::Glyph;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{BlendMode, DrawMode, DrawProps, Paint};

/// Covers that are kept of a page; beyond that it is a drawing.
const MOST_COVERS: usize = 2_000;

/// A side below which nothing is covered, in points: rules and underlines.
const THINNEST: f64 = 3.0;

/// Opaque boxes and pictures, with how many glyphs were drawn before each.
#[derive(Default)]
pub(super) struct Covers(Vec<(Rect, usize)>);

impl Covers {
    /// Notes a shape, if it is a filled box.
    pub(super) fn shape(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode, before: usize) {
        let filled = matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..));
        if before == 0 || !filled || !is_opaque(props) || !is_box(path) {
            return;
        }
        let moved = props.transform * path;
        if is_box(&moved) {
            self.add(moved.bounding_box(), before);
        }
    }

    /// Notes a picture of so many points.
    pub(super) fn picture(&mut self, place: Affine, (width, height): (f64, f64), before: usize) {
        self.add(place.transform_rect_bbox(Rect::new(0.0, 0.0, width, height)), before);
    }

    fn add(&mut self, area: Rect, before: usize) {
        if before > 0 && self.0.len() < MOST_COVERS && area.width() > THINNEST && area.height() > THINNEST {
            self.0.push((area, before));
        }
    }

    /// Marks the glyphs below a cover as hidden.
    pub(super) fn hide(&self, glyphs: &mut [Glyph]) {
        for (area, before) in &self.0 {
            for glyph in glyphs.iter_mut().take(*before).filter(|glyph| !glyph.hidden) {
                let (middle, height) = (glyph.left + glyph.width / 2.0, glyph.base - glyph.em * 0.3);
                let [x, y, ..] = glyph.turn.upright([middle, height, middle, height]);
                glyph.hidden = area.contains(Point::new(x.into(), y.into()));
            }
        }
    }
}

fn is_opaque(props: &DrawProps<'_>) -> bool {
    let solid = match &props.paint {
        Paint::Color(colour) => colour.to_rgba().to_rgba8()[3] == u8::MAX,
        Paint::Pattern(_) => false,
    };
    solid && props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal
}

/// True for a closed path of four straight sides along the edges of the page.
fn is_box(path: &BezPath) -> bool {
    let mut corners = Vec::new();
    for element in path.elements() {
        match element {
            PathEl::MoveTo(point) | PathEl::LineTo(point) => corners.push(*point),
            PathEl::ClosePath => {}
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => return false,
        }
    }
    let straight = |a: f64, b: f64| (a - b).abs() < 0.5;
    (4..=5).contains(&corners.len())
        && corners.windows(2).all(|side| straight(side[0].x, side[1].x) || straight(side[0].y, side[1].y))
}
