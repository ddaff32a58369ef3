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
    let twice = twice(glyphs.clone());
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open = false;
    for (glyph, again) in glyphs.zip(twice) {
        if glyph.sign == Sign::Nothing || again {
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

/// Which glyphs are drawn again. Of those that nobody sees it is enough that
/// one that is seen stands there too, before or behind.
fn twice<'g>(glyphs: impl Iterator<Item = &'g Glyph> + Clone) -> Vec<bool> {
    let (mut seen, mut veiled) = (Seen::default(), Seen::default());
    let mut twice: Vec<bool> = glyphs.clone().map(|glyph| glyph.veil.is_none() && seen.before(glyph)).collect();
    for (glyph, again) in glyphs.zip(&mut twice).filter(|(glyph, _)| glyph.veil.is_some()) {
        *again = seen.holds(glyph) || veiled.before(glyph);
    }
    twice
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
