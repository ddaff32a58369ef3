//! What the patient can do, and which way that goes.

use super::kind::{Course, Effect, FactKind};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::{Mark, Table};
use crate::casefile::Section;
use std::ops::Range;
use std::sync::LazyLock;

/// Words of a function that is as it was.
static SAME: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\b(?:no|without|w/o|any|nor|neither|not)\b|n['’]t\b)[^.;]{0,24}\b(?:chang(?:e|es|ed)|differ\w*|alter\w*|varian\w*|variation|shift|movement)\b|\b(?:neither|no|nor)\b[^.;]{0,25}\b(?:gain\w*|better|improve\w*|up|abilit\w+)\b[^.;]{0,20}\b(?:nor|or|no|and)\b[^.;]{0,14}\b(?:los\w+|declin\w*|worse\w*|down|limitations?)\b|\bno more,? (?:and|nor|but) no less\b|\bnothing (?:added|gained|lost)\b|\b(?:stood|is|are|was|were|about|just) where (?:it|they|he|she|things) (?:was|were|had|stood|left)\b|\b(?:remain\w*|stay\w*|continu\w*|holds?|held|goes on|went on)\b[^.;]{0,30}\b(?:as (?:it|they|before|previously|charted|described|at)|same|where|the way|at (?:their|its|the|his|her) (?:prior|previous|former|usual)|steady|put|described|flat)\b|\bthe same\b|\bsame as\b|\babout where\b|\bas at the (?:last|prior|previous)\b|\bstill (?:needs?|requires?|can only|manages)\b[^.;]{0,70}\b(?:same|as before|as last)\b|\b(?:flat|plateau\w*|level(?:ed)? off|status quo|on par|no new abilit\w*)\b",
    )
});

/// Words of a function that is more than it was, or that what was lost is
/// back.
static MORE: Pattern = LazyLock::new(|| {
    const WAS: &str = r"(?:before|previous\w*|prior|earlier|formerly|last|at (?:the|our|my))";
    const NOT: &str =
        r"(?:unable|could not|couldn['’]t|could only|not possible|impossible|not able|was unable|too much)";
    compiled(&format!(
        r"\bresum\w+|\b\w+ing again\b|\bonce (?:more|again)\b|\bno longer (?:needs?|requires?|depend\w*|relies|uses?|limited)\b|\bnew since\b|\b{NOT}\b[^.;]{{0,30}}\b{WAS}\b|\b{WAS}\b[^.;]{{0,16}}\b{NOT}\b|\bwhich (?:pt |he |she |the patient )?(?:could not|couldn['’]t|had required|had needed|was unable|was not possible)\b|\bpreviously (?:given up|unable|impossible|out of reach)\b|(?:,|\bwhich|\bthat|\bpreviously) (?:\w+ )?had (?:been )?given (?:\w+ )?up\b|\b(?:less effort|more readily|more easily|farther|further|longer|better) than\b|\bmore than (?:before|previously|last|at|a (?:month|week)|he|she|pt|it|the (?:last|prior|previous))\b|\bmore (?:could|can) be done\b|\b(?:gets?|getting|does|doing) more (?:done|around|at)\b|\bup from\b|\b(?:gone up|risen|lengthened|climbed|rebounded|picked up|come back|increased (?:function\w*|independence|capacity|activity|tolerance|endurance|mobility))\b|\b(?:is|was|are|were) up\b|\bhigher (?:level|degree|functional)\b|\b(?:upswing|for the better|taking on more|more chores|around better|bounced back|regain\w*|less help)\b|\+ (?:\w+ )?(?:progress|(?:fxnl |functional )?gain)|\bfrom \w+ blocks? to (?:\w+ ){{0,2}}miles?\b"
    ))
});

/// Words of a function that is less than it was.
static LESS: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:can['’]t|cannot|couldn['’]t|unable to)\b[^.;]{0,50}\b(?:anymore|any more|any longer|now)\b|\b(?:had|has|have) (?:had )?to give up\b|\bha[sd] given up\b|\b(?:was|were) possible (?:at|before|previously)\b|\bno longer (?:able|capable|can|does|drives?|walks?|cooks?|manages)\b|\b(?:functional loss|loss of function)\b|\bnow (?:requires?|needs?|helps?|calls? for|called for|depends?|relies|does for)\b|\banymore\b|\bused to (?:be|do|manage|walk|stand|sit|last)\b|\bcould (?:last|before)\b|\bwhich (?:pt|he|she|the patient) (?:did|could|managed)\b|\bwhich was not the case\b|\b(?:shrunk|fallen|fell|dropped|slipped|shortened|dwindled|regress\w*|backslid\w*|slid)\b|\b(?:reduction|drop|fall|decline|decrease|loss|regression|deterioration|setback) (?:\w+ )?in\b|\b(?:status|function|fxn|adls|level)[ ,:]+down\b|\b(?:twice|longer) (?:as long )?(?:as before|than before) to\b|\btwice as long\b|\bdownhill\b|\bregression\b|\bmore (?:limited|restricted|dependent|difficult|impaired|trouble|difficulty|help)\b|\bless (?:able|active|mobile|independent)\b|\bless and less\b|\b(?:doing|does|do|did) (?:even |far |much )?less\b|\bless (?:around|about|done)\b|\blost ground\b|\bin bed\b|\bspends (?:much|most)\b|\bcan only\b|\bfor the worse\b|\bpreviously independent\b|\binterval (?:decrease|decline|loss)\b",
    )
});

