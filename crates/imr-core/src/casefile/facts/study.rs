//! What imaging and electrodiagnostic studies showed.

use super::body::{levels, part_near, parts};
use super::kind::{FactKind, Side, Study};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::{Mark, Table};
use crate::casefile::{Context, Kind, Section};
use std::ops::Range;
use std::sync::LazyLock;

pub(super) fn read(scene: &mut Scene<'_>) {
    let marks = scene.marks;
    if let Some(study) = marks.of(Table::Study).next().cloned() {
        // The wrist of a carpal tunnel syndrome is no part that was studied.
        let mut parts = parts(scene);
        parts.retain(|part| !is_in(scene, Table::Nerve, &part.span) && !is_in(scene, Table::Finding, &part.span));
        let part = part_near(&parts, &study.span).map(super::body::Part::full);
        if is_title(scene) {
            scene.carried.report = Some((study.name, part));
        } else if scene.kind != Kind::Imaging {
            scene.carried.study = Some((study.name, part));
        }
        if !marks.has(Table::Finding) && !marks.has(Table::Nerve) {
            named(scene, &study);
        }
    }
    label(scene);
    let about = match scene.kind {
        Kind::Electrodiagnostics => Some("EMG/NCS"),
        Kind::Imaging => Some(scene.carried.about().map_or("imaging", |one| one.0)),
        _ => scene.carried.about().map(|one| one.0),
    };
    let about = about.or_else(|| (scene.section() == Section::Studies).then_some("imaging"));
    match about {
        Some("EMG/NCS") if marks.has(Table::Nerve) => nerves(scene),
        Some(study) if study != "EMG/NCS" && marks.has(Table::Finding) => pictured(scene, study),
        _ => {}
    }
}

/// Whether a term of a table covers a place.
fn is_in(scene: &Scene<'_>, table: Table, span: &Range<usize>) -> bool {
    scene.marks.of(table).any(|mark| mark.span.start <= span.start && span.end <= mark.span.end)
}

static LABEL: Pattern = LazyLock::new(|| {
    compiled(
        r"^\W*(?:at |level )?([ctl]\d{1,2}\s?[-/–]\s?[ctls]?-?\d{1,2}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)[ctl]\d{1,2}\s?[-/–]\s?[ctls]?-?\d{1,2})*)(?: level| disc| interspace)?\s*(?::|,|-|–|there |demonstrates|shows|reveals|has )",
    )
});

/// Notes the level that a line is about, `L4-5: ...`. It holds for the
/// sentences behind it on the same lines.
fn label(scene: &mut Scene<'_>) {
    let before = scene.shown.get(..scene.sentence.span.start).unwrap_or_default();
    let begins = before.trim_end_matches(' ').ends_with('\n') || before.trim().is_empty();
    let first = scene.folded.bytes().find(u8::is_ascii_alphanumeric);
    let may_be = first.is_some_and(|first| matches!(first, b'a' | b'l' | b'c' | b't'));
    let label = LABEL.as_ref().filter(|_| may_be).and_then(|pattern| pattern.captures(scene.text)?.get(1));
    match label {
        Some(label) => scene.carried.levels = levels(label.as_str()),
        None if begins => scene.carried.levels.clear(),
        None => {}
    }
}

static ROOT: Pattern = LazyLock::new(|| {
    compiled(
        r"\b[ctls]\d{1,2}(?:\s?(?:,|and|or|/)\s?[ctls]\d{1,2})* (?:exiting |traversing |descending |spinal )?(?:nerves?|roots?|dermatome|myotome|distribution)\b",
    )
});

/// The levels named in some words, without those of a nerve root.
fn found_at(text: &str) -> Vec<String> {
    let roots = ROOT.as_ref().map_or(text.into(), |pattern| pattern.replace_all(text, " "));
    levels(&roots)
}

static SIDE: Pattern = LazyLock::new(|| compiled(r"\b(left|right|bilateral(?:ly)?|both sides|both)\b"));

