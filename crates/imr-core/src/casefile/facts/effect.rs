//! What a drug or treatment does: side effects, relief, function.

use super::body::distance;
use super::clause::said;
use super::ended;
use super::function;
use super::kind::{Course, Effect, FactKind};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::{Mark, Table};
use crate::casefile::{Context, Section};
use crate::drug::{given, joined};
use std::ops::Range;
use std::sync::LazyLock;

static RELIEF: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:\d{1,3}\s?%|some|partial|temporary|good|excellent|significant|moderate|minimal|complete|adequate|lasting)?\s?(?:pain )?relie(?:f|ve[sd]?|ving)|(?:\d{1,3}\s?%) (?:improve\w*|reduction|decrease|better)|(?:decreas\w*|reduc\w*|control\w*|eas\w+|lessen\w*|alleviat\w*)(?: \w+){0,3}? (?:pain|spasms?|symptoms)|help(?:s|ed|ful|ing)?|beneficial|effective)\b",
    )
});

pub(super) fn read(scene: &mut Scene<'_>) {
    let marks = scene.marks;
    // A rash under `Allergies` is what the drug did before.
    let of_allergy = scene.section() == Section::Allergies && !scene.drugs.is_empty();
    if marks.has(Table::Harm) && !of_allergy {
        harm(scene);
    } else if marks.cue("well tolerated") && marks.cue("medicines") {
        tolerated(scene);
    } else if scene.drugs.is_empty() && (marks.cue("medicines") || scene.folded.contains("prescri")) {
        untroubled(scene);
    }
    let examined = marks.has(Table::Sign) && scene.section() == Section::Examination;
    // `Dates back to driving a van that was hit` tells of the accident.
    let mishap = marks.has(Table::Mechanism) && marks.cue("mishap");
    let told = marks.cue("function") || marks.cue("activity");
    if told && !marks.has(Table::Work) && !examined && !mishap {
        function::read(scene);
    }
    if marks.cue("helped") && !scene.drugs.is_empty() && scene.told.is_empty() {
        relief(scene);
    }
}

/// A side effect needs the drug it follows from, or the word itself.
fn harm(scene: &mut Scene<'_>) {
    let harms: Vec<Mark> = scene.marks.of(Table::Harm).cloned().collect();
    let named = harms.iter().any(|harm| harm.name == "side effects");
    let before = if scene.drugs.is_empty() { blamed(scene) } else { None };
    let told = named || before.is_some() || scene.marks.cue("medicines") || blames_class(scene, &harms);
    let untold = scene.drugs.iter().enumerate().filter(|(at, one)| !one.is_class() && !scene.told.contains(at));
    let drugs: Vec<(usize, Range<usize>)> = untold.map(|(at, one)| (at, one.span.clone())).collect();
    // What a trial ended by is told with the trial.
    if !scene.told.is_empty() || (drugs.is_empty() && !told) {
        return;
    }
    for harm in &harms {
        // `Side effects: nausea` has one, by its name.
        let blamed = drugs.iter().find(|(_, span)| is_blamed(scene, harm, span));
        if is_procedure(scene, harm)
            || (harm.name == "headache" && ended::is_symptom(scene, harm))
            || (harm.name == "side effects" && harms.len() > 1)
            || (blamed.is_none() && is_treated(scene, harm))
        {
            continue;
        }
        let nearest = blamed.or_else(|| drugs.iter().min_by_key(|(_, span)| distance(span, &harm.span)));
        let nearest = nearest.filter(|_| blamed.is_some() || !is_induced(scene, harm));
        let of = nearest.map(|(at, _)| joined(scene.drugs[*at].ingredients.iter().copied()));
        let of = of.or_else(|| before.clone());
        // What is given all the same, in so many milligrams, is told as given.
        if let Some((at, span)) = nearest
            && !is_stopped(scene, span)
            && !((is_given(scene) || scene.marks.cue("take") || scene.marks.cue("well tolerated"))
                && is_dosed(scene, *at))
        {
            scene.told.push(*at);
        }
        let spans: Vec<&Range<usize>> = drugs.iter().map(|(_, span)| span).collect();
        let context = told_of(scene, harm, (named, harms.len() == 1), (&spans, nearest.map(|(_, span)| span)));
        let effect = Effect { of, course: Course::SideEffect, what: harm.name.to_owned() };
        scene.add_as(&harm.span, FactKind::Effect(effect), context);
    }
}

