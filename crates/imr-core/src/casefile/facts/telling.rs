//! Facts in words, for tables and the timeline.

use super::kind::{
    Course, DrugTest, Effect, Exam, FactKind, Injury, Medication, Pain, Side, Study, Therapy, Trial, sided,
};
use crate::calendar::numeric;
use std::fmt;

impl fmt::Display for FactKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Injury(one) => write!(f, "{one}"),
            Self::BodyPart(one) => f.write_str(&sided(one.side, &one.part)),
            Self::Diagnosis { name, code } => match code {
                Some(code) => write!(f, "{name} ({code})"),
                None => f.write_str(name),
            },
            Self::Medication(one) => write!(f, "{one}"),
            Self::Effect(one) => write!(f, "{one}"),
            Self::Pain(one) => write!(f, "{one}"),
            Self::Trial(one) => write!(f, "{one}"),
            Self::Exam(one) => write!(f, "{one}"),
            Self::Study(one) => write!(f, "{one}"),
            Self::DrugTest(one) => write!(f, "{one}"),
            Self::Procedure(one) => {
                f.write_str(&one.name)?;
                one.response.as_ref().map_or(Ok(()), |response| write!(f, ", {response}"))
            }
            Self::Therapy(one) => write!(f, "{one}"),
            Self::WorkStatus { status, until } => {
                f.write_str(status)?;
                until.map_or(Ok(()), |day| write!(f, " until {}", numeric(day)))
            }
            Self::Request { item, .. } => f.write_str(item),
            Self::UrDecision(one) => write!(f, "{}: {}", one.outcome.in_words(), one.item),
        }
    }
}

fn words(parts: &[Option<&str>]) -> String {
    parts.iter().flatten().copied().collect::<Vec<_>>().join(" ")
}

impl fmt::Display for Injury {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.mechanism.as_deref().unwrap_or("injury"))?;
        self.date.map_or(Ok(()), |day| write!(f, " on {}", numeric(day)))
    }
}

impl fmt::Display for Medication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&words(&[Some(&self.ingredients), self.dose.as_deref(), self.frequency.as_deref()]))?;
        if let Some(quantity) = self.quantity {
            write!(f, " #{quantity}")?;
        }
        write!(f, ", {}", self.used.in_words())?;
        if let Some(since) = self.since {
            write!(f, " since {}", numeric(since))?;
        }
        self.prescriber.as_ref().map_or(Ok(()), |by| write!(f, ", by {by}"))
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let course = match self.course {
            Course::Relief => "relief",
            Course::Improved => "function improved",
            Course::Unchanged => "function unchanged",
            Course::Worse => "function worse",
            Course::SideEffect => "side effect",
        };
        write!(f, "{course}: {}", self.what)?;
        self.of.as_ref().map_or(Ok(()), |of| write!(f, " ({of})"))
    }
}

impl fmt::Display for Pain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told =
            [(self.score, ""), (self.with_drug, " with medication"), (self.without_drug, " without medication")];
        let told: Vec<String> =
            told.iter().filter_map(|(score, when)| score.map(|score| format!("{score}/10{when}"))).collect();
        f.write_str(&told.join(", "))
    }
}

impl fmt::Display for Trial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = match (self.intolerance, self.failed) {
            (true, _) => "not tolerated",
            (false, true) => "failed",
            _ => "tried",
        };
        write!(f, "{} {how}", self.of)
    }
}

impl fmt::Display for Exam {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = self.side.map(Side::in_words);
        f.write_str(&words(&[Some(&self.sign), side, self.part.as_deref(), self.value.as_deref()]))
    }
}

impl fmt::Display for Study {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&words(&[Some(&self.study), self.part.as_deref()]))?;
        if !self.finding.is_empty() {
            write!(f, ": {}", sided(self.side, &self.finding))?;
        }
        if self.levels.is_empty() { Ok(()) } else { write!(f, " {}", self.levels.join(", ")) }
    }
}

impl fmt::Display for DrugTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.substance.as_deref().unwrap_or("drug test"))?;
        let told = [
            (self.expected, " prescribed", " not prescribed"),
            (self.found, " found", " not found"),
            (self.consistent, " consistent", " inconsistent"),
        ];
        let told: Vec<&str> =
            told.iter().filter_map(|(one, yes, no)| one.map(|one| if one { *yes } else { *no })).collect();
        f.write_str(&told.join(","))
    }
}

impl fmt::Display for Therapy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        match (self.visits, self.planned) {
            (Some(visits), Some(planned)) => write!(f, ", {visits} of {planned} visits")?,
            (Some(visits), None) | (None, Some(visits)) => write!(f, ", {visits} visits")?,
            (None, None) => {}
        }
        match self.helped {
            Some(true) => f.write_str(", helped"),
            Some(false) => f.write_str(", did not help"),
            None => Ok(()),
        }
    }
}
