//! How each drug of a sentence did, where they did not all do alike. What
//! stands in brackets or behind a dash in a list is of one drug only, and
//! `Zanaflex did` says the reverse of `Flexeril did not help`.

use super::ended;
use super::pattern::{Pattern, compiled, says};
use super::scene::Scene;
use super::trial::lacks;
use super::vocabulary::{Mark, Table};
use std::ops::Range;
use std::sync::LazyLock;

/// How a drug did: whether it was not tolerated, and whether it failed.
pub(super) type Course = (bool, bool);

/// How the drugs of a list did, one by one; nothing inside for one of which
/// the list says nothing. Nothing at all, where the sentence is no list that
/// says so drug by drug.
pub(super) fn of_list(scene: &Scene<'_>) -> Option<Vec<Option<Course>>> {
    let count = scene.drugs.len();
    if count < 2 {
        return None;
    }
    let items: Vec<Item> = (0..count).map(|at| item(scene, at)).collect::<Option<_>>()?;
    let mut courses: Vec<Option<Course>> = items.iter().map(|item| course(scene, item.told.as_ref()?)).collect();
    let told = courses.iter().flatten().count();
    // `Naproxen and ibuprofen (both upset the stomach)`.
    for at in 1..count {
        let both = items[at]
            .told
            .clone()
            .and_then(|told| scene.folded.get(told))
            .is_some_and(|words| words.contains("both"));
        if both {
            courses[at - 1] = courses[at - 1].or(courses[at]);
        }
    }
    let of_last = courses[count - 1].filter(|_| told == 1);
    let of_all = of_last.is_some_and(|last| !(items[count - 1].bracketed && last.0));
    if told == 0 || of_all {
        return None;
    }
    let head = tail(scene).or_else(|| head(scene));
    Some(courses.into_iter().map(|own| own.or(head)).collect())
}

/// What the words before a list say of all that it names.
fn head(scene: &Scene<'_>) -> Option<Course> {
    let ends = scene.drugs.first()?.span.start;
    let says = |name: &str| scene.marks.of(Table::Cue).any(|mark| mark.name == name && mark.span.end <= ends);
    if says("failed") {
        Some((false, true))
    } else if says("intolerant") {
        Some((true, true))
    } else {
        (says("tried") || says("in the past")).then_some((false, false))
    }
}

/// What the words behind a list say of all that it names.
fn tail(scene: &Scene<'_>) -> Option<Course> {
    let rest = scene.folded.get(scene.drugs.last()?.span.end..)?;
    let words = rest.get(rest.find(';')?..)?;
    ["none ", "no relief", "no benefit", "all fail", "without"]
        .iter()
        .any(|word| words.contains(word))
        .then_some((false, true))
}

/// An entry of a list: what is told of it, and whether in brackets.
struct Item {
    told: Option<Range<usize>>,
    bracketed: bool,
}

/// The drug with this number as an entry of a list; nothing, where other words
/// stand between it and the next.
fn item(scene: &Scene<'_>, at: usize) -> Option<Item> {
    let from = scene.drugs[at].span.end;
    let next = scene.drugs.get(at + 1).map(|next| next.span.start);
    let part = scene.text.get(from..next.unwrap_or(scene.text.len()))?;
    let dash = || {
        [" - ", " \u{2013} ", " \u{2014} ", ": ", " = "]
            .iter()
            .filter_map(|sign| Some((part.find(sign)?, sign.len())))
            .min()
    };
    if let Some(open) = part.find('(').filter(|open| is_dose(&part[..*open])) {
        let close = open + part[open..].find(')')?;
        let rest = &part[close + 1..];
        return (next.is_none() || parts(rest))
            .then_some(Item { told: Some(from + open + 1..from + close), bracketed: true });
    }
    if let Some((open, long)) = dash().filter(|(open, _)| is_dose(&part[..*open])) {
        let ends = if next.is_some() { part.rfind([',', ';'])? } else { part.len() };
        return (open + long <= ends && (next.is_none() || parts(&part[ends..])))
            .then_some(Item { told: Some(from + open + long..from + ends), bracketed: false });
    }
    // `Motrin, Relafen; none helped.`
    let rest = part.split([';', ',']).next().unwrap_or_default().trim_end_matches(['.', ' ']);
    let plain = if next.is_some() { parts(part) } else { is_dose(rest) };
    plain.then_some(Item { told: None, bracketed: false })
}

