//! Whether the patient works, and how.

use super::kind::FactKind;
use super::scene::Scene;
use super::vocabulary::Table;
use crate::casefile::Section;

/// Statuses, the one that says most first.
const STATUSES: [&str; 7] =
    ["off work", "modified duty", "full duty", "permanent and stationary", "retired", "unemployed", "working"];

pub(super) fn read(scene: &mut Scene<'_>) {
    let marks = scene.marks;
    let found = STATUSES.iter().find_map(|status| marks.named(Table::Work, status)).cloned();
    let Some(mark) = found else { return };
    let context = scene.context(&mark.span);
    let here = scene.section() == Section::WorkStatus;
    // Elsewhere "daily work" and the like say little.
    if !here && (mark.name == "working" || context.conditional || marks.cue("function")) {
        return;
    }
    scene.add_as(&mark.span, FactKind::WorkStatus { status: mark.name.to_owned() }, context);
}
