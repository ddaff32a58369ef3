//! Step 3: the parts of a letter, and which form of letter it is.

use super::anchors::{self, Anchor, Mark};
use super::clean::{Clean, Gap};
use std::ops::Range;

/// The parts of a letter in the flat text. A part that is missing is empty.
#[derive(Debug)]
pub(super) struct Sections {
    /// The fixed wordings, from left to right.
    pub(super) anchors: Vec<Anchor>,
    /// What stands before the opening: the header block.
    pub(super) head: Range<usize>,
    /// How the determination was made, credentials included.
    pub(super) opening: Range<usize>,
    /// The clinical case summary, without its lead-in.
    pub(super) summary: Range<usize>,
    /// The issues, without their lead-in, to the end of the last rationale.
    pub(super) issues: Range<usize>,
    /// The name of the organization.
    pub(super) organization: Option<Range<usize>>,
    /// True for the numbered determinations of 2013.
    pub(super) numbered: bool,
}

/// An organization's name is shorter than this.
const LONGEST_NAME: usize = 120;

/// Finds the parts. Each is found by its own heading; the lack of one leaves
/// the others.
pub(super) fn find(clean: &Clean) -> Sections {
    let flat = clean.flat();
    let anchors = anchors::find(clean.lower());
    let numbered = is_numbered(&anchors);
    let opening_at = first(&anchors, Mark::Opening, 0).map(|a| a.range.start);
    let case_file = first(&anchors, Mark::CaseFile, 0);
    let summary_at = summary_heading(&anchors, opening_at.unwrap_or(0));
    let issues_at = issues_start(flat, &anchors, summary_at.as_ref().map_or(0, |a| a.end), numbered);
    let end = flat.len();
    let opening_start = opening_at.or(case_file.map(|a| a.range.start.saturating_sub(LONGEST_NAME)));
    let opening_start = opening_start.map(|at| floor(flat, at));
    let opening_end = summary_at.as_ref().map_or(issues_at.as_ref().map_or(end, |a| a.start), |a| a.start);
    let opening = opening_start.map_or(0..0, |start| start..opening_end.max(start));
    let head_end = opening_start.unwrap_or(opening_end).min(opening_end);
    let summary = summary_at.map_or(0..0, |heading| {
        let start = summary_body(&anchors, &heading);
        let stop = issues_at.as_ref().map_or(end, |a| a.start);
        let stop = first(&anchors, Mark::Documents, start).map_or(stop, |a| a.range.start.min(stop));
        trim(flat, start..stop.max(start))
    });
    let issues = issues_at.map_or(end..end, |start| start.end..issues_end(clean, &anchors, start.end));
    let organization = organization(clean, &anchors, numbered);
    Sections { anchors, head: 0..head_end, opening, summary, issues, organization, numbered }
}

impl Sections {
    /// The sentence that names the organization claims a complete case file.
    pub(super) fn says_case_file_was_sent(&self) -> bool {
        !self.numbered && first(&self.anchors, Mark::CaseFile, 0).is_some()
    }

    /// The wordings of a kind within a range.
    pub(super) fn marks<'a>(&'a self, mark: Mark, within: &'a Range<usize>) -> impl Iterator<Item = &'a Anchor> {
        self.anchors
            .iter()
            .filter(move |a| a.mark == mark && within.start <= a.range.start && a.range.end <= within.end)
    }
}

fn first(anchors: &[Anchor], mark: Mark, from: usize) -> Option<&Anchor> {
    anchors.iter().find(|a| a.mark == mark && a.range.start >= from)
}

/// Numbered determinations come before anything else says what was decided.
fn is_numbered(anchors: &[Anchor]) -> bool {
    let determined = first(anchors, Mark::Determined, 0).map(|a| a.range.start);
    let labels = first(anchors, Mark::ClaimsLabel, 0).map(|a| a.range.start);
    match (determined, labels) {
        (Some(determined), Some(label)) => determined < label,
        (determined, None) => determined.is_some(),
        (None, Some(_)) => false,
    }
}

/// The heading of the summary; the lead-in alone will do.
fn summary_heading(anchors: &[Anchor], from: usize) -> Option<Range<usize>> {
    first(anchors, Mark::Summary, from).or_else(|| first(anchors, Mark::SummaryLead, from)).map(|a| a.range.clone())
}

/// Where the summary's own text begins, behind heading and lead-in.
fn summary_body(anchors: &[Anchor], heading: &Range<usize>) -> usize {
    const LEAD_IN: usize = 250;
    first(anchors, Mark::SummaryLead, heading.start)
        .filter(|lead| lead.range.start < heading.end + LEAD_IN)
        .map_or(heading.end, |lead| lead.range.end)
}

