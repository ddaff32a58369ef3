//! Puts what the fields of a form hold, and remarks, among the letters of a
//! page, about where a viewer would.

use super::fields::{Field, Filled, Says};
use super::ink::Glyph;
use super::sign::Sign;
use super::turn::Turn;
use super::words::{self, Piece};
use hayro_interpret::TransformExt;
use hayro_interpret::kurbo::Point;
use hayro_syntax::object::Rect;
use hayro_syntax::page::Page;
use imr_core::paper::{FORM_DIFFERS, Word};

/// How far a caption stands from its box at most, in points.
const CAPTION: f32 = 40.0;

/// From so many letters on a text that is shown in part is the same text.
const LONG: usize = 40;

/// A box on the page: left, top, right and bottom.
type Area = [f32; 4];

/// Puts in what the fields hold. The letters from `annotated` on are those of
/// the annotations. Where something else is drawn than is held, both are put
/// in: nobody knows which of them was meant.
pub(super) fn fill(page: &Page<'_>, filled: &Filled, glyphs: &mut Vec<Glyph>, annotated: usize) {
    let mut more: Vec<Glyph> = Vec::new();
    let mut stale = vec![false; glyphs.len()];
    for field in &filled.fields {
        let area = placed(page, field.area);
        let within = |(index, glyph): &(usize, &Glyph)| *index >= annotated && is_within(glyph, area);
        let shown: Vec<usize> = glyphs.iter().enumerate().filter(within).map(|(index, _)| index).collect();
        match &field.says {
            Says::Text(text) | Says::Choice(text) if text.trim().is_empty() => {}
            Says::Text(text) | Says::Choice(text) => {
                let mut drawn = String::new();
                shown.iter().for_each(|index| glyphs[*index].sign.push_to(&mut drawn));
                if field.drawn && is_same(text, &drawn) {
                    continue;
                }
                let all = matches!(field.says, Says::Choice(_)) && shows(text, &drawn);
                let mut held = lines(text, area);
                if field.drawn && !filled.anew && !all {
                    let drawn = words::gather(shown.iter().map(|index| &glyphs[*index]));
                    held.extend(otherwise(&drawn, held.last(), area));
                }
                shown.iter().for_each(|index| stale[*index] = true);
                more.extend(held);
            }
            Says::Mark(on, _) if field.drawn && (!on || !shown.is_empty()) => {}
            Says::Mark(..) => more.extend(mark(field, area, glyphs)),
        }
    }
    if stale.contains(&true) {
        let mut stale = stale.into_iter();
        glyphs.retain(|_| stale.next() != Some(true));
    }
    glyphs.extend(more);
    for remark in filled.remarks.iter().filter(|remark| remark.open) {
        glyphs.extend(lines(&remark.text, placed(page, remark.area)));
    }
}

/// What is drawn in place of a value, behind the value.
fn otherwise(drawn: &[Piece], value: Option<&Glyph>, [_, _, right, _]: Area) -> Option<Glyph> {
    let drawn: Vec<&str> = drawn.iter().map(|piece| piece.text.as_str()).collect();
    let drawn = if drawn.is_empty() { "nothing".to_owned() } else { drawn.join(" ") };
    let value = value?;
    let left = value.left + value.width + value.em * 0.3;
    // A word has no blank; this one has, so that nothing comes between.
    let sign = Sign::Several(format!("{FORM_DIFFERS} {drawn}]").into());
    Some(glyph(sign, left, value.base, (right - left).max(value.em * 0.5), value.em))
}

/// The words of remarks that stand behind a sign, set apart.
pub(super) fn remarks(page: &Page<'_>, filled: &Filled) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for remark in filled.remarks.iter().filter(|remark| !remark.open) {
        let area = placed(page, remark.area);
        let text = format!("[Note: {}]", remark.text.trim());
        words.extend(text.split_whitespace().map(|word| Word::at(word, area)));
        if let Some(last) = words.last_mut() {
            (last.ends_line, last.ends_block) = (true, true);
        }
    }
    words
}

fn placed(page: &Page<'_>, area: Rect) -> Area {
    let matrix = page.initial_transform(true).to_kurbo();
    let (one, other) = (matrix * Point::new(area.x0, area.y0), matrix * Point::new(area.x1, area.y1));
    let [left, top] = [one.x.min(other.x), one.y.min(other.y)];
    let [right, bottom] = [one.x.max(other.x), one.y.max(other.y)];
    [left, top, right, bottom].map(|side| side as f32)
}

fn is_within(glyph: &Glyph, [left, top, right, bottom]: Area) -> bool {
    let (x, y) = (glyph.left + glyph.width / 2.0, glyph.base - glyph.em * 0.3);
    let [x, y, ..] = glyph.turn.upright([x, y, x, y]);
    (left..=right).contains(&x) && (top..=bottom).contains(&y)
}

