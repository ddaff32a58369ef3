//! What was found on examination.

use super::Scene;
use super::body::{part_near, parts, side_near};
use super::kind::{Exam, FactKind};
use super::pattern::{Pattern, compiled};
use std::ops::Range;
use std::sync::LazyLock;

/// A sign by its normal name and the ways it is written.
const SIGNS: &[(&str, &str)] = &[
    (
        "straight leg raise",
        r"straight[- ]leg[- ]rais(?:e|es|ing)(?: test(?:ing)?)?|slr|lasegue'?s?(?: (?:sign|test))?",
    ),
    ("range of motion", r"ranges? of motion|a?rom"),
    ("flexion", r"(?:forward )?flexion"),
    ("extension", r"(?:hyper)?extension"),
    ("rotation", r"(?:internal |external )?rotation"),
    ("lateral bending", r"(?:lateral|side) (?:bending|flexion|tilt)|bending"),
    ("abduction", r"abduction"),
    ("adduction", r"adduction"),
    ("spasm", r"(?:para(?:spinal|vertebral) )?(?:muscle |muscular )?spasms?"),
    ("tenderness", r"tender(?:ness)?"),
    ("tone", r"(?:muscle |increased )?tone|hypertonic(?:ity)?"),
    ("trigger points", r"trigger points?"),
    ("guarding", r"guarding"),
    ("reflexes", r"(?:deep tendon )?reflex(?:es)?|dtrs?"),
    ("strength", r"(?:motor |muscle |grip )?strength|motor (?:exam(?:ination)?|function|power|testing)"),
    ("sensation", r"sensation|sensory(?: exam(?:ination)?)?|(?:hyp|hypo|dys)esthesia"),
    ("Spurling test", r"spurling'?s?(?: (?:sign|test|maneuver))?"),
    ("Phalen test", r"phalen'?s?(?: (?:sign|test))?"),
    ("Tinel sign", r"tinel'?s?(?: (?:sign|test))?"),
    ("Kemp test", r"kemp'?s?(?: test)?"),
    ("FABER test", r"(?:faber|patrick)'?s?(?: (?:sign|test))?"),
    ("McMurray test", r"mcmurray'?s?(?: (?:sign|test))?"),
    ("Hawkins test", r"hawkins'?(?: (?:sign|test))?"),
    ("Neer test", r"neer'?s?(?: (?:sign|test))?"),
    ("impingement sign", r"impingement (?:sign|test)s?"),
    ("Lachman test", r"lachman'?s?(?: test)?"),
    ("drawer test", r"(?:anterior |posterior )?drawer(?: (?:sign|test))?"),
    ("Finkelstein test", r"finkelstein'?s?(?: test)?"),
    ("Waddell signs", r"waddell'?s?(?: signs?)?"),
    ("facet loading", r"facet (?:loading|stress)(?: (?:maneuver|test))?"),
    ("compression test", r"(?:foraminal |cervical )?compression test"),
    ("drop arm test", r"drop[- ]arm(?: test)?"),
    ("gait", r"gait"),
    ("swelling", r"swelling"),
    ("effusion", r"effusion"),
    ("crepitus", r"crepitus|crepitation"),
    ("atrophy", r"atrophy"),
];

static SIGN: Pattern = LazyLock::new(|| {
    let signs: Vec<String> = SIGNS.iter().map(|(_, ways)| format!("({ways})")).collect();
    compiled(&format!(r"\b(?:{})\b", signs.join("|")))
});

static VALUE: Pattern = LazyLock::new(|| {
    compiled(
        r"(\d{1,3}(?:\.\d)?)(?:\s?/\s?\d{2,3})?\s?(?:degrees?|deg\b|°)|\b([0-5][+-]?)\s?/\s?5\b|\b([0-4]\+)|\b(?:is |are |was |were )?(positive|negative|normal|intact|symmetric(?:al)?|full|limited|restricted|decreased|diminished|reduced|absent|present|painful|equal|antalgic|mild|moderate|severe|within normal limits|weak(?:ness)?|abnormal)\b",
    )
});

static DEGREES: Pattern = LazyLock::new(|| compiled(r"\bat \d{1,3} degrees\b"));

pub(super) fn read(scene: &mut Scene<'_>) {
    let text = scene.text;
    let Some(pattern) = SIGN.as_ref() else {
        return;
    };
    let found: Vec<(Range<usize>, usize)> = pattern
        .captures_iter(text)
        .filter_map(|one| {
            let at = (0..SIGNS.len()).find(|at| one.get(at + 1).is_some())?;
            Some((one.get(0)?.range(), at))
        })
        .collect();
    if found.is_empty() {
        return;
    }
    let mut parts = parts(text);
    // The leg of a straight leg raise is part of the sign.
    parts.retain(|part| !found.iter().any(|(span, _)| part.span.start >= span.start && part.span.end <= span.end));
    for (index, (span, sign)) in found.iter().enumerate() {
        let from = index.checked_sub(1).map_or(0, |at| found[at].0.end);
        let to = found.get(index + 1).map_or(text.len(), |next| next.0.start);
        let value = value(&text[span.end..to]).or_else(|| before(&text[from..span.start]));
        let part = part_near(&parts, span);
        let side = part.and_then(|part| part.side).or_else(|| side_near(text, span));
        let exam =
            Exam { sign: SIGNS[*sign].0.to_owned(), part: part.map(|part| part.name.to_owned()), side, value };
        scene.add(span.clone(), FactKind::Exam(exam));
    }
}

/// The first value in the words after a sign, as far as its clause goes.
fn value(after: &str) -> Option<String> {
    let clause = after.split([';', '.']).next().unwrap_or_default();
    let clause =
        if clause.len() == after.len() || !after[clause.len()..].starts_with(". ") { after } else { clause };
    let found = VALUE.as_ref()?.captures(clause)?;
    let start = found.get(0)?.start();
    if start > 60 {
        return None;
    }
    let value = normal(&found);
    let angle = DEGREES.as_ref().and_then(|pattern| pattern.find(&clause[start..]));
    match angle {
        Some(angle) if found.get(4).is_some() && angle.start() < 40 => Some(format!("{value} {}", angle.as_str())),
        _ => Some(value),
    }
}

/// The last value right before a sign, `decreased sensation`.
fn before(words: &str) -> Option<String> {
    let pattern = VALUE.as_ref()?;
    let found = pattern.captures_iter(words).last()?;
    let end = found.get(0)?.end();
    (words.len() - end < 25 && !words[end..].contains([',', ';'])).then(|| normal(&found))
}

fn normal(found: &regex::Captures<'_>) -> String {
    let group = |at: usize| found.get(at).map(|one| one.as_str().to_lowercase());
    if let Some(degrees) = group(1) {
        return format!("{degrees} degrees");
    }
    if let Some(grade) = group(2) {
        return format!("{grade}/5");
    }
    group(3).or_else(|| group(4)).unwrap_or_default()
}
