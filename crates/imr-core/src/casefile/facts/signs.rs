//! The signs that a sentence tells of, by whatever words it tells them.

use super::exam::is_told;
use super::muscle;
use super::scene::Scene;
use super::vocabulary::{Mark, Table};

/// The signs of a sentence, from left to right, by whatever words it tells
/// them.
pub(super) fn signs(scene: &Scene<'_>) -> Vec<Mark> {
    let mut signs: Vec<Mark> = scene.marks.of(Table::Sign).cloned().collect();
    signs.extend(full_motion(scene.text));
    signs.extend(palpated(scene));
    signs.extend(muscle::graded(scene));
    if !is_told(scene) {
        muscle::add(scene, &mut signs);
    }
    signs.sort_by_key(|sign| sign.span.start);
    signs
}

/// `FROM` in capitals is a full range of motion.
fn full_motion(text: &str) -> Option<Mark> {
    let at = text.find("FROM")?;
    let ends = text[at + 4..].chars().next().is_none_or(|next| !next.is_alphanumeric());
    // A fax machine prints whom a page is from.
    let ends = ends && !text[at + 4..].trim_start().starts_with(|next: char| next.is_ascii_digit());
    let is_word = ends && (at == 0 || text[..at].ends_with([' ', ':']));
    (is_word && text.contains(char::is_lowercase)).then(|| Mark { span: at..at + 4, name: "range of motion" })
}

/// Pain on palpation is tenderness, in whatever order it is told.
fn palpated(scene: &Scene<'_>) -> Option<Mark> {
    let hurts = scene.marks.of(Table::Symptom).find(|mark| mark.name == "pain")?;
    let is_told = scene.marks.named(Table::Sign, "tenderness").is_some();
    let palpation = || scene.folded.contains("palpation") || scene.folded.contains("palpated");
    (!is_told && palpation()).then(|| Mark { span: hurts.span.clone(), name: "tenderness" })
}
