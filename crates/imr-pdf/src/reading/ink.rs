//! What stands drawn on a page: every glyph with its place.

use super::covers::Covers;
use super::sign::Sign;
use super::structure::{Element, Kind, Tag};
use super::turn::Turn;
use hayro_interpret::font::{Glyph as DrawnGlyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use hayro_syntax::object::{Dict, Number, String as PdfString};
use std::collections::HashMap;

/// Glyphs a page may hold; beyond that it is an attack or a drawing.
const MOST_GLYPHS: usize = 1_000_000;

/// Dots an inch from which text on a picture can be read, and the pictures of
/// a page that are kept.
const FINE: f64 = 60.0;
const MOST_FINE: usize = 2_000;

/// What a glyph without any known meaning is read as.
pub(super) const UNKNOWN: char = '\u{fffd}';

/// One glyph. Places are turned so that its text runs from left to right.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) sign: Sign,
    /// True where a blank belongs to it, behind its characters.
    pub(super) closed: bool,
    pub(super) left: f32,
    pub(super) base: f32,
    pub(super) width: f32,
    pub(super) em: f32,
    pub(super) turn: Turn,
    pub(super) hidden: bool,
    /// What it belongs to, where the file says so.
    pub(super) tag: Option<Tag>,
}

/// A device that keeps glyphs and ignores everything else.
#[derive(Default)]
pub(super) struct Ink {
    pub(super) glyphs: Vec<Glyph>,
    /// True where the page has more glyphs than are accepted.
    pub(super) overflowed: bool,
    /// What pictures take up, in square points: scanners cut pages in strips.
    pub(super) picture: f64,
    /// Where pictures stand that are fine enough to hold text.
    pub(super) fine: Vec<Rect>,
    /// How many shapes were drawn.
    pub(super) drawn: usize,
    covers: Covers,
    scopes: Vec<Scope>,
    /// What holds each marked piece, by its number.
    elements: Vec<Option<Element>>,
    numbers: HashMap<Element, u32>,
}

/// A marked piece of content that is still open.
struct Scope {
    /// None where it does not say; Some(None) where it is plain content.
    tag: Option<Option<Tag>>,
    actual: Option<String>,
    start: usize,
}

impl Ink {
    pub(super) fn new(elements: Vec<Option<Element>>) -> Self {
        Self { elements, ..Self::default() }
    }

    /// Marks the glyphs that something opaque was drawn over as hidden.
    pub(super) fn hide_covered(&mut self) {
        self.covers.hide(&mut self.glyphs);
    }

    /// What a piece of marked content belongs to.
    fn tag(&mut self, name: &[u8], properties: Option<&Dict<'_>>) -> Option<Option<Tag>> {
        if name == b"Artifact" {
            return Some(Some(Tag { number: 0, kind: Kind::Artifact }));
        }
        let number = properties?.get::<Number>(b"MCID")?.as_i64();
        let element = *usize::try_from(number).ok().and_then(|index| self.elements.get(index))?;
        Some(element.map(|element| {
            let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX).saturating_add(1);
            let number = *self.numbers.entry(element).or_insert(next);
            Tag { number, kind: element.0 }
        }))
    }

    /// `own` is true where the file brings the font along.
    fn place(&self, drawn: &PositionedGlyph<'_>, page: Affine, own: bool, hidden: bool) -> Option<Glyph> {
        let matrix = page * drawn.transform();
        let [a, b, c, d, _, _] = matrix.as_coeffs();
        let em = c.hypot(d) * 1000.0;
        let stretch = a.hypot(b) * 1000.0;
        let origin = matrix * Point::ZERO;
        if !(em.is_finite() && stretch.is_finite() && origin.is_finite()) || em <= 0.0 {
            return None;
        }
        let advance = match &**drawn {
            DrawnGlyph::Outline(glyph) => glyph.advance_width(),
            DrawnGlyph::Type3(glyph) => glyph.advance_width(),
        };
        // A substituted font is stretched to the width that is wanted; the
        // advance is that width already.
        let scale = if !own && (stretch / em - 1.0).abs() <= 0.35 { em } else { stretch };
        let turn = Turn::of(a, b);
        let (left, base) = turn.turned(origin.x as f32, origin.y as f32);
        let (sign, closed) = meaning(drawn, own);
        Some(Glyph {
            sign,
            closed,
            left,
            base,
            width: advance.map_or(em * 0.5, |advance| f64::from(advance) / 1000.0 * scale) as f32,
            em: em as f32,
            turn,
            hidden,
            tag: self.scopes.iter().rev().find_map(|scope| scope.tag).flatten(),
        })
    }

    /// Puts the replacement text of a marked piece in place of its glyphs,
    /// if it differs and the piece is a single word.
    fn replace(&mut self, start: usize, actual: &str) {
        let Some(part) = self.glyphs.get_mut(start..) else {
            return;
        };
        let mut drawn = String::new();
        part.iter().for_each(|glyph| glyph.sign.push_to(&mut drawn));
        let [first, .., last] = part else {
            if let [only] = part {
                only.sign = Sign::of(actual);
            }
            return;
        };
        if actual.chars().filter(|one| !one.is_whitespace()).eq(drawn.chars())
            || actual.contains(char::is_whitespace)
            || (first.base - last.base).abs() > first.em * 0.1
        {
            return;
        }
        first.sign = Sign::of(actual);
        first.width = last.left + last.width - first.left;
        self.glyphs.truncate(start + 1);
    }
}

