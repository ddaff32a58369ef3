//! What recognition loses of small strokes, looked up in the picture: the `1`
//! at the head of a day, without which a report of December goes by February.

use image::GrayImage;
use imr_core::dates::day;
use imr_core::paper::Word;

/// A dot darker than this is ink, thin strokes of pale print among it.
const INK: u8 = 185;

/// Puts right the words of a page, which have their places in dots of the
/// picture.
pub(crate) fn put_right(words: &mut [Word], picture: &GrayImage) {
    for at in 0..words.len() {
        let before = at.checked_sub(1).map_or([0.0; 4], |at| words[at].area);
        head_of_a_day(&mut words[at], before, picture);
    }
}

/// Gives a day the `1` back that stands at its head on the picture, between
/// the word `before` and what was read.
fn head_of_a_day(word: &mut Word, before: [f32; 4], picture: &GrayImage) {
    let text = word.text.trim_end_matches([',', '.', ';', ')']);
    let alone = matches!(text.as_bytes(), [b'0'..=b'2', b'/' | b'-', ..]);
    let plain = text.chars().all(|one| one.is_ascii_digit() || "/-".contains(one));
    if !alone || !plain || day(&format!("1{text}")).is_none() {
        return;
    }
    let [left, top, right, bottom] = word.area;
    let high = bottom - top;
    let around = [left - high * 0.8, top - high * 0.2, right + high * 0.1, bottom + high * 0.2];
    let mut tall: Vec<Blot> =
        blots(picture, around).into_iter().filter(|blot| blot.whole && blot.high() as f32 > high * 0.5).collect();
    tall.sort_by_key(|blot| blot.left);
    let [first, rest @ ..] = tall.as_slice() else { return };
    let of_before = before[1] < bottom && before[3] > top && before[2] > first.left as f32;
    // Left of what was read; or among it, and there is one stroke too many.
    let outside = (first.right as f32) < left + 1.0;
    let too_many = tall.len() == text.matches(|one| one != '-').count() + 1 && !text.starts_with('1');
    if (outside || too_many) && !of_before && first.is_one_beside(rest) {
        word.area[0] = left.min(first.left as f32);
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

    /// Whether it may be a `1` right before these digits: narrow, as high as
    /// the highest, on the same line. A bracket is higher, and a speck is not.
    fn is_one_beside(self, digits: &[Self]) -> bool {
        let Some(next) = digits.first() else { return false };
        let its = digits.iter().map(|one| one.high()).max().unwrap_or(0);
        let lowest = digits.iter().map(|one| one.bottom).max().unwrap_or(0);
        self.wide() * 2 <= self.high()
            && self.high().abs_diff(its) * 6 <= its
            && self.bottom.abs_diff(lowest) * 6 <= its
            && next.left.saturating_sub(self.right) * 2 <= its
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
        // The stroke is the end of the word before.
        let picture = page(&[digits.as_slice(), &[one]].concat());
        assert_eq!(read(&[("Final", [2.0, 30.0, 54.0, 60.0]), ("2/8/13", area)], &picture), "Final 2/8/13");
    }
}
