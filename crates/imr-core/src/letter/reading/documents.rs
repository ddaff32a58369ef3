//! The documents that were reviewed: a numbered list before the summary.

use super::anchors::Mark;
use super::draft::Draft;
use super::sections::{Sections, trim};
use std::ops::Range;

/// Reads the list. Public copies lack it; there is no note on that.
pub(super) fn read(draft: &mut Draft<'_>, sections: &Sections) {
    let Some(heading) = sections.marks(Mark::Documents, &sections.opening).last() else { return };
    let range = trim(draft.flat(), heading.range.end..sections.opening.end);
    for (at, entry) in entries(draft, range).into_iter().enumerate() {
        draft.span(format!("/documents/{at}"), &entry);
        draft.record.documents.push(draft.flat()[entry].to_owned());
    }
}

/// The entries: each begins a line with the number that is next.
fn entries(draft: &Draft<'_>, range: Range<usize>) -> Vec<Range<usize>> {
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
