//! Step 7: the blocks of the disputed items: heading, two guidelines,
//! rationale.

use super::anchors::{Anchor, Mark};
use super::clean::{Clean, Gap};
use super::heading;
use super::sections::{Sections, trim};
use crate::letter::record::Decision;
use std::ops::Range;

/// One disputed item as far as its parts could be found, in the flat text.
#[derive(Debug, Default, Clone)]
pub(super) struct Block {
    /// Its number, where the heading has one.
    pub(super) number: Option<usize>,
    /// Where the heading begins: a number and fixed words may come before the
    /// item.
    pub(super) start: usize,
    /// The item line up to the colon before the decision.
    pub(super) item: Range<usize>,
    /// What was decided, and where that stands.
    pub(super) decision: Option<(Decision, Range<usize>)>,
    /// The text after the claims administrator's label.
    pub(super) claims: Option<Range<usize>>,
    /// The text after the organization's label.
    pub(super) reviewer: Option<Range<usize>>,
    /// The name before `guideline:` in the organization's label.
    pub(super) label: Option<Range<usize>>,
    /// The text after the rationale's label.
    pub(super) rationale: Option<Range<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Claims,
    Reviewer,
    Rationale,
}

/// A label: where it begins, and where the text behind it begins.
#[derive(Debug, Clone, Copy)]
struct Label {
    part: Part,
    start: usize,
    body: usize,
}

/// The blocks in their order.
pub(super) fn find(clean: &Clean, sections: &Sections) -> Vec<Block> {
    let labels = labels(clean, sections);
    let groups = groups(&labels);
    let mut found: Vec<Block> = Vec::with_capacity(groups.len());
    let mut from = sections.issues.start;
    for (at, group) in groups.iter().enumerate() {
        let first = group[0].start;
        let mut block = heading::read(clean, sections, from..first.max(from), at + 1);
        if let Some(before) = found.last_mut() {
            close(clean, before, block.start.min(first));
        }
        fill(&mut block, group);
        from = group.last().map_or(first, |label| label.body);
        found.push(block);
    }
    if let Some(last) = found.last_mut() {
        close(clean, last, sections.issues.end);
    }
    for block in &mut found {
        for part in [&mut block.claims, &mut block.reviewer, &mut block.rationale].into_iter().flatten() {
            *part = trim(clean.flat(), part.clone());
        }
    }
    found
}

/// Labels in groups of one item each: a label of a kind that the group has
/// already, or of an earlier one, opens the next.
fn groups(labels: &[Label]) -> Vec<&[Label]> {
    let mut groups = Vec::new();
    let mut from = 0;
    for at in 1..labels.len() {
        if labels[at].part as u8 <= labels[at - 1].part as u8 {
            groups.push(&labels[from..at]);
            from = at;
        }
    }
    if from < labels.len() {
        groups.push(&labels[from..]);
    }
    groups
}

/// The parts of a group; the last stays open until the next heading is known.
fn fill(block: &mut Block, group: &[Label]) {
    block.label = group.iter().find(|label| label.part == Part::Reviewer).map(|label| label.start..label.body);
    for (at, label) in group.iter().enumerate() {
        let end = group.get(at + 1).map_or(usize::MAX, |next| next.start);
        let slot = match label.part {
            Part::Claims => &mut block.claims,
            Part::Reviewer => &mut block.reviewer,
            Part::Rationale => &mut block.rationale,
        };
        *slot = Some(label.body..end);
    }
}

/// Ends the part that is open.
fn close(clean: &Clean, block: &mut Block, end: usize) {
    for part in [&mut block.claims, &mut block.reviewer, &mut block.rationale].into_iter().flatten() {
        if part.end == usize::MAX {
            *part = trim(clean.flat(), part.start..end.max(part.start));
        }
    }
}

