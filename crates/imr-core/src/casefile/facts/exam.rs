//! What was found on examination.

use super::body::{Part, distance, part_near, parts, side_near};
use super::columns;
use super::kind::{Exam, FactKind, Side};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::sides::{self, Said};
use super::signs;
use super::unelicited::{is_denied_after, is_minus, is_minus_before, is_unelicited};
use super::vocabulary::{Mark, Table};
use super::{formerly, muscle};
use crate::casefile::{Kind, Reading, Section};
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
        r"(\d{1,3}(?:\.\d)?)(?:\s?/\s?(\d{2,3}))?\s?(?:degrees?|deg\b|°)|\b([0-5][+-]?)\s?(?:/|out of|of)\s?5\b|\b([0-4]\+)",
    )
});
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
    let signs = signs::signs(scene);
    if signs.is_empty() {
        return;
    }
    let parts = parts_of(scene, &signs);
    let rows = rows(scene, &signs);
    let in_table = rows.iter().any(Option::is_some);
    let head = scene.carried.columns.as_ref().map_or(0, |columns| columns.head.end);
    let at_two_times = !in_table && formerly::is_told(scene);
    for ((index, sign), row) in signs.iter().enumerate().zip(rows) {
        // What stands in a table is told by its columns, or not at all.
        if in_table || sign.span.start < head {
            row.into_iter().flatten().for_each(|said| add_said(scene, sign, said));
            continue;
        }
        if sides::is_untested(scene, &signs, index) {
            continue;
        }
        if at_two_times && formerly::read(scene, &signs, index, &parts) {
            continue;
        }
        if let Some(several) = several(scene, &signs, index, &parts) {
            several.into_iter().for_each(|said| add_said(scene, sign, said));
            continue;
        }
        let from = index.checked_sub(1).map_or(0, |at| signs[at].span.end);
        let from = sides::behind_exception(scene.text, from..sign.span.start);
        let to = signs.get(index + 1).map_or(scene.text.len(), |next| {
            // `No spasm, decreased sensation`: what stands before the next is its own.
            sides::parting(scene.text, sign.span.end..next.span.start).unwrap_or(next.span.start)
        });
        if let Some(exam) = exam(scene, sign, &parts, from..to) {
            add(scene, sign, exam);
        }
    }
}

/// The parts of the body that were examined, muscles among them.
fn parts_of(scene: &Scene<'_>, signs: &[Mark]) -> Vec<Part> {
    let mut parts = parts(scene);
    if signs.iter().any(|sign| sign.name == "strength") {
        parts.extend(muscle::parts(scene));
        parts.sort_by_key(|part| part.span.start);
    }
    // The leg of a straight leg raise is part of the sign.
    parts.retain(|part| {
        !signs.iter().any(|sign| part.span.start >= sign.span.start && part.span.end <= sign.span.end)
    });
    parts
}

/// The rows of a table that the signs of a sentence head.
fn rows(scene: &mut Scene<'_>, signs: &[Mark]) -> Vec<Option<Vec<Said>>> {
    let Some(columns) = scene.carried.columns.as_ref() else { return signs.iter().map(|_| None).collect() };
    let row = |(index, sign): (usize, &Mark)| {
        let to = signs.get(index + 1).map_or(scene.text.len(), |next| next.span.start);
        let behind = scene.text.get(sign.span.end..to)?;
        if sign.span.start < columns.head.end { None } else { columns::row(columns, sign.name, behind) }
    };
    let rows: Vec<_> = signs.iter().enumerate().map(row).collect();
    if rows.iter().any(Option::is_some) {
        columns::read_row(scene.carried, scene.sentence.span.start);
    }
    rows
}

/// The outcomes of a sign of both sides, of several places, or of what is
/// excepted. What a patient tells of such things is read as a whole.
fn several(scene: &Scene<'_>, signs: &[Mark], index: usize, parts: &[Part]) -> Option<Vec<Said>> {
    let sign = &signs[index];
    if sign.name == "gait" || (FELT.contains(&sign.name) && is_told(scene)) {
        return None;
    }
    sides::told(scene, signs, index, parts)
}

/// Whether the sentence stands where the patient tells.
pub(super) fn is_told(scene: &Scene<'_>) -> bool {
    matches!(scene.section(), Section::PresentIllness | Section::PastHistory | Section::FamilyHistory)
}

