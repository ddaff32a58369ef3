//! What is painted on a page, in its order: what words stand upon, what lies
//! over them, and what leaves them out.

use super::outline::{Outline, Stencil, is_box};
use hayro_interpret::kurbo::{Affine, BezPath, Rect, Shape as _};
use hayro_interpret::{BlendMode, ClipPath, DrawMode, DrawProps, Paint};
use std::rc::Rc;

/// Shapes that are kept of a page; beyond that it is a drawing, and of what
/// stands upon the rest nothing is said.
const MOST_SHAPES: usize = 4_000;

/// A line below this is no ground for words and covers none, in points.
const THIN: f64 = 3.0;

/// How far two colours may be apart and still look alike, of 255.
const ALIKE: f32 = 10.0;

/// A colour of which no larger share is put on is not seen.
pub(super) const CLEAR: f32 = 0.03;

/// From this share on a colour hides what is beneath.
pub(super) const OPAQUE: f32 = 0.98;

/// Clips of odd shapes that are minded at once.
const MOST_CLIPS: usize = 8;

/// Red, green and blue, of 255 each.
pub(super) type Colour = [f32; 3];

/// The colour of the paper.
pub(super) const PAPER: Colour = [255.0; 3];

/// Whether nobody tells two colours from each other, of which so much is put
/// on.
pub(super) fn alike(one: Colour, other: Colour, share: f32) -> bool {
    one.iter().zip(other).all(|(one, other)| (one - other).abs() * share <= ALIKE)
}

/// What is drawn on a page beside its letters.
#[derive(Default)]
pub(super) struct Painted {
    page: Rect,
    pub(super) shapes: Vec<Shape>,
    /// The colours of shapes that are large enough to stand upon.
    colours: Vec<Colour>,
    /// Where the shapes stand that are not kept.
    pub(super) rest: Option<Rect>,
    clips: Vec<Clip>,
    groups: Vec<Group>,
    /// How often shapes were asked for a place.
    pub(super) looks: u32,
}

/// A shape or a picture.
pub(super) struct Shape {
    /// What of it can be seen at most.
    pub(super) bounds: Rect,
    pub(super) outline: Outline,
    /// The odd shapes within which alone it is seen.
    pub(super) clips: Vec<Rc<Stencil>>,
    /// None where it is not of one colour.
    pub(super) colour: Option<Colour>,
    /// How much of the colour is put on; none where that is not simple.
    pub(super) alpha: Option<f32>,
    /// Whether it hides what is beneath.
    pub(super) covers: bool,
    pub(super) picture: bool,
    /// How many letters were drawn before it, and from which on it hides them.
    pub(super) before: usize,
    pub(super) from: usize,
}

/// Within what alone something is seen.
#[derive(Clone)]
pub(super) struct Clip {
    pub(super) bounds: Rect,
    pub(super) odd: Vec<Rc<Stencil>>,
}

struct Group {
    /// How opaque it is; none where that is not simple.
    alpha: Option<f32>,
    start: usize,
}

/// How something is painted.
#[derive(Clone, Copy)]
pub(super) struct Look {
    /// None where it is not of one colour.
    pub(super) colour: Option<Colour>,
    /// How much of it is put on by itself; none where that is not simple.
    own: Option<f32>,
    /// The same with the groups around it.
    pub(super) alpha: Option<f32>,
}

impl Painted {
    pub(super) fn new((width, height): (f32, f32)) -> Self {
        Self { page: Rect::new(0.0, 0.0, width.into(), height.into()), ..Self::default() }
    }

    /// How something with these properties looks.
    pub(super) fn look(&self, props: &DrawProps<'_>) -> Look {
        let (colour, alpha) = match &props.paint {
            Paint::Color(colour) => {
                let [red, green, blue, alpha] = colour.to_rgba().components();
                (Some([red, green, blue].map(|part| part * 255.0)), Some(alpha))
            }
            Paint::Pattern(_) => (None, None),
        };
        let plain = props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal;
        // What is not put on at all no mask brings back.
        self.grouped(colour, alpha.filter(|alpha| plain || *alpha <= CLEAR))
    }

    fn grouped(&self, colour: Option<Colour>, own: Option<f32>) -> Look {
        let all = |alpha: f32| {
            self.groups.iter().rev().try_fold(alpha, |alpha, group| match group.alpha {
                Some(share) => Some(alpha * share),
                None => Some(alpha).filter(|alpha| *alpha <= CLEAR),
            })
        };
        Look { colour, own, alpha: own.and_then(all) }
    }

