//! Drugs, and what is done with them.

use super::doing::{Told, used};
use super::kind::{FactKind, Medication, Use};
use super::pattern::{Pattern, compiled};
use super::scene::{Carried, Scene};
use super::strength;
use super::vocabulary::Table;
use crate::casefile::{Context, Kind};
use crate::drug::{Named, given, joined, partner_like};
use crate::letter::reading::dates;
use jiff::civil::Date;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) fn read(scene: &mut Scene<'_>) {
    let text = scene.text;
    let all = scene.drugs;
    let mut done: Vec<String> = Vec::new();
    for (at, named) in all.iter().enumerate() {
        if named.is_class() || scene.told.contains(&at) {
            continue;
        }
        let how = given(text, &named.span);
        let filled = filled_on(scene, &named.span);
        let mut context = scene.context(&named.span);
        let ingredients = joined(named.ingredients.iter().copied().chain(garbled_partner(text, named)));
        let changed = changed(scene, at).filter(|_| filled.is_none());
        let told = Told { has_dose: how.dose.is_some(), filled: filled.is_some(), changed: changed.is_some() };
        let used = used(scene, &named.span, told, &mut context);
        // `Norco 5 mg is replaced by Norco 10 mg` tells one thing of one drug.
        if used == Use::Changed && changed.is_some() && done.contains(&ingredients) {
            continue;
        }
        let dose = match used {
            Use::Changed => changed.or_else(|| changed_to(text, named.span.end)).or(how.dose),
            _ => how.dose,
        };
        let medication = Medication {
            name: text[named.span.clone()].to_owned(),
            dose,
            frequency: how.frequency,
            quantity: how.quantity.or_else(|| filled.and_then(|_| quantity(text, named.span.end))),
            used,
            since: since(text, named.span.end, scene.date()),
            prescriber: prescriber(scene, used, named.span.end),
            ingredients: ingredients.clone(),
        };
        if used == Use::Named && medication.dose.is_none() && scene.kind == Kind::Correspondence {
            continue;
        }
        done.push(ingredients);
        scene.add_as(&named.span, FactKind::Medication(medication), context);
    }
}

/// The new strength of the drug with this number, where the sentence tells an
/// old and a new one of it, and of no other drug.
fn changed(scene: &Scene<'_>, at: usize) -> Option<String> {
    let own = &scene.drugs[at].ingredients;
    let alone = scene.drugs.iter().all(|one| one.is_class() || one.ingredients == *own);
    let changes = scene.marks.cue("change");
    alone.then(|| strength::changed(scene.text, changes)).flatten().map(|place| scene.text[place].to_owned())
}

/// Keeps the one drug that a sentence names for the next, which may speak of
/// it without a name.
pub(super) fn carry(carried: &mut Carried, drugs: &[Named]) {
    let mut named = drugs.iter().filter(|one| !one.is_class());
    let Some(first) = named.next() else { return };
    let alone = named.all(|one| one.ingredients == first.ingredients);
    carried.drug = alone.then(|| joined(first.ingredients.iter().copied()));
}

/// How many of the drug of the sentence before are given: `Disp: #60.`
fn dispensed(scene: &mut Scene<'_>, ingredients: &str) {
    let page = scene.page.number;
    let Some(count) = given(scene.text, &(0..0)).quantity.filter(|_| scene.text.len() < 60) else { return };
    let before = scene.found.iter_mut().rev().take(3).find_map(|fact| match &mut fact.kind {
        FactKind::Medication(one) if fact.page == page && one.ingredients == ingredients => Some(one),
        _ => None,
    });
    if let Some(one) = before {
        one.quantity = one.quantity.or(Some(count));
    }
}

static IT: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?:\W|\d)*(?:(?:it|this|the|that|said|med|meds|drug|medication|medicine|rx|pt|patient|he|she|will|we|i|am|are|have|had|was|is|has|been|therefore|so|now|please|to|be|being|today|hence|and|accordingly|thus|then|order|ordered|as|of|subsequently|discontinue|stop|d/c) ?,? ?)*(?:stop\w*|discontinu\w*|d/?c'?e?d?|withdr\w+|terminat\w*|ceas\w*|halt\w*|taken off|tak\w+ (?:him|her|pt|the patient) off|(?:will )?not (?:be )?(?:renew|refill|continu)\w*)\b(?: (?:it|this|the|that|med|medication|drug|medicine|using|taking|use|was|is|today|now|immediately|altogether|at|as|of|this|visit|for|because|due|secondary|on|effective|reason|and)\b|\W|$)",
    )
});

/// A sentence that names no drug and says that `it` is stopped, right behind
/// one that names a drug.
pub(super) fn read_on(scene: &mut Scene<'_>) {
    let Some(ingredients) = scene.carried.drug.clone() else { return };
    dispensed(scene, &ingredients);
    let Some(span) = scene.marks.named(Table::Cue, "stop").map(|mark| mark.span.clone()) else { return };
    if scene.is_supposed() || !IT.as_ref().is_some_and(|pattern| pattern.is_match(scene.text)) {
        return;
    }
    let page = scene.page.number;
    let before = scene.found.iter_mut().rev().take(4).find_map(|fact| match &mut fact.kind {
        FactKind::Medication(one) if fact.page == page && one.ingredients == ingredients => {
            Some((one, &mut fact.context))
        }
        _ => None,
    });
    if let Some((one, context)) = before
        && matches!(one.used, Use::Named | Use::Current | Use::Stopped)
    {
        one.used = Use::Stopped;
        *context = Context::default();
        return;
    }
    let name = ingredients.clone();
    let prescriber = prescriber(scene, Use::Stopped, span.end);
    let (dose, frequency, quantity, since) = (None, None, None, None);
    let medication =
        Medication { ingredients, name, dose, frequency, quantity, used: Use::Stopped, since, prescriber };
    scene.add_as(&span, FactKind::Medication(medication), Context::default());
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
