//! Proofreading the days of a recognized page. By a day a document is put in
//! its place, and a digit is soon misread: so a day that recognition is not
//! sure of is cut out of the page, enlarged, and recognized once more; where
//! that gives another day, a third time. Two of three readings decide.

use image::GrayImage;
use image::imageops::{crop_imm, fast_blur, replace};
use imr_core::dates::{day, mended};
use imr_core::paper::Word;
use std::ops::Range;

/// From this confidence on, in per cent, a day is not read again.
const SURE: u8 = 94;

/// Dots around what is cut out.
const MARGIN: f32 = 10.0;

/// Dots between what is put on a sheet.
const GAP: u32 = 40;

/// By how much it is enlarged.
const LARGER: f32 = 1.5;

/// How much the third picture is blurred, in dots, so that it is another.
const BLUR: f32 = 1.5;

/// Reads the days of a page again that recognition was not sure of, and puts
/// right those that two other readings agree on. The words have their places
/// in dots of the picture; `read` recognizes a sheet.
pub(crate) fn proofread(words: &mut Vec<Word>, picture: &GrayImage, read: &dyn Fn(&GrayImage) -> Vec<Word>) {
    spelled(words);
    let mut doubtful: Vec<Range<usize>> = days(words);
    doubtful.retain(|range| sure(&words[range.clone()]) < SURE);
    if doubtful.is_empty() {
        return;
    }
    let sheet = Sheet::of(picture, words, &doubtful);
    let seconds = sheet.readings(read(&sheet.picture));
    let mut differing = seconds
        .into_iter()
        .zip(doubtful)
        .filter(|(second, range)| meant(second) != meant(&words[range.clone()]))
        .peekable();
    if differing.peek().is_none() {
        return;
    }
    let (seconds, doubtful): (Vec<_>, Vec<_>) = differing.unzip();
    let sheet = Sheet::of(picture, words, &doubtful);
    let thirds = sheet.readings(read(&fast_blur(&sheet.picture, BLUR)));
    // From the end, so that the places of those before stay as they are.
    for ((second, third), range) in seconds.into_iter().zip(thirds).zip(doubtful).rev() {
        let day = meant(&second);
        if day.is_some() && day == meant(&third) {
            let text = as_written(&joined(&second));
            let text = text.trim_matches(|one: char| !one.is_alphanumeric());
            put_right(words, range, text.to_owned(), sure(&second));
        }
    }
}

/// Writes days with the letters and marks that recognition took for digits and
/// strokes as the days they are, so that they are found: `O2/l7/2O15`.
fn spelled(words: &mut Vec<Word>) {
    for range in days(words).into_iter().rev() {
        let text = joined(&words[range.clone()]);
        let right = as_written(&text);
        if day(&text).is_none() && day(&right).is_some() {
            let sure = sure(&words[range.clone()]);
            put_right(words, range, right, sure);
        }
    }
}

/// A day as it is written: as it stands where it can be read, else put right.
fn as_written(text: &str) -> String {
    if day(text).is_some() {
        return text.to_owned();
    }
    let right = mended(text);
    let mut letters = right.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The day that words mean.
fn meant(words: &[Word]) -> Option<jiff::civil::Date> {
    day(&mended(&joined(words)))
}

/// The words at a place become one.
fn put_right(words: &mut Vec<Word>, place: Range<usize>, text: String, sure: u8) {
    let area = around(&words[place.clone()]);
    let Some(last) = words[place.clone()].last().cloned() else { return };
    words.splice(place, [Word { area, text, confidence: Some(sure), ..last }]);
}

/// Where words may be a day: `03/14/2015` in one, `March 14, 2015` in several.
fn days(words: &[Word]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let end = if is_strokes(&words[at].text) {
            at + 1
        } else if is_month(&words[at].text) {
            let rest = words[at + 1..].iter().take(2);
            at + 1 + rest.take_while(|word| word.text.contains(|one: char| one.is_ascii_digit())).count()
        } else {
            at
        };
        if end > at + usize::from(!is_strokes(&words[at].text)) {
            found.push(at..end);
        }
        at = end.max(at + 1);
    }
    found
}

/// Digits with something between them.
fn is_strokes(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let letters = word.chars().filter(|one| one.is_alphabetic()).count();
    let inner = word.trim_matches(|one: char| !one.is_alphanumeric());
    let parted = inner.contains(|one: char| !one.is_alphanumeric());
    (3..=8).contains(&digits) && digits >= letters && parted && word.chars().count() <= 14
}

/// A word that begins as the name of a month.
fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let begins = |month: &str| word.get(..3).is_some_and(|head| head.eq_ignore_ascii_case(month));
    word.len() <= 10 && MONTHS.iter().any(|month| begins(month))
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// How sure recognition is of the least sure of the words, in per cent.
fn sure(words: &[Word]) -> u8 {
    words.iter().filter_map(|word| word.confidence).min().unwrap_or(0)
}

