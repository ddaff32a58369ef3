//! What a fact can be: one enum, with the data of each kind.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What the case file says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FactKind {
    /// How the injury happened.
    Injury(Injury),
    /// A diagnosis.
    Diagnosis {
        /// In the words of the record.
        name: String,
        /// Its code, where stated: ICD-10, or ICD-9 in older records.
        code: Option<String>,
    },
    /// A drug, and what is done with it.
    Medication(Medication),
    /// What a drug or treatment does, or what follows from it.
    Effect(Effect),
    /// Pain on a scale to ten.
    Pain {
        /// The score; the higher of a range.
        score: f32,
        /// With medication, without, or not said.
        with_medication: Option<bool>,
    },
    /// A treatment that was tried before another.
    Trial(Trial),
    /// What was found on examination.
    Exam(Exam),
    /// What a study showed.
    Study(Study),
    /// The result of a test for drugs.
    DrugTest(DrugTest),
    /// A procedure or therapy.
    Treatment(Treatment),
    /// Whether the patient works.
    WorkStatus {
        /// In normal words, such as `modified duty`.
        status: String,
    },
    /// What utilization review decided.
    UrDecision {
        /// What was asked for, as written.
        item: String,
        /// What was decided.
        outcome: Outcome,
    },
    /// Why utilization review decided so, or the guideline it cited.
    UrReason {
        /// In the words of the decision.
        reason: String,
        /// Whether the sentence names a guideline.
        guideline: bool,
    },
}

impl FactKind {
    /// The name by which `--kind` asks for it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Injury(_) => "injury",
            Self::Diagnosis { .. } => "diagnosis",
            Self::Medication(_) => "medication",
            Self::Effect(_) => "effect",
            Self::Pain { .. } => "pain",
            Self::Trial(_) => "trial",
            Self::Exam(_) => "exam",
            Self::Study(_) => "study",
            Self::DrugTest(_) => "drug-test",
            Self::Treatment(_) => "treatment",
            Self::WorkStatus { .. } => "work-status",
            Self::UrDecision { .. } => "ur-decision",
            Self::UrReason { .. } => "ur-reason",
        }
    }

    /// Every name of a kind.
    pub const NAMES: [&'static str; 13] = [
        "injury",
        "diagnosis",
        "medication",
        "effect",
        "pain",
        "trial",
        "exam",
        "study",
        "drug-test",
        "treatment",
        "work-status",
        "ur-decision",
        "ur-reason",
    ];
}

/// How the injury happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Injury {
    /// What happened, in a word, such as `fall`.
    pub mechanism: Option<String>,
    /// The body parts named with it.
    pub parts: Vec<String>,
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

/// What is done with a drug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Use {
    /// It is taken, or listed as taken.
    Taken,
    /// It is prescribed or dispensed.
    Prescribed,
    /// It is given for the first time.
    Started,
    /// It is given again.
    Continued,
    /// It is no longer given.
    Stopped,
    /// Authorization is asked for it.
    Requested,
    /// It is not tolerated.
    Allergy,
    /// It is named, and no more.
    Named,
}

/// A drug as the record names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Medication {
    /// Active ingredients, in alphabetical order, joined by ` / `.
    pub ingredients: String,
    /// The name as written.
    pub name: String,
    /// Amount or strength as written.
    pub dose: Option<String>,
    /// How often, as written.
    pub frequency: Option<String>,
    /// How many.
    pub quantity: Option<u32>,
    /// What is done with it.
    pub used: Use,
    /// Since when the sentence says it is taken.
    pub since: Option<jiff::civil::Date>,
}

/// What a treatment does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// The drug or treatment named with it, if any.
    pub of: Option<String>,
    /// What follows.
    pub course: Course,
    /// In the words of the record, such as `nausea`.
    pub what: String,
}

/// Which way something goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Course {
    /// Pain or symptoms get less.
    Relief,
    /// Function gets better.
    Function,
    /// A side effect.
    SideEffect,
    /// Nothing changes.
    Unchanged,
    /// It gets worse.
    Worse,
}

/// A treatment that was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// What was tried: a drug, a class of drugs, or a treatment.
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
    /// The finding: `positive`, `45 degrees`, `4/5`.
    pub value: Option<String>,
}

/// What a study showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Study {
    /// The kind of study, such as `MRI`.
    pub study: String,
    /// Of what.
    pub part: Option<String>,
    /// What it showed, one word a finding, such as `disc protrusion`; empty
    /// where only the study is named.
    pub finding: String,
    /// Levels of the spine, such as `L4-5`.
    pub levels: Vec<String>,
}

