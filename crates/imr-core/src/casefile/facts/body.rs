//! Parts of the body, their sides, and levels of the spine.

use super::kind::Side;
use super::pattern::{Pattern, compiled};
use std::ops::Range;
use std::sync::LazyLock;

/// A part of the body named in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) span: Range<usize>,
    pub(super) name: &'static str,
    pub(super) side: Option<Side>,
}

/// The ways a part is named, and its normal name.
const PARTS: &[(&str, &str)] = &[
    ("cervical spine", r"cervical(?: spine)?|c-?spine|neck"),
    ("thoracic spine", r"thoracic(?: spine)?|t-?spine|mid-?\s?back|upper back"),
    ("lumbar spine", r"lumbar(?: spine)?|lumbosacral(?: spine)?|l-?spine|l/s spine|low(?:er)?[ -]?back|back"),
    ("sacroiliac joint", r"sacroiliac(?: joints?)?|si joints?"),
    ("shoulder", r"shoulders?|rotator cuff|trapez(?:ius|ii)"),
    ("elbow", r"elbows?|epicondyles?"),
    ("wrist", r"wrists?|carpal"),
    ("hand", r"hands?|fingers?|thumbs?"),
    ("hip", r"hips?"),
    ("knee", r"knees?|patell(?:a|ar)|menisc(?:us|al)"),
    ("ankle", r"ankles?|achilles"),
    ("foot", r"foot|feet|toes?|heels?|plantar"),
    ("upper extremity", r"upper extremit(?:y|ies)|(?:upper )?arms?|forearms?"),
    ("lower extremity", r"lower extremit(?:y|ies)|legs?|thighs?|cal(?:f|ves)"),
    ("head", r"head"),
    ("jaw", r"jaw|tmj"),
    ("chest", r"chest|ribs?"),
    ("abdomen", r"abdomen|abdominal"),
    ("groin", r"groin|inguinal"),
    ("buttock", r"buttocks?|gluteal"),
];

static PATTERN: Pattern = LazyLock::new(|| {
    let parts: Vec<String> = PARTS.iter().map(|(_, ways)| format!("({ways})")).collect();
    compiled(&format!(
        r"\b(?:(left|right|bilateral|both|l\.|r\.|lt\.?|rt\.?)[ -]+(?:\w+ )?)?(?:{})\b",
        parts.join("|")
    ))
});

/// Every part named, from left to right.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let Some(pattern) = PATTERN.as_ref() else {
        return Vec::new();
    };
    pattern
        .captures_iter(text)
        .filter_map(|found| {
            let at = (0..PARTS.len()).find(|at| found.get(at + 2).is_some())?;
            let span = found.get(0)?.range();
            let side = found.get(1).map(|side| side_of(side.as_str())).or_else(|| bilaterally(text, span.end));
            Some(Part { span, name: PARTS[at].0, side })
        })
        .collect()
}

fn bilaterally(text: &str, from: usize) -> Option<Side> {
    let rest = text.get(from..)?.trim_start();
    rest.get(..11).is_some_and(|word| word.eq_ignore_ascii_case("bilaterally")).then_some(Side::Both)
}

fn side_of(word: &str) -> Side {
    match word.as_bytes().first() {
        Some(b'l' | b'L') => Side::Left,
        Some(b'r' | b'R') => Side::Right,
        _ => Side::Both,
    }
}

static SIDE: Pattern = LazyLock::new(|| compiled(r"\b(left|right|bilateral(?:ly)?|both)\b"));

/// The side named nearest to a place, before or after it, within a few words.
pub(super) fn side_near(text: &str, span: &Range<usize>) -> Option<Side> {
    let pattern = SIDE.as_ref()?;
    let distance = |found: &Range<usize>| {
        if found.end <= span.start { span.start - found.end } else { found.start.saturating_sub(span.end) }
    };
    let nearest = pattern.find_iter(text).min_by_key(|found| distance(&found.range()))?;
    (distance(&nearest.range()) < 40).then(|| side_of(nearest.as_str()))
}

/// The part named nearest to a place; what stands before it is preferred.
pub(super) fn part_near<'a>(parts: &'a [Part], span: &Range<usize>) -> Option<&'a Part> {
    parts.iter().min_by_key(|part| {
        if part.span.start <= span.start {
            span.start.saturating_sub(part.span.end)
        } else {
            part.span.start.saturating_sub(span.end) + 8
        }
    })
}

static LEVEL: Pattern = LazyLock::new(|| {
    compiled(r"\b([CTL])(\d{1,2})\s?(?:-|/|to|through|–)\s?(?:([CTLS])\s?-?)?(\d{1,2})\b|\b([CTL])(\d{1,2})\b")
});

/// Levels of the spine in normal form, `L4-5`, `L5-S1`.
pub(super) fn levels(text: &str) -> Vec<String> {
    let Some(pattern) = LEVEL.as_ref() else {
        return Vec::new();
    };
    let mut levels: Vec<String> = Vec::new();
    for found in pattern.captures_iter(text) {
        let part = |at: usize| found.get(at).map(|one| one.as_str().to_uppercase());
        let level = match (part(1), part(2), part(3), part(4)) {
            (Some(first), Some(from), second, Some(to)) => match second.filter(|second| *second != first) {
                Some(second) => format!("{first}{from}-{second}{to}"),
                None => format!("{first}{from}-{to}"),
            },
            _ => format!("{}{}", part(5).unwrap_or_default(), part(6).unwrap_or_default()),
        };
        if !levels.contains(&level) {
            levels.push(level);
        }
    }
    levels
}