impl<'a> Device<'a> for Ink {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.drawn += 1;
        self.covers.shape(path, &props, mode, self.glyphs.len());
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let hidden = matches!(mode, DrawMode::Invisible);
        // A run is set in one font.
        let own = run.glyphs().first().is_some_and(|drawn| match &**drawn {
            DrawnGlyph::Outline(glyph) => glyph.font_data().is_some(),
            DrawnGlyph::Type3(_) => true,
        });
        for drawn in run.glyphs() {
            if self.glyphs.len() >= MOST_GLYPHS {
                self.overflowed = true;
                return;
            }
            if let Some(glyph) = self.place(drawn, props.transform, own, hidden) {
                self.glyphs.push(glyph);
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        // The transform is that of a point of the picture.
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let [a, b, c, d, _, _] = props.transform.as_coeffs();
        let area = (a * d - b * c).abs() * width * height;
        if area.is_finite() {
            self.picture += area;
            if width * height > FINE * FINE / (72.0 * 72.0) * area && self.fine.len() < MOST_FINE {
                self.fine.push(props.transform.transform_rect_bbox(Rect::new(0.0, 0.0, width, height)));
            }
            // A stencil leaves free what it does not paint.
            if matches!(image, Image::Raster(_)) {
                self.covers.picture(props.transform, (width, height), self.glyphs.len());
            }
        }
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, name: &[u8], properties: Option<&Dict<'_>>) {
        let tag = self.tag(name, properties);
        let actual = properties.and_then(|dict| dict.get::<PdfString<'_>>(b"ActualText"));
        self.scopes.push(Scope {
            tag,
            actual: actual.map(|text| Sign::readable_text(&super::string::decoded(text.as_bytes()))),
            start: self.glyphs.len(),
        });
    }

    fn end_marked_content(&mut self) {
        if let Some(scope) = self.scopes.pop()
            && let Some(actual) = scope.actual
        {
            self.replace(scope.start, &actual);
        }
    }
}

/// The characters a glyph stands for, and whether a blank is behind them.
fn meaning(drawn: &PositionedGlyph<'_>, own_font: bool) -> (Sign, bool) {
    match drawn.as_unicode() {
        Some(BfString::Char(one)) => (Sign::readable(one), false),
        Some(BfString::String(several)) => {
            let text = Sign::readable_text(&several);
            (Sign::of(&text), text.ends_with(' '))
        }
        None => match u8::try_from(drawn.char_code()) {
            Ok(code) if !own_font && code.is_ascii() => (Sign::readable(char::from(code)), false),
            _ => (Sign::One(UNKNOWN), false),
        },
    }
}
