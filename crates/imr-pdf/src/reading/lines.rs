//! Where lines and paragraphs end.

use super::ink::Veil;
use super::order::Run;
use super::rows::Segment;
use super::structure::{Kind, Tag};
use super::turn::Turn;
use super::words::Piece;
use imr_core::paper::Word;

/// Distance of baselines, in sizes of type, beyond which two lines never
/// belong to one paragraph.
const WIDEST_LEADING: f32 = 2.6;

/// What is taken for usual on a page with too few lines to tell.
const COMMON_LEADING: f32 = 1.25;

/// A line as it will be read: one segment, or several side by side.
struct Line {
    pieces: Vec<Piece>,
    base: f32,
    em: f32,
    left: f32,
    right: f32,
}

impl Line {
    /// The heading or the running foot it belongs to, which stand apart
    /// however close they are.
    fn set_off(&self) -> Option<Tag> {
        let tag = self.pieces.first()?.tag?;
        matches!(tag.kind, Kind::Heading | Kind::Artifact).then_some(tag)
    }
}

/// The words of the runs, with the ends of lines and blocks marked. A web
/// address goes on in the next line where no blank was drawn behind it.
pub(super) fn words(runs: Vec<Run>, turn: Turn) -> Vec<Word> {
    let mut lines: Vec<Line> = Vec::new();
    for run in runs {
        let mut fresh = true;
        for segment in run.into_iter().flat_map(|unit| unit.lines) {
            place(&mut lines, segment, fresh);
            fresh = false;
        }
    }
    let usual = usual_leading(&lines);
    let ends: Vec<bool> = (0..lines.len())
        .map(|index| match lines.get(index + 1) {
            Some(next) => parted(&lines[index], next, usual),
            None => true,
        })
        .collect();
    let mut words: Vec<Word> = Vec::new();
    let mut unfinished = false;
    for (line, ends_block) in lines.into_iter().zip(ends) {
        let closed = line.pieces.last().is_some_and(|piece| piece.closed);
        let mut pieces = line.pieces.into_iter();
        if unfinished && let Some(last) = words.last_mut() {
            last.ends_line = false;
            last.text.extend(pieces.next().map(|piece| piece.text));
        }
        words.extend(pieces.map(|piece| word(piece, turn)));
        if let Some(last) = words.last_mut() {
            last.ends_line = true;
            last.ends_block = ends_block;
            unfinished = !ends_block && !closed && last.text.contains("://");
        }
    }
    words
}

/// Adds a segment to the last line if it continues that row, else as a line
/// of its own.
fn place(lines: &mut Vec<Line>, segment: Segment, fresh: bool) {
    let left = segment.pieces.first().map_or(0.0, |piece| piece.left);
    let right = segment.pieces.last().map_or(0.0, |piece| piece.right);
    match lines.last_mut() {
        Some(last)
            if !fresh
                && left >= last.right - 0.2 * last.em
                && (segment.base - last.base).abs() <= 0.3 * last.em.min(segment.em) =>
        {
            last.pieces.extend(segment.pieces);
            last.right = right;
            last.em = last.em.max(segment.em);
        }
        _ => lines.push(Line { base: segment.base, em: segment.em, left, right, pieces: segment.pieces }),
    }
}

/// The usual distance of baselines inside paragraphs, in sizes of type: the
/// lower quartile over the page, because what stands between paragraphs is
/// always more.
fn usual_leading(lines: &[Line]) -> f32 {
    let mut steps: Vec<f32> = lines
        .windows(2)
        .filter(|pair| alike(&pair[0], &pair[1]) && overlap(&pair[0], &pair[1]))
        .map(|pair| (pair[1].base - pair[0].base) / pair[1].em)
        .filter(|step| (0.8..WIDEST_LEADING).contains(step))
        .collect();
    if steps.len() < 4 {
        return COMMON_LEADING;
    }
    steps.sort_by(f32::total_cmp);
    steps[steps.len() / 4]
}

fn alike(one: &Line, other: &Line) -> bool {
    one.em / other.em < 1.15 && other.em / one.em < 1.15
}

fn overlap(one: &Line, other: &Line) -> bool {
    one.left < other.right && other.left < one.right
}

fn parted(line: &Line, next: &Line, usual: f32) -> bool {
    if line.set_off() != next.set_off() {
        return true;
    }
    let step = (next.base - line.base) / next.em.max(line.em);
    !alike(line, next) || step < 0.5 || step > usual * 1.22 || !overlap(line, next)
}

fn word(piece: Piece, turn: Turn) -> Word {
    let (top, bottom) = (piece.base - 0.8 * piece.em, piece.base + 0.2 * piece.em);
    let (hidden, concealed) = (piece.veil.is_some(), piece.veil == Some(Veil::Concealed));
    Word { hidden, concealed, ..Word::at(piece.text, turn.upright([piece.left, top, piece.right, bottom])) }
}
