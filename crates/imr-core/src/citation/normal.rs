//! The normal form of a citation.

use super::page_ranges;
use super::statement::compiled;
use crate::letter::reading::repaired;
use crate::letter::record::{Citation, NormalCitation};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Documents of the schedule by a mark in their name. Those of the second
/// kind are chapters of the ACOEM Practice Guidelines of 2004.
const DOCUMENTS: &[(&str, &str, bool)] = &[
    ("chronic pain", "Chronic Pain Medical Treatment Guidelines", false),
    ("opioid", "Opioids Treatment Guidelines", false),
    ("acupuncture", "Acupuncture Medical Treatment Guidelines", false),
    ("surgical", "Postsurgical Treatment Guidelines", false),
    ("neck", "Neck and Upper Back Complaints", true),
    ("low back", "Low Back Complaints", true),
    ("lower back", "Low Back Complaints", true),
    ("shoulder", "Shoulder Complaints", true),
    ("elbow", "Elbow Complaints", true),
    ("wrist", "Forearm, Wrist, and Hand Complaints", true),
    ("knee", "Knee Complaints", true),
    ("ankle", "Ankle and Foot Complaints", true),
    ("stress", "Stress Related Conditions", true),
    ("eye", "Eye Complaints", true),
    ("approaches", "General Approaches", true),
];

/// Chapters of the Official Disability Guidelines by a mark in their name.
const CHAPTERS: &[(&str, &str)] = &[
    ("neck", "Neck and Upper Back"),
    ("low back", "Low Back"),
    ("lower back", "Low Back"),
    ("lumbar", "Low Back"),
    ("shoulder", "Shoulder"),
    ("elbow", "Elbow"),
    ("carpal", "Carpal Tunnel Syndrome"),
    ("wrist", "Forearm, Wrist, and Hand"),
    ("hand", "Forearm, Wrist, and Hand"),
    ("knee", "Knee and Leg"),
    ("ankle", "Ankle and Foot"),
    ("foot", "Ankle and Foot"),
    ("hip", "Hip and Pelvis"),
    ("head", "Head"),
    ("hernia", "Hernia"),
    ("mental", "Mental Illness and Stress"),
    ("stress", "Mental Illness and Stress"),
    ("pain", "Pain"),
];

/// Names of sections that hold a comma: their first word, and words that go
/// on with it.
const WITH_COMMA: &[(&str, &[&str])] = &[
    ("nsaids", &["gi symptoms", "specific drug", "hypertension"]),
    (
        "opioids",
        &["criteria", "dosing", "specific", "long-term", "dependence", "pain", "screening", "steps", "on-going"],
    ),
    ("tens", &["chronic", "post"]),
    ("ultrasound", &["therapeutic"]),
    ("capsaicin", &["topical"]),
    ("salicylate", &["topical"]),
    ("weaning", &["opioids"]),
    ("forearm", &["wrist"]),
];

static DOCUMENT: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .build(DOCUMENTS.iter().map(|known| known.0))
        .expect("a few short words build")
});

/// The mark that comes first; of two at one place the one listed first.
static CHAPTER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::LeftmostFirst)
        .build(CHAPTERS.iter().map(|known| known.0))
        .expect("a few short words build")
});

/// The first document listed of which a title in lower case has the mark.
fn document(lower: &str) -> Option<(&'static str, &'static str, bool)> {
    DOCUMENT.find_overlapping_iter(lower).map(|mark| mark.pattern().as_usize()).min().map(|at| DOCUMENTS[at])
}

static YEAR: LazyLock<Regex> = LazyLock::new(|| compiled(r"\b((?:19|20)\d\d)\b"));
static BRACKETS: LazyLock<Regex> = LazyLock::new(|| compiled(r"\s*\([^()]*\)"));
static SECTION_WORD: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)\bsections?(?:\(s\))?\b:?\s*"));

/// The form in which a citation compares with others: one spelling of the
/// document, the edition, the sections, and the pages as numbers.
#[must_use]
pub fn normal(citation: &Citation) -> NormalCitation {
    let title = citation.title.as_deref().map(repaired).unwrap_or_default();
    let lower = title.to_lowercase();
    let written_year = YEAR.captures(&title).and_then(|year| year[1].parse().ok());
    let mut source = citation.source.clone();
    let mut edition = written_year;
    let document = match source.as_str() {
        "MTUS" | "ACOEM" => match document(&lower) {
            Some((_, name, chapter))
                if source == "MTUS" || lower.contains("chapter") || written_year == Some(2004) =>
            {
                "MTUS".clone_into(&mut source);
                edition = edition.or_else(|| chapter.then_some(2004));
                Some(name.to_owned())
            }
            _ => plain(&title),
        },
        "ODG" => CHAPTER
            .find(&lower)
            .map(|mark| CHAPTERS[mark.pattern().as_usize()].1.to_owned())
            .or_else(|| plain(&title)),
        _ => plain(&title),
    };
    NormalCitation {
        source,
        document,
        edition,
        sections: citation.section.as_deref().map(sections).unwrap_or_default(),
        pages: citation.pages.as_deref().map(page_ranges).unwrap_or_default(),
    }
}

/// True where two citations point to one document, and to a common page or
/// section where both name any.
#[must_use]
pub fn same_place(a: &NormalCitation, b: &NormalCitation) -> bool {
    if a.source != b.source || a.document != b.document {
        return false;
    }
    let pages = a.pages.iter().any(|p| b.pages.iter().any(|q| p.0 <= q.1 && q.0 <= p.1));
    let sections = a.sections.iter().any(|s| b.sections.contains(s));
    let both_pages = !a.pages.is_empty() && !b.pages.is_empty();
    let both_sections = !a.sections.is_empty() && !b.sections.is_empty();
    pages || sections || !(both_pages || both_sections)
}

/// A title without brackets, and without the break of a line behind a hyphen.
fn plain(title: &str) -> Option<String> {
    let bare = without_brackets(title);
    let joined = if bare.contains("://") { bare.replace("- ", "-") } else { bare.into_owned() };
    let bare = super::trimmed(&joined);
    (!bare.is_empty()).then(|| bare.to_owned())
}

fn without_brackets(text: &str) -> Cow<'_, str> {
    if text.contains('(') { BRACKETS.replace_all(text, "") } else { Cow::Borrowed(text) }
}

/// The sections in one spelling, each once, in their order.
fn sections(section: &str) -> Vec<String> {
    let repaired = repaired(section);
    let bare = without_brackets(&repaired);
    let mut found: Vec<String> = Vec::new();
    for piece in bare.split([',', ';']) {
        let piece = SECTION_WORD.replace_all(piece, "");
        let mut piece = super::trimmed(&piece).to_lowercase();
        if piece.contains('&') {
            piece = piece.replace(" & ", " and ");
        }
        if piece.is_empty() {
            continue;
        }
        if let Some(before) = found.last_mut().filter(|before| goes_on(before, &piece)) {
            before.push_str(", ");
            before.push_str(&piece);
        } else if !found.contains(&piece) {
            found.push(piece);
        }
    }
    found
}

/// True where a piece behind a comma belongs to the name before it.
fn goes_on(before: &str, piece: &str) -> bool {
    if piece.starts_with("& ") {
        return true;
    }
    WITH_COMMA.iter().any(|(first, tails)| before == *first && tails.iter().any(|tail| piece.starts_with(tail)))
}
