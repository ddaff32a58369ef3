//! Drugs, and what is done with them.

use super::body::distance;
use super::kind::{FactKind, Medication, Use};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::Table;
use crate::casefile::{Context, Kind, Section};
use crate::drug::{Named, given, joined, partner_like};
use crate::letter::reading::dates;
use jiff::civil::Date;
use std::ops::Range;
use std::sync::LazyLock;

/// How far a word on what is done reaches, in bytes.
const NEAR: usize = 90;

/// Words on what is done with a drug, and what they say.
const DONE: [(&str, Use); 7] = [
    ("stop", Use::Stopped),
    ("change", Use::Changed),
    ("refill", Use::Refilled),
    ("start", Use::Started),
    ("dispense", Use::Dispensed),
    ("prescribe", Use::Prescribed),
    ("take", Use::Current),
];

pub(super) fn read(scene: &mut Scene<'_>) {
    let text = scene.text;
    let all = scene.drugs;
    for (at, named) in all.iter().enumerate() {
        if named.is_class() || scene.told.contains(&at) {
            continue;
        }
        let how = given(text, &named.span);
        let filled = filled_on(scene, &named.span);
        let mut context = scene.context(&named.span);
        let used = used(scene, &named.span, how.dose.is_some(), filled.is_some(), &mut context);
        let dose = if used == Use::Changed { changed_to(text, named.span.end).or(how.dose) } else { how.dose };
        let medication = Medication {
            ingredients: joined(named.ingredients.iter().copied().chain(garbled_partner(text, named))),
            name: text[named.span.clone()].to_owned(),
            dose,
            frequency: how.frequency,
            quantity: how.quantity.or_else(|| filled.and_then(|_| quantity(text, named.span.end))),
            used,
            since: since(text, named.span.end, scene.date()),
            prescriber: prescriber(scene, used, named.span.end),
        };
        if used == Use::Named && medication.dose.is_none() && scene.kind == Kind::Correspondence {
            continue;
        }
        scene.add_as(&named.span, FactKind::Medication(medication), context);
    }
}

/// The half of `oxycddone/acetaminophen` that a scan has garbled.
fn garbled_partner(text: &str, named: &Named) -> Option<&'static str> {
    let [ingredient] = named.ingredients.as_slice() else { return None };
    if let Some(before) = text[..named.span.start].strip_suffix('/') {
        let start = before.trim_end_matches(char::is_alphanumeric).len();
        return partner_like(&before[start..], ingredient);
    }
    let after = text[named.span.end..].strip_prefix('/')?;
    let end = after.find(|one: char| !one.is_alphanumeric()).unwrap_or(after.len());
    partner_like(&after[..end], ingredient)
}

/// What is done with the drug at `span`.
fn used(scene: &Scene<'_>, span: &Range<usize>, has_dose: bool, filled: bool, context: &mut Context) -> Use {
    let section = scene.section();
    if section == Section::Allergies || scene.folded.contains("allerg") {
        return Use::Allergy;
    }
    if filled {
        *context = Context::default();
        return Use::Dispensed;
    }
    // "As needed" and "for pain" say how a drug is taken, and suppose nothing.
    if context.conditional && has_dose && !scene.is_supposed() && section != Section::Risks {
        context.conditional = false;
    }
    let done = done(scene, span);
    if context.conditional || (scene.is_supposed() && !has_dose && done != Some(Use::Stopped)) {
        context.conditional = true;
        context.negated = false;
        return Use::Considered;
    }
    if context.historical || is_past(scene) {
        if done == Some(Use::Stopped) && context.negated {
            context.historical = false;
            context.negated = false;
            return Use::Stopped;
        }
        context.historical = true;
        return Use::Past;
    }
    match done {
        Some(Use::Stopped) => {
            context.negated = false;
            Use::Stopped
        }
        // What is refused is not taken, whatever it would have been.
        _ if context.negated && scene.marks.cue("refused") => Use::Named,
        Some(used) => used,
        None if section == Section::Medications => Use::Current,
        None if section == Section::Plan && has_dose => Use::Prescribed,
        None if has_dose => Use::Current,
        None => Use::Named,
    }
}

/// The strongest of the words near a drug's name.
fn done(scene: &Scene<'_>, span: &Range<usize>) -> Option<Use> {
    let near = |name: &str| {
        scene.marks.of(Table::Cue).any(|mark| {
            let reach = if mark.span.start >= span.end { NEAR } else { NEAR + 30 };
            mark.name == name && distance(&mark.span, span) < reach
        })
    };
    DONE.iter().find(|(name, _)| near(name)).map(|one| one.1)
}

static YEAR: Pattern = LazyLock::new(|| compiled(r"\b(?:19|20)\d\d\b"));

