//! From glyphs to words: by blanks, by gaps and by jumps of the baseline.

use super::ink::{Glyph, Veil};
use super::seen::Seen;
use super::sign::Sign;
use super::structure::Tag;

/// A word, or a piece of one, in turned places.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) em: f32,
    pub(super) veil: Option<Veil>,
    pub(super) tag: Option<Tag>,
    /// True where a blank was drawn after it.
    pub(super) closed: bool,
}

/// Gathers glyphs, in the order in which they were drawn, into words.
pub(super) fn gather<'g>(glyphs: impl Iterator<Item = &'g Glyph> + Clone) -> Vec<Piece> {
    let mut seen = Seen::default();
    // What is drawn twice is seen where one of the two is.
    let mut shown = Seen::default();
    if glyphs.clone().any(|glyph| glyph.veil.is_some()) {
        glyphs.clone().filter(|glyph| glyph.veil.is_none()).for_each(|glyph| _ = shown.before(glyph));
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open = false;
    for glyph in glyphs {
        if glyph.sign == Sign::Nothing || (glyph.veil.is_some() && shown.holds(glyph)) || seen.before(glyph) {
            continue;
        }
        if glyph.sign == Sign::Blank {
            if let Some(last) = pieces.last_mut()
                && open
            {
                last.closed = true;
            }
            open = false;
            continue;
        }
        match pieces.last_mut() {
            Some(last) if open && continues(last, glyph) => extend(last, glyph),
            _ => pieces.push(begin(glyph)),
        }
        open = !glyph.closed;
    }
    pieces
}

fn begin(glyph: &Glyph) -> Piece {
    let mut text = String::with_capacity(16);
    glyph.sign.push_to(&mut text);
    Piece {
        text,
        left: glyph.left,
        right: glyph.left + glyph.width,
        base: glyph.base,
        em: glyph.em,
        veil: glyph.veil,
        tag: glyph.tag,
        closed: false,
    }
}

fn continues(last: &Piece, glyph: &Glyph) -> bool {
    let em = last.em.max(glyph.em);
    let gap = glyph.left - last.right;
    last.veil == glyph.veil && (glyph.base - last.base).abs() <= 0.45 * em && gap <= 0.16 * em && gap >= -0.5 * em
}

fn extend(last: &mut Piece, glyph: &Glyph) {
    glyph.sign.push_to(&mut last.text);
    last.left = last.left.min(glyph.left);
    last.right = last.right.max(glyph.left + glyph.width);
    if glyph.em > last.em {
        last.em = glyph.em;
        last.base = glyph.base;
    }
}