/// The side of a finding: named before it in the same clause, or behind it
/// before the next comma.
fn side(text: &str, span: &Range<usize>, from: usize, to: usize) -> Option<Side> {
    let named = |words: &str, last: bool| {
        let mut all = SIDE.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(words));
        let found = if last { all.last() } else { all.next() }?;
        Some(match found.as_str().to_ascii_lowercase().as_str() {
            "left" => Side::Left,
            "right" => Side::Right,
            _ => Side::Both,
        })
    };
    let before = text.get(from..span.start).unwrap_or_default();
    let before = before.rsplit([',', ';', ':', '.']).next().unwrap_or_default();
    let behind = text.get(span.end..to).unwrap_or_default();
    let behind = behind.split([',', ';', '.']).next().unwrap_or_default();
    // The nerve root that a disc touches has its own side.
    let of_root = ["abut", "contact", "imping", "compress", "displac", "nerve", "root"];
    let behind = if of_root.iter().any(|word| behind.contains(word)) { "" } else { behind };
    named(before, true).or_else(|| named(behind, false))
}

/// A short line at the head of a page that names a study is the title of its
/// report.
fn is_title(scene: &Scene<'_>) -> bool {
    const HEAD: usize = 500;
    scene.sentence.span.start < HEAD
        && scene.text.len() < 70
        && !scene.text.ends_with(['.', ';', ','])
        && scene.section() == Section::Plain
        || (scene.kind == Kind::Imaging && scene.sentence.span.start < HEAD)
}

/// A study that is named, and nothing that it showed.
fn named(scene: &mut Scene<'_>, study: &Mark) {
    let part = scene.carried.about().and_then(|one| one.1.clone());
    let one = Study {
        study: study.name.to_owned(),
        part,
        finding: String::new(),
        levels: levels(scene.text),
        side: None,
    };
    scene.add(study.span.clone(), FactKind::Study(one));
}

fn pictured(scene: &mut Scene<'_>, study: &str) {
    // The diagnoses of a report are no pictures.
    if scene.section() == Section::Assessment && scene.kind != Kind::Imaging {
        return;
    }
    let parts = parts(scene);
    let findings: Vec<Mark> = scene.marks.of(Table::Finding).cloned().collect();
    for (index, finding) in findings.iter().enumerate() {
        let to = findings.get(index + 1).map_or(scene.text.len(), |next| next.span.start);
        let own = found_at(&scene.text[finding.span.end..to]);
        let from = index.checked_sub(1).map_or(0, |at| findings[at].span.end);
        let before = || found_at(&scene.text[from..finding.span.start]);
        let levels = [own, before()].into_iter().find(|one| !one.is_empty());
        let levels = levels.unwrap_or_else(|| scene.carried.levels.clone());
        let side = side(scene.text, &finding.span, from, to);
        let of_study = scene.carried.about().and_then(|one| one.1.clone());
        let part = of_study.or_else(|| part_near(&parts, &finding.span).map(super::body::Part::full));
        // A side that the part has already is not said twice.
        let side = side.filter(|_| part.as_deref().is_none_or(|part| !has_side(part)));
        let one = Study { study: study.to_owned(), part, finding: finding.name.to_owned(), levels, side };
        let mut context = scene.finding(&finding.span);
        weigh(scene, &finding.span, from..to, &mut context);
        scene.add_as(&finding.span, FactKind::Study(one), context);
    }
}

fn has_side(part: &str) -> bool {
    ["left", "right", "both"].iter().any(|side| part.starts_with(side))
}

static NERVE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b((?:[clts]\d{1,2}(?:\s?[-/]\s?[clts]?\d{1,2})?|median|ulnar|radial|peroneal|fibular|tibial|sural|saphenous|femoral|axillary|suprascapular|musculocutaneous|peripheral|cervical|lumbar|lumbosacral|brachial|digital|plantar|sensory|motor) )$",
    )
});

