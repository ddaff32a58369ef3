//! Which readers look at a sentence: decided by one scan for the words that
//! their subjects cannot do without.

use super::{
    Scene, diagnosis, drug_test, effect, exam, injury, medication, pain, study, treatment, trial, ur_decision, work,
};
use crate::casefile::{Kind, Section};
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// A set of subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Subjects(u16);

impl Subjects {
    const DIAGNOSIS: Self = Self(1);
    const DRUG_TEST: Self = Self(1 << 1);
    const EFFECT: Self = Self(1 << 2);
    const EXAM: Self = Self(1 << 3);
    const INJURY: Self = Self(1 << 4);
    const PAIN: Self = Self(1 << 5);
    const STUDY: Self = Self(1 << 6);
    const TREATMENT: Self = Self(1 << 7);
    const TRIAL: Self = Self(1 << 8);
    const UR: Self = Self(1 << 9);
    const WORK: Self = Self(1 << 10);
    const DRUG: Self = Self(1 << 11);

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Beginnings of words, and the subjects they belong to. A drug is looked for
/// by its name, which no short list holds; its reader has a scan of its own.
const STEMS: &[(Subjects, &[&str])] = &[
    (Subjects::DIAGNOSIS, &["diagnos", "icd", "impression", "assessment"]),
    (
        Subjects::DRUG_TEST,
        &[
            "toxicolog",
            "urine",
            "uds",
            "drug screen",
            "drug test",
            "inconsistent",
            "metabolite",
            "cures",
            "immunoassay",
        ],
    ),
    (
        Subjects::EFFECT,
        &[
            "relie",
            "improve",
            "help",
            "benefit",
            "side effect",
            "adverse",
            "nausea",
            "drows",
            "sedat",
            "constipat",
            "dizz",
            "gi upset",
            "gastr",
            "heartburn",
            "function",
            "adl",
            "activities of daily",
            "effective",
            "worse",
            "decrease",
            "reduc",
            "tolerat",
            "unchanged",
            "dyspepsia",
            "reflux",
            "itching",
            "rash",
        ],
    ),
    (
        Subjects::EXAM,
        &[
            "spasm",
            "tender",
            "tone",
            "range of motion",
            "rom",
            "flexion",
            "extension",
            "rotation",
            "abduction",
            "adduction",
            "bending",
            "straight leg",
            "slr",
            "reflex",
            "strength",
            "motor",
            "sensation",
            "sensory",
            "spurling",
            "phalen",
            "tinel",
            "lasegue",
            "kemp",
            "faber",
            "patrick",
            "mcmurray",
            "hawkins",
            "neer",
            "gait",
            "swelling",
            "effusion",
            "crepitus",
            "trigger point",
            "guarding",
            "facet loading",
            "compression test",
            "lachman",
            "drawer",
            "impingement",
            "finkelstein",
            "waddell",
            "hypesthesia",
            "hypoesthesia",
            "dysesthesia",
            "atrophy",
            "grip",
            "dorsiflexion",
            "pronation",
            "supination",
            "antalgic",
            "twitch",
            "drop arm",
            "hypertonicity",
        ],
    ),
    (
        Subjects::INJURY,
        &[
            "injur",
            "accident",
            "fell",
            "fall",
            "slip",
            "trip",
            "lift",
            "struck",
            "hit",
            "twist",
            "repetitive",
            "collision",
            "cumulative",
            "rear-end",
            "crush",
            "assault",
            "pulling",
            "pushing",
            "carrying",
            "onset",
        ],
    ),
    (
        Subjects::PAIN,
        &["/10", "/ 10", "out of 10", "out of ten", "vas", "nrs", "pain scale", "pain level", "pain score"],
    ),
    (
        Subjects::STUDY,
        &[
            "mri",
            "magnetic resonance",
            "ct ",
            "cat scan",
            "computed tomograph",
            "x-ray",
            "xray",
            "radiograph",
            "emg",
            "ncs",
            "ncv",
            "nerve conduction",
            "electromyogr",
            "electrodiagnos",
            "ultrasound",
            "bone scan",
            "disc ",
            "disk ",
            "stenosis",
            "herniat",
            "protrusion",
            "bulg",
            "arthrogram",
            "myelogram",
            "radiculopathy",
            "spondylo",
            "denervation",
            "fibrillation",
            "dexa",
            "degenerative",
            "tear",
            "fractur",
        ],
    ),
    (
        Subjects::TREATMENT,
        &[
            "physical therapy",
            "pt ",
            "physiotherapy",
            "chiropract",
            "acupunct",
            "occupational therapy",
            "massage",
            "injection",
            "epidural",
            "esi",
            "block",
            "surgery",
            "surgical",
            "ectomy",
            "otomy",
            "plasty",
            "scopy",
            "scopic",
            "fusion",
            "tens",
            "rhizotomy",
            "ablation",
            "home exercise",
            "aquatic",
            "pool therapy",
            "functional restoration",
            "cognitive behavioral",
            "biofeedback",
            "work hardening",
            "traction",
            "brace",
            "release",
            "repair",
            "stimulator",
            "sessions",
            "visits",
            "psychotherapy",
            "manipulation",
            "decompression",
        ],
    ),
    (
        Subjects::TRIAL,
        &[
            "fail",
            "tried",
            "trial",
            "intoleran",
            "tolerat",
            "refractory",
            "unresponsive",
            "respond",
            "ineffective",
            "allerg",
            "without relief",
            "without benefit",
            "without improvement",
            "despite",
            "exhausted",
            "not help",
            "no relief",
            "no benefit",
            "contraindicat",
            "could not take",
            "cannot take",
        ],
    ),
    (
        Subjects::UR,
        &[
            "certif",
            "denied",
            "denial",
            "modified",
            "approved",
            "medically necessary",
            "medical necessity",
            "mtus",
            "acoem",
            "odg",
            "guideline",
            "utilization review",
            "authoriz",
        ],
    ),
    (
        Subjects::WORK,
        &[
            "work",
            "disab",
            "duty",
            "duties",
            "ttd",
            "tpd",
            "permanent and stationary",
            "p&s",
            "retired",
            "unemployed",
            "mmi",
            "maximum medical improvement",
            "restriction",
        ],
    ),
];

struct Gate {
    stems: AhoCorasick,
    subjects: Vec<Subjects>,
}

static GATE: LazyLock<Option<Gate>> = LazyLock::new(|| {
    let pairs = || STEMS.iter().flat_map(|(subject, stems)| stems.iter().map(move |stem| (*subject, *stem)));
    let stems = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .build(pairs().map(|pair| pair.1))
        .ok()?;
    Some(Gate { stems, subjects: pairs().map(|pair| pair.0).collect() })
});

/// The subjects that a sentence may speak of, in a document and a section
/// that may make any sentence speak of one.
pub(super) fn subjects(sentence: &str, kind: Kind, section: Section) -> Subjects {
    let Some(gate) = GATE.as_ref() else {
        return Subjects::default();
    };
    let mut subjects = match (kind, section) {
        (Kind::DrugTest, _) => Subjects::DRUG_TEST,
        (_, Section::Assessment) => Subjects::DIAGNOSIS,
        _ => Subjects::default(),
    };
    if crate::drug::may_name(sentence) {
        subjects.0 |= Subjects::DRUG.0;
    }
    for found in gate.stems.find_overlapping_iter(sentence) {
        subjects.0 |= gate.subjects[found.pattern().as_usize()].0;
    }
    subjects
}

/// Gives the facts of one subject.
type Reader = fn(&mut Scene<'_>);

/// Lets every reader look whose subject may be there.
pub(super) fn read(subjects: Subjects, scene: &mut Scene<'_>) {
    if scene.kind == Kind::UrDecision {
        if subjects.has(Subjects::UR) {
            ur_decision::read(scene);
        }
        return;
    }
    if subjects.has(Subjects::DRUG) {
        medication::read(scene);
    }
    if subjects.has(Subjects::DIAGNOSIS) {
        diagnosis::read(scene);
    }
    let readers: [(Subjects, Reader); 9] = [
        (Subjects::DRUG_TEST, drug_test::read),
        (Subjects::EFFECT, effect::read),
        (Subjects::EXAM, exam::read),
        (Subjects::INJURY, injury::read),
        (Subjects::PAIN, pain::read),
        (Subjects::STUDY, study::read),
        (Subjects::TREATMENT, treatment::read),
        (Subjects::TRIAL, trial::read),
        (Subjects::WORK, work::read),
    ];
    for (subject, read) in readers {
        if subjects.has(subject) {
            read(scene);
        }
    }
}