pub(super) fn add_said(scene: &mut Scene<'_>, sign: &Mark, said: Said) {
    let mut context = scene.finding(&sign.span);
    let measured = is_measured(sign.name);
    context.negated = !measured && matches!(said.outcome, "negative" | "normal" | "full");
    context.historical &= !context.negated;
    // One side `vs` the other is no doubt.
    context.uncertain &= !scene.folded.contains(" vs") && !scene.folded.contains("versus");
    let result = measured.then(|| result(sign.name, said.outcome).to_owned());
    let Said { side, part, value, .. } = said;
    let (part, side) = placed(scene, sign, (part, side), result.as_deref());
    let exam = Exam { sign: sign.name.to_owned(), part, side, value, result };
    scene.add_as(&sign.span, FactKind::Exam(exam), context);
}

/// Where a sign was found: where its own name says, else where the sentence
/// does.
fn placed(
    scene: &Scene<'_>,
    sign: &Mark,
    (part, side): (Option<String>, Option<Side>),
    result: Option<&str>,
) -> (Option<String>, Option<Side>) {
    // `Intact on the right, less over the left L5 dermatome`.
    let less = || result == Some("decreased");
    match muscle::place(scene, sign) {
        Some((own, own_side)) => (Some(own), side.or(own_side)),
        None => (part.or_else(|| muscle::dermatome(scene, sign).filter(|_| less())), side),
    }
}

/// Whether a sign is measured, and neither there nor absent.
pub(super) fn is_measured(sign: &str) -> bool {
    MEASURED.contains(&sign)
}

/// A measure in figures, as written and in a word.
pub(super) fn graded_in(sign: &str, text: &str) -> Option<(String, &'static str)> {
    let found = NUMBER.as_ref().filter(|_| is_measured(sign))?.captures(text)?;
    let value = number(&found);
    Some((value.written, value.outcome))
}

static DENIED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:no|not|nor|neither|none|nil|without|never|neg|negative|absent|denies|denied|cannot|nothing|unremarkable|normal|resolved|fails to|failed to|free of|nontender|non-tender)\b|n't\b|\bw/o\b",
    )
});
static LOST: Pattern = LazyLock::new(|| compiled(r"\btrace\b|\b0(?:$|[ ,;.])"));
static AFFIRMED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:pos|positive|present|abnormal|yes|elicit\w*|reproduc\w*|provok\w*|produc\w*|caus\w*|brings?|noted|seen|found|appreciated|marked|moderate|mild|severe)\b",
    )
});

/// What a part of the sentence says that a sign came out as, as written and
/// in a word.
pub(super) fn outcome_in(
    scene: &Scene<'_>,
    sign: &Mark,
    range: &Range<usize>,
) -> Option<(Option<String>, &'static str)> {
    let text = scene.text.get(range.clone())?;
    let words = || {
        scene.marks.of(Table::Result).filter(|mark| mark.span.start >= range.start && mark.span.end <= range.end)
    };
    let own = range.start <= sign.span.start && sign.span.end <= range.end;
    if is_measured(sign.name) {
        if let Some((value, outcome)) = graded_in(sign.name, text) {
            return Some((Some(value), outcome));
        }
        // `Trace on the left, 0 on the right`.
        if let Some(lost) = LOST.as_ref().filter(|_| sign.name == "reflexes").and_then(|one| one.find(text)) {
            return Some((Some(lost.as_str().trim_end_matches([' ', ',', ';', '.']).to_lowercase()), "decreased"));
        }
        let mark = words().find(|mark| own || &scene.folded[mark.span.clone()] != "painful")?;
        let value = turned(scene, word(scene, sign, mark));
        return Some((Some(value.written), value.outcome));
    }
    let is = |pattern: &Pattern| pattern.as_ref().is_some_and(|pattern| pattern.is_match(text));
    let outcome = if is(&DENIED) { "negative" } else { is(&AFFIRMED).then_some("positive")? };
    let written = words().find(|mark| mark.name == outcome).map(|mark| with_angle(scene, mark, range.end));
    Some((written, outcome))
}

/// The word for an outcome, with the angle at which it came.
fn with_angle(scene: &Scene<'_>, mark: &Mark, end: usize) -> String {
    let written = scene.folded[mark.span.clone()].to_owned();
    let angle = DEGREES.as_ref().and_then(|pattern| pattern.find(&scene.text[mark.span.end..end]));
    match angle {
        Some(angle) if angle.start() < 40 => format!("{written} {}", angle.as_str()),
        _ => written,
    }
}

