//! The numbered determinations of 2013: `1) NAME has determined the request
//! for X is not medically necessary and appropriate.`

use super::anchors::Mark;
use super::blocks::Block;
use super::clean::Clean;
use super::pattern::compiled;
use super::sections::{Sections, floor, trim};
use crate::letter::record::Decision;
use regex::Regex;
use std::sync::LazyLock;

/// The end of the sentence. Blanks may be missing (`is notmedically`).
static SAID: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)\s+(?:is|are|was|were)\s*(?P<not>not)?\s*medically\s*necessary(?:\s+and\s+appropriate)?")
});
static NUMBER: LazyLock<Regex> = LazyLock::new(|| compiled(r"\(?(\d{1,2})[.)]\s*[^.)]{0,120}$"));

/// The determinations, each once: the list stands twice in a letter.
pub(super) fn determinations(clean: &Clean, sections: &Sections) -> Vec<Block> {
    const LONGEST: usize = 1500;
    let flat = clean.flat();
    let whole = 0..flat.len();
    let mut found: Vec<Block> = Vec::new();
    for said in sections.marks(Mark::Determined, &whole) {
        let stop = floor(flat, said.range.end + LONGEST);
        let Some(verdict) = SAID.captures(&flat[said.range.end..stop]) else {
            continue;
        };
        let Some(end) = verdict.get(0) else { continue };
        let item = trim(flat, said.range.end..said.range.end + end.start());
        let before = &flat[floor(flat, said.range.start.saturating_sub(160))..said.range.start];
        let number = NUMBER.captures(before).and_then(|n| n[1].parse().ok());
        let known = found.iter().any(|block| match (block.number, number) {
            (Some(a), Some(b)) => a == b,
            _ => flat[block.item.clone()] == flat[item.clone()],
        });
        if item.is_empty() || known {
            continue;
        }
        let value = if verdict.name("not").is_some() { Decision::Upheld } else { Decision::Overturned };
        let place = trim(flat, said.range.end + end.start()..said.range.end + end.end());
        found.push(Block { number, item, decision: Some((value, place)), ..Block::default() });
    }
    found
}

/// Gives each determination the parts of its detail, by number or, where
/// there are as many, by place.
pub(super) fn joined(mut determinations: Vec<Block>, details: Vec<Block>) -> Vec<Block> {
    if determinations.is_empty() {
        return details;
    }
    let by_place = determinations.len() == details.len();
    for (at, block) in determinations.iter_mut().enumerate() {
        let number = block.number.unwrap_or(at + 1);
        let detail = details
            .iter()
            .find(|detail| detail.number == Some(number))
            .or_else(|| details.get(at).filter(|_| by_place));
        if let Some(detail) = detail {
            block.claims.clone_from(&detail.claims);
            block.reviewer.clone_from(&detail.reviewer);
            block.rationale.clone_from(&detail.rationale);
        }
    }
    determinations
}
