//! Whether the patient works, and how.

use super::kind::FactKind;
use super::scene::Scene;
use super::vocabulary::Table;
use crate::casefile::Section;

/// Statuses, the one that says most first.
const STATUSES: [&str; 7] =
    ["off work", "modified duty", "full duty", "permanent and stationary", "retired", "unemployed", "working"];

/// Words that speak of work wherever they stand.
const OF_WORK: [&str; 10] =
    ["duty", "duties", "work", "disab", "ttd", "tpd", "job", "occupation", "stationary", "medical improvement"];

/// Words that make a status one of a time to come.
const SUPPOSED: [&str; 7] = ["if he", "if she", "once ", "would ", "hope", "goal", "anticipat"];

pub(super) fn read(scene: &mut Scene<'_>) {
    let marks = scene.marks;
    let found = STATUSES.iter().find_map(|status| marks.named(Table::Work, status)).cloned();
    let Some(mark) = found else { return };
    let mut context = scene.context(&mark.span);
    let here = scene.section() == Section::WorkStatus;
    let written = &scene.folded[mark.span.clone()];
    let of_work = OF_WORK.iter().any(|word| written.contains(word));
    // "May return" allows and supposes nothing.
    let supposed = context.conditional && SUPPOSED.iter().any(|word| scene.folded.contains(word));
    context.conditional = supposed;
    // Elsewhere "daily work" and the like say little, and motion is free too.
    let of_else = [Table::Sign, Table::Therapy, Table::Harm].iter().any(|table| marks.has(*table));
    let little = mark.name == "working"
        || supposed
        || (marks.cue("function") && !of_work)
        || ((of_else || !scene.drugs.is_empty()) && !of_work);
    if !here && little {
        return;
    }
    scene.add_as(&mark.span, FactKind::WorkStatus { status: mark.name.to_owned() }, context);
}
