//! Which words of a sentence speak of which of its drugs: those of the drug's
//! own clause. `Continue Norco but stop Ambien` stops no Norco, and `do not
//! stop Norco` stops none either.

use super::body::distance;
use super::kind::Use;
use super::pattern::{Pattern, compiled, says};
use super::scene::Scene;
use super::vocabulary::{Mark, Table};
use std::ops::Range;
use std::sync::LazyLock;

/// How far a word on what is done reaches forward, in bytes; back it is more.
const NEAR: usize = 90;

static PARTS: Pattern = LazyLock::new(|| {
    compiled(
        r";|,? (?:but|while|whereas|however|although|though|because|since s?he|as s?he|as the patient|as pt) |(?:,? and|,| then| &) (?:then |will |i |we |to |she |he |is |was |please |also |have |had |has |been |be |do |not |don['’]t )*(?:stop|discontinu|d/c|continu|cont\b|refill|renew|start|begin|began|add|initiat|increas|decreas|reduc|taper|wean|hold|switch|resum|maintain|keep|quit|ceas|prescrib|tak|us(?:e|es|ing)\b)\w*",
    )
});

/// Where a clause ends and the next begins.
fn cuts(scene: &Scene<'_>) -> Vec<usize> {
    let found = PARTS.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(scene.folded));
    let mut cuts: Vec<usize> = found.map(|one| one.start()).collect();
    // `Norco was stopped and Nucynta started`: each has its word behind it.
    let verbs = cuts.clone();
    for (at, pair) in scene.drugs.windows(2).enumerate() {
        let ends = scene.drugs.get(at + 2).map_or(scene.folded.len(), |next| next.span.start);
        let ends = verbs.iter().copied().find(|cut| *cut > pair[1].span.end).map_or(ends, |cut| cut.min(ends));
        let between = pair[0].span.end..pair[1].span.start;
        let last = acts(scene).filter(|mark| between.contains(&mark.span.start)).last();
        let own = acts(scene).any(|mark| mark.span.start >= pair[1].span.end && mark.span.start < ends);
        if let Some(last) = last.filter(|_| own)
            && let Some(rest) = scene.folded.get(last.span.end..between.end)
            && let Some(cut) = rest.rfind(" and ").or_else(|| rest.rfind(", "))
        {
            cuts.push(last.span.end + cut);
        } else if let Some(cut) = parted_by_a_stop(scene, at, ends).or_else(|| own_verb(scene, at)) {
            cuts.push(cut);
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// Where `continue Norco and that Soma be discontinued` falls apart: only one
/// of the two words is a stop, the one before its drug and the other behind.
fn parted_by_a_stop(scene: &Scene<'_>, at: usize, ends: usize) -> Option<usize> {
    let (first, next) = (&scene.drugs[at].span, &scene.drugs[at + 1].span);
    let from = at.checked_sub(1).map_or(0, |before| scene.drugs[before].span.end);
    let said = |place: Range<usize>| {
        let mut all =
            acts(scene).filter(move |mark| place.contains(&mark.span.start)).map(|mark| mark.name == "stop");
        let first = all.next()?;
        all.all(|one| one == first).then_some(first)
    };
    let (left, right) = (said(from..first.start)?, said(next.end..ends)?);
    let between = scene.folded.get(first.end..next.start)?;
    let cut = between.rfind(" and ").or_else(|| between.rfind(", "))?;
    (left != right).then_some(first.end + cut)
}

/// Where a drug has a word of its own before it, and the one before has, too:
/// `after stopping Soma she started Flexeril`.
fn own_verb(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let (first, next) = (&scene.drugs[at], &scene.drugs[at + 1]);
    let from = at.checked_sub(1).map_or(0, |before| scene.drugs[before].span.end);
    let has_own = acts(scene).any(|mark| (from..first.span.start).contains(&mark.span.start));
    let between = first.span.end..next.span.start;
    let last = scene.marks.of(Table::Cue).rfind(|mark| {
        matches!(mark.name, "stop" | "change" | "refill" | "start" | "take")
            && mark.span.len() > 2
            && between.contains(&mark.span.start)
    })?;
    let rest = scene.folded.get(last.span.end..next.span.start)?;
    let governs = rest.len() < 24 && !rest.contains([',', ';', '(']) && !rest.contains(" and ");
    // `Not refill` is one word, and `refill` in it no other.
    let whole = acts(scene).find(|mark| mark.span.contains(&last.span.start)).unwrap_or(last);
    (has_own && governs && first.ingredients != next.ingredients).then_some(whole.span.start)
}

fn acts<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = &'a Mark> {
    scene.marks.of(Table::Cue).filter(|mark| matches!(mark.name, "stop" | "change" | "refill" | "start"))
}

/// The clauses of the sentence, each with a drug in it: words without one
/// belong to what stands before them, or else behind.
fn clauses(scene: &Scene<'_>) -> Vec<Range<usize>> {
    let named = |part: &Range<usize>| scene.drugs.iter().any(|drug| part.contains(&drug.span.start));
    let mut all: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for to in cuts(scene).into_iter().chain([scene.folded.len()]) {
        let part = from..to;
        from = to;
        match all.last_mut() {
            Some(before) if !named(&part) || !named(before) => before.end = part.end,
            _ => all.push(part),
        }
    }
    all
}

/// Where the words stand that speak of the drug at `span`. A clause without a
/// word on what is done may be an entry of a list: `Refill Norco; Flexeril`.
fn own(scene: &Scene<'_>, span: &Range<usize>) -> Vec<Range<usize>> {
    if scene.drugs.len() < 2 {
        return std::iter::once(0..scene.folded.len()).collect();
    }
    let all = clauses(scene);
    let Some(at) = all.iter().position(|clause| clause.contains(&span.start)) else { return all };
    let says = |place: &Range<usize>| acts(scene).any(|mark| place.contains(&mark.span.start));
    let mut own = vec![all[at].clone()];
    if !says(&all[at]) && scene.folded[all[at].clone()].starts_with(';') {
        let heads = all[..at].iter().rev().filter_map(|before| {
            let first = scene.drugs.iter().find(|drug| before.contains(&drug.span.start))?;
            Some(before.start..first.span.start)
        });
        own.extend(heads.into_iter().find(says));
    }
    own
}

/// The clause of the drug at `span`.
pub(super) fn clause(scene: &Scene<'_>, span: &Range<usize>) -> Range<usize> {
    own(scene, span).into_iter().next().unwrap_or(0..scene.folded.len())
}

/// The words of one name that are said of the drug at `span`.
pub(super) fn said<'a>(
    scene: &'a Scene<'_>,
    span: &Range<usize>,
    name: &'static str,
) -> impl Iterator<Item = &'a Mark> {
    let own = own(scene, span);
    let span = span.clone();
    scene.marks.of(Table::Cue).filter(move |mark| {
        let reach = if mark.span.start >= span.end { NEAR } else { NEAR + 30 };
        mark.name == name
            && distance(&mark.span, &span) < reach
            && own.iter().any(|clause| clause.contains(&mark.span.start))
            && !is_of_something_else(scene, mark)
    })
}

