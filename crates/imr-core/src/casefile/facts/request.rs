//! What a physician asks the claims administrator to authorize: the rows of
//! the request form (title 8, CCR, section 9785.5), and what is asked for
//! beside them.

use super::diagnosis::{after_codes, has_code};
use super::kind::FactKind;
use super::pattern::{Pattern, compiled};
use super::procedure::{earlier, phrases, told_of_earlier};
use super::scene::Scene;
use super::vocabulary::Table;
use crate::casefile::{Context, Sentence};
use crate::drug::joined;
use std::ops::Range;
use std::sync::LazyLock;

/// Something asked for: its place, and its plain name.
type Asked = (Range<usize>, String);

/// A code of a service or of goods.
static SERVICE: Pattern = LazyLock::new(|| compiled(r"\b(?:\d{5}(?:-\d\d)?|[a-v]\d{4})\b"));

/// What is asked for in a row or sentence of a request.
pub(super) fn read(scene: &mut Scene<'_>) {
    if is_head(scene.folded) {
        scene.carried.table = true;
        return;
    }
    if is_of_people(scene.folded) {
        return;
    }
    // What is enclosed proves what is asked for, and is not asked for itself.
    let before = told_of_earlier(scene, 0);
    let to = enclosed(scene.folded).min(before.unwrap_or(scene.folded.len()));
    let from = after_codes(scene.text);
    let row = from.is_some();
    // A row may have its diagnosis alone, where the form is narrow.
    let from = from.unwrap_or(0);
    if !row && is_told(scene.folded) {
        return;
    }
    let mut asked = named(scene, from);
    if asked.is_empty() {
        asked.extend(other(scene, from, row));
    }
    asked.retain(|one| one.0.end <= to);
    let ends: Vec<usize> = asked.iter().skip(1).map(|one| one.0.start).chain([to]).collect();
    for ((span, what), end) in asked.into_iter().zip(ends) {
        let item = scene.text[span.start..end].trim().trim_end_matches([',', ';', '&']).trim_end();
        let item = item.strip_suffix(" and").unwrap_or(item).to_owned();
        let context = Context { conditional: true, ..Context::default() };
        let quantity = quantity(&item);
        scene.add_as(&span, FactKind::Request { item, what, quantity }, context);
    }
    if before.is_some()
        && let Some((span, mark)) = phrases(scene.text, scene.folded, scene.marks).first()
    {
        earlier(scene, span, mark);
    }
}

/// Where a sentence begins to name what is enclosed.
fn enclosed(folded: &str) -> usize {
    const CUES: [&str; 10] = [
        "see attached",
        "see enclosed",
        "see the attached",
        "see the enclosed",
        "attached is",
        "attached are",
        "attached please",
        "enclosed",
        "attachment",
        "please refer to",
    ];
    CUES.iter().filter_map(|cue| folded.find(cue)).min().unwrap_or(folded.len())
}

static QUANTITY: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:#\s?\d|\bqty\b|\bquantity\b|\b[x×]\s?\d|\b\d+\s?(?:x\b|times\b|per\b|visits?\b|sessions?\b|units?\b|tab(?:let)?s?\b|cap(?:sule)?s?\b|weeks?\b|months?\b|days?\b)).*$",
    )
});

/// How much of it is asked for: what stands behind the code of the service or
/// the stroke in its place, else the number and what follows it.
fn quantity(item: &str) -> Option<String> {
    let coded = SERVICE.as_ref().and_then(|pattern| pattern.find_iter(item).last());
    let behind = coded.map(|code| &item[code.end()..]).or_else(|| Some(item.split_once(" - ")?.1));
    let behind = behind.map(str::trim).filter(|rest| rest.contains(|c: char| c.is_ascii_digit()));
    let numbered = || QUANTITY.as_ref()?.find(item).map(|found| found.as_str().trim());
    behind.or_else(numbered).map(str::to_owned)
}

/// The head of the table: `Diagnosis  ICD  Service requested  CPT ...`.
fn is_head(folded: &str) -> bool {
    const NAMES: [&str; 9] =
        ["diagnosis", "icd", "service", "requested", "cpt", "hcpcs", "frequency", "quantity", "duration"];
    let digits = folded.bytes().filter(u8::is_ascii_digit).count();
    digits < 4 && NAMES.iter().filter(|name| folded.contains(**name)).count() >= 3
}

/// A line about who asks, who is asked, and for whom.
fn is_of_people(folded: &str) -> bool {
    const LABELS: [&str; 23] = [
        // What is enclosed is not asked for.
        "enclos",
        "attach",
        "supporting doc",
        "practice",
        "facility",
        "address",
        "provider",
        "physician",
        "employer",
        "claim",
        "phone",
        "fax",
        "adjuster",
        "npi",
        "specialty",
        "patient",
        "employee",
        "name",
        "signature",
        "city",
        "e mail",
        "contact",
        "date",
    ];
    folded.split_once(':').is_some_and(|(label, _)| {
        label.len() < 40 && LABELS.iter().any(|word| label.contains(word)) && !label.contains("request")
    })
}

/// A sentence of the report beside the rows: what was done asks for nothing.
fn is_told(folded: &str) -> bool {
    const PAST: [&str; 11] = [
        "has failed",
        "failed ",
        "underwent",
        "completed",
        "status post",
        "has had",
        "was performed",
        "did not",
        "has been",
        "have been",
        "tried",
    ];
    PAST.iter().any(|word| folded.contains(word))
}