/// Whether a harm is laid to the drug at `span`, right behind it or before:
/// `constipation from the Norco`, `Norco-induced constipation`,
/// `the itching Norco gives her`.
fn is_blamed(scene: &Scene<'_>, harm: &Mark, span: &Range<usize>) -> bool {
    let between = scene.folded.get(harm.span.end..span.start);
    let gives = || [" gives", " gave", " caus"].iter().any(|verb| scene.folded[span.end..].starts_with(verb));
    between.is_some_and(|between| BLAMED.as_ref().is_some_and(|pattern| pattern.is_match(between)))
        || (matches!(between, Some(" " | " that " | " which " | " the ")) && gives())
        || scene.folded.get(span.end..harm.span.start).is_some_and(|between| between.trim() == "induced")
}

/// `Opioid-induced constipation` and `nausea from opioids` blame no drug by its
/// name.
fn is_induced(scene: &Scene<'_>, harm: &Mark) -> bool {
    scene.folded[..harm.span.start].ends_with("induced ") || blames_class(scene, std::slice::from_ref(harm))
}

static TREATED: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?: [\w./%#]+){0,6}? (?:for|(?:to )?(?:treats?|relieves?|relieved|controls?|prevents?|helps?|helped|eases?|manages?|counters?)(?: with)?|against|p\.?r\.?n\.?(?: for)?)(?: [\w']+){0,3}(?:(?:,? and| or|,|/)? |/)$",
    )
});

static TREATS: Pattern = LazyLock::new(|| {
    compiled(
        r"^ (?:(?:is|was|are|were|has|been|being|now|well|better|partially|somewhat|mostly) )*(?:controlled|relieved|treated|managed|helped|prevented|alleviated|resolved) (?:with|by|on) (?:the |his |her )?$",
    )
});

/// Whether a harm is what the drug before it is taken for: `Zofran for nausea`,
/// and not `reduced Norco for drowsiness`.
fn is_treated(scene: &Scene<'_>, harm: &Mark) -> bool {
    const WAITS: [&str; 10] =
        ["monitor", "watch", "alert", "call", "report", "warn", "check", "risk", "held ", "hold "];
    const BLAMES: [&str; 13] = [
        " except",
        " but",
        " save ",
        " ok",
        " well",
        " fine",
        " blame",
        " responsible",
        " notable",
        " get",
        " caus",
        " giv",
        " mak",
    ];
    let treated = |one: &crate::drug::Named| {
        let between = scene.folded.get(harm.span.end..one.span.start);
        between.is_some_and(|between| TREATS.as_ref().is_some_and(|pattern| pattern.is_match(between)))
    };
    if scene.drugs.iter().any(treated) {
        return true;
    }
    let Some(drug) = scene.drugs.iter().rev().find(|one| !one.is_class() && one.span.end <= harm.span.start) else {
        return false;
    };
    let between = scene.folded.get(drug.span.end..harm.span.start).unwrap_or_default();
    let ended = |name: &'static str| said(scene, &drug.span, name).next().is_some();
    TREATED.as_ref().is_some_and(|pattern| pattern.is_match(between))
        && !is_induced(scene, harm)
        && !BLAMES.iter().any(|word| between.contains(word))
        && !["stop", "change", "failed", "wean"].into_iter().any(ended)
        && !["intolerant", "not kept"].iter().any(|name| scene.marks.cue(name))
        && !WAITS.iter().any(|word| scene.folded.contains(word))
}

/// Whether the drug of this number has a dose, or a number of times a day.
fn is_dosed(scene: &Scene<'_>, at: usize) -> bool {
    let next = scene.drugs.get(at + 1).map(|next| next.span.start);
    let given = given(scene.text, &scene.drugs[at].span, next);
    given.dose.is_some() || given.frequency.is_some()
}

