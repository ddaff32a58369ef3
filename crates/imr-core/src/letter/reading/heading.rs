//! The heading of an item: free text, a colon, a decision. The text may hold
//! colons and sentences of its own, and the decision may stand on a line of
//! its own.

use super::anchors::Mark;
use super::blocks::Block;
use super::clean::{Clean, Gap};
use super::pattern::compiled;
use super::sections::{Sections, before_number, trim};
use crate::letter::record::Decision;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// `X is not medically necessary and appropriate.`, in place of a decision
/// word (2013).
static NECESSITY: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\s+(?:is|are|was|were)\s*(?P<not>not)?\s*medically\s*necessary(?:\s+and\s+(?:appropriate|necessary))?\s*\.?\s*$",
    )
});

/// `1)`, `1.`, `(1)` before an item.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| compiled(r"^\(?(\d{1,2})[.)]\)?\s+"));

/// The heading of a detail in letters of 2013.
static REGARDING: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)^regarding\s+the\s+request\s+for\s+"));
static RELIED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)[\s:]*\b(?:sections?\s+of\s+the\s+medical\s+treatment\s+utilization\s+schedule|medical\s+treatment\s+utilization\s+schedule\s+\(MTUS\)\s+guidelines?)\s+.*$",
    )
});

/// Reads what stands between the last label before and the first label of an
/// item. The ordinal tells a number from an amount.
pub(super) fn read(clean: &Clean, sections: &Sections, region: Range<usize>, ordinal: usize) -> Block {
    let flat = clean.flat();
    let region = trim(flat, region);
    let (decision, end) = decision(clean, sections, &region);
    let first = ordinal == 1;
    let start = match regarding(clean, sections, &region) {
        Some(at) => at,
        None if region.is_empty() => region.start,
        None => start(clean, &region, end, first),
    };
    let mut item = trim(flat, start..end.max(start));
    let mut block = Block { decision, start: item.start, ..Block::default() };
    strip_number(flat, &mut item, &mut block, ordinal);
    if let Some(lead) = REGARDING.find(&flat[item.clone()]) {
        item.start += lead.end();
    }
    if let Some(tail) = RELIED.find(&flat[item.clone()]) {
        item.end = item.start + tail.start();
    }
    item.end = item.start + flat[item.clone()].trim_end_matches([':', ' ']).len();
    block.item = item;
    block
}

/// Where the heading of a detail begins in letters of 2013, its number
/// included. A line that tells what was relied on may stand below it.
fn regarding(clean: &Clean, sections: &Sections, region: &Range<usize>) -> Option<usize> {
    let marks = sections.marks(Mark::Regarding, region).filter(|_| sections.numbered);
    let starts = marks.map(|mark| before_number(clean.flat(), mark.range.start));
    starts.filter(|&at| clean.at_line_start(at) && at >= region.start).last()
}

fn strip_number(flat: &str, item: &mut Range<usize>, block: &mut Block, ordinal: usize) {
    if let Some(number) = NUMBER.captures(&flat[item.clone()]) {
        let value = number[1].parse().ok();
        if value == Some(ordinal) {
            block.number = value;
            item.start += number[0].len();
        }
    }
}

/// The decision of the region, and where the item's text ends before it.
fn decision(
    clean: &Clean,
    sections: &Sections,
    region: &Range<usize>,
) -> (Option<(Decision, Range<usize>)>, usize) {
    let flat = clean.flat();
    let last = sections.anchors.partition_point(|a| a.range.end <= region.end);
    let words = sections.anchors[..last]
        .iter()
        .rev()
        .take_while(|a| a.range.start >= region.start)
        .filter(|a| matches!(a.mark, Mark::Upheld | Mark::Overturned));
    for word in words {
        let before = flat[region.start..word.range.start].trim_end();
        let behind = flat[word.range.end..region.end].trim_matches(['.', ' ', '*', ')']);
        let colon = before.ends_with(':');
        let last = behind.is_empty();
        let closes_line = last || clean.at_line_start(word.range.end + 1);
        if (colon && closes_line) || last {
            let value = if word.mark == Mark::Upheld { Decision::Upheld } else { Decision::Overturned };
            let end = region.start + before.trim_end_matches([':', ' ', '-', '–', '—', '(', '*']).len();
            return (Some((value, word.range.clone())), end);
        }
    }
    if let Some(found) = NECESSITY.captures(&flat[region.clone()])
        && let Some(whole) = found.get(0)
    {
        let value = if found.name("not").is_some() { Decision::Upheld } else { Decision::Overturned };
        let said = trim(flat, region.start + whole.start()..region.start + whole.end());
        // The last sentence of a rationale has the same words: there the
        // region holds no heading at all.
        return (Some((value, said)), region.start + whole.start());
    }
    (None, region.start + flat[region.clone()].trim_end_matches([':', ' ']).len())
}

/// Where the item's text begins: with the block that holds its end, unless
/// the sentence goes on from the block or page before.
fn start(clean: &Clean, region: &Range<usize>, end: usize, first: bool) -> usize {
    let flat = clean.flat();
    let lines = clean.lines();
    let mut at = clean.line_of(end.saturating_sub(1).max(region.start));
    while at > 0 && lines[at].start > region.start {
        let line = lines[at];
        let before = flat[region.start..line.start].trim_end();
        let after = &flat[line.start..end.max(line.start)];
        let stops = match line.gap {
            Gap::Line => false,
            Gap::Block => !after.is_empty() && !goes_on(before, after),
            Gap::Page => !after.is_empty() && ends_sentence(before) && !goes_on(before, after),
        };
        if stops {
            return line.start;
        }
        at -= 1;
    }
    if first { region.start } else { without_blocks(clean, region, end) }
}

/// Where no empty line parts heading from rationale: the last line that
/// begins behind a full stop, or the last sentence.
fn without_blocks(clean: &Clean, region: &Range<usize>, end: usize) -> usize {
    let flat = clean.flat();
    let opens = |at: usize| {
        let before = flat[region.start..at].trim_end();
        ends_sentence(before) && !goes_on(before, &flat[at..end])
    };
    let lines = clean.lines();
    let line = lines[..lines.partition_point(|line| line.start < end)]
        .iter()
        .rev()
        .map(|line| line.start)
        .take_while(|&start| start > region.start)
        .find(|&start| opens(start));
    let sentence = || {
        let text = &flat[region.start..end];
        text.rmatch_indices(". ").map(|(at, _)| region.start + at + 2).find(|&at| opens(at))
    };
    line.or_else(sentence).unwrap_or(region.start)
}

fn ends_sentence(before: &str) -> bool {
    before.is_empty() || before.ends_with(['.', '!', '?', '"', '\u{201d}', ')'])
}

/// True where the text behind a break belongs to the text before it: a partly
/// authorized request is told in several sentences.
fn goes_on(before: &str, after: &str) -> bool {
    // What was asked for first opens it; the heading ends with what remains.
    let told = before.contains("was the original request.");
    let cut = !before.is_empty()
        && !before.ends_with(['.', '!', '?', '"', '\u{201d}', ':', ')'])
        && after.starts_with(char::is_lowercase);
    let joined = before.ends_with([',', ';', '-', '/', '&']) || before.ends_with(" and") || before.ends_with(" of");
    told || cut || joined
}
