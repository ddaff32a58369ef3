//! Drugs that a sentence names because they are not taken: taken once and no
//! more, run out, declined, not authorized, or not filled. None of them is an
//! exposure on the day of the report.

use super::clause::{clause, is_denied, said};
use super::kind::Use;
use super::pattern::{Pattern, compiled, says};
use super::scene::Scene;
use crate::casefile::{Context, Section};
use std::ops::Range;
use std::sync::LazyLock;

/// What is told of the drug at `span`, where it is not taken, and how.
pub(super) fn absent(scene: &Scene<'_>, span: &Range<usize>) -> Option<(Use, Context)> {
    let plain = Context::default();
    let denied = Context { negated: true, ..plain };
    if let Some(used) = withheld(scene, span) {
        return Some((used, denied));
    }
    if scene.section() == Section::Plan {
        return None;
    }
    if is_former(scene, span) {
        return Some((Use::Past, Context { historical: true, ..plain }));
    }
    if is_over(scene, span) {
        return Some((Use::Stopped, plain));
    }
    has_none(scene, span).then_some((Use::Named, denied))
}

static ONCE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:used to (?:be (?:on|taking|given)|take|use|get|have|need|receive|rely on)|formerly|at one time|once (?:took|used|was (?:on|taking))|(?:before|prior to) (?:the |his |her |this )?(?:injury|accident|surgery|fall|incident),? (?:\w+ ){1,3}(?:took|used|was on|was taking))\b",
    )
});

static NOW: Pattern = LazyLock::new(|| {
    compiled(r"\b(?:now|currently|presently|but|takes|uses|is (?:on|taking|using)|has been|still|started)\b|;")
});

static TOOK: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:was|were|had been) (?:\w+ly |also |still |only )?(?:on|taking|using|maintained on|treated with)|took|used|did (?:well|better|fine|ok) (?:on|with))(?: [\w/.,]+){0,4} $",
    )
});

static HAD: Pattern = LazyLock::new(|| compiled(r"\bhad been (?:on|taking|using)(?: [\w/.]+){0,3} $"));

static ENDED: Pattern = LazyLock::new(|| {
    const ON: &str = r"(?:on|takes|taking|uses|using|has|prefers)";
    compiled(&format!(
        r"^[^.;]{{0,60}}?\b(?:(?:until|till|thru|through) \w+|but (?:(?:is|has|was|she|he|then|since) )*(?:now|no longer|stopped|quit|switched|changed|takes|uses|on)|(?:and|but) (?:is |she is |he is )?now {ON}|(?:before|prior to) (?:the |his |her |this )?(?:surgery|accident|injury|fall|operation|incident|pregnancy)|for (?:about |over |nearly |only |approximately |just )*\w+ (?:days?|weeks?|months?|years?|yrs?)|at (?:one|that|first) time|at first|initially|in the past|for a (?:while|short time|time)|but not any ?(?:more|longer))\b|^[^.]{{0,60}}?\b(?:none|any|no more|nothing) (?:\w+ )?since\b"
    ))
});

/// A short trial that is over.
static TRIED: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?: \d[\w.]*(?: ?mg)?)? (?:was|were|had been) (?:\w+ )?tried\b|^[^.;]{0,60}?\bonly (?:used|took|tried|taken) (?:it|this|them) (?:once|twice|briefly|\w+ (?:times|days|doses))\b",
    )
});

/// Whether a drug was taken and is no more: `used to take Soma`, `was on
/// Lyrica until March`.
fn is_former(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    let own = clause(scene, span);
    let before = scene.folded.get(own.start..span.start).unwrap_or_default();
    let once = ONCE.as_ref().and_then(|pattern| pattern.find_iter(before).last());
    if once.is_some_and(|found| !says(&NOW, &before[found.end()..])) {
        return true;
    }
    let since = scene.folded[span.end..].contains(" since");
    if says(&TRIED, &scene.folded[span.end..]) || (says(&HAD, before) && !since) {
        return true;
    }
    // `Was taking Norco until today` tells of an end on the day of the report.
    const UP_TO_NOW: [&str; 5] = ["today", "now", "this", "yesterday", "present"];
    let ended = |rest: &str| {
        let found = ENDED.as_ref().and_then(|pattern| pattern.find(rest));
        let lasts = |words: &str| !words.contains("but ") && UP_TO_NOW.iter().any(|word| words.ends_with(word));
        found.is_some_and(|found| !lasts(found.as_str()))
    };
    says(&TOOK, before)
        && !["has been", "have been", "not ", "n't ", "never "].iter().any(|word| before.contains(word))
        && !scene.folded[span.end..].starts_with(" since")
        && ended(&scene.folded[span.end..])
}

static OVER: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:no longer|not) (?:(?:is|be|been|was) )?(?:takes?|taking|uses?|using|on|needs?|needing|requires?|requiring|prescribed|given)|(?:is|are|was|were|been|remains?|remained|stays?|stayed|went|gone|came|come|gotten|got|weaned|tapered) (?:herself |himself |now |currently |completely )?off(?: of)?|(?:s?he|pt|patient|worker|claimant|applicant|employee) (?:\w+ ){0,2}(?:stopped|quit|discontinued|ceased)(?: taking| using)?)(?: the| his| her| all| any)?(?: [\w/.]+(?:,| and| or|, and|, or))* $",
    )
});

