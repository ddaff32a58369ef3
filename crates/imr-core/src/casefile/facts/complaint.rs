//! Where it hurts: parts of the body that the patient complains of, or says
//! not to. What was found on examination is no complaint.

use super::body::{parts, side_near};
use super::kind::{Complaint, FactKind};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::Table;
use crate::casefile::{Kind, Section};
use std::ops::Range;
use std::sync::LazyLock;

pub(super) fn read(scene: &mut Scene<'_>) {
    let marks = scene.marks;
    let here = scene.section() == Section::PresentIllness;
    if is_elsewhere(scene) || is_of_something_else(scene, here) {
        return;
    }
    let told = marks.has(Table::Symptom) || marks.cue("unaffected");
    if (!told && !here) || scene.text.trim_end().ends_with('?') {
        return;
    }
    let mut parts = parts(scene);
    parts.retain(|part| !is_of_organs(scene, part));
    let alone = parts.len() == 1;
    for part in parts {
        let mut context = scene.finding(&part.span);
        context.negated |= is_spared(scene, &part.span, alone) || is_denied_after(&scene.folded[part.span.end..]);
        // `Knee pain on the right`: of one part that is named, the side may stand apart.
        let apart = || (alone && is_paired(part.name)).then(|| side_near(scene.text, &part.span)).flatten();
        let complaint = Complaint { part: part.name.to_owned(), side: part.side.or_else(apart) };
        scene.add_as(&part.span, FactKind::BodyPart(complaint), context);
    }
}

/// Whether the sentence stands where no complaints are told.
fn is_elsewhere(scene: &Scene<'_>) -> bool {
    let section = matches!(
        scene.section(),
        Section::Examination
            | Section::Studies
            | Section::Assessment
            | Section::Plan
            | Section::PastHistory
            | Section::FamilyHistory
            | Section::WorkStatus
            | Section::Treatment
            | Section::Medications
    );
    let of_a_study = matches!(
        scene.kind,
        Kind::Imaging | Kind::Electrodiagnostics | Kind::Operative | Kind::RequestForAuthorization | Kind::DrugTest
    );
    section || of_a_study
}

/// Whether the sentence tells of what was found or done. Of what is treated,
/// only that it hurts is a complaint.
fn is_of_something_else(scene: &Scene<'_>, here: bool) -> bool {
    let marks = scene.marks;
    // What the patient tells may have the name of a sign.
    let felt = |sign: &str| {
        matches!(sign, "swelling" | "sensation" | "strength" | "tenderness")
            || (here && matches!(sign, "spasm" | "range of motion" | "crepitus" | "flexion" | "rotation"))
    };
    [Table::Finding, Table::Procedure, Table::Study].iter().any(|table| marks.has(*table))
        || (marks.has(Table::Therapy) && !(here && marks.has(Table::Symptom)))
        || marks.of(Table::Sign).any(|sign| !felt(sign.name))
}

/// Whether the sentence says that a part is free of complaints: of several
/// that it names, the one in the same clause.
fn is_spared(scene: &Scene<'_>, part: &Range<usize>, alone: bool) -> bool {
    let Some(cue) = scene.marks.named(Table::Cue, "unaffected") else { return false };
    let between = part.end.min(cue.span.end)..part.start.max(cue.span.start);
    let between = scene.folded.get(between).unwrap_or_default();
    alone || !(between.contains([',', ';']) || between.contains(" but ") || between.contains("while "))
}

/// `No chest pain, no cough`: asked of the organs, and not of what was hurt.
fn is_of_organs(scene: &Scene<'_>, part: &super::body::Part) -> bool {
    let trunk = matches!(part.name, "chest" | "abdomen" | "head");
    trunk && (scene.marks.cue("organs") || (scene.folded.contains("no ") || scene.folded.contains("den")))
}

/// Whether a body has a right and a left one.
fn is_paired(part: &str) -> bool {
    !matches!(part, "head" | "jaw" | "neck" | "mid back" | "low back" | "chest" | "abdomen")
}

static DENIED: Pattern = LazyLock::new(|| {
    compiled(
        r"^[:,\s-]*(?:(?:is|are|was|were|has|have|had|does|gives|causes|remains) )?(?:been )?(no|not|without|denied|never|free|fine|normal|well|ok|okay|good|negative|neg|none|nil|asymptomatic|uninvolved|unremarkable)\b[\s:]*(\w*)",
    )
});

/// Whether the words after a part deny that it hurts: `Left hip: no
/// complaints`. `No change` and `not better` deny nothing.
fn is_denied_after(rest: &str) -> bool {
    const COURSE: [&str; 21] = [
        "change",
        "changes",
        "changed",
        "better",
        "improved",
        "improving",
        "improvement",
        "different",
        "worse",
        "new",
        "relief",
        "relieved",
        "resolved",
        "controlled",
        "radiation",
        "radiating",
        "responding",
        "longer",
        "well",
        "much",
        "only",
    ];
    let Some(found) = DENIED.as_ref().and_then(|pattern| pattern.captures(rest)) else { return false };
    let word = |at: usize| found.get(at).map_or("", |word| word.as_str());
    !(matches!(word(1), "no" | "not" | "without" | "never") && COURSE.contains(&word(2)))
}
