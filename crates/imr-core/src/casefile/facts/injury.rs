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
        // That somebody does not fall is no accident.
        if scene.context(&mark.span).negated && mark.name == "fall" {
            return;
        }
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
    let strong = marks.cue("mishap") || scene.folded.contains("how did it happen");
    // Where the illness is told, a blow or a fall speaks for itself; lifting
    // may be no more than what hurts.
    let telling = ["motor vehicle collision", "struck by object", "crush", "assault"];
    let falls = || {
        let fell = ["fall", "slip"].iter().any(|name| marks.named(Table::Mechanism, name).is_some());
        fell && !marks.cue("function") && !marks.cue("pain scale")
    };
    let speaks = telling.iter().any(|name| marks.named(Table::Mechanism, name).is_some()) || falls();
    let eases = ["worse", "better", "pain scale", "function"].iter().any(|cue| marks.cue(cue));
    let told = section == Section::PresentIllness || scene.kind == Kind::DoctorsFirstReport;
    let task = |mark: &Mark| matches!(mark.name, "lifting" | "twisting" | "repetitive motion");
    let hurts = marks.has(Table::Symptom) && marks.of(Table::Mechanism).all(task);
    let weak = told && (marks.cue("while") || speaks || !(eases || hurts));
    // `Motor` of a motor vehicle is no sign.
    let found = |sign: &Mark| !scene.folded[sign.span.end..].starts_with(" vehicle");
    if !told_here || !(strong || weak) || marks.of(Table::Sign).any(found) {
        return None;
    }
    // Where the injury is not named, a task has to be told as what went wrong.
    const WRONG: [&str; 8] = ["at work", "felt", "injur", "on the job", "when ", "while ", "pound", " lb"];
    let tasks_only = marks.of(Table::Mechanism).all(|mark| matches!(mark.name, "lifting" | "twisting"));
    let wrong = || WRONG.iter().any(|word| scene.folded.contains(word));
    if tasks_only && !strong && scene.kind != Kind::DoctorsFirstReport && !wrong() {
        return None;
    }
    // A collision or a blow tells more than what was being done.
    let telling = ["motor vehicle collision", "struck by object", "repetitive motion", "crush", "assault"];
    let told = || marks.of(Table::Mechanism).filter(|mark| !is_figure(scene.folded, mark));
    let by_name = telling.iter().find_map(|name| told().find(|mark| mark.name == *name));
    by_name.or_else(|| told().next()).cloned()
}

/// `Carried forward`, `fell short`, `last fall`, `teeth pulled`: nothing that
/// happened to anybody.
fn is_figure(folded: &str, mark: &Mark) -> bool {
    const AFTER: [&str; 17] = [
        "forward",
        "over from",
        "out",
        "short",
        "asleep",
        "behind",
        "ill",
        "within",
        "risk",
        "precaution",
        "prevention",
        "chair",
        "team",
        "a prescription",
        "medication",
        "off when",
        "and shoving",
    ];
    const BEFORE: [&str; 8] =
        ["last ", "this ", "risk of ", "in the ", "since ", "risk for ", "prevent ", "recent "];
    const PULLED: [&str; 8] = ["teeth", "tooth", "report", "record", "pdmp", "cures", "film", "chart"];
    const LOADS: [&str; 14] = [
        "a ", "an ", "the ", "his ", "her ", "heavy", "box", "bag", "some ", "two ", "three ", "up to", "several",
        "about",
    ];
    const TASKS: [&str; 18] = [
        "lift", "bend", "use", "motion", "grip", "typ", "key", "stoop", "overhead", "reach", "push", "pull",
        "trauma", "stress", "strain", "movement", "twist", "task",
    ];
    let (before, after) = (&folded[..mark.span.start], folded[mark.span.end..].trim_start());
    let begins = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let load = begins(&LOADS) || after.starts_with(|c: char| c.is_ascii_digit());
    match &folded[mark.span.clone()] {
        "carried" => !load,
        "repeated" | "repeatedly" => !TASKS.iter().any(|word| folded.contains(word)),
        "pulled" => PULLED.iter().any(|word| before.contains(word)) || begins(&AFTER),
        "falls" => true,
        // `The score fell from 8 to 4`; `work slip`; `report pulled`.
        "fell" => begins(&AFTER) || is_of_a_number(before, after),
        "slip" => ["work ", "duty ", "off ", "pay ", "pink ", "release "].iter().any(|word| before.ends_with(word)),
        "fall" => BEFORE.iter().any(|word| before.ends_with(word)) || begins(&AFTER),
        _ => begins(&AFTER),
    }
}

/// Whether what fell is a measure, and nobody.
fn is_of_a_number(before: &str, after: &str) -> bool {
    const MEASURES: [&str; 8] = ["pain", "score", "tolerance", "level", "vas", "intensity", "rating", "use"];
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let to = after.strip_prefix("from ").or_else(|| after.strip_prefix("to ")).unwrap_or_default();
    MEASURES.contains(&last) || to.starts_with(|c: char| c.is_ascii_digit())
}