    /// Whether letters of this look may be lost on what is painted here.
    pub(super) fn may_lose(&self, look: &Look) -> Option<(Colour, f32)> {
        let (colour, alpha) = (look.colour?, look.alpha?);
        let found = alike(colour, PAPER, 1.0) || self.colours.iter().any(|one| alike(*one, colour, 1.0));
        found.then_some((colour, alpha))
    }

    /// Notes a shape, if it can be stood upon or covers.
    pub(super) fn shape(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode, before: usize) {
        match mode {
            DrawMode::Fill(rule) | DrawMode::FillAndStroke(rule, _) => {
                self.filled(Outline::of(path, props.transform, *rule), props, before);
            }
            DrawMode::Stroke(pen) => {
                let width = f64::from(pen.line_width) * props.transform.determinant().abs().sqrt();
                if width >= THIN && pen.dash_array.is_empty() {
                    for line in Outline::lines(path, props.transform, width) {
                        self.filled(line, props, before);
                    }
                }
            }
            DrawMode::Invisible => {}
        }
    }

    /// The same of a box.
    pub(super) fn rect(&mut self, area: &Rect, props: &DrawProps<'_>, mode: &DrawMode, before: usize) {
        match mode {
            DrawMode::Fill(_) => self.filled(Outline::rect(*area, props.transform), props, before),
            _ => self.shape(&area.to_path(0.1), props, mode, before),
        }
    }

    fn filled(&mut self, outline: Outline, props: &DrawProps<'_>, before: usize) {
        let look = self.look(props);
        if look.alpha.is_none_or(|alpha| alpha > CLEAR) {
            self.keep(outline, look, false, before);
        }
    }

    /// Notes a picture of so many points. One that is not whole lets something
    /// through.
    pub(super) fn picture(&mut self, place: Affine, size: (f64, f64), look: (Option<Colour>, bool), before: usize) {
        let outline = Outline::rect(Rect::new(0.0, 0.0, size.0, size.1), place);
        let look = self.grouped(look.0, look.1.then_some(1.0));
        self.keep(outline, look, true, before);
    }

    fn keep(&mut self, outline: Outline, look: Look, picture: bool, before: usize) {
        let clip = self.clips.last();
        let bounds = outline.bounds.intersect(clip.map_or(self.page, |clip| clip.bounds));
        if !(bounds.width() > 0.1 && bounds.height() > 0.1) {
            return;
        }
        if self.shapes.len() >= MOST_SHAPES {
            self.rest = Some(self.rest.map_or(bounds, |rest| rest.union(bounds)));
            return;
        }
        if bounds.width() > THIN
            && bounds.height() > THIN
            && let Some(colour) = look.colour
            && !self.colours.contains(&colour)
        {
            self.colours.push(colour);
        }
        // What is opaque within a group hides what the group drew before it.
        let clear = |group: &&Group| group.alpha.is_none_or(|alpha| alpha < OPAQUE);
        let from = self.groups.iter().rev().find(clear).map_or(0, |group| group.start);
        self.shapes.push(Shape {
            bounds,
            covers: look.own.is_some_and(|alpha| alpha >= OPAQUE) && from < before && !outline.is_vague(),
            colour: look.colour.filter(|_| !outline.is_vague()),
            outline,
            clips: clip.map(|clip| clip.odd.clone()).unwrap_or_default(),
            alpha: look.alpha,
            picture,
            before,
            from,
        });
    }

    /// Within what alone is seen what comes now.
    pub(super) fn clip(&self) -> Clip {
        self.clips.last().cloned().unwrap_or(Clip { bounds: self.page, odd: Vec::new() })
    }

    pub(super) fn push_clip(&mut self, clip: &ClipPath) {
        let mut next = self.clip();
        next.bounds = next.bounds.intersect(clip.path.bounding_box());
        if !is_box(&clip.path)
            && next.odd.len() < MOST_CLIPS
            && let Some(odd) = Stencil::of(clip.path.clone(), clip.fill)
        {
            next.odd.push(Rc::new(odd));
        }
        self.clips.push(next);
    }

    pub(super) fn push_clip_rect(&mut self, area: &Rect) {
        let mut next = self.clip();
        next.bounds = next.bounds.intersect(*area);
        self.clips.push(next);
    }

    pub(super) fn pop_clip(&mut self) {
        self.clips.pop();
    }

    /// A group is plain where it has no mask and covers like a colour.
    pub(super) fn push_group(&mut self, opacity: f32, plain: bool, start: usize) {
        self.groups.push(Group { alpha: Some(opacity).filter(|_| plain || opacity <= CLEAR), start });
    }

    pub(super) fn pop_group(&mut self) {
        self.groups.pop();
    }
}
