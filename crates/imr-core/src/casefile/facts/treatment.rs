//! Procedures and therapies, with the number of visits.

use super::Scene;
use super::body::{part_near, parts};
use super::kind::{FactKind, Treatment};
use super::pattern::{Pattern, compiled};
use std::ops::Range;
use std::sync::LazyLock;

/// A treatment by its normal name, whether it is a procedure, and the ways it
/// is written.
const TREATMENTS: &[(&str, bool, &str)] = &[
    ("physical therapy", false, r"physical therapy|physiotherapy|pt|aquatic therapy|pool therapy"),
    ("occupational therapy", false, r"occupational therapy|hand therapy"),
    ("chiropractic care", false, r"chiropract\w+(?: (?:care|treatment|therapy|manipulation))?|spinal manipulation"),
    ("acupuncture", false, r"acupuncture"),
    ("massage therapy", false, r"massage(?: therapy)?"),
    ("home exercise", false, r"home exercises?(?: program)?|hep"),
    ("TENS", false, r"tens(?: unit)?|interferential(?: unit)?|h-?wave"),
    (
        "functional restoration program",
        false,
        r"functional restoration(?: program)?|work (?:hardening|conditioning)",
    ),
    ("psychotherapy", false, r"psychotherapy|cognitive[- ]behaviou?ral therapy|cbt|biofeedback"),
    (
        "epidural steroid injection",
        true,
        r"(?:transforaminal |interlaminar |caudal |lumbar |cervical )*epidural(?: steroid)?(?: injections?)?|l?esis?|tfesis?",
    ),
    ("facet injection", true, r"(?:facet|medial branch|zygapophyseal)(?: joint)? (?:injections?|blocks?)|mbbs?"),
    (
        "radiofrequency ablation",
        true,
        r"radiofrequency (?:ablation|neurotomy|rhizotomy)|rfa of|rhizotomy|neurotomy",
    ),
    ("trigger point injection", true, r"trigger point injections?|tpis?"),
    ("sacroiliac injection", true, r"(?:sacroiliac|si)(?: joint)? injections?"),
    ("stellate ganglion block", true, r"stellate ganglion blocks?|sympathetic blocks?"),
    ("viscosupplementation", true, r"viscosupplementation|hyaluronic acid injections?"),
    (
        "corticosteroid injection",
        true,
        r"(?:corticosteroid|cortisone|steroid|subacromial|intra-?articular) injections?",
    ),
    ("botulinum toxin injection", true, r"bot(?:ox|ulinum toxin) injections?"),
    ("spinal cord stimulator", true, r"spinal cord stimulat\w+|scs"),
    ("fusion", true, r"(?:anterior |posterior |lumbar |cervical |interbody )*fusions?|acdf|alif|plif|tlif"),
    ("discectomy", true, r"(?:micro)?dis[ck]ectomy"),
    ("laminectomy", true, r"(?:hemi)?lamin(?:ectomy|otomy)"),
    ("arthroscopy", true, r"arthroscop(?:y|ies|ic(?: \w+)?(?: (?:surgery|repair|decompression|debridement))?)"),
    ("rotator cuff repair", true, r"rotator cuff repair"),
    ("carpal tunnel release", true, r"carpal tunnel (?:release|surgery)"),
    ("meniscectomy", true, r"meniscectomy"),
    ("joint replacement", true, r"(?:total |partial )?(?:knee|hip|shoulder|joint) (?:replacement|arthroplasty)"),
    ("open reduction", true, r"orif|open reduction(?: and)?(?: internal fixation)?"),
    (
        "surgery",
        true,
        r"(?:back |neck |knee |shoulder |wrist |hand |ankle |foot |elbow |hip |spine |spinal )?(?:surgery|surgeries|surgical (?:procedure|intervention))",
    ),
];

static TREATMENT: Pattern = LazyLock::new(|| {
    let ways: Vec<String> = TREATMENTS.iter().map(|(_, _, ways)| format!("({ways})")).collect();
    compiled(&format!(r"\b(?:{})\b", ways.join("|")))
});

static VISITS: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty|twenty-four)(?: \((\d{1,3})\))?(?: of (?:\d{1,3}|\w+))?(?: \w+){0,3}? ?(?:sessions?|visits?|treatments|appointments)\b|\b(\d|one|two|three|four|five)(?:x| times?| visits?)? ?(?:a|per|/) ?(?:wk|week)(?:ly)? ?(?:for|x) ?(\d{1,2}|two|three|four|six|eight|twelve) ?(?:wks?|weeks)\b|\b(?:x|times) ?(\d{1,3})\b",
    )
});

pub(super) fn read(scene: &mut Scene<'_>) {
    let text = scene.text;
    let Some(pattern) = TREATMENT.as_ref() else {
        return;
    };
    let found: Vec<(Range<usize>, usize)> = pattern
        .captures_iter(text)
        .filter_map(|one| {
            let at = (0..TREATMENTS.len()).find(|at| one.get(at + 1).is_some())?;
            let span = one.get(0)?.range();
            // "pt" is also the patient.
            let is_patient = one.get(0)?.as_str() == "pt" || text[span.clone()].eq("Pt");
            (!is_patient).then_some((span, at))
        })
        .collect();
    if found.is_empty() {
        return;
    }
    let parts = parts(text);
    for (index, (span, at)) in found.iter().enumerate() {
        let (name, is_procedure, _) = TREATMENTS[*at];
        let from = index.checked_sub(1).map_or(0, |at| found[at].0.end);
        let to = found.get(index + 1).map_or(text.len(), |next| next.0.start);
        let treatment = Treatment {
            name: name.to_owned(),
            part: part_near(&parts, span).map(|part| part.name.to_owned()),
            visits: visits(&text[from..span.start], true).or_else(|| visits(&text[span.end..to], false)),
            is_procedure,
        };
        scene.add(span.clone(), FactKind::Treatment(treatment));
    }
}

/// The number of visits in the words before or after a treatment.
fn visits(words: &str, before: bool) -> Option<u32> {
    let pattern = VISITS.as_ref()?;
    let found = if before { pattern.captures_iter(words).last()? } else { pattern.captures(words)? };
    let value = |group: usize| found.get(group).and_then(|one| number(one.as_str()));
    match (value(3), value(4)) {
        (Some(a_week), Some(weeks)) => Some(a_week * weeks),
        _ => value(2).or_else(|| value(1)).or_else(|| value(5)),
    }
}

/// A number in figures or words.
pub(super) fn number(word: &str) -> Option<u32> {
    const WORDS: [(&str, u32); 17] = [
        ("a", 1),
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("eleven", 11),
        ("twelve", 12),
        ("several", 3),
        ("eighteen", 18),
        ("twenty", 20),
        ("twenty-four", 24),
    ];
    let lower = word.to_lowercase();
    lower.parse().ok().or_else(|| WORDS.iter().find(|(name, _)| *name == lower).map(|(_, value)| *value))
}
