//! What denies a sign that was looked for: a minus, no outcome that is there,
//! words behind it.

use super::exam::clause;
use super::scene::Scene;
use super::vocabulary::{Mark, Table};

/// `No positive Neer test`, `unable to elicit a positive Spurling`: no outcome
/// that is there.
pub(super) fn is_unelicited(scene: &Scene<'_>, sign: &Mark) -> bool {
    const NO: [&str; 11] = [
        "no",
        "not",
        "without",
        "unable",
        "cannot",
        "could not",
        "failed",
        "fails",
        "never",
        "absence of",
        "did not",
    ];
    let before = &scene.folded[..sign.span.start];
    let from = before.rfind([',', ';', '.']).map_or(0, |at| at + 1);
    let own = &before[from..];
    let Some(at) = own.rfind("positive").or_else(|| own.rfind("pos ")) else { return false };
    let led = own[..at].trim_end_matches([' ', 'a']);
    let words: Vec<&str> = led.split(' ').filter(|word| !word.is_empty()).rev().take(4).collect();
    let led = words.into_iter().rev().collect::<Vec<_>>().join(" ");
    NO.iter().any(|no| format!(" {led} ").contains(&format!(" {no} ")))
}

/// `-SLR`: a dash that touches the test. One that stands alone parts words or
/// begins a line of a list.
pub(super) fn is_minus_before(before: &str) -> bool {
    before.strip_suffix('-').is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '-'))
}

/// `SLR -, low back`: a dash alone behind a test is its outcome.
pub(super) fn is_minus(scene: &Scene<'_>, sign: &Mark) -> bool {
    let rest = scene.text[sign.span.end..].trim_start();
    let told = scene.marks.of(Table::Result).any(|mark| mark.span.start >= sign.span.end);
    let dash = rest.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',', '.', ';']));
    dash && !told && rest.len() < 40
}

/// Whether the words after a sign, up to the next, deny that it is there:
/// `brought on no pain`, `(-)`.
pub(super) fn is_denied_after(scene: &Scene<'_>, sign: &Mark) -> bool {
    let next = scene.marks.of(Table::Sign).find(|other| other.span.start >= sign.span.end);
    let end = next.map_or(scene.folded.len(), |next| own_end(scene, sign, next));
    let after = clause(&scene.text[sign.span.end..end]);
    if after.trim_start().starts_with("(-)") || after.trim_start().starts_with("(neg") {
        return true;
    }
    let after = &scene.folded[sign.span.end..sign.span.end + after.len()];
    let after = after.split([',', ';']).next().unwrap_or_default();
    const DENIALS: [&str; 12] = [
        "no",
        "not",
        "without",
        "nothing",
        "never",
        "nil",
        "none",
        "fails",
        "failed",
        "cannot",
        "could not",
        "neither",
    ];
    after.split(|c: char| !c.is_ascii_alphabetic()).any(|word| DENIALS.contains(&word))
}

/// Where the words end that may be said of a sign: a denial right before the
/// next sign is that one's, as in `tender low back No spasm`.
fn own_end(scene: &Scene<'_>, sign: &Mark, next: &Mark) -> usize {
    let between = &scene.folded[sign.span.end..next.span.start];
    let trimmed = between.trim_end_matches([' ', ':', '.']);
    let last = trimmed.rsplit(' ').next().unwrap_or_default();
    let lead = trimmed[..trimmed.len() - last.len()].trim_end();
    if matches!(last, "no" | "without") && !lead.ends_with(':') {
        sign.span.end + trimmed.len() - last.len()
    } else {
        next.span.start
    }
}
