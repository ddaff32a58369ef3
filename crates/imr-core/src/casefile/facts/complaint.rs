//! Where it hurts: parts of the body that the patient complains of, or says
//! not to. What was found on examination is no complaint.

use super::body::parts;
use super::kind::{Complaint, FactKind};
use super::scene::Scene;
use super::vocabulary::Table;
use crate::casefile::{Kind, Section};

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
    if !marks.has(Table::Symptom) && scene.section() != Section::PresentIllness {
        return;
    }
    for part in parts(scene) {
        let mut context = scene.context(&part.span);
        context.negated |= marks.cue("unaffected");
        let complaint = Complaint { part: part.name.to_owned(), side: part.side };
        scene.add_as(&part.span, FactKind::BodyPart(complaint), context);
    }
}
