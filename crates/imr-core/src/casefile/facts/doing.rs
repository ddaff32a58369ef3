//! What is done with a drug that a sentence names: whether it is taken,
//! started, given again, changed, stopped, past, or only thought of.

use super::absent::absent;
use super::allergy::is_allergy;
use super::clause::{clause, is_denied, is_wanted, not_done, said};
use super::ended;
use super::kind::Use;
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::swap::swapped;
use super::vocabulary::{Mark, Table};
use super::when;
use crate::casefile::{Context, Reading, Section};
use crate::letter::reading::dates;
use std::ops::Range;
use std::sync::LazyLock;

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

/// What stands beside the name of a drug.
#[derive(Clone, Copy)]
pub(super) struct Told {
    pub(super) has_dose: bool,
    /// How many are given is told.
    pub(super) counted: bool,
    /// It stands in a row of what a pharmacy gave out.
    pub(super) filled: bool,
    /// An old and a new strength are told.
    pub(super) changed: bool,
}

/// What is done with the drug at `span`.
pub(super) fn used(scene: &Scene<'_>, span: &Range<usize>, told: Told, context: &mut Context) -> Use {
    let section = scene.section();
    if is_allergy(scene, span, told.has_dose) {
        return Use::Allergy;
    }
    if told.filled {
        *context = Context::default();
        return Use::Dispensed;
    }
    if let Some((used, plain)) = outright(scene, span) {
        *context = Context { other_person: context.other_person, ..plain };
        return used;
    }
    let done = done(scene, span, told);
    // "As needed" and "for pain" say how a drug is taken, and suppose nothing;
    // what was done was not only supposed.
    let is_done = (told.has_dose && done.is_some() && is_accomplished(scene)) || ended::is_ordered(scene);
    let is_open = scene.is_supposed() && !is_done;
    let is_ordered = ended::is_advised(scene) || (done == Some(Use::Stopped) && ended::is_told_to(scene));
    if context.conditional && section != Section::Risks && (is_ordered || (told.has_dose && !is_open)) {
        context.conditional = false;
    }
    of_its_clause(scene, span, done, context);
    if is_considered(scene, span, told, (done, *context)) {
        (context.conditional, context.negated, context.uncertain) = (true, false, false);
        return Use::Considered;
    }
    if let Some(used) = otherwise(scene, span, context) {
        return used;
    }
    of_its_words(scene, told, done, context);
    if told.changed && !is_past(scene) {
        *context = Context { other_person: context.other_person, ..Context::default() };
        return Use::Changed;
    }
    // `Was stopped on 02/10/2015` tells of a day, and not of long ago.
    let dated =
        || done.is_some_and(|used| when::day(scene, span, used).is_some() || when::is_vague(scene, span, used));
    if context.historical && (goes_on(scene) || begins(scene, told, done) || dated()) && !is_past(scene) {
        context.historical = false;
    }
    if context.historical || is_past(scene) {
        return past(scene, done, context);
    }
    now(scene, span, (told, done), context)
}

/// What one way of speaking says outright, whatever else stands beside it.
fn outright(scene: &Scene<'_>, span: &Range<usize>) -> Option<(Use, Context)> {
    if ended::by_plan(scene, span) {
        return Some((Use::Stopped, Context::default()));
    }
    absent(scene, span).or_else(|| ended::is_weaned(scene, span).then(|| (Use::Changed, Context::default())))
}

/// Takes away what is denied or doubted of something else.
fn of_its_words(scene: &Scene<'_>, told: Told, done: Option<Use>, context: &mut Context) {
    // `She quit smoking and takes Norco` ends no Norco.
    let other = scene.marks.of(Table::Cue).any(|mark| mark.name == "stop" && is_other(scene, &mark.span));
    if other && done != Some(Use::Stopped) && context.negated && context.historical {
        (context.negated, context.historical) = (false, false);
    }
    if done.is_some() {
        // `He may continue Norco 10 mg` allows, and does not doubt.
        context.uncertain &= !told.has_dose;
    }
    // What a plan gives out in numbers is given now.
    if told.counted && scene.section() == Section::Plan && !is_past(scene) {
        (context.historical, context.negated, context.uncertain) = (false, false, false);
    }
}

