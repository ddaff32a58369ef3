//! Operations and other procedures, by the words that name them.

use super::kind::{FactKind, Procedure};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::{Mark, Marks, Table};
use crate::casefile::{Context, Kind, Section};
use std::ops::Range;
use std::sync::LazyLock;

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
    for (index, (span, mark)) in found.iter().enumerate() {
        let (span, from) = (span.clone(), index.checked_sub(1).map_or(0, |at| found[at].0.end));
        let to = found.get(index + 1).map_or(scene.text.len(), |next| next.0.start);
        let mut context = scene.context(&span);
        if scene.kind != Kind::Operative && is_undone(&scene.folded[from..span.start], &scene.folded[span.end..to])
        {
            undone(scene, &span, mark, context);
            continue;
        }
        // What was done on a day that is past, and on another than the
        // report's, lies before it.
        if scene.is_supposed() && !is_done(scene) {
            context.conditional = true;
        }
        let question = scene.section() == Section::Question || scene.text.trim_end().ends_with('?');
        let planned = scene.section() == Section::Plan && !is_done(scene) && scene.kind != Kind::Operative;
        // Of what may be done that it might be is no doubt of its being there.
        let open = context.uncertain && !context.historical && !is_done(scene);
        let asked = !is_done(scene) && is_asked(clause(scene.folded, from..to, &span));
        context.conditional |= asked;
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
        // What is still to come is not past.
        context.historical &= !context.conditional || is_done(scene);
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
    let had = scene.folded.match_indices("had").map(|one| one.0);
    let is_had = |at: &usize| {
        let opens = *at == 0 || scene.folded[..*at].ends_with([' ', ',', ':', '(']);
        opens && (scene.folded[at + 3..].is_empty() || scene.folded[at + 3..].starts_with([' ', ',', ':', '(']))
    };
    let others = DONE.iter().filter(|word| **word != "had");
    let mut all =
        others.flat_map(|word| scene.folded.match_indices(word)).map(|one| one.0).chain(had.filter(is_had));
    all.any(|at| !is_denied_before(&scene.folded[..at]))
}

static NOT_BEFORE: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\b(?:not|never|cannot|without|yet to)|n't)(?: yet| ever| been| be| being| have| having| actually| to date| so far)* $",
    )
});

/// Whether the words right before what was done deny it: `not yet performed`.
fn is_denied_before(before: &str) -> bool {
    NOT_BEFORE.as_ref().is_some_and(|pattern| pattern.is_match(before))
}

static UNDONE: Pattern = LazyLock::new(|| {
    compiled(
        r"^[^;]*?((?:\b(?:not|never)|n't)(?: yet| ever| been| be| actually| to date| so far)* (?:performed|done|carried out|undertaken|completed|undergone|taken place|took place|happened|occurred|scheduled|proceeded|had|gone through|accomplished|materialized)\b|\bdid not (?:take place|occur|happen|proceed|go forward|go ahead|materialize)\b|\b(?:was|were|has been|have been|had been|is|being) (?:subsequently |then |later |ultimately )?(?:cancell?ed|called off|declined|refused|deferred|postponed|put off|put on hold|aborted)\b|\b(?:but|and|which|patient|she|he)(?: has| had| then| later| she| he| the patient)* (?:cancell?ed|declined|refused|deferred|postponed)(?: it| this| that| surgery| the (?:surgery|procedure|operation|injection))?(?:[.,;]|$))",
    )
});
static NEVER: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\b(?:did not|didn't|has not|hasn't|have not|haven't|had not|hadn't|never)(?: yet| ever| actually)* (?:undergo|undergone|underwent|have|had|proceed(?:ed)? with|receive[d]?|gone through with|went through with|go through with|get)|\b(?:declined|refused|declines|refuses|deferred|postponed|cancell?ed|canceled|not performed:?|not done:?))(?: to (?:undergo|have|proceed with))?(?: the| a| an| any| her| his| proposed| recommended| another| further| planned)* $",
    )
});

/// Whether the words before or behind a procedure say that it was not done.
fn is_undone(before: &str, behind: &str) -> bool {
    const MADE: [&str; 9] = [
        "performed",
        "done",
        "carried out",
        "underwent",
        "undergone",
        "completed",
        "relief",
        "helped",
        "status post",
    ];
    let clause = before.rsplit(';').next().unwrap_or_default();
    let found = UNDONE.as_ref().and_then(|pattern| pattern.captures(behind)?.get(1));
    // `A fusion was performed, and therapy was not completed`.
    let made = |end: usize| MADE.iter().any(|word| behind[..end].contains(word) || clause.contains(word));
    found.is_some_and(|found| !made(found.start()))
        || NEVER.as_ref().is_some_and(|pattern| pattern.is_match(clause))
}

static ASKED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:recommend(?:ed|s|ing|ation)?|request(?:ed|s|ing)?|proposed?|propos(?:es|ing|al)|advised|advises|suggested|offered|contemplated|requires? authorization|authoriz(?:ed|ation)|certified|awaiting|pending|candidate|scheduled (?:for|to)|planned|indicated|appeal(?:ed|ing)?)\b",
    )
});

/// Whether a procedure is asked for, advised or allowed, and so still to come.
fn is_asked(text: &str) -> bool {
    ASKED.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

/// The clause of a range that a procedure stands in.
fn clause<'a>(text: &'a str, range: Range<usize>, span: &Range<usize>) -> &'a str {
    let from = text[range.start..span.start].rfind(';').map_or(range.start, |at| range.start + at);
    let to = text[span.end..range.end].find(';').map_or(range.end, |at| span.end + at);
    &text[from..to]
}

/// A procedure that was not done: still to come where it is advised, else
/// none.
fn undone(scene: &mut Scene<'_>, span: &Range<usize>, mark: &Mark, context: Context) {
    let asked = is_asked(scene.folded);
    let context = Context {
        negated: !asked,
        conditional: asked,
        historical: false,
        uncertain: false,
        other_person: context.other_person,
    };
    let name = scene.folded_as_written(span);
    scene.add_as(span, FactKind::Procedure(Procedure { name, of: mark.name.to_owned() }), context);
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
