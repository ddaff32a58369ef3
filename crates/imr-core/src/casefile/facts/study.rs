//! What imaging and electrodiagnostic studies showed.

use super::body::{levels, part_near, parts};
use super::kind::{FactKind, Study};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::{Mark, Table};
use crate::casefile::{Kind, Section};
use std::sync::LazyLock;

pub(super) fn read(scene: &mut Scene<'_>) {
    let marks = scene.marks;
    if let Some(study) = marks.of(Table::Study).next().cloned() {
        let parts = parts(scene);
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
    let one = Study { study: study.name.to_owned(), part, finding: String::new(), levels: levels(scene.text) };
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
        let own = levels(&scene.text[finding.span.end..to]);
        let from = index.checked_sub(1).map_or(0, |at| findings[at].span.end);
        let levels = if own.is_empty() { levels(&scene.text[from..finding.span.start]) } else { own };
        let of_study = scene.carried.about().and_then(|one| one.1.clone());
        let part = of_study.or_else(|| part_near(&parts, &finding.span).map(super::body::Part::full));
        let one = Study { study: study.to_owned(), part, finding: finding.name.to_owned(), levels };
        let context = scene.finding(&finding.span);
        scene.add_as(&finding.span, FactKind::Study(one), context);
    }
}

static NERVE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b((?:[clts]\d{1,2}(?:\s?[-/]\s?[clts]?\d{1,2})?|median|ulnar|radial|peroneal|fibular|tibial|sural|saphenous|femoral|axillary|suprascapular|musculocutaneous|peripheral|cervical|lumbar|lumbosacral|brachial|digital|plantar|sensory|motor) )$",
    )
});

fn nerves(scene: &mut Scene<'_>) {
    let found: Vec<Mark> = scene.marks.of(Table::Nerve).cloned().collect();
    for mark in found {
        let before = &scene.text[..mark.span.start];
        let which = NERVE.as_ref().and_then(|pattern| pattern.captures(before)?.get(1));
        let start = which.map_or(mark.span.start, |which| which.start());
        let finding = scene.text[start..mark.span.end].to_owned();
        let part = scene.carried.about().and_then(|one| one.1.clone());
        let one = Study { study: "EMG/NCS".to_owned(), part, finding, levels: Vec::new() };
        let span = start..mark.span.end;
        let mut context = scene.finding(&span);
        // What agrees with a disease of nerves is the conclusion of the study.
        context.uncertain &= context.negated || is_hedged(scene.folded);
        scene.add_as(&span, FactKind::Study(one), context);
    }
}

/// Whether a conclusion is hedged by more than that the findings agree with it.
fn is_hedged(folded: &str) -> bool {
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
