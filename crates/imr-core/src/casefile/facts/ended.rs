//! What a section makes plain though no word that is known says it: a plan
//! that names a drug, what it did, and some word for an end, ends it; of a
//! treatment so far, a drug that did harm or little was tried.

use super::clause::{is_denied, is_wanted, said};
use super::effect;
use super::pattern::{Pattern, compiled, says};
use super::scene::Scene;
use super::vocabulary::{Mark, Table};
use crate::casefile::Section;
use std::ops::Range;
use std::sync::LazyLock;

/// Words for an end that mean much else elsewhere.
static ENDS: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:end(?:s|ed|ing)?|over with|done with|done w/|finish\w*|(?:pull|drop|toss|scrap|axe?|nix|void|cancel|retir|remov|delet|eliminat|abandon|ceas|cessat|withdr|halt|suspend|terminat|discard|revok|rescind|withhold|withheld|forgo|forego|shelv|eschew|relinquish|jettison|ditch|dump|struck|strik)\w*|cut (?:it|this|out)|got rid|get(?:ting)? rid|rid of|thr(?:ow|ew|own)|took away|take away|taken away|take (?:it|this) (?:off|away|out)|off|out of the|no (?:more|further|longer|additional)|not (?:to )?(?:be )?(?:wish to |want to |going to |to )?(?:continu|tak|us|renew|refill|resum|reorder|represcrib|prescrib|repeat|fill)\w*|(?:no|little) (?:sense|point|use|reason) (?:in|to)|last (?:dose|day|time|of)|final (?:dose|day)|give(?:s|n)? up|gave up|giving up|without it|do(?:ing)? without|instead|in favor|replac\w*|substitut\w*|let go|laid aside|set aside|put aside|bow(?:s|ed)? out|pulled the plug|call(?:ed|ing)? it quits|enough of|say goodbye|stays? away|steer clear|leave off|left off|avoid|never again|not again|comes to|part(?:s|ed|ing)? (?:ways|company)|is out|away|(?:is|are) gone|gone from|no (?:refills?|renewal)|(?:be|go|goes|going) without|(?:not|don['’]t) want (?:him|her|pt|them|the patient) (?:on|to)|(?:had|took|taken) (?:his|her|the|their|a) last|crossed|let .{0,30} go)\b",
    )
});

/// Whether less of the drug at `span` is given from now on: `wean Norco over
/// six weeks` stops none of it today, and `was weaned off` has.
pub(super) fn is_weaned(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    if !scene.marks.cue("wean") || scene.is_supposed() || is_wanted(scene, span) {
        return false;
    }
    // `Prednisone taper` names a way to take it.
    let weans = said(scene, span, "wean").any(|mark| {
        let before = mark.span.end < span.start || scene.folded[mark.span.clone()].starts_with("be");
        before && !is_denied(scene, mark)
    });
    let ends =
        |mark: &Mark| !["wean", "taper"].iter().any(|word| scene.folded[mark.span.clone()].starts_with(word));
    weans && !said(scene, span, "stop").any(ends)
}

/// Words for now: beside a harm and nothing that is given, they end.
static NOW: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:today|this (?:visit|date|encounter|appointment)|from (?:here|now|this day) on|as of (?:now|this)|effective (?:now|immediately|this))\b",
    )
});

/// Words that look like an end and are none.
static KEEPS: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:not|never|n['’]t) (?:\w+ )?(?:end|pull|drop|remov|cancel|withdr|halt|abandon)\w*|\b(?:on and off|off and on|no more than|avoid(?:s|ing)? (?:driving|alcohol|machinery|work|the sun)|(?:at|by|towards?) the end)\b",
    )
});

/// Whether a plan ends the drug at `span` for what it did: `pulled Norco, it
/// gave nausea`. What is only warned of ends nothing.
pub(super) fn by_plan(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    let own = |one: &crate::drug::Named| one.is_class() || one.span == *span;
    let alone = || {
        let of = scene.drugs.iter().find(|one| one.span == *span).map(|one| &one.ingredients);
        scene.drugs.iter().all(|one| own(one) || Some(&one.ingredients) == of)
    };
    scene.section() == Section::Plan
        && scene.marks.has(Table::Harm)
        && (!scene.is_supposed() || is_told_to(scene))
        && !scene.folded.contains(" mg")
        && (!scene.folded.contains("refilled") || scene.folded.contains("not refilled"))
        && alone()
        && (says(&ENDS, scene.folded) || (says(&NOW, scene.folded) && !gives(scene)))
        && !says(&KEEPS, scene.folded)
        && harms(scene).next().is_some_and(|harm| !effect::warns(scene, &harm.span))
}

/// Whether a word for what is given stands in the sentence.
fn gives(scene: &Scene<'_>) -> bool {
    ["start", "refill", "change", "prescribe", "dispense"].iter().any(|name| scene.marks.cue(name))
}

static DENIED: Pattern =
    LazyLock::new(|| compiled(r"(?:\b(?:no|without|w/o|denie[sd]|denying|not|any|nor)|\(\s\)) (?:\w+ )?$"));
