//! Step 4: the header block.

use super::anchors::Mark;
use super::dates;
use super::draft::Draft;
use super::pattern::compiled;
use super::sections::{self, Sections};
use crate::letter::record::{Header, StatedDate};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static CASE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)\bcase\s+(?:number|no\.?)\s*:?\s*(?P<v>[A-Z]{2}\ ?-?\d{2}-\ ?\d{3,9}|\d{2}-\d{4,9})\b")
});

/// The labels of the block. Columns may be read row by row, so that a label
/// of two words has its value between them (`Application 01/23/2017
/// Received:`).
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix) \b (?:
            (?P<assigned> date\ assigned | assigned\ date | date\ of\ assignment )
          | (?P<injury> date\ of\ injury | injury\ date )
          | (?P<decision> decision\ date | date\ of\ decision | determination\ date | date\ of\ determination | dated )
          | (?P<ur> (?:UR|utilization\ review) (?:\ \(UR\))? \ (?:denial|decision) \ date | date\ of\ UR\ (?:denial|decision) )
          | (?P<received> (?:IMR\ )? application\ received | application\ (?:received\ )?date
              | date\ application\ received | application\b )
          | (?P<priority> (?:priority | review\ type)(?:\ of\ review)? )
        ) \s* :? \s*",
    )
});

static PRIORITY: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)^(standard|expedited|regular)\b"));

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
        draft.note(
            "no_header",
            None,
            "The letter has no header block; dates come from the summary only.",
        );
        return;
    }
    stated(draft, &header);
    draft.record.case.clone_from(&header.case_number);
    draft.record.header = Some(header);
}

fn block(draft: &mut Draft<'_>, head: &Range<usize>, header: &mut Header) {
    let flat = draft.flat();
    let text = &flat[head.clone()];
    if let Some(found) = CASE_NUMBER.captures(text)
        && let Some(value) = found.name("v")
    {
        header.case_number = Some(value.as_str().replace(' ', ""));
        draft.span(
            "/header/case_number",
            &(head.start + value.start()..head.start + value.end()),
        );
    }
    let labels: Vec<_> = LABEL.captures_iter(text).collect();
    for (at, label) in labels.iter().enumerate() {
        let Some(whole) = label.get(0) else { continue };
        let next = labels
            .get(at + 1)
            .and_then(|next| next.get(0))
            .map_or(text.len(), |m| m.start());
        let value = &text[whole.end()..next];
        let start = head.start + whole.end();
        if label.name("priority").is_some() {
            priority(draft, value, start, header);
        } else if let Some((name, slot)) = slot(label, header) {
            date(draft, value, start, name, slot);
        }
    }
}

fn priority(draft: &mut Draft<'_>, value: &str, start: usize, header: &mut Header) {
    if let Some(found) = PRIORITY.find(value) {
        header.priority = Some(found.as_str().to_owned());
        draft.span("/header/priority", &(start..start + found.end()));
    }
}

fn slot<'h>(label: &regex::Captures<'_>, header: &'h mut Header) -> Option<(&'static str, &'h mut Option<String>)> {
    let has = |name: &str| label.name(name).is_some();
    Some(if has("assigned") {
        ("date_assigned", &mut header.date_assigned)
    } else if has("injury") {
        ("date_of_injury", &mut header.date_of_injury)
    } else if has("decision") {
        ("decision_date", &mut header.decision_date)
    } else if has("ur") {
        ("ur_denial_date", &mut header.ur_denial_date)
    } else if has("received") {
        ("application_received", &mut header.application_received)
    } else {
        return None;
    })
}

/// The first date of a label's value; a label that has its value already
/// keeps it.
fn date(draft: &mut Draft<'_>, value: &str, start: usize, name: &str, slot: &mut Option<String>) {
    if slot.is_some() {
        return;
    }
    if let Some(found) = dates::first(value) {
        *slot = Some(value[found.range.clone()].replace(' ', ""));
        draft.span(
            format!("/header/{name}"),
            &(start + found.range.start..start + found.range.end),
        );
    }
}

/// The dates of the letters of 2013 stand in sentences before the summary.
fn sentences(draft: &mut Draft<'_>, sections: &Sections, header: &mut Header) {
    let flat = draft.flat();
    let end = sections
        .marks(Mark::Summary, &(0..flat.len()))
        .next()
        .map_or(flat.len(), |a| a.range.start);
    for (pattern, name) in [
        (&FILED, "application_received"),
        (&DENIED, "ur_denial_date"),
        (&ASSIGNED, "date_assigned"),
    ] {
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
        Some(StatedDate {
            raw,
            iso,
            place: "header".to_owned(),
        })
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