/// A score of what one cannot do.
static SCORE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:oswestry|odi|ndi|disability (?:score|index)|dash|roland)\b[^.;]{0,40}?\b(?:(?P<up>up|rose|risen|higher|worse|increased|climbed)|down|fell|fallen|lower|better|decreased|dropped)\b",
    )
});

/// Which way function goes by the words that say it whatever else stands in
/// the sentence: `resumed gardening, given up before` is a gain.
fn plainly(scene: &Scene<'_>) -> Option<(Range<usize>, Course)> {
    // A plan bids the patient do more.
    if matches!(scene.section(), Section::Plan | Section::WorkStatus) || scene.marks.has(Table::Work) {
        return None;
    }
    if let Some(found) = SCORE.as_ref().and_then(|one| one.captures(scene.folded))
        && let Some(whole) = found.get(0)
    {
        let course = if found.name("up").is_some() { Course::Worse } else { Course::Improved };
        return Some((whole.range(), course));
    }
    let find = |pattern: &Pattern| pattern.as_ref().and_then(|one| one.find(scene.folded)).map(|one| one.range());
    let all = [(&SAME, Course::Unchanged), (&MORE, Course::Improved), (&LESS, Course::Worse)];
    all.into_iter().find_map(|(pattern, course)| Some((find(pattern)?, course)))
}

/// Which way function goes: what denies a change goes before the change.
pub(super) fn read(scene: &mut Scene<'_>) {
    let marks = scene.marks;
    let courses = [("unchanged", Course::Unchanged), ("worse", Course::Worse), ("better", Course::Improved)];
    // `No longer needs help` holds `no longer`: what is within another says nothing.
    let of_course = || marks.of(Table::Cue).filter(|mark| courses.iter().any(|one| one.0 == mark.name));
    let within = |mark: &Mark| {
        of_course().any(|other| {
            let (all, part) = (&other.span, &mark.span);
            other.name != mark.name && all.start <= part.start && part.end <= all.end && all.len() > part.len()
        })
    };
    let said = courses.iter().find_map(|(cue, course)| {
        let mark = of_course().find(|mark| mark.name == *cue && !within(mark))?;
        Some((mark.span.clone(), *course))
    });
    let by_measure = || {
        let span = marks.named(Table::Cue, "function")?.span.clone();
        Some((span, measured(scene.folded)?))
    };
    let plainly = plainly(scene);
    // An activity alone is named for much else; how one was hurt is told by
    // what one did.
    let of_injury = marks.has(Table::Mechanism) && scene.folded.contains("dates back");
    let names_function = marks.cue("function") && !of_injury;
    let said = said.or_else(by_measure).filter(|_| names_function);
    let Some((span, course)) = plainly.clone().or(said) else { return };
    let mut context = scene.context(&span);
    // What a wife sees of the patient is the patient's.
    let others = context.other_person && !["pt ", "patient"].iter().any(|word| scene.folded.contains(word));
    if (context.conditional && plainly.is_none()) || others {
        return;
    }
    context.other_person = false;
    let course = match (measured(scene.folded), course) {
        (Some(course), _) => course,
        (None, course) if plainly.is_some() => course,
        // No gain is no change; a harder task is a loss.
        (None, Course::Improved) if context.negated => Course::Unchanged,
        (None, Course::Improved) if grows(scene.folded) => Course::Worse,
        _ => course,
    };
    context.negated = false;
    let effect = Effect { of: None, course, what: scene.text[span.clone()].to_lowercase() };
    scene.add_as(&span, FactKind::Effect(effect), context);
}

static FROM_TO: Pattern = LazyLock::new(|| {
    compiled(
        r"\bfrom (?:about |only )?(\d{1,3})[a-z ]{0,14} to (?:about )?(\d{1,3})\b|\bto (\d{1,3})[a-z ,()]{1,14}from (\d{1,3})\b",
    )
});

/// Which way a measure goes, where both ends are given: `from 10 to 30
/// minutes`.
fn measured(folded: &str) -> Option<Course> {
    let units = ["min", "block", "hour", " lb", "pound", "step", "mile", "feet"];
    if folded.contains("pain") || folded.contains(" mg") || !units.iter().any(|unit| folded.contains(unit)) {
        return None;
    }
    let found = FROM_TO.as_ref()?.captures(folded)?;
    let number = |group: usize| found.get(group).and_then(|one| one.as_str().parse::<u32>().ok());
    let (before, after) = number(1).zip(number(2)).or_else(|| number(4).zip(number(3)))?;
    match after.cmp(&before) {
        std::cmp::Ordering::Greater => Some(Course::Improved),
        std::cmp::Ordering::Less => Some(Course::Worse),
        std::cmp::Ordering::Equal => Some(Course::Unchanged),
    }
}

/// Whether what is more is a burden.
fn grows(folded: &str) -> bool {
    let more = ["increas", "more ", "greater "].iter().any(|word| folded.contains(word));
    more && ["difficult", "limitation", " dependen", "assistance", "trouble"]
        .iter()
        .any(|word| folded.contains(word))
        && !folded.contains("less difficult")
}
