//! Step 4: the header block.

use super::anchors::Mark;
use super::dates;
use super::draft::Draft;
use super::pattern::compiled;
use super::sections::{self, Sections};
use crate::letter::record::{Header, StatedDate};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// The number as the block gives it, in lower case.
static CASE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"\bcase\s+(?:number|no\.?)\s*:?\s*(?P<v>[a-z]{2}\ ?-?\d{2}-\ ?\d{3,9}|\d{2}-\d{4,9})\b")
});

/// What a label of the block names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Assigned,
    Injury,
    Decision,
    Denial,
    Received,
    Priority,
}

/// The labels of the block, in lower case. Columns may be read row by row, so
/// that a label of two words has its value between them (`Application
/// 01/23/2017 Received:`).
const LABELS: &[(&str, Field)] = &[
    ("date assigned", Field::Assigned),
    ("assigned date", Field::Assigned),
    ("date of assignment", Field::Assigned),
    ("date of injury", Field::Injury),
    ("injury date", Field::Injury),
    ("decision date", Field::Decision),
    ("date of decision", Field::Decision),
    ("determination date", Field::Decision),
    ("date of determination", Field::Decision),
    ("dated:", Field::Decision),
    ("ur denial date", Field::Denial),
    ("ur decision date", Field::Denial),
    ("date of ur denial", Field::Denial),
    ("date of ur decision", Field::Denial),
    ("utilization review denial date", Field::Denial),
    ("utilization review decision date", Field::Denial),
    ("application received", Field::Received),
    ("application date", Field::Received),
    ("date application received", Field::Received),
    ("application", Field::Received),
    ("priority", Field::Priority),
    ("review type", Field::Priority),
];

static LABEL: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(LABELS.iter().map(|label| label.0))
        .expect("a few short labels build")
});

static PRIORITY: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)^[\s:]*(standard|expedited|regular)\b"));

/// Sentences of the letters of 2013 that say what the block says later.
static FILED: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)application for independent medical review was (?:filed|received) on\s"));
static DENIED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)disputing the utilization review (?:denial|decision)(?:/modification)?,? (?:dated|of|on)\s")
});
static ASSIGNED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)notice of assignment and request for information was (?:provided|sent|mailed|issued)[^.]{0,60}? on\s",
    )
});

/// Reads the block where there is one.
pub(super) fn read(draft: &mut Draft<'_>, sections: &Sections) {
    let mut header = Header::default();
    block(draft, &sections.head, &mut header);
    if sections.numbered {
        sentences(draft, sections, &mut header);
    }
    if header == Header::default() {
        draft.note("no_header", None, "The letter has no header block; dates come from the summary only.");
        return;
    }
    stated(draft, &header);
    draft.record.case.clone_from(&header.case_number);
    draft.record.header = Some(header);
}

fn block(draft: &mut Draft<'_>, head: &Range<usize>, header: &mut Header) {
    let flat = draft.flat();
    let (text, lower) = (&flat[head.clone()], &draft.lower()[head.clone()]);
    if let Some(found) = CASE_NUMBER.captures(lower)
        && let Some(value) = found.name("v")
    {
        header.case_number = Some(text[value.range()].replace(' ', ""));
        draft.span("/header/case_number", &(head.start + value.start()..head.start + value.end()));
    }
    let labels: Vec<_> = LABEL.find_iter(lower).collect();
    for (at, label) in labels.iter().enumerate() {
        let next = labels.get(at + 1).map_or(text.len(), |next| next.start());
        let value = &text[label.end()..next];
        let start = head.start + label.end();
        match LABELS[label.pattern().as_usize()].1 {
            Field::Priority => priority(draft, value, start, header),
            field => {
                let (name, slot) = slot(field, header);
                date(draft, value, start, name, slot);
            }
        }
    }
}

fn priority(draft: &mut Draft<'_>, value: &str, start: usize, header: &mut Header) {
    if let Some(found) = PRIORITY.captures(value).and_then(|found| found.get(1)) {
        header.priority = Some(found.as_str().to_owned());
        draft.span("/header/priority", &(start + found.start()..start + found.end()));
    }
}

fn slot(field: Field, header: &mut Header) -> (&'static str, &mut Option<String>) {
    match field {
        Field::Assigned => ("date_assigned", &mut header.date_assigned),
        Field::Injury => ("date_of_injury", &mut header.date_of_injury),
        Field::Decision => ("decision_date", &mut header.decision_date),
        Field::Denial => ("ur_denial_date", &mut header.ur_denial_date),
        Field::Received => ("application_received", &mut header.application_received),
        Field::Priority => ("priority", &mut header.priority),
    }
}

/// The first date of a label's value; a label that has its value already
/// keeps it.
fn date(draft: &mut Draft<'_>, value: &str, start: usize, name: &str, slot: &mut Option<String>) {
    if slot.is_some() {
        return;
    }
    if let Some(found) = dates::first(value) {
        *slot = Some(value[found.range.clone()].replace(' ', ""));
        draft.span(format!("/header/{name}"), &(start + found.range.start..start + found.range.end));
    }
}

/// The dates of the letters of 2013 stand in sentences before the summary.
fn sentences(draft: &mut Draft<'_>, sections: &Sections, header: &mut Header) {
    let flat = draft.flat();
    let end = sections.marks(Mark::Summary, &(0..flat.len())).next().map_or(flat.len(), |a| a.range.start);
    for (pattern, name) in
        [(&FILED, "application_received"), (&DENIED, "ur_denial_date"), (&ASSIGNED, "date_assigned")]
    {
        let Some(found) = pattern.find(&flat[..end]) else {
            continue;
        };
        let slot = match name {
            "application_received" => &mut header.application_received,
            "ur_denial_date" => &mut header.ur_denial_date,
            _ => &mut header.date_assigned,
        };
        let stop = sections::floor(flat, (found.end() + 30).min(end));
        date(draft, &flat[found.end()..stop], found.end(), name, slot);
    }
}

/// What the block says of the injury and of the utilization review, said
/// again beside what the summary says.
fn stated(draft: &mut Draft<'_>, header: &Header) {
    let stated = |raw: &Option<String>| {
        let raw = raw.clone()?;
        let iso = dates::first(&raw)?.day.to_string();
        Some(StatedDate { raw, iso, place: "header".to_owned() })
    };
    if let Some(date) = stated(&header.date_of_injury) {
        copy_span(draft, "/header/date_of_injury", "/patient/date_of_injury/0/raw");
        draft.record.patient.date_of_injury.push(date);
    }
    if let Some(date) = stated(&header.ur_denial_date) {
        copy_span(draft, "/header/ur_denial_date", "/ur_dates/0/raw");
        draft.record.ur_dates.push(date);
    }
}

fn copy_span(draft: &mut Draft<'_>, from: &str, to: &str) {
    if let Some(&span) = draft.spans.get(from) {
        draft.spans.insert(to.to_owned(), span);
    }
}
