//! How the injury happened, and to what.

use super::Scene;
use super::body::parts;
use super::kind::{FactKind, Injury};
use super::pattern::{Pattern, compiled};
use std::sync::LazyLock;

const MECHANISMS: &[(&str, &str)] = &[
    (
        "motor vehicle accident",
        r"motor vehicle (?:accident|collision)|mva|car accident|rear[- ]ended|auto(?:mobile)? accident|vehicle collision",
    ),
    (
        "repetitive work",
        r"repetitive(?:ly)? \w+|cumulative trauma|continuous trauma|repeated(?:ly)? (?:lifting|bending|use)|overuse",
    ),
    ("fall", r"fell|slipped|tripped|stumbled|falling|slip and fall|trip and fall|a fall"),
    ("lifting", r"lift(?:ed|ing)|carry(?:ing)?|carried"),
    ("pulling or pushing", r"pull(?:ed|ing)|push(?:ed|ing)"),
    ("twisting", r"twist(?:ed|ing)"),
    ("struck", r"struck|was hit|hit (?:by|his|her)|crush(?:ed|ing)"),
    ("assault", r"assault(?:ed)?|attacked|punched"),
];

static MECHANISM: Pattern = LazyLock::new(|| {
    let ways: Vec<String> = MECHANISMS.iter().map(|(_, ways)| format!("({ways})")).collect();
    compiled(&format!(r"\b(?:{})\b", ways.join("|")))
});

/// What says that the sentence tells of the injury and not of some task.
static TELLS: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:industrial(?:ly)? (?:injur|accident)|work[- ]related|injur(?:y|ed|ies) (?:on|at|her|his|in|to|occurred|while|when|dated|sustained)|sustained|date of injury|doi|mechanism of injury|at work|on the job|in the course of|while (?:working|at work|performing|employed)|accident)",
    )
});

pub(super) fn read(scene: &mut Scene<'_>) {
    let text = scene.text;
    let Some(tells) = TELLS.as_ref().and_then(|pattern| pattern.find(text)) else {
        return;
    };
    let found = MECHANISM.as_ref().and_then(|pattern| pattern.captures(text)).and_then(|one| {
        let at = (0..MECHANISMS.len()).find(|at| one.get(at + 1).is_some())?;
        Some((one.get(0)?.range(), MECHANISMS[at].0))
    });
    let mut named: Vec<String> = Vec::new();
    for part in parts(text) {
        let side = match part.side {
            Some(super::Side::Left) => "left ",
            Some(super::Side::Right) => "right ",
            Some(super::Side::Both) => "bilateral ",
            None => "",
        };
        let name = format!("{side}{}", part.name);
        if !named.contains(&name) {
            named.push(name);
        }
    }
    if found.is_none() && named.is_empty() {
        return;
    }
    let (span, mechanism) = found.map_or((tells.range(), None), |(span, name)| (span, Some(name.to_owned())));
    scene.add(span, FactKind::Injury(Injury { mechanism, parts: named }));
}
