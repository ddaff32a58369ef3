//! A sign at two times: what was found before and is not found now, or the
//! other way round. What the sentence says of today is the finding; what was
//! found on a day that it names is told as of that day.

use super::body::{Part, part_near};
use super::exam::{add_said, is_measured, outcome_in};
use super::kind::FactKind;
use super::pattern::{Pattern, compiled, says};
use super::scene::Scene;
use super::sides::{self, Said};
use super::vocabulary::Mark;
use crate::casefile::Context;
use crate::dates::is_full_name;
use crate::letter::reading::dates;
use jiff::civil::Date;
use std::ops::Range;
use std::sync::LazyLock;

/// The time that a clause speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Time {
    Then,
    Now,
    Open,
}

/// A clause, its time, and what it says that a sign came out as.
struct Clause {
    range: Range<usize>,
    time: Time,
    told: Option<(Option<String>, &'static str)>,
    /// It says that what was there has gone, or has not.
    course: bool,
}

/// Whether a sentence may tell of two times.
pub(super) fn is_told(scene: &Scene<'_>) -> bool {
    // `May` is a month behind `in` only.
    let is_month = |word: &str| word != "may" && is_full_name(word);
    let mut words = scene.folded.split(|c: char| !c.is_ascii_alphabetic());
    let mut named = || scene.folded.contains(" in may") || words.any(is_month);
    let dated = || scene.text.contains('/') && scene.text.bytes().any(|byte| byte.is_ascii_digit());
    let now = || scene.folded.contains(" now") || scene.folded.contains("today");
    scene.marks.cue("gone") || scene.marks.cue("formerly") || dated() || now() || named()
}

/// Reads a sign that the sentence tells of at two times, or says to have
/// gone. Whether it did.
pub(super) fn read(scene: &mut Scene<'_>, signs: &[Mark], index: usize, parts: &[Part]) -> bool {
    let sign = &signs[index];
    // `Sensation is intact in the dermatome where it was less`: told with it.
    if index.checked_sub(1).is_some_and(|at| is_again(scene, signs, at)) && read_before(scene, sign) {
        return true;
    }
    let stretch = stretch(scene, signs, index);
    let clauses = clauses(scene, sign, &stretch);
    let Some(first) = today(&clauses) else { return before_only(scene, sign, &clauses, parts) };
    if sign.name == "gait" {
        return true;
    }
    let place = |scene: &Scene<'_>, clause: &Clause| {
        let within = |part: &&Part| part.span.start >= stretch.start && part.span.end <= stretch.end;
        let near: Vec<Part> = parts.iter().filter(within).cloned().collect();
        let part = near.iter().find(|part| clause.range.contains(&part.span.start));
        let part = part.or_else(|| part_near(&near, &sign.span));
        let side = sides::only(scene.text, &clause.range).or_else(|| part.and_then(|part| part.side));
        let side = side.or_else(|| sides::only(scene.text, &stretch));
        (side, part.map(|part| part.name.to_owned()))
    };
    for (at, clause) in clauses.iter().enumerate() {
        let Some((value, outcome)) = &clause.told else { continue };
        let day = day(scene, &clause.range);
        let is_now = at >= first && clause.time != Time::Then;
        if !is_now && day.is_none() {
            continue;
        }
        let (side, part) = place(scene, clause);
        let value = value.clone().or_else(|| is_measured(sign.name).then(|| "normal".to_owned()));
        add_said(scene, sign, Said { side, part, value, outcome });
        let Some(fact) = scene.found.last_mut() else { continue };
        fact.stated_date = if is_now { None } else { day };
        // What is not there now is no history: that it was, is.
        fact.context.historical = !is_now;
        fact.context.negated &= matches!(*outcome, "negative" | "normal" | "full");
    }
    // What is said of today is quoted from no other day.
    scene.carried.quoted = None;
    true
}

/// Where what is said of today begins: the first clause that speaks of now
/// behind one that speaks of another time, or the first that says it is gone.
fn today(clauses: &[Clause]) -> Option<usize> {
    let then = clauses.iter().position(|one| one.time == Time::Then);
    let told = |at: &usize| clauses[*at].told.is_some() && clauses[*at].time != Time::Then;
    let gone = || (0..clauses.len()).find(|at| told(at) && clauses[*at].course);
    let now = || (0..clauses.len()).find(|at| told(at) && clauses[*at].time == Time::Now);
    let behind = |then: usize| {
        let before = clauses[then].told.as_ref().map(|one| one.1)?;
        (then + 1..clauses.len())
            .find(|at| told(at) && clauses[*at].told.as_ref().is_some_and(|one| one.1 != before))
    };
    match then {
        // `Gone until May, and back now`.
        Some(then) => now().or_else(gone).or_else(|| behind(then)),
        None => gone().map(|at| now().filter(|now| *now > at).unwrap_or(at)),
    }
}