/// Whether a sentence without a strength gives a year, and no day: it tells
/// of long ago.
fn is_past(scene: &Scene<'_>) -> bool {
    let year =
        || YEAR.as_ref().and_then(|pattern| pattern.find(scene.text)).map(|found| found.as_str().parse::<i16>());
    scene.marks.cue("past use")
        || scene.section() == Section::PastHistory
        || (dates::all(scene.text).is_empty()
            && matches!((year(), scene.date()), (Some(Ok(year)), Some(date)) if year + 1 < date.year()))
}

static FILLED: Pattern = LazyLock::new(|| {
    compiled(r"^\W*(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|[a-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2} [a-z]{3,9} \d{4})\b")
});

/// The day at the head of a row of what a pharmacy gave out.
fn filled_on(scene: &Scene<'_>, span: &Range<usize>) -> Option<Date> {
    let row = scene.kind == Kind::Pharmacy || FILLED.as_ref().is_some_and(|pattern| pattern.is_match(scene.text));
    let day = dates::all(scene.text).into_iter().next().filter(|_| row)?;
    let begins = day.range.start < 12 && span.start.saturating_sub(day.range.end) < 30 && scene.text.len() < 160;
    // `M.D.` at the end of a row ends no sentence.
    let last = scene.text.rsplit(' ').next().unwrap_or_default();
    let is_prose = last.ends_with('.') && last.matches('.').count() < 2;
    (begins && scene.kind != Kind::MedicalLegal && !is_prose).then_some(day.day)
}

static COUNT: Pattern = LazyLock::new(|| compiled(r"(?:mg|mcg|ml|%|tabs?|caps?|tablets?|capsules?)\s+(\d{1,3})\b"));

/// The number in a row without a word for it.
fn quantity(text: &str, from: usize) -> Option<u32> {
    COUNT.as_ref()?.captures(text.get(from..)?)?.get(1)?.as_str().parse().ok()
}

static STRENGTH: Pattern = LazyLock::new(|| {
    compiled(r"(?:\bto|->|→|>|now|at)\s+(\d+(?:\.\d+)?(?:\s?[-/]\s?\d+(?:\.\d+)?)?\s?(?:mg|mcg|ml|g|%|units?))")
});

/// The strength to which it is changed.
fn changed_to(text: &str, from: usize) -> Option<String> {
    let after = text.get(from..)?;
    Some(STRENGTH.as_ref()?.captures(after)?.get(1)?.as_str().to_owned())
}

static BY: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:prescribed|ordered|written|given|issued) by|prescriber:?|per)\s+((?-i:dr\.? )?(?-i:[A-Z])[\w.'’-]*(?: (?-i:[A-Z])[\w.'’-]*){0,3})",
    )
});
static SIGNED: Pattern = LazyLock::new(|| {
    compiled(r"((?-i:[A-Z])[a-z'’-]+(?: (?-i:[A-Z])[a-z.'’-]*){1,3}),? (?:M\.?D|D\.?O|N\.?P|P\.?A|D\.?P\.?M)\b")
});

/// Who prescribes: named beside the drug, else the author of the report.
fn prescriber(scene: &Scene<'_>, used: Use, from: usize) -> Option<String> {
    let first = |pattern: &Pattern, text: &str| {
        pattern
            .as_ref()
            .and_then(|pattern| pattern.captures(text)?.get(1))
            .map(|one| one.as_str().trim().to_owned())
    };
    let named = first(&BY, scene.text);
    let in_row = || scene.text.get(from..).filter(|_| used == Use::Dispensed).and_then(|rest| first(&SIGNED, rest));
    let writes = matches!(used, Use::Started | Use::Refilled | Use::Changed | Use::Prescribed | Use::Stopped);
    let author = || scene.document.and_then(|document| document.author.as_ref()).map(|found| found.value.clone());
    // A full stop ends the sentence, and not a name.
    let named = named.map(|name| name.strip_suffix('.').map_or(name.clone(), str::to_owned));
    named.or_else(in_row).or_else(|| if writes && scene.kind.is_clinical() { author() } else { None })
}

static SINCE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:since(?: at least)?|started (?:on|in)|beginning|from)\s|\bfor (?:the (?:past|last) )?(?:over |more than |about |approximately )?(\d{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten|several) (day|week|month|year)s?\b",
    )
});

/// Since when the words after a name say it is taken.
fn since(text: &str, from: usize, written: Option<Date>) -> Option<Date> {
    let rest = text.get(from..)?;
    let found = SINCE.as_ref()?.captures(rest)?;
    let Some(count) = found.get(1) else {
        let after = &rest[found.get(0)?.end()..];
        let day = dates::all(after).into_iter().next()?;
        return (day.range.start < 12).then_some(day.day);
    };
    let count = super::therapy::number(count.as_str())?;
    let days = match found.get(2)?.as_str().to_lowercase().as_str() {
        "day" => count,
        "week" => count * 7,
        "month" => count * 30,
        _ => count * 365,
    };
    written?.checked_sub(jiff::Span::new().days(i64::from(days))).ok()
}
