//! Which pictures of a page have to be recognized: the whole page where it is
//! a scan, or the pictures on it that may hold text.

use super::ink::{Ink, MOST_PICTURES, UNKNOWN};
use hayro_interpret::kurbo::Rect;
use imr_core::paper::Word;

/// What has to be recognized.
pub(crate) enum Wanted {
    /// Nothing: the page has its words.
    Nothing,
    /// The page; what is recognized takes the place of what was read.
    Page,
    /// Pictures on the page, at these places; what is recognized is added.
    Pictures(Vec<[f32; 4]>),
}

/// What is said of a page with pictures until they are recognized.
pub(crate) const PICTURES: &str = "the page has a picture that may hold text, and it has not been recognized (OCR)";

/// The same of one whose picture is not whole, recognized or not.
pub(crate) const CUT_PICTURE: &str =
    "a picture on the page is damaged or breaks off; compare the page with another copy";

/// What pictures of a page without words take up at least where it is a scan,
/// as a share of the page.
const SCAN: f64 = 0.2;

/// A page of which pictures take up so much, and that has fewer words than
/// [`FEW`], is a scan on which somebody stamped a number or a line of a fax.
const MOSTLY: f64 = 0.5;
const FEW: usize = 30;

/// Pictures that take up less of a page are logos, stamps and lines.
const LOGO: f64 = 0.05;

/// Hidden words on pictures from which on they have been recognized already.
const LAYER: usize = 8;

/// Of the hidden words of a scan so many of ten look like words, or they are
/// rubbish.
const SOUND_OF_TEN: usize = 6;

/// A page without words that is drawn with more strokes than this may be
/// text turned into outlines.
const MOST_LINES_OF_A_FORM: usize = 200;

/// Marks hidden words as concealed that no picture shows: they are no layer
/// of recognized text. Nor are they where type was turned into outlines.
pub(super) fn conceal(ink: &Ink, words: &mut [Word]) {
    if ink.drawn > MOST_LINES_OF_A_FORM || ink.pictures.len() >= MOST_PICTURES {
        return;
    }
    for word in words.iter_mut().filter(|word| word.hidden) {
        word.concealed |= !ink.pictures.iter().any(|area| area.contains(middle(word)));
    }
}

/// What of a page of this size has to be recognized, and what is said of it
/// until it is.
pub(super) fn wanted(ink: &Ink, words: &[Word], (width, height): (f32, f32)) -> Option<(Wanted, &'static str)> {
    let page = Rect::new(0.0, 0.0, width.into(), height.into());
    let fine: Vec<Rect> =
        ink.fine.iter().map(|area| area.intersect(page)).filter(|area| area.area() > 1.0).collect();
    let may_hold_text = fine.iter().map(|area| area.area()).sum::<f64>() > LOGO * page.area();
    // What is concealed says nothing of the page.
    let words: Vec<&Word> = words.iter().filter(|word| !word.concealed).collect();
    if words.is_empty() {
        let why = "the page is a picture without text, and it has not been recognized (OCR)";
        let is_scan = ink.picture > SCAN * page.area() || may_hold_text;
        return (is_scan || ink.drawn > MOST_LINES_OF_A_FORM).then_some((Wanted::Page, why));
    }
    let hidden = || words.iter().copied().filter(|word| word.hidden);
    let mostly = ink.picture > MOSTLY * page.area();
    if words.len() < FEW && mostly {
        let why = "the page is a picture with a few words of text, and it has not been recognized (OCR)";
        return Some((Wanted::Page, why));
    }
    if mostly && words.len() - hidden().count() < FEW && hidden().count() >= LAYER && is_rubbish(hidden()) {
        let why =
            "the page is a picture, and the text behind it is no text of it; it has not been recognized (OCR)";
        return Some((Wanted::Page, why));
    }
    let all = words.iter().flat_map(|word| word.text.chars());
    let unknown = all.clone().filter(|one| *one == UNKNOWN).count();
    if unknown * 20 > all.count() {
        let why =
            "the file does not say which letters many of its characters are; compare the page with its picture";
        return Some((Wanted::Page, why));
    }
    let recognized = hidden().filter(|word| fine.iter().any(|area| area.contains(middle(word)))).count();
    (may_hold_text && recognized < LAYER).then(|| {
        let places = fine.iter().map(|area| [area.x0, area.y0, area.x1, area.y1].map(|side| side as f32));
        (Wanted::Pictures(places.collect()), PICTURES)
    })
}

fn middle(word: &Word) -> (f64, f64) {
    let [left, top, right, bottom] = word.area.map(f64::from);
    (f64::midpoint(left, right), f64::midpoint(top, bottom))
}

/// Whether few of some words look like words: a vowel among not too many
/// other letters, or a number.
fn is_rubbish<'w>(words: impl Iterator<Item = &'w Word>) -> bool {
    let (mut sound, mut all) = (0, 0);
    for word in words {
        let bare = word.text.trim_matches(|one: char| !one.is_alphanumeric()).to_lowercase();
        all += 1;
        sound += usize::from(is_sound(&bare));
    }
    sound * 10 < all * SOUND_OF_TEN
}

fn is_sound(bare: &str) -> bool {
    let vowels = bare.chars().filter(|one| !one.is_ascii() || "aeiouy".contains(*one)).count();
    let consonants = bare.split(|one: char| !one.is_ascii() || "aeiouy".contains(one)).map(str::len).max();
    let number = bare.chars().any(|one| one.is_ascii_digit());
    number || (vowels > 0 && consonants.unwrap_or(0) <= 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rubbish_is_told_from_words() {
        let rubbish = |text: &str| {
            let words: Vec<Word> = text.split(' ').map(|word| Word::at(word, [0.0; 4])).collect();
            is_rubbish(words.iter())
        };
        assert!(rubbish("xq zzrt lkj wvb qqp xq zzrt lkj"));
        assert!(!rubbish("The patient was seen on 03/04/2015, Dr. L. Smith, M.D., for lumbar strength"));
    }
}
