//! Drugs that were tried before, and whether they failed or were not
//! tolerated. How a therapy went is told with the therapy.

use super::body::distance;
use super::each;
use super::ended;
use super::kind::{FactKind, Trial};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::{Mark, Table};
use crate::casefile::Section;
use crate::drug::{class_of, joined};
use std::ops::Range;
use std::sync::LazyLock;

/// How far a drug may stand from the word that says how it went, in bytes.
const REACH: usize = 120;

pub(super) fn read(scene: &mut Scene<'_>) {
    let Some((cue, intolerance, failed)) = how(scene) else { return };
    let context = scene.context(&cue.span);
    let had_to = scene.folded[cue.span.clone()].starts_with("had to")
        || (cue.name != "intolerant"
            && scene.section() == Section::Treatment
            && (!scene.is_supposed() || scene.folded.contains("not a candidate")));
    if scene.section() == Section::FamilyHistory || (context.conditional && !had_to) || context.other_person {
        return;
    }
    // A list may say of each of its drugs how it did.
    let listed = each::of_list(scene);
    let meant = if listed.is_some() { (0..scene.drugs.len()).collect() } else { meant(scene, &cue.span) };
    let named = meant.iter().any(|at| !scene.drugs[*at].is_class());
    for at in meant {
        // `Norco gave no analgesic response` tells of no other analgesic.
        if named && scene.drugs[at].is_class() && is_of_effect(scene, &scene.drugs[at].span) {
            continue;
        }
        let own = listed.as_ref().map_or(Some((intolerance, failed)), |all| all[at]);
        let Some((intolerance, failed)) = own.filter(|_| listed.is_some() || !each::is_spared(scene, at, &cue))
        else {
            continue;
        };
        let one = &scene.drugs[at];
        let class = one.class.or_else(|| one.ingredients.iter().find_map(|ingredient| class_of(ingredient)));
        let of = one.class.map_or_else(|| joined(one.ingredients.iter().copied()), str::to_owned);
        let trial = Trial { of, class: class.map(str::to_owned), failed: failed || intolerance, intolerance };
        let span = one.span.clone();
        scene.told.push(at);
        // That the word is itself a denial ("did not help") denies nothing.
        let mut context = context;
        (context.historical, context.negated, context.conditional) = (false, false, false);
        scene.add_as(&span, FactKind::Trial(trial), context);
    }
}

/// Whether the sentence says of the drug with this number the reverse of how
/// another did.
pub(super) fn is_spared(scene: &mut Scene<'_>, at: usize) -> bool {
    how(scene).is_some_and(|(cue, ..)| each::is_spared(scene, at, &cue))
}

fn is_of_effect(scene: &Scene<'_>, class: &Range<usize>) -> bool {
    let next = scene.folded[class.end..].trim_start();
    ["respon", "effect", "relief", "benefit", "value", "action", "propert"]
        .iter()
        .any(|word| next.starts_with(word))
}

/// The drugs of which a word says how they did: those of its own clause, if
/// there are any. `Continue Norco, as NSAIDs have failed` tells of NSAIDs.
fn meant(scene: &Scene<'_>, cue: &Range<usize>) -> Vec<usize> {
    let near = |(at, one): (usize, &crate::drug::Named)| (distance(&one.span, cue) < REACH).then_some(at);
    let all: Vec<usize> = scene.drugs.iter().enumerate().filter_map(near).collect();
    let own = |at: &usize| {
        let span = &scene.drugs[*at].span;
        let between = span.end.min(cue.end)..span.start.max(cue.start);
        scene.folded.get(between).is_none_or(|between| !PARTS.iter().any(|word| between.contains(word)))
    };
    let in_clause: Vec<usize> = all.iter().copied().filter(own).collect();
    if in_clause.is_empty() { all } else { in_clause }
}

/// What parts a clause from the next.
const PARTS: [&str; 11] = [
    ";",
    " but ",
    " as ",
    " since ",
    " because ",
    " while ",
    " whereas ",
    " so ",
    " and is ",
    " now ",
    " therefore ",
];

