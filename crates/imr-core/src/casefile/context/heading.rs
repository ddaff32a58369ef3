//! Headings of a report, and what they say of everything under them.

use crate::casefile::word_tree::{ROOT, WordTree};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// The part of a report a sentence stands in, as far as that changes what it
/// says or what may be read from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// No heading, or one that changes nothing.
    #[default]
    Plain,
    /// What brought the patient, and the present illness.
    PresentIllness,
    /// What the patient had before.
    PastHistory,
    /// What relatives have.
    FamilyHistory,
    /// What was done about it so far.
    Treatment,
    /// Habits, work and home.
    SocialHistory,
    /// What is not tolerated.
    Allergies,
    /// What is taken.
    Medications,
    /// What was seen and measured.
    Examination,
    /// What was asked of an examiner.
    Question,
    /// What may go wrong.
    Risks,
    /// What is thought to be the matter.
    Assessment,
    /// What is to be done.
    Plan,
    /// Studies and laboratory.
    Studies,
    /// Whether and how the patient works.
    WorkStatus,
}

/// What makes a heading the heading of a section: one of the words, or
/// several that stand together; the first row that holds decides.
const HEADINGS: &[(Section, &str)] = &[
    (
        Section::Plan,
        "rx plan|medication plan|medications and plan|meds and plan|medication management|med management|medication changes|\
         regimen changes|medication orders|medications prescribed|medications ordered|meds prescribed|prescriptions given|\
         prescriptions written|prescribed today|pharmacologic management|what we will do|what we'll do|what we are doing|\
         what happens next|what is next|what's next|going forward|action plan|plan of action|course of action|management plan|\
         orders today|today's orders|changes today|decisions today|today's actions|steps taken today",
    ),
    (
        Section::Treatment,
        "treatment provided|treatments provided|care given|treatments tried|treatment tried|measures tried|what has been done|\
         what was done|what has been tried|what was tried|interventional hx|interventional history|therapy status|\
         history of treatment|tx hx|care history|therapy history|treatment thus far|so far|thus far|until now|\
         medication trials|drug trials|prior trials|failed treatments|failed meds|conservative measures|past interventions|\
         response to treatment|response to care",
    ),
    (Section::FamilyHistory, "family health history|history of the family|family health|fmhx|family medical hx"),
    (
        Section::PastHistory,
        "health history|problem history|preexisting|pre existing|before injury|before the injury|before this injury|\
         prior to injury|prior to the injury|past health",
    ),
    (
        Section::Studies,
        "dx studies|diagnostic studies|review of studies|imaging studies|studies reviewed|tests reviewed|test results|results reviewed|imaging and tests|nerve tests|diagnostic results|diagnostic data|imaging review|review of imaging|diagnostic tests",
    ),
    (
        Section::PresentIllness,
        "subjective|subj|reported findings|interview findings|history findings|symptom findings|present illness|hpi|interval history|history of injury|chief complaint|reason for visit|present complaints|\
         current complaints|current symptoms|present symptoms|patient report|pain assessment|functional assessment|c o|how it happened|how injury occurred|how the injury occurred|how injured|complaints today|interval hx|interval update|injury onset|history of this injury|hx of injury|hx of this injury|hx of industrial injury|hx of present illness|location of pain|pain complaints|patient's report|history of the injury|\
         account of the injury|mechanism of injury|moi|presenting complaint|presenting complaints|interim history|\
         injury history|description of injury|patient states|presenting problem|history of current complaint|\
         today's visit|patient says|pt says|pt states|interval complaints|story of the injury|mechanism of the injury|reason for today|\
         patient's account|patient account|worker's account|employee's account|patient's statement|patient statement|\
         patient's words|own words|interview|reported symptoms|symptom report|symptomatology|patient's description|\
         concerns|current problems|present problems|presenting concerns|reason for encounter|reason for evaluation|\
         visit reason|since last visit|since the last visit|since last seen|interim update|interim report|course since|\
         clinical history|reported by patient|reported by the patient|as told by|history obtained|history given|\
         patient reports|patient complains|today's complaints|pain history|pain description|status since",
    ),
    (
        Section::FamilyHistory,
        "family history|family illnesses|family health|family health history|history of the family|fmhx|fmh|family background|family medical|family medical history|family hx|fam hx|fh|fhx|family psychiatric history|illnesses in the family|familial history|relatives",
    ),
    (
        Section::Treatment,
        "treatment to date|tx to date|prior treatment|prior tx|past treatment|previous treatment|treatment history|\
         treatment rendered|treatments to date|care received|care to date|care so far|conservative treatment|conservative care|prior care|\
         previous care|treatment received|therapy to date|treatment so far|previous therapy|prior therapy|therapies tried|\
         course of treatment|treatment course|treatment summary|past care|interventions|\
         treatment provided|treatments tried|care given|therapy status|interventional hx|interventional history|\
         what has been done|treatment given|tx summary|tx so far|tx received|tx history|medications tried|prior medications|failed medications|care provided",
    ),
    (
        Section::PastHistory,
        "past|pmh|psh|pmhx|pshx|prior|previous|surgical history|medical history|surgeries|operations|psychiatric history|illnesses|old history|old hx|remote history|health problems|medical problems|medical conditions|preexisting|pre-existing|health history|past problems|problem history|other problems|other conditions|comorbidities|medical hx|surgical hx|surg hx|pre-injury|preinjury",
    ),
    (Section::SocialHistory, "social history|social hx|sh|habits|personal history|occupational history"),
    (Section::Allergies, "allergies|allergy"),
    (
        Section::WorkStatus,
        "work status|disability status|work restrictions|return to work|disability|work capacity|duty status|\
         work ability|employment status|occupational status|fitness for duty|work limitations|work recommendation|\
         work recommendations|rtw|duty restrictions|restrictions|restricted|work duty|work release|work note|work slip|work disability|functional capacity|job capacity|activity status|duty|work excuse|employability|vocational status|job restrictions|off work note|occupational restrictions|ability to work|work disposition|job status",
    ),
    (
        Section::Medications,
        "medications|medication|meds|prescriptions|rx|medicines|drugs|pharmaceuticals|drug regimen|med list|med reconciliation|med rec|\
         current regimen|present regimen|what pt is taking|what the patient is taking|what patient takes|what pt takes",
    ),
    (Section::Question, "question|questions"),
    (Section::Risks, "risks|complications|warnings"),
    (
        Section::Assessment,
        "assessment|impression|impressions|imp|diagnosis|diagnoses|dx|problem list|working diagnoses|clinical impression|dxs",
    ),
    (
        Section::Plan,
        "plan|recommendations|recommendation|treatment plan|next steps|what we will do|medication management|disposition|orders|plan of treatment|plan of care|proposed treatment",
    ),
    (
        Section::Examination,
        "examination|exam|objective|pe|extremities|musculoskeletal|neurologic|neurological|neuro|inspection|palpation|\
         range of motion|motor|sensory|reflexes|gait|vital signs|vitals|physical findings|obj|clinical findings|exam findings|physical|examined|on examination|orthopedic testing|\
         neurologic testing|clinical observations|physician findings",
    ),
    (
        Section::Studies,
        "studies|imaging|laboratory|labs|x-rays|x-ray|radiographs|diagnostics|diagnostic testing|mri|ct|emg|findings|technique|comparison",
    ),
    (
        Section::PresentIllness,
        "subjective|complaints|complaint|history|cc|review of systems|ros|reason for consultation|symptoms|systems review|systems|systemic review|review by system|general health inquiry|\
         background|narrative|pain report|pt report|subj|hx|onset|patient says|patient describes|presentation",
    ),
];