/// The labels of the issues. Letters of 2013 have sentences in their place.
fn labels(clean: &Clean, sections: &Sections) -> Vec<Label> {
    let issues = &sections.issues;
    // A rationale may say `guideline:` as well.
    let sentences = sections.marks(Mark::ClaimsSentence, issues).any(|a| clean.at_line_start(a.range.start));
    let labelled = sections.marks(Mark::ClaimsLabel, issues).next().is_some()
        || !sentences && sections.marks(Mark::GuidelineLabel, issues).next().is_some();
    let mut labels: Vec<Label> = Vec::new();
    for anchor in sections.anchors.iter().filter(|a| a.range.start >= issues.start && a.range.end <= issues.end) {
        let before = labels.last().copied();
        if let Some(label) = label(clean, sections, anchor, before, labelled) {
            labels.push(label);
        }
    }
    labels
}

/// The label that a wording is, seen from the label before it. Inside a
/// rationale the same words are prose.
fn label(
    clean: &Clean,
    sections: &Sections,
    anchor: &Anchor,
    before: Option<Label>,
    labelled: bool,
) -> Option<Label> {
    let (start, body) = (anchor.range.start, anchor.range.end);
    let part = before.map(|label| label.part);
    let floor = before.map_or(sections.issues.start, |label| label.body);
    Some(match anchor.mark {
        Mark::ClaimsLabel => Label { part: Part::Claims, start, body },
        Mark::GuidelineLabel if part != Some(Part::Rationale) && part != Some(Part::Reviewer) => {
            Label { part: Part::Reviewer, start: label_start(clean, sections, start, floor), body }
        }
        Mark::RationaleLabel if part != Some(Part::Rationale) => {
            Label { part: Part::Rationale, start: rationale_start(clean, start), body }
        }
        Mark::ClaimsSentence if !labelled && opens_line(clean, start) => {
            Label { part: Part::Claims, start, body: start }
        }
        Mark::ReviewerSentence if !labelled && part == Some(Part::Claims) => {
            Label { part: Part::Reviewer, start, body: start }
        }
        _ => return None,
    })
}

fn opens_line(clean: &Clean, at: usize) -> bool {
    clean.at_line_start(at) || clean.flat()[..at].trim_end().ends_with(['.', ':'])
}

/// `The Physician Reviewer's decision rationale:` begins with its first word.
fn rationale_start(clean: &Clean, at: usize) -> usize {
    let before = &clean.flat()[..at];
    ["The Physician Reviewer's ", "The Expert Reviewer's ", "The Physician Reviewer’s ", "The Expert Reviewer’s "]
        .iter()
        .find(|lead| before.ends_with(**lead))
        .map_or(at, |lead| at - lead.len())
}

/// Where `NAME guideline:` begins: with the organization's name or its first
/// words, with the block, or with the line.
fn label_start(clean: &Clean, sections: &Sections, word: usize, floor: usize) -> usize {
    const LONGEST: usize = 90;
    let flat = clean.flat();
    let before = flat[..word].trim_end();
    if let Some(name) = &sections.organization {
        let name = &flat[name.clone()];
        let cuts = name.match_indices(' ').map(|(at, _)| at).chain([name.len()]);
        let longest =
            cuts.rev().find(|&cut| ends_with_ignoring_case(before, name[..cut].trim_end_matches([',', '.'])));
        if let Some(cut) = longest {
            let start = before.len() - name[..cut].trim_end_matches([',', '.']).len();
            return start.max(floor);
        }
    }
    let mut line = clean.line_of(word);
    let lines = clean.lines();
    let own_line = lines.get(line).map_or(word, |line| line.start);
    while line > 0 && lines[line].gap != Gap::Block {
        line -= 1;
    }
    let block = lines.get(line).map_or(own_line, |line| line.start);
    let start = if word - block <= LONGEST { block } else { own_line };
    if start > floor && word - start <= LONGEST {
        return start;
    }
    before.rfind(". ").map_or(floor, |at| at + 2).max(floor)
}

fn ends_with_ignoring_case(text: &str, tail: &str) -> bool {
    !tail.is_empty()
        && text.len() >= tail.len()
        && text.is_char_boundary(text.len() - tail.len())
        && text[text.len() - tail.len()..].eq_ignore_ascii_case(tail)
}
