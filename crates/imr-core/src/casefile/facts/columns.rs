//! Tables of findings with a column for each side, or for what is normal and
//! what was measured: their head, and the outcomes of a row by its columns.

use super::exam::{graded_in, moves};
use super::kind::Side;
use super::pattern::{Pattern, compiled};
use super::scene::Carried;
use super::sides::Said;
use std::ops::Range;
use std::sync::LazyLock;

/// What stands under one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Right,
    Left,
    Normal,
    Measured,
}

/// The columns of the table that is being read.
#[derive(Debug)]
pub(super) struct Columns {
    of: Vec<Column>,
    page: u32,
    /// Where the head, or the last row, begins on the page.
    at: usize,
    /// Where the head stands in the sentence at hand; empty in a row.
    pub(super) head: Range<usize>,
}

/// How far one row is from the next at most, in bytes.
const FAR: usize = 400;

fn column(word: &str) -> Option<Column> {
    if !word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    match word.trim_matches(['|', ':', '(', ')', '/']) {
        "RIGHT" | "Right" | "R" | "RT" | "Rt" => Some(Column::Right),
        "LEFT" | "Left" | "L" | "LT" | "Lt" => Some(Column::Left),
        "NORMAL" | "Normal" | "Norm" | "NORM" | "Expected" | "EXPECTED" => Some(Column::Normal),
        "MEASURED" | "Measured" | "Actual" | "ACTUAL" | "Observed" | "OBSERVED" | "Found" | "FOUND" => {
            Some(Column::Measured)
        }
        _ => None,
    }
}

/// Notes the head of a table, and that one has ended.
pub(super) fn follow(carried: &mut Carried, text: &str, page: u32, at: usize) {
    if let Some((of, head)) = head(text) {
        carried.columns = Some(Columns { of, page, at, head });
        return;
    }
    let goes_on = |one: &Columns| one.page == page && at <= one.at + FAR;
    carried.columns = carried.columns.take().filter(goes_on);
    if let Some(columns) = &mut carried.columns {
        columns.head = 0..0;
    }
}

/// Words that name columns, one after the other.
fn head(text: &str) -> Option<(Vec<Column>, Range<usize>)> {
    if !may_be_head(text) {
        return None;
    }
    let mut run: Vec<Column> = Vec::new();
    let mut place = 0..0;
    for word in text.split_whitespace().filter(|word| *word != "|") {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        match column(word).filter(|one| !run.contains(one)) {
            Some(one) => {
                if run.is_empty() {
                    place.start = start;
                }
                run.push(one);
                place.end = start + word.len();
            }
            None if is_head(&run) => break,
            None => run.clear(),
        }
    }
    is_head(&run).then_some((run, place))
}

/// Whether the first letters of two columns that make a table are there.
fn may_be_head(text: &str) -> bool {
    let capitals = text.bytes().filter(u8::is_ascii_uppercase).fold(0_u32, |all, one| all | 1 << (one - b'A'));
    let has = |letters: &[u8]| letters.iter().any(|one| capitals & 1 << (one - b'A') != 0);
    (has(b"R") && has(b"L")) || (has(b"NE") && has(b"MAOF"))
}

fn is_head(run: &[Column]) -> bool {
    let has = |one| run.contains(&one);
    (has(Column::Right) && has(Column::Left)) || (has(Column::Normal) && has(Column::Measured))
}

static CELL: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?:positive|negative|pos|neg|abnormal|normal|intact|decreased|diminished|reduced|impaired|absent|present|full|limited|restricted|weak|wnl|yes|no|none|[0-5][+-]?\s?/\s?5|[0-4]\+(?:/4\+?)?|[0-4]/4|\d{1,3}(?:\s?(?:degrees|degree|deg|°))?|[+-])",
    )
});

/// The outcomes of a row, where the words behind a sign are one for each
/// column: up to three words may go on with its name.
pub(super) fn row(columns: &Columns, sign: &str, rest: &str) -> Option<Vec<Said>> {
    let mut rest = rest.trim_start_matches([' ', ':', '|']);
    for _ in 0..3 {
        if cell(rest).is_some() {
            break;
        }
        rest = match rest.starts_with('(') {
            true => rest.split_once(')').map_or("", |one| one.1),
            false => rest.split_once(' ').map_or("", |one| one.1),
        };
        rest = rest.trim_start_matches([' ', ':', '|']);
    }
    let mut cells: Vec<&str> = Vec::new();
    while let Some((written, behind)) = cell(rest) {
        cells.push(written);
        rest = behind.trim_start_matches([' ', '|']);
    }
    if cells.len() != columns.of.len() {
        return None;
    }
    let normal = columns.of.iter().position(|one| *one == Column::Normal).map(|at| cells[at]);
    let told = columns.of.iter().zip(&cells).filter(|(column, _)| **column != Column::Normal);
    told.map(|(column, written)| said(*column, sign, written, normal)).collect()
}

/// The first cell of the words, and what stands behind it.
fn cell(rest: &str) -> Option<(&str, &str)> {
    let found = CELL.as_ref()?.find(rest)?;
    let behind = &rest[found.end()..];
    let ends = behind.is_empty() || behind.starts_with([' ', '|', ',', ';', '.', ')']);
    ends.then(|| (found.as_str(), behind))
}

fn said(column: Column, sign: &str, written: &str, normal: Option<&str>) -> Option<Said> {
    let side = match column {
        Column::Right => Some(Side::Right),
        Column::Left => Some(Side::Left),
        _ => None,
    };
    let lower = written.to_lowercase();
    let number = |text: &str| text.trim_end_matches(|c: char| !c.is_ascii_digit()).parse::<u32>().ok();
    if moves(sign)
        && let Some(degrees) = number(&lower).filter(|_| !lower.contains(['/', '+']))
    {
        let is_full = normal.and_then(number).is_some_and(|normal| degrees >= normal);
        let outcome = if is_full { "full" } else { "decreased" };
        return Some(Said { side, part: None, value: Some(format!("{degrees} degrees")), outcome });
    }
    if let Some((value, outcome)) = graded_in(sign, &lower) {
        return Some(Said { side, part: None, value: Some(value), outcome });
    }
    let outcome = match lower.as_str() {
        "positive" | "pos" | "abnormal" | "yes" | "+" => "positive",
        "present" => "positive",
        "negative" | "neg" | "no" | "none" | "-" => "negative",
        "normal" | "intact" | "full" | "wnl" => "normal",
        "absent" => "negative",
        word if word.starts_with(|c: char| c.is_ascii_digit()) => return None,
        _ => "decreased",
    };
    Some(Said { side, part: None, value: Some(lower), outcome })
}

/// That a row was read at a place of the page.
pub(super) fn read_row(carried: &mut Carried, at: usize) {
    if let Some(columns) = &mut carried.columns {
        columns.at = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_name_columns_are_the_head_of_a_table() {
        let told = |text| head(text).map(|one| one.0);
        assert_eq!(told("ORTHOPEDIC EXAM RIGHT LEFT"), Some(vec![Column::Right, Column::Left]));
        assert_eq!(told("Range of Motion Normal Measured"), Some(vec![Column::Normal, Column::Measured]));
        assert_eq!(told("ROM | L | R |"), Some(vec![Column::Left, Column::Right]));
        assert_eq!(told("The right knee is normal and the left is not."), None);
        assert_eq!(told("Right knee: normal."), None);
    }
}
