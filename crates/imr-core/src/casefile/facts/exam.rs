//! What was found on examination.

use super::body::{Part, distance, part_near, parts, side_near};
use super::kind::{Exam, FactKind};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::{Mark, Table};
use crate::casefile::{Kind, Section};
use std::ops::Range;
use std::sync::LazyLock;

/// What is measured, and is neither there nor absent.
const MEASURED: [&str; 11] = [
    "range of motion",
    "flexion",
    "extension",
    "rotation",
    "lateral bending",
    "abduction",
    "adduction",
    "strength",
    "sensation",
    "reflexes",
    "gait",
];

/// Signs that a patient complains of as well as they are found.
const FELT: [&str; 5] = ["sensation", "strength", "swelling", "spasm", "tenderness"];

static NUMBER: Pattern = LazyLock::new(|| {
    compiled(
        r"(\d{1,3}(?:\.\d)?)(?:\s?/\s?\d{2,3})?\s?(?:degrees?|deg\b|°)|\b([0-5][+-]?)\s?(?:/|out of|of)\s?5\b|\b([0-4]\+)",
    )
});
static GRADE: Pattern = LazyLock::new(|| compiled(r"\b[0-5][+-]?\s?(?:/|out of|of)\s?5\b"));
/// A share that motion has lost, or that is left of it.
static SHARE: Pattern = LazyLock::new(|| compiled(r"\b(\d{1,3})\s?(?:%|percent\b)"));
static DEGREES: Pattern = LazyLock::new(|| compiled(r"\bat \d{1,3} degrees\b"));

pub(super) fn read(scene: &mut Scene<'_>) {
    // What was found by a study is told with it.
    let shown = scene.marks.has(Table::Finding) || scene.marks.has(Table::Study) || scene.marks.has(Table::Nerve);
    let studied = scene.section() == Section::Studies || scene.carried.study.is_some();
    let of_study = matches!(scene.kind, Kind::Imaging | Kind::Electrodiagnostics | Kind::Laboratory);
    if of_study || (studied && shown) {
        return;
    }
    let mut signs: Vec<Mark> = scene.marks.of(Table::Sign).cloned().collect();
    signs.extend(full_motion(scene.text));
    signs.extend(palpated(scene));
    signs.extend(graded(scene));
    signs.sort_by_key(|sign| sign.span.start);
    let mut parts = parts(scene);
    // The leg of a straight leg raise is part of the sign.
    parts.retain(|part| {
        !signs.iter().any(|sign| part.span.start >= sign.span.start && part.span.end <= sign.span.end)
    });
    for (index, sign) in signs.iter().enumerate() {
        let from = index.checked_sub(1).map_or(0, |at| signs[at].span.end);
        let to = signs.get(index + 1).map_or(scene.text.len(), |next| next.span.start);
        if let Some(exam) = exam(scene, sign, &parts, from..to) {
            add(scene, sign, exam);
        }
    }
}

/// `FROM` in capitals is a full range of motion.
fn full_motion(text: &str) -> Option<Mark> {
    let at = text.find("FROM")?;
    let ends = text[at + 4..].chars().next().is_none_or(|next| !next.is_alphanumeric());
    let is_word = ends && (at == 0 || text[..at].ends_with([' ', ':']));
    (is_word && text.contains(char::is_lowercase)).then(|| Mark { span: at..at + 4, name: "range of motion" })
}

/// Pain on palpation is tenderness, in whatever order it is told.
fn palpated(scene: &Scene<'_>) -> Option<Mark> {
    let is_told = scene.marks.named(Table::Sign, "tenderness").is_some();
    let palpation = scene.folded.contains("palpation") || scene.folded.contains("palpated");
    let hurts = scene.marks.of(Table::Symptom).find(|mark| mark.name == "pain")?;
    (palpation && !is_told).then(|| Mark { span: hurts.span.clone(), name: "tenderness" })
}

/// A grade of five of muscles is their strength, by whatever word it is told.
fn graded(scene: &Scene<'_>) -> Option<Mark> {
    const OF_MUSCLES: [&str; 9] =
        ["weak", "strong", "muscle", "resist", "power", "push", "against", "gives way", "giving way"];
    if scene.section() != Section::Examination || scene.marks.named(Table::Sign, "strength").is_some() {
        return None;
    }
    let found = GRADE.as_ref()?.find(scene.text)?;
    OF_MUSCLES
        .iter()
        .any(|word| scene.folded.contains(word))
        .then(|| Mark { span: found.range(), name: "strength" })
}

