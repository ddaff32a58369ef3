//! The phrases that a summary gives as diagnoses.

use super::draft::Draft;
use super::pattern::compiled;
use super::sections::floor;
use super::{sentences, specialties};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Words that lead into a list of diagnoses, in lower case.
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?x) \b (?:
            diagnosed\ (?:as\ having|with|to\ have|as)
          | diagnos[ei]s (?:\ that | \ at\ (?:that|the)\ (?:time|visit) | \ (?:listed|noted|given|documented))? \ (?:includes? | included | are | were | is | was)
              (?: \ (?:noted|documented|listed|given|reported|stated|described) )?
              (?: \ (?:as|to\ be|to\ include|to\ have\ been) )*
          | (?:has|had|have|gave|given|carries|carried|with|for)\ [\w\ ]{0,30}? \b diagnos[ei]s\ of
          | (?:being\ treated|undergoing\ treatments?|undergoing\ care)\ for
          | diagnos[ei]s:
        ) :? \ ",
    )
});

/// Words that end the list before the sentence ends, in lower case.
static STOP: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?x) (?: [,;]\ (?:who|which|and\ (?:was|has|had|is|received|underwent|complain\w*|reports?))
          | \ (?:and\ (?:was|has|had|is|received|underwent|complain\w*|reported)|now\ recovering|reportedly|based\ on|status\ post\ which|since|due\ to|secondary\ to\ an?\ industrial) ) \b",
    )
});

/// Reads the diagnoses of the summary.
pub(super) fn read(draft: &mut Draft<'_>, (text, lower): (&str, &str), start: usize) {
    let mut from = 0;
    while let Some(lead) = next_lead(lower, from) {
        let numbered = numbers(&text[lead.end..]);
        let end = sentences::end(text, lead.end + numbered.last().map_or(0, |last| last.end));
        let end = STOP.find(&lower[lead.end..end]).map_or(end, |stop| lead.end + stop.start());
        for entry in entries(&text[lead.end..end], &numbered) {
            let range = lead.end + entry.start..lead.end + entry.end;
            let value = text[range.clone()].to_owned();
            if !draft.record.diagnoses.contains(&value) {
                let at = draft.record.diagnoses.len();
                draft.span(format!("/diagnoses/{at}"), &(start + range.start..start + range.end));
                draft.record.diagnoses.push(value);
            }
        }
        from = end.max(lead.end);
    }
}

/// The next words that lead into a list. They hold one of two words that are
/// quickly found; the pattern looks only around those.
fn next_lead(lower: &str, mut from: usize) -> Option<Range<usize>> {
    const AROUND: usize = 80;
    loop {
        let word = WORD.find_at(lower, from)?;
        let start = floor(lower, word.start().saturating_sub(AROUND).max(from));
        let stop = floor(lower, word.start() + AROUND);
        if let Some(lead) = LEAD.find(&lower[start..stop]) {
            // The window may have cut the words short.
            let start = start + lead.start();
            let whole = LEAD.find(&lower[start..floor(lower, start + 2 * AROUND)]);
            return Some(start..start + whole.map_or(lead.len(), |whole| whole.end()));
        }
        from = word.end();
    }
}

static WORD: LazyLock<Regex> =
    LazyLock::new(|| compiled("diagnos|treated for|treatment for|treatments for|care for"));

/// Parts of words that name an illness or an injury; a piece of a list
/// without any belongs to the piece before it.
const ILLS: &[&str] = &[
    "itis",
    "osis",
    "pathy",
    "pathies",
    "algia",
    "strain",
    "sprain",
    "pain",
    "fracture",
    "contusion",
    "tear",
    "syndrome",
    "injur",
    "disease",
    "disorder",
    "displacement",
    "protrusion",
    "herniat",
    "bulg",
    "spasm",
    "radicul",
    "headache",
    "trauma",
    "fall",
    "concussion",
    "laceration",
    "dislocation",
    "subluxation",
    "impingement",
    "derangement",
    "hernia",
    "hypertension",
    "diabet",
    "lipid",
    "anxiety",
    "depress",
    "insomnia",
    "migraine",
    "numbness",
    "burn",
    "amputation",
    "crush",
    "wound",
    "neuroma",
    "trigger",
    "stress",
    "nausea",
    "asthma",
    "obesity",
    "tumor",
    "cyst",
    "weakness",
    "effusion",
    "lumbago",
    "sciatica",
    "whiplash",
    "avulsion",
    "abrasion",
    "jammed",
    "rupture",
    "degenerat",
    "spondyl",
    "apnea",
    "reflux",
    "gerd",
    "crps",
    "loss",
    "tinnitus",
    "vertigo",
    "ulcer",
    "infection",
    "swelling",
    "dysfunction",
];

