//! Operations and other procedures, by the words that name them.

use super::kind::{FactKind, Procedure};
use super::scene::Scene;
use super::vocabulary::{Mark, Marks, Table};
use crate::casefile::{Kind, Section};
use std::ops::Range;

/// Words that name no procedure by themselves.
const BARE: [&str; 9] = [
    "release",
    "repair",
    "decompression",
    "joint replacement",
    "reconstruction",
    "surgery",
    "block",
    "fusion",
    "injection",
];

pub(super) fn read(scene: &mut Scene<'_>) {
    if matches!(scene.kind, Kind::Imaging | Kind::Electrodiagnostics | Kind::Laboratory) {
        return;
    }
    let found = phrases(scene.text, scene.folded, scene.marks);
    for (span, mark) in found {
        let mut context = scene.context(&span);
        // What was done on a day that is past, and on another than the
        // report's, lies before it.
        if scene.is_supposed() && !is_done(scene) {
            context.conditional = true;
        }
        let question = scene.section() == Section::Question || scene.text.trim_end().ends_with('?');
        let planned = scene.section() == Section::Plan && !is_done(scene) && scene.kind != Kind::Operative;
        // Of what may be done that it might be is no doubt of its being there.
        let open = context.uncertain && !context.historical && !is_done(scene);
        context.conditional |= question || open || (planned && !context.negated && !context.historical);
        context.uncertain &= !context.conditional;
        // What failed was done.
        let failed = ["failed ", "failing "].iter().any(|word| scene.folded[..span.start].ends_with(word));
        context.historical |= failed;
        context.negated &= !context.conditional && !failed && !is_after_failure(scene);
        let past = scene
            .document
            .and_then(|document| document.date)
            .is_some_and(|day| crate::letter::reading::dates::all(scene.text).iter().any(|found| found.day < day));
        let history = matches!(scene.section(), Section::Treatment | Section::PastHistory);
        let operated = scene.kind == Kind::Operative;
        if operated && scene.section() != Section::PastHistory {
            context.historical = false;
        } else if !context.conditional && !context.negated && scene.kind != Kind::RequestForAuthorization {
            context.historical |= is_done(scene) || past || history;
        }
        let name = scene.folded_as_written(&span);
        scene.add_as(&span, FactKind::Procedure(Procedure { name, of: mark.name.to_owned() }), context);
    }
}

/// `After failure of conservative care, a fusion was done`: what failed is
/// something else.
fn is_after_failure(scene: &Scene<'_>) -> bool {
    scene.folded.contains("fail") && is_done(scene)
}

fn is_done(scene: &Scene<'_>) -> bool {
    const DONE: [&str; 14] = [
        "underwent",
        "performed",
        "done",
        "completed",
        "s/p",
        "status post",
        "had",
        "carried out",
        "took place",
        "post op",
        "postop",
        "undergone",
        "following",
        "since the",
    ];
    scene.folded.split([' ', ',', ':', '(']).any(|word| word == "had")
        || DONE.iter().any(|word| *word != "had" && scene.folded.contains(word))
}

/// The names of procedures in a sentence, each with the words that belong to
/// it, and its head.
pub(super) fn phrases(text: &str, folded: &str, marks: &Marks) -> Vec<(Range<usize>, Mark)> {
    let mut all: Vec<(Range<usize>, Mark)> = Vec::new();
    for mark in marks.of(Table::Procedure) {
        let start = begin(text, folded, marks, mark.span.start);
        // `discectomy and fusion` is one procedure.
        let joined = all.last_mut().filter(|(span, _)| {
            let between = folded.get(span.end..start).unwrap_or_default();
            span.end <= start && matches!(between.trim(), "and" | "with" | "," | "&" | "")
        });
        if let Some((span, _)) = joined {
            span.end = mark.span.end;
            continue;
        }
        if mark.name == "surgery" && is_specialty(&folded[mark.span.end..]) {
            continue;
        }
        if start == mark.span.start && BARE.contains(&mark.name) && mark.name != "injection" {
            continue;
        }
        all.push((start..of_part(folded, marks, mark.span.end), mark.clone()));
    }
    all
}

/// `Spine Surgery Consultation`: a field of medicine, and nothing that is done.
fn is_specialty(rest: &str) -> bool {
    const OF_FIELDS: [&str; 20] = [
        "consult",
        "evaluation",
        "clinic",
        "center",
        "department",
        "group",
        "associates",
        "referral",
        "service",
        "specialist",
        "follow",
        "note",
        "institute",
        "resident",
        "fellow",
        "board",
        "qme",
        "report",
        "opinion",
        "office",
    ];
    let next = rest.trim_start_matches([' ', ',', '/']);
    OF_FIELDS.iter().any(|word| next.starts_with(word))
}

/// Where the words begin that belong to the name: levels of the spine, sides,
/// ways and places.
fn begin(text: &str, folded: &str, marks: &Marks, head: usize) -> usize {
    let mut start = head;
    loop {
        let before = text[..start].trim_end_matches([' ', '-', '/']);
        let word_start = before.rfind([' ', '(', ',', ':']).map_or(0, |at| at + 1);
        let word = &before[word_start..];
        let parts = || {
            let mut all = marks.of(Table::ProcedurePart);
            all.any(|mark| mark.span.end == before.len())
        };
        if word.is_empty() || text[before.len()..start].contains(['.', ',', ';', ':']) {
            return start;
        }
        if is_level(word) {
            start = word_start;
        } else if parts() {
            let part = folded[..before.len()].rfind([' ', '(', ',', ':']).map_or(0, |at| at + 1);
            start = part;
        } else {
            return start;
        }
    }
}

/// `L4-L5`, `C5-6`, `L5-S1`.
fn is_level(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|c| "CTLSctls".contains(c))
        && letters.next().is_some_and(|c| c.is_ascii_digit())
        && word.len() < 8
}

/// `injection of the knee`: where the name ends with the part.
fn of_part(folded: &str, marks: &Marks, end: usize) -> usize {
    let rest = &folded[end..];
    let Some(skip) = [" of the ", " to the ", " of "].iter().find(|words| rest.starts_with(**words)) else {
        return end;
    };
    let from = end + skip.len();
    marks
        .of(Table::Part)
        .find(|part| part.span.start >= from && part.span.start < from + 12)
        .map_or(end, |part| part.span.end)
}