/// The result of a test for drugs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrugTest {
    /// Whether it agrees with what is prescribed.
    pub consistent: Option<bool>,
    /// What was found.
    pub findings: Vec<Findings>,
}

/// A substance in a test for drugs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// Its name.
    pub substance: String,
    /// Whether it was found.
    pub found: bool,
}

/// A procedure or therapy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Treatment {
    /// Its name in normal words, such as `physical therapy`.
    pub name: String,
    /// Of what.
    pub part: Option<String>,
    /// How many visits.
    pub visits: Option<u32>,
    /// It cuts, or goes through the skin.
    pub is_procedure: bool,
}

/// What utilization review decides of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Not certified.
    Denied,
    /// Certified in part.
    Modified,
    /// Certified.
    Approved,
}

impl fmt::Display for FactKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Injury(one) => {
                write!(f, "{}", one.mechanism.as_deref().unwrap_or("injury"))?;
                if one.parts.is_empty() { Ok(()) } else { write!(f, ": {}", one.parts.join(", ")) }
            }
            Self::Diagnosis { name, code } => match code {
                Some(code) => write!(f, "{name} ({code})"),
                None => f.write_str(name),
            },
            Self::Medication(one) => write!(f, "{one}"),
            Self::Effect(one) => write!(f, "{one}"),
            Self::Pain { score, with_medication } => {
                let when = match with_medication {
                    Some(true) => " with medication",
                    Some(false) => " without medication",
                    None => "",
                };
                write!(f, "{score}/10{when}")
            }
            Self::Trial(one) => {
                let how = match (one.intolerance, one.failed) {
                    (true, _) => "not tolerated",
                    (false, true) => "failed",
                    _ => "tried",
                };
                write!(f, "{} {how}", one.of)
            }
            Self::Exam(one) => write!(
                f,
                "{}",
                words(&[Some(&one.sign), side(one.side), one.part.as_deref(), one.value.as_deref()])
            ),
            Self::Study(one) => write!(f, "{one}"),
            Self::DrugTest(one) => write!(f, "{one}"),
            Self::Treatment(one) => {
                write!(f, "{}", words(&[Some(&one.name), one.part.as_deref()]))?;
                one.visits.map_or(Ok(()), |visits| write!(f, ", {visits} visits"))
            }
            Self::WorkStatus { status } => f.write_str(status),
            Self::UrDecision { item, outcome } => write!(f, "{}: {item}", outcome.in_words()),
            Self::UrReason { reason, .. } => f.write_str(reason),
        }
    }
}

impl Outcome {
    fn in_words(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::Modified => "modified",
            Self::Approved => "approved",
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let course = match self.course {
            Course::Relief => "relief",
            Course::Function => "function",
            Course::SideEffect => "side effect",
            Course::Unchanged => "unchanged",
            Course::Worse => "worse",
        };
        write!(f, "{course}: {}", self.what)?;
        self.of.as_ref().map_or(Ok(()), |of| write!(f, " ({of})"))
    }
}

impl fmt::Display for Study {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&words(&[Some(&self.study), self.part.as_deref()]))?;
        if !self.finding.is_empty() {
            write!(f, ": {}", self.finding)?;
        }
        if self.levels.is_empty() { Ok(()) } else { write!(f, " {}", self.levels.join(", ")) }
    }
}

fn words(parts: &[Option<&str>]) -> String {
    parts.iter().flatten().copied().collect::<Vec<_>>().join(" ")
}

fn side(side: Option<Side>) -> Option<&'static str> {
    side.map(|side| match side {
        Side::Left => "left",
        Side::Right => "right",
        Side::Both => "bilateral",
    })
}

impl fmt::Display for Medication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let used = match self.used {
            Use::Taken => "taken",
            Use::Prescribed => "prescribed",
            Use::Started => "started",
            Use::Continued => "continued",
            Use::Stopped => "stopped",
            Use::Requested => "requested",
            Use::Allergy => "allergy",
            Use::Named => "named",
        };
        f.write_str(&words(&[Some(&self.ingredients), self.dose.as_deref(), self.frequency.as_deref()]))?;
        if let Some(quantity) = self.quantity {
            write!(f, " #{quantity}")?;
        }
        write!(f, ", {used}")?;
        self.since.map_or(Ok(()), |since| write!(f, " since {}", crate::calendar::numeric(since)))
    }
}

impl fmt::Display for DrugTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.consistent {
            Some(true) => "consistent",
            Some(false) => "inconsistent",
            None => "drug test",
        })?;
        for one in &self.findings {
            write!(f, "; {} {}", one.substance, if one.found { "found" } else { "not found" })?;
        }
        Ok(())
    }
}