/// The box around all of the words.
fn around(words: &[Word]) -> [f32; 4] {
    let boxes = words.iter().map(|word| word.area);
    let all = boxes.reduce(|one, other| {
        [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
    });
    all.unwrap_or_default()
}

/// What was cut out of a page, one below the other.
struct Sheet {
    picture: GrayImage,
    /// Top and bottom of each.
    rows: Vec<(u32, u32)>,
}

impl Sheet {
    fn of(page: &GrayImage, words: &[Word], places: &[Range<usize>]) -> Self {
        let cuts: Vec<GrayImage> =
            places.iter().map(|place| cut_out(page, around(&words[place.clone()]))).collect();
        let width = cuts.iter().map(GrayImage::width).max().unwrap_or(0) + 2 * GAP;
        let height = cuts.iter().map(|cut| cut.height() + GAP).sum::<u32>() + GAP;
        let mut picture = GrayImage::from_pixel(width, height, image::Luma([u8::MAX]));
        let (mut rows, mut top) = (Vec::new(), GAP);
        for cut in &cuts {
            replace(&mut picture, cut, i64::from(GAP), i64::from(top));
            rows.push((top, top + cut.height()));
            top += cut.height() + GAP;
        }
        Self { picture, rows }
    }

    /// What was read in each row.
    fn readings(&self, words: Vec<Word>) -> Vec<Vec<Word>> {
        let mut readings = vec![Vec::new(); self.rows.len()];
        for word in words {
            let middle = f32::midpoint(word.area[1], word.area[3]);
            let within = |(top, bottom): &(u32, u32)| (*top as f32..*bottom as f32).contains(&middle);
            if let Some(at) = self.rows.iter().position(within) {
                readings[at].push(word);
            }
        }
        readings
    }
}

fn cut_out(page: &GrayImage, [left, top, right, bottom]: [f32; 4]) -> GrayImage {
    let from = |side: f32| (side - MARGIN).max(0.0) as u32;
    let (x, y) = (from(left), from(top));
    let (wide, high) = ((right + MARGIN) as u32 - x, (bottom + MARGIN) as u32 - y);
    let cut = crop_imm(page, x, y, wide, high).to_image();
    let larger = |side: u32| ((side as f32 * LARGER) as u32).max(1);
    crate::clearing::resized(&cut, larger(cut.width()), larger(cut.height()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    fn words(all: &[(&str, u8)]) -> Vec<Word> {
        let mut left = 0.0;
        let word = |(text, sure): &(&str, u8)| {
            left += 100.0;
            Word { confidence: Some(*sure), ..Word::at(*text, [left, 10.0, left + 90.0, 40.0]) }
        };
        all.iter().map(word).collect()
    }

    /// Proofreads, the sheets being read as these words, one reading after the
    /// other.
    fn proofread_as(first: &[(&str, u8)], then: &[&str]) -> Vec<String> {
        let mut page = words(first);
        let left = RefCell::new(then.iter());
        let read = |_: &GrayImage| {
            let said = left.borrow_mut().next().expect("the sheet is read no more often");
            vec![Word { confidence: Some(90), ..Word::at(*said, [50.0, 50.0, 200.0, 80.0]) }]
        };
        proofread(&mut page, &GrayImage::new(1000, 100), &read);
        assert_eq!(left.borrow().len(), 0, "the sheet is read as often as it has to be");
        page.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn two_of_three_readings_decide() {
        for (first, then, after) in [
            (vec![("Date:", 95), ("(1-28-2014", 60)], vec!["11-28-2014", "11-28-2014"], "Date: 11-28-2014"),
            (vec![("Date:", 95), ("11-28-2014", 60)], vec!["14-28-2014", "11-28-2014"], "Date: 11-28-2014"),
            (
                vec![("March", 95), ("14,", 90), ("2055", 40)],
                vec!["March 14, 2015", "March 14, 2015"],
                "March 14, 2015",
            ),
            // Spelled as the day it is, before it is read again.
            (vec![("March", 95), ("14.", 60), ("2015", 96)], vec!["March 14. 2015"], "March 14, 2015"),
            (vec![("O3-O8-2015", 20)], vec!["03-08-2015"], "03-08-2015"),
            // Sure enough; no day in any reading.
            (vec![("11-28-2014", 96)], vec![], "11-28-2014"),
            (vec![("Norco", 96), ("7.5/325", 60)], vec!["75/325"], "Norco 7.5/325"),
        ] {
            assert_eq!(proofread_as(&first, &then).join(" "), after);
        }
    }

    #[test]
    fn days_are_told_from_other_words() {
        for (text, found) in [
            ("Seen 03/14/2015 again", vec!["03/14/2015"]),
            ("on March 14, 2015 and", vec!["March 14, 2015"]),
            ("O3-O8-2015", vec!["O3-O8-2015"]),
            ("may walk 14 steps", vec![]),
            ("CA 90012 claim WC-2473-88999", vec![]),
        ] {
            let words: Vec<Word> = text.split(' ').map(|word| Word::at(word, [0.0; 4])).collect();
            let all: Vec<String> = days(&words).into_iter().map(|range| joined(&words[range])).collect();
            assert_eq!(all, found, "{text}");
        }
    }
}
