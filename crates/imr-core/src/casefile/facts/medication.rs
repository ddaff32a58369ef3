//! Drugs, and what is done with them.

use super::allergy::is_allergy;
use super::doing::{Told, used};
use super::ended;
use super::kind::{FactKind, Medication, Use};
use super::pattern::{Pattern, compiled};
use super::scene::{Carried, Scene};
use super::strength;
use super::vocabulary::Table;
use super::{row, trial, when};
use crate::casefile::{Context, Kind, Section};
use crate::drug::{Named, given, joined, partner_like, quantity};
use jiff::civil::Date;
use row::{filled_on, prescriber};
use std::ops::Range;
use std::sync::LazyLock;

pub(super) fn read(scene: &mut Scene<'_>) {
    let text = scene.text;
    let all = scene.drugs;
    let mut done: Vec<String> = Vec::new();
    for (at, named) in all.iter().enumerate() {
        if is_passed_over(scene, at) {
            continue;
        }
        let how = given(text, &named.span, all.get(at + 1).map(|next| next.span.start));
        let filled = filled_on(scene, &named.span);
        let mut context = scene.context(&named.span);
        context.other_person &= how.dose.is_none() || !is_listed(scene, &named.span);
        let whole = || joined(named.ingredients.iter().copied().chain(garbled_partner(text, named)));
        let ingredients = named.class.map_or_else(whole, str::to_owned);
        let changed = changed(scene, at).filter(|_| filled.is_none());
        let (has_dose, counted) = (how.dose.is_some(), how.quantity.is_some());
        let told = Told { has_dose, counted, filled: filled.is_some(), changed: changed.is_some() };
        let used = used(scene, &named.span, told, &mut context);
        // What is denied of another drug in the sentence is not denied of this.
        context.negated &= !(used == Use::Named && all.len() > 1 && context.negated && trial::is_spared(scene, at));
        // `Norco 5 mg is replaced by Norco 10 mg` tells one thing of one drug.
        if used == Use::Changed && changed.is_some() && done.contains(&ingredients) {
            continue;
        }
        let next = all.get(at + 1);
        let dose = dose(text, named.span.end, next, (used, filled.is_some()), (changed, how.dose));
        let row = filled.map(|_| row::columns(text, named.span.end)).unwrap_or_default();
        let Giving { used, since, on, vague, by } = giving(scene, &named.span, (used, filled), context);
        let stepwise = used == Use::Changed && is_stepwise(scene, &named.span);
        let medication = Medication {
            name: text[named.span.clone()].to_owned(),
            dose: dose.filter(|_| !stepwise),
            frequency: how.frequency.filter(|_| !stepwise),
            quantity: how.quantity.or(row.quantity),
            used,
            since,
            on,
            vague,
            supply: row.days,
            prescriber: row.prescriber.or(by),
            ingredients: ingredients.clone(),
        };
        if used == Use::Named && medication.dose.is_none() && scene.kind == Kind::Correspondence {
            continue;
        }
        done.push(ingredients);
        scene.add_as(&named.span, FactKind::Medication(medication), context);
    }
}

/// The strength of a drug, by what is told of it: a new one, and its own.
fn dose(
    text: &str,
    from: usize,
    next: Option<&Named>,
    (used, in_row): (Use, bool),
    (changed, own): (Option<String>, Option<String>),
) -> Option<String> {
    let dose = if used == Use::Changed { changed.or_else(|| changed_to(text, from, next)).or(own) } else { own };
    dose.map(|dose| if in_row { row::strength(&dose) } else { dose })
}

/// When something was done with a drug, and by whom.
struct Giving {
    used: Use,
    since: Option<Date>,
    on: Option<Date>,
    vague: bool,
    by: Option<String>,
}

/// When the sentence says that something was done with the drug at `span`, and
/// who did it: what another physician did once is not of the day of the
/// report.
fn giving(scene: &Scene<'_>, span: &Range<usize>, (used, filled): (Use, Option<Date>), context: Context) -> Giving {
    let on = filled.or_else(|| when::day(scene, span, used));
    let by_other = row::other(scene, span).filter(|_| filled.is_none() && gives(used));
    let once = by_other.as_ref().is_some_and(|one| one.1);
    // What the emergency room gave need not be taken any more.
    let used = if used == Use::Current && once { Use::Prescribed } else { used };
    let vague = filled.is_none() && (when::is_vague(scene, span, used) || (once && on.is_none()));
    // Who stopped it some time ago is not said by that.
    let ended = used == Use::Stopped && (vague || on.is_some_and(|day| Some(day) != scene.date()));
    let by = match by_other {
        Some((by, _)) => by,
        None => prescriber(scene, if ended { Use::Named } else { used }, span.end).filter(|_| !context.negated),
    };
    // `Out of Norco for two weeks` tells since when it is not taken.
    let taken = !context.negated && !matches!(used, Use::Named | Use::Considered | Use::Past);
    let taken = taken && !(used == Use::Stopped && vague);
    let since = when::since(scene.text, span.end, scene.date(), used).filter(|_| taken);
    Giving { used, since, on, vague, by }
}

/// Whether something is done with a drug by somebody.
fn gives(used: Use) -> bool {
    !matches!(used, Use::Considered | Use::Past | Use::Allergy | Use::Named | Use::Dispensed)
}

/// Whether nothing more is told of the drug with this number. Of a class, only
/// that it is not tolerated is told: `allergic to sulfa`.
fn is_passed_over(scene: &Scene<'_>, at: usize) -> bool {
    let named = &scene.drugs[at];
    (named.is_class() && !is_allergy(scene, &named.span, false))
        || scene.told.contains(&at)
        || is_plan(scene, &named.span)
}

/// `Wean Norco by one tablet a week` gives no dose.
fn is_stepwise(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    scene.text[span.end..].contains(" by ") && ended::is_weaned(scene, span)
}

/// `Plan B: Lyrica` is no contraceptive.
fn is_plan(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    scene.section() == Section::Plan && scene.text[span.clone()].eq_ignore_ascii_case("plan b")
}

/// Whether a drug stands at the head of a line, or of an entry with a number,
/// right behind a family history: the list is the patient's.
fn is_listed(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    scene.section() == Section::FamilyHistory
        && !scene.marks.cue("relative")
        && (span.start < 6 || scene.text.starts_with(|c: char| c.is_ascii_digit()))
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
    let Some(count) = Some(scene.text).filter(|text| text.len() < 60).and_then(quantity) else { return };
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
    // `Taken off work` ends no drug.
    let of_work = scene.marks.has(Table::Work);
    if scene.is_supposed() || of_work || !IT.as_ref().is_some_and(|pattern| pattern.is_match(scene.text)) {
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
    let medication = Medication {
        ingredients,
        name,
        dose: None,
        frequency: None,
        quantity: None,
        used: Use::Stopped,
        since: None,
        on: when::day(scene, &span, Use::Stopped),
        vague: when::is_vague(scene, &span, Use::Stopped),
        supply: None,
        prescriber,
    };
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

static STRENGTH: Pattern = LazyLock::new(|| {
    compiled(r"(?:\bto|->|→|>|now|at)\s+(\d+(?:\.\d+)?(?:\s?[-/]\s?\d+(?:\.\d+)?)?\s?(?:mg|mcg|ml|g|%|units?))")
});

/// The strength to which it is changed.
fn changed_to(text: &str, from: usize, next: Option<&Named>) -> Option<String> {
    let after = text.get(from..next.map_or(text.len(), |next| next.span.start))?;
    Some(STRENGTH.as_ref()?.captures(after)?.get(1)?.as_str().to_owned())
}
