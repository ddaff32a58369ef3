//! Step 5: the credentials of the reviewer: a labelled block, or prose.

use super::anchors::Mark;
use super::clean::Gap;
use super::draft::Draft;
use super::pattern::compiled;
use super::sections::{Sections, trim};
use super::specialties;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// `is Board Certified in X, has a subspecialty in Y and is licensed to
/// practice in Z.`
static CERTIFIED: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)\b(?:is|was)\s+(?:a\s+)?(?:board[\s-]+certified|licensed|certified)\s+in\s+"));
static LICENSED_AS: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)\bis\s+a\s+licensed\s+"));
static SUBSPECIALTY: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)[\s,]*(?:\band\s+)?\b(?:has|with|holds)\s+(?:a\s+|an\s+)?sub-?\s?special(?:ty|ties)\s+(?:certificates?\s+|certifications?\s+)?in\s+",
    )
});
static PRACTICE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)[\s,]*(?:\band\s+)?\b(?:is\s+|he/she\s+is\s+)?licensed\s+to\s+practice\s+(?:medicine\s+)?in\s+")
});

/// Reads the credentials.
pub(super) fn read(draft: &mut Draft<'_>, sections: &Sections) {
    if !labelled(draft, sections) {
        prose(draft, sections);
    }
    let reviewer = &draft.record.reviewer;
    if reviewer.certifications.is_empty() {
        draft.note("no_certification", None, "The letter names no certification of the reviewer.");
        return;
    }
    let normalised: Vec<String> = reviewer.certifications.iter().map(|name| specialties::put_right(name)).collect();
    if normalised != reviewer.certifications {
        draft.note("specialty_misspelt", None, "A certification is not spelt as the specialty is.");
        draft.record.reviewer.certifications_normalised = Some(normalised);
    }
}

/// `State(s) of Licensure:` and `Certification(s)/Specialty:`.
fn labelled(draft: &mut Draft<'_>, sections: &Sections) -> bool {
    let whole = 0..draft.flat().len();
    let state = sections.marks(Mark::Licensure, &whole).next().map(|a| a.range.end);
    let specialty = sections.marks(Mark::Certification, &whole).next().map(|a| a.range.clone());
    if let Some(start) = state {
        let stop = specialty.as_ref().map_or_else(|| block_end(draft, start), |s| s.start.max(start));
        let found = list(draft, start..stop, "/reviewer/licence_states", split_states);
        draft.record.reviewer.licence_states = found;
    }
    if let Some(specialty) = &specialty {
        let stop = block_end(draft, specialty.end);
        let found = list(draft, specialty.end..stop, "/reviewer/certifications", specialties::split);
        draft.record.reviewer.certifications = found;
    }
    state.is_some() || specialty.is_some()
}

/// The end of a labelled value: the next block or heading.
fn block_end(draft: &Draft<'_>, start: usize) -> usize {
    const LONGEST: usize = 400;
    let flat = draft.flat();
    let lines = draft.clean.lines();
    let end = lines[(draft.clean.line_of(start) + 1).min(lines.len())..]
        .iter()
        .find(|line| line.gap == Gap::Block || ends_list(&flat[line.start..]))
        .map_or(flat.len(), |line| line.start);
    let heading = flat[start..end].find("CLINICAL CASE SUMMARY").map_or(end, |at| start + at);
    heading.min(super::sections::floor(flat, start + LONGEST))
}

fn ends_list(rest: &str) -> bool {
    ["CLINICAL CASE", "Clinical Case", "DOCUMENTS REVIEWED", "State(s)", "The "].iter().any(|h| rest.starts_with(h))
}

/// `is Board Certified in …` and what follows in the sentence.
fn prose(draft: &mut Draft<'_>, sections: &Sections) {
    let flat = draft.flat();
    let opening = sections.opening.clone();
    let text = &flat[opening.clone()];
    let practice = PRACTICE.find(text);
    if let Some(practice) = &practice {
        let stop = practice.end() + sentence_end(&text[practice.end()..]);
        let range = opening.start + practice.end()..opening.start + stop;
        draft.record.reviewer.licence_states = list(draft, range, "/reviewer/licence_states", split_states);
    }
    let before = practice.map_or(text, |practice| &text[..practice.start()]);
    let start = CERTIFIED
        .find(before)
        .map(|found| found.end())
        .or_else(|| LICENSED_AS.find(before).map(|found| found.end()));
    let Some(start) = start else { return };
    let stop = if before.len() < text.len() { before.len() } else { start + sentence_end(&text[start..]) };
    let sub = SUBSPECIALTY.find(&text[start..stop]);
    let end = sub.map_or(stop, |sub| start + sub.start());
    let range = opening.start + start..opening.start + end;
    draft.record.reviewer.certifications = list(draft, range, "/reviewer/certifications", specialties::split);
    if let Some(sub) = sub {
        let range = opening.start + start + sub.end()..opening.start + stop;
        draft.record.reviewer.subspecialties = list(draft, range, "/reviewer/subspecialties", specialties::split);
    }
}

/// The full stop that ends a sentence; `D.C.` and `St.` do not.
fn sentence_end(text: &str) -> usize {
    let mut from = 0;
    while let Some(at) = text[from..].find('.') {
        let at = from + at;
        let after = &text[at + 1..];
        let abbreviated = text[..at].ends_with("D") && after.starts_with('C') || text[..at].ends_with("St");
        if !abbreviated && (after.is_empty() || after.starts_with(' ')) {
            return at;
        }
        from = at + 1;
    }
    text.len()
}

/// The entries of a list, each with its span.
fn list(
    draft: &mut Draft<'_>,
    range: Range<usize>,
    pointer: &str,
    split: fn(&str) -> Vec<Range<usize>>,
) -> Vec<String> {
    let flat = draft.flat();
    let range = trim(flat, range);
    let text = &flat[range.clone()];
    split(text)
        .into_iter()
        .enumerate()
        .map(|(at, entry)| {
            draft.span(format!("{pointer}/{at}"), &(range.start + entry.start..range.start + entry.end));
            text[entry].to_owned()
        })
        .collect()
}

/// `Texas,New York,California`; `Ohio and West Virginia`.
fn split_states(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for piece in specialties::pieces(text, &[",", ";", " and ", " & "]) {
        let name = text[piece.clone()].trim_end_matches('.');
        if !name.is_empty() && name.len() <= 40 {
            found.push(piece.start..piece.start + name.len());
        }
    }
    found
}
