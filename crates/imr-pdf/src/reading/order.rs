//! Reading order: the page is cut, again and again, along its widest empty
//! bands (the "XY cut").

use super::rows::Unit;

/// Above this many units a page is read row by row, because cutting takes
/// time with the square of their number.
const MOST_TO_CUT: usize = 6_000;

/// A run of units that no cut parts, row by row from left to right. Between
/// two runs lies a cut.
pub(super) type Run = Vec<Unit>;

/// Puts units in reading order.
pub(super) fn arrange(units: Vec<Unit>) -> Vec<Run> {
    let mut runs = Vec::new();
    if units.len() > MOST_TO_CUT {
        runs.push(row_by_row(units));
    } else {
        cut(units, &mut runs);
    }
    runs
}

fn cut(mut units: Vec<Unit>, runs: &mut Vec<Run>) {
    if units.len() < 2 {
        if !units.is_empty() {
            runs.push(units);
        }
        return;
    }
    if let Some(at) = gutter(&units) {
        let (left, right) = units.into_iter().partition(|unit| unit.left < at);
        cut(left, runs);
        cut(right, runs);
        return;
    }
    units.sort_by(|a, b| a.top.total_cmp(&b.top));
    match widest_gap(&units) {
        Some(index) => {
            let below = units.split_off(index);
            cut(units, runs);
            cut(below, runs);
        }
        None => runs.push(row_by_row(units)),
    }
}

/// The left edge of what lies right of the widest gutter, if both sides look
/// like prose: tables and names with values stay in rows.
fn gutter(units: &[Unit]) -> Option<f32> {
    let mut sorted: Vec<&Unit> = units.iter().collect();
    sorted.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut reach = f32::NEG_INFINITY;
    let mut gaps: Vec<(f32, usize)> = Vec::new();
    for (index, unit) in sorted.iter().enumerate() {
        if index > 0 && unit.left - reach > 0.8 * unit.em() {
            gaps.push((unit.left - reach, index));
        }
        reach = reach.max(unit.right);
    }
    gaps.sort_by(|a, b| b.0.total_cmp(&a.0));
    gaps.into_iter()
        .find(|(_, index)| {
            let (left, right) = sorted.split_at(*index);
            is_prose(left) && is_prose(right) && !parts_a_table(left, right)
        })
        .map(|(_, index)| sorted[index].left)
}

fn is_prose(units: &[&Unit]) -> bool {
    let lines: usize = units.iter().map(|unit| unit.lines.len()).sum();
    let words: usize = units.iter().map(|unit| unit.words()).sum();
    units.len() >= 3 && lines >= 3 && words as f32 >= 3.5 * lines as f32
}

/// True where the file draws a cell of the right side before the last cell
/// of the left: it goes row by row, and so must the reader.
fn parts_a_table(left: &[&Unit], right: &[&Unit]) -> bool {
    let last = left.iter().filter_map(|unit| unit.cell()).max();
    let first = right.iter().filter_map(|unit| unit.cell()).min();
    last.zip(first).is_some_and(|(last, first)| first < last)
}

/// Index of the first unit below the widest empty band; `units` from top to
/// bottom.
fn widest_gap(units: &[Unit]) -> Option<usize> {
    let mut reach = f32::NEG_INFINITY;
    let mut widest: Option<(f32, usize)> = None;
    for (index, unit) in units.iter().enumerate() {
        let gap = unit.top - reach;
        if index > 0 && gap > 0.0 && widest.is_none_or(|(most, _)| gap > most) {
            widest = Some((gap, index));
        }
        reach = reach.max(unit.bottom);
    }
    widest.map(|(_, index)| index)
}

fn row_by_row(mut units: Vec<Unit>) -> Run {
    units.sort_by(|a, b| a.base().total_cmp(&b.base()));
    let mut start = 0;
    while start < units.len() {
        let (base, em) = (units[start].base(), units[start].em());
        let end = start
            + units[start..].iter().take_while(|unit| unit.base() - base <= 0.3 * em.min(unit.em())).count().max(1);
        units[start..end].sort_by(|a, b| a.left.total_cmp(&b.left));
        start = end;
    }
    units
}