/// What is asked for by names of the vocabulary: every drug, or else the
/// treatment or study that is named first.
fn named(scene: &Scene<'_>, from: usize) -> Vec<Asked> {
    let procedure = phrases(scene.text, scene.folded, scene.marks).into_iter().map(|one| one.0);
    let procedure = procedure.filter(|span| span.start >= from).min_by_key(|span| span.start);
    let within =
        |span: &Range<usize>| procedure.as_ref().is_some_and(|all| all.start <= span.start && span.end <= all.end);
    let drugs = scene.drugs.iter().filter(|one| !one.is_class() && one.span.start >= from && !within(&one.span));
    let mut all: Vec<Asked> =
        drugs.map(|one| (one.span.clone(), joined(one.ingredients.iter().copied()))).collect();
    if all.is_empty() {
        let marks = [Table::Therapy, Table::Study].into_iter().flat_map(|table| scene.marks.of(table));
        let others =
            marks.filter(|mark| mark.span.start >= from).map(|mark| (mark.span.clone(), mark.name.to_owned()));
        let procedure = procedure.map(|span| (span.clone(), scene.folded_as_written(&span)));
        all.extend(others.chain(procedure).min_by_key(|one| one.0.start));
    }
    // A brand and its ingredient in brackets are one.
    all.dedup_by(|one, other| one.1 == other.1);
    all
}

/// Goods, visits and tests, by a word of their names.
const GOODS: [&str; 34] = [
    "brace",
    "unit",
    "consult",
    "evaluation",
    "referral",
    "visit",
    "screen",
    "test",
    "panel",
    "rental",
    "purchase",
    "crutches",
    "cane",
    "walker",
    "orthosis",
    "orthotic",
    "splint",
    "pillow",
    "mattress",
    "gym",
    "transport",
    "interpreter",
    "home health",
    "device",
    "program",
    "x-ray",
    "cream",
    "gel",
    "patch",
    "kit",
    "supplies",
    "garment",
    "wheelchair",
    "counseling",
];

/// What no table names: goods, visits, tests. It stands in a row, before the
/// code of the service.
fn other(scene: &Scene<'_>, from: usize, row: bool) -> Option<Asked> {
    let rest = scene.text.get(from..)?;
    let code = SERVICE.as_ref().and_then(|pattern| pattern.find(rest)).filter(|code| {
        let before = rest[..code.start()].trim_end();
        !before.ends_with(|c: char| ",.".contains(c)) && !before.ends_with(" CA")
    });
    let told = code.is_some() || (row && scene.carried.table);
    let goods = || scene.carried.table && GOODS.iter().any(|word| scene.folded[from..].contains(word));
    if !(told || goods()) || (!row && scene.folded.contains(':')) {
        return None;
    }
    let words = code.map_or(rest, |code| &rest[..code.start()]);
    let start = words.find(char::is_alphabetic)?;
    let words = words[start..].trim_end_matches(|c: char| c.is_ascii_digit() || " ,;.-#".contains(c));
    let words = words.strip_suffix(" x").or_else(|| words.strip_suffix(" X")).unwrap_or(words);
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let at = from + start;
    (letters > 4 && words.len() < 90).then(|| (at..at + words.len(), words.to_lowercase()))
}

/// A code of ICD-10 whose cell touches the next: only injuries have a seventh
/// sign.
static TOUCHING: Pattern =
    LazyLock::new(|| compiled(r"\b(?:[st]\d[0-9a-z]\.[0-9x]{3}[adgkps]|[a-ru-z]\d[0-9a-z]\.\d{1,3})([a-z]{3})"));

/// The rows of what was taken for one sentence, as rows that fill the page are;
/// a cell that touches the code before it is parted from it.
pub(super) fn parted(sentence: &Sentence, shown: &str) -> Vec<Sentence> {
    let mut cuts = rows(sentence, shown);
    let touching = TOUCHING.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(&sentence.text));
    cuts.extend(touching.filter_map(|found| found.get(1)).map(|cell| cell.start()));
    cuts.extend([0, sentence.text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let part = |range: Range<usize>| {
        let text = sentence.text[range.clone()].trim_end();
        let span = sentence.place(shown, &(range.start..range.start + text.len()));
        Sentence { span, text: text.to_owned() }
    };
    cuts.windows(2).map(|pair| part(pair[0]..pair[1])).filter(|one| !one.text.is_empty()).collect()
}

/// Where lines begin that have a code of their own, behind one that has.
fn rows(sentence: &Sentence, shown: &str) -> Vec<usize> {
    let raw = shown.get(sentence.span.clone()).unwrap_or_default();
    let coded = |line: &str| (has_code(line), SERVICE.as_ref().is_some_and(|pattern| pattern.is_match(line)));
    let (mut cuts, mut at, mut before) = (Vec::new(), 0, (false, false));
    for line in raw.split_inclusive('\n') {
        let now = coded(line);
        if at > 0 && ((now.0 && before.0) || (now.1 && before.1)) {
            let from = sentence.span.start + at + (line.len() - line.trim_start().len());
            cuts.push(sentence.within(shown, &(from..from + 1)).start);
            before = (false, false);
        }
        before = (before.0 || now.0, before.1 || now.1);
        at += line.len();
    }
    cuts
}
