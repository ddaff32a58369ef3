//! A row of what a pharmacy gave out, column by column, and who prescribes.

use super::clause::clause;
use super::kind::Use;
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use crate::casefile::Kind;
use crate::letter::reading::dates;
use jiff::civil::Date;
use std::ops::Range;
use std::sync::LazyLock;

static FILLED: Pattern = LazyLock::new(|| {
    compiled(r"^\W*(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|[a-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2} [a-z]{3,9} \d{4})\b")
});

/// The day at the head of a row of what a pharmacy gave out.
pub(super) fn filled_on(scene: &Scene<'_>, span: &Range<usize>) -> Option<Date> {
    let row = scene.kind == Kind::Pharmacy || FILLED.as_ref().is_some_and(|pattern| pattern.is_match(scene.text));
    if let Some(day) = broken_day(scene, span) {
        return Some(day);
    }
    let day = dates::all(scene.text).into_iter().next().filter(|_| row)?;
    // The number of the prescription may stand between.
    let begins = day.range.start < 12 && span.start.saturating_sub(day.range.end) < 30 && scene.text.len() < 160;
    // `M.D.` at the end of a row ends no sentence.
    let last = scene.text.rsplit(' ').next().unwrap_or_default();
    let is_prose = last.ends_with('.') && last.matches('.').count() < 2;
    (begins && scene.kind != Kind::MedicalLegal && !is_prose).then_some(day.day)
}

static BROKEN: Pattern = LazyLock::new(|| compiled(r"^\W*(?:\d{4}\s+)?([a-z]{3,9}\.? \d{1,2}),\s"));

/// The day of a row of a pharmacy whose year was broken off into the next
/// line: `September 25,   Norco 5/325 mg   60`, and below it `2016`.
fn broken_day(scene: &Scene<'_>, span: &Range<usize>) -> Option<Date> {
    let head = BROKEN.as_ref().filter(|_| scene.kind == Kind::Pharmacy)?.captures(scene.text)?;
    let (whole, day) = (head.get(0)?, head.get(1)?.as_str());
    let is_row = whole.end() <= span.start && span.start - whole.end() < 24;
    let year = |words: &str| -> Option<String> {
        let word = words.trim_end_matches('.').to_owned();
        (word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))).then_some(word)
    };
    let last = || year(scene.text.split_whitespace().next_back()?);
    let below = || year(scene.shown.get(scene.sentence.span.end..)?.split_whitespace().next()?);
    let year = last().or_else(below).filter(|year| is_row && year.bytes().all(|one| one.is_ascii_digit()))?;
    dates::all(&format!("{day}, {year}")).first().map(|found| found.day)
}

/// What the columns of a row tell.
#[derive(Default)]
pub(super) struct Columns {
    pub(super) quantity: Option<u32>,
    pub(super) days: Option<u32>,
    pub(super) prescriber: Option<String>,
}

static COLUMNS: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:mg|mcg|ml|%|tabs?|caps?|tablets?|capsules?)\s+(\d{1,3})\b(?:\s+(\d{1,3})(?:\s?(?:ds|days?))?\b)?(?:\s+((?-i:dr\.? |Dr\.? )?(?-i:[A-Z][A-Z'’-]{2,})(?:,? (?-i:[A-Z])[\w.'’-]*){0,3})(?:\s+\d{1,2})?\W*$)?",
    )
});

/// The quantity, the days of supply and the prescriber of a row, behind the
/// drug: two numbers in a row are those, in this order.
pub(super) fn columns(text: &str, from: usize) -> Columns {
    let found = COLUMNS.as_ref().and_then(|pattern| pattern.captures(text.get(from..)?));
    let Some(found) = found else { return Columns::default() };
    let number = |group: usize| found.get(group).and_then(|one| one.as_str().parse().ok());
    Columns {
        quantity: number(1),
        days: number(2),
        prescriber: found.get(3).map(|one| one.as_str().trim().to_owned()).filter(|name| !is_heading(name)),
    }
}

/// The strength in a row, without the form that follows: `10-325 TAB`.
pub(super) fn strength(dose: &str) -> String {
    let lower = dose.to_ascii_lowercase();
    let form = [" tablets", " tablet", " tabs", " tab", " capsules", " capsule", " caps", " cap"];
    let bare = form.iter().find_map(|form| lower.strip_suffix(form)).map_or(dose.len(), str::len);
    if dose[..bare].contains(['-', '/']) { dose[..bare].to_owned() } else { dose.to_owned() }
}

/// Whether a name is the heading of a column.
fn is_heading(name: &str) -> bool {
    const COLUMNS: [&str; 13] = [
        "refills",
        "refill",
        "qty",
        "quantity",
        "days",
        "drug",
        "date",
        "prescriber",
        "rx",
        "supply",
        "strength",
        "pharmacy",
        "medication",
    ];
    name.split(' ').any(|word| COLUMNS.contains(&word.to_lowercase().as_str()))
}

static BY: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:prescribed|ordered|written|given|issued) by|prescriber:?|per)\s+((?-i:dr\.? )?(?-i:[A-Z])[\w.'’-]*(?: (?-i:[A-Z])[\w.'’-]*){0,3})",
    )
});
static BESIDE: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?: [\d#][^\s,;]*| mg| mcg| daily| prn| bid| tid){0,5},? by ((?-i:Dr)\.?(?: (?-i:[A-Z])[\w.'’-]*){1,3})",
    )
});
static SIGNED: Pattern = LazyLock::new(|| {
    compiled(r"((?-i:[A-Z])[a-z'’-]+(?: (?-i:[A-Z])[a-z.'’-]*){1,3}),? (?:M\.?D|D\.?O|N\.?P|P\.?A|D\.?P\.?M)\b")
});