/// Whether what was chosen is among what is drawn: a list shows what was not
/// chosen as well.
fn shows(chosen: &str, drawn: &str) -> bool {
    let drawn = bare(drawn);
    chosen.lines().all(|line| drawn.contains(&bare(line)))
}

fn bare(text: &str) -> String {
    text.chars().filter(|one| one.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether what is drawn is what is held, but for blanks, marks and the form
/// of a number or a date.
fn is_same(held: &str, drawn: &str) -> bool {
    let (bare_held, bare_drawn) = (bare(held), bare(drawn));
    // Of a long text only what has room is drawn.
    let part = || bare_drawn.len() >= LONG && bare_held.contains(&bare_drawn);
    bare_held == bare_drawn || part() || is_same_number(held, drawn) || is_same_day(&bare_held, &bare_drawn)
}

fn is_same_number(one: &str, other: &str) -> bool {
    let number = |text: &str| -> Option<f64> {
        let plain: String = text.chars().filter(|one| !matches!(one, '$' | '%' | ',' | ' ')).collect();
        plain.parse().ok()
    };
    // What is shown may be rounded.
    number(one).zip(number(other)).is_some_and(|(one, other)| (one - other).abs() < 0.01)
}

/// The same digits of a day, in another order or with another year.
fn is_same_day(one: &str, other: &str) -> bool {
    let digits = |text: &str| {
        let mut digits: Vec<char> = text.chars().collect();
        digits.sort_unstable();
        digits.iter().all(char::is_ascii_digit).then_some(digits).filter(|digits| digits.len() == 8)
    };
    digits(one).is_some_and(|all| digits(other) == Some(all))
}

/// Sets a text in a box, line by line.
fn lines(text: &str, [left, top, _, bottom]: Area) -> Vec<Glyph> {
    let lines: Vec<&str> = text.split(['\r', '\n']).filter(|line| !line.trim().is_empty()).collect();
    let step = (bottom - top) / lines.len().max(1) as f32;
    let em = (step * 0.7).clamp(1.0, 11.0);
    let mut glyphs = Vec::new();
    for (row, line) in lines.into_iter().enumerate() {
        let base = top + step * (row as f32 + 0.5) + em * 0.3;
        glyphs.extend(line_of(line, left + 2.0, base, em));
    }
    glyphs
}

fn line_of(line: &str, left: f32, base: f32, em: f32) -> Vec<Glyph> {
    let mut at = left;
    let mut glyphs = Vec::new();
    for word in line.split_whitespace() {
        let width = word.chars().count() as f32 * em * 0.5;
        glyphs.push(glyph(Sign::of(word), at, base, width, em));
        at += width + em * 0.3;
    }
    glyphs
}

/// Sets a tick, on the line of its caption. Where nothing stands beside it
/// the caption that the file has for it is set too.
fn mark(field: &Field, area: Area, glyphs: &[Glyph]) -> Vec<Glyph> {
    let Says::Mark(on, caption) = &field.says else { return Vec::new() };
    let [left, top, right, bottom] = area;
    let beside = |glyph: &&Glyph| {
        let line = (top - 1.0..=bottom + 3.0).contains(&glyph.base);
        let after = (right - 1.0..right + CAPTION).contains(&glyph.left);
        let before = (left - CAPTION..left + 1.0).contains(&(glyph.left + glyph.width));
        glyph.turn == Turn::None && glyph.veil.is_none() && line && (after || before)
    };
    let near = glyphs.iter().find(beside);
    let em = near.map_or(((bottom - top) * 0.7).clamp(1.0, 11.0), |near| near.em);
    let base = near.map_or((top + bottom) / 2.0 + em * 0.3, |near| near.base);
    let width = (right - left).clamp(1.0, em * 1.5);
    let sign = if *on { "[x]" } else { "[ ]" };
    // A word has no blank; this one has.
    let sign = Sign::Several(sign.into());
    let mut set = vec![glyph(sign, left, base, width, em), glyph(Sign::Blank, left + width, base, 0.0, em)];
    if let (None, Some(caption)) = (near, caption) {
        set.extend(line_of(caption, left + width + em * 0.3, base, em));
    }
    set
}

fn glyph(sign: Sign, left: f32, base: f32, width: f32, em: f32) -> Glyph {
    Glyph {
        sign,
        closed: false,
        left,
        base,
        width,
        em,
        turn: Turn::None,
        tilt: 0.0,
        veil: None,
        under: 0,
        tag: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_the_value_in_another_form_or_something_else() {
        for (held, shown) in [
            ("1234.5", "$1,234.50"),
            ("2014-06-02", "06/02/2014"),
            ("Lumbar spine", "LUMBAR SPINE"),
            ("spine", "sp ine"),
        ] {
            assert!(is_same(held, shown), "{held} {shown}");
        }
        for (held, shown) in [("50", "5"), ("Lumbar", "Cervical"), ("06/02/2014", "06/03/2014"), ("", "x")] {
            assert!(!is_same(held, shown), "{held} {shown}");
        }
    }
}