static GIVEN_UP: Pattern = LazyLock::new(|| {
    compiled(
        r"^[^;.]{0,40}?\b(?:but|and|then)(?: (?:s?he|then|later|soon|has|had|since|pt|patient))* (?:stopped|quit|discontinued) (?:it|this|them|taking it|using it)\b",
    )
});

/// Whether a drug was given up before the day of the report, which the
/// sentence need not give: `no longer uses Flexeril`, `has been off Soma`.
pub(super) fn is_over(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    let denied = || said(scene, span, "stop").any(|mark| is_denied(scene, mark));
    if scene.section() == Section::Plan || scene.is_supposed() || denied() || scene.folded.contains(" back on") {
        return false;
    }
    if says(&GIVEN_UP, &scene.folded[span.end..]) {
        return true;
    }
    let before = scene.folded.get(clause(scene, span).start..span.start).unwrap_or_default();
    let Some(found) = OVER.as_ref().and_then(|pattern| pattern.find(before)) else { return false };
    // `Is not on Norco` may never have been; `not any more` has.
    !found.as_str().starts_with("not")
        || ["anymore", "any more", "any longer"].iter().any(|w| scene.folded.contains(w))
}

static OUT: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:ran|runs?|running) (?:out|short)|(?:is|was|been|are|were|be) (?:\w+ )?out) of (?:the |all |his |her |their |of )*$|\b(?:lost|misplaced|used up) (?:the |all |his |her |their |a |bottle |of |some )*$",
    )
});

static GONE: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?: [\w./]+){0,3}? (?:(?:ran|has run|had run) out|(?:was|were|got|been|has been|have been) (?:stolen|lost|misplaced)|is gone)\b",
    )
});

/// Whether the patient reports to have none: `ran out of Norco`. That it is
/// given again has a word of its own.
pub(super) fn has_none(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    let given = || {
        ["refill", "start", "dispense", "stop"].into_iter().any(|name| {
            said(scene, span, name).any(|mark| {
                let words = &scene.folded[mark.span.clone()];
                let before = &scene.folded[..mark.span.start];
                let asked = ["needs a ", "needs ", "wants a ", "needs his ", "needs her ", "for a ", "requests a "];
                !words.contains("out") && !asked.iter().any(|word| before.ends_with(word))
            })
        })
    };
    let own = clause(scene, span);
    let before = scene.folded.get(own.start..span.start).unwrap_or_default();
    (says(&OUT, before) || says(&GONE, &scene.folded[span.end..])) && !given()
}

static REFUSED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:declin(?:es?|ed|ing)|refus(?:es?|ed|ing)|(?:not|n['’]t) (?:want|interested in))(?: (?:to|try|trying|take|taking|use|using|a|the|trial|of|any|his|her|more|further))* $",
    )
});

static TURNED_DOWN: Pattern = LazyLock::new(|| {
    compiled(
        r"^[^.]{0,60}?(?:\b(?:was|were|is|but|and|she|he|pt|patient|which|has|who) |; ?|, ?)(?:she |he |pt |patient |the patient )?(?:was |were )?(?:declined|declines|refused|refuses|turned down|did not want|does not want)\b",
    )
});

static UNPAID: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:would|did|will|does|could) not|wouldn['’]t|didn['’]t|won['’]t|doesn['’]t|refused to|declined to) (?:pay for|cover|authorize|approve|certify)(?: the| his| her)? $",
    )
});

static UNAUTHORIZED: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?: [\w/.]+){0,4}? (?:(?:was|were|is|are|has|have|had|been|being|still) )*(?:not|never) (?:been |yet |being )*(?:authorized|approved|certified|covered|paid)\b",
    )
});

static UNFILLED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:would|did|could|will|can) ?not|wouldn['’]t|didn['’]t|couldn['’]t|won['’]t|refus\w+ to|declin\w+ to|unable to|unwilling to) (?:fill|dispense|release)(?: the| his| her)? $",
    )
});

/// What does not come about: a drug is declined or not authorized, or a
/// pharmacy does not give it out.
fn withheld(scene: &Scene<'_>, span: &Range<usize>) -> Option<Use> {
    const WORDS: [&str; 6] = ["declin", "refus", "not ", "n't ", "never ", "unable"];
    if !WORDS.iter().any(|word| scene.folded.contains(word)) {
        return None;
    }
    let own = clause(scene, span);
    let before = scene.folded.get(own.start..span.start)?;
    let next = scene.drugs.iter().find(|one| one.span.start > span.start).map(|one| one.span.start);
    let after = scene.folded.get(span.end..next.unwrap_or(scene.folded.len()))?;
    if says(&UNFILLED, before) {
        return Some(Use::Dispensed);
    }
    let found = REFUSED.as_ref().and_then(|pattern| pattern.find(before));
    let refused = found.map(|found| own.start + found.start()..span.start);
    // A trial that is declined begins none.
    let refuses = |place: &Range<usize>| refused.as_ref().is_some_and(|refused| refused.contains(&place.start));
    let given = || {
        let mut all = ["start", "refill", "stop", "change"].into_iter().flat_map(|name| said(scene, span, name));
        all.any(|mark| !refuses(&mark.span))
    };
    let withheld =
        refused.is_some() || says(&TURNED_DOWN, after) || says(&UNPAID, before) || says(&UNAUTHORIZED, after);
    (withheld && !given()).then_some(Use::Named)
}