static OF_PAIN: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:pain|spasms?|symptoms?|function|activity|activities|sleep|scores?|vas|inflammation|numbness|tolerance|rom|motion|anxiety|mood|swelling)(?: (?:level|levels|score|has|have|had|is|was|been|being|were|also|to be|significantly))* $",
    )
});

/// Whether it is not the drug that changes: `pain has decreased with Norco`;
/// and `wean Norco: decrease to #90` ends none.
fn is_of_something_else(scene: &Scene<'_>, mark: &Mark) -> bool {
    let words = &scene.folded[mark.span.clone()];
    match mark.name {
        // `Norco instead of Soma` changes no strength.
        "change" if words == "instead of" => {
            let dose = scene.folded[mark.span.end..].trim_start().starts_with(|c: char| c.is_ascii_digit());
            !dose || scene.drugs.windows(2).any(|pair| pair[0].ingredients != pair[1].ingredients)
        }
        // `Was of no use`, `is on hold`.
        "take" if words == "use" => {
            let before = &scene.folded[..mark.span.start];
            before.ends_with("of ") || before.ends_with("no ") || before.ends_with("any ")
        }
        "take" if words == "on" => scene.folded[mark.span.end..].starts_with(" hold"),
        "change" => OF_PAIN.as_ref().is_some_and(|pattern| pattern.is_match(&scene.folded[..mark.span.start])),
        // `Did not refill Norco, as it is not due`.
        "stop" if words.starts_with("not re") => scene.folded[..mark.span.start].ends_with("did "),
        // `Weaned down to one a day` ends none.
        "stop" if matches!(words, "weaned" | "tapered") => {
            let rest = &scene.folded[mark.span.end..];
            rest.starts_with(" down") || rest.starts_with(" to ")
        }
        "stop" => matches!(words, "wean" | "taper") && scene.marks.cue("change"),
        _ => false,
    }
}

static NOT: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\b(?:not|never|neither|nor)|n['’]t)(?: (?:to|be|been|being|yet|ever|currently|abruptly|suddenly|actually|even|want|wish|ready|able|willing|prepared|inclined|quite|going|planning|plan|have|had|has|intend|presently|completely|him|her|the|patient|a|any))* $",
    )
});

