//! What stands drawn on a page: every glyph with its place.

use super::colours;
use super::painted::{CLEAR, Painted};
use super::sign::Sign;
use super::structure::{Element, Kind, Tag};
use super::tilt::STRAIGHT;
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
pub(super) const MOST_PICTURES: usize = 2_000;

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
    /// The angle of its line in radians, beyond its turn; zero where straight.
    pub(super) tilt: f32,
    /// How it is hidden, if it is.
    pub(super) veil: Option<Veil>,
    /// Its places that something was drawn over.
    pub(super) under: u8,
    /// What it belongs to, where the file says so.
    pub(super) tag: Option<Tag>,
}

/// How a letter is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Veil {
    /// As in a layer of recognized text: not painted, or below a picture.
    Layer,
    /// Otherwise: below a shape, in the colour of what is beneath, left out,
    /// or too small.
    Concealed,
}

/// Type below this is seen by nobody, in points.
const TINIEST: f32 = 1.0;

/// A device that keeps glyphs, and what of the rest tells whether they are
/// seen.
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
    /// Where pictures stand, fine or not.
    pub(super) pictures: Vec<Rect>,
    painted: Painted,
    /// How many points the unit of the page has.
    unit: f32,
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
    /// For a page of this size, whose unit has so many points.
    pub(super) fn new(elements: Vec<Option<Element>>, size: (f32, f32), unit: f32) -> Self {
        Self { elements, painted: Painted::new(size), unit, ..Self::default() }
    }

    /// Marks the glyphs that something opaque was drawn over as hidden.
    pub(super) fn hide_covered(&mut self) {
        self.painted.hide(&mut self.glyphs);
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
    fn place(&self, drawn: &PositionedGlyph<'_>, page: Affine, own: bool) -> Option<Glyph> {
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
        let (along, across) = turn.turned(a as f32, b as f32);
        let tilt = if across.abs() > along * STRAIGHT { (across / along).atan() } else { 0.0 };
        let (sign, closed) = meaning(drawn, own);
        Some(Glyph {
            sign,
            closed,
            left,
            base,
            width: advance.map_or(em * 0.5, |advance| f64::from(advance) / 1000.0 * scale) as f32,
            em: em as f32,
            turn,
            tilt,
            veil: None,
            under: 0,
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
        self.painted.shape(path, &props, mode, self.glyphs.len());
    }

    fn draw_rect(&mut self, area: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.drawn += 1;
        self.painted.rect(area, &props, mode, self.glyphs.len());
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.painted.push_clip(clip);
    }

    fn push_clip_rect(&mut self, area: &Rect) {
        self.painted.push_clip_rect(area);
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend: BlendMode) {
        let plain = mask.is_none() && blend == BlendMode::Normal;
        self.painted.push_group(opacity, plain, self.glyphs.len());
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        // A run is set in one font.
        let (own, pictured) = match run.glyphs().first().map(|drawn| &**drawn) {
            Some(DrawnGlyph::Outline(glyph)) => (glyph.font_data().is_some(), false),
            Some(DrawnGlyph::Type3(_)) => (true, true),
            None => return,
        };
        let look = self.painted.look(&props);
        let unpainted = matches!(mode, DrawMode::Invisible) || look.alpha.is_some_and(|alpha| alpha <= CLEAR);
        // Letters that are drawings may have colours and a size of their own.
        let lost = self.painted.may_lose(&look).filter(|_| !pictured);
        let clip = self.painted.clip();
        for drawn in run.glyphs() {
            if self.glyphs.len() >= MOST_GLYPHS {
                self.overflowed = true;
                return;
            }
            let Some(mut glyph) = self.place(drawn, props.transform, own) else { continue };
            let tiny = !pictured && glyph.em * self.unit < TINIEST;
            if unpainted {
                glyph.veil = Some(Veil::Layer);
            } else if tiny
                || clip.leaves_out(&glyph)
                || lost.is_some_and(|lost| self.painted.loses(&glyph, lost, &self.glyphs))
            {
                glyph.veil = Some(Veil::Concealed);
            }
            self.glyphs.push(glyph);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        // The transform is that of a point of the picture.
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let [a, b, c, d, _, _] = props.transform.as_coeffs();
        let area = (a * d - b * c).abs() * width * height;
        if area.is_finite() {
            self.picture += area;
            let place = props.transform.transform_rect_bbox(Rect::new(0.0, 0.0, width, height));
            if self.pictures.len() < MOST_PICTURES {
                self.pictures.push(place);
            }
            if width * height > FINE * FINE / (72.0 * 72.0) * area && self.fine.len() < MOST_PICTURES {
                self.fine.push(place);
            }
            let look = match &image {
                // A stencil leaves free what it does not paint.
                Image::Stencil(_) => (None, false),
                Image::Raster(raster) => colours::of(raster, area),
            };
            self.painted.picture(props.transform, (width, height), look, self.glyphs.len());
        }
    }

    fn pop_clip(&mut self) {
        self.painted.pop_clip();
    }

    fn pop_transparency_group(&mut self) {
        self.painted.pop_group();
    }

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
