//! What stands drawn on a page: every glyph with its place.

use super::covers::Covers;
use super::structure::{Element, Kind, Tag};
use super::turn::Turn;
use hayro_interpret::font::{Glyph as DrawnGlyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use hayro_syntax::object::{Dict, Number, String as PdfString};
use std::collections::HashMap;

/// Glyphs a page may hold; beyond that it is an attack or a drawing.
const MOST_GLYPHS: usize = 1_000_000;

/// What a glyph without any known meaning is read as.
pub(super) const UNKNOWN: char = '\u{fffd}';

/// One glyph. Places are turned so that its text runs from left to right.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) text: String,
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
    /// The largest picture, in square points.
    pub(super) picture: f64,
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

    fn place(&self, drawn: &PositionedGlyph<'_>, page: Affine, hidden: bool) -> Option<Glyph> {
        let matrix = page * drawn.transform();
        let [a, b, c, d, _, _] = matrix.as_coeffs();
        let em = c.hypot(d) * 1000.0;
        let stretch = a.hypot(b) * 1000.0;
        let origin = matrix * Point::ZERO;
        if !(em.is_finite() && stretch.is_finite() && origin.is_finite()) || em <= 0.0 {
            return None;
        }
        let (advance, scale, own_font) = match &**drawn {
            DrawnGlyph::Outline(glyph) => (glyph.advance_width(), stretch, glyph.font_data().is_some()),
            DrawnGlyph::Type3(glyph) => (glyph.advance_width(), stretch, true),
        };
        // A substituted font is stretched to the width that is wanted; the
        // advance is that width already.
        let scale = if !own_font && (scale / em - 1.0).abs() <= 0.35 { em } else { scale };
        let turn = Turn::of(a, b);
        let (left, base) = turn.turned(origin.x as f32, origin.y as f32);
        Some(Glyph {
            text: meaning(drawn, own_font),
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
        let drawn: String = part.iter().flat_map(|glyph| glyph.text.chars()).collect();
        let [first, .., last] = part else {
            if let [only] = part {
                actual.clone_into(&mut only.text);
            }
            return;
        };
        if drawn.split_whitespace().eq(actual.split_whitespace())
            || actual.contains(char::is_whitespace)
            || (first.base - last.base).abs() > first.em * 0.1
        {
            return;
        }
        actual.clone_into(&mut first.text);
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
        for drawn in run.glyphs() {
            if self.glyphs.len() >= MOST_GLYPHS {
                self.overflowed = true;
                return;
            }
            if let Some(glyph) = self.place(drawn, props.transform, hidden) {
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
            self.picture = self.picture.max(area);
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
            actual: actual.map(|text| readable(&super::string::decoded(text.as_bytes()))),
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

/// The characters a glyph stands for.
fn meaning(drawn: &PositionedGlyph<'_>, own_font: bool) -> String {
    let known = match drawn.as_unicode() {
        Some(BfString::Char(one)) => one.to_string(),
        Some(BfString::String(several)) => several,
        None => match u8::try_from(drawn.char_code()) {
            Ok(code) if !own_font && code.is_ascii() => char::from(code).to_string(),
            _ => UNKNOWN.to_string(),
        },
    };
    readable(&known)
}

/// Ligatures are taken apart, what has no shape is dropped, and a soft
/// hyphen that is drawn is a hyphen.
fn readable(known: &str) -> String {
    let mut text = String::with_capacity(known.len());
    for one in known.chars() {
        match one {
            '\u{ad}' => text.push('-'),
            '\u{fb00}' => text.push_str("ff"),
            '\u{fb01}' => text.push_str("fi"),
            '\u{fb02}' => text.push_str("fl"),
            '\u{fb03}' => text.push_str("ffi"),
            '\u{fb04}' => text.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => text.push_str("st"),
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            white if white.is_whitespace() => text.push(' '),
            control if control.is_control() => {}
            other => text.push(other),
        }
    }
    text
}
