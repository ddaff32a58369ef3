//! What a fact can be: one enum, with the data of each kind. In words, facts
//! are told by [`super::telling`].

use serde::{Deserialize, Serialize};

/// What the case file says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FactKind {
    /// When and how the injury happened.
    Injury(Injury),
    /// Where it hurts.
    BodyPart(Complaint),
    /// A diagnosis.
    Diagnosis {
        /// In the words of the record, in lower case.
        name: String,
        /// Its code, where stated: ICD-10, or ICD-9 in older records.
        code: Option<String>,
    },
    /// A drug, and what is done with it.
    Medication(Medication),
    /// What a drug or treatment does, or what follows from it.
    Effect(Effect),
    /// Pain on a scale to ten.
    Pain(Pain),
    /// A drug that was tried before another.
    Trial(Trial),
    /// What was found on examination.
    Exam(Exam),
    /// What a study showed.
    Study(Study),
    /// The result of a test for drugs.
    DrugTest(DrugTest),
    /// An operation, or what else goes through the skin.
    Procedure(Procedure),
    /// A course of therapy.
    Therapy(Therapy),
    /// Whether the patient works.
    WorkStatus {
        /// In plain words, such as `modified duty`.
        status: String,
        /// The last day for which it is ordered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<jiff::civil::Date>,
    },
    /// What a physician asks the claims administrator to authorize.
    Request {
        /// In the words of the request.
        item: String,
        /// What it is, by its plain name.
        what: String,
        /// How many, how often or for how long, as written.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quantity: Option<String>,
    },
    /// What utilization review decided.
    UrDecision(UrDecision),
}

impl FactKind {
    /// The name by which `--kind` asks for it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Injury(_) => "injury",
            Self::BodyPart(_) => "body-part",
            Self::Diagnosis { .. } => "diagnosis",
            Self::Medication(_) => "medication",
            Self::Effect(_) => "effect",
            Self::Pain(_) => "pain",
            Self::Trial(_) => "trial",
            Self::Exam(_) => "exam",
            Self::Study(_) => "study",
            Self::DrugTest(_) => "drug-test",
            Self::Procedure(_) => "procedure",
            Self::Therapy(_) => "therapy",
            Self::WorkStatus { .. } => "work-status",
            Self::Request { .. } => "request",
            Self::UrDecision(_) => "ur-decision",
        }
    }

    /// Every name of a kind.
    pub const NAMES: [&'static str; 15] = [
        "injury",
        "body-part",
        "diagnosis",
        "medication",
        "effect",
        "pain",
        "trial",
        "exam",
        "study",
        "drug-test",
        "procedure",
        "therapy",
        "work-status",
        "request",
        "ur-decision",
    ];
}

/// When and how the injury happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Injury {
    /// What happened, in a word, such as `fall`.
    pub mechanism: Option<String>,
    /// The day, where the sentence gives it as the day of injury.
    pub date: Option<jiff::civil::Date>,
}

/// A part of the body that hurts, or is said not to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// The part, by its plain name.
    pub part: String,
    /// On which side.
    pub side: Option<Side>,
}

/// A side of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The left one.
    Left,
    /// The right one.
    Right,
    /// Both.
    Both,
}

impl Side {
    /// As it stands before the part.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Both => "bilateral",
        }
    }
}

/// A part of the body with its side, as in `left knee`.
#[must_use]
pub fn sided(side: Option<Side>, part: &str) -> String {
    side.map_or_else(|| part.to_owned(), |side| format!("{} {part}", side.in_words()))
}

/// What is done with a drug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Use {
    /// It is taken, or listed as taken.
    Current,
    /// It is given for the first time.
    Started,
    /// It is given again.
    Refilled,
    /// It is given in another dose.
    Changed,
    /// It is prescribed, and whether for the first time is not said.
    Prescribed,
    /// A pharmacy gave it out.
    Dispensed,
    /// It is no longer given.
    Stopped,
    /// It may be given later.
    Considered,
    /// It was taken before the present episode.
    Past,
    /// It is not tolerated.
    Allergy,
    /// It is named, and no more.
    Named,
}

impl Use {
    /// In a word.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Started => "started",
            Self::Refilled => "refilled",
            Self::Changed => "changed",
            Self::Prescribed => "prescribed",
            Self::Dispensed => "dispensed",
            Self::Stopped => "stopped",
            Self::Considered => "considered",
            Self::Past => "past",
            Self::Allergy => "allergy",
            Self::Named => "named",
        }
    }
}