fn exam(scene: &mut Scene<'_>, sign: &Mark, parts: &[Part], reach: Range<usize>) -> Option<Exam> {
    let measured = MEASURED.contains(&sign.name);
    let told = matches!(scene.section(), Section::PresentIllness | Section::PastHistory | Section::FamilyHistory);
    let felt_only = FELT.contains(&sign.name) && told;
    let value = value(scene, sign, &reach).map(|value| turned(scene, value));
    let part = part_near(parts, &sign.span);
    if measured && value.is_none() {
        return None;
    }
    // A walk into the room that is normal turns nothing.
    let outcome = value.as_ref().map(|one| one.outcome);
    if sign.name == "gait" && outcome != Some("antalgic") {
        return None;
    }
    if felt_only && measured && value.as_ref().is_none_or(|one| !one.is_number) {
        return None;
    }
    let result = if measured { outcome.map(|outcome| result(sign.name, outcome)) } else { None };
    Some(Exam {
        sign: sign.name.to_owned(),
        part: part.map(|part| part.name.to_owned()),
        side: part.and_then(|part| part.side).or_else(|| side_near(scene.text, &sign.span)),
        value: value.map(|value| value.written),
        result: result.map(str::to_owned),
    })
}

/// `No deficit`, `not full`: a word that is denied says the other thing.
fn turned(scene: &mut Scene<'_>, value: Value) -> Value {
    let Some(span) = value.span.clone() else { return value };
    match value.outcome {
        "decreased" if scene.context(&span).negated => Value { outcome: "normal", ..value },
        _ => value,
    }
}

/// A measure in a word.
fn result(sign: &str, outcome: &'static str) -> &'static str {
    match outcome {
        "full" | "normal" | "negative" if moves(sign) => "full",
        "full" | "normal" | "negative" => "normal",
        other => match other {
            "antalgic" => "antalgic",
            _ => "decreased",
        },
    }
}

/// Whether a sign is a motion.
fn moves(sign: &str) -> bool {
    MEASURED.contains(&sign) && !matches!(sign, "strength" | "sensation" | "reflexes" | "gait")
}

fn add(scene: &mut Scene<'_>, sign: &Mark, exam: Exam) {
    let mut context = scene.finding(&sign.span);
    let written = exam.value.clone().unwrap_or_default();
    let written = written.as_str();
    let tested = !MEASURED.contains(&sign.name);
    let before = scene.text[..sign.span.start].trim_end();
    let minus = before.ends_with("(-)")
        || is_minus_before(&scene.text[..sign.span.start])
        || (is_provoked(sign.name) && is_minus(scene, sign));
    let is_negative = tested
        && (minus
            || scene_value_is(written, &["negative", "neg", "absent", "normal", "unremarkable"])
            || is_denied_after(scene, sign));
    let plus = scene.text[..sign.span.start].trim_end().ends_with('+');
    let is_positive = plus || scene_value_is(written, &["positive", "pos", "present", "elicited"]);
    if exam.result.is_some() {
        context.negated = false;
    } else if is_negative && !plus {
        context.negated = true;
        context.historical = false;
    } else if is_positive && !scene.folded[..sign.span.start].contains("not ") {
        context.negated = false;
    }
    if scene.text.get(..sign.span.end).is_some_and(|text| text.to_lowercase().ends_with("nontender")) {
        context.negated = true;
    }
    scene.add_as(&sign.span, FactKind::Exam(exam), context);
}

/// Whether a sign is a test that somebody makes, with an outcome.
fn is_provoked(sign: &str) -> bool {
    const TESTS: [&str; 7] = [
        "straight leg raise",
        "impingement sign",
        "drawer",
        "patellar grind",
        "facet loading",
        "compression test",
        "drop arm",
    ];
    sign.starts_with(char::is_uppercase) || TESTS.contains(&sign)
}

/// `-SLR`: a dash that touches the test. One that stands alone parts words or
/// begins a line of a list.
fn is_minus_before(before: &str) -> bool {
    before.strip_suffix('-').is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '-'))
}

/// `SLR -, low back`: a dash alone behind a test is its outcome.
fn is_minus(scene: &Scene<'_>, sign: &Mark) -> bool {
    let rest = scene.text[sign.span.end..].trim_start();
    let told = scene.marks.of(Table::Result).any(|mark| mark.span.start >= sign.span.end);
    let dash = rest.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',', '.', ';']));
    dash && !told && rest.len() < 40
}

