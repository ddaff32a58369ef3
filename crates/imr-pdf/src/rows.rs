//! Recognized words in rows from top to bottom. Recognition tells blocks
//! apart by the white between them, and gives the labels of a form first and
//! what was filled in behind them; on a record, what stands in one row belongs
//! together. A page in columns of prose stays as it was recognized.

use imr_core::paper::Word;

/// Words that recognition gave as one line.
struct Line {
    words: Vec<Word>,
    /// Left and right end.
    ends: (f32, f32),
    /// Its middle from the top, were the page not askew.
    middle: f32,
    height: f32,
}

/// So many words are prose, fewer a label or a cell.
const PROSE: usize = 6;

/// So many rows in which prose stands beside prose make columns.
const COLUMNS: usize = 5;

/// The words in rows; lines and blocks end as the places say.
pub(crate) fn in_rows(words: Vec<Word>) -> Vec<Word> {
    let slope = slope(&words);
    let mut lines: Vec<Line> = lines(words.clone(), slope);
    lines.sort_by(|one, other| one.middle.total_cmp(&other.middle));
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match rows.last_mut().filter(|row| belongs(row, &line)) {
            Some(row) => row.push(line),
            None => rows.push(vec![line]),
        }
    }
    let prose = |row: &&Vec<Line>| row.iter().filter(|line| line.words.len() >= PROSE).count() > 1;
    if rows.iter().filter(prose).count() >= COLUMNS {
        return words;
    }
    put_together(rows)
}

fn lines(words: Vec<Word>, slope: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut open: Vec<Word> = Vec::new();
    for word in words {
        let ends = word.ends_line;
        open.push(word);
        if ends {
            lines.extend(Line::of(std::mem::take(&mut open), slope));
        }
    }
    lines.extend(Line::of(open, slope));
    lines
}

impl Line {
    fn of(words: Vec<Word>, slope: f32) -> Option<Self> {
        let left = words.iter().map(|word| word.area[0]).reduce(f32::min)?;
        let right = words.iter().map(|word| word.area[2]).reduce(f32::max)?;
        let mut middles: Vec<f32> = words.iter().map(|word| middle(word) - slope * word.area[0]).collect();
        let mut heights: Vec<f32> = words.iter().map(|word| word.area[3] - word.area[1]).collect();
        let (middle, height) = (median(&mut middles)?, median(&mut heights)?);
        Some(Self { words, ends: (left, right), middle, height })
    }
}

fn middle(word: &Word) -> f32 {
    f32::midpoint(word.area[1], word.area[3])
}

fn median(values: &mut [f32]) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

/// By how much lines fall for each step to the right: how far the page lies
/// askew.
fn slope(words: &[Word]) -> f32 {
    let far = |line: &[Word]| -> Option<f32> {
        let (first, last) = (line.first()?, line.last()?);
        let wide = last.area[0] - first.area[0];
        let high = first.area[3] - first.area[1];
        (line.len() >= PROSE && wide > 10.0 * high).then(|| (middle(last) - middle(first)) / wide)
    };
    let mut slopes: Vec<f32> = words.split_inclusive(|word| word.ends_line).filter_map(far).collect();
    median(&mut slopes).unwrap_or(0.0)
}

/// Whether a line stands beside those of a row, in no other's place.
fn belongs(row: &[Line], line: &Line) -> bool {
    let near =
        row.iter().any(|other| (other.middle - line.middle).abs() < 0.5 * other.height.min(line.height).max(4.0));
    let free = row.iter().all(|other| line.ends.0 >= other.ends.1 - 2.0 || line.ends.1 <= other.ends.0 + 2.0);
    near && free
}

fn put_together(rows: Vec<Vec<Line>>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut before: Option<(f32, f32)> = None;
    for mut row in rows {
        row.sort_by(|one, other| one.ends.0.total_cmp(&other.ends.0));
        let Some(here) = row.first().map(|line| (line.middle, line.height)) else { continue };
        let apart = before.is_some_and(|(middle, height)| here.0 - middle > 2.2 * height.max(here.1));
        if let Some(last) = words.last_mut() {
            (last.ends_line, last.ends_block) = (true, apart);
        }
        words.extend(row.into_iter().flat_map(|line| line.words).map(|word| Word {
            ends_line: false,
            ends_block: false,
            ..word
        }));
        before = Some(here);
    }
    if let Some(last) = words.last_mut() {
        (last.ends_line, last.ends_block) = (true, true);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of words that begins at a place, ten high.
    fn line(text: &str, (x, y): (f32, f32)) -> Vec<Word> {
        let mut x = x;
        let mut words: Vec<Word> = Vec::new();
        for word in text.split(' ') {
            let wide = 6.0 * word.len() as f32;
            words.push(Word::at(word, [x, y, x + wide, y + 10.0]));
            x += wide + 4.0;
        }
        if let Some(last) = words.last_mut() {
            last.ends_line = true;
        }
        words
    }

    fn told(words: Vec<Word>) -> String {
        imr_core::paper::PageText { words, size: (612.0, 792.0), trouble: None }.text()
    }

    #[test]
    fn what_was_filled_in_stands_behind_its_label() {
        let words = [
            line("Patient:", (50.0, 100.0)),
            line("Date of visit:", (50.0, 115.0)),
            line("Sample Clinic", (200.0, 40.0)),
            line("Rosa Testperson", (180.0, 101.0)),
            line("02/17/2015", (180.0, 116.0)),
        ]
        .concat();
        assert_eq!(told(in_rows(words)), "Sample Clinic\n\nPatient: Rosa Testperson\nDate of visit: 02/17/2015");
    }

    #[test]
    fn columns_of_prose_stay() {
        let prose = "the patient was seen again in the office and";
        let words: Vec<Word> = [50.0, 330.0]
            .into_iter()
            .flat_map(|x| (0..8_u8).flat_map(move |row| line(prose, (x, 100.0 + 15.0 * f32::from(row)))))
            .collect();
        assert_eq!(in_rows(words.clone()), words);
    }
}
