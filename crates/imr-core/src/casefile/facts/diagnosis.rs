//! Diagnoses, with their codes where they are stated.

use super::Scene;
use super::kind::FactKind;
use super::pattern::{Pattern, compiled};
use crate::casefile::{Section, section_of};
use std::ops::Range;
use std::sync::LazyLock;

/// A code of ICD-10, with its full stop or announced; or of ICD-9.
static CODE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:icd(?:-?\s?(?:9|10))?(?:-?cm)?(?: codes?)?[:#]?\s*)?\(?\b([a-tv-z]\d[0-9a-z]\.[0-9a-z]{1,4}|[ev]?\d{3}\.\d{1,2}|v\d\d\.\d{1,2})\b\)?|\bicd(?:-?\s?(?:9|10))?(?:-?cm)?(?: codes?)?[:#]?\s*\(?([a-tv-z]\d[0-9a-z]{1,5}|\d{3})\b\)?",
    )
});

static SAID: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:diagnos(?:ed (?:with|as(?: having)?)|is of|es of|es? (?:is|was|were|are|includ\w+)|es?:))\s+(?:a |an |the )?([^.;:]{4,110})",
    )
});

pub(super) fn read(scene: &mut Scene<'_>) {
    let text = scene.text;
    if scene.section == Section::Assessment {
        let listed = without_heading(text);
        let line = text[listed.clone()].trim_end_matches(['.', ';', ',']).to_owned();
        if is_diagnosis(&line) {
            let (name, code) = apart(&line);
            scene.add(listed.start..listed.start + line.len(), FactKind::Diagnosis { name, code });
        }
        return;
    }
    let said = SAID.as_ref().and_then(|pattern| pattern.captures(text)?.get(1));
    if let Some(said) = said {
        let (name, code) = apart(said.as_str().trim());
        scene.add(said.range(), FactKind::Diagnosis { name, code });
    } else if let Some((span, name, code)) = coded(text) {
        scene.add(span, FactKind::Diagnosis { name, code: Some(code) });
    }
}

/// A code with the words before it.
fn coded(text: &str) -> Option<(Range<usize>, String, String)> {
    let found = CODE.as_ref()?.captures(text)?;
    let all = found.get(0)?;
    let lower = text.to_lowercase();
    let announced = ["icd", "diagnos"].iter().any(|word| lower.contains(word));
    let (name, code) = apart(text);
    (announced && !name.is_empty()).then(|| (all.range(), name, code.unwrap_or_default()))
}

/// The words of a diagnosis without its code, and the code.
fn apart(text: &str) -> (String, Option<String>) {
    let found = CODE.as_ref().and_then(|pattern| pattern.captures(text));
    let Some(found) = found else {
        return (clean(text), None);
    };
    let code = found.get(1).or_else(|| found.get(2)).map(|code| code.as_str().to_uppercase());
    let range = found.get(0).map_or(0..0, |all| all.range());
    let (before, after) = (clean(&text[..range.start]), clean(&text[range.end..]));
    (if before.is_empty() { after } else { before }, code)
}

fn clean(text: &str) -> String {
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit() || " .)-:#*\u{2022}".contains(c));
    bare.trim_end_matches([' ', '.', ',', ';', ':', '-', '(', '[']).to_owned()
}

/// The part of a sentence behind its heading and number.
fn without_heading(text: &str) -> Range<usize> {
    let start = if section_of(text).is_some() { text.find(':').map_or(0, |at| at + 1) } else { 0 };
    let rest = &text[start..];
    let bare = rest.trim_start_matches(|c: char| c.is_ascii_digit() || " .)-#*\u{2022}".contains(c));
    // A line that begins with a code keeps it.
    let kept = if bare.starts_with(|c: char| c.is_alphabetic()) { rest.len() - bare.len() } else { 0 };
    start + kept..text.len()
}

/// A line of a list of diagnoses is short, and no sentence about the patient.
fn is_diagnosis(line: &str) -> bool {
    const TALK: [&str; 14] = [
        "patient",
        "i ",
        "we ",
        "he ",
        "she ",
        "will ",
        "recommend",
        "discuss",
        "follow",
        "return",
        "continue",
        "claimant",
        "injured worker",
        "should",
    ];
    let lower = line.to_lowercase();
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    letters > 3 && line.len() < 140 && !TALK.iter().any(|word| lower.contains(word))
}