/// How a sentence tells of a harm: whether it names side effects, and the harm
/// alone; the drugs that it names, and the nearest of them.
fn told_of(
    scene: &mut Scene<'_>,
    harm: &Mark,
    (named, alone): (bool, bool),
    (drugs, nearest): (&[&Range<usize>], Option<&Range<usize>>),
) -> Context {
    let mut context = scene.context(&harm.span);
    // `Side effects: nausea` warns of none.
    if named && context.conditional && !scene.is_supposed() {
        context.conditional = false;
    }
    if harm.name == "side effects"
        && (is_denied(&scene.folded[harm.span.start..], harm.span.len()) || (alone && is_denied_anywhere(scene)))
    {
        (context.negated, context.conditional) = (true, false);
    }
    // What is denied of the drug (`no more Norco, it causes nausea`) is
    // not denied of the harm.
    if harm.name != "side effects" && drugs.iter().any(|span| is_caused(scene, span, &harm.span)) {
        (context.negated, context.historical) = (false, false);
    }
    if let Some(span) = nearest
        && ended::by_plan(scene, span)
    {
        context = Context { other_person: context.other_person, ..Context::default() };
    }
    // `Since taking Norco he had experienced nausea` is of this visit.
    context.historical &= nearest.is_none() || scene.marks.cue("in the past") || !is_complaint(scene);
    context.conditional |= !context.negated && warns(scene, &harm.span);
    if context.conditional {
        context.uncertain = false;
        // `Will stop Norco should nausea occur` denies no nausea.
        (context.negated, context.historical) = (false, false);
    }
    context
}

/// Whether the patient tells of today.
fn is_complaint(scene: &Scene<'_>) -> bool {
    matches!(scene.section(), Section::Plain | Section::PresentIllness | Section::Medications)
}

/// Whether a plan speaks of a harm that is waited for: `upon any nausea`.
fn is_awaited(scene: &Scene<'_>, harm: &Range<usize>) -> bool {
    const AWAITS: [&str; 12] = [
        "hazard",
        "in case",
        "in the event",
        " mention",
        "arose",
        "arise",
        "look out",
        "watch",
        "appearance of",
        "monitor",
        "would be",
        "handout",
    ];
    scene.folded[..harm.start].ends_with("any ") || AWAITS.iter().any(|word| scene.folded.contains(word))
}

/// Whether a word for what is given stands in the sentence.
fn is_given(scene: &Scene<'_>) -> bool {
    ["start", "refill", "change"].iter().any(|name| scene.marks.cue(name))
}

/// Whether a harm is told as one that may come.
pub(super) fn warns(scene: &Scene<'_>, harm: &Range<usize>) -> bool {
    is_warning(scene, harm)
        || (scene.section() == Section::Plan && is_awaited(scene, harm))
        || EXPLAINED.as_ref().is_some_and(|pattern| pattern.is_match(scene.folded))
        || WARNS.iter().any(|word| scene.folded.contains(word))
}

static BLAMED: Pattern = LazyLock::new(|| {
    compiled(r"^ (?:from|due to|because of|caused by|secondary to|related to) (?:the |his |her |these )?$")
});

/// Whether a harm is laid to a class of drugs: `constipation from the opioid`.
fn blames_class(scene: &Scene<'_>, harms: &[Mark]) -> bool {
    scene.drugs.iter().filter(|one| one.is_class()).any(|class| {
        harms
            .iter()
            .filter_map(|harm| scene.folded.get(harm.span.end..class.span.start))
            .any(|between| BLAMED.as_ref().is_some_and(|pattern| pattern.is_match(between)))
    })
}

/// Whether the word is for what was done: `local with IV sedation`.
fn is_procedure(scene: &Scene<'_>, harm: &Mark) -> bool {
    let before = scene.folded[..harm.span.start].trim_end();
    harm.name == "sedation"
        && ["iv", "i.v.", "conscious", "moderate", "deep", "under"].iter().any(|word| before.ends_with(word))
}

/// Words by which a physician speaks of what may come.
const WARNS: [&str; 14] = [
    "counsel",
    "warned",
    "cautioned",
    "educated",
    "watch for",
    "monitor for",
    "potential",
    "possible",
    "risk",
    "possibility",
    "chance of",
    "alert for",
    "teaching",
    "precaution",
];

static CAUSED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:caus\w*|giv(?:es?|en|ing)|gave|made|makes|produc\w*|brought|brings?|led|leads|result\w*|because|due|secondary|2/2|d/t|b/c|owing|account|of|from|reason|for|with|the|has|had|,|;|-|:|it)\b|[,;:(=]|->",
    )
});

