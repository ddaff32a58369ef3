//! What recognition loses of small strokes, looked up in the picture: the tail
//! of a comma, which makes a full stop of it and two sentences of one; and the
//! `1` at the head of a day, so that a report of December goes by February.

use image::GrayImage;
use imr_core::dates::day;
use imr_core::paper::Word;

/// A dot darker than this is ink.
const INK: u8 = 128;

/// Puts right the words of a page, which have their places in dots of the
/// picture.
pub(crate) fn put_right(words: &mut [Word], picture: &GrayImage) {
    for at in 0..words.len() {
        let next = words.get(at + 1).map_or("", |word| word.text.as_str());
        // A sentence that begins small is rare, a comma is not.
        let goes_on = !words[at].ends_line && next.starts_with(char::is_lowercase);
        if goes_on && words[at].text.ends_with('.') && has_tail(&words[at], picture) {
            words[at].text.pop();
            words[at].text.push(',');
        }
        head_of_a_day(&mut words[at], picture);
    }
}

/// Whether the mark at the end of a word goes down as that of a comma does.
fn has_tail(word: &Word, picture: &GrayImage) -> bool {
    let [left, top, right, bottom] = word.area;
    let high = bottom - top;
    let near = [left.max(right - high * 0.7), top, right + high * 0.3, bottom + high * 0.4];
    let marks = blots(picture, near).into_iter().filter(|blot| {
        let low = blot.top as f32 > top + high * 0.5 && (blot.top as f32) < bottom;
        low && blot.whole && blot.high() as f32 > high * 0.08
    });
    marks.max_by_key(|blot| blot.right).is_some_and(|mark| mark.high() * 10 >= mark.wide() * TAIL)
}

/// A comma is so many tenths of its width high; a full stop is as high as it
/// is wide.
const TAIL: u32 = 15;

/// Gives a day the `1` back that stands at its head on the picture and was not
/// read: there is one stroke more than it has digits.
fn head_of_a_day(word: &mut Word, picture: &GrayImage) {
    let text = word.text.trim_end_matches([',', '.', ';', ')']);
    let alone = matches!(text.as_bytes(), [b'0'..=b'2', b'/' | b'-', ..]);
    let whole = format!("1{text}");
    if !alone || day(&whole).is_none() || !text.chars().all(|one| one.is_ascii_digit() || "/-".contains(one)) {
        return;
    }
    let [left, top, right, bottom] = word.area;
    let high = bottom - top;
    let around = [left - high * 0.8, top - high * 0.2, right + high * 0.1, bottom + high * 0.2];
    let mut tall: Vec<Blot> =
        blots(picture, around).into_iter().filter(|blot| blot.whole && blot.high() as f32 > high * 0.55).collect();
    tall.sort_by_key(|blot| blot.left);
    let read = text.chars().filter(|one| *one != '-').count() + word.text.matches(')').count();
    if let [first, second, ..] = tall[..]
        && tall.len() == read + 1
        && first.is_one_beside(second)
    {
        word.area[0] = word.area[0].min(first.left as f32);
        word.text.insert(0, '1');
    }
}

/// Dots of ink that hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Blot {
    left: u32,
    top: u32,
    right: u32,
    bottom: u32,
    /// Whether it ends within the place that was looked at.
    whole: bool,
}

impl Blot {
    fn wide(self) -> u32 {
        self.right - self.left + 1
    }

    fn high(self) -> u32 {
        self.bottom - self.top + 1
    }

    /// Whether it may be a `1` right before the digit `other`: narrow, as
    /// high, on the same line. A bracket is higher, and a speck is not.
    fn is_one_beside(self, other: Self) -> bool {
        let (high, its) = (self.high(), other.high());
        let gap = other.left.saturating_sub(self.right);
        self.wide() * 2 <= high
            && high.abs_diff(its) * 8 <= its
            && self.bottom.abs_diff(other.bottom) * 8 <= its
            && gap * 2 <= its
    }
}