/// What is only wanted, or not done, or given in place of another drug.
fn otherwise(scene: &Scene<'_>, span: &Range<usize>, context: &mut Context) -> Option<Use> {
    let plain = Context { other_person: context.other_person, ..Context::default() };
    let now = !is_past(scene);
    let (used, told) = if now && is_wanted(scene, span) {
        (Use::Considered, Context { conditional: true, ..plain })
    } else if let Some(used) = not_done(scene, span).filter(|_| now) {
        (used, Context { negated: true, ..plain })
    } else {
        (swapped(scene, span).filter(|_| now)?, plain)
    };
    *context = told;
    Some(used)
}

/// Takes away what is denied or past in another clause only: `Naproxen was
/// stopped and gabapentin started`.
fn of_its_clause(scene: &Scene<'_>, span: &Range<usize>, done: Option<Use>, context: &mut Context) {
    let mut own = clause(scene, span);
    // `No allergies and takes Norco` denies the allergies.
    own.start = own.start.max(scene.folded[..span.start].rfind("allerg").unwrap_or(0));
    if done.is_none() || own.len() == scene.text.len() || !(context.negated || context.historical) {
        return;
    }
    let Some(text) = scene.text.get(own.clone()) else { return };
    let alone = Reading::new(text, scene.section()).context(&(span.start - own.start..span.end - own.start));
    context.negated &= alone.negated;
    context.historical &= alone.historical;
}

/// An `initial prescription` in a plan is one of today.
fn begins(scene: &Scene<'_>, told: Told, done: Option<Use>) -> bool {
    done == Some(Use::Started) && told.has_dose && scene.section() == Section::Plan
}

/// What is done now with a drug that is neither past nor only thought of.
fn now(scene: &Scene<'_>, span: &Range<usize>, (told, done): (Told, Option<Use>), context: &mut Context) -> Use {
    let section = scene.section();
    context.negated &= !is_aside(scene, span);
    match done {
        Some(Use::Stopped) => {
            (context.negated, context.uncertain) = (false, false);
            Use::Stopped
        }
        // What is refused is not taken, whatever it would have been.
        _ if context.negated && scene.marks.cue("refused") => Use::Named,
        Some(used) => {
            // `Denies missing doses of Norco`.
            let misses = told.has_dose && scene.folded.contains(" miss");
            context.negated &= !is_acted_on(scene, span) && !scene.marks.cue("unchanged dose") && !misses;
            let in_plan = section == Section::Plan && told.has_dose;
            if in_plan && used == Use::Prescribed { given_again(scene, used) } else { listed(scene, used) }
        }
        None if section == Section::Medications => Use::Current,
        None if section == Section::Plan && told.has_dose => given_again(scene, Use::Prescribed),
        None if told.has_dose => Use::Current,
        None => Use::Named,
    }
}