/// A sign of which the sentence tells only that it was found before.
fn before_only(scene: &mut Scene<'_>, sign: &Mark, clauses: &[Clause], parts: &[Part]) -> bool {
    let is_plain = clauses.len() == 1 && !says(&COMPARED, scene.folded);
    let Some(clause) = clauses.first().filter(|one| is_plain && one.time == Time::Then) else { return false };
    let Some((value, outcome)) = clause.told.clone() else { return false };
    let part = part_near(parts, &sign.span);
    let side = sides::only(scene.text, &clause.range).or_else(|| part.and_then(|part| part.side));
    let (part, day) = (part.map(|part| part.name.to_owned()), day(scene, &clause.range));
    add_said(scene, sign, Said { side, part, value, outcome });
    if let Some(fact) = scene.found.last_mut() {
        fact.context = Context { historical: true, ..fact.context };
        fact.stated_date = day;
    }
    true
}

static JOINT: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?:[\s,/&()]|and|or|nor|the|of|both|muscle|muscular|paraspinal|lumbar|cervical|thoracic|left|right)*$",
    )
});

/// What is said of a sign, and of those that stand with it in a list: from
/// behind the sign before to the next.
fn stretch(scene: &Scene<'_>, signs: &[Mark], index: usize) -> Range<usize> {
    let text = scene.text;
    let joined = |one: usize| {
        signs
            .get(one + 1)
            .is_some_and(|next| says(&JOINT, text.get(signs[one].span.end..next.span.start).unwrap_or("?")))
    };
    let (mut first, mut last) = (index, index);
    while first > 0 && joined(first - 1) {
        first -= 1;
    }
    while joined(last) || is_again(scene, signs, last) {
        last += 1;
    }
    let between = |one: usize, other: usize| signs[one].span.end..signs[other].span.start;
    let from = first.checked_sub(1).map_or(0, |before| {
        let gap = between(before, first);
        sides::parting(text, gap.clone()).unwrap_or(gap.start)
    });
    let to = signs.get(last + 1).map_or(text.len(), |_| {
        let gap = between(last, last + 1);
        sides::parting(text, gap.clone()).unwrap_or(gap.end)
    });
    from..to
}

/// Where a clause ends and the next begins. A verb begins one, as what stands
/// before it may tell of another time: `the spasm seen last month is gone`.
static CUT: Pattern = LazyLock::new(|| {
    compiled(
        r"[;,:]\s|\.\s|\s--?\s|\s\(|\s(?:but|while|whereas|although|though|yet|however|and)\s|\s(?:is|are|has|have|had|remains?|continues?|became|becomes)(?:\s|$)|\snow\s(?:positive|negative|present|absent|normal|intact|full)\b",
    )
});

static THEN: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:previously|former(?:ly)?|earlier|initially|originally|(?:previous|prior) (?:visits?|exam\w*|appointments?|evaluations?|notes?|reports?|positive|negative|tender\w*|spasms?|swelling|findings?|weakness|numbness|guarding|effusion|trigger|straight|slr|facet|paraspinal)|used to|at first|(?:in|since|back in|of|during) (?:early |late |mid )?(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:19|20)\d\d)|(?:at |on |from |during |in |since |the |her |his |my |our )?last (?:visit|month|week|year|time|exam\w*|appointment|evaluation|note|report|office|seen|spring|summer|fall|winter)|(?:months?|weeks?|days?|years?) (?:ago|earlier|before)|pre ?op\w*|before (?:surgery|treatment|therapy|the (?:injection|surgery|procedure))|at (?:the|her|his|my) (?:initial|first|previous|prior|last))\b",
    )
});
static NOW: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:now|today(?:'s)?|currently|presently|at present|at this time|at this point|this (?:visit|time|month|week|exam\w*|morning)|(?:current|present) exam\w*|no longer|any ?more|still|persists?|remains?|continues?|(?:has|have) (?:become|turned|returned|recurred)|(?:is|are) back)\b",
    )
});

/// That something which was there is there no more.
static GONE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:resolved|gone|disappeared|subsided|cleared(?: up)?|abated|vanished|went away|no longer|not (?:\w+ ){0,2}any ?more|normalized|ceased|dissipated|remitted|resolution of|gone down (?:completely|entirely|fully))\b",
    )
});
static NOT_GONE: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\b(?:not|never|yet to|nearly|almost|partially|partly|mostly|largely|incompletely|somewhat|slowly|unless|until|if|when|once|expected to)|n't)\s(?:\w+\s){0,2}$",
    )
});
static SUPPOSED: Pattern = LazyLock::new(|| compiled(r"\b(?:unless|until|if|when|once|expected to|should)\b"));
static NOT_BACK: Pattern = LazyLock::new(|| compiled(r"\b(?:not|no|never|absent|negative|without)\b|n't\b"));
static BACK: Pattern = LazyLock::new(|| {
    compiled(r"\b(?:returned|recurred|(?:is|are) back|come back|came back|persists?|remains?|still)\b")
});