static SYMPTOM: Pattern = LazyLock::new(|| {
    compiled(r"\b(?:for|treat|treats|treated|relieve|relieves|control) (?:his |her |the |\w+ )?$")
});

/// The harms of a sentence, without those that are denied and those that a
/// drug is taken for.
pub(super) fn harms<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = &'a Mark> {
    let denied =
        |harm: &Mark| DENIED.as_ref().is_some_and(|pattern| pattern.is_match(&scene.folded[..harm.span.start]));
    scene.marks.of(Table::Harm).filter(move |harm| !denied(harm) && !is_symptom(scene, harm))
}

/// Whether a harm is what a drug is taken for: `Motrin for headaches`, and not
/// `stopped for nausea`.
pub(super) fn is_symptom(scene: &Scene<'_>, harm: &Mark) -> bool {
    let before = &scene.folded[..harm.span.start];
    let says = |pattern: &Pattern| pattern.as_ref().is_some_and(|pattern| pattern.is_match(before));
    let ended = || ["stop", "intolerant", "not kept"].iter().any(|name| scene.marks.cue(name)) || says(&ENDS);
    let awaited = ["monitor", "watch", "look", "alert", "call", "return", "report", "warn", "check", "risk"];
    says(&SYMPTOM) && !awaited.iter().any(|word| before.contains(word)) && !ended()
}

static GOES_ON: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:continues?|continuing|currently|presently|still|takes|(?:is|are) (?:taking|on|using)|remains?|refill\w*|helps|helpful|with (?:good|some|partial|moderate|excellent) (?:relief|benefit|effect)|at present|now (?:takes|on|uses))\b",
    )
});

/// The harm by which a drug that a history of treatment names was tried and
/// not borne: `Norco gave him nausea`.
pub(super) fn by_harm(scene: &Scene<'_>) -> Option<Mark> {
    if !is_so_far(scene) || GOES_ON.as_ref().is_some_and(|pattern| pattern.is_match(scene.folded)) {
        return None;
    }
    harms(scene).next().cloned()
}

static TOO_LITTLE: Pattern = LazyLock::new(|| {
    const LITTLE: &str = r"(?:no|not|nor|never|neg|n['’]t|nothing|nil|none|without|w/o|little|minimal|scant\w*|poor|zero|lack\w*|hardly|barely|scarcely|negligible|insufficient|inadequate|limited|negative|fail\w*|neither|short of)";
    const EFFECT: &str = r"(?:relief|reliev\w*|help\w*|work(?:ed|s)?|benefit\w*|effect\w*|efficacy|respon\w+|good|touch\w*|chang\w*|improv\w*|gain\w*|differen\w+|control\w*|avail|luck|success\w*|dent|better|lasting|satisf\w*|result\w*|analges\w*|enough|answer|solution|do (?:it|anything|the trick)|cut it|pay off|accomplish\w*|achiev\w*|reduc\w*|decreas\w*|eas(?:e|ed|es)|impact|impress\w*|dull\w*|lessen\w*|progress|useful|value|headway)";
    const BEHIND: &str = r"(?:relief|benefit|effect|efficacy|respon\w+|improvement|help|gain|result\w*|analgesia)";
    const ALONE: &str = r"(?:no (?:good|go|dice|joy|use)|nowhere|(?:fell|falls|came|comes) (?:short|up short)|found wanting|non ?responder|in spite of|despite|a (?:bust|dud|washout|flop|failure|disappointment)|(?:pain|symptoms|complaints) (?:\w+ )?(?:persist\w*|kept on|stayed|continued|went on|unabated|unrelieved)|persisted|unabated|wore off|disappoint\w*|useless|worthless|let (?:him|her|pt|the patient) down|in vain|to no end|failed|failure|futile|pointless|fell flat|(?:stopped|quit|ceased) helping|inadequate|insufficient|unimproved|for nothing|where (?:it|they) (?:was|were|had been)|like (?:taking )?(?:water|candy|sugar)|placebo|as (?:bad|severe|before)|uncontrolled|unrelieved|unhelped|waste of time|did nothing|does nothing|nothing (?:for|from|out of))";
    compiled(&format!(
        r"(?:\b{LITTLE}\b|n['’]t\b)[^;.]{{0,50}}?\b{EFFECT}\b|\b{BEHIND}\b[^;.]{{0,40}}?(?:\b(?:not|never|nil|none|lacking|absent|minimal|poor|negligible|nowhere)\b|n['’]t\b)|\b{ALONE}\b"
    ))
});

static UNTRIED: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\b(?:not|never|no)|n['’]t) (?:yet |been |be |ever |had )*(?:tri(?:ed|al)|given|prescribed|started|authorized|approved|filled|taken|used|received|try|take|considered)\b|\b(?:pending|denied|authoriz\w*|will|if|may|should)\b",
    )
});