/// Whether the words after a sign, up to the next, deny that it is there:
/// `brought on no pain`, `(-)`.
fn is_denied_after(scene: &Scene<'_>, sign: &Mark) -> bool {
    let next = scene.marks.of(Table::Sign).find(|other| other.span.start >= sign.span.end);
    let end = next.map_or(scene.folded.len(), |next| next.span.start);
    let after = clause(&scene.text[sign.span.end..end]);
    if after.trim_start().starts_with("(-)") || after.trim_start().starts_with("(neg") {
        return true;
    }
    let after = &scene.folded[sign.span.end..sign.span.end + after.len()];
    let after = after.split([',', ';']).next().unwrap_or_default();
    const DENIALS: [&str; 12] = [
        "no",
        "not",
        "without",
        "nothing",
        "never",
        "nil",
        "none",
        "fails",
        "failed",
        "cannot",
        "could not",
        "neither",
    ];
    after.split(|c: char| !c.is_ascii_alphabetic()).any(|word| DENIALS.contains(&word))
}

fn scene_value_is(written: &str, words: &[&str]) -> bool {
    words.iter().any(|word| written == *word || written.starts_with(&format!("{word} ")))
}

/// What a sign came out as.
struct Value {
    written: String,
    outcome: &'static str,
    is_number: bool,
    /// Where its word stands.
    span: Option<Range<usize>>,
}

/// How far a value stands from its sign at most, in bytes.
const FAR: usize = 70;

/// The value nearest to a sign within its reach; what follows is preferred.
fn value(scene: &Scene<'_>, sign: &Mark, reach: &Range<usize>) -> Option<Value> {
    if scene.text.get(sign.span.clone()) == Some("FROM") {
        return Some(Value { written: "full".to_owned(), outcome: "full", is_number: false, span: None });
    }
    // A grade that is the sign itself is its own value.
    if sign.name == "strength"
        && scene.text[sign.span.clone()].starts_with(|c: char| c.is_ascii_digit())
        && let Some(found) = NUMBER.as_ref().and_then(|pattern| pattern.captures(&scene.text[sign.span.clone()]))
    {
        return Some(number(&found));
    }
    let after = clause(&scene.text[sign.span.end..reach.end]);
    let measured = MEASURED.contains(&sign.name);
    if measured
        && let Some(found) = NUMBER.as_ref().and_then(|pattern| pattern.captures(after))
        && found.get(0).is_some_and(|all| all.start() < FAR)
    {
        return Some(number(&found));
    }
    if moves(sign.name)
        && let Some(share) = SHARE
            .as_ref()
            .and_then(|pattern| pattern.captures(&scene.text[reach.start..sign.span.end + after.len()]))
    {
        let share = share.get(1).map_or("", |one| one.as_str());
        let outcome = if share == "100" { "full" } else { "decreased" };
        return Some(Value { written: format!("{share} percent"), outcome, is_number: true, span: None });
    }
    let end = sign.span.end + after.len();
    let words =
        || scene.marks.of(Table::Result).filter(|mark| mark.span.start >= reach.start && mark.span.end <= end);
    let within = |mark: &&Mark| mark.span.start >= sign.span.start && mark.span.end <= sign.span.end;
    let far = |mark: &Mark| {
        let far = distance(&mark.span, &sign.span);
        if mark.span.end <= sign.span.start { far + 12 } else { far }
    };
    let own = words().find(within);
    let nearest = words().filter(|mark| far(mark) < FAR).min_by_key(|mark| far(mark));
    if let Some(mark) = own.filter(|_| nearest.is_none()).or(nearest) {
        let written = scene.folded[mark.span.clone()].to_owned();
        let angle = DEGREES.as_ref().and_then(|pattern| pattern.find(&scene.text[mark.span.end..end]));
        let written = match angle {
            Some(angle) if angle.start() < 40 => format!("{written} {}", angle.as_str()),
            _ => written,
        };
        return Some(Value { written, outcome: mark.name, is_number: false, span: Some(mark.span.clone()) });
    }
    None
}

/// The words as far as a clause goes.
fn clause(after: &str) -> &str {
    let end = after.find("; ").or_else(|| after.find(". ")).unwrap_or(after.len());
    &after[..end]
}

fn number(found: &regex::Captures<'_>) -> Value {
    let group = |at: usize| found.get(at).map(|one| one.as_str().to_lowercase());
    if let Some(degrees) = group(1) {
        return Value { written: format!("{degrees} degrees"), outcome: "decreased", is_number: true, span: None };
    }
    if let Some(grade) = group(2) {
        let outcome = if grade == "5" { "normal" } else { "decreased" };
        return Value { written: format!("{grade}/5"), outcome, is_number: true, span: None };
    }
    let grade = group(3).unwrap_or_default();
    let outcome = if grade == "2+" { "normal" } else { "decreased" };
    Value { written: grade, outcome, is_number: true, span: None }
}
