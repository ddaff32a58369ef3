//! Parts of the body, their sides, and levels of the spine.

use super::kind::{Side, sided};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::Table;
use std::ops::Range;
use std::sync::LazyLock;

/// A part of the body named in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Where it stands, its side included.
    pub(super) span: Range<usize>,
    pub(super) name: &'static str,
    pub(super) side: Option<Side>,
}

impl Part {
    /// With its side.
    pub(super) fn full(&self) -> String {
        sided(self.side, self.name)
    }
}

const EXERCISES: [&str; 8] = ["raise", "press", "curl", "shrug", "slide", "squeeze", "roll", "circles"];

/// Every part named, from left to right.
pub(super) fn parts(scene: &Scene<'_>) -> Vec<Part> {
    let text = scene.folded;
    let mut all: Vec<Part> = Vec::new();
    for mark in scene.marks.of(Table::Part) {
        let before = &text[..mark.span.start];
        let word = &text[mark.span.clone()];
        let of_length = || before.trim_end().ends_with(|c: char| c.is_ascii_digit()) || before.ends_with("a ");
        if matches!(word, "foot" | "feet") && of_length() {
            continue;
        }
        let after = text[mark.span.end..].trim_start();
        if (word == "back" && (moves(before) || is_way(before, after, all.is_empty())))
            || (word.starts_with("hand") && is_use(before, after))
        {
            continue;
        }
        // What is worn need not hurt: `knee brace`.
        if DEVICES.iter().any(|device| after.starts_with(device)) {
            continue;
        }
        // An exercise names a part that need not hurt: `heel raises`.
        let next = text[mark.span.end..].trim_start();
        if EXERCISES.iter().any(|word| next.starts_with(word)) && !next.starts_with("raise test") {
            continue;
        }
        let (side, start) = side_before(before);
        let after = after.trim_start_matches([' ', ',']);
        let side = side.or_else(|| side_of(after.split([' ', '.', ',', ';', ')']).next().unwrap_or_default()));
        all.push(Part { span: start..mark.span.end, name: mark.name, side });
    }
    all
}

const DEVICES: [&str; 9] =
    ["brace", "splint", "sleeve", "sling", "immobilizer", "corset", "orthosis", "orthotic", "support belt"];

/// `Back in 2008`, `to the mailbox and back`: the way back.
fn is_way(before: &str, after: &str, first: bool) -> bool {
    const WAYS: [&str; 8] = ["in 19", "in 20", "to ", "at ", "from ", "for ", "on her", "on his"];
    const HURTS: [&str; 10] =
        ["pain", "ache", "aching", "spasm", "symptom", "complaint", "strain", "injur", "problem", "discomfort"];
    const OWN: [&str; 16] = [
        "the", "his", "her", "my", "their", "low", "lower", "upper", "mid", "entire", "whole", "of", "in", "and",
        "'s", "the,",
    ];
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let owned = OWN.contains(&last) || last.ends_with("'s");
    (!owned && WAYS.iter().any(|way| after.starts_with(way)))
        || (last == "and" && first && !HURTS.iter().any(|word| after.starts_with(word)))
}

/// `By hand`, `right hand dominant`: how a hand is used.
fn is_use(before: &str, after: &str) -> bool {
    ["by ", "on the other ", "second ", "first "].iter().any(|word| before.ends_with(word))
        || ["dominan", "held", "out ", "off "].iter().any(|word| after.starts_with(word))
}

/// `comes back`, `sit back`: no part of the body.
fn moves(before: &str) -> bool {
    const MOVES: [&str; 44] = [
        "demonstrated",
        "given",
        "gave",
        "read",
        "sat",
        "sit",
        "lean",
        "leaned",
        "followed",
        "cut",
        "come",
        "comes",
        "came",
        "coming",
        "go",
        "goes",
        "went",
        "going",
        "gone",
        "get",
        "gets",
        "got",
        "getting",
        "return",
        "returns",
        "returned",
        "call",
        "calls",
        "called",
        "bring",
        "brought",
        "send",
        "sent",
        "hold",
        "held",
        "move",
        "moved",
        "step",
        "stepped",
        "put",
        "report",
        "date",
        "dates",
        "is",
    ];
    before.trim_end().rsplit(' ').next().is_some_and(|word| MOVES.contains(&word))
}

/// The side right before a part, and where the words of both begin.
pub(super) fn side_before(before: &str) -> (Option<Side>, usize) {
    let mut rest = before.trim_end();
    for _ in 0..2 {
        let bare = rest.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '.');
        let start = bare.len();
        let word = &rest[start..];
        if let Some(side) = side_of(word) {
            return (Some(side), start);
        }
        // One word may stand between: `left medial knee`.
        if word.is_empty() || word.ends_with('.') {
            break;
        }
        rest = rest[..start].trim_end_matches(' ');
    }
    (None, before.len())
}

fn side_of(word: &str) -> Option<Side> {
    match word {
        "left" | "lt" | "lt." | "l." | "(l)" | "l" => Some(Side::Left),
        "right" | "rt" | "rt." | "r." | "(r)" | "r" => Some(Side::Right),
        // As scans give them.
        "jeft" | "ieft" | "1eft" | "lefi" | "lett" | "leit" | "lef" => Some(Side::Left),
        "riqht" | "rignt" | "rlght" | "r1ght" | "nght" | "righi" => Some(Side::Right),
        "bilateral" | "bilaterally" | "both" | "b/l" | "bilat" | "bilat." | "bil" => Some(Side::Both),
        _ => None,
    }
}

static SIDE: Pattern = LazyLock::new(|| compiled(r"\b(left|right|bilateral(?:ly)?|both)\b"));

/// The side named nearest to a place, before or after it, within a few words.
pub(super) fn side_near(text: &str, span: &Range<usize>) -> Option<Side> {
    let nearest = SIDE.as_ref()?.find_iter(text).min_by_key(|found| distance(&found.range(), span))?;
    if distance(&nearest.range(), span) < 40 { side_of(&nearest.as_str().to_ascii_lowercase()) } else { None }
}

/// How many bytes lie between two places.
pub(super) fn distance(one: &Range<usize>, other: &Range<usize>) -> usize {
    if one.end <= other.start { other.start - one.end } else { one.start.saturating_sub(other.end) }
}

/// The part named nearest to a place; what stands before it is preferred.
pub(super) fn part_near<'a>(parts: &'a [Part], span: &Range<usize>) -> Option<&'a Part> {
    parts.iter().min_by_key(|part| {
        let far = distance(&part.span, span);
        if part.span.start <= span.start { far } else { far + 8 }
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
