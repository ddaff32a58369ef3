//! The ranking of those who may review: by fit to what is in dispute, then by
//! preference, load and rotation. The points are data (`data/expertise.toml`),
//! and every part of a score says why.

use super::expertise::{Expertise, Need};
use super::{Load, Question};
use crate::reviewer::Reviewer;
use crate::specialty::canonical;
use serde::{Deserialize, Serialize};

/// A part of a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it is for.
    pub title: String,
    /// Points given.
    pub points: u32,
    /// Points at most.
    pub of: u32,
    /// Why.
    pub because: String,
}

/// The parts of a reviewer's score.
pub(super) fn parts(reviewer: &Reviewer, held: &[String], load: Load, question: &Question<'_>) -> Vec<Part> {
    let points = &Expertise::built_in().points;
    vec![
        fit(held, question.needs, points.fit),
        requesting(held, question.requesting_specialty, points.requesting),
        california(reviewer, question, points.california),
        room(reviewer, load, points.load),
        rotation(load, question, points.rotation),
    ]
}

fn part(title: &str, percent: u32, of: u32, because: String) -> Part {
    Part { title: title.to_owned(), points: of * percent.min(100) / 100, of, because }
}

/// The mean fit over the items; an item's own is the mean of treatment and
/// part of the body, where it names one.
fn fit(held: &[String], needs: &[Need], of: u32) -> Part {
    let mut reasons: Vec<String> = Vec::new();
    let mut sum = 0;
    for need in needs {
        let (treatment, condition) = (need.treatment_fit(held), need.condition_fit(held));
        sum +=
            if need.condition.is_some() { (treatment.percent + condition.percent) / 2 } else { treatment.percent };
        let of_condition = need.condition.map(|_| condition.because());
        for because in std::iter::once(treatment.because()).chain(of_condition) {
            if !reasons.contains(&because) {
                reasons.push(because);
            }
        }
    }
    let count = u32::try_from(needs.len()).unwrap_or(u32::MAX).max(1);
    part("fit to what is in dispute", sum / count, of, reasons.join("; "))
}

fn requesting(held: &[String], specialty: Option<&str>, of: u32) -> Part {
    let title = "specialty of the requesting physician";
    let Some(specialty) = specialty.map(canonical) else {
        return part(title, 0, of, "not recorded in the case".to_owned());
    };
    let same = held.iter().any(|name| *name == specialty);
    let because = if same { format!("{specialty} as well") } else { format!("{specialty}, which is not held") };
    part(title, if same { 100 } else { 0 }, of, because)
}

fn california(reviewer: &Reviewer, question: &Question<'_>, of: u32) -> Part {
    let here = reviewer.licensed_on(question.on).any(|licence| licence.state == "California");
    let because = if here { "licensed in California" } else { "not licensed in California" };
    part("preference for California", if here { 100 } else { 0 }, of, because.to_owned())
}

fn room(reviewer: &Reviewer, load: Load, of: u32) -> Part {
    let room = reviewer.capacity.saturating_sub(load.cases);
    let percent = room * 100 / reviewer.capacity.max(1);
    part("load", percent, of, format!("{} of {} cases in hand", load.cases, reviewer.capacity))
}

fn rotation(load: Load, question: &Question<'_>, of: u32) -> Part {
    let full = Expertise::built_in().rotation.days.max(1);
    let Some(last) = load.latest else {
        return part("rotation", 100, of, "no assignment on record".to_owned());
    };
    let days = u32::try_from((question.on - last).get_days()).unwrap_or(0).min(full);
    part("rotation", days * 100 / full, of, format!("last assigned on {last}"))
}