/// Whether the drug may only be given later: under a condition, or not yet.
fn is_considered(
    scene: &Scene<'_>,
    span: &Range<usize>,
    told: Told,
    (done, context): (Option<Use>, Context),
) -> bool {
    let acts = matches!(done, Some(Use::Started | Use::Prescribed | Use::Changed));
    // `Could not think straight on it` is no plan.
    let unable = |mark: &Mark| {
        scene.folded[mark.span.clone()].ends_with("could") && scene.folded[mark.span.end..].starts_with(" not ")
    };
    let later = || scene.marks.of(Table::Cue).any(|mark| mark.name == "later" && !unable(mark));
    // `Not adding Lyrica yet`, `Lyrica is not prescribed at this time`.
    let in_plan = || scene.section() == Section::Plan && !told.has_dose;
    // `Do not start Lyrica` leaves nothing open.
    let forbidden = || FORBIDDEN.as_ref().is_some_and(|pattern| pattern.is_match(scene.folded));
    let denied = acts
        && !forbidden()
        && (context.negated || NOT_DONE.as_ref().is_some_and(|pattern| pattern.is_match(scene.folded)));
    let not_yet = denied && !told.changed && (later() || scene.marks.cue("as of now") || in_plan());
    // `Continue Norco until the next visit` says until when.
    let goes_on = || {
        done == Some(Use::Refilled)
            && !scene.is_supposed()
            && !context.uncertain
            && UNTIL.iter().any(|word| scene.folded.contains(word))
    };
    let elsewhere = || scene.drugs.len() > 1 && done.is_some() && !is_in_clause(scene, span);
    let supposed = (scene.is_supposed() || later() || context.uncertain) && !goes_on() && !elsewhere();
    let open = !told.has_dose
        && done != Some(Use::Stopped)
        && !is_accomplished(scene)
        && !ended::is_ordered(scene)
        && !ended::is_advised(scene);
    let floated = || {
        !told.has_dose
            && !told.counted
            && !ended::is_ordered(scene)
            && !ended::is_advised(scene)
            && (!is_accomplished(scene) || FLOATS.iter().any(|word| scene.folded.contains(word)))
            && !matches!(done, Some(Use::Stopped | Use::Refilled | Use::Dispensed))
            && !(done.is_some() && is_today(scene))
            && !(done == Some(Use::Current) && ["use ", "take "].iter().any(|word| scene.folded.contains(word)))
            && !elsewhere()
            && ended::is_floated(scene)
    };
    context.conditional || not_yet || answers(scene, done) || (open && supposed && !is_past(scene)) || floated()
}

/// `Any headache? Then quit Norco and call.`
fn answers(scene: &Scene<'_>, done: Option<Use>) -> bool {
    let words = scene.folded.trim_start_matches(|c: char| !c.is_alphabetic());
    done == Some(Use::Stopped)
        && words.starts_with("then ")
        && ["call", "phone", "notify", "contact"].iter().any(|word| words.contains(word))
}

/// Words that say how long a drug goes on.
const UNTIL: [&str; 3] = ["until", "till", "through"];

/// Whether the clause of a drug supposes something, and not only another:
/// `continue Mobic; consider Lyrica`.
fn is_in_clause(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    let own = clause(scene, span);
    scene
        .marks
        .of(Table::Cue)
        .any(|mark| matches!(mark.name, "supposed" | "later") && own.contains(&mark.span.start))
}

/// Whether what is done is said to be done today, and not denied.
fn is_today(scene: &Scene<'_>) -> bool {
    let denied = [" not ", "n't ", "not "].iter().any(|word| scene.folded.contains(word));
    !denied && ["today", "started", "begun", "initiated"].iter().any(|word| scene.folded.contains(word))
}

/// What is done with a thought, and not with a drug.
const FLOATS: [&str; 5] = ["thought was", "raised", "mentioned", "brought up", "broached"];

static FORBIDDEN: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:do not|don['’]t|must not|should not|should never|never) (?:start|begin|prescrib|add|initiat|giv)\w*",
    )
});

static NOT_DONE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:not|isn't|wasn't|won't|never) (?:\w+ ){0,2}(?:start|prescrib|add|initiat|begin|begun|introduc|institut|order)\w*\b",
    )
});

/// What was taken before the present episode; what was stopped then and is
/// denied since, is past all the same.
fn past(scene: &Scene<'_>, done: Option<Use>, context: &mut Context) -> Use {
    if done == Some(Use::Stopped) && context.negated && !is_past(scene) {
        context.historical = false;
        context.negated = false;
        return Use::Stopped;
    }
    context.negated &= !is_past(scene);
    context.historical = true;
    Use::Past
}

/// `An additional 30 of Cymbalta 30 mg` in a plan is a refill.
fn given_again(scene: &Scene<'_>, used: Use) -> Use {
    const AGAIN: [&str; 8] = ["additional", "further", " more", "repeat", "usual", "same ", "fresh ", "extended"];
    if AGAIN.iter().any(|word| scene.folded.contains(word)) { Use::Refilled } else { used }
}

