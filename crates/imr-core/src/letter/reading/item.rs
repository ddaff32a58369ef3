//! The item line: what was asked for, how strong, how much, how often.

use super::amounts::{self, Amount};
use super::kinds;
use super::partial;
use super::pattern::compiled;
use crate::drug;
use crate::letter::record::{Category, Partial};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What an item line says.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) kind: Option<&'static str>,
    pub(super) name: Option<String>,
    pub(super) ingredient: Option<String>,
    pub(super) strength: Option<Amount>,
    pub(super) quantity: Option<Amount>,
    pub(super) quantity_unit: Option<String>,
    pub(super) frequency: Option<Amount>,
    pub(super) refills: Option<Amount>,
    pub(super) date_of_service: Option<Amount>,
    pub(super) category: Option<Category>,
    pub(super) partial: Option<Partial>,
}

/// Words before the thing itself.
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix) ^ (?: (?:
            retrospective(?:ly)?(?:\ (?:request|usage|use)\ (?:for|of))? | prospective(?:\ request\ for)? | retro\b | MED\b | RX\b
          | unknown(?:\ (?:quantity|number|prescription)\ (?:of|for))? | unspecified
          | associated\ surgical\ services?\s*: | (?:the\ )?request\ for | one\ (?:\(1\)\ )?prescription\ (?:of|for)
          | prescription\ (?:of|for) | purchase\ of | rental\ of | the\b | an?\b | \d+\ prescriptions?\ (?:of|for)
        ) [\s:-]* )+",
    )
});

/// What stands behind the thing itself and is no part of it.
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix) ,? \s* \( (?: unspecified | through\b | express | dos ) [^)]* \) | ,? \s* (?: day\ supply:?\ \d+ | \d+[\ -]day\ supply(?:\s*:\s*\d+)? | per\ \d[\d/-]*\ (?:order|RFA|prescription) | for\ an\ unspecified\ \w+ ) ",
    )
});

static SMALL: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)(?:[\s,;:(-]|\b(?:with|for|x|of|at|a|qty|quantity|times|the|and|to|in)\b)+$"));

/// Reads an item line.
pub(super) fn read(text: &str) -> Item {
    let (partial, subject) = partial::read(text);
    let lead = LEAD.find(&text[subject.clone()]).map_or(0, |lead| lead.end());
    let range = subject.start + lead..subject.end;
    let line = &text[range.clone()];
    let mentions = drug::mentions(line);
    let kind = kinds::kind(line, !mentions.is_empty(), amounts::has_strength(line));
    let is_drug = kind == Some("drug");
    let amounts = amounts::read(line, is_drug);
    let ingredient = is_drug
        .then(|| drug::joined(mentions.iter().flat_map(|m| m.ingredients.iter().copied())))
        .filter(|line| !line.is_empty());
    let name = name(line, &amounts);
    let category = kinds::category(kind, line, ingredient.as_deref());
    let moved = |amount: Option<Amount>| amount.map(|amount| amount.moved(range.start));
    Item {
        kind,
        name,
        ingredient,
        strength: moved(amounts.strength),
        quantity: moved(amounts.quantity),
        quantity_unit: amounts.unit,
        frequency: moved(amounts.frequency),
        refills: moved(amounts.refills),
        date_of_service: moved(amounts.date_of_service),
        category,
        partial,
    }
}

/// The line without its amounts.
fn name(line: &str, amounts: &amounts::Amounts) -> Option<String> {
    let mut cuts: Vec<Range<usize>> = amounts.taken.clone();
    cuts.extend(TAIL.find_iter(line).map(|tail| tail.range()));
    cuts.sort_unstable_by_key(|cut| (cut.start, cut.end));
    let mut name = String::with_capacity(line.len());
    let mut from = 0;
    for cut in cuts {
        if cut.start >= from {
            name.push_str(line[from..cut.start].trim_end());
            name.push(' ');
        }
        from = from.max(cut.end);
    }
    name.push_str(line.get(from..).unwrap_or_default());
    let name = swapped(swapped(name, " ,", ","), "()", "");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut name = swapped(swapped(swapped(name, "( ", "("), " )", ")"), " ()", "");
    for lead in ["of ", "for "] {
        if let Some(rest) = name.strip_prefix(lead) {
            name = rest.to_owned();
        }
    }
    while name.contains(",,") {
        name = name.replace(",,", ",");
    }
    let end = SMALL.find(&name).map_or(name.len(), |tail| tail.start());
    let mut name = name[..end].trim_start_matches([',', ';', ' ', '-', ':']).to_owned();
    if name.matches('(').count() != name.matches(')').count() {
        name = name.replace(['(', ')'], "");
    }
    (!name.is_empty()).then_some(name)
}

/// The text with one piece in place of another; most texts have none of it.
fn swapped(text: String, from: &str, to: &str) -> String {
    if text.contains(from) { text.replace(from, to) } else { text }
}