/// Whether a drug stands before what it did, and a word between says that it
/// did so.
fn is_caused(scene: &Scene<'_>, drug: &Range<usize>, harm: &Range<usize>) -> bool {
    let Some(between) = scene.text.get(drug.end..harm.start) else { return false };
    // What is denied of the drug in the clause before is not denied here.
    let from = between[..between.len().saturating_sub(1)].rfind([',', ';', ':']).unwrap_or(0);
    let between = &between[from..];
    let denied = [" no ", " not ", " without ", " denies ", " never ", " nor "];
    let lower = between.to_lowercase();
    !denied.iter().any(|word| lower.contains(word))
        && !["denies", "no "].iter().any(|word| lower.trim_start_matches([',', ';', ':', ' ']).starts_with(word))
        && CAUSED.as_ref().is_some_and(|pattern| pattern.is_match(between))
        && (scene.marks.cue("stop")
            || super::doing::is_off(scene, drug)
            || scene.marks.cue("intolerant")
            || scene.marks.cue("not kept"))
}

/// `Side effects of Norco such as constipation were explained.`
static EXPLAINED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:side|adverse) (?:effects?|reactions?)\b.*\b(?:was|were|have been|are) (?:\w+ )?(?:explained|discussed|reviewed|described)\b",
    )
});

static WARNING: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:can|could|may|might|will|would|to) (?:\w+ )?(?:cause|produce|give|lead|result|bring|make|occur|happen|develop|come|arise|induce)\b|\b(?:to )?(?:report|notify|call|phone|return|rtc|contact|look out|follow|observe)\w* (?:\w+ ){0,4}(?:if|for|with|any|should)\b|^report\b|\bany (?:sign|$)|\b(?:were|was|should|had) \w+(?: \w+)? to (?:arise|occur|develop|appear|emerge)\b|\b(?:reviewed|discussed|explained|went over|gone over|talked about|d/w|told|informed|aware)\b",
    )
});

/// Whether the words before a harm, or right behind it, speak of what may
/// come: `can give nausea`, `call for nausea`, `side effects reviewed`.
fn is_warning(scene: &Scene<'_>, harm: &Range<usize>) -> bool {
    let begins = ["tend", "seem", "appear", "continue", "begun", "start"];
    let is_now = |at: usize| {
        let last = scene.folded[..at].rsplit(' ').next().unwrap_or_default();
        begins.iter().any(|word| last.starts_with(word))
    };
    let said = ["reports", "reported", "complain", "c/o", "noted", "has been", "having", "per pt", "states"];
    let folded = scene.folded;
    let found = WARNING.as_ref().and_then(|pattern| pattern.find(folded));
    found.is_some_and(|found| {
        let told = ["told", "d/w", "review", "discuss", "explain", "went", "gone", "talked", "inform", "aware"];
        let talks = told.iter().any(|word| found.as_str().starts_with(word));
        let near = found.start() < harm.start || found.start().saturating_sub(harm.end) < 20;
        near && !is_now(found.start().saturating_sub(1))
            && (scene.section() == Section::Plan || !talks)
            && !said.iter().any(|word| folded.contains(word))
            && (!scene.marks.cue("stop") || scene.is_supposed() || found.as_str().contains("call"))
    })
}

static BLAMES: Pattern = LazyLock::new(|| {
    compiled(
        r"^\W*(?:(?:the|its?|this|it|was|is|and) )*(?:reason|because|due|caus|secondary|2/2|d/t|b/c|s/e|side effect|adverse|reaction|gives|gave|giving|makes|made|produc|led|owing|on account|reports?ed)",
    )
});

/// The drug of the sentence before, where this one says what it did.
fn blamed(scene: &Scene<'_>) -> Option<String> {
    let of = scene.carried.drug.clone()?;
    BLAMES.as_ref().is_some_and(|pattern| pattern.is_match(scene.text)).then_some(of)
}

static ANSWER: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?: (?:of|from|with|to) [a-z ]{2,30}?)?\s*[:=?-]\s*(?:no|none|nil|n/a|neg|negative|denied|denies|absent|not)\b|^\s*\(-\)|^(?: [a-z]+| \([^)]*\)){0,4}[, -]+(?:and |but )?(?:says? no|no\b|none|(?:were|was|are|is) (?:denied|absent|negative))",
    )
});