/// A drug as the record names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Medication {
    /// Active ingredients, in alphabetical order, joined by ` / `.
    pub ingredients: String,
    /// The name as written.
    pub name: String,
    /// Amount or strength as written; after a change, the new one.
    pub dose: Option<String>,
    /// How often, as written.
    pub frequency: Option<String>,
    /// How many.
    pub quantity: Option<u32>,
    /// What is done with it.
    pub used: Use,
    /// Since when the sentence says it is taken.
    pub since: Option<jiff::civil::Date>,
    /// The day on which the sentence says it was started, given or stopped; of
    /// a month that it gives, the first for a start and the last for a stop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<jiff::civil::Date>,
    /// The sentence gives a time for it that is no day and no month, such as
    /// `some time ago`, or says only that it has been done, such as `no longer
    /// takes` and `her PCP stopped it`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub vague: bool,
    /// For how many days a pharmacy gave it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supply: Option<u32>,
    /// Who prescribes it: named beside it, or the author of the report in
    /// which it is prescribed.
    pub prescriber: Option<String>,
}

/// What a treatment does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// The drug or treatment named with it, if any.
    pub of: Option<String>,
    /// What follows.
    pub course: Course,
    /// By its plain name, such as `nausea`.
    pub what: String,
}

/// Which way something goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Course {
    /// Pain or symptoms get less.
    Relief,
    /// Function gets better.
    Improved,
    /// Function stays.
    Unchanged,
    /// Function gets worse.
    Worse,
    /// A side effect.
    SideEffect,
}

/// Pain on a scale to ten, as far as a sentence gives it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Pain {
    /// The score; the higher of a range.
    pub score: Option<f32>,
    /// With medication.
    pub with_drug: Option<f32>,
    /// Without.
    pub without_drug: Option<f32>,
}

/// A drug that was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// What was tried: a drug, or a class of drugs.
    pub of: String,
    /// The class it belongs to, where it is a drug.
    pub class: Option<String>,
    /// It did not help, or was not tolerated.
    pub failed: bool,
    /// It was not tolerated.
    pub intolerance: bool,
}

/// What was found on examination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exam {
    /// What was looked for, such as `straight leg raise`.
    pub sign: String,
    /// Where.
    pub part: Option<String>,
    /// On which side.
    pub side: Option<Side>,
    /// The finding as written: `positive`, `45 degrees`, `4/5`.
    pub value: Option<String>,
    /// `normal`, `full` or `decreased`, of what is measured and not there or
    /// absent: motion, strength, sensation, reflexes.
    pub result: Option<String>,
}

/// What a study showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Study {
    /// The kind of study, such as `MRI`.
    pub study: String,
    /// Of what, with its side.
    pub part: Option<String>,
    /// What it showed, by its plain name, such as `disc protrusion`; empty
    /// where only the study is named.
    pub finding: String,
    /// Levels of the spine, such as `L4-5`.
    pub levels: Vec<String>,
    /// On which side it was found, where the part does not say so.
    #[serde(default)]
    pub side: Option<Side>,
}

impl Study {
    /// Whether it tells of nerves and muscles, and not of pictures.
    #[must_use]
    pub fn is_electrodiagnostic(&self) -> bool {
        self.study.starts_with("EMG")
    }
}

/// The result of a test for drugs: of one substance, or of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrugTest {
    /// What was looked for; none where the whole test is spoken of.
    pub substance: Option<String>,
    /// Whether it is prescribed.
    pub expected: Option<bool>,
    /// Whether it was found.
    pub found: Option<bool>,
    /// Whether this agrees.
    pub consistent: Option<bool>,
}

/// A procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Procedure {
    /// Its name as written, in lower case.
    pub name: String,
    /// What it is of, such as `fusion`.
    pub of: String,
    /// What it did, as written: `60% relief for 8 weeks`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<String>,
}

/// A course of therapy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Therapy {
    /// Its plain name, such as `physical therapy`.
    pub name: String,
    /// How many visits were made.
    pub visits: Option<u32>,
    /// How many were allowed.
    pub planned: Option<u32>,
    /// Whether it helped.
    pub helped: Option<bool>,
}

/// What utilization review decided of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrDecision {
    /// What was asked for, as written.
    pub item: String,
    /// What it is, by its plain name.
    pub what: String,
    /// What was decided.
    pub outcome: Outcome,
    /// Why, in the words of the decision.
    pub reason: Option<String>,
    /// The guideline that is named.
    pub guideline: Option<String>,
}

/// How utilization review decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Not certified.
    Denied,
    /// Certified in part.
    Modified,
    /// Certified.
    Approved,
    /// Taken back by who asked for it.
    Withdrawn,
    /// Not decided yet.
    Deferred,
}

impl Outcome {
    /// In a word.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::Modified => "modified",
            Self::Approved => "approved",
            Self::Withdrawn => "withdrawn",
            Self::Deferred => "deferred",
        }
    }
}