static ILL: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .build(ILLS)
        .expect("a few dozen short words build")
});

fn names_ill(piece: &str) -> bool {
    ILL.is_match(piece)
}

/// The numbers of a list that counts its entries: `1. A 2. B`, `1) A, 2) B`.
fn numbers(list: &str) -> Vec<Range<usize>> {
    const LONGEST_ENTRY: usize = 160;
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| compiled(r"\(?\b(\d{1,2})[.)] "));
    let mut found: Vec<Range<usize>> = Vec::new();
    for number in NUMBER.captures_iter(&list[..floor(list, 4000)]) {
        let Some(range) = number.get(0).map(|whole| whole.range()) else { continue };
        if range.start > found.last().map_or(0, |before| before.end + LONGEST_ENTRY) {
            break;
        }
        if number[1].parse() == Ok(found.len() + 1) {
            found.push(range);
        }
    }
    found
}

/// The entries of a list. Where numbers stand, they part it; where semicolons
/// stand, commas are inside entries; where commas stand, a last ` and ` joins
/// two of them.
fn entries(list: &str, numbered: &[Range<usize>]) -> Vec<Range<usize>> {
    if numbered.len() > 1 || numbered.first().is_some_and(|number| number.start == 0) {
        let ends = numbered[1..].iter().map(|next| next.start).chain([list.len()]);
        let each = numbered.iter().zip(ends).map(|(number, end)| number.end..end.max(number.end));
        return each.map(|entry| trimmed(list, entry)).filter(|entry| entry.len() > 2).collect();
    }
    let joint = if list.contains(';') { ";" } else { "," };
    let mut found: Vec<Range<usize>> = Vec::new();
    for piece in specialties::pieces(list, &[joint]) {
        match found.last_mut() {
            Some(before)
                if joint == "," && !(names_ill(&list[piece.clone()]) && names_ill(&list[before.clone()])) =>
            {
                before.end = piece.end;
            }
            _ => found.push(piece),
        }
    }
    if let Some(last) = found.pop() {
        match last_and(&list[last.clone()], found.len()) {
            Some(at) => {
                found.push(last.start..last.start + at);
                found.push(last.start + at + " and ".len()..last.end);
            }
            None => found.push(last),
        }
    }
    found.into_iter().map(|entry| bare(list, entry)).filter(|entry| entry.len() > 2).collect()
}

/// The ` and ` that joins two diagnoses, not two parts of the body.
fn last_and(entry: &str, before: usize) -> Option<usize> {
    entry.rmatch_indices(" and ").map(|(at, _)| at).find(|&at| {
        let (left, right) = (&entry[..at], &entry[at + " and ".len()..]);
        let pair = left.ends_with("strain") && right.starts_with("sprain")
            || left.ends_with("sprain") && right.starts_with("strain");
        let alone = before > 0 || left.contains(' ') || left.ends_with("omnia") || left.ends_with("itis");
        names_ill(left) && names_ill(right) && !pair && right != "injury" && alone
    })
}

/// A numbered entry without the marks around it.
fn trimmed(list: &str, entry: Range<usize>) -> Range<usize> {
    let text = list[entry.clone()].trim_end_matches([' ', '.', ',', ';']);
    let text = text.strip_suffix(" and").unwrap_or(text).trim_end_matches([' ', ',', ';']);
    entry.start..entry.start + text.len()
}

/// Without article and marks.
fn bare(list: &str, entry: Range<usize>) -> Range<usize> {
    let text = &list[entry.clone()];
    let lead = ["a ", "an ", "the ", "\"", "the diagnosis of ", "diagnosis of "]
        .iter()
        .find(|lead| text.starts_with(**lead))
        .map_or(0, |lead| lead.len());
    let end = text.trim_end_matches(['.', '"', ' ', '\'', ',']).len();
    entry.start + lead.min(end)..entry.start + end
}
