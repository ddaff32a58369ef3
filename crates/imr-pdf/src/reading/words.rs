//! From glyphs to words: by blanks, by gaps and by jumps of the baseline.

use super::ink::Glyph;
use super::structure::Tag;
use std::collections::HashMap;

/// A word, or a piece of one, in turned places.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) em: f32,
    pub(super) hidden: bool,
    pub(super) tag: Option<Tag>,
    /// True where a blank was drawn after it.
    pub(super) closed: bool,
}

/// Gathers glyphs, in the order in which they were drawn, into words.
pub(super) fn gather<'g>(glyphs: impl Iterator<Item = &'g Glyph>) -> Vec<Piece> {
    let mut seen = Seen::default();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open = false;
    for glyph in glyphs {
        if glyph.text.is_empty() || seen.before(glyph) {
            continue;
        }
        if glyph.text.trim().is_empty() {
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
        open = true;
        if glyph.text.ends_with(' ') {
            open = false;
        }
    }
    pieces
}

fn begin(glyph: &Glyph) -> Piece {
    Piece {
        text: glyph.text.trim().replace(' ', ""),
        left: glyph.left,
        right: glyph.left + glyph.width,
        base: glyph.base,
        em: glyph.em,
        hidden: glyph.hidden,
        tag: glyph.tag,
        closed: false,
    }
}

fn continues(last: &Piece, glyph: &Glyph) -> bool {
    let em = last.em.max(glyph.em);
    let gap = glyph.left - last.right;
    last.hidden == glyph.hidden
        && (glyph.base - last.base).abs() <= 0.45 * em
        && gap <= 0.16 * em
        && gap >= -0.5 * em
}

fn extend(last: &mut Piece, glyph: &Glyph) {
    last.text.push_str(glyph.text.trim());
    last.left = last.left.min(glyph.left);
    last.right = last.right.max(glyph.left + glyph.width);
    if glyph.em > last.em {
        last.em = glyph.em;
        last.base = glyph.base;
    }
}

/// Glyphs already drawn, by place: type is made bold, or shaded, by drawing
/// it twice.
#[derive(Default)]
struct Seen(HashMap<(char, i32, i32), Vec<(f32, f32)>>);

impl Seen {
    fn before(&mut self, glyph: &Glyph) -> bool {
        let Some(first) = glyph.text.chars().next() else {
            return false;
        };
        let near = (glyph.em * 0.1).min(4.0);
        let cell = |at: f32| (at / 4.0).floor() as i32;
        for column in cell(glyph.left - near)..=cell(glyph.left + near) {
            for row in cell(glyph.base - near)..=cell(glyph.base + near) {
                let found = self.0.get(&(first, column, row)).is_some_and(|places| {
                    places.iter().any(|(x, y)| (x - glyph.left).abs() <= near && (y - glyph.base).abs() <= near)
                });
                if found {
                    return true;
                }
            }
        }
        let key = (first, cell(glyph.left), cell(glyph.base));
        self.0.entry(key).or_default().push((glyph.left, glyph.base));
        false
    }
}