/// Words for too little, and then for what a drug is taken for: `no
/// appreciable relief`, `did not afford the patient any benefit`.
static LACK: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:no|zero|little|minimal|scant|hardly any|lack of|without|w/o|w/out|absence of|nil|insufficient|inadequate|poor|suboptimal|negligible|marginal)(?: (?:any|real|much|of|clear|good|great|such|significant|appreciable|noticeable|meaningful|lasting|sustained|adequate|analgesic|therapeutic|clinical|pain|particular|discernible|apparent))* (?:relief|benefit|improvement|effect|efficacy|success|response|result|results|help|gain|analgesia|avail)\b|(?:not|never|n['’]t|unable to|failed to|cannot)(?: \w+)? (?:help|helped|work|worked for|touch|touched|eased?|improved?|respond(?:ed)?|relieved?|control(?:led)?|benefit(?:ed|ted)?|suffic\w+|do (?:anything|much|any good)|ma[dk]e (?:a|any) difference|(?:afford|derive|get|obtain|receive|experience|notice|find|feel|give|provide|bring|yield|have|offer)\w*(?: (?:the|him|her|pt|patient|any|much|from|it|with))* (?:relief|benefit|help|improvement|effect|response|results?))\b(?: related)?|(?:did|does|doing|done) (?:nothing|little|not much)\b|pain (?:\w+ )?(?:stayed|remained|was|continued) (?:\w+ )?(?:the same|unchanged|uncontrolled|as (?:bad|before|severe))|(?:hurt\w*|pain\w*|symptoms) (?:\w+ )?(?:just|every bit|still) as (?:bad|much|severe)|(?:vas|pain|score) (?:was |is )?unchanged|helped:? no\b|worthless|of no help|in vain|(?:effect|relief|benefit|response|improvement) (?:\w+ ){0,3}(?:was|is|were) (?:nil|none|absent|poor|minimal|inadequate|insufficient|disappointing)|(?:not|never) chang\w+ (?:the|his|her) (?:pain|symptoms)|neither \S[^;.]{0,60}? nor \S[^;.]{0,50}?\b(?:help\w*|work\w*|reliev\w*|relief|benefit\w*|effective|effect|eas(?:e|ed|es)|touch\w*|control\w*|difference|any good|improv\w*|success\w*|useful)\b|: (?:inadequate|insufficient)\W*$)",
    )
});

/// Whether words say that too little was done.
pub(super) fn lacks(words: &str) -> bool {
    LACK.as_ref().is_some_and(|pattern| pattern.is_match(words))
}

/// The words by which a drug is said to have done too little.
fn lacking(scene: &Scene<'_>) -> Option<Mark> {
    // `Without it she could not work` is said of the patient.
    let of_patient = |found: &regex::Match<'_>| {
        let before = scene.folded[..found.start()].trim_end();
        found.as_str().ends_with("work")
            && !["did", "does", "do", "would"].iter().any(|verb| before.ends_with(verb))
    };
    let mut all = LACK.as_ref()?.find_iter(scene.folded);
    let found = all.find(|found| !found.as_str().ends_with("related") && !of_patient(found))?;
    Some(Mark { span: found.range(), name: "failed" })
}

/// Whether the sentence says what is done with a drug from now on, beside why.
fn is_order(scene: &Scene<'_>) -> bool {
    let acts = ["change", "refill", "start"].iter().any(|name| scene.marks.cue(name));
    let listed = matches!(scene.section(), Section::Plan | Section::Medications);
    listed && (acts || scene.section() == Section::Medications) && scene.folded.contains(" mg")
}

/// How a patient ends a drug alone, or soon: `quit on own after few doses`.
static GAVE_UP: Pattern = LazyLock::new(|| {
    compiled(
        r"\bon (?:his |her |their )?own\b|\bby (?:him|her)self\b|\bself (?:dc|d/c|stop|discontinu)\w*|\b(?:after|for)(?: only| just)?(?: a| the)?(?: first)? (?:few|couple|couple of|one|two|three|four|five|\d{1,2})? ?(?:doses?|days?|weeks?|pills?|tabs?|tablets?)\b",
    )
});

/// Whether a stop is one of this visit: in a plan, or with a word for now.
fn is_of_today(scene: &Scene<'_>) -> bool {
    let told_to = ["stop ", "d/c ", "discontinue ", "dc ", "will ", "please "];
    scene.section() == Section::Plan
        || scene.marks.cue("as of now")
        || told_to.iter().any(|word| scene.folded.starts_with(word))
}

/// The word that says how a trial went, whether it was not tolerated, and
/// whether it failed.
fn how(scene: &mut Scene<'_>) -> Option<(Mark, bool, bool)> {
    let marks = scene.marks;
    let cue = |name: &str| marks.named(Table::Cue, name).cloned();
    // What a plan stops is told as stopped.
    if scene.section() == Section::Plan && marks.cue("stop") && !marks.cue("tried") && !marks.cue("in the past") {
        return None;
    }
    if scene.drugs.iter().any(|one| ended::by_plan(scene, &one.span)) {
        return None;
    }
    if let Some(found) = not_borne(scene) {
        return Some(found);
    }
    let past = cue("in the past").filter(|_| scene.section() != Section::Plan);
    let ended = cue("stop").or_else(|| cue("not kept"));
    // Taken in the past, and no more for what it did.
    let harmed = (ended.is_some() || marks.cue("cause")) && has_harm(scene);
    if let Some(found) = past.clone().filter(|_| harmed) {
        return Some((found, true, true));
    }
    let alone = GAVE_UP.as_ref().is_some_and(|pattern| pattern.is_match(scene.folded));
    let gave_up = ended.clone().filter(|_| alone && scene.section() != Section::Plan && !scene.is_supposed());
    if let Some(found) = gave_up.filter(|_| has_harm(scene) && !is_of_today(scene)) {
        return Some((found, true, true));
    }
    // In what was done so far, a drug that did harm and was stopped is a trial.
    let so_far = matches!(scene.section(), Section::Treatment | Section::PastHistory);
    if let Some(found) = ended.filter(|_| harmed && so_far && !is_of_today(scene)) {
        return Some((found, true, true));
    }
    let tried = cue("tried").filter(|_| !matches!(scene.section(), Section::Plan) && !scene.is_supposed());
    if let Some(found) = tried.clone().filter(|_| has_harm(scene)) {
        return Some((found, true, true));
    }
    if let Some(found) = ended::by_harm(scene) {
        return Some((found, true, true));
    }
    match too_little(scene) {
        Some(found) => found,
        None => past.and(tried).map(|tried| (tried, false, false)),
    }
}