fn nerves(scene: &mut Scene<'_>) {
    let mut found: Vec<Mark> = scene.marks.of(Table::Nerve).cloned().collect();
    // Denervation by which a disease is told is no finding of its own.
    if found.iter().any(|mark| mark.name != "denervation") {
        found.retain(|mark| mark.name != "denervation");
    }
    for (index, mark) in found.iter().enumerate() {
        let (from, to) = (
            index.checked_sub(1).map_or(0, |at| found[at].span.end),
            found.get(index + 1).map_or(scene.text.len(), |next| next.span.start),
        );
        let side = side(scene.text, &mark.span, from, to);
        let before = &scene.text[..mark.span.start];
        let which = NERVE.as_ref().and_then(|pattern| pattern.captures(before)?.get(1));
        let start = which.map_or(mark.span.start, |which| which.start());
        let finding = scene.text[start..mark.span.end].to_owned();
        let part = scene.carried.about().and_then(|one| one.1.clone());
        let one = Study { study: "EMG/NCS".to_owned(), part, finding, levels: Vec::new(), side };
        let span = start..mark.span.end;
        let mut context = scene.finding(&span);
        // What agrees with a disease of nerves is the conclusion of the study.
        let was_negated = context.negated;
        context.uncertain &= was_negated || is_hedged(scene.folded);
        weigh(scene, &span, from..to, &mut context);
        scene.add_as(&span, FactKind::Study(one), context);
    }
}

/// What the words around a finding, up to the next, say of it beside the cues
/// of all sentences: that it could not be shown, or that nobody is sure.
fn weigh(scene: &Scene<'_>, span: &Range<usize>, reach: Range<usize>, context: &mut Context) {
    let parts = |text: &str| text.contains(';') || text.contains(" but ") || text.contains(". ");
    let cues = |name: &'static str| {
        scene.marks.of(Table::Cue).filter(move |cue| cue.name == name).filter(|cue| {
            let between = span.end.min(cue.span.end)..span.start.max(cue.span.start);
            let within = cue.span.end > reach.start && cue.span.start < reach.end;
            within && !parts(scene.folded.get(between).unwrap_or_default())
        })
    };
    if scene.marks.cue("not certain") && cues("not certain").next().is_some() && !is_unsure_of_else(scene.folded) {
        (context.uncertain, context.negated) = (true, false);
        return;
    }
    // `Cannot be excluded` denies nothing.
    let open = |cue: &Mark| {
        let before = &scene.folded[..cue.span.start];
        let near = &before[before.floor_char_boundary(before.len().saturating_sub(40))..];
        ["cannot", "can't", "not ", "not, ", "unable", "n't "].iter().any(|word| near.contains(word))
            && scene.folded[cue.span.clone()].starts_with(['e', 'r'])
    };
    if cues("not shown").any(open) || scene.folded[span.end..].starts_with('?') {
        (context.uncertain, context.negated) = (true, false);
        return;
    }
    let led = ["negative, ", "neg, ", "negative: ", "negative - ", "not found: ", "not present: ", "not seen: "];
    let before = &scene.folded[..span.start];
    let behind = scene.folded.get(span.end..reach.end).unwrap_or_default();
    let denied = behind.trim_start_matches([' ', '(']).starts_with("neg")
        || led.iter().any(|words| before.ends_with(words))
        || (scene.marks.cue("not shown") && cues("not shown").any(|cue| !open(cue)));
    context.negated |= denied;
    // `Nothing to suggest`: a denial, and no hedge.
    context.uncertain &= !context.negated || is_hedged_beside(scene.folded);
}

/// Whether more than the words of a denial leave it open.
fn is_hedged_beside(folded: &str) -> bool {
    ["likely", "doubt", "question", "equivocal", "borderline", "?"].iter().any(|word| folded.contains(word))
}

/// `Unclear etiology`: what is not sure is not whether it is there.
fn is_unsure_of_else(folded: &str) -> bool {
    ["etiology", "significance", "cause", "chronicity", "age "].iter().any(|word| folded.contains(word))
}

/// Whether a conclusion is hedged by more than that the findings agree with it.
pub(super) fn is_hedged(folded: &str) -> bool {
    const HEDGES: [&str; 19] = [
        "possib",
        "probab",
        "suspect",
        "suggest",
        "may ",
        "might",
        "could",
        "question",
        "equivocal",
        "borderline",
        "exclude",
        "rule out",
        "r/o",
        "versus",
        " vs",
        "likely",
        "?",
        "concern",
        "poss.",
    ];
    HEDGES.iter().any(|word| folded.contains(word)) || folded.contains("appear") || folded.contains("unclear")
}
