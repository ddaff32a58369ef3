//! Where it hurts: parts of the body that the patient complains of, or says
//! not to. What was found on examination is no complaint.

use super::body::{parts, side_near};
use super::kind::{Complaint, FactKind};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::Table;
use crate::casefile::{Kind, Section};
use std::sync::LazyLock;

pub(super) fn read(scene: &mut Scene<'_>) {
    let marks = scene.marks;
    let elsewhere = matches!(
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
    let of_something_else =
        [Table::Finding, Table::Procedure, Table::Study, Table::Therapy].iter().any(|table| marks.has(*table));
    let examined = marks
        .of(Table::Sign)
        .any(|sign| !matches!(sign.name, "swelling" | "sensation" | "strength" | "tenderness"));
    if elsewhere || of_a_study || of_something_else || examined {
        return;
    }
    let told = marks.has(Table::Symptom) || marks.cue("unaffected");
    if !told && scene.section() != Section::PresentIllness {
        return;
    }
    let parts = parts(scene);
    let alone = parts.len() == 1;
    for part in parts {
        let mut context = scene.context(&part.span);
        context.negated |= marks.cue("unaffected") || is_denied_after(&scene.folded[part.span.end..]);
        // `Knee pain on the right`: of one part that is named, the side may stand apart.
        let apart = || (alone && is_paired(part.name)).then(|| side_near(scene.text, &part.span)).flatten();
        let complaint = Complaint { part: part.name.to_owned(), side: part.side.or_else(apart) };
        scene.add_as(&part.span, FactKind::BodyPart(complaint), context);
    }
}

/// Whether a body has a right and a left one.
fn is_paired(part: &str) -> bool {
    !matches!(part, "head" | "jaw" | "neck" | "mid back" | "low back" | "chest" | "abdomen")
}

static DENIED: Pattern = LazyLock::new(|| {
    compiled(
        r"^[:,\s]*(?:(?:is|are|was|were|has|have|had|does|gives|causes|remains) )?(?:been )?(?:no|not|without|denied|never|free|fine|normal|well|ok|okay|good|negative|neg|none|nil|asymptomatic|uninvolved|unremarkable)\b",
    )
});

/// Whether the words after a part deny that it hurts: `Left hip: no
/// complaints`.
fn is_denied_after(rest: &str) -> bool {
    DENIED.as_ref().is_some_and(|pattern| pattern.is_match(rest))
}