/// Whether the words for side effects begin with a denial, or are answered by
/// one: `Side effects: No.`
fn is_denied(from: &str, long: usize) -> bool {
    let words = ["no ", "denies ", "denied ", "any ", "without ", "w/o ", "w/out "];
    let own = words.iter().any(|word| from[..long].starts_with(word) && *word != "any ")
        || [" without ", " w/o ", " w/out ", " no "].iter().any(|word| from[..long].contains(word));
    let label = from[..long].trim_end_matches(':').len();
    own || ANSWER.as_ref().is_some_and(|pattern| pattern.is_match(&from[label..]))
}

/// Whether a drug is stopped for what it did, and not only in case it does.
fn is_stopped(scene: &mut Scene<'_>, drug: &Range<usize>) -> bool {
    let may_not = ["may not", "must not", "should not"].iter().any(|word| scene.folded.contains(word));
    if ended::by_plan(scene, drug) {
        return true;
    }
    let stops = scene.marks.cue("stop") || super::doing::is_off(scene, drug);
    stops && (may_not || ended::is_told_to(scene) || (!scene.is_supposed() && !scene.context(drug).conditional))
}

static DENIAL: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:no|not|nil|none|zero|nothing|never|without|w/o|denie[sd]|denying|disclaim\w*|absent|free of|neg|negative|nor)\b|n['’]t\b|\( \)",
    )
});

/// Whether a sentence that speaks of side effects, and of no drug and no harm
/// by its name, denies anything at all: `Side effects were asked for; nil`.
fn is_denied_anywhere(scene: &Scene<'_>) -> bool {
    const OTHER: [&str; 11] = [
        "but ",
        "however",
        "not toler",
        "stop",
        "d/c",
        "relief",
        "effective",
        "if ",
        "should",
        "due to",
        "because",
    ];
    scene.drugs.is_empty()
        && DENIAL.as_ref().is_some_and(|pattern| pattern.is_match(scene.folded))
        && !OTHER.iter().any(|word| scene.folded.contains(word))
}

static UNTROUBLED: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\b(?:no|not|zero|without|w/o|nothing|never|denies|denied|free of)\b|n['’]t\b)[^.;]{0,36}\b(?:problems?|troubl\w*|complaints?|reactions?|issues?|difficult\w*|untoward|bother\w*|ill|upset)\b",
    )
});

/// `Has had no trouble with the pills` denies side effects.
fn untroubled(scene: &mut Scene<'_>) {
    if !matches!(scene.section(), Section::Plain | Section::PresentIllness | Section::Medications)
        || scene.is_supposed()
    {
        return;
    }
    if scene.folded.contains("understand") {
        return;
    }
    let Some(span) = UNTROUBLED.as_ref().and_then(|one| one.find(scene.folded)).map(|one| one.range()) else {
        return;
    };
    let effect = Effect { of: None, course: Course::SideEffect, what: "side effects".to_owned() };
    let context = Context { negated: true, ..Context::default() };
    scene.add_as(&span, FactKind::Effect(effect), context);
}

/// `Medications are tolerated well` denies side effects.
fn tolerated(scene: &mut Scene<'_>) {
    let Some(span) = scene.marks.named(Table::Cue, "well tolerated").map(|mark| mark.span.clone()) else { return };
    let mut context = scene.context(&span);
    if context.negated || context.conditional {
        return;
    }
    context.negated = true;
    let effect = Effect { of: None, course: Course::SideEffect, what: "side effects".to_owned() };
    scene.add_as(&span, FactKind::Effect(effect), context);
}

fn relief(scene: &mut Scene<'_>) {
    let text = scene.text;
    let of = scene.drugs.iter().find(|one| !one.is_class()).map(|one| joined(one.ingredients.iter().copied()));
    let found: Vec<Range<usize>> =
        RELIEF.as_ref().into_iter().flat_map(|one| one.find_iter(text)).map(|one| one.range()).collect();
    for span in found {
        let what = text[span.clone()].trim().to_lowercase();
        scene.add(span, FactKind::Effect(Effect { of: of.clone(), course: Course::Relief, what }));
    }
}