/// The words by which a drug that a history of treatment names did too little.
pub(super) fn by_effect(scene: &Scene<'_>) -> Option<Mark> {
    let says = |pattern: &Pattern| pattern.as_ref().is_some_and(|pattern| pattern.is_match(scene.folded));
    if !is_so_far(scene) || says(&GOES_ON) || says(&UNTRIED) {
        return None;
    }
    let found = TOO_LITTLE.as_ref()?.find(scene.folded)?;
    Some(Mark { span: found.range(), name: "failed" })
}

/// Whether a sentence without a strength stands in a history of treatment. One
/// of earlier illnesses that gives no year is as good.
fn is_so_far(scene: &Scene<'_>) -> bool {
    let so_far = match scene.section() {
        Section::Treatment => true,
        Section::PastHistory => !scene.folded.contains("19") && !scene.folded.contains("20"),
        _ => false,
    };
    so_far && !scene.folded.contains(" mg")
}

/// Words by which a plan leaves a drug for later.
static FLOATED: Pattern = LazyLock::new(|| {
    compiled(
        r"\?|\b(?:possib(?:le|ly|ility)|poss|potential\w*|prospect|options?|perhaps|maybe|plan b|back ?up|fall ?back|stand ?by|second (?:choice|line)|reserved?|entertain\w*|consider\w*|contemplat\w*|mull\w*|weigh(?:ing|ed)?|lean(?:s|ing)? toward|think(?:s|ing)? (?:about|over|of|it over)|thought (?:to|of)|ponder\w*|depend\w* (?:on|upon)|down the (?:line|road)|at some (?:point|later)|some ?day|one day|eventual\w*|later (?:on|date|visit|time|point|stage)|(?:next|following|another|subsequent|future) (?:time|visit|appointment|appt|month|mo|ov|step|follow|encounter|consideration)|in (?:the )?future|futures?|not yet|whether|undecided|alternativ\w*|candidate|in (?:my|our|the) (?:pocket|wings|back)|on the (?:table|list)|mind|if (?:needed|necessary|not|no|pain|things|he|she|pt|the)|were \w+(?: \w+)? to|held (?:back|off)|hold(?:ing)? off|wait(?:ing|s)? (?:on|until|for|and see)|rather wait|revisit\w*|readdress\w*|defer\w*|postpon\w*|tabled?|broach\w*|float\w*|(?:was|were|been) (?:raised|mentioned|brought up|discussed|talked)|talk(?:ed|ing)? (?:about|over|of)|discuss\w*|pencil\w*|earmark\w*|slated|room for|worth|open question|question of|question|unless|in case|in the event|hypothetical\w*|might|could|would|may|not (?:ordered|prescribed|starting|started|begun|adding|needed) (?:now|today|yet|at)|no (?:order|prescription|rx|script)|sleeve|rainy day|back burner|reconsider\w*|reassess\w*|re consider\w*|offered|declin\w*|when ready|explor\w*|propos\w*|contingent|subject to|if approved|in line|thought was given|(?:yet|remains?) to be|(?:will|would) (?:prompt|trigger)|a role|always|comes? next|would be next|is next|next|wants? to|wish\w* to|asks? about|asking about)\b",
    )
});

/// Whether a plan only thinks of a drug that it names without a strength.
pub(super) fn is_floated(scene: &Scene<'_>) -> bool {
    scene.section() == Section::Plan
        && !scene.folded.contains(" mg")
        && !scene.folded.contains('#')
        && FLOATED.as_ref().is_some_and(|pattern| pattern.is_match(scene.folded))
}

static ADVISED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:i|we) would (?:\w+ )?(?:like to |prefer to |want to |recommend |advise |suggest )?(?:continu|discontinu|stop|keep|maintain|renew|refill|wean|taper)\w*\b",
    )
});

/// Whether `I would continue` is the physician's word for an order.
pub(super) fn is_advised(scene: &Scene<'_>) -> bool {
    ADVISED.as_ref().is_some_and(|pattern| pattern.is_match(scene.folded)) && !scene.folded.contains(" if ")
}

static ORDERED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:he|she|we|they|pt|patient|worker|claimant|applicant|employee) (?:should|may|can|must) (?:\w+ )?(?:continue|remain|stay|keep|take|start|begin|stop|resume)\b",
    )
});

/// Whether the patient is told what to do: `should continue` supposes nothing.
pub(super) fn is_ordered(scene: &Scene<'_>) -> bool {
    ORDERED.as_ref().is_some_and(|pattern| pattern.is_match(scene.folded)) && !scene.folded.contains(" if ")
}

/// Whether a drug is ordered to be stopped, and not only in case of a harm:
/// `she should stop Norco because of nausea`.
pub(super) fn is_told_to(scene: &Scene<'_>) -> bool {
    const IN_CASE: [&str; 5] = [" occur", "develop", "arise", "in case", "in the event"];
    (is_advised(scene) || is_ordered(scene))
        && scene.folded.matches("should").count() < 2
        && !IN_CASE.iter().any(|word| scene.folded.contains(word))
}