/// Whether nothing but a strength stands there.
fn is_dose(words: &str) -> bool {
    words.split_whitespace().count() < 5 && words.split_whitespace().all(is_of_dose)
}

fn is_of_dose(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || c == '#' || c == '/')
        || matches!(word, "mg" | "mcg" | "daily" | "bid" | "tid" | "qhs" | "prn")
}

/// Whether words part an entry from the next, and say nothing else.
fn parts(words: &str) -> bool {
    const JOINS: [&str; 6] = ["and", "or", "plus", "also", "then", "&"];
    let sign = |c: char| matches!(c, ',' | ';' | '/' | '.' | ' ');
    words.split(sign).filter(|word| !word.is_empty()).all(|word| JOINS.contains(&word) || is_of_dose(word))
}

/// How a drug did by the words at `told`.
fn course(scene: &Scene<'_>, told: &Range<usize>) -> Option<Course> {
    let words = scene.folded.get(told.clone())?;
    // What is told of all is told of the whole list.
    if ["all", "each"].iter().any(|all| words.split(' ').any(|word| word == *all)) {
        return None;
    }
    let cue = |name: &str| scene.marks.of(Table::Cue).any(|mark| mark.name == name && within(&mark.span, told));
    if ended::harms(scene).any(|harm| within(&harm.span, told)) || cue("intolerant") {
        return Some((true, true));
    }
    (cue("failed") || lacks(words)).then_some((false, true))
}

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

static GOOD: Pattern = LazyLock::new(|| {
    compiled(
        r"^[^;.]{0,34}?\b(?:help(?:s|ed|ful|ing)|work(?:s|ed|ing)|reliev(?:es|ed|ing)|eas(?:es|ed)|effective|efficacious|beneficial|successful|useful|better|a (?:great|good|big|marked|significant|real|huge|dramatic|substantial|noticeable) (?:one|deal|help|difference|relief|improvement|response|success)|(?:some|good|great|excellent|partial|significant|moderate) (?:relief|benefit|response|effect|help|success)|to good effect|of (?:some|great|much|real) (?:help|benefit|use|value))\b",
    )
});

static NO: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\b(?:no|not|never|nor|neither|without|little|hardly|barely|un\w+|in\w+ective|stopped|quit)\b|n['’]t\b)",
    )
});

static AUXILIARY: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?: \d[\w.]*(?: mg)?)?,?(?: (?:on the other hand|however|though),?)? (?:did|does|do|has|have|had|was|were|is|are)( not|n['’]t)?(?: (?:so|though|however))?(?:\W*$|[,;.])",
    )
});

/// Whether of the drug with this number is said the reverse of what `cue` says
/// of another.
pub(super) fn is_spared(scene: &Scene<'_>, at: usize, cue: &Mark) -> bool {
    let own = &scene.drugs[at].span;
    let next = scene.drugs.get(at + 1).map(|next| next.span.start);
    if own.end <= cue.span.start {
        // `Norco helps and Soma failed`.
        let between = next.filter(|next| *next < cue.span.start).and_then(|next| scene.folded.get(own.end..next));
        return between.is_some_and(does_well);
    }
    if at == 0 || own.start < cue.span.end {
        return false;
    }
    let rest = scene.folded.get(own.end..next.unwrap_or(scene.folded.len())).unwrap_or_default();
    let answers = AUXILIARY.as_ref().and_then(|pattern| pattern.captures(rest));
    if let Some(answer) = answers {
        let words = &scene.folded[cue.span.clone()];
        // A denial turns `has failed` round, and `did not help` stays with it.
        return says(&NO, words) != answer.get(1).is_some();
    }
    does_well(rest)
}

fn does_well(words: &str) -> bool {
    let found = GOOD.as_ref().and_then(|pattern| pattern.find(words));
    found.is_some_and(|found| !says(&NO, found.as_str()))
}
