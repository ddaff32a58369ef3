//! When and how the injury happened.

use super::kind::{FactKind, Injury};
use super::scene::Scene;
use super::vocabulary::{Mark, Table};
use crate::casefile::{Kind, Section};
use crate::letter::reading::dates;

pub(super) fn read(scene: &mut Scene<'_>) {
    let marks = scene.marks;
    if let Some(day) = marks.named(Table::Cue, "day of injury").cloned() {
        dated(scene, &day);
    }
    if !marks.has(Table::Mechanism) || marks.named(Table::Work, "modified duty").is_some() || marks.has(Table::Harm)
    {
        return;
    }
    if let Some(mark) = mechanism(scene) {
        let kind = FactKind::Injury(Injury { mechanism: Some(mark.name.to_owned()), date: None });
        scene.add(mark.span, kind);
    }
}

/// `DOI: 10/20/2016`, told once in a document.
fn dated(scene: &mut Scene<'_>, cue: &Mark) {
    let after = scene.text.get(cue.span.end..).unwrap_or_default();
    let Some(day) = dates::all(after).into_iter().next().filter(|day| day.range.start < 8) else { return };
    let first_page = scene.document.map_or(scene.page.number, |document| document.first_page);
    let told = scene
        .found
        .iter()
        .rev()
        .take_while(|fact| fact.page >= first_page)
        .any(|fact| matches!(&fact.kind, FactKind::Injury(one) if one.date == Some(day.day)));
    if !told {
        let span = cue.span.start..cue.span.end + day.range.end;
        let context = crate::casefile::Context::default();
        scene.add_as(&span, FactKind::Injury(Injury { mechanism: None, date: Some(day.day) }), context);
    }
}

/// What happened, where the sentence tells of the injury and not of a task.
fn mechanism(scene: &Scene<'_>) -> Option<Mark> {
    let marks = scene.marks;
    let section = scene.section();
    let told_here = matches!(section, Section::PresentIllness | Section::Plain | Section::PastHistory)
        || scene.kind == Kind::DoctorsFirstReport;
    let strong = marks.cue("mishap");
    // Where the illness is told, a blow or a fall speaks for itself; lifting
    // may be no more than what hurts.
    let eases = ["worse", "better", "pain scale", "function"].iter().any(|cue| marks.cue(cue));
    let told = section == Section::PresentIllness || scene.kind == Kind::DoctorsFirstReport;
    let task = |mark: &Mark| matches!(mark.name, "lifting" | "twisting" | "repetitive motion");
    let hurts = marks.has(Table::Symptom) && marks.of(Table::Mechanism).all(task);
    let weak = told && (marks.cue("while") || !(eases || hurts));
    if !told_here || !(strong || weak) || marks.has(Table::Sign) {
        return None;
    }
    // A collision or a blow tells more than what was being done.
    let telling = ["motor vehicle collision", "struck by object", "repetitive motion", "crush", "assault"];
    let by_name = telling.iter().find_map(|name| marks.named(Table::Mechanism, name));
    by_name.or_else(|| marks.of(Table::Mechanism).next()).cloned()
}
