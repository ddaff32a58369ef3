//! From words to rows, and from rows to the units that are put in order:
//! segments of a row, or table cells whose lines the tags of the file tie
//! together.

use super::structure::{Kind, Tag};
use super::words::Piece;
use std::collections::BTreeMap;

/// Words side by side with no wide gap between them.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub(super) pieces: Vec<Piece>,
    pub(super) base: f32,
    pub(super) em: f32,
}

/// One or more lines that stay together.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub(super) lines: Vec<Segment>,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
}

impl Segment {
    fn left(&self) -> f32 {
        self.pieces.iter().map(|piece| piece.left).fold(f32::INFINITY, f32::min)
    }

    fn right(&self) -> f32 {
        self.pieces.iter().map(|piece| piece.right).fold(f32::NEG_INFINITY, f32::max)
    }

    /// The cell to which all its words belong.
    fn cell(&self) -> Option<Tag> {
        let tag = self.pieces.first()?.tag.filter(|tag| tag.kind == Kind::Cell)?;
        self.pieces.iter().all(|piece| piece.tag == Some(tag)).then_some(tag)
    }
}

impl Unit {
    fn of(lines: Vec<Segment>) -> Self {
        let mut unit = Self {
            left: f32::INFINITY,
            right: f32::NEG_INFINITY,
            top: f32::INFINITY,
            bottom: f32::NEG_INFINITY,
            lines,
        };
        for line in &unit.lines {
            unit.left = unit.left.min(line.left());
            unit.right = unit.right.max(line.right());
            unit.top = unit.top.min(line.base - 0.7 * line.em);
            unit.bottom = unit.bottom.max(line.base + 0.15 * line.em);
        }
        unit
    }

    /// The baseline of its first line.
    pub(super) fn base(&self) -> f32 {
        self.lines.first().map_or(self.top, |line| line.base)
    }

    /// The size of type of its first line.
    pub(super) fn em(&self) -> f32 {
        self.lines.first().map_or(1.0, |line| line.em)
    }

    /// The number of the cell it is or begins in.
    pub(super) fn cell(&self) -> Option<u32> {
        let first = self.lines.first()?.pieces.first()?.tag?;
        (first.kind == Kind::Cell).then_some(first.number)
    }

    /// How many words it has.
    pub(super) fn words(&self) -> usize {
        self.lines.iter().map(|line| line.pieces.len()).sum()
    }
}

/// Lays words out in rows and gives the units, not yet in order.
pub(super) fn units(pieces: Vec<Piece>) -> Vec<Unit> {
    let segments: Vec<Segment> = rows(pieces).into_iter().flat_map(segments).collect();
    tied(segments)
}

/// Words on one baseline.
fn rows(mut pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    pieces.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut rows: Vec<(f32, f32, Vec<Piece>)> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some((base, em, row)) if (piece.base - *base).abs() <= 0.3 * em.min(piece.em) => {
                if piece.em > *em {
                    (*base, *em) = (piece.base, piece.em);
                }
                row.push(piece);
            }
            _ => rows.push((piece.base, piece.em, vec![piece])),
        }
    }
    rows.into_iter().map(|(_, _, row)| row).collect()
}

/// Joins the pieces of a word and parts the row where a gap is wide.
fn segments(mut row: Vec<Piece>) -> Vec<Segment> {
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut segments: Vec<Segment> = Vec::new();
    for piece in row {
        let Some(segment) = segments.last_mut() else {
            segments.push(alone(piece));
            continue;
        };
        let Some(last) = segment.pieces.last_mut() else {
            continue;
        };
        let em = last.em.max(piece.em);
        let gap = piece.left - last.right;
        if gap > 1.2 * em || cells_apart(last.tag, piece.tag) {
            segments.push(alone(piece));
        } else if !last.closed && last.veil == piece.veil && gap.abs() < 0.1 * em {
            last.text.push_str(&piece.text);
            last.right = last.right.max(piece.right);
            last.closed = piece.closed;
        } else {
            if piece.em > segment.em {
                (segment.base, segment.em) = (piece.base, piece.em);
            }
            segment.pieces.push(piece);
        }
    }
    segments
}

/// True where the tags of the file say that two cells meet.
fn cells_apart(one: Option<Tag>, other: Option<Tag>) -> bool {
    one != other && [one, other].iter().all(|tag| tag.is_some_and(|tag| tag.kind == Kind::Cell))
}

fn alone(piece: Piece) -> Segment {
    Segment { base: piece.base, em: piece.em, pieces: vec![piece] }
}

/// Ties together the lines of a cell where they stand right below each
/// other: otherwise the lines of cells side by side would be read across.
fn tied(segments: Vec<Segment>) -> Vec<Unit> {
    let mut by_cell: BTreeMap<Tag, Vec<Segment>> = BTreeMap::new();
    let mut units = Vec::new();
    for segment in segments {
        match segment.cell() {
            Some(cell) => by_cell.entry(cell).or_default().push(segment),
            None => units.push(Unit::of(vec![segment])),
        }
    }
    for lines in by_cell.into_values() {
        if lines.is_sorted_by(stands_above) {
            units.push(Unit::of(lines));
        } else {
            units.extend(lines.into_iter().map(|line| Unit::of(vec![line])));
        }
    }
    units
}

fn stands_above(upper: &Segment, lower: &Segment) -> bool {
    let em = upper.em.max(lower.em);
    let below = lower.base - upper.base;
    below > 0.5 * em && below < 2.5 * em && upper.left() < lower.right() && lower.left() < upper.right()
}