/// What compares with another time, and tells of today.
static COMPARED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:than|compared|comparison|unchanged|unaltered|same|as before|better|worse|improve\w*|increas\w*|decreas\w*|less|more|since|change\w*|stable|again|still|remains?|persist\w*|continu\w*|ongoing|similar|prior to|history)\b",
    )
});

fn clauses(scene: &Scene<'_>, sign: &Mark, stretch: &Range<usize>) -> Vec<Clause> {
    let text = &scene.folded[stretch.clone()];
    let (mut all, mut from) = (Vec::new(), stretch.start);
    for cut in CUT.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(text)) {
        // A list of signs, and a sign itself, is one.
        let at = stretch.start + cut.start();
        if at <= sign.span.start && says(&JOINT, scene.folded.get(at..sign.span.start).unwrap_or("?")) {
            continue;
        }
        if at > from && !(sign.span.start < at && at < sign.span.end) {
            all.push(clause(scene, sign, from..at));
            from = at;
        }
    }
    all.push(clause(scene, sign, from..stretch.end));
    // `Was positive and is negative now`
    if all.iter().any(|one| one.time == Time::Now && one.told.is_some()) {
        let was = |one: &&mut Clause| {
            one.time == Time::Open && WAS.as_ref().is_some_and(|was| was.is_match(&scene.folded[one.range.clone()]))
        };
        all.iter_mut().filter(was).for_each(|one| one.time = Time::Then);
    }
    all
}

static WAS: Pattern = LazyLock::new(|| compiled(r"\b(?:was|were|had been|used to)\b"));

/// Whether the next sign is this one again, and nothing parts the two.
fn is_again(scene: &Scene<'_>, signs: &[Mark], at: usize) -> bool {
    let Some(next) = signs.get(at + 1) else { return false };
    let between = scene.text.get(signs[at].span.end..next.span.start).unwrap_or("?");
    next.name == signs[at].name && !between.contains([',', ';', '.', '?']) && !between.contains(" and ")
}

/// Whether the finding of today was just told of this sign.
fn read_before(scene: &Scene<'_>, sign: &Mark) -> bool {
    let last = scene.found.last().filter(|fact| fact.passage == scene.sentence.text);
    last.is_some_and(|fact| matches!(&fact.kind, FactKind::Exam(one) if one.sign == sign.name))
}

fn clause(scene: &Scene<'_>, sign: &Mark, range: Range<usize>) -> Clause {
    let text = &scene.folded[range.clone()];
    let found = GONE.as_ref().and_then(|pattern| pattern.find(text));
    // Strength that is gone is none; weakness that is gone is strength.
    let goes = !is_measured(sign.name) || sign.name == "gait" || is_deficit(&scene.folded[sign.span.clone()]);
    let gone = goes && found.as_ref().is_some_and(|found| !says(&NOT_GONE, &text[..found.start()]));
    let lasts = goes
        && found.as_ref().is_some_and(|found| {
            let before = &text[..found.start()];
            says(&NOT_GONE, before) && !says(&SUPPOSED, before)
        });
    let other = || scene.document.and_then(|document| document.date);
    let dated = day(scene, &range).is_some_and(|day| other().is_none_or(|own| day < own));
    let time = match (says(&NOW, text), says(&THEN, text) || dated) {
        // `No longer as it was last month`.
        (true, _) => Time::Now,
        (false, true) if !gone => Time::Then,
        _ => Time::Open,
    };
    let told = if gone {
        Some((None, "negative"))
    } else if lasts {
        Some(if is_measured(sign.name) {
            (Some("not resolved".to_owned()), "decreased")
        } else {
            (None, "positive")
        })
    } else if !is_measured(sign.name) && time == Time::Now && says(&BACK, text) && !says(&NOT_BACK, text) {
        Some((None, "positive"))
    } else {
        outcome_in(scene, sign, &range)
    };
    Clause { range, time, told, course: gone || lasts }
}

fn is_deficit(word: &str) -> bool {
    ["weak", "numb", "deficit", "loss", "hyp", "decreas", "diminish", "limit", "less"]
        .iter()
        .any(|one| word.contains(one))
}

/// The day that a part of the sentence names.
fn day(scene: &Scene<'_>, range: &Range<usize>) -> Option<Date> {
    let text = scene.text.get(range.clone())?;
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    dates::all(text).first().map(|found| found.day)
}