static NEITHER: Pattern = LazyLock::new(|| compiled(r"\bneither \S[^;.]{0,60}? nor \S[^;.]{0,40}?\btolerat\w+"));

/// The word by which a drug is said not to have been borne.
fn not_borne(scene: &mut Scene<'_>) -> Option<(Mark, bool, bool)> {
    let neither = || NEITHER.as_ref().and_then(|pattern| pattern.find(scene.folded));
    if let Some(found) = scene.marks.cue("well tolerated").then(neither).flatten() {
        return Some((Mark { span: found.range(), name: "intolerant" }, true, true));
    }
    let found = scene.marks.named(Table::Cue, "intolerant")?.clone();
    let words = &scene.folded[found.span.clone()];
    // `An adverse reaction to Norco` in a complaint is one of today; what was
    // `given up` years ago did no harm by that.
    let of_today = words.starts_with("reaction")
        && !matches!(scene.section(), Section::Treatment | Section::PastHistory | Section::Allergies);
    let ran_out =
        words.ends_with(" up") && scene.section() == Section::PastHistory && ended::harms(scene).next().is_none();
    if of_today || ran_out {
        return None;
    }
    // A trial may be given up for want of effect, too.
    let in_vain = !scene.folded.contains("toler") && lacking(scene).is_some() && !has_harm(scene);
    (in_vain || !is_denied(scene, &found)).then_some((found, !in_vain, true))
}

/// The word by which a drug is said to have failed; nothing inside, where that
/// is denied.
fn too_little(scene: &mut Scene<'_>) -> Option<Option<(Mark, bool, bool)>> {
    // `Nothing but Norco has helped` says that it has.
    let but_one = ["nothing but ", "nothing except ", "nothing other than ", "none but ", "nothing besides "];
    if but_one.iter().any(|words| scene.folded.contains(words)) {
        return None;
    }
    let planned = scene.section() == Section::Plan && scene.is_supposed();
    let failed = scene.marks.named(Table::Cue, "failed").cloned();
    if let Some(found) = failed.filter(|mark| !planned && !is_order(scene) && !is_withheld(scene, mark)) {
        return Some((!is_denied(scene, &found)).then_some((found, false, true)));
    }
    let lacks = lacking(scene).filter(|_| !is_order(scene) && !scene.is_supposed());
    lacks.or_else(|| ended::by_effect(scene)).map(|found| Some((found, false, true)))
}

/// Whether it is only not given, or not changed: `was not given Norco` and `no
/// change in Norco` tell of no trial.
fn is_withheld(scene: &Scene<'_>, mark: &Mark) -> bool {
    let words = &scene.folded[mark.span.clone()];
    let rest = &scene.folded[mark.span.end..];
    let of_dose = || {
        let next = scene.drugs.iter().find(|drug| drug.span.start >= mark.span.end).map(|drug| drug.span.start);
        let between = next.and_then(|next| scene.folded.get(mark.span.end..next));
        between.is_some_and(|between| {
            matches!(between, " in " | " to " | " of " | " in the " | " in her " | " in his ")
        }) || rest.starts_with(" in dos")
            || rest.starts_with(" in med")
    };
    if (words.ends_with("change") || words.ends_with("changes")) && of_dose() {
        return true;
    }
    let next = mark.span.end..mark.span.end + 6;
    (words.ends_with("give") || words.ends_with("given"))
        && scene.drugs.iter().any(|drug| next.contains(&drug.span.start))
}

/// Whether a harm is told that is not denied.
fn has_harm(scene: &mut Scene<'_>) -> bool {
    let harms: Vec<Mark> = scene.marks.of(Table::Harm).cloned().collect();
    // `Not tolerated, nausea` denies that it was tolerated.
    let ended = scene.marks.cue("stop");
    harms.iter().any(|harm| {
        let context = scene.context(&harm.span);
        // `Stopped for nausea` looks like an end of it.
        (!context.negated || (ended && context.historical)) && !context.conditional
    })
}

/// Whether it is denied that a trial went so: `denies a reaction to`, `has not
/// failed`. A word that is itself a denial (`did not help`) says how it went.
fn is_denied(scene: &mut Scene<'_>, cue: &Mark) -> bool {
    let words = &scene.folded[cue.span.clone()];
    let denies = words.starts_with("neg ")
        || words.split(' ').any(|word| {
            matches!(word, "no" | "not" | "cannot" | "without" | "unable" | "little") || word.ends_with("n't")
        });
    // `Failed for intolerable nausea` denies nothing.
    let in_vain = cue.name == "intolerant" && scene.marks.cue("failed");
    !(denies || in_vain) && scene.context(&cue.span).negated
}