/// The blots in a part of the picture.
fn blots(picture: &GrayImage, [left, top, right, bottom]: [f32; 4]) -> Vec<Blot> {
    let within = |side: f32, most: u32| (side.max(0.0) as u32).min(most);
    let (x0, x1) = (within(left, picture.width()), within(right.ceil(), picture.width()));
    let (y0, y1) = (within(top, picture.height()), within(bottom.ceil(), picture.height()));
    let (wide, high) = (x1.saturating_sub(x0), y1.saturating_sub(y0));
    let mut seen = vec![false; (wide * high) as usize];
    let mut found = Vec::new();
    for start in 0..wide * high {
        let (x, y) = (x0 + start % wide, y0 + start / wide);
        if seen[start as usize] || picture.get_pixel(x, y).0[0] >= INK {
            continue;
        }
        seen[start as usize] = true;
        let mut blot = Blot { left: x, top: y, right: x, bottom: y, whole: true };
        let mut open = vec![(x, y)];
        while let Some((x, y)) = open.pop() {
            blot.left = blot.left.min(x);
            blot.right = blot.right.max(x);
            blot.bottom = blot.bottom.max(y);
            blot.whole &= x > x0 && x + 1 < x1 && y > y0 && y + 1 < y1;
            for (x, y) in beside(x, y, [x0, y0, x1, y1]) {
                let at = ((y - y0) * wide + (x - x0)) as usize;
                if !seen[at] && picture.get_pixel(x, y).0[0] < INK {
                    seen[at] = true;
                    open.push((x, y));
                }
            }
        }
        found.push(blot);
    }
    found
}

/// The eight dots around one, within bounds.
fn beside(x: u32, y: u32, [x0, y0, x1, y1]: [u32; 4]) -> impl Iterator<Item = (u32, u32)> {
    let columns = x.saturating_sub(1).max(x0)..(x + 2).min(x1);
    columns.flat_map(move |x| (y.saturating_sub(1).max(y0)..(y + 2).min(y1)).map(move |y| (x, y)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    /// A page with black boxes: left, top, right, bottom.
    fn page(boxes: &[[u32; 4]]) -> GrayImage {
        GrayImage::from_fn(400, 100, |x, y| {
            let ink = boxes
                .iter()
                .any(|[left, top, right, bottom]| (*left..*right).contains(&x) && (*top..*bottom).contains(&y));
            Luma([if ink { 0 } else { 255 }])
        })
    }

    fn read(words: &[(&str, [f32; 4])], picture: &GrayImage) -> String {
        let mut words: Vec<Word> = words.iter().map(|(text, area)| Word::at(*text, *area)).collect();
        put_right(&mut words, picture);
        words.into_iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_mark_that_goes_below_the_line_is_a_comma() {
        let letters = [20, 30, 94, 60];
        let (stop, comma) = ([96, 54, 102, 60], [96, 54, 102, 68]);
        let word = [20.0, 30.0, 102.0, 60.0];
        let next = [120.0, 40.0, 160.0, 60.0];
        for (mark, next_word, whole) in [
            (comma, "to", "wrist, to"),
            (stop, "to", "wrist. to"),
            // A sentence begins there, and another mark was meant.
            (comma, "To", "wrist. To"),
        ] {
            let picture = page(&[letters, mark]);
            assert_eq!(read(&[("wrist.", word), (next_word, next)], &picture), whole);
        }
    }

    #[test]
    fn a_stroke_before_a_day_is_a_one_that_was_not_read() {
        // 2/8/13 as six boxes, and what may stand before it.
        let digits: Vec<[u32; 4]> = (0..6).map(|at| [60 + at * 20, 30, 74 + at * 20, 60]).collect();
        let area = [60.0, 30.0, 174.0, 60.0];
        let (one, bracket, speck, far) = ([44, 30, 54, 60], [44, 24, 54, 66], [44, 50, 50, 60], [12, 30, 22, 60]);
        for (stroke, text, whole) in [
            (one, "2/8/13", "12/8/13"),
            (bracket, "2/8/13", "2/8/13"),
            (speck, "2/8/13", "2/8/13"),
            (far, "2/8/13", "2/8/13"),
            // There is no such month.
            (one, "3/8/13", "3/8/13"),
            (one, "2/8/1x", "2/8/1x"),
        ] {
            let picture = page(&[digits.as_slice(), &[stroke]].concat());
            assert_eq!(read(&[(text, area)], &picture), whole, "{stroke:?}");
        }
        assert_eq!(read(&[("2/8/13", area)], &page(&digits)), "2/8/13");
    }
}