static OTHER: Pattern = LazyLock::new(|| {
    compiled(&format!(
        r"\b{ACTOR}(?:,[^,;.]{{0,40}},)?(?:,? who)? (?:(?:has|had|have|then|also|recently|just|subsequently|initially|previously|reportedly) )*(?:start|began|begun|prescrib|increas|decreas|rais|lower|chang|switch|stopp|discontinu|refill|renew|gave|given|add|put|plac|wean|taper|took|reduc|titrat|cut|d/c|dc|wrote|order|doubl|halv)(?:[a-z']*)(?: [^;.]{{0,40}})?$"
    ))
});

static BY_OTHER: Pattern = LazyLock::new(|| {
    compiled(&format!(
        r"^[^;.]{{0,40}}?\b(?:start|begun|increas|decreas|rais|lower|chang|switch|stopp|discontinu|refill|renew|add|reduc|doubl)\w*(?: [^;.]{{0,30}}?)? by (?:her |his |the |a |an |my )?{ACTOR}|^[^;.]{{0,40}}? (?:in|at|from) (?:the |an )?(?:er|ed|emergency (?:room|department)|hospital|urgent care)\b"
    ))
});

/// A physician, by name or by what he is to the patient.
const ACTOR: &str = r"(?:dr\.? (?<name>(?-i:[A-Z])[\w'’-]*(?: (?-i:[A-Z])[\w.'’-]*){0,2})|pcp\b|primary care (?:physician|doctor|provider)|primary (?:doctor|physician)|family (?:doctor|physician)|(?:personal|prior|previous|former|other|another|outside|own|regular) (?:\w+ )?(?:doctor|physician|provider|ptp)|psychiatrist|neurologist|cardiologist|rheumatologist|internist|dentist|podiatrist|pain (?:management|specialist|doctor|physician|clinic)|urgent care|emergency (?:room|department|physician)|the (?:er|ed|va|hospital)\b|hospitalist)";

static PER: Pattern = LazyLock::new(|| compiled(&format!(r"\bper (?:her |his |the )?{ACTOR},[^;.]{{0,20}}$")));

/// What he gives to this day.
static GIVES: Pattern = LazyLock::new(|| {
    compiled(&format!(r"\b{ACTOR} (?:is|continues to|still) (?:prescrib|giv|refill)\w*(?: [^;.]{{0,30}})?$"))
});

static PRESCRIBED: Pattern = LazyLock::new(|| {
    compiled(&format!(
        r"^[^;.]{{0,30}}? (?:prescribed|given|written|ordered|managed) by (?:her |his |the |a |an |my )?{ACTOR}"
    ))
});

/// Another physician who did with the drug at `span` what is told of it, by
/// name where he has one, and whether he did it once: `her PCP stopped it`.
pub(super) fn other(scene: &Scene<'_>, span: &Range<usize>) -> Option<(Option<String>, bool)> {
    const WORDS: [&str; 10] =
        ["dr", "physician", "doctor", "pcp", "ist", "pain ", "the ", "urgent", "provider", " e"];
    if !WORDS.iter().any(|word| scene.folded.contains(word)) {
        return None;
    }
    let own = clause(scene, span);
    let before = scene.text.get(own.start..span.start)?;
    let after = scene.text.get(span.end..own.end.max(span.end))?;
    let all = [(&OTHER, before, true), (&PER, before, true), (&BY_OTHER, after, true), (&GIVES, before, false)];
    let mut all = all.into_iter().chain([(&PRESCRIBED, after, false)]);
    let (found, once) = all.find_map(|(pattern, text, once)| Some((pattern.as_ref()?.captures(text)?, once)))?;
    let name = found.name("name").map(|name| name.as_str().trim_end_matches('.'));
    let author = scene.document.and_then(|document| document.author.as_ref());
    if name
        .and_then(|name| name.rsplit(' ').next())
        .is_some_and(|last| author.is_some_and(|author| author.value.contains(last)))
    {
        return None;
    }
    Some((name.map(|name| format!("Dr. {name}")), once))
}

/// Who prescribes: named beside the drug, else the author of the report.
pub(super) fn prescriber(scene: &Scene<'_>, used: Use, from: usize) -> Option<String> {
    let first = |pattern: &Pattern, text: &str| {
        pattern
            .as_ref()
            .and_then(|pattern| pattern.captures(text)?.get(1))
            .map(|one| one.as_str().trim().to_owned())
    };
    let beside = || scene.text.get(from..).and_then(|rest| first(&BESIDE, rest));
    let named = beside().or_else(|| first(&BY, scene.text)).filter(|name| !is_heading(name));
    let in_row = || scene.text.get(from..).filter(|_| used == Use::Dispensed).and_then(|rest| first(&SIGNED, rest));
    let writes = matches!(used, Use::Started | Use::Refilled | Use::Changed | Use::Prescribed | Use::Stopped);
    let author = || scene.document.and_then(|document| document.author.as_ref()).map(|found| found.value.clone());
    // A full stop ends the sentence, and not a name.
    let named = named.map(|name| name.strip_suffix('.').map_or(name.clone(), str::to_owned));
    named.or_else(in_row).or_else(|| if writes && scene.kind.is_clinical() { author() } else { None })
}