/// In a list of what is taken, a drug is taken, whatever was done before.
fn listed(scene: &Scene<'_>, used: Use) -> Use {
    let is_list = scene.section() == Section::Medications;
    let renewed = || ["refill", "renew", "rf "].iter().any(|word| scene.folded.contains(word));
    let dated = || !dates::all(scene.text).is_empty();
    match used {
        Use::Refilled | Use::Prescribed if is_list && (!renewed() || scene.folded.contains("no refill")) => {
            Use::Current
        }
        Use::Dispensed if is_list && !dated() && !scene.folded.contains("dispens") => Use::Current,
        // `Started in 2013` tells since when.
        Use::Started if when::began_before(scene) => Use::Current,
        other => other,
    }
}

static ACCOMPLISHED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:was|were|(?:has|have|had) been|i have|we have|is hereby|is being|i|we) (?:\w+ )?(?:start|began|begun|commenc|initiat|institut|prescrib|given|added|introduc|increas|rais|renew|refill|stopp|discontinu|taken)\w*",
    )
});

/// Whether something was done, and not only supposed: `was therefore started`.
fn is_accomplished(scene: &Scene<'_>) -> bool {
    let all = ACCOMPLISHED.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(scene.folded));
    all.into_iter().any(|found| {
        let before = &scene.folded[..found.start()];
        let open = [" not ", " may ", " might ", " could ", " would ", " will "];
        !open.iter().any(|word| found.as_str().contains(word))
            && !["if", "should", "unless"].iter().any(|word| before.contains(word))
    })
}

static ASIDE: Pattern = LazyLock::new(|| {
    compiled(
        r"([a-z']+),? (?:with|w/|from|by|despite|after|on|taking|using|while on|while taking|since) (?:the |his |her |current )?$",
    )
});

/// Whether a denial before the name is one of something else: `no numbness
/// with Norco`, and not `denies taking Norco`.
fn is_aside(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    const DENY: [&str; 12] = [
        "not",
        "no",
        "denies",
        "denied",
        "never",
        "longer",
        "without",
        "been",
        "isn't",
        "wasn't",
        "currently",
        "presently",
    ];
    let found = ASIDE.as_ref().and_then(|pattern| pattern.captures(&scene.folded[..span.start]));
    found.and_then(|found| found.get(1)).is_some_and(|word| !DENY.contains(&word.as_str()))
}

/// Whether it is said to have been taken up to now.
fn goes_on(scene: &Scene<'_>) -> bool {
    scene.section() != Section::PastHistory
        && ["has been", "have been", "been on", "since"].iter().any(|word| scene.folded.contains(word))
        && scene.folded.contains("since")
}

/// Whether something is done with the drug behind a comma: `not lately on
/// Norco, is to start 5 mg`. What is denied before it stays there.
fn is_acted_on(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    let acts = |name: &str| matches!(name, "start" | "refill" | "change");
    scene.marks.of(Table::Cue).any(|mark| {
        acts(mark.name) && mark.span.start > span.end && scene.text[span.end..mark.span.start].contains([',', ';'])
    })
}

/// The strongest of the words near a drug's name.
fn done(scene: &Scene<'_>, span: &Range<usize>, told: Told) -> Option<Use> {
    let near = |name: &'static str| {
        said(scene, span, name).any(|mark| match name {
            "stop" => !is_other(scene, &mark.span) && !is_denied(scene, mark) && !is_beside(scene, span),
            "change" => !is_denied(scene, mark),
            _ => true,
        })
    };
    let holds = |name: &'static str, used: Use| match used {
        Use::Stopped => near(name) || is_off(scene, span),
        // `No change in dose`, `the dose being unchanged`.
        Use::Changed => told.changed || (near(name) && !near("unchanged dose")),
        // `Start Norco, 2 refills` says how often it may be filled.
        Use::Refilled => near(name) && !(near("start") && is_counted(scene)) && !is_short(scene, span),
        _ => near(name),
    };
    DONE.iter().find(|(name, used)| holds(name, *used)).map(|one| one.1)
}