/// The longest heading, in bytes and in words.
const LONGEST: (usize, usize) = (48, 6);

/// Every way, with its row.
static WAYS: LazyLock<WordTree<usize>> = LazyLock::new(|| {
    let mut tree = WordTree::default();
    for (row, (_, ways)) in HEADINGS.iter().enumerate() {
        for way in ways.split('|') {
            let last = way.split(' ').fold(ROOT, |node, word| tree.grown(node, word));
            tree.end(last, row);
        }
    }
    tree
});

/// The first row of which a way stands in a heading, whose words are parted by
/// blanks.
fn row_of(heading: &str) -> Option<usize> {
    let mut words: Vec<&str> = Vec::with_capacity(16);
    words.extend(heading.split(' ').filter(|word| !word.is_empty()));
    let mut least = None;
    for first in 0..words.len() {
        let mut node = ROOT;
        for word in &words[first..] {
            let Some(next) = WAYS.step(node, word) else { break };
            node = next;
            least = WAYS.ends(node).iter().copied().chain(least).min();
        }
    }
    least
}

/// The section a sentence opens, where it begins with a heading.
#[must_use]
pub fn section_of(sentence: &str) -> Option<Section> {
    let trimmed = sentence.trim_start();
    let colon = trimmed.bytes().take(LONGEST.0 + 1).position(|b| b == b':' || b == b'\n')?;
    heading(trimmed.get(..colon)?)
}

/// The section of a heading, without its colon. A heading of several
/// histories at once says nothing of any.
#[must_use]
pub(crate) fn heading(line: &str) -> Option<Section> {
    let line =
        line.trim_start_matches(|c: char| c.is_ascii_digit() || " .)".contains(c)).trim_end_matches([':', ' ']);
    if line.is_empty() || line.len() > LONGEST.0 || line.split(' ').count() > LONGEST.1 || line.contains(['.', ';'])
    {
        return None;
    }
    let lower = parted(line);
    let row = row_of(&lower);
    let alone = by_itself(lower.trim());
    let of_both = || lower.contains(" family ") && lower.contains(" social ");
    if row.is_none() && alone.is_none() && !of_both() {
        return None;
    }
    // `Exam Date` is a label of the day.
    if lower.contains(" date ") && !lower.contains(" to date ") {
        return None;
    }
    // `Side effects of medication: none` and `Pain with medication: 4` are answers.
    if [" effects ", " with ", " without ", " reactions "].iter().any(|word| lower.contains(word)) {
        return None;
    }
    if alone.is_some() {
        return alone;
    }
    if of_both() {
        return Some(Section::Plain);
    }
    row.map(|row| HEADINGS[row].0)
}

/// A heading in small letters, with one blank for each mark that parts its
/// words, and one at both ends.
fn parted(heading: &str) -> String {
    let mut lower = String::with_capacity(heading.len() + 2);
    lower.push(' ');
    for c in heading.chars() {
        match c {
            '/' | ',' | '&' | '(' | ')' => lower.push(' '),
            c if c.is_ascii() => lower.push(c.to_ascii_lowercase()),
            c => lower.extend(c.to_lowercase()),
        }
    }
    lower.push(' ');
    lower
}

/// Sections of a note that go by one letter, and what says much alone only.
fn by_itself(heading: &str) -> Option<Section> {
    match heading {
        "s" | "story" => Some(Section::PresentIllness),
        "o" => Some(Section::Examination),
        "a" => Some(Section::Assessment),
        "p" | "management" => Some(Section::Plan),
        "tx" | "therapy" | "therapies" | "treatment" | "treatments" | "tx response" | "treatment response" => {
            Some(Section::Treatment)
        }
        "family" | "fam" | "fam." => Some(Section::FamilyHistory),
        "tests" | "test" => Some(Section::Studies),
        "status" | "work" => Some(Section::WorkStatus),
        _ => None,
    }
}