/// The value that a word gives. A reflex or feeling that is absent is lost,
/// and a deficit that is absent is none.
fn word(scene: &Scene<'_>, sign: &Mark, mark: &Mark) -> Value {
    const DEFICITS: [&str; 7] = ["deficit", "loss", "weak", "numb", "hyp", "dysesthesia", "asymmetry"];
    let written = scene.folded[mark.span.clone()].to_owned();
    let lost = written == "absent"
        && matches!(sign.name, "reflexes" | "sensation" | "strength")
        && !DEFICITS.iter().any(|word| scene.folded[sign.span.clone()].contains(word));
    let outcome = if lost { "decreased" } else { mark.name };
    Value { written, outcome, is_number: false, span: Some(mark.span.clone()) }
}

fn exam(scene: &mut Scene<'_>, sign: &Mark, parts: &[Part], reach: Range<usize>) -> Option<Exam> {
    let measured = MEASURED.contains(&sign.name);
    let felt_only = FELT.contains(&sign.name) && is_told(scene);
    let value = value(scene, sign, &reach).map(|value| turned(scene, value));
    // The side of its own clause goes before that of a part in another.
    let own = sides::only(scene.text, &(sign.span.start..reach.end));
    let elsewhere = |part: &Part| {
        let parted = part.span.end <= sign.span.start
            && sides::parting(scene.text, part.span.end..sign.span.start).is_some();
        parted && own.is_some() && part.side.is_some() && part.side != own
    };
    let part = part_near(parts, &sign.span).filter(|part| !elsewhere(part));
    // With an outcome of its own, a side behind the next sign is of that one.
    let answered = value.as_ref().and_then(|value| value.span.as_ref()).is_some_and(|at| at.start >= sign.span.end);
    let near = if answered { &scene.text[..reach.end] } else { scene.text };
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
    // A muscle has the side right before its name.
    let named = muscle::place(scene, sign).and_then(|place| place.1);
    let side = named.or_else(|| part.and_then(|part| part.side)).or(own).or_else(|| side_near(near, &sign.span));
    let (mut part, mut side) = placed(scene, sign, (part.map(|part| part.name.to_owned()), side), result);
    if let Some(other) = sides::crossed(scene, sign) {
        (part, side) = (None, other);
    }
    Some(Exam {
        sign: sign.name.to_owned(),
        part,
        side,
        value: value.map(|value| value.written),
        result: result.map(str::to_owned),
    })
}

static NOT_SO: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\bnot|n't|\bnever|\bless than|\bfar from|\bshort of)(?: quite| entirely| fully| completely| at all| considered| felt to be)* $",
    )
});

/// `No deficit`, `not full`: a word that is denied says the other thing.
fn turned(scene: &Scene<'_>, value: Value) -> Value {
    let Some(span) = value.span.clone() else { return value };
    let is_not = NOT_SO.as_ref().is_some_and(|pattern| pattern.is_match(&scene.text[..span.start]));
    let written = format!("{} {}", if is_not { "not" } else { "no" }, value.written);
    match value.outcome {
        "decreased" if is_not || is_denied(scene, &span) => Value { written, outcome: "normal", ..value },
        "normal" | "full" if is_not => Value { written, outcome: "decreased", ..value },
        _ => value,
    }
}

/// Whether what is found less is denied in its own clause, or in a list that
/// goes on with `or`. `No spasm, decreased sensation` denies no loss.
fn is_denied(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    if !Reading::new(scene.text, scene.section()).context(span).negated {
        return false;
    }
    let from = scene.text[..span.start].rfind([',', ';']).map_or(0, |at| at + 1);
    let to = scene.text[span.end..].find([',', ';']).map_or(scene.text.len(), |at| span.end + at);
    let own = &scene.folded[from..to];
    let is_listed = scene.folded[from..].trim_start().starts_with("or ") || scene.folded[to..].contains(", or ");
    let alone = scene.marks.of(Table::Sign).any(|sign| sign.span.start <= span.start && span.end <= sign.span.end);
    from == 0 || is_listed || alone || DENIED.as_ref().is_some_and(|pattern| pattern.is_match(own))
}

