//! Values of form fields that the file leaves to the viewer to draw.

use super::ink::Glyph;
use super::sign::Sign;
use super::string::decoded;
use super::turn::Turn;
use hayro_interpret::TransformExt;
use hayro_interpret::kurbo::Point;
use hayro_syntax::object::{Array, Dict, Name, Object, Rect};
use hayro_syntax::page::Page;

/// How far a field inherits from the fields above it.
const DEEPEST: usize = 8;

/// Bits of an annotation that is not shown: hidden, and no view.
const UNSEEN: i32 = (1 << 1) | (1 << 5);

/// The words of the fields of a page that have a value but no appearance.
pub(super) fn undrawn(page: &Page<'_>) -> Vec<Glyph> {
    let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else {
        return Vec::new();
    };
    annotations
        .iter::<Dict<'_>>()
        .filter(|field| !is_drawn(field) && field.get::<i32>(b"F").unwrap_or(0) & UNSEEN == 0)
        .filter_map(|field| Some(placed(page, &value(&field)?, field.get::<Rect>(b"Rect")?)))
        .flatten()
        .collect()
}

fn is_drawn(field: &Dict<'_>) -> bool {
    let drawn = field.get::<Dict<'_>>(b"AP").is_some_and(|looks| looks.contains_key(b"N"));
    drawn || field.get::<Name<'_>>(b"Subtype").is_none_or(|kind| &*kind != b"Widget")
}

/// The text of a text or choice field; a button's value is only a state.
fn value(field: &Dict<'_>) -> Option<String> {
    let kind = inherited(field, b"FT")?.into_name()?;
    if !matches!(&*kind, b"Tx" | b"Ch") {
        return None;
    }
    let text = inherited(field, b"V")?.into_string()?;
    Some(decoded(text.as_bytes()))
}

fn inherited<'a>(field: &Dict<'a>, key: &[u8]) -> Option<Object<'a>> {
    let mut field = field.clone();
    for _ in 0..DEEPEST {
        if let Some(found) = field.get::<Object<'a>>(key) {
            return Some(found);
        }
        field = field.get::<Dict<'a>>(b"Parent")?;
    }
    None
}

/// Sets the words in the field's box, about where a viewer would.
fn placed(page: &Page<'_>, text: &str, area: Rect) -> Vec<Glyph> {
    let matrix = page.initial_transform(true).to_kurbo();
    let one = matrix * Point::new(area.x0, area.y0);
    let other = matrix * Point::new(area.x1, area.y1);
    let (left, top) = (one.x.min(other.x) as f32, one.y.min(other.y) as f32);
    let height = (one.y - other.y).abs() as f32;
    let lines: Vec<&str> = text.split(['\r', '\n']).filter(|line| !line.trim().is_empty()).collect();
    let step = height / lines.len().max(1) as f32;
    let em = (step * 0.7).clamp(1.0, 11.0);
    let mut glyphs = Vec::new();
    for (row, line) in lines.into_iter().enumerate() {
        let mut at = left + 2.0;
        for word in line.split_whitespace() {
            let width = word.chars().count() as f32 * em * 0.5;
            glyphs.push(Glyph {
                sign: Sign::of(word),
                closed: false,
                left: at,
                base: top + step * (row as f32 + 0.5) + em * 0.3,
                width,
                em,
                turn: Turn::None,
                hidden: false,
                tag: None,
            });
            at += width + em * 0.3;
        }
    }
    glyphs
}
