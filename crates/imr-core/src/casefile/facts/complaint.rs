//! Where it hurts: parts of the body that the patient complains of, or says
//! not to. What was found on examination is no complaint.

use super::body::{parts, side_near};
use super::exam::is_provoked;
use super::kind::{Complaint, FactKind};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::Table;
use crate::casefile::{Context, Kind, Reading, Section};
use std::ops::Range;
use std::sync::LazyLock;

pub(super) fn read(scene: &mut Scene<'_>) {
    let marks = scene.marks;
    let here = scene.is_told_by_the_patient();
    if is_elsewhere(scene) || is_of_something_else(scene, here) {
        return;
    }
    let told = marks.has(Table::Symptom) || marks.cue("unaffected");
    let answer = if scene.text.trim_end().ends_with('?') { Some(answered(scene)) } else { None };
    if (!told && !here) || answer == Some(None) {
        return;
    }
    let mut parts = parts(scene);
    parts.retain(|part| !is_of_organs(scene, part));
    let alone = parts.len() == 1;
    let last = parts.last().map_or(0, |part| part.span.start);
    for part in parts {
        let mut context = before_denial(scene, &part, last).unwrap_or_else(|| scene.finding(&part.span));
        let before = scene.folded[..part.span.start].trim_end();
        // `Has not gotten over the pain`: what goes on is not denied.
        if told_of(scene, "unrelieved", &part.span, alone) {
            (context.negated, context.historical, context.uncertain) = (false, false, false);
        } else {
            context.negated |= told_of(scene, "unaffected", &part.span, alone)
                || is_denied_after(&scene.folded[part.span.end..])
                || ["zero", "nil", "neg", "neg:"].iter().any(|no| before.ends_with(no));
            if let Some(yes) = answer.flatten() {
                context.negated = !yes;
            }
            context.conditional &= !context.negated;
            // What was never there is not over.
            context.historical &= !context.negated || scene.section() == Section::PastHistory;
        }
        // `Knee pain on the right`: of one part that is named, the side may stand apart.
        let apart = || (alone && is_paired(part.name)).then(|| side_near(scene.text, &part.span)).flatten();
        let complaint = Complaint { part: part.name.to_owned(), side: part.side.or_else(apart) };
        scene.add_as(&part.span, FactKind::BodyPart(complaint), context);
    }
}

/// What is answered right behind a question: `Neck pain? Denies.`
fn answered(scene: &Scene<'_>) -> Option<bool> {
    let rest = scene.shown.get(scene.sentence.span.end..)?.trim_start_matches([' ', '"', '\n']);
    let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next()?.to_lowercase();
    match word.as_str() {
        "no" | "none" | "denies" | "denied" | "negative" | "neg" | "never" | "nope" => Some(false),
        "yes" | "positive" | "pos" | "affirms" | "endorses" => Some(true),
        _ => None,
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
    // What the patient tells may have the name of a sign; of a test it has not.
    let felt = |sign: &str| {
        matches!(sign, "swelling" | "sensation" | "strength" | "tenderness") || (here && !is_provoked(sign))
    };
    [Table::Finding, Table::Procedure, Table::Study].iter().any(|table| marks.has(*table))
        || (marks.has(Table::Therapy) && !(here && marks.has(Table::Symptom)))
        || marks.of(Table::Sign).any(|sign| !felt(sign.name))
}

/// Whether a cue speaks of a part: of several that the sentence names, of the
/// one in its clause.
fn told_of(scene: &Scene<'_>, name: &str, part: &Range<usize>, alone: bool) -> bool {
    let near = |cue: &Range<usize>| {
        let between = part.end.min(cue.end)..part.start.max(cue.start);
        let between = scene.folded.get(between).unwrap_or_default();
        !(between.contains([',', ';']) || between.contains(" but ") || between.contains("while "))
    };
    let cues = || scene.marks.of(Table::Cue).filter(|cue| cue.name == name);
    if scene.marks.cue(name) { cues().any(|cue| alone || near(&cue.span)) } else { false }
}

/// How the sentence says a part before it goes on to deny another: `Low back
/// pain, denies neck pain`.
fn before_denial(scene: &Scene<'_>, part: &super::body::Part, last: usize) -> Option<Context> {
    const DENIALS: [&str; 13] = [
        ", denies ",
        ", denied ",
        "; denies ",
        "; denied ",
        " but denies ",
        " and denies ",
        " but denied ",
        ", none ",
        "; none ",
        ", no ",
        "; no ",
        " without ",
        " but no",
    ];
    if last <= part.span.end {
        return None;
    }
    let rest = scene.folded.get(part.span.end..last)?;
    let at = DENIALS.iter().filter_map(|denial| rest.find(denial)).min()?;
    let said = scene.text.get(..part.span.end + at)?;
    Some(Reading::new(said, scene.section()).context(&part.span))
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
        r"^[:,\s-]*(?:(?:is|are|was|were|has|have|had|does|did|gives|gave|causes|remains|feels|felt|seems|stays|pain|hurts|aches|ache|sx|symptoms|complaints|problems|trouble|soreness|stiffness) )?(?:been |said to be |reported as |reported to be |described as |still |now |currently |completely |entirely )?(no|not|without|denied|never|free|fine|normal|well|ok|okay|good|negative|neg|none|nil|asymptomatic|uninvolved|unremarkable|wnl|comfortable|unhurt|uninjured)\b[\s:]*(\w*)",
    )
});

/// Words behind a `not` that tell of the course of a complaint.
const COURSE: [&str; 44] = [
    "let",
    "letting",
    "gone",
    "go",
    "going",
    "quit",
    "settled",
    "eased",
    "abated",
    "subsided",
    "gotten",
    "got",
    "getting",
    "stopped",
    "cleared",
    "healed",
    "recovered",
    "lessened",
    "diminished",
    "improve",
    "resolve",
    "respond",
    "responded",
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

/// Whether the words after a part deny that it hurts: `Left hip: no
/// complaints`. `No change` and `not better` deny nothing.
fn is_denied_after(rest: &str) -> bool {
    let Some(found) = DENIED.as_ref().and_then(|pattern| pattern.captures(rest)) else { return false };
    let word = |at: usize| found.get(at).map_or("", |word| word.as_str());
    // `Pain without numbness` denies the numbness, `none in the neck` the neck.
    const HURTS: [&str; 6] = ["pain ", "hurts ", "ache", "sore", "stiff", "sx "];
    let hurts = HURTS.iter().any(|hurts| rest[..found.get(1).map_or(0, |word| word.start())].contains(hurts));
    if (word(1) == "none" && matches!(word(2), "in" | "at" | "about"))
        || (hurts && matches!(word(1), "no" | "not" | "without" | "never"))
    {
        return false;
    }
    !(matches!(word(1), "no" | "not" | "without" | "never") && COURSE.contains(&word(2)))
}