/// From the heading of the issues (or what stands for it) to where the first
/// item can begin.
fn issues_start(flat: &str, anchors: &[Anchor], from: usize, numbered: bool) -> Option<Range<usize>> {
    const LEAD_IN: usize = 250;
    let lead = first(anchors, Mark::IssuesLead, from);
    if let Some(heading) = first(anchors, Mark::Issues, from) {
        let end = lead
            .filter(|lead| lead.range.start < heading.range.end + LEAD_IN)
            .map_or(heading.range.end, |l| l.range.end);
        return Some(heading.range.start..end);
    }
    if let Some(lead) = lead {
        return Some(lead.range.clone());
    }
    if numbered && let Some(detail) = first(anchors, Mark::Regarding, from) {
        let start = before_number(flat, detail.range.start);
        return Some(start..start);
    }
    first(anchors, Mark::ClaimsLabel, 0).map(|label| from.min(label.range.start)..from.min(label.range.start))
}

/// Where the number before a heading begins: `1) `.
pub(super) fn before_number(flat: &str, at: usize) -> usize {
    let before = flat[..at].trim_end();
    let digits = before.trim_end_matches([')', '.']);
    let start = digits.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if start < digits.len() && digits.len() < before.len() { start } else { at }
}

/// The issues end with the letter, or before a closing part: a known wording
/// or a line in capitals that begins a block behind the last label.
fn issues_end(clean: &Clean, anchors: &[Anchor], from: usize) -> usize {
    let flat = clean.flat();
    let last_label = anchors
        .iter()
        .rev()
        .find(|a| matches!(a.mark, Mark::RationaleLabel | Mark::ClaimsLabel | Mark::GuidelineLabel))
        .map_or(from, |a| a.range.end.max(from));
    let first_line = clean.line_of(last_label) + 1;
    let lines = clean.lines();
    for (at, line) in lines.iter().enumerate().skip(first_line) {
        let end = lines.get(at + 1).map_or(flat.len(), |next| next.start);
        let closes = anchors.iter().any(|a| a.mark == Mark::Closing && a.range.start == line.start);
        let opens_block = line.gap != Gap::Line && line.start > last_label;
        let behind_sentence = || flat[..line.start].trim_end().ends_with('.');
        if (opens_block && is_heading(flat[line.start..end].trim_end()))
            || (closes && (opens_block || behind_sentence()))
        {
            return line.start;
        }
    }
    flat.len()
}

/// True for a line in capitals of two words or more.
fn is_heading(line: &str) -> bool {
    const SHORTEST: usize = 8;
    line.len() >= SHORTEST
        && line.len() < LONGEST_NAME
        && line.contains(' ')
        && line.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST
        && !line.chars().any(char::is_lowercase)
        && !line.contains(':')
        && !line.contains(|c: char| c.is_ascii_digit())
}

/// The organization's name: what sent the case file, or what has determined.
fn organization(clean: &Clean, anchors: &[Anchor], numbered: bool) -> Option<Range<usize>> {
    let flat = clean.flat();
    let said =
        first(anchors, Mark::CaseFile, 0).or_else(|| first(anchors, Mark::Determined, 0).filter(|_| numbered))?;
    let end = flat[..said.range.start].trim_end().len();
    let floor_at = floor(flat, end.saturating_sub(LONGEST_NAME));
    let behind_mark = anchors.iter().map(|a| a.range.end).take_while(|&at| at <= end).last();
    let mut start = behind_mark.map_or(floor_at, |at| at.max(floor_at));
    if let Some(line) = clean.lines()[..=clean.line_of(end.saturating_sub(1))]
        .iter()
        .rev()
        .find(|line| line.gap == Gap::Block || opens_sentence(flat, line.start))
        .filter(|line| line.start > start && line.start < end)
    {
        start = line.start;
    }
    if let Some(number) = flat[start..end].rfind(") ").filter(|_| numbered) {
        start += number + 2;
    }
    let name = trim(flat, start..end);
    let text = &flat[name.clone()];
    (!text.is_empty() && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())).then_some(name)
}

fn opens_sentence(flat: &str, at: usize) -> bool {
    flat[..at].trim_end().ends_with(['.', ':', ')'])
}

/// The nearest boundary of a character at or before a place.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A range without the blanks at its ends.
pub(super) fn trim(flat: &str, range: Range<usize>) -> Range<usize> {
    let text = &flat[range.clone()];
    let start = range.start + (text.len() - text.trim_start().len());
    let end = range.start + text.trim_end().len();
    start..end.max(start)
}