static DENIES: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:den(?:y|ies|ied|ying)(?: (?:that|having|s?he|they|pt|patient|the|has|have|had|ever))*|(?:refus\w*|declin\w*|unable|unwilling|reluctant|afraid|failed|hesitant|no (?:plan|plans|intention|reason|need|wish|desire)) (?:to|of)|against|without|avoid|instead of|rather than|not (?:recommend|advise|advised|recommended|support)) $",
    )
});

/// Whether a word on what is done is denied: `did not stop`, `never filled`.
pub(super) fn is_denied(scene: &Scene<'_>, mark: &Mark) -> bool {
    let before = &scene.folded[..mark.span.start];
    let after = &scene.folded[mark.span.end..];
    let denies = |pattern: &Pattern| pattern.as_ref().is_some_and(|pattern| pattern.is_match(before));
    // `Not started until May` was started.
    let withheld = matches!(mark.name, "stop" | "start") && denies(&DENIES);
    (denies(&NOT) || withheld) && !after.contains(" until ")
}

static UNTAKEN: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\b(?:never|not)|n['’]t)(?: (?:been|actually|ever|yet|have|had))* (?:fill(?:ed)?|pick(?:ed)?(?: it)? up|(?:took|taken|take|start|started|received|receive|get|got|used) (?:it|them|this|any)|dispensed|obtained)\b|(?:not|never) taken\W*$",
    )
});

/// What is said of the drug at `span` to have not been done, where nothing
/// else is said to be done with it.
pub(super) fn not_done(scene: &Scene<'_>, span: &Range<usize>) -> Option<Use> {
    const ACTS: [(&str, Use); 5] = [
        ("stop", Use::Stopped),
        ("start", Use::Started),
        ("refill", Use::Refilled),
        ("dispense", Use::Dispensed),
        ("prescribe", Use::Prescribed),
    ];
    let all = |name: &'static str| said(scene, span, name).map(|mark| is_denied(scene, mark)).collect::<Vec<_>>();
    let holds = |name: &'static str| all(name).contains(&false);
    let clause = &scene.folded[clause(scene, span)];
    let given = ["start", "refill", "dispense", "prescribe"].into_iter().find(|name| !all(name).is_empty());
    if UNTAKEN.as_ref().is_some_and(|pattern| pattern.is_match(clause)) && !holds("stop") {
        let used = ACTS.iter().find(|one| Some(one.0) == given);
        return Some(used.map_or(Use::Named, |one| one.1));
    }
    // `Has been taking Norco and has not stopped it` says that it is taken.
    let goes_on = || {
        let stop = said(scene, span, "stop").find(|mark| is_denied(scene, mark))?;
        let take = said(scene, span, "take").find(|mark| mark.span.end < stop.span.start)?;
        scene.folded[take.span.end..stop.span.start].contains(" and ").then_some(())
    };
    if goes_on().is_some() {
        return None;
    }
    let other = ["stop", "change", "refill", "start"].into_iter().any(holds);
    let found = ACTS.iter().find(|(name, _)| all(name).contains(&true)).filter(|_| !other);
    // `Is prescribed and was not refilled` says of the first that it holds.
    found.filter(|(name, _)| *name == "prescribe" || !all(name).contains(&false)).map(|one| one.1)
}

static WANTS: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:s?he|they|pt|patient|worker|claimant|applicant|employee) (?:\w+ )?(?:wants?|wanted|wish|wishes|wished|hopes?|hoping|desires?|would like|asks|asked|requests?|requested|interested) (?:to|in) (?:be )?(?:\w+ )?$",
    )
});

static TALKED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:discuss\w*|talk\w* about|consider\w*|contemplat\w*|think\w* (?:about|of)|(?:option|possibility|goal|idea) of|eventually|goal is) (?:to )?(?:\w+ly )?$",
    )
});
static ONCE: Pattern = LazyLock::new(|| compiled(r"^(?:\W|\d)*(?:once|when|until|as soon as) [^.]*\bwill\b"));

/// Whether it is only wanted or talked about: `she wants to stop Norco`.
pub(super) fn is_wanted(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    let wants = |mark: &Mark| {
        let before = &scene.folded[..mark.span.start];
        says(&WANTS, before) || says(&TALKED, before) || says(&ONCE, scene.folded)
    };
    let all: Vec<bool> =
        ["stop", "start"].into_iter().flat_map(|name| said(scene, span, name).map(wants)).collect();
    !all.is_empty() && all.into_iter().all(|one| one)
}