/// A measure in a word.
fn result(sign: &str, outcome: &'static str) -> &'static str {
    match outcome {
        "full" | "normal" | "negative" if moves(sign) => "full",
        "full" | "normal" | "negative" => "normal",
        // A reflex that is present is as it should be.
        "positive" if sign == "reflexes" => "normal",
        "antalgic" => "antalgic",
        "increased" if sign == "reflexes" => "increased",
        _ => "decreased",
    }
}

/// Whether a sign is a motion.
pub(super) fn moves(sign: &str) -> bool {
    MEASURED.contains(&sign) && !matches!(sign, "strength" | "sensation" | "reflexes" | "gait")
}

fn add(scene: &mut Scene<'_>, sign: &Mark, exam: Exam) {
    let mut context = scene.finding(&sign.span);
    // What agrees with a sign is the sign.
    context.uncertain &= super::study::is_hedged(scene.folded);
    let behind = clause(&scene.folded[sign.span.end..]);
    context.uncertain |= ["equivocal", "questionabl", "indeterminate", "inconclusive"]
        .iter()
        .any(|word| behind.find(word).is_some_and(|at| at < 24));
    let written = exam.value.clone().unwrap_or_default();
    let written = written.as_str();
    let tested = !MEASURED.contains(&sign.name);
    let before = scene.text[..sign.span.start].trim_end();
    let minus = before.ends_with("(-)")
        || is_minus_before(&scene.text[..sign.span.start])
        || (is_provoked(sign.name) && is_minus(scene, sign));
    let is_negative = tested
        && (minus
            || (sign.name == "Waddell" && written.starts_with("0/"))
            || scene_value_is(
                written,
                &["negative", "neg", "absent", "normal", "unremarkable", "unrevealing", "painless", "benign"],
            )
            || is_denied_after(scene, sign));
    let plus = scene.text[..sign.span.start].trim_end().ends_with('+');
    let is_positive = plus || scene_value_is(written, &["positive", "pos", "present", "elicited"]);
    if exam.result.is_some() {
        context.negated = false;
    } else if is_negative && !plus {
        context.negated = true;
        context.historical = false;
    } else if is_positive && is_unelicited(scene, sign) {
        context.negated = true;
    } else if is_positive
        && !["not ", "nor ", "neither "].iter().any(|word| scene.folded[..sign.span.start].contains(word))
    {
        context.negated = false;
    }
    if scene.text.get(..sign.span.end).is_some_and(|text| text.to_lowercase().ends_with("nontender")) {
        context.negated = true;
    }
    scene.add_as(&sign.span, FactKind::Exam(exam), context);
}

/// Whether a sign is a test that somebody makes, with an outcome.
pub(super) fn is_provoked(sign: &str) -> bool {
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

fn scene_value_is(written: &str, words: &[&str]) -> bool {
    let begins = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    words.iter().any(|word| written.strip_prefix(word).is_some_and(begins))
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
    if let Some(lost) = LOST.as_ref().filter(|_| sign.name == "reflexes").and_then(|one| one.find(after)) {
        let written = lost.as_str().trim_matches([' ', ',', ';', '.']).to_lowercase();
        return Some(Value { written, outcome: "decreased", is_number: false, span: None });
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
        return Some(Value { written: with_angle(scene, mark, end), ..word(scene, sign, mark) });
    }
    None
}

/// The words as far as a clause goes.
pub(super) fn clause(after: &str) -> &str {
    // A byte is looked for sooner than two in a row.
    let ends = |mark: u8, sign: &str| after.as_bytes().contains(&mark).then(|| after.find(sign)).flatten();
    let end = ends(b';', "; ").or_else(|| ends(b'.', ". ")).unwrap_or(after.len());
    &after[..end]
}

fn number(found: &regex::Captures<'_>) -> Value {
    let group = |at: usize| found.get(at).map(|one| one.as_str().to_lowercase());
    if let Some(degrees) = group(1) {
        // `60/60 degrees` gives what is normal behind the stroke.
        let part = |text: &str| text.parse::<f32>().ok();
        let is_full = group(2).and_then(|all| part(&all)).zip(part(&degrees)).is_some_and(|(all, one)| one >= all);
        let outcome = if is_full { "full" } else { "decreased" };
        return Value { written: format!("{degrees} degrees"), outcome, is_number: true, span: None };
    }
    if let Some(grade) = group(3) {
        let outcome = if grade == "5" { "normal" } else { "decreased" };
        return Value { written: format!("{grade}/5"), outcome, is_number: true, span: None };
    }
    let grade = group(4).unwrap_or_default();
    let outcome = match grade.as_str() {
        "2+" => "normal",
        "3+" => "increased",
        _ => "decreased",
    };
    Value { written: grade, outcome, is_number: true, span: None }
}
