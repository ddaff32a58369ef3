//! Shapes on a page, and whether a point is within one.

use hayro_interpret::FillRule;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _};

/// Parts of a path that are looked at; of what has more only the box is known.
const MOST_PARTS: usize = 2_000;

/// What a shape takes up.
pub(super) struct Outline {
    pub(super) bounds: Rect,
    form: Form,
}

enum Form {
    /// All of its box.
    Box,
    /// A box that stands askew; the way back to where it does not.
    Askew(Affine, Rect),
    Odd(Stencil),
    /// A thick line, with half of its width.
    Line(Point, Point, f64),
    /// Something within its box.
    Vague,
}

/// An odd shape.
pub(super) struct Stencil {
    path: BezPath,
    rule: FillRule,
}

impl Outline {
    /// A path that is filled.
    pub(super) fn of(path: &BezPath, place: Affine, rule: FillRule) -> Self {
        let moved = place * path;
        let bounds = moved.bounding_box();
        let form = if is_box(&moved) { Form::Box } else { Stencil::of(moved, rule).map_or(Form::Vague, Form::Odd) };
        Self { bounds, form }
    }

    /// A box that stands upright before it is put in its place.
    pub(super) fn rect(area: Rect, place: Affine) -> Self {
        let bounds = place.transform_rect_bbox(area);
        let [a, b, c, d, _, _] = place.as_coeffs();
        let upright = (b.abs() + c.abs()).min(a.abs() + d.abs()) < 1e-6;
        let form = match place.determinant() {
            _ if upright => Form::Box,
            some if some.abs() > 1e-9 => Form::Askew(place.inverse(), area),
            _ => Form::Vague,
        };
        Self { bounds, form }
    }

    /// The straight strokes of a path that is drawn with a pen; a curve counts
    /// as the straight line between its ends.
    pub(super) fn lines(path: &BezPath, place: Affine, width: f64) -> Vec<Self> {
        let (mut all, mut at, mut first) = (Vec::new(), Point::ZERO, Point::ZERO);
        for part in path.elements().iter().take(MOST_PARTS) {
            let to = match part {
                PathEl::MoveTo(to) => {
                    (at, first) = (place * *to, place * *to);
                    continue;
                }
                PathEl::LineTo(to) | PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => place * *to,
                PathEl::ClosePath => first,
            };
            let half = width / 2.0;
            let bounds = Rect::from_points(at, to).inflate(half, half);
            all.push(Self { bounds, form: Form::Line(at, to, half) });
            at = to;
        }
        all
    }

    /// Whether it is known to take up a point. Of a vague one it is not.
    pub(super) fn holds(&self, point: Point) -> bool {
        self.bounds.contains(point)
            && match &self.form {
                Form::Box | Form::Vague => true,
                Form::Askew(back, area) => area.contains(*back * point),
                Form::Odd(stencil) => stencil.holds(point),
                Form::Line(from, to, half) => from_line(point, *from, *to) <= *half,
            }
    }

    /// Whether only its box is known.
    pub(super) fn is_vague(&self) -> bool {
        matches!(self.form, Form::Vague)
    }
}

impl Stencil {
    /// None where it has too many parts to be looked at.
    pub(super) fn of(path: BezPath, rule: FillRule) -> Option<Self> {
        (path.elements().len() <= MOST_PARTS).then_some(Self { path, rule })
    }

    pub(super) fn holds(&self, point: Point) -> bool {
        let winding = self.path.winding(point);
        match self.rule {
            FillRule::NonZero => winding != 0,
            FillRule::EvenOdd => winding % 2 != 0,
        }
    }
}

/// How far a point is from a line that ends.
fn from_line(point: Point, from: Point, to: Point) -> f64 {
    let along = to - from;
    let length = along.hypot2();
    let share = if length > 0.0 { ((point - from).dot(along) / length).clamp(0.0, 1.0) } else { 0.0 };
    (point - (from + along * share)).hypot()
}

/// True for a closed path of four straight sides along the edges of the page.
pub(super) fn is_box(path: &BezPath) -> bool {
    let mut corners = Vec::with_capacity(5);
    for element in path.elements() {
        match element {
            PathEl::MoveTo(point) | PathEl::LineTo(point) if corners.len() < 6 => corners.push(*point),
            PathEl::ClosePath => {}
            _ => return false,
        }
    }
    let straight = |a: f64, b: f64| (a - b).abs() < 0.5;
    (4..=5).contains(&corners.len())
        && corners.windows(2).all(|side| straight(side[0].x, side[1].x) || straight(side[0].y, side[1].y))
}
