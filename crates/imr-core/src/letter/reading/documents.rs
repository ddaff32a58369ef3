//! The documents that were reviewed: a list, numbered before the summary, or
//! with bullets behind it in letters of 2013.

use super::anchors::Mark;
use super::draft::Draft;
use super::sections::{Sections, before_number, trim};
use std::ops::Range;

/// Reads the list. Public copies lack it; there is no note on that.
pub(super) fn read(draft: &mut Draft<'_>, sections: &Sections) {
    let before_issues = 0..sections.issues.start;
    let headings = sections.marks(Mark::Documents, &before_issues);
    let Some(heading) = headings.filter(|a| draft.clean.at_line_start(a.range.start)).last() else { return };
    let start = heading.range.end;
    let flat = draft.flat();
    let colon = flat.len() - start - flat[start..].trim_start_matches(':').len();
    let range = trim(flat, start + colon..end(flat, sections, start).max(start + colon));
    let numbered = numbered(draft, range.clone());
    let entries = if numbered.is_empty() { bulleted(draft, range) } else { numbered };
    for (at, entry) in entries.into_iter().enumerate() {
        draft.span(format!("/documents/{at}"), &entry);
        draft.record.documents.push(draft.flat()[entry].to_owned());
    }
}

/// The list ends where the next part of the letter begins.
fn end(flat: &str, sections: &Sections, from: usize) -> usize {
    let next = sections.anchors.iter().filter(|a| a.range.start >= from).find_map(|a| match a.mark {
        Mark::Summary | Mark::SummaryLead | Mark::Issues | Mark::IssuesLead | Mark::Opening => Some(a.range.start),
        Mark::Regarding => Some(before_number(flat, a.range.start)),
        _ => None,
    });
    next.unwrap_or(sections.issues.start).min(sections.issues.start)
}

/// The entries: each begins a line with the number that is next.
fn numbered(draft: &Draft<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    let flat = draft.flat();
    let starts_at = |from: usize, number: usize| {
        let mark = format!("{number}. ");
        let text = &flat[from..range.end];
        let found = text.match_indices(&mark).map(|(at, _)| from + at).find(|&at| draft.clean.at_line_start(at));
        found.map(|at| (at, at + mark.len()))
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut next = starts_at(range.start, 1).filter(|(at, _)| *at == range.start);
    while let Some((_, body)) = next {
        next = starts_at(body, found.len() + 2);
        let end = next.map_or(range.end, |(at, _)| at);
        found.push(trim(flat, body..end.max(body)));
    }
    found
}

/// The entries: each begins a line with the same mark.
fn bulleted(draft: &Draft<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    const MARKS: [&str; 6] = ["\u{2022} ", "\u{b7} ", "\u{f0b7} ", "- ", "* ", "o "];
    let flat = draft.flat();
    let lines = draft.clean.lines();
    let within = lines.iter().map(|line| line.start).filter(|&at| range.start <= at && at < range.end);
    let marked = |at: usize| MARKS.into_iter().find(|mark| flat[at..].starts_with(mark));
    let mut starts = within.filter_map(|at| Some((at, marked(at)?))).peekable();
    let Some(mark) = starts.peek().map(|first| first.1) else { return Vec::new() };
    let starts: Vec<usize> = starts.filter(|start| start.1 == mark).map(|start| start.0).collect();
    let ends = starts.iter().skip(1).copied().chain([range.end]);
    starts.iter().zip(ends).map(|(start, end)| trim(flat, start + mark.len()..end)).collect()
}