/// Whether the only word for a refill tells that the patient runs out or needs
/// one, and not in a plan.
fn is_short(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    const NEEDS: [&str; 6] = ["due for", "needs", "requests", "requesting", "asks for", "wants"];
    let asked = |mark: &Mark| {
        let (words, before) = (&scene.folded[mark.span.clone()], &scene.folded[..mark.span.start]);
        let before = ["a", "his", "her", "more"]
            .iter()
            .fold(before.trim_end(), |all, word| all.trim_end_matches(word).trim_end());
        words.ends_with(" out") || words.starts_with("need") || NEEDS.iter().any(|word| before.ends_with(word))
    };
    scene.section() != Section::Plan && said(scene, span, "refill").all(asked)
}

/// `Not to take ibuprofen with Mobic` stops no Mobic.
fn is_beside(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    scene.drugs.iter().any(|other| scene.folded.get(other.span.end..span.start) == Some(" with "))
}

/// Whether something else is stopped: `stopped working`, `quit smoking`, `no
/// longer uses a cane`.
fn is_other(scene: &Scene<'_>, stop: &Range<usize>) -> bool {
    const OTHERS: [&str; 22] = [
        "a",
        "an",
        "able",
        "alcohol",
        "tobacco",
        "cigarettes",
        "smoking",
        "work",
        "works",
        "therapy",
        "physical",
        "exercise",
        "school",
        "needs",
        "wants",
        "has",
        "have",
        "cane",
        "crutches",
        "brace",
        "drives",
        "sports",
    ];
    let next = scene.folded[stop.end..].split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    let next = next.unwrap_or_default();
    let doing = next.len() > 4
        && next.ends_with("ing")
        && !matches!(next, "taking" | "using" | "being" | "during" | "following" | "owing" | "causing");
    // `Stopped, causing nausea` has its object before it.
    let parted = scene.folded[stop.end..].starts_with([',', ';', '.', ':', '(']);
    !parted && (doing || OTHERS.contains(&next))
}

static OFF: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\bno (?:more|further|additional)|(?:^|[^a-z])off(?: of)?|\b(?:through|finished) with)(?: the| his| her| all| any)? $",
    )
});

/// Whether the words right before a name end it: `no more Norco`, `off Norco
/// from today`. `Off Norco the pain is 8` says when.
pub(super) fn is_off(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    let before = &scene.text[..span.start];
    let since = scene.text[span.end..].starts_with(" since ");
    let planned =
        since || scene.section() == Section::Plan || scene.marks.cue("as of now") || scene.marks.has(Table::Harm);
    planned
        && !["hold", "held", "holding", "put"].iter().any(|word| before.to_ascii_lowercase().contains(word))
        && (since || !scene.marks.cue("pain scale"))
        && OFF.as_ref().is_some_and(|pattern| pattern.is_match(before))
}

static COUNTED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:no|zero|with|\d+|one|two|three)\s(?:rf|refills?)\b|\b(?:rf|refills?)\s?[:x=-]?\s?(?:x\s?)?(?:\d{1,2}\b|none|no\b|zero)",
    )
});

/// Whether every word for a refill counts how many are allowed.
fn is_counted(scene: &Scene<'_>) -> bool {
    let counted = COUNTED.as_ref().is_some_and(|pattern| pattern.is_match(scene.text));
    let others = ["continu", "cont ", "renew", "refilled"].iter().any(|word| scene.folded.contains(word));
    counted && !others
}

static YEAR: Pattern = LazyLock::new(|| compiled(r"\b(?:19|20)\d\d\b"));

/// `On Norco since 2012` lasts.
static SINCE_YEAR: Pattern = LazyLock::new(|| {
    compiled(r"\b(?:been|is|on) .*\bsince (?:at least |early |late |mid )?(?:[a-z]+ )?(?:19|20)\d\d\b")
});

/// Whether a sentence without a strength gives a year, and no day: it tells
/// of long ago.
fn is_past(scene: &Scene<'_>) -> bool {
    let year =
        || YEAR.as_ref().and_then(|pattern| pattern.find(scene.text)).map(|found| found.as_str().parse::<i16>());
    scene.marks.cue("past use")
        || scene.section() == Section::PastHistory
        || (dates::all(scene.text).is_empty()
            && !SINCE_YEAR.as_ref().is_some_and(|pattern| pattern.is_match(scene.folded))
            && matches!((year(), scene.date()), (Some(Ok(year)), Some(date)) if year + 1 < date.year()))
}
