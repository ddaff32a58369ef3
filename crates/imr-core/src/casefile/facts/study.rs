//! What imaging and electrodiagnostic studies showed.

use super::Scene;
use super::body::{levels, part_near, parts};
use super::kind::{FactKind, Study};
use super::pattern::{Pattern, compiled};
use crate::casefile::Kind;
use std::ops::Range;
use std::sync::LazyLock;

const STUDIES: &[(&str, &str)] = &[
    ("MR arthrogram", r"mr[ai]? arthrogram"),
    ("MRI", r"mri'?s?|magnetic resonance(?: imaging)?"),
    ("CT myelogram", r"ct myelogram|myelogram"),
    ("CT", r"ct(?: scans?)?|cat scans?|computed tomography"),
    ("X-ray", r"x-?\s?rays?|radiographs?|plain films?"),
    (
        "EMG/NCS",
        r"emgs?(?:\s?/\s?nc[sv])?|ncs|ncv|nerve conduction (?:study|studies|velocity)|electromyogra\w+|electrodiagnostic\w*(?: (?:study|studies|testing))?",
    ),
    ("ultrasound", r"ultrasound|sonogram"),
    ("bone scan", r"bone scan"),
    ("discogram", r"discogra(?:m|phy)"),
    ("bone density", r"dexa(?: scan)?|bone density"),
];

static STUDY: Pattern = LazyLock::new(|| {
    let ways: Vec<String> = STUDIES.iter().map(|(_, ways)| format!("({ways})")).collect();
    compiled(&format!(r"\b(?:{})\b", ways.join("|")))
});

static FINDING: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:broad-based |posterior |central |focal |mild |moderate |severe |small |large )*dis[ck] (?:protrusions?|herniations?|bulg(?:es?|ing)|extrusions?|desiccation|degeneration|space narrowing|disease)|herniated (?:nucleus pulposus|dis[ck]s?)|annular (?:tears?|fissures?)|(?:central (?:canal )?|canal |spinal |foraminal |neural foraminal |neuroforaminal |lateral recess )?stenosis|degenerative (?:dis[ck] disease|changes|joint disease)|spondylosis|spondylolisthesis|spondylolysis|facet (?:arthropathy|hypertrophy)|nerve root (?:compression|impingement)|(?:[a-z0-9/-]+ )?radiculopathy|carpal tunnel syndrome|(?:peripheral |ulnar |median )?(?:poly)?neuropathy|denervation|fibrillations?|(?:rotator cuff |supraspinatus |meniscal |meniscus |labral |partial(?:-| )thickness |full(?:-| )thickness |partial |complete )+tears?|tears?|(?:compression )?fractures?|(?:joint )?effusions?|tendin(?:osis|itis|opathy)|bursitis|(?:osteo)?arthritis|arthrosis|osteophytes?|impingement|chondromalacia|edema|subluxation|dislocation|normal(?: study)?|unremarkable|avascular necrosis)\b",
    )
});

pub(super) fn read(scene: &mut Scene<'_>) {
    let text = scene.text;
    let named = STUDY.as_ref().and_then(|pattern| pattern.captures(text)).and_then(|one| {
        let at = (0..STUDIES.len()).find(|at| one.get(at + 1).is_some())?;
        Some((one.get(0)?.range(), STUDIES[at].0))
    });
    let of_document = match scene.kind {
        Kind::Imaging => Some("imaging"),
        Kind::Electrodiagnostics => Some("EMG/NCS"),
        _ => None,
    };
    let Some(study) = named.as_ref().map(|one| one.1).or(of_document) else {
        return;
    };
    let parts = parts(text);
    let all: Vec<Range<usize>> =
        FINDING.as_ref().map_or(Vec::new(), |pattern| pattern.find_iter(text).map(|found| found.range()).collect());
    for (index, span) in all.iter().enumerate() {
        let to = all.get(index + 1).map_or(text.len(), |next| next.start);
        let own = levels(&text[span.end..to]);
        let from = index.checked_sub(1).map_or(0, |at| all[at].end);
        let levels = if own.is_empty() { levels(&text[from..span.start]) } else { own };
        scene.add(span.clone(), FactKind::Study(of(study, &parts, span, &text[span.clone()], levels)));
    }
    if let (true, Some((span, study))) = (all.is_empty(), named) {
        scene.add(span.clone(), FactKind::Study(of(study, &parts, &span, "", levels(text))));
    }
}

fn of(study: &str, parts: &[super::body::Part], span: &Range<usize>, finding: &str, levels: Vec<String>) -> Study {
    Study {
        study: study.to_owned(),
        part: part_near(parts, span).map(|part| part.name.to_owned()),
        finding: finding.to_lowercase(),
        levels,
    }
}
